//! Finds the figures that prose inserts from files of figures. A figure that one text withholds and another names is
//! printed by both, though neither has its digits.

use std::collections::BTreeMap;

use toml::de::DeTable;
use typst::syntax::FileId;

use crate::derive::figures::{Figure, Row, Table, prose_name, tables};
use crate::diag::{Place, apart};
use crate::language::units::amount;
use crate::model::figures::Figures;
use crate::read;
use crate::read::syntax::Meant;
use crate::withhold::elsewhere::name;
use crate::world::World;

/// The tables of all files of figures, by path.
pub(super) struct Brought(BTreeMap<&'static str, Vec<Table>>);

impl Brought {
    /// Reads the files of figures among all files.
    pub(super) fn of(texts: &[(FileId, Meant<'_>)]) -> Self {
        let figures = texts.iter().filter_map(|(file, meant)| {
            let kind = read::kind(*file, meant.file)?;
            let read = (kind.as_str() == "figures")
                .then(|| apart(read::read::<Figures>(*file, meant.file)).0);
            Some((name(*file), tables(&read.flatten()?)))
        });
        Self(figures.collect())
    }

    /// The tables that a paper draws on, by the names that its prose uses for them.
    pub(super) fn by(&self, world: &World, file: FileId, root: &DeTable<'_>) -> Sources<'_> {
        let named = root.get("sources").and_then(|named| named.get_ref().as_table());
        let found = named.into_iter().flatten().filter_map(|(own, path)| {
            let path = path.get_ref().as_str()?;
            let found = world.relative(file, path, Place::new(file, own.span())).ok()?;
            Some((prose_name(own.get_ref()), &**self.0.get(name(found))?))
        });
        Sources(found.collect())
    }
}

/// The tables of figures that a paper draws on, by name.
pub(super) struct Sources<'a>(BTreeMap<String, &'a [Table]>);

impl Sources<'_> {
    /// The words that an expression prints from these tables; empty where it names none.
    pub(super) fn words(&self, code: &str) -> String {
        let is_name = |next: char| next.is_alphanumeric() || next == '_' || next == '.';
        let names = code
            .split(|next| !is_name(next))
            .filter(|name| !self.0.is_empty() && name.contains('.'));
        let words = names.filter_map(|name| {
            let mut steps = name.split('.');
            let table = self.0.get(steps.next()?)?;
            let id = steps.next()?;
            Some(of_table(table.iter().find(|table| table.id == id)?, steps.next()))
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The words of one row of a table, or of all rows where a block shows the whole table.
fn of_table(table: &Table, row: Option<&str>) -> String {
    let all = || table.rows.iter().chain(&table.total);
    match row {
        Some("total") => table.total.iter().map(of_row).collect(),
        None | Some("table") => {
            all().map(|row| format!("{} {}. ", row.title, of_row(row))).collect()
        }
        Some(id) => all().filter(|row| row.id == id).map(of_row).collect(),
    }
}

/// The figures of a row, as printed.
fn of_row(row: &Row) -> String {
    let said = row.figures.iter().flatten().map(|figure| match figure {
        Figure::Number(number, unit) => amount(number.value, unit.as_deref()),
        Figure::Text(text) => text.text.clone(),
        Figure::Date(day) => day.value.to_string(),
    });
    said.collect::<Vec<_>>().join(" ")
}
