//! What is past spoken of as to come, and what is to come as past: "the Board will meet on 3 May 2021" in a paper of 2022.

use chrono::NaiveDate;

use super::passage::{Passage, words};
use super::weekdays::date;
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
            let Some((day, end)) = day_after(passage, &words[at..]) else { continue };
            let message = match () {
                () if to_come && day < today.0 => "is past on the day of the paper",
                () if past && day > today.0 => "is yet to come on the day of the paper",
                () => continue,
            };
            let range = start.start..end;
            let message = format!("`{}`: that day {message}", &passage.text[range.clone()]);
            let found = Diagnostic::of(Rule::WrongTense, passage.place_of(range), message);
            findings.push(found.hint("say what became of it, or correct the date"));
        }
    }
    findings
}

/// The day that is named soon after a verb, in its own clause, and where that ends.
fn day_after(
    passage: &Passage<'_>,
    words: &[(std::ops::Range<usize>, &str)],
) -> Option<(NaiveDate, usize)> {
    let (first, _) = words.first()?;
    let near = words.windows(3).take(NEAR).skip(1);
    let mut clause = near.take_while(|three| {
        let between = &passage.text[first.end..three[0].0.start];
        !between.contains(['.', ';', ':', '(', '–']) && !TURNS.contains(&three[0].1)
    });
    clause.find_map(|three| {
        let [(_, day), (_, month), (end, year)] = three else { return None };
        Some((date(day, month, year)?, end.end))
    })
}
