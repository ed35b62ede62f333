//! Takes a spreadsheet into an existing plan.

use std::path::Path;

use serde_json::Value;

use super::{alone, ask, check};
use crate::cli::Outcome;
use crate::cli::arguments::Import as Command;
use crate::cli::import::ending::{Changed, Listed, change};
use crate::cli::import::existing;
use crate::cli::report::{Answer, Report};
use crate::diag::whole;
use crate::edit::{file, tree};
use crate::import::sheet::{self as import, Imported};
use crate::model::plan::Plan;
use crate::read;

/// Whether a file is a plan that nobody has written in yet: what each of its actions is to do stands in square brackets.
pub(super) fn is_unwritten(path: &Path) -> bool {
    let Some(plan) = file::read(path).ok().and_then(|(text, _)| tree(&text)) else { return false };
    let is_left = |action: &Value| {
        action["action"].as_str().is_some_and(|said| said.starts_with('[') && said.ends_with(']'))
    };
    let areas = plan["area"].as_array().into_iter().flatten();
    let mut actions = areas.filter_map(|area| area["action"].as_array()).flatten().peekable();
    plan["kind"] == "plan" && actions.peek().is_some() && actions.all(is_left)
}

/// Lists the differences, and applies them to the plan if the user wants that.
pub(super) fn reconcile(
    command: &Command,
    into: &Path,
    mut imported: Imported,
    report: &mut Report,
) -> Option<Answer> {
    let shown = into.display();
    let (text, revision) = existing(into, report)?;
    let (world, id) = alone(into)?;
    let kind = read::kind(id, &text).map(|kind| kind.value);
    if kind.as_deref().is_some_and(|kind| kind != "plan") {
        return report.refuse(
            Outcome::Usage,
            format!("`{shown}` is not a plan; name another file with `--out`"),
        );
    }
    let plan = report.take(&world, into, whole(read::read::<Plan>(id, &text)))?;
    let lack = imported.lacks_day_beside(&plan);
    ask::settle(&mut imported, lack.as_slice(), report)?;
    let changes = imported.differences(&plan);
    let new = match import::change(&text, &changes) {
        Ok(new) => new,
        Err((what, refusal)) => {
            return report.refuse(
                Outcome::Wrong,
                format!("{what} cannot be changed in `{shown}`: {refusal}; nothing was written"),
            );
        }
    };
    let listed = changes.iter().map(|change| Listed {
        kind: change.kind,
        what: &change.what,
        of: "",
        place: None,
        how: &change.how,
    });
    let listed: Vec<_> = listed.collect();
    let changed = Changed {
        into,
        text: &new,
        revision: &revision,
        changes: &listed,
        made: changes.iter().filter(|change| change.is_made()).count(),
        comments: &[],
    };
    let (written, answer) = change(command, &changed, report)?;
    if written {
        check(into, report);
    }
    Some(answer)
}
