//! `papers check`.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::find::find;
use super::report::{Finding, draw, findings, no_workers, outcome, print, say};
use super::{Check, Outcome};
use crate::Options;
use crate::diag::Diagnostic;
use crate::pack::Memory;
use crate::parallel::each;

/// What was found in one paper.
#[derive(Debug, Serialize)]
struct Result {
    source: PathBuf,
    findings: Vec<Finding>,
}

/// Says what is wrong with the papers that the paths hold.
pub(super) fn run(command: &Check) -> Outcome {
    let found = find(&command.paths.paths);
    let checked = each(&found.jobs, |job| {
        let world = job.workspace.world();
        let mut problems = Vec::new();
        if job.meeting {
            // What is wrong with a pack shows only when it is put together.
            problems = crate::pack::build(&job.workspace, job.file, &Memory::none()).problems;
        } else {
            let options = Options { withheld: job.withheld, ..Options::default() };
            crate::compose(&world, job.file, &options, &mut problems);
        }
        (world, problems)
    });
    let checked = match checked {
        Ok(checked) => checked,
        Err(error) => return no_workers(&error),
    };
    let mut end = if found.failed { Outcome::Failed } else { Outcome::Done };
    let mut results = Vec::new();
    let mut said = HashSet::new();
    let mut count = 0;
    for (job, (world, problems)) in found.jobs.iter().zip(&checked) {
        // What is wrong with a file that many papers share is said once.
        let new = |problem: &&Diagnostic| {
            let place = problem.place.map(|place| (world.shown(place.file), place.range()));
            place.is_none() || said.insert((place, problem.message.clone()))
        };
        let fresh: Vec<_> = problems.iter().filter(new).cloned().collect();
        draw(world, &fresh);
        count += fresh.len();
        end = end.max(outcome(problems, command.paths.deny_warnings));
        results.push(Result { source: job.source.clone(), findings: findings(world, problems) });
    }
    say(&match (results.len(), count) {
        (papers, 0) => format!("{papers} checked, nothing found"),
        (papers, 1) => format!("{papers} checked, 1 finding"),
        (papers, findings) => format!("{papers} checked, {findings} findings"),
    });
    if command.paths.json {
        let json = serde_json::to_string_pretty(&serde_json::json!({ "papers": results }));
        end = end.max(print(&format!("{}\n", json.unwrap_or_default())));
    }
    end
}
