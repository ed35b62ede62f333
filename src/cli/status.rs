//! Runs `papers status`: shows where a plan stands and what moved, as tables for the terminal.
//!
//! In come a plan and one or two days; out goes plain text, legible without colour and no wider than the terminal.

use serde::Serialize;

use super::Outcome;
use super::arguments::Status as Command;
use super::find::plan;
use super::report::{Answer, Report};
use super::table::{fits, row, table, wrapped};
use crate::derive::action::ActionState;
use crate::derive::movement::Movement;
use crate::derive::plan::{Around, Figures, figures, last_said, movement, reasons};
use crate::derive::progress::Progress;
use crate::language::Wording;
use crate::model::plan::Plan;
use crate::model::scale::{Level, Scale};
use crate::read::date::Date;

/// Shows where a plan stands.
pub(super) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let (_, _, planned) = plan(&command.plan, report)?;
    let as_at = command.as_at.map_or_else(|| last_said(&planned.plan), Date);
    let since = command.since.map(Date);
    if let Some(since) = since.filter(|since| *since > as_at) {
        let message = format!(
            "{} is after {}, the day that the position is as at; give an earlier day with `--since`, or a later one with `--as-at`",
            day(since),
            day(as_at)
        );
        return report.refuse(Outcome::Usage, message);
    }
    let position = Position::of(&planned.plan, planned.scale.clone(), as_at, since);
    Some(Answer::new("status", &position, position.text(report.width())))
}

/// The position of a plan.
#[derive(Debug, Serialize)]
struct Position {
    /// The scale in whose levels statuses are printed.
    #[serde(skip)]
    scale: Scale,
    /// Its figures on the day.
    #[serde(rename = "plan")]
    figures: Figures,
    /// What moved since another day, if one was given.
    movement: Option<Movement>,
}

impl Position {
    /// The position of a plan on a day, and what moved since another.
    fn of(plan: &Plan, scale: Scale, as_at: Date, since: Option<Date>) -> Self {
        let around = Around { since: since.map(|since| since.0), next: None };
        Self {
            scale,
            figures: figures(plan, as_at.0, around),
            movement: since.map(|since| movement(plan, since.0, as_at.0)),
        }
    }

    /// The position as text: actions by area and status, what needs attention, the measures, and what moved.
    fn text(&self, width: u16) -> String {
        let figures = &self.figures;
        let parts = [
            wrapped(&format!("{}, as at {}", figures.name, day(figures.as_at)), width),
            self.progress(width),
            wrapped(
                &format!(
                    "overdue {}, slipped {}, started late {}, due by {}: {}",
                    figures.overdue.count,
                    figures.slipped.count,
                    figures.started_late.count,
                    day(figures.next),
                    figures.due_next.count
                ),
                width,
            ),
            titled("needs attention", &self.attention(), width),
            titled("measures", &self.measures(), width),
            self.movement.as_ref().map(|movement| moved(movement, width)).unwrap_or_default(),
        ];
        let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join("\n")
    }

    /// The number of actions at each level, for each area.
    fn progress(&self, width: u16) -> String {
        let figures = &self.figures;
        let levels = &self.scale.level;
        let line = |name: &str, cell: &dyn Fn(&Level) -> String, all: &str| -> Vec<String> {
            let cells = levels.iter().map(cell);
            std::iter::once(name.to_owned()).chain(cells).chain([all.to_owned()]).collect()
        };
        let counts = |name: &str, progress: &Progress| {
            let count = |level: &Level| progress.on(level).count.to_string();
            line(name, &count, &progress.total.to_string())
        };
        let mut rows = vec![line("area", &|level| level.label.to_lowercase(), "all")];
        let acting = figures.areas.iter().filter(|area| area.acts());
        rows.extend(acting.map(|area| counts(&area.title, &area.progress)));
        rows.push(counts("all areas", &figures.progress));
        let share = |share: Option<u32>| share.map_or("–".into(), |share| format!("{share}%"));
        let of_level = |level: &Level| share(figures.progress.on(level).share);
        rows.push(line("share", &of_level, &share((figures.total > 0).then_some(100))));
        if fits(&rows, width) { table(&rows, width) } else { table(&told(&rows), width) }
    }

    /// The actions that need attention, and why.
    fn attention(&self) -> Vec<Vec<String>> {
        let wording = Wording::default();
        let needy = |action: &&ActionState| !reasons(action).is_empty();
        let line = |action: &ActionState| {
            let status = wording.word(&format!("phrase-{}", action.status.word()));
            let due = format!("due {}", day(action.due));
            row([&action.id, &status, &due, &crate::compose::why(&wording, action), &action.action])
        };
        self.figures.actions().filter(needy).map(line).collect()
    }

    /// Each measure with its latest reading and its target.
    fn measures(&self) -> Vec<Vec<String>> {
        let wording = Wording::default();
        let lines = self.figures.measures().map(|measure| {
            let latest = measure.latest.as_ref().or(measure.baseline.as_ref());
            let latest = latest.map_or("no reading".into(), |point| {
                format!("{} on {}", point.words, day(point.on))
            });
            row([
                &measure.name,
                &latest,
                &crate::compose::standing(&wording, measure).unwrap_or_default(),
            ])
        });
        lines.collect()
    }
}

/// The rows of a table that is too wide, each as a phrase: `5 complete, 2 behind, 7 all`.
fn told(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let Some(([_, heads @ ..], rows)) = rows.split_first().map(|(head, rows)| (&head[..], rows))
    else {
        return Vec::new();
    };
    let told = rows.iter().filter_map(|row| {
        let (name, cells) = row.split_first()?;
        let words = cells
            .iter()
            .zip(heads)
            .map(|(cell, head)| format!("{cell} {}", if head == "all" { "in all" } else { head }));
        Some(vec![name.clone(), words.collect::<Vec<_>>().join(", ")])
    });
    told.collect()
}

/// What moved, by kind of movement.
fn moved(movement: &Movement, width: u16) -> String {
    let groups = [
        ("completed", &movement.completed),
        ("improved", &movement.improved),
        ("worsened", &movement.worsened),
        ("due date moved back", &movement.slipped),
        ("added", &movement.added),
        ("withdrawn", &movement.withdrawn),
        ("unchanged", &movement.unchanged),
    ];
    let rows =
        groups.map(|(name, group)| row([name, &group.count.to_string(), &group.ids.join(", ")]));
    titled(&format!("moved since {}", day(movement.since)), &rows, width)
}

/// A table with its title, or nothing if it is empty.
fn titled(title: &str, rows: &[Vec<String>], width: u16) -> String {
    if rows.is_empty() { String::new() } else { format!("{title}\n{}", table(rows, width)) }
}

/// A day in the short form for tables, such as "3 Jan 2022".
fn day(date: Date) -> String {
    date.0.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

    use super::*;

    const PLAN: &str = r#"
kind = "plan"
name = "Plan"
submitted = 2022-04-01
[[area]]
id = "a"
title = "One area"
[[area.action]]
id = "1"
action = "Do it"
lead = "L"
accountable = "A"
start = 2022-04-01
due = 2022-06-30
update = [{ on = 2022-05-01, status = "at-risk" }]
[[area.action]]
id = "2"
action = "Do that"
lead = "L"
accountable = "A"
start = 2022-04-01
due = 2022-06-30
update = [{ on = 2022-06-01, status = "complete" }]
"#;

    #[test]
    fn the_position_is_a_table_with_what_needs_attention_and_what_moved() {
        let file: FileId =
            RootedPath::new(VirtualRoot::Project, VirtualPath::new("plan.toml").unwrap()).intern();
        let plan = crate::read::read::<Plan>(file, PLAN).unwrap().value;
        let day = |text: &str| Date(text.parse().unwrap());
        let (as_at, since) = (day("2022-07-01"), Some(day("2022-05-15")));
        let position = Position::of(&plan, crate::load::scale::common(), as_at, since);
        let expected = "\
Plan, as at 1 Jul 2022

  area       complete  on track  not started  at risk  behind  all
  One area   1         0         0            1        0       2
  all areas  1         0         0            1        0       2
  share      50%       0%        0%           50%      0%      100%

overdue 1, slipped 0, started late 0, due by 1 Jan 2023: 0

needs attention
  1  at risk  due 30 Jun 2022  Overdue by 1 day; at risk  Do it

moved since 15 May 2022
  completed            1  2
  improved             0
  worsened             0
  due date moved back  0
  added                0
  withdrawn            0
  unchanged            1  1
";
        assert_eq!(position.text(80), expected);
    }
}
