//! Removes lines that are gone from the file, or gives the reason why they stay.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::base::{Glyph, Leaf, from_data};
use super::line::Cut;
use super::page::{Form, Home, Line};
use super::place::{Placing, Spot};
use super::taking::what;
use super::text::Text;
use super::{Change, Kind};
use crate::edit::{Edit, Path, Step};

impl Placing<'_> {
    /// Removes the lines that are gone.
    pub(super) fn gone(&mut self, changes: &mut Vec<Change>) {
        let found: BTreeSet<usize> = self.taking.pairs.iter().flatten().copied().collect();
        let lines = &self.taking.base.lines;
        let mut said = BTreeSet::new();
        let mut rows = BTreeSet::new();
        let mut removed = Vec::new();
        let whole =
            if self.taking.fresh { self.sections(&found, changes) } else { BTreeSet::new() };
        let is_gone = |at: &usize| !found.contains(at) && !whole.contains(at);
        for (at, (line, leaf)) in lines.iter().enumerate().filter(|(at, _)| is_gone(at)) {
            let words = line.words();
            let what = what(line, leaf.as_ref(), self);
            let place = leaf.as_ref().and_then(|leaf| self.place(leaf));
            let mut refuse = |why: &str| {
                let change = Change::refused(what, place, why).says(format!("gone is “{words}”"));
                changes.push(change.moving("", &words));
            };
            if !self.taking.fresh {
                refuse(
                    "it is not in the Word file, and the paper was changed since that was made; if a colleague took it away, take it out of the file",
                );
                continue;
            }
            let source = leaf.as_ref().and_then(|leaf| {
                match leaf.glyphs.iter().all(|glyph| glyph.bound.is_some()) {
                    true => leaf.bound.iter().find_map(|bound| bound.source.clone()),
                    false => None,
                }
            });
            if let Some(source) = source {
                if source.is_empty() || said.insert(source.clone()) {
                    let why = from_data(&source);
                    refuse(&format!("{why}; take that out of the file if it is to go"));
                }
                continue;
            }
            let Some(spot) = self.spot(at) else {
                refuse("the program prints this itself");
                continue;
            };
            let text = &self.texts[&spot.path];
            let change = Change::new(Kind::Gone, what, place).says(format!("“{words}”"));
            let mut change = change.moving("", &words);
            if text.is_recommendation() {
                removed.push((spot.path[..2].to_vec(), change));
                continue;
            }
            if let Some(Step::At(_)) = spot.path.last() {
                removed.push((spot.path.clone(), change));
                continue;
            }
            if !text.is_prose() {
                let why = match text.section() {
                    Some(_) => {
                        "a section whose heading is gone; take it out of the file if all of it is to go"
                    }
                    None => "the house style asks for it; empty it in the file if it is to go",
                };
                refuse(why);
                continue;
            }
            let cut = match line.home {
                Home::Cell(table, row, _) => {
                    let whole = lines.iter().enumerate().all(|(at, (line, _))| {
                        !matches!(line.home, Home::Cell(one, other, _) if (one, other) == (table, row)) || !found.contains(&at)
                    });
                    let all = lines.iter().enumerate().all(|(at, (line, _))| {
                        !matches!(line.home, Home::Cell(one, ..) if one == table)
                            || !found.contains(&at)
                    });
                    match (whole, leaf.as_ref().and_then(|leaf| self.words_of(leaf, &spot))) {
                        (true, _) if !rows.insert((table, row)) => continue,
                        (true, _) if !all && self.is_head(&spot) => {
                            let why = "it stands in the head of a table, which has none without it; take the table out of the file if all of it is to go";
                            changes.push(
                                Change::refused("row", place, why)
                                    .says(format!("gone is “{words}”")),
                            );
                            continue;
                        }
                        (true, _) => {
                            change.what = "row";
                            change.how.clear();
                            let own = |line: &Line| matches!(line.home, Home::Cell(one, other, _) if (one, other) == (table, row));
                            let cells: Vec<String> = lines
                                .iter()
                                .filter(|(line, _)| own(line))
                                .map(|(line, _)| line.words())
                                .collect();
                            change.lost = cells.join(" ");
                            change.how.push(format!("“{}”", cells.join(" | ")));
                            self.row(&spot)
                        }
                        (false, Some(range)) => Cut { range, words: String::new() },
                        (false, None) => {
                            let why = "its words stand in the file in another way; empty it there";
                            changes.push(
                                Change::refused(what, place, why)
                                    .says(format!("gone is “{words}”")),
                            );
                            continue;
                        }
                    }
                }
                Home::Body | Home::Note(_) => self.removal(&spot),
            };
            change.cuts.push((spot.path.clone(), cut));
            changes.push(change);
        }
        // The last element comes first, so that the indexes of the others remain valid.
        for (path, mut change) in removed.into_iter().rev() {
            change.edits.push(Edit::Remove(path));
            changes.push(change);
        }
    }

    /// Removes sections of which the heading and all the text are gone; returns the lines of all such sections.
    fn sections(&mut self, found: &BTreeSet<usize>, changes: &mut Vec<Change>) -> BTreeSet<usize> {
        let lines = &self.taking.base.lines;
        let mut texts: BTreeMap<Path, Vec<usize>> = BTreeMap::new();
        for at in 0..lines.len() {
            if let Some(spot) = self.spot(at).filter(|spot| self.texts[&spot.path].is_prose()) {
                texts.entry(spot.path).or_default().push(at);
            }
        }
        let mut whole = BTreeSet::new();
        for (path, own) in texts {
            let (Some(section), Some(first)) =
                (path.split_last().map(|(_, section)| section), own.first())
            else {
                continue;
            };
            let is_heading = |at: &usize| matches!(lines[*at].0.form, Form::Heading(_));
            let Some(heading) = (0..*first).rev().find(is_heading) else { continue };
            let all_gone = own.iter().chain([&heading]).all(|at| !found.contains(at));
            let is_own = match self.spot(heading) {
                Some(spot) => self.texts[&spot.path].section() == Some(section),
                None => true,
            };
            let key = |keys: &[Step]| section.iter().chain(keys).cloned().collect::<Path>();
            let text = |keys: &[Step]| Text::of(self.taking.file, self.taking.toml, key(keys));
            let inner =
                [Step::Key("section".to_owned()), Step::At(0), Step::Key("text".to_owned())];
            let blocks: Vec<Spot> = own.iter().filter_map(|at| self.spot(*at)).collect();
            if !all_gone || !is_own || text(&inner).is_some() || !self.is_all(&path, &blocks) {
                continue;
            }
            let words = format!("“{}”", lines[heading].0.words());
            let place = blocks.first().and_then(|spot| self.place_of(spot));
            let named = text(&[Step::Key("id".to_owned())]).is_some();
            changes.push(if named {
                let why = "all of this section is gone, for which the house style has a place; take its `[[section]]` out of the file if it is to go";
                Change::refused("section", place, why).says(words)
            } else {
                let mut change = Change::new(Kind::Gone, "section", place).says(words);
                change.edits.push(Edit::Remove(section.to_vec()));
                change
            });
            whole.extend(own.into_iter().chain([heading]));
        }
        whole
    }

    /// Whether blocks are the whole of a text, apart from the dashes below the head of a table.
    fn is_all(&self, path: &Path, blocks: &[Spot]) -> bool {
        let words = &self.texts[path].words;
        let cuts =
            blocks.iter().map(|spot| Cut { range: spot.block.clone(), words: String::new() });
        let rest = super::settle::cut(words, &cuts.collect::<Vec<_>>());
        rest.chars().all(|next| next.is_whitespace() || "|-:".contains(next))
    }

    /// The range of a line's words in the string that it was written in.
    fn words_of(&self, leaf: &Leaf, spot: &Spot) -> Option<Range<usize>> {
        let text = &self.texts[&spot.path];
        let bytes = |glyph: &Glyph| {
            let bound = || leaf.bound.get(glyph.bound?)?.place;
            text.expression(glyph.at.or_else(bound)?)
        };
        let (first, last) = (leaf.glyphs.first()?, leaf.glyphs.last()?);
        Some(text.line(bytes(first)?.start, bytes(last)?.end, &leaf.glyphs))
    }

    /// The cut that removes a block, with the blank lines below it.
    pub(super) fn removal(&self, spot: &Spot) -> Cut {
        let words = &self.texts[&spot.path].words;
        let rest = &words[spot.block.end..];
        let room = rest.len() - rest.trim_start_matches('\n').len();
        let room = if matches!(spot.form, Form::Item(_)) { room.min(1) } else { room };
        let mut range = spot.block.start..spot.block.end + room;
        if range.end == words.len() {
            range.start = words[..range.start].trim_end_matches('\n').len();
            range.end -= room;
        }
        Cut { range, words: String::new() }
    }
}
