//! Matches the parts of two versions.
//!
//! Identical parts are found first. Those between them are matched in order by the share of words they have in
//! common, so that a changed part is not reported as one removed and another added.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The least likeness, from 0 to 1, of two parts that belong together.
const LEAST: f64 = 0.4;

/// The most comparisons made for two stretches; longer ones are matched by position alone.
const MOST: usize = 250_000;

/// What a part is matched by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit {
    /// The kind of part; only parts of the same kind match.
    pub kind: String,
    /// A name that identifies it, such as the first cell of a row.
    pub name: String,
    /// Its text.
    pub words: String,
}

/// Two matching parts, or one without a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair<T> {
    /// A part in both versions.
    Both(T, T),
    /// A part that is gone.
    Old(T),
    /// A part that is new.
    New(T),
}

/// Matches the parts of two versions, in reading order; removed parts come before added ones.
pub(crate) fn align<'a, T>(
    old: &'a [T],
    new: &'a [T],
    unit: impl Fn(&T) -> Unit,
) -> Vec<Pair<&'a T>> {
    let (was, is): (Vec<Unit>, Vec<Unit>) =
        (old.iter().map(&unit).collect(), new.iter().map(&unit).collect());
    let mut pairs = Vec::new();
    // How far each version has been read.
    let (mut at, mut there) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, &was, &is) {
        let (olds, news) = (op.old_range().len(), op.new_range().len());
        let found = match op {
            DiffOp::Equal { .. } => (0..olds).map(|step| Pair::Both(step, step)).collect(),
            _ => alike(&was[at..at + olds], &is[there..there + news]),
        };
        pairs.extend(found.into_iter().map(|pair| match pair {
            Pair::Both(old, new) => Pair::Both(at + old, there + new),
            Pair::Old(old) => Pair::Old(at + old),
            Pair::New(new) => Pair::New(there + new),
        }));
        (at, there) = (at + olds, there + news);
    }
    let part = |pair| match pair {
        Pair::Both(at, there) => Pair::Both(&old[at], &new[there]),
        Pair::Old(at) => Pair::Old(&old[at]),
        Pair::New(there) => Pair::New(&new[there]),
    };
    pairs.into_iter().map(part).collect()
}

/// Matches parts, none of them identical, so that the total likeness is greatest with their order kept.
fn alike(old: &[Unit], new: &[Unit]) -> Vec<Pair<usize>> {
    // A single part between two unchanged ones became the single part there now.
    if (old.len() == 1 && new.len() == 1) || old.len() * new.len() > MOST {
        return in_step(old, new);
    }
    let (was, is): (Vec<_>, Vec<_>) =
        (old.iter().map(counted).collect(), new.iter().map(counted).collect());
    // The greatest likeness that can be had from each pair of positions on, filled from the end.
    let width = new.len() + 1;
    let mut best = vec![0.0; (old.len() + 1) * width];
    let worth = |at: usize, there: usize| {
        likeness((&old[at], &was[at]), (&new[there], &is[there])).filter(|worth| *worth >= LEAST)
    };
    for at in (0..old.len()).rev() {
        for there in (0..new.len()).rev() {
            let both =
                worth(at, there).map_or(0.0, |worth| worth + best[(at + 1) * width + there + 1]);
            let other = best[(at + 1) * width + there].max(best[at * width + there + 1]);
            best[at * width + there] = both.max(other);
        }
    }
    let (mut at, mut there) = (0, 0);
    let mut pairs = Vec::new();
    while at < old.len() || there < new.len() {
        let here = best[at * width + there];
        if at < old.len() && (there == new.len() || here == best[(at + 1) * width + there]) {
            pairs.push(Pair::Old(at));
            at += 1;
        } else if there < new.len() && (at == old.len() || here == best[at * width + there + 1]) {
            pairs.push(Pair::New(there));
            there += 1;
        } else {
            pairs.push(Pair::Both(at, there));
            (at, there) = (at + 1, there + 1);
        }
    }
    pairs
}

/// Matches parts of the same kind by position.
fn in_step(old: &[Unit], new: &[Unit]) -> Vec<Pair<usize>> {
    let mut pairs = Vec::new();
    for at in 0..old.len().max(new.len()) {
        match (old.get(at), new.get(at)) {
            (Some(was), Some(is)) if was.kind == is.kind => pairs.push(Pair::Both(at, at)),
            (was, is) => {
                pairs.extend(was.map(|_| Pair::Old(at)));
                pairs.extend(is.map(|_| Pair::New(at)));
            }
        }
    }
    pairs
}

/// The words of a part, each with the number of times it occurs.
fn counted(unit: &Unit) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    for word in unit.words.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The likeness of two parts from 0 to 1: the share of words that both have, with a common name counting for half.
/// `None` if they cannot belong together.
fn likeness(
    (old, was): (&Unit, &HashMap<&str, usize>),
    (new, is): (&Unit, &HashMap<&str, usize>),
) -> Option<f64> {
    if old.kind != new.kind {
        return None;
    }
    let (fewer, more) = if was.len() < is.len() { (was, is) } else { (is, was) };
    let common: usize =
        fewer.iter().map(|(word, count)| *count.min(more.get(word).unwrap_or(&0))).sum();
    let all: usize = was.values().chain(is.values()).sum();
    let shared = if all == 0 { 0.0 } else { (2 * common) as f64 / all as f64 };
    let named = !old.name.is_empty() && old.name == new.name;
    Some(if named { f64::midpoint(1.0, shared) } else { shared })
}
