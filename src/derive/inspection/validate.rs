//! Reports what cannot be true of an inspection under its framework.

use super::settle::{subject_kind, visit_kind};
use crate::diag::{Diagnostic, Findings, Rule, closest};
use crate::model::framework::{FindingKind, Framework, Grading, Responsible, SubjectKind};
use crate::model::inspection::{Finding, Inspection, Subject, Visit};
use crate::read::{Entries, Id, Name, Placed};

/// Reports what cannot be true of an inspection: a kind, grade or subject that the framework lacks, a judgement by a
/// visit that does not exist or does not judge, duplicate names, a visit that ends, or is published, before it
/// starts.
pub(crate) fn validate(inspection: &Inspection, framework: &Framework) -> Vec<Diagnostic> {
    let mut found = Findings::default();
    let known = Known { inspection, framework };
    for (n, visit) in inspection.visit.iter().enumerate() {
        known.visit(n, visit, &mut found);
    }
    for (n, subject) in inspection.subject.iter().enumerate() {
        known.subject(n, subject, &mut found);
    }
    let findings: Vec<&Finding> = inspection.findings().collect();
    for (n, finding) in findings.iter().enumerate() {
        known.finding(finding, &findings[..n], &mut found);
    }
    for visit in &inspection.visit {
        found.extend(known.rating(visit));
    }
    found.extend(framework.subject.iter().filter_map(|kind| known.fewer(kind)));
    found.into_inner()
}

/// An inspection, and the framework it is checked against.
struct Known<'a> {
    inspection: &'a Inspection,
    framework: &'a Framework,
}

impl Known<'_> {
    /// Reports what cannot be true of a visit; `n` is its index.
    fn visit(&self, n: usize, visit: &Visit, found: &mut Findings) {
        let kinds = || self.framework.visit.iter().map(|kind| kind.id.as_str());
        if self.inspection.visit[..n].iter().any(|before| before.name.value == visit.name.value) {
            let message = format!("two visits are called `{}`", visit.name.value);
            found.push(
                Diagnostic::error(visit.name.place, message).hint("give each a name of its own"),
            );
        }
        if let Some((start, end)) = visit.start.zip(visit.end)
            && end.value < start.value
        {
            found.push(
                Diagnostic::error(end.place, "this visit ends before it starts")
                    .hint("check both dates"),
            );
        }
        if let Some((start, published)) = visit.start.zip(visit.published)
            && published.value < start.value
        {
            found.push(
                Diagnostic::error(
                    published.place,
                    "the findings of this visit are published before it starts",
                )
                .hint("check both dates"),
            );
        }
        let Some(kind) = visit_kind(self.framework, n, visit) else {
            found.push(match &visit.kind {
                Some(kind) => unknown(kind, "the framework has no kind of visit", kinds()),
                None => {
                    let message = format!("which kind of visit is `{}`?", visit.name.value);
                    let all = kinds().collect::<Vec<_>>().join(", ");
                    Diagnostic::error(visit.name.place, message)
                        .hint(format!("add `kind = \"…\"`, of {all}"))
                }
            });
            return;
        };
        if kind.on_site {
            for (name, day) in [("start", visit.start), ("end", visit.end)] {
                if day.is_none() {
                    found.push(
                        Diagnostic::error(visit.place, format!("`{name}` is missing")).hint(format!(
                            "add `{name} = …`, which should be a date such as 2022-11-10, without quotation marks"
                        )),
                    );
                }
            }
        } else if visit.day().is_none() {
            found.push(
                Diagnostic::error(visit.place, format!("this {} has no day", kind.name.value))
                    .hint("add `issued = …` or `published = …`"),
            );
        }
        if let Some(day) = visit.day().filter(|day| n == 0 && !self.framework.fits(*day)) {
            let name = &self.framework.name.value;
            let message =
                format!("on {day} this was not inspected under `{name}` as it is set down here");
            found.push(
                Diagnostic::of(Rule::FrameworkTime, visit.place, message)
                    .hint("name the framework that held then, or check the date"),
            );
        }
    }

    /// Reports what cannot be true of a subject; `n` is its index.
    fn subject(&self, n: usize, subject: &Subject, found: &mut Findings) {
        let before = &self.inspection.subject[..n];
        if before.iter().any(|before| before.id.value == subject.id.value) {
            let message = format!("two subjects have the id {}", subject.id.written());
            found.push(
                Diagnostic::error(subject.id.place, message)
                    .hint("keep one, with the judgements of every visit"),
            );
        }
        let kinds = || self.framework.subject.iter().map(|kind| kind.id.as_str());
        let Some(kind) = subject_kind(self.framework, subject) else {
            let named = subject.kind.clone();
            let named =
                named.unwrap_or_else(|| Name::new(subject.id.to_string(), subject.id.place));
            found.push(unknown(&named, "the framework has no subject", kinds()));
            return;
        };
        let scale = self.framework.scale(kind.scale.as_ref());
        self.judgements(
            &subject.judgement,
            scale,
            &kind.id,
            &format!("`{}`", kind.id.value),
            found,
        );
    }

    /// Reports what cannot be true of a finding; `before` are the findings before it.
    fn finding(&self, finding: &Finding, before: &[&Finding], found: &mut Findings) {
        let kinds = || self.framework.finding.iter().map(|kind| kind.id.as_str());
        let Some(kind) = self.framework.finding(finding.kind.as_ref().map(|kind| kind.as_str()))
        else {
            found.push(match &finding.kind {
                Some(kind) => unknown(kind, "the framework has no kind of finding", kinds()),
                None => Diagnostic::error(finding.place, "the framework has no findings")
                    .hint("judgements stand on `[[subject]]`"),
            });
            return;
        };
        let named =
            |one: &&&Finding| self.kind_of(one).is_some_and(|own| own.id.value == kind.id.value);
        if before.iter().filter(named).any(|one| one.id.value == finding.id.value) {
            let message = format!("two {} have the id {}", kind.many.value, finding.id.written());
            found.push(
                Diagnostic::error(finding.id.place, message).hint("give each an id of its own"),
            );
        }
        let scale = self.framework.scale(kind.scale.as_ref());
        self.judgements(&finding.judgement, scale, &kind.id, &kind.many, found);
        self.links(finding, kind, found);
        if kind.responsible == Responsible::Required && finding.responsible.is_empty() {
            let message = format!("this {} does not say who answers for it", kind.one.value);
            found.push(
                Diagnostic::of(Rule::FindingResponsible, finding.place, message)
                    .hint("add `responsible = [\"…\"]`, in the order of the report"),
            );
        }
    }

    /// The kind of a finding.
    fn kind_of(&self, finding: &Finding) -> Option<&FindingKind> {
        self.framework.finding(finding.kind.as_ref().map(|kind| kind.as_str()))
    }

    /// Reports a subject, parent finding or priority that does not exist.
    fn links(&self, finding: &Finding, kind: &FindingKind, found: &mut Findings) {
        if let Some(subject) = &finding.subject {
            let of_framework = self.framework.subject.iter().map(|kind| kind.id.as_str());
            let own = self.inspection.subject.iter().map(|subject| subject.id.as_str());
            let known: Vec<&str> = of_framework.chain(own).collect();
            if !known.contains(&subject.as_str()) {
                let name = Name::new(subject.to_string(), subject.place);
                found.push(unknown(&name, "there is no subject", known.into_iter()));
            }
        }
        if let Some(under) = &finding.under {
            let top = self.inspection.findings().filter(|one| one.under.is_none());
            let ids: Vec<&str> = top.map(|one| one.id.as_str()).collect();
            if !ids.contains(&under.as_str()) {
                let name = Name::new(under.to_string(), under.place);
                found.push(unknown(
                    &name,
                    "no finding that others can stand below is",
                    ids.into_iter(),
                ));
            }
        }
        if let Some(priority) = &finding.priority {
            match self.framework.scale(kind.priority.as_ref()) {
                Some(scale) if scale.grade(priority).is_none() => {
                    found.push(no_grade(priority, scale))
                }
                Some(_) => {}
                None => {
                    let message =
                        format!("under this framework, {} have no priority", kind.many.value);
                    found.push(Diagnostic::error(priority.place, message).hint("leave it out"));
                }
            }
        }
    }

    /// Reports impossible judgements: by a visit that does not exist or does not judge such things, or with an
    /// unknown grade.
    fn judgements(
        &self,
        judgements: &Entries<Placed<Id>>,
        scale: Option<&Grading>,
        judged: &Name,
        many: &str,
        found: &mut Findings,
    ) {
        let visits = &self.inspection.visit;
        for (name, grade) in judgements.iter() {
            let visit = visits.iter().enumerate().find(|(_, visit)| visit.name.value == name.value);
            let Some(scale) = scale else {
                found.push(self.never_judged(name, many));
                continue;
            };
            let kind = visit.and_then(|(n, visit)| visit_kind(self.framework, n, visit));
            if visit.is_none() {
                let message = format!("there is no visit called `{}` to judge at", name.value);
                let plain = |name: &str| name.to_lowercase().replace(' ', "-");
                let near = visits.iter().find(|visit| plain(&visit.name) == plain(name));
                let known: Vec<_> = visits.iter().map(|visit| visit.name.as_str()).collect();
                let hint = match (near, known.as_slice()) {
                    (Some(near), _) => format!("write `judgement.\"{}\" = …`", near.name.value),
                    (None, []) => "add it with `[[visit]]`".to_owned(),
                    (None, known) => format!("the visits are {}", known.join(", ")),
                };
                found.push(Diagnostic::error(name.place, message).hint(hint));
            } else if let Some(kind) = kind
                && kind.judges.iter().all(|one| one.value != judged.value)
            {
                let message = format!(
                    "under this framework, a visit of kind `{}` does not judge {many}",
                    kind.id.value
                );
                let judge = self
                    .framework
                    .visit
                    .iter()
                    .filter(|kind| kind.judges.iter().any(|one| one.value == judged.value));
                let judge: Vec<_> = judge.map(|kind| kind.id.as_str()).collect();
                let hint = match judge.as_slice() {
                    [] => "leave it out".to_owned(),
                    kinds => format!("those that do are of kind {}", kinds.join(", ")),
                };
                found.push(Diagnostic::error(name.place, message).hint(hint));
            }
            if scale.grade(grade).is_none() {
                found.push(no_grade(grade, scale));
            }
        }
    }

    /// The error for a judgement of something that the framework never judges.
    fn never_judged(&self, visit: &Name, many: &str) -> Diagnostic {
        let subjects = self.framework.subject.iter().filter(|kind| kind.scale.is_some());
        let subjects: Vec<_> = subjects.map(|kind| kind.id.as_str()).collect();
        let kinds = self.framework.finding.iter().filter(|kind| kind.scale.is_some());
        let kinds: Vec<_> = kinds.map(|kind| kind.many.as_str()).collect();
        let hint = match (subjects.as_slice(), kinds.as_slice()) {
            ([], []) => "leave it out; nothing is judged under this framework".to_owned(),
            ([], kinds) => format!("what is judged are {}", kinds.join(", ")),
            (subjects, _) => {
                format!(
                    "what is judged are subjects, each a `[[subject]]` with `id`: {}",
                    subjects.join(", ")
                )
            }
        };
        Diagnostic::error(visit.place, format!("under this framework, {many} are not judged"))
            .hint(hint)
    }

    /// Reports fewer subjects of the inspection's own than the framework requires.
    fn fewer(&self, kind: &SubjectKind) -> Option<Diagnostic> {
        let least = usize::from(kind.least?);
        let own = self.inspection.subject.iter();
        let own = own.filter(|subject| {
            subject_kind(self.framework, subject).is_some_and(|own| own.id.value == kind.id.value)
        });
        let count = own.count();
        (count < least).then(|| {
            let message = format!(
                "of `{}` there {} {count}, and {least} are asked for",
                kind.id.value,
                if count == 1 { "is" } else { "are" }
            );
            Diagnostic::of(Rule::SubjectCount, self.inspection.kind.place, message)
                .hint("add the others, each with `[[subject]]`")
        })
    }

    /// Reports a grade that the scores of the same visit cannot give. Where a sum lies between two bands, either is
    /// allowed; where scores are missing, any from the lowest to the highest that they could give.
    fn rating(&self, visit: &Visit) -> Option<Diagnostic> {
        let (kind, derived) =
            self.framework.subject.iter().find_map(|kind| Some((kind, kind.derived.as_ref()?)))?;
        let of =
            |id: &str| self.inspection.subject.iter().find(|subject| subject.id.as_str() == id);
        let given = of(&kind.id)?.judgement.get(&visit.name)?;
        let scores = self.framework.scale(Some(&derived.from))?;
        let numbers = || scores.grade.iter().filter_map(|grade| grade.id.number());
        let (lowest, highest) = (numbers().min()?, numbers().max()?);
        let asked = self.framework.subject.iter().filter(|scored| {
            scored.scale.as_ref().is_some_and(|scale| scale.value == derived.from.value)
        });
        let all: Vec<Option<i64>> = asked
            .map(|one| scores.grade(of(&one.id)?.judgement.get(&visit.name)?)?.id.number())
            .collect();
        let had: Vec<i64> = all.iter().copied().flatten().collect();
        let count = |some: usize| i64::try_from(some).unwrap_or(i64::MAX);
        let (missing, most) = (count(all.len() - had.len()), count(all.len()) * highest);
        let sum: i64 = had.iter().sum();
        let band = |percent: i64| derived.bands.iter().find(|band| band.from <= percent);
        let least = band((sum + missing * lowest) * 100 / most.max(1))?.from;
        let best = band(((sum + missing * highest) * 100 + most - 1) / most.max(1))?.from;
        let possible = derived.bands.iter().filter(|band| (least..=best).contains(&band.from));
        let possible: Vec<_> = possible.map(|band| &band.grade).collect();
        let scale = self.framework.scale(kind.scale.as_ref())?;
        let says = scale.grade(given)?;
        let fits = possible.iter().any(|grade| grade.value == says.id.value);
        (!fits && !had.is_empty()).then(|| {
            let titles = possible.iter().filter_map(|grade| scale.grade(grade));
            let titles: Vec<_> = titles.map(|grade| format!("`{}`", grade.title())).collect();
            let given_of = count(had.len()) * highest;
            let can = if titles.len() == 1 { "can only be" } else { "can be" };
            let are = match missing {
                0 => format!("are {sum} of {given_of}, which is"),
                1 => format!("are {sum} of {given_of} and one is missing, which {can}"),
                more => format!("are {sum} of {given_of} and {more} are missing, which {can}"),
            };
            let message =
                format!("the scores {are} {}, not `{}`", titles.join(" or "), says.title());
            Diagnostic::of(Rule::PublishedRating, given.place, message)
                .hint("check the scores and the rating against the report")
        })
    }
}

/// The error for a name that the framework or the inspection lacks.
fn unknown<'a>(name: &Name, no: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<_> = known.collect();
    let error = Diagnostic::error(name.place, format!("{no} `{}`", name.value));
    match closest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None if known.is_empty() => error.hint("leave it out; there is none"),
        None => error.hint(format!("there are {}", known.join(", "))),
    }
}

/// The error for a grade that a scale lacks.
fn no_grade(grade: &Placed<Id>, scale: &Grading) -> Diagnostic {
    let written: Vec<_> = scale.grade.iter().map(|grade| grade.id.written()).collect();
    let message = format!("`{}` is not one of {}", grade.value, written.join(", "));
    let known = scale.grade.iter().map(|grade| grade.id.as_str());
    let error = Diagnostic::error(grade.place, message);
    // Short words are close to each other whatever they mean, as `poor` is to `good`.
    let near = closest(grade, known).filter(|near| near.len() > 5);
    match near.map(|near| Id::from(near).written()) {
        Some(near) => error.hint(format!("did you mean {near}?")),
        None => error.hint("write it as it stands there"),
    }
}
