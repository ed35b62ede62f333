//! Stage five: the document and its house style become Typst source.
//!
//! In come a [`Document`] and a [`Style`]; out comes source that Typst compiles. The templates under
//! `templates/` decide what is said and in which order; Typst's functions decide how it looks. Text
//! reaches Typst only as string literals, which one formatter here writes, so no text is ever code.

use minijinja::value::{Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};
use typst::syntax::VirtualPath;

use crate::compose::document::Document;
use crate::diag::Diagnostic;
use crate::model::style::Style;
use crate::pack::Furniture;
use crate::world::{BUILTIN, World};

/// How much work the templates of one paper may do, in minijinja's instructions.
const FUEL: u64 = 500_000_000;

/// The most characters, times the number of columns, of a row that is kept on one page.
const UNBROKEN: usize = 2_000;

/// The most characters of a paragraph that is kept on the page of the list that it leads in to.
const BRIEF: usize = 300;

/// How deep values of a document stand in one another at most, as far as measuring them goes.
const DEEPEST: usize = 64;

/// The template that every paper starts from.
const PAPER: &str = "typst/paper.typ.jinja";

/// The template that the furniture of every pack starts from.
const PACK: &str = "typst/pack.typ.jinja";

/// Renders a document as Typst source. `style_folder` is where the style's own templates and
/// functions are.
pub fn typst(
    world: &World,
    document: &Document,
    style: &Style,
    style_folder: &str,
) -> Result<String, Diagnostic> {
    render(world, PAPER, [("document", Value::from(Serde(document)))], style, style_folder)
}

/// Renders the furniture of a pack as Typst source: the agenda, then a page for each page of a paper.
pub fn pack(
    world: &World,
    furniture: &Furniture,
    style: &Style,
    style_folder: &str,
) -> Result<String, Diagnostic> {
    let values = [
        ("document", Value::from(Serde(&furniture.document))),
        ("pack", Value::from(Serde(furniture))),
        ("pack_functions", Value::from(format!("{BUILTIN}/typst/pack.typ"))),
    ];
    render(world, PACK, values, style, style_folder)
}

/// Renders values through a template and those that it uses.
fn render<const N: usize>(
    world: &World,
    main: &str,
    values: [(&'static str, Value); N],
    style: &Style,
    style_folder: &str,
) -> Result<String, Diagnostic> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    environment.set_formatter(literal);
    environment.add_filter("code", |text: &str| Value::from_safe_string(quoted(text)));
    environment.add_test("short", short);
    environment.add_test("brief", |inlines: &Value| length(inlines, 0) <= BRIEF);
    environment.add_filter("raw_number", |value: &Value| number(value));
    let mut syntax = minijinja::syntax::SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build().expect("the delimiters are the usual ones"));
    for name in ["typst/blocks.typ.jinja", "typst/looks.typ.jinja", main] {
        let source = template(world, style_folder, name)?;
        environment.add_template_owned(name, source).map_err(|error| broken(&error))?;
    }
    let own_functions = VirtualPath::new(format!("{style_folder}/style.typ")).ok();
    let own_functions = own_functions.filter(|path| world.has(World::id(path)));
    let common = [
        ("style", Value::from(Serde(style))),
        ("functions", Value::from(format!("{BUILTIN}/typst/lib.typ"))),
        (
            "own_functions",
            own_functions.map_or(Value::from(()), |path| path.get_with_slash().into()),
        ),
    ];
    let context = Value::from_pairs(common.into_iter().chain(values));
    let template = environment.get_template(main).map_err(|error| broken(&error))?;
    template.render(context).map_err(|error| broken(&error))
}

/// A template by name: the style's own, or the common one.
fn template(world: &World, style_folder: &str, name: &str) -> Result<String, Diagnostic> {
    let own = VirtualPath::new(format!("{style_folder}/{name}")).ok().map(|path| World::id(&path));
    let id = own.filter(|own| world.has(*own)).unwrap_or_else(|| World::builtin(name));
    world.text(id).map_err(|error| world.unreadable(id, &error, None))
}

/// Writes a value where a template places it: text as a literal of markup mode, and nothing else.
fn literal(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        // Without the semicolon a bracket, parenthesis or dot that follows would be read as a call.
        Some(text) => write!(out, "#{};", quoted(text)).map_err(Error::from),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a {} cannot be placed as it is; use a filter", value.kind()),
        )),
    }
}

/// Text as a string literal of Typst's code mode.
fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for next in text.chars() {
        match next {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ => literal.push(next),
        }
    }
    literal.push('"');
    literal
}

/// Whether a row of a table is so short that it cannot fill a page, even in narrow columns; such a row stays
/// whole, while a longer one may go on overleaf.
fn short(row: &Value) -> bool {
    let columns = row.len().unwrap_or(1).max(1);
    let longest =
        row.try_iter().into_iter().flatten().map(|cell| length(&cell, 0)).max().unwrap_or(0);
    longest.saturating_mul(columns) <= UNBROKEN
}

/// How many characters a value holds, counting a new block as a line of forty.
fn length(value: &Value, depth: usize) -> usize {
    if depth > DEEPEST {
        return UNBROKEN;
    }
    match value.kind() {
        ValueKind::String => value.as_str().map_or(0, |text| text.chars().count()),
        ValueKind::Seq => {
            let inside = value.try_iter().into_iter().flatten();
            inside.fold(0, |sum, inside| {
                sum.saturating_add(length(&inside, depth + 1)).saturating_add(8)
            })
        }
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            let inside = keys.filter_map(|key| value.get_item(&key).ok());
            inside.fold(0, |sum, inside| sum.saturating_add(length(&inside, depth + 1)))
        }
        _ => 0,
    }
}

/// A number as Typst writes it.
fn number(value: &Value) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::Number => Ok(Value::from_safe_string(value.to_string())),
        kind => Err(Error::new(ErrorKind::InvalidOperation, format!("a {kind} is no number"))),
    }
}

/// The diagnostic for a template that fails.
fn broken(error: &Error) -> Diagnostic {
    let name = error.name().unwrap_or_default();
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Diagnostic::error(None, format!("the template {name}{line} fails: {detail}"))
        .hint("if the template is your council's own, correct it there; otherwise this is a fault in this program")
}
