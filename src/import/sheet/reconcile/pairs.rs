//! Which action of a spreadsheet is which of a plan: by its reference, or by its words where it has none.

use crate::edit::{Path, Step};
use crate::import::sheet::draft::{self, Draft};
use crate::import::sheet::progress::{line, same};
use crate::import::sheet::words::plain;
use crate::model::plan::{Action, Area, Plan};

/// How alike words must be that are taken for the same.
const ALIKE: f64 = 0.85;

/// Whether a row is an action of the plan, in one way of telling.
type Way<'w> = dyn Fn(&draft::Action, &Action) -> bool + 'w;

/// An action of a plan, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Known<'p> {
    /// The place of its area.
    pub(super) area: usize,
    /// Its place in it.
    pub(super) at: usize,
    /// It.
    pub(super) action: &'p Action,
}

impl Known<'_> {
    /// Its path in the file.
    pub(super) fn path(&self) -> Path {
        let key = |key: &str| Step::Key(key.to_owned());
        vec![key("area"), Step::At(self.area), key("action"), Step::At(self.at)]
    }
}

/// The actions of a spreadsheet, each with that of the plan which it is, and those of the plan that it has not.
pub(super) struct Pairs<'d, 'p> {
    /// In the order of the spreadsheet: the area, the action, and what it is in the plan.
    pub(super) all: Vec<(&'d draft::Area, &'d draft::Action, Option<Known<'p>>)>,
    /// Those of the plan alone.
    pub(super) gone: Vec<Known<'p>>,
}

impl<'d, 'p> Pairs<'d, 'p> {
    /// The pairs.
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
        let mut found: Vec<Option<Known<'p>>> = vec![None; rows.len()];
        // References first, so that no words take away what has a reference.
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
        Self { all: all.collect(), gone: left }
    }
}

/// A reference as spreadsheets are read: without marks at its end.
fn bare(id: &str) -> String {
    let line = line(id);
    line.trim_end_matches(['.', ')', ':']).trim().to_owned()
}

/// The place of what says the same, or else of what is alike.
pub(super) fn find<T>(known: &[T], wanted: &str, text: impl Fn(&T) -> &String) -> Option<usize> {
    let exact = known.iter().position(|known| same(text(known), wanted));
    exact.or_else(|| known.iter().position(|known| is_alike(text(known), wanted)))
}

/// Whether two texts are so alike that one is the other, reworded.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one == other || strsim::normalized_levenshtein(&one, &other) >= ALIKE
}

/// The place of an area of that title in a plan.
pub(super) fn area_of(plan: &Plan, area: &draft::Area) -> Option<usize> {
    let names = [area.key.clone(), plain(&area.title)];
    let is = |known: &Area| {
        let title = known.title.as_ref().map(|title| plain(title));
        title.is_some_and(|title| names.contains(&title)) || names.contains(&plain(&known.id))
    };
    plan.area.iter().position(is)
}
