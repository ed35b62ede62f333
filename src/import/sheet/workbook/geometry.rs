//! Reads from Excel files what the reader library leaves out: what is hidden, merged, partly struck out,
//! conditionally coloured or not calculated, and page headers and footers.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::bounds::ROWS;
use super::ods::resolved;
use super::parts::Parts;
use super::struck::{Runs, Struck};
use super::{Merged, Tied, What};

/// The most columns of a sheet.
const COLUMNS: u32 = 16_384;

/// The height of a row in points, or the width of a column in characters, below which its content is invisible.
const LOWEST: f64 = 2.0;
const NARROWEST: f64 = 0.5;

/// The most merged areas read in a sheet.
const AREAS: usize = 5_000;

/// What is known of a sheet besides the values and fills of its cells.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// The rows that are hidden.
    pub(super) rows: BTreeSet<u32>,
    /// The columns that are hidden.
    pub(super) columns: Vec<u32>,
    /// The merged areas.
    pub(super) merged: Vec<Merged>,
    /// Its page headers and footers.
    pub(super) margins: Vec<String>,
    /// The areas with conditional colours.
    pub(super) conditional: Vec<Merged>,
    /// The cells whose formula has no stored value, by row and column.
    pub(super) unsolved: BTreeSet<(u32, u32)>,
    /// The cells whose text is partly struck out.
    pub(super) struck: BTreeMap<(u32, u32), Struck>,
    /// The links made by formulas.
    pub(super) links: Vec<Tied>,
    /// Input prompts by area, except questions.
    pub(super) prompts: Vec<(Merged, String)>,
}

/// The names of the sheets of a workbook, with the parts that hold them.
pub(super) fn sheets(parts: &Parts<'_>) -> Vec<(String, String)> {
    let tree = |name: &str| parts.text_of(name);
    let (Some(book), Some(links)) = (tree("xl/workbook.xml"), tree("xl/_rels/workbook.xml.rels"))
    else {
        return Vec::new();
    };
    let parsed = (roxmltree::Document::parse(&book), roxmltree::Document::parse(&links));
    let (Ok(book), Ok(links)) = parsed else { return Vec::new() };
    let target = |id: &str| {
        let mut links = links.descendants().filter(|node| node.attribute("Id") == Some(id));
        let target = links.find_map(|link| link.attribute("Target"))?;
        Some(match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        })
    };
    let listed = book.descendants().filter(|node| node.tag_name().name() == "sheet");
    let named = listed.filter_map(|sheet| {
        let id = sheet.attributes().find(|one| one.name() == "id")?.value();
        Some((sheet.attribute("name")?.to_owned(), target(id)?))
    });
    named.collect()
}

/// Reads the part that holds a sheet, as far as possible if it is damaged. `texts` are the shared strings that are
/// partly struck out, by index.
pub(super) fn of(
    parts: &mut Parts<'_>,
    part: &str,
    texts: &BTreeMap<usize, Struck>,
) -> Option<Geometry> {
    let mut reader = Reader::from_reader(BufReader::new(parts.reader(part)?));
    let mut reading = Reading {
        geometry: Geometry::default(),
        texts,
        next_row: 0,
        cell: None,
        numbered: false,
        unsolved: false,
        runs: Runs::default(),
        said: None,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => reading.open(&tag),
            Ok(Event::Empty(tag)) => {
                reading.open(&tag);
                reading.close(tag.local_name().as_ref());
            }
            Ok(Event::Text(text)) => reading.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => reading.text(&resolved(&reference)),
            Ok(Event::End(tag)) => reading.close(tag.local_name().as_ref()),
            Ok(Event::Eof) | Err(_) => return Some(reading.geometry),
            Ok(_) => {}
        }
    }
}

/// The state of reading.
struct Reading<'t> {
    geometry: Geometry,
    texts: &'t BTreeMap<usize, Struck>,
    next_row: u32,
    /// The cell being read, whether its value is the index of a shared string, and whether a formula in it has no
    /// value yet.
    cell: Option<(u32, u32)>,
    numbered: bool,
    unsolved: bool,
    /// The runs of its text, if that is inline.
    runs: Runs,
    /// The text of the open tag: a value, a formula or a margin.
    said: Option<String>,
}

impl Reading<'_> {
    /// Handles an opening tag.
    fn open(&mut self, tag: &BytesStart<'_>) {
        self.geometry.note(tag, &mut self.next_row);
        self.runs.open(tag);
        match tag.local_name().as_ref() {
            "c" => {
                self.cell = attribute(tag, "r").and_then(|cell| position(&cell));
                self.numbered = attribute(tag, "t").as_deref() == Some("s");
                self.unsolved = false;
            }
            "f" | "v" => self.said = Some(String::new()),
            name if is_margin(name) => self.said = Some(String::new()),
            _ => {}
        }
    }

    /// Adds text to what is being read.
    fn text(&mut self, text: &str) {
        self.runs.text(text);
        if let Some(said) = &mut self.said {
            said.push_str(text);
        }
    }

    /// Handles a closing tag.
    fn close(&mut self, tag: &str) {
        self.runs.close(tag);
        match tag {
            "f" => {
                self.unsolved = true;
                let formula = self.said.take().unwrap_or_default();
                let link = linked(&formula).zip(self.cell);
                self.geometry.links.extend(link.map(|(link, (row, column))| Tied {
                    row,
                    column,
                    what: What::Link(link),
                }));
            }
            "v" => {
                let value = self.said.take().unwrap_or_default();
                self.unsolved &= value.trim().is_empty();
                let number = value.trim().parse().ok().filter(|_| self.numbered);
                let struck = number.and_then(|number: usize| self.texts.get(&number)).cloned();
                self.geometry.struck.extend(self.cell.zip(struck));
            }
            "is" => self.geometry.struck.extend(self.cell.zip(self.runs.take())),
            "c" => self.geometry.unsolved.extend(self.cell.filter(|_| self.unsolved)),
            name if is_margin(name) => {
                let margin = self.said.take().map(|text| words_of(&text));
                self.geometry.margins.extend(margin);
            }
            _ => {}
        }
    }
}

/// Whether a tag holds a page header or footer.
fn is_margin(tag: &str) -> bool {
    tag.ends_with("Header") || tag.ends_with("Footer")
}

/// The address in a link formula: `HYPERLINK("https://…","Report")`.
pub(super) fn linked(formula: &str) -> Option<String> {
    let rest = formula.trim_start().strip_prefix("HYPERLINK(")?.trim_start().strip_prefix('"')?;
    let (address, _) = rest.split_once('"')?;
    (!address.is_empty()).then(|| address.to_owned())
}

impl Geometry {
    /// Records the properties in a tag. A row without a number follows the one before.
    fn note(&mut self, tag: &BytesStart<'_>, next_row: &mut u32) {
        let number = |name| attribute(tag, name).and_then(|value| value.parse::<u32>().ok());
        let hidden = || matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true"));
        match tag.local_name().as_ref() {
            "row" => {
                let row = number("r").and_then(|row| row.checked_sub(1)).unwrap_or(*next_row);
                *next_row = row.saturating_add(1);
                let low = size(tag, "ht").is_some_and(|height| height < LOWEST);
                if (hidden() || low) && row <= ROWS {
                    self.rows.insert(row);
                }
            }
            "col" if hidden() || size(tag, "width").is_some_and(|width| width < NARROWEST) => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
                self.columns.extend((first.max(1)..=last.min(COLUMNS)).map(|column| column - 1));
            }
            "dataValidation" if self.prompts.len() < AREAS => {
                let names = ["promptTitle", "prompt", "errorTitle", "error"];
                let said = names.into_iter().filter_map(|name| attribute(tag, name));
                let said: Vec<String> = said.filter(|said| !said.contains('?')).collect();
                let areas = attribute(tag, "sqref").unwrap_or_default();
                let areas: Vec<Merged> = areas.split_whitespace().filter_map(area).collect();
                let each = areas
                    .iter()
                    .flat_map(|area| said.iter().map(move |said| (*area, said.clone())));
                self.prompts.extend(each);
            }
            "mergeCell" if self.merged.len() < AREAS => {
                self.merged.extend(attribute(tag, "ref").and_then(|area| merged(&area)));
            }
            "conditionalFormatting" if self.conditional.len() < AREAS => {
                let areas = attribute(tag, "sqref").unwrap_or_default();
                self.conditional.extend(areas.split_whitespace().filter_map(area));
            }
            _ => {}
        }
    }
}

/// The text of a page header or footer, without formatting codes: `&C&"Arial,Bold"&14Draft`.
fn words_of(margin: &str) -> String {
    let mut words = String::new();
    let mut rest = margin;
    while let Some((before, code)) = rest.split_once('&') {
        words.push_str(before);
        words.push(' ');
        rest = match code.strip_prefix('"') {
            Some(font) => font.split_once('"').map_or("", |(_, rest)| rest),
            None => code.trim_start_matches(|next: char| next.is_ascii_digit()),
        };
        if rest.len() == code.len() {
            let mut letters = rest.chars();
            letters.next();
            rest = letters.as_str();
        }
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute, whatever its namespace.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|one| one.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(Cow::into_owned)
}

/// A height or a width.
fn size(tag: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(tag, name)?.parse().ok()
}

/// Parses an area such as `B2:D2`.
fn merged(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(first)?, position(last)?);
    (top <= bottom && left <= right).then_some(Merged { top, left, bottom, right })
}

/// Parses an area such as `B2:D2` or `B2`.
pub(super) fn area(written: &str) -> Option<Merged> {
    let one = |(row, column)| Merged { top: row, left: column, bottom: row, right: column };
    merged(written).or_else(|| position(written).map(one))
}

/// Parses a cell such as `B2` into row and column, from 0.
pub(super) fn position(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|next: char| next.is_ascii_digit())?;
    let row = cell[digits..].parse::<u32>().ok()?.checked_sub(1)?;
    let column = cell[..digits].bytes().try_fold(0u32, |column, letter| {
        let letter = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(letter)
    })?;
    Some((row, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_are_read_without_their_codes() {
        let margin = "&L&D&C&\"Arial,Bold\"&14NOT FOR PUBLICATION&RPage &P";
        assert_eq!(words_of(margin), "NOT FOR PUBLICATION Page");
        assert_eq!(words_of("&"), "");
        assert_eq!(words_of("R&é D"), "R D");
    }

    #[test]
    fn a_formula_that_leads_somewhere_says_where() {
        let formula = "HYPERLINK(\"https://files.example.org/?a=1&b=2\",\"Audit\")";
        assert_eq!(linked(formula).as_deref(), Some("https://files.example.org/?a=1&b=2"));
        for other in ["SUM(A1:A3)", "HYPERLINK(A1)", "HYPERLINK(\"\")", "HYPERLINK(\"cut"] {
            assert_eq!(linked(other), None, "{other}");
        }
    }

    #[test]
    fn areas_are_read_as_excel_names_them() {
        let area = |top, left, bottom, right| Some(Merged { top, left, bottom, right });
        assert_eq!(merged("B2:D2"), area(1, 1, 1, 3));
        assert_eq!(merged("AA10:AB11"), area(9, 26, 10, 27));
        for wrong in ["B2", "B2:A1", "2:3", "B0:C1", "b2:c3", "ZZZZZZZZ1:A2"] {
            assert_eq!(merged(wrong), None, "{wrong}");
        }
    }
}
