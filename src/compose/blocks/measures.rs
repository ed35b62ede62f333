//! Tables and trend charts of a plan's measures.

use chrono::NaiveDate;

use super::cells::*;
use crate::derive::measure::{Comparison, Direction, MeasureState, Point, amount};
use crate::document::chart::{Dot, Drawing, Tick, Trend};
use crate::document::{Block, Cell, Chart, Inline, Inlines};
use crate::model::plan::{Better, Status};
use crate::read::date::Date;

/// Measures with baseline, target and last reading, and with what others reached where that is given; a sentence where
/// there is none.
pub(in crate::compose) fn measure_table(measures: &[&MeasureState], caption: String) -> Block {
    if measures.is_empty() {
        return Block::paragraph(words(format!("{caption}: none.")));
    }
    let compared = measures.iter().any(|measure| !measure.comparators.is_empty());
    let row = |measure: &&MeasureState| {
        let others = cell_of_lines(measure.comparators.iter().map(others));
        let target = measure
            .target
            .as_ref()
            .map(|target| format!("{} by {}", target.words, short(target.by)));
        let mut row = vec![
            cell(&measure.name),
            cell_or_dash(measure.baseline.as_ref().map(dated)),
            cell_or_dash(target),
            cell_or_dash(measure.latest.as_ref().map(dated)),
            Cell::of(against_target(measure)),
            cell_or_dash(measure.direction.map(Direction::label)),
        ];
        row.extend(compared.then_some(others));
        row
    };
    let mut columns = vec![
        ("Measure", wide(1.7)),
        ("Baseline", wide(1.0)),
        ("Target in force", wide(1.0)),
        ("Latest", wide(1.3)),
        ("Against target", wide(1.5)),
        ("Direction", narrow()),
    ];
    columns.extend(compared.then(|| ("Others", wide(1.4))));
    table(caption, columns, measures.iter().map(row).collect())
}

/// What another reached, with its day and where it is published.
fn others(other: &Comparison) -> Inlines {
    let mut said = format!("{}: {} ({})", other.name, other.words, short(other.on));
    match &other.source {
        Some(address) if address.starts_with("https://") || address.starts_with("http://") => {
            return vec![linked(&said, Some(address))];
        }
        Some(source) => said += &format!(", {source}"),
        None => {}
    }
    words(said)
}

/// A reading with its day and what qualifies it.
fn dated(point: &Point) -> String {
    let qualified = match (point.provisional, point.restated) {
        (true, true) => ", provisional, restated",
        (true, false) => ", provisional",
        (false, true) => ", restated",
        (false, false) => "",
    };
    format!("{} ({}{qualified})", point.words, short(point.on))
}

/// Whether a measure is met, and how far it is from its target.
fn against_target(measure: &MeasureState) -> Inlines {
    match (measure.met, &measure.variance_words) {
        (Some(met), Some(distance)) => {
            let (mark, word) =
                if met { (Status::Complete, "Met") } else { (Status::Behind, "Not met") };
            vec![marked(mark, word), Inline::text(format!(": {distance}"), None)]
        }
        _ => words("–"),
    }
}

/// The readings and targets of a measure and what others reached, in order of time.
pub(in crate::compose) fn reading_table(measure: &MeasureState, caption: Option<String>) -> Block {
    let caption = caption.unwrap_or_else(|| format!("{}: readings and targets", measure.name));
    let points = || measure.baseline.iter().chain(&measure.readings);
    let mut days: Vec<Date> =
        points().map(|point| point.on).chain(measure.targets.iter().map(|goal| goal.by)).collect();
    days.extend(measure.comparators.iter().map(|other| other.on));
    days.sort_unstable();
    days.dedup();
    let mut names: Vec<&str> = Vec::new();
    for other in &measure.comparators {
        if !names.contains(&other.name.as_str()) {
            names.push(&other.name);
        }
    }
    if days.is_empty() {
        return Block::paragraph(words(format!("{caption}: none.")));
    }
    let rows = days.into_iter().map(|day| {
        let reading = points().find(|point| point.on == day);
        let is_baseline = measure.baseline.as_ref().is_some_and(|baseline| baseline.on == day);
        let target = measure.targets.iter().find(|goal| goal.by == day);
        let remark = match reading {
            Some(_) if is_baseline => "Baseline",
            Some(Point { provisional: true, .. }) => "Provisional",
            Some(Point { restated: true, .. }) => "Restated",
            _ => "–",
        };
        let mut row = vec![
            cell(short(day)),
            cell_or_dash(reading.map(|point| point.words.clone())),
            cell_or_dash(target.map(|goal| goal.words.clone())),
        ];
        row.extend(names.iter().map(|name| {
            let mut others = measure.comparators.iter();
            let other = others.find(|other| other.name == *name && other.on == day);
            cell_or_dash(other.map(|other| other.words.clone()))
        }));
        row.push(cell(remark));
        row
    });
    let mut columns = vec![("Date", narrow()), ("Reading", number()), ("Target", number())];
    columns.extend(names.iter().map(|name| (*name, number())));
    columns.push(("Remark", wide(1.0)));
    table(caption, columns, rows.collect())
}

/// The readings of a measure as a line, with its targets; nothing where it has no reading. There is no caption unless
/// one is given.
pub(in crate::compose) fn trend_chart(
    measure: &MeasureState,
    caption: Option<String>,
) -> Option<Block> {
    let points: Vec<&Point> = measure.baseline.iter().chain(&measure.readings).collect();
    let first = points.first()?.on.0;
    let last = points.last()?.on.0.max(measure.targets.last().map_or(first, |goal| goal.by.0));
    let values =
        points.iter().map(|point| point.value).chain(measure.targets.iter().map(|goal| goal.value));
    let scale = Scale::of(values, measure.unit.as_deref());
    let across = |day: NaiveDate| {
        let whole = (last - first).num_days();
        // The margins leave room for what is written at the first and the last point.
        if whole == 0 { 0.5 } else { 0.06 + 0.88 * (day - first).num_days() as f64 / whole as f64 }
    };
    let dot = |on: Date, value: f64, label: &str, hollow| Dot {
        x: across(on.0),
        y: scale.height(value),
        label: label.to_owned(),
        above: false,
        hollow,
    };
    let mut days: Vec<Date> = points
        .iter()
        .map(|point| point.on)
        .chain(measure.targets.iter().map(|goal| goal.by))
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut named: Vec<Tick> = Vec::new();
    for day in days {
        // Names closer than this would be printed over each other.
        let at = across(day.0);
        if named.last().is_none_or(|last| at - last.at > 0.13) {
            named.push(Tick { at, label: short(day) });
        }
    }
    let mut points: Vec<_> = points
        .iter()
        .map(|point| dot(point.on, point.value, &point.words, point.provisional))
        .collect();
    let mut goals: Vec<_> =
        measure.targets.iter().map(|goal| dot(goal.by, goal.value, &goal.words, false)).collect();
    part_labels(&mut points, &mut goals);
    Some(Block::Chart(Chart {
        alternative: finding(measure),
        caption: caption.map(words),
        drawing: Drawing::Trend(Trend {
            line: "Reading".into(),
            goal: "Target".into(),
            hollow: "Provisional reading".into(),
            rules: scale.ticks(),
            days: named,
            points,
            goals,
        }),
    }))
}

/// Writes what stands at a point below it and what stands at a target above it, unless the point is above a target
/// that is close.
fn part_labels(points: &mut [Dot], goals: &mut [Dot]) {
    for goal in &mut *goals {
        goal.above = true;
        for point in points.iter_mut().filter(|point| (point.x - goal.x).abs() < 0.12) {
            point.above = point.y >= goal.y;
            goal.above = !point.above;
        }
    }
}

/// What the chart of a measure finds, in words.
fn finding(measure: &MeasureState) -> String {
    let mut said = format!("Line chart of {}.", measure.name);
    let first = measure.baseline.as_ref().or(measure.readings.first());
    match (first, &measure.latest) {
        (Some(first), Some(latest)) if first.on != latest.on => {
            said += &format!(
                " From {} on {} to {} on {}",
                first.words,
                long(first.on),
                latest.words,
                long(latest.on)
            );
            said += match measure.direction {
                Some(direction) => match direction {
                    Direction::Improving => ", improving.",
                    Direction::Worsening => ", worsening.",
                    Direction::Unchanged => ", unchanged.",
                    Direction::Mixed => ", now better and now worse.",
                },
                None => ".",
            };
        }
        (Some(only), _) => said += &format!(" {} on {}.", only.words, long(only.on)),
        _ => {}
    }
    if let Some(target) = &measure.target {
        let met = match measure.met {
            Some(true) => ", which is met",
            Some(false) => ", which is not met",
            None => "",
        };
        said += &format!(" The target is {} by {}{met}.", target.words, long(target.by));
    }
    let better = if measure.better == Better::Higher { "Higher" } else { "Lower" };
    said + &format!(" {better} is better.")
}

/// The heights that a chart shows, and its ruled steps.
struct Scale<'u> {
    low: f64,
    high: f64,
    step: f64,
    unit: Option<&'u str>,
}

impl<'u> Scale<'u> {
    /// A scale that holds all values, with three to six round steps. It starts at zero unless a value is below.
    fn of(values: impl Iterator<Item = f64>, unit: Option<&'u str>) -> Self {
        let (low, high) =
            values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        // A span that floating-point numbers cannot divide into steps is drawn as a flat line.
        let span = Some(high - low).filter(|span| (1e-9..1e15).contains(span)).unwrap_or(1.0);
        let rough = span / 4.0;
        let power = 10.0_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * power)
            .find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        Self {
            low: (low / step).floor() * step,
            high: ((low + span) / step).ceil() * step,
            step,
            unit,
        }
    }

    /// Where a value stands, from 0 to 1.
    fn height(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The steps, with their values in words.
    fn ticks(&self) -> Vec<Tick> {
        let places = if self.step >= 1.0 && self.step.fract() == 0.0 { 0 } else { 2 };
        let short = self.unit.filter(|unit| matches!(*unit, "%" | "£"));
        (0..=12)
            .map(|n| self.low + f64::from(n) * self.step)
            .take_while(|value| *value <= self.high + self.step / 1000.0)
            .map(|value| Tick { at: self.height(value), label: amount(value, short, places) })
            .collect()
    }
}
