//! The days, shares and sums that the data of a report support.
//!
//! In come the values and texts of its data files, and what the program derives from them; out comes whether a day, a
//! share or a sum is among them. A figure in a text of the data, such as an update of an action, counts as well.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::check::claims::facts::Facts;
use crate::check::hedge::Hedge;
use crate::check::money::{Money, sums};
use crate::check::reading::{Day, Reader, What, year_of};
use crate::edit::written;
use crate::load::paper::{Paper, Subject};
use crate::model::plan::Budget;
use crate::read::number::Number;
use crate::world::World;

/// The smallest number, in pounds, that is taken for a sum of money.
const LEAST: f64 = 1000.0;
/// The most figures of a table or row for which all pairwise sums and differences are derived.
const MOST: usize = 40;

/// The values that the data of a report give.
#[derive(Default)]
pub(super) struct Given {
    /// The day of the report.
    day: NaiveDate,
    /// Single days, and periods from the first day to the last.
    days: Vec<RangeInclusive<NaiveDate>>,
    /// Days without a year, as month and day.
    yearless: Vec<(u32, u32)>,
    /// Numbers as they are written in the data.
    numbers: Vec<Number>,
    /// Percentages, as written or derived from the figures.
    shares: Vec<f64>,
    /// Counts, sums and differences derived from the figures.
    derived: Vec<f64>,
}

impl Given {
    /// Collects what the data give; `None` for a paper that is no report, and for a report without a plan or an
    /// inspection.
    pub(super) fn of(world: &World, paper: &Paper, facts: &Facts<'_>) -> Option<Self> {
        let Subject::Report(report) = &paper.subject else { return None };
        if facts.plans.is_empty() && facts.inspections.is_empty() {
            return None;
        }
        let mut given = Self { day: report.meeting.value.0, ..Self::default() };
        let own = [Some(report.meeting.value), report.as_at.map(|day| day.value)];
        given.days.extend(own.into_iter().flatten().map(|day| day.0..=day.0));
        let mut files: Vec<_> = paper.drawn.iter().map(|drawn| drawn.file).collect();
        files.sort_by_key(|file| file.get().vpath().get_without_slash());
        files.dedup();
        for text in files.into_iter().filter_map(|file| world.text(file).ok()) {
            for (_, range) in written(&text) {
                given.add(text.get(range).unwrap_or_default());
            }
        }
        given.derive(facts);
        Some(given)
    }

    /// Adds a value as it is written in a file: a string, a date or a number.
    fn add(&mut self, value: &str) {
        if value.starts_with(['"', '\'']) {
            self.add_text(value.trim_matches(['"', '\'']));
        } else if let Some(day) = value.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()) {
            self.days.push(day..=day);
        } else if let Ok(number) = value.replace('_', "").parse() {
            self.numbers.push(number);
        }
    }

    /// Adds the days, sums, numbers and percentages in a text.
    fn add_text(&mut self, text: &str) {
        self.numbers.extend(sums(text).into_iter().map(|sum| sum.value));
        for token in Reader::common().read(text, |_| true).into_iter().flatten() {
            match token.what {
                What::Day(Day { from, to, since }) => {
                    self.days.push(since.unwrap_or(from)..=to);
                }
                What::MonthDay(month, day) => self.yearless.push((month, day)),
                What::Percent(share) => self.shares.push(share.nearest()),
                What::Number(number) if year_of(&token.word).is_none() => self.numbers.push(number),
                _ => {}
            }
        }
    }

    /// Adds what follows from the data: visits, and the shares, sums and differences of counts, measures, budgets and
    /// tables.
    fn derive(&mut self, facts: &Facts<'_>) {
        let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
        let visits = visits.filter_map(|visit| visit.start.zip(visit.end));
        self.days.extend(visits.map(|(start, end)| start.value.0..=end.value.0));
        for thing in &facts.things {
            let all = thing.all.value as f64;
            let parts = thing.parts.iter().flat_map(|part| &part.counts).chain(&thing.open);
            let parts: Vec<f64> = parts.map(|count| count.value as f64).collect();
            self.derived.push(all);
            for (n, part) in parts.iter().enumerate() {
                // Two parts are sometimes said as one: "complete or on track".
                let two = parts[n + 1..].iter().map(|other| part + other);
                for part in two.chain([*part]).filter(|part| *part <= all) {
                    self.derived.extend([part, all - part]);
                    self.shares.extend([percent(part, all), percent(all - part, all)]);
                }
            }
        }
        for measure in facts.plans.iter().flat_map(|plan| plan.figures.measures()) {
            let points = measure.baseline.iter().chain(&measure.readings).map(|point| point.value);
            let all = points.chain(measure.targets.iter().map(|goal| goal.value));
            let others = measure.comparators.iter().map(|other| other.value);
            let all: Vec<f64> = all.chain(others).map(Number::nearest).collect();
            if measure.unit.as_deref() == Some("%") {
                self.shares.extend(&all);
            }
            for (one, other) in pairs(&all) {
                let far = (one - other).abs();
                self.derived.push(far);
                self.shares.push(far);
                if measure.unit.as_deref() != Some("%") {
                    self.shares.extend([percent(far, one), percent(far, other)]);
                }
            }
        }
        for plan in &facts.plans {
            let budgets = &plan.planned.plan.budget;
            let of = |figure: fn(&Budget) -> Option<Number>| -> Vec<f64> {
                budgets.iter().filter_map(figure).map(Number::nearest).collect()
            };
            let columns =
                [of(|one| Some(one.budget)), of(|one| Some(one.spent)), of(|one| one.forecast)];
            let totals: Vec<f64> = columns.iter().map(|column| column.iter().sum()).collect();
            let rows = (0..budgets.len())
                .map(|row| columns.iter().filter_map(|column| column.get(row).copied()).collect());
            self.combine(&totals);
            // The totals without one of the budgets.
            for row in 0..budgets.len() {
                let without = columns.iter().zip(&totals).filter_map(|(column, total)| {
                    (column.len() == budgets.len()).then(|| Some(total - column.get(row)?))?
                });
                let without: Vec<f64> = without.collect();
                self.combine(&without);
            }
            rows.chain(columns.iter().cloned())
                .for_each(|figures: Vec<f64>| self.combine(&figures));
        }
        let mut tables: BTreeMap<Option<&str>, Vec<f64>> = BTreeMap::new();
        let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for known in &facts.known {
            let table = known.expression.as_ref().and_then(|own| Some(own.rsplit_once('.')?.0));
            tables.entry(table).or_default().push(known.value.nearest());
            // Rows of the same name in several tables are combined with each other.
            let parts: Vec<_> = known.expression.iter().flat_map(|own| own.split('.')).collect();
            if let [_, _, row] = parts.as_slice() {
                rows.entry(row).or_default().push(known.value.nearest());
            }
            self.shares.push(known.value.nearest());
        }
        rows.values().filter(|row| row.len() <= MOST).for_each(|row| self.combine(row));
        tables.remove(&None);
        tables.values().filter(|table| table.len() <= MOST).for_each(|table| self.combine(table));
    }

    /// Adds figures of one kind with their pairwise sums and differences, and each as a percentage of another.
    fn combine(&mut self, figures: &[f64]) {
        self.derived.extend(figures);
        for (one, other) in pairs(figures) {
            let far = (one - other).abs();
            self.derived.extend([one + other, far]);
            self.shares.extend([percent(one, other), percent(other, one), percent(far, one)]);
        }
    }

    /// Whether the data have the day, a day in the month, or both ends of the period.
    pub(super) fn has_days(&self, day: Day) -> bool {
        let has = |from: NaiveDate, to: NaiveDate| {
            self.days.iter().any(|given| *given.start() <= to && from <= *given.end())
        };
        match day.since {
            Some(since) => has(since, since) && has(day.to, day.to),
            None => {
                has(day.from, day.to)
                    || day.from == day.to
                        && self.yearless.contains(&(day.from.month(), day.from.day()))
            }
        }
    }

    /// The nearest day in the data that differs from a single day only in its month, day of the month or year.
    pub(super) fn near(&self, day: Day) -> Option<NaiveDate> {
        let said = Some(day.from).filter(|from| *from == day.to && day.since.is_none())?;
        let is_near: [fn(NaiveDate, NaiveDate) -> bool; 3] = [
            |one, other| one.year() == other.year() && one.day() == other.day(),
            |one, other| one.year() == other.year() && one.month() == other.month(),
            |one, other| one.month() == other.month() && one.day() == other.day(),
        ];
        let mut all: Vec<_> =
            self.days.iter().flat_map(|days| [*days.start(), *days.end()]).collect();
        all.sort_by_key(|one| ((said - *one).num_days().abs(), *one));
        is_near.iter().find_map(|is| all.iter().find(|one| is(said, **one))).copied()
    }

    /// Whether a year is earlier than every day in the data.
    pub(super) fn is_before(&self, year: i32) -> bool {
        self.days.iter().all(|days| year < days.start().year())
    }

    /// Whether a day, or the whole of a month, lies after the day of the report.
    pub(super) fn is_to_come(&self, day: Day) -> bool {
        self.day < day.from
    }

    /// Whether the data have this day of the month, in any year.
    pub(super) fn has_day_of(&self, month: u32, day: u32) -> bool {
        let years = self.days.iter().flat_map(|given| [given.start().year(), given.end().year()]);
        let mut dates = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
        self.yearless.contains(&(month, day))
            || dates.any(|date| self.days.iter().any(|given| given.contains(&date)))
    }

    /// Whether the data have a percentage, to the precision given, or two of the figures beside it yield it.
    pub(super) fn has_share(&self, said: Number, hedge: Hedge, beside: &[f64]) -> bool {
        let of_two = pairs(beside).flat_map(|(one, other)| {
            let (part, whole) = if one < other { (one, other) } else { (other, one) };
            [percent(part, whole), percent(whole - part, whole)]
        });
        is_any(said, hedge, of_two.chain(self.shares.iter().copied()))
    }

    /// Whether the data have a sum of money, in whatever unit they give it, or it follows from other sums beside it.
    pub(super) fn has_sum(&self, sum: &Money, hedge: Hedge, beside: &[f64]) -> bool {
        let in_unit = |value: f64| value / sum.unit.nearest();
        let Some((said, _)) = sum.value.over(sum.unit) else { return true };
        let others = beside.iter().filter(|other| **other != sum.value.nearest());
        let rest: f64 = others.filter(|other| **other >= LEAST).sum();
        let follows = of_two(beside).chain([rest]).chain(self.derived.iter().copied());
        let whole = self.numbers.iter().map(|number| number.nearest());
        let derived = self.derived.iter().copied();
        is_any(said, hedge, follows.chain(whole.clone()).map(in_unit).chain(whole).chain(derived))
    }
}

/// Whether a figure matches one of `known`, to the precision given and within what its hedge allows.
fn is_any(said: Number, hedge: Hedge, mut known: impl Iterator<Item = f64>) -> bool {
    let unit = 10f64.powi(-(i32::try_from(said.places()).unwrap_or(0)));
    known.any(|known| hedge.fits(said.nearest(), known, unit))
}

/// The sum and the difference of each pair of figures.
fn of_two(all: &[f64]) -> impl Iterator<Item = f64> {
    pairs(all).flat_map(|(one, other)| [one + other, (one - other).abs()])
}

/// A part of a whole, in per cent.
fn percent(part: f64, whole: f64) -> f64 {
    100.0 * part / whole
}

/// Each pair of numbers, in order.
fn pairs(all: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    all.iter().enumerate().flat_map(|(n, one)| all[n + 1..].iter().map(|other| (*one, *other)))
}
