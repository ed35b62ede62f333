//! How far a plan has come: the table, the chart and the key of its statuses.

use super::cells::{cell, cell_or_dash, counted, long, marked, number, table, wide, words};
use crate::derive::plan::Figures;
use crate::derive::progress::Progress;
use crate::derive::share::need_note;
use crate::document::chart::{Bar, Bars, Drawing, Part, Series};
use crate::document::{Block, Chart, Inline, Inlines, Paragraph};
use crate::language::Language;
use crate::model::scale::Scale;

/// The role of the paragraph that is the key.
const KEY: &str = "key";

/// The role of a key that a block brings along, until it is known whether the paper has one already.
const SPARE_KEY: &str = "spare-key";

/// The methods of plans and reviews whose blocks print levels of the scale.
const NEED_KEY: [&str; 6] = [
    "progress_table",
    "status_chart",
    "action_table",
    "attention_table",
    "movement_table",
    "movement_matrix",
];

/// The actions of each area and of the whole plan by status, with the shares of the whole, and a note where these do
/// not sum to 100.
pub(in crate::compose) fn progress_table(
    scale: &Scale,
    figures: &Figures,
    caption: Option<String>,
) -> Vec<Block> {
    let caption = caption
        .unwrap_or_else(|| format!("Actions by area and status, as at {}", long(figures.as_at)));
    let mut columns = vec![("Area", wide(1.0))];
    columns.extend(scale.level.iter().map(|level| (level.label.as_str(), number())));
    columns.push(("All", number()));
    let row = |name: &str, progress: &Progress| {
        let mut row = vec![cell(name)];
        row.extend(scale.level.iter().map(|level| cell(progress.on(level).count.to_string())));
        row.push(cell(progress.total.to_string()));
        row
    };
    let mut rows: Vec<_> =
        figures.areas.iter().map(|area| row(&area.title, &area.progress)).collect();
    rows.push(row("All areas", &figures.progress));
    let mut shares =
        vec![cell(format!("Share of {}", counted(figures.total, "action", "actions")))];
    let share = |share: Option<u32>| cell_or_dash(share.map(|share| format!("{share}%")));
    shares.extend(scale.level.iter().map(|level| share(figures.progress.on(level).share)));
    shares.push(share((figures.total > 0).then_some(100)));
    rows.push(shares);
    let note = rounding_note(scale, &figures.progress).map(|note| Block::paragraph(words(note)));
    std::iter::once(table(caption, columns, rows)).chain(note).collect()
}

/// Why the shares of the levels do not sum to 100, where they do not (Government Statistical Service practice).
pub(in crate::compose) fn rounding_note(scale: &Scale, progress: &Progress) -> Option<String> {
    let shares = scale.level.iter().map(|level| progress.on(level).share);
    need_note(shares).then(|| "Percentages may not sum to 100 because of rounding.".to_owned())
}

/// The same as bars. The numbers stand on the bars, and in the table.
pub(in crate::compose) fn status_chart(
    scale: &Scale,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    let bar = |name: &str, progress: &Progress| Bar {
        name: format!("{name} ({})", progress.total),
        parts: scale
            .level
            .iter()
            .map(|level| {
                let count = progress.on(level).count;
                Part {
                    width: if progress.total == 0 {
                        0.0
                    } else {
                        count as f64 / progress.total as f64
                    },
                    label: count.to_string(),
                }
            })
            .collect(),
    };
    let mut bars: Vec<_> =
        figures.areas.iter().map(|area| bar(&area.title, &area.progress)).collect();
    bars.push(bar("All areas", &figures.progress));
    let series = scale
        .level
        .iter()
        .map(|level| Series { name: level.label.value.clone(), mark: level.mark().word().into() });
    let caption = caption.unwrap_or_else(|| {
        format!("Share of actions with each status, as at {}", long(figures.as_at))
    });
    Block::Chart(Chart {
        alternative: finding(scale, figures),
        caption: Some(words(caption)),
        drawing: Drawing::Bars(Bars { series: series.collect(), bars }),
    })
}

/// What the chart finds, in words.
fn finding(scale: &Scale, figures: &Figures) -> String {
    let each = |progress: &Progress| {
        let some: Vec<_> = scale
            .level
            .iter()
            .map(|level| (progress.on(level).count, level))
            .filter(|(count, _)| *count > 0)
            .map(|(count, level)| format!("{count} {}", level.phrase()))
            .collect();
        if some.is_empty() { "none".to_owned() } else { Language::common().lists.list(&some) }
    };
    let mut said = format!(
        "Bar chart. Of {}, {}.",
        counted(figures.total, "action", "actions"),
        each(&figures.progress)
    );
    for area in &figures.areas {
        said += &format!(" {}: {}.", area.title, each(&area.progress));
    }
    said
}

/// The key: each level of the scale with its mark and what it means.
pub(in crate::compose) fn status_key(scale: &Scale) -> Block {
    let mut content: Inlines = vec![Inline::text("Key: ", None)];
    for (n, level) in scale.level.iter().enumerate() {
        let end = if n + 1 == scale.level.len() { "." } else { "; " };
        content.push(marked(level.mark(), level.label.as_str()));
        content.push(Inline::text(format!(" – {}{end}", level.meaning.value), None));
    }
    Block::Paragraph(Paragraph { content, role: Some(KEY.into()), ..Paragraph::default() })
}

/// Blocks that a method made, after a key to the scale if they print levels of it.
pub(super) fn with_key(method: &str, scale: &Scale, mut blocks: Vec<Block>) -> Vec<Block> {
    let shows = blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Chart(_)));
    if shows && NEED_KEY.contains(&method) {
        let mut key = status_key(scale);
        if let Block::Paragraph(key) = &mut key {
            key.role = Some(SPARE_KEY.into());
        }
        blocks.insert(0, key);
    }
    blocks
}

/// Leaves the key once in a paper: where its author put it, or else before the first block that prints levels.
pub(in crate::compose) fn key_once(blocks: &mut Vec<Block>) {
    let mut has = false;
    each_key(blocks, &mut |key| {
        has |= key.role.as_deref() == Some(KEY);
        true
    });
    each_key(blocks, &mut |key| {
        let keep = !has || key.role.as_deref() == Some(KEY);
        has = true;
        key.role = Some(KEY.into());
        keep
    });
}

/// Visits every key, and takes out those that are not to be kept.
fn each_key(blocks: &mut Vec<Block>, keep: &mut dyn FnMut(&mut Paragraph) -> bool) {
    blocks.retain_mut(|block| match block {
        Block::Paragraph(paragraph) => {
            let is_key = matches!(paragraph.role.as_deref(), Some(KEY | SPARE_KEY));
            each_key(&mut paragraph.belongings, keep);
            !is_key || keep(paragraph)
        }
        Block::Region(region) => {
            each_key(&mut region.blocks, keep);
            true
        }
        Block::List(list) => {
            list.items.iter_mut().for_each(|item| each_key(&mut item.blocks, keep));
            true
        }
        Block::Quotation(quotation) => {
            each_key(&mut quotation.blocks, keep);
            true
        }
        _ => true,
    });
}
