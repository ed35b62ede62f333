//! Counts the findings of an inspection, by kind and by the grade that each was last given.

use super::{AtVisit, Count, InspectionOf, Part, Phrase, Thing, phrase};
use crate::check::claims::standings::days;
use crate::derive::inspection::{self, Graded, Judged};
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
                let settled = settled(grade, grades).iter().map(|said| phrase(said));
                Part {
                    phrases: grade_phrases(grade, grades).into_iter().chain(settled).collect(),
                    counts,
                }
            });
        let parts = parts.chain(of_subjects(one, kind, &of_kind));
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
        Some(Thing {
            names,
            common,
            whole: Vec::new(),
            loose: false,
            days: Vec::new(),
            all,
            open,
            parts: parts.collect(),
            at_visits: Vec::new(),
        })
    });
    kinds.collect()
}

/// Findings of a kind by the subject that they belong to: "three come under the Safety and Quality Standard".
fn of_subjects(
    one: &InspectionOf<'_>,
    kind: &FindingKind,
    of_kind: &[&inspection::Found],
) -> Vec<Part> {
    let subject_of = |found: &inspection::Found| found.finding.subject.clone();
    let mut subjects: Vec<_> = of_kind.iter().filter_map(|found| subject_of(found)).collect();
    subjects.sort_by(|one, other| one.value.cmp(&other.value));
    subjects.dedup_by(|one, other| one.value == other.value);
    let parts = subjects.into_iter().map(|subject| {
        let own = one.figures.subjects.iter().find(|own| own.subject.id.value == subject.value);
        let own = own.and_then(|own| own.subject.title.as_ref()).map(|title| title.value.clone());
        let known = one.inspected.framework.subject(&subject.value);
        let title = own.or_else(|| known.map(|known| known.title.value.clone()));
        let names = [title.clone(), Some(subject.value.replace('-', " "))];
        // A name with which the title of a finding begins, too, tells nothing: "on safe care and treatment".
        let begins = |name: &String| {
            let titles = of_kind.iter().filter_map(|found| found.finding.title.as_ref());
            let mut titles = titles.map(|title| phrase(title));
            titles.any(|title| title.starts_with(&phrase(name)) && title != phrase(name))
        };
        let names = names.into_iter().flatten().filter(|name| !begins(name));
        let phrases = names.flat_map(|name| {
            ["under", "under the", "on", "on the", "about", "about the"]
                .map(|join| phrase(&format!("{join} {name}")))
        });
        let is_its = |found: &&&inspection::Found| {
            subject_of(found).is_some_and(|own| own.value == subject.value)
        };
        let value = of_kind.iter().filter(is_its).count();
        let under = title.unwrap_or_else(|| subject.value.to_string());
        let of = format!("{} under “{under}”", kind.many.value);
        let counts = vec![Count { value, of, expression: String::new(), place: subject.place }];
        Part { phrases: phrases.collect(), counts }
    });
    parts.collect()
}

/// The subjects judged whatever was found, counted by the grades of the scale that most of them are on: with the overall
/// judgement among them, and without it.
pub(super) fn judged(one: &InspectionOf<'_>) -> Vec<Thing> {
    let subjects: Vec<&Judged> = one.figures.subjects.iter().collect();
    let is_overall = |judged: &&Judged| judged.subject.id.value.starts_with("overall");
    let (overall, own): (Vec<_>, Vec<_>) = subjects.iter().copied().partition(is_overall);
    let without = (!overall.is_empty()).then_some(own);
    let of = [Some(subjects), without].into_iter().flatten();
    of.filter_map(|subjects| {
        let last = |judged: &Judged| judged.standing.grade.clone();
        let mut thing = graded(one, &subjects, &last)?;
        let visits = one.inspected.inspection.visit.iter();
        thing.at_visits = visits
            .filter_map(|visit| {
                let given = |judged: &Judged| judged.standing.at(visit).cloned();
                let thing = graded(one, &subjects, &given)?;
                let (name, days) = (phrase(&visit.name), days(visit).collect());
                Some(AtVisit { name, days, thing })
            })
            .collect();
        // Where no visit is named, an earlier one may be meant.
        let earlier = thing.at_visits.iter().map(|visit| &visit.thing);
        for other in earlier.flat_map(|thing| &thing.parts) {
            let own = thing.parts.iter_mut().find(|part| part.phrases == other.phrases);
            own.into_iter().for_each(|own| own.counts.extend(other.counts.clone()));
        }
        Some(thing)
    })
    .collect()
}

/// Some subjects counted by their grades, which `given` says.
fn graded(
    one: &InspectionOf<'_>,
    subjects: &[&Judged],
    given: &dyn Fn(&Judged) -> Option<Graded>,
) -> Option<Thing> {
    let framework = &one.inspected.framework;
    let graded: Vec<_> =
        subjects.iter().filter_map(|judged| Some((judged, given(judged)?))).collect();
    let on = |scale: &str| graded.iter().filter(|(_, grade)| grade.scale == scale).count();
    let scale = framework.scale.iter().max_by_key(|scale| on(&scale.id.value))?;
    let graded: Vec<_> = graded.iter().filter(|(_, grade)| grade.scale == scale.id.value).collect();
    let place = graded.first().filter(|_| graded.len() > 1)?.0.subject.id.place;
    let last = scale.grade.len().saturating_sub(1);
    let word = &framework.words.judgement.value;
    let parts = scale.grade.iter().enumerate().map(|(n, grade)| {
        let value = graded.iter().filter(|(_, own)| own.id == grade.id.value).count();
        let of = format!("{word}s of “{}”", grade.title().to_lowercase());
        let group = framework.prose_name(scale, grade);
        let counts =
            vec![Count { value, of, expression: format!("{}.{group}.count", one.called()), place }];
        let mut phrases = grade_phrases(grade, &[]);
        // The grades of a scale go from the best to the worst.
        let ends = [(0, "highest"), (last, "lowest")].into_iter().filter(|(at, _)| *at == n);
        phrases.extend(ends.flat_map(|(_, end)| {
            ["score", "grade", "rating"].map(|what| phrase(&format!("the {end} {what}")))
        }));
        Part { phrases, counts }
    });
    let of = format!("{word}s given");
    let all = Count { value: graded.len(), of, expression: String::new(), place };
    let names = vec![phrase("quality statements")];
    let own = format!("{word}s");
    let common = ["statements", "questions", "standards", "judgements", &own].map(phrase).to_vec();
    Some(Thing {
        names,
        common,
        whole: Vec::new(),
        loose: false,
        days: Vec::new(),
        all,
        open: None,
        parts: parts.collect(),
        at_visits: Vec::new(),
    })
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

/// The plural of a noun.
fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// What else is said of findings on a scale of two grades, one of which closes them.
fn settled(grade: &Grade, scale: &[Grade]) -> &'static [&'static str] {
    let is_closed = |grade: &Grade| &*grade.id.value == "closed";
    match scale {
        [_, _] if is_closed(grade) => &["discharged", "lifted", "signed off"],
        [_, _] if scale.iter().any(is_closed) => &[
            "outstanding",
            "not closed",
            "not been closed",
            "not yet been closed",
            "yet to be closed",
            "still to be closed",
            "not been discharged",
            "not yet been discharged",
        ],
        _ => &[],
    }
}

/// What is said of things with a grade, for messages.
fn said_of(grade: &Grade) -> String {
    format!("with the grade “{}”", grade.title().to_lowercase())
}

/// The phrases for a grade. The lower of two grades has more: what is not sufficient falls short.
pub(in crate::check::claims) fn grade_phrases(grade: &Grade, scale: &[Grade]) -> Vec<Phrase> {
    let mut all = vec![phrase(&grade.title()), phrase(&grade.id.replace('-', " "))];
    all.extend(grade.phrase.as_ref().map(|said| phrase(said)));
    // "3 (good standard)" is said as either; what "requires improvement" required it.
    let title = grade.title().to_lowercase();
    all.extend(title.split_once('(').map(|(_, said)| phrase(said)));
    if let Some(what) = title.strip_prefix("requires ") {
        let short = what.split(" to be ").next().unwrap_or(what);
        let verbs = ["required", "require", "requires"];
        let said = verbs.iter().flat_map(|verb| [what, short].map(|what| format!("{verb} {what}")));
        all.extend(said.map(|said| phrase(&said)));
    }
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
