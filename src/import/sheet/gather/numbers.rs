//! Numbers actions: by the references of rows, by numbers in their text, or by new ones.

use std::collections::BTreeMap;

use super::Reading;
use crate::diag::Diagnostic;
use crate::import::sheet::draft::{Action, Draft};
use crate::import::sheet::remarks::{At, Remarks};
use crate::import::sheet::table::{Seen, Table};
use crate::import::sheet::words::Field;

impl Reading<'_> {
    /// Takes the number from the beginning of an action's text, if there is no column for it. A cell that lists
    /// several actions is one action without a number.
    pub(super) fn number_in(
        &mut self,
        table: &Table,
        item: &[Seen],
        action: &mut String,
    ) -> Option<String> {
        if table.columns.iter().any(|column| column.field == Some(Field::Ref)) {
            return None;
        }
        for found in table.cells(item, Field::Action) {
            let text = found.cell.value.text();
            let listed = text.lines().filter(|line| starts_listed(line)).count();
            if listed > 1 && starts_listed(&text) {
                let message = format!("this cell lists {listed} actions, which were taken as one");
                let hint = "give each a row of its own, with its own day and rating";
                self.remarks.warn(&found.at, message, hint);
                return None;
            }
        }
        let (number, rest) = leading_number(action)?;
        *action = rest;
        Some(number)
    }

    /// Handles a row without a reference in a table that has some. If its text begins with a letter, its number
    /// follows from the one above: "(a) …" below 1 becomes 1a. Otherwise it is noted to be below that one.
    pub(super) fn number_below(&mut self, action: &mut Action, above: Option<&str>) {
        let Some(above) = above.filter(|_| !action.numbered) else { return };
        match lettered(&action.action) {
            Some((letter, rest)) => {
                let own = format!("{above}{letter}");
                let message = format!(
                    "this row has no reference of its own, and was numbered {own} after {above}, which stands above it"
                );
                let hint = "give it a reference in the spreadsheet, or join the rows if they are one action";
                self.remarks.warn(&action.at, message, hint);
                (action.id, action.action, action.numbered) = (own, rest, true);
            }
            None => action.after = Some(above.to_owned()),
        }
    }
}

/// Gives each action without a number one of its area, and resolves duplicate numbers.
pub(super) fn number(draft: &mut Draft, remarks: &mut Remarks) {
    let mut known: BTreeMap<String, At> = BTreeMap::new();
    for action in draft.actions().filter(|action| action.numbered) {
        known.entry(action.id.clone()).or_insert_with(|| action.at.clone());
    }
    let mut unnumbered = false;
    for (area, number) in draft.areas.iter_mut().zip(1..) {
        let mut before: Option<String> = None;
        for (action, position) in area.actions.iter_mut().zip(1usize..) {
            if !action.numbered {
                action.id = free(&known, &format!("{number}."), position);
                known.insert(action.id.clone(), action.at.clone());
                match &action.after {
                    Some(above) => remarks.warn(
                        &action.at,
                        format!(
                            "this row has no reference, and was taken for an action of its own, numbered {}; it may be a part of {above}, which stands above it",
                            action.id
                        ),
                        "join the two rows in the spreadsheet, or give this one a reference",
                    ),
                    None => unnumbered = true,
                }
            } else if known.get(&action.id).is_some_and(|at| *at != action.at) {
                let own = own_number(action, before.as_deref(), &known);
                known.insert(own.clone(), action.at.clone());
                let message = format!(
                    "the reference `{}` stands for another action already; this one was numbered {own}",
                    action.id
                );
                remarks.warn(
                    &action.at,
                    message,
                    "correct the references in the spreadsheet, or keep the new one",
                );
                action.id = own;
            }
            before = Some(action.id.clone());
        }
    }
    if unnumbered {
        remarks.push(Diagnostic::warning(None, "actions without a reference were numbered by their areas, in the order of the rows")
            .hint("give them references in the spreadsheet, so that it can be imported again when rows have moved"));
    }
}

/// A number that no action has yet.
fn free(known: &BTreeMap<String, At>, start: &str, from: usize) -> String {
    let mut numbers = (from..).map(|number| format!("{start}{number}"));
    numbers.find(|id| !known.contains_key(id)).unwrap_or_default()
}

/// The number of an action whose reference is taken: the next of its series. A spreadsheet shows 1.10 as 1.1 if it
/// takes it for a decimal.
fn own_number(action: &Action, before: Option<&str>, known: &BTreeMap<String, At>) -> String {
    let series = |id: &str| {
        let (start, last) = id.rsplit_once('.')?;
        Some((start.to_owned(), last.parse::<usize>().ok()?))
    };
    match before.and_then(series).zip(series(&action.id)) {
        Some(((start, last), (own, _))) if start == own => {
            free(known, &format!("{start}."), last + 1)
        }
        _ => free(known, &format!("{}-", action.id), 2),
    }
}

/// The number at the beginning of a text, and the rest: "1.2 Agree a charter".
fn leading_number(text: &str) -> Option<(String, String)> {
    let end = text.find(|next: char| !next.is_ascii_digit() && next != '.')?;
    let (number, rest) = text.split_at(end);
    let numbered = number.starts_with(|next: char| next.is_ascii_digit()) && number.contains('.');
    let rest = rest.strip_prefix([')', ':']).unwrap_or(rest);
    (numbered && rest.starts_with(' '))
        .then(|| (number.trim_end_matches('.').to_owned(), rest.trim().to_owned()))
}

/// Whether a line is an item of a numbered list: "1. Hold workshops".
fn starts_listed(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches(|next: char| next.is_ascii_digit());
    let rest = rest.strip_prefix(['.', ')']).filter(|_| rest.len() < line.len());
    rest.is_some_and(|rest| rest.starts_with(' '))
}

/// The list letter at the beginning of a text, and the rest: "(a) part one", "b) part two".
fn lettered(text: &str) -> Option<(char, String)> {
    let bare = text.strip_prefix('(').unwrap_or(text);
    let letter = bare.chars().next().filter(char::is_ascii_lowercase)?;
    let rest = bare[1..].strip_prefix(')')?;
    (rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (letter, rest.trim().to_owned()))
}
