//! Derives tables of a council's own figures: each by row and column, with its unit, and the totals.
//!
//! A file of figures comes in; its tables go out as they are printed.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, closest};
use crate::language::units::is_ratio;
use crate::model::figures::{self, FiguresColumn, FiguresRow, FiguresTable};
use crate::read::date::Date;
use crate::read::number::Number;
use crate::read::{Line, Name, Placed, Prose, Value, number_in};

/// The column of a table that has only one.
const ONLY: &str = "value";

/// The names that prose has for parts of a table, besides those of its rows.
const RESERVED: [&str; 5] = ["as_at", "source", "title", "total", "unit"];

/// A table of figures.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The name in prose.
    pub id: String,
    /// The title.
    pub title: Name,
    /// The unit of all figures, where they share one.
    pub unit: Option<String>,
    /// The source of the figures.
    pub source: Option<Name>,
    /// The day that they describe.
    pub as_at: Option<Date>,
    /// A note for the reader.
    pub note: Option<Line>,
    /// The heading of the rows' names.
    pub rows_title: Option<Name>,
    /// The columns; a single one without a title where each row has one figure.
    pub columns: Vec<Column>,
    /// The rows in the file's order, without the totals.
    pub rows: Vec<Row>,
    /// The totals, where the file asks for them.
    pub total: Option<Row>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// The name in prose.
    pub id: String,
    /// The heading.
    pub title: Option<String>,
    /// The unit of its figures, where the table has no common one.
    pub unit: Option<String>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The name in prose.
    pub id: String,
    /// The title.
    pub title: String,
    /// The unit of its figures, where that is neither the table's nor the columns'.
    pub unit: Option<String>,
    /// Its figures, one for each column; `None` where there is none.
    pub figures: Vec<Option<Figure>>,
}

/// A figure.
#[derive(Debug, Clone)]
pub(crate) enum Figure {
    /// A number with its unit.
    Number(Placed<Number>, Option<String>),
    /// Words.
    Text(Prose),
    /// A day.
    Date(Placed<Date>),
}

/// The tables of a file.
pub(crate) fn tables(figures: &figures::Figures) -> Vec<Table> {
    figures.table.iter().map(|given| table(figures, given)).collect()
}

/// One table, with its file's source and day where it gives none of its own.
fn table(file: &figures::Figures, given: &FiguresTable) -> Table {
    let mut columns: Vec<Column> = match given.column.is_empty() {
        true => vec![Column { id: ONLY.into(), title: None, unit: None }],
        false => given.column.iter().map(column).collect(),
    };
    let own = text(given.unit.as_ref());
    let mut rows: Vec<Row> =
        given.row.iter().map(|given| row(given, &columns, own.as_ref())).collect();
    let total = given.total.as_ref().map(|title| total(title, &columns, &rows));
    let of_rows = rows.iter().any(|row| row.unit.is_some());
    let of_columns = columns.iter().any(|column| column.unit.is_some());
    // Units that differ are printed with the figures that have them: in the columns' headings, or beside the rows.
    let has_it = |figure: &Option<Figure>| match figure {
        Some(Figure::Number(_, unit)) => *unit == own,
        _ => false,
    };
    if of_columns {
        for (at, column) in columns.iter_mut().enumerate().filter(|(_, one)| one.unit.is_none()) {
            let mut figures = rows.iter().filter_map(|row| row.figures.get(at));
            column.unit = own.clone().filter(|_| figures.any(has_it));
        }
    } else if of_rows {
        for row in rows.iter_mut().filter(|row| row.unit.is_none()) {
            row.unit = own.clone().filter(|_| row.figures.iter().any(has_it));
        }
    }
    Table {
        id: prose_name(&given.id),
        title: given.title.clone(),
        unit: own.filter(|_| !of_rows && !of_columns),
        source: given.source.clone().or_else(|| file.source.clone()),
        as_at: given.as_at.or(file.as_at).map(|day| day.value),
        note: given.note.clone(),
        rows_title: given.rows.clone(),
        columns,
        rows,
        total,
    }
}

/// One column, under the name that prose writes.
fn column(given: &FiguresColumn) -> Column {
    Column {
        id: prose_name(&given.id),
        title: Some(given.title.as_ref().unwrap_or(&given.id).value.clone()),
        unit: text(given.unit.as_ref()),
    }
}

/// One row, with a figure or `None` for every column.
fn row(given: &FiguresRow, columns: &[Column], of_table: Option<&String>) -> Row {
    let own = text(given.unit.as_ref());
    let figure = |column: &Column| {
        let value = match &given.value {
            Value::Table(values) => values
                .iter()
                .find(|(name, _)| prose_name(name) == column.id)
                .map(|(_, value)| value),
            only => Some(only),
        };
        let unit = own.as_ref().or(column.unit.as_ref()).or(of_table).cloned();
        Some(match value? {
            Value::Integer(number) => {
                Figure::Number(Placed::new(number.value.into(), number.place), unit)
            }
            Value::Number(number) => Figure::Number(*number, unit),
            Value::Text(prose) => Figure::Text(prose.clone()),
            Value::Date(day) => Figure::Date(*day),
            Value::Truth(_) | Value::Time(_) | Value::List(_) | Value::Table(_) => return None,
        })
    };
    Row {
        id: prose_name(&given.id),
        title: given.title.as_ref().unwrap_or(&given.id).value.clone(),
        figures: columns.iter().map(figure).collect(),
        unit: own,
    }
}

/// The totals: for each column whose rows all have numbers in one unit, their sum. Percentages and other ratios are
/// summed only where they are shares of one whole.
fn total(title: &Name, columns: &[Column], rows: &[Row]) -> Row {
    let sum = |at: usize| {
        let mut all: Option<(Number, Option<&String>)> = None;
        for row in rows {
            let Some(Figure::Number(number, unit)) = row.figures.get(at)? else { return None };
            all = match all {
                None => Some((number.value, unit.as_ref())),
                Some((sum, of)) if of == unit.as_ref() => Some((sum.plus(number.value)?, of)),
                Some(_) => return None,
            };
        }
        let is_sum = |(sum, unit): &(Number, Option<&String>)| {
            !unit.is_some_and(|unit| is_ratio(unit)) || (sum.nearest() - 100.0).abs() < 1.0
        };
        all.filter(is_sum)
            .map(|(sum, unit)| Figure::Number(Placed::new(sum, title.place), unit.cloned()))
    };
    Row {
        id: "total".into(),
        title: title.value.clone(),
        unit: None,
        figures: (0..columns.len()).map(sum).collect(),
    }
}

/// A name as prose writes it, with underscores.
pub(crate) fn prose_name(name: &str) -> String {
    name.replace('-', "_")
}

/// The text of an optional name.
fn text(name: Option<&Name>) -> Option<String> {
    name.map(|name| name.value.clone())
}

/// Reports figures that cannot be right: duplicate names, names that prose cannot write, figures in unknown columns,
/// values that are not figures.
pub(crate) fn validate(figures: &figures::Figures) -> Vec<Diagnostic> {
    let mut problems = names("table", figures.table.iter().map(|table| &table.id), &[]);
    for table in &figures.table {
        problems.extend(names("row", table.row.iter().map(|row| &row.id), &RESERVED));
        problems.extend(names("column", table.column.iter().map(|column| &column.id), &[]));
        let mut wrong = Vec::new();
        for row in &table.row {
            wrong.extend(misplaced(table, &row.value));
            wrong.extend(in_quotation_marks(table, row));
        }
        if wrong.is_empty() {
            wrong.extend(no_sum(figures, table));
        }
        problems.extend(wrong);
    }
    problems
}

/// Reports a row of totals that would be empty.
fn no_sum(file: &figures::Figures, given: &FiguresTable) -> Option<Diagnostic> {
    let title = given.total.as_ref()?;
    let is_empty = table(file, given).total?.figures.iter().all(Option::is_none);
    let message = format!("no column of `{}` can be added up", given.id.value);
    is_empty.then(|| {
        Diagnostic::warning(title.place, message).hint(
            "only numbers in one unit can, and percentages only where they are the shares of one whole: leave `total` out",
        )
    })
}

/// Reports figures that are numbers in quotation marks.
fn in_quotation_marks(table: &FiguresTable, row: &FiguresRow) -> Vec<Diagnostic> {
    let unit_of = |name: Option<&Name>| {
        let column =
            name.and_then(|name| table.column.iter().find(|column| column.id.value == **name));
        let own = column.and_then(|column| column.unit.as_ref());
        own.or(row.unit.as_ref()).or(table.unit.as_ref()).map_or("", |unit| unit.as_str())
    };
    let found = |key: &str, value: &Value, unit: &str| {
        let Value::Text(text) = value else { return None };
        let number = number_in(&text.text, unit)?;
        let message = "this figure is text, so that nothing can be added up or compared";
        Some(
            Diagnostic::error(text.place, message)
                .hint(format!("write `{key} = {number}`, without quotation marks")),
        )
    };
    match &row.value {
        Value::Table(values) => {
            let values = values.iter();
            values.filter_map(|(name, value)| found(name, value, unit_of(Some(name)))).collect()
        }
        value => found("value", value, unit_of(None)).into_iter().collect(),
    }
}

/// Reports duplicate names, and names that prose cannot write.
fn names<'a>(of: &str, all: impl Iterator<Item = &'a Name>, reserved: &[&str]) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let mut problems = Vec::new();
    for name in all {
        let written = prose_name(name);
        let is_word = written.starts_with(|first: char| first.is_alphabetic())
            && written.chars().all(|next| next.is_alphanumeric() || next == '_');
        let error = if !is_word {
            Some((
                format!("prose cannot name a {of} `{}`", name.value),
                "start with a letter, and use letters, digits and hyphens",
            ))
        } else if reserved.contains(&written.as_str()) {
            Some((
                format!("a {of} cannot be called `{}`", name.value),
                "prose has another meaning for this name; use another",
            ))
        } else if seen.insert(written, ()).is_some() {
            Some((format!("two {of}s have the id `{}`", name.value), "give each an id of its own"))
        } else {
            None
        };
        problems
            .extend(error.map(|(message, hint)| Diagnostic::error(name.place, message).hint(hint)));
    }
    problems
}

/// Reports figures outside the columns of their table.
fn misplaced(table: &FiguresTable, value: &Value) -> Vec<Diagnostic> {
    let known = || table.column.iter().map(|column| column.id.as_str());
    match value {
        Value::Table(values) if table.column.is_empty() => {
            vec![Diagnostic::error(values.place, "this table has no columns").hint(
                "name them: `column = [{ id = \"…\" }, { id = \"…\" }]`, or give the row one value",
            )]
        }
        Value::Table(values) => values
            .iter()
            .flat_map(|(name, value)| {
                let unknown =
                    known().all(|known| prose_name(known) != prose_name(name)).then(|| {
                        let error = Diagnostic::error(
                            name.place,
                            format!("the table has no column `{}`", name.value),
                        );
                        match closest(name, known()) {
                            Some(near) => error.hint(format!("did you mean `{near}`?")),
                            None => error.hint(format!(
                                "its columns are {}",
                                known().collect::<Vec<_>>().join(", ")
                            )),
                        }
                    });
                unknown.into_iter().chain(no_figure(value))
            })
            .collect(),
        _ if !table.column.is_empty() => {
            vec![
                Diagnostic::error(
                    value.place(),
                    "this table has several columns, and this is one value",
                )
                .hint("give a value for each column: `{ name = 1, other = 2 }`"),
            ]
        }
        _ => no_figure(value).into_iter().collect(),
    }
}

/// The error for a value that is not a figure; `None` if it is one.
fn no_figure(value: &Value) -> Option<Diagnostic> {
    let is_figure =
        matches!(value, Value::Integer(_) | Value::Number(_) | Value::Text(_) | Value::Date(_));
    (!is_figure).then(|| {
        Diagnostic::error(value.place(), "this is not a figure")
            .hint("give a number, text or a date")
    })
}
