//! Pairs the lines of a file that came back with those that were sent.
//!
//! In come the lines of both; out comes, for each line that came back, the one that was sent, if there is one.
//! Bookmarks are the best evidence; where a program lost them, or they were copied to other words, lines are matched
//! by their text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::base::Leaf;
use super::page::{Home, Line};
use crate::changes::align::{Pair, Unit, align};

/// The least likeness, from 0 to 1, of two lines with the same bookmark for them to be paired at once.
const LEAST: f64 = 0.3;

/// For each line that came back, the index of the one that was sent.
pub(super) fn pairs(sent: &[(Line, Option<Leaf>)], back: &[Line]) -> Vec<Option<usize>> {
    let mut pairs = Pairs {
        was: sent.iter().map(|(line, _)| line.words()).collect(),
        is: back.iter().map(Line::words).collect(),
        found: vec![None; back.len()],
        taken: BTreeSet::new(),
    };
    let by_name: HashMap<&str, usize> = sent
        .iter()
        .enumerate()
        .filter_map(|(at, (_, leaf))| Some((leaf.as_ref()?.name.as_str(), at)))
        .collect();
    let mut named = Vec::new();
    for (there, line) in back.iter().enumerate() {
        let known = line.marks.iter().filter_map(|(name, _)| by_name.get(name.as_str()));
        named.extend(known.map(|at| (pairs.likeness(*at, there), *at, there)));
    }
    named.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, at, there) in named.iter().filter(|(likeness, ..)| *likeness >= LEAST) {
        pairs.put(*at, *there);
    }
    pairs.between(sent, back);
    for (_, at, there) in named {
        pairs.put(at, there);
    }
    pairs.moved();
    pairs.found
}

/// The pairs found so far.
struct Pairs {
    was: Vec<String>,
    is: Vec<String>,
    found: Vec<Option<usize>>,
    taken: BTreeSet<usize>,
}

impl Pairs {
    /// Pairs two lines, unless one of them is already paired.
    fn put(&mut self, at: usize, there: usize) {
        if self.found[there].is_none() && self.taken.insert(at) {
            self.found[there] = Some(at);
        }
    }

    /// The share of words that two lines have in common.
    fn likeness(&self, at: usize, there: usize) -> f64 {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in self.was[at].split(' ') {
            *counts.entry(word).or_default() += 1;
        }
        let (mut all, mut common) = (self.was[at].split(' ').count(), 0);
        for word in self.is[there].split(' ') {
            all += 1;
            if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
                *count -= 1;
                common += 2;
            }
        }
        f64::from(common) / all as f64
    }

    /// Matches the lines between paired ones, in order.
    fn between(&mut self, sent: &[(Line, Option<Leaf>)], back: &[Line]) {
        let mut there = 0;
        while there < back.len() {
            if self.found[there].is_some() {
                there += 1;
                continue;
            }
            let end = (there..back.len()).find(|at| self.found[*at].is_some());
            let end = end.unwrap_or(back.len());
            let after = there.checked_sub(1).and_then(|before| self.found[before]);
            let start = after.map_or(0, |after| after + 1);
            let stop = self.found.get(end).copied().flatten().unwrap_or(sent.len());
            let old: Vec<usize> =
                (start..stop.max(start)).filter(|at| !self.taken.contains(at)).collect();
            let new: Vec<usize> = (there..end).collect();
            let kind = |home: Home| match home {
                Home::Body => "text",
                Home::Cell(..) => "cell",
                Home::Note(_) => "note",
            };
            let unit = |(is_new, at): &(bool, usize)| {
                let (home, words) = match is_new {
                    true => (back[*at].home, &self.is[*at]),
                    false => (sent[*at].0.home, &self.was[*at]),
                };
                Unit { kind: kind(home).to_owned(), name: String::new(), words: words.clone() }
            };
            let old: Vec<_> = old.into_iter().map(|at| (false, at)).collect();
            let new: Vec<_> = new.into_iter().map(|at| (true, at)).collect();
            let both: Vec<(usize, usize)> = align(&old, &new, unit)
                .into_iter()
                .filter_map(|pair| match pair {
                    Pair::Both((_, at), (_, there)) => Some((*at, *there)),
                    Pair::Old(_) | Pair::New(_) => None,
                })
                .collect();
            both.into_iter().for_each(|(at, there)| self.put(at, there));
            there = end;
        }
    }

    /// Matches the remaining lines with identical text, wherever they are now.
    fn moved(&mut self) {
        let mut left: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, words) in self.was.iter().enumerate().rev() {
            if !self.taken.contains(&at) {
                left.entry(words).or_default().push(at);
            }
        }
        let mut same = Vec::new();
        for (there, words) in self.is.iter().enumerate() {
            if self.found[there].is_none() {
                let at = left.get_mut(words.as_str()).and_then(Vec::pop);
                same.extend(at.map(|at| (at, there)));
            }
        }
        same.into_iter().for_each(|(at, there)| self.put(at, there));
    }
}

/// The fewest numbers whose removal leaves the rest in order.
pub(super) fn out_of_order(numbers: &[Option<usize>]) -> BTreeSet<usize> {
    let all: Vec<usize> = numbers.iter().flatten().copied().collect();
    // The last number of the best sequence of each length, and the predecessor of each number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; all.len()];
    for (at, number) in all.iter().enumerate() {
        let length = ends.partition_point(|end| all[*end] < *number);
        before[at] = length.checked_sub(1).map(|last| ends[last]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        kept.insert(all[here]);
        at = before[here];
    }
    all.into_iter().filter(|number| !kept.contains(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_lines_are_taken_to_have_moved() {
        let moved = out_of_order(&[Some(0), Some(3), None, Some(1), Some(2)]);
        assert_eq!(moved.into_iter().collect::<Vec<_>>(), [3]);
        assert!(out_of_order(&[None, Some(4), Some(9)]).is_empty());
    }
}
