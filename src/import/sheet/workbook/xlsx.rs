//! Reads Excel files since 2007: values and fills with `calamine`, cell by cell; the rest with
//! [`super::geometry`].

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Hyperlink, Reader, SheetType, Style, Xlsx};

use super::bounds::{CELLS, ROWS, exceeded};
use super::geometry::{self, Geometry};
use super::parts::{Parts, damaged, text_box};
use super::{Cell, Look, Row, Sheet, Tied, Value, What, Workbook, named, properties, struck, tied};
use crate::diag::Diagnostic;

/// The largest type size that cannot be read, in points.
const TOO_SMALL: f64 = 2.0;

/// The part with the shared strings.
const STRINGS: &str = "xl/sharedStrings.xml";

/// Reads such a file.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, Diagnostic> {
    let mut parts = Parts::of(bytes, name)?;
    parts.check(name)?;
    if strings_announced(&mut parts) > CELLS {
        return Err(exceeded("it announces hundreds of thousands of texts"));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(name))?;
    let listed = geometry::sheets(&parts);
    let texts = struck::texts(&mut parts, STRINGS);
    let names = tied::styles(&parts);
    let from_1904 = book.has_1904_epoch();
    let mut left = CELLS;
    let (mut sheets, mut ignored) = (Vec::new(), ignored(&parts));
    for about in book.sheets_metadata().to_vec() {
        if about.typ != SheetType::WorkSheet {
            continue;
        }
        let part = listed.iter().find(|(listed, _)| *listed == about.name).map(|(_, part)| part);
        let geometry = part.and_then(|part| geometry::of(&mut parts, part, &texts));
        let geometry = geometry.unwrap_or_default();
        let striped = part.map(|part| tied::striped(&parts, part)).unwrap_or_default();
        let links = book.hyperlinks_by_sheet_name(&about.name).unwrap_or_default();
        let comments = part.map_or(Some(Vec::new()), |part| tied::comments(&parts, part));
        if comments.is_none() {
            let name = &about.name;
            ignored.push(format!(
                "the comments on the sheet `{name}` cannot be read, and are not taken"
            ));
        }
        let tied = links.into_iter().filter_map(link).chain(comments.unwrap_or_default());
        let mut sheet = Sheet {
            tied: tied.chain(geometry.links.iter().cloned()).collect(),
            conditional: geometry.conditional.clone(),
            striped,
            hidden: about.visible != calamine::SheetVisible::Visible,
            hidden_columns: geometry.columns.clone(),
            merged: geometry.merged.clone(),
            margins: geometry.margins.clone(),
            printed: Vec::new(),
            name: about.name,
            rows: Vec::new(),
        };
        read_rows(&mut book, &mut sheet, &geometry, from_1904, &names, &mut left, name)?;
        sheets.push(sheet);
    }
    named::of_excel(&parts, &mut sheets);
    let mut around = properties(&parts, &["docProps/core.xml", "docProps/custom.xml"]);
    around.push(("in a text box", drawn(&parts)));
    Ok(Workbook { sheets, from_1904, ignored, around })
}

/// Reads the rows of a sheet. `left` is the number of cells that may still be read.
fn read_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &mut Sheet,
    geometry: &Geometry,
    from_1904: bool,
    names: &[Option<String>],
    left: &mut usize,
    name: &str,
) -> Result<(), Diagnostic> {
    let broken = || {
        Diagnostic::error(None, format!("the sheet `{}` of `{name}` is damaged", sheet.name))
            .hint("open it in Excel or LibreOffice and save it again")
    };
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|_| broken())?;
    let styles: Vec<Format> = cells.styles().iter().map(Format::of).collect();
    let mut tied = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut row = Row::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| broken())? {
        let (number, column) = cell.get_position();
        if number > ROWS {
            match cell.get_value() {
                DataRef::Empty => continue,
                _ => return Err(exceeded("it has tens of thousands of rows, or more")),
            }
        }
        if number != row.number {
            finish(&mut rows, std::mem::take(&mut row), left)?;
            row = Row { number, hidden: geometry.rows.contains(&number), cells: Vec::new() };
        }
        let format = styles.get(style);
        let named = names.get(style).and_then(Option::as_ref);
        let value = value(cell.get_value().clone(), format, from_1904);
        let mut look = format.map(|format| format.look).unwrap_or_default();
        // The fill that a condition or a table style gives a cell is unknown.
        let mut known = sheet.conditional.iter().chain(&sheet.striped);
        let is_known = !known.any(|area| area.holds(number, column));
        let is_coded = format.is_some_and(|format| is_blank_code(&format.code, &value));
        look.unseen |= is_coded || is_known && look.hides();
        if !value.is_blank() {
            let words = format.and_then(|format| format.says.as_ref()).into_iter().chain(named);
            let beside = words.map(|words| What::Beside(words.clone()));
            tied.extend(beside.map(|what| Tied { row: number, column, what }));
        }
        if value != Value::Blank || look.fill.is_some() {
            row.cells.push(Cell { column, value, look });
        }
    }
    finish(&mut rows, row, left)?;
    unsolved(&mut rows, geometry);
    sheet.tied.extend(without_struck(&mut rows, geometry));
    sheet.tied.extend(tied);
    sheet.tied.extend(rows.iter().flat_map(|row| {
        let prompts = geometry.prompts.iter();
        let own = prompts.filter(|(area, _)| (area.top..=area.bottom).contains(&row.number));
        own.map(|(area, words)| {
            let what = What::Beside(words.clone());
            Tied { row: row.number, column: area.left, what }
        })
    }));
    sheet.rows = rows;
    Ok(())
}

/// Puts errors into cells whose formula was saved without a value, as some programs do.
fn unsolved(rows: &mut [Row], geometry: &Geometry) {
    for (number, column) in &geometry.unsolved {
        let Ok(at) = rows.binary_search_by_key(number, |row| row.number) else { continue };
        let cells = &mut rows[at].cells;
        let value = Value::Error("no value that was saved".to_owned());
        match cells.binary_search_by_key(column, |cell| cell.column) {
            Ok(at) => cells[at].value = value,
            Err(at) => cells.insert(at, Cell { column: *column, value, look: Look::default() }),
        }
    }
}

/// Removes the struck part of texts that are partly struck out, and returns it.
fn without_struck(rows: &mut [Row], geometry: &Geometry) -> Vec<Tied> {
    let mut tied = Vec::new();
    for ((row, column), text) in &geometry.struck {
        let Ok(at) = rows.binary_search_by_key(row, |row| row.number) else { continue };
        let cells = &mut rows[at].cells;
        let Ok(at) = cells.binary_search_by_key(column, |cell| cell.column) else { continue };
        cells[at].value = Value::Text(text.kept.clone());
        cells[at].look.struck = false;
        let what = What::Struck(text.struck.clone());
        tied.push(Tied { row: *row, column: *column, what });
    }
    tied
}

/// A link as something attached to its cell.
fn link(link: Hyperlink) -> Option<Tied> {
    let (row, column) = link.range.start;
    let place = link.location.map(|place| format!("#{place}"));
    let what = What::Link(link.target.or(place)?);
    Some(Tied { row, column, what })
}

/// Keeps a row if it has content, with its cells in order.
fn finish(rows: &mut Vec<Row>, mut row: Row, left: &mut usize) -> Result<(), Diagnostic> {
    if row.said().next().is_none() {
        return Ok(());
    }
    row.cells.sort_by_key(|cell| cell.column);
    row.cells.dedup_by_key(|cell| cell.column);
    *left = left
        .checked_sub(row.cells.len())
        .ok_or_else(|| exceeded("it has hundreds of thousands of cells"))?;
    let at = rows.partition_point(|other| other.number < row.number);
    match rows.get_mut(at).filter(|other| other.number == row.number) {
        Some(other) => {
            other.cells.extend(row.cells);
            other.cells.sort_by_key(|cell| cell.column);
        }
        None => rows.insert(at, row),
    }
    Ok(())
}

/// The look of cells with a style, and the format of their numbers.
struct Format {
    look: Look,
    code: String,
    /// The literal text in the number format.
    says: Option<String>,
}

impl Format {
    /// Reads a style.
    fn of(style: &Style) -> Self {
        let fill = style.fill.as_ref().filter(|fill| fill.is_visible());
        let parts = |color: calamine::Color| [color.red, color.green, color.blue];
        let fill = fill.and_then(calamine::Fill::get_color).map(parts);
        let ink = style.font.as_ref().and_then(|font| font.color).map(parts);
        let struck = style.font.as_ref().is_some_and(|font| font.strikethrough);
        let code = style.number_format.as_ref().map(|format| format.format_code.clone());
        let size = style.font.as_ref().and_then(|font| font.size);
        let unseen = size.is_some_and(|size| size <= TOO_SMALL);
        let code = code.unwrap_or_default();
        let says = code.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
        let says = Some(says).filter(|says| says.contains(char::is_alphabetic));
        Self { look: Look { fill, ink, struck, unseen }, code, says }
    }
}

/// Whether a format hides a value: `;;;`, or `;;` for a number.
fn is_blank_code(code: &str, value: &Value) -> bool {
    let parts = code.len() + 1;
    let fewest = if matches!(value, Value::Text(_)) { 4 } else { 3 };
    parts >= fewest && code.chars().all(|next| next == ';')
}

/// The value of a cell.
fn value(value: DataRef<'_>, format: Option<&Format>, from_1904: bool) -> Value {
    let format = format.map_or("", |format| &format.code);
    super::xls::value(Data::from(value), format, from_1904)
}

/// The contents of the workbook that are not read, each as a clause.
fn ignored(parts: &Parts<'_>) -> Vec<String> {
    let found = [
        ("xl/vbaProject.bin", "it has macros, which are not run"),
        (
            "xl/externalLinks/",
            "it is linked to other workbooks; their values are taken as they were last saved",
        ),
        (
            "xl/connections.xml",
            "it draws on other sources; their values are taken as they were last saved",
        ),
        ("xl/media/", "it has pictures, which are not taken"),
        ("xl/charts/", "it has charts, which are not taken"),
    ];
    let said = found.into_iter().filter(|(part, _)| parts.has_below(part));
    said.map(|(_, what)| what.to_owned()).chain(text_box(&drawn(parts))).collect()
}

/// The text drawn over the cells.
fn drawn(parts: &Parts<'_>) -> String {
    let mut words = String::new();
    for part in parts.below("xl/drawings/drawing") {
        let text = parts.text_of(&part).unwrap_or_default();
        let Ok(tree) = roxmltree::Document::parse(&text) else { continue };
        for node in tree.descendants().filter(|node| matches!(node.tag_name().name(), "p" | "t")) {
            match node.tag_name().name() {
                "p" => words.push(' '),
                _ => words.push_str(node.text().unwrap_or_default()),
            }
        }
    }
    words
}

/// The number of shared strings that the workbook declares; memory for them would be reserved in advance.
fn strings_announced(parts: &mut Parts<'_>) -> usize {
    let mut start = String::new();
    let read = parts.reader(STRINGS).map(|part| part.take(4096).read_to_string(&mut start));
    let count = start.split_once("uniqueCount=").filter(|_| read.is_some());
    let digits = count.map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let digits: String =
        digits.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(usize::MAX) }
}
