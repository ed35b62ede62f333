//! Finds different dates for the same event: "the WSoA was found fit for purpose on 24 August 2018", and earlier on
//! 14 September.
//!
//! In come the paragraphs of a paper, or of the papers of a meeting or a day; out comes a finding for each date that
//! differs from the one an earlier paragraph gives for the same thing and the same verb. Only events that happen once
//! are compared, and only if they are named alike: by an acronym, or by a noun with everything before it. Recurring
//! events are told apart by the year.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::Weekday;

use super::passage::Passage;
use crate::diag::{Diagnostic, Place, Rule};
use crate::language::calendar::Written;
use crate::language::sentences::{clauses, words};
use crate::world::World;

/// Events that happen once, with the words for them.
const HAPPENINGS: [(&str, &[&str]); 10] = [
    ("fit for purpose", &["fit"]),
    ("published", &["published"]),
    ("submitted", &["submitted"]),
    ("adopted", &["adopted"]),
    ("launched", &["launched"]),
    ("signed", &["signed"]),
    ("awarded", &["awarded"]),
    ("opened", &["open", "opens", "opened", "begins", "began", "starts", "started"]),
    ("closed", &["close", "closes", "closed", "ends", "ended"]),
    ("held", &["held", "conducted", "place"]),
];
/// Words between a thing and what happens to it.
const JOINS: [&str; 20] = [
    "took", "take", "was", "were", "is", "are", "be", "been", "being", "has", "have", "had",
    "will", "to", "due", "declared", "deemed", "judged", "first", "formally",
];
/// Nouns of which a paper usually has one.
const ONCE: [&str; 12] = [
    "consultation",
    "inspection",
    "re-visit",
    "revisit",
    "survey",
    "ballot",
    "election",
    "strategy",
    "policy",
    "scheme",
    "tender",
    "referendum",
];
/// Words that make a thing one of several, or a different one.
const ONE_OF: [&str; 22] = [
    "first",
    "second",
    "third",
    "next",
    "last",
    "final",
    "draft",
    "revised",
    "amended",
    "updated",
    "annual",
    "monthly",
    "quarterly",
    "termly",
    "weekly",
    "each",
    "every",
    "new",
    "previous",
    "earlier",
    "other",
    "interim",
];
/// Words that only determine a noun.
const DETERMINE: [&str; 10] =
    ["the", "this", "a", "an", "its", "their", "our", "that", "and", "when"];
/// The most words in the name of a thing.
const NAME: usize = 4;
/// The most words between a verb and its date.
const REACH: usize = 4;

/// An event with its date.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    /// The thing, and what happened to it.
    event: (String, &'static str),
    day: Written,
    /// The sentence.
    said: String,
    /// The date as written.
    written: String,
    place: Option<Place>,
}

/// Reports each date that differs from an earlier one: in the same file, or in another one if papers are compared.
pub(super) fn check<'d>(all: impl Iterator<Item = &'d Dated>, across: bool) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&(String, &str), &Dated> = BTreeMap::new();
    let mut findings = Vec::new();
    for dated in all {
        // “The consultation” of one paper is not that of the next.
        if across && ONCE.contains(&dated.event.0.as_str()) {
            continue;
        }
        let first = known.entry(&dated.event).or_insert(dated);
        let elsewhere = first.place.map(|place| place.file) != dated.place.map(|place| place.file);
        if elsewhere == across && first.day.differs(dated.day) {
            let other = first.place.filter(|_| across).map(|place| World::path(place.file));
            let who = other.map_or("the paper".to_owned(), |path| format!("`{path}`"));
            let before = if across { "" } else { " before" };
            let message = format!(
                "`{}` is not the day that {who} gives{before}: “{}”",
                dated.written, first.said
            );
            let found = Diagnostic::of(Rule::TwoDates, dated.place, message);
            findings.push(found.hint("correct the one that is wrong, or say that there were two"));
        }
    }
    findings
}

/// The dated events in paragraphs.
pub(super) fn dated(passages: &[Passage<'_>]) -> Vec<Dated> {
    let is_open = |passage: &&Passage<'_>| !passage.is_quoted() && passage.place().is_some();
    let open = passages.iter().filter(|passage| passage.names_month()).filter(is_open);
    open.flat_map(|passage| {
        clauses(&passage.text).flat_map(|range| said(passage, range)).collect::<Vec<_>>()
    })
    .collect()
}

/// The dated events of a sentence: "opened on 11 May and closed on 3 July".
fn said(passage: &Passage<'_>, sentence: Range<usize>) -> Vec<Dated> {
    let text = &passage.text[sentence.clone()];
    let words: Vec<_> = words(text).collect();
    let small: Vec<_> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    if small.iter().any(|word| ONE_OF.contains(&word.as_str())) {
        return Vec::new();
    }
    let clause = Clause { text, words: &words, small: &small };
    let (mut found, mut from, mut thing): (Vec<Dated>, usize, Option<String>) = Default::default();
    while let Some((at, (day, length))) =
        (from..words.len()).find_map(|at| Some((at, Written::at(&words[at..])?)))
    {
        let last = (at + length..words.len()).all(|at| Written::at(&words[at..]).is_none());
        let said = clause.happened(from, at, if last { words.len() } else { at + length });
        // The words after "and" are about the same thing.
        let goes_on = from > 0 && small.get(from).is_some_and(|word| word == "and");
        if let Some((what, own)) = said {
            thing = own.or(thing.filter(|_| goes_on));
            if let Some(thing) = &thing {
                let range = words[at].0.start..words[at + length - 1].0.end;
                let place =
                    passage.place_of(sentence.start + range.start..sentence.start + range.end);
                let said = text.trim().trim_end_matches('.');
                let (said, written) = (said.to_owned(), text[range].to_owned());
                found.push(Dated { event: (thing.clone(), what), day, said, written, place });
            }
        } else {
            thing = None;
        }
        from = at + length;
    }
    found
}

/// A sentence split into words.
struct Clause<'t> {
    text: &'t str,
    words: &'t [(Range<usize>, &'t str)],
    small: &'t [String],
}

impl Clause<'_> {
    /// The event dated at a word, and its thing, found between the previous date and the next. The outer `None` means
    /// that no event is named; the inner, that its thing is uncertain.
    fn happened(
        &self,
        from: usize,
        at: usize,
        to: usize,
    ) -> Option<(&'static str, Option<String>)> {
        let small = self.small;
        let on = at.checked_sub(1)?;
        let on = if small[on].parse::<Weekday>().is_ok() { on.checked_sub(1)? } else { on };
        if !matches!(small[on].as_str(), "on" | "in" | "from") {
            return None;
        }
        let (verb, what) = match on {
            0 => (at + 1..to).find_map(|at| Some((at, happening(small, at)?)))?,
            _ => (on.saturating_sub(REACH).max(from)..on)
                .rev()
                .find_map(|at| Some((at, happening(small, at)?)))?,
        };
        // There is no other clause between a verb and its date.
        if verb < on && (verb + 1..=on).any(|at| self.is_apart(at)) {
            return None;
        }
        let joins = small[from..verb].iter().rev();
        let end = verb - joins.take_while(|word| JOINS.contains(&word.as_str())).count();
        Some((what, self.thing(from, end, verb, what)))
    }

    /// The thing named before a word, if it is named in full and a paper has only one of it.
    fn thing(&self, from: usize, end: usize, verb: usize, what: &str) -> Option<String> {
        let Self { words, small, .. } = *self;
        let start = (end.saturating_sub(NAME).max(from)..end)
            .rev()
            .take_while(|at| !DETERMINE.contains(&small[*at].as_str()))
            .last()?;
        let (thing, is_whole) = match looks_short(words[end - 1].1) {
            true => (small[end - 1].clone(), true),
            false => {
                let is_whole = start > 0 && DETERMINE.contains(&small[start - 1].as_str());
                let is_one = !(start + 1..end).any(|at| self.is_apart(at));
                (small[start..end].join(" "), is_whole && is_one)
            }
        };
        let is_once = ONCE.contains(&small[end - 1].as_str());
        let is_sure =
            is_once || what != "held" && (end - start > 1 || looks_short(words[end - 1].1));
        let is_apart = (end..verb).any(|at| at > 0 && self.is_apart(at));
        (is_whole && is_sure && !is_apart).then_some(thing)
    }

    /// Whether there is a punctuation mark before a word.
    fn is_apart(&self, at: usize) -> bool {
        self.text[self.words[at - 1].0.end..self.words[at].0.start]
            .contains([',', '(', ')', ':', '–'])
    }
}

/// The event that a word names.
fn happening(small: &[String], at: usize) -> Option<&'static str> {
    let (what, _) = HAPPENINGS.iter().find(|(_, forms)| forms.contains(&small[at].as_str()))?;
    let is = |at: usize, word: &str| small.get(at).is_some_and(|own| own == word);
    let holds = match *what {
        "fit for purpose" => is(at + 1, "for") && is(at + 2, "purpose"),
        _ => true,
    };
    holds.then_some(*what)
}

/// Whether a word looks like an acronym: "WSoA", "APP".
fn looks_short(word: &str) -> bool {
    word.len() > 2 && word.chars().filter(|next| next.is_uppercase()).count() * 2 > word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<String> {
        let content = [crate::document::Inline::text(text, None)];
        let passage = Passage::of(&content);
        let said = clauses(text).flat_map(|range| said(&passage, range));
        said.map(|one| format!("{} {} {}", one.event.0, one.event.1, one.written)).collect()
    }

    #[test]
    fn events_are_named_by_acronyms_or_by_all_that_stands_before_a_noun() {
        assert_eq!(
            events(
                "On Friday 14 September, Ofsted said that the WSoA was fit for purpose. Kent’s WSoA was declared fit for purpose on 24th August 2018."
            ),
            ["wsoa fit for purpose 14 September", "wsoa fit for purpose 24th August 2018"]
        );
        assert_eq!(
            events(
                "The outcome letter was published on 3 May. The consultation closes on 4 June 2022."
            ),
            ["outcome letter published 3 May", "consultation closed 4 June 2022"]
        );
    }

    #[test]
    fn what_may_be_one_of_several_is_no_event() {
        for text in [
            "The report was published on 3 May.",
            "The second outcome letter was published on 3 May.",
            "The letter, which was published on 3 May, is short.",
            "The outcome letter was written in March and published on 3 May.",
            "The outcome letter was published between 3 May and 4 May.",
        ] {
            assert_eq!(events(text), Vec::<String>::new(), "{text}");
        }
    }
}
