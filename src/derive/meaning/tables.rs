//! What a council's own figure is: a row and a column of a table, with its unit and where that comes from.

use minijinja::{Value, context};

use crate::derive::figures::Table;
use crate::language::Wording;
use crate::read::date::Date;

/// What stands around the figures of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableNames {
    /// The name that prose uses.
    pub(super) id: String,
    /// What it shows.
    pub(super) title: String,
    /// The unit of its figures, where all have the same.
    pub(super) unit: Option<String>,
    /// Where they come from.
    pub(super) source: Option<String>,
    /// The day that they describe.
    pub(super) as_at: Option<Date>,
    /// The name of each row in prose, what it is of, and its unit.
    pub(super) rows: Vec<(String, String, Option<String>)>,
    /// The name of each column in prose, what stands above it, and its unit.
    pub(super) columns: Vec<(String, Option<String>, Option<String>)>,
    /// What the sum is called, where there is one.
    pub(super) total: Option<String>,
}

impl TableNames {
    /// What stands around the figures of a table.
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

    /// Whether prose calls it so.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.id == name
    }

    /// Everything that is said of it.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().map(|(_, title, _)| title.as_str());
        let columns = self.columns.iter().filter_map(|(_, title, _)| title.as_deref());
        let own = [Some(self.title.as_str()), self.source.as_deref(), self.total.as_deref()];
        own.into_iter().flatten().chain(rows).chain(columns)
    }
}

/// What the figure at a path is, in words; `None` where the path leads to no table.
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
