//! Makes the report on every area of a plan: what was done, what changed, what comes next.

use minijinja::{Value, context};

use super::cells::{bullets, strong, words, written};
use super::terms::Terms;
use crate::derive::action::ActionState;
use crate::derive::inspection::Inspected;
use crate::derive::plan::{AreaFigures, Figures, Planned};
use crate::document::{Block, Heading, Inlines, Item, List};
use crate::language::case::without_number;
use crate::model::inspection::Finding;
use crate::model::plan::{EvidenceKind, Status};
use crate::read::date::Date;

/// Reports on each area below a heading: the findings that it answers, then three lists. Developments are the last
/// update of each action, with its evidence of activity and output; evidence of impact is a list of its own; next
/// steps are the open milestones of each action not complete, or else the action itself, with their days.
pub(in crate::compose) fn areas_report(
    terms: Terms<'_>,
    planned: &Planned,
    figures: &Figures,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let says = |area: &AreaFigures| area.acts() || of(planned, area).next().is_some();
    for (n, area) in figures.areas.iter().enumerate().filter(|(_, area)| says(area)) {
        let title = without_number(&area.title, n + 1).unwrap_or(&area.title);
        let heading = context! { short => &figures.short, n => n + 1, title };
        blocks.push(Block::Heading(Heading {
            level: 1,
            number: None,
            content: words(terms.say("areas-report-heading", heading)),
            anchor: None,
            place: None,
        }));
        for (_, finding) in of(planned, area) {
            blocks.push(Block::paragraph(written(&finding.text)));
        }
        for (heading, list) in [
            ("developments-heading", developments(area)),
            ("evidence-heading", impact(area)),
            ("next-steps-heading", next_steps(terms, area)),
        ] {
            if let Some(list) = list {
                blocks.push(Block::paragraph(vec![strong(terms.word(heading))]));
                blocks.push(list);
            }
        }
    }
    blocks
}

/// The findings that an area answers, each with its inspection.
pub(in crate::compose) fn of<'p>(
    planned: &'p Planned,
    area: &AreaFigures,
) -> impl Iterator<Item = (&'p Inspected, &'p Finding)> {
    let of_plan = planned.plan.area.iter().find(|one| one.id.value == area.id);
    of_plan.into_iter().flat_map(|area| planned.answered(area))
}

/// The list of what was done; `None` where no action has a note.
fn developments(area: &AreaFigures) -> Option<Block> {
    let items = area.actions.iter().filter_map(|action| {
        let note = action.note.as_ref()?;
        let mut blocks = vec![Block::paragraph(words(note))];
        let below = evidence(action, |kind| kind != EvidenceKind::Impact);
        if !below.is_empty() {
            blocks.push(bullets("○", below));
        }
        Some(Item { label: "•".into(), blocks, anchor: None })
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then_some(Block::List(List { ordered: false, items }))
}

/// The list of evidence of impact; `None` without any.
fn impact(area: &AreaFigures) -> Option<Block> {
    listed(
        area.actions
            .iter()
            .flat_map(|action| evidence(action, |kind| kind == EvidenceKind::Impact)),
    )
}

/// The list of what comes next, with days; `None` where every action is complete.
fn next_steps(terms: Terms<'_>, area: &AreaFigures) -> Option<Block> {
    let step = |text: &str, by: Date| {
        words(terms.say("next-step", context! { text, by => Value::from_object(by) }))
    };
    let open = area.actions.iter().filter(|action| action.status != Status::Complete);
    listed(open.flat_map(|action| {
        let left = action.milestones.iter().filter(|milestone| milestone.met.is_none());
        let left: Vec<_> = left.map(|milestone| step(&milestone.text, milestone.by)).collect();
        if left.is_empty() { vec![step(&action.action, action.due)] } else { left }
    }))
}

/// The evidence of an action whose kind `keep` accepts.
fn evidence(action: &ActionState, keep: impl Fn(EvidenceKind) -> bool) -> Vec<Inlines> {
    let some = action.evidence.iter().filter(|evidence| keep(evidence.kind));
    some.map(|evidence| vec![super::cells::linked(&evidence.text, evidence.url.as_ref())]).collect()
}

/// A list of bullets; `None` where there are no items.
fn listed(items: impl Iterator<Item = Inlines>) -> Option<Block> {
    let mut items = items.peekable();
    items.peek().is_some().then(|| bullets("•", items))
}
