//! What depends on a datum, found by trying: the paper is composed again with another value in its place, and what it says
//! then is held against what it says now.
//!
//! In come a workspace, papers of it and data; out come the figures, sentences, rows and charts that any other value
//! changes. Nothing has to know how a figure is derived, so nothing that is derived can be forgotten. Other values that
//! make the file say what cannot be are passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use typst::syntax::FileId;

use super::data::{Datum, Form};
use super::figures::Figure;
use super::lines::{Line, What, lines};
use super::path_of;
use super::vary::{Tried, variants};
use crate::changes::{Pair, Unit, align};
use crate::diag::{Diagnostic, Warned, apart};
use crate::document::{Audience, Cleared, Document};
use crate::load;
use crate::load::paper::Paper;
use crate::parallel::each;
use crate::read::date::Date;
use crate::world::Workspace;
use crate::{ClosedElsewhere, Composed, drafted, withhold};

/// A paper, and for whom and as at which day it is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// Its file.
    pub(crate) file: FileId,
    /// The day that its figures are as at, where that is not its own.
    pub(crate) as_at: Option<Date>,
    /// Whether another file says that none of it is for publication.
    pub(crate) closed: bool,
    /// Whose edition is read; the other's where there is only that.
    pub(crate) audience: Audience,
}

/// Something in a paper that depends on a datum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Use {
    /// What it is: a heading, a sentence, a caption, a row, a chart.
    pub(crate) what: &'static str,
    /// The heading that it stands under.
    pub(crate) section: String,
    /// The number of its paragraph.
    pub(crate) paragraph: Option<String>,
    /// What it says now.
    pub(crate) words: String,
}

/// A sentence, row or chart by all that it says.
type Part = (What, String, String);

/// What a paper says in an edition, if it can be composed. `before` is what it was made from with the data as they are.
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

/// Gives each figure the data that it depends on.
pub(super) fn figures(
    workspace: &Workspace,
    asked: Asked,
    paper: &Paper,
    lines_now: &[Line<'_>],
    found: &[Figure],
    files: &[(&str, Vec<Datum>)],
) -> Vec<Vec<Datum>> {
    let try_out = |(text, all, datum): &(&str, &[Datum], &Datum)| {
        let (mut changed, mut is_inert) = (BTreeSet::new(), false);
        for text in variants(datum, text, all, Tried::Few) {
            let other =
                edition(&workspace.with(&path_of(datum.file), text.as_bytes()), asked, paper);
            let Some(other) = other else { continue };
            let stretches = stretches(lines_now, &lines(&other));
            is_inert = stretches.is_none();
            let stretches = stretches.unwrap_or_default();
            let is_in = |figure: &Figure| {
                let (line, cell, range) = &figure.at;
                let at = stretches.get(&(*line, *cell));
                at.is_some_and(|at| {
                    at.iter().any(|at| at.start < range.end && range.start < at.end)
                })
            };
            changed
                .extend(found.iter().enumerate().filter(|(_, one)| is_in(one)).map(|(at, _)| at));
        }
        (changed, is_inert)
    };
    let all =
        files.iter().flat_map(|(text, data)| data.iter().map(move |datum| (*text, &**data, datum)));
    let (records, values): (Vec<_>, Vec<_>) =
        all.partition(|(_, _, datum)| datum.form == Form::Record);
    let of_records = each(&records, try_out).unwrap_or_default();
    // What stands in a record that could as well be gone is not tried by itself; of one that is withheld, nobody sees
    // whether it is gone.
    let inert: Vec<&Datum> = records
        .iter()
        .zip(&of_records)
        .filter(|((_, _, record), (_, is_inert))| *is_inert && !record.withheld)
        .map(|((_, _, datum), _)| *datum)
        .collect();
    let values: Vec<_> = values
        .into_iter()
        .filter(|(_, _, datum)| !inert.iter().any(|record| record.holds(datum)))
        .collect();
    let of_values = each(&values, try_out).unwrap_or_default();
    let mut data = vec![Vec::new(); found.len()];
    let tried = records.iter().zip(&of_records).chain(values.iter().zip(&of_values));
    for ((_, _, datum), (changed, _)) in tried {
        changed.iter().for_each(|at| data[*at].push((*datum).clone()));
    }
    data.iter_mut().for_each(|data| data.sort_by_key(|one| one.line));
    data
}

/// Stretches of bytes, by the numbers of line and cell.
type Stretches = BTreeMap<(usize, usize), Vec<Range<usize>>>;

/// The stretches that say something else in other lines; `None` where all say the same.
fn stretches(now: &[Line<'_>], other: &[Line<'_>]) -> Option<Stretches> {
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
    let mut stretches = BTreeMap::new();
    for pair in align(&now, &other, unit) {
        let Pair::Both((at, now), (_, other)) = pair else { continue };
        for (column, (cell, changed)) in now.cells.iter().zip(&other.cells).enumerate() {
            if cell.text != changed.text {
                stretches.insert((*at, column), exchanged(&cell.text, &changed.text));
            }
        }
    }
    Some(stretches)
}

/// Where a text has other words than another.
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

/// What in a paper depends on any of some data, in reading order; `None` if the paper cannot be composed. `text` is what
/// their file says, `all` what stands in it.
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
    let jobs: Vec<(FileId, String)> = data
        .iter()
        .flat_map(|datum| {
            variants(datum, text, all, Tried::All).into_iter().map(|text| (datum.file, text))
        })
        .collect();
    let tried = each(&jobs, |(file, text)| {
        let other = edition(&workspace.with(&path_of(*file), text.as_bytes()), asked, &paper);
        let after = other.map(|other| counted(&lines(&other)));
        let differs = |after: &BTreeMap<Part, usize>| -> Vec<Part> {
            let same = |(part, count): &(&Part, &usize)| after.get(part) != Some(count);
            before.iter().filter(same).map(|(part, _)| part.clone()).collect()
        };
        after.as_ref().map(differs).unwrap_or_default()
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

/// What lines say, each with how often they say it.
fn counted(lines: &[Line<'_>]) -> BTreeMap<Part, usize> {
    let mut counted = BTreeMap::new();
    for part in lines.iter().flat_map(parts) {
        *counted.entry(part).or_default() += 1;
    }
    counted
}

/// The sentences of a paragraph; a row or a chart whole.
fn parts(line: &Line<'_>) -> Vec<Part> {
    let words = line.words();
    match line.what {
        What::Paragraph => {
            let sentences = words.split_inclusive(". ").map(|sentence| sentence.trim().to_owned());
            sentences.map(|sentence| (line.what, sentence, String::new())).collect()
        }
        _ => {
            let drawn = line.chart.map(|chart| serde_json::to_string(chart).unwrap_or_default());
            vec![(line.what, words, drawn.unwrap_or_default())]
        }
    }
}
