//! Finds the subject that a few words of its title name right beside a grade: "inspectors judged leadership to be good",
//! "help and protection was graded as inadequate", "the judgement on leaders was good".
//!
//! In come a sentence and the place of a grade in it; out comes the one subject whose title has all the words that
//! stand where the subject of the grade must. A sentence about what others than inspectors think has none.

use crate::check::claims::days::INSPECTORS;
use crate::check::claims::facts::{Facts, InspectionOf, phrase};
use crate::check::reading::{Sentence, Token};
use crate::derive::inspection::Judged;
use crate::language::sentences::words;

/// Verbs that give a grade, and nouns for one.
const RATES: [&str; 8] =
    ["judged", "graded", "rated", "found", "deemed", "scored", "considered", "assessed"];
const GRADES: [&str; 4] = ["judgement", "grade", "rating", "judgements"];
/// Verbs for a grade that changes.
const MOVED: [&str; 10] = [
    "moved", "rose", "went", "improved", "fell", "slipped", "dropped", "changed", "raised", "risen",
];
/// Words between a subject and its grade.
const BETWEEN: [&str; 18] = [
    "is", "was", "were", "are", "be", "been", "has", "have", "had", "to", "as", "of", "a", "still",
    "now", "only", "then", "again",
];
/// Words beside those of a title.
const SMALL: [&str; 18] = [
    "the", "of", "and", "for", "on", "in", "with", "its", "our", "their", "services", "service",
    "work", "area", "quality", "that", "overall", "both",
];
/// Words of a sentence about what others than inspectors think.
const OTHERS: [&str; 18] = [
    "survey",
    "staff",
    "parents",
    "carers’",
    "pupils",
    "residents",
    "partners",
    "peers",
    "peer",
    "internal",
    "auditors",
    "audit",
    "ourselves",
    "themselves",
    "self-evaluation",
    "self-assessment",
    "board",
    "panel",
];
/// How many letters two forms of a word share at least.
const SHARED: usize = 5;

/// The subject of the grade at a token.
pub(super) fn named<'o>(
    facts: &Facts<'_>,
    one: &'o InspectionOf<'_>,
    sentence: &Sentence<'_, '_>,
    grade: usize,
) -> Option<&'o Judged> {
    let tokens = &sentence.tokens;
    let is_ours = |token: &Token| is_inspector(facts, token);
    if is_of_others(facts, sentence) {
        return None;
    }
    let skipped =
        |end: usize| tokens[..end].iter().rev().take_while(|token| token.is(&BETWEEN)).count();
    let joins = |token: &Token| token.is(&["from"]) || token.is(&BETWEEN);
    let end = grade - tokens[..grade].iter().rev().take_while(|token| joins(token)).count();
    let verb = end.checked_sub(1).map(|verb| &tokens[verb]);
    let is_given = verb.is_some_and(|verb| verb.is(&RATES) || verb.is(&MOVED));
    let end = if is_given { end - 1 - skipped(end - 1) } else { end };
    let (start, own) = subject(one, tokens, end)?;
    let before = start.checked_sub(1).map(|before| &tokens[before]);
    // "Inspectors judged leadership to be good."
    let that = usize::from(before.is_some_and(|before| before.is(&["that"])));
    let rates = start.checked_sub(1 + that).map(|rates| &tokens[rates]);
    let is_object = rates.is_some_and(|rates| rates.is(&RATES)) && tokens.iter().any(is_ours);
    let is_noun = tokens[start..end].iter().any(|token| token.is(&GRADES));
    let opens = before.is_none_or(|before| {
        tokens[start].apart
            || before.gives_day()
            || before.is(&["and", "but", "while", "that"])
            || before.count().is_some()
            || one.inspected.inspection.visit.iter().any(|visit| {
                let name = phrase(&visit.name);
                start >= name.len() && sentence.says(start - name.len(), &name)
            })
    });
    (is_object || opens && (is_given || is_noun)).then_some(own)
}

/// Whether a sentence is about what others than inspectors think.
pub(super) fn is_of_others(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> bool {
    let tokens = &sentence.tokens;
    let by_others = (0..tokens.len()).any(|at| {
        let who = tokens.get(at + 1 + usize::from(sentence.is(at + 1, &["the"])));
        let is_other = |who: &Token| !who.gives_day() && !is_inspector(facts, who);
        tokens[at].is(&["by"]) && who.is_some_and(is_other)
    });
    by_others || tokens.iter().any(|token| token.is(&OTHERS))
}

/// The one subject whose title has all words from a token on, with the token after them: "leadership", "help and
/// protection".
pub(super) fn named_from<'o>(
    one: &'o InspectionOf<'_>,
    tokens: &[Token],
    from: usize,
) -> Option<(usize, &'o Judged)> {
    let titles = one.figures.subjects.iter().filter_map(|judged| judged.subject.title.as_ref());
    let titles: Vec<String> =
        titles.flat_map(|title| words(title)).map(|(_, word)| word.to_lowercase()).collect();
    let is_known =
        |token: &&Token| token.is(&SMALL) || titles.iter().any(|word| is_same(word, &token.word));
    let own = tokens.get(from..)?;
    let goes_on = own.iter().skip(1).take_while(|token| is_known(token) && !token.apart).count();
    // "For leadership in 2025" ends before the small word.
    let rest = own[..1 + goes_on].iter().rev().take_while(|token| token.is(&SMALL)).count();
    let end = from + 1 + goes_on - rest;
    subject(one, tokens, end).filter(|(start, _)| *start <= from).map(|(_, own)| (end, own))
}

/// The one subject whose title has all words that end at a token, with the first of them.
fn subject<'o>(
    one: &'o InspectionOf<'_>,
    tokens: &[Token],
    end: usize,
) -> Option<(usize, &'o Judged)> {
    let titles = one.figures.subjects.iter().map(|judged| {
        let title = judged.subject.title.as_ref().map_or("", |title| title);
        (judged, words(title).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>())
    });
    let titles: Vec<_> = titles.collect();
    let has = |title: &[String], token: &Token| title.iter().any(|word| is_same(word, &token.word));
    let is_small = |token: &Token| token.is(&SMALL) || token.is(&GRADES);
    let is_known =
        |token: &Token| is_small(token) || titles.iter().any(|(_, title)| has(title, token));
    let own = tokens[..end].iter().rev();
    let mut start = end - own.take_while(|token| is_known(token) && !token.apart).count();
    // A comma before the first word does not belong to another.
    if start > 0 && start < tokens.len() && is_known(&tokens[start - 1]) {
        start -= 1;
    }
    let said: Vec<&Token> = tokens[start..end]
        .iter()
        .filter(|token| {
            let is_overall = token.is(&["overall"]);
            is_overall || !is_small(token)
        })
        .collect();
    let mut all = titles.iter().filter(|(_, title)| said.iter().all(|token| has(title, token)));
    let (own, _) = all.next().filter(|_| !said.is_empty() && all.next().is_none())?;
    Some((start, own))
}

/// Whether two words are forms of one: "leaders" and "leadership".
fn is_same(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    plain(one) == plain(other) || shared >= SHARED
}

/// A word without the endings of plurals and owners.
fn plain(word: &str) -> &str {
    word.trim_end_matches("’s").trim_end_matches('’').trim_end_matches('s')
}

/// Whether a word means inspectors, as their name or as the last word of that of their body: "Ofsted", "Commission".
pub(super) fn is_inspector(facts: &Facts<'_>, token: &Token) -> bool {
    let mut bodies = facts.inspectors().map(phrase);
    token.is(&INSPECTORS) || bodies.any(|who| who.last().is_some_and(|last| token.is(&[last])))
}
