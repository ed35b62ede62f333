//! What is hidden, merged, struck out in part, coloured by a condition, printed in the margins or not worked out in a sheet
//! of an Excel file, which no reader that we use says.

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

/// The columns that a sheet can have.
const COLUMNS: u32 = 16_384;

/// The height of a row, in points, and the width of a column, in letters, below which nobody sees what stands in it.
const LOWEST: f64 = 2.0;
const NARROWEST: f64 = 0.5;

/// How many merged areas of a sheet are looked at.
const AREAS: usize = 5_000;

/// What is known of a sheet beside the values and fills of its cells.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// The rows that are hidden.
    pub(super) rows: BTreeSet<u32>,
    /// The columns that are hidden.
    pub(super) columns: Vec<u32>,
    /// The areas of cells that are shown as one.
    pub(super) merged: Vec<Merged>,
    /// What stands in its margins when it is printed.
    pub(super) margins: Vec<String>,
    /// The areas whose cells are coloured by conditions.
    pub(super) conditional: Vec<Merged>,
    /// The cells whose formula has no value with it, by row and column.
    pub(super) unsolved: BTreeSet<(u32, u32)>,
    /// The cells of which a part is struck out.
    pub(super) struck: BTreeMap<(u32, u32), Struck>,
    /// Where formulas lead.
    pub(super) links: Vec<Tied>,
    /// What is said to those who fill in cells, by their areas; no questions.
    pub(super) prompts: Vec<(Merged, String)>,
}

/// The names of the sheets of a workbook and the parts that they are in.
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

/// What is known of the sheet that a part holds; what is damaged is taken as far as it can be read. `texts` are those of the
/// texts of all cells of which a part is struck out, by their numbers.
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

/// What is read so far.
struct Reading<'t> {
    geometry: Geometry,
    texts: &'t BTreeMap<usize, Struck>,
    next_row: u32,
    /// The cell that is being read, whether its value is the number of a text, and whether a formula in it has no value yet.
    cell: Option<(u32, u32)>,
    numbered: bool,
    unsolved: bool,
    /// The parts of its text, where that stands in it.
    runs: Runs,
    /// What is said in the tag that is being read: a value, a formula or a margin.
    said: Option<String>,
}

impl Reading<'_> {
    /// Notes a tag that opens.
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

    /// Notes a tag that closes.
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

/// Whether a tag holds what is printed in a margin.
fn is_margin(tag: &str) -> bool {
    tag.ends_with("Header") || tag.ends_with("Footer")
}

/// Where a formula leads: `HYPERLINK("https://…","Report")`.
pub(super) fn linked(formula: &str) -> Option<String> {
    let rest = formula.trim_start().strip_prefix("HYPERLINK(")?.trim_start().strip_prefix('"')?;
    let (address, _) = rest.split_once('"')?;
    (!address.is_empty()).then(|| address.to_owned())
}

impl Geometry {
    /// Notes what a tag says. A row without a number follows the one before.
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

/// The words of a margin, without the codes of where and how they are printed: `&C&"Arial,Bold"&14Draft`.
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

/// The value of an attribute, whatever the namespace of its name.
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

/// The area that `B2:D2` is.
fn merged(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(first)?, position(last)?);
    (top <= bottom && left <= right).then_some(Merged { top, left, bottom, right })
}

/// The area that `B2:D2` or `B2` is.
pub(super) fn area(written: &str) -> Option<Merged> {
    let one = |(row, column)| Merged { top: row, left: column, bottom: row, right: column };
    merged(written).or_else(|| position(written).map(one))
}

/// The row and column, from 0, that `B2` is.
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
