//! Finds percentages in a column of a table that do not match the numbers beside them.
//!
//! In comes an author's own table; out comes a finding for each percentage that is wrong, if the other rows show what
//! the column is a share of: the sum of another column, or one column as part of another. What only one row would
//! show is not guessed.

use super::tables::{of_data, said, written};
use super::totals::figure;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Table};
use crate::read::number::Number;

/// The fewest rows that must agree on what the column is a share of.
const FEWEST: usize = 2;
/// The most columns of a table that is checked: a wider one is a spreadsheet.
const MOST: usize = 12;
/// How far a share may be from that of its rounded numbers, in units of its last decimal place.
const STRAY: f64 = 1.0;

/// Reports each wrong percentage.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for table in of_data(document).into_iter().filter(|table| table.header.len() <= MOST) {
        let read: Vec<_> = (1..table.header.len()).map(|at| Column::of(table, at)).collect();
        let shares = read.iter().filter(|column| column.shares.iter().flatten().count() > FEWEST);
        findings.extend(shares.flat_map(|column| wrong(table, column, &read)));
    }
    findings
}

/// The numbers of a column.
struct Column {
    at: usize,
    /// For each row, its percentage or its other number.
    shares: Vec<Option<Number>>,
    numbers: Vec<Option<Number>>,
    /// The sum of the numbers, without a total in the last row.
    sum: Option<Number>,
}

impl Column {
    /// Reads a column of a table.
    fn of(table: &Table, at: usize) -> Self {
        let cells = table.rows.iter().map(|row| figure(&said(row.get(at)?)));
        let cells: Vec<_> = cells.collect();
        let those = |is_share: bool| -> Vec<Option<Number>> {
            let one = |cell: &Option<(Number, String)>| {
                cell.as_ref().filter(|(_, sign)| (sign == "%") == is_share).map(|(value, _)| *value)
            };
            cells.iter().map(one).collect()
        };
        let (shares, numbers) = (those(true), those(false));
        let sum = numbers.split_last().and_then(|(last, above)| {
            let sum = above.iter().try_fold(Number::ZERO, |sum, one| sum.plus((*one)?))?;
            if Some(sum) == *last { *last } else { sum.plus((*last)?) }
        });
        Self { at, shares, numbers, sum }
    }
}

/// The wrong percentages of a column.
fn wrong(table: &Table, column: &Column, read: &[Column]) -> Vec<Diagnostic> {
    let others = || read.iter().filter(|other| other.at != column.at);
    let of_sums = others().map(|part| (part, None));
    let of_others = others().flat_map(|part| {
        others().filter(|all| all.at != part.at).map(move |all| (part, Some(all)))
    });
    let held = of_sums.chain(of_others).filter_map(|(part, all)| {
        let held = column.shares.iter().enumerate().filter_map(|(at, share)| {
            let whole = all.map_or(part.sum, |all| all.numbers[at])?;
            let part = part.numbers[at]?;
            let sound = whole.nearest() > 0.0 && part <= whole;
            sound.then(|| Some((at, (*share)?, 100.0 * part.nearest() / whole.nearest())))?
        });
        let (right, off): (Vec<_>, Vec<_>) =
            held.partition(|(_, share, exact)| (share.nearest() - exact).abs() <= stray(*share));
        (right.len() >= FEWEST && off.len() < right.len()).then_some(off)
    });
    let Some(off) = held.min_by_key(Vec::len) else { return Vec::new() };
    let heading = said(&table.header[column.at]);
    let found = off.into_iter().filter_map(|(at, share, exact)| {
        let row = &table.rows[at];
        let text = written(row.get(column.at)?).next()?;
        let name = said(row.first()?);
        let places = share.places() as usize;
        let message = format!(
            "“{heading}” of “{name}” is {}, and by the numbers beside it {exact:.places$}%",
            text.text.trim()
        );
        let found = Diagnostic::of(Rule::WrongShare, text.place?, message);
        Some(found.hint("correct the share, or the number that is wrong; or say in the heading what it is a share of"))
    });
    found.collect()
}

/// How far a percentage may be off.
fn stray(share: Number) -> f64 {
    STRAY / 10_f64.powi(i32::try_from(share.places()).unwrap_or(0)) + 1e-9
}
