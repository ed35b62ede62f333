//! Settles the font families of a house style on those that are there.
//!
//! A style that asks for families by name comes in; the same style goes out, asking only for families that the paper
//! can have.

use typst::World as _;

use crate::diag::{Diagnostic, Rule, closest};
use crate::model::style::{Letters, Look, Style};
use crate::read::Name;
use crate::world::World;

/// Common families that are not built in, each with a built-in one of the same widths.
const SAME_WIDTHS: [(&str, &str); 6] = [
    ("arial", SANS),
    ("helvetica", SANS),
    ("times new roman", SERIF),
    ("times", SERIF),
    ("courier new", MONO),
    ("courier", MONO),
];

const SANS: &str = "Liberation Sans";
const SERIF: &str = "Liberation Serif";
const MONO: &str = "Liberation Mono";

/// Leaves in every look the families that are there; without any, puts in a built-in one and warns.
pub(super) fn settle(world: &World, style: &mut Style) -> Vec<Diagnostic> {
    let variants = style.variant.0.iter_mut().flat_map(|(_, variant)| &mut variant.look.0);
    let looks = style.look.0.iter_mut().chain(variants);
    looks.filter_map(|(_, look)| settle_look(world, look)).collect()
}

/// Settles one look; a warning where none of its families is there.
fn settle_look(world: &World, look: &mut Look) -> Option<Diagnostic> {
    let wanted = look.font.take()?;
    let first = wanted.first()?;
    let mut found: Vec<Name> = wanted.iter().filter_map(|name| family(world, name)).collect();
    let mut warning = None;
    if found.is_empty() {
        let instead = match Letters::of(first) {
            Letters::Sans => SANS,
            Letters::Serif => SERIF,
            Letters::Mono => MONO,
        };
        warning = Some(missing(world, first, instead));
        found.push(Name::new(instead.to_owned(), first.place));
    }
    look.font = Some(found);
    warning
}

/// The family with a name, or the built-in one that replaces it.
fn family(world: &World, name: &Name) -> Option<Name> {
    let small = name.trim().to_lowercase();
    if world.book().contains_family(&small) {
        return Some(name.clone());
    }
    let same = SAME_WIDTHS.iter().find(|(known, _)| *known == small);
    same.map(|(_, same)| Name::new((*same).to_owned(), name.place))
}

/// The warning for a family that is not there.
fn missing(world: &World, name: &Name, instead: &str) -> Diagnostic {
    let known: Vec<&str> = world
        .book()
        .families()
        .map(|(family, _)| family)
        .filter(|family| !family.starts_with("Capitals of "))
        .collect();
    let message = format!("there is no font `{}`, so {instead} stands in its place", name.value);
    let warning = Diagnostic::of(Rule::MissingFont, name.place, message);
    let warning = match closest(name, known.iter().copied()) {
        Some(near) => warning.hint(format!("did you mean \"{near}\"?")),
        None => warning,
    };
    warning.hint(format!(
        "put the font’s files (.ttf or .otf) into the workspace’s `fonts` folder, or use one of {}",
        known.join(", ")
    ))
}
