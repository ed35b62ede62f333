//! What the looks of a house style say, in Word's measures: lengths, frames, and the style that each thing has.
//!
//! In comes a [`Style`]. The styles themselves are written in [`styles`](super::styles).

use std::collections::BTreeMap;

use super::piece::Frame;
use crate::document::Layout;
use crate::model::style::{Align, Colour, Length, Look, Side, Style};

/// The size of body text where a style gives none, in points.
const BODY: f64 = 11.0;

/// The size of body text in papers that are laid out close, in points.
const CLOSE: f64 = 10.0;

/// How high letters are and how far lines of Word stand from one another, against their size.
const HEIGHT: (f64, f64) = (0.716, 1.149);

/// What a cell is to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellLook {
    /// It heads a column.
    Head,
    /// It heads a row.
    Side,
    /// It heads nothing.
    Text,
}

impl CellLook {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Head, Self::Side];

    /// The identifier of the style of what stands in it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Head => "TableHeading",
            Self::Side => "TableRowHeading",
            Self::Text => "TableText",
        }
    }

    /// The name of that style.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Head => "Table heading",
            Self::Side => "Table row heading",
            Self::Text => "Table text",
        }
    }
}

/// The looks of a house style, for Word.
pub(super) struct Looks {
    pub(super) own: BTreeMap<String, Look>,
    /// The size of body text, in points.
    body: f64,
}

/// The look of the headings of parts, which houses need not give.
pub(super) const PART_HEADING: &str = "part-heading";

/// A look that has a style of Word's own. All of them are bold, and stay on the page of what follows.
pub(super) struct Known {
    /// The name of the look.
    pub(super) look: &'static str,
    /// The identifier of the style.
    pub(super) id: &'static str,
    /// Its name, as Word lists it.
    pub(super) name: &'static str,
    /// The size of type that the common look has, in points, where that is not the size of body text.
    pub(super) size: Option<f64>,
    /// The space above that it has, in sizes of body text. Below it is one of them.
    pub(super) above: f64,
}

/// Such a look.
const fn known(
    look: &'static str,
    id: &'static str,
    name: &'static str,
    size: Option<f64>,
    above: f64,
) -> Known {
    Known { look, id, name, size, above }
}

/// The looks that have styles of Word's own: the title, headings by their levels, captions.
pub(super) const KNOWN: [Known; 7] = [
    known("title", "Title", "Title", Some(16.0), 1.1),
    known("heading-2", "Heading1", "heading 1", Some(13.0), 1.6),
    known("heading-3", "Heading2", "heading 2", Some(11.5), 1.5),
    known("heading-4", "Heading3", "heading 3", None, 1.4),
    known("heading-5", "Heading4", "heading 4", None, 1.4),
    known("heading-6", "Heading5", "heading 5", None, 1.4),
    known("caption", "Caption", "caption", None, 1.2),
];

impl Looks {
    /// The looks of a style, in a paper of that layout.
    pub(super) fn of(style: &Style, layout: Layout) -> Self {
        let own = style.look.iter().map(|(name, look)| (name.value.clone(), look.clone()));
        let own: BTreeMap<String, Look> = own.collect();
        let size = own.get("body").and_then(|look| look.size.as_ref()?.points());
        let body = if layout == Layout::Report { size.unwrap_or(BODY) } else { CLOSE };
        Self { own, body }
    }

    /// The look of that name, if the house has one.
    pub(super) fn get(&self, name: &str) -> Option<&Look> {
        self.own.get(name)
    }

    /// Which way the lines of a look are set.
    pub(super) fn align(&self, name: &str) -> Option<Align> {
        self.get(name)?.align
    }

    /// The room for the numbers of paragraphs, or how far those below others are set in.
    pub(super) fn room(&self, name: &str) -> i32 {
        let own = self.get(name).and_then(|look| look.indent.as_ref());
        let own = own.and_then(|indent| self.length(indent, 0));
        own.unwrap_or_else(|| match name {
            "sub-paragraph" => self.room("paragraph"),
            _ => twips(2.6 * self.body),
        })
    }

    /// The room for the number of a heading.
    pub(super) fn heading_room(&self, look: &str) -> i32 {
        let own = self.get(look).and_then(|look| look.indent.as_ref());
        own.and_then(|indent| self.length(indent, 0)).unwrap_or_else(|| self.room("paragraph"))
    }

    /// How far quotations are set in, from both sides.
    pub(super) fn quotation(&self) -> i32 {
        let own = self.get("quotation").and_then(|look| look.indent.as_ref());
        own.and_then(|indent| self.length(indent, 0)).unwrap_or_else(|| twips(1.5 * self.body))
    }

    /// The size of body text, in points.
    pub(super) fn size(&self) -> f64 {
        self.body
    }

    /// The size of what stands in tables of a role, in points.
    pub(super) fn cell_size(&self, role: &str) -> f64 {
        let own = self.get(role).and_then(|look| self.length(look.size.as_ref()?, 0));
        let dense = if role == "dense" { 0.84 } else { 1.0 };
        own.map_or(dense * self.body, |twips| f64::from(twips) / 20.0)
    }

    /// A length in points, where a share is one of a room.
    pub(super) fn points(&self, length: &str, room: f64) -> Option<f64> {
        let of = |unit: &str| length.strip_suffix(unit)?.parse::<f64>().ok();
        let units = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
        let fixed = units.into_iter().find_map(|(unit, points)| Some(of(unit)? * points));
        fixed.or_else(|| Some(of("em")? * self.body)).or_else(|| Some(of("%")? / 100.0 * room))
    }

    /// The room for the labels of lists.
    pub(super) fn label_room(&self, ordered: bool) -> i32 {
        twips(if ordered { 1.7 } else { 1.2 } * self.body)
    }

    /// How much further than from one another items of lists stand from what follows.
    pub(super) fn after_list(&self) -> i32 {
        let below = self.get("body").and_then(|look| self.length(look.below.as_ref()?, 0));
        let below = below.map_or(1.2, |twips| f64::from(twips) / 20.0 / self.body);
        (self.space(below) - self.space(0.95)).max(0)
    }

    /// How far from the margins a region of a look stands, in a room of that width: left and right.
    pub(super) fn sides(&self, name: &str, room: i32) -> (i32, i32) {
        let Some(look) = self.get(name) else { return (0, 0) };
        let indent = look.indent.as_ref().and_then(|indent| self.length(indent, room)).unwrap_or(0);
        let width = look.width.as_ref().and_then(|width| self.length(width, room));
        let free = (room - indent - width.unwrap_or(room)).max(0);
        match look.position {
            Some(Side::Right) => (indent + free, 0),
            Some(Side::Centre) => (indent + free / 2, free / 2),
            Some(Side::Left) | None => (indent, free),
        }
    }

    /// What a look draws around a block.
    pub(super) fn frame(&self, name: &str) -> Option<Frame> {
        let look = self.get(name)?;
        let line = look.border.as_ref().and_then(Length::points).map_or(0, eighths);
        let fill = look.background.as_ref().map(digits);
        let inset = look.inset.as_ref().and_then(|inset| self.length(inset, 0)).unwrap_or(100);
        (line > 0 || fill.is_some()).then(|| Frame {
            line,
            colour: look.border_colour.as_ref().map_or_else(|| "000000".to_owned(), digits),
            fill,
            inset: (inset / 20).clamp(0, 31),
        })
    }

    /// A length in twentieths of a point, where a share is one of a room.
    pub(super) fn length(&self, length: &Length, room: i32) -> Option<i32> {
        self.points(length.as_str(), f64::from(room) / 20.0).map(twips)
    }

    /// The style of paragraphs of a role.
    pub(super) fn role(&self, role: &str) -> Option<String> {
        let known = KNOWN.iter().find(|known| known.look == role).map(|known| known.id.to_owned());
        let own = self.own.contains_key(role) || role == PART_HEADING;
        known.or_else(|| own.then(|| format!("Look{}", identifier(role))))
    }

    /// The style of tables of a role.
    pub(super) fn table(&self, role: &str) -> String {
        match self.own.contains_key(role) || role == "table" {
            true => format!("Grid{}", identifier(role)),
            false => "GridTable".to_owned(),
        }
    }

    /// The style of what stands in the cells of tables of a role.
    pub(super) fn cell(&self, role: &str, look: CellLook) -> String {
        match self.has_cells(role, look) {
            true => format!("{}{}", look.id(), identifier(role)),
            false => look.id().to_owned(),
        }
    }

    /// What is behind the cells that head rows in tables of a role.
    pub(super) fn side_fill(&self, role: &str) -> Option<Frame> {
        let own = self.get(&format!("{role}-header")).or_else(|| self.get("row-header"));
        let fill = own?.background.as_ref().map(digits);
        fill.map(|fill| Frame { line: 0, colour: String::new(), fill: Some(fill), inset: 0 })
    }

    /// Whether such cells of tables of a role look otherwise than those of all tables: they have a size of their own, or
    /// what heads the rows has a look.
    pub(super) fn has_cells(&self, role: &str, look: CellLook) -> bool {
        let sized = role == "dense" || self.get(role).is_some_and(|look| look.size.is_some());
        sized || (look == CellLook::Side && self.own.contains_key(&format!("{role}-header")))
    }

    /// Whether a look is a style of its own among those of paragraphs.
    pub(super) fn has_role(&self, role: &str) -> bool {
        const OTHERS: [&str; 15] = [
            "body",
            "paragraph",
            "sub-paragraph",
            "list",
            "quotation",
            "table",
            "table-header",
            "row-header",
            "form",
            "link",
            "header",
            "footer",
            "note",
            "verbatim",
            "page-number",
        ];
        !OTHERS.contains(&role) && KNOWN.iter().all(|known| known.look != role)
    }

    /// A space between blocks, given in sizes of body text from the foot of letters to the head of those below.
    pub(super) fn space(&self, sizes: f64) -> i32 {
        twips(((sizes - 0.68) * self.body).max(0.0))
    }

    /// The distance of lines with that space between them, in 240ths of a line of Word's.
    #[expect(clippy::cast_possible_truncation, reason = "a style's lengths are at most 1,000")]
    pub(super) fn lines(&self, leading: f64) -> i32 {
        ((leading + HEIGHT.0) / HEIGHT.1 * 240.0).round() as i32
    }
}

/// The identifier of the style of a look: its words, each with a capital letter.
pub(super) fn identifier(name: &str) -> String {
    let words = name.split(|next: char| !next.is_ascii_alphanumeric());
    let word = |word: &str| word.get(..1).map(|first| first.to_ascii_uppercase() + &word[1..]);
    words.filter_map(word).collect()
}

/// Which way lines are set, as Word names it.
pub(super) fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    }
}

/// A colour as `rrggbb`.
pub(super) fn digits(colour: &Colour) -> String {
    colour.as_str().trim_start_matches('#').to_ascii_uppercase()
}

/// Points as twentieths of them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn twips(points: f64) -> i32 {
    (points * 20.0).round() as i32
}

/// Points as halves of them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn half(points: f64) -> i32 {
    (points * 2.0).round() as i32
}

/// Points as eighths of them, as thick as Word draws lines at most.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn eighths(points: f64) -> i32 {
    ((points * 8.0).round() as i32).min(96)
}
