//! Checks the grades of subjects named by title: "partnerships and communities was found to be of a good standard",
//! "on protecting the public the service requires improvement".
//!
//! In comes a sentence that names one subject and a grade, or several grades each with its time; out comes the grade
//! that the subject was not given at that time. A grade without a time is the last. A subject is named by its title,
//! by most of the words of it that carry meaning, or by a few of them right beside the grade.

use super::brief;
use crate::check::claims::Claim;
use crate::check::claims::facts::{Facts, InspectionOf, grade_phrases, phrase};
use crate::check::gist::{stem, stems};
use crate::check::reading::{Sentence, Token, What};
use crate::derive::inspection::{Graded, Judged};
use crate::model::framework::{Grade, Grading};

/// The share of the words of a title that must be present to name its subject, in per cent.
const ENOUGH: usize = 60;
/// Words right before a grade, and right behind it.
const BEFORE: [&str; 25] = [
    "from",
    "to",
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
const BEHIND: [&str; 14] = [
    "and", "at", "in", "by", "on", "overall", "for", "but", "while", "or", "too", "again", "with",
    "to",
];
/// Words of a sentence about a grade other than the last, or about none.
const ELSEWHEN: [&str; 16] = [
    "must",
    "needs",
    "aims",
    "hopes",
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

/// A grade in a sentence.
struct Said<'s> {
    grade: &'s Grade,
    /// Its first token, and the one after its last.
    at: usize,
    end: usize,
}

/// Claims that the subject a sentence names was not given the grade in it.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Option<Claim> {
    facts.inspections.iter().find_map(|one| {
        let scales = one.inspected.framework.scale.iter();
        let mut all = scales.filter_map(|scale| Some((scale, said(sentence, scale)?)));
        let (_, all) = all.next().filter(|_| all.next().is_none())?;
        if is_of_place(facts, sentence, all[0].at) {
            return None;
        }
        let judged =
            named(one, sentence).or_else(|| brief::named(facts, one, sentence, all[0].at))?;
        let last = judged.standing.grade.as_ref()?;
        let is_one = all.iter().all(|other| other.grade.id.value == all[0].grade.id.value);
        let is_elsewhen = |word: &Token| word.is(&ELSEWHEN);
        let from = sentence.is(all[0].at.wrapping_sub(1), &["from"]);
        let others = sentence.tokens.iter().filter(|word| is_elsewhen(word));
        if others.count() > usize::from(from) {
            return None;
        }
        let title = title_of(judged);
        let claim = |own: &Said<'_>, grade: &Graded| {
            let says =
                format!("“{title}” is {} at the {}", grade.label.to_lowercase(), grade.visit);
            Claim::of(sentence, own.at..own.end, &says, judged.subject.id.place)
        };
        let is_typed = |own: &Said<'_>| sentence.is_typed(own.at..own.end);
        if is_one && !from {
            let meant = one.meant(&judged.standing, sentence, 0..sentence.tokens.len());
            let meant = if meant.is_empty() { vec![last] } else { meant };
            let own = &all[0];
            let is_so = meant.iter().any(|grade| grade.id == own.grade.id.value);
            return (!is_so && is_typed(own)).then(|| claim(own, meant[0]));
        }
        // "Was inadequate in 2023 and good in 2025", "rose from inadequate in 2023 to good in 2025".
        let ends = all.iter().skip(1).map(|next| next.at).chain([sentence.tokens.len()]);
        let dated: Vec<_> = all
            .iter()
            .zip(ends)
            .map(|(own, end)| (own, one.meant(&judged.standing, sentence, own.end..end)))
            .collect();
        let is_dated = dated.iter().all(|(_, meant)| !meant.is_empty());
        let wrong = dated.iter().filter(|_| is_dated).find(|(own, meant)| {
            is_typed(own) && !meant.iter().any(|grade| grade.id == own.grade.id.value)
        });
        let moved = || {
            let [first, second] = all.as_slice() else { return None };
            let is_move = from && sentence.is(second.at.wrapping_sub(1), &["to"]);
            let grades = &judged.standing.grades;
            let ids = |n: usize| grades.get(n).map(|grade| &grade.id);
            let mut pairs = (0..grades.len()).flat_map(|to| (0..to).map(move |from| (from, to)));
            let is_so = pairs.any(|(from, to)| {
                ids(from) == Some(&first.grade.id.value) && ids(to) == Some(&second.grade.id.value)
            });
            let is_wrong = is_move && !is_so && grades.len() > 1 && is_typed(second);
            let own = if last.id == second.grade.id.value { first } else { second };
            is_wrong.then(|| claim(own, last))
        };
        match wrong {
            Some((own, meant)) => Some(claim(own, meant[0])),
            None if is_dated => None,
            None => moved(),
        }
    })
}

/// Whether a place before a grade limits what was judged: "the service for care leavers in Leek".
fn is_of_place(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, grade: usize) -> bool {
    let is_name = |token: &Token| {
        let text = &sentence.passage.text[token.range.start..];
        text.starts_with(char::is_uppercase) && !token.gives_day() && !facts.is_area(&token.word)
    };
    let is_place = |at: usize| sentence.is(at, &["in", "at"]) && is_name(&sentence.tokens[at + 1]);
    (0..grade.saturating_sub(1)).any(is_place)
}

/// The grades of a scale in a sentence, in its order; `None` if there are none.
fn said<'s>(sentence: &Sentence<'_, '_>, scale: &'s Grading) -> Option<Vec<Said<'s>>> {
    let all = scale.grade.iter().flat_map(|grade| {
        let places = places(sentence, grade).into_iter();
        places.map(move |(at, length)| Said { grade, at, end: at + length })
    });
    let all: Vec<Said<'_>> = all.collect();
    // The "good" of "requires improvement to be good" is no grade of its own.
    let is_part = |own: &Said<'_>| {
        let is_in = |other: &Said<'_>| other.at <= own.at && own.end <= other.end;
        all.iter().any(|other| is_in(other) && other.end - other.at > own.end - own.at)
    };
    let mut own: Vec<usize> = (0..all.len()).filter(|n| !is_part(&all[*n])).collect();
    own.sort_by_key(|n| all[*n].at);
    let said = own.into_iter().map(|n| Said { ..all[n] });
    Some(said.collect()).filter(|said: &Vec<Said<'_>>| !said.is_empty())
}

/// The one subject that a sentence names.
fn named<'o>(one: &'o InspectionOf<'_>, sentence: &Sentence<'_, '_>) -> Option<&'o Judged> {
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
    all.next().filter(|_| all.next().is_none())
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
        let behind = tokens.get(at + length);
        // "Inadequate in 2023 and good in 2025".
        let goes_on =
            tokens[at - 1].is(&["and"]) && behind.is_some_and(|next| next.is(&["in", "at"]));
        let joined = tokens[at - 1].is(&BEFORE) || length > 1 || goes_on;
        let ends = behind.is_none_or(|next| next.apart || next.is(&BEHIND));
        (joined && ends && (length > 1 || !tokens[at - 1].is(&["a"]))).then_some((at, length))
    });
    found.collect()
}
