//! The document as Typst source.
//!
//! Text reaches Typst only as string literals, which one formatter here writes, so no text is ever code.

use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};
use typst::syntax::VirtualPath;

use super::{broken, environment};
use crate::diag::Diagnostic;
use crate::document::furniture::Furniture;
use crate::document::{Cleared, Document};
use crate::load::house::House;
use crate::model::style::{NumberPiece, pieces};
use crate::world::{BUILTIN, World};

/// The most characters, times the number of columns, of a row that is kept on one page.
const UNBROKEN: usize = 2_000;

/// The most rows of a table that is kept on one page.
const FEW_ROWS: usize = 8;

/// How many characters stand in a line, as far as estimating heights goes.
const LINE: usize = 80;

/// The most characters of a paragraph that is kept on the page of the list that it leads in to.
const BRIEF: usize = 300;

/// The most characters of a word that may have a line to itself; a longer one, such as an address, may break anywhere.
const UNBREAKABLE: usize = 24;

/// How deep values of a document stand in one another at most, as far as measuring them goes.
const DEEPEST: usize = 64;

/// The template of blocks and inlines.
const BLOCKS: &str = "typst/blocks.typ.jinja";

/// The template that every paper starts from.
const PAPER: &str = "typst/paper.typ.jinja";

/// The template of the functions and the looks of a house style.
const LOOKS: &str = "typst/looks.typ.jinja";

/// The template that the furniture of every pack starts from.
const PACK: &str = "typst/pack.typ.jinja";

/// Renders an edition of a paper as Typst source.
pub fn typst(
    world: &World,
    document: &Document<Cleared>,
    house: &House,
) -> Result<String, Diagnostic> {
    paper(world, document, house, true)
}

/// Renders an edition of a paper that fills pages of a pack: those have the numbers of the pack, so the paper prints
/// none of its own.
pub fn typst_in_pack(
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

/// Renders the furniture of a pack as Typst source: the agenda, then a page for each page of a paper.
pub fn pack(world: &World, furniture: &Furniture, house: &House) -> Result<String, Diagnostic> {
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
    environment.add_filter("code", |text: &str| Value::from_safe_string(quoted(text)));
    environment.add_test("short", short);
    environment.add_test("compact", compact);
    environment.add_test("brief", |inlines: &Value| length(inlines, 0) <= BRIEF);
    environment.add_filter("raw_number", |value: &Value| number(value));
    let own_functions = VirtualPath::new(format!("{style_folder}/style.typ")).ok();
    let own_functions = own_functions.filter(|path| world.has(World::id(path)));
    let common = [
        ("style", Value::from(Serde(style))),
        ("style_folder", Value::from(style_folder.as_str())),
        (
            "page_number",
            style.page.number.as_ref().map_or(Value::from(()), |wording| page_number(wording)),
        ),
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
        Some(text) if text.split_whitespace().any(|word| word.chars().count() > UNBREAKABLE) => {
            write!(out, "#broken({});", quoted(text)).map_err(Error::from)
        }
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

/// Whether a table is so small that it fits on half a page, even in narrow columns; such a table stays whole, while
/// a longer one may go on overleaf, below its head again.
fn compact(table: &Value) -> bool {
    let Ok(rows) = table.get_attr("rows") else { return false };
    let rows: Vec<_> = rows.try_iter().into_iter().flatten().collect();
    let height = |row: &Value| {
        let columns = row.len().unwrap_or(1).max(1);
        let cells = row.try_iter().into_iter().flatten();
        let longest = cells.map(|cell| length(&cell, 0)).max().unwrap_or(0);
        longest.saturating_mul(columns).saturating_add(LINE)
    };
    let header = table.get_attr("header").map_or(0, |header| height(&header));
    rows.len() <= FEW_ROWS
        && rows.iter().map(height).fold(header, usize::saturating_add) <= UNBROKEN
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
