//! What a style file says that cannot be so, found before any paper is made in it.
//!
//! In comes a style that was read whole; out come the problems, each at its line. Nothing of a style reaches
//! typesetting that did not pass here or when it was read.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::pattern::counts;
use super::{Field, FieldValue, Layout, Length, Look, Part, PartCell, PartKind, Style};
use crate::derive::dates;
use crate::diag::{Diagnostic, Place, closest};
use crate::load::Name;

/// The sheets that a paper can be printed on.
const SHEETS: [&str; 5] = ["a3", "a4", "a5", "us-letter", "us-legal"];

/// The things that have a look without a style naming them in a `role`.
const LOOKS: [&str; 29] = [
    "body",
    "title",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading-5",
    "heading-6",
    "paragraph",
    "sub-paragraph",
    "list",
    "quotation",
    "table",
    "table-header",
    "row-header",
    "form",
    "sections",
    "ticks",
    "mark",
    "cell",
    "caption",
    "link",
    "strong",
    "emphasis",
    "verbatim",
    "note",
    "header",
    "footer",
    "part-heading",
    "page-number",
];

/// What a part or a cell can depend on beside fields.
const GIVEN: [&str; 4] = ["recommendations", "appendices", "background-papers", "contacts"];

/// The widest margin and the largest type, in points.
const WIDEST_MARGIN: f64 = 200.0;
const LARGEST_TYPE: f64 = 96.0;

/// The longest pattern of a number, in bytes.
const LONGEST_PATTERN: usize = 16;

impl Style {
    /// Everything that is wrong with the style. `has` says whether there is a file of that name in its folder.
    pub fn check(&self, has: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut check = Check { style: self, has, problems: Vec::new() };
        check.page();
        check.numbers();
        check.fields();
        check.sections();
        check.parts();
        check.looks();
        check.problems
    }
}

/// A style that is being checked.
struct Check<'a> {
    style: &'a Style,
    has: &'a dyn Fn(&str) -> bool,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Raises an error.
    fn error(&mut self, place: Place, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Diagnostic::error(place, message).hint(hint));
    }

    /// Raises a name that is none of those known.
    fn unknown<'n>(
        &mut self,
        name: &Name,
        what: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        hint: &str,
    ) {
        let error = Diagnostic::error(name.place, format!("{what} `{}`", name.value));
        self.problems.push(match closest(name, known) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error.hint(hint),
        });
    }

    /// The sheet.
    fn page(&mut self) {
        let page = &self.style.page;
        if !SHEETS.contains(&page.paper.as_str()) {
            self.unknown(
                &page.paper,
                "there is no paper size",
                SHEETS.into_iter(),
                &format!("the sizes are {}", SHEETS.join(", ")),
            );
        }
        if page.margin.points().is_none_or(|points| points > WIDEST_MARGIN) {
            let hint = "write it in cm, mm, in or pt, and no wider than 7 cm";
            self.error(
                page.place,
                format!("the margin cannot be `{}`", page.margin.as_str()),
                hint,
            );
        }
        if let Some(crest) = &page.crest {
            self.file(&crest.file);
            self.width(&crest.width, crest.place);
        }
        if let Some(number) = &page.number
            && let Err(part) = pieces(number)
        {
            let message = format!("`{part}` is not a part of a page number");
            self.error(number.place, message, "write text around `{{ page }}` and `{{ pages }}`");
        }
    }

    /// Dates and the patterns of numbers.
    fn numbers(&mut self) {
        let style = self.style;
        self.date(&style.date);
        for (what, names, many) in
            [("months", &style.labels.months, 12), ("weekdays", &style.labels.weekdays, 7)]
        {
            if !names.is_empty() && names.len() != many {
                let message = format!("there are {} {what} and not {many}", names.len());
                self.error(
                    style.labels.place,
                    message,
                    format!("name all {many}, or leave `{what}` out"),
                );
            }
        }
        let numbering = &style.numbering;
        let patterns = [
            &numbering.sections,
            &numbering.subsections,
            &numbering.pattern,
            &numbering.appendices,
        ];
        if let Some(pattern) =
            numbering.subsections.as_ref().filter(|_| numbering.sections.is_none())
        {
            self.error(
                pattern.place,
                "headings inside sections are numbered, and sections are not",
                "add `sections = \"1.\"`",
            );
        }
        for pattern in patterns.into_iter().flatten().chain(&style.lists.ordered) {
            self.pattern(pattern);
            if !counts(pattern) {
                let message = format!("`{}` has no place for the number", pattern.value);
                self.error(
                    pattern.place,
                    message,
                    "put one of 1, a, A, i, I where the number goes: \"1.\", \"a)\" or \"Part A\"",
                );
            }
        }
        for bullet in style.lists.bullets.iter().chain(&style.lists.quotations) {
            self.pattern(bullet);
        }
    }

    /// A pattern of a number, or a bullet.
    fn pattern(&mut self, pattern: &Name) {
        if pattern.is_empty()
            || pattern.len() > LONGEST_PATTERN
            || pattern.contains(char::is_control)
        {
            let message = format!("`{}` cannot stand before an item", pattern.value);
            self.error(
                pattern.place,
                message,
                "write a few characters, such as \"1.\", \"a)\" or \"•\"",
            );
        }
    }

    /// The form of a date.
    fn date(&mut self, form: &Name) {
        if let Err(problem) = dates::format_date(NaiveDate::default(), form) {
            self.error(form.place, problem.to_string(), problem.hint());
        }
    }

    /// The front-matter fields.
    fn fields(&mut self) {
        let style = self.style;
        let mut seen = BTreeSet::new();
        for field in &style.field {
            let name = &field.name;
            if !seen.insert(name.as_str()) {
                self.error(
                    name.place,
                    format!("the field `{}` is declared twice", name.value),
                    "remove one of them",
                );
            }
            if let Some(form) = &field.date {
                self.date(form);
            }
            if field.value == FieldValue::Choice && field.options.is_empty() {
                let message = format!("the field `{}` is a choice without options", name.value);
                self.error(name.place, message, "add `options = [\"…\", \"…\"]`");
            }
            if field.value == FieldValue::Rows && field.column.is_empty() {
                let message = format!("the field `{}` has rows without columns", name.value);
                self.error(
                    name.place,
                    message,
                    "add a `[[field.column]]` with `name` and `label` for each",
                );
            }
            for column in &field.column {
                self.share(column.share.unwrap_or(1.0), column.place);
            }
        }
    }

    /// The sections.
    fn sections(&mut self) {
        let style = self.style;
        let mut seen = BTreeSet::new();
        for section in &style.section {
            let id = &section.id;
            if !seen.insert(id.as_str()) {
                self.error(
                    id.place,
                    format!("the section `{}` is declared twice", id.value),
                    "remove one of them",
                );
            }
        }
    }

    /// The parts, and that they make a paper.
    fn parts(&mut self) {
        let style = self.style;
        let mut titles = style.part.iter().filter(|part| part.kind == PartKind::Title);
        let title = titles.next();
        if title.is_none() {
            self.error(
                style.kind.place,
                "the style has no place for the title",
                "add a `[[part]]` with `kind = \"title\"`",
            );
        }
        if let Some(second) = titles.next() {
            self.error(
                second.place,
                "the title stands twice",
                "keep one part of the kind `title`; `{{ title }}` in a text repeats its words",
            );
        }
        let mut headed = false;
        for part in &style.part {
            let heading = (part.heading.is_some() && part.level > 0)
                || matches!(part.kind, PartKind::Section | PartKind::Sections);
            headed |= part.kind == PartKind::Title;
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

    /// One part.
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
        let missing = match part.kind {
            PartKind::Fields if part.fields.is_empty() => Some("fields"),
            PartKind::Text if part.text.is_none() => Some("text"),
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
        self.picture(part.file.as_ref(), part.width.as_ref(), part.place);
        for cell in &part.cell {
            self.cell(cell);
        }
    }

    /// One cell of a grid.
    fn cell(&mut self, cell: &PartCell) {
        self.condition(cell.when.as_ref());
        self.condition(cell.unless.as_ref());
        self.shown(&cell.fields, cell.layout, cell.place);
        self.picture(cell.file.as_ref(), cell.width.as_ref(), cell.place);
    }

    /// Fields that a part shows.
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

    /// What a part or a cell depends on.
    fn condition(&mut self, name: Option<&Name>) {
        let Some(name) = name else { return };
        let fields = self.style.field.iter().map(|field| field.name.as_str());
        let known = fields.chain(GIVEN);
        if !known.clone().any(|known| known == name.as_str()) {
            let hint = format!("name a field, or one of {}", GIVEN.join(", "));
            self.unknown(name, "nothing that a paper can give is called", known, &hint);
        }
    }

    /// A picture and its width.
    fn picture(&mut self, file: Option<&Name>, width: Option<&Length>, place: Place) {
        if let Some(file) = file {
            self.file(file);
        }
        if let Some(width) = width {
            self.width(width, place);
        }
    }

    /// A file of the style.
    fn file(&mut self, file: &Name) {
        if file.starts_with(['/', '\\', '.'])
            || file.contains([':', '\\'])
            || file.split('/').any(|part| part == "..")
        {
            self.error(
                file.place,
                format!("`{}` is not a file in the style's folder", file.value),
                "name a file that stands beside `style.toml`",
            );
        } else if !(self.has)(file) {
            self.error(
                file.place,
                format!("there is no file `{}` in the style's folder", file.value),
                "check the spelling, or put the file beside `style.toml`",
            );
        }
    }

    /// A width.
    fn width(&mut self, width: &Length, place: Place) {
        if width.as_str().starts_with("0") && width.points().is_some_and(|points| points <= 0.0) {
            self.error(place, "the width is nothing", "write a width such as \"3cm\"");
        }
    }

    /// A share of the width.
    fn share(&mut self, share: f64, place: Place) {
        if !(0.0..=100.0).contains(&share) {
            self.error(
                place,
                format!("a column cannot have a share of {share}"),
                "write a number from 0 to 100",
            );
        }
    }

    /// The looks.
    fn looks(&mut self) {
        let style = self.style;
        let parts = style.part.iter().flat_map(|part| {
            part.role.iter().chain(part.cell.iter().filter_map(|cell| cell.role.as_ref()))
        });
        let roles = parts.map(|role| role.as_str());
        let rows = style
            .field
            .iter()
            .filter(|field| field.value == FieldValue::Rows)
            .map(|field| field.name.as_str());
        let known: Vec<_> = LOOKS.into_iter().chain(roles).chain(rows).collect();
        let variants = style.variant.iter().flat_map(|(_, variant)| variant.look.iter());
        for (name, look) in style.look.iter().chain(variants) {
            let head_of = name.strip_suffix("-header").unwrap_or_default();
            if !known.contains(&name.as_str()) && !known.contains(&head_of) {
                let message = format!("nothing on a paper has the look `{}`", name.value);
                let warning = Diagnostic::warning(name.place, message);
                self.problems.push(match closest(name, known.iter().copied()) {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning.hint("give a part `role = \"…\"` of that name"),
                });
            }
            self.look(look);
        }
    }

    /// The lengths of one look.
    fn look(&mut self, look: &Look) {
        let lengths = [
            &look.size,
            &look.border,
            &look.indent,
            &look.above,
            &look.below,
            &look.leading,
            &look.spacing,
        ];
        for length in lengths.into_iter().flatten().filter(|length| length.is_share()) {
            let message = format!("`{}` is a share, and nothing says of what", length.as_str());
            self.error(look.place, message, "write it in pt, mm, cm, in or em");
        }
        let points = |length: &Length| {
            length
                .points()
                .or_else(|| Some(length.as_str().strip_suffix("em")?.parse::<f64>().ok()? * 12.0))
        };
        if look
            .size
            .as_ref()
            .and_then(points)
            .is_some_and(|size| !(4.0..=LARGEST_TYPE).contains(&size))
        {
            self.error(
                look.place,
                "nobody can read type of this size",
                "write a size from 4pt to 96pt",
            );
        }
        for (length, most) in [
            (&look.indent, 200.0),
            (&look.inset, 100.0),
            (&look.above, 400.0),
            (&look.below, 400.0),
        ] {
            if length.as_ref().and_then(points).is_some_and(|length| length > most) {
                self.error(
                    look.place,
                    "this leaves no room for words",
                    format!("write a length of at most {most}pt"),
                );
            }
        }
    }
}

/// A piece of the wording of a page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberPiece<'a> {
    /// Words.
    Words(&'a str),
    /// The number of this page.
    Page,
    /// How many pages there are.
    Pages,
}

/// The pieces of the wording of a page number, or the part of it that is none.
pub fn pieces(wording: &str) -> Result<Vec<NumberPiece<'_>>, &str> {
    let mut pieces = Vec::new();
    let mut rest = wording;
    while let Some(start) = rest.find("{{") {
        let end = rest[start..].find("}}").map(|end| start + end + 2).ok_or(&rest[start..])?;
        pieces.push(NumberPiece::Words(&rest[..start]));
        pieces.push(match rest[start + 2..end - 2].trim() {
            "page" => NumberPiece::Page,
            "pages" => NumberPiece::Pages,
            _ => return Err(&rest[start..end]),
        });
        rest = &rest[end..];
    }
    pieces.push(NumberPiece::Words(rest));
    Ok(pieces)
}
