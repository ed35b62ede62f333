//! Days of what happened: "the re-visit was from 18 to 20 January 2022", "on 1 April 2022 the plan was submitted".
//!
//! In comes a sentence; out come the days in it on which, by the data, something else was. A day is held against what the
//! words beside it say happened then, and only where they say it of the very thing that the data know. Months are held
//! against months, days against days.

use chrono::{Datelike, NaiveDate};

use super::facts::{Facts, phrase};
use super::reading::{Day, Sentence, Token, What, year_of};
use super::{Claim, Data};
use crate::diag::Place;
use crate::model::inspection::Visit;
use crate::read::Placed;
use crate::read::date::Date;

/// Words with which a sentence speaks of what is only expected, or of other papers.
const UNSURE: [&str; 10] = [
    "due", "expected", "planned", "proposed", "guidance", "usually", "should", "would", "may",
    "could",
];
/// Words after which a day is not the one on which something was.
const BOUND: [&str; 7] = ["before", "after", "by", "until", "since", "than", "of"];
/// The farthest that words may stand from their day.
const REACH: usize = 16;

/// What happened, as prose names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Happening {
    /// A visit took place.
    Visited,
    /// What a visit found was published.
    Published,
    /// A plan was submitted.
    Submitted,
    /// A plan was found fit for purpose.
    Fit,
    /// A review was held.
    Reviewed,
    /// The letter of a review was written.
    Wrote,
    /// The next review is held.
    Next,
}

/// Something that happened, by the data.
struct Event {
    happening: Happening,
    /// What it is called: the name of a visit, a plan or a review.
    name: String,
    from: NaiveDate,
    to: NaiveDate,
    /// What the data say, in words.
    says: String,
    expression: String,
    place: Place,
}

/// The days in a sentence that the data contradict, under a heading.
pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, heading: &str) -> Vec<Claim> {
    let events = events(facts);
    let mut claims = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        let (day, meant) = match token.what {
            What::Day(day) => (day, meant(facts, sentence, at, heading, &events)),
            _ => match year_of_visit(sentence, at, &events) {
                Some(found) => found,
                None => continue,
            },
        };
        // A time from one day to another is that of a visit.
        let meant = meant.into_iter().filter(|event| {
            !matches!(token.what, What::Day(Day { since: Some(_), .. }))
                || event.happening == Happening::Visited
        });
        let meant: Vec<_> = meant.collect();
        let said = |event: &&Event| is_said(day, event);
        if let Some(first) = meant.first().filter(|_| !meant.iter().any(said)) {
            claims.push(claim(sentence, at, first));
        }
    }
    claims
}

/// The events that a day is said to be that of.
fn meant<'e>(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    at: usize,
    heading: &str,
    events: &'e [Event],
) -> Vec<&'e Event> {
    let tokens = &sentence.tokens;
    let opens = at <= 1 && tokens[0].is(&["on", "in", "from", "between"]) || at == 0;
    let is_day = |token: &Token| matches!(token.what, What::Day(_));
    let near: Vec<&Token> = if opens {
        tokens[at + 1..].iter().take_while(|token| !is_day(token)).take(REACH).collect()
    } else {
        let before = tokens[..at].iter().rev();
        let mut before: Vec<_> = before.take_while(|token| !is_day(token)).take(REACH).collect();
        before.reverse();
        before
    };
    let says = |words: &[&str]| near.iter().any(|token| token.is(words));
    let text = near.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    let last = at.checked_sub(1).map(|before| &tokens[before]);
    let bound = !opens && last.is_some_and(|last| last.is(&BOUND));
    let of = last.is_some_and(|last| last.is(&["of"]));
    if says(&UNSURE) || bound && !of {
        return Vec::new();
    }
    let happened =
        |happening: Happening| events.iter().filter(move |one| one.happening == happening);
    let is_review = says(&["review", "meeting", "meetings"])
        || facts.plans.iter().any(|plan| {
            let review =
                plan.review.as_ref().map(|(_, reviewed, _)| reviewed.review.name.to_lowercase());
            review.is_some_and(|name| heading.to_lowercase().contains(&name))
        });
    if says(&["will", "next"]) {
        let held = says(&["review", "meeting"]);
        return happened(Happening::Next).filter(|_| held).collect();
    }
    if text.contains("fit for purpose") {
        return happened(Happening::Fit).collect();
    }
    if says(&["submitted", "sent", "submission", "submit"]) {
        let plan = |event: &&Event| {
            says(&["plan", "statement"])
                || text.contains(&event.name.to_lowercase())
                || facts.plans.iter().any(|plan| says(&[&*plan.figures.short.to_lowercase()]))
        };
        return happened(Happening::Submitted).filter(plan).collect();
    }
    let letter = says(&["letter", "report", "findings", "answer"]);
    if says(&["dated"]) && says(&["review", "letter"]) {
        return happened(Happening::Wrote).collect();
    }
    let public = says(&["published", "public", "publication"]) || text.contains("came out");
    let named: Vec<&Event> =
        happened(Happening::Visited).filter(|event| names(&near, &event.name)).collect();
    let inspected = says(&["inspected", "inspectors", "returned"]) && !says(&["areas"]);
    let visits: Vec<&str> = named.iter().map(|event| event.name.as_str()).collect();
    let published = || {
        let published = happened(Happening::Published);
        published.filter(|one| visits.is_empty() || visits.contains(&one.name.as_str()))
    };
    if letter && (public || of) || public && !named.is_empty() {
        return published().collect();
    }
    if letter && !named.is_empty() {
        // "The report of the re-visit in January": the one or the other.
        return published().chain(named.iter().copied()).collect();
    }
    if letter || public || says(&["received", "wrote", "met", "told", "asked", "went", "submitted"])
    {
        return Vec::new();
    }
    if says(&["held", "place"]) && is_review && named.is_empty() {
        return happened(Happening::Reviewed).collect();
    }
    let joined = last.is_none_or(|last| last.is(&["in", "on", "from", "of", "between", "during"]));
    if !opens && !joined {
        return Vec::new();
    }
    match named.is_empty() {
        true if inspected && (opens || !of) => {
            let again = says(&["returned"]);
            let visits: Vec<&Event> = happened(Happening::Visited).collect();
            let from = usize::from(again).min(visits.len().saturating_sub(1));
            visits.into_iter().skip(from).collect()
        }
        _ => named,
    }
}

/// Whether words name one visit, not several and not a part of something else: "the inspection", "the re-visit by Ofsted".
fn names(near: &[&Token], name: &str) -> bool {
    let name = phrase(name);
    let starts = (0..near.len()).filter(|at| {
        let words = near.get(*at..at + name.len());
        words.is_some_and(|words| {
            words.iter().zip(&name).all(|(token, word)| same(&token.word, word))
        })
    });
    let mut starts = starts;
    starts.any(|at| {
        let next = near.get(at + name.len());
        !next.is_some_and(|next| next.is(&["report", "framework", "letter", "findings", "outcome"]))
    })
}

/// Whether two words are one, be it written with a hyphen or without: "re-visit", "revisit".
fn same(one: &str, other: &str) -> bool {
    one.replace('-', "") == other.replace('-', "")
}

/// The year before the name of a visit, and the visits of that name: "the 2017 inspection".
fn year_of_visit<'e>(
    sentence: &Sentence<'_, '_>,
    at: usize,
    events: &'e [Event],
) -> Option<(Day, Vec<&'e Event>)> {
    let year = year_of(&sentence.tokens[at].word)?;
    let visits = events.iter().filter(|event| {
        event.happening == Happening::Visited && sentence.says(at + 1, &phrase(&event.name))
    });
    let visits: Vec<_> = visits.collect();
    let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
    (!visits.is_empty()).then_some((Day { from, to, since: None }, visits))
}

/// Whether a day is that of an event, as exactly as it is said.
fn is_said(day: Day, event: &Event) -> bool {
    match day.since {
        Some(since) => since == event.from && day.to == event.to,
        None => day.from <= event.to && event.from <= day.to,
    }
}

/// What the paper says and what the data have.
fn claim(sentence: &Sentence<'_, '_>, at: usize, event: &Event) -> Claim {
    let written = sentence.written(at, at);
    Claim {
        range: sentence.tokens[at].range.clone(),
        message: format!("`{written}`: by the data, {}", event.says),
        data: Some(Data {
            says: event.says.clone(),
            expression: format!("{} | date", event.expression),
            words: false,
            place: event.place,
        }),
    }
}

/// A day in words.
fn written(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// What happened, by the data.
fn events(facts: &Facts<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for one in &facts.inspections {
        let name = one.name.as_deref().unwrap_or("inspection");
        let visits = &one.inspected.inspection.visit;
        for (n, visit) in visits.iter().enumerate() {
            let at = match n {
                0 => format!("{name}.first"),
                _ if n + 1 == visits.len() => format!("{name}.latest"),
                _ => format!("{name}.visits[{n}]"),
            };
            events.extend(of_visit(visit, &at));
        }
    }
    for plan in &facts.plans {
        let one = &plan.planned.plan;
        let mut add = |happening, day: Option<Placed<Date>>, what: String, expression: String| {
            events.extend(day.map(|day| Event {
                happening,
                name: one.name.value.clone(),
                from: day.value.0,
                to: day.value.0,
                says: format!("{what} {}", written(day.value.0)),
                expression,
                place: day.place,
            }));
        };
        let name = &plan.name;
        let called = &plan.figures.short;
        add(
            Happening::Submitted,
            Some(one.submitted),
            format!("the {called} was submitted on"),
            format!("{name}.submitted"),
        );
        add(
            Happening::Fit,
            one.fit_for_purpose,
            format!("the {called} was found fit for purpose on"),
            format!("{name}.fit_for_purpose"),
        );
        if let Some((name, reviewed, _)) = &plan.review {
            let review = &reviewed.review;
            add(
                Happening::Reviewed,
                Some(review.held),
                "the review was held on".into(),
                format!("{name}.held"),
            );
            add(
                Happening::Wrote,
                review.letter,
                "the letter of the review is dated".into(),
                format!("{name}.letter"),
            );
            add(
                Happening::Next,
                review.next,
                "the next review is on".into(),
                format!("{name}.next"),
            );
        }
    }
    events
}

/// What happened in a visit.
fn of_visit(visit: &Visit, at: &str) -> Vec<Event> {
    let name = &visit.name.value;
    let mut events = Vec::new();
    if let Some((start, end)) = visit.start.zip(visit.end) {
        let (from, to) = (start.value.0, end.value.0);
        let days = match (from == to, from.year() == to.year()) {
            (true, _) => format!("was on {}", written(from)),
            _ => format!("was from {} to {}", written(from), written(to)),
        };
        events.push(Event {
            happening: Happening::Visited,
            name: name.clone(),
            from,
            to,
            says: format!("the {name} {days}"),
            expression: format!("{at}.start"),
            place: start.place,
        });
    }
    let public = [("published", visit.published), ("issued", visit.issued)];
    events.extend(public.into_iter().filter_map(|(key, day)| {
        let day = day?;
        Some(Event {
            happening: Happening::Published,
            name: name.clone(),
            from: day.value.0,
            to: day.value.0,
            says: format!("the findings of the {name} were {key} on {}", written(day.value.0)),
            expression: format!("{at}.{key}"),
            place: day.place,
        })
    }));
    events
}
