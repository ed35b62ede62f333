//! Makes the table, the chart and the key of a plan's statuses.

use minijinja::{Value, context};

use super::cells::{cell, cell_or_dash, filling, marked, note, number, table, words};
use super::terms::{Terms, as_at};
use crate::derive::plan::{AreaFigures, Figures};
use crate::derive::progress::Progress;
use crate::derive::share::need_note;
use crate::document::chart::{Bar, Bars, Drawing, Part, Series};
use crate::document::{Block, Chart, Inline, Inlines, Paragraph};

/// The role of the key's paragraph.
pub(super) const KEY: &str = "key";

/// A table of the actions of each area and of the whole plan by status, with the shares of the whole, and the notes
/// below it.
pub(in crate::compose) fn progress_table(
    terms: Terms<'_>,
    figures: &Figures,
    caption: Option<String>,
) -> Vec<Block> {
    let caption = caption.unwrap_or_else(|| terms.say("progress-caption", as_at(figures)));
    let levels: Vec<_> = terms.scale.level.iter().rev().collect();
    let mut columns = vec![(terms.word("column-area"), filling())];
    columns.extend(levels.iter().map(|level| (level.label.value.clone(), number())));
    columns.push((terms.word("column-all"), number()));
    let row = |name: &str, progress: &Progress| {
        let mut row = vec![cell(name)];
        row.extend(levels.iter().map(|level| cell(progress.on(level).count.to_string())));
        row.push(cell(progress.total.to_string()));
        row
    };
    let acting = figures.areas.iter().filter(|area| area.acts());
    let mut rows: Vec<_> = acting.map(|area| row(&area.title, &area.progress)).collect();
    rows.push(row(&terms.word("all-areas"), &figures.progress));
    let mut shares = vec![cell(terms.say("share-of", context! { total => figures.total }))];
    let share = |share: Option<u32>| cell_or_dash(share.map(|share| format!("{share}%")));
    shares.extend(levels.iter().map(|level| share(figures.progress.on(level).share)));
    shares.push(share((figures.total > 0).then_some(100)));
    rows.push(shares);
    let notes = notes(terms, figures).into_iter().map(|said| note(words(said)));
    std::iter::once(table(caption, columns, rows)).chain(notes).collect()
}

/// The notes to a plan's position: that rounded shares do not sum to 100, where they do not (Government Statistical
/// Service practice), and the day of the last update, where that is long ago.
pub(in crate::compose) fn notes(terms: Terms<'_>, figures: &Figures) -> Vec<String> {
    let shares = terms.scale.level.iter().rev().map(|level| figures.progress.on(level).share);
    let rounding = need_note(shares).then(|| terms.word("rounding"));
    let updated = figures.updated.map(Value::from_object);
    let stale = figures.stale.then(|| terms.say("stale", context! { updated }));
    rounding.into_iter().chain(stale).collect()
}

/// The actions of each area and of the whole plan by status as a bar chart, with the numbers on the bars.
pub(in crate::compose) fn status_chart(
    terms: Terms<'_>,
    figures: &Figures,
    caption: Option<String>,
) -> Block {
    let acting: Vec<_> = figures.areas.iter().filter(|area| area.acts()).collect();
    let mut bars: Vec<_> =
        acting.iter().map(|area| bar(terms, &area.title, &area.progress)).collect();
    bars.push(bar(terms, &terms.word("all-areas"), &figures.progress));
    let caption = caption.unwrap_or_else(|| terms.say("status-chart-caption", as_at(figures)));
    bars_of(terms, bars, finding(terms, figures, &acting), Some(caption))
}

/// The whole plan as one bar.
pub(in crate::compose) fn whole_chart(terms: Terms<'_>, figures: &Figures) -> Block {
    let whole = Bar { name: String::new(), ..bar(terms, "", &figures.progress) };
    bars_of(terms, vec![whole], finding(terms, figures, &[]), None)
}

/// A bar of some actions, with a part for each level, the worst first.
fn bar(terms: Terms<'_>, name: &str, progress: &Progress) -> Bar {
    let part = |count: usize, total: usize| Part {
        width: if total == 0 { 0.0 } else { count as f64 / total as f64 },
        label: count.to_string(),
    };
    let levels = terms.scale.level.iter().rev();
    Bar {
        name: format!("{name} ({})", progress.total),
        parts: levels.map(|level| part(progress.on(level).count, progress.total)).collect(),
    }
}

/// A bar chart with the levels of the scale as its series.
fn bars_of(
    terms: Terms<'_>,
    bars: Vec<Bar>,
    alternative: String,
    caption: Option<String>,
) -> Block {
    let levels = terms.scale.level.iter().rev();
    let series = levels.map(|level| Series { name: level.label.value.clone(), mark: level.into() });
    Block::Chart(Chart {
        alternative,
        caption: caption.map(words),
        drawing: Drawing::Bars(Bars { series: series.collect(), bars }),
    })
}

/// The chart's alternative text: its findings in words.
fn finding(terms: Terms<'_>, figures: &Figures, areas: &[&AreaFigures]) -> String {
    let each = |progress: &Progress| -> Vec<String> {
        let counts = terms.scale.level.iter().rev().map(|level| (progress.on(level).count, level));
        let some = counts.filter(|(count, _)| *count > 0);
        some.map(|(count, level)| format!("{count} {}", terms.level(level))).collect()
    };
    let area =
        |area: &&AreaFigures| context! { title => &area.title, levels => each(&area.progress) };
    let areas: Vec<_> = areas.iter().map(area).collect();
    let levels = each(&figures.progress);
    terms.say("status-chart-finding", context! { total => figures.total, levels, areas })
}

/// The key: each level of the scale with its mark and meaning.
pub(in crate::compose) fn status_key(terms: Terms<'_>) -> Block {
    let levels: Vec<_> = terms.scale.level.iter().rev().collect();
    let mut content: Inlines = vec![Inline::text(format!("{} ", terms.word("key")), None)];
    for (n, level) in levels.iter().enumerate() {
        let end = if n + 1 == levels.len() { "." } else { "; " };
        content.push(marked(*level, level.label.as_str()));
        content.push(Inline::text(format!(" – {}{end}", level.meaning.value), None));
    }
    Block::Paragraph(Paragraph { content, role: Some(KEY.into()), ..Paragraph::default() })
}
