//! Tables of a plan's actions, milestones and risks.

use super::cells::*;
use crate::derive::action::{ActionState, MilestoneState};
use crate::derive::plan::{Figures, Reason, reasons};
use crate::document::{Block, Cell, Column, Inline, Inlines};
use crate::model::plan::{EvidenceKind, Grade, Plan, Status};
use crate::model::scale::Scale;

/// A column of an action table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compose) enum ActionColumn {
    /// The number.
    Id,
    /// What is to be done.
    Action,
    /// Who does it.
    Lead,
    /// Who answers for it.
    Accountable,
    /// When it was to start.
    Start,
    /// The due date in force, and the first where that was another.
    Due,
    /// The status.
    Status,
    /// How success is recognised.
    Success,
    /// What the last update says.
    Update,
    /// The evidence.
    Evidence,
    /// How far the due date was moved.
    Slipped,
    /// Why it needs attention.
    Why,
}

impl ActionColumn {
    /// Every column with the name that authors give.
    pub(in crate::compose) const ALL: [(&'static str, Self); 12] = [
        ("id", Self::Id),
        ("action", Self::Action),
        ("lead", Self::Lead),
        ("accountable", Self::Accountable),
        ("start", Self::Start),
        ("due", Self::Due),
        ("status", Self::Status),
        ("success", Self::Success),
        ("update", Self::Update),
        ("evidence", Self::Evidence),
        ("slipped", Self::Slipped),
        ("why", Self::Why),
    ];

    /// Its heading and its width.
    fn heading(self) -> (&'static str, Column) {
        match self {
            Self::Id => ("No.", narrow()),
            Self::Action => ("Action", wide(2.6)),
            Self::Lead => ("Lead", wide(1.6)),
            Self::Accountable => ("Accountable", wide(1.7)),
            Self::Start => ("Start", narrow()),
            Self::Due => ("Due", narrow()),
            Self::Status => ("Status", narrow()),
            Self::Success => ("Success looks like", wide(2.2)),
            Self::Update => ("Latest update", wide(2.6)),
            Self::Evidence => ("Evidence", wide(2.4)),
            Self::Slipped => ("Slipped", narrow()),
            Self::Why => ("Why", wide(1.8)),
        }
    }

    /// What it says of an action.
    fn cell(self, scale: &Scale, action: &ActionState) -> Cell {
        match self {
            Self::Id => cell(&action.id),
            Self::Action => cell(&action.action),
            Self::Lead => cell(&action.lead),
            Self::Accountable => cell(&action.accountable),
            Self::Start => cell(short(action.start)),
            Self::Due => due(action),
            Self::Status => Cell::of(vec![status(scale, action.status)]),
            Self::Success => cell_or_dash(action.success.as_deref()),
            Self::Update => match (action.updated, &action.note) {
                (Some(on), Some(note)) => cell(format!("{}: {note}", short(on))),
                (Some(on), None) => cell(short(on)),
                _ => cell("–"),
            },
            Self::Evidence => cell_of_lines(action.evidence.iter().map(|evidence| {
                vec![
                    Inline::text(format!("{}: ", kind(evidence.kind)), None),
                    linked(&evidence.text, evidence.url.as_ref()),
                ]
            })),
            Self::Slipped => match action.slipped.days {
                0 => cell("–"),
                days => cell(format!(
                    "{} ({})",
                    counted(days as usize, "day", "days"),
                    months(action.slipped.months)
                )),
            },
            Self::Why => cell(why(action)),
        }
    }
}

/// Months in words for a table.
fn months(months: u32) -> String {
    match months {
        0 => "under a month".into(),
        months => counted(months as usize, "month", "months"),
    }
}

/// The due date in force, with the first below it where it was moved.
fn due(action: &ActionState) -> Cell {
    let mut lines = vec![words(short(action.due))];
    if action.due != action.first_due {
        lines.push(vec![
            Inline::text("moved from ", None),
            Inline::Break,
            Inline::text(short(action.first_due), None),
        ]);
    }
    if action.overdue {
        lines.push(vec![strong("overdue")]);
    }
    cell_of_lines(lines)
}

/// What evidence is called.
fn kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Activity => "Activity",
        EvidenceKind::Output => "Output",
        EvidenceKind::Impact => "Impact",
    }
}

/// Why an action needs attention, in words.
pub(crate) fn why(action: &ActionState) -> String {
    let said: Vec<_> = reasons(action)
        .into_iter()
        .map(|reason| match reason {
            Reason::Overdue(days) => {
                format!("overdue by {}", counted(usize::try_from(days).unwrap_or(0), "day", "days"))
            }
            Reason::Behind => "behind".into(),
            Reason::AtRisk => "at risk".into(),
            Reason::Slipped(first, days) => {
                format!(
                    "first due {}, moved {}",
                    short(first),
                    counted(usize::try_from(days).unwrap_or(0), "day", "days")
                )
            }
            Reason::NotStarted(start) => format!("not started, due to start {}", short(start)),
        })
        .collect();
    let mut said = said.join("; ");
    if let Some(first) = said.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    said
}

/// A table of actions; a sentence where there is none.
pub(in crate::compose) fn action_table(
    scale: &Scale,
    actions: &[&ActionState],
    columns: &[ActionColumn],
    caption: String,
) -> Block {
    if actions.is_empty() {
        return Block::paragraph(words(format!("{caption}: none.")));
    }
    let headings = columns.iter().map(|column| column.heading()).collect();
    let row =
        |action: &&ActionState| columns.iter().map(|column| column.cell(scale, action)).collect();
    table(caption, headings, actions.iter().map(row).collect())
}

/// A table of milestones; a sentence where there is none.
pub(in crate::compose) fn milestone_table(milestones: &[MilestoneState], caption: String) -> Block {
    if milestones.is_empty() {
        return Block::paragraph(words(format!("{caption}: none.")));
    }
    let row = |milestone: &MilestoneState| {
        let state: Inlines = match milestone.met {
            Some(met) => vec![marked(Status::Complete, format!("Reached {}", short(met)))],
            None if milestone.overdue => vec![marked(Status::Behind, "Overdue")],
            None => vec![marked(Status::NotStarted, "To come")],
        };
        vec![
            cell(short(milestone.by)),
            cell(&milestone.action),
            cell(&milestone.text),
            Cell::of(state),
        ]
    };
    let columns =
        vec![("By", narrow()), ("Action", narrow()), ("Milestone", wide(1.0)), ("State", narrow())];
    table(caption, columns, milestones.iter().map(row).collect())
}

/// The actions that need attention, with why and by when.
pub(in crate::compose) fn attention_table(
    scale: &Scale,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    use ActionColumn::{Action, Due, Id, Lead, Status, Why};
    let caption = caption
        .unwrap_or_else(|| format!("Actions that need attention, as at {}", long(figures.as_at)));
    let actions: Vec<_> =
        figures.actions().filter(|action| figures.attention.ids.contains(&action.id)).collect();
    action_table(scale, &actions, &[Id, Action, Status, Why, Due, Lead], caption)
}

/// How grave a risk is: likelihood times impact, each from 1 to 3.
fn rating(likelihood: Grade, impact: Grade) -> (Status, Grade) {
    let count = |grade| match grade {
        Grade::Low => 1,
        Grade::Medium => 2,
        Grade::High => 3,
    };
    match count(likelihood) * count(impact) {
        6.. => (Status::Behind, Grade::High),
        3.. => (Status::AtRisk, Grade::Medium),
        _ => (Status::OnTrack, Grade::Low),
    }
}

/// What could stop a plan; a sentence where nothing is noted.
pub(in crate::compose) fn risk_table(plan: &Plan, caption: Option<String>) -> Block {
    let caption = caption.unwrap_or_else(|| "Risks to the plan".into());
    if plan.risk.is_empty() {
        return Block::paragraph(words(format!("{caption}: none noted.")));
    }
    let rows = plan.risk.iter().map(|risk| {
        let (mark, grade) = rating(risk.likelihood, risk.impact);
        vec![
            Cell::of(vec![Inline::text(risk.risk.value.clone(), risk.risk.place)]),
            Cell::of(vec![Inline::text(risk.mitigation.value.clone(), risk.mitigation.place)]),
            cell(risk.likelihood.label()),
            cell(risk.impact.label()),
            Cell::of(vec![marked(mark, grade.label())]),
            cell_or_dash(risk.owner.as_ref().map(|owner| owner.value.clone())),
        ]
    });
    let columns = vec![
        ("Risk", wide(1.5)),
        ("Mitigation", wide(1.6)),
        ("Likelihood", narrow()),
        ("Impact", narrow()),
        ("Rating", narrow()),
        ("Owner", wide(1.3)),
    ];
    table(caption, columns, rows.collect())
}
