//! How single actions, findings and subjects stand: "action 1.3 is on track", "area of significant weakness 3 was judged
//! sufficient", "rated the council as good".
//!
//! In comes a sentence; out come the standings in it that the data contradict.

mod subjects;

use super::facts::{Facts, phrase, status_phrases};
use super::reading::Sentence;
use super::times::is_of_now;
use super::{Claim, Data};
use crate::model::plan::Status;

/// Words that may stand between a record and how it stands.
const BETWEEN: [&str; 13] = [
    "is", "was", "are", "were", "has", "had", "been", "remains", "remained", "now", "still",
    "judged", "rated",
];

/// The standings in a sentence that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let now = |of_plan: bool| is_of_now(facts, sentence, of_plan);
    let mut claims = if now(true) { actions(facts, sentence) } else { Vec::new() };
    let judged = findings(facts, sentence).into_iter().chain(subjects::check(facts, sentence));
    claims.extend(judged.filter(|_| now(false)));
    claims
}

/// Actions by their numbers.
fn actions(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let mut claims = Vec::new();
    for at in 0..tokens.len().saturating_sub(2) {
        if !tokens[at].is(&["action"]) {
            continue;
        }
        let id = tokens[at + 1].word.as_str();
        let states: Vec<_> =
            facts.plans.iter().filter_map(|plan| Some((plan, plan.action(id)?))).collect();
        let Some((plan, state)) = states.first() else { continue };
        let Some(from) = past(sentence, at + 2) else { continue };
        let said = Status::ALL.into_iter().find_map(|status| {
            let mut phrases = status_phrases(status).iter().map(|words| phrase(words));
            let length = phrases.find(|words| sentence.says(from, words))?.len();
            Some((status, length))
        });
        let Some((status, length)) = said else { continue };
        let range = at..from + length;
        let typed = tokens[range.clone()].iter().any(|token| token.typed);
        if !typed || states.iter().any(|(_, state)| state.status == status) {
            continue;
        }
        let own = plan.planned.plan.area.iter().flat_map(|area| &area.action);
        let Some(action) = own.clone().find(|action| action.id.value == state.id) else { continue };
        let (id, word) = (&state.id, state.status.word().replace('-', " "));
        claims.push(Claim {
            range: tokens[from].range.start..tokens[range.end - 1].range.end,
            message: format!(
                "`{}`: by the data, action {id} is {word}",
                sentence.written(range.start, range.end - 1)
            ),
            data: Some(Data {
                expression: Some(format!("{}.action(\"{id}\").status_words", plan.name)),
                words: false,
                place: action.update.last().map_or(action.place, |update| update.place),
            }),
        });
    }
    claims
}

/// Findings by the names of their kinds and their numbers, or by their titles.
fn findings(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for one in &facts.inspections {
        for found in &one.figures.findings {
            let Some(grade) = &found.standing.grade else { continue };
            let Some(kind) = one.inspected.kind(&found.finding) else { continue };
            let Some(scale) = one.inspected.framework.scale(kind.scale.as_ref()) else { continue };
            let title = found.finding.title.as_ref().map(|title| phrase(title));
            let id = phrase(&format!("{} {}", kind.one.value, found.finding.id.value));
            let named = (0..sentence.tokens.len()).find_map(|at| {
                let names = title.iter().filter(|title| title.len() > 1).chain([&id]);
                let name = names.into_iter().find(|name| sentence.says(at, name))?;
                past(sentence, at + name.len()).map(|from| (at, from))
            });
            let Some((at, from)) = named else { continue };
            let said = scale.grade.iter().filter_map(|other| {
                let words = phrase(&other.title());
                sentence.says(from, &words).then_some((other, words.len()))
            });
            let Some((said, length)) = said.max_by_key(|(_, length)| *length) else { continue };
            let typed = sentence.tokens[at..from + length].iter().any(|token| token.typed);
            if said.id.value == grade.id || !typed {
                continue;
            }
            claims.push(Claim {
                range: sentence.tokens[at].range.start
                    ..sentence.tokens[from + length - 1].range.end,
                message: format!(
                    "`{}`: by the data, it is {} at the {}",
                    sentence.written(at, from + length - 1),
                    grade.label.to_lowercase(),
                    grade.visit
                ),
                data: Some(Data { expression: None, words: false, place: found.finding.place }),
            });
        }
    }
    claims
}

/// The token after those that only join a record and how it stands, if any of these is there.
fn past(sentence: &Sentence<'_, '_>, from: usize) -> Option<usize> {
    let joins = sentence.tokens[from.min(sentence.tokens.len())..].iter();
    let past = from + joins.take_while(|token| token.is(&BETWEEN)).count();
    (past > from && past < sentence.tokens.len()).then_some(past)
}
