//! Derives the state of a measure on a day: its readings, targets, standing and direction.
//!
//! Nothing that became known later counts: a restated figure replaces an earlier one only from the day it was
//! reported. Numbers keep the decimal places they were given with.

use chrono::NaiveDate;
use serde::Serialize;

use crate::language::units::amount;
use crate::model::plan::{Area, Better, Measure, Reading};
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::number::Number;

/// A measure as it was on a day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MeasureState {
    /// The name in prose and charts.
    pub id: Option<String>,
    /// The `id` of its area.
    pub area: String,
    /// The name that papers print.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Which direction is better.
    pub better: Better,
    /// The value before the plan.
    pub baseline: Option<Point>,
    /// The readings, earliest first, each as last reported; without the baseline.
    pub readings: Vec<Point>,
    /// The last reading.
    pub latest: Option<Point>,
    /// The targets, earliest first.
    pub targets: Vec<Goal>,
    /// The target in force for the last reading: the first due on its day or later, or the last of all where every
    /// target is past. Without a reading, the first.
    pub target: Option<Goal>,
    /// The last target whose day has come.
    pub fell_due: Option<Goal>,
    /// The standing to the target in force.
    pub standing: Option<Standing>,
    /// Whether the target in force was met; `None` until its day has come and that is known.
    pub met: Option<bool>,
    /// The last reading minus the target in force.
    pub variance: Option<Number>,
    /// The value that the last reading is compared with: the last one up to the start of the period, where the
    /// figures have a period, or else the baseline, or else the first reading. `None` where that is the last reading
    /// itself.
    pub since: Option<Point>,
    /// The direction from `since` to the last reading.
    pub direction: Option<Direction>,
    /// Whether the last reading is provisional.
    pub provisional: bool,
    /// The values of others.
    pub comparators: Vec<Comparison>,
    /// A note on how it is counted.
    pub note: Option<String>,
    /// Whether everything about it is withheld, so that nothing in public may depend on it but totals.
    #[serde(skip)]
    pub closed: bool,
}

impl MeasureState {
    /// Whether the last reading reaches the target in force, whether or not its day has come; `None` unless there are
    /// both.
    pub(crate) fn reaches_target(&self) -> Option<bool> {
        let far = self.variance?;
        Some(if self.better == Better::Higher { far >= Number::ZERO } else { far <= Number::ZERO })
    }

    /// How serious the measure's standing is: a rank, lower for worse, and for equal ranks the distance from the
    /// target on the wrong side, as a share of the target.
    pub(crate) fn severity(&self) -> (u8, f64) {
        let rank = match self.standing {
            Some(Standing::Missed) => 0,
            Some(Standing::OffCourse) => 1,
            Some(Standing::NotYetKnown) => 2,
            None => 3,
            Some(Standing::OnCourse) => 4,
            Some(Standing::Met) => 5,
        };
        let far = self.variance.map_or(0.0, Number::nearest);
        let goal = self.target.as_ref().map_or(0.0, |target| target.value.nearest().abs());
        let short = if self.better == Better::Higher { 0.0 - far } else { far };
        (rank, if goal == 0.0 { short } else { short / goal })
    }
}

/// A value of a measure on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Point {
    /// The day.
    pub on: Date,
    /// The value, with the decimal places it was given with.
    pub value: Number,
    /// The value with its unit: `61.5%`.
    pub words: String,
    /// Whether it may still be corrected.
    pub provisional: bool,
    /// Whether it replaces a different value reported earlier for the same day.
    pub restated: bool,
}

/// A target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Goal {
    /// The day it is due.
    pub by: Date,
    /// The value to reach.
    pub value: Number,
    /// The value with its unit.
    pub words: String,
    /// The measure's standing to it; `None` where no reading can tell.
    pub standing: Option<Standing>,
}

/// The value of another council or region.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Comparison {
    /// The name of the council or region.
    pub name: String,
    /// The day or the end of the period it describes.
    pub on: Date,
    /// The value.
    pub value: Number,
    /// The value with its unit.
    pub words: String,
    /// Where the value is published.
    pub source: Option<String>,
}

/// The standing of a measure to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Standing {
    /// Its day has come, and the last reading up to that day is at least as good.
    Met,
    /// Its day has come, and that reading is worse.
    Missed,
    /// Its day has come, but there is no reading up to it, or none yet for that day or later.
    NotYetKnown,
    /// Its day is in the future, and the last reading is at least as good as the straight line to it (see `Line`).
    OnCourse,
    /// Its day is in the future, and the last reading is worse than that line.
    OffCourse,
}

impl Standing {
    /// Its name in data and in the keys of words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotYetKnown => "not-yet-known",
            Self::OnCourse => "on-course",
            Self::OffCourse => "off-course",
        }
    }
}

/// The direction in which a measure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    /// The last value is better than the one before.
    Improving,
    /// The last value is worse.
    Worsening,
    /// The last value is the same.
    Unchanged,
}

/// The state of a measure on a day, with its direction since another day if one is given.
pub(crate) fn state(
    area: &Area,
    measure: &Measure,
    as_at: NaiveDate,
    since: Option<NaiveDate>,
) -> MeasureState {
    let unit = measure.unit.as_ref().map(|unit| unit.value.clone());
    let words = |value: Number| amount(value, unit.as_deref());
    let point = |reading: &Reading, restated| Point {
        on: reading.on.value,
        value: reading.value,
        words: words(reading.value),
        provisional: reading.provisional,
        restated,
    };
    let baseline = measure.baseline.as_ref().filter(|baseline| reported(baseline) <= as_at);
    let baseline = baseline.map(|baseline| point(baseline, false));
    let readings: Vec<_> = known(&measure.actual, as_at)
        .into_iter()
        .map(|(reading, restated)| point(reading, restated))
        .collect();
    let latest = readings.last().cloned();
    let mut line = Line::from(baseline.as_ref().or(readings.first()));
    let mut goals: Vec<_> = measure.target.iter().collect();
    goals.sort_by_key(|goal| goal.by.value);
    let targets: Vec<_> = goals
        .into_iter()
        .map(|goal| {
            let (by, value) = (goal.by.value, goal.value);
            let standing = match by.0 <= as_at {
                true => Some(fallen_due(measure.better, &readings, by, value)),
                false => line.course(measure.better, latest.as_ref(), by, value),
            };
            line = Line(Some((by, value)));
            Goal { by, value, words: words(value), standing }
        })
        .collect();
    let target = in_force(&targets, latest.as_ref()).cloned();
    let standing = target.as_ref().and_then(|target| target.standing);
    let difference = |(latest, target): (&Point, &Goal)| latest.value.minus(target.value);
    let variance = latest.as_ref().zip(target.as_ref()).and_then(difference);
    let start = start(baseline.as_ref(), &readings, since);
    let compared = start.zip(latest.as_ref()).filter(|(start, latest)| start.on < latest.on);
    MeasureState {
        id: measure.id.as_ref().map(|id| id.value.clone()),
        area: area.id.value.clone(),
        name: measure.name.value.clone(),
        better: measure.better,
        met: match standing {
            Some(Standing::Met) => Some(true),
            Some(Standing::Missed) => Some(false),
            _ => None,
        },
        variance,
        direction: compared.map(|(start, end)| direction(measure.better, start.value, end.value)),
        since: compared.map(|(start, _)| start.clone()),
        provisional: latest.as_ref().is_some_and(|latest| latest.provisional),
        comparators: measure
            .comparator
            .iter()
            .filter(|other| other.on.0 <= as_at)
            .map(|other| Comparison {
                name: other.name.value.clone(),
                on: other.on.value,
                value: other.value,
                words: words(other.value),
                source: other.source.as_ref().map(|source| source.value.clone()),
            })
            .collect(),
        note: measure.note.as_ref().map(|note| note.value.clone()),
        fell_due: targets.iter().rev().find(|target| target.by.0 <= as_at).cloned(),
        unit,
        baseline,
        readings,
        latest,
        targets,
        target,
        standing,
        closed: area.withheld().or(measure.withheld()).is_some(),
    }
}

/// The day on which a reading became known.
pub(super) fn reported(reading: &Reading) -> NaiveDate {
    reading.reported.unwrap_or(reading.on).0
}

/// The readings known on a day, one for each day described, and whether each replaced a different value.
fn known(readings: &[Reading], as_at: NaiveDate) -> Vec<(&Reading, bool)> {
    let mut all: Vec<_> = readings.iter().filter(|reading| reported(reading) <= as_at).collect();
    all.sort_by_key(|reading| (reading.on.value, reported(reading)));
    let mut known: Vec<(&Reading, bool)> = Vec::new();
    for reading in all {
        match known.last_mut() {
            Some(last) if last.0.on.value == reading.on.value => {
                *last = (reading, last.1 || last.0.value != reading.value);
            }
            _ => known.push((reading, false)),
        }
    }
    known
}

/// The target in force for a reading; see [`MeasureState::target`].
fn in_force<'g>(goals: &'g [Goal], reading: Option<&Point>) -> Option<&'g Goal> {
    let Some(reading) = reading else { return goals.first() };
    goals.iter().find(|goal| goal.by >= reading.on).or(goals.last())
}

/// The value that the last reading is compared with; see [`MeasureState::since`].
fn start<'p>(
    baseline: Option<&'p Point>,
    readings: &'p [Point],
    since: Option<NaiveDate>,
) -> Option<&'p Point> {
    let then = since.and_then(|day| readings.iter().rev().find(|reading| reading.on.0 <= day));
    then.or(baseline).or(readings.first())
}

/// The standing to a target whose day has come.
fn fallen_due(better: Better, readings: &[Point], by: Date, value: Number) -> Standing {
    let reading = readings.iter().rev().find(|reading| reading.on <= by);
    match reading.filter(|_| readings.last().is_some_and(|last| last.on >= by)) {
        None => Standing::NotYetKnown,
        Some(reading) if at_least_as_good(better, reading.value, value) => Standing::Met,
        Some(_) => Standing::Missed,
    }
}

/// The start of the straight line to a target: the target before it, or for the first target the baseline, or else
/// the first reading.
struct Line(Option<(Date, Number)>);

impl Line {
    /// The line to the first target.
    fn from(start: Option<&Point>) -> Self {
        Self(start.map(|start| (start.on, start.value)))
    }

    /// The standing to a target whose day is in the future. A reading as good as the target is on course; otherwise a
    /// reading before the line, or at its start, says nothing.
    fn course(
        &self,
        better: Better,
        latest: Option<&Point>,
        by: Date,
        value: Number,
    ) -> Option<Standing> {
        let latest = latest?;
        if at_least_as_good(better, latest.value, value) {
            return Some(Standing::OnCourse);
        }
        let (from, start) = self.0.filter(|(from, _)| *from < latest.on && latest.on <= by)?;
        let days = |until: Date| Number::from((until.0 - from.0).num_days());
        // Compares the line on the day of the reading with the reading, both multiplied by the days of the whole
        // line.
        let risen = value.minus(start)?.times(days(latest.on))?;
        let line = start.times(days(by))?.plus(risen)?;
        let reading = latest.value.times(days(by))?;
        Some(if at_least_as_good(better, reading, line) {
            Standing::OnCourse
        } else {
            Standing::OffCourse
        })
    }
}

/// Whether a value is on a line or on its better side.
fn at_least_as_good(better: Better, value: Number, line: Number) -> bool {
    match better {
        Better::Higher => value >= line,
        Better::Lower => value <= line,
    }
}

/// The direction from one value to another.
pub(crate) fn direction(better: Better, from: Number, to: Number) -> Direction {
    match (at_least_as_good(better, to, from), to == from) {
        (_, true) => Direction::Unchanged,
        (true, _) => Direction::Improving,
        (false, _) => Direction::Worsening,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn direction_looks_at_which_way_is_better() {
        use Direction::*;
        let of = |better, from: &str, to: &str| {
            direction(better, from.parse().unwrap(), to.parse().unwrap())
        };
        assert_eq!(of(Better::Higher, "42.0", "61.5"), Improving);
        assert_eq!(of(Better::Lower, "42.0", "61.5"), Worsening);
        assert_eq!(of(Better::Lower, "5", "5.0"), Unchanged);
    }

    /// A reading on a day of 2024.
    fn reading(day: u32, value: &str) -> Point {
        let on = Date(NaiveDate::from_yo_opt(2024, day).unwrap());
        let value = value.parse().unwrap();
        Point { on, value, words: String::new(), provisional: false, restated: false }
    }

    #[test]
    fn a_target_that_fell_due_is_met_or_missed_by_the_reading_for_its_day() {
        let by = reading(100, "0").on;
        let of = |readings: &[(u32, &str)]| {
            let readings: Vec<_> = readings.iter().map(|(on, value)| reading(*on, value)).collect();
            fallen_due(Better::Higher, &readings, by, "70".parse().unwrap())
        };
        assert_eq!(of(&[(50, "60"), (100, "70.0")]), Standing::Met);
        assert_eq!(of(&[(50, "75"), (100, "69.9"), (120, "80")]), Standing::Missed);
        assert_eq!(of(&[(50, "75"), (120, "60")]), Standing::Met);
        assert_eq!(of(&[(50, "60")]), Standing::NotYetKnown);
        assert_eq!((of(&[]), of(&[(120, "80")])), (Standing::NotYetKnown, Standing::NotYetKnown));
    }

    #[test]
    fn a_target_to_come_is_held_against_the_straight_line_to_it() {
        let line = Line::from(Some(&reading(1, "40")));
        let by = reading(101, "0").on;
        let of = |on, value| {
            line.course(Better::Higher, Some(&reading(on, value)), by, "60".parse().unwrap())
        };
        assert_eq!(of(51, "50"), Some(Standing::OnCourse));
        assert_eq!(of(51, "49.9999"), Some(Standing::OffCourse));
        assert_eq!(
            (of(51, "60"), of(1, "60")),
            (Some(Standing::OnCourse), Some(Standing::OnCourse))
        );
        assert_eq!(
            (of(1, "40"), Line(None).course(Better::Higher, None, by, 60.into())),
            (None, None)
        );
    }

    proptest! {
        #[test]
        fn no_value_panics(values in prop::array::uniform3(any::<i64>()), day in 1u32..366) {
            let [start, goal, value] = values;
            let latest = Point { value: value.into(), ..reading(day, "0") };
            let line = Line(Some((reading(1, "0").on, start.into())));
            let _ = line.course(Better::Lower, Some(&latest), reading(366, "0").on, goal.into());
        }
    }
}
