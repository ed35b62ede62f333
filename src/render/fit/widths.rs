//! Finds the column widths at which a table is lowest.
//!
//! A table as templates see it comes in; the best estimated width of each column goes out, in hundredths of its font
//! size. Dates and short names keep their lines where the prose beside them has room; the rest goes where it saves
//! the most lines, counted row by row, so that no column of a word or two is wide beside one that makes every row
//! tall.

use minijinja::Value;

use super::{Run, Written, items, sum};

/// The estimated width of a table, and the space around the words of each cell, in hundredths of the font size.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Room {
    pub(in crate::render) wide: usize,
    pub(in crate::render) around: usize,
}

/// The widest lines that stay whole, first of names, then of dates, with the width that a column of prose keeps
/// beside them.
const KEPT: [(usize, usize); 3] = [(1_100, 1_400), (DAY, 1_400), (DAY, 600)];

/// The width of the longest line in a column of days.
pub(super) const DAY: usize = 900;

/// The greatest width of a landscape page, at any font size and margin.
const MOST: usize = 8_200;

/// The width lost at the end of a line to a word that does not fit.
const RAGGED: f64 = 100.0;

/// The factors by which a line may differ from its estimated width.
const ABOUT: [f64; 3] = [1.0, 1.03, 1.06];

/// The most columns that are tried against each other; in a table with more, columns are wider for longer lines.
const MANY: usize = 12;

/// The most rows that are counted; of more, a sample from all over the table is.
const COUNTED: usize = 40;

/// The smallest step by which a column is narrowed, as a part of the room, and the multiples that are tried.
const STEPS: f64 = 96.0;
const SIZES: [f64; 4] = [1.0, 2.0, 4.0, 8.0];

/// The weight of a line in a cell that does not make its row tall.
const BESIDE: f64 = 0.02;

/// The widths of a column's longest word, longest words that stay on one line, and longest line, without the space
/// around them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    pub(super) word: usize,
    pub(super) bound: usize,
    pub(super) line: usize,
}

/// The widths of a table's words.
#[derive(Debug)]
pub(super) struct Ruled {
    pub(super) columns: Vec<Column>,
    /// The widths of the lines in each cell of each row, the head first.
    rows: Vec<Vec<Vec<f64>>>,
}

impl Room {
    /// The room of one of several things side by side.
    pub(super) fn beside(self, across: usize) -> Self {
        Self { wide: self.wide / across.max(1), ..self }
    }

    /// The room on a landscape page.
    pub(super) fn turned(self) -> Self {
        Self { wide: (self.wide * 3 / 2).min(MOST), ..self }
    }
}

impl Ruled {
    /// Measures a table.
    pub(super) fn new(table: &Value) -> Self {
        let count = items(table, "columns").len();
        let mut columns = vec![Column::default(); count];
        let head = table.get_attr("header").unwrap_or_default();
        let rows = std::iter::once((head, true));
        let rows = rows.chain(items(table, "rows").into_iter().map(|row| (row, false)));
        let [headed, pairs] = ["row_headers", "pairs"]
            .map(|key| table.get_attr(key).is_ok_and(|is_so| is_so.is_true()));
        let measured = |(at, column): (usize, &mut Column), (row, is_head): &(Value, bool)| {
            let is_bold = *is_head || headed && at == 0 || pairs && at.is_multiple_of(2);
            let mut written = Written::default();
            if let Ok(cell) = row.get_item_by_index(at) {
                written.inside(&cell, "blocks", is_bold);
            }
            written.end();
            let lines: Vec<_> = written.lines.iter().map(|line| sum(line)).collect();
            let widest = |words: &[Run]| words.iter().map(Run::width).max().unwrap_or(0);
            column.word = column.word.max(widest(&written.words));
            column.bound = column.bound.max(widest(&written.bound));
            column.line = lines.iter().copied().fold(column.line, usize::max);
            lines.into_iter().map(float).collect()
        };
        let rows: Vec<Vec<_>> = rows
            .map(|row| columns.iter_mut().enumerate().map(|one| measured(one, &row)).collect())
            .collect();
        Self { rows, columns }
    }

    /// The widths of a column's lines below its head.
    pub(super) fn body(&self, at: usize) -> impl Iterator<Item = f64> {
        self.rows.iter().skip(1).flat_map(move |row| row[at].iter().copied())
    }

    /// The widest lines that stay whole in a room: those of names, or else of dates, as far as prose in the other
    /// columns keeps its room. `None` where all lines of the table fit.
    pub(super) fn kept(&self, room: Room) -> Option<usize> {
        let taken = |width: &dyn Fn(&Column) -> usize| {
            self.columns.iter().map(|column| width(column) + room.around).sum::<usize>()
        };
        let fits = |(kept, prose): &(usize, usize)| {
            let width = |column: &Column| match column.line {
                line if line <= *kept => line,
                line => line.min(*prose).max(column.word),
            };
            taken(&width) <= room.wide
        };
        let wide = taken(&|column| column.line) > room.wide;
        wide.then(|| KEPT.into_iter().find(fits).map_or(0, |(kept, _)| kept))
    }

    /// The best estimated widths of the columns in a room, each with the space around its words: those of their lines
    /// where all fit, and else those that give the fewest lines.
    pub(super) fn best(&self, room: Room) -> Vec<f64> {
        let most: Vec<_> =
            self.columns.iter().map(|column| float(column.line.max(column.word))).collect();
        let padding = float(room.around);
        let padded = |widths: Vec<f64>| widths.into_iter().map(|width| width + padding).collect();
        let Some(kept) = self.kept(room) else { return padded(most) };
        let room = float(room.wide) - padding * float(self.columns.len());
        let least = |word: &dyn Fn(&Column) -> usize| {
            let columns = self.columns.iter();
            let least = columns.map(|one| if one.line <= kept { one.line } else { word(one) });
            least.map(float).collect::<Vec<_>>()
        };
        let sum = |widths: &Vec<f64>| widths.iter().sum::<f64>();
        let bound = Some(least(&|column| column.word.max(column.bound)));
        let least =
            bound.filter(|bound| sum(bound) < room).unwrap_or_else(|| least(&|column| column.word));
        let needed = sum(&least);
        if needed >= room {
            return padded(least);
        }
        let most: Vec<_> = most.into_iter().map(|most| most.min(room)).collect();
        if self.columns.len() > MANY {
            let share = (room - needed) / (most.iter().sum::<f64>() - needed);
            let columns = least.iter().zip(&most);
            return padded(columns.map(|(least, most)| least + (most - least) * share).collect());
        }
        padded(Narrowing::new(&self.rows, &least, most).narrowed(room))
    }
}

/// The narrowing of columns from the widths of their longest lines.
struct Narrowing<'a> {
    rows: Vec<&'a Vec<Vec<f64>>>,
    least: &'a [f64],
    widths: Vec<f64>,
    /// The number of lines that each column takes in each row.
    high: Vec<Vec<f64>>,
    /// The cost of all rows.
    cost: f64,
}

impl<'a> Narrowing<'a> {
    /// Begins with these widths.
    fn new(rows: &'a [Vec<Vec<f64>>], least: &'a [f64], widths: Vec<f64>) -> Self {
        let rows = rows.iter().step_by(rows.len().div_ceil(COUNTED).max(1)).collect();
        let mut new = Self { rows, least, widths, high: Vec::new(), cost: 0.0 };
        new.high = (0..least.len()).map(|at| new.heights(at, new.widths[at])).collect();
        new.cost = total(&new.high, new.rows.len());
        new
    }

    /// The number of lines in each row of a column with a width.
    fn heights(&self, at: usize, width: f64) -> Vec<f64> {
        let row = |row: &&Vec<Vec<f64>>| row[at].iter().map(|line| lines(*line, width)).sum();
        self.rows.iter().map(row).collect()
    }

    /// The cost of all rows with other widths.
    fn tried(&mut self, changes: &[(usize, f64)]) -> f64 {
        let new: Vec<_> =
            changes.iter().map(|(at, width)| (*at, self.heights(*at, *width))).collect();
        let old =
            new.into_iter().map(|(at, high)| (at, std::mem::replace(&mut self.high[at], high)));
        let old: Vec<_> = old.collect();
        let cost = total(&self.high, self.rows.len());
        old.into_iter().for_each(|(at, high)| self.high[at] = high);
        cost
    }

    /// Applies other widths.
    fn take(&mut self, changes: &[(usize, f64)]) {
        for (at, width) in changes {
            self.widths[*at] = *width;
            self.high[*at] = self.heights(*at, *width);
        }
        self.cost = total(&self.high, self.rows.len());
    }

    /// The widths that fit a room: repeatedly, the column is narrowed that costs the fewest lines for its width; at
    /// the end, columns exchange width where that saves lines.
    fn narrowed(mut self, room: f64) -> Vec<f64> {
        let step = room / STEPS;
        loop {
            let over = self.widths.iter().sum::<f64>() - room;
            if over <= 0.0 {
                break;
            }
            let mut best: Option<(f64, usize, f64)> = None;
            for at in 0..self.widths.len() {
                for size in SIZES {
                    let less = (size * step).min(over);
                    let width = (self.widths[at] - less).max(self.least[at]);
                    let given = self.widths[at] - width;
                    if given > 0.0 {
                        let rate = (self.tried(&[(at, width)]) - self.cost) / given;
                        if best.is_none_or(|(least, ..)| rate < least) {
                            best = Some((rate, at, width));
                        }
                    }
                }
            }
            let Some((_, at, width)) = best else { break };
            self.take(&[(at, width)]);
        }
        let columns = self.widths.len();
        let pairs = (0..columns).flat_map(|from| (0..columns).map(move |to| (from, to)));
        for (size, (from, to)) in
            SIZES.iter().rev().flat_map(|size| pairs.clone().map(move |pair| (size, pair)))
        {
            let changes =
                [(from, self.widths[from] - size * step), (to, self.widths[to] + size * step)];
            if from != to && changes[0].1 >= self.least[from] && self.tried(&changes) < self.cost {
                self.take(&changes);
            }
        }
        self.widths
    }
}

/// The estimated number of lines for a line in a width: an average over its likely widths.
fn lines(line: f64, width: f64) -> f64 {
    let in_one = |line: f64| match line <= width {
        true => 1.0,
        false => (line / (width - RAGGED).max(width / 2.0).max(1.0)).max(1.0).ceil(),
    };
    ABOUT.map(|more| in_one(line * more)).iter().sum::<f64>() / float(ABOUT.len())
}

/// The cost of all rows: each as tall as its tallest cell, plus a little for its other cells.
fn total(high: &[Vec<f64>], rows: usize) -> f64 {
    let row = |at: usize| {
        let cells = high.iter().map(|column| column[at]);
        cells.clone().fold(0.0, f64::max) + BESIDE * cells.sum::<f64>()
    };
    (0..rows).map(row).sum()
}

/// A width as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "a width is far below what a float holds exactly")]
fn float(width: usize) -> f64 {
    width as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { wide: 4_600, around: 130 };
    const DATE: Column = Column { word: 250, bound: 0, line: 600 };
    const PROSE: Column = Column { word: 500, bound: 0, line: 9_000 };

    fn ruled(columns: &[Column], rows: &[&[f64]]) -> Ruled {
        let row = |row: &&[f64]| row.iter().map(|line| vec![*line]).collect();
        Ruled { columns: columns.to_vec(), rows: rows.iter().map(row).collect() }
    }

    /// The number of lines of a table with these widths.
    fn height(ruled: &Ruled, widths: &[f64]) -> f64 {
        let cell = |(cell, width): (&Vec<f64>, &f64)| lines(cell[0], *width - float(ROOM.around));
        let row = |row: &Vec<Vec<f64>>| row.iter().zip(widths).map(cell).fold(0.0, f64::max);
        ruled.rows.iter().map(row).sum()
    }

    #[test]
    fn lines_stay_whole_where_prose_beside_them_has_room() {
        let kept = |columns: &[Column]| ruled(columns, &[]).kept(ROOM);
        let name = Column { word: 900, line: 1_000, ..DATE };
        assert_eq!(kept(&[DATE, name]), None);
        assert_eq!(kept(&[DATE, name, PROSE]), Some(1_100));
        assert_eq!(kept(&[DATE, DATE, DATE, name, PROSE]), Some(DAY));
        assert_eq!(kept(&[DATE, DATE, DATE, name, name, PROSE]), Some(0));
    }

    #[test]
    fn columns_fill_the_room_and_a_date_keeps_its_line() {
        let table = ruled(&[DATE, PROSE, PROSE], &[&[600.0, 9_000.0, 4_000.0]]);
        let best = table.best(ROOM);
        assert!((best.iter().sum::<f64>() - 4_600.0).abs() < 60.0, "{best:?}");
        assert!((725.0..900.0).contains(&best[0]), "{best:?}");
        assert!(best[1] > best[2] && best[2] >= 630.0, "{best:?}");
    }

    #[test]
    fn room_goes_where_it_saves_the_most_lines() {
        // One long line does not widen a column whose other lines are short.
        let short: &[f64] = &[9_000.0, 600.0];
        let table = ruled(&[PROSE, PROSE], &[&[600.0, 9_000.0], short, short, short, short, short]);
        let best = table.best(ROOM);
        let even = [2_300.0, 2_300.0];
        assert!(best[0] > best[1] * 1.2, "{best:?}");
        assert!(height(&table, &best) < height(&table, &even), "{best:?}");
    }

    #[test]
    fn a_table_of_many_long_columns_is_measured_at_once() {
        let long = Column { word: 50, line: 90_000_000, ..DATE };
        for columns in [2, 12, 13, 60] {
            let row = vec![90_000_000.0; columns];
            let table = ruled(&vec![long; columns], &[row.as_slice(); 200]);
            let best = table.best(Room { wide: 15_000, around: 60 });
            assert!((best.iter().sum::<f64>() - 15_000.0).abs() < 1.0, "{columns}");
        }
    }

    #[test]
    fn words_that_stay_on_one_line_have_room_where_there_is_some() {
        let bound = Column { bound: 1_500, ..PROSE };
        let row: &[f64] = &[900.0, 9_000.0, 9_000.0];
        let width = |wide| ruled(&[bound, PROSE, PROSE], &[row]).best(Room { wide, ..ROOM })[0];
        assert!(width(4_600) >= 1_630.0, "{}", width(4_600));
        assert!(width(2_800) < 1_630.0, "{}", width(2_800));
    }

    #[test]
    fn a_table_whose_lines_have_room_keeps_them_all() {
        let name = Column { word: 900, line: 1_000, ..DATE };
        assert_eq!(ruled(&[DATE, name], &[&[600.0, 1_000.0]]).best(ROOM), [730.0, 1_130.0]);
    }
}
