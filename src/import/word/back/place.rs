//! Finds the places in the file for lines that were added, removed or moved.
//!
//! In come the lines of the page in order, with what is known about each; out come changes to the strings of the file
//! and to its lists. What has no place is reported with its words.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Leaf;
use super::line::{Cut, Says};
use super::order::Order;
use super::page::{Form, Home, Letter, Line};
use super::taking::{ODD_WHY, Taking, what};
use super::text::Text;
use super::words::markdown;
use super::{Change, Kind};
use crate::diag::Place;
use crate::edit::{Datum, Edit, Path, Step};

/// The search for places.
pub(super) struct Placing<'a> {
    pub(super) taking: &'a Taking<'a>,
    pub(super) texts: BTreeMap<Path, Text>,
    /// The lines that were moved.
    order: Order,
    /// The position of the last line that has a place, and whether it directly precedes the current one.
    last: Option<(Spot, bool)>,
    /// The level of the heading of the current section.
    level: u8,
    /// The index of the last section, and the level of its heading.
    pub(super) top: Option<(usize, u8)>,
    /// The number of items inserted after the last line.
    items: usize,
    /// The rows already inserted, by table and row.
    pub(super) rows: BTreeSet<(usize, usize)>,
}

/// The position of a line in the file.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The string that it was written in.
    pub(super) path: Path,
    /// The range of its block in the string.
    pub(super) block: std::ops::Range<usize>,
    /// The form of the line.
    pub(super) form: Form,
    /// The level of the line in its list, from 0.
    pub(super) depth: usize,
    /// Whether the line is a table cell.
    pub(super) cell: bool,
}

impl<'a> Placing<'a> {
    /// A search before the first line.
    pub(super) fn new(taking: &'a Taking<'a>) -> Self {
        Self {
            taking,
            texts: BTreeMap::new(),
            // If the paper was changed since it was sent, the order in its file counts.
            order: match taking.fresh {
                true => Order::of(&taking.base.lines, &taking.pairs),
                false => Order::default(),
            },
            last: None,
            level: 1,
            top: None,
            items: 0,
            rows: BTreeSet::new(),
        }
    }

    /// The string that contains a place of the file.
    pub(super) fn text(&mut self, place: Place) -> Option<&Text> {
        if place.file != self.taking.file {
            return None;
        }
        let known =
            self.texts.iter().find(|(_, text)| text.holds(place)).map(|(path, _)| path.clone());
        let path = match known {
            Some(path) => path,
            None => {
                let text = Text::at(place.file, self.taking.toml, place.start)?;
                let path = text.path.clone();
                self.texts.insert(path.clone(), text);
                path
            }
        };
        self.texts.get(&path)
    }

    /// The place of a line in the file: that of its words, or of the only expression that can have printed them.
    pub(super) fn place(&self, leaf: &Leaf) -> Option<Place> {
        let file = self.taking.file;
        leaf.place(file).or_else(|| {
            let source = leaf.bound.iter().find_map(|bound| bound.source.as_deref())?;
            let toml = self.taking.toml;
            let mut found = toml.match_indices("{{").filter(|(at, _)| {
                let inside = toml[at + 2..].split("}}").next();
                inside.is_some_and(|inside| inside.trim() == source)
            });
            let (at, _) = found.next()?;
            found.next().is_none().then(|| Place::new(file, at..at + 2))
        })
    }

    /// The position of a line that was sent.
    pub(super) fn spot(&mut self, at: usize) -> Option<Spot> {
        let (line, leaf) = self.taking.base.lines.get(at)?;
        let place = self.place(leaf.as_ref()?)?;
        let leaf = leaf.as_ref()?;
        let letters: Vec<Place> = leaf.glyphs.iter().filter_map(|glyph| glyph.at).collect();
        let text = self.text(place)?;
        let first = text.expression(place)?;
        let last = letters
            .iter()
            .rev()
            .find_map(|place| text.expression(*place))
            .map_or(first.end, |last| last.end);
        let (path, form, cell) =
            (text.path.clone(), line.form, matches!(line.home, Home::Cell(..)));
        let (block, depth) = (text.block_of(first.start..last.max(first.end)), line.depth);
        Some(Spot { path, block, form, depth, cell })
    }

    /// Passes over a line that was sent, adding its edits and its move, if it was moved.
    pub(super) fn stands(
        &mut self,
        there: usize,
        at: usize,
        edited: Vec<Change>,
        changes: &mut Vec<Change>,
    ) {
        let spot = self.spot(at);
        let line = &self.taking.base.lines[at].0;
        if !self.order.lines.contains(&at) {
            changes.extend(edited);
            if self.order.headings.contains(&at) {
                changes.push(self.section_elsewhere(at));
            }
            match spot {
                Some(spot) => {
                    if let (Form::Heading(level), true) =
                        (spot.form, self.texts[&spot.path].section().is_some())
                    {
                        self.level = level;
                        if let [Step::Key(key), Step::At(number), _] = &spot.path[..]
                            && key == "section"
                        {
                            self.top = Some((*number, level));
                        }
                    }
                    self.last = Some((spot, true));
                }
                None => self.last.iter_mut().for_each(|(_, near)| *near = false),
            }
            self.items = 0;
            return;
        }
        let words = line.words();
        let place =
            self.taking.base.lines[at].1.as_ref().and_then(|leaf| leaf.place(self.taking.file));
        let what = what(line, self.taking.base.lines[at].1.as_ref(), self);
        // If sections changed places, a person has to decide which text belongs below which heading.
        let free = self.order.headings.is_empty();
        let spot = spot.filter(|spot| free && !spot.cell && self.texts[&spot.path].is_prose());
        let Some(from) = spot else {
            changes.extend(edited);
            if matches!(line.home, Home::Cell(..)) {
                self.row_elsewhere(there, changes);
            }
            if matches!(line.home, Home::Body) {
                let why = "it stands elsewhere in Word; move it in the file";
                changes.push(Change::refused(what, place, why).says(format!("“{words}”")));
            }
            return;
        };
        let (own, others): (Vec<Change>, Vec<Change>) =
            edited.into_iter().partition(Change::is_made);
        if !others.is_empty() {
            changes.extend(others);
            let why = "it stands elsewhere in Word, and an edit of its words is not taken; move it in the file";
            changes.push(Change::refused(what, place, why).says(format!("“{words}”")));
            return;
        }
        let block = {
            let text = &self.texts[&from.path];
            let cuts = own.iter().flat_map(|change| &change.cuts).map(|(_, cut)| Cut {
                range: cut.range.start - from.block.start..cut.range.end - from.block.start,
                words: cut.words.clone(),
            });
            super::settle::cut(&text.words[from.block.clone()], &cuts.collect::<Vec<_>>())
        };
        let says = own.iter().find_map(|change| change.says.clone());
        let says = says.unwrap_or_else(|| self.taking.base.says(at));
        let mut change = Change::new(Kind::Moved, what, place).says(format!("“{}”", says.whole));
        // A line that nobody edited stays open, or moves with its mark.
        let is_closed = self.taking.withheld.has(at);
        let block = match own.is_empty() || is_closed {
            true => block,
            false => self.withheld_beside(there, &says.whole, block, &mut change),
        };
        change.says = Some(says);
        change.how.extend(own.into_iter().flat_map(|own| own.how));
        let is_item = matches!(from.form, Form::Item(_));
        if self.put(there, &block, is_item.then_some(""), &mut change) {
            let cut = self.removal(&from);
            change.cuts.push((from.path.clone(), cut));
        } else {
            change.kind = Kind::NotTaken;
            change.how.push("it stands elsewhere in Word; move it in the file".to_owned());
        }
        changes.push(change);
    }

    /// Finds a place for a new line.
    pub(super) fn new_line(&mut self, there: usize, line: &Line, changes: &mut Vec<Change>) {
        let words = line.words();
        let what = match (line.home, line.form) {
            (Home::Cell(table, row, _), _) => return self.new_row(there, table, row, changes),
            (Home::Note(_), _) => "footnote",
            (_, Form::Heading(_)) => "heading",
            (_, Form::Item(_)) => "item",
            (_, Form::Quotation) => "quotation",
            _ => "paragraph",
        };
        let mut change =
            Change::new(Kind::New, what, None).says(format!("“{words}”")).moving(&words, "");
        if let Home::Note(note) = line.home
            && self.taking.notes.contains_key(&note)
        {
            // A footnote is inserted with the line that refers to it.
            change.says = Some(Says::new(&words, &words));
            return changes.push(change);
        }
        let letters = self.taking.figures.words(&line.letters);
        let text = markdown(&letters, false, &self.taking.notes).map(|text| text.trim().to_owned());
        let in_body = line.home == Home::Body;
        let placed = text.filter(|_| in_body).is_some_and(|text| {
            let marked = match line.form {
                Form::Heading(level) => {
                    let below = usize::from(level.saturating_sub(self.level).max(1)) - 1;
                    format!("{} {text}", "#".repeat((self.hashes() + below).min(6)))
                }
                Form::Quotation => format!("> {text}"),
                _ => text,
            };
            let marked = self.withheld_beside(there, &words, marked, &mut change);
            let bullet = match line.form {
                Form::Item(true) => Some("1. "),
                Form::Item(false) => Some("- "),
                _ => None,
            };
            self.put(there, &marked, bullet, &mut change)
        });
        if placed {
            let path = change.cuts.first().map(|(path, _)| path.clone());
            let notes = path.map(|path| self.noted(&line.letters, &path)).unwrap_or_default();
            change.cuts.extend(notes);
            self.taking.tell_typed(&line.letters, !change.closed, &mut change);
        } else {
            let why = match line.is_odd() {
                true => ODD_WHY,
                false => "no place was found for it in the file; put it in by hand",
            };
            change = Change::refused(what, change.place, why)
                .says(format!("“{words}”"))
                .moving(&words, "");
        }
        change.says = Some(Says::new(&words, &words));
        changes.push(change);
    }

    /// The number of hashes for first-level headings in the current text: as many as it has already, or three.
    fn hashes(&self) -> usize {
        let text = self.last.as_ref().and_then(|(spot, _)| self.texts.get(&spot.path));
        let lines = text.into_iter().flat_map(|text| text.words.lines());
        let hashes = lines.map(|line| line.len() - line.trim_start_matches('#').len());
        hashes.filter(|hashes| *hashes > 0).min().unwrap_or(3)
    }

    /// The text of the new footnotes in some letters, to be added at the end of the string at a path.
    pub(super) fn noted(&self, letters: &[Letter], path: &Path) -> Vec<(Path, Cut)> {
        let Some(text) = self.texts.get(path) else { return Vec::new() };
        let end = text.words.trim_end().len();
        let notes = letters.iter().filter_map(|letter| letter.note);
        let notes = notes.filter_map(|note| Some((note, self.taking.notes.get(&note)?)));
        let written = notes.map(|(note, name)| {
            let lines = self.taking.page.lines.iter().filter(|line| line.home == Home::Note(note));
            let paragraphs = lines.filter_map(|line| {
                let words = self.taking.figures.words(&line.letters);
                Some(markdown(&words, false, &self.taking.notes)?.trim().to_owned())
            });
            let words = paragraphs.collect::<Vec<_>>().join("\n\n    ");
            let words = format!("\n\n[^{name}]: {words}");
            (path.clone(), Cut { range: end..end, words })
        });
        written.collect()
    }

    /// Inserts a block next to its neighbours; returns whether one was found. `bullet` starts the item if it opens a
    /// list.
    fn put(
        &mut self,
        there: usize,
        block: &str,
        bullet: Option<&str>,
        change: &mut Change,
    ) -> bool {
        let next = self.taking.pairs[there + 1..].iter().find_map(|at| *at);
        let next = next.filter(|at| !self.order.lines.contains(at)).and_then(|at| self.spot(at));
        let near = self.last.as_ref().filter(|(_, near)| *near).map(|(spot, _)| spot.clone());
        let far = self.last.as_ref().map(|(spot, _)| spot.clone());
        let before = |this: &mut Self, change: &mut Change| {
            let spot = next.as_ref().filter(|spot| this.texts[&spot.path].is_prose() && !spot.cell);
            spot.is_some_and(|spot| {
                let start = bullet.unwrap_or_default();
                let is_item = bullet.is_some() && matches!(spot.form, Form::Item(_));
                let gap = if is_item { "\n" } else { "\n\n" };
                let cut = Cut {
                    range: spot.block.start..spot.block.start,
                    words: format!("{start}{block}{gap}"),
                };
                change.place = this.place_of(spot);
                change.cuts.push((spot.path.clone(), cut));
                true
            })
        };
        // An item at the head of a list goes into that list.
        let is_item = |spot: &Spot| matches!(spot.form, Form::Item(_));
        // Only an item can be inserted inside a list.
        if let (None, Some(near), Some(next)) = (bullet, &near, &next)
            && is_item(near)
            && is_item(next)
            && near.path == next.path
            && self.texts[&near.path]
                .words
                .get(near.block.end..next.block.start)
                .is_some_and(|between| between.trim().is_empty())
        {
            return false;
        }
        // A new item is as deep as its neighbour, or deeper.
        let depth = self.taking.page.lines[there].depth;
        let is_new = bullet.is_some_and(|bullet| !bullet.is_empty());
        let below = |spot: &Spot| match is_new && is_item(spot) {
            true => depth.checked_sub(spot.depth),
            false => Some(0),
        };
        let heads = bullet.is_some()
            && next.as_ref().is_some_and(is_item)
            && !near.as_ref().is_some_and(is_item);
        if heads {
            let fits = next.as_ref().is_some_and(|spot| below(spot) == Some(0));
            return fits && before(self, change);
        }
        let after = |this: &mut Self, spot: &Spot, change: &mut Change| {
            below(spot).is_some_and(|below| this.after(spot, below, block, bullet, change))
        };
        match near {
            Some(near) if is_item(&near) && below(&near) != Some(0) => after(self, &near, change),
            Some(near) => after(self, &near, change) || before(self, change),
            None => before(self, change) || far.is_some_and(|far| after(self, &far, change)),
        }
    }

    /// The place of a position in the file.
    pub(super) fn place_of(&self, spot: &Spot) -> Option<Place> {
        Some(self.texts.get(&spot.path)?.place_of(spot.block.start))
    }

    /// Inserts a block after a spot, if blocks can be there; an item goes `below` levels deeper.
    fn after(
        &mut self,
        spot: &Spot,
        below: usize,
        block: &str,
        bullet: Option<&str>,
        change: &mut Change,
    ) -> bool {
        let text = &self.texts[&spot.path];
        change.place = self.place_of(spot);
        if let Some(section) = text.section() {
            let path: Path =
                section.iter().cloned().chain([Step::Key("text".to_owned())]).collect();
            let words = format!("{}{block}", bullet.unwrap_or_default());
            match Text::of(self.taking.file, self.taking.toml, path.clone()) {
                Some(text) => {
                    let cut = Cut { range: 0..0, words: format!("{words}\n\n") };
                    change.cuts.push((path.clone(), cut));
                    self.texts.insert(path, text);
                }
                // The block becomes the section's text, and later lines follow it.
                None => change.edits.push(Edit::Set(path, Datum::Prose(words))),
            }
            return true;
        }
        if text.is_recommendation() {
            let Some(Step::At(at)) = spot.path.get(1) else { return false };
            let pair = ("text".to_owned(), Datum::Prose(block.to_owned()));
            let list = spot.path[..1].to_vec();
            change.what = "recommendation";
            change.edits.push(Edit::Insert(list, at + 1 + self.items, Datum::Group(vec![pair])));
            self.items += 1;
            return true;
        }
        if !text.is_prose() {
            return false;
        }
        let end = if spot.cell { text.table_end(spot.block.start) } else { spot.block.end };
        let words = match (bullet, spot.form) {
            (Some(bullet), Form::Item(_)) => {
                let marker = text.marker(spot.block.start).unwrap_or("- ");
                let marker = match below {
                    _ if bullet.is_empty() => String::new(),
                    0 => counted(marker, self.items + 1),
                    1 => format!("{}{}", " ".repeat(marker.len()), counted(bullet, self.items)),
                    _ => return false,
                };
                let room = " ".repeat(marker.len());
                format!("\n{marker}{}", block.replace('\n', &format!("\n{room}")))
            }
            (Some(bullet), _) if self.items > 0 => {
                format!("\n{}{block}", counted(bullet, self.items + 1))
            }
            (bullet, _) => format!("\n\n{}{block}", bullet.unwrap_or_default()),
        };
        if bullet.is_some() {
            self.items += 1;
        } else {
            self.items = 0;
        }
        change.cuts.push((spot.path.clone(), Cut { range: end..end, words }));
        true
    }
}

/// The marker of the item this many after another.
fn counted(marker: &str, by: usize) -> String {
    let bare = marker.trim_start();
    let digits = bare.len() - bare.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    match bare[..digits].parse::<usize>() {
        Ok(number) => {
            let room = &marker[..marker.len() - bare.len()];
            format!("{room}{}{}", number.saturating_add(by), &bare[digits..])
        }
        Err(_) => marker.to_owned(),
    }
}
