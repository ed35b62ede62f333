//! Counts the risks of a plan: by how they are rated, and by the way they went.

use super::plans::Kind;
use super::{Count, Part, Thing, phrase};
use crate::model::plan::{Grade, Risk};

/// The grades, in words.
const GRADES: [(&str, Grade); 3] =
    [("low", Grade::Low), ("medium", Grade::Medium), ("high", Grade::High)];
/// What is said of risks that rose, fell or stayed as they were.
const ROSE: [&str; 6] = ["risen", "increased", "worsened", "grown", "gone up", "become worse"];
const FELL: [&str; 7] =
    ["fallen", "eased", "decreased", "been reduced", "lessened", "gone down", "come down"];
const STAYED: [&str; 5] =
    ["unchanged", "not changed", "not moved", "stayed the same", "stayed as they were"];

impl Kind<'_> {
    /// The risks, if there are any.
    pub(super) fn risks(&self) -> Option<Thing> {
        let all: Vec<&Risk> = self.of.planned.plan.risk.iter().collect();
        let mut parts: Vec<Part> = GRADES.iter().flat_map(|one| self.rated(&all, *one)).collect();
        parts.extend(self.moved(&all));
        let count = self.count(all.len(), "risks", "risks | length");
        (!all.is_empty()).then(|| self.thing(&["risks"], true, count, parts))
    }

    /// How many risks have a grade: as their rating, as their likelihood and as their impact.
    fn rated(&self, all: &[&Risk], (word, grade): (&str, Grade)) -> [Part; 3] {
        let states = &self.of.figures.risks;
        let rated = states.iter().filter(|risk| risk.rating == grade).count();
        let count = |has: &dyn Fn(&Risk) -> bool| all.iter().filter(|risk| has(risk)).count();
        let likely = count(&|risk| risk.likelihood == grade);
        let serious = count(&|risk| risk.impact == grade);
        let both = count(&|risk| risk.likelihood == grade && risk.impact == grade);
        let part = |said: &[String], of: &str, values: &[usize]| {
            let counts = values.iter().map(|value| Count {
                expression: String::new(),
                ..self.count(*value, &format!("risks with {of} {word}"), "")
            });
            Part {
                phrases: said.iter().map(|said| phrase(said)).collect(),
                counts: counts.collect(),
            }
        };
        let plain = ["rated", "rated as", "scored", "graded", "assessed as", "judged"];
        let plain = plain.map(|verb| format!("{verb} {word}"));
        let of = |what: &str| {
            [
                format!("rated {word} for {what}"),
                format!("rated {word} in {what}"),
                format!("scored {word} for {what}"),
                format!("a {word} {what}"),
                format!("of {word} {what}"),
            ]
        };
        [
            part(&plain, "the rating", &[rated, likely, serious, both]),
            part(&of("likelihood"), "the likelihood", &[likely, both]),
            part(&of("impact"), "the impact", &[serious, both]),
        ]
    }

    /// How many risks rose, fell and stayed as they were, if the data have for all how they were before. Which of rating,
    /// likelihood and impact is meant is left open.
    fn moved(&self, all: &[&Risk]) -> Vec<Part> {
        let states = &self.of.figures.risks;
        let is_known = states.iter().all(|risk| risk.moved.is_some());
        let way = |now: Grade, before: Grade| match now.cmp(&before) {
            std::cmp::Ordering::Less => -1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 1,
        };
        let part = |said: &[&str], of: &str, meant: i8| {
            let scored = states.iter().filter(|risk| risk.moved == Some(meant)).count();
            let went = |now: fn(&Risk) -> Grade, then: fn(&Risk) -> Option<Grade>| {
                let ways = all.iter().filter_map(|risk| Some(way(now(risk), then(risk)?)));
                ways.filter(|way| *way == meant).count()
            };
            let likely =
                went(|risk| risk.likelihood, |risk| Some(risk.before.as_ref()?.likelihood));
            let serious = went(|risk| risk.impact, |risk| Some(risk.before.as_ref()?.impact));
            let rated = states
                .iter()
                .filter(|risk| risk.before.is_some_and(|before| way(risk.rating, before) == meant));
            let counts = [scored, rated.count(), likely, serious].map(|value| Count {
                expression: String::new(),
                ..self.count(value, &format!("risks that {of}"), "")
            });
            let phrases = said.iter().map(|said| phrase(said)).collect();
            Part { phrases, counts: counts.to_vec() }
        };
        if !is_known {
            return Vec::new();
        }
        vec![
            part(&ROSE, "have risen", 1),
            part(&FELL, "have fallen", -1),
            part(&STAYED, "are as they were", 0),
        ]
    }
}
