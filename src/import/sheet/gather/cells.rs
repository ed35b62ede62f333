//! Reads single cells: words, days, ratings.

use chrono::{Datelike, NaiveDate};

use super::Reading;
use crate::import::sheet::day::{Said, written};
use crate::import::sheet::draft::Day;
use crate::import::sheet::progress::{line, quoted};
use crate::import::sheet::remarks::At;
use crate::import::sheet::table::{InColumn, Seen, Table};
use crate::import::sheet::words::{Field, Shade, Words};
use crate::import::sheet::workbook::{Value, day_of};
use crate::model::plan::Status;

/// The numbers of days that a cell without the format of one may hold: from 1982 to 2118.
const SERIAL: std::ops::Range<f64> = 30_000.0..80_000.0;

/// The first year in which something of a plan can fall.
const EARLIEST: i32 = 1950;

/// The columns of deadlines.
const DEADLINES: [Field; 4] = [Field::Due, Field::Revised, Field::By, Field::TargetBy];

/// The day in a cell, and the day that it was moved to.
#[derive(Debug, Default)]
pub(super) struct Dated {
    /// The first day of the time, if the cell names a longer time.
    pub(super) from: Option<NaiveDate>,
    /// The day.
    pub(super) day: Option<Day>,
    /// The day that it was moved to.
    pub(super) moved: Option<NaiveDate>,
}

impl Reading<'_> {
    /// Reports a cell whose formula gives an error; nothing else is known of such a cell.
    pub(super) fn is_error(&mut self, found: &InColumn<'_>) -> bool {
        let Value::Error(error) = &found.cell.value else { return false };
        self.remarks.warn(
            &found.at,
            format!("the formula here gives {error}, so that nothing was taken"),
            "correct the formula, or write the value in its place",
        );
        true
    }

    /// The text of the cells of a field, on one line; `None` if they are blank.
    pub(super) fn text(&mut self, table: &Table, item: &[Seen], field: Field) -> Option<String> {
        let mut lines = Vec::new();
        for found in table.cells(item, field) {
            if !self.is_error(&found) {
                lines.push(line(&found.cell.value.text()));
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.dedup();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let text = crate::import::sheet::progress::one_line(&lines);
        (!text.is_empty()).then_some(text)
    }

    /// The names in the cells of a field, in the order of the rows.
    pub(super) fn names(&mut self, table: &Table, item: &[Seen], field: Field) -> Option<String> {
        let text = self.text(table, item, field)?;
        (!text.trim_matches(['-', '–', '—', '?', ' ']).is_empty()).then_some(text)
    }

    /// The text of the cells of a field; `None` also if they all say that there is nothing.
    pub(super) fn something(
        &mut self,
        table: &Table,
        item: &[Seen],
        field: Field,
    ) -> Option<String> {
        let cells = table.cells(item, field);
        let mut said = cells.iter().filter(|found| !found.cell.value.is_blank()).peekable();
        let says = said.peek().is_some();
        // Every cell is tested, so that each is remarked on.
        let nothing = said.filter(|found| !self.is_nothing(found, field)).count() == 0;
        if says && nothing { None } else { self.text(table, item, field) }
    }

    /// Whether a cell says that its field has nothing; remarks on it unless it is a dash.
    pub(super) fn is_nothing(&mut self, found: &InColumn<'_>, field: Field) -> bool {
        let text = found.cell.value.text();
        if is_dash(&text) {
            return true;
        }
        let nothing = self.words.is_nothing(field, &found.column.heading, &text);
        if nothing {
            let message = format!("`{}` says that there is none, and was not taken", quoted(&text));
            self.remarks.warn(&found.at, message, "");
        }
        nothing
    }

    /// The day in a cell, or its text in place of a day.
    pub(super) fn day(&mut self, found: &InColumn<'_>, from_1904: bool) -> Dated {
        let on = |day| Dated { day: Some(Day::On(day)), ..Dated::default() };
        match &found.cell.value {
            Value::Blank => Dated::default(),
            Value::Error(_) => {
                self.is_error(found);
                Dated::default()
            }
            // A cell that is formatted as a day shows the number 3 as 3 January 1900.
            Value::Day(day) if day.year() < EARLIEST => {
                let said = written(*day);
                self.remarks.warn(
                    &found.at,
                    format!("{said} is what a number looks like in a cell that is formatted as a day, and was not taken"),
                    "write the day as 31/03/2026",
                );
                Dated { day: Some(Day::Unknown(said)), ..Dated::default() }
            }
            Value::Day(day) => on(*day),
            Value::Number(number, shown) => {
                match day_of(*number, from_1904).filter(|_| SERIAL.contains(number)) {
                    Some(day) => on(day),
                    None => self.unknown(found, shown),
                }
            }
            Value::Text(text) => self.day_of_text(found, text),
        }
    }

    /// The day in a text, or the text in its place.
    fn day_of_text(&mut self, found: &InColumn<'_>, text: &str) -> Dated {
        let said = self.days.said(text);
        if let Said::Day(one, _) = &said
            && found.column.field.is_some_and(|field| DEADLINES.contains(&field))
        {
            if !self.days.is_deadline(text, one) {
                return self.no_deadline(found, text);
            }
            if self.days.is_doubtful(text, one) {
                return self.doubtful(found, text);
            }
        }
        let mut take = |one: &crate::import::sheet::day::Found| {
            if one.taken {
                let words = &text[one.range.clone()];
                self.remarks.warn(
                    &found.at,
                    format!("`{words}` is taken as its last day, {}", written(one.day)),
                    "",
                );
            }
            one.day
        };
        match said {
            Said::Nothing => Dated::default(),
            Said::Day(one, beside) => {
                let day = take(&one);
                if !beside.is_empty() {
                    let message = format!("of `{}` only the day was taken", quoted(text));
                    self.remarks.warn(
                        &found.at,
                        message,
                        "say the rest in an update or in the action",
                    );
                }
                Dated { day: Some(Day::On(day)), ..Dated::default() }
            }
            Said::Moved(first, now) => {
                let (first, now) = (take(&first), take(&now));
                Dated { day: Some(Day::On(first)), moved: Some(now), ..Dated::default() }
            }
            Said::Span(first, last) => {
                // The first day of a month, not its last, starts a time.
                let first = first.from.unwrap_or(first.day);
                let last = take(&last);
                Dated { from: Some(first), day: Some(Day::On(last)), ..Dated::default() }
            }
            Said::Open | Said::Unclear => self.unknown(found, text),
        }
    }

    /// A day that is not a deadline, remarked on.
    fn no_deadline(&mut self, found: &InColumn<'_>, said: &str) -> Dated {
        let said = quoted(said);
        self.remarks.warn(
            &found.at,
            format!(
                "the day in `{said}` is not one by which this is to be done, and was not taken"
            ),
            "write that day as 31/03/2026; a start has a column of its own, Start date",
        );
        Dated { day: Some(Day::Unknown(said)), ..Dated::default() }
    }

    /// A day that its author marked as uncertain, remarked on.
    fn doubtful(&mut self, found: &InColumn<'_>, said: &str) -> Dated {
        let said = quoted(said);
        self.remarks.warn(
            &found.at,
            format!("`{said}` leaves open whether that is the day, and it was not taken"),
            "write the day as 31/03/2026, without doubt",
        );
        Dated { day: Some(Day::Unknown(said)), ..Dated::default() }
    }

    /// A text in place of a day, remarked on.
    fn unknown(&mut self, found: &InColumn<'_>, said: &str) -> Dated {
        let said = quoted(said);
        self.remarks.warn(
            &found.at,
            format!("`{said}` is not a day that is known"),
            "write the day as 31/03/2026",
        );
        Dated { day: Some(Day::Unknown(said)), ..Dated::default() }
    }

    /// The day in the first cell of a field that gives one.
    pub(super) fn first_day(
        &mut self,
        table: &Table,
        item: &[Seen],
        field: Field,
    ) -> Option<NaiveDate> {
        let cells = table.cells(item, field);
        cells.iter().find_map(|found| self.day(found, table.from_1904).day?.known())
    }

    /// The day on which something starts: the first day of a longer time.
    pub(super) fn start(&mut self, table: &Table, item: &[Seen]) -> Option<NaiveDate> {
        for found in table.cells(item, Field::Start) {
            let text = found.cell.value.text();
            let said = match &found.cell.value {
                Value::Text(text) => self.days.said(text),
                _ => Said::Nothing,
            };
            match said {
                Said::Day(one, _) if one.taken => {
                    let words = &text[one.range.clone()];
                    let (message, hint) = match one.from {
                        Some(day) => {
                            (format!("`{words}` is taken as its first day, {}", written(day)), "")
                        }
                        None => (
                            format!(
                                "`{words}` has no first day that is known, and no start was taken"
                            ),
                            "write the day as 31/03/2026",
                        ),
                    };
                    self.remarks.warn(&found.at, message, hint);
                    return one.from;
                }
                _ => {
                    let day = self.day(&found, table.from_1904).day.and_then(|day| day.known());
                    if day.is_some() {
                        return day;
                    }
                }
            }
        }
        None
    }

    /// The status in a cell, by its words or else by its fill.
    pub(super) fn status(&mut self, found: &InColumn<'_>) -> Option<Status> {
        if self.is_error(found) {
            return None;
        }
        let text = found.cell.value.text();
        let look = found.cell.look;
        if text.is_empty() {
            return self.shade(&found.at, look.fill?, "fill");
        }
        // A sign without a meaning of its own has that of its colour.
        let sign = !text.chars().any(char::is_alphanumeric) && self.words.status(&text).is_none();
        let coloured = |colour: &[u8; 3]| sign && self.words.shade(*colour).is_some();
        if let Some(colour) = look.ink.filter(coloured).or(look.fill.filter(coloured)) {
            return self.shade(&found.at, colour, "sign");
        }
        let filled = look.fill.and_then(|fill| self.words.filled(fill));
        let said = self.words.status(&text).or_else(|| self.percent(&found.cell.value));
        match (said, filled) {
            (Some(said), Some(filled)) if said != filled && !is_near(said, filled) => {
                self.remarks.warn(
                    &found.at,
                    format!(
                        "`{}` stands in a cell that is filled as `{}`; the words were taken",
                        quoted(&text),
                        filled.word()
                    ),
                    "",
                );
            }
            (None, _) if self.words.is_ended(&text) => {
                self.remarks.warn(
                    &found.at,
                    format!("`{}` says that work on this has ended, and not whether it was done, so no status was taken", quoted(&text)),
                    "write the status \"complete\" in the plan if it was done, or `withdrawn` with the day on which it was given up; or say what the word means under `[status]` in a file that you give with `--map`",
                );
                return None;
            }
            (None, _) if self.is_no_rating(&text) => return None,
            (None, filled) => {
                let message = match filled {
                    Some(filled) => format!(
                        "`{}` is not a rating that is known; its fill was taken as `{}`",
                        quoted(&text),
                        filled.word()
                    ),
                    None => format!("`{}` is not a rating that is known", quoted(&text)),
                };
                self.remarks.warn(
                    &found.at,
                    message,
                    "say what it means under `[status]` in a file that you give with `--map`",
                );
                return filled;
            }
            _ => {}
        }
        said
    }

    /// Whether the text of a rating says that there is none: a dash, "TBC".
    fn is_no_rating(&self, text: &str) -> bool {
        is_dash(text)
            || text.chars().any(char::is_alphanumeric)
                && self.words.is_nothing(Field::Status, "", text)
                && self.days.said(text) == Said::Open
    }

    /// Remarks on the cells of a column of ratings that say nothing, in an item without a status.
    pub(super) fn no_rating(&mut self, table: &Table, item: &[Seen]) {
        for found in table.cells(item, Field::Status) {
            let text = found.cell.value.text();
            let nothing = self.is_no_rating(&text);
            if !text.is_empty() && nothing {
                let message =
                    format!("`{}` is no rating, so that no status was taken", quoted(&text));
                self.remarks.warn(&found.at, message, "write how the action stands, or leave the cell empty if nobody has said so yet");
            }
        }
    }

    /// The status that a colour stands for, remarked on unless the user or the workbook's key gives it.
    pub(super) fn shade(&mut self, at: &At, colour: [u8; 3], what: &str) -> Option<Status> {
        let (message, status) = match self.words.shade(colour)? {
            Shade::Told(status) => return Some(status),
            Shade::Usual(status) => (
                format!(
                    "no key says what these colours mean, so that they were read as is usual: {}",
                    self.words.usual()
                ),
                Some(status),
            ),
            Shade::Unknown(name) => (
                format!("no key says what a {what} in {name} means, and nothing was taken for it"),
                None,
            ),
        };
        self.remarks.warn(at, message, "write what it means into the sheet, such as “Key: green = complete, amber = at risk”, and import it again if that is another status");
        status
    }

    /// The status for a share of work done: 100% or 0%; `None` for any other.
    fn percent(&self, value: &Value) -> Option<Status> {
        match value.text().as_str() {
            "100%" => Some(Status::Complete),
            "0%" => Some(Status::NotStarted),
            _ => None,
        }
    }
}

/// Whether a text is a dash or another sign for nothing.
fn is_dash(text: &str) -> bool {
    text.chars().all(|next| "-–—.?/ ".contains(next))
}

/// Whether a fill agrees roughly with words: complete and not started are often green or uncoloured too.
fn is_near(said: Status, filled: Status) -> bool {
    filled == Status::OnTrack && matches!(said, Status::Complete | Status::NotStarted)
        || filled == Status::Complete && said == Status::NotStarted
}

impl Seen {
    /// Whether a column has any text.
    pub(super) fn says(&self, column: u32) -> bool {
        self.own().any(|cell| cell.column == column)
    }

    /// Whether a blank cell of a column is filled, and with another colour than the words of the row.
    pub(super) fn is_filled(&self, column: u32) -> bool {
        let fill = self.cell(column).filter(|cell| cell.value.is_blank());
        let fill = fill.and_then(|cell| cell.look.fill).filter(|fill| *fill != [0xFF; 3]);
        fill.is_some_and(|fill| self.own().all(|cell| cell.look.fill != Some(fill)))
    }

    /// The filled cells outside all columns of a table.
    pub(super) fn filled_outside(&self, table: &Table) -> Vec<At> {
        let columns = self.columns().filter(|column| !table.has_column(*column));
        let filled = columns.filter(|column| self.is_filled(*column));
        filled.map(|column| At { sheet: table.sheet.clone(), row: self.number(), column }).collect()
    }

    /// The cells with text, and whether each is struck out.
    pub(super) fn struck(&self, table: &Table) -> Vec<(At, bool)> {
        let at = |column| At { sheet: table.sheet.clone(), row: self.number(), column };
        self.own().map(|cell| (at(cell.column), cell.look.struck)).collect()
    }

    /// The cells outside all columns of a table.
    pub(super) fn outside(&self, table: &Table) -> Vec<At> {
        let cells = self.own().filter(|cell| !table.has_column(cell.column));
        cells
            .map(|cell| At { sheet: table.sheet.clone(), row: self.number(), column: cell.column })
            .collect()
    }
}

/// The field that every row of a table must have.
pub(super) fn main(table: &Table) -> Field {
    Words::first(table.kind)
}
