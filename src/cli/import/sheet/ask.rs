//! Asks for missing facts at a terminal, and refuses to go on elsewhere.

use std::io::{self, IsTerminal, Write};

use chrono::NaiveDate;

use crate::cli::Outcome;
use crate::cli::report::Report;
use crate::import::sheet::{self as import, Imported, Lack};

/// Asks for what the spreadsheet does not say.
pub(super) fn settle(imported: &mut Imported, lacks: &[Lack], report: &mut Report) -> Option<()> {
    if !lacks.is_empty() && !io::stdin().is_terminal() {
        for (what, option) in lacks.iter().map(|lack| words(*lack)) {
            let message = format!(
                "the spreadsheet does not say {what}; give the day with `{option}`, such as `{option} 2026-03-31`"
            );
            report.fail(Outcome::Usage, message);
        }
        return None;
    }
    for lack in lacks {
        imported.give(*lack, day(words(*lack).0)?);
    }
    Some(())
}

/// The words for what is missing, and the option that gives it.
fn words(lack: Lack) -> (&'static str, &'static str) {
    match lack {
        Lack::Submitted => ("when the plan was submitted", "--submitted"),
        Lack::AsAt => {
            ("on which day its statuses, undated updates and restated readings stood", "--on")
        }
    }
}

/// Asks for a day until a valid one, or nothing, is entered.
fn day(what: &str) -> Option<NaiveDate> {
    loop {
        let line =
            line(&format!("The spreadsheet does not say {what}. Which day, as 31/03/2026? "))?;
        match import::day_of(&line) {
            Some(day) => return Some(day),
            None if line.is_empty() => return None,
            None => {}
        }
    }
}

/// Asks a question and returns the line entered.
fn line(question: &str) -> Option<String> {
    let mut out = io::stderr().lock();
    // A closed standard error cannot be reported.
    let _ = write!(out, "{question}").and_then(|()| out.flush());
    let mut line = String::new();
    io::stdin().read_line(&mut line).ok().filter(|read| *read > 0)?;
    Some(line.trim().to_owned())
}
