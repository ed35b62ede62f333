//! Takes a spreadsheet into an existing plan.

use std::fmt::Write;
use std::path::Path;

use super::{Taken, alone, ask, check};
use crate::cli::Outcome;
use crate::cli::arguments::Import as Command;
use crate::cli::import::{Changed, write};
use crate::cli::report::{Answer, Report};
use crate::diag::{apart, whole};
use crate::edit::file;
use crate::import::sheet::{self as import, Change, Imported, Kind};
use crate::model::plan::Plan;
use crate::read;

/// Lists the differences, and applies them to the plan if the user wants that.
pub(super) fn reconcile(
    command: &Command,
    into: &Path,
    mut imported: Imported,
    report: &mut Report,
) -> Option<Answer> {
    let shown = into.display();
    let (text, revision) = match file::read(into) {
        Ok(read) => read,
        Err(failure) => {
            report.fail(Outcome::Failed, format!("`{shown}` cannot be changed: {failure}"));
            return None;
        }
    };
    let (world, id) = alone(into)?;
    let kind = read::kind(id, &text).map(|kind| kind.value);
    if kind.as_deref().is_some_and(|kind| kind != "plan") {
        report.fail(
            Outcome::Usage,
            format!("`{shown}` is not a plan; name another file with `--out`"),
        );
        return None;
    }
    let (plan, problems) = apart(whole(read::read::<Plan>(id, &text)));
    report.found(&world, into, &problems, false);
    let plan = plan?;
    let lack = imported.lacks_day_beside(&plan);
    ask::settle(&mut imported, lack.as_slice(), report)?;
    let changes = imported.differences(&plan);
    let new = match import::change(&text, &changes) {
        Ok(new) => new,
        Err((what, refusal)) => {
            report.fail(
                Outcome::Wrong,
                format!("{what} cannot be changed in `{shown}`: {refusal}; nothing was written"),
            );
            return None;
        }
    };
    let said = told(&changes);
    let made = changes.iter().filter(|change| change.is_made()).count();
    let refused = changes.iter().filter(|change| change.kind == Kind::NotTaken).count();
    let mut taken =
        Taken { source: command.file.clone(), plan: into.to_owned(), written: false, changes };
    let changed = Changed { into, text: &new, revision: &revision, made, refused };
    let (written, said) = write(command, &changed, said, report)?;
    taken.written = written;
    if written {
        check(into, report);
    }
    Some(Answer::new("import", &taken, said))
}

/// Lists changes in words, a few lines each.
fn told(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let kind = match change.kind {
            Kind::New => "new",
            Kind::Changed => "changed",
            Kind::Moved => "moved",
            Kind::Gone => "gone",
            Kind::NotTaken => "not taken",
        };
        let _ = writeln!(text, "{kind}: {}", change.what);
        for how in &change.how {
            let _ = writeln!(text, "  {how}");
        }
    }
    text
}
