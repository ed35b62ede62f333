//! Makes a timeline of events, as a drawing and as a table.

use chrono::{Datelike, NaiveDate};
use minijinja::{Value, context};

use super::cells::*;
use super::terms::columns_of;
use crate::derive::inspection::Inspected;
use crate::derive::plan::Planned;
use crate::document::chart::{Drawing, Moment, Tick, Timeline};
use crate::document::{Block, Chart};
use crate::language::Wording;
use crate::language::case::capital;
use crate::read::date::Date;

/// The fewest events that a drawing is made for.
const FEW: usize = 3;

/// The most rows of points above each other; points beyond that may touch.
const ROWS: usize = 5;

/// The least distance of two points in a row, as a share of the width: on a telephone a point is that wide.
const APART: f64 = 0.1;

/// The least distance of two year labels, as a share of the width.
const YEARS_APART: f64 = 0.13;

/// An event on a day.
pub(in crate::compose) struct Event {
    /// The day.
    pub(in crate::compose) on: Date,
    /// The event, in words.
    pub(in crate::compose) what: String,
}

/// The visits of an inspection known on a day and their publications up to it. `under` is the name of the inspection,
/// given where a plan has several.
pub(in crate::compose) fn visits(
    wording: &Wording,
    inspected: &Inspected,
    as_at: Date,
    under: Option<&str>,
) -> Vec<Event> {
    let mut events = Vec::new();
    for visit in inspected.visits(Some(as_at.0)) {
        let visit_name = match under {
            Some(under) => format!("{} ({under})", capital(&visit.name)),
            None => capital(&visit.name),
        };
        let on_site = visit.start.zip(visit.end);
        if let Some((start, end)) = on_site {
            let end = (end.value != start.value).then(|| Value::from_object(end.value));
            let values = context! { visit => &visit_name, end };
            events.push(Event { on: start.value, what: wording.say("event-visit", values) });
        }
        let published = if on_site.is_some() { "event-findings" } else { "event-published" };
        for (day, key) in [(visit.issued, "event-issued"), (visit.published, published)] {
            let Some(day) = day else { continue };
            let what = wording.say(key, context! { visit => &visit_name });
            events.push(Event { on: day.value, what });
        }
    }
    events.retain(|event| event.on <= as_at);
    events
}

/// The events of a plan up to a day, those of its inspections included.
pub(in crate::compose) fn milestones_of(
    wording: &Wording,
    planned: &Planned,
    as_at: Date,
) -> Vec<Event> {
    let plan = &planned.plan;
    let name = plan.short.as_ref().unwrap_or(&plan.name);
    let are_several = planned.inspections.len() > 1;
    let all = |inspected: &Inspected| {
        visits(wording, inspected, as_at, are_several.then(|| inspected.title()))
    };
    let mut events: Vec<Event> = planned.inspections.iter().flat_map(all).collect();
    let say = |key: &str| wording.say(key, context! { plan => &name.value });
    events.push(Event { on: plan.submitted.value, what: say("event-submitted") });
    if let Some(fit) = plan.fit_for_purpose {
        events.push(Event { on: fit.value, what: say("event-fit-for-purpose") });
    }
    events.retain(|event| event.on <= as_at);
    events
}

/// A timeline: a drawing where there are enough events, and always a table.
pub(in crate::compose) fn timeline(
    wording: &Wording,
    mut events: Vec<Event>,
    caption: Option<String>,
) -> Vec<Block> {
    let caption = caption.unwrap_or_else(|| wording.word("events-caption"));
    let date = |event: &Event| cell(wording.date(event.on));
    events.sort_by_key(|event| event.on);
    if events.is_empty() {
        return vec![Block::paragraph(words(wording.say("nothing-yet", context! { caption })))];
    }
    let Some(drawing) = drawing(&events) else {
        return vec![event_table(wording, events, caption)];
    };
    let chart = Block::Chart(Chart {
        alternative: finding(wording, &events),
        caption: Some(words(caption.clone())),
        drawing: Drawing::Timeline(drawing),
    });
    let rows = events
        .into_iter()
        .enumerate()
        .map(|(n, event)| vec![cell((n + 1).to_string()), date(&event), cell(event.what)]);
    let columns = columns_of(
        wording,
        [("column-number", narrow()), ("column-date", narrow()), ("column-event", filling())],
    );
    let caption = wording.say("numbered-events-caption", context! { caption });
    vec![chart, table(caption, columns, rows.collect())]
}

/// A table of events, without a drawing.
pub(in crate::compose) fn event_table(
    wording: &Wording,
    mut events: Vec<Event>,
    caption: String,
) -> Block {
    events.sort_by_key(|event| event.on);
    let row = |event: Event| vec![cell(wording.date(event.on)), cell(event.what)];
    let columns = columns_of(wording, [("column-date", narrow()), ("column-event", filling())]);
    table_by_day(caption, columns, events.into_iter().map(row).collect())
}

/// The drawing's alternative text: its findings in words.
fn finding(wording: &Wording, events: &[Event]) -> String {
    let day = |event: &Event| Value::from_object(event.on);
    let gaps = events.windows(2).map(|pair| ((pair[1].on.0 - pair[0].on.0).num_days(), pair));
    // Names the first of equal gaps.
    let longest = gaps.rev().max_by_key(|(days, _)| *days);
    let values = context! {
        count => events.len(),
        first => events.first().map(day),
        last => events.last().map(day),
        longest => longest.map(|(_, pair)| pair.iter().map(day).collect::<Vec<_>>()),
    };
    wording.say("timeline-finding", values)
}

/// The drawing of events in order of time; `None` where there are few, or all on one day.
fn drawing(events: &[Event]) -> Option<Timeline> {
    let (first, last) = (events.first()?.on.0, events.last()?.on.0);
    let whole = (last - first).num_days();
    if events.len() < FEW || whole == 0 {
        return None;
    }
    let across = |day: NaiveDate| 0.02 + 0.96 * (day - first).num_days() as f64 / whole as f64;
    let begins = (first.year()..=last.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .filter(|day| *day >= first);
    let mut named = f64::NEG_INFINITY;
    let mut years: Vec<Tick> = begins
        .map(|day| {
            let at = across(day);
            let apart = at - named > YEARS_APART;
            named = if apart { at } else { named };
            Tick { at, label: if apart { day.year().to_string() } else { String::new() } }
        })
        .collect();
    if years.is_empty() {
        years.push(Tick { at: 0.5, label: first.year().to_string() });
    }
    let mut ends = [f64::NEG_INFINITY; ROWS];
    let moments = events.iter().enumerate().map(|(n, event)| {
        let at = across(event.on.0);
        let row = ends.iter().position(|end| at - end >= APART).unwrap_or(n % ROWS);
        ends[row] = at;
        Moment { at, row, label: (n + 1).to_string() }
    });
    let moments: Vec<_> = moments.collect();
    let rows = moments.iter().map(|moment| moment.row + 1).max().unwrap_or(1);
    Some(Timeline { years, events: moments, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(on: &str) -> Event {
        Event { on: Date(on.parse().unwrap()), what: "A visit".into() }
    }

    #[test]
    fn points_that_would_cover_each_other_stand_in_rows() {
        let days = ["2018-11-05", "2022-01-18", "2022-01-20", "2022-01-21", "2023-04-20"];
        let drawn = drawing(&days.map(event)).unwrap();
        let rows: Vec<_> = drawn.events.iter().map(|moment| moment.row).collect();
        assert_eq!((rows, drawn.rows), (vec![0, 0, 1, 2, 0], 3));
        assert!(drawn.events.iter().all(|moment| (0.0..=1.0).contains(&moment.at)));
    }

    #[test]
    fn a_year_is_named_where_it_begins() {
        let years = |days: [&str; 3]| -> Vec<(String, f64)> {
            let drawn = drawing(&days.map(event)).unwrap();
            drawn.years.into_iter().map(|year| (year.label, year.at)).collect()
        };
        let several = years(["2020-07-01", "2021-07-01", "2022-07-01"]);
        let names: Vec<_> = several.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2021", "2022"]);
        assert!((several[0].1 - (0.02 + 0.96 * 184.0 / 730.0)).abs() < 1e-9, "{several:?}");
        assert_eq!(years(["2022-02-01", "2022-03-01", "2022-11-30"]), [("2022".into(), 0.5)]);
        let many = years(["2000-06-01", "2010-06-01", "2022-06-01"]);
        assert_eq!(many.len(), 22, "every year has its stroke");
        assert!(many.iter().any(|(name, _)| name.is_empty()), "some have no room for their name");
    }

    #[test]
    fn few_events_are_a_table_alone() {
        let wording = Wording::default();
        assert_eq!(
            timeline(&wording, ["2018-11-05", "2022-01-18"].map(event).into(), None).len(),
            1
        );
        assert_eq!(
            timeline(&wording, ["2018-11-05", "2018-11-05", "2018-11-05"].map(event).into(), None)
                .len(),
            1
        );
        assert!(finding(&wording, &["2018-11-05", "2022-01-18", "2022-02-01"].map(event)).contains(
            "from 5 November 2018 to 1 February 2022, with the longest time between 5 November 2018 and 18 January 2022"
        ));
    }
}
