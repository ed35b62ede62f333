//! Figures of an inspection: what its latest visit found sufficient, and what is outstanding.

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::model::inspection::{Inspection, Judgement, Visit, Weakness};

/// What can be said of an inspection.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// The framework inspected under.
    pub framework: String,
    /// Every visit, in the order held.
    pub visits: Vec<Visit>,
    /// The first visit.
    pub first: Option<Visit>,
    /// The visit held last.
    pub latest: Option<Visit>,
    /// Every area of weakness, in the inspectors' order.
    pub weaknesses: Vec<Weakness>,
    /// Those with sufficient progress at the last visit that judged them.
    pub sufficient: Group,
    /// Those judged, with progress that is not sufficient.
    pub not_sufficient: Group,
    /// Those without sufficient progress, judged or not yet judged.
    pub outstanding: Group,
}

/// Some of the weaknesses, and how many.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// How many.
    pub count: usize,
    /// Which.
    pub weaknesses: Vec<Weakness>,
}

/// Derives the figures of an inspection.
pub fn figures(inspection: &Inspection) -> Figures {
    let group = |keep: &dyn Fn(Option<Judgement>) -> bool| {
        let weaknesses: Vec<_> = inspection
            .weakness
            .iter()
            .filter(|weakness| keep(judgement(inspection, weakness)))
            .cloned()
            .collect();
        Group { count: weaknesses.len(), weaknesses }
    };
    Figures {
        framework: inspection.framework.value.clone(),
        visits: inspection.visit.clone(),
        first: inspection.visit.first().cloned(),
        latest: inspection.visit.last().cloned(),
        weaknesses: inspection.weakness.clone(),
        sufficient: group(&|judgement| judgement == Some(Judgement::Sufficient)),
        not_sufficient: group(&|judgement| judgement == Some(Judgement::NotSufficient)),
        outstanding: group(&|judgement| judgement != Some(Judgement::Sufficient)),
    }
}

/// What the last visit that judged a weakness found of it.
fn judgement(inspection: &Inspection, weakness: &Weakness) -> Option<Judgement> {
    let visits = inspection.visit.iter().rev();
    visits
        .filter_map(|visit| weakness.judgement.get(&visit.name))
        .map(|judgement| judgement.value)
        .next()
}

/// Raises what cannot be true of an inspection: two weaknesses of one number, a judgement of a visit
/// that is not there, a visit that ends before it starts.
pub fn validate(inspection: &Inspection) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (n, weakness) in inspection.weakness.iter().enumerate() {
        if inspection.weakness[..n].iter().any(|before| before.id.value == weakness.id.value) {
            let message = format!("two areas of weakness have the number {}", weakness.id.value);
            problems.push(
                Diagnostic::error(weakness.id.place, message).hint("give each a number of its own"),
            );
        }
        for (visit, _) in weakness.judgement.iter() {
            if !inspection.visit.iter().any(|known| known.name.value == visit.value) {
                let known: Vec<_> =
                    inspection.visit.iter().map(|visit| visit.name.as_str()).collect();
                let message = format!("there is no visit called `{}` to judge at", visit.value);
                let hint = match known.as_slice() {
                    [] => "add it with `[[visit]]`".to_owned(),
                    known => format!("the visits are {}", known.join(", ")),
                };
                problems.push(Diagnostic::error(visit.place, message).hint(hint));
            }
        }
    }
    for visit in &inspection.visit {
        if visit.end.value < visit.start.value {
            problems.push(
                Diagnostic::error(visit.end.place, "this visit ends before it starts")
                    .hint("check both dates"),
            );
        }
    }
    problems
}
