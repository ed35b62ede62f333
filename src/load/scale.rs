//! Loads the status scale of a council: the workspace's own, or a built-in one.

use super::file::{Shelf, record};
use super::house;
use crate::diag::{Findings, Outcome};
use crate::model::scale::{self, Scale};
use crate::read::record::common as common_name;
use crate::read::{Name, read};
use crate::world::World;

/// The folder of status scales.
const SCALES: Shelf = Shelf { what: "status scale", folder: "scales", ending: ".toml" };

/// The text of the scale for councils that name none.
const COMMON: &str = include_str!("../../templates/scales/five-point.toml");

/// The scale for councils that name none, in English.
pub(crate) fn common() -> Scale {
    let scale = read(World::builtin("scales/five-point.toml"), COMMON);
    scale.expect("the scale is part of the program, and a test reads it").value
}

/// The scale of a workspace's council, if it can be read.
pub(crate) fn of_council(world: &World) -> Option<Scale> {
    let council = house::council(world).ok()?.value;
    scale(world, council.rag.as_ref(), None).ok().map(|scale| scale.value)
}

/// Loads the scale that a council names, or the common one, in a language if it has a version in it.
pub(super) fn scale(
    world: &World,
    named: Option<&Name>,
    language: Option<&Name>,
) -> Outcome<Scale> {
    let mut findings = Findings::default();
    let named = named.cloned().unwrap_or_else(|| common_name(scale::COMMON));
    let file = findings.note(SCALES.find_in(world, &named, language));
    let scale = file.and_then(|file| findings.take(record::<Scale>(world, file, Some(&named))));
    findings.extend(scale.iter().flat_map(Scale::check));
    findings.finish(scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Status;

    #[test]
    fn every_scale_that_is_built_in_has_a_level_for_every_status() {
        let names: Vec<_> = crate::world::builtin_names("scales/").collect();
        assert_eq!(names.len(), 8);
        for name in names {
            let world = crate::world::Workspace::memory([]).world();
            let file = World::builtin(name);
            let scale = read::<Scale>(file, &world.text(file).unwrap()).unwrap();
            assert_eq!(scale.findings, [], "{name}");
            assert_eq!(scale.value.check(), [], "{name}");
        }
        assert_eq!(common().level.len(), Status::ALL.len());
    }

    #[test]
    fn a_scale_has_the_same_levels_in_every_language() {
        let world = crate::world::Workspace::memory([]).world();
        let tag = common_name("cy-GB");
        for name in SCALES.built_in() {
            let statuses = |language| {
                let scale = scale(&world, Some(&common_name(name)), language).unwrap().value;
                let levels =
                    scale.level.into_iter().map(|level| (level.label.value, level.statuses));
                levels.unzip::<_, _, Vec<_>, Vec<_>>()
            };
            let (english, welsh) = (statuses(None), statuses(Some(&tag)));
            assert_eq!(english.1, welsh.1, "{name}");
            assert!(english.0.iter().all(|label| !welsh.0.contains(label)), "{name}");
        }
    }

    #[test]
    fn two_levels_with_one_mark_are_wrong_whatever_their_colours() {
        let own = "label = \"Watch\"\nmark = \"complete\"\ncolour = \"#7a4b00\"";
        let text = COMMON.replace("label = \"At risk\"", own);
        let scale = read::<Scale>(World::builtin("x.toml"), &text).unwrap().value;
        let [problem] = scale.check().try_into().unwrap();
        assert_eq!(problem.message, "this level has the mark of the level `Complete`");
        assert_eq!(
            problem.hints[0],
            "give it a `mark` of its own, so that it is told apart without colour: at-risk, diamond, half, star"
        );
    }

    #[test]
    fn a_scale_that_leaves_out_or_doubles_a_status_is_wrong_at_its_line() {
        let text = COMMON.replace("[\"behind\"]", "[\"at-risk\"]").replace("Not started", "Behind");
        let scale = read::<Scale>(World::builtin("x.toml"), &text).unwrap().value;
        let messages: Vec<_> = scale.check().into_iter().map(|problem| problem.message).collect();
        assert_eq!(
            messages,
            [
                "the status `at-risk` stands on two levels of the scale",
                "the scale has no level for the status `behind`",
                "two levels are called `Behind`",
            ]
        );
    }
}
