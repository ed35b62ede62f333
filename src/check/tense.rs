//! What is past spoken of as to come, and what is to come as past: "the Board will meet on 3 May 2021" in a paper of 2022.

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use super::calendar::Written;
use super::passage::{Passage, words};
use crate::diag::{Diagnostic, Rule};
use crate::document::Document;

/// How many words may stand between a verb and its date.
const NEAR: usize = 10;
/// Words after "will" that speak of no deed of their own: "will have been".
const NO_DEED: [&str; 3] = ["have", "continue", "remain"];
/// Words after "was" that say that something happened.
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
/// Words that begin what someone said, or end what the verb before them says.
const TURNS: [&str; 10] =
    ["that", "which", "who", "since", "after", "before", "from", "as", "if", "until"];

/// Raises what was to come and is past on the day of the paper, and what happened and is yet to come.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let Some(today) = document.date else { return Vec::new() };
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.is_quoted()) {
        let words: Vec<_> = words(&passage.text).collect();
        for (at, (start, verb)) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", |(_, word)| word);
            let to_come = *verb == "will" && !NO_DEED.contains(&next);
            let past = matches!(*verb, "was" | "were") && HAPPENED.contains(&next);
            if !(to_come || past) {
                continue;
            }
            let Some((day, end)) = day_after(passage, &words[at..], past) else { continue };
            let (message, hint) = match () {
                () if to_come && day < today.0 => (
                    "is past on the day of the paper",
                    "say what became of it, or correct the date",
                ),
                () if past && day > today.0 => (
                    "is yet to come on the day of the paper",
                    "say that it is to come, or correct the date",
                ),
                () => continue,
            };
            let range = start.start..end;
            let message = format!("`{}`: that day {message}", &passage.text[range.clone()]);
            findings.push(
                Diagnostic::of(Rule::WrongTense, passage.place_of(range), message).hint(hint),
            );
        }
    }
    findings
}

/// The day on or by which something is said to happen soon after a verb, in its own clause, and where that ends. What was
/// done for or to a day, or is to be done to what an earlier day gave, did not happen on it.
fn day_after(
    passage: &Passage<'_>,
    words: &[(Range<usize>, &str)],
    past: bool,
) -> Option<(NaiveDate, usize)> {
    let (first, _) = words.first()?;
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let turns = |at: usize| {
        TURNS.contains(&word(at))
            || past && at > 1 && matches!(word(at), "to" | "for")
            || !past && at > 2 && word(at).ends_with("ed")
    };
    for at in 1..NEAR.min(words.len().saturating_sub(2)) {
        let between = &passage.text[first.end..words[at].0.start];
        if between.contains(['.', ';', ':', '(', '–']) || turns(at) {
            return None;
        }
        if let Some((written, 3)) = Written::at(&words[at..])
            && let Some(day) = written.date()
        {
            let weekday = usize::from(word(at - 1).parse::<Weekday>().is_ok());
            let is_its_day = matches!(word(at.saturating_sub(1 + weekday)), "on" | "by");
            return is_its_day.then(|| (day, words[at + 2].0.end));
        }
    }
    None
}
