//! Checks what the law requires papers to say, and in which words: about key decisions, and about exempt items called
//! confidential.
//!
//! In come a report and its document; out come findings. The duties themselves are data: each law says which papers
//! fall under a duty, what they must say, and since when.

use chrono::NaiveDate;

use super::is_english;
use super::passage::Passage;
use crate::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::language::calendar::dates;
use crate::load::paper::{Paper, Subject};
use crate::model::law::{Duty, Within};
use crate::model::report::Report;
use crate::read::date::in_words;
use crate::read::{Name, Value};

/// A text in which duties are looked for.
struct Spoken {
    /// The text as written.
    text: String,
    /// The text in lower case, with typewriter apostrophes.
    small: String,
    place: Option<Place>,
}

/// Reports what the law in force on the day of a report requires and the report lacks.
pub(super) fn check(
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let Some(today) = document.date.filter(|_| is_english(document)) else {
        return Vec::new();
    };
    let spoken = |text: &str, place| Spoken {
        text: text.to_owned(),
        small: text.to_lowercase().replace('’', "'"),
        place,
    };
    let text = passages.iter().filter(|passage| !passage.is_quoted());
    let text = text.map(|passage| spoken(&passage.text, passage.place()));
    let front = report.front.iter().map(|(name, value)| {
        let (said, place) = match value {
            Value::Text(said) => (said.text.clone(), said.place),
            Value::Truth(truth) => (if truth.value { "yes" } else { "no" }.to_owned(), truth.place),
            _ => (String::new(), name.place),
        };
        spoken(&format!("{}: {said}", name.value.replace('-', " ")), Some(place))
    });
    let text: Vec<_> = front.chain(text).collect();
    let in_force = paper.house.law.duty.iter().filter(|duty| duty.is_in_force(today));
    let found = in_force.flat_map(|duty| match duty.within {
        Within::Text => of_text(duty, &text, today.0),
        Within::BackgroundPapers => listed(duty, report, &spoken),
    });
    found.collect()
}

/// Reports what a text that falls under a duty lacks.
fn of_text(duty: &Duty, text: &[Spoken], today: NaiveDate) -> Vec<Diagnostic> {
    let under: Vec<_> = text.iter().filter(|one| falls_under(duty, &one.small)).collect();
    let Some(first) = under.first() else { return Vec::new() };
    if duty.needs.is_empty() {
        return under.iter().map(|one| finding(duty, one.place)).collect();
    }
    let tells = |one: &&Spoken| {
        any(&duty.needs, &one.small) && (duty.beside.is_empty() || any(&duty.beside, &one.small))
    };
    let told: Vec<_> = text.iter().filter(tells).collect();
    let is_excused = text.iter().any(|one| any(&duty.excuses, &one.small));
    let days: Vec<_> = told
        .iter()
        .flat_map(|one| dates(&one.text).into_iter().map(|(_, day)| (day, one.place)))
        .collect();
    if told.is_empty() && !is_excused || duty.dated && days.is_empty() && !is_excused {
        return vec![finding(duty, first.place)];
    }
    // The earliest date in the text is that of the notice; a future one belongs to something else.
    let given = days.into_iter().filter_map(|(day, place)| Some((day?, place)));
    let given = given.filter(|(day, _)| *day < today).min_by_key(|(day, _)| *day);
    let short = duty.clear_days.zip(given).and_then(|(needed, (given, place))| {
        let clear = (today - given).num_days() - 1;
        (clear < needed.into() && !is_excused).then(|| {
            let message = format!(
                "notice was given on {}, {clear} clear days before, and {needed} are needed ({})",
                in_words(given),
                duty.citation.value
            );
            Diagnostic::of(duty.rule.rule(), place, message).hint(duty.hint.value.clone())
        })
    });
    short.into_iter().collect()
}

/// Reports the background papers that fall under a duty.
fn listed(
    duty: &Duty,
    report: &Report,
    spoken: &dyn Fn(&str, Option<Place>) -> Spoken,
) -> Vec<Diagnostic> {
    let under = report.background_paper.iter().filter(|one| {
        let address = one.url.as_ref().map_or("", |url| url.value.as_str());
        falls_under(duty, &spoken(&format!("{} {address}", one.title.text), None).small)
    });
    under.map(|one| finding(duty, Some(one.title.place))).collect()
}

/// Whether a text is about the subject of a duty.
fn falls_under(duty: &Duty, small: &str) -> bool {
    any(&duty.says, small)
        && (duty.with.is_empty() || any(&duty.with, small))
        && !any(&duty.unless, small)
}

/// Whether a text contains one of some phrases.
fn any(phrases: &[Name], small: &str) -> bool {
    phrases.iter().any(|phrase| small.contains(&phrase.value))
}

/// The finding for a duty.
fn finding(duty: &Duty, place: Option<Place>) -> Diagnostic {
    let message = format!("{} ({})", duty.message.value, duty.citation.value);
    Diagnostic::of(duty.rule.rule(), place, message).hint(duty.hint.value.clone())
}
