//! Loads inspections, plans and reviews, with the files that they name.

use typst::syntax::FileId;

use super::file::record;
use super::framework::framework;
use super::kind::is_known;
use super::scale;
use crate::derive;
use crate::derive::inspection::Inspected;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::language::case::sentence_case;
use crate::model::figures::Figures;
use crate::model::inspection::{Inspection, Visit};
use crate::model::plan::Plan;
use crate::model::review::Review;
use crate::read::{self, Name};
use crate::world::World;

/// Loads an inspection and its framework. `named` is the name in another file that led here, if one did.
pub(super) fn inspection(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Inspected> {
    let mut findings = Findings::default();
    let inspection = findings.take(record::<Inspection>(world, file, named));
    let day =
        inspection.iter().flat_map(|inspection| &inspection.visit).filter_map(Visit::day).min();
    let framework =
        inspection.as_ref().map(|inspection| framework(world, &inspection.framework, day));
    let framework = framework.and_then(|framework| findings.take(framework));
    let inspected = inspection.zip(framework);
    let inspected = inspected.map(|(inspection, framework)| Inspected::new(inspection, framework));
    let inspected = inspected.and_then(|inspected| findings.take(inspected));
    findings.go_on(inspected)
}

/// Loads a council's own figures.
pub(super) fn figures(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Figures> {
    let mut findings = Findings::default();
    let figures = findings.take(record(world, file, named));
    findings.extend(figures.iter().flat_map(derive::figures::validate));
    findings.finish(figures)
}

/// Loads a plan and the inspections that it names.
pub(super) fn planned(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Planned> {
    let mut findings = Findings::default();
    let Some(plan) = findings.take(record::<Plan>(world, file, named)) else {
        return findings.finish(None);
    };
    let inspections: Vec<_> = plan
        .inspection
        .iter()
        .map(|named| findings.take(beside(world, file, named, "inspection", inspection)))
        .collect();
    // The problems of an unreadable inspection are not repeated as problems of the plan.
    let Some(inspections) = inspections.into_iter().collect::<Option<Vec<_>>>() else {
        return findings.finish(None);
    };
    findings.extend(derive::plan::validate(&plan, &inspections));
    let mut planned = Planned { plan, inspections, scale: scale::common() };
    settle(&mut planned);
    findings.go_on(Some(planned))
}

/// Gives each area without a title the short name of a finding it answers, or the words of its `id`; and gives the
/// plan the months between reviews of its kind.
fn settle(planned: &mut Planned) {
    let titles: Vec<_> = planned
        .plan
        .area
        .iter()
        .map(|area| {
            let short = planned.answered(area).find_map(|(_, finding)| finding.title.clone());
            short.unwrap_or_else(|| Name::new(sentence_case(&area.id), area.id.place))
        })
        .collect();
    let months = planned.kind().and_then(|kind| kind.review_months);
    planned.plan.review_months = planned.plan.review_months.or(months);
    for (area, title) in planned.plan.area.iter_mut().zip(titles) {
        area.title.get_or_insert(title);
    }
}

/// Loads a review and its plan.
pub(super) fn reviewed(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Reviewed> {
    let mut findings = Findings::default();
    let Some(review) = findings.take(record::<Review>(world, file, named)) else {
        return findings.finish(None);
    };
    // Nothing can be checked against a day that is missing or cannot be read.
    let whole = !findings.has_errors();
    let planned = findings.take(beside(world, file, &review.plan, "plan", planned));
    let reviewed = planned.map(|planned| Reviewed { review, planned });
    findings.extend(reviewed.iter().filter(|_| whole).flat_map(derive::review::validate));
    findings.go_on(reviewed)
}

/// Loads a file that another file names, which must be of a kind.
pub(super) fn beside<T>(
    world: &World,
    from: FileId,
    named: &Name,
    kind: &str,
    load: impl FnOnce(&World, FileId, Option<&Name>) -> Outcome<T>,
) -> Outcome<T> {
    let file = world.relative(from, named, named.place).map_err(|problem| vec![problem])?;
    let found = world.text(file).ok().and_then(|text| read::kind(file, &text));
    match found.filter(|found| found.value != kind && is_known(found)) {
        Some(found) => {
            let message = format!("`{}` is of kind `{}`, not `{kind}`", named.value, found.value);
            Err(vec![
                Diagnostic::error(named.place, message)
                    .hint(format!("name a file with `kind = \"{kind}\"`")),
            ])
        }
        None => load(world, file, Some(named)),
    }
}
