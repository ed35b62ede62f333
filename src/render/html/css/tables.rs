//! Turns the looks of tables into CSS: their lines, and the headers of columns and rows.
//!
//! As in print, a table has the lines of its own look, or else those of all tables, and a form has horizontal lines
//! where its look has none. A paper in a close layout has horizontal lines instead of boxes.

use super::{DARK, LIGHT, Sheet, VISIBLE, class, colour};
use crate::document::Layout;
use crate::model::style::{Colour, Length, Lines, Look, Style};

/// The end of the names of looks for headers: of all tables' columns, or of the rows in one kind of table.
const HEADER: &str = "-header";

/// The lines of a table.
#[derive(Clone, Copy)]
struct Ruling<'a> {
    lines: Option<Lines>,
    border: Option<&'a Length>,
    colour: Option<&'a Colour>,
}

impl<'a> Ruling<'a> {
    /// The lines that a look sets.
    fn of(look: &'a Look) -> Self {
        let Look { lines, border, border_colour, .. } = look;
        let border = border.as_ref().filter(|width| !width.as_str().ends_with('%'));
        Self { lines: *lines, border, colour: border_colour.as_ref() }
    }

    /// Whether it sets anything.
    fn is_said(self) -> bool {
        self.lines.is_some() || self.border.is_some() || self.colour.is_some()
    }

    /// These lines, with those of another where they are not set.
    fn over(self, other: Self) -> Self {
        Self {
            lines: self.lines.or(other.lines),
            border: self.border.or(other.border),
            colour: self.colour.or(other.colour),
        }
    }
}

impl Sheet {
    /// Adds the rules of all tables of a style.
    pub(super) fn tables(&mut self, style: &Style, layout: Layout) {
        if layout == Layout::Report {
            self.rulings(style);
        }
        for (name, look) in style.look.iter() {
            match name.value.strip_suffix(HEADER) {
                Some("table") => self.head(".grid > thead > tr > *", look),
                Some("row") => self.head(".grid > tbody > tr > th", look),
                Some(role) => self.head(&format!(".grid.{} > tbody > tr > th", class(role)), look),
                None => {}
            }
        }
    }

    /// Adds the lines of tables of each look.
    fn rulings(&mut self, style: &Style) {
        let nothing = Ruling { lines: None, border: None, colour: None };
        let of = |name: &str| style.look.get(name).map_or(nothing, Ruling::of);
        let (table, form) = (of("table"), of("form"));
        if table.is_said() {
            self.ruled(".grid", table);
        }
        if table.is_said() || form.is_said() {
            self.ruled(".grid.look-form", form);
        }
        let others =
            style.look.iter().filter(|(name, _)| !matches!(&*name.value, "table" | "form"));
        for (name, own) in others.map(|(name, look)| (name, Ruling::of(look))) {
            if own.is_said() {
                self.ruled(&format!(".grid.{}", class(&name.value)), own.over(table));
            }
        }
    }

    /// Adds the lines of a table, visible on light and dark screens.
    fn ruled(&mut self, own: &str, ruling: Ruling<'_>) {
        let width = ruling
            .border
            .map_or("1px".to_owned(), |width| format!("min({}, 0.5rem)", width.as_str()));
        let cells = format!("{own} > * > tr > *");
        let line = format!("{width} solid var(--line)");
        let mut drawn = cells.as_str();
        match ruling.lines.unwrap_or(Lines::Rows) {
            Lines::All => self.put(&cells, &format!("border: {line}")),
            Lines::Rows => self.put(&cells, &format!("border: {line}; border-inline: 0")),
            Lines::None => self.put(&cells, "border: 0"),
            Lines::Outside => {
                self.put(&cells, "border: 0");
                self.put(own, &format!("border: {line}"));
                drawn = own;
            }
        }
        if let Some(line) = colour(ruling.colour) {
            self.put_on(&LIGHT, drawn, &format!("border-color: {line}"));
            let line = line.against(DARK.canvas, VISIBLE);
            self.put_on(&DARK, drawn, &format!("border-color: {line}"));
        }
    }

    /// Adds the look of column or row headers, which are aligned as their columns are.
    fn head(&mut self, cells: &str, look: &Look) {
        let look = Look { align: None, ..look.clone() };
        self.put(cells, &self.type_of(&look, HEADER));
        self.filled(cells, &look);
    }

    /// Adds the background of cells, and the colour of text on it.
    pub(super) fn filled(&mut self, cells: &str, look: &Look) {
        let Some(behind) = colour(look.background.as_ref()) else { return };
        for screen in [&LIGHT, &DARK] {
            let (behind, ink) = screen.filled(behind, colour(look.colour.as_ref()));
            self.put_on(screen, cells, &format!("background: {behind}; color: {ink}"));
        }
        self.put(&format!("{cells} *"), "color: inherit");
    }
}
