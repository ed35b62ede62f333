//! Estimates the room that words and tables need, before anything sets them.
//!
//! Blocks as templates see them come in; the words and lines of each column that are likely the widest go out, for
//! Typst to measure, and estimated lengths, to decide what stays on one page or does not fit a telephone. Measuring
//! the cells themselves would make Typst lay out every table twice, and there is no browser to measure with.

mod families;
mod screen;
mod stays;
mod widths;

use std::cmp::Reverse;

use minijinja::Value;
use minijinja::value::ValueKind;

pub(super) use self::families::{in_print, on_screen};
pub(super) use self::screen::needs;
pub(super) use self::stays::stays;
use self::widths::{Room, Ruled};
use super::words::{Part, coded, joined, parts};
use crate::document::widths::{is_sum, unbroken, width};

/// The most characters of a row, times its columns, that is surely short enough to stay on one page.
const SHORT: usize = 1_000;

/// The most characters of a table, times its columns, that stays on one page.
const UNBROKEN: usize = 2_000;

/// The most characters of a table, times its columns, that stays on one page in a close and in a wide layout, whose
/// lines are longer.
const UNBROKEN_CLOSE: usize = 3_000;
const UNBROKEN_WIDE: usize = 4_000;

/// The most rows of a table that stays on one page.
const FEW_ROWS: usize = 8;

/// The characters in a line, for estimates of heights.
const LINE: usize = 80;

/// The most characters of a paragraph that stays on the page of what it introduces.
const BRIEF: usize = 300;

/// The room for tables on an upright page, in a close layout, and in a wide one.
const MEASURE: Room = Room { wide: 3_850, around: 95 };
const MEASURE_CLOSE: Room = Room { wide: 5_450, around: 60 };
const MEASURE_WIDE: Room = Room { wide: 8_200, around: 60 };

/// The depth to which a document is measured.
const DEEPEST: usize = 64;

/// The number of widest words and lines that are measured in a column.
const MEASURED: usize = 3;

/// The widest line that is measured, in hundredths of the font size; a wider one fits no page.
const WIDEST: usize = 5_000;

/// The width of bold words, in hundredths of that of others.
const BOLD: usize = 107;

/// The width of a chart in a cell.
const CHART: usize = 480;

/// The width of list labels.
const LABEL: usize = 200;

/// The most letters of the words that stay on one line with their mark.
const FEW_LETTERS: usize = 16;

/// The width of a mark before its words.
const MARK: usize = 115;

/// Words in one face, with the width of what is before them in their line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    text: String,
    strong: bool,
    before: usize,
}

impl Run {
    /// Its estimated width.
    fn width(&self) -> usize {
        self.before + width(&self.text) * if self.strong { BOLD } else { 100 } / 100
    }

    /// The run as templates see it.
    fn value(&self) -> Value {
        Value::from_pairs([
            ("text", Value::from(self.text.as_str())),
            ("strong", Value::from(self.strong)),
            ("before", em(self.before)),
        ])
    }
}

/// A width in ems.
#[expect(clippy::cast_precision_loss, reason = "a width is far below what a float holds exactly")]
fn em(hundredths: usize) -> Value {
    Value::from(hundredths as f64 / 100.0)
}

/// What Typst measures for each column of a table: the widest words of its head and its cells and, if it is as wide
/// as its lines, its widest lines. For lines that fit no page the estimate is enough. `room` is the estimated room of
/// the table.
fn columns(table: &Value, room: Room) -> Value {
    let rows = items(table, "rows");
    let header = items(table, "header");
    let columns = items(table, "columns");
    let ruled = Ruled::new(table);
    let column = |((at, column), best): ((usize, &Value), f64)| {
        let measured = measured(at, column, &header, &rows);
        Value::from_pairs(measured.into_iter().chain([("best", Value::from(best / 100.0))]))
    };
    columns.iter().enumerate().zip(ruled.best(room)).map(column).collect()
}

/// The best estimated widths of a table's columns, on an upright page.
pub(super) fn shares(table: &Value) -> Vec<f64> {
    Ruled::new(table).best(MEASURE)
}

/// What Typst measures for one column.
fn measured(
    at: usize,
    column: &Value,
    header: &[Value],
    rows: &[Value],
) -> [(&'static str, Value); 8] {
    let [mut head, mut body] = [Written::default(), Written::default()];
    if let Some(cell) = header.get(at) {
        head.inside(cell, "blocks", false);
    }
    for row in rows {
        body.inside(&row.get_item_by_index(at).unwrap_or_default(), "blocks", false);
        body.end();
    }
    head.end();
    let longest = widest(body.lines, |line| sum(line));
    let about = longest.first().map_or(0, |line| sum(line));
    let sums = !body.words.is_empty() && body.words.iter().all(|word| is_sum(&word.text));
    let free = column.get_attr("share").is_ok_and(|share| share.is_none()) && about <= WIDEST;
    let words = |words| widest(words, Run::width).iter().map(Run::value).collect::<Value>();
    let lines = |lines: Vec<Vec<Run>>| {
        let lines = lines.iter().filter(|_| free);
        lines.map(|line| line.iter().map(Run::value).collect::<Value>()).collect::<Value>()
    };
    [
        ("head_words", words(head.words)),
        ("words", words(body.words)),
        ("head_bound", words(head.bound)),
        ("bound", words(body.bound)),
        ("head_lines", lines(head.lines)),
        ("lines", lines(longest)),
        ("about", em(about)),
        ("sums", Value::from(sums)),
    ]
}

/// The widest of some things, without duplicates.
fn widest<T: PartialEq>(mut all: Vec<T>, width: impl Fn(&T) -> usize) -> Vec<T> {
    all.sort_by_cached_key(|one| Reverse(width(one)));
    all.dedup();
    all.truncate(MEASURED);
    all
}

/// The estimated width of a line.
fn sum(line: &[Run]) -> usize {
    line.iter().map(Run::width).sum()
}

/// The content of cells: words, words that stay on one line where they fit, and lines.
#[derive(Debug, Default)]
struct Written {
    words: Vec<Run>,
    bound: Vec<Run>,
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    /// The width of list labels before them.
    inset: usize,
}

impl Written {
    /// Ends a line.
    fn end(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// Adds everything in a sequence of blocks or inlines.
    fn add(&mut self, sequence: &Value, strong: bool) {
        for item in joined(sequence).try_iter().into_iter().flatten() {
            let kind = item.get_attr("kind").unwrap_or_default();
            match kind.as_str() {
                Some("text") => self.text(&item, strong, parts),
                Some("code") => self.text(&item, strong, coded),
                Some("bound") => self.together(&item, strong),
                Some("mark") => self.mark(&item),
                Some("break") => self.end(),
                Some("strong") => self.inside(&item, "content", true),
                Some("emphasis" | "struck" | "link") => self.inside(&item, "content", strong),
                Some("paragraph") if is_tick(&item) => {
                    self.mark(&item);
                    self.end();
                }
                Some("paragraph" | "heading") => {
                    self.inside(&item, "content", strong);
                    self.end();
                    self.inside(&item, "belongings", strong);
                }
                Some("list") => {
                    self.inset += LABEL;
                    for entry in items(&item, "items") {
                        self.line.push(Run { text: String::new(), strong, before: LABEL });
                        self.inside(&entry, "blocks", strong);
                    }
                    self.inset -= LABEL;
                }
                Some("quotation" | "region") => self.inside(&item, "blocks", strong),
                Some("table") => self.table(&item),
                Some("chart") => self.room(CHART, CHART),
                _ => {}
            }
        }
    }

    /// Adds the sequence under a key.
    fn inside(&mut self, item: &Value, key: &str, strong: bool) {
        self.add(&item.get_attr(key).unwrap_or_default(), strong);
    }

    /// Adds a table inside a cell: the sum of its longest words as one word, that of its longest lines as one line.
    fn table(&mut self, table: &Value) {
        let (word, line) = screen::room(table);
        self.room(word, line);
    }

    /// Adds something without words: the least width that it needs, and the width it takes where there is room.
    fn room(&mut self, word: usize, line: usize) {
        self.end();
        let run = |before| Run { text: String::new(), strong: false, before };
        self.words.push(run(word));
        self.lines.push(vec![run(line)]);
    }

    /// Adds words with a mark.
    fn mark(&mut self, mark: &Value) {
        let mut inside = Self::default();
        inside.inside(mark, "content", false);
        let text: String = inside.line.into_iter().map(|run| run.text).collect();
        let content = mark.get_attr("content").unwrap_or_default();
        let (held, rest) = match split(&content) {
            Some((held, rest)) => (held, rest),
            None => (text.clone(), String::new()),
        };
        let run = |text: &str, before| Run { text: text.to_owned(), strong: false, before };
        self.words.push(run(&held, MARK));
        self.words.extend(unbroken(&rest).into_iter().map(|word| run(word, 0)));
        self.line.push(run(&text, MARK));
    }

    /// Adds a text: a piece of the line, and its words.
    fn text(&mut self, item: &Value, strong: bool, parts: fn(&str) -> Vec<Part<'_>>) {
        let text = item.get_attr("text").unwrap_or_default();
        let text = text.as_str().unwrap_or_default();
        self.line.push(Run { text: text.to_owned(), strong, before: 0 });
        let before = self.inset;
        let run = |text: &str| Run { text: text.to_owned(), strong, before };
        for part in parts(text) {
            match part {
                Part::Words(words) => self.words.extend(unbroken(words).into_iter().map(run)),
                Part::Sum(sum) => self.words.push(run(sum)),
                Part::Bound(words) => self.bind(words, strong),
                Part::Break => {}
            }
        }
    }

    /// Adds texts that stay on one line together.
    fn together(&mut self, item: &Value, strong: bool) {
        let text = |item: Value| item.get_attr("text").unwrap_or_default().to_string();
        let text: String = items(item, "content").into_iter().map(text).collect();
        self.bind(&text, strong);
        self.line.push(Run { text, strong, before: 0 });
    }

    /// Adds words that stay on one line.
    fn bind(&mut self, text: &str, strong: bool) {
        let run = |text: &str| Run { text: text.to_owned(), strong, before: self.inset };
        self.bound.push(run(text));
        self.words.extend(unbroken(text).into_iter().map(run));
    }
}

/// Whether a paragraph is a tick with its word.
fn is_tick(paragraph: &Value) -> bool {
    paragraph.get_attr("role").is_ok_and(|role| role.as_str() == Some("mark-yes"))
}

/// The words of a mark that stay beside it, and those that may move to the next line; `None` where all stay together,
/// since they are few.
pub(super) fn held(content: &Value) -> Value {
    split(content).map_or(Value::from(()), |(held, rest)| Value::from(vec![held, rest]))
}

/// The first word of several, and the rest with the space before it; `None` where they are few.
fn split(content: &Value) -> Option<(String, String)> {
    let only = content.get_item_by_index(0).ok().filter(|_| content.len() == Some(1))?;
    let text = only.get_attr("text").ok()?;
    let text = text.as_str().filter(|text| text.chars().count() > FEW_LETTERS)?;
    let (held, rest) = text.split_at(text.find(' ')?);
    Some((held.to_owned(), rest.to_owned()))
}

/// The items of the sequence under a key.
fn items(value: &Value, key: &str) -> Vec<Value> {
    let inside = value.get_attr(key).ok();
    inside.iter().flat_map(Value::try_iter).flatten().collect()
}

/// What decides whether a row of a table is tall: the estimated widths of the lines in each cell; empty for a row
/// that is surely short.
pub(super) fn lines(row: &Value) -> Value {
    let lines = |cell: Value| {
        let mut written = Written::default();
        written.inside(&cell, "blocks", false);
        written.end();
        written.lines.iter().map(|line| em(sum(line))).collect::<Value>()
    };
    let cells = row.try_iter().into_iter().flatten().filter(|_| height(row) > SHORT);
    cells.map(lines).collect()
}

/// The length that stays on one page of a layout, and the room of its tables.
pub(super) fn room(layout: Option<&str>) -> (usize, Room) {
    match layout {
        Some("wide") => (UNBROKEN_WIDE, MEASURE_WIDE),
        Some("close") => (UNBROKEN_CLOSE, MEASURE_CLOSE),
        _ => (UNBROKEN, MEASURE),
    }
}

/// Whether a table fits on half a page even with narrow columns; such a table stays whole, while a longer one may
/// continue on the next page, with its head repeated.
pub(super) fn is_compact(table: &Value, room: usize) -> bool {
    let rows = items(table, "rows");
    let header = height(&table.get_attr("header").unwrap_or_default());
    let heights = rows.iter().map(|row| height(row).saturating_add(LINE));
    rows.len() <= FEW_ROWS && heights.fold(header, usize::saturating_add) <= room
}

/// Whether cells have links or notes.
pub(super) fn is_linked(cells: &Value) -> bool {
    hold(cells, &mut |kind, _| matches!(kind, "link" | "note"))
}

/// Whether inlines or blocks have a note.
pub(super) fn is_noted(all: &Value) -> bool {
    hold(all, &mut |kind, _| kind == "note")
}

/// The notes in blocks, cells or items: the number of each, and its estimated lines.
pub(super) fn notes(all: &Value) -> Value {
    let mut notes = Vec::new();
    hold(all, &mut |kind, note| {
        if kind == "note" {
            let number = note.get_attr("number").unwrap_or_default();
            notes.push(Value::from_pairs([("number", number), ("lines", high(note))]));
        }
        false
    });
    notes.into()
}

/// The estimated lines of something.
pub(super) fn high(value: &Value) -> Value {
    Value::from(length(value, 0).div_ceil(LINE).max(1))
}

/// Whether the last items of a list are so brief that the last one could be left alone on the next page.
pub(super) fn is_ending(list: &Value) -> bool {
    let items = items(list, "items");
    items.len() > 1 && items.iter().rev().take(2).all(is_brief)
}

/// Whether blocks have a note and are short enough to stay on one page with it.
pub(super) fn is_keeping(blocks: &Value) -> bool {
    is_noted(blocks) && length(blocks, 0) <= UNBROKEN
}

/// Whether anything in values, at any depth, is accepted by `sought`, which gets its kind and itself.
fn hold(values: &Value, sought: &mut dyn FnMut(&str, &Value) -> bool) -> bool {
    fn holds(value: &Value, sought: &mut dyn FnMut(&str, &Value) -> bool, depth: usize) -> bool {
        let kind = value.get_attr("kind").unwrap_or_default();
        kind.as_str().is_some_and(|kind| sought(kind, value))
            || depth < DEEPEST
                && (items(value, "rows").iter().any(|row| hold(row, sought))
                    || ["blocks", "content", "belongings", "items", "header"].iter().any(|key| {
                        items(value, key).iter().any(|inside| holds(inside, sought, depth + 1))
                    }))
    }
    values.try_iter().into_iter().flatten().any(|value| holds(&value, sought, 0))
}

/// Whether inlines are so short that the paragraph stays on the page of what it introduces.
pub(super) fn is_brief(inlines: &Value) -> bool {
    length(inlines, 0) <= BRIEF
}

/// The characters of a row's longest cell, times the number of columns.
fn height(row: &Value) -> usize {
    let cells = row.try_iter().into_iter().flatten();
    let longest = cells.map(|cell| length(&cell, 0)).max().unwrap_or(0);
    longest.saturating_mul(row.len().unwrap_or(1).max(1))
}

/// The keys whose text is printed; the others, such as the target of a link, take no room.
const PRINTED: [&str; 8] =
    ["belongings", "blocks", "caption", "content", "header", "items", "rows", "text"];

/// The printed characters of a value, plus eight for each part of it.
fn length(value: &Value, depth: usize) -> usize {
    if depth > DEEPEST {
        return UNBROKEN;
    }
    match value.kind() {
        ValueKind::String => value.as_str().map_or(0, |text| text.chars().count()),
        ValueKind::Seq => {
            let inside = value.try_iter().into_iter().flatten();
            inside.fold(0, |sum, inside| {
                sum.saturating_add(length(&inside, depth + 1)).saturating_add(8)
            })
        }
        ValueKind::Map => {
            let inside = PRINTED.iter().filter_map(|key| value.get_attr(key).ok());
            inside.fold(0, |sum, inside| sum.saturating_add(length(&inside, depth + 1)))
        }
        _ => 0,
    }
}
