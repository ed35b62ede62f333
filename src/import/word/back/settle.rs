//! Applies the changes to the file, and checks the result against the page that came back.
//!
//! In come changes; out come the text of the file and the changes, with those refused that the file cannot hold. The
//! paper is made again from the new file, to make sure that it still builds and that each edited line prints as it
//! came back.

use std::collections::{BTreeMap, HashMap};

use super::base::{Base, bases};
use super::beside::BESIDE_WHY;
use super::line::{Cut, Says};
use super::page::{Form, Home};
use super::taking::CLOSED_WHY;
use super::text::Text;
use super::ties::ties;
use super::withheld::Withheld;
use super::{Change, Kind, Wanted};
use crate::document::Audience;
use crate::edit::{Datum, Edit, Path, apply, flow};
use crate::import::stretch::runs;
use crate::world::World;

/// The text of the file with the changes that it can hold; each of the others is refused with its reason.
pub(super) fn settle(
    changes: Vec<Change>,
    toml: &str,
    wanted: &Wanted<'_>,
    withheld: &Withheld,
) -> (String, Vec<Change>) {
    let ties = ties(&changes);
    let mut settling = Settling { changes, toml, wanted, withheld, ties };
    let mut made: Vec<usize> =
        (0..settling.changes.len()).filter(|at| settling.changes[*at].is_made()).collect();
    settling.untie(&mut made);
    let mut kept = Vec::new();
    settling.keep(&made, &mut kept);
    for at in made.into_iter().filter(|at| !kept.contains(at)) {
        let is_secret = withheld.said_by(&settling.changes[at].gained).is_some();
        let why = "with it the paper could not be made; put it in by hand";
        settling.refuse(at, if is_secret { CLOSED_WHY } else { why });
    }
    settling.untie(&mut kept);
    // A change that does not print as it came back is refused; the rest are made.
    let old = settling.made(toml).unwrap_or_default();
    loop {
        let text = settling.with(&kept).unwrap_or_else(|| toml.to_owned());
        let made = settling.made(&text).unwrap_or_default();
        let strays = settling.strays(&made, &kept);
        let hollow = settling.hollow(&old, &made, &kept);
        let told = settling.told(&made, &kept);
        if strays.is_empty() && hollow.is_empty() && told.is_empty() {
            return (text, settling.changes);
        }
        for at in &told {
            let why = if settling.changes[*at].closed { BESIDE_WHY } else { CLOSED_WHY };
            settling.refuse(*at, why);
        }
        kept.retain(|at| !told.contains(at));
        for at in strays.iter().filter(|at| !told.contains(at)) {
            settling.refuse(
                *at,
                "in the file it would print otherwise than it came back; put it in by hand",
            );
        }
        for at in hollow.iter().filter(|at| !strays.contains(at) && !told.contains(at)) {
            settling.refuse(
                *at,
                "with it nothing would stand below a heading; take the heading out of the file, too, or write what belongs there",
            );
        }
        kept.retain(|at| !strays.contains(at) && !hollow.contains(at));
        settling.untie(&mut kept);
    }
}

/// The changes being applied.
struct Settling<'a> {
    changes: Vec<Change>,
    toml: &'a str,
    wanted: &'a Wanted<'a>,
    withheld: &'a Withheld,
    /// For each change, the indexes of the changes that must be made with it.
    ties: Vec<Vec<usize>>,
}

impl Settling<'_> {
    /// Adds to `kept` those of some changes with which the paper can still be made.
    fn keep(&self, some: &[usize], kept: &mut Vec<usize>) {
        if some.is_empty() {
            return;
        }
        let mut all = kept.clone();
        all.extend(some);
        all.sort_unstable();
        if self.with(&all).is_some_and(|text| self.made(&text).is_some()) {
            *kept = all;
        } else if some.len() > 1 {
            let (first, second) = some.split_at(some.len() / 2);
            self.keep(first, kept);
            self.keep(second, kept);
        }
    }

    /// The file with some of the changes; `None` if it cannot hold them.
    fn with(&self, some: &[usize]) -> Option<String> {
        let mut cuts: BTreeMap<&Path, Vec<Cut>> = BTreeMap::new();
        for (path, cut) in some.iter().flat_map(|at| &self.changes[*at].cuts) {
            cuts.entry(path).or_default().push(cut.clone());
        }
        let mut text = self.toml.to_owned();
        for (path, cuts) in cuts {
            let old = Text::of(self.wanted.file, self.toml, path.clone())?;
            let new = cut(&old.words, &cuts);
            let datum = match old.block || new.trim_end().contains('\n') {
                true => Datum::Prose(flow(&new)),
                false => Datum::Text(new),
            };
            text = apply(&text, &Edit::Set(path.clone(), datum), &[]).ok()?;
        }
        let edits = some.iter().flat_map(|at| &self.changes[*at].edits);
        let (first, last): (Vec<&Edit>, Vec<&Edit>) =
            edits.partition(|edit| matches!(edit, Edit::Set(..)));
        // The last element of a list comes first, so that the indexes of the others remain valid.
        let mut last = last;
        last.sort_by_key(|edit| std::cmp::Reverse(element(edit)));
        for edit in first.into_iter().chain(last) {
            text = apply(&text, edit, &[]).ok()?;
        }
        Some(text)
    }

    /// The editions of the paper made from a file; `None` if it cannot be made.
    fn made(&self, text: &str) -> Option<Vec<Base>> {
        let name = World::path(self.wanted.file).to_owned();
        let workspace = self.wanted.workspace.with(&name, text.as_bytes());
        Some(bases(&workspace, self.wanted.file).ok()?.value)
    }

    /// Refuses every change tied to one that is not made.
    fn untie(&mut self, kept: &mut Vec<usize>) {
        loop {
            let is_half =
                |at: &usize| self.ties[*at].iter().any(|other| !self.changes[*other].is_made());
            let half: Vec<usize> = kept.iter().copied().filter(is_half).collect();
            if half.is_empty() {
                return;
            }
            for at in &half {
                self.refuse(*at, "it belongs to another edit of the same words, which is not taken; make both in the file");
            }
            kept.retain(|at| !half.contains(at));
        }
    }

    /// The changes that would make withheld text public; all of them if it is not known which.
    fn told(&self, made: &[Base], kept: &[usize]) -> Vec<usize> {
        let Some(public) = made.iter().find(|base| base.audience == Audience::Public) else {
            return Vec::new();
        };
        let lines: Vec<String> = public.lines.iter().map(|(line, _)| line.words()).collect();
        let is_said = |at: &&usize| {
            let change = &self.changes[**at];
            let says = change.says.as_ref().filter(|_| change.closed);
            says.is_some_and(|says| lines.contains(&says.whole))
        };
        let mut told: Vec<usize> = kept.iter().filter(is_said).copied().collect();
        let mut blame = |is_of: &dyn Fn(&Change) -> bool| {
            let found = kept.iter().copied().filter(|at| is_of(&self.changes[*at]));
            let found: Vec<usize> = found.collect();
            told.extend(if found.is_empty() { kept.to_vec() } else { found });
        };
        for (line, run) in
            lines.iter().filter_map(|line| Some((line, self.withheld.said_by(line)?)))
        {
            blame(&|change| {
                change.says.as_ref().is_some_and(|says| says.whole == *line)
                    || runs(&change.gained).contains(&run)
            });
        }
        let restricted = made.iter().find(|base| base.audience == Audience::Restricted);
        let now = Withheld::of(restricted.unwrap_or(public), Some(public));
        for source in self.withheld.opened(&now) {
            blame(&|change| {
                !change.edits.is_empty()
                    || change.cuts.iter().any(|(_, cut)| cut.words.contains(&**source))
            });
        }
        told.sort_unstable();
        told.dedup();
        told
    }

    /// The changes whose lines the new paper does not print.
    fn strays(&self, made: &[Base], kept: &[usize]) -> Vec<usize> {
        let strays = made.iter().map(|base| {
            let lines: Vec<Says> = (0..base.lines.len()).map(|at| base.says(at)).collect();
            let (mut whole, mut typed) =
                (counted(&lines, |says| &says.whole), counted(&lines, |says| &says.typed));
            let mut is_said = |says: &Says| {
                let found =
                    [whole.get_mut(says.whole.as_str()), typed.get_mut(says.typed.as_str())];
                let mut said = false;
                for count in found.into_iter().flatten().filter(|count| **count > 0) {
                    *count -= 1;
                    said = true;
                }
                said
            };
            let says =
                |at: &&usize| self.changes[**at].says.as_ref().is_some_and(|says| !is_said(says));
            kept.iter().filter(says).copied().collect::<Vec<usize>>()
        });
        strays.min_by_key(Vec::len).unwrap_or_else(|| kept.to_vec())
    }

    /// The changes that leave a heading with nothing below it: those that took its text away, or that made the
    /// heading.
    fn hollow(&self, old: &[Base], made: &[Base], kept: &[usize]) -> Vec<usize> {
        let mut found = Vec::new();
        for (new, old) in made.iter().zip(old) {
            let known: Vec<String> =
                headings(old).filter(|(_, rest)| rest.is_empty()).map(|(words, _)| words).collect();
            for (words, _) in
                headings(new).filter(|(words, rest)| rest.is_empty() && !known.contains(words))
            {
                let places: Vec<usize> = headings(old)
                    .filter(|(own, _)| *own == words)
                    .flat_map(|(_, lines)| lines)
                    .filter_map(|at| Some(old.lines[at].1.as_ref()?.place(self.wanted.file)?.start))
                    .collect();
                let is_of = |at: &&usize| {
                    let change = &self.changes[**at];
                    let takes = matches!(change.kind, Kind::Gone | Kind::Moved);
                    let stood = change.place.is_some_and(|place| places.contains(&place.start));
                    let adds = change.says.as_ref().is_some_and(|says| says.whole == words);
                    takes && stood || change.kind == Kind::New && adds
                };
                found.extend(kept.iter().filter(is_of));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Marks a change as not applied.
    fn refuse(&mut self, at: usize, why: &str) {
        let change = &mut self.changes[at];
        change.kind = Kind::NotTaken;
        change.how.insert(0, why.to_owned());
    }
}

/// The headings of an edition, each with the lines below it up to the next of its level.
fn headings(base: &Base) -> impl Iterator<Item = (String, Vec<usize>)> {
    let level = |at: usize| match base.lines[at].0.form {
        Form::Heading(level) => Some(level),
        _ => None,
    };
    let all = (0..base.lines.len()).filter_map(move |at| Some((at, level(at)?)));
    all.map(move |(at, own)| {
        let rest = at + 1..base.lines.len();
        let body = rest.take_while(|at| level(*at).is_none_or(|level| level > own));
        let body = body.filter(|at| !matches!(base.lines[*at].0.home, Home::Note(_)));
        (base.lines[at].0.words(), body.collect())
    })
}

/// How often each text occurs.
fn counted(lines: &[Says], words: impl Fn(&Says) -> &String) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for says in lines {
        *counts.entry(words(says).as_str()).or_default() += 1;
    }
    counts
}

/// The index of the list element that an edit is about.
fn element(edit: &Edit) -> usize {
    match edit {
        Edit::Insert(_, at, _) | Edit::Move(_, at, _) => *at,
        Edit::Remove(path) => path
            .iter()
            .rev()
            .find_map(|step| match step {
                crate::edit::Step::At(at) => Some(*at),
                crate::edit::Step::Key(_) => None,
            })
            .unwrap_or_default(),
        Edit::Set(..) => 0,
    }
}

/// Applies cuts to a text: those at the same place in the order given, insertions before removals.
pub(super) fn cut(text: &str, cuts: &[Cut]) -> String {
    let mut cuts: Vec<&Cut> = cuts.iter().collect();
    cuts.sort_by_key(|cut| (cut.range.start, !cut.range.is_empty()));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts {
        new.push_str(text.get(at..cut.range.start).unwrap_or_default());
        new.push_str(&cut.words);
        at = at.max(cut.range.end);
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}
