//! Finds the figures of a paper (its numbers, dates and statuses) in reading order, each with its origin.
//!
//! In come the lines of an edition and the files that it is made from; out come its figures. What came from data
//! carries its expression through all stages as a run of the document; what somebody typed carries its place. Numbers
//! that only name something (Appendix 2, the Act of 2014, a telephone number) do not count. Which data a figure
//! depends on is left to [`depends`](super::depends).

use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

use super::data::{Datum, Form};
use super::lines::{Cell, Line, What};
use super::{Count, File, Found, Sources, found as located};
use crate::check::reading::{Token, What as Read, is_quoted};
use crate::document::{Text, meaning};
use crate::language::sentences::sentences;
use crate::read::date::Date;
use crate::world::World;

/// Words after which a number is part of a name.
const LABELS: [&str; 24] = [
    "act",
    "action",
    "actions",
    "annex",
    "appendices",
    "appendix",
    "area",
    "article",
    "chapter",
    "figure",
    "finding",
    "item",
    "items",
    "order",
    "page",
    "pages",
    "paragraph",
    "paragraphs",
    "part",
    "regulations",
    "schedule",
    "section",
    "table",
    "weakness",
];

/// How many characters on each side of a figure identify the text that it is in.
const BESIDE: usize = 14;

/// A number, a date or a status that a paper prints.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    /// The nearest heading above it.
    pub(crate) section: String,
    /// The number of its paragraph.
    pub(crate) paragraph: Option<String>,
    /// Whether it is a number, a date or a status.
    pub(crate) kind: Kind,
    /// The figure as printed.
    pub(crate) words: String,
    /// The sentence around it, or the first cell of its row and the head of its column.
    pub(crate) said: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub(crate) origin: Origin,
    /// Where it is: the numbers of its line and cell, and its range there.
    #[serde(skip)]
    pub(super) at: (usize, usize, Range<usize>),
    /// The texts in the data that say the same, one of which it may have been typed into.
    #[serde(skip)]
    pub(super) likely: Vec<Datum>,
    /// Whether it is in a quotation.
    #[serde(skip)]
    is_quoted: bool,
    /// The day that it stands for, if it is a date.
    #[serde(skip)]
    pub(super) day: Option<NaiveDate>,
}

impl Figure {
    /// Its origin if it was typed into this text of the data.
    pub(super) fn typed_in(&self, text: &Datum) -> Origin {
        let found = located(text);
        if self.is_quoted { Origin::Outside(found) } else { Origin::Typed(found) }
    }
}

/// The kind of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A number.
    Number,
    /// A date.
    Date,
    /// A word for a status.
    Status,
}

/// The origin of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub(crate) enum Origin {
    /// It comes from data, and changes with them.
    Data(Bound),
    /// Somebody typed it at this place.
    Typed(Found),
    /// Somebody quoted it from others at this place.
    Outside(Found),
    /// It is one of the words that a house style, a language or the law fixes.
    Fixed,
}

/// The data behind a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Bound {
    /// The expression that an author wrote for it.
    pub(crate) expression: Option<String>,
    /// The file that the expression names, or that the paper is drafted from.
    pub(crate) file: Option<String>,
    /// The day that it is as at.
    pub(crate) as_at: Option<Date>,
    /// The definition by which it is derived.
    pub(crate) meaning: Option<String>,
    /// The data that it depends on, if they were looked for.
    pub(crate) data: Vec<Found>,
    /// How many more data, not for publication, it depends on.
    pub(crate) withheld: usize,
}

impl Bound {
    /// Whether another figure comes from the same expression and definition.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.expression, &self.meaning, self.as_at)
            == (&other.expression, &other.meaning, other.as_at)
    }
}

/// The figures in some lines.
pub(super) fn figures(lines: &[Line<'_>], sources: &Sources<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.what != What::Chart) {
        for (column, cell) in line.cells.iter().enumerate() {
            for Seen { kind, range, day } in seen(cell, sources) {
                let Some(source) = source(cell, &range, sources) else { continue };
                let said = match line.what {
                    What::Row => beside(line, column),
                    _ => cell.text[sentence(&cell.text, &range)].to_owned(),
                };
                let is_quoted = line.quoted || is_quoted(&cell.text, range.start);
                let origin = source.origin(is_quoted, sources);
                let likely = likely(cell, &range, sources).into_iter().cloned().collect();
                figures.push(Figure {
                    section: line.section.to_string(),
                    paragraph: line.number.map(str::to_owned),
                    kind,
                    words: cell.text[range.clone()].to_owned(),
                    said,
                    origin,
                    at: (at, column, range),
                    likely,
                    is_quoted,
                    day,
                });
            }
        }
    }
    figures
}

/// How many figures some lines have of each origin. One that a text of the data may contain was typed there.
pub(super) fn count(lines: &[Line<'_>], sources: &Sources<'_>) -> Count {
    let mut count = Count::default();
    for line in lines.iter().filter(|line| line.what != What::Chart) {
        for cell in &line.cells {
            for Seen { range, .. } in seen(cell, sources) {
                let Some(source) = source(cell, &range, sources) else { continue };
                let is_typed =
                    matches!(source, Source::Text(..)) || !likely(cell, &range, sources).is_empty();
                let is_quoted = || line.quoted || is_quoted(&cell.text, range.start);
                match source {
                    _ if is_typed && is_quoted() => count.outside += 1,
                    _ if is_typed => count.typed += 1,
                    Source::Fixed => {}
                    _ => count.bound += 1,
                }
            }
        }
    }
    count
}

/// The first cell of a row, and the head of a cell's column.
fn beside(line: &Line<'_>, column: usize) -> String {
    let first = line.cells.first().map_or("", |cell| cell.text.trim());
    let head = line.cells.get(column).map_or("", |cell| cell.head.trim());
    let parts = [first, head].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// A figure found in a cell.
struct Seen {
    kind: Kind,
    range: Range<usize>,
    /// The day that it stands for, if it is a date.
    day: Option<NaiveDate>,
}

/// Finds the figures of a cell.
fn seen(cell: &Cell<'_>, sources: &Sources<'_>) -> Vec<Seen> {
    let text = &cell.text;
    // Several status marks in one line are a key to them.
    let marked = cell.marked.iter().filter(|range| !range.is_empty() && cell.marked.len() == 1);
    let status =
        |range: &Range<usize>| Seen { kind: Kind::Status, range: range.clone(), day: None };
    let mut seen: Vec<_> = marked.map(status).collect();
    for tokens in sources.reader.read(text, |_| true) {
        for (at, token) in tokens.iter().enumerate() {
            let is_marked = cell.marked.iter().any(|range| range.contains(&token.range.start));
            let Some(kind) = kind(token, text).filter(|_| !is_marked) else { continue };
            let run = cell.run(token.range.start).map(|(_, text)| text);
            let is_bound = run.is_some_and(|run| run.source.is_some());
            if is_bound || !is_name(&tokens, at, text) {
                let range = whole(token, text);
                let day = match token.what {
                    Read::Day(day) => Some(day.from).filter(|_| day.from == day.to),
                    _ => None,
                };
                seen.push(Seen { kind, range, day });
            }
        }
    }
    seen.sort_by_key(|seen| seen.range.start);
    seen
}

/// The kind of figure that a token is, if it is one.
fn kind(token: &Token, text: &str) -> Option<Kind> {
    let written = &text[token.range.clone()];
    match token.what {
        Read::Number(_) | Read::Percent(_) => Some(Kind::Number),
        Read::Day(_) | Read::MonthDay(..) => Some(Kind::Date),
        Read::Month => None,
        Read::Word | Read::Quoted => {
            let is_part = |next: char| next.is_ascii_digit() || ",./–-".contains(next);
            let is_money = text[..token.range.start].ends_with('£');
            let is_number = written.starts_with(|first: char| first.is_ascii_digit())
                && (is_money || written.chars().all(is_part));
            is_number.then_some(Kind::Number)
        }
    }
}

/// The range of a figure, including its pound or per cent sign.
fn whole(token: &Token, text: &str) -> Range<usize> {
    let Range { start, end } = token.range;
    let start = if text[..start].ends_with('£') { start - '£'.len_utf8() } else { start };
    let end = if text[end..].starts_with('%') { end + 1 } else { end };
    start..end
}

/// Whether a number is part of a name, or a word only happens to be a number.
fn is_name(tokens: &[Token], at: usize, text: &str) -> bool {
    let token = &tokens[at];
    let written = &text[token.range.clone()];
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_phone = |written: &str| {
        written.starts_with('0')
            && written.len() > 2
            && written.bytes().all(|byte| byte.is_ascii_digit())
    };
    let follows_phone = before.is_some_and(|before| is_phone(&text[before.range.clone()]));
    let is_label = before.is_some_and(|before| LABELS.contains(&before.word.as_str()))
        || before.is_some_and(|before| before.word == "of")
            && at.checked_sub(2).is_some_and(|at| LABELS.contains(&tokens[at].word.as_str()));
    matches!(token.what, Read::Number(_) | Read::Word | Read::Quoted)
        && (written.eq_ignore_ascii_case("one") || is_phone(written) || follows_phone || is_label)
}

/// What a figure was made from.
enum Source<'s> {
    /// An expression that an author wrote.
    Expression(&'s str),
    /// A number or a day of the data.
    Datum(&'s Datum),
    /// A text of the data, at this line.
    Text(&'s Datum, usize),
    /// The data that its whole paper is drafted from.
    Draft,
    /// The words of a house style, a language or the law.
    Fixed,
}

impl Source<'_> {
    /// The origin of a figure, which may be in a quotation.
    fn origin(self, is_quoted: bool, sources: &Sources<'_>) -> Origin {
        match self {
            Self::Expression(expression) => Origin::Data(bound(expression, sources)),
            Self::Datum(datum) => {
                let data = vec![located(datum)];
                let file = Some(data[0].file.clone());
                Origin::Data(Bound { file, data, ..Bound::default() })
            }
            Self::Text(datum, line) => {
                let found = Found { line, ..located(datum) };
                if is_quoted { Origin::Outside(found) } else { Origin::Typed(found) }
            }
            Self::Draft => Origin::Data(drafted(sources)),
            Self::Fixed => Origin::Fixed,
        }
    }
}

/// What a figure was made from, as far as its own run says; `None` if it is only the number of a record.
fn source<'s>(
    cell: &Cell<'s>,
    range: &Range<usize>,
    sources: &'s Sources<'_>,
) -> Option<Source<'s>> {
    let (start, run) = cell.run(range.start)?;
    let is_number_of = cell.head.as_ref() == sources.numbered.as_str();
    Some(match (&run.source, run.place) {
        (Some(_), _) | (None, None) if is_number_of => return None,
        (Some(expression), _) => Source::Expression(expression),
        (None, Some(_)) => match written(run, range.start - start, sources) {
            Some((datum, _)) if matches!(datum.form, Form::Number | Form::Day) => {
                Source::Datum(datum)
            }
            Some((datum, line)) => Source::Text(datum, line),
            None => Source::Fixed,
        },
        (None, None) if sources.drafted => Source::Draft,
        (None, None) => Source::Fixed,
    })
}

/// The texts of the data that a figure without a place of its own may have been typed into: those that contain it
/// with the words around it from the same source. What an expression gave comes from the files that it reads.
fn likely<'s>(cell: &Cell<'_>, range: &Range<usize>, sources: &'s Sources<'_>) -> Vec<&'s Datum> {
    let Some((_, run)) = cell.run(range.start) else { return Vec::new() };
    if run.source.is_none() && run.place.is_some() {
        return Vec::new();
    }
    let stretch = cell.stretch(range.start);
    let beside = around(&cell.text[stretch.clone()], &within(range, &stretch));
    let is_read = |file: &&File| {
        run.source.as_ref().is_none_or(|source| sources.is_read_by(source, World::path(file.id)))
    };
    let says = |datum: &&Datum| {
        datum.form == Form::Text && beside.iter().any(|words| datum.value.contains(words))
    };
    sources.files.iter().filter(is_read).flat_map(|file| &file.data).filter(says).collect()
}

/// A range relative to another, cut off at its end.
fn within(range: &Range<usize>, outer: &Range<usize>) -> Range<usize> {
    range.start - outer.start..range.end.min(outer.end) - outer.start
}

/// The datum that a byte of a run was written in, and its line.
fn written<'s>(run: &Text, at: usize, sources: &'s Sources<'_>) -> Option<(&'s Datum, usize)> {
    let place = run.place?;
    // Each byte of the run has a place of its own.
    let exact = place.end - place.start == run.text.len();
    let byte = if exact { place.start + at } else { place.start };
    let file = sources.files.iter().find(|file| file.id == place.file)?;
    let datum = file.data.iter().rev().find(|datum| datum.range.contains(&byte))?;
    Some((datum, file.lines.line(byte).0))
}

/// The binding of a figure to an expression.
fn bound(expression: &str, sources: &Sources<'_>) -> Bound {
    let origin = sources.origins.iter().find(|origin| origin.is_named_by(expression));
    Bound {
        expression: Some(expression.to_owned()),
        file: Some(origin.map_or_else(|| sources.own.clone(), |origin| origin.file.clone())),
        as_at: origin.and_then(|origin| origin.as_at),
        meaning: Some(meaning(sources.origins, expression, sources.wording)),
        ..Bound::default()
    }
}

/// The binding of a figure to the data that its whole paper is drafted from.
fn drafted(sources: &Sources<'_>) -> Bound {
    let first = sources.origins.first();
    Bound {
        file: first.map(|origin| origin.file.clone()),
        as_at: first.and_then(|origin| origin.as_at),
        ..Bound::default()
    }
}

/// The range of the sentence around a range.
fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut all = sentences(text);
    let around = all.find(|sentence| range.start < sentence.end).unwrap_or(0..text.len());
    let said = text[around.clone()].trim_start();
    around.end - said.len()..around.end.max(range.end)
}

/// A figure with the words on both sides, before and after it, as far as those identify a text.
fn around(text: &str, range: &Range<usize>) -> Vec<String> {
    let start = text[..range.start].char_indices().rev().nth(BESIDE).map_or(0, |(at, _)| at);
    let end =
        text[range.end..].char_indices().nth(BESIDE).map_or(text.len(), |(at, _)| range.end + at);
    let sides = [start..end, range.start..end, start..range.end].map(|side| text[side].trim());
    let tells = |side: &&str| side.len() >= range.len() + BESIDE && side.contains(' ');
    sides.into_iter().filter(tells).map(str::to_owned).collect()
}
