//! Inspections, plans and reviews, with the files that they name.

use typst::syntax::FileId;

use super::file::record;
use super::kind::is_known;
use super::scale;
use crate::derive;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::language::case::sentence_case;
use crate::model::inspection::{Inspection, Weakness};
use crate::model::plan::{Area, Plan};
use crate::model::review::Review;
use crate::read::{self, Name};
use crate::world::World;

/// Loads an inspection. `named` is the name that led to it, if one did.
pub(super) fn inspection(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Inspection> {
    let mut findings = Findings::default();
    let inspection = findings.take(record(world, file, named));
    findings.extend(inspection.iter().flat_map(derive::inspection::validate));
    findings.finish(inspection)
}

/// Loads a plan and the inspection that it names.
pub(super) fn planned(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Planned> {
    let mut findings = Findings::default();
    let Some(mut plan) = findings.take(record::<Plan>(world, file, named)) else {
        return findings.finish(None);
    };
    let inspection = plan
        .inspection
        .as_ref()
        .map(|named| findings.take(beside(world, file, named, "inspection", inspection)));
    // What is wrong with an inspection that cannot be read is not said of the plan as well.
    let Some(inspection) = inspection.map_or(Some(None), |found| found.map(Some)) else {
        return findings.finish(None);
    };
    findings.extend(derive::plan::validate(&plan, inspection.as_ref()));
    plan.area.iter_mut().for_each(|area| entitle(area, inspection.as_ref()));
    findings.finish(Some(Planned { plan, inspection, scale: scale::common() }))
}

/// Gives an area that has no title one: the short name of its weakness, or the words of its `id`.
fn entitle(area: &mut Area, inspection: Option<&Inspection>) {
    let weaknesses = inspection.iter().flat_map(|inspection| &inspection.weakness);
    let answered = |weakness: &&Weakness| {
        area.weakness.is_some_and(|number| number.value == weakness.id.value)
    };
    let short = weaknesses.filter(answered).find_map(|weakness| weakness.title.clone());
    let words = || Name::new(sentence_case(&area.id), area.id.place);
    area.title = area.title.take().or(short).or_else(|| Some(words()));
}

/// Loads a review and the plan that it is of.
pub(super) fn reviewed(world: &World, file: FileId, named: Option<&Name>) -> Outcome<Reviewed> {
    let mut findings = Findings::default();
    let Some(review) = findings.take(record::<Review>(world, file, named)) else {
        return findings.finish(None);
    };
    let planned = findings.take(beside(world, file, &review.plan, "plan", planned));
    let reviewed = planned.map(|planned| Reviewed { review, planned });
    findings.extend(reviewed.iter().flat_map(derive::review::validate));
    findings.finish(reviewed)
}

/// Loads the file of a kind that another names.
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
