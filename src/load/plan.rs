//! Plans and reviews with the files that they name.

use typst::syntax::FileId;

use super::paper::record;
use super::{Name, scale};
use crate::derive;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::derive::words::sentence_case;
use crate::diag::Diagnostic;
use crate::model::inspection::{Inspection, Weakness};
use crate::model::plan::{Area, Plan};
use crate::model::review::Review;
use crate::world::World;

/// Loads an inspection. `named` is the name that led to it, if one did.
pub(super) fn inspection(
    world: &World,
    file: FileId,
    named: Option<&Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Inspection> {
    let inspection: Inspection = record(world, file, named, problems)?;
    let sound = raise(derive::inspection::validate(&inspection), problems);
    sound.then_some(inspection)
}

/// Loads a plan and the inspection that it names.
pub(super) fn planned(
    world: &World,
    file: FileId,
    named: Option<&Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Planned> {
    let mut plan: Plan = record(world, file, named, problems)?;
    let inspection = match &plan.inspection {
        Some(named) => Some(beside(world, file, named, "inspection", problems, inspection)?),
        None => None,
    };
    let sound = raise(derive::plan::validate(&plan, inspection.as_ref()), problems);
    plan.area.iter_mut().for_each(|area| entitle(area, inspection.as_ref()));
    sound.then_some(Planned { plan, inspection, scale: scale::common() })
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
pub(super) fn reviewed(
    world: &World,
    file: FileId,
    named: Option<&Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Reviewed> {
    let review: Review = record(world, file, named, problems)?;
    let planned = beside(world, file, &review.plan, "plan", problems, planned)?;
    let reviewed = Reviewed { review, planned };
    let sound = raise(derive::review::validate(&reviewed), problems);
    sound.then_some(reviewed)
}

/// Loads the file of a kind that another names.
pub(super) fn beside<T>(
    world: &World,
    from: FileId,
    named: &Name,
    kind: &str,
    problems: &mut Vec<Diagnostic>,
    load: impl FnOnce(&World, FileId, Option<&Name>, &mut Vec<Diagnostic>) -> Option<T>,
) -> Option<T> {
    let file =
        world.relative(from, named, named.place).map_err(|problem| problems.push(problem)).ok()?;
    let found = world.text(file).ok().and_then(|text| super::kind(file, &text));
    if let Some(found) = found.filter(|found| found.value != kind) {
        let message = format!("`{}` is of kind `{}`, not `{kind}`", named.value, found.value);
        problems.push(
            Diagnostic::error(named.place, message)
                .hint(format!("name a file with `kind = \"{kind}\"`")),
        );
        return None;
    }
    load(world, file, Some(named), problems)
}

/// Adds what was found, and says whether none of it is an error.
fn raise(found: Vec<Diagnostic>, problems: &mut Vec<Diagnostic>) -> bool {
    let sound = !found.iter().any(Diagnostic::is_error);
    problems.extend(found);
    sound
}
