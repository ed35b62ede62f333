//! What an inspection counts: its findings by kind, and by the grade that each was given last.

use super::{Count, InspectionOf, Part, Phrase, Thing, phrase};
use crate::derive::inspection;
use crate::model::framework::{FindingKind, Grade, prose_name};

/// The kinds of finding of an inspection, as far as it found any.
pub(super) fn found(one: &InspectionOf<'_>) -> Vec<Thing> {
    let InspectionOf { inspected, figures, .. } = one;
    let name = one.called();
    let framework = &inspected.framework;
    let kinds = framework.finding.iter().filter_map(|kind| {
        let of_kind: Vec<_> = figures
            .findings
            .iter()
            .filter(|found| {
                found.finding.kind.as_ref().is_some_and(|own| own.value == kind.id.value)
            })
            .collect();
        let place = of_kind.first()?.finding.place;
        let (names, common) = names(kind);
        let scale = framework.scale(kind.scale.as_ref());
        let grades = scale.map(|scale| scale.grade.as_slice()).unwrap_or_default();
        let parts = grades
            .iter()
            .filter(|_| of_kind.iter().any(|found| found.standing.grade.is_some()))
            .map(|grade| {
                let has = |found: &&&inspection::Found| {
                    found.standing.grade.as_ref().is_some_and(|own| own.id == grade.id.value)
                };
                let value = of_kind.iter().filter(has).count();
                let of = format!("{} {}", kind.many.value, said_of(grade));
                let group =
                    scale.map(|scale| framework.prose_name(scale, grade)).unwrap_or_default();
                let expression = format!("{name}.{group}.count");
                let counts = vec![Count { value, of, expression, place }];
                Part { phrases: grade_phrases(grade, grades), counts }
            });
        let all = Count {
            value: of_kind.len(),
            of: kind.many.value.clone(),
            expression: format!("{name}.{}.count", prose_name(&kind.id)),
            place,
        };
        let open = of_kind.iter().filter(|found| !found.standing.is_settled()).count();
        let open = scale.map(|_| Count {
            value: open,
            of: format!("{} that are not settled", kind.many.value),
            expression: format!("{name}.unsettled.count"),
            place,
        });
        Some(Thing { names, common, loose: false, all, open, parts: parts.collect() })
    });
    kinds.collect()
}

/// What prose calls findings of a kind: what nothing else is called, and what other things may be called, too.
fn names(kind: &FindingKind) -> (Vec<Phrase>, Vec<Phrase>) {
    let many = phrase(&kind.many);
    let mut names = vec![many.clone()];
    let mut common = Vec::new();
    if let [head, _, what @ ..] = many.as_slice()
        && let Some((last, before)) = what.split_last()
        && head == "areas"
    {
        let plural = plural(last);
        names.push(before.iter().cloned().chain([plural.clone()]).collect());
        names.push(vec![plural]);
        common.push(vec![head.clone()]);
    }
    (names, common)
}

/// Several of a thing.
fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// What is said of things with a grade, for messages.
fn said_of(grade: &Grade) -> String {
    format!("with the grade “{}”", grade.title().to_lowercase())
}

/// The phrases that say a grade. The lower of two grades has more: what is not sufficient falls short.
fn grade_phrases(grade: &Grade, scale: &[Grade]) -> Vec<Phrase> {
    let mut all = vec![phrase(&grade.title()), phrase(&grade.id.replace('-', " "))];
    all.extend(grade.phrase.as_ref().map(|said| phrase(said)));
    if let [_, worse] = scale
        && worse.id.value == grade.id.value
        && grade.id.starts_with("not-")
    {
        let better = grade.id.trim_start_matches("not-");
        all.extend(
            [format!("in{better}"), format!("not been {better}"), format!("less than {better}")]
                .iter()
                .map(|said| phrase(said)),
        );
        all.extend(["fell short", "falls short", "fall short", "too little"].map(phrase));
    }
    all.dedup();
    all
}
