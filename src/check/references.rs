//! Finds typed references to what the paper does not have, and appendices that are never mentioned.
//!
//! "See paragraph 4.12" and "Appendix 3" are right until a paragraph goes or an appendix comes. A typed reference is
//! only checked if it can belong to this paper: not "paragraph 3 of Schedule 12A". Those to paragraphs and sections
//! are found in `numbers`, those to actions of a plan in `actions`.

mod actions;
mod numbers;

use std::collections::BTreeSet;

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Inline, Node, Target};
use crate::load::paper::{Paper, Subject};
use crate::model::report::Report;

/// Words by which a number belongs to something else.
const ELSEWHERE: [&str; 5] = ["of", "to", "in", "under", "from"];
/// Words after these that lead back to this paper.
const HERE: [&str; 3] = ["this", "above", "below"];
/// How many words after "appendices" may be numbers: "Appendices 1, 2 and 4 to 6".
const NUMBERS: usize = 9;

/// Reports references that lead nowhere, and appendices that none leads to.
pub(super) fn check(
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let mut findings = numbers::check(document, passages);
    findings.extend(actions::check(paper, passages));
    let typed: Vec<_> = passages.iter().flat_map(appendices).collect();
    let mut missing: BTreeSet<_> = (report.appendix.len() + 1..100).collect();
    for (passage, named) in &typed {
        if !named.is_elsewhere && missing.remove(&named.number) {
            let message = format!("the paper has no `{}`", &passage.text[named.range.clone()]);
            let found = Diagnostic::of(
                Rule::MissingReference,
                passage.place_of(named.range.clone()),
                message,
            );
            findings.push(found.hint("correct it, or add the `[[appendix]]` with a `label`, and write `{{ ref(\"label\") }}` so that its number is always right"));
        }
    }
    findings.extend(unmentioned(report, document, passages, &typed));
    findings
}

/// A mention of an appendix.
struct Named {
    range: std::ops::Range<usize>,
    /// Its number, counted from 1, whether written "2" or "B".
    number: usize,
    /// Whether it belongs to another paper.
    is_elsewhere: bool,
}

/// The appendices mentioned in the typed words of a passage.
fn appendices<'p, 'a>(passage: &'p Passage<'a>) -> Vec<(&'p Passage<'a>, Named)> {
    let words: Vec<_> = passage.words().collect();
    let mut found = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let word = word.to_lowercase();
        if !matches!(word.as_str(), "appendix" | "appendices") || !passage.is_typed(start.start) {
            continue;
        }
        let many = if word == "appendix" { 1 } else { NUMBERS };
        let mut next = at + 1;
        let mut numbers: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        while let Some((range, word)) = words.get(next).filter(|_| next <= at + many) {
            match appendix_number(word) {
                Some(number) => {
                    let first = numbers.last().filter(|_| words[next - 1].1 == "to");
                    let first = first.map_or(number, |(first, _)| first + 1);
                    numbers.extend((first..=number).map(|number| (number, range.clone())));
                }
                None if matches!(*word, "and" | "to" | "or") => {}
                None => break,
            }
            next += 1;
        }
        let follows = |after: usize| words.get(next + after).map(|(_, word)| word.to_lowercase());
        let is =
            |after, all: &[&str]| follows(after).is_some_and(|word| all.contains(&word.as_str()));
        let is_elsewhere = is(0, &ELSEWHERE) && !is(1, &HERE);
        let range = |end: usize| start.start..end;
        found.extend(
            numbers.into_iter().map(|(number, at)| {
                (passage, Named { range: range(at.end), number, is_elsewhere })
            }),
        );
    }
    found
}

/// The number of an appendix: "2" or "B".
fn appendix_number(word: &str) -> Option<usize> {
    match word.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(usize::from(letter - b'A') + 1),
        _ => word.parse().ok().filter(|number| (1..100).contains(number)),
    }
}

/// Reports appendices that are not mentioned anywhere.
fn unmentioned(
    report: &Report,
    document: &Document,
    passages: &[Passage<'_>],
    typed: &[(&Passage<'_>, Named)],
) -> Vec<Diagnostic> {
    let mut mentioned: BTreeSet<usize> = typed.iter().map(|(_, named)| named.number).collect();
    document.each(&mut |node| {
        if let Node::Inline(Inline::Link(link)) = node
            && let Target::Anchor(anchor) = &link.target
            && let Some(number) = anchor.strip_prefix("appendix-")
        {
            mentioned.extend(number.parse::<usize>());
        }
    });
    let speaks = |of: &str| {
        passages.iter().any(|passage| {
            let mut words = passage.words();
            words.any(|(at, word)| word.eq_ignore_ascii_case(of) && passage.is_typed(at.start))
        })
    };
    // "As the appendices show" mentions all of them, and "the appendix" the only one.
    if speaks("appendices") || report.appendix.len() == 1 && speaks("appendix") {
        return Vec::new();
    }
    let unknown = (1..).zip(&report.appendix).filter(|(number, _)| !mentioned.contains(number));
    unknown
        .map(|(_, appendix)| {
            let message = "the text never speaks of this appendix";
            Diagnostic::of(Rule::UnmentionedAppendix, appendix.title.place, message)
                .hint("give it a `label`, and say in a section what it shows, with `{{ ref(\"label\") }}`")
        })
        .collect()
}
