//! Collects remarks on a spreadsheet, by sheet and cell.
//!
//! In come remarks as cells are read; out come findings, each of which names all cells with the same remark.

use std::collections::BTreeMap;
use std::fmt;

use crate::diag::Diagnostic;

/// The most cells named in one remark.
const NAMED: usize = 12;

/// The position of a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// The name of its sheet.
    pub(super) sheet: String,
    /// Its row, from 0.
    pub(super) row: u32,
    /// Its column, from 0.
    pub(super) column: u32,
}

/// Formats a position as Excel does: `Actions!F12`.
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.sheet.chars().all(|next| next.is_alphanumeric() || next == '_');
        match plain {
            true => write!(f, "{}!", self.sheet)?,
            false => write!(f, "'{}'!", self.sheet.replace('\'', "''"))?,
        }
        write!(f, "{}{}", letters(self.column), self.row + 1)
    }
}

/// The letters of a column: `A`, `Z`, `AA`.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// All remarks on a spreadsheet.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    all: Vec<Remark>,
    /// The index of each remark on cells, by its text.
    known: BTreeMap<String, usize>,
}

/// A remark, and the cells that it is about.
#[derive(Debug)]
struct Remark {
    found: Diagnostic,
    cells: Vec<At>,
}

impl Remarks {
    /// Adds a remark on the file as a whole.
    pub(super) fn push(&mut self, found: Diagnostic) {
        self.all.push(Remark { found, cells: Vec::new() });
    }

    /// Adds a remark on a cell, together with the other cells it is made about.
    pub(super) fn warn(&mut self, at: &At, message: impl Into<String>, hint: &str) {
        let message = message.into();
        let next = self.all.len();
        let known = *self.known.entry(message.clone()).or_insert(next);
        if let Some(remark) = self.all.get_mut(known) {
            remark.cells.push(at.clone());
            return;
        }
        let mut found = Diagnostic::warning(None, message);
        if !hint.is_empty() {
            found = found.hint(hint);
        }
        self.all.push(Remark { found, cells: vec![at.clone()] });
    }

    /// All remarks as findings, in the order in which they were first made.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        let finding = |remark: Remark| {
            let Remark { mut found, cells } = remark;
            if let Some(named) = named(&cells) {
                found.message = format!("{named}: {}", found.message);
            }
            found
        };
        self.all.into_iter().map(finding).collect()
    }
}

/// Cells by their names: "Actions!F5, F9 and 3 more".
fn named(cells: &[At]) -> Option<String> {
    let first = cells.first()?;
    let mut named = first.to_string();
    let mut sheet = &first.sheet;
    for cell in cells.iter().take(NAMED).skip(1) {
        let whole = cell.to_string();
        let short = whole.rsplit('!').next().unwrap_or(&whole).to_owned();
        named.push_str(", ");
        named.push_str(if cell.sheet == *sheet { &short } else { &whole });
        sheet = &cell.sheet;
    }
    match cells.len().saturating_sub(NAMED) {
        0 => Some(named),
        more => Some(format!("{named} and {more} more")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them_and_those_alike_stand_together() {
        let at = |sheet: &str, row, column| At { sheet: sheet.into(), row, column };
        assert_eq!(at("Actions", 11, 5).to_string(), "Actions!F12");
        assert_eq!(at("Area 1", 0, 27).to_string(), "'Area 1'!AB1");
        let mut remarks = Remarks::default();
        remarks.warn(&at("Actions", 4, 5), "`TBC` is not a day", "");
        remarks.warn(&at("Actions", 5, 1), "this action has no lead", "");
        remarks.warn(&at("Actions", 8, 5), "`TBC` is not a day", "");
        let messages: Vec<_> =
            remarks.into_findings().into_iter().map(|found| found.message).collect();
        assert_eq!(
            messages,
            ["Actions!F5, F9: `TBC` is not a day", "Actions!B6: this action has no lead"]
        );
    }
}
