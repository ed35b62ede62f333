//! What is said about a run: diagnostics for people on standard error, results as JSON on standard output.

use std::io::{self, IsTerminal, Write};

use codespan_reporting::term::termcolor::{BufferWriter, ColorChoice};
use rayon::ThreadPoolBuildError;
use serde::Serialize;

use super::Outcome;
use crate::diag::{Diagnostic, Rule, Severity};
use crate::world::World;

/// Says on standard error that something could not be done.
pub(super) fn failed(message: &str) {
    say(&format!("error: {message}"));
}

/// Says that no worker threads could be started.
pub(super) fn no_workers(error: &ThreadPoolBuildError) -> Outcome {
    failed(&format!("no worker threads could be started: {error}"));
    Outcome::Failed
}

/// Says a line on standard error.
pub(super) fn say(line: &str) {
    // Nothing can be said about standard error being closed.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints text on standard output. A reader who has seen enough is no failure.
pub(super) fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            failed(&format!("standard output cannot be written: {error}"));
            Outcome::Failed
        }
        _ => Outcome::Done,
    }
}

/// How many problems of one paper are drawn.
const MOST: usize = 100;

/// Draws diagnostics on standard error.
pub(super) fn draw(world: &World, problems: &[Diagnostic]) {
    let more = problems.len().saturating_sub(MOST);
    let problems = &problems[..problems.len() - more];
    let color = match io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        true => ColorChoice::Auto,
        false => ColorChoice::Never,
    };
    let writer = BufferWriter::stderr(color);
    let mut buffer = writer.buffer();
    if world.draw(&mut buffer, problems).is_ok() {
        let _ = writer.print(&buffer);
    }
    if more > 0 {
        say(&format!("and {more} more; mend these first"));
    }
}

/// A finding as JSON has it.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<Rule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: String,
    hints: Vec<String>,
}

/// Diagnostics as JSON has them.
pub(super) fn findings(world: &World, problems: &[Diagnostic]) -> Vec<Finding> {
    let finding = |problem: &Diagnostic| {
        let at = problem.place.and_then(|place| world.line_and_column(place));
        Finding {
            severity: problem.severity,
            rule: problem.rule,
            file: problem.place.map(|place| world.shown(place.file)),
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
            message: problem.message.clone(),
            hints: problem.hints.clone(),
        }
    };
    problems.iter().map(finding).collect()
}

/// How problems leave a run; `deny` makes warnings count as errors.
pub(super) fn outcome(problems: &[Diagnostic], deny: bool) -> Outcome {
    match problems.iter().any(|problem| deny || problem.is_error()) {
        true => Outcome::Wrong,
        false => Outcome::Done,
    }
}
