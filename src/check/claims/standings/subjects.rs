//! Checks the grades given to the whole of what was inspected, and to subjects by title: "rated the council as good",
//! "gave the council a grade of C3 in June 2025", "that was raised to C2", "safeguarding was scored 3".
//!
//! In comes a sentence; out come the grades in it that no visit of its day gave, or that the last visit did not give.

use chrono::NaiveDate;

use crate::check::claims::facts::{Facts, InspectionOf, grade_phrases, phrase};
use crate::check::claims::times::is_of_days;
use crate::check::claims::{Claim, Data};
use crate::check::reading::{Sentence, Token};
use crate::derive::inspection::{Graded, Judged, Moved};
use crate::model::framework::{Grade, Grading};
use crate::model::inspection::Visit;

/// Words that give a grade.
const RATES: [&str; 9] =
    ["rated", "graded", "judged", "scored", "rates", "found", "deemed", "judges", "grades"];
/// Verbs that give a grade as a noun, and nouns for a grade.
const GIVES: [&str; 8] = ["gave", "given", "awarded", "received", "got", "holds", "has", "with"];
const GRADES: [&str; 5] = ["grade", "rating", "judgement", "score", "grading"];
/// Verbs for a grade that goes up, and for one that goes down.
const RAISED: [&str; 5] = ["raised", "upgraded", "lifted", "improved", "promoted"];
const LOWERED: [&str; 7] =
    ["lowered", "downgraded", "cut", "reduced", "dropped", "fell", "demoted"];
/// Words for the whole of what was inspected.
const WHOLE: [&str; 12] = [
    "council",
    "authority",
    "service",
    "services",
    "area",
    "partnership",
    "it",
    "us",
    "overall",
    "provider",
    "landlord",
    "we",
];
/// Words between a subject, its grade and who is rated.
const BETWEEN: [&str; 13] =
    ["is", "was", "were", "has", "been", "be", "as", "the", "local", "overall", "a", "at", "to"];
/// Words of a sentence about a grade other than the last.
const ELSEWHEN: [&str; 8] =
    ["before", "previous", "previously", "not", "or", "from", "if", "former"];
/// The most words between a verb of `RAISED` or its opposite and the grade.
const NEAR: usize = 5;

/// Reports the grades in a sentence that the data contradict.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>) -> Vec<Claim> {
    let tokens = &sentence.tokens;
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    let days: Vec<_> = visits.flat_map(days).collect();
    if !is_of_days(facts, sentence, false, &days) {
        return Vec::new();
    }
    let moved = facts.inspections.iter().find_map(|one| one.moved(sentence));
    let is_elsewhen = tokens.iter().any(|token| token.is(&ELSEWHEN));
    if moved.is_some() || is_elsewhen {
        return moved.into_iter().collect();
    }
    let rates = tokens.iter().position(|token| token.is(&RATES));
    let found = facts.inspections.iter().flat_map(|one| {
        let subjects = one.figures.subjects.iter();
        subjects.filter_map(move |judged| match rates {
            Some(rates) if one.is_named(judged, sentence, rates) => {
                let skipped = tokens[rates + 1..].iter().take_while(|token| is_who(token));
                one.claim(judged, sentence, rates, rates + 1 + skipped.count())
            }
            _ => one.given(judged, sentence),
        })
    });
    found.take(1).collect()
}

/// Each day of a visit.
fn days(visit: &Visit) -> impl Iterator<Item = NaiveDate> {
    let all = [visit.start, visit.end, visit.published, visit.issued, visit.received];
    all.into_iter().flatten().map(|day| day.value.0)
}

/// Whether a word means who is rated, or joins them and a grade.
fn is_who(token: &Token) -> bool {
    token.is(&BETWEEN) || is_whole(token) || token.word.ends_with("’s") && !token.apart
}

/// Whether a word means the whole of what was inspected.
fn is_whole(token: &Token) -> bool {
    WHOLE.contains(&token.word.trim_end_matches("’s").trim_end_matches("'s"))
}

impl InspectionOf<'_> {
    /// Whether the verb at `rates` gives a subject a grade: by the title just before the verb, or as the whole of
    /// what was inspected.
    fn is_named(&self, judged: &Judged, sentence: &Sentence<'_, '_>, rates: usize) -> bool {
        let title = judged.subject.title.as_ref().map_or(Vec::new(), |title| phrase(title));
        let joins = |token: &Token| token.is(&BETWEEN);
        let end =
            rates - sentence.tokens[..rates].iter().rev().take_while(|token| joins(token)).count();
        let is_titled = end
            .checked_sub(title.len())
            .is_some_and(|start| !title.is_empty() && sentence.says(start, &title));
        let rated = sentence.tokens[rates + 1..].iter().find(|token| !joins(token));
        let before = end.checked_sub(1).map(|last| &sentence.tokens[last]);
        // "Only for care leavers were we judged good."
        let is_part = sentence.tokens[..end].iter().any(|token| token.is(&["for"]));
        let is_overall = !is_part && (rated.is_some_and(is_whole) || before.is_some_and(is_whole));
        is_titled || self.is_overall(judged) && is_overall
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

    /// The scale of a grade.
    fn scale(&self, grade: &Graded) -> Option<&Grading> {
        self.inspected.framework.scale.iter().find(|scale| scale.id.value == grade.scale)
    }

    /// Claims that the whole was not given this grade: "gave the council a grade of C3", "received a good rating".
    fn given(&self, judged: &Judged, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let gives = tokens.iter().position(|token| token.is(&GIVES))?;
        let is_ours = self.is_overall(judged) && tokens.iter().any(is_whole);
        let noun = (gives + 1..tokens.len()).find(|at| tokens[*at].is(&GRADES))?;
        let behind = noun + 1 + usize::from(sentence.is(noun + 1, &["of"]));
        let is_near = is_ours && !tokens[gives + 1..=noun].iter().any(|token| token.apart);
        is_near.then(|| self.claim(judged, sentence, gives, behind)).flatten()
    }

    /// Claims that a grade did not go up or down to another: "that was raised to C2".
    fn moved(&self, sentence: &Sentence<'_, '_>) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let verb = tokens.iter().position(|token| token.is(&RAISED) || token.is(&LOWERED))?;
        let judged = self.figures.subjects.iter().find(|judged| self.is_overall(judged))?;
        let (grade, before) = (judged.standing.grade.as_ref()?, judged.standing.before.as_ref()?);
        let to =
            (verb + 1..tokens.len().min(verb + 1 + NEAR)).find(|at| tokens[*at].is(&["to"]))?;
        let scale = self.scale(grade)?;
        let (said, length) = said(sentence, scale, to + 1)?;
        let up = tokens[verb].is(&RAISED);
        let is_way = match judged.standing.moved? {
            Moved::Better => up,
            Moved::Worse => !up,
            Moved::Unchanged => false,
        };
        let range = verb..to + 1 + length;
        (said.id.value != grade.id || !is_way).then_some(())?;
        let [was, is] = [before, grade].map(|one| format!("{} at the {}", one.label, one.visit));
        let (says, place) = (format!("it was {was} and is {is}"), judged.subject.id.place);
        sentence.is_typed(range.clone()).then(|| Claim::of(sentence, range, &says, place))
    }

    /// The grade of a subject that a sentence means: that of the visit on a day it gives, or else the last.
    fn meant<'j>(&self, judged: &'j Judged, sentence: &Sentence<'_, '_>) -> Option<&'j Graded> {
        let dated = self.inspected.inspection.visit.iter().filter(|visit| {
            let is_day = |day| sentence.tokens.iter().any(|token| token.is_day(day) == Some(true));
            days(visit).any(is_day)
        });
        let of_day = dated.filter_map(|visit| judged.standing.at(visit)).next_back();
        of_day.or(judged.standing.grade.as_ref())
    }

    /// The grade at a token, if it is another than the one meant. It is said from the word that gives it on.
    fn claim(
        &self,
        judged: &Judged,
        sentence: &Sentence<'_, '_>,
        gives: usize,
        from: usize,
    ) -> Option<Claim> {
        let grade = self.meant(judged, sentence)?;
        let (said, length) = said(sentence, self.scale(grade)?, from)?;
        let tokens = &sentence.tokens;
        (sentence.is_typed(from..from + length) && said.id.value != grade.id).then(|| Claim {
            range: tokens[from].range.start..tokens[from + length - 1].range.end,
            message: format!(
                "`{}`: by the data, it is {} at the {}",
                sentence.written(gives, from + length - 1),
                grade.label.to_lowercase(),
                grade.visit
            ),
            data: Some(Data { expression: None, words: false, place: judged.subject.id.place }),
        })
    }
}

/// The grade of a scale at a token, and how many words name it.
fn said<'s>(
    sentence: &Sentence<'_, '_>,
    scale: &'s Grading,
    from: usize,
) -> Option<(&'s Grade, usize)> {
    let length = |grade: &Grade| {
        let names = grade_phrases(grade, &[]);
        names.iter().filter(|name| sentence.says(from, name)).map(Vec::len).max()
    };
    let all = scale.grade.iter().filter_map(|one| Some((one, length(one)?)));
    all.max_by_key(|(_, length)| *length)
}
