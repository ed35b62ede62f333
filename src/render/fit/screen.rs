//! Computes the room for a table's columns on a screen, and on paper printed by a browser.
//!
//! A table as templates see it comes in; the room that it needs and its best division go out. A browser divides it by
//! the length of all text in a column, so that dates take three lines beside a column of prose; here short columns
//! keep their lines and, as in a PDF, the others are wider for longer text.

use minijinja::Value;

use super::widths::{Column, DAY, Room, Ruled};
use super::{WIDEST, em};

/// The room for tables beside text on a screen.
const MEASURE: Room = Room { wide: 4_600, around: 130 };

/// The width of a line that would take three lines on a telephone, beside the name of its column.
const LONG: f64 = 3_000.0;

/// What CSS needs to lay out a table on a screen, in ems: the estimated sums of its columns' longest words, of the
/// same with the words that stay on one line, and of its longest lines, and the longest line of any column but the
/// first. Under `lengths`, a column is `long`, or `short` where the table is wider than the screen and the column
/// keeps its lines whole. Under `columns`, each has its share of such a table and the width that keeps days whole on
/// a telephone; the list is empty where no column has either.
pub(in crate::render) fn needs(table: &Value, across: usize) -> Value {
    let room = MEASURE.beside(across);
    let ruled = Ruled::new(table);
    let (kept, columns) = (ruled.kept(room), &ruled.columns);
    let length = |(at, column): (usize, &Column)| match kept {
        Some(kept) if column.line <= kept => "short",
        _ if ruled.body(at).any(|line| line > LONG) => "long",
        _ => "",
    };
    let shares = kept.map(|_| percentages(&ruled.best(room))).unwrap_or_default();
    let days: Vec<_> = (0..columns.len()).map(|at| ruled.days(at)).collect();
    let is_told = !shares.is_empty() || days.iter().any(Option::is_some);
    let told = (0..columns.len()).filter(|_| is_told).map(|at| {
        let width = shares.get(at).map(|share| format!("{share}%"));
        let day = days[at].map(|day| format!("{}em", em(day)));
        let written = |size: Option<String>| Value::from(size.unwrap_or_else(|| "auto".into()));
        Value::from_pairs([("width", written(width)), ("day", written(day))])
    });
    Value::from_pairs([
        ("words", em(columns.iter().map(|column| column.word).sum())),
        ("bound", em(columns.iter().map(|column| column.word.max(column.bound)).sum())),
        ("lines", em(columns.iter().map(|column| column.line.min(WIDEST)).sum())),
        ("longest", em(columns.iter().skip(1).map(|column| column.line).max().unwrap_or(0))),
        ("lengths", columns.iter().enumerate().map(length).collect()),
        ("columns", told.collect()),
    ])
}

/// The estimated width of a table inside a cell, at least and at most.
pub(super) fn room(table: &Value) -> (usize, usize) {
    let columns = Ruled::new(table).columns;
    let sum = |width: fn(&Column) -> usize| -> usize {
        columns.iter().map(|column| width(column) + MEASURE.around).sum()
    };
    (sum(|column| column.word), sum(|column| column.line))
}

impl Ruled {
    /// The width that keeps the days of a column whole, with the space around them; `None` for a column of other
    /// words.
    fn days(&self, at: usize) -> Option<usize> {
        let Column { word, bound, .. } = self.columns[at];
        let is_short = self.body(at).all(|line| line <= DAY as f64);
        (bound > word && is_short).then_some(bound * 11 / 10 + MEASURE.around)
    }
}

/// Widths as percentages of their sum.
fn percentages(widths: &[f64]) -> Vec<f64> {
    let whole: f64 = widths.iter().sum();
    widths.iter().map(|width| (width / whole * 10_000.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LABEL, MARK};
    use super::*;
    use crate::document::widths::width;

    fn cell(words: &str) -> Value {
        let text = minijinja::context! { kind => "text", text => words };
        let line = minijinja::context! { kind => "paragraph", content => vec![text] };
        minijinja::context! { blocks => vec![line] }
    }

    #[test]
    fn a_column_of_days_is_told_what_keeps_them_whole() {
        let told = |rows: &[[&str; 2]]| {
            let table = minijinja::context! {
                columns => vec![(), ()],
                header => vec![cell("The day of the first visit to schools"), cell("Event")],
                rows => rows.iter().map(|row| row.map(cell).to_vec()).collect::<Vec<_>>(),
            };
            needs(&table, 1).get_attr("columns").unwrap().to_string()
        };
        let day = width("5 October 2026") * 11 / 10 + MEASURE.around;
        let day = day as f64 / 100.0;
        assert_eq!(
            told(&[["5 October 2026", "A visit"]]),
            format!("[{{'width': 'auto', 'day': '{day}em'}}, {{'width': 'auto', 'day': 'auto'}}]")
        );
        assert_eq!(told(&[["October", "A visit"]]), "[]");
        assert_eq!(told(&[["Written on 5 October 2026", "A visit"]]), "[]");
    }

    #[test]
    fn a_tick_stands_beside_its_word() {
        let ticked = |role: &str| {
            let text = minijinja::context! { kind => "text", text => "Yes" };
            let line = minijinja::context! { kind => "paragraph", role, content => vec![text] };
            let cell = minijinja::context! { blocks => vec![line] };
            let table = minijinja::context! { columns => vec![()], rows => vec![vec![cell]] };
            let Column { word, line, .. } = Ruled::new(&table).columns[0];
            [word, line]
        };
        assert_eq!(ticked("mark-yes"), [MARK + width("Yes"); 2]);
        assert_eq!(ticked("mark-no"), [width("Yes"); 2]);
    }

    #[test]
    fn a_table_inside_a_cell_takes_the_room_of_its_columns() {
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
