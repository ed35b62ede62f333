//! Defines the arguments of the command line, and their help.

mod exchange;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::exchange::{Export, Import};
use crate::begin::Kind;
use crate::format::Format;

/// Committee papers from data: accessible PDF and HTML that cannot disagree.
#[derive(Debug, Parser)]
#[command(
    name = "papers",
    version,
    propagate_version = true,
    after_help = "Without a command, `papers` says what can be done in the current folder.\n\
        Exit codes: 0 done, 1 something is wrong in your files, 2 wrong usage, 3 something cannot be read or written."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) manner: Manner,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// How a run speaks.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Of every command")]
pub(super) struct Manner {
    /// Print the results as JSON on standard output
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say only what is wrong
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(
        long,
        alias = "colour",
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto"
    )]
    pub(super) color: When,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the papers and packs that files and folders hold
    Build(Build),
    /// Say what is wrong with papers, without building them
    Check(Check),
    /// Write in the browser, the finished paper beside it
    Desk(Desk),
    /// Build again whatever changes, beside an editor of your own
    Watch(Watch),
    /// Write a starting file, or a whole new workspace
    New(New),
    /// Show where a plan stands, and what has moved
    Status(Status),
    /// Say where the figures of a paper come from, or what depends on one
    Trace(Trace),
    /// Say what changed between two versions of a paper, a meeting or a folder of them
    Diff(Diff),
    /// Show the last lawful day to publish the agenda of a meeting
    Notice(Notice),
    /// Make a report from a Word draft, or a plan from a spreadsheet
    Import(Import),
    /// Make a workbook of a plan, for colleagues to work in
    Export(Export),
    /// List the house styles, or the fields and sections of one
    Styles(Styles),
    /// List the rules that papers are checked by, or explain one
    Rules(Rules),
    /// Print what a kind of file can hold, as a JSON Schema for editors
    Schema(Schema),
    /// Print what lets a shell complete commands as you type
    Completions(Completions),
    /// Print the manual page of the program or of a command
    Man(Man),
}

/// What to look at.
#[derive(Debug, Args)]
pub(super) struct Paths {
    /// Files and folders; where left out, the workspace around the current folder, else its folder `data`
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers build                              the workspace that you are in\n  \
    papers build send/report.toml             one paper\n  \
    papers build --format pdf --out /tmp/try  PDF alone, elsewhere\n  \
    papers build report.toml --format docx    a Word file for comments\n  \
    papers build --as-at 2022-09-29           with the figures of that day\n  \
    papers build meeting.toml                 an agenda and its packs")]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) paths: Paths,
    /// The folder to build into; where left out, `output` in the current folder, or in that of the workspace if no
    /// PATH is given
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The formats to build
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,html",
        value_name = "FORMAT"
    )]
    pub(super) format: Vec<Format>,
    /// The day that figures are as at, such as 2022-09-29, where that is not the paper's own
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<NaiveDate>,
    /// A variant of the house style; each has `accessible`, in large type without italics or capitals
    #[arg(long, value_name = "NAME")]
    pub(super) variant: Option<String>,
    /// Build what has not changed, too
    #[arg(long)]
    pub(super) force: bool,
    /// Stop halfway and show it: `data` prints what the templates see, `typst` writes Typst source,
    /// `trace` says where each figure comes from
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with_all = ["format", "force"])]
    pub(super) emit: Option<Seam>,
}

impl Build {
    /// The command that builds what is published from paths, into a folder.
    pub(super) fn of(paths: Vec<PathBuf>, out: Option<PathBuf>) -> Self {
        Self {
            paths: Paths { paths, deny_warnings: false },
            out,
            format: vec![Format::Pdf, Format::Html],
            as_at: None,
            variant: None,
            force: false,
            emit: None,
        }
    }
}

/// A place between two stages that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Seam {
    /// What the templates see, as JSON
    Data,
    /// Typst source in a folder that `typst compile` accepts
    Typst,
    /// Where each figure comes from, as JSON
    Trace,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers check                        the workspace that you are in\n  \
    papers check send --deny-warnings   exit with 1 for a warning, too\n  \
    papers check --json                 for other programs\n  \
    papers check --explain link-text    what a rule finds, why, and what to do")]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) paths: Paths,
    /// Print the findings as SARIF on standard output, for editors and code hosts
    #[arg(long)]
    pub(super) sarif: bool,
    /// List the findings that papers accept, with their reasons, and no others
    #[arg(long, conflicts_with = "deny_warnings")]
    pub(super) accepted: bool,
    /// Explain a rule, and check nothing
    #[arg(long, value_name = "RULE")]
    pub(super) explain: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers desk                the workspace that you are in\n  \
    papers desk anyshire       another, or a folder that is to become one\n\n\
    The page is served to this machine alone, and only to whoever has the address that is printed. What you write there is saved \
    in the files of the workspace as you write it.")]
pub(super) struct Desk {
    /// A workspace, or a folder that is to become one
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) path: PathBuf,
    /// Print the address, and open no browser
    #[arg(long)]
    pub(super) no_open: bool,
    /// The port of this machine; a free one where left out
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub(super) port: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers watch                   the workspace that you are in\n  \
    papers watch send/report.toml  one paper, and what it is made from\n\n\
    Press Ctrl and C to end.")]
pub(super) struct Watch {
    /// Files and folders; where left out, the workspace around the current folder, else its folder `data`
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The folder to build into, as for `papers build`
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers new workspace anyshire --council Anyshire --style medway\n  \
    papers new report roads/report.toml  a report in the council's style\n  \
    papers new review                    review.toml in the current folder\n\n\
    What is there already is never written over. Words in [square brackets] say what belongs in their place, and `papers check` \
    finds each one that is left.")]
pub(super) struct New {
    /// What to begin
    #[arg(value_enum)]
    pub(super) kind: Kind,
    /// The file to write, or the folder of a workspace; where left out, a file of the kind's name in the current
    /// folder, or the current folder
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    /// The house style, where it is not the council's
    #[arg(long)]
    pub(super) style: Option<String>,
    /// The name of the council of a new workspace
    #[arg(long, value_name = "NAME")]
    pub(super) council: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers status plan.toml                       as at its last update\n  \
    papers status plan.toml --since 2022-04-01    and what has moved since\n  \
    papers status plan.toml --as-at 2022-09-29    as it was on a day")]
pub(super) struct Status {
    /// An action plan
    #[arg(value_name = "PLAN")]
    pub(super) plan: PathBuf,
    /// The day that the position is as at; the day of the plan's last update where left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<NaiveDate>,
    /// The day that movement is measured from; where left out, none is shown
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) since: Option<NaiveDate>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers trace report.toml                       its numbers, dates and statuses\n  \
    papers trace report.toml \"seven of the eight\"  those of one sentence\n  \
    papers trace plan.toml:actions.1.2.status      all that depends on it\n  \
    papers trace plan.toml:88                      all that depends on that line\n  \
    papers trace report.toml --json                for other programs\n\n\
    A key says where something stands in a file, from the outside inwards, and names records by their id, day or name. It \
    stands for all that is below it, and its first names may be left out as long as only one thing is meant. A number alone \
    is a line of the file; where nothing stands in that line, it is an id or a place in a list.")]
pub(super) struct Trace {
    /// A paper; or a file and, after a colon, a key in it or the number of a line
    #[arg(value_name = "PAPER")]
    pub(super) what: String,
    /// Only the figures of sentences that hold these words
    #[arg(value_name = "WORDS", conflicts_with = "uses")]
    pub(super) words: Option<String>,
    /// Say everything that a figure depends on, however much it is, and the numbers of fixed words, too
    #[arg(long)]
    pub(super) all: bool,
    /// Say what depends on what this key of the file holds
    #[arg(long, value_name = "KEY")]
    pub(super) uses: Option<String>,
    /// Read the edition for those who may see what is not for publication
    #[arg(long)]
    pub(super) restricted: bool,
    /// The day that figures are as at, where that is not the paper's own
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<NaiveDate>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers diff draft-1.toml report.toml        paragraph by paragraph\n  \
    papers diff last-week/ this-week/           every paper of two folders\n  \
    papers diff sent.docx back.docx             two Word files\n  \
    papers diff published/ output/              two built versions, by their words\n  \
    papers diff report.toml --since HEAD~3      since three commits ago, in git\n  \
    papers diff old.toml new.toml --format pdf  with its changes marked")]
pub(super) struct Diff {
    /// The older version: a paper, a meeting, a folder of them, a Word file, a PDF, or a folder that was built; with
    /// `--since`, the one version that there is
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The newer version
    #[arg(value_name = "NEW", required_unless_present = "since", conflicts_with = "since")]
    pub(super) new: Option<PathBuf>,
    /// What changed since a revision of git: a commit, a branch or a tag
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
    /// Write the newer version with its changes marked, too
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT")]
    pub(super) format: Vec<Format>,
    /// The folder to write it into
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) out: PathBuf,
    /// Replace files that are there already
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  papers notice meeting.toml\n\n\
    Days are counted by the law of the council's country, and each that does not count is listed.")]
pub(super) struct Notice {
    /// A meeting
    #[arg(value_name = "MEETING")]
    pub(super) meeting: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers styles                 all of them\n  \
    papers styles staffordshire   what a paper in that style gives")]
pub(super) struct Styles {
    /// A house style
    pub(super) name: Option<String>,
    /// The workspace whose own styles are listed, too
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) workspace: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers rules                 all of them, by family\n  \
    papers rules missing-field   what one finds, why, and what to do\n\n\
    Under `[check]` in council.toml, `missing-field = \"off\"` turns a rule off; \"error\" and \"warning\" say how it counts.")]
pub(super) struct Rules {
    /// A rule
    pub(super) name: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers schema --write                       those of all kinds, in schemas/\n  \
    papers schema report --style staffordshire  what such a report can hold\n\n\
    An editor of TOML completes and checks a file whose first line names its schema: `#:schema schemas/report.json`.")]
pub(super) struct Schema {
    /// A kind of file, such as `report`
    #[arg(required_unless_present = "write")]
    pub(super) kind: Option<String>,
    /// The house style of reports, where it is not that of the workspace
    #[arg(long, value_name = "NAME")]
    pub(super) style: Option<String>,
    /// Write the schemas of all kinds into the folder `schemas` of the workspace, where `papers new` names them
    #[arg(long, conflicts_with = "kind")]
    pub(super) write: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    source <(papers completions bash)  for this session of the shell")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    papers man | man -l -              read it\n  \
    papers man build > papers-build.1  keep that of a command")]
pub(super) struct Man {
    /// A command
    pub(super) command: Option<String>,
}

/// Parses a day given on the command line.
fn day(written: &str) -> Result<NaiveDate, &'static str> {
    written.parse().map_err(|_| "write a day that exists as year-month-day, such as 2022-09-29")
}
