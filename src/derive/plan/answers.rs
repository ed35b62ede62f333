//! Finds the inspection findings that a plan answers, and those that it should.

use super::Planned;
use crate::derive::inspection::{self, Inspected};
use crate::diag::{Diagnostic, Findings, Rule, closest};
use crate::model::framework::PlanKind;
use crate::model::inspection::Finding;
use crate::model::plan::{Area, Link, Plan};
use crate::read::Name;

impl Planned {
    /// The findings that an area answers, each with its inspection.
    pub(crate) fn answered(&self, area: &Area) -> impl Iterator<Item = (&Inspected, &Finding)> {
        area.links().filter_map(|link| answered(&self.plan, &self.inspections, link).ok())
    }

    /// The framework's kind of plan for this plan, if there is one.
    pub(crate) fn kind(&self) -> Option<&PlanKind> {
        self.inspections.iter().find_map(|inspected| kind(&self.plan, inspected))
    }
}

/// The kind of plan in the framework of an inspection: the one that the plan names, or else the one with its name.
fn kind<'i>(plan: &Plan, inspected: &'i Inspected) -> Option<&'i PlanKind> {
    let framework = &inspected.framework;
    let named = [plan.r#type.as_ref(), Some(&plan.name), plan.short.as_ref()];
    named.into_iter().flatten().find_map(|name| framework.plan(name))
}

/// The finding that a link points at, with its inspection; an error where there is none, or several.
fn answered<'i>(
    plan: &Plan,
    inspections: &'i [Inspected],
    link: &Link,
) -> Result<(&'i Inspected, &'i Finding), Diagnostic> {
    let named = plan.inspection.iter().zip(inspections);
    let of = |file: &Name| link.of.as_ref().is_none_or(|of| of.value == file.value);
    let in_question = || named.clone().filter(|(file, _)| of(file)).map(|(_, inspected)| inspected);
    let is_kind = |finding: &Finding| {
        let own = finding.kind.as_ref().map(|kind| kind.as_str());
        link.kind.as_ref().is_none_or(|kind| own == Some(kind.as_str()))
    };
    let findings = in_question().flat_map(|inspected| {
        let some = inspected.inspection.finding.iter().filter(|finding| is_kind(finding));
        some.map(move |finding| (inspected, finding))
    });
    let findings: Vec<_> = findings.collect();
    let meant: Vec<_> =
        findings.iter().filter(|(_, finding)| finding.id.value == link.id.value).collect();
    let place = link.id.place;
    let written = link.id.written();
    match meant.as_slice() {
        [one] => Ok(**one),
        [] => {
            let ids: Vec<_> = findings.iter().map(|(_, finding)| finding.id.written()).collect();
            let whose = if in_question().count() == 1 {
                "the inspection has"
            } else {
                "the inspections have"
            };
            let error = Diagnostic::error(place, format!("{whose} no finding {written}"));
            let known = findings.iter().map(|(_, finding)| finding.id.as_str());
            Err(match closest(&link.id, known) {
                _ if ids.is_empty() => {
                    error.hint("leave it out, or add the finding to the inspection")
                }
                Some(near) if link.id.number().is_none() => {
                    error.hint(format!("did you mean \"{near}\"?"))
                }
                _ => error.hint(format!("there are {}", ids.join(", "))),
            })
        }
        [(one, first), (other, second), ..] => {
            let error =
                Diagnostic::error(place, format!("{written} could be one of several findings"));
            let file = plan.inspection.first().map_or("inspection.toml", |file| file.as_str());
            let kind = |finding: &Finding| finding.kind.as_ref().map(|kind| kind.value.clone());
            Err(if std::ptr::eq(*one, *other) {
                let kinds: Vec<_> =
                    [first, second].into_iter().filter_map(|one| kind(one)).collect();
                let kinds = kinds.join("\" or \"");
                error.hint(format!(
                    "say of which kind, \"{kinds}\": `{{ kind = \"…\", id = {written} }}`"
                ))
            } else {
                error.hint(format!(
                    "say of which inspection: `{{ of = \"{file}\", id = {written} }}`"
                ))
            })
        }
    }
}

/// Reports links that point at no finding or at several, a kind of plan that no framework has, findings that no area
/// answers though one should, and areas that answer none.
pub(super) fn validate(plan: &Plan, inspections: &[Inspected]) -> Vec<Diagnostic> {
    let mut found = Findings::default();
    if let (Some(named), [first, ..]) = (&plan.r#type, inspections)
        && inspections.iter().all(|inspected| inspected.framework.plan(named).is_none())
    {
        let known = first.framework.plan.iter().map(|kind| kind.id.as_str());
        let message = format!("the framework leads to no plan `{}`", named.value);
        let error = Diagnostic::error(named.place, message);
        found.push(match closest(named, known.clone()) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error.hint(match known.collect::<Vec<_>>() {
                known if known.is_empty() => "leave `type` out".to_owned(),
                known => format!("it leads to {}", known.join(", ")),
            }),
        });
    }
    let mut met: Vec<(&Inspected, &Finding)> = Vec::new();
    if !inspections.is_empty() {
        let links = plan.area.iter().flat_map(Area::links);
        let answered = links.map(|link| answered(plan, inspections, link));
        met.extend(answered.filter_map(|one| found.note(one)));
    }
    for (file, inspected) in plan.inspection.iter().zip(inspections) {
        let met: Vec<_> = met
            .iter()
            .filter(|(of, _)| std::ptr::eq(*of, inspected))
            .map(|(_, one)| *one)
            .collect();
        found.extend(unanswered(plan, file, inspected, &met));
    }
    let ids = || inspections.iter().flat_map(|inspected| &inspected.inspection.finding);
    let ids: Vec<_> = ids().map(|finding| finding.id.written()).collect();
    for area in plan.area.iter().filter(|area| !ids.is_empty() && area.links().next().is_none()) {
        let message = format!("the area `{}` answers no finding", area.id.value);
        found.push(
            Diagnostic::of(Rule::AreaWithoutFinding, area.place, message)
                .hint(format!("add `finding = …`, of {}", ids.join(", "))),
        );
    }
    found.into_inner()
}

/// Reports in one diagnostic the findings of an inspection that a plan should answer and no area does.
///
/// These are the findings of the kinds that such a plan answers, unless they are good or settled. A finding below
/// another is answered with it, and the other with every finding below.
fn unanswered(
    plan: &Plan,
    file: &Name,
    inspected: &Inspected,
    met: &[&Finding],
) -> Option<Diagnostic> {
    let of_plan = kind(plan, inspected);
    let figures = inspection::figures(inspected, None);
    let is_met = |finding: &Finding| {
        met.iter().any(|met| {
            let below = |one: &Finding, other: &Finding| {
                one.under.as_ref().is_some_and(|under| under.value == other.id.value)
            };
            let same = met.id.value == finding.id.value && kind_of(met) == kind_of(finding);
            same || below(met, finding) || below(finding, met)
        })
    };
    let left = figures.findings.iter().filter(|found| {
        let kind = inspected.kind(&found.finding);
        let asked = kind.is_some_and(|kind| match of_plan {
            Some(plan) => plan.answers.iter().any(|one| one.value == kind.id.value),
            None => !kind.good,
        });
        asked && !found.standing.is_settled() && !is_met(&found.finding)
    });
    let left: Vec<_> = left.map(|found| format!("{} {}", found.one, *found.finding.id)).collect();
    (!left.is_empty()).then(|| {
        let message = format!("no area of the plan answers {}", left.join(", "));
        Diagnostic::of(Rule::FindingWithoutArea, file.place, message).hint(
            "name the finding in an area, with `finding = …`; where another plan answers it, say which plan this is with `type`",
        )
    })
}

/// The name of a finding's kind.
fn kind_of(finding: &Finding) -> Option<&str> {
    finding.kind.as_ref().map(|kind| kind.as_str())
}
