//! Charts as data: every output draws the same one.
//!
//! All arithmetic is done before: positions are shares of the width or height from 0 to 1, and every
//! label is a text. The numbers that a chart draws stand in a table beside it.

use serde::Serialize;

use super::{Inlines, Whole};

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Chart<S = Whole> {
    /// What it finds, for those who cannot see it; empty where the words beside it say that.
    pub alternative: String,
    /// What it shows, below it.
    pub caption: Option<Inlines<S>>,
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "kebab-case")]
pub enum Drawing {
    /// Lying bars, each of several parts.
    Bars(Bars),
    /// A line through time.
    Trend(Trend),
    /// What happened when.
    Timeline(Timeline),
}

/// Lying bars, each of several parts that fill its whole length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// What the parts are, in the order drawn.
    pub series: Vec<Series>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// What one part of every bar is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The name of its mark, which tells it apart without colour.
    pub mark: String,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its parts, one for each series; what is zero has no width.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Its share of the bar.
    pub width: f64,
    /// What is written on it.
    pub label: String,
}

/// A line through time, with what it is to reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// What the line is called in the key.
    pub line: String,
    /// What is to be reached is called in the key.
    pub goal: String,
    /// What hollow points are called in the key.
    pub hollow: String,
    /// The heights that are ruled.
    pub rules: Vec<Tick>,
    /// The days that are named below.
    pub days: Vec<Tick>,
    /// What others reached, as heights that are ruled across.
    pub others: Vec<Aside>,
    /// The readings, in order of time.
    pub points: Vec<Dot>,
    /// What is to be reached, in order of time.
    pub goals: Vec<Dot>,
    /// Whether it stands in a cell of a table, which says in words what it shows: it is drawn small and without any.
    pub small: bool,
}

/// What others reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Aside {
    /// Where, from the bottom.
    pub y: f64,
    /// Who, and what they reached.
    pub label: String,
    /// Whether that is written above it, or below.
    pub above: bool,
}

/// What happened when: numbered points on a line, which a table beside it names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// The years, where each begins.
    pub years: Vec<Tick>,
    /// What happened, in order of time.
    pub events: Vec<Moment>,
    /// How many rows above each other the points need so that none covers another.
    pub rows: usize,
}

/// A point of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// Where, from the left.
    pub at: f64,
    /// In which row above the line, from 0.
    pub row: usize,
    /// Its number in the table.
    pub label: String,
}

/// A named position on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where, from the left or from the bottom.
    pub at: f64,
    /// Its name.
    pub label: String,
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Where, from the left.
    pub x: f64,
    /// Where, from the bottom.
    pub y: f64,
    /// What is written at it.
    pub label: String,
    /// In which line from it that is written: 1 is the first above it, 2 the next, −1 the first below it.
    pub line: i8,
    /// Whether what it stands for is not final: it is drawn hollow.
    pub hollow: bool,
}

impl<S> Chart<S> {
    /// Visits the words that are drawn.
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

    /// Visits the words that are drawn, to change them.
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
