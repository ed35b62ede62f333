//! Makes the overview of a whole plan: the panel at the top of a paper, the budgets, and the risks.

use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, as_at};
use crate::compose::seal::is_sealed;
use crate::derive::plan::Figures;
use crate::document::{Block, Cell, Column, Paragraph, Region};
use crate::model::plan::{Grade, Status};

/// The panel that a reader sees first: the overall status with its reason, and lines of figures. Without an overall
/// judgement, the figures alone.
pub(in crate::compose) fn panel(
    terms: Terms<'_>,
    figures: &Figures,
    said: impl IntoIterator<Item = String>,
) -> Block {
    let mut lines: Vec<Block> = Vec::new();
    if let Some(overall) = &figures.overall {
        let values = context! {
            before => overall.before.map(|before| terms.phrase(before)),
            on => Value::from_object(overall.on),
        };
        let stands = Paragraph {
            content: vec![terms.status(overall.status)],
            role: Some("panel-status".into()),
            ..Paragraph::default()
        };
        let blocks = vec![
            Block::Paragraph(stands),
            Block::paragraph(words(terms.say("overall-on", values))),
            Block::paragraph(vec![strong(overall.reason.clone())]),
        ];
        if is_sealed(&overall.reason) {
            lines.push(briefly(blocks));
        } else {
            lines.extend(blocks);
        }
    }
    let said = said.into_iter().filter(|said| !said.is_empty());
    lines.extend(said.map(|said| Block::paragraph(words(said))));
    Block::Region(Region { role: "panel".into(), columns: Vec::new(), blocks: lines })
}

/// Columns side by side, each with its own heading.
pub(in crate::compose) fn beside(cells: Vec<Vec<Block>>) -> Block {
    let columns = cells.iter().map(|_| Column { share: Some(1.0), ..Column::default() }).collect();
    let cell = |blocks| Block::Region(Region { role: "side".into(), columns: Vec::new(), blocks });
    let blocks = cells.into_iter().map(cell).collect();
    Block::Region(Region { role: "sides".into(), columns, blocks })
}

/// A table of budgets and spending; `None` where the plan has none.
pub(in crate::compose) fn budget_table(terms: Terms<'_>, figures: &Figures) -> Option<Block> {
    let rows = figures.budgets.iter().map(|one| {
        let with_excess = |cost: Option<&String>, over: Option<&String>| {
            let over = over.map(|over| terms.say("over-budget", context! { over => over }));
            let over = over.map(|over| vec![marked(Status::AtRisk, over)]);
            cell_of_lines(cost.map(words).into_iter().chain(over))
        };
        vec![
            cell(&one.name),
            cell(&one.budget),
            with_excess(Some(&one.spent), one.overspent.as_ref()),
            cell_or_dash(one.share.clone()),
            cell(terms.short(one.on)),
            with_excess(one.forecast.as_ref(), one.over.as_ref()),
        ]
    });
    let columns = terms.columns([
        ("column-for", filling()),
        ("column-budget", number()),
        ("column-spent", number()),
        ("column-share", number()),
        ("column-by", narrow()),
        ("column-forecast", filling()),
    ]);
    (!figures.budgets.is_empty())
        .then(|| table(terms.say("budget-caption", as_at(figures)), columns, rows.collect()))
}

/// A table of risks, the most serious first; a sentence where none is noted.
pub(in crate::compose) fn risk_table(
    terms: Terms<'_>,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    let caption = caption.unwrap_or_else(|| terms.word("risks-caption"));
    if figures.risks.is_empty() {
        return Block::paragraph(words(terms.say("none-noted", context! { caption })));
    }
    let rows = figures.risks.iter().map(|risk| {
        let values = context! {
            likelihood => terms.grade(risk.likelihood).to_lowercase(),
            impact => terms.grade(risk.impact).to_lowercase(),
        };
        let mut rating = vec![
            vec![marked(mark_of(risk.rating), terms.grade(risk.rating))],
            words(terms.say("likelihood-impact", values)),
        ];
        if let Some((before, moved)) = risk.before.zip(risk.moved) {
            let values = context! { moved, before => terms.grade(before).to_lowercase() };
            rating.push(words(terms.say("risk-moved", values)));
        }
        vec![
            Cell::of(words(&risk.risk)),
            Cell::of(words(&risk.mitigation)),
            cell_of_lines(rating),
            cell_or_dash(risk.owner.as_deref()),
        ]
    });
    let columns = terms.columns([
        ("column-risk", filling()),
        ("column-mitigation", filling()),
        ("column-rating", narrow()),
        ("column-owner", filling()),
    ]);
    table(caption, columns, rows.collect())
}

/// The mark of a risk's rating.
fn mark_of(grade: Grade) -> Status {
    match grade {
        Grade::High => Status::Behind,
        Grade::Medium => Status::AtRisk,
        Grade::Low => Status::OnTrack,
    }
}
