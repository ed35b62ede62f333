//! Reads OpenDocument spreadsheets, from the one part that holds their cells.
//!
//! `calamine` reads the values, but neither fills nor what is hidden, and expands each row as often as the file
//! repeats it; so the part is parsed here, in one pass.

use std::collections::HashMap;
use std::io::BufReader;

use chrono::{Datelike, NaiveDate};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::bounds::{CELLS, ROWS, exceeded};
use super::geometry::{area, attribute, linked};
use super::named::{self, Defined};
use super::parts::{Parts, damaged, text_box};
use super::struck::Struck;
use super::{Cell, Look, Merged, Row, Sheet, Tied, Value, What, Workbook, month, properties};
use crate::diag::Diagnostic;

/// The most repetitions of a cell with content that are read, whatever the file says.
const REPEATED: u32 = 256;

/// Reads such a file.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, Diagnostic> {
    let mut parts = Parts::of(bytes, name)?;
    parts.check(name)?;
    let mut ignored = match parts.has_below("Basic/") || parts.has_below("Scripts/") {
        true => vec!["it has macros, which are not run".to_owned()],
        false => Vec::new(),
    };
    let margins = margins(&mut parts);
    let mut around = properties(&parts, &["meta.xml"]);
    let part = parts.reader("content.xml").ok_or_else(|| damaged(name))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut content = Content::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged(name))? {
            Event::Start(tag) => content.open(&tag, false),
            Event::Empty(tag) => {
                content.open(&tag, true);
                content.close(tag.local_name().as_ref())?;
            }
            Event::End(tag) => {
                content.drawn -= usize::from(is_drawn(tag.name()) && content.drawn > 0);
                content.close(tag.local_name().as_ref())?;
            }
            Event::Text(text) => content.text(&text.xml10_content()),
            Event::CData(text) => content.text(&text.xml10_content()),
            Event::GeneralRef(reference) => content.text(&resolved(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    for named in &content.named {
        named.tie(&mut content.sheets);
    }
    for sheet in &mut content.sheets {
        sheet.margins.clone_from(&margins);
    }
    ignored.extend(text_box(&content.boxes));
    around.push(("in a text box", content.boxes));
    Ok(Workbook { sheets: content.sheets, from_1904: false, ignored, around })
}

/// The character for a reference such as `&amp;`; empty for one that the file declares itself.
pub(super) fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.borrow().into_inner();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// The state of reading.
#[derive(Default)]
struct Content {
    sheets: Vec<Sheet>,
    /// The named ranges.
    named: Vec<Defined>,
    /// The style being read, and the looks of those already read.
    style: Option<String>,
    looks: HashMap<String, Named>,
    sheet: Option<Sheet>,
    row: Row,
    /// For each open group of rows, whether it is collapsed, which hides its rows.
    groups: Vec<bool>,
    /// How often the row is repeated.
    rows: u32,
    next_row: u32,
    next_column: u32,
    cell: Option<Reading>,
    /// How deep in tags of a comment the reader is.
    aside: usize,
    /// How deep in tags of a drawing the reader is, and the text in the drawing.
    drawn: usize,
    boxes: String,
    /// How deep in paragraphs of text the reader is.
    in_words: usize,
    /// For each open span of text, whether it is struck out.
    spans: Vec<bool>,
    cells: usize,
}

/// The look of cells or sheets with a style.
#[derive(Default, Clone, Copy)]
struct Named {
    look: Look,
    hidden: bool,
}

/// A cell being read.
struct Reading {
    value: Option<Value>,
    text: String,
    /// Its text, split into what is struck out and what is not.
    parts: Struck,
    comment: String,
    links: Vec<String>,
    look: Look,
    columns: u32,
    spans: (u32, u32),
}

impl Content {
    /// Handles an opening tag; `empty` if it closes at once.
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        self.drawn += usize::from(!empty && is_drawn(tag.name()));
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name"),
            "table-cell-properties" | "text-properties" | "table-properties" => self.dress(tag),
            "table" if self.sheet.is_none() => self.open_sheet(tag),
            "table-column" => self.columns(tag),
            "table-row-group" if !empty => {
                self.groups.push(attribute(tag, "display").as_deref() == Some("false"));
            }
            "table-row" => {
                self.rows = count(tag, "number-rows-repeated");
                self.next_column = 0;
                let hidden = is_hidden(tag) || self.groups.contains(&true);
                self.row = Row { number: self.next_row, hidden, cells: Vec::new() };
            }
            "table-cell" | "covered-table-cell" => self.open_cell(tag),
            "annotation" if !empty => self.aside += 1,
            "span" if !empty => self.spans.push(self.named(tag).look.struck),
            "a" => {
                let cell = self.cell.as_mut().filter(|_| self.aside == 0);
                let address = attribute(tag, "href");
                if let Some((cell, address)) = cell.zip(address) {
                    cell.links.push(address);
                }
            }
            "named-range" => {
                let (name, places) = (attribute(tag, "name"), attribute(tag, "cell-range-address"));
                let (name, places) = (name.unwrap_or_default(), places.unwrap_or_default());
                self.named.push(Defined::of(&name, &places, named::OPEN));
            }
            "conditional-format" => {
                let areas = attribute(tag, "target-range-address").unwrap_or_default();
                if let Some(sheet) = &mut self.sheet {
                    sheet.conditional.extend(areas.split(' ').filter_map(plain_area));
                }
            }
            "p" => {
                self.in_words += 1;
                self.line();
            }
            "s" => self.text(&" ".repeat(count(tag, "c").min(80) as usize)),
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    /// The look that the style of a tag names.
    fn named(&self, tag: &BytesStart<'_>) -> Named {
        let style = attribute(tag, "style-name");
        style.and_then(|name| self.looks.get(&name).copied()).unwrap_or_default()
    }

    /// Gives the style being read the properties in a tag.
    fn dress(&mut self, tag: &BytesStart<'_>) {
        let Some(style) = self.style.clone() else { return };
        let Named { look, hidden } = self.looks.entry(style).or_default();
        match tag.local_name().as_ref() {
            "table-cell-properties" => {
                look.fill = attribute(tag, "background-color").as_deref().and_then(color);
            }
            "text-properties" => {
                let mut lines = ["text-line-through-style", "text-line-through-type"].into_iter();
                let is_line = |name| attribute(tag, name).is_some_and(|line| line != "none");
                look.ink = attribute(tag, "color").as_deref().and_then(color);
                look.struck = lines.any(is_line);
            }
            _ => *hidden = attribute(tag, "display").as_deref() == Some("false"),
        }
    }

    /// Starts a sheet.
    fn open_sheet(&mut self, tag: &BytesStart<'_>) {
        let hidden = self.named(tag).hidden;
        let name = attribute(tag, "name").unwrap_or_default();
        let printed = attribute(tag, "print-ranges").unwrap_or_default();
        let printed = Defined::printed(&name, &printed, named::OPEN);
        self.sheet = Some(Sheet { name, hidden, printed, ..Sheet::default() });
        (self.next_row, self.next_column) = (0, 0);
    }

    /// Notes columns that are hidden.
    fn columns(&mut self, tag: &BytesStart<'_>) {
        let columns = count(tag, "number-columns-repeated");
        if let Some(sheet) = self.sheet.as_mut().filter(|_| is_hidden(tag)) {
            let last = self.next_column.saturating_add(columns.min(16_384));
            sheet.hidden_columns.extend(self.next_column..last);
        }
        self.next_column = self.next_column.saturating_add(columns);
    }

    /// Starts a cell.
    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        let formula = attribute(tag, "formula").unwrap_or_default();
        let formula = formula.split_once('=').map_or("", |(_, formula)| formula);
        self.cell = Some(Reading {
            value: typed(tag),
            text: String::new(),
            parts: Struck::default(),
            comment: String::new(),
            links: linked(formula).into_iter().collect(),
            look: self.named(tag).look,
            columns: count(tag, "number-columns-repeated"),
            spans: (count(tag, "number-rows-spanned"), count(tag, "number-columns-spanned")),
        });
    }

    /// Starts a new line in a cell with text.
    fn line(&mut self) {
        if self.drawn > 0 {
            self.boxes.push(' ');
            return;
        }
        if let Some(cell) =
            self.cell.as_mut().filter(|cell| self.aside == 0 && !cell.text.is_empty())
        {
            cell.text.push('\n');
            cell.parts.kept.push('\n');
        }
    }

    /// Adds text to the cell, or to its comment.
    fn text(&mut self, text: &str) {
        if self.drawn > 0 {
            self.boxes.push_str(text);
            return;
        }
        let Some(cell) = &mut self.cell else { return };
        if self.aside > 0 {
            // The author and date of a comment are not part of its text.
            cell.comment.push_str(if self.in_words > 0 { text } else { "" });
            return;
        }
        cell.text.push_str(text);
        let is_struck = self.spans.contains(&true);
        let part = if is_struck { &mut cell.parts.struck } else { &mut cell.parts.kept };
        part.push_str(text);
    }

    /// Handles a closing tag.
    fn close(&mut self, tag: &str) -> Result<(), Diagnostic> {
        match tag {
            "style" => self.style = None,
            "annotation" => self.aside = self.aside.saturating_sub(1),
            "span" => {
                self.spans.pop();
            }
            "p" => self.in_words = self.in_words.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row()?,
            "table-row-group" => drop(self.groups.pop()),
            "table" => self.sheets.extend(self.sheet.take()),
            _ => {}
        }
        Ok(())
    }

    /// Adds the cell to its row.
    fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        let first = self.next_column;
        let struck = std::mem::take(&mut cell.parts).in_part();
        let struck = struck.filter(|_| cell.value.is_none());
        if let Some(parts) = &struck {
            cell.text.clone_from(&parts.kept);
        }
        let comment = cell.comment.split_whitespace().collect::<Vec<_>>().join(" ");
        let links = std::mem::take(&mut cell.links).into_iter().map(What::Link);
        let comment = (!comment.is_empty()).then_some(What::Comment(comment));
        let tied = links.chain(comment).chain(struck.map(|parts| What::Struck(parts.struck)));
        let at = |what| Tied { row: self.row.number, column: first, what };
        if let Some(sheet) = &mut self.sheet {
            sheet.tied.extend(tied.map(at));
        }
        self.next_column = first.saturating_add(cell.columns);
        let value = match cell.value {
            Some(Value::Number(number, _)) if !cell.text.trim().is_empty() => {
                Value::Number(number, cell.text.trim().to_owned())
            }
            Some(Value::Day(day)) => shown(day, &cell.text),
            Some(value) => value,
            None if cell.text.trim().starts_with('#')
                && cell.text.trim().ends_with(['!', '?', 'A']) =>
            {
                Value::Error(cell.text.trim().to_owned())
            }
            None if cell.text.is_empty() => Value::Blank,
            None => Value::Text(cell.text),
        };
        cell.look.unseen = cell.look.hides();
        if let Some(sheet) = self.sheet.as_mut().filter(|_| cell.spans != (1, 1)) {
            let (rows, columns) = cell.spans;
            let (top, left) = (self.row.number, first);
            let (bottom, right) = (top.saturating_add(rows - 1), left.saturating_add(columns - 1));
            sheet.merged.push(Merged { top, left, bottom, right });
        }
        if value != Value::Blank || cell.look.fill.is_some() {
            let columns = first..first.saturating_add(cell.columns.min(REPEATED));
            let one = |column| Cell { column, value: value.clone(), look: cell.look };
            self.row.cells.extend(columns.map(one));
        }
    }

    /// Adds the row to its sheet, as often as it is repeated.
    fn end_row(&mut self) -> Result<(), Diagnostic> {
        let row = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(self.rows);
        let Some(sheet) = self.sheet.as_mut().filter(|_| row.said().next().is_some()) else {
            return Ok(());
        };
        if first > ROWS {
            return Err(exceeded("it has tens of thousands of rows, or more"));
        }
        for number in (first..self.next_row.min(ROWS)).take(REPEATED as usize) {
            self.cells += row.cells.len();
            if self.cells > CELLS {
                return Err(exceeded("it has hundreds of thousands of cells"));
            }
            sheet.rows.push(Row { number, ..row.clone() });
        }
        Ok(())
    }
}

/// A day as shown: the first of a month shown without its day stands for the month.
fn shown(day: NaiveDate, text: &str) -> Value {
    let numbers: Vec<i32> = text
        .split(|next: char| !next.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let named = text.chars().filter(|next| next.is_alphabetic()).count() > 2;
    let only_year = numbers == [day.year()] || numbers == [day.year() % 100];
    match named && only_year && day.day() == 1 {
        true => month(day),
        false => Value::Day(day),
    }
}

/// The page headers and footers of all sheets.
fn margins(parts: &mut Parts<'_>) -> Vec<String> {
    let text = parts.text_of("styles.xml").unwrap_or_default();
    let Ok(styles) = roxmltree::Document::parse(&text) else { return Vec::new() };
    let named = |name: &str| name.starts_with("header") || name.starts_with("footer");
    let margins = styles.descendants().filter(|node| named(node.tag_name().name()));
    let texts = margins.flat_map(|margin| {
        let lines = margin.descendants().filter(|node| node.tag_name().name() == "p");
        lines.map(|line| line.descendants().filter_map(|node| node.text()).collect::<String>())
    });
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// The content of a cell that is not text.
fn typed(tag: &BytesStart<'_>) -> Option<Value> {
    match attribute(tag, "value-type")?.as_str() {
        "date" => attribute(tag, "date-value")?.get(..10)?.parse().ok().map(Value::Day),
        "float" | "percentage" | "currency" => {
            let number: f64 = attribute(tag, "value")?.parse().ok()?;
            Some(Value::Number(number, number.to_string()))
        }
        "boolean" => {
            let word = if attribute(tag, "boolean-value")? == "true" { "Yes" } else { "No" };
            Some(Value::Text(word.to_owned()))
        }
        _ => None,
    }
}

/// Whether a tag belongs to something drawn over the cells: a shape, a picture, a text box.
fn is_drawn(name: QName<'_>) -> bool {
    name.as_ref().starts_with("draw:")
}

/// Parses `Plan.B2:Plan.D2` into an area.
fn plain_area(written: &str) -> Option<Merged> {
    let cell = |one: &str| one.rsplit('.').next().unwrap_or(one).replace('$', "");
    area(&written.split(':').map(cell).collect::<Vec<_>>().join(":"))
}

/// Whether a row or column is hidden or filtered out.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"))
}

/// A repetition count; 1 if the attribute is missing.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// Parses a colour such as `#c6efce`.
fn color(written: &str) -> Option<[u8; 3]> {
    let digits =
        written.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}
