//! Cells of an author's own table that the data have otherwise.
//!
//! In comes a table whose rows are measures or areas of a plan; out come its cells that are not the reading, the target or
//! the change that their column says, or not the number of actions that stand so. A table of which most is otherwise is of
//! another day, or of something else.

use super::facts::{Facts, PlanOf, status_phrases};
use super::measures::Measures;
use super::reading::{Reader, Token};
use super::{Claim, Data};
use crate::check::tables::{said, written};
use crate::check::totals::figure;
use crate::derive::measure::{Goal, MeasureState, Point};
use crate::derive::plan::AreaFigures;
use crate::diag::Place;
use crate::document::{Block, Cell, Document, Node, Table, Text};
use crate::model::plan::Status;
use crate::read::number::Number;

/// What columns are called that are of no day.
const START: [&str; 4] = ["baseline", "start", "starting", "before"];
const LATEST: [&str; 5] = ["latest", "now", "current", "actual", "result"];
const CHANGES: [&str; 5] = ["change", "difference", "movement", "improvement", "gain"];
const ACTIONS: [&str; 3] = ["actions", "total", "number"];

/// What a cell holds, and what the data have there.
struct Held {
    /// Whether the data have it so.
    right: bool,
    claim: Claim,
    place: Place,
}

/// What the data contradict in the tables of a document, with where it stands.
pub(super) fn check(
    facts: &Facts<'_>,
    measures: &Measures<'_>,
    reader: &Reader,
    document: &Document,
) -> Vec<(Place, Claim)> {
    let mut found = Vec::new();
    document.each(&mut |node| {
        if let Node::Block(Block::Table(table)) = node
            && table.role.is_none()
        {
            for held in [read(measures, reader, table), counted(facts, reader, table)] {
                let wrong = held.iter().filter(|cell| !cell.right).count();
                if 2 * wrong < held.len() {
                    let wrong = held.into_iter().filter(|cell| !cell.right);
                    found.extend(wrong.map(|cell| (cell.place, cell.claim)));
                }
            }
        }
    });
    found
}

/// What a column says of measures.
enum Column {
    At(Vec<Token>),
    Start,
    Latest,
    Target(Vec<Token>),
    Change,
}

impl Column {
    /// That of a heading.
    fn of(heading: &[Token]) -> Option<Self> {
        let is = |words: &[&str]| heading.iter().any(|token| token.is(words));
        match () {
            () if is(&CHANGES) => Some(Self::Change),
            () if is(&["target", "targets"]) => Some(Self::Target(heading.to_vec())),
            () if is(&START) => Some(Self::Start),
            () if is(&LATEST) => Some(Self::Latest),
            () if heading.iter().any(Token::gives_day) => Some(Self::At(heading.to_vec())),
            () => None,
        }
    }

    /// The readings of a measure that it may hold.
    fn points<'m>(&self, measure: &'m MeasureState) -> Vec<&'m Point> {
        let all = measure.baseline.iter().chain(&measure.readings);
        match self {
            Self::At(heading) => {
                let is_then = |point: &&Point| {
                    heading.iter().any(|token| token.is_day(point.on.0) == Some(true))
                };
                all.filter(is_then).collect()
            }
            Self::Start => measure.baseline.iter().collect(),
            Self::Latest => measure.latest.iter().collect(),
            Self::Target(_) | Self::Change => Vec::new(),
        }
    }
}

/// The cells that hold readings, targets and changes of measures.
fn read(measures: &Measures<'_>, reader: &Reader, table: &Table) -> Vec<Held> {
    let tokens = |text: &str| reader.read(text, |_| true).concat();
    let columns: Vec<_> =
        table.header.iter().map(|head| Column::of(&tokens(&said(head)))).collect();
    // The change is that between the columns of readings, where there are two.
    let of_readings = |column: &&Column| !matches!(column, Column::Target(_) | Column::Change);
    let ends: Vec<_> = columns.iter().flatten().filter(of_readings).collect();
    let mut held = Vec::new();
    for row in &table.rows {
        let Some(measure) = row.first().and_then(|name| measures.named_by(&tokens(&said(name))))
        else {
            continue;
        };
        for (cell, column) in row.iter().zip(&columns).skip(1) {
            let (Some(column), Some(text)) = (column, typed(cell)) else { continue };
            let Some((value, _)) = figure(&said(cell)) else { continue };
            let (known, data) = match column {
                Column::Change => changes(measure, &ends),
                Column::Target(heading) => {
                    // "Target for June 2026": those of its day, where there are any.
                    let is_then = |goal: &&Goal| {
                        let mut days = heading.iter().filter_map(|one| one.is_day(goal.by.0));
                        days.next().is_none_or(|is_it| is_it || days.any(|is_it| is_it))
                    };
                    let own: Vec<_> = measure.targets.iter().filter(is_then).collect();
                    let words: Vec<_> = own.iter().map(|goal| goal.words.as_str()).collect();
                    let known = own.iter().map(|goal| goal.value).collect();
                    let by = own.first().filter(|_| own.len() == 1).map_or(String::new(), |goal| {
                        format!(" by {}", goal.by.0.format("%-d %B %Y"))
                    });
                    (known, format!("is to reach {}{by}", words.join(", then ")))
                }
                column => {
                    let points = column.points(measure);
                    let said = |point: &&Point| {
                        format!("was {} on {}", point.words, point.on.0.format("%-d %B %Y"))
                    };
                    let data = points.first().map(said).unwrap_or_default();
                    (points.iter().map(|point| point.value).collect(), data)
                }
            };
            let places = i32::try_from(value.places()).unwrap_or(0);
            let is = |known: &Number| *known == value || known.rounded(places) == Some(value);
            let (Some(place), false) = (text.place, known.is_empty()) else { continue };
            let message = format!("`{}`: by the data, “{}” {data}", said(cell), measure.name);
            let data = measures.place_of(measure);
            let data = data.map(|place| Data { expression: None, words: false, place });
            let claim = Claim { range: 0..0, message, data };
            held.push(Held { right: known.iter().any(is), claim, place });
        }
    }
    held
}

/// What a measure changed by, between two columns or any two readings, and how to say so.
fn changes(measure: &MeasureState, ends: &[&Column]) -> (Vec<Number>, String) {
    let all: Vec<&Point> = measure.baseline.iter().chain(&measure.readings).collect();
    let (from, to) = match ends {
        [from, to] => (from.points(measure), to.points(measure)),
        _ => (all.clone(), all),
    };
    let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to)));
    let pairs: Vec<_> = pairs.filter(|(from, to)| from.on < to.on).collect();
    let data = pairs.first().map(|(from, to)| format!("went from {} to {}", from.words, to.words));
    let known = pairs.iter().filter_map(|(from, to)| to.value.minus(from.value));
    (known.collect(), data.unwrap_or_default())
}

/// The cells that count the actions of areas.
fn counted(facts: &Facts<'_>, reader: &Reader, table: &Table) -> Vec<Held> {
    let small = |text: String| text.to_lowercase();
    let mut held = Vec::new();
    let areas = facts.plans.iter();
    let areas = areas.flat_map(|plan| plan.figures.areas.iter().map(move |area| (plan, area)));
    for row in &table.rows {
        let Some(name) = row.first().map(|cell| small(said(cell))) else { continue };
        let Some((plan, area)) = areas.clone().find(|(_, area)| small(area.title.clone()) == name)
        else {
            continue;
        };
        for (cell, head) in row.iter().zip(&table.header).skip(1) {
            let heading = small(said(head));
            let (Some(known), Some(text)) = (count(area, reader, &heading), typed(cell)) else {
                continue;
            };
            let (Some((value, _)), Some(place)) = (figure(&said(cell)), text.place) else {
                continue;
            };
            let message = format!(
                "`{}`: by the data, “{}” has {known} under “{}”",
                said(cell),
                area.title,
                said(head)
            );
            let data = place_of(plan, area);
            let data = data.map(|place| Data { expression: None, words: false, place });
            let right = i64::try_from(known).is_ok_and(|known| value == known.into());
            held.push(Held { right, claim: Claim { range: 0..0, message, data }, place });
        }
    }
    held
}

/// How many actions of an area a heading counts.
fn count(area: &AreaFigures, reader: &Reader, heading: &str) -> Option<usize> {
    let tokens = reader.read(heading, |_| true).concat();
    if tokens.iter().all(|token| token.is(&ACTIONS) || token.is(&["of"])) && !tokens.is_empty() {
        return Some(area.total);
    }
    // The longest phrases first: "not complete" is not "complete".
    let parts: Vec<_> = heading.split(" or ").flat_map(|part| part.split(" and ")).collect();
    let of = |part: &&str| {
        let part = part.trim().trim_start_matches("now ");
        let statuses = Status::ALL.iter().copied();
        let denied = part.strip_prefix("not ").unwrap_or(part);
        let count = |status: Status| area.actions.iter().filter(|one| one.status == status).count();
        let named = |part: &str| {
            statuses.clone().find(|status| status_phrases(*status).contains(&part)).map(count)
        };
        named(part).or_else(|| {
            let rest = named(denied).filter(|_| denied != part)?;
            Some(area.total - rest)
        })
    };
    let counts = parts.iter().map(of).collect::<Option<Vec<_>>>()?;
    Some(counts.into_iter().sum())
}

/// Where an area stands in its plan.
fn place_of(plan: &PlanOf<'_>, area: &AreaFigures) -> Option<Place> {
    let mut own = plan.planned.plan.area.iter();
    own.find(|one| one.id.value == area.id).map(|one| one.id.place)
}

/// The text of a cell that somebody typed.
fn typed(cell: &Cell) -> Option<&Text> {
    let mut texts = written(cell);
    texts.next().filter(|text| text.source.is_none() && texts.next().is_none())
}
