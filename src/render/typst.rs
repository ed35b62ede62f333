//! The document as Typst source.
//!
//! Text reaches Typst only as string literals, which one formatter here writes, so no text is ever code.

mod words;

use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};
use typst::syntax::VirtualPath;

use super::{broken, environment, fit, page_number_of, page_placeholders};
use crate::diag::Diagnostic;
use crate::document::furniture::Furniture;
use crate::document::{Cleared, Document};
use crate::load::house::House;
use crate::model::style::{NumberPiece, pieces};
use crate::world::{BUILTIN, World};

/// The template of blocks and inlines.
const BLOCKS: &str = "typst/blocks.typ.jinja";

/// The template that every paper starts from.
const PAPER: &str = "typst/paper.typ.jinja";

/// The template of the functions and the looks of a house style.
const LOOKS: &str = "typst/looks.typ.jinja";

/// The template that the furniture of every pack starts from.
const PACK: &str = "typst/pack.typ.jinja";

/// The template of what is drawn by itself.
const DRAWING: &str = "typst/drawing.typ.jinja";

/// Renders an edition of a paper as Typst source.
pub(crate) fn typst(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
) -> Result<String, Diagnostic> {
    paper(world, document, house, true)
}

/// Renders an edition of a paper that fills pages of a pack: those have the numbers of the pack, so the paper prints
/// none of its own.
pub(crate) fn typst_in_pack(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
) -> Result<String, Diagnostic> {
    paper(world, document, house, false)
}

/// Renders a paper with or without numbers on its pages.
fn paper(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
    numbered: bool,
) -> Result<String, Diagnostic> {
    let values = [("document", Value::from(Serde(document))), ("numbered", Value::from(numbered))];
    render(world, PAPER, values, house)
}

/// Renders what a format that cannot draw it takes as a picture: a chart, the mark of a status, or a picture of another
/// kind, in a room of so many points.
pub(super) fn drawing(
    world: &World,
    house: &House,
    what: Value,
    room: f64,
) -> Result<String, Diagnostic> {
    render(world, DRAWING, [("drawn", what), ("room", Value::from(room))], house)
}

/// Renders the furniture of a pack as Typst source: the agenda, then a page for each page of a paper.
pub(crate) fn pack(
    world: &World,
    furniture: &Furniture,
    house: &House,
) -> Result<String, Diagnostic> {
    let values = [
        ("document", Value::from(Serde(&furniture.document))),
        ("pack", Value::from(Serde(furniture))),
        ("pack_functions", Value::from(format!("{BUILTIN}/typst/pack.typ"))),
    ];
    render(world, PACK, values, house)
}

/// Renders values through a template.
fn render<const N: usize>(
    world: &World,
    main: &'static str,
    values: [(&'static str, Value); N],
    house: &House,
) -> Result<String, Diagnostic> {
    let House { style, style_folder, .. } = house;
    let escape = AutoEscape::Custom("typst".into());
    let mut environment = environment(world, style_folder, &[BLOCKS, LOOKS, main], escape)?;
    environment.set_formatter(literal);
    environment.add_filter("code", |text: &str| Value::from_safe_string(words::quoted(text)));
    environment.add_filter("measured", fit::columns);
    environment.add_filter("lines", fit::lines);
    let document = values.iter().find(|(name, _)| *name == "document").map(|(_, value)| value);
    let layout = document.and_then(|document| document.get_attr("layout").ok());
    let room = fit::room(layout.as_ref().and_then(Value::as_str));
    environment.add_test("compact", move |table: &Value| fit::is_compact(table, room));
    environment.add_test("brief", fit::is_brief);
    environment.add_test("linked", fit::is_linked);
    environment.add_test("noted", fit::is_noted);
    environment.add_test("keeping", fit::is_keeping);
    environment.add_test("ending", fit::is_ending);
    environment.add_filter("high", fit::high);
    environment.add_filter("notes", fit::notes);
    environment.add_filter("held", fit::held);
    environment.add_filter("pieces", |text: &str| Value::from_safe_string(words::pieces(text)));
    environment.add_filter("raw_number", |value: &Value| number(value));
    let own_functions = VirtualPath::new(format!("{style_folder}/style.typ")).ok();
    let own_functions = own_functions.filter(|path| world.has(World::id(path)));
    let common = [
        ("style", Value::from(Serde(style))),
        ("style_folder", Value::from(style_folder.as_str())),
        ("page_number", page_number(&page_number_of(house))),
        ("stamped_number", page_number(&house.wording.say("page", page_placeholders()))),
        ("not_for_publication", Value::from(house.wording.word("not-for-publication"))),
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

/// The pieces of the wording of a page number: `page`, `pages`, or words.
fn page_number(wording: &str) -> Value {
    let piece = |piece: &NumberPiece<'_>| match piece {
        NumberPiece::Page => Value::from("page"),
        NumberPiece::Pages => Value::from("pages"),
        NumberPiece::Words(words) => Value::from_pairs([("words", Value::from(*words))]),
    };
    pieces(wording).unwrap_or_default().iter().map(piece).collect()
}

/// Writes a value where a template places it: text as a literal of markup mode, and nothing else.
fn literal(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        Some(text) => out.write_str(&words::markup(text)).map_err(Error::from),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a {} cannot be placed as it is; use a filter", value.kind()),
        )),
    }
}

/// A number as Typst writes it.
fn number(value: &Value) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::Number => Ok(Value::from_safe_string(value.to_string())),
        kind => Err(Error::new(ErrorKind::InvalidOperation, format!("a {kind} is no number"))),
    }
}
