//! Declares `columns.toml`: the names of columns, days, ratings and colours in spreadsheets.

use crate::diag::{Diagnostic, Findings, Outcome, closest};
use crate::model::plan::{Better, Grade, Status};
use crate::read::record::{choice, record};
use crate::read::{Entries, Name, read};
use crate::world::World;

/// The names that are built in.
const COMMON: &str = include_str!("../../../../templates/import/columns.toml");

record! {
    /// What columns, days, ratings and colours are called in spreadsheets.
    pub struct Columns("the names of columns") {
        /// Always `columns`.
        pub kind: Name,
        /// The sheets to read, where that is not all of them.
        pub sheets: Vec<Name>,
        /// The row of the head, as the spreadsheet numbers it, where it is not found by itself.
        pub head: Option<i64>,
        /// What headings, or columns by their letters, are: `"What we'll do" = "action"`, `H = "skip"`.
        pub columns: Entries<Name>,
        /// The names of columns, by table and field.
        pub table: Entries<Entries<Vec<Name>>>,
        /// The words for each status.
        pub status: Entries<Vec<Name>>,
        /// What cells are filled with.
        pub colour: Vec<Colour>,
        /// The words for what has ended, which do not say whether it was done.
        pub ended: Vec<Name>,
        /// What stands for what the cell above says.
        pub again: Vec<Name>,
        /// What beside a value says that it may still be corrected.
        pub provisional: Vec<Name>,
        /// What stands in place of an action whose reference is used no more.
        pub unused: Vec<Name>,
        /// What says of the heading of a column that the column is not for others.
        pub internal: Entries<Vec<Name>>,
        /// What begins a line that says something of a table, and is no row of it.
        pub aside: Vec<Name>,
        /// What begins a row that only counts the others.
        pub total: Vec<Name>,
        /// What begins the words of a row that go on with those of the row above.
        pub continued: Vec<Name>,
        /// What says that there is nothing where something is wanted.
        pub nothing: Vec<Name>,
        /// What says that there is none of what its column is called after.
        pub no: Vec<Name>,
        /// What may stand with that.
        pub so_far: Vec<Name>,
        /// What says of a column of ratings that another one is newer.
        pub older: Vec<Name>,
        /// What the columns are called of tables that are no part of a plan.
        pub others: Vec<Name>,
        /// The names of sheets that say nothing of what is in them.
        pub plain_sheets: Vec<Name>,
        /// What marks a cell of a column for one rating.
        pub ticks: Vec<Name>,
        /// What the key of a workbook is called: its `labels`, the `heads` of its columns, and `colours` without a
        /// meaning.
        pub key: Entries<Vec<Name>>,
        /// The words for how grave or likely a risk is.
        pub grade: Entries<Vec<Name>>,
        /// The words for which way is better.
        pub better: Entries<Vec<Name>>,
        /// Days in words.
        pub dates: Option<DayWords>,
        /// What is said above a table.
        pub banner: Entries<Vec<Name>>,
    }
}

record! {
    /// What a fill says.
    pub struct Colour("a colour") {
        /// What it is called, in a word, a letter or a sign: its usual name first.
        pub names: Vec<Name>,
        /// The status that it stands for where nothing else is said, if it stands for one.
        pub status: Option<Status>,
        /// Its first hue, in degrees.
        pub from: i64,
        /// The hue where it ends.
        pub to: i64,
    }
}

record! {
    /// Days in words.
    pub struct DayWords("the words of days") {
        /// The names of the months from January on.
        pub months: Vec<Vec<Name>>,
        /// The first month of the financial year.
        pub year_from: i64,
        /// The month at whose end each school term ends.
        pub term_ends: Entries<i64>,
        /// The month at whose end each season ends.
        pub season_ends: Entries<i64>,
        /// What stands for a day that nobody knows.
        pub open: Vec<Name>,
        /// What stands between a day and the one it was moved to.
        pub moved: Vec<Name>,
        /// What stands between a day and the one that it was before.
        pub formerly: Vec<Name>,
        /// What stands beside a day that nobody is sure of.
        pub doubtful: Vec<Name>,
        /// What says that a day is none by which something is to be done: `before` it, `after` it, `again` where it
        /// is done again and again, and `unless` what stands nearer to it.
        pub no_deadline: Entries<Vec<Name>>,
    }
}

choice! {
    /// The kind of the rows of a table.
    pub enum Kind("the name of a table") {
        /// Actions.
        Action = "action",
        /// Milestones of actions.
        Milestone = "milestone",
        /// Measures.
        Measure = "measure",
        /// Risks.
        Risk = "risk",
    }
}

choice! {
    /// The meaning of a column.
    pub enum Field("the name of a column") {
        /// What is to be done.
        Action = "action",
        /// The reference of a row.
        Ref = "ref",
        /// The area that a row belongs to.
        Area = "area",
        /// Who does it.
        Lead = "lead",
        /// Who answers for it.
        Accountable = "accountable",
        /// When it starts.
        Start = "start",
        /// When it is due.
        Due = "due",
        /// The due date after changes.
        Revised = "revised",
        /// When it was completed.
        Completed = "completed",
        /// The present status.
        Status = "status",
        /// The progress made.
        Update = "update",
        /// The day of that report.
        Updated = "updated",
        /// How success is recognised.
        Success = "success",
        /// A step on the way.
        Milestone = "milestone",
        /// The evidence of progress.
        Evidence = "evidence",
        /// Evidence that something was done.
        Activity = "activity",
        /// Evidence of what exists now.
        Output = "output",
        /// Evidence of what is better; for a risk, how grave it is.
        Impact = "impact",
        /// The day by which a milestone should be met.
        By = "by",
        /// The day on which a milestone was met.
        Met = "met",
        /// The name of a measure.
        Measure = "measure",
        /// The unit of a measure.
        Unit = "unit",
        /// Whether higher or lower is better.
        Better = "better",
        /// The value of a measure at the start.
        Baseline = "baseline",
        /// The day of the baseline.
        BaselineOn = "baseline-on",
        /// The value that a measure should reach.
        Target = "target",
        /// The day by which it should reach that.
        TargetBy = "target-by",
        /// The latest value of a measure.
        Actual = "actual",
        /// The day of the latest value.
        ActualOn = "actual-on",
        /// A note for readers.
        Note = "note",
        /// What could happen.
        Risk = "risk",
        /// The mitigation of a risk.
        Mitigation = "mitigation",
        /// The likelihood of a risk.
        Likelihood = "likelihood",
        /// The owner of a risk.
        Owner = "owner",
        /// Earlier reports, each with its day.
        History = "history",
        /// A column that is left out.
        Skip = "skip",
    }
}

/// The built-in names.
pub(in crate::import::sheet) fn common() -> Columns {
    let columns = read::<Columns>(World::builtin("import/columns.toml"), COMMON);
    columns.expect("the names of columns are part of the program, and a test reads them").value
}

/// Reports names of fields, tables and words that do not exist.
pub(crate) fn check(columns: Columns) -> Outcome<Columns> {
    let mut findings = Findings::default();
    findings.extend(columns.columns.iter().filter_map(|(_, field)| unknown(field, Field::WORDS)));
    for (kind, fields) in columns.table.iter() {
        findings.extend(unknown(kind, Kind::WORDS));
        findings.extend(fields.iter().filter_map(|(field, _)| unknown(field, Field::WORDS)));
    }
    for (words, known) in [
        (&columns.status, Status::WORDS),
        (&columns.grade, Grade::WORDS),
        (&columns.better, Better::WORDS),
    ] {
        findings.extend(words.iter().filter_map(|(name, _)| unknown(name, known)));
    }
    findings.finish(Some(columns))
}

/// The error for a name that is not among the known ones.
fn unknown(name: &Name, known: &[&str]) -> Option<Diagnostic> {
    if known.contains(&name.as_str()) {
        return None;
    }
    let error = Diagnostic::error(
        name.place,
        format!("`{}` is not one of {}", name.value, known.join(", ")),
    );
    Some(match closest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error,
    })
}
