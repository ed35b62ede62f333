//! Tables of a plan's actions, milestones and risks.

use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, as_at, none};
use crate::derive::action::{ActionState, MilestoneState};
use crate::derive::plan::{Figures, Reason, reasons};
use crate::document::{Block, Cell, Inline, Inlines};
use crate::language::Wording;
use crate::language::case::capital;
use crate::model::plan::{Grade, Plan, Status};

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

    /// The key of its heading.
    fn heading(self) -> &'static str {
        match self {
            Self::Id => "column-number",
            Self::Action => "column-action",
            Self::Lead => "column-lead",
            Self::Accountable => "column-accountable",
            Self::Start => "column-start",
            Self::Due => "column-due",
            Self::Status => "column-status",
            Self::Success => "column-success",
            Self::Update => "column-update",
            Self::Evidence => "column-evidence",
            Self::Slipped => "column-slipped",
            Self::Why => "column-why",
        }
    }

    /// What it says of an action.
    fn cell(self, terms: Terms<'_>, action: &ActionState) -> Cell {
        match self {
            Self::Id => cell(&action.id),
            Self::Action => cell(&action.action),
            Self::Lead => cell(&action.lead),
            Self::Accountable => cell_or_dash(action.accountable.as_deref()),
            Self::Start => cell_or_dash(action.start.map(|start| terms.short(start))),
            Self::Due => due(terms, action),
            Self::Status => Cell::of(vec![terms.status(action.status)]),
            Self::Success => cell_or_dash(action.success.as_deref()),
            Self::Update => match (action.updated, &action.note) {
                (Some(on), Some(note)) => cell(format!("{}: {note}", terms.short(on))),
                (Some(on), None) => cell(terms.short(on)),
                _ => cell("–"),
            },
            Self::Evidence => cell_of_lines(action.evidence.iter().map(|evidence| {
                vec![
                    Inline::text(format!("{}: ", terms.evidence(evidence.kind)), None),
                    linked(&evidence.text, evidence.url.as_ref()),
                ]
            })),
            Self::Slipped => match action.slipped.days {
                0 => cell("–"),
                days => {
                    let months = action.slipped.months;
                    cell(terms.say("slipped", context! { days, months }))
                }
            },
            Self::Why => cell(why(terms.wording, action)),
        }
    }
}

/// The due date in force, with the first below it where it was moved.
fn due(terms: Terms<'_>, action: &ActionState) -> Cell {
    let mut lines = vec![words(terms.short(action.due))];
    if action.due != action.first_due {
        lines.push(vec![
            Inline::text(format!("{} ", terms.word("moved-from")), None),
            Inline::Break,
            Inline::text(terms.short(action.first_due), None),
        ]);
    }
    if action.overdue {
        lines.push(vec![strong(terms.word("overdue"))]);
    }
    cell_of_lines(lines)
}

/// Why an action needs attention, in words.
pub(crate) fn why(wording: &Wording, action: &ActionState) -> String {
    let said: Vec<_> = reasons(action)
        .into_iter()
        .map(|reason| match reason {
            Reason::Overdue(days) => wording.say("why-overdue", context! { days }),
            Reason::Behind => wording.word("phrase-behind"),
            Reason::AtRisk => wording.word("phrase-at-risk"),
            Reason::Slipped(first, days) => {
                let first = Value::from_object(first);
                wording.say("why-slipped", context! { first, days })
            }
            Reason::NotStarted(start) => {
                let start = Value::from_object(start);
                wording.say("why-not-started", context! { start })
            }
        })
        .collect();
    capital(&said.join("; "))
}

/// A table of actions; a sentence where there is none.
pub(in crate::compose) fn action_table(
    terms: Terms<'_>,
    actions: &[&ActionState],
    columns: &[ActionColumn],
    caption: String,
) -> Block {
    if actions.is_empty() {
        return none(terms.wording, &caption);
    }
    // How much each column says differs from plan to plan, so their widths are measured.
    let heading = |column: &ActionColumn| (terms.word(column.heading()), narrow());
    let headings = columns.iter().map(heading).collect();
    let row =
        |action: &&ActionState| columns.iter().map(|column| column.cell(terms, action)).collect();
    table(caption, headings, actions.iter().map(row).collect())
}

/// A table of milestones; a sentence where there is none.
pub(in crate::compose) fn milestone_table(
    terms: Terms<'_>,
    milestones: &[MilestoneState],
    caption: String,
) -> Block {
    if milestones.is_empty() {
        return none(terms.wording, &caption);
    }
    let row = |milestone: &MilestoneState| {
        let state: Inlines = match milestone.met {
            Some(met) => {
                let on = Value::from_object(met);
                vec![marked(Status::Complete, terms.say("milestone-reached", context! { on }))]
            }
            None if milestone.overdue => {
                vec![marked(Status::Behind, terms.word("milestone-overdue"))]
            }
            None => vec![marked(Status::NotStarted, terms.word("milestone-to-come"))],
        };
        vec![
            cell(terms.short(milestone.by)),
            cell(&milestone.action),
            cell(&milestone.text),
            Cell::of(state),
        ]
    };
    let columns = terms.columns([
        ("column-by", narrow()),
        ("column-action", narrow()),
        ("column-milestone", wide(1.0)),
        ("column-state", narrow()),
    ]);
    table_by_day(caption, columns, milestones.iter().map(row).collect())
}

/// The actions that need attention, with why and by when.
pub(in crate::compose) fn attention_table(
    terms: Terms<'_>,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    use ActionColumn::{Action, Due, Id, Lead, Status, Why};
    let caption = caption.unwrap_or_else(|| terms.say("attention-caption", as_at(figures)));
    let actions: Vec<_> =
        figures.actions().filter(|action| figures.attention.ids.contains(&action.id)).collect();
    action_table(terms, &actions, &[Id, Action, Status, Why, Due, Lead], caption)
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
pub(in crate::compose) fn risk_table(
    terms: Terms<'_>,
    plan: &Plan,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| terms.word("risks-caption"));
    if plan.risk.is_empty() {
        return Block::paragraph(words(terms.say("none-noted", context! { caption })));
    }
    let rows = plan.risk.iter().map(|risk| {
        let (mark, grade) = rating(risk.likelihood, risk.impact);
        vec![
            Cell::of(vec![Inline::text(risk.risk.value.clone(), risk.risk.place)]),
            Cell::of(vec![Inline::text(risk.mitigation.value.clone(), risk.mitigation.place)]),
            cell(terms.grade(risk.likelihood)),
            cell(terms.grade(risk.impact)),
            Cell::of(vec![marked(mark, terms.grade(grade))]),
            cell_or_dash(risk.owner.as_ref().map(|owner| owner.value.clone())),
        ]
    });
    let columns = terms.columns([
        ("column-risk", wide(1.5)),
        ("column-mitigation", wide(1.6)),
        ("column-likelihood", narrow()),
        ("column-impact", narrow()),
        ("column-rating", narrow()),
        ("column-owner", wide(1.3)),
    ]);
    table(caption, columns, rows.collect())
}
