//! Dates the ratings of a table that has a column of ratings for each of several reports.
//!
//! In comes a table; a column of ratings gets the day of the report that it belongs to: the one with the month in its
//! heading, or the one next to it. If neither is certain, it gets none.

use chrono::Datelike;

use super::{Column, Table};
use crate::import::sheet::day::{Days, written};
use crate::import::sheet::remarks::Remarks;
use crate::import::sheet::words::{Field, Kind, Words};

/// Gives columns of ratings the days of their reports.
pub(super) fn pair(table: &mut Table, words: &Words, remarks: &mut Remarks) {
    let is_rating = |column: &Column| column.field == Some(Field::Status) && column.level.is_none();
    let is_report = |column: &Column| column.field == Some(Field::Update) && column.day.is_some();
    let columns = &table.columns;
    let all: Vec<usize> = (0..columns.len())
        .filter(|at| is_rating(&columns[*at]) || is_report(&columns[*at]))
        .collect();
    let undated = |column: &Column| is_rating(column) && column.day.is_none();
    if table.kind != Kind::Action || !all.iter().any(|at| is_report(&columns[*at])) {
        return;
    }
    let days = Days::of_headings(words.days());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for rating in all.iter().copied().filter(|at| undated(&columns[*at])) {
        let Some(month) = days.month_in(&columns[rating].heading) else { continue };
        let is_of = |at: &usize| {
            is_report(&columns[*at]) && columns[*at].day.is_some_and(|day| day.month() == month)
        };
        let mut reports = all.iter().copied().filter(is_of);
        pairs.extend(
            reports.next().filter(|_| reports.next().is_none()).map(|report| (rating, report)),
        );
    }
    let ratings = || (0..all.len()).filter(|place| is_rating(&columns[all[*place]]));
    if ratings().count() > 1 {
        // Each rating has its report on the same side, and all agree with the known days.
        let beside = |step: fn(usize) -> Option<usize>| {
            let found = ratings().map(|place| {
                let (rating, report) = (all[place], *all.get(step(place)?)?);
                let known = pairs.iter().find(|(known, _)| *known == rating);
                let fits = known.is_none_or(|(_, known)| *known == report)
                    && columns[rating].day.is_none_or(|day| columns[report].day == Some(day));
                (is_report(&columns[report]) && fits).then_some((rating, report))
            });
            found.collect::<Option<Vec<_>>>()
        };
        let (after, before) = (beside(|at| Some(at + 1)), beside(|at| at.checked_sub(1)));
        match (after, before) {
            (Some(found), None) | (None, Some(found)) => pairs = found,
            _ => {}
        }
    }
    for (rating, report) in pairs {
        let report = table.columns[report].clone();
        let rating = &mut table.columns[rating];
        if let Some(day) = report.day.filter(|_| rating.day.is_none()) {
            let message = format!(
                "`{}` has no day, and was taken with `{}`, for {}",
                rating.heading,
                report.heading,
                written(day)
            );
            remarks.warn(&rating.at, message, "put the day into the heading if it is another");
            rating.day = Some(day);
        }
    }
}

/// Leaves out undated ratings that are older than others next to them: "RAG last period" beside "RAG this period".
pub(super) fn newest(table: &mut Table, words: &Words, remarks: &mut Remarks) {
    let is_rating = |column: &Column| column.field == Some(Field::Status) && column.level.is_none();
    let is_older = |column: &Column| {
        is_rating(column) && column.day.is_none() && words.is_older(&column.heading)
    };
    let newer = table.columns.iter().find(|column| is_rating(column) && !is_older(column));
    let Some(newer) = newer.map(|column| column.heading.clone()) else { return };
    for column in table.columns.iter_mut().filter(|column| is_older(column)) {
        let message = format!(
            "`{}` has no day and is older than `{newer}`, and was not taken",
            column.heading
        );
        remarks.warn(&column.at, message, "write the day into the heading, such as RAG July 2026");
        column.field = Some(Field::Skip);
    }
}
