//! Makes the report on every area of a plan: what was done, what changed, what comes next.

use minijinja::{Value, context};

use super::cells::{briefly, bullets, strong, unsaid, words, written};
use super::terms::Terms;
use crate::compose::seal::is_sealed;
use crate::derive::action::EvidenceState;
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
        let mut closed = Vec::new();
        for (heading, (open, hidden)) in [
            ("developments-heading", developments(area)),
            ("evidence-heading", impact(area)),
            ("next-steps-heading", next_steps(terms, area)),
        ] {
            for (to, items) in [(&mut blocks, open), (&mut closed, hidden)] {
                if !items.is_empty() {
                    to.push(Block::paragraph(vec![strong(terms.word(heading))]));
                    to.push(Block::List(List { ordered: false, items }));
                }
            }
        }
        if !closed.is_empty() {
            blocks.push(briefly(closed));
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

/// Items of a list that everyone reads, and those about withheld records.
type Items = (Vec<Item>, Vec<Item>);

/// What was done. A withheld action is named, whether it has a note or not, so that the note does not show.
fn developments(area: &AreaFigures) -> Items {
    let items = area.actions.iter().filter_map(|action| {
        let named = action.closed.then_some(&action.action);
        let note = action.note.as_ref().or(named)?;
        let (hidden, open): (Vec<_>, Vec<_>) = action
            .evidence
            .iter()
            .filter(|evidence| evidence.kind != EvidenceKind::Impact)
            .partition(|evidence| evidence.closed && !is_sealed(note));
        let mut item = item(words(note));
        let below = |some: Vec<&EvidenceState>| bullets("○", some.into_iter().map(evidence));
        item.blocks.extend((!open.is_empty()).then(|| below(open)));
        item.blocks.extend((!hidden.is_empty()).then(|| unsaid(vec![below(hidden)])));
        Some((is_sealed(note), item))
    });
    parted(items)
}

/// The evidence of impact.
fn impact(area: &AreaFigures) -> Items {
    let all = area.actions.iter().flat_map(|action| &action.evidence);
    let all = all.filter(|evidence| evidence.kind == EvidenceKind::Impact);
    parted(all.map(|one| (one.closed, item(evidence(one)))))
}

/// What comes next, with days; nothing where every action is complete.
fn next_steps(terms: Terms<'_>, area: &AreaFigures) -> Items {
    let step = |text: &str, by: Date| {
        item(words(terms.say("next-step", context! { text, by => Value::from_object(by) })))
    };
    let open = area.actions.iter().filter(|action| action.status != Status::Complete);
    parted(open.flat_map(|action| {
        let left = action.milestones.iter().filter(|milestone| milestone.met.is_none());
        let mut left: Vec<_> = left.map(|one| (one.closed, step(&one.text, one.by))).collect();
        if left.iter().all(|(closed, _)| *closed && !action.closed) || left.is_empty() {
            left.push((action.closed, step(&action.action, action.due)));
        }
        left
    }))
}

/// A piece of evidence, as a link where it has an address.
fn evidence(one: &EvidenceState) -> Inlines {
    vec![super::cells::linked(&one.text, one.url.as_ref())]
}

/// An item of a list.
fn item(content: Inlines) -> Item {
    Item { label: "•".into(), blocks: vec![Block::paragraph(content)], anchor: None }
}

/// Items, each with whether it is about a withheld record, in two lists.
fn parted(items: impl Iterator<Item = (bool, Item)>) -> Items {
    let (closed, open): (Vec<_>, Vec<_>) = items.partition(|(closed, _)| *closed);
    let bare = |items: Vec<(bool, Item)>| items.into_iter().map(|(_, item)| item).collect();
    (bare(open), bare(closed))
}
