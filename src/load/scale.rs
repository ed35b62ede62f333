//! The status scale of a council: the workspace's own, or one that is built in.

use typst::syntax::VirtualPath;

use super::paper::{is_plain, record};
use super::{Name, load};
use crate::diag::{Diagnostic, closest};
use crate::model::scale::Scale;
use crate::world::{World, builtin_names};

/// The scale where a council names none.
const COMMON: &str = include_str!("../../templates/scales/five-point.toml");

/// The scale where a council names none.
pub(crate) fn common() -> Scale {
    let file = World::builtin("scales/five-point.toml");
    load(file, COMMON).0.expect("the scale is part of the program, and a test reads it")
}

/// Loads the scale that a council names, or the common one.
pub(super) fn scale(
    world: &World,
    named: Option<&Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Scale> {
    let Some(named) = named else { return Some(common()) };
    let path = format!("scales/{}.toml", named.value);
    let own = VirtualPath::new(&path).ok().map(|path| World::id(&path));
    let file = match own {
        Some(own) if is_plain(named) && world.has(own) => own,
        _ if is_plain(named) && world.has(World::builtin(&path)) => World::builtin(&path),
        _ => {
            problems.push(unknown(named));
            return None;
        }
    };
    let scale: Scale = record(world, file, Some(named), problems)?;
    let found = scale.check();
    let sound = !found.iter().any(Diagnostic::is_error);
    problems.extend(found);
    sound.then_some(scale)
}

/// The error for a scale that is not there.
fn unknown(named: &Name) -> Diagnostic {
    let known: Vec<_> = builtin_names("scales/")
        .filter_map(|name| name.strip_prefix("scales/")?.strip_suffix(".toml"))
        .collect();
    let message = format!("there is no status scale `{}`", named.value);
    let error = Diagnostic::error(named.place, message);
    let error = match closest(named, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error,
    };
    error.hint(format!(
        "the scales that are built in are {}; your own goes into the workspace's `scales` folder",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Status;

    #[test]
    fn every_scale_that_is_built_in_has_a_level_for_every_status() {
        let names: Vec<_> = builtin_names("scales/").collect();
        assert_eq!(names.len(), 4);
        for name in names {
            let world = crate::world::Workspace::memory([]).world();
            let file = World::builtin(name);
            let (scale, problems) = load::<Scale>(file, &world.text(file).unwrap());
            assert_eq!(problems, [], "{name}");
            assert_eq!(scale.unwrap().check(), [], "{name}");
        }
        assert_eq!(common().level.len(), Status::ALL.len());
    }

    #[test]
    fn a_scale_that_leaves_out_or_doubles_a_status_is_wrong_at_its_line() {
        let text = COMMON.replace("[\"behind\"]", "[\"at-risk\"]").replace("Not started", "Behind");
        let scale = load::<Scale>(World::builtin("x.toml"), &text).0.unwrap();
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
