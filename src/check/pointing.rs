//! Finds references to a position on a page: "overleaf", "the chart on the left", "the table below" where no table
//! follows, "Table 3" where nothing has that name, "see page 14".
//!
//! On a screen, read aloud, or after the next edit, there is no such position.

use std::collections::BTreeSet;
use std::ops::Range;

use super::passage::{Passage, headings};
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Node};
use crate::language::sentences::{clauses, words};

/// Phrases for a side of a page.
const SIDES: [&str; 6] =
    ["see left", "see right", "on the left", "on the right", "to the left", "to the right"];
/// Things shown on a page, in lower case.
const SHOWN: [&str; 9] =
    ["table", "chart", "graph", "figure", "diagram", "map", "picture", "photograph", "image"];
/// Those of them that are numbered.
const NUMBERED: [&str; 3] = ["table", "figure", "chart"];
/// Words in a sentence that may refer to the page or table of another document.
const OTHERS: [&str; 14] = [
    "act", "appendix", "annex", "guidance", "code", "letter", "policy", "document", "report",
    "plan", "strategy", "book", "website", "agenda",
];

/// Reports each of these references.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let shown = shown(document);
    let titled = headings(document);
    let called: BTreeSet<_> = passages.iter().chain(&titled).filter_map(called).collect();
    let mut findings = Vec::new();
    let open = passages.iter().enumerate().filter(|(_, passage)| !passage.is_quoted());
    for (number, passage) in open.filter(|(_, passage)| may_point(passage)) {
        for sentence in clauses(&passage.text) {
            let (start, text) = (sentence.start, &passage.text[sentence]);
            let small = text.to_ascii_lowercase();
            let words: Vec<_> = words(&small).collect();
            let own = !words.iter().any(|(_, word)| OTHERS.contains(word));
            let found = [
                (
                    sides(&small, &words),
                    "has no place on a screen, nor for those who hear the paper",
                ),
                (
                    numbered(text, &words, &called).filter(|_| own),
                    "is called so nowhere in the paper",
                ),
                (above_or_below(&words, number, &shown).filter(|_| own), "is not there"),
                (page(&words, own), "is another page with the next change of the text"),
            ];
            let found = found.into_iter().filter_map(|(range, what)| Some((range?, what)));
            for (range, what) in found.filter(|(range, _)| passage.is_typed(start + range.start)) {
                let message = format!("`{}` {what}", &text[range.clone()]);
                let place = passage.place_of(start + range.start..start + range.end);
                findings.push(Diagnostic::of(Rule::MissingReference, place, message).hint(
                    "name what is meant by its title; or label the paragraph that has it, `{#name}` at its end, and write `{{ ref(\"name\") }}`",
                ));
            }
        }
    }
    findings
}

/// Whether a passage has a word for a side, for a page or for something shown, as every phrase of the rule has.
fn may_point(passage: &Passage<'_>) -> bool {
    const PLACES: [&str; 4] = ["left", "right", "overleaf", "page"];
    let begins = |word: &str, with: &&str| {
        word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let is_one = |word: &str| SHOWN.iter().chain(&PLACES).any(|one| begins(word, one));
    passage.words().any(|(_, word)| is_one(word))
}

/// The lower-case words of a sentence, with their ranges.
type Words<'t> = [(Range<usize>, &'t str)];

/// The range of a phrase for a side of a page, or its back.
fn sides(small: &str, all: &Words<'_>) -> Option<Range<usize>> {
    let back = all.iter().find(|(_, word)| *word == "overleaf").map(|(range, _)| range.clone());
    // "Turn left" and "a parking space on the left" give directions.
    let shows = all.iter().any(|(_, word)| SHOWN.contains(&word.trim_end_matches('s')));
    let side = SIDES.iter().find_map(|side| Some((small.find(side)?, *side)));
    let side = side.filter(|(_, side)| side.starts_with("see") || shows);
    let side = side.map(|(at, side)| at..at + side.len());
    back.or(side)
}

/// The number for which a paragraph or heading is the title, in lower case: "table 3" from "Table 3: fares".
fn called(passage: &Passage<'_>) -> Option<String> {
    let mut words = passage.words();
    let ((_, what), (number, digits)) = (words.next()?, words.next()?);
    let what = what.to_lowercase();
    let rest = passage.text[number.end..].trim_start();
    let is_title = rest.is_empty() || rest.starts_with([':', '.', '(', '-', '–', '—']);
    (NUMBERED.contains(&what.as_str()) && is_title).then(|| format!("{what} {digits}"))
}

/// The range of a reference to a number that nothing has: "Table 3", "see table 3".
fn numbered(text: &str, words: &Words<'_>, called: &BTreeSet<String>) -> Option<Range<usize>> {
    words.windows(2).enumerate().find_map(|(at, two)| {
        let [(start, word), (end, number)] = two else { return None };
        let sent = at.checked_sub(1).is_some_and(|before| words[before].1 == "see");
        let is_named = NUMBERED.contains(word)
            && number.parse::<u8>().is_ok()
            && (sent || text[start.start..].starts_with(char::is_uppercase));
        let is_known = called.contains(&format!("{word} {number}"));
        (is_named && !is_known).then_some(start.start..end.end)
    })
}

/// Something shown: its possible names, and the number of paragraphs before it.
type Shown = (&'static [&'static str], usize);

/// Everything that a document shows, in order.
fn shown(document: &Document) -> Vec<Shown> {
    let (mut before, mut shown) = (0, Vec::new());
    document.each(&mut |node| {
        let Node::Block(block) = node else { return };
        match block {
            Block::Paragraph(_) => before += 1,
            Block::Table(_) | Block::Region(_) => {
                shown.push((["table", "figure"].as_slice(), before))
            }
            Block::Figure(_) | Block::Chart(_) => shown.push((SHOWN.as_slice(), before)),
            _ => {}
        }
    });
    shown
}

/// The range of a phrase for something above or below a paragraph, given by its index, that is not there.
fn above_or_below(words: &Words<'_>, number: usize, shown: &[Shown]) -> Option<Range<usize>> {
    words.windows(2).find_map(|two| {
        let [(start, one), (end, other)] = two else { return None };
        let (what, is_below) = match (*one, *other) {
            (what, "above") => (what, false),
            (what, "below") => (what, true),
            ("following", what) => (what, true),
            _ => return None,
        };
        let there = |(names, before): &Shown| {
            names.contains(&what) && if is_below { *before > number } else { *before <= number }
        };
        let is_missing = SHOWN.contains(&what) && !shown.iter().any(there);
        is_missing.then_some(start.start..end.end)
    })
}

/// The range of a reference to a page of the paper: "see page 14" without naming another document, or "page 4 below".
fn page(words: &Words<'_>, own: bool) -> Option<Range<usize>> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    (0..words.len()).find_map(|at| {
        let is_page = word(at) == "page" && word(at + 1).parse::<u16>().is_ok();
        let sends = at > 0 && matches!(word(at - 1), "see" | "on");
        let here = matches!(word(at + 2), "above" | "below")
            || word(at + 2) == "of" && word(at + 3) == "this";
        let elsewhere = word(at + 2) == "of" && !here;
        let is_meant = is_page && (here || sends && own && !elsewhere);
        is_meant.then(|| words[at].0.start..words[at + 1].0.end)
    })
}
