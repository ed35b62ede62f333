//! What is hidden, merged, printed in the margins or not worked out in a sheet of an Excel file, which no reader that we use
//! says.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Merged;
use super::bounds::ROWS;
use super::ods::resolved;
use super::parts::Parts;

/// The columns that a sheet can have.
const COLUMNS: u32 = 16_384;

/// How many merged areas of a sheet are looked at.
const AREAS: usize = 5_000;

/// What is hidden and what is merged in a sheet.
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
    /// The cells whose formula has no value with it, by row and column.
    pub(super) unsolved: BTreeSet<(u32, u32)>,
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

/// What is hidden and merged in the sheet that a part holds; what is damaged is taken as far as it can be read.
pub(super) fn of(parts: &mut Parts<'_>, part: &str) -> Option<Geometry> {
    let mut reader = Reader::from_reader(BufReader::new(parts.reader(part)?));
    let mut geometry = Geometry::default();
    let mut buffer = Vec::new();
    let mut next_row = 0;
    let mut margin: Option<String> = None;
    let (mut cell, mut solving, mut in_value) = (None, None, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                geometry.note(&tag, &mut next_row);
                let name = tag.local_name();
                let name = name.as_ref();
                match name {
                    "c" => {
                        in_value = false;
                        cell = attribute(&tag, "r").and_then(|cell| position(&cell));
                        solving = None;
                    }
                    "f" => solving = cell,
                    "v" => in_value = true,
                    _ if name.ends_with("Header") || name.ends_with("Footer") => {
                        margin = Some(String::new());
                    }
                    _ => {}
                }
            }
            Ok(Event::Text(text)) => {
                if in_value && !text.xml10_content().trim().is_empty() {
                    solving = None;
                }
                if let Some(margin) = &mut margin {
                    margin.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some(margin) = &mut margin {
                    margin.push_str(&resolved(&reference));
                }
            }
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "c" => geometry.unsolved.extend(solving.take()),
                "v" => in_value = false,
                _ => geometry.margins.extend(margin.take().map(|text| words_of(&text))),
            },
            Ok(Event::Eof) | Err(_) => return Some(geometry),
            Ok(_) => {}
        }
    }
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
                if hidden() && row <= ROWS {
                    self.rows.insert(row);
                }
            }
            "col" if hidden() => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
                self.columns.extend((first.max(1)..=last.min(COLUMNS)).map(|column| column - 1));
            }
            "mergeCell" if self.merged.len() < AREAS => {
                self.merged.extend(attribute(tag, "ref").and_then(|area| merged(&area)));
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

/// The area that `B2:D2` is.
fn merged(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(first)?, position(last)?);
    (top <= bottom && left <= right).then_some(Merged { top, left, bottom, right })
}

/// The row and column, from 0, that `B2` is.
fn position(cell: &str) -> Option<(u32, u32)> {
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
    fn areas_are_read_as_excel_names_them() {
        let area = |top, left, bottom, right| Some(Merged { top, left, bottom, right });
        assert_eq!(merged("B2:D2"), area(1, 1, 1, 3));
        assert_eq!(merged("AA10:AB11"), area(9, 26, 10, 27));
        for wrong in ["B2", "B2:A1", "2:3", "B0:C1", "b2:c3", "ZZZZZZZZ1:A2"] {
            assert_eq!(merged(wrong), None, "{wrong}");
        }
    }
}
