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

/// What is known of the lines that are gone.
#[derive(Default)]
struct Going {
    /// The lines that are still there.
    found: BTreeSet<usize>,
    /// The sources of lines of data that were said to stay.
    sources: BTreeSet<String>,
    /// The rows that were removed or said to stay, each by its table and its number.
    rows: BTreeSet<(usize, usize)>,
    /// The elements of lists that go, in their order.
    elements: Vec<(Path, Change)>,
}

impl Placing<'_> {
    /// Removes the lines that are gone.
    pub(super) fn gone(&mut self, changes: &mut Vec<Change>) {
        let found: BTreeSet<usize> = self.taking.pairs.iter().flatten().copied().collect();
        let whole =
            if self.taking.fresh { self.sections(&found, changes) } else { BTreeSet::new() };
        let lines = 0..self.taking.base.lines.len();
        let mut going = Going { found, ..Going::default() };
        for at in lines.filter(|at| !whole.contains(at)) {
            if !going.found.contains(&at) {
                changes.extend(self.line_gone(at, &mut going));
            }
        }
        // The last element comes first, so that the indexes of the others remain valid.
        for (path, mut change) in going.elements.into_iter().rev() {
            change.edits.push(Edit::Remove(path));
            changes.push(change);
        }
    }

    /// Removes a line that is gone, or says why it stays; `None` if that is said of another line, or is still to come.
    fn line_gone(&mut self, at: usize, going: &mut Going) -> Option<Change> {
        let (line, leaf) = &self.taking.base.lines[at];
        let words = line.words();
        let what = what(line, leaf.as_ref(), self);
        let place = leaf.as_ref().and_then(|leaf| self.place(leaf));
        let stays = |why: &str| {
            let change = Change::refused(what, place, why).says(format!("gone is “{words}”"));
            Some(change.moving("", &words))
        };
        if !self.taking.fresh {
            return stays(
                "it is not in the Word file, and the paper was changed since that was made; if a colleague took it away, take it out of the file",
            );
        }
        let bound = leaf.as_ref().filter(|leaf| leaf.glyphs.iter().all(|one| one.bound.is_some()));
        let source = bound.and_then(|leaf| leaf.bound.iter().find_map(|one| one.source.clone()));
        if let Some(source) = source {
            let why = from_data(&source);
            let is_new = source.is_empty() || going.sources.insert(source.to_string());
            let why = format!("{why}; take that out of the file if it is to go");
            return stays(&why).filter(|_| is_new);
        }
        let Some(spot) = self.spot(at) else { return stays("the program prints this itself") };
        let text = &self.texts[&spot.path];
        let change = Change::new(Kind::Gone, what, place).says(format!("“{words}”"));
        let mut change = change.moving("", &words);
        let is_element = matches!(spot.path.last(), Some(Step::At(_)));
        if text.is_recommendation() || is_element {
            let length = if text.is_recommendation() { 2 } else { spot.path.len() };
            going.elements.push((spot.path[..length].to_vec(), change));
            return None;
        }
        if !text.is_prose() {
            return stays(match text.section() {
                Some(_) => {
                    "a section whose heading is gone; take it out of the file if all of it is to go"
                }
                None => "the house style asks for it; empty it in the file if it is to go",
            });
        }
        if let Home::Cell(table, row, _) = line.home {
            return self.cell_gone(at, (table, row), &spot, change, going);
        }
        let cut = self.removal(&spot);
        change.cuts.push((spot.path, cut));
        Some(change)
    }

    /// Removes a cell of a row that is gone: the whole row with the first of its cells, if all of them are gone, and
    /// otherwise the words of the cell.
    fn cell_gone(
        &self,
        at: usize,
        (table, row): (usize, usize),
        spot: &Spot,
        mut change: Change,
        going: &mut Going,
    ) -> Option<Change> {
        let lines = &self.taking.base.lines;
        let (line, leaf) = &lines[at];
        let in_table = |line: &Line| matches!(line.home, Home::Cell(one, ..) if one == table);
        let in_row = |line: &Line| matches!(line.home, Home::Cell(one, other, _) if (one, other) == (table, row));
        let found = &going.found;
        let is_gone = |is_of: &dyn Fn(&Line) -> bool| {
            let mut own = lines.iter().enumerate().filter(|(_, (line, _))| is_of(line));
            own.all(|(at, _)| !found.contains(&at))
        };
        let (place, what) = (change.place, change.what);
        let stays = |what, why: &str| {
            Some(Change::refused(what, place, why).says(format!("gone is “{}”", line.words())))
        };
        let cut = if is_gone(&in_row) {
            if !going.rows.insert((table, row)) {
                return None;
            }
            if self.is_head(spot) && !is_gone(&in_table) {
                return stays(
                    "row",
                    "it stands in the head of a table, which has none without it; take the table out of the file if all of it is to go",
                );
            }
            let own = lines.iter().filter(|(line, _)| in_row(line));
            let cells: Vec<String> = own.map(|(line, _)| line.words()).collect();
            change.what = "row";
            change.lost = cells.join(" ");
            change.how = vec![format!("“{}”", cells.join(" | "))];
            self.row(spot)
        } else {
            let Some(range) = leaf.as_ref().and_then(|leaf| self.words_of(leaf, spot)) else {
                return stays(what, "its words stand in the file in another way; empty it there");
            };
            Cut { range, words: String::new() }
        };
        change.cuts.push((spot.path.clone(), cut));
        Some(change)
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
