//! The arguments of the commands that exchange files with other programs.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::day;
use crate::export::sheet::SheetFormat;
use crate::import::word::Changes;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers import draft.docx                      report.toml, and its pictures\n  \
    papers import draft.docx --out send           in another folder\n  \
    papers import draft.docx --changes rejected   without tracked changes\n  \
    papers import back.docx --into report.toml    edits and comments\n  \
    papers import actions.xlsx                    plan.toml, or what differs\n  \
    papers import actions.xlsx --on 2026-03-31    the day of the ratings\n  \
    papers import actions.csv --map columns.toml  with headings of its own")]
pub(in crate::cli) struct Import {
    /// A Word draft, or a spreadsheet: .xlsx, .xls, .ods or .csv
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// The file to write, or the folder to write `report.toml` or `plan.toml` into; beside FILE where left out, or in
    /// the current folder
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// The paper or the plan to take FILE back into: what colleagues edited in its Word file or its workbook
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub(in crate::cli) into: Option<PathBuf>,
    /// Replace files that are there already, or change a paper or a plan, without asking
    #[arg(long)]
    pub(in crate::cli) yes: bool,
    /// Show what would be written, and write nothing
    #[arg(long, conflicts_with = "yes")]
    pub(in crate::cli) dry_run: bool,
    #[command(flatten)]
    pub(in crate::cli) draft: DraftOptions,
    #[command(flatten)]
    pub(in crate::cli) sheet: SheetOptions,
}

/// What matters to Word drafts alone.
#[derive(Debug, Args)]
#[command(next_help_heading = "For Word drafts")]
pub(in crate::cli) struct DraftOptions {
    /// A house style other than the council's
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) style: Option<String>,
    /// How tracked changes are taken
    #[arg(long, value_enum, default_value = "accepted", value_name = "HOW")]
    pub(in crate::cli) changes: Changes,
}

/// What matters to spreadsheets alone.
#[derive(Debug, Args)]
#[command(next_help_heading = "For spreadsheets")]
pub(in crate::cli) struct SheetOptions {
    /// A file of `kind = "columns"` that says what headings and ratings of the spreadsheet mean
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) map: Option<PathBuf>,
    /// The day of ratings and updates that have none in the spreadsheet, such as 2026-03-31
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) on: Option<NaiveDate>,
    /// The day on which a new plan was submitted
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) submitted: Option<NaiveDate>,
    /// The name of a new plan
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Take hidden sheets, rows and columns, too
    #[arg(long)]
    pub(in crate::cli) hidden: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers export plan.toml                           plan.xlsx\n  \
    papers export plan.toml --format csv --out a.csv  the actions alone")]
pub(in crate::cli) struct Export {
    /// An action plan
    #[arg(value_name = "PLAN")]
    pub(in crate::cli) plan: PathBuf,
    /// The format of the workbook. LibreOffice works in .xlsx as well, and what it saves as .ods is taken back
    #[arg(long, value_enum, default_value = "xlsx", value_name = "FORMAT")]
    pub(in crate::cli) format: SheetFormat,
    /// The file to write; where left out, one of the plan's name in the current folder
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    pub(in crate::cli) yes: bool,
}
