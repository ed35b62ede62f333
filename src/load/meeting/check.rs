//! Checks the business of a meeting, as far as its own file can tell.

use std::collections::BTreeMap;

use super::Convened;
use crate::diag::{Diagnostic, closest};
use crate::model::meeting::{Item, Meeting};
use crate::model::withholds::Withholds;
use crate::read::{Name, Placed};

/// Reports what is wrong with the business of a meeting.
pub(super) fn check(convened: &Convened) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let meeting = &convened.meeting;
    for notice in &meeting.notice {
        problems.extend(named(convened, notice.standing.as_ref(), true));
        if notice.standing.is_none() && (notice.title.is_none() || notice.text.is_none()) {
            problems.push(Diagnostic::error(notice.place, "this notice says nothing").hint(
                "give it a `title` and a `text`, or name one of the house style in `standing`",
            ));
        }
    }
    if meeting.item.is_empty() {
        problems.push(
            Diagnostic::error(meeting.kind.place, "this meeting has no business")
                .hint("add an `[[item]]` for each item of the agenda"),
        );
    }
    let mut before = 0;
    for (own, item) in meeting.numbered() {
        problems.extend(check_item(convened, item));
        if let Some(number) = item.number.filter(|_| own <= before) {
            let message = format!("item {own} comes after item {before}");
            problems.push(
                Diagnostic::error(number.place, message)
                    .hint("remove `number`, with which an agenda goes on from a higher one"),
            );
        }
        before = own;
    }
    let supplements = meeting.supplement.iter().map(|supplement| &supplement.published);
    for published in meeting.published.iter().chain(supplements) {
        if published.value > meeting.date.value {
            problems.push(
                Diagnostic::error(published.place, "this day is after the meeting")
                    .hint("correct it, or the `date` of the meeting"),
            );
        }
    }
    problems.extend(check_revised(meeting));
    problems.extend(check_twice(meeting));
    let mut last = meeting.published.as_ref();
    for supplement in &meeting.supplement {
        if let Some(before) = last
            && supplement.published.value < before.value
        {
            problems.push(
                Diagnostic::error(
                    supplement.published.place,
                    "this supplement is published before what it adds to",
                )
                .hint(
                    "check the dates; supplements stand in the order in which they are published",
                ),
            );
        }
        last = Some(&supplement.published);
        if supplement.item.is_empty() {
            problems.push(
                Diagnostic::error(supplement.place, "this supplement has no items")
                    .hint("add a `[[supplement.item]]` for each paper in it"),
            );
        }
        for item in &supplement.item {
            problems.extend(check_item(convened, item));
            let numbers = || meeting.numbered().map(|(number, _)| number);
            let unknown =
                |number: &Placed<u16>| numbers().all(|own| own != usize::from(number.value));
            if let Some(number) = item.number.filter(unknown) {
                let message = format!("the agenda has no item {}", number.value);
                let (first, last) = (numbers().next().unwrap_or(1), numbers().last().unwrap_or(1));
                problems.push(
                    Diagnostic::error(number.place, message)
                        .hint(format!("its items are numbered from {first} to {last}")),
                );
            }
            if let Some(group) = &item.group {
                problems.push(
                    Diagnostic::error(group.place, "a supplement has no groups of items")
                        .hint("remove `group`"),
                );
            }
        }
    }
    problems
}

/// Reports papers that are to replace others where there are none.
fn check_revised(meeting: &Meeting) -> Vec<Diagnostic> {
    let revised = |item: &&Item| item.is_revised();
    let early = meeting.item.iter().filter(revised).filter_map(|item| item.replaces.as_ref());
    let early = early.map(|replaces| {
        Diagnostic::error(replaces.place, "nothing was published before the agenda")
            .hint("put the paper that takes the place of another into a `[[supplement.item]]`")
    });
    let items = meeting.supplement.iter().flat_map(|supplement| &supplement.item);
    let unsaid = items.filter(revised).filter(|item| item.number.is_none());
    let unsaid = unsaid.filter_map(|item| item.replaces.as_ref()).map(|replaces| {
        Diagnostic::error(replaces.place, "this does not say whose paper it replaces")
            .hint("add the number of the item on the agenda: `number = 1`")
    });
    early.chain(unsaid).collect()
}

/// Warns of papers that a meeting has twice.
fn check_twice(meeting: &Meeting) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for (number, item) in meeting.numbered() {
        for paper in papers_of(item) {
            if let Some(first) = known.get(paper.as_str()) {
                let message = format!("`{}` is the paper of item {first}, too", paper.value);
                problems.push(
                    Diagnostic::warning(paper.place, message)
                        .hint("name the paper of this item, or remove the item"),
                );
            }
            known.entry(paper).or_insert(number);
        }
    }
    for item in meeting.supplement.iter().flat_map(|supplement| &supplement.item) {
        for paper in papers_of(item) {
            if let Some(first) = known.get(paper.as_str()) {
                let message = format!("`{}` is the paper of item {first} already", paper.value);
                problems.push(Diagnostic::warning(paper.place, message).hint(format!(
                    "keep what was published as it was; name the file of the revised paper here, with `number = {first}` and `replaces = true`"
                )));
            }
        }
    }
    problems
}

/// The papers that an item names.
fn papers_of(item: &Item) -> impl Iterator<Item = &Name> {
    item.report.iter().chain(&item.file)
}

/// Reports what is wrong with one item.
fn check_item(convened: &Convened, item: &Item) -> Vec<Diagnostic> {
    let mut problems = Vec::from_iter(named(convened, item.standing.as_ref(), false));
    if item.standing.is_none() && item.title.is_none() && item.report.is_none() {
        problems.push(
            Diagnostic::error(item.place, "this item has no title")
                .hint("give it a `title`, a `report`, or the name of a `standing` item"),
        );
    }
    let ends = |name: &Name, end: &str| name.value.to_lowercase().ends_with(end);
    if let Some(file) = item.file.as_ref().filter(|file| ends(file, ".toml")) {
        problems.push(
            Diagnostic::error(file.place, "this is not a PDF")
                .hint("a paper that is made from data is named in `report`"),
        );
    }
    if let Some(report) = item.report.as_ref().filter(|report| ends(report, ".pdf")) {
        problems.push(
            Diagnostic::error(report.place, "this is a PDF, not the data of a report")
                .hint("a PDF from outside is named in `file`"),
        );
    }
    if let (Some(_), Some(file)) = (&item.report, &item.file) {
        problems.push(
            Diagnostic::error(file.place, "this item has both a report and a file")
                .hint("make the file an appendix of the report, or an item of its own"),
        );
    }
    problems.extend(convened.house.law.check(item));
    problems.extend(item.withheld().and_then(|withheld| withheld.check_title("this item")));
    problems
}

/// The error for an unknown name of a standing item or notice.
fn named(convened: &Convened, name: Option<&Name>, notice: bool) -> Option<Diagnostic> {
    let name = name?;
    let known: Vec<&str> = convened
        .standing
        .iter()
        .filter(|standing| standing.notice == notice)
        .map(|standing| standing.id.as_str())
        .collect();
    if known.contains(&name.as_str()) {
        return None;
    }
    let what = if notice { "notice" } else { "item" };
    let error = Diagnostic::error(
        name.place,
        format!("the house style has no standing {what} `{}`", name.value),
    );
    Some(match closest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error.hint(format!("the standing {what}s are {}", known.join(", "))),
    })
}
