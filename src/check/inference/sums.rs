//! Finds sums in open prose from which a withheld sum can be worked out: the total of a column of a table, its average, or
//! how far one of its figures is from another.
//!
//! Only sums of money with several digits count, and only if they match to the penny, as hardly any other sum would.

use super::is_withheld;
use crate::check::money;
use crate::check::passage::{Passage, passages};
use crate::check::tables::said;
use crate::check::totals::adds_up;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Block, Cell, Document, Inline, Node, Table, each_of};
use crate::read::number::Number;

/// The fewest digits of a sum before its final noughts.
const DIGITS: usize = 3;

/// What a sum in prose is of the figures of a column.
struct Told {
    sum: Number,
    what: &'static str,
}

/// Reports each open sum that tells a withheld one.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let (mut told, mut closed): (Vec<Told>, Vec<Place>) = (Vec::new(), Vec::new());
    document.each(&mut |node| match node {
        Node::Block(Block::Table(table)) => told.extend(of_table(table)),
        Node::Block(Block::Withheld(withheld)) => each_of(&withheld.blocks, &mut |inner| {
            if let Node::Inline(Inline::Text(text)) = inner {
                closed.extend(text.place);
            }
        }),
        _ => {}
    });
    if told.is_empty() {
        return Vec::new();
    }
    let is_open = |passage: &Passage<'_>| passage.place().is_some_and(|own| !closed.contains(&own));
    let open = passages(document).into_iter().filter(is_open);
    let found = open.flat_map(|passage| {
        let sums = money::sums(&passage.text);
        let found = sums.into_iter().filter_map(|sum| {
            let tells = told.iter().find(|told| told.sum == sum.value)?;
            let written = &passage.text[sum.range.clone()];
            let message = format!(
                "everyone can work out a withheld figure from `{written}`: it is {}",
                tells.what
            );
            let place = passage.place_of(sum.range);
            Some(Diagnostic::of(Rule::WithheldTold, place, message).hint(
                "withhold this sum too, or say it less exactly; or accept this with a reason",
            ))
        });
        found.collect::<Vec<_>>()
    });
    found.collect()
}

/// The sums that tell a withheld figure of a table.
fn of_table(table: &Table) -> Vec<Told> {
    let rows = match table.rows.split_last() {
        Some((foot, above)) if adds_up(foot) => above,
        _ => &table.rows,
    };
    let columns = (1..table.columns.len()).filter_map(|column| {
        let cells = rows.iter().map(|row| row.get(column)).collect::<Option<Vec<&Cell>>>()?;
        of_column(&cells)
    });
    columns.flatten().filter(|told| is_telling(told.sum)).collect()
}

/// The sums that tell a withheld figure of a column; `None` if it has none, or a cell that is no sum of money.
fn of_column(cells: &[&Cell]) -> Option<Vec<Told>> {
    let sums = cells.iter().map(|cell| sum_in(cell)).collect::<Option<Vec<Number>>>()?;
    let of = |is_closed: bool| -> Vec<Number> {
        let all = cells.iter().zip(&sums).filter(|(cell, _)| is_withheld(cell) == is_closed);
        all.map(|(_, sum)| *sum).collect()
    };
    let (closed, open) = (of(true), of(false));
    if closed.is_empty() || open.is_empty() {
        return None;
    }
    let mut told = Vec::new();
    if closed.len() == 1 {
        let total = sums.iter().try_fold(Number::ZERO, |total, sum| total.plus(*sum))?;
        told.push(Told {
            sum: total,
            what: "the total of its column, whose other figures are open",
        });
        let mean = total.over(Number::from(i64::try_from(sums.len()).ok()?));
        let mean = mean.and_then(|(mean, _)| Some(mean.rounded(2)?.shortest()));
        told.extend(mean.map(|sum| Told {
            sum,
            what: "the average of its column, whose other figures are open",
        }));
    }
    for (closed, open) in
        closed.iter().flat_map(|closed| open.iter().map(move |open| (closed, open)))
    {
        let apart = closed.minus(*open)?.size();
        told.push(Told { sum: apart, what: "how far that is from an open one of its column" });
    }
    told.retain(|told| !open.contains(&told.sum));
    Some(told)
}

/// The sum of money in a cell.
fn sum_in(cell: &Cell) -> Option<Number> {
    let said = said(cell);
    let [sum] = &money::sums(&said)[..] else { return None };
    Some(sum.value)
}

/// Whether a sum has so many digits that it does not equal another by chance.
fn is_telling(sum: Number) -> bool {
    let digits: String = sum.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len() >= DIGITS
}
