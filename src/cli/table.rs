//! Rows as a table for the terminal: columns in line, no rules, words wrapped so that the table fits.

use std::env;

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};

/// The width where standard output is no terminal and nothing says otherwise.
const WIDTH: u16 = 80;

/// A row of texts.
pub(super) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// How wide the terminal is: as `COLUMNS` says, else as it says itself.
pub(super) fn width() -> u16 {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let own = || terminal_size::terminal_size().map(|(width, _)| width.0);
    said.or_else(own).unwrap_or(WIDTH).max(40)
}

/// The rows as lines of text, indented by two and no wider than a terminal.
pub(super) fn table(rows: &[impl AsRef<[String]>], width: u16) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.add_rows(rows.iter().map(AsRef::as_ref));
    for column in table.column_iter_mut() {
        column.set_padding((2, 0));
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
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
