//! How what is judged whatever was found stands: "rated the council as good", "safeguarding was rated inadequate", "a score
//! of 3 for safeguarding".
//!
//! In comes a sentence; out come the grades in it that are not those of the last visit.

use crate::check::claims::facts::{Facts, InspectionOf, phrase};
use crate::check::claims::reading::{Sentence, Token};
use crate::check::claims::{Claim, Data};
use crate::derive::inspection::Judged;
use crate::model::framework::Grade;

/// Words that give a grade.
const RATES: [&str; 5] = ["rated", "graded", "judged", "scored", "rates"];
/// Who is rated as a whole.
const WHOLE: [&str; 9] =
    ["council", "authority", "service", "area", "partnership", "it", "us", "overall", "provider"];
/// Words between a subject, its grade and who is rated.
const BETWEEN: [&str; 12] =
    ["is", "was", "were", "has", "been", "be", "as", "the", "local", "overall", "a", "at"];
/// Words of a sentence that speaks of another grade than the last.
const ELSEWHEN: [&str; 8] =
    ["before", "previous", "previously", "not", "or", "from", "if", "former"];

/// The grades in a sentence that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let rates = tokens.iter().position(|token| token.is(&RATES));
    let Some(rates) = rates.filter(|_| !tokens.iter().any(|token| token.is(&ELSEWHEN))) else {
        return Vec::new();
    };
    let found = facts.inspections.iter().flat_map(|one| {
        let subjects =
            one.figures.subjects.iter().filter(|judged| one.is_named(judged, sentence, rates));
        subjects.filter_map(|judged| one.claim(judged, sentence, rates))
    });
    found.take(1).collect()
}

impl InspectionOf<'_> {
    /// Whether a sentence gives a subject a grade with the word at a place: by its title right before it, or as the whole of
    /// what was inspected.
    fn is_named(&self, judged: &Judged, sentence: &Sentence<'_, '_>, rates: usize) -> bool {
        let title = judged.subject.title.as_ref().map_or(Vec::new(), |title| phrase(title));
        let joins = |token: &Token| token.is(&BETWEEN);
        let end =
            rates - sentence.tokens[..rates].iter().rev().take_while(|token| joins(token)).count();
        let is_titled = end
            .checked_sub(title.len())
            .is_some_and(|start| !title.is_empty() && sentence.says(start, &title));
        let whole = |token: &Token| token.is(&WHOLE);
        let rated = sentence.tokens[rates + 1..].iter().find(|token| !joins(token));
        let before = end.checked_sub(1).map(|last| &sentence.tokens[last]);
        let is_whole = rated.is_some_and(whole) || before.is_some_and(whole);
        is_titled || self.is_overall(judged) && is_whole
    }

    /// Whether a subject is the whole of what was inspected.
    fn is_overall(&self, judged: &Judged) -> bool {
        let kind = self.inspected.framework.subject.iter();
        let id = judged.subject.id.value.as_str();
        let graded = self.figures.subjects.iter().filter(|one| one.standing.grade.is_some());
        graded.count() == 1
            || id.starts_with("overall")
            || kind.filter(|kind| kind.id.value == id).any(|kind| kind.derived.is_some())
    }

    /// The grade after a word that gives it, if it is another than the last visit gave.
    fn claim(&self, judged: &Judged, sentence: &Sentence<'_, '_>, rates: usize) -> Option<Claim> {
        let grade = judged.standing.grade.as_ref()?;
        let scale =
            self.inspected.framework.scale.iter().find(|scale| scale.id.value == grade.scale)?;
        let skipped = |token: &Token| token.is(&BETWEEN) || token.is(&WHOLE);
        let tokens = &sentence.tokens;
        let from =
            rates + 1 + tokens[rates + 1..].iter().take_while(|token| skipped(token)).count();
        let said = |grade: &Grade| {
            let names = [phrase(&grade.title()), phrase(&grade.id.replace('-', " "))];
            names.into_iter().find(|name| sentence.says(from, name)).map(|name| name.len())
        };
        let (said, length) = scale
            .grade
            .iter()
            .filter_map(|one| Some((one, said(one)?)))
            .max_by_key(|(_, length)| *length)?;
        let typed = tokens[from..from + length].iter().any(|token| token.typed);
        (typed && said.id.value != grade.id).then(|| Claim {
            range: tokens[from].range.start..tokens[from + length - 1].range.end,
            message: format!(
                "`{}`: by the data, it is {} at the {}",
                sentence.written(rates, from + length - 1),
                grade.label.to_lowercase(),
                grade.visit
            ),
            data: Some(Data { expression: None, words: false, place: judged.subject.id.place }),
        })
    }
}
