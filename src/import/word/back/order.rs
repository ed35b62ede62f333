//! Finds lines that were moved: below another heading, or in another order below their own; and headings that changed
//! places together with everything below them.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Leaf;
use super::page::{Form, Home, Line};
use super::pair::out_of_order;

/// The lines that were moved, by their index among those sent.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Lines that are below another heading, or before another line below their own.
    pub(super) lines: BTreeSet<usize>,
    /// Headings that are before another one.
    pub(super) headings: BTreeSet<usize>,
}

impl Order {
    /// Compares the order of the lines sent with that of the lines that came back; `pairs` matches them. A line still
    /// below its own heading has not moved, wherever that heading is.
    pub(super) fn of(sent: &[(Line, Option<Leaf>)], pairs: &[Option<usize>]) -> Self {
        let found: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
        let is_heading = |at: usize| {
            matches!(sent[at].0.form, Form::Heading(_)) && sent[at].0.home == Home::Body
        };
        let mut above = None;
        let was = |at: usize| {
            if is_heading(at) && found.contains(&at) {
                above = Some(at);
            }
            above
        };
        let was: Vec<Option<usize>> = (0..sent.len()).map(was).collect();
        let headings: Vec<_> = pairs.iter().map(|at| at.filter(|at| is_heading(*at))).collect();
        let mut order = Self { lines: BTreeSet::new(), headings: out_of_order(&headings) };
        let mut above = None;
        let mut below: BTreeMap<Option<usize>, Vec<Option<usize>>> = BTreeMap::new();
        for at in pairs.iter().flatten().copied() {
            match sent[at].0.home {
                // The position of a footnote follows from its mark.
                Home::Note(_) => {}
                _ if is_heading(at) => above = Some(at),
                _ if was[at] == above => below.entry(above).or_default().push(Some(at)),
                _ => {
                    order.lines.insert(at);
                }
            }
        }
        order.lines.extend(below.values().flat_map(|lines| out_of_order(lines)));
        order
    }
}
