//! Describes a council's own figure: its row and column in a table, with unit and source.

use minijinja::{Value, context};

use crate::derive::figures::Table;
use crate::language::Wording;
use crate::read::date::Date;

/// The titles, units and names of a table, without its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableNames {
    /// The name in prose.
    pub(super) id: String,
    /// The title.
    pub(super) title: String,
    /// The unit of all figures, where they share one.
    pub(super) unit: Option<String>,
    /// The source of the figures.
    pub(super) source: Option<String>,
    /// The day that they describe.
    pub(super) as_at: Option<Date>,
    /// For each row its name in prose, its title and its unit.
    pub(super) rows: Vec<(String, String, Option<String>)>,
    /// For each column its name in prose, its heading and its unit.
    pub(super) columns: Vec<(String, Option<String>, Option<String>)>,
    /// The title of the totals, where there are any.
    pub(super) total: Option<String>,
}

impl TableNames {
    /// The titles, units and names of a table.
    pub(crate) fn of(table: &Table) -> Self {
        let row = |row: &crate::derive::figures::Row| {
            (row.id.clone(), row.title.clone(), row.unit.clone())
        };
        let column = |column: &crate::derive::figures::Column| {
            (column.id.clone(), column.title.clone(), column.unit.clone())
        };
        Self {
            id: table.id.clone(),
            title: table.title.value.clone(),
            unit: table.unit.clone(),
            source: table.source.as_ref().map(|source| source.value.clone()),
            as_at: table.as_at,
            rows: table.rows.iter().map(row).collect(),
            columns: table.columns.iter().map(column).collect(),
            total: table.total.as_ref().map(|total| total.title.clone()),
        }
    }

    /// Whether prose calls the table by this name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.id == name
    }

    /// Every title in it, and its source.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().map(|(_, title, _)| title.as_str());
        let columns = self.columns.iter().filter_map(|(_, title, _)| title.as_deref());
        let own = [Some(self.title.as_str()), self.source.as_deref(), self.total.as_deref()];
        own.into_iter().flatten().chain(rows).chain(columns)
    }
}

/// The description of the figure at a path, in words; `None` where the path leads to no table.
pub(super) fn meaning(tables: &[TableNames], path: &[&str], wording: &Wording) -> Option<String> {
    let (name, inside) = path.split_first()?;
    let table = tables.iter().find(|table| table.is_called(name))?;
    let row = inside.first().and_then(|id| table.rows.iter().find(|(own, ..)| own == id));
    let total = table.total.as_ref().filter(|_| row.is_none() && inside.first() == Some(&"total"));
    let is_row = row.is_some() || total.is_some();
    let column = inside.get(1).filter(|_| is_row);
    let column = column.and_then(|id| table.columns.iter().find(|(own, ..)| own == id));
    let column_title = column.and_then(|(_, title, _)| title.as_ref());
    let titles = row.map(|(_, title, _)| title).or(total).into_iter().chain(column_title);
    let titles: Vec<&str> = titles.map(String::as_str).collect();
    let unit = row.and_then(|(.., unit)| unit.as_ref());
    let unit = unit.or(column.and_then(|(.., unit)| unit.as_ref())).or(table.unit.as_ref());
    let unit = unit.and_then(|unit| unit.rsplit('|').next()).map(str::trim);
    let values = context! {
        title => table.title.as_str(),
        what => titles.join(", "),
        unit => unit,
        total => total.is_some(),
        as_at => table.as_at.map(Value::from_object),
        source => table.source.as_deref().map(|source| source.trim_end_matches('.')),
    };
    Some(wording.say("meaning-figures", values))
}
