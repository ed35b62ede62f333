//! Inserts and removes rows of tables written in Markdown.

use super::line::Cut;
use super::page::{Home, Line};
use super::place::{Placing, Spot};
use super::words::markdown;
use super::{Change, Kind};

impl Placing<'_> {
    /// Inserts a new row after the one before it.
    pub(super) fn new_row(
        &mut self,
        there: usize,
        table: usize,
        row: usize,
        changes: &mut Vec<Change>,
    ) {
        let page = &self.taking.page.lines;
        let is_here = |line: &Line| matches!(line.home, Home::Cell(one, other, _) if (one, other) == (table, row));
        let cells: Vec<usize> = (0..page.len()).filter(|at| is_here(&page[*at])).collect();
        let words: Vec<String> = cells.iter().map(|at| page[*at].words()).collect();
        let is_new = cells.iter().all(|at| self.taking.pairs[*at].is_none());
        if is_new && !self.rows.insert((table, row)) {
            return;
        }
        let above = (0..there)
            .rev()
            .filter(|at| matches!(page[*at].home, Home::Cell(one, ..) if one == table));
        let above =
            above.filter_map(|at| self.taking.pairs[at]).next().and_then(|at| self.spot(at));
        let mut change =
            Change::new(Kind::New, "row", None).says(format!("“{}”", words.join(" | ")));
        let spot = above.filter(|spot| is_new && spot.cell && self.texts[&spot.path].is_prose());
        let written: Option<Vec<(usize, String)>> = cells
            .iter()
            .map(|at| {
                let Home::Cell(_, _, column) = page[*at].home else { return None };
                let letters = self.taking.figures.words(&page[*at].letters);
                Some((column, markdown(&letters, true, &self.taking.notes)?.trim().to_owned()))
            })
            .collect();
        match spot.zip(written) {
            Some((spot, written)) => {
                let text = &self.texts[&spot.path];
                let line = &text.words[spot.block.start..text.end_of_line(spot.block.start)];
                let columns =
                    line.trim().trim_matches('|').replace("\\|", "").matches('|').count() + 1;
                let mut row = vec![Vec::new(); columns];
                written
                    .into_iter()
                    .for_each(|(column, words)| row[column.min(columns - 1)].push(words));
                let row: Vec<String> = row.into_iter().map(|cell| cell.join(" ")).collect();
                let end = text.end_of_line(spot.block.start);
                let end = if self.is_head(&spot) { text.end_of_line(end + 1) } else { end };
                let cut = Cut { range: end..end, words: format!("\n| {} |", row.join(" | ")) };
                change.place = self.place_of(&spot);
                change.cuts.push((spot.path.clone(), cut));
            }
            None => {
                let why = "no place was found for it in the file; put it in by hand";
                let what = if is_new { "row" } else { "cell" };
                change = Change::refused(what, None, why).says(format!(
                    "“{}”",
                    match is_new {
                        true => words.join(" | "),
                        false => page[there].words(),
                    }
                ));
            }
        }
        changes.push(change);
    }

    /// The cut that removes a row of a table, with the line of dashes below it if it is the head.
    pub(super) fn row(&self, spot: &Spot) -> Cut {
        let text = &self.texts[&spot.path];
        let end = text.end_of_line(spot.block.start);
        let end = if self.is_head(spot) { text.end_of_line(end + 1) } else { end };
        Cut { range: spot.block.start..(end + 1).min(text.words.len()), words: String::new() }
    }

    /// Whether a row is the head of its table, with the line of dashes below it.
    pub(super) fn is_head(&self, spot: &Spot) -> bool {
        let text = &self.texts[&spot.path];
        let next = text.words.get(text.end_of_line(spot.block.start) + 1..).unwrap_or_default();
        next.lines()
            .next()
            .is_some_and(|next| next.contains("--") && !next.contains(char::is_alphanumeric))
    }

    /// Reports once that a row was moved within its table.
    pub(super) fn row_elsewhere(&mut self, there: usize, changes: &mut Vec<Change>) {
        let page = &self.taking.page.lines;
        let Home::Cell(table, row, _) = page[there].home else { return };
        if !self.rows.insert((table, row)) {
            return;
        }
        let own = |line: &&Line| matches!(line.home, Home::Cell(one, other, _) if (one, other) == (table, row));
        let words: Vec<String> = page.iter().filter(own).map(Line::words).collect();
        let at = self.taking.pairs[there].and_then(|at| self.taking.base.lines[at].1.as_ref());
        let place = at.and_then(|leaf| leaf.place(self.taking.file));
        let why = "it stands elsewhere in Word; move it in the file";
        changes.push(Change::refused("row", place, why).says(format!("“{}”", words.join(" | "))));
    }
}
