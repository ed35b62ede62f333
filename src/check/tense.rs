//! Finds verbs in the wrong tense for their date: "the Board will meet on 3 May 2021" in a paper of 2022, or "the
//! service went live on 3 May 2023" in the same paper.

use std::ops::Range;

use chrono::{Months, NaiveDate, Weekday};

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;
use crate::language::calendar::Written;
use crate::language::sentences::{clauses, words};
use crate::read::date::Date;

/// A verb and its date are fewer than this many words apart.
const NEAR: usize = 10;
/// A verb and its month are at most this many words apart; a month farther away belongs to something else.
const NEAR_MONTH: usize = 5;
/// Words after "will" that announce no event: "will have been".
const NO_DEED: [&str; 3] = ["have", "continue", "remain"];
/// Words after "was" that report an event.
const HAPPENED: [&str; 12] = [
    "held",
    "published",
    "completed",
    "approved",
    "agreed",
    "opened",
    "launched",
    "appointed",
    "submitted",
    "adopted",
    "signed",
    "closed",
];
/// Words that report an event by themselves, each with the word that must follow it, if any.
const PAST: [(&str, &str); 13] = [
    ("began", ""),
    ("started", ""),
    ("commenced", ""),
    ("opened", ""),
    ("met", ""),
    ("visited", ""),
    ("resigned", ""),
    ("retired", ""),
    ("arrived", ""),
    ("voted", ""),
    ("took", "place"),
    ("went", "live"),
    ("came", "into"),
];
/// Words before a word of [`PAST`] after which it reports no event: "to be opened", "newly opened".
const NO_PAST: [&str; 10] = ["be", "been", "being", "is", "are", "to", "not", "and", "or", "newly"];
/// Words that make a sentence one about the future, or about a possibility.
const MAY: [&str; 9] = ["will", "would", "shall", "may", "might", "must", "can", "could", "should"];
/// Words that make a possibility of what follows them.
const IF: [&str; 5] = ["if", "when", "once", "until", "unless"];
/// Verbs after "due to" that announce an event: "is due to start".
const DUE: [&str; 14] = [
    "be", "start", "begin", "open", "close", "launch", "meet", "take", "go", "end", "report",
    "complete", "finish", "come",
];
/// Words that begin reported speech or another clause, so that a later date does not belong to the verb.
const TURNS: [&str; 13] = [
    "that", "which", "who", "since", "after", "before", "from", "as", "if", "until", "than",
    "with", "what",
];

/// Reports future verbs with a date before the day of the paper, and past verbs with a date after it. Text of the
/// program itself has no place and is not reported: an agenda may truly say after its meeting when it was published.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let Some(today) = document.date else { return Vec::new() };
    let open = passages.iter().filter(|passage| passage.names_month() && !passage.is_quoted());
    let found = open.flat_map(|passage| {
        clauses(&passage.text)
            .flat_map(|sentence| said(passage, sentence, today))
            .collect::<Vec<_>>()
    });
    found.collect()
}

/// The findings for one clause.
fn said(passage: &Passage<'_>, sentence: Range<usize>, today: Date) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let text = &passage.text[sentence.clone()];
    let words: Vec<_> = words(text).collect();
    let small: Vec<_> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let may = |at: usize| {
        small.iter().any(|word| MAY.contains(&word.as_str()))
            || small[..at].iter().any(|word| IF.contains(&word.as_str()))
    };
    for (at, (start, _)) in words.iter().enumerate() {
        let Some(tense) = Tense::at(&words, at).filter(|tense| *tense != Tense::Past || !may(at))
        else {
            continue;
        };
        let is_past = tense != Tense::ToCome;
        let Some((from, to, end)) = day_after(text, &words[at..], is_past) else { continue };
        let (message, hint) = match () {
            () if !is_past && to < today.0 => {
                ("is past on the day of the paper", "say what became of it, or correct the date")
            }
            () if is_past && from > today.0 => (
                "is yet to come on the day of the paper",
                "say that it is to come, or correct the date",
            ),
            () => continue,
        };
        let range = start.start..end;
        let written = sentence.start + range.start..sentence.start + range.end;
        let Some(place) = passage.place_of(written) else { continue };
        let message = format!("`{}`: that day {message}", &text[range.clone()]);
        findings.push(Diagnostic::of(Rule::WrongTense, Some(place), message).hint(hint));
    }
    findings
}

/// The time of which a verb speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    /// Future: "will meet", "is due to start".
    ToCome,
    /// Past, in two words with no other meaning: "was held".
    Done,
    /// Past, in a word that may have another meaning: "began".
    Past,
}

impl Tense {
    /// The tense of the verb at a word; `None` where there is none.
    fn at(words: &[(Range<usize>, &str)], at: usize) -> Option<Self> {
        let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
        let before = |words: &[&str]| at > 0 && words.contains(&word(at - 1));
        let next = word(at + 1);
        let is_past =
            PAST.iter().any(|(verb, with)| *verb == word(at) && (with.is_empty() || *with == next));
        match word(at) {
            "will" if !NO_DEED.contains(&next) => Some(Self::ToCome),
            "due" if next == "to" && before(&["is", "are"]) && DUE.contains(&word(at + 2)) => {
                Some(Self::ToCome)
            }
            "was" | "were" if HAPPENED.contains(&next) => Some(Self::Done),
            _ if is_past && !before(&NO_PAST) => Some(Self::Past),
            _ => None,
        }
    }
}

/// The day or month that follows a verb in its own clause, as its first and last day, and the byte where it ends.
/// `None` if the date may not be when the event happens: after "for" or "to" with a past verb, or after a participle
/// with a future one.
fn day_after(
    text: &str,
    words: &[(Range<usize>, &str)],
    past: bool,
) -> Option<(NaiveDate, NaiveDate, usize)> {
    let (first, _) = words.first()?;
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let turns = |at: usize| {
        TURNS.contains(&word(at))
            || past && at > 1 && matches!(word(at), "to" | "for")
            || !past && at > 2 && word(at).ends_with("ed")
    };
    for at in 1..NEAR.min(words.len().saturating_sub(1)) {
        let between = &text[first.end..words[at].0.start];
        if between.contains([';', ':', '(', '–']) || turns(at) {
            return None;
        }
        match Written::at(&words[at..]) {
            Some((written, 3)) => {
                let day = written.date()?;
                let weekday = usize::from(word(at - 1).parse::<Weekday>().is_ok());
                let is_its_day = matches!(word(at.saturating_sub(1 + weekday)), "on" | "by");
                return is_its_day.then(|| (day, day, words[at + 2].0.end));
            }
            Some((Written { day: None, month, year: Some(year) }, 2)) if at <= NEAR_MONTH => {
                let day = NaiveDate::from_ymd_opt(year, month, 1)?;
                let last = day.checked_add_months(Months::new(1))?.pred_opt()?;
                return (word(at - 1) == "in").then(|| (day, last, words[at + 1].0.end));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::diag::Place;
    use crate::world::World;

    /// The number of findings in text that somebody wrote in a paper of November 2026.
    fn found(text: &str) -> usize {
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        found_at(text, Place::new(file, 0..text.len()))
    }

    /// The same for text at a place, or for the program's own text without one.
    fn found_at(text: &str, place: impl Into<Option<Place>>) -> usize {
        let content = [crate::document::Inline::text(text, place)];
        let passage = Passage::of(&content);
        let today = Date(NaiveDate::from_ymd_opt(2026, 11, 27).unwrap());
        clauses(text).map(|sentence| said(&passage, sentence, today).len()).sum()
    }

    #[test]
    fn the_own_words_of_the_program_are_left_alone() {
        let text = "This agenda was published on 12 December 2026.";
        assert_eq!(found(text), 1);
        assert_eq!(found_at(text, None), 0);
    }

    #[test]
    fn what_has_not_been_did_not_happen_and_what_is_past_is_not_to_come() {
        for text in [
            "The service went live on 3 March 2027.",
            "Consultation began on Monday 1 March 2027 and lasts until 25 April 2027.",
            "The pilot took place in February 2027.",
            "Members met on 2 February 2027.",
            "The Order came into force on 1 April 2027.",
            "The depot was closed on 3 March 2027.",
            "The Board will meet on 3 May 2026.",
            "The works are due to start in October 2026.",
            "The service is due to go live on 3 May 2026.",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn what_may_be_so_is_left_alone() {
        for text in [
            "The service went live on 3 March 2026.",
            "The depot is to be opened on 3 March 2027.",
            "Schools opened on 1 September 2027 will take them in.",
            "If it started on 3 March 2027, it would be late.",
            "The service was planned for 3 March 2027.",
            "The delay is due to the fire on 3 May 2026.",
            "Costs will be higher than in March 2026.",
            "The report will show what was done in the year to 31 March 2026.",
            "The Board will meet on 3 May 2027.",
            "Work began on the plan for 1 April 2027.",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
