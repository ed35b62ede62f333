//! What room the columns of a table have on a screen and on paper that a browser prints.
//!
//! In comes a table as templates see it; out goes how much room it needs and how that is best divided. A browser divides it by
//! the length of all that a column says, so that dates stand on three lines beside a column of prose; here short columns
//! keep their lines, and of the rest the longer the text of one, the wider it is, as in a PDF.

use minijinja::Value;

use super::widths::{Column, Room, Ruled};
use super::{WIDEST, em};

/// The room of tables beside text on a screen.
const MEASURE: Room = Room { wide: 4_600, around: 130 };

/// About how much room the columns of a table need, in sizes of type: that of their longest words, the same
/// with the words that stay on one line, that of their longest lines, and the longest line of any but the first. Of a table that is wider than the measure also which columns keep their
/// lines whole, and the share of each.
pub(in crate::render) fn needs(table: &Value, across: usize) -> Value {
    let room = MEASURE.beside(across);
    let ruled = Ruled::new(table);
    let (kept, columns) = (ruled.kept(room), &ruled.columns);
    let short = (0..columns.len()).filter(|at| kept.is_some_and(|kept| columns[*at].line <= kept));
    let shares = kept.map(|_| percentages(&ruled.best(room))).unwrap_or_default();
    Value::from_pairs([
        ("words", em(columns.iter().map(|column| column.word).sum())),
        ("bound", em(columns.iter().map(|column| column.word.max(column.bound)).sum())),
        ("lines", em(columns.iter().map(|column| column.line.min(WIDEST)).sum())),
        ("longest", em(columns.iter().skip(1).map(|column| column.line).max().unwrap_or(0))),
        ("short", short.collect()),
        ("shares", Value::from(shares)),
    ])
}

/// About how much room a table inside a cell takes, at least and at most.
pub(super) fn room(table: &Value) -> (usize, usize) {
    let columns = Ruled::new(table).columns;
    let sum = |width: fn(&Column) -> usize| -> usize {
        columns.iter().map(|column| width(column) + MEASURE.around).sum()
    };
    (sum(|column| column.word), sum(|column| column.line))
}

/// Widths as parts of a hundred.
fn percentages(widths: &[f64]) -> Vec<f64> {
    let whole: f64 = widths.iter().sum();
    widths.iter().map(|width| (width / whole * 10_000.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::LABEL;
    use super::*;
    use crate::document::widths::width;

    #[test]
    fn a_table_inside_a_cell_takes_the_room_of_its_columns() {
        let text = |words: &str| minijinja::context! { kind => "text", text => words };
        let cell = |words: &str| {
            let line = minijinja::context! { kind => "paragraph", content => vec![text(words)] };
            minijinja::context! { blocks => vec![line] }
        };
        let inside = minijinja::context! {
            kind => "table",
            columns => vec![(), ()],
            rows => vec![vec![cell("aaaa aaaa"), cell("aaaaaa")]],
        };
        assert_eq!(
            room(&inside),
            (4 * 55 + 6 * 55 + 2 * MEASURE.around, 8 * 55 + 26 + 6 * 55 + 2 * MEASURE.around)
        );
        let dated = minijinja::context! { kind => "list", items => vec![cell("by 3 May 2022")] };
        let dated = minijinja::context! {
            columns => vec![()],
            rows => vec![vec![minijinja::context! { blocks => vec![dated] }]],
        };
        let dated = Ruled::new(&dated).columns[0];
        let label = LABEL;
        assert_eq!((dated.word, dated.bound), (label + width("2022"), label + width("3 May 2022")));
        let (word, _) = room(&inside);
        let list = minijinja::context! { kind => "list", items => vec![minijinja::context! { blocks => vec![inside] }] };
        let outer = minijinja::context! {
            columns => vec![()],
            rows => vec![vec![minijinja::context! { blocks => vec![list] }]],
        };
        assert_eq!(Ruled::new(&outer).columns[0].word, word);
    }
}
