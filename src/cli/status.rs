//! `papers status`: where a plan stands and what moved, as a table for the terminal.
//!
//! In come a plan and one or two days; out goes plain text, legible without colour. Finding and loading the plan, and
//! the options of the command line, are left to [`cli`](super).

use std::io::{self, Write};

use super::find::find;
use super::report::{draw, failed, print};
use super::{Outcome, Status as Command};
use crate::derive::movement::Movement;
use crate::derive::plan::{Figures, figures, last_said, movement, reasons};
use crate::derive::progress::Progress;
use crate::diag::apart;
use crate::load;
use crate::load::paper::{Paper, Subject};
use crate::model::plan::Plan;
use crate::model::scale::{Level, Scale};
use crate::read::date::Date;

/// Says where a plan stands.
pub(super) fn run(command: &Command) -> Outcome {
    let found = find(std::slice::from_ref(&command.plan));
    let Some(job) = found.jobs.first() else { return Outcome::Failed };
    let world = job.workspace.world();
    let (paper, problems) = apart(load::paper::paper(&world, job.file, None));
    draw(&world, &problems);
    let Some(Paper { subject: Subject::Plan(planned), .. }) = paper else {
        if problems.is_empty() {
            failed(&format!("`{}` is not a plan", command.plan.display()));
            return Outcome::Failed;
        }
        return Outcome::Wrong;
    };
    let as_at = command.as_at.map_or_else(|| last_said(&planned.plan), Date);
    let mut text = Vec::new();
    let position =
        Position::of(&planned.plan, planned.scale.clone(), as_at, command.since.map(Date));
    match position.write(&mut text) {
        Ok(()) => print(&String::from_utf8_lossy(&text)),
        Err(error) => {
            failed(&format!("the position cannot be shown: {error}"));
            Outcome::Failed
        }
    }
}

/// What is said of a plan.
#[derive(Debug)]
struct Position {
    /// The scale that they are printed on.
    scale: Scale,
    /// Its figures on the day.
    figures: Figures,
    /// What moved since another day, where one was given.
    movement: Option<Movement>,
}

impl Position {
    /// The position of a plan on a day, and what moved since another.
    fn of(plan: &Plan, scale: Scale, as_at: Date, since: Option<Date>) -> Self {
        Self {
            scale,
            figures: figures(plan, as_at.0, None),
            movement: since.map(|since| movement(plan, since.0, as_at.0)),
        }
    }

    /// Writes the position: actions by area and status, what needs attention, the measures, and what moved.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let figures = &self.figures;
        writeln!(out, "{}, as at {}", figures.name, figures.as_at)?;
        writeln!(out)?;
        self.write_progress(out)?;
        writeln!(out)?;
        writeln!(
            out,
            "overdue {}, slipped {}, started late {}, due by {}: {}",
            figures.overdue.count,
            figures.slipped.count,
            figures.started_late.count,
            figures.next,
            figures.due_next.count
        )?;
        let attention: Vec<_> =
            figures.actions().filter(|action| !reasons(action).is_empty()).collect();
        if !attention.is_empty() {
            writeln!(out, "\nneeds attention")?;
            let rows = attention.into_iter().map(|action| {
                [
                    action.id.clone(),
                    action.status_words.to_lowercase(),
                    format!("due {}", action.due),
                    crate::compose::why(action),
                    action.action.clone(),
                ]
            });
            write_rows(out, &rows.collect::<Vec<_>>())?;
        }
        self.write_measures(out)?;
        match &self.movement {
            Some(movement) => write_movement(out, movement),
            None => Ok(()),
        }
    }

    /// Writes how many actions of each area are at each status.
    fn write_progress(&self, out: &mut dyn Write) -> io::Result<()> {
        let figures = &self.figures;
        let levels = &self.scale.level;
        let line = |name: &str, cells: &dyn Fn(&Level) -> String, all: String| -> Vec<String> {
            std::iter::once(name.to_owned()).chain(levels.iter().map(cells)).chain([all]).collect()
        };
        let row = |name: &str, progress: &Progress| {
            let count = |level: &Level| progress.on(level).count.to_string();
            line(name, &count, progress.total.to_string())
        };
        let mut rows =
            vec![line("area", &|level: &Level| level.label.to_lowercase(), "all".into())];
        rows.extend(figures.areas.iter().map(|area| row(&area.title, &area.progress)));
        rows.push(row("all areas", &figures.progress));
        let share = |share: Option<u32>| share.map_or("–".into(), |share| format!("{share}%"));
        let of_level = |level: &Level| share(figures.progress.on(level).share);
        rows.push(line("share", &of_level, share((figures.total > 0).then_some(100))));
        write_rows(out, &rows)
    }

    /// Writes each measure with its last reading against its target.
    fn write_measures(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows: Vec<_> = self
            .figures
            .measures()
            .map(|measure| {
                let latest = measure.latest.as_ref().or(measure.baseline.as_ref());
                let latest = latest.map_or("no reading".into(), |point| {
                    format!("{} on {}", point.words, point.on)
                });
                let met = match measure.met {
                    Some(true) => "met",
                    Some(false) => "not met",
                    None => "",
                };
                [
                    measure.name.clone(),
                    latest,
                    met.to_owned(),
                    measure.variance_words.clone().unwrap_or_default(),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nmeasures")?;
        write_rows(out, &rows)
    }
}

/// Writes what moved.
fn write_movement(out: &mut dyn Write, movement: &Movement) -> io::Result<()> {
    writeln!(out, "\nmoved since {}", movement.since)?;
    let groups = [
        ("completed", &movement.completed),
        ("improved", &movement.improved),
        ("worsened", &movement.worsened),
        ("due date moved back", &movement.slipped),
        ("added", &movement.added),
        ("withdrawn", &movement.withdrawn),
        ("unchanged", &movement.unchanged),
    ];
    let rows = groups
        .map(|(name, group)| [name.to_owned(), group.count.to_string(), group.ids.join(", ")]);
    write_rows(out, &rows)
}

/// Writes rows with their columns in line.
fn write_rows(out: &mut dyn Write, rows: &[impl AsRef<[String]>]) -> io::Result<()> {
    let columns = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let cells = |column: usize| rows.iter().filter_map(move |row| row.as_ref().get(column));
    let width = |column: usize| cells(column).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::from(" ");
        for (cell, width) in row.as_ref().iter().zip(&widths) {
            line += &format!(" {cell:<width$} ");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
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
        let mut out = Vec::new();
        Position::of(
            &plan,
            crate::load::scale::common(),
            day("2022-07-01"),
            Some(day("2022-05-15")),
        )
        .write(&mut out)
        .unwrap();
        let expected = "\
Plan, as at 2022-07-01

  area       complete  on track  not started  at risk  behind  all
  One area   1         0         0            1        0       2
  all areas  1         0         0            1        0       2
  share      50%       0%        0%           50%      0%      100%

overdue 1, slipped 0, started late 0, due by 2023-01-01: 0

needs attention
  1  at risk  due 2022-06-30  Overdue by 1 day; at risk  Do it

moved since 2022-05-15
  completed            1  2
  improved             0
  worsened             0
  due date moved back  0
  added                0
  withdrawn            0
  unchanged            1  1
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
