//! Runs the command line. Only this folder prints.
//!
//! The answer of a command goes to standard output: a position, a list, a page, or with `--json` the results of any
//! command. Everything about the run goes to standard error: findings, failures, what was built. Exit codes: 0 done,
//! 1 something is wrong with the user's files, 2 wrong usage, 3 something cannot be read or written.
//!
//! # What `--json` prints
//!
//! One object on standard output; everything else stays on standard error.
//!
//! | key | holds |
//! |---|---|
//! | `version` | 1; it grows when a program that reads this would have to change |
//! | `exit` | the exit code |
//! | `errors` | what kept the command from its work: a list of texts |
//! | `findings` | what is wrong in the files, each once: `severity` (`error` or `warning`), `message`, `hints`, the `papers` that it concerns, and where they apply `rule`, `file`, `line`, `column`, `end_line`, `end_column` (from 1; the end is after the last character) and `fix`, the text that puts it right in place of what is there |
//!
//! Beside these is what the command was asked for:
//!
//! | command | key | holds |
//! |---|---|---|
//! | `build` | `outputs` | for each file `source`, `output`, `status` (`built`, `unchanged` or `failed`), `pages`, `bytes`, `milliseconds`; with `--emit data` or `--emit trace` instead `seen` |
//! | `check` | `papers` | for each `source`, `errors`, `warnings`, and of a report `figures`: how many are `bound`, `typed` or from `outside`; with `--sarif` instead `sarif` |
//! | `import` | `import` | `source`, `output`: the report or plan, whether it was `written`, and where there are any the `pictures` beside a new report, the `changes` to one that was there (`kind`, `what`, `of`, `place`, `how`) and the `comments` (`author`, `on`, `words`, `place`) |
//! | `export` | `export` | `source`, `output`, whether it is `restricted` |
//! | `new`, `schema --write` | `written` | the files that were written |
//! | `status` | `status` | `plan`: its name and day (`as_at`), `total`, `progress`, each of `areas` with its actions and measures, and counts with ids such as `overdue` and `slipped`; with `--since` also `movement`: `completed`, `improved`, `worsened`, `slipped`, `added`, `withdrawn`, `unchanged` |
//! | `notice` | `notice` | `meeting`, `publish_by`, `clear_days`, the days `counted`, those `not_counted` with `why`, and what is `published`: `what`, `on`, `in_time` |
//! | `diff` | `diff` | for each `paper` whether `only` one version has it, whether it is `restricted`, its `changes`, and the `outputs` with the changes marked |
//! | `trace` | `trace` | `paper`, `audience`, how many are `bound`, `typed` or from `outside`, and `figures`: `section`, `paragraph`, `kind`, `words`, `said`, and `from`: `data` with `expression`, `file`, `as_at`, `meaning`, what it depends on as `data` (`file`, `line`, `key`, `value`) and how much more is `withheld`; `typed` or `outside` with `file`, `line` and `key`; or `fixed` |
//! | `trace FILE:KEY` | `uses` | `data`, and `papers`: `paper` and `uses`: `what`, `section`, `paragraph`, `words` |
//! | `styles` | `styles`, `style` | the names; or the house style as its files give it, with all that they leave to the common one |
//! | `rules` | `rules` | `name`, `family`, `default`, `settable`, `finds`, `why`, `remedy` |
//! | `schema` | `schema` | the JSON Schema |
//! | `completions`, `man` | `script`, `page` | the text |
//! | none | `here` | what can be done in the current folder |

mod arguments;
mod build;
mod check;
mod completions;
mod desk;
mod diff;
mod emit;
mod export;
mod find;
mod here;
mod import;
mod new;
mod notice;
mod report;
mod rules;
mod sarif;
mod schema;
mod serve;
mod status;
mod styles;
mod table;
mod trace;
mod watch;
mod withdraw;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use self::arguments::{Cli, Command};
pub use self::desk::desk_without_socket;
use self::report::Report;

/// How a run ended, in ascending order of seriousness; the numbers are the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All done.
    Done = 0,
    /// Something is wrong with the user's files.
    Wrong = 1,
    /// Wrong usage.
    Usage = 2,
    /// Something cannot be read or written.
    Failed = 3,
}

/// Runs the command with its arguments, of which the program's name is the first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let json = arguments.iter().take_while(|one| *one != "--").any(|one| one == "--json");
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) if json && error.use_stderr() => {
            return ExitCode::from(Report::misused(&error) as u8);
        }
        Err(error) => {
            // Help and version are answers, not errors; a closed pipe is not a failure.
            let _ = error.print();
            return ExitCode::from(
                if error.use_stderr() { Outcome::Usage } else { Outcome::Done } as u8
            );
        }
    };
    let mut report = Report::new(cli.manner);
    let answer = match cli.command {
        None => here::run(&mut report),
        Some(Command::Build(command)) => match command.emit {
            Some(seam) => emit::run(&command, seam, &mut report),
            None => build::run(&command, &mut report),
        },
        Some(Command::Check(command)) => check::run(&command, &mut report),
        Some(Command::Desk(command)) => desk::run(&command, &mut report),
        Some(Command::Watch(command)) => watch::run(&command, cli.manner, &mut report),
        Some(Command::New(command)) => new::run(&command, &mut report),
        Some(Command::Status(command)) => status::run(&command, &mut report),
        Some(Command::Trace(command)) => trace::run(&command, &mut report),
        Some(Command::Diff(command)) => diff::run(&command, &mut report),
        Some(Command::Notice(command)) => notice::run(&command, &mut report),
        Some(Command::Styles(command)) => styles::run(&command, &mut report),
        Some(Command::Rules(command)) => rules::run(&command, &mut report),
        Some(Command::Schema(command)) => schema::run(&command, &mut report),
        Some(Command::Export(command)) => export::run(&command, &mut report),
        Some(Command::Import(command)) => import::run(&command, &mut report),
        Some(Command::Completions(command)) => completions::shell(&command),
        Some(Command::Man(command)) => completions::manual(&command, &mut report),
    };
    ExitCode::from(report.end(answer) as u8)
}
