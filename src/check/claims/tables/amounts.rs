//! Checks columns of budgets (budgeted, spent, forecast, remaining, and by how much they are over or under) and
//! columns of the council's own figures.

use super::subjects::Figures;
use super::{Known, Read, Words};
use crate::check::claims::about::stems;
use crate::check::claims::budgets::FORECAST;
use crate::check::totals::figure;
use crate::model::plan::Budget;
use crate::read::date::in_words;
use crate::read::number::Number;

/// What columns are called.
const OVER: [&str; 6] = ["variance", "overspend", "underspend", "difference", "over", "under"];
const LEFT: [&str; 5] = ["remaining", "left", "unspent", "balance", "remainder"];
const SPENT: [&str; 4] = ["spent", "spend", "actual", "expenditure"];
const BUDGET: [&str; 5] = ["budget", "allocation", "allocated", "approved", "available"];
/// Words that make a sum a part of a budget, or one of another time.
const PART: [&str; 5] = ["per", "year", "share", "last", "original"];
/// Units of money as heads and cells write them, and how many pounds each is.
const UNITS: [(&str, i64); 8] = [
    ("£000", 1000),
    ("£’000", 1000),
    ("£'000", 1000),
    ("thousand", 1000),
    ("£k", 1000),
    ("£m", 1_000_000),
    ("million", 1_000_000),
    ("£bn", 1_000_000_000),
];

/// What the data have for a budget under a heading.
pub(super) fn known(
    read: &Read<'_, '_>,
    own: &Budget,
    head: &Words,
    cell: &Words,
) -> Option<Known> {
    let is = |words: &[&str]| head.has(words);
    let Budget { budget, spent, forecast, on, .. } = own;
    let known = match () {
        () if is(&PART) => return None,
        () if is(&OVER) => vec![forecast.as_ref()?.minus(*budget)?.size()],
        () if is(&LEFT) => {
            let rest = budget.minus(*spent)?;
            [Some(rest), forecast.and_then(|cost| cost.minus(*spent))]
                .into_iter()
                .flatten()
                .collect()
        }
        () if is(&FORECAST) => vec![(*forecast)?],
        () if is(&SPENT) => vec![*spent],
        () if is(&BUDGET) => vec![*budget],
        () => return None,
    };
    let (value, sign) = figure(&cell.said)?;
    let pounds = size(&own.unit.value)?;
    let unit = size(&sign).filter(|size| *size > 1);
    let unit = unit.or_else(|| size(&head.said)).or_else(|| size(&read.caption.said)).unwrap_or(1);
    let places = i32::try_from(value.places()).unwrap_or(0);
    let value = if is(&OVER) { value.size() } else { value };
    let is_it = |known: &Number| {
        let in_unit = known.times(Number::from(pounds)).and_then(|sum| sum.over(unit.into()));
        let rounded = in_unit.and_then(|(known, _)| known.rounded(places));
        rounded == Some(value)
    };
    let cost = forecast.map(|cost| format!(", and it is expected to cost £{cost}"));
    Some(Known {
        right: known.iter().any(is_it),
        sure: !sign.contains('%'),
        says: format!(
            "{} has a budget of £{budget}, of which £{spent} was spent by {}{}",
            own.name.value,
            in_words(on.value),
            cost.unwrap_or_default()
        ),
        expression: None,
        place: on.place,
    })
    .filter(|_| !sign.contains('%'))
}

/// What the data have for a row of figures under a heading; `None` if the title of the row does not start with a
/// letter and neither heading nor caption names the table.
pub(super) fn given(
    read: &Read<'_, '_>,
    row: &Figures<'_>,
    head: &Words,
    cell: &Words,
) -> Option<Known> {
    let (value, _) = figure(&cell.said)?;
    let said: Vec<_> = [head, &read.caption].iter().flat_map(|words| stems(&words.said)).collect();
    let names = |title: &str| {
        let own = stems(title);
        let is_among = |less: &[String], more: &[String]| {
            !less.is_empty() && less.iter().all(|stem| more.contains(stem))
        };
        is_among(&stems(&head.said), &own) || is_among(&own, &said)
    };
    let is_told = row.title.starts_with(char::is_alphabetic) || names(row.table);
    let of_head: Vec<_> = row.all.iter().filter(|one| names(&one.besides)).collect();
    let all = if of_head.is_empty() { row.all.iter().collect() } else { of_head };
    let first = all.first().filter(|_| is_told)?;
    let places = i32::try_from(value.places()).unwrap_or(0);
    let is_it = |known: Number| known.rounded(places) == Some(value);
    // "£1,250,000" is 1.25 in millions of pounds.
    let in_unit = |known: Number| {
        UNITS.iter().filter_map(move |(_, size)| known.times((*size).into())).any(is_it)
    };
    Some(Known {
        right: all.iter().any(|one| is_it(one.value) || in_unit(one.value)),
        sure: false,
        says: format!("“{}” of “{}” is {}", row.title, row.table, first.value),
        expression: None,
        place: first.place,
    })
}

/// How many pounds the unit of money in a text is, if there is one.
fn size(text: &str) -> Option<i64> {
    let text: String = text.to_lowercase().split_whitespace().collect();
    let unit = UNITS.iter().find(|(unit, _)| text.contains(unit)).map(|(_, size)| *size);
    unit.or_else(|| text.contains('£').then_some(1))
}
