//! Loads the sources of a paper: the data that its prose can name.
//!
//! In come the names and paths under `[sources]`; out come the data, by their names in prose, and the names of those
//! that could not be read.

use minijinja::machinery::ast::Expr;
use minijinja::machinery::parse_expr;
use typst::syntax::FileId;

use super::data;
use super::kind::{self, is_known};
use crate::derive::{self, Source};
use crate::diag::{Diagnostic, Findings, Outcome};
use crate::model::report::Report;
use crate::read::fields::spelt;
use crate::read::{self, Decode, Entries, Name};
use crate::world::World;

/// Sources by their names in prose, and the names of those that could not be read.
pub(super) type Sources = (Vec<(String, Source)>, Vec<String>);

/// A name as prose writes it, with underscores.
pub(super) fn in_prose(name: &Name) -> String {
    name.replace('-', "_")
}

/// Whether prose can use this name for a source.
fn can_be_named(name: &str) -> bool {
    matches!(parse_expr(name), Ok(Expr::Var(_))) && !["ref", "working_days"].contains(&name)
}

/// Loads the sources that a paper names.
pub(super) fn sources(world: &World, file: FileId, named: &Entries<Name>) -> Outcome<Sources> {
    let mut findings = Findings::default();
    let (mut sources, mut unread) = Sources::default();
    for (name, path) in named.iter() {
        let strayed =
            Report::KEYS.iter().any(|key| spelt(key) == **name) && !path.ends_with(".toml");
        let found = if strayed {
            let message =
                format!("`{}` belongs to the report itself, and names no file", name.value);
            let hint = "move the line above the first one in square brackets";
            findings.push(Diagnostic::error(name.place, message).hint(hint));
            None
        } else if !can_be_named(&in_prose(name)) {
            let message = format!("`{}` cannot be the name of a source", name.value);
            let hint = "prose must be able to name it: use letters, digits and hyphens, a letter first, and no word of expressions, such as `not`, `none` or `ref`";
            findings.push(Diagnostic::error(name.place, message).hint(hint));
            None
        } else {
            let id = findings.note(world.relative(file, path, path.place));
            id.and_then(|id| findings.take(source(world, id, path)))
        };
        match found {
            Some(source) => sources.push((in_prose(name), source)),
            None => unread.push(in_prose(name)),
        }
    }
    findings.go_on(Some((sources, unread)))
}

/// Loads one source, by the kind that its file declares.
fn source(world: &World, id: FileId, named: &Name) -> Outcome<Source> {
    let text = world.text(id);
    let text = text.map_err(|error| vec![world.unreadable(id, &error, named.place)])?;
    let mut findings = Findings::default();
    let named_as = Some(named);
    let kind = read::kind(id, &text);
    let source = match kind.as_ref().map(|kind| kind.as_str()) {
        Some("inspection") => findings
            .take(data::inspection(world, id, named_as))
            .map(|inspection| Source::Inspection(Box::new(inspection))),
        Some("plan") => findings
            .take(data::planned(world, id, named_as))
            .map(|planned| Source::Plan(Box::new(planned))),
        Some("review") => findings
            .take(data::reviewed(world, id, named_as))
            .map(|reviewed| Source::Review(Box::new(reviewed))),
        Some("figures") => findings
            .take(data::figures(world, id, named_as))
            .map(|figures| Source::Figures(derive::figures::tables(&figures))),
        Some(other) if is_known(other) => {
            let message = format!("`{}` is of kind `{other}`, which prose cannot use", named.value);
            findings.push(
                Diagnostic::error(named.place, message)
                    .hint("name an inspection, a plan, a review or figures"),
            );
            None
        }
        Some(_) => {
            findings.extend(kind.as_ref().map(kind::unknown));
            None
        }
        None => {
            let message = format!("`{}` does not say what kind of data it is", named.value);
            findings.push(
                Diagnostic::error(named.place, message).hint(
                    "start the file with `kind = \"inspection\"`, `\"plan\"`, `\"review\"` or `\"figures\"`",
                ),
            );
            None
        }
    };
    findings.go_on(source)
}
