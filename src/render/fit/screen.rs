//! What room the columns of a table have on a screen and on paper that a browser prints.
//!
//! In comes a table as templates see it; out goes how much room it needs and how that is best divided. A browser divides it by
//! the length of all that a column says, so that dates stand on three lines beside a column of prose; here short columns
//! keep their lines, and of the rest the longer the text of one, the wider it is, as in a PDF.

use minijinja::Value;

use super::{Run, WIDEST, Written, em, items, sum};

/// The measure of text on a screen, in hundredths of the size of the type of its tables, and the room around the words of a cell.
const MEASURE: usize = 4_600;
const PADDING: usize = 130;

/// The widest lines that stay whole, of names and then of dates, with what a column of prose is to keep beside them.
const KEPT: [(usize, usize); 3] = [(1_100, 1_400), (800, 1_400), (800, 600)];

/// The longest word and the longest line of a column.
#[derive(Debug, Clone, Copy)]
struct Column {
    word: usize,
    line: usize,
}

/// About how much room the columns of a table need, in sizes of type: that of their longest words, that of their longest
/// lines, and the longest line of any but the first. Of a table that is wider than the measure also which columns keep their
/// lines whole, and the share of each.
pub(in crate::render) fn needs(table: &Value) -> Value {
    let columns = columns(table);
    let kept = kept(&columns);
    let short = (0..columns.len()).filter(|at| kept.is_some_and(|kept| columns[*at].line <= kept));
    let shares = kept.map(|kept| shares(&columns, kept)).unwrap_or_default();
    Value::from_pairs([
        ("words", em(columns.iter().map(|column| column.word).sum())),
        ("lines", em(columns.iter().map(|column| column.line.min(WIDEST)).sum())),
        ("longest", em(columns.iter().skip(1).map(|column| column.line).max().unwrap_or(0))),
        ("short", short.collect()),
        ("shares", Value::from(shares)),
    ])
}

/// About how much room a table inside a cell takes, at least and at most.
pub(super) fn room(table: &Value) -> (usize, usize) {
    let columns = columns(table);
    let sum = |width: fn(&Column) -> usize| -> usize {
        columns.iter().map(|column| width(column) + PADDING).sum()
    };
    (sum(|column| column.word), sum(|column| column.line))
}

/// The columns of a table.
fn columns(table: &Value) -> Vec<Column> {
    let rows = items(table, "rows");
    let all = items(table, "header").into_iter().map(Some).chain(std::iter::repeat(None));
    let column = |(at, head): (usize, Option<Value>)| {
        let mut written = Written::default();
        let cells = rows.iter().filter_map(|row| row.get_item_by_index(at).ok());
        for cell in head.into_iter().chain(cells) {
            written.inside(&cell, "blocks", false);
            written.end();
        }
        Column {
            word: written.words.iter().map(Run::width).max().unwrap_or(0),
            line: written.lines.iter().map(|line| sum(line)).max().unwrap_or(0),
        }
    };
    all.take(items(table, "columns").len()).enumerate().map(column).collect()
}

/// The widest lines that stay whole: those of names, or else those of dates, as far as the other columns keep the room that
/// prose needs. Nothing of a table whose lines all have room.
fn kept(columns: &[Column]) -> Option<usize> {
    let taken = |width: &dyn Fn(&Column) -> usize| {
        columns.iter().map(|column| width(column) + PADDING).sum::<usize>()
    };
    let fits = |(kept, prose): &(usize, usize)| {
        let width = |column: &Column| match column.line {
            line if line <= *kept => line,
            line => line.min(*prose).max(column.word),
        };
        taken(&width) <= MEASURE
    };
    let wide = taken(&|column| column.line) > MEASURE;
    wide.then(|| KEPT.into_iter().find(fits).map_or(0, |(kept, _)| kept))
}

/// The share of each column in hundredths of the table, where lines up to a width stay whole.
#[expect(clippy::cast_precision_loss, reason = "a width is far below what a float holds exactly")]
fn shares(columns: &[Column], kept: usize) -> Vec<f64> {
    let widths = |by: f64| {
        let width = move |column: &Column| {
            let (least, most) = ((column.word + PADDING) as f64, (column.line + PADDING) as f64);
            if column.line <= kept { most } else { (by * most.sqrt()).min(most).max(least) }
        };
        columns.iter().map(width).collect::<Vec<_>>()
    };
    let (mut low, mut high) = (0.0, MEASURE as f64);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if widths(middle).iter().sum::<f64>() > MEASURE as f64 {
            high = middle
        } else {
            low = middle
        }
    }
    let widths = widths(low);
    let whole: f64 = widths.iter().sum();
    widths.iter().map(|width| (width / whole * 10_000.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Column = Column { word: 250, line: 600 };
    const PROSE: Column = Column { word: 500, line: 9_000 };

    #[test]
    fn lines_stay_whole_where_prose_beside_them_has_room() {
        let name = Column { word: 900, line: 1_000 };
        assert_eq!(kept(&[DATE, name]), None);
        assert_eq!(kept(&[DATE, name, PROSE]), Some(1_100));
        assert_eq!(kept(&[DATE, DATE, DATE, name, PROSE]), Some(800));
        assert_eq!(kept(&[DATE, DATE, DATE, name, name, PROSE]), Some(0));
    }

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
            (4 * 55 + 6 * 55 + 2 * PADDING, 8 * 55 + 26 + 6 * 55 + 2 * PADDING)
        );
        let (word, _) = room(&inside);
        let list = minijinja::context! { kind => "list", items => vec![minijinja::context! { blocks => vec![inside] }] };
        let outer = minijinja::context! {
            columns => vec![()],
            rows => vec![vec![minijinja::context! { blocks => vec![list] }]],
        };
        assert_eq!(columns(&outer)[0].word, word);
    }

    #[test]
    fn the_longer_the_text_of_a_column_the_wider_it_is() {
        let longer = Column { word: 500, line: 36_000 };
        let shares = shares(&[DATE, PROSE, longer], 1_100);
        assert!((shares[0] - 730.0 / 46.0).abs() < 0.1, "{shares:?}");
        assert!((shares[2] / shares[1] - 2.0).abs() < 0.1, "{shares:?}");
        assert!((shares.iter().sum::<f64>() - 100.0).abs() < 0.1, "{shares:?}");
    }
}
