//! Renders a document as Typst source.
//!
//! Text reaches Typst only as string literals, which a single formatter writes, so no text is ever code.

mod words;

use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};
use typst::syntax::VirtualPath;

use super::words::joined;
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

/// The template of the functions and looks of a house style.
const LOOKS: &str = "typst/looks.typ.jinja";

/// The template that the furniture of every pack starts from.
const PACK: &str = "typst/pack.typ.jinja";

/// The template of a drawing by itself.
const DRAWING: &str = "typst/drawing.typ.jinja";

/// Typst source to be made: a template, and everything that it sees.
pub(crate) struct Typst<'a> {
    template: &'static str,
    house: &'a House,
    context: Value,
}

impl<'a> Typst<'a> {
    /// An edition of a paper.
    pub(crate) fn paper(document: &Document<Cleared>, house: &'a House) -> Self {
        Self::numbered(document, house, true)
    }

    /// An edition of a paper for a pack, whose pages have the pack's numbers and none of their own.
    pub(crate) fn in_pack(document: &Document<Cleared>, house: &'a House) -> Self {
        Self::numbered(document, house, false)
    }

    /// An edition of a paper, with or without page numbers.
    fn numbered(document: &Document<Cleared>, house: &'a House, numbered: bool) -> Self {
        let document = Value::from(Serde(document));
        Self::new(PAPER, [("document", document), ("numbered", numbered.into())], house)
    }

    /// The furniture of a pack: the agenda, then a sheet for each page of a paper.
    pub(crate) fn pack(furniture: &Furniture, house: &'a House) -> Self {
        let values = [
            ("document", Value::from(Serde(&furniture.document))),
            ("pack", Value::from(Serde(furniture))),
            ("pack_functions", Value::from(format!("{BUILTIN}/typst/pack.typ"))),
        ];
        Self::new(PACK, values, house)
    }

    /// The values that a template sees, in a house style.
    fn new<const N: usize>(
        template: &'static str,
        values: [(&'static str, Value); N],
        house: &'a House,
    ) -> Self {
        let common = [
            ("style", Value::from(Serde(&house.style))),
            ("style_folder", Value::from(house.style_folder.as_str())),
            ("page_number", page_number(&page_number_of(house))),
            ("stamped_number", page_number(&house.wording.say("page", page_placeholders()))),
            ("not_for_publication", Value::from(house.wording.word("not-for-publication"))),
            ("functions", Value::from(format!("{BUILTIN}/typst/lib.typ"))),
        ];
        let context = Value::from_pairs(common.into_iter().chain(values));
        Self { template, house, context }
    }

    /// Everything that the template sees, as text, without the house style's files: equal text means equal source.
    pub(crate) fn all(&self) -> String {
        format!("{}\n{}", self.template, serde_json::to_string(&self.context).unwrap_or_default())
    }

    /// The Typst source.
    pub(crate) fn source(&self, world: &World) -> Result<String, Diagnostic> {
        let style_folder = &self.house.style_folder;
        let escape = AutoEscape::Custom("typst".into());
        let mut environment =
            environment(world, style_folder, &[BLOCKS, LOOKS, self.template], escape)?;
        environment.set_formatter(literal);
        environment.add_filter("code", |text: &str| Value::from_safe_string(words::quoted(text)));
        environment.add_filter("joined", joined);
        environment.add_filter("lines", fit::lines);
        environment.add_filter("stays", fit::stays);
        let document = self.context.get_attr("document").unwrap_or_default();
        let layout = document.get_attr("layout").unwrap_or_default();
        let (room, wide) = fit::room(layout.as_str());
        let families = fit::in_print(&document.get_attr("blocks").unwrap_or_default(), wide);
        environment
            .add_filter("measured", move |table: &Value, across: usize| families.of(table, across));
        environment.add_test("compact", move |table: &Value| fit::is_compact(table, room));
        environment.add_test("brief", fit::is_brief);
        environment.add_test("linked", fit::is_linked);
        environment.add_test("noted", fit::is_noted);
        environment.add_test("keeping", fit::is_keeping);
        environment.add_test("ending", fit::is_ending);
        environment.add_filter("high", fit::high);
        environment.add_filter("notes", fit::notes);
        environment.add_filter("held", fit::held);
        environment.add_filter("coded", |text: &str| Value::from_safe_string(words::code(text)));
        environment.add_filter("raw_number", |value: &Value| number(value));
        let own_functions = VirtualPath::new(format!("{style_folder}/style.typ")).ok();
        let own_functions = own_functions.filter(|path| world.has(World::id(path)));
        let own_functions =
            own_functions.map_or(Value::from(()), |path| path.get_with_slash().into());
        environment.add_global("own_functions", own_functions);
        let template = environment.get_template(self.template).map_err(|error| broken(&error))?;
        template.render(&self.context).map_err(|error| broken(&error))
    }
}

/// The Typst source of a drawing, for a format that takes it as a picture: a chart, a status mark, or a picture of a
/// kind that the format lacks, in a room of so many points.
pub(super) fn drawing(
    world: &World,
    house: &House,
    what: Value,
    room: f64,
) -> Result<String, Diagnostic> {
    Typst::new(DRAWING, [("drawn", what), ("room", Value::from(room))], house).source(world)
}

/// The pieces of the words of a page number: `page`, `pages`, or words.
fn page_number(wording: &str) -> Value {
    let piece = |piece: &NumberPiece<'_>| match piece {
        NumberPiece::Page => Value::from("page"),
        NumberPiece::Pages => Value::from("pages"),
        NumberPiece::Words(words) => Value::from_pairs([("words", Value::from(*words))]),
    };
    pieces(wording).unwrap_or_default().iter().map(piece).collect()
}

/// Writes a value where a template places it: text as a literal of markup mode; an error for anything else.
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
