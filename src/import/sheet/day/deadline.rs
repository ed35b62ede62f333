//! Decides whether a day in a cell is a deadline, and whether its author was sure of it.
//!
//! In come a text and a day in it; the words beside the day decide, which are data.

use super::{Days, FILLER, Found, small};
use crate::read::Name;

/// Words that may surround those for something done repeatedly.
const JOINING: [&str; 6] = ["and", "then", "thereafter", "on", "a", "basis"];

/// Signs between clauses.
const CLAUSES: [char; 4] = [';', '.', ',', '\n'];

/// Signs around an aside within a clause.
const ASIDES: [char; 8] = ['(', ')', '[', ']', '-', '–', '—', ':'];

impl Days<'_> {
    /// Whether a day in a text can be a deadline, and is not a start, a later day or the day of something else: "From
    /// May 2026", "2 weeks after 31/03/2027", "June 2026 – ongoing". The nearest words decide.
    pub(in crate::import::sheet) fn is_deadline(&self, text: &str, found: &Found) -> bool {
        let named = |name: &str| self.words.no_deadline.get(name).into_iter().flatten();
        let before = text[..found.range.start].rsplit(CLAUSES).next().map(small);
        let before = before.unwrap_or_default();
        let ends = |words: &[String], phrase: &str| {
            let count = phrase.split(' ').count();
            let last = words.get(words.len().checked_sub(count)?..)?;
            phrase.split(' ').eq(last.iter().map(String::as_str)).then_some(count)
        };
        let longest = |name: &str, words: &[String]| {
            named(name).filter_map(|phrase| ends(words, phrase)).max().unwrap_or_default()
        };
        let nearest = (1..=before.len()).rev().find_map(|end| {
            let words = &before[..end];
            let (bars, unless) = (longest("before", words), longest("unless", words));
            (bars + unless > 0).then_some(unless > bars)
        });
        let after = text[found.range.end..].split(CLAUSES).next().map(small);
        let after = format!(" {} ", after.unwrap_or_default().join(" "));
        let again: Vec<&Name> = named("again").collect();
        nearest.unwrap_or(true)
            && !named("after").any(|phrase| after.contains(&format!(" {} ", phrase.value)))
            && !asides(&text[found.range.end..]).any(|said| is_only(&said, &again, &JOINING))
    }

    /// Whether a text marks a day in it as uncertain: "TBC (Dec 2026?)", "Dec 2026 (provisional)".
    pub(in crate::import::sheet) fn is_doubtful(&self, text: &str, found: &Found) -> bool {
        let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
        let is_beside = |next: char| next.is_whitespace() || ASIDES.contains(&next);
        let doubtful: Vec<&Name> = self.words.doubtful.iter().collect();
        before.trim_end_matches(is_beside).ends_with('?')
            || after.trim_start_matches(is_beside).starts_with('?')
            || asides(before).chain(asides(after)).any(|said| is_only(&said, &doubtful, &FILLER))
    }
}

/// The clauses and asides of a text, each as its words in small letters.
fn asides(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.split(|next| CLAUSES.contains(&next) || ASIDES.contains(&next)).map(small)
}

/// Whether words begin or end with one of some phrases and are otherwise among `others`.
fn is_only(words: &[String], phrases: &[&Name], others: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase = small(&phrase.value);
        let is_other = |word: &String| others.contains(&word.as_str());
        let after = words.strip_prefix(phrase.as_slice());
        let before = words.strip_suffix(phrase.as_slice());
        after.or(before).is_some_and(|rest| rest.iter().all(is_other))
    })
}
