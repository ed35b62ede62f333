//! Checks the grades given to single findings and subjects: "area of significant weakness 3 was judged sufficient",
//! "rated the council as good".
//!
//! In comes a sentence; out come the grades in it that the data contradict.

mod adjectives;
mod brief;
mod progress;
mod shifts;
mod subjects;
mod titled;

pub(super) use self::subjects::{days, is_of_visits};
use super::Claim;
use super::facts::{Facts, phrase};
use super::times::is_of_now;
use crate::check::gist::stem;
use crate::check::reading::Sentence;
use crate::derive::inspection::Found;

/// Words that may come between a finding and its grade.
const BETWEEN: [&str; 18] = [
    "is",
    "was",
    "are",
    "were",
    "has",
    "had",
    "been",
    "remains",
    "remained",
    "now",
    "still",
    "judged",
    "rated",
    "itself",
    "therefore",
    "also",
    "already",
    "have",
];

/// How many words after a finding to look for a denied grade.
const REACH: usize = 9;

/// Reports the grades in a sentence that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let rated = subjects::check(facts, sentence);
    let is_dated = rated.is_empty() && is_of_visits(facts, sentence);
    let titled = is_dated.then(|| titled::check(facts, sentence)).flatten();
    let judged = findings(facts, sentence).into_iter();
    let judged = judged.filter(|_| is_of_now(facts, sentence, false));
    let progress = is_dated.then(|| progress::check(facts, sentence)).into_iter().flatten();
    let beside = adjectives::check(facts, sentence).into_iter();
    let beside = beside.chain(shifts::check(facts, sentence));
    judged.chain(titled).chain(progress).chain(rated).chain(beside).collect()
}

/// Checks findings named by kind and number, by title, or by kind alone where there is only one.
fn findings(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for one in &facts.inspections {
        for found in &one.figures.findings {
            let Some(grade) = &found.standing.grade else { continue };
            let Some(kind) = one.inspected.kind(&found.finding) else { continue };
            let Some(scale) = one.inspected.framework.scale(kind.scale.as_ref()) else { continue };
            let title = found.finding.title.as_ref().map(|title| phrase(title));
            let id = phrase(&format!("{} {}", kind.one.value, found.finding.id.value));
            // "The recommendation on grievances", or "the cause of concern" where there is only one.
            let one_is = phrase(&kind.one.value);
            let same = one.figures.findings.iter().filter(|other| other.one == found.one).count();
            let on = ["on", "about"].into_iter().filter_map(|on| {
                Some([one_is.clone(), vec![on.to_owned()], title.clone()?].concat())
            });
            let told: Vec<_> = on.chain((same == 1).then(|| one_is.clone())).collect();
            let named = (0..sentence.tokens.len()).find_map(|at| {
                let names = title.iter().filter(|title| title.len() > 1).chain([&id]).chain(&told);
                let name = names.into_iter().find(|name| sentence.says(at, name))?;
                let is_told = told.contains(name);
                let other = at
                    .checked_sub(1)
                    .is_some_and(|at| !sentence.is(at, &["the", "this", "that", "its"]));
                if is_told && other {
                    return None;
                }
                past(sentence, at + name.len()).map(|from| (at, from))
            });
            let Some((at, from)) = named else { continue };
            let said = scale.grade.iter().filter_map(|other| {
                let words = phrase(&other.title());
                sentence.says(from, &words).then_some((other, words.len()))
            });
            let Some((said, length)) = said.max_by_key(|(_, length)| *length) else {
                claims.extend(unclosed(sentence, at, from, found));
                continue;
            };
            let typed = sentence.tokens[at..from + length].iter().any(|token| token.typed);
            if said.id.value == grade.id || !typed {
                continue;
            }
            let says = format!("it is {} at the {}", grade.label.to_lowercase(), grade.visit);
            claims.push(Claim::of(sentence, at..from + length, &says, found.finding.place));
        }
    }
    claims
}

/// Claims that a finding does have the grade that a sentence denies: "is the one that they could not close".
fn unclosed(
    sentence: &Sentence<'_, '_>,
    start: usize,
    from: usize,
    found: &Found,
) -> Option<Claim> {
    let grade = found.standing.grade.as_ref()?;
    let own = stem(&grade.label)?;
    let end = sentence.tokens.len().min(from + REACH);
    let not = (from..end).find(|at| sentence.is(*at, &["not", "never", "nor"]))?;
    let between = &sentence.tokens[from..not];
    let is_one = !between.iter().any(|token| token.apart || token.is(&["why", "because", "if"]));
    let verb = (not + 1..end.min(not + 3))
        .find(|at| stem(&sentence.tokens[*at].word).is_some_and(|verb| own.starts_with(&verb)))?;
    let is_in_time = sentence.is(verb + 1, &["in", "on", "by", "until", "within", "before"]);
    let says = format!("it is {} at the {}", grade.label.to_lowercase(), grade.visit);
    (is_one && !is_in_time && sentence.is_typed(start..verb + 1))
        .then(|| Claim::of(sentence, start..verb + 1, &says, found.finding.place))
}

/// The token after words that join a finding and its grade; `None` if there are no such words.
fn past(sentence: &Sentence<'_, '_>, from: usize) -> Option<usize> {
    let joins = sentence.tokens[from.min(sentence.tokens.len())..].iter();
    let past = from + joins.take_while(|token| token.is(&BETWEEN)).count();
    // "Was judged to be", but not "is to be".
    let is_judged = past > from && sentence.is(past - 1, &["judged", "rated"]);
    let to_be = is_judged && sentence.is(past, &["to"]) && sentence.is(past + 1, &["be"]);
    let past = if to_be { past + 2 } else { past };
    (past > from && past < sentence.tokens.len()).then_some(past)
}
