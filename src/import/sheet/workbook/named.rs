//! Reads the named ranges and print areas of a workbook.
//!
//! In come names and references as Excel or LibreOffice writes them; out come, for each sheet, its print areas and,
//! for the first cell of each row in a named range, the words of that name.

use super::geometry::area;
use super::parts::Parts;
use super::{Merged, Sheet, Tied, What};

/// Excel's name for the print area of a sheet.
const PRINTED: &str = "_xlnm.Print_Area";

/// The characters before the cell in a reference and between two references, in Excel and in OpenDocument.
pub(super) const EXCEL: (char, char) = ('!', ',');
pub(super) const OPEN: (char, char) = ('.', ' ');

/// The last possible row and column.
const LAST: (u32, u32) = (1_048_575, 16_383);

/// A named range.
#[derive(Debug, Default)]
pub(super) struct Defined {
    /// The name.
    name: String,
    /// The areas, each with the name of its sheet.
    areas: Vec<(String, Merged)>,
}

impl Defined {
    /// Parses a name; it has no areas if it refers to something else.
    pub(super) fn of(name: &str, places: &str, marks: (char, char)) -> Self {
        Self { name: name.to_owned(), areas: areas(places, marks) }
    }

    /// The print areas of a sheet.
    pub(super) fn printed(sheet: &str, places: &str, marks: (char, char)) -> Vec<Merged> {
        let all = areas(places, marks).into_iter();
        all.filter(|(of, _)| of == sheet).map(|(_, area)| area).collect()
    }

    /// The words in its name: `Exempt_rows`, `NotForPublication`.
    fn words(&self) -> String {
        let mut words = String::new();
        let mut was_small = false;
        for next in self.name.chars() {
            if was_small && next.is_uppercase() {
                words.push(' ');
            }
            was_small = next.is_lowercase();
            words.push(if next.is_alphanumeric() { next } else { ' ' });
        }
        words.trim().to_owned()
    }
}

/// Reads the names of an Excel file.
pub(super) fn of_excel(parts: &Parts<'_>, sheets: &mut [Sheet]) {
    let text = parts.text_of("xl/workbook.xml").unwrap_or_default();
    let Ok(tree) = roxmltree::Document::parse(&text) else { return };
    let names = tree.descendants().filter(|node| node.tag_name().name() == "definedName");
    for node in names {
        let (name, places) = (node.attribute("name").unwrap_or_default(), node.text());
        let places = places.unwrap_or_default();
        match name {
            PRINTED => sheets.iter_mut().for_each(|sheet| {
                sheet.printed.extend(Defined::printed(&sheet.name, places, EXCEL))
            }),
            _ if name.starts_with('_') => {}
            _ => Defined::of(name, places, EXCEL).tie(sheets),
        }
    }
}

impl Defined {
    /// Attaches the words of the name to the rows of its areas. A name for a single column is skipped, because it is
    /// that of the answers to a question.
    pub(super) fn tie(&self, sheets: &mut [Sheet]) {
        for (of, area) in &self.areas {
            let is_column = area.left == area.right && area.top < area.bottom;
            let sheet = sheets.iter_mut().find(|sheet| sheet.name == *of);
            let Some(sheet) = sheet.filter(|_| !is_column) else { continue };
            let rows = sheet.rows.iter().map(|row| row.number);
            let rows = rows.filter(|row| (area.top..=area.bottom).contains(row));
            let tied =
                rows.map(|row| Tied { row, column: area.left, what: What::Named(self.words()) });
            sheet.tied.extend(tied);
        }
    }
}

/// The areas in a reference, each with the name of its sheet.
fn areas(places: &str, (mark, between): (char, char)) -> Vec<(String, Merged)> {
    let mut quoted = false;
    let parts = places.split(|next: char| {
        quoted ^= next == '\'';
        next == between && !quoted
    });
    parts.filter_map(|part| place(part.trim(), mark)).collect()
}

/// Parses `'My plan'!$A$1:$F$2` into the name of the sheet and an area.
fn place(text: &str, mark: char) -> Option<(String, Merged)> {
    let (before, last) = text.rsplit_once(':').unwrap_or((text, ""));
    let (sheet, first) = before.rsplit_once(mark)?;
    let last = last.rsplit_once(mark).map_or(last, |(_, last)| last);
    let sheet = sheet.trim_start_matches('$');
    let sheet =
        sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')).unwrap_or(sheet);
    let (first, last) = (first.replace('$', ""), last.replace('$', ""));
    let found = match last.as_str() {
        "" => area(&first),
        last => area(&format!("{first}:{last}"))
            .or_else(|| {
                area(&format!("A{first}:A{last}")).map(|area| Merged { right: LAST.1, ..area })
            })
            .or_else(|| {
                area(&format!("{first}1:{last}1")).map(|area| Merged { bottom: LAST.0, ..area })
            }),
    };
    Some((sheet.replace("''", "'"), found?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_as_programs_write_them() {
        let of = |sheet: &str, top, left, bottom, right| {
            (sheet.to_owned(), Merged { top, left, bottom, right })
        };
        for (text, marks, found) in [
            ("Plan!$A$1:$F$2", EXCEL, vec![of("Plan", 0, 0, 1, 5)]),
            ("Plan!$B$3", EXCEL, vec![of("Plan", 2, 1, 2, 1)]),
            ("Plan!$1:$3", EXCEL, vec![of("Plan", 0, 0, 2, 16_383)]),
            ("Plan!$A:$F", EXCEL, vec![of("Plan", 0, 0, 1_048_575, 5)]),
            (
                "'Jo''s, plan!'!A1:B2,Other!C3",
                EXCEL,
                vec![of("Jo's, plan!", 0, 0, 1, 1), of("Other", 2, 2, 2, 2)],
            ),
            ("Plan.A1:Plan.F2", OPEN, vec![of("Plan", 0, 0, 1, 5)]),
            (
                "$'My plan'.$A$3:.$F$3 Plan.A1",
                OPEN,
                vec![of("My plan", 2, 0, 2, 5), of("Plan", 0, 0, 0, 0)],
            ),
            ("Plan!#REF!", EXCEL, vec![]),
            ("\"Yes\"", EXCEL, vec![]),
            ("", EXCEL, vec![]),
        ] {
            assert_eq!(areas(text, marks), found, "{text}");
        }
    }

    #[test]
    fn a_name_is_read_in_its_words() {
        let words = |name| Defined::of(name, "", EXCEL).words();
        assert_eq!(words("Exempt_rows"), "Exempt rows");
        assert_eq!(words("NotForPublication"), "Not For Publication");
        assert_eq!(words("NFP.2026"), "NFP 2026");
    }
}
