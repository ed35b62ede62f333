//! Checks the parts of a style, and that they make a complete paper.

use super::Check;
use crate::diag::Place;
use crate::model::style::{Field, FieldValue, Layout, Length, Part, PartCell, PartKind};
use crate::read::Name;

/// The conditions of a part or a cell, besides fields.
const GIVEN: [&str; 5] =
    ["recommendations", "appendices", "background-papers", "contacts", "withheld"];

impl Check<'_> {
    /// Checks the parts, and that they make a complete paper.
    pub(super) fn parts(&mut self) {
        let style = self.style;
        let mut titles = style.part.iter().flat_map(places_of_title);
        let title = titles.next();
        if title.is_none() {
            self.error(
                style.kind.place,
                "the style has no place for the title",
                "add a `[[part]]` with `kind = \"title\"`, or a cell of a grid with `title = true`",
            );
        }
        if let Some(second) = titles.next() {
            self.error(
                second,
                "the title stands twice",
                "keep it in one part or cell; `{{ title }}` in a text repeats its words",
            );
        }
        let mut headed = false;
        for part in &style.part {
            let heading = (part.heading.is_some() && part.level > 0)
                || matches!(part.kind, PartKind::Section | PartKind::Sections);
            headed |= places_of_title(part).next().is_some();
            if heading && !headed && title.is_some() {
                self.error(
                    part.place,
                    "a heading stands before the title",
                    "give it `level = 0`, or move the part below the title",
                );
            }
            self.part(part);
        }
    }

    /// Checks one part.
    fn part(&mut self, part: &Part) {
        if part.level > 6 {
            self.error(
                part.place,
                format!("there is no heading of level {}", part.level),
                "write a level from 1 to 6, or 0",
            );
        }
        self.condition(part.when.as_ref());
        self.condition(part.unless.as_ref());
        self.shown(&part.fields, part.layout, part.place);
        for id in part.section.iter().chain(&part.sections) {
            let known = self.style.section.iter().map(|section| section.id.as_str());
            if !known.clone().any(|known| known == id.as_str()) {
                self.unknown(
                    id,
                    "the style has no section",
                    known,
                    "declare it with `[[section]]`",
                );
            }
        }
        if let Some(marker) = &part.marker {
            self.pattern(marker);
        }
        for share in &part.columns {
            self.share(*share, part.place);
        }
        let wanted = match part.layout {
            Some(Layout::Form) => Some(2),
            None if part.kind == PartKind::Fields => Some(2),
            Some(Layout::Pairs) => Some(4),
            _ => None,
        };
        if let Some(wanted) =
            wanted.filter(|wanted| !part.columns.is_empty() && part.columns.len() != *wanted)
        {
            self.error(
                part.place,
                format!(
                    "this layout has {wanted} columns, and `columns` gives {}",
                    part.columns.len()
                ),
                format!("give {wanted} shares"),
            );
        }
        let missing = match part.kind {
            PartKind::Fields if part.fields.is_empty() => Some("fields"),
            PartKind::Text if part.text.is_none() && part.heading.is_none() => Some("text"),
            PartKind::Section if part.section.is_none() => Some("section"),
            PartKind::Image if part.file.is_none() => Some("file"),
            PartKind::Grid if part.cell.is_empty() => Some("cell"),
            PartKind::Grid if part.columns.is_empty() => Some("columns"),
            _ => None,
        };
        if let Some(missing) = missing {
            let message = format!("a part of this kind needs `{missing}`");
            self.error(
                part.place,
                message,
                format!("add `{missing}` to it; the guide to styles has an example"),
            );
        }
        self.table(part);
        self.picture(part.file.as_ref(), part.width.as_ref(), part.place);
        for cell in &part.cell {
            self.cell(cell);
        }
    }

    /// Checks the columns of a table of sections.
    fn table(&mut self, part: &Part) {
        let Some(first) = part.column.first() else { return };
        if part.kind != PartKind::Section || part.layout != Some(Layout::Table) {
            self.error(
                first.place,
                "only a table of sections has such columns",
                "write it for a part with `kind = \"section\"` and `layout = \"table\"`; rows of fields have theirs under `[[field.column]]`",
            );
        }
        for name in ["heading", "text"] {
            if !part.column.iter().any(|column| column.name.value == name) {
                let message = format!("this table has no column for the {name} of its sections");
                let hint = format!("add a `[[part.column]]` with `name = \"{name}\"`");
                self.error(first.place, message, hint);
            }
        }
        for share in part.column.iter().filter_map(|column| column.share) {
            self.share(share, part.place);
        }
    }

    /// Checks one cell of a grid.
    fn cell(&mut self, cell: &PartCell) {
        self.condition(cell.when.as_ref());
        self.condition(cell.unless.as_ref());
        self.shown(&cell.fields, cell.layout, cell.place);
        if cell.title && (cell.when.is_some() || cell.unless.is_some()) {
            self.error(
                cell.place,
                "a paper cannot be without its title",
                "remove `when` and `unless` here; a cell of its own can have them",
            );
        }
        self.picture(cell.file.as_ref(), cell.width.as_ref(), cell.place);
    }

    /// Checks the fields in a part.
    fn shown(&mut self, names: &[Name], layout: Option<Layout>, place: Place) {
        let style = self.style;
        for name in names {
            match style.field(name) {
                None => {
                    let known = style.field.iter().map(|field| field.name.as_str());
                    self.unknown(
                        name,
                        "the style has no field",
                        known,
                        "declare it with `[[field]]`",
                    );
                }
                Some(Field { value, .. })
                    if layout == Some(Layout::Ticks) && *value != FieldValue::Choice =>
                {
                    let message =
                        format!("`{}` is no choice, so it has nothing to tick", name.value);
                    self.error(
                        place,
                        message,
                        "give the field `value = \"choice\"` and its `options`",
                    );
                }
                Some(_) => {}
            }
        }
    }

    /// Checks the condition of a part or a cell.
    fn condition(&mut self, name: Option<&Name>) {
        let Some(name) = name else { return };
        let fields = self.style.field.iter().map(|field| field.name.as_str());
        let known = fields.chain(GIVEN);
        if !known.clone().any(|known| known == name.as_str()) {
            let hint = format!("name a field, or one of {}", GIVEN.join(", "));
            self.unknown(name, "nothing that a paper can give is called", known, &hint);
        }
    }

    /// Checks a picture and its width.
    fn picture(&mut self, file: Option<&Name>, width: Option<&Length>, place: Place) {
        if let Some(file) = file {
            self.file(file);
        }
        if let Some(width) = width {
            self.width(width, place);
        }
    }
}

/// The places in a part that print the title of the paper.
fn places_of_title(part: &Part) -> impl Iterator<Item = Place> {
    let whole = (part.kind == PartKind::Title).then_some(part.place);
    let cells = part.cell.iter().filter(|cell| cell.title && part.kind == PartKind::Grid);
    whole.into_iter().chain(cells.map(|cell| cell.place))
}
