//! What a table needs to be told of its own words before it is set.
//!
//! In come blocks as templates see them; out goes which words and lines of a column are likely the widest, for Typst to
//! measure, and about how long a thing is, for what must stay on one page or has no room on a telephone. Measuring the
//! cells themselves would make Typst lay out every table once more, and a browser is not there to measure.

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

/// The most characters, times the number of columns, of a row that is surely short enough to be kept on one page.
const SHORT: usize = 1_000;

/// The most characters, times the number of columns, of what is kept on one page.
const UNBROKEN: usize = 2_000;

/// As many where type is small and margins are narrow, and where the sheet lies on its side besides: lines are longer.
const UNBROKEN_CLOSE: usize = 3_000;
const UNBROKEN_WIDE: usize = 4_000;

/// The most rows of a table that is kept on one page.
const FEW_ROWS: usize = 8;

/// How many characters stand in a line, as far as estimating heights goes.
const LINE: usize = 80;

/// The most characters of a paragraph that is kept on the page of what it leads in to.
const BRIEF: usize = 300;

/// The room of tables on an upright page; where type is small and margins are narrow; and there on a page on its side.
const MEASURE: Room = Room { wide: 3_850, around: 95 };
const MEASURE_CLOSE: Room = Room { wide: 5_450, around: 60 };
const MEASURE_WIDE: Room = Room { wide: 8_200, around: 60 };

/// How deep values of a document stand in one another at most, as far as measuring them goes.
const DEEPEST: usize = 64;

/// How many words and lines of a column are measured.
const MEASURED: usize = 3;

/// The widest line that is measured, in hundredths of the size of type; a wider one has no place on a sheet.
const WIDEST: usize = 5_000;

/// How wide bold words are, in hundredths of what others are.
const BOLD: usize = 107;

/// The room of a chart in a cell.
const CHART: usize = 480;

/// The room of a list's labels.
const LABEL: usize = 200;

/// The most letters of words with a mark that no line breaks.
const FEW_LETTERS: usize = 16;

/// The room of a mark before its words.
const MARK: usize = 115;

/// Words in one face, with the room of what stands before them in their line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    text: String,
    strong: bool,
    before: usize,
}

impl Run {
    /// About how wide it is.
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

/// A width in sizes of type.
#[expect(clippy::cast_precision_loss, reason = "a width is far below what a float holds exactly")]
fn em(hundredths: usize) -> Value {
    Value::from(hundredths as f64 / 100.0)
}

/// What is to be measured of each column of a table: the widest words of its head and of its cells, and its widest
/// lines where it is as wide as they are. Of lines that no sheet has room for it is enough to know about how wide they are.
/// `room` is about what the table has.
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

/// About how wide each column of a table is best, on an upright page.
pub(super) fn shares(table: &Value) -> Vec<f64> {
    Ruled::new(table).best(MEASURE)
}

/// What is to be measured of one column.
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

/// The widest of some, each once.
fn widest<T: PartialEq>(mut all: Vec<T>, width: impl Fn(&T) -> usize) -> Vec<T> {
    all.sort_by_cached_key(|one| Reverse(width(one)));
    all.dedup();
    all.truncate(MEASURED);
    all
}

/// About how wide a line is.
fn sum(line: &[Run]) -> usize {
    line.iter().map(Run::width).sum()
}

/// The words of cells, those that stay on one line where it has room for them, and their lines.
#[derive(Debug, Default)]
struct Written {
    words: Vec<Run>,
    bound: Vec<Run>,
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    /// The room of the labels of lists before them.
    inset: usize,
}

impl Written {
    /// Ends a line.
    fn end(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// Adds all that a sequence of blocks or inlines says.
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

    /// Adds what stands inside.
    fn inside(&mut self, item: &Value, key: &str, strong: bool) {
        self.add(&item.get_attr(key).unwrap_or_default(), strong);
    }

    /// Adds the room of a table inside: that of its longest words, as if they were one, and that of its longest lines.
    fn table(&mut self, table: &Value) {
        let (word, line) = screen::room(table);
        self.room(word, line);
    }

    /// Adds the room of what has no words: the least that it needs, and what it takes where there is more.
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

    /// Adds a text and its words.
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

/// The words of a mark that stay beside it, and those that may go on in the next line, if they are many: all of few words
/// stay together.
pub(super) fn held(content: &Value) -> Value {
    split(content).map_or(Value::from(()), |(held, rest)| Value::from(vec![held, rest]))
}

/// The first word of many, and the others with the space before them.
fn split(content: &Value) -> Option<(String, String)> {
    let only = content.get_item_by_index(0).ok().filter(|_| content.len() == Some(1))?;
    let text = only.get_attr("text").ok()?;
    let text = text.as_str().filter(|text| text.chars().count() > FEW_LETTERS)?;
    let (held, rest) = text.split_at(text.find(' ')?);
    Some((held.to_owned(), rest.to_owned()))
}

/// The items of a sequence under a key.
fn items(value: &Value, key: &str) -> Vec<Value> {
    let inside = value.get_attr(key).ok();
    inside.iter().flat_map(Value::try_iter).flatten().collect()
}

/// What says whether a row of a table is tall: about how wide the lines of each of its cells are; nothing of a row that is
/// surely short.
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

/// How much stays on one page of a layout, and how wide its tables are.
pub(super) fn room(layout: Option<&str>) -> (usize, Room) {
    match layout {
        Some("wide") => (UNBROKEN_WIDE, MEASURE_WIDE),
        Some("close") => (UNBROKEN_CLOSE, MEASURE_CLOSE),
        _ => (UNBROKEN, MEASURE),
    }
}

/// Whether a table is so small that it fits on half a page, even in narrow columns; such a table stays whole, while
/// a longer one may go on overleaf, below its head again.
pub(super) fn is_compact(table: &Value, room: usize) -> bool {
    let rows = items(table, "rows");
    let header = height(&table.get_attr("header").unwrap_or_default());
    let heights = rows.iter().map(|row| height(row).saturating_add(LINE));
    rows.len() <= FEW_ROWS && heights.fold(header, usize::saturating_add) <= room
}

/// Whether cells hold links or notes.
pub(super) fn is_linked(cells: &Value) -> bool {
    hold(cells, &mut |kind, _| matches!(kind, "link" | "note"))
}

/// Whether inlines or blocks hold a note.
pub(super) fn is_noted(all: &Value) -> bool {
    hold(all, &mut |kind, _| kind == "note")
}

/// The notes that blocks, cells or items hold: the number of each, and about how many lines it takes.
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

/// About how many lines something takes.
pub(super) fn high(value: &Value) -> Value {
    Value::from(length(value, 0).div_ceil(LINE).max(1))
}

/// Whether a list ends so briefly that its last item would stand alone overleaf.
pub(super) fn is_ending(list: &Value) -> bool {
    let items = items(list, "items");
    items.len() > 1 && items.iter().rev().take(2).all(is_brief)
}

/// Whether blocks hold a note and are few enough to stay on one page with it.
pub(super) fn is_keeping(blocks: &Value) -> bool {
    is_noted(blocks) && length(blocks, 0) <= UNBROKEN
}

/// Whether something is sought among values, or inside them, by its kind and what it is.
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

/// Whether inlines are so few that the paragraph stays on the page of what it leads in to.
pub(super) fn is_brief(inlines: &Value) -> bool {
    length(inlines, 0) <= BRIEF
}

/// The characters of the longest cell of a row, for each of its columns.
fn height(row: &Value) -> usize {
    let cells = row.try_iter().into_iter().flatten();
    let longest = cells.map(|cell| length(&cell, 0)).max().unwrap_or(0);
    longest.saturating_mul(row.len().unwrap_or(1).max(1))
}

/// The keys under which words stand that are printed; what others hold, such as where a link leads, takes no room.
const PRINTED: [&str; 8] =
    ["belongings", "blocks", "caption", "content", "header", "items", "rows", "text"];

/// How many characters are printed of a value, with eight more for each part of it.
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
