//! Pairs the actions of a spreadsheet with those of a plan, by reference, or by text if they have none.

use std::collections::BTreeSet;

use crate::edit::{Path, Step};
use crate::import::sheet::draft::{self, Draft};
use crate::import::sheet::progress::{line, same};
use crate::import::sheet::words::plain;
use crate::model::plan::{Action, Area, Plan};

/// The least similarity, from 0 to 1, of texts that count as the same.
const ALIKE: f64 = 0.85;

/// A way to tell whether a row is an action of the plan.
type Way<'w> = dyn Fn(&draft::Action, &Action) -> bool + 'w;

/// An action of a plan, and its position.
#[derive(Clone, Copy)]
pub(super) struct Known<'p> {
    /// The index of its area.
    pub(super) area: usize,
    /// Its index in the area.
    pub(super) at: usize,
    /// The action in the plan.
    pub(super) action: &'p Action,
}

impl Known<'_> {
    /// Its path in the file.
    pub(super) fn path(&self) -> Path {
        let key = |key: &str| Step::Key(key.to_owned());
        vec![key("area"), Step::At(self.area), key("action"), Step::At(self.at)]
    }
}

/// The actions of a spreadsheet paired with those of a plan, and the ones without a partner.
pub(super) struct Pairs<'d, 'p> {
    /// In the order of the spreadsheet: the area, the action, and its partner in the plan.
    pub(super) all: Vec<(&'d draft::Area, &'d draft::Action, Option<Known<'p>>)>,
    /// Rows whose references are used for another action of the plan, or may be because others are.
    pub(super) renumbered: Vec<Renumbered<'d, 'p>>,
    /// The actions that are only in the plan.
    pub(super) gone: Vec<Known<'p>>,
}

/// A row of which it is uncertain which action of the plan it is.
pub(super) struct Renumbered<'d, 'p> {
    /// The action in the spreadsheet.
    pub(super) row: &'d draft::Action,
    /// The action with the same reference in the plan.
    pub(super) by_id: Option<Known<'p>>,
    /// The action with the same text in the plan.
    pub(super) by_words: Option<Known<'p>>,
}

impl<'d, 'p> Pairs<'d, 'p> {
    /// Pairs the actions.
    pub(super) fn of(draft: &'d Draft, plan: &'p Plan) -> Self {
        let areas = plan.area.iter().enumerate();
        let mut left: Vec<Known<'p>> = areas
            .flat_map(|(area, of)| {
                let actions = of.action.iter().enumerate();
                actions.map(move |(at, action)| Known { area, at, action })
            })
            .collect();
        let rows: Vec<_> = draft
            .areas
            .iter()
            .flat_map(|area| area.actions.iter().map(move |action| (area, action)))
            .collect();
        let (renumbered, rows): (Vec<_>, Vec<_>) = {
            let all = renumbered(&rows, &left);
            rows.into_iter().zip(all).partition(|(_, again)| again.is_some())
        };
        let rows: Vec<_> = rows.into_iter().map(|(row, _)| row).collect();
        let renumbered: Vec<_> = renumbered.into_iter().filter_map(|(_, again)| again).collect();
        let is_it = |known: &Known<'p>, of: Option<Known<'p>>| {
            of.is_some_and(|of| std::ptr::eq(of.action, known.action))
        };
        left.retain(|known| {
            let mut again = renumbered.iter();
            !again.any(|again| {
                is_it(known, again.by_words)
                    || again.by_words.is_none() && is_it(known, again.by_id)
            })
        });
        let mut found: Vec<Option<Known<'p>>> = vec![None; rows.len()];
        // References come first, so that no text match takes an action that has a reference.
        let ways: [&Way<'_>; 3] = [
            &|row, known| row.numbered && row.id == bare(&known.id),
            &|row, known| !row.numbered && plain(&row.action) == plain(&known.action),
            &|row, known| !row.numbered && is_alike(&row.action, &known.action),
        ];
        for way in ways {
            for ((_, row), found) in
                rows.iter().zip(&mut found).filter(|(_, found)| found.is_none())
            {
                let at = left.iter().position(|known| way(row, known.action));
                *found = at.map(|at| left.remove(at));
            }
        }
        left.retain(|known| known.action.withdrawn.is_none());
        let all = rows.into_iter().zip(found).map(|((area, row), known)| (area, row, known));
        Self { all: all.collect(), renumbered, gone: left }
    }
}

/// The rows that seem to have been renumbered: their text is that of another action than their reference. If there is
/// one, any row whose text differs from that of its reference may be renumbered too.
fn renumbered<'d, 'p>(
    rows: &[(&'d draft::Area, &'d draft::Action)],
    known: &[Known<'p>],
) -> Vec<Option<Renumbered<'d, 'p>>> {
    let of_id = |row: &draft::Action| {
        let mut all = known.iter().filter(|_| row.numbered);
        all.find(|known| row.id == bare(&known.action.id)).copied()
    };
    let says =
        |row: &draft::Action, known: &Known<'_>| plain(&row.action) == plain(&known.action.action);
    // Two actions with the same text are told apart by their references.
    let is_taken = |known: &Known<'_>| {
        let mut own =
            rows.iter().filter(|(_, row)| row.numbered && row.id == bare(&known.action.id));
        own.any(|(_, row)| says(row, known))
    };
    let all: Vec<_> = rows
        .iter()
        .map(|(_, row)| {
            let by_id = of_id(row);
            let is_own = by_id.is_some_and(|known| says(row, &known));
            let mut same = known.iter().filter(|known| row.numbered && !is_own && says(row, known));
            (*row, by_id, same.find(|known| !is_taken(known)).copied())
        })
        .collect();
    let any = all.iter().any(|(.., by_words)| by_words.is_some());
    let is_unsure = |row: &draft::Action, by_id: Option<Known<'p>>| {
        any && by_id.is_some_and(|known| !shares_words(&row.action, &known.action.action))
    };
    all.into_iter()
        .map(|(row, by_id, by_words)| {
            let again = by_words.is_some() || is_unsure(row, by_id);
            again.then_some(Renumbered { row, by_id, by_words })
        })
        .collect()
}

/// Whether two texts have at least half of their words in common.
fn shares_words(one: &str, other: &str) -> bool {
    let words =
        |text: &str| -> BTreeSet<String> { plain(text).split(' ').map(str::to_owned).collect() };
    let (one, other) = (words(one), words(other));
    4 * one.intersection(&other).count() >= one.len() + other.len()
}

/// A reference as read from a spreadsheet: without trailing punctuation.
fn bare(id: &str) -> String {
    let line = line(id);
    line.trim_end_matches(['.', ')', ':']).trim().to_owned()
}

/// The index of the item with the same text, or else a similar one.
pub(super) fn find<T>(known: &[T], wanted: &str, text: impl Fn(&T) -> &String) -> Option<usize> {
    let exact = known.iter().position(|known| same(text(known), wanted));
    exact.or_else(|| known.iter().position(|known| is_alike(text(known), wanted)))
}

/// Whether two texts are so similar that one is the other reworded.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one == other || strsim::normalized_levenshtein(&one, &other) >= ALIKE
}

/// The index of the area in a plan with this title.
pub(super) fn area_of(plan: &Plan, area: &draft::Area) -> Option<usize> {
    let names = [area.key.clone(), plain(&area.title)];
    let is = |known: &Area| {
        let title = known.title.as_ref().map(|title| plain(title));
        title.is_some_and(|title| names.contains(&title)) || names.contains(&plain(&known.id))
    };
    plan.area.iter().position(is)
}
