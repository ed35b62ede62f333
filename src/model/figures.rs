//! `figures.toml`: tables of a council's own figures, such as its finance, the demand on a service, or any list.

use crate::read::date::Date;
use crate::read::record::record;
use crate::read::{FileKind, Line, Name, Placed, Value};

record! {
    /// A file of a council's own figures.
    pub struct Figures("a file of figures") {
        /// Always `figures`.
        pub kind: Placed<FileKind>,
        /// The subject of the figures, for example `Finance`.
        pub name: Option<Name>,
        /// The source of the figures, for tables that do not give their own.
        pub source: Option<Name>,
        /// The day that the figures describe, for tables that do not give their own.
        pub as_at: Option<Placed<Date>>,
        /// The tables, each with a name that prose can use.
        pub table: Vec<FiguresTable>,
    }
}

record! {
    /// A table of figures: a list of them, or rows of several columns.
    pub struct FiguresTable("a table of figures") {
        /// The name that prose uses, for example `high-needs`; prose writes `high_needs`.
        pub id: Name,
        /// The title, above the table.
        pub title: Name,
        /// The unit of its figures: `%`, money (`£`, `£m`) or a word such as `places`; none for plain numbers.
        pub unit: Option<Name>,
        /// The source of the figures.
        pub source: Option<Name>,
        /// The day that they describe.
        pub as_at: Option<Placed<Date>>,
        /// A note on how they were counted.
        pub note: Option<Line>,
        /// The heading above the rows' names.
        pub rows: Option<Name>,
        /// Its columns, where a row has several figures.
        pub column: Vec<FiguresColumn>,
        /// Its rows, in the order printed.
        pub row: Vec<FiguresRow>,
        /// The name of a last row with the totals; prose writes `total`.
        pub total: Option<Name>,
    }
}

record! {
    /// A column of figures.
    pub struct FiguresColumn("a column of figures") {
        /// The name that rows and prose use.
        pub id: Name,
        /// The heading above it.
        pub title: Option<Name>,
        /// The unit of its figures, where that is not the table's.
        pub unit: Option<Name>,
    }
}

record! {
    /// A row of figures.
    pub struct FiguresRow("a row of figures") {
        /// The name that prose uses.
        pub id: Name,
        /// The title of the row.
        pub title: Option<Name>,
        /// Its figure, or one for each column by the column's name: `{ y2023 = 812, y2024 = 870 }`. A figure may also
        /// be text or a date.
        pub value: Value,
        /// The unit of its figures, where that is not the table's.
        pub unit: Option<Name>,
    }
}
