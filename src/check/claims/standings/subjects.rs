//! Checks the grades given to the whole of what was inspected, and to subjects by title: "rated the council as good",
//! "gave the council a grade of C3 in June 2025", "that was raised to C2", "safeguarding was scored 3".
//!
//! In comes a sentence; out come the grades in it that no visit of its day gave, or that the last visit did not give.

use std::ops::Range;

use chrono::NaiveDate;

use crate::check::claims::facts::{Facts, InspectionOf, Phrase, phrase};
use crate::check::claims::times::is_of_days;
use crate::check::claims::{Claim, Data};
use crate::check::reading::{Sentence, Token};
use crate::derive::inspection::{Graded, Judged, Moved, Standing};
use crate::model::framework::{Grade, Grading};
use crate::model::inspection::Visit;

/// Words that give a grade.
pub(super) const RATES: [&str; 9] =
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
/// Those that may also be a part of it, as in "the fostering service", and words before them with which they are not.
const PARTS: [&str; 5] = ["service", "services", "area", "partnership", "provider"];
const THE: [&str; 12] = [
    "the", "our", "its", "their", "this", "that", "when", "which", "and", "whole", "local", "were",
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
    if !is_of_visits(facts, sentence) {
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

/// Whether a sentence is about now or about the days of visits.
pub(in crate::check::claims) fn is_of_visits(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
) -> bool {
    let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
    let days: Vec<_> = visits.flat_map(days).collect();
    is_of_days(facts, sentence, false, &days)
}

/// Each day of a visit.
pub(in crate::check::claims) fn days(visit: &Visit) -> impl Iterator<Item = NaiveDate> {
    let all = [visit.start, visit.end, visit.published, visit.issued, visit.received];
    all.into_iter().flatten().map(|day| day.value.0)
}

/// Whether a word means who is rated, or joins them and a grade.
pub(super) fn is_who(token: &Token) -> bool {
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
        // "Only for care leavers were we judged good."
        let is_part = sentence.tokens[..end].iter().any(|token| token.is(&["for"]));
        let is_whole_at = |at: usize| {
            let is_first = |word: &Token| word.is(&THE) || self.is_of_framework(&word.word);
            let word = at.checked_sub(1).map(|before| &sentence.tokens[before]);
            let is_part = sentence.tokens[at].is(&PARTS) && !word.is_none_or(is_first);
            is_whole(&sentence.tokens[at]) && !is_part
        };
        let before = end.checked_sub(1).is_some_and(is_whole_at);
        let is_overall = !is_part && (rated.is_some_and(is_whole) || before);
        is_titled || self.is_overall(judged) && is_overall
    }

    /// Whether a word is one of those that the framework has for what is inspected: "children’s services".
    pub(in crate::check::claims) fn is_of_framework(&self, word: &str) -> bool {
        let framework = &self.inspected.framework;
        let of = framework.of.iter().map(|of| phrase(of));
        of.chain([phrase(&framework.name)]).any(|words| words.iter().any(|own| own == word))
    }

    /// Whether a subject is the whole of what was inspected.
    pub(super) fn is_overall(&self, judged: &Judged) -> bool {
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
        let (said, length) = self.said(sentence, scale, to + 1)?;
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

    /// The grades of a subject or finding by the visits that some tokens of a sentence give, by a day or by name; none if they
    /// give none.
    pub(super) fn meant<'j>(
        &self,
        standing: &'j Standing,
        sentence: &Sentence<'_, '_>,
        within: Range<usize>,
    ) -> Vec<&'j Graded> {
        let visits = &self.inspected.inspection.visit;
        let is_dated = |visit: &&Visit| {
            let is_day = |day| {
                sentence.tokens[within.clone()].iter().any(|one| one.is_day(day) == Some(true))
            };
            days(visit).any(is_day)
        };
        let is_named = |visit: &&Visit| {
            let name = phrase(&visit.name);
            // "Round 3" for "Round 3 inspection".
            let short = name.split_last().map(|(_, short)| short).filter(|short| short.len() > 1);
            within.clone().any(|at| {
                sentence.says(at, &name) || short.is_some_and(|short| sentence.says(at, short))
            })
        };
        let graded = |visits: Vec<&Visit>| -> Vec<&'j Graded> {
            visits.into_iter().filter_map(|visit| standing.at(visit)).collect()
        };
        let dated = graded(visits.iter().filter(is_dated).collect());
        if !dated.is_empty() {
            return dated;
        }
        let named = graded(visits.iter().filter(is_named).collect());
        // "The inspection" may be the last, whatever that is called.
        let is_first = |visit: &Visit| visits.first().is_some_and(|first| first.name == visit.name);
        let last = standing.grade.as_ref();
        let or_last = visits.iter().filter(is_named).any(is_first).then_some(last).flatten();
        named.into_iter().chain(or_last).collect()
    }

    /// The grade at a token, if it is another than the one meant. It is said from the word that gives it on.
    fn claim(
        &self,
        judged: &Judged,
        sentence: &Sentence<'_, '_>,
        gives: usize,
        from: usize,
    ) -> Option<Claim> {
        let meant = self.meant(&judged.standing, sentence, 0..sentence.tokens.len());
        let grade = meant.last().copied().or(judged.standing.grade.as_ref())?;
        let (said, length) = self.said(sentence, self.scale(grade)?, from)?;
        let tokens = &sentence.tokens;
        let is_so = said.id.value == grade.id || meant.iter().any(|one| one.id == said.id.value);
        (sentence.is_typed(from..from + length) && !is_so).then(|| Claim {
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

    /// The grade of a scale at a token, and how many words name it.
    pub(super) fn said<'s>(
        &self,
        sentence: &Sentence<'_, '_>,
        scale: &'s Grading,
        from: usize,
    ) -> Option<(&'s Grade, usize)> {
        let length = |names: &[Phrase]| {
            names.iter().filter(|name| sentence.says(from, name)).map(Vec::len).max()
        };
        let grades = scale.grade.iter().zip(self.grades(scale));
        let said = grades.filter_map(|(grade, names)| Some((grade, length(names)?)));
        said.max_by_key(|(_, length)| *length)
    }
}
