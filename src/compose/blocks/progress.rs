//! How far a plan has come: the table, the chart and the key of its statuses.

use super::cells::{cell, counted, long, number, status, table, wide, words};
use crate::compose::document::chart::{Bar, Bars, Drawing, Part, Series};
use crate::compose::document::{Block, Chart, Inline, Inlines, Paragraph};
use crate::derive::plan::Figures;
use crate::derive::progress::Progress;
use crate::derive::words::and_list;
use crate::model::plan::Status;

/// The actions of each area and of the whole plan by status, with the shares of the whole.
pub(in crate::compose) fn progress_table(figures: &Figures, caption: Option<String>) -> Block {
    let caption = caption
        .unwrap_or_else(|| format!("Actions by area and status, as at {}", long(figures.as_at)));
    let mut columns = vec![("Area", wide(1.0))];
    columns.extend(Status::ALL.map(|status| (status.label(), number())));
    columns.push(("All", number()));
    let row = |name: &str, progress: &Progress| {
        let mut row = vec![cell(name)];
        row.extend(Status::ALL.map(|status| cell(progress.get(status).count.to_string())));
        row.push(cell(progress.total.to_string()));
        row
    };
    let mut rows: Vec<_> =
        figures.areas.iter().map(|area| row(&area.title, &area.progress)).collect();
    rows.push(row("All areas", &figures.progress));
    let mut shares =
        vec![cell(format!("Share of {}", counted(figures.total, "action", "actions")))];
    shares
        .extend(Status::ALL.map(|status| cell(format!("{}%", figures.progress.get(status).share))));
    shares.push(cell(if figures.total == 0 { "0%" } else { "100%" }));
    rows.push(shares);
    table(caption, columns, rows)
}

/// The same as bars. The numbers stand on the bars, and in the table.
pub(in crate::compose) fn status_chart(figures: &Figures, caption: Option<String>) -> Block {
    let bar = |name: &str, progress: &Progress| Bar {
        name: format!("{name} ({})", progress.total),
        parts: Status::ALL
            .map(|status| {
                let count = progress.get(status).count;
                Part {
                    width: if progress.total == 0 {
                        0.0
                    } else {
                        count as f64 / progress.total as f64
                    },
                    label: count.to_string(),
                }
            })
            .into(),
    };
    let mut bars: Vec<_> =
        figures.areas.iter().map(|area| bar(&area.title, &area.progress)).collect();
    bars.push(bar("All areas", &figures.progress));
    let series = Status::ALL
        .map(|status| Series { name: status.label().into(), mark: status.word().into() });
    let caption = caption.unwrap_or_else(|| {
        format!("Share of actions with each status, as at {}", long(figures.as_at))
    });
    Block::Chart(Chart {
        alternative: finding(figures),
        caption: Some(words(caption)),
        drawing: Drawing::Bars(Bars { series: series.into(), bars }),
    })
}

/// What the chart finds, in words.
fn finding(figures: &Figures) -> String {
    let each = |progress: &Progress| {
        let some: Vec<_> = Status::ALL
            .into_iter()
            .filter(|status| progress.get(*status).count > 0)
            .map(|status| format!("{} {}", progress.get(status).count, status.phrase()))
            .collect();
        if some.is_empty() { "none".to_owned() } else { and_list(&some) }
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

/// The key: each status with its mark and what it means.
pub(in crate::compose) fn status_key() -> Block {
    let mut content: Inlines = vec![Inline::text("Key: ", None)];
    for (n, each) in Status::ALL.into_iter().enumerate() {
        let end = if n + 1 == Status::ALL.len() { "." } else { "; " };
        content.push(status(each));
        content.push(Inline::text(format!(" – {}{end}", each.meaning()), None));
    }
    Block::Paragraph(Paragraph { content, role: Some("key".into()), ..Paragraph::default() })
}
