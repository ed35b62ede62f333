//! Runs `papers completions` and `papers man`: the command line described for shells and for `man`.

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::Outcome;
use super::arguments::{Cli, Completions, Man};
use super::report::{Answer, Report};

/// Prints the script that completes commands in a shell.
pub(super) fn shell(command: &Completions) -> Option<Answer> {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut Cli::command(), "papers", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Some(Answer::new("script", &script, script.clone()))
}

/// Prints the manual page of the program, or of one of its commands.
pub(super) fn manual(command: &Man, report: &mut Report) -> Option<Answer> {
    let mut all = Cli::command();
    all.build();
    let asked = match &command.command {
        None => Some(all),
        Some(name) => all.find_subcommand(name).cloned(),
    };
    let Some(asked) = asked else {
        let name = command.command.as_deref().unwrap_or_default();
        return report.refuse(
            Outcome::Usage,
            format!("there is no command `{name}`; `papers help` lists them"),
        );
    };
    let mut page = Vec::new();
    let written = Page::new(asked).render(&mut page);
    let page = written.map(|()| String::from_utf8_lossy(&page).into_owned()).unwrap_or_default();
    Some(Answer::new("page", &page, page.clone()))
}
