//! Makes values and tables of a council's own figures, with their units and source.

use std::sync::Arc;

use minijinja::value::{Enumerator, Kwargs, Object, from_args};
use minijinja::{Error, ErrorKind, State, Value, context};

use super::cells::{cell, cell_or_dash, filling, note, number, strong, table};
use crate::compose::quantity::Quantity;
use crate::derive::figures::{Column, Figure, Row, Table};
use crate::document::{Block, Cell, Inline};
use crate::language::Wording;
use crate::language::case::capital;
use crate::language::units::bare;

/// A table as a value in prose: its rows by name, and `table()`.
#[derive(Debug)]
struct TableValue {
    table: Table,
    named: Value,
    /// The wording of the paper that uses the table.
    wording: Wording,
}

/// The value of a file of figures: its tables by name.
pub(super) fn value(tables: Vec<Table>, wording: &Wording) -> Value {
    Value::from_pairs(tables.into_iter().map(|table| {
        let rows = table.rows.iter().chain(&table.total);
        let mut named: Vec<_> = rows.map(|row| (row.id.clone(), row_value(&table, row))).collect();
        named.push(("title".into(), Value::from(table.title.value.clone())));
        named.push(("unit".into(), Value::from(table.unit.clone())));
        named.push((
            "source".into(),
            Value::from(table.source.as_ref().map(|source| source.value.clone())),
        ));
        named.push(("as_at".into(), table.as_at.map_or(Value::from(()), Value::from_object)));
        let named = Value::from_pairs(named);
        let wording = wording.clone();
        (table.id.clone(), Value::from_object(TableValue { table, named, wording }))
    }))
}

/// The value of a row: its one figure, or its figures by column.
fn row_value(table: &Table, row: &Row) -> Value {
    let mut values =
        row.figures.iter().map(|figure| figure.as_ref().map_or(Value::from(()), figure_value));
    match table.columns.as_slice() {
        [Column { title: None, .. }] => values.next().unwrap_or_default(),
        columns => Value::from_pairs(columns.iter().map(|column| column.id.clone()).zip(values)),
    }
}

/// The value of a figure.
fn figure_value(figure: &Figure) -> Value {
    match figure {
        Figure::Number(number, unit) => {
            Value::from_object(Quantity::new(number.value, unit.clone()))
        }
        Figure::Text(prose) => Value::from(prose.text.clone()),
        Figure::Date(day) => Value::from_object(day.value),
    }
}

impl Object for TableValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.named.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.named.try_iter().map(Iterator::collect).unwrap_or_default())
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        arguments: &[Value],
    ) -> Result<Value, Error> {
        if method != "table" {
            return Err(Error::from(ErrorKind::UnknownMethod));
        }
        let (options,): (Kwargs,) = from_args(arguments)?;
        let caption = options.get("caption")?;
        options.assert_all_used()?;
        Ok(super::blocks(figures_table(&self.wording, &self.table, caption)))
    }
}

/// A table of figures with its caption and units, and below it its source and note.
fn figures_table(wording: &Wording, of: &Table, caption: Option<String>) -> Vec<Block> {
    let is_list = matches!(of.columns.as_slice(), [Column { title: None, .. }]);
    let unit = |unit: &Option<String>| {
        let many = |unit: &String| unit.rsplit('|').next().unwrap_or_default().trim().to_owned();
        unit.as_ref().map(many)
    };
    let in_brackets = |words: &str, unit: Option<String>| match unit {
        Some(unit) => format!("{words} ({unit})"),
        None => words.to_owned(),
    };
    let caption = caption.unwrap_or_else(|| {
        let title = in_brackets(&of.title, unit(&of.unit).filter(|_| !is_list));
        let as_at = of.as_at.map(Value::from_object);
        wording.say("figures-caption", context! { title, as_at })
    });
    let mut columns = vec![(
        of.rows_title
            .as_ref()
            .map_or_else(|| wording.word("column-item"), |title| title.value.clone()),
        filling(),
    )];
    columns.extend(of.columns.iter().enumerate().map(|(at, column)| {
        let heading = match (&column.title, unit(&of.unit)) {
            (Some(title), _) => in_brackets(title, unit(&column.unit)),
            (None, Some(unit)) => capital(&unit),
            (None, None) => wording.word("column-figure"),
        };
        let mut figures = of.rows.iter().filter_map(|row| row.figures.get(at)?.as_ref());
        let are_numbers = figures.all(|figure| matches!(figure, Figure::Number(..)));
        (heading, if are_numbers { number() } else { filling() })
    }));
    let line = |name: Cell, row: &Row| -> Vec<Cell> {
        let figures = row.figures.iter().map(|figure| figure_cell(wording, figure));
        std::iter::once(name).chain(figures).collect()
    };
    let named = |row: &Row| line(cell(in_brackets(&row.title, unit(&row.unit))), row);
    let mut rows: Vec<_> = of.rows.iter().map(named).collect();
    rows.extend(of.total.as_ref().map(|total| line(Cell::of(vec![strong(&total.title)]), total)));
    let source = of.source.as_ref().map(|source| {
        (wording.say("figures-source", context! { source => source.value.clone() }), source.place)
    });
    let known = of.note.as_ref().map(|note| (note.value.clone(), note.place));
    let below = source.into_iter().chain(known);
    let mut made = table(caption, columns, rows);
    if let Block::Table(table) = &mut made {
        // Tables that the program makes have the role `table` and heads that fit it.
        table.role.get_or_insert_with(|| "table".into());
    }
    std::iter::once(made)
        .chain(below.map(|(said, place)| note(vec![Inline::text(said, place)])))
        .collect()
}

/// The cell of a figure. The unit is in the column's heading or beside the row's name.
fn figure_cell(wording: &Wording, figure: &Option<Figure>) -> Cell {
    let (said, place) = match figure {
        Some(Figure::Number(number, unit)) => {
            (bare(number.value, unit.as_deref()).to_string(), number.place)
        }
        Some(Figure::Text(prose)) => (prose.text.clone(), prose.place),
        Some(Figure::Date(day)) => (wording.date(day.value), day.place),
        None => return cell_or_dash(None::<String>),
    };
    Cell::of(vec![Inline::text(said, place)])
}
