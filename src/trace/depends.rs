//! Finds what depends on a datum by trying: the paper is composed again with another value, and the two versions are
//! compared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use typst::syntax::FileId;

use super::data::{Datum, Form};
use super::figures::Figure;
use super::lines::{Line, What, lines};
use super::vary::{Tried, rarer, variants};
use crate::changes::{Pair, Unit, align};
use crate::diag::{Diagnostic, Warned, apart};
use crate::document::{Audience, Cleared, Document};
use crate::language::sentences::sentences;
use crate::load;
use crate::load::paper::Paper;
use crate::parallel::each;
use crate::read::date::Date;
use crate::world::{Workspace, World};
use crate::{ClosedElsewhere, Composed, drafted, withhold};

/// A paper, with the audience and day that it is read for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// Its file.
    pub(crate) file: FileId,
    /// The day that its figures are as at, if that is not its own.
    pub(crate) as_at: Option<Date>,
    /// Whether another file withholds all of it.
    pub(crate) closed: bool,
    /// The audience whose edition is read.
    pub(crate) audience: Audience,
}

/// A part of a paper that depends on a datum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Use {
    /// The kind of part: a heading, a sentence, a caption, a row, a chart.
    pub(crate) what: &'static str,
    /// The nearest heading above it.
    pub(crate) section: String,
    /// The number of its paragraph.
    pub(crate) paragraph: Option<String>,
    /// Its words with the data as they are.
    pub(crate) words: String,
}

/// A sentence, row or chart with all of its words.
type Part = (What, String, String);

/// An edition of a paper; `None` if it cannot be composed. `before` is what it was made from with the data as they
/// are.
pub(super) fn edition(
    workspace: &Workspace,
    asked: Asked,
    before: &Paper,
) -> Option<Document<Cleared>> {
    let world = workspace.world();
    let (paper, problems) = apart(load::paper::again(&world, asked.file, before));
    let paper = paper.filter(|_| !problems.iter().any(Diagnostic::is_error))?;
    let closed = asked.closed.then_some(ClosedElsewhere { grounds: None });
    let Warned { value: Composed { paper, document, .. }, findings } =
        drafted(paper, asked.as_at, closed);
    let whole = !findings.iter().any(Diagnostic::is_error);
    whole.then(|| withhold::clear(document, asked.audience, paper.house.statements()))
}

/// The text of a file, all of its data, and the datum to vary.
type Try<'f> = (&'f str, &'f [Datum], &'f Datum);

/// The paper with other values of a datum, and whether those are the usual ones; if none of them gives a paper, rarer
/// ones are tried.
fn editions(
    workspace: &Workspace,
    asked: Asked,
    paper: &Paper,
    (text, all, datum): Try<'_>,
    tried: Tried,
) -> (Vec<Document<Cleared>>, bool) {
    let with = |texts: Vec<String>| -> Vec<_> {
        let other = |text: &String| workspace.with(World::path(datum.file), text.as_bytes());
        texts.iter().filter_map(|text| edition(&other(text), asked, paper)).collect()
    };
    let first = with(variants(datum, text, all, tried));
    if first.is_empty() { (with(rarer(datum, text, all, tried)), false) } else { (first, true) }
}

/// Finds for each figure the data that it depends on.
pub(super) fn figures(
    workspace: &Workspace,
    asked: Asked,
    paper: &Paper,
    lines_now: &[Line<'_>],
    found: &[Figure],
    files: &[(&str, Vec<Datum>)],
) -> Vec<Vec<Datum>> {
    let try_out = |one: &Try<'_>| {
        let (editions, is_first) = editions(workspace, asked, paper, *one, Tried::Few);
        let mut seen = Seen::default();
        for other in editions {
            let changes = changes(lines_now, &lines(&other));
            seen.is_inert = is_first && changes.is_none();
            let changes = changes.unwrap_or_default();
            for (at, Figure { at: (line, cell, range), .. }) in found.iter().enumerate() {
                let stretches = changes.stretches.get(&(*line, *cell));
                let is_in = |one: &Range<usize>| one.start < range.end && range.start < one.end;
                if stretches.is_some_and(|stretches| stretches.iter().any(is_in)) {
                    seen.changed.insert(at);
                } else if changes.gone.contains(line) {
                    seen.gone.insert(at);
                }
            }
        }
        seen
    };
    let all =
        files.iter().flat_map(|(text, data)| data.iter().map(move |datum| (*text, &**data, datum)));
    let (records, values): (Vec<_>, Vec<_>) =
        all.partition(|(_, _, datum)| datum.form == Form::Record);
    let of_records = each(&records, try_out).unwrap_or_default();
    // Data in a record that could be removed without any effect are not tried. For a withheld record, its absence
    // would not be seen.
    let inert: Vec<&Datum> = records
        .iter()
        .zip(&of_records)
        .filter(|((_, _, record), seen)| seen.is_inert && !record.withheld)
        .map(|((_, _, datum), _)| *datum)
        .collect();
    let values: Vec<_> = values
        .into_iter()
        .filter(|(_, _, datum)| !inert.iter().any(|record| record.holds(datum)))
        .collect();
    let of_values = each(&values, try_out).unwrap_or_default();
    let (mut data, mut of_lines) = (vec![Vec::new(); found.len()], vec![Vec::new(); found.len()]);
    let tried = records.iter().zip(&of_records).chain(values.iter().zip(&of_values));
    for ((_, _, datum), seen) in tried {
        seen.changed.iter().for_each(|at| data[*at].push((*datum).clone()));
        seen.gone.iter().for_each(|at| of_lines[*at].push((*datum).clone()));
    }
    let orphans = data.iter_mut().zip(of_lines).zip(found).filter(|((data, _), _)| data.is_empty());
    orphans.for_each(|((data, of_line), figure)| *data = of_its_line(figure, of_line));
    data
}

/// The data for a figure that no datum changes but whose whole line some remove: for a date, those equal to it, if
/// there are any.
fn of_its_line(figure: &Figure, mut data: Vec<Datum>) -> Vec<Datum> {
    let is_it = |datum: &Datum| {
        datum.form == Form::Day && figure.day.is_some_and(|day| datum.value == day.to_string())
    };
    if data.iter().any(is_it) {
        data.retain(is_it);
    }
    data
}

/// The figures, by index, that another value of a datum affects.
#[derive(Debug, Default)]
struct Seen {
    /// Those that change.
    changed: BTreeSet<usize>,
    /// Those whose line is gone.
    gone: BTreeSet<usize>,
    /// Whether nothing at all changed.
    is_inert: bool,
}

/// The differences from other lines.
#[derive(Debug, Default)]
struct Changes {
    /// The changed ranges, by the numbers of line and cell.
    stretches: BTreeMap<(usize, usize), Vec<Range<usize>>>,
    /// The numbers of the lines that are missing.
    gone: BTreeSet<usize>,
}

/// Compares lines with others; `None` if all are the same.
fn changes(now: &[Line<'_>], other: &[Line<'_>]) -> Option<Changes> {
    let same = |(now, other): (&Line<'_>, &Line<'_>)| now.words() == other.words();
    if now.len() == other.len() && now.iter().zip(other).all(same) {
        return None;
    }
    let unit = |(_, line): &(usize, &Line<'_>)| Unit {
        kind: format!("{:?} {}", line.what, line.cells.len()),
        name: match line.what {
            What::Row => line.cells.first().map_or_else(String::new, |cell| cell.text.clone()),
            _ => String::new(),
        },
        words: line.words(),
    };
    let numbered = |lines| Iterator::enumerate(<[Line<'_>]>::iter(lines)).collect::<Vec<_>>();
    let (now, other) = (numbered(now), numbered(other));
    let mut changes = Changes::default();
    for pair in align(&now, &other, unit) {
        let ((at, now), (_, other)) = match pair {
            Pair::Both(now, other) => (now, other),
            Pair::Old((at, _)) => {
                changes.gone.insert(*at);
                continue;
            }
            Pair::New(_) => continue,
        };
        for (column, (cell, changed)) in now.cells.iter().zip(&other.cells).enumerate() {
            if cell.text != changed.text {
                changes.stretches.insert((*at, column), exchanged(&cell.text, &changed.text));
            }
        }
    }
    Some(changes)
}

/// The ranges of a text in which another has other words.
fn exchanged(now: &str, other: &str) -> Vec<Range<usize>> {
    let words = |text: &str| -> Vec<String> {
        text.split_inclusive(char::is_whitespace).map(|word| word.trim_end().to_owned()).collect()
    };
    let starts: Vec<usize> = now
        .split_inclusive(char::is_whitespace)
        .scan(0, |at, word| Some(std::mem::replace(at, *at + word.len())))
        .chain([now.len()])
        .collect();
    let ops = capture_diff_slices(Algorithm::Myers, &words(now), &words(other));
    let changed =
        ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. } | DiffOp::Insert { .. }));
    changed.map(|op| starts[op.old_range().start]..starts[op.old_range().end]).collect()
}

/// The parts of a paper that depend on any of some data, in reading order; `None` if the paper cannot be composed.
/// `text` is the content of their file, and `all` its data.
pub(super) fn uses(
    workspace: &Workspace,
    asked: Asked,
    data: &[&Datum],
    text: &str,
    all: &[Datum],
) -> Option<Vec<Use>> {
    let world = workspace.world();
    let paper = apart(load::paper::paper(&world, asked.file, None)).0?;
    let drawn = paper.drawn.iter().map(|drawn| drawn.file);
    if !drawn.chain([asked.file]).any(|file| data.iter().any(|datum| datum.file == file)) {
        return Some(Vec::new());
    }
    let now = edition(workspace, asked, &paper)?;
    let lines_now = lines(&now);
    let before = counted(&lines_now);
    let tried = each(data, |datum| {
        let (editions, _) = editions(workspace, asked, &paper, (text, all, datum), Tried::All);
        let mut differ = BTreeSet::new();
        for other in editions {
            let after = counted(&lines(&other));
            let same = |(part, count): &(&Part, &usize)| after.get(part) != Some(count);
            differ.extend(before.iter().filter(same).map(|(part, _)| part.clone()));
        }
        differ
    });
    let changed: BTreeSet<Part> = tried.unwrap_or_default().into_iter().flatten().collect();
    let mut said = Vec::new();
    for line in &lines_now {
        let dependent = parts(line).into_iter().filter(|part| changed.contains(part));
        said.extend(dependent.map(|(what, words, _)| Use {
            what: match what {
                What::Heading => "heading",
                What::Paragraph => "sentence",
                What::Caption => "caption",
                What::Row => "row",
                What::Chart => "chart",
            },
            section: line.section.to_string(),
            paragraph: line.number.map(str::to_owned),
            words,
        }));
    }
    Some(said)
}

/// The parts of lines, each with the number of times it occurs.
fn counted(lines: &[Line<'_>]) -> BTreeMap<Part, usize> {
    let mut counted = BTreeMap::new();
    for part in lines.iter().flat_map(parts) {
        *counted.entry(part).or_default() += 1;
    }
    counted
}

/// The sentences of a paragraph; a row or a chart as a whole.
fn parts(line: &Line<'_>) -> Vec<Part> {
    let words = line.words();
    match line.what {
        What::Paragraph => {
            let said = sentences(&words).map(|sentence| words[sentence].trim().to_owned());
            let said = said.filter(|sentence| !sentence.is_empty());
            said.map(|sentence| (line.what, sentence, String::new())).collect()
        }
        _ => {
            let drawn = line.chart.map(|chart| serde_json::to_string(chart).unwrap_or_default());
            vec![(line.what, words, drawn.unwrap_or_default())]
        }
    }
}
