//! Converts the looks of a house style into Word's terms: lengths, frames, and the style of each thing.
//!
//! A [`Style`] comes in. [`styles`](super::styles) writes the styles themselves.

use std::collections::BTreeMap;

use super::piece::Frame;
use crate::document::Layout;
use crate::model::style::{Align, Colour, Length, Look, Side, Style};

/// The size of body text where a style gives none, in points.
const BODY: f64 = 11.0;

/// The size of body text in a close layout, in points.
const CLOSE: f64 = 10.0;

/// The height of capitals and the line spacing in Word, relative to the font size.
const HEIGHT: (f64, f64) = (0.716, 1.149);

/// The kind of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellLook {
    /// A header of a column.
    Head,
    /// A header of a row.
    Side,
    /// A cell of data.
    Text,
}

impl CellLook {
    /// Every kind.
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Head, Self::Side];

    /// The identifier of the style for its content.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Head => "TableHeading",
            Self::Side => "TableRowHeading",
            Self::Text => "TableText",
        }
    }

    /// The name of that style in Word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Head => "Table heading",
            Self::Side => "Table row heading",
            Self::Text => "Table text",
        }
    }
}

/// The looks of a house style, in Word's terms.
pub(super) struct Looks {
    pub(super) own: BTreeMap<String, Look>,
    /// The size of body text, in points.
    body: f64,
}

/// The look of part headings, which a house style can leave out.
pub(super) const PART_HEADING: &str = "part-heading";

/// A look with one of Word's own styles. They are all bold, and stay on the page of what follows.
pub(super) struct Known {
    /// The name of the look.
    pub(super) look: &'static str,
    /// The identifier of the style.
    pub(super) id: &'static str,
    /// The style's name in Word.
    pub(super) name: &'static str,
    /// The font size in the common look, in points; `None` for that of body text.
    pub(super) size: Option<f64>,
    /// The space above, in sizes of body text. The space below is one of them.
    pub(super) above: f64,
}

/// A look with one of Word's own styles.
const fn known(
    look: &'static str,
    id: &'static str,
    name: &'static str,
    size: Option<f64>,
    above: f64,
) -> Known {
    Known { look, id, name, size, above }
}

/// The looks with styles of Word's own: the title, headings by level, captions.
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
    /// The looks of a style, in a layout.
    pub(super) fn of(style: &Style, layout: Layout) -> Self {
        let own = style.look.iter().map(|(name, look)| (name.value.clone(), look.clone()));
        let own: BTreeMap<String, Look> = own.collect();
        let size = own.get("body").and_then(|look| look.size.as_ref()?.points());
        let body = if layout == Layout::Report { size.unwrap_or(BODY) } else { CLOSE };
        Self { own, body }
    }

    /// The look with a name, if the house style has one.
    pub(super) fn get(&self, name: &str) -> Option<&Look> {
        self.own.get(name)
    }

    /// The alignment of a look's lines.
    pub(super) fn align(&self, name: &str) -> Option<Align> {
        self.get(name)?.align
    }

    /// The space for paragraph numbers, or the indent of sub-paragraphs.
    pub(super) fn room(&self, name: &str) -> i32 {
        let own = self.get(name).and_then(|look| look.indent.as_ref());
        let own = own.and_then(|indent| self.length(indent, 0));
        own.unwrap_or_else(|| match name {
            "sub-paragraph" => self.room("paragraph"),
            _ => twips(2.6 * self.body),
        })
    }

    /// The space for the number of a heading.
    pub(super) fn heading_room(&self, look: &str) -> i32 {
        let own = self.get(look).and_then(|look| look.indent.as_ref());
        own.and_then(|indent| self.length(indent, 0)).unwrap_or_else(|| self.room("paragraph"))
    }

    /// The indent of quotations, from both sides.
    pub(super) fn quotation(&self) -> i32 {
        let own = self.get("quotation").and_then(|look| look.indent.as_ref());
        own.and_then(|indent| self.length(indent, 0)).unwrap_or_else(|| twips(1.5 * self.body))
    }

    /// The size of body text, in points.
    pub(super) fn size(&self) -> f64 {
        self.body
    }

    /// The font size in tables of a role, in points.
    pub(super) fn cell_size(&self, role: &str) -> f64 {
        let own = self.get(role).and_then(|look| self.length(look.size.as_ref()?, 0));
        let dense = if role == "dense" { 0.84 } else { 1.0 };
        own.map_or(dense * self.body, |twips| f64::from(twips) / 20.0)
    }

    /// A length in points; percentages are of `room`.
    pub(super) fn points(&self, length: &str, room: f64) -> Option<f64> {
        let of = |unit: &str| length.strip_suffix(unit)?.parse::<f64>().ok();
        let units = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
        let fixed = units.into_iter().find_map(|(unit, points)| Some(of(unit)? * points));
        fixed.or_else(|| Some(of("em")? * self.body)).or_else(|| Some(of("%")? / 100.0 * room))
    }

    /// The space for list labels.
    pub(super) fn label_room(&self, ordered: bool) -> i32 {
        twips(if ordered { 1.7 } else { 1.2 } * self.body)
    }

    /// The extra space after a list, over that between its items.
    pub(super) fn after_list(&self) -> i32 {
        let below = self.get("body").and_then(|look| self.length(look.below.as_ref()?, 0));
        let below = below.map_or(1.2, |twips| f64::from(twips) / 20.0 / self.body);
        (self.space(below) - self.space(0.95)).max(0)
    }

    /// The distances of a region from the left and right margins, in a width.
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

    /// The frame that a look draws around a block; `None` where it draws none.
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

    /// A length in twentieths of a point; percentages are of `room`.
    pub(super) fn length(&self, length: &Length, room: i32) -> Option<i32> {
        self.points(length.as_str(), f64::from(room) / 20.0).map(twips)
    }

    /// The paragraph style for a role; `None` where it has none.
    pub(super) fn role(&self, role: &str) -> Option<String> {
        let known = KNOWN.iter().find(|known| known.look == role).map(|known| known.id.to_owned());
        let own = self.own.contains_key(role) || role == PART_HEADING;
        known.or_else(|| own.then(|| format!("Look{}", identifier(role))))
    }

    /// The table style for a role.
    pub(super) fn table(&self, role: &str) -> String {
        match self.own.contains_key(role) || role == "table" {
            true => format!("Grid{}", identifier(role)),
            false => "GridTable".to_owned(),
        }
    }

    /// The style of cell content in tables of a role.
    pub(super) fn cell(&self, role: &str, look: CellLook) -> String {
        match self.has_cells(role, look) {
            true => format!("{}{}", look.id(), identifier(role)),
            false => look.id().to_owned(),
        }
    }

    /// The background of row headers in tables of a role.
    pub(super) fn side_fill(&self, role: &str) -> Option<Frame> {
        let own = self.get(&format!("{role}-header")).or_else(|| self.get("row-header"));
        let fill = own?.background.as_ref().map(digits);
        fill.map(|fill| Frame { line: 0, colour: String::new(), fill: Some(fill), inset: 0 })
    }

    /// Whether cells of a kind look different in the tables of a role: the role has its own font size, or its row
    /// headers have a look.
    pub(super) fn has_cells(&self, role: &str, look: CellLook) -> bool {
        let sized = role == "dense" || self.get(role).is_some_and(|look| look.size.is_some());
        sized || (look == CellLook::Side && self.own.contains_key(&format!("{role}-header")))
    }

    /// Whether a look is a paragraph style of its own.
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

    /// The space between two blocks, from a distance between letters in sizes of body text.
    pub(super) fn space(&self, sizes: f64) -> i32 {
        twips(((sizes - 0.68) * self.body).max(0.0))
    }

    /// The line spacing for this space between lines, in 240ths of Word's single spacing.
    #[expect(clippy::cast_possible_truncation, reason = "a style's lengths are at most 1,000")]
    pub(super) fn lines(&self, leading: f64) -> i32 {
        ((leading + HEIGHT.0) / HEIGHT.1 * 240.0).round() as i32
    }
}

/// The identifier of a look's style: its words, each with a capital.
pub(super) fn identifier(name: &str) -> String {
    let words = name.split(|next: char| !next.is_ascii_alphanumeric());
    let word = |word: &str| word.get(..1).map(|first| first.to_ascii_uppercase() + &word[1..]);
    words.filter_map(word).collect()
}

/// An alignment by Word's name for it.
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

/// Points as twentieths of a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn twips(points: f64) -> i32 {
    (points * 20.0).round() as i32
}

/// Points as half-points.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn half(points: f64) -> i32 {
    (points * 2.0).round() as i32
}

/// Points as eighths of a point, up to the thickest line of Word.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a style's lengths are at most 1,000 of a unit"
)]
pub(super) fn eighths(points: f64) -> i32 {
    ((points * 8.0).round() as i32).min(96)
}
