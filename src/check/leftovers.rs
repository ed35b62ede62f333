//! Finds notes and placeholders of a form that were never filled in.

use std::collections::HashSet;
use std::ops::Range;

use chrono::Month;
use typst::syntax::FileId;

use super::passage::{Passage, headings};
use crate::diag::{Diagnostic, Findings, Place, Rule};
use crate::document::Document;
use crate::language::sentences::words;
use crate::world::World;

/// The beginnings of guidance in square brackets, in lower case.
const GUIDANCE: [&str; 22] = [
    "insert",
    "delete",
    "add ",
    "enter",
    "name of",
    "date of",
    "describe",
    "explain",
    "xx",
    "tbc",
    "tbd",
    "tba",
    "to be ",
    "to follow",
    "to come",
    "awaiting",
    "dn:",
    "drafting note",
    "note to",
    "figure to",
    "figures to",
    "check ",
];

/// Placeholders that are the whole text in brackets.
const WHOLE: [&str; 6] = ["date", "figure", "figures", "name", "amount", "number"];

/// Tasks mentioned in such brackets.
const TASKS: [&str; 5] = [" to check", " to confirm", " to complete", " to provide", " to follow"];

/// Words that stand for others still to come.
const LATER: [&str; 4] = ["TBC", "TBD", "TBA", "TODO"];

/// Placeholders that forms and programs insert, in lower case.
const DUMMIES: [&str; 12] = [
    "delete as appropriate",
    "delete as applicable",
    "please insert",
    "please complete this",
    "note to author",
    "note for author",
    "lorem ipsum",
    "click or tap here",
    "click here to enter",
    "insert text here",
    "enter text here",
    "???",
];

/// The beginnings of notes in a form.
const GUIDES: [&str; 4] =
    ["Guidance:", "Guidance note:", "Guidance for authors", "Note for report authors"];

/// The marks of a draft at the start of a line, and what may follow them.
const DRAFTS: [&str; 3] = ["DRAFT", "FIRST DRAFT", "Draft v"];

/// What follows the sign of a currency where the sum is still to come.
const NO_SUM: [&str; 7] = ["XX", "xx", "??", "…", "...", "__", "[ ]"];

/// Reports what is left of a form, including in headings.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let headings = headings(document);
    let raise = |passage: &Passage<'_>, range: Range<usize>| {
        let words = &passage.text[range.clone()];
        let message = format!("`{words}` was left in place of what it stands for");
        Diagnostic::of(Rule::Placeholder, passage.place_of(range), message)
            .hint("write what belongs here, or remove it")
    };
    let found = passages.iter().chain(&headings).flat_map(|passage| {
        let text = &passage.text;
        let all: Vec<_> = [later(text), bracketed(text), dummies(text), draft(text)].concat();
        let is_inside = |range: &Range<usize>| {
            all.iter()
                .any(|other| other != range && other.start <= range.start && range.end <= other.end)
        };
        let places = all.iter().filter(|range| !is_inside(range)).cloned();
        places.map(|range| raise(passage, range)).collect::<Vec<_>>()
    });
    found.collect()
}

/// Gives placeholders that come from data, through an expression or in a drafted paper, their place in one of the
/// files that the paper is made from. One that occurs there once is reported once.
pub(crate) fn placed(world: &World, files: &[FileId], findings: Findings) -> Findings {
    let texts: Vec<_> = files.iter().filter_map(|id| Some((*id, world.text(*id).ok()?))).collect();
    let findings = findings.into_inner();
    let is_left = |finding: &Diagnostic| finding.rule == Some(Rule::Placeholder);
    let own = |finding: &Diagnostic| finding.place.filter(|place| files.contains(&place.file));
    let mut said: HashSet<_> = findings.iter().filter(|one| is_left(one)).filter_map(own).collect();
    let mut placed = Findings::default();
    for mut finding in findings {
        if !is_left(&finding) || own(&finding).is_some() {
            placed.push(finding);
            continue;
        }
        let words = finding.message.split('`').nth(1).unwrap_or_default().to_owned();
        let places: Vec<_> = texts
            .iter()
            .flat_map(|(file, text)| {
                let found =
                    text.match_indices(&words).filter(|(at, _)| stands_at(text, *at, &words));
                found.map(|(at, found)| Place::new(*file, at..at + found.len()))
            })
            .collect();
        for place in &places {
            if said.insert(*place) {
                placed.push(Diagnostic { place: Some(*place), ..finding.clone() });
            }
        }
        if places.is_empty() {
            finding.place = None;
            placed.push(finding);
        }
    }
    placed
}

/// Whether words found at a byte of a file are complete words outside a comment.
fn stands_at(text: &str, at: usize, words: &str) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let (before, after) = (&text[..at], &text[at + words.len()..]);
    let is_one = |one: &str, next: &str| {
        one.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric)
    };
    let is_part = is_one(before, words) || is_one(words, after);
    let is_comment = text[line..].trim_start().starts_with('#');
    !(is_part || is_comment)
}

/// The ranges of words that stand for others.
fn later(text: &str) -> Vec<Range<usize>> {
    let dummy = |word: &str| word.len() > 2 && word.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let words: Vec<_> = words(text).collect();
    // Two of these letters are a Roman number, except before a month.
    let is_day = |at: usize| {
        let month = words.get(at + 1).map(|(_, next)| next.parse::<Month>());
        words[at].1 == "XX" && month.is_some_and(|month| month.is_ok())
    };
    let is_later = |at: usize| {
        let word = words[at].1;
        LATER.contains(&word) || dummy(word) && word != "XXX" || is_day(at)
    };
    (0..words.len()).filter(|at| is_later(*at)).map(|at| words[at].0.clone()).collect()
}

/// The ranges of placeholders of forms and programs, and of missing sums.
fn dummies(text: &str) -> Vec<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let said = DUMMIES.iter().filter_map(|dummy| Some((small.find(dummy)?, dummy.len())));
    let said = said.map(|(at, length)| at..at + length);
    let sums = text.match_indices('£').filter_map(|(at, pound)| {
        let rest = &text[at + pound.len()..];
        let sign = NO_SUM.iter().find(|sign| rest.starts_with(**sign))?;
        Some(at..at + pound.len() + sign.len())
    });
    let share = text.find("XX%").map(|at| at..at + "XX%".len());
    let pointed = text.find("<<").and_then(|at| {
        let end = text[at..].find(">>")?;
        (end < LONGEST).then_some(at..at + end + 2)
    });
    said.chain(sums).chain(share).chain(pointed).collect()
}

/// The range of a mark at the start of a line that makes it a draft: "DRAFT v0.3", but not "DRAFT MINUTES".
fn draft(text: &str) -> Vec<Range<usize>> {
    let is_mark = |start: &&&str| {
        let rest = text.strip_prefix(**start).unwrap_or("X").trim_start_matches(['.', ' ']);
        let version = rest.trim_start_matches(['v', 'V']);
        rest.is_empty()
            || rest.starts_with(['–', '-', ':', '('])
            || ["ONLY", "FOR COMMENT", "NOT FOR"].iter().any(|on| rest.starts_with(on))
            || version.starts_with(|next: char| next.is_ascii_digit())
    };
    let guide = GUIDES.iter().find(|guide| text.starts_with(**guide));
    let mark = guide.or_else(|| DRAFTS.iter().find(is_mark)).map(|start| 0..start.len());
    mark.into_iter().collect()
}

/// The most bytes of guidance including its opening bracket.
const LONGEST: usize = 200;

/// The ranges of guidance in square brackets.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let open = text.match_indices('[').map(|(at, _)| at);
    let found = open.filter_map(|at| {
        let inside = &text[at + 1..text.floor_char_boundary(at + LONGEST)];
        let end = inside.find(']')?;
        let small = inside[..end].to_lowercase();
        let is_guidance = GUIDANCE.iter().any(|start| small.starts_with(start))
            || WHOLE.contains(&small.as_str())
            || TASKS.iter().any(|task| small.contains(task));
        is_guidance.then_some(at..at + end + 2)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_is_what_a_form_asks_for_and_not_what_an_editor_adds() {
        let found = bracketed("See [insert date] and [sic] and [the council]");
        assert_eq!((found.len(), found.first()), (1, Some(&(4..17))));
        assert_eq!(later("The cost is TBC; the xxx too, in volume XXX"), [12..15, 21..24]);
        let found =
            |text| [later(text), bracketed(text), dummies(text), draft(text)].concat().len();
        for left in [
            "by [date]",
            "is [figure to follow]",
            "[Kim to check this]",
            "[DN: ask]",
            "costs £XX",
            "XX July 2026",
            "paid £300. Lorem ipsum dolor",
            "of £…",
            "<<insert>>",
            "Click or tap here to enter text.",
            "TODO: add",
            "Guidance: say what it costs",
            "DRAFT v0.3 – not yet approved",
            "Draft v2",
            "DRAFT",
            "Yes/No (delete as appropriate)",
        ] {
            assert_eq!(found(left), 1, "{left}");
        }
        for said in [
            "[the date on which it fell]",
            "volume XX",
            "what? £3",
            "a << b",
            "[sic]",
            "figure 3",
            "DRAFT MINUTES",
            "Draft budget",
            "Drafts",
        ] {
            assert_eq!(found(said), 0, "{said}");
        }
    }
}
