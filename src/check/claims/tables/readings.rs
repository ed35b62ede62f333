//! Checks columns of measures: their readings on a day, the first and the last, their targets, and by how much they
//! changed.

use super::{Known, Read, Words};
use crate::check::reading::Token;
use crate::check::totals::figure;
use crate::derive::measure::{Goal, MeasureState, Point};
use crate::read::date::in_words;
use crate::read::number::Number;

/// What columns are called that are of no day.
const START: [&str; 4] = ["baseline", "start", "starting", "before"];
const LATEST: [&str; 5] = ["latest", "now", "current", "actual", "result"];
const MET: [&str; 4] = ["met", "achieved", "hit", "reached"];
const CHANGES: [&str; 5] = ["change", "difference", "movement", "improvement", "gain"];

/// What a column gives for each measure.
pub(super) enum Column {
    At(Vec<Token>),
    Start,
    Latest,
    Target(Vec<Token>),
    Change,
}

impl Column {
    /// The kind of column that a heading means.
    pub(super) fn of(heading: &[Token]) -> Option<Self> {
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

/// What the data have for a measure under a heading, which may be the head of a column or the first cell of a row.
pub(super) fn known(
    read: &Read<'_, '_>,
    measure: &MeasureState,
    head: &Words,
    column: Option<usize>,
    cell: &Words,
) -> Option<Known> {
    if head.has(&MET) {
        return met(read, measure, cell);
    }
    let (value, _) = figure(&without_unit(measure, cell))?;
    let of_row = Column::of(&head.tokens).filter(|_| column.is_none());
    let column = of_row.as_ref().or_else(|| read.columns.get(column?)?.as_ref())?;
    let (known, data) = match column {
        // The change is that between the columns of readings, where there are two.
        Column::Change => {
            let of_readings =
                |column: &&Column| !matches!(column, Column::Target(_) | Column::Change);
            let ends: Vec<_> = read.columns.iter().flatten().filter(of_readings).collect();
            changes(measure, &ends)
        }
        Column::Target(heading) => {
            // "Target for June 2026": those of its day, where there are any.
            let is_then = |goal: &&Goal| {
                let mut days = heading.iter().filter_map(|one| one.is_day(goal.by.0));
                days.next().is_none_or(|is_it| is_it || days.any(|is_it| is_it))
            };
            let own: Vec<_> = measure.targets.iter().filter(is_then).collect();
            let words: Vec<_> = own.iter().map(|goal| goal.words.as_str()).collect();
            let known = own.iter().map(|goal| goal.value).collect();
            let by = own
                .first()
                .filter(|_| own.len() == 1)
                .map_or(String::new(), |goal| format!(" by {}", in_words(goal.by)));
            (known, format!("is to reach {}{by}", words.join(", then ")))
        }
        column => {
            let points = column.points(measure);
            let said = |point: &&Point| format!("was {} on {}", point.words, in_words(point.on));
            let data = points.first().map(said).unwrap_or_default();
            (points.iter().map(|point| point.value).collect::<Vec<_>>(), data)
        }
    };
    let places = i32::try_from(value.places()).unwrap_or(0);
    let is = |known: &Number| *known == value || known.rounded(places) == Some(value);
    (!known.is_empty()).then_some(())?;
    Some(Known {
        right: known.iter().any(is),
        sure: false,
        says: format!("“{}” {data}", measure.name),
        expression: None,
        place: read.subjects.measures.place_of(measure)?,
    })
}

/// A cell without the unit of a measure, where it has it in words: "18 days".
fn without_unit(measure: &MeasureState, cell: &Words) -> String {
    let unit = measure.unit.as_deref().unwrap_or_default();
    let own = cell.said.strip_suffix(unit).filter(|own| own.ends_with(' '));
    own.unwrap_or(&cell.said).trim().to_owned()
}

/// Checks a cell that says yes or no to whether a measure met its target: the last that has fallen due, or by the
/// last reading.
fn met(read: &Read<'_, '_>, measure: &MeasureState, cell: &Words) -> Option<Known> {
    let said = cell.yes_or_no()?;
    let (latest, goal) = (measure.latest.as_ref()?, measure.target.as_ref()?);
    Some(Known {
        right: [measure.met, measure.reaches_target()].contains(&Some(said)),
        sure: false,
        says: format!(
            "“{}” stands at {}, and its target is {}",
            measure.name, latest.words, goal.words
        ),
        expression: None,
        place: read.subjects.measures.place_of(measure)?,
    })
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
