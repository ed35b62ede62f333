//! Renders a document in its house style as Typst source, HTML and Word files.
//!
//! A [`Document`](crate::document::Document) and a [`Style`](crate::model::style::Style) come in; text or a Word file
//! goes out. The templates under `templates/` decide the content and its order; Typst functions, CSS and Word styles
//! decide the looks. Each output has a file here, and its own way of writing the words of users so that none of them
//! is ever code.

mod docx;
mod fit;
mod html;
mod typst;
mod words;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

use ::typst::syntax::VirtualPath;

pub(crate) use self::docx::{LINE, WHOLE, docx, name_of_line};
pub(crate) use self::html::{address_of, html};
pub(crate) use self::typst::Typst;
use crate::bounds::without_multipliers;
use crate::diag::Diagnostic;
use crate::load::house::House;
use crate::world::World;

/// The most work that the templates of one paper may do, in minijinja's instructions.
const FUEL: u64 = 100_000_000;

/// An environment with some templates, which a house style can replace with its own.
fn environment(
    world: &World,
    style_folder: &str,
    names: &[&'static str],
    escape: AutoEscape,
) -> Result<Environment<'static>, Diagnostic> {
    let mut environment = Environment::new();
    // Set before any template is added, since each keeps the escaping of that moment.
    environment.set_auto_escape_callback(move |_| escape.clone());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    without_multipliers(&mut environment);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.add_function("refuse", |kind: &str| refused(kind));
    environment.set_syntax(syntax.build().expect("the delimiters are the usual ones"));
    for name in names {
        let source = file(world, style_folder, name)?;
        environment.add_template_owned(*name, source).map_err(|error| broken(&error))?;
    }
    Ok(environment)
}

/// Fails on a kind of thing that the templates do not know, so that none is left out silently.
fn refused(kind: &str) -> Result<Value, Error> {
    let what = format!("it does not know the kind `{kind}`");
    Err(Error::new(ErrorKind::InvalidOperation, what))
}

/// A file under `templates/` by name: the style's own, or else the common one.
fn file(world: &World, style_folder: &str, name: &str) -> Result<String, Diagnostic> {
    let own = VirtualPath::new(format!("{style_folder}/{name}")).ok().map(|path| World::id(&path));
    let id = own.filter(|own| world.has(*own)).unwrap_or_else(|| World::builtin(name));
    world.text(id).map_err(|error| world.unreadable(id, &error, None))
}

/// The words of a page number, with `{{ page }}` and `{{ pages }}` in them: the house style's, or else the
/// language's.
fn page_number_of(house: &House) -> String {
    match &house.style.page.number {
        Some(own) => own.value.clone(),
        None => house.wording.say("page-of-pages", page_placeholders()),
    }
}

/// Placeholders for the numbers that are known only once the pages are laid out.
fn page_placeholders() -> Value {
    context! { page => "{{ page }}", pages => "{{ pages }}" }
}

/// The error for a template that fails.
fn broken(error: &Error) -> Diagnostic {
    let name = error.name().unwrap_or_default();
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Diagnostic::error(None, format!("the template {name}{line} fails: {detail}"))
        .hint("if the template is your council's own, correct it there; otherwise this is a fault in this program")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Workspace;

    #[test]
    fn a_kind_that_templates_do_not_know_is_refused_and_never_left_out() {
        let world = Workspace::memory([]).world();
        let sets: [&[&str]; 2] =
            [&["typst/blocks.typ.jinja"], &["html/blocks.html.jinja", "html/charts.html.jinja"]];
        for names in sets {
            let mut environment =
                environment(&world, "/styles/x", names, AutoEscape::Html).unwrap();
            environment.add_global("language", "en");
            environment.add_filter("joined", words::joined);
            environment.add_filter("stays", fit::stays);
            for called in ["inlines", "blocks"] {
                let source = format!(
                    "{{% from {:?} import {called} %}}{{{{ {called}([{{'kind': 'hologram'}}]) }}}}",
                    names[0]
                );
                let error = environment.render_str(&source, ()).unwrap_err();
                let said = broken(&error).message + &error.to_string();
                assert!(said.contains("does not know the kind `hologram`"), "{names:?}: {said}");
            }
        }
    }
}
