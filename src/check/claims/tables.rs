//! Checks the cells of an author's own tables against the data.
//!
//! In comes a table with a row or column for each action, measure, area, post, budget, figure of the council's own or
//! judged subject; out come the cells that differ from the data under their heading: "Lead", "Due", "30 September
//! 2026". A table in which most cells differ is taken to be about another day, or about something else. A row that is
//! only a label and its value is read as a sentence.
//!
//! ```text
//! subjects   what a label names
//! actions    columns of actions: who leads, days, how they stand
//! amounts    columns of budgets
//! counted    columns of areas and posts: how many actions stand so
//! grades     columns of what was judged
//! readings   columns of measures
//! labelled   a label and its value
//! ```

mod actions;
mod amounts;
mod counted;
mod grades;
mod labelled;
mod readings;
mod subjects;

use self::readings::Column;
use self::subjects::{Subject, Subjects};
use super::facts::Facts;
use super::measures::Measures;
use super::{Claim, Data};
use crate::check::passage::Passage;
use crate::check::reading::{Reader, Token, What};
use crate::check::tables::{of_data, said, written};
use crate::diag::Place;
use crate::document::{Cell, Document, Table, Text};

/// The fewest differing cells at which a column may be taken to be about something else.
const MANY: usize = 3;

/// A label, a heading or a cell.
struct Words {
    /// The text as written.
    said: String,
    tokens: Vec<Token>,
}

impl Words {
    /// Reads the words of a text.
    fn of(reader: &Reader, said: String) -> Self {
        let tokens = reader.read(&said, |_| true).concat();
        Self { said, tokens }
    }

    /// Whether the text contains one of these words.
    fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| token.is(words))
    }

    /// The words in lower case, without the article and without punctuation.
    fn phrase(&self) -> Vec<&str> {
        let all = self.tokens.iter().skip_while(|token| token.is(&["the"]));
        all.map(|token| token.word.as_str()).collect()
    }

    /// `true` for yes, `false` for no; `None` if the text says neither.
    fn yes_or_no(&self) -> Option<bool> {
        match *self.phrase().first()? {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// Whether the text gives a day, a month or a year.
    fn is_dated(&self) -> bool {
        let is_year = |token: &Token| {
            matches!(token.what, What::Number(_))
                && crate::check::reading::year_of(&token.word).is_some()
        };
        self.tokens.iter().any(|token| token.gives_day() || is_year(token))
    }
}

/// What the data have for a cell.
struct Known {
    /// Whether the cell agrees with the data.
    right: bool,
    /// Whether the datum does not depend on a day that may not be that of the table.
    sure: bool,
    /// What the data have, in words.
    says: String,
    /// The expression that prints the datum, if there is one.
    expression: Option<String>,
    place: Place,
}

/// A cell with what the data have for it.
struct Held {
    column: usize,
    known: Known,
    said: String,
    place: Place,
}

/// A table with what it is checked against.
struct Read<'t, 'f> {
    facts: &'t Facts<'f>,
    subjects: &'t Subjects<'t, 'f>,
    reader: &'t Reader,
    caption: Words,
    heads: Vec<Words>,
    /// What each column says of measures, if anything.
    columns: Vec<Option<Column>>,
}

/// What the data contradict in the tables of a document, with where it stands. `read` says what they contradict in the
/// sentences of a passage.
pub(super) fn check(
    facts: &Facts<'_>,
    measures: &Measures<'_>,
    reader: &Reader,
    document: &Document,
    read: &dyn Fn(&Passage<'_>) -> Vec<Claim>,
) -> Vec<(Place, Claim)> {
    let subjects = Subjects::of(facts, measures);
    let mut found = Vec::new();
    for table in of_data(document) {
        let (held, labelled) = Read::of(facts, &subjects, reader, table).cells(table);
        found.extend(wrong(held));
        if table.columns.len() == 2 {
            let rows = labelled.into_iter().map(|row| row.as_slice());
            let rows = std::iter::once(table.header.as_slice()).chain(rows);
            found.extend(rows.filter_map(|row| labelled::check(reader, row, read)).flatten());
        }
    }
    found
}

/// The cells that differ from the data, unless so many do that the table is about something else.
fn wrong(held: Vec<Held>) -> Vec<(Place, Claim)> {
    let wrong = held.iter().filter(|cell| !cell.known.right);
    let is_of_data = 2 * wrong.clone().count() < held.len();
    let is_other = |column: usize| {
        let own = held.iter().filter(|cell| cell.column == column).count();
        let wrong = wrong.clone().filter(|cell| cell.column == column).count();
        own >= MANY && 2 * wrong > own
    };
    let wrong = wrong.clone().filter(|cell| {
        let known = &cell.known;
        (is_of_data || known.sure) && !is_other(cell.column)
    });
    let claims = wrong.map(|cell| {
        let Known { says, expression, place, .. } = &cell.known;
        let data = Data { expression: expression.clone(), words: false, place: *place };
        let message = format!("`{}`: by the data, {says}", cell.said);
        (cell.place, Claim { range: 0..0, message, data: Some(data) })
    });
    claims.collect()
}

impl<'t, 'f> Read<'t, 'f> {
    /// Reads a table and the headings of its columns.
    fn of(
        facts: &'t Facts<'f>,
        subjects: &'t Subjects<'t, 'f>,
        reader: &'t Reader,
        table: &Table,
    ) -> Self {
        let heads: Vec<_> = table.header.iter().map(|head| Words::of(reader, said(head))).collect();
        let columns = heads.iter().map(|head| Column::of(&head.tokens)).collect();
        let caption = table.caption.iter().map(|caption| Passage::of(caption).text).collect();
        let caption = Words::of(reader, caption);
        Self { facts, subjects, reader, caption, heads, columns }
    }

    /// The cells that the data have something for, and the rows without any.
    fn cells<'r>(&self, table: &'r Table) -> (Vec<Held>, Vec<&'r Vec<Cell>>) {
        let (mut held, mut rest) = (Vec::new(), Vec::new());
        let over: Vec<_> = self.heads.iter().map(|head| self.subjects.named(head, None)).collect();
        for row in &table.rows {
            let words: Vec<_> = row.iter().map(|cell| Words::of(self.reader, said(cell))).collect();
            // The label may follow a number or an area: "2.1 | Test the lifts | Head of Safety".
            let labels = if words.len() > 2 { 2 } else { 1 };
            let own: Vec<_> = words
                .iter()
                .take(labels)
                .zip(&self.heads)
                .flat_map(|(label, head)| self.subjects.named(label, Some(head)))
                .collect();
            let before = held.len();
            for (column, cell) in row.iter().enumerate().skip(1) {
                let (Some(text), Some(head)) = (typed(cell), self.heads.get(column)) else {
                    continue;
                };
                let cell = &words[column];
                let by_row = self.known(&own, head, Some(column), cell);
                let by_column = || self.known(&over[column], &words[0], None, cell);
                let (Some(known), Some(place)) = (by_row.or_else(by_column), text.place) else {
                    continue;
                };
                held.push(Held { column, known, said: cell.said.clone(), place });
            }
            if held.len() == before {
                rest.push(row);
            }
        }
        (held, rest)
    }

    /// What the data have for a cell under a heading: from the first subject with which it agrees, or else the first
    /// that has anything. A heading at the start of a row has no column.
    fn known(
        &self,
        subjects: &[Subject<'_>],
        head: &Words,
        column: Option<usize>,
        cell: &Words,
    ) -> Option<Known> {
        let known = |subject: &Subject<'_>| match subject {
            Subject::Action(action) => actions::known(self, action, head, cell),
            Subject::Plan(plan) => actions::overall(self, plan, head, cell),
            Subject::Measure(measure) => readings::known(self, measure, head, column, cell),
            Subject::Actions(own) => counted::known(self, own, head, cell),
            Subject::Judged(judged) => grades::known(judged, head, cell),
            Subject::Budget(budget) => amounts::known(self, budget, head, cell),
            Subject::Figures(own) => amounts::given(self, own, head, cell),
        };
        let mut all: Vec<_> = subjects.iter().filter_map(known).collect();
        let right = all.iter().position(|known| known.right).unwrap_or(0);
        (!all.is_empty()).then(|| all.swap_remove(right))
    }
}

/// The text of a cell, if somebody typed it.
fn typed(cell: &Cell) -> Option<&Text> {
    let mut texts = written(cell);
    texts.next().filter(|text| text.source.is_none() && texts.next().is_none())
}
