//! Charts as data, so that every output draws the same one.
//!
//! All arithmetic is done beforehand: positions are shares of the width or height from 0 to 1, and every label is
//! text. A table beside the chart has its numbers.

use serde::Serialize;

use super::{Inlines, Sign, Whole};

/// A chart with its words: the alternative text and the caption.
#[derive(Debug, Clone, Serialize)]
pub struct Chart<S = Whole> {
    /// Its findings, for readers who cannot see it; empty where a table cell beside it has them.
    pub alternative: String,
    /// The caption below it.
    pub caption: Option<Inlines<S>>,
    /// The drawing, ready for every output.
    pub drawing: Drawing,
}

/// The shape of a chart, with its data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "kebab-case")]
pub enum Drawing {
    /// Horizontal bars, each divided into parts.
    Bars(Bars),
    /// A line over time.
    Trend(Trend),
    /// Events over time.
    Timeline(Timeline),
}

/// Horizontal bars, each divided into parts that fill it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// The parts of every bar, in the order drawn.
    pub series: Vec<Series>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One part of every bar, as the key names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name, as the key prints it.
    pub name: String,
    /// Its mark, which tells it apart without colour.
    pub mark: Sign,
}

/// One bar of a bar chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Its name, as printed beside it.
    pub name: String,
    /// Its parts, one for each series; a part of zero has no width.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Its share of the bar.
    pub width: f64,
    /// The label on it.
    pub label: String,
}

/// A line over time, with its targets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// The name of the line in the key.
    pub line: String,
    /// The name of the targets in the key.
    pub goal: String,
    /// The name of hollow points in the key.
    pub hollow: String,
    /// The ruled heights.
    pub rules: Vec<Tick>,
    /// The days labelled below the chart.
    pub days: Vec<Tick>,
    /// The values of others, as heights ruled across the chart.
    pub others: Vec<Aside>,
    /// The readings, in order of time.
    pub points: Vec<Dot>,
    /// The targets, in order of time.
    pub goals: Vec<Dot>,
    /// Whether it is drawn small and without labels, in a table cell with words that give its findings.
    pub small: bool,
}

/// The value of another council or region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Aside {
    /// Its height from the bottom.
    pub y: f64,
    /// Whose value it is, and the value.
    pub label: String,
    /// Whether the label is above the line rather than below.
    pub above: bool,
}

/// Events as numbered points on a line; a table beside it names them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// The years, each at its beginning.
    pub years: Vec<Tick>,
    /// The events, in order of time.
    pub events: Vec<Moment>,
    /// The number of rows that the points need so that none covers another.
    pub rows: usize,
}

/// An event of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// Its distance from the left.
    pub at: f64,
    /// Its row above the line, counted from 0.
    pub row: usize,
    /// Its number in the table.
    pub label: String,
}

/// A labelled position on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Its distance from the left or from the bottom.
    pub at: f64,
    /// Its label, such as a day, a year or a value.
    pub label: String,
}

/// A point of a trend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Its distance from the left.
    pub x: f64,
    /// Its height from the bottom.
    pub y: f64,
    /// Its label, such as the value; empty for a point without one.
    pub label: String,
    /// The line of text that its label is on: 1 is the first above the point, 2 the next, −1 the first below.
    pub line: i8,
    /// Whether its value is provisional, so that it is drawn hollow.
    pub hollow: bool,
}

impl<S> Chart<S> {
    /// Visits every text in the drawing.
    pub(crate) fn each_label(&self, visit: &mut impl FnMut(&str)) {
        match &self.drawing {
            Drawing::Bars(bars) => {
                bars.series.iter().for_each(|series| visit(&series.name));
                for bar in &bars.bars {
                    visit(&bar.name);
                    bar.parts.iter().for_each(|part| visit(&part.label));
                }
            }
            Drawing::Timeline(timeline) => {
                timeline.years.iter().for_each(|year| visit(&year.label));
                timeline.events.iter().for_each(|event| visit(&event.label));
            }
            Drawing::Trend(trend) => {
                visit(&trend.line);
                visit(&trend.goal);
                visit(&trend.hollow);
                trend.rules.iter().chain(&trend.days).for_each(|tick| visit(&tick.label));
                trend.others.iter().for_each(|other| visit(&other.label));
                trend.points.iter().chain(&trend.goals).for_each(|dot| visit(&dot.label));
            }
        }
    }

    /// Visits every text in the drawing, to change it.
    pub(crate) fn each_label_mut(&mut self, visit: &mut impl FnMut(&mut String)) {
        match &mut self.drawing {
            Drawing::Bars(bars) => {
                bars.series.iter_mut().for_each(|series| visit(&mut series.name));
                for bar in &mut bars.bars {
                    visit(&mut bar.name);
                    bar.parts.iter_mut().for_each(|part| visit(&mut part.label));
                }
            }
            Drawing::Timeline(timeline) => {
                timeline.years.iter_mut().for_each(|year| visit(&mut year.label));
                timeline.events.iter_mut().for_each(|event| visit(&mut event.label));
            }
            Drawing::Trend(trend) => {
                visit(&mut trend.line);
                visit(&mut trend.goal);
                visit(&mut trend.hollow);
                trend
                    .rules
                    .iter_mut()
                    .chain(&mut trend.days)
                    .for_each(|tick| visit(&mut tick.label));
                trend.others.iter_mut().for_each(|other| visit(&mut other.label));
                trend
                    .points
                    .iter_mut()
                    .chain(&mut trend.goals)
                    .for_each(|dot| visit(&mut dot.label));
            }
        }
    }
}
