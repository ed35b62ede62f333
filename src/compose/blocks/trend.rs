//! Makes charts of a plan's measures over time.

use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::cells::*;
use super::terms::Terms;
use crate::derive::measure::{MeasureState, Point, direction};
use crate::document::chart::{Aside, Dot, Drawing, Tick, Trend};
use crate::document::{Block, Chart};
use crate::language::units::{amount, is_money};
use crate::read::date::Date;
use crate::read::number::Number;

/// A line of a measure's readings, with its targets and what others reached; `None` without any reading. A `small`
/// one goes in a table, whose words say what it shows.
pub(in crate::compose) fn trend_chart(
    terms: Terms<'_>,
    measure: &MeasureState,
    caption: Option<String>,
    small: bool,
) -> Option<Block> {
    let points: Vec<&Point> = measure.baseline.iter().chain(&measure.readings).collect();
    let first = points.first()?.on.0;
    let last = points.last()?.on.0.max(measure.targets.last().map_or(first, |goal| goal.by.0));
    let values =
        points.iter().map(|point| point.value).chain(measure.targets.iter().map(|goal| goal.value));
    let values = values.chain(measure.comparators.iter().map(|other| other.value));
    let mut scale = Scale::of(values.clone().map(Number::nearest), measure.unit.as_deref());
    if small {
        scale.close(values.map(Number::nearest));
    }
    let across = |day: NaiveDate| {
        let whole = (last - first).num_days();
        // The margins leave room for the labels of the first and last point.
        if whole == 0 { 0.5 } else { 0.06 + 0.88 * (day - first).num_days() as f64 / whole as f64 }
    };
    let dot = |on: Date, value: Number, label: &str, hollow| Dot {
        x: across(on.0),
        y: scale.height(value.nearest()),
        label: label.to_owned(),
        line: -1,
        hollow,
    };
    let mut days: Vec<Date> = points
        .iter()
        .map(|point| point.on)
        .chain(measure.targets.iter().map(|goal| goal.by))
        .collect();
    days.sort_unstable();
    days.dedup();
    let end = days.last().map_or(0.0, |day| across(day.0));
    let mut named: Vec<Tick> = Vec::new();
    for day in days {
        let at = across(day.0);
        // Labels closer than this would overlap; those of the first and the last day have precedence.
        let is_apart = |other: f64| (at - other).abs() > 0.34;
        if named.last().is_none_or(|last| is_apart(last.at))
            && (at >= end || named.is_empty() || is_apart(end))
        {
            named.push(Tick { at, label: terms.short(day) });
        }
    }
    let mut points: Vec<_> = points
        .iter()
        .map(|point| dot(point.on, point.value, &point.words, point.provisional))
        .collect();
    let mut goals: Vec<_> =
        measure.targets.iter().map(|goal| dot(goal.by, goal.value, &goal.words, false)).collect();
    if small {
        points.iter_mut().chain(&mut goals).for_each(|dot| dot.label.clear());
    }
    let between = points.len().saturating_sub(1);
    points.iter_mut().take(between).skip(1).for_each(|dot| dot.label.clear());
    part_labels(&mut points, &mut goals);
    let others = measure.comparators.iter().map(|other| {
        let y = scale.height(other.value.nearest());
        let near = |dot: &&Dot| dot.x > 0.7 && dot.y >= y && dot.y - y < 0.2;
        Aside {
            y,
            label: if small { String::new() } else { format!("{} {}", other.name, other.words) },
            above: !goals.iter().chain(&points).any(|dot| near(&dot)),
        }
    });
    let others: Vec<_> = others.collect();
    Some(Block::Chart(Chart {
        alternative: if small { String::new() } else { finding(terms, measure) },
        caption: caption.map(words),
        drawing: Drawing::Trend(Trend {
            line: terms.word("column-reading"),
            goal: terms.word("column-target"),
            hollow: terms.word("provisional-reading"),
            rules: if small { Vec::new() } else { scale.ticks() },
            days: if small { Vec::new() } else { named },
            others,
            points,
            goals,
            small,
        }),
    }))
}

/// Puts the labels of points below them and those of targets above, or the other way round where a point is above a
/// target close by. No label goes down among the days below the chart.
fn part_labels(points: &mut [Dot], goals: &mut [Dot]) {
    for goal in &mut *goals {
        goal.line = 1;
        let near = |point: &&mut Dot| (point.x - goal.x).abs() < 0.2 && !point.label.is_empty();
        for point in points.iter_mut().filter(near) {
            point.line = if point.y >= goal.y { 1 } else { -1 };
            goal.line = -point.line;
            if point.y.max(goal.y) < LOW {
                (point.line, goal.line) = (1, 2);
            }
        }
    }
    let low = |dot: &&mut Dot| dot.line < 0 && dot.y < LOW;
    points.iter_mut().chain(goals).filter(low).for_each(|dot| dot.line = 1);
}

/// The height below which there is no room for a label under a point.
const LOW: f64 = 0.15;

/// The chart's alternative text: its findings in words.
fn finding(terms: Terms<'_>, measure: &MeasureState) -> String {
    let first = measure.baseline.as_ref().or(measure.readings.first());
    let way = first.zip(measure.latest.as_ref());
    let way = way.map(|(first, latest)| direction(measure.better, first.value, latest.value));
    let value = Value::from(Serde(measure));
    let first = Value::from(Serde(&first));
    terms
        .say("trend-finding", context! { measure => value, first, way => Value::from(Serde(&way)) })
}

/// The range of values that a chart shows, and the step of its ruled lines.
struct Scale<'u> {
    low: f64,
    high: f64,
    step: f64,
    unit: Option<&'u str>,
}

impl<'u> Scale<'u> {
    /// A scale that holds all values, with three to six round steps. It starts at zero unless a value is negative.
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

    /// Narrows the scale to the values, for a drawing that shows their course and not their size.
    fn close(&mut self, values: impl Iterator<Item = f64> + Clone) {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        if high - low > 1e-9 {
            (self.low, self.high) = (low, high);
        }
    }

    /// The height of a value, from 0 to 1.
    fn height(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The ruled steps, labelled with their values.
    fn ticks(&self) -> Vec<Tick> {
        let is_whole = |places: &i32| {
            let shown = self.step * 10.0_f64.powi(*places);
            (shown - shown.round()).abs() < 1e-6 * shown
        };
        let places = (0..12).find(is_whole).and_then(|places| u32::try_from(places).ok());
        let short = self.unit.filter(|unit| *unit == "%" || is_money(unit) && !unit.contains(' '));
        let label = |value| Some(amount(Number::near(value, places?)?, short));
        (0..=12)
            .map(|n| self.low + f64::from(n) * self.step)
            .take_while(|value| *value <= self.high + self.step / 1000.0)
            .map(|value| Tick { at: self.height(value), label: label(value).unwrap_or_default() })
            .collect()
    }
}
