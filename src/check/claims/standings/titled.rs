//! Checks the grades of subjects named by title: "partnerships and communities was found to be of a good standard",
//! "on protecting the public the service requires improvement".
//!
//! In comes a sentence that names one subject and one grade; out comes the grade if it is not the last that the
//! subject was given. A subject is named by its title, or by most of the words of it that carry meaning.

use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, InspectionOf, grade_phrases, phrase};
use crate::check::gist::{stem, stems};
use crate::check::reading::{Sentence, What};
use crate::derive::inspection::{Graded, Judged};
use crate::model::framework::Grade;

/// The share of the words of a title that must be present to name its subject, in per cent.
const ENOUGH: usize = 60;
/// Words right before a grade, and right behind it.
const BEFORE: [&str; 23] = [
    "service",
    "council",
    "authority",
    "us",
    "as",
    "is",
    "was",
    "were",
    "be",
    "been",
    "graded",
    "rated",
    "judged",
    "scored",
    "of",
    "a",
    "only",
    "still",
    "now",
    "both",
    "received",
    "given",
    "remains",
];
const BEHIND: [&str; 13] =
    ["and", "at", "in", "by", "on", "overall", "for", "but", "while", "or", "too", "again", "with"];
/// Words of a sentence about a grade other than the last, or about none.
const ELSEWHEN: [&str; 12] = [
    "before",
    "previous",
    "previously",
    "not",
    "nor",
    "from",
    "if",
    "former",
    "will",
    "would",
    "should",
    "aim",
];

/// Claims that the subject a sentence names was not given the grade in it.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    if sentence.tokens.iter().any(|token| token.is(&ELSEWHEN)) {
        return None;
    }
    facts.inspections.iter().find_map(|one| {
        let (judged, own) = named(one, sentence)?;
        let scale =
            one.inspected.framework.scale.iter().find(|scale| scale.id.value == own.scale)?;
        let mut said = scale.grade.iter().flat_map(|grade| {
            places(sentence, grade).into_iter().map(move |(at, length)| (grade, at, length))
        });
        let (grade, at, length) = said.next()?;
        let is_one = said.all(|(other, ..)| other.id.value == grade.id.value);
        let is_wrong = is_one && grade.id.value != own.id && sentence.is_typed(at..at + length);
        let (label, title) = (own.label.to_lowercase(), title_of(judged));
        let says = format!("“{title}” is {label} at the {}", own.visit);
        is_wrong.then(|| Claim::of(sentence, at..at + length, &says, judged.subject.id.place))
    })
}

/// The one subject that a sentence names, and its last grade.
fn named<'o>(
    one: &'o InspectionOf<'_>,
    sentence: &Sentence<'_, '_>,
) -> Option<(&'o Judged, &'o Graded)> {
    let said: Vec<String> = sentence
        .tokens
        .iter()
        .filter(|token| token.what == What::Word)
        .filter_map(|token| stem(&token.word))
        .collect();
    let is_named = |judged: &&Judged| {
        let title = title_of(judged);
        let own = stems(title);
        let there = own.iter().filter(|stem| said.contains(stem)).count();
        let words = phrase(title);
        let whole =
            !words.is_empty() && (0..sentence.tokens.len()).any(|at| sentence.says(at, &words));
        let others = one.figures.subjects.iter().filter(|other| title_of(other) != title);
        let others: Vec<_> = others.flat_map(|other| stems(title_of(other))).collect();
        let alone = own.iter().filter(|stem| said.contains(stem) && !others.contains(stem)).count();
        whole || alone > 1 || there > 1 && 100 * there >= ENOUGH * own.len()
    };
    let mut all = one.figures.subjects.iter().filter(is_named);
    let judged = all.next().filter(|_| all.next().is_none())?;
    Some((judged, judged.standing.grade.as_ref()?))
}

/// The title of a subject.
fn title_of(judged: &Judged) -> &str {
    judged.subject.title.as_ref().map_or("", |title| title)
}

/// Each place where a sentence gives a grade, with the number of words.
fn places(sentence: &Sentence<'_, '_>, grade: &Grade) -> Vec<(usize, usize)> {
    let names = grade_phrases(grade, &[]);
    let tokens = &sentence.tokens;
    let found = (1..tokens.len()).filter_map(|at| {
        let length = names.iter().filter(|name| sentence.says(at, name)).map(Vec::len).max()?;
        // "A good example" gives no grade; "a good standard" does.
        let joined = tokens[at - 1].is(&BEFORE) || length > 1;
        let behind = tokens.get(at + length);
        let ends = behind.is_none_or(|next| next.apart || next.is(&BEHIND));
        (joined && ends && (length > 1 || !tokens[at - 1].is(&["a"]))).then_some((at, length))
    });
    found.collect()
}
