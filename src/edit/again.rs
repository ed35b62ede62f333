//! Finds the place of an edit again in a file that was changed elsewhere meanwhile.
//!
//! An element of a list is found by what it says, and never by its index alone: words for a withheld section would
//! otherwise stand in the open one that has its index now. What cannot be told from others counts as gone.

use serde_json::Value;

use super::{Edit, Path, Step, tree, value_at};
use crate::read::mark::MARKS;

/// What became of the place of an edit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is there, and all that the edit touches is as it was. The edit leads to where it is now.
    Same(Edit),
    /// It is there, and what the edit touches is different.
    Changed(Edit),
    /// It is not there any more, or cannot be told from others.
    Gone,
    /// It was withheld and is not any more.
    Opened,
}

/// The keys by which people know an element of a list, the surest first.
const NAMES: [&str; 7] = ["id", "number", "heading", "title", "name", "finding", "action"];

/// Finds the place of an edit that was made for one state of a file in another one.
pub(crate) fn place(base: &str, now: &str, edit: &Edit) -> Place {
    let (Some(base), Some(now)) = (tree(base), tree(now)) else { return Place::Gone };
    let path = edit.whole_path();
    let Some(found) = follow(&base, &now, path) else { return Place::Gone };
    if withheld(&base, path) && !withheld(&now, &found) {
        return Place::Opened;
    }
    let same = |length: usize| value_at(&base, &path[..length]) == value_at(&now, &found[..length]);
    let element = path.iter().rposition(|step| matches!(step, Step::At(_)));
    let is_same = match edit {
        Edit::Insert(..) | Edit::Move(..) => same(path.len()),
        // To withhold no longer is right only for the words that were there when it was decided.
        Edit::Remove(_) if withholds(path.last()) => same(path.len() - 1),
        Edit::Set(..) | Edit::Remove(_) => same(element.map_or(path.len(), |last| last + 1)),
    };
    let list = |path: &[Step]| value_at(&base, path).and_then(Value::as_array);
    let led = match edit.clone() {
        Edit::Set(_, datum) => Edit::Set(found, datum),
        Edit::Remove(_) => Edit::Remove(found),
        Edit::Insert(_, at, datum) => Edit::Insert(found, at, datum),
        Edit::Move(_, from, to) => {
            let others = value_at(&now, &found).and_then(Value::as_array);
            let moved = list(path).zip(others);
            let Some((from, others)) = moved
                .and_then(|(before, others)| Some((element_in(before, others, from)?, others)))
            else {
                return Place::Gone;
            };
            Edit::Move(found, from, to.min(others.len().saturating_sub(1)))
        }
    };
    if is_same { Place::Same(led) } else { Place::Changed(led) }
}

/// Follows a path from one state of a file into another, with the elements of lists found by what they say.
fn follow(base: &Value, now: &Value, path: &[Step]) -> Option<Path> {
    let mut found = Path::new();
    for (at, step) in path.iter().enumerate() {
        let list = |tree, path| value_at(tree, path).and_then(Value::as_array);
        let step = match step {
            Step::Key(_) => step.clone(),
            Step::At(index) => {
                let lists = list(base, &path[..at]).zip(list(now, &found));
                Step::At(lists.and_then(|(base, now)| element_in(base, now, *index))?)
            }
        };
        found.push(step);
    }
    Some(found)
}

/// The index that an element of a list has in another state of the list.
fn element_in(base: &[Value], now: &[Value], at: usize) -> Option<usize> {
    let Some(old) = base.get(at) else {
        // What is put behind the last element needs the same list.
        return (base == now).then_some(at);
    };
    let like = |list: &[Value]| -> Vec<usize> {
        (0..list.len()).filter(|index| list[*index] == *old).collect()
    };
    let (before, after) = (like(base), like(now));
    if before.len() == after.len() {
        let nth = before.iter().position(|index| *index == at)?;
        return after.get(nth).copied();
    }
    if !after.is_empty() {
        return None;
    }
    for key in NAMES {
        let Some(name) = old.get(key) else { continue };
        let named = |list: &[Value]| -> Vec<usize> {
            (0..list.len()).filter(|index| list[*index].get(key) == Some(name)).collect()
        };
        match (named(base).len(), named(now).as_slice()) {
            (_, []) => {}
            (1, [one]) => return Some(*one),
            _ => return None,
        }
    }
    // Where all the others are as they were, this one is what was changed.
    let others = |(index, (old, new)): (usize, (&Value, &Value))| index == at || old == new;
    let is_alone = base.len() == now.len() && base.iter().zip(now).enumerate().all(others);
    is_alone.then_some(at)
}

/// Whether the value at a path stands in a group that is withheld, or in a file that is.
fn withheld(tree: &Value, path: &[Step]) -> bool {
    let groups = (0..path.len()).filter_map(|length| value_at(tree, &path[..length]));
    groups.into_iter().any(|group| {
        MARKS.iter().any(|key| group.get(key).is_some_and(|value| *value != Value::Bool(false)))
    })
}

/// Whether a step leads to a key that withholds.
fn withholds(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::Key(key)) if MARKS.contains(&key.as_str()))
}
