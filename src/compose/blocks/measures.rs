//! Makes the tables of a plan's measures.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::cells::*;
use super::terms::{Terms, none};
use super::trend::trend_chart;
use crate::derive::measure::{Comparison, Direction, Goal, MeasureState, Point, Standing};
use crate::document::{Block, Cell, Inline, Inlines};
use crate::language::Wording;
use crate::language::case::{capital, inside};
use crate::language::units::amount;
use crate::model::plan::{Better, Status};
use crate::read::date::Date;
use crate::read::number::Number;

/// A table of measures, the most serious first: a small chart, the last reading and its comparison, the target in
/// force, what others reached where that is given, which way is better, and how the measure is doing. A sentence
/// where there are none.
pub(in crate::compose) fn measure_table(
    terms: Terms<'_>,
    measures: &[&MeasureState],
    caption: String,
) -> Block {
    if measures.is_empty() {
        return none(terms.wording, &caption);
    }
    let row = |measure: &MeasureState| {
        let target = measure.target.as_ref().map(|target| words(target_by(terms, target)));
        let others = measure.comparators.iter().map(|other| words(other_on(terms, other)));
        vec![
            cell(&measure.name),
            trend_chart(terms, measure, None, true)
                .map_or_else(|| cell("–"), |chart| Cell { blocks: vec![chart] }),
            read(terms, measure),
            cell_of_lines(target.into_iter().chain(others)),
            cell(terms.word(match measure.better {
                Better::Higher => "better-higher",
                Better::Lower => "better-lower",
            })),
            verdict(terms, measure),
        ]
    };
    let columns = terms.columns([
        ("column-measure", filling()),
        ("column-trend", narrow()),
        ("column-latest", filling()),
        ("column-target-others", filling()),
        ("column-better", narrow()),
        ("column-verdict", filling()),
    ]);
    table(caption, columns, worst_first(measures).into_iter().map(row).collect())
}

/// Measures sorted by how far they are from their targets, the furthest first. The withheld ones come last, in the
/// plan's order, since their place would tell how they stand.
pub(in crate::compose) fn worst_first<'m>(measures: &[&'m MeasureState]) -> Vec<&'m MeasureState> {
    let (closed, mut all): (Vec<_>, Vec<_>) = measures.iter().copied().partition(|one| one.closed);
    all.sort_by(|one, other| {
        let ((one, near), (other, far)) = (one.severity(), other.severity());
        one.cmp(&other).then(far.total_cmp(&near))
    });
    all.extend(closed);
    all
}

/// A table with a row for each measure: all its readings and targets, and what others reached.
pub(in crate::compose) fn readings_table(
    terms: Terms<'_>,
    measures: &[&MeasureState],
    caption: String,
) -> Block {
    let joined = |all: Vec<String>| match all.is_empty() {
        true => cell("–"),
        false => cell(all.join("; ")),
    };
    let row = |measure: &MeasureState| {
        let points = measure.baseline.iter().chain(&measure.readings);
        vec![
            cell(&measure.name),
            joined(points.map(|point| dated(terms, point)).collect()),
            joined(measure.targets.iter().map(|target| came_of(terms, target)).collect()),
            cell_of_lines(
                measure
                    .note
                    .iter()
                    .map(words)
                    .chain(measure.comparators.iter().map(|other| others(terms, other))),
            ),
        ]
    };
    let columns = terms.columns([
        ("column-measure", filling()),
        ("column-readings", filling()),
        ("column-targets", filling()),
        ("column-notes-others", filling()),
    ]);
    table(caption, columns, worst_first(measures).into_iter().map(row).collect())
}

/// A target with its day, and whether it was met once that had come.
fn came_of(terms: Terms<'_>, target: &Goal) -> String {
    let said = target_by(terms, target);
    match target.standing {
        Some(standing @ (Standing::Met | Standing::Missed | Standing::NotYetKnown)) => {
            let standing = terms.word(&format!("standing-{}", standing.word()));
            format!("{said} ({})", inside(&standing))
        }
        _ => said,
    }
}

/// The last reading of a measure, with its comparison below it.
fn read(terms: Terms<'_>, measure: &MeasureState) -> Cell {
    let latest = measure.latest.as_ref().map(|point| words(dated(terms, point)));
    let baseline = measure.baseline.as_ref().filter(|_| latest.is_none());
    let latest = latest.or_else(|| baseline.map(|_| words(terms.word("no-reading"))));
    let from = measure.since.as_ref().or(baseline).map(|point| {
        words(terms.say("reading-from", context! { point => Value::from(Serde(point)) }))
    });
    cell_of_lines(latest.into_iter().chain(from))
}

/// What another council reached, with the day.
fn other_on(terms: Terms<'_>, other: &Comparison) -> String {
    format!("{}: {} ({})", other.name, other.words, terms.short(other.on))
}

/// What another council reached, with the day and the source, which is a link where it is an address.
fn others(terms: Terms<'_>, other: &Comparison) -> Inlines {
    let mut said = other_on(terms, other);
    match &other.source {
        Some(address) if address.starts_with("https://") || address.starts_with("http://") => {
            return vec![linked(&said, Some(address))];
        }
        Some(source) => said += &format!(", {source}"),
        None => {}
    }
    words(said)
}

/// A reading with its day and its qualification.
fn dated(terms: Terms<'_>, point: &Point) -> String {
    terms.say("reading-on", context! { point => Value::from(Serde(point)) })
}

/// The wording key of a direction.
fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Improving => "direction-improving",
        Direction::Worsening => "direction-worsening",
        Direction::Unchanged => "direction-unchanged",
    }
}

/// A target with its day.
fn target_by(terms: Terms<'_>, target: &Goal) -> String {
    terms.say("target-by", context! { target => Value::from(Serde(target)) })
}

/// The distance of the last reading from the target in force, in words: `8.5 percentage points below target`.
pub(super) fn distance(wording: &Wording, measure: &MeasureState) -> Option<String> {
    Some(apart(wording, measure.variance?, measure.unit.as_deref()))
}

/// A variance in words, with its side: above or below target, or on it.
fn apart(wording: &Wording, variance: Number, unit: Option<&str>) -> String {
    let points = wording.word("percentage-points");
    let unit = if unit == Some("%") { Some(points.as_str()) } else { unit };
    let key = match variance {
        none if none == Number::ZERO => return wording.word("on-target"),
        below if below.is_negative() => "below-target",
        _ => "above-target",
    };
    wording.say(key, context! { amount => amount(variance.size(), unit) })
}

/// How a measure stands to the target in force and how far it is from it, in words: `met on 31 Mar 2023; now 1 day
/// above target`. `None` where neither is known.
pub(crate) fn standing(wording: &Wording, measure: &MeasureState) -> Option<String> {
    let stands =
        measure.standing.map(|stands| wording.word(&format!("standing-{}", stands.word())));
    let far = far(wording, measure);
    (stands.is_some() || far.is_some()).then(|| {
        stands.map(|stands| inside(&stands)).unwrap_or_default() + &far.unwrap_or_default()
    })
}

/// The distance of a measure from the target in force, as the continuation of the word for its standing.
fn far(wording: &Wording, measure: &MeasureState) -> Option<String> {
    let distance = distance(wording, measure)?;
    let by = measure.target.as_ref().map(|target| target.by);
    let passed = by.filter(|by| measure.latest.as_ref().is_some_and(|latest| latest.on > *by));
    Some(match (measure.standing, passed) {
        (None, _) => distance,
        (Some(_), Some(by)) => {
            wording.say("stood-on", context! { by => Value::from_object(by), distance })
        }
        (Some(Standing::NotYetKnown), None) => wording.say("last-stood", context! { distance }),
        (Some(_), None) => format!(": {distance}"),
    })
}

/// The cell of a measure's standing and its distance from the target in force; then, if another target fell due last,
/// whether that was met; then the direction. Whether a target was met on its day says nothing of a later reading.
fn verdict(terms: Terms<'_>, measure: &MeasureState) -> Cell {
    let far = far(terms.wording, measure);
    let now = match measure.standing {
        Some(standing) => Some(
            [stands(terms, standing)]
                .into_iter()
                .chain(far.map(|far| Inline::text(far, None)))
                .collect(),
        ),
        None => far.map(|far| words(capital(&far))),
    };
    let before = measure.fell_due.as_ref().filter(|_| now.is_some());
    let before = before
        .filter(|before| measure.target.as_ref().is_some_and(|target| before.by != target.by));
    let before = before.and_then(|before| {
        let said = format!(": {}", target_by(terms, before));
        Some(vec![stands(terms, before.standing?), Inline::text(said, None)])
    });
    let way = measure.direction.map(|way| words(terms.word(direction(way))));
    cell_of_lines(now.into_iter().chain(before).chain(way))
}

/// A standing to a target, as mark and word.
fn stands(terms: Terms<'_>, standing: Standing) -> Inline {
    let mark = match standing {
        Standing::Met => Status::Complete,
        Standing::OnCourse => Status::OnTrack,
        Standing::NotYetKnown => Status::NotStarted,
        Standing::OffCourse => Status::AtRisk,
        Standing::Missed => Status::Behind,
    };
    marked(mark, terms.word(&format!("standing-{}", standing.word())))
}

/// A table of a measure's readings, its targets and what others reached, by day.
pub(in crate::compose) fn reading_table(
    terms: Terms<'_>,
    measure: &MeasureState,
    caption: Option<String>,
) -> Block {
    let name = &measure.name;
    let caption = caption.unwrap_or_else(|| terms.say("readings-caption", context! { name }));
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
        return none(terms.wording, &caption);
    }
    let rows = days.into_iter().map(|day| {
        let reading = points().find(|point| point.on == day);
        let is_baseline = measure.baseline.as_ref().is_some_and(|baseline| baseline.on == day);
        let target = measure.targets.iter().find(|goal| goal.by == day);
        let remark = match reading {
            Some(_) if is_baseline => Some("column-baseline"),
            Some(Point { provisional: true, .. }) => Some("provisional"),
            Some(Point { restated: true, .. }) => Some("restated"),
            _ => None,
        };
        let fell_due = measure.fell_due.as_ref().map(|due| due.by);
        let due = target.filter(|goal| fell_due.is_some_and(|last| goal.by <= last));
        let due = due.and_then(|goal| goal.standing).map(|standing| match standing {
            Standing::Met => "remark-met",
            Standing::Missed => "remark-missed",
            _ => "remark-not-yet-known",
        });
        let remarks = remark.into_iter().chain(due).map(|key| words(terms.word(key)));
        let mut row = vec![
            cell(terms.short(day)),
            cell_or_dash(reading.map(|point| point.words.clone())),
            cell_or_dash(target.map(|goal| goal.words.clone())),
        ];
        row.extend(names.iter().map(|name| {
            let mut others = measure.comparators.iter();
            let other = others.find(|other| other.name == *name && other.on == day);
            cell_or_dash(other.map(|other| other.words.clone()))
        }));
        row.push(cell_of_lines(remarks));
        row
    });
    let mut columns = terms.columns([
        ("column-date", narrow()),
        ("column-reading", number()),
        ("column-target", number()),
    ]);
    columns.extend(names.iter().map(|name| ((*name).to_owned(), number())));
    columns.push((terms.word("column-remark"), filling()));
    table(caption, columns, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_read_as_they_are_printed() {
        for (variance, unit, words) in [
            ("-8.5", "%", "8.5 percentage points below target"),
            ("1", "%", "1 percentage point above target"),
            ("-0.0004", "%", "0.0004 percentage points below target"),
            ("-4.604", "£m", "£4.604m below target"),
            ("-1", "days", "1 day below target"),
            ("0.0", "days", "on target"),
        ] {
            assert_eq!(apart(&Wording::default(), variance.parse().unwrap(), Some(unit)), words);
        }
    }
}
