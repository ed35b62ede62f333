//! Prints rows as a table for the terminal: aligned columns without rules, wrapped so that the table fits.

use std::env;

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};

/// The width if standard output is not a terminal and `COLUMNS` is not set.
const WIDTH: u16 = 80;

/// A row of texts.
pub(super) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// The width of the terminal: `COLUMNS`, or else what the terminal reports; at least 40.
pub(super) fn width() -> u16 {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let own = || terminal_size::terminal_size().map(|(width, _)| width.0);
    said.or_else(own).unwrap_or(WIDTH).max(40)
}

/// The rows as lines of text, indented by two and no wider than `width`.
pub(super) fn table(rows: &[impl AsRef<[String]>], width: u16) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.add_rows(rows.iter().map(AsRef::as_ref));
    let least = least(rows);
    // No word is cut if the longest of every column fit.
    let fits = fits(rows, width);
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_padding((2, 0));
        if fits {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// A sentence broken into lines no wider than `width`.
pub(super) fn wrapped(words: &str, width: u16) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in words.split(' ') {
        let length = word.chars().count();
        if used > 0 {
            let fits = used + 1 + length <= usize::from(width);
            lines.push(if fits { ' ' } else { '\n' });
            used = if fits { used + 1 } else { 0 };
        }
        lines.push_str(word);
        used += length;
    }
    lines + "\n"
}

/// Whether every column of a table can be as wide as its longest word.
pub(super) fn fits(rows: &[impl AsRef<[String]>], width: u16) -> bool {
    least(rows).into_iter().map(u32::from).sum::<u32>() <= u32::from(width)
}

/// The width of the longest word in each column, with space around it.
fn least(rows: &[impl AsRef<[String]>]) -> Vec<u16> {
    let columns = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or_default();
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.as_ref().get(column));
        cells.flat_map(|cell| cell.split_whitespace()).map(|word| word.chars().count()).max()
    };
    let wide = |column| u16::try_from(2 + longest(column).unwrap_or_default()).unwrap_or(u16::MAX);
    (0..columns).map(wide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_in_line_and_words_are_wrapped_to_the_width() {
        let rows = [["1.1", "at risk", "Agree the terms of the review"], ["10", "behind", "Do it"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        assert_eq!(
            table(&rows, 80),
            "  1.1  at risk  Agree the terms of the review\n  10   behind   Do it\n"
        );
        assert_eq!(
            table(&rows, 32),
            "  1.1  at risk  Agree the terms\n                of the review\n  10   behind   Do it\n"
        );
    }
}
