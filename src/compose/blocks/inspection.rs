//! Blocks of an inspection.

use minijinja::Value;
use minijinja::value::{Kwargs, from_args};

use super::Made;
use super::cells::{bullets, cell, marked, narrow, strong, table, wide, words};
use super::timeline::{timeline, visits};
use crate::document::{Block, Cell, Inline, Inlines, Paragraph};
use crate::model::inspection::{Inspection, Judgement, Weakness};
use crate::model::plan::Status;

/// The blocks of a method:
///
/// * `weakness_list()`: the areas of weakness as a list;
/// * `weakness_table()`: each with what every visit judged of it;
/// * `findings_by_area()`: a paragraph for each area of weakness that has key findings, with them and its judgement;
/// * `timeline()`: the visits and what was published of them.
pub(super) fn blocks(inspection: &Inspection, method: &str, arguments: &[Value]) -> Made {
    if !["weakness_list", "weakness_table", "findings_by_area", "timeline"].contains(&method) {
        return Ok(None);
    }
    let (options,): (Kwargs,) = from_args(arguments)?;
    let caption: Option<String> = if matches!(method, "weakness_table" | "timeline") {
        options.get("caption")?
    } else {
        None
    };
    options.assert_all_used()?;
    Ok(Some(match method {
        "weakness_table" => vec![weakness_table(inspection, caption)],
        "findings_by_area" => findings_by_area(inspection),
        "timeline" => timeline(visits(inspection), caption),
        _ => vec![bullets("•", inspection.weakness.iter().map(text))],
    }))
}

/// The text of a weakness.
fn text(weakness: &Weakness) -> Inlines {
    vec![Inline::text(weakness.text.value.clone(), weakness.text.place)]
}

/// The short name of a weakness, or its text.
fn title(weakness: &Weakness) -> &str {
    weakness.title.as_ref().unwrap_or(&weakness.text)
}

/// Each area of weakness with what every visit judged of it.
fn weakness_table(inspection: &Inspection, caption: Option<String>) -> Block {
    let judging: Vec<_> = inspection
        .visit
        .iter()
        .filter(|visit| {
            inspection.weakness.iter().any(|weakness| weakness.judgement.get(&visit.name).is_some())
        })
        .collect();
    let headings: Vec<_> =
        judging.iter().map(|visit| format!("Progress at {}", visit.name.value)).collect();
    let mut columns = vec![("No.", narrow()), ("Area of weakness", wide(2.4))];
    columns.extend(headings.iter().map(|heading| (heading.as_str(), wide(1.0))));
    let rows = inspection.weakness.iter().map(|weakness| {
        let mut row = vec![cell(weakness.id.value.to_string()), cell(title(weakness))];
        row.extend(judging.iter().map(|visit| match weakness.judgement.get(&visit.name) {
            Some(judgement) => Cell::of(vec![match judgement.value {
                Judgement::Sufficient => marked(Status::Complete, "Sufficient"),
                Judgement::NotSufficient => marked(Status::Behind, "Not sufficient"),
            }]),
            None => cell("–"),
        }));
        row
    });
    table(
        caption.unwrap_or_else(|| "Areas of significant weakness".into()),
        columns,
        rows.collect(),
    )
}

/// A paragraph for each area of weakness that has key findings: its title, the findings, and what the last visit that
/// judged it found.
fn findings_by_area(inspection: &Inspection) -> Vec<Block> {
    let with_findings = inspection.weakness.iter().filter(|weakness| !weakness.findings.is_empty());
    let paragraph = |weakness: &Weakness| {
        let findings = weakness.findings.iter();
        let mut belongings = vec![
            Block::paragraph(words("Key findings:")),
            bullets(
                "•",
                findings.map(|finding| vec![Inline::text(finding.value.clone(), finding.place)]),
            ),
        ];
        belongings.extend(judged(inspection, weakness).map(|said| Block::paragraph(words(said))));
        let title = title(weakness);
        let heading = match title.ends_with('.') || title.len() > 80 {
            true => format!("Area {}", weakness.id.value),
            false => format!("Area {}: {title}", weakness.id.value),
        };
        Block::Paragraph(Paragraph {
            content: vec![strong(heading)],
            belongings,
            ..Paragraph::default()
        })
    };
    with_findings.map(paragraph).collect()
}

/// What the last visit that judged a weakness found, as a sentence.
fn judged(inspection: &Inspection, weakness: &Weakness) -> Option<String> {
    let mut visits = inspection.visit.iter().rev();
    let (visit, judgement) =
        visits.find_map(|visit| Some((visit, weakness.judgement.get(&visit.name)?.value)))?;
    Some(match judgement {
        Judgement::Sufficient => {
            format!("Judgement at the {}: progress is sufficient.", visit.name.value)
        }
        Judgement::NotSufficient => {
            format!("Judgement at the {}: progress is not yet sufficient.", visit.name.value)
        }
    })
}
