//! The command line: what is asked for, and what is said about it. The only place that prints.
//!
//! Exit codes: 0 done, 1 something is wrong with the user's files, 2 wrong usage, or a file that
//! cannot be read or written.

mod build;
mod check;
mod emit;
mod find;
mod notice;
mod report;
mod rules;
mod status;
mod styles;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::Options;
use crate::export::Format;
use crate::read::date::Date;

/// Committee papers from data: accessible PDF and HTML that cannot disagree.
#[derive(Debug, Parser)]
#[command(name = "papers", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the papers that files and folders hold
    Build(Build),
    /// Say what is wrong with papers, without building them
    Check(Check),
    /// Show where a plan stands, and what has moved
    Status(Status),
    /// Show the last lawful day to publish the agenda of a meeting
    Notice(Notice),
    /// List the house styles, or the fields and sections of one
    Styles(Styles),
    /// List the rules that papers are checked by, or explain one
    Rules(Rules),
}

/// What to look at.
#[derive(Debug, Args)]
struct Paths {
    /// Files and folders
    #[arg(default_value = "data", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// Print the results as JSON on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    paths: Paths,
    /// The folder to build into
    #[arg(long, value_name = "DIR", default_value = "output")]
    out: PathBuf,
    /// The formats to build
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,html",
        value_name = "FORMAT"
    )]
    format: Vec<Format>,
    /// The day that figures are as at, such as 2022-09-29, where that is not the paper's own
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_at: Option<NaiveDate>,
    /// The variant of the house style, such as `accessible`
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Build what has not changed, too
    #[arg(long)]
    force: bool,
    /// Stop halfway and show it: `data` prints what the templates see, `typst` writes Typst source
    #[arg(long, value_enum, value_name = "SEAM", conflicts_with_all = ["format", "force"])]
    emit: Option<Seam>,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    paths: Paths,
}

#[derive(Debug, Args)]
struct Styles {
    /// A house style
    name: Option<String>,
    /// The workspace whose own styles are listed, too
    #[arg(long, value_name = "DIR", default_value = ".")]
    workspace: PathBuf,
}

#[derive(Debug, Args)]
struct Rules {
    /// A rule
    name: Option<String>,
    /// Print the rules as JSON on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Status {
    /// An action plan
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// The day that the position is as at; the day of the plan's last update where left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_at: Option<NaiveDate>,
    /// The day that movement is measured from
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
}

#[derive(Debug, Args)]
struct Notice {
    /// A meeting
    #[arg(value_name = "MEETING")]
    meeting: PathBuf,
}

impl Build {
    /// What is wanted of a paper.
    fn options(&self, job: &find::Job) -> Options {
        Options {
            withheld: job.withheld,
            formats: self.format.clone(),
            as_at: self.as_at.map(Date),
            variant: self.variant.clone(),
        }
    }
}

/// A place between two stages that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Seam {
    /// What the templates see, as JSON
    Data,
    /// Typst source in a folder that `typst compile` accepts
    Typst,
}

/// How a run ended, in ascending order of seriousness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All done.
    Done,
    /// Something is wrong with the user's files.
    Wrong,
    /// Wrong usage, or a file that cannot be read or written.
    Failed,
}

/// Reads a day as it is written on the command line.
fn day(written: &str) -> Result<NaiveDate, &'static str> {
    written.parse().map_err(|_| "write a day that exists as year-month-day, such as 2022-09-29")
}

/// Runs the command with its arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for, not errors; a pipe that was closed is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let outcome = match cli.command {
        Command::Build(command) => match command.emit {
            Some(seam) => emit::run(&command, seam),
            None => build::run(&command),
        },
        Command::Check(command) => check::run(&command),
        Command::Status(command) => status::run(&command),
        Command::Notice(command) => notice::run(&command),
        Command::Styles(command) => styles::run(&command),
        Command::Rules(command) => rules::run(&command),
    };
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Wrong => 1,
        Outcome::Failed => 2,
    })
}
