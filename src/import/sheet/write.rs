//! Writes a plan as TOML, as a careful person would have typed it.
//!
//! In comes a [`Draft`]; out comes the text of a file of `kind = "plan"`. Where the spreadsheet leaves open what a
//! plan must say, there is a comment, and `papers check` reports what is missing.

use std::fmt::{Display, Write};

use super::draft::{Action, Area, Day, Draft, Evidence, Measure, Milestone, Reading, Risk, Update};
use crate::edit::Datum;
use crate::import::word::{Closed, reason};
use crate::model::plan::Grade;
use crate::read::record::Choice;

/// The longest line for an inline group, in characters.
const LINE: usize = 120;

/// The placeholder for a day that the author has to give, or else remove.
const WITHDRAWN: &str = "[Insert the day on which it was withdrawn, such as 2026-12-31, without quotation marks; or remove this line]";

/// The text of the file. `file` is the name of the spreadsheet.
pub(super) fn plan(draft: &Draft, file: &str) -> String {
    let mut text = format!("# From {}.\n\nkind = \"plan\"\n", file.replace(char::is_control, " "));
    let name = draft.name.as_deref().unwrap_or_default();
    let _ = writeln!(text, "name = {}", name_string(name));
    if let Some(submitted) = draft.submitted {
        let _ = writeln!(text, "submitted = {submitted}");
    }
    text.push_str(&withheld(draft.closed.as_ref()));
    for risk in &draft.risks {
        text.push_str(&self::risk(risk));
    }
    let mut ids = Vec::new();
    for area in &draft.areas {
        let id = area_id(&area.title, &ids);
        text.push_str(&self::area(area, &id));
        ids.push(id);
    }
    text
}

/// An area with its contents.
fn area(area: &Area, id: &str) -> String {
    let mut text = area_head(&area.title, id);
    text.push_str(&withheld(area.closed.as_ref()));
    for action in &area.actions {
        text.push_str(&self::action(action));
    }
    for measure in &area.measures {
        text.push_str(&self::measure(measure));
    }
    text
}

/// The header lines of an area.
pub(super) fn area_head(title: &str, id: &str) -> String {
    format!("\n[[area]]\nid = {}\ntitle = {}\n", string(id), name_string(title))
}

/// An `id` for an area, made from its title and not used by another.
pub(super) fn area_id(title: &str, known: &[String]) -> String {
    let plain = super::words::plain(title);
    let mut id = String::new();
    for word in plain.split(' ') {
        if id.len() + word.len() > 40 && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    if id.is_empty() {
        id.push_str("area");
    }
    let mut ids = std::iter::once(id.clone()).chain((2..).map(|number| format!("{id}-{number}")));
    ids.find(|id| !known.contains(id)).unwrap_or_default()
}

/// An action with its milestones and updates.
pub(super) fn action(action: &Action) -> String {
    let mut text = String::from("\n[[area.action]]\n");
    let mut key = |key: &str, value: &dyn Display| {
        let _ = writeln!(text, "{key} = {value}");
    };
    key("id", &name_string(&action.id));
    key("action", &prose(&action.action));
    key("lead", &name_string(action.lead.as_deref().unwrap_or("[name of the lead]")));
    if let Some(accountable) = &action.accountable {
        key("accountable", &name_string(accountable));
    }
    if let Some(start) = action.start {
        key("start", &start);
    }
    text.push_str(&day("due", &action.due));
    if let Some(success) = &action.success {
        let _ = writeln!(text, "success = {}", prose(success));
    }
    if action.struck {
        let _ = writeln!(text, "withdrawn = {}", string(WITHDRAWN));
    }
    text.push_str(&withheld(action.closed.as_ref()));
    text.push_str(&milestones(&action.milestones));
    for update in action.whole() {
        text.push_str("[[area.action.update]]\n");
        text.push_str(&self::update(&update));
    }
    text
}

/// Milestones: inline if all of their days are known.
fn milestones(milestones: &[Milestone]) -> String {
    let group = |milestone: &Milestone| {
        let mut parts = vec![
            format!("by = {}", milestone.by.known()?),
            format!("text = {}", prose(&milestone.text)),
        ];
        parts.extend(milestone.met.map(|met| format!("met = {met}")));
        parts.extend(
            milestone.closed.as_ref().map(|closed| withheld(Some(closed)).trim_end().to_owned()),
        );
        Some(format!("{{ {} }}", parts.join(", ")))
    };
    let groups: Option<Vec<_>> = milestones.iter().map(group).collect();
    match groups {
        Some(groups) => list("milestone", &groups, true),
        None => milestones.iter().map(milestone).collect(),
    }
}

/// A milestone as a group of its own.
fn milestone(milestone: &Milestone) -> String {
    let mut text = String::from("[[area.action.milestone]]\n");
    text.push_str(&day("by", &milestone.by));
    let _ = writeln!(text, "text = {}", prose(&milestone.text));
    if let Some(met) = milestone.met {
        let _ = writeln!(text, "met = {met}");
    }
    text.push_str(&withheld(milestone.closed.as_ref()));
    text
}

/// The lines of an update.
pub(super) fn update(update: &Update) -> String {
    let mut text = String::new();
    let mut key = |key: &str, value: &dyn Display| {
        let _ = writeln!(text, "{key} = {value}");
    };
    if let Some(on) = update.on {
        key("on", &on);
    }
    if let Some(status) = rating(update) {
        key("status", &string(&status));
    }
    if let Some(due) = update.due {
        key("due", &due);
    }
    if let Some(note) = &update.note {
        key("note", &prose(note));
    }
    let evidence = |one: &Evidence| {
        let url = one.url.as_ref().map(|url| format!(", url = {}", name_string(url)));
        let (kind, words) = (string(one.kind.word()), prose(&one.text));
        format!("{{ kind = {kind}, text = {words}{} }}", url.unwrap_or_default())
    };
    let groups: Vec<_> = update.evidence.iter().map(evidence).collect();
    text + &list("evidence", &groups, false)
}

/// The status of an update, or a placeholder until its author says which of several ratings is the newest.
pub(super) fn rating(update: &Update) -> Option<String> {
    let words: Vec<_> = update.unsure.iter().map(|status| status.word()).collect();
    let unsure = || format!("[Insert which of these is the newest rating: {}]", words.join(", "));
    let known = update.status.map(|status| status.word().to_owned());
    known.or_else(|| (!words.is_empty()).then(unsure))
}

/// A measure.
fn measure(measure: &Measure) -> String {
    let mut text = String::from("\n[[area.measure]]\n");
    let mut key = |key: &str, value: &dyn Display| {
        let _ = writeln!(text, "{key} = {value}");
    };
    if let Some(id) = &measure.id {
        key("id", &name_string(id));
    }
    key("name", &name_string(&measure.name));
    if let Some(unit) = &measure.unit {
        key("unit", &name_string(unit));
    }
    match measure.better {
        Some(better) => key("better", &string(better.word())),
        None => {
            text.push_str("# better: \"higher\" or \"lower\"; the spreadsheet does not say which\n")
        }
    }
    let reading = |day: &str, reading: &Reading| {
        let on = reading.on.known().map(|on| format!("{day} = {on}, ")).unwrap_or_default();
        let provisional =
            if reading.provisional == Some(true) { ", provisional = true" } else { "" };
        format!("{{ {on}value = {}{provisional} }}", reading.value)
    };
    if let Some(baseline) = &measure.baseline {
        let _ = writeln!(text, "baseline = {}", reading("on", baseline));
    }
    let targets: Vec<_> = measure.targets.iter().map(|target| reading("by", target)).collect();
    let actual: Vec<_> = measure.actual.iter().map(|actual| reading("on", actual)).collect();
    text.push_str(&list("target", &targets, false));
    text.push_str(&list("actual", &actual, false));
    if let Some(note) = &measure.note {
        let _ = writeln!(text, "note = {}", prose(note));
    }
    text.push_str(&withheld(measure.closed.as_ref()));
    text
}

/// A risk.
fn risk(risk: &Risk) -> String {
    let mitigation = risk.mitigation.as_deref().unwrap_or("[describe what is done about it]");
    let mut text =
        format!("\n[[risk]]\nrisk = {}\nmitigation = {}\n", prose(&risk.risk), prose(mitigation));
    let mut grade = |key: &str, grade: Option<Grade>| match grade {
        Some(grade) => text.push_str(&format!("{key} = {}\n", string(grade.word()))),
        None => text.push_str(&format!(
            "# {key}: \"low\", \"medium\" or \"high\"; the spreadsheet does not say which\n"
        )),
    };
    grade("likelihood", risk.likelihood);
    grade("impact", risk.impact);
    if let Some(owner) = &risk.owner {
        let _ = writeln!(text, "owner = {}", name_string(owner));
    }
    text.push_str(&withheld(risk.closed.as_ref()));
    text
}

/// The line that withholds something because of a marking; empty without one.
fn withheld(closed: Option<&Closed>) -> String {
    let key = closed.map(withholding);
    let line = key.and_then(|(key, why)| Some(format!("{key} = {}\n", why.inline().ok()?)));
    line.unwrap_or_default()
}

/// The key that withholds, and its value. The reason is a placeholder, which stops the build until the author gives
/// it.
pub(super) fn withholding(closed: &Closed) -> (&'static str, Datum) {
    let reason = ("reason".to_owned(), Datum::Text(reason(closed).to_owned()));
    if closed.confidential {
        return ("confidential", Datum::Group(vec![reason]));
    }
    let number = |number: &String| match number.parse::<u32>() {
        Ok(_) => Datum::Number(number.clone()),
        Err(_) => Datum::Text(number.clone()),
    };
    let paragraphs = Datum::List(closed.paragraphs.iter().map(number).collect());
    ("exempt", Datum::Group(vec![("paragraphs".to_owned(), paragraphs), reason]))
}

/// The line for a day, or a comment instead.
fn day(key: &str, day: &Day) -> String {
    match day {
        Day::On(day) => format!("{key} = {day}\n"),
        Day::Unknown(said) if said.is_empty() => format!("# {key}: the spreadsheet gives no day\n"),
        Day::Unknown(said) => format!("# {key}: the spreadsheet says {}\n", string(said)),
    }
}

/// A list of inline groups, on one line if it fits; `each` puts several groups on lines of their own anyway.
fn list(key: &str, groups: &[String], each: bool) -> String {
    let one = format!("{key} = [{}]", groups.join(", "));
    match groups {
        [] => String::new(),
        _ if one.chars().count() <= LINE && !(each && groups.len() > 1) => format!("{one}\n"),
        _ => format!(
            "{key} = [\n{}]\n",
            groups.iter().fold(String::new(), |all, group| all + "  " + group + ",\n")
        ),
    }
}

/// A quoted string.
pub(super) fn string(text: &str) -> String {
    let clean: String = text.chars().filter(|next| !next.is_control()).collect();
    Datum::Text(clean).inline().unwrap_or_default()
}

/// A name as a quoted string. Braces would be read as an expression.
pub(super) fn name_string(text: &str) -> String {
    string(&text.replace("{{", "{ {").replace("{%", "{ %"))
}

/// A line of prose as a quoted string, with braces escaped.
pub(super) fn prose(text: &str) -> String {
    string(&escaped(text))
}

/// A line of prose with braces escaped.
pub(super) fn escaped(text: &str) -> String {
    text.replace("{{", "\\{{").replace("{%", "{ %")
}
