//! Changes a TOML file without touching anything else in it, as a careful person would by hand.
//!
//! In come the text of a file and an [`Edit`]; out comes the new text, in which every byte that the edit does not
//! concern is unchanged, comments and layout included. A text is never rewritten from its values: the places of
//! everything in it are found (`map`), and only what changes is replaced (`write`, `prose`). A file is written whole
//! or not at all, and never over what somebody else has written meanwhile (`file`), after which an edit is led to where
//! its words stand now (`again`). What an edit means to a paper is
//! left to the callers.

mod again;
pub(crate) mod file;
mod map;
mod prose;
#[cfg(test)]
mod tests;
mod tree;
mod write;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

pub(crate) use self::again::{Place, place};
use self::map::{Form, Map, Spot};
pub(crate) use self::map::{Stand, stands, written};
pub(crate) use self::prose::flow;
pub(crate) use self::tree::{string_at, tree, value_at};
pub(crate) use self::write::{Datum, key};

/// One step of a path: into a group by key, or into a list by index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Step {
    /// The index in a list, from 0.
    At(usize),
    /// The key of a group.
    Key(String),
}

/// The position of a value in a file, from its root.
pub(crate) type Path = Vec<Step>;

/// A change to one value of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Edit {
    /// Sets the value of a key or a list index, whether or not there is one.
    Set(Path, Datum),
    /// Inserts a value into a list at an index, which may be one past the last.
    Insert(Path, usize, Datum),
    /// Removes a value, if there is one.
    Remove(Path),
    /// Moves an element of a list from one index to another.
    Move(Path, usize, usize),
}

impl Edit {
    /// The path of what it changes: a value, or the list whose elements it inserts, removes or moves.
    pub(crate) fn path(&self) -> &[Step] {
        match self {
            Self::Set(path, _) | Self::Insert(path, ..) | Self::Move(path, ..) => path,
            Self::Remove(path) => match path.split_last() {
                Some((Step::At(_), list)) => list,
                _ => path,
            },
        }
    }

    /// The path of what it changes: the element itself where it removes one.
    fn whole_path(&self) -> &[Step] {
        match self {
            Self::Set(path, _)
            | Self::Insert(path, ..)
            | Self::Move(path, ..)
            | Self::Remove(path) => path,
        }
    }
}

/// Why an edit is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The file is not valid TOML, so positions in it are unknown.
    Slip,
    /// The file has no such place.
    Nowhere,
    /// The elements of the list are scattered, with other things between them.
    Scattered,
    /// The value is invalid, such as a day that does not exist; the text says how.
    NoValue(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slip => out.write_str("the file has a slip in it, which has to be put right first"),
            Self::Nowhere => out.write_str("what was to be changed is no longer in the file"),
            Self::Scattered => out.write_str(
                "in the file these stand in pieces, with other things between them, so that only an editor can move them",
            ),
            Self::NoValue(what) => out.write_str(what),
        }
    }
}

/// Makes an edit. `order` lists the keys at the file's root in the order in which a person would write them.
pub(crate) fn apply(text: &str, edit: &Edit, order: &[&str]) -> Result<String, Refusal> {
    // The root of the file cannot be changed as a whole.
    if edit.whole_path().is_empty() {
        return Err(Refusal::Nowhere);
    }
    let page = Page { map: Map::of(text)?, text, order };
    let new = match edit {
        Edit::Set(path, value) => page.set(path, value)?,
        Edit::Insert(list, at, value) => page.insert(list, *at, value)?,
        Edit::Remove(path) => page.remove(path)?,
        Edit::Move(list, from, to) => page.shift(list, *from, *to)?,
    };
    // An invalid file would be worse than a change that is not made.
    match DeTable::parse(&new) {
        Ok(_) => Ok(new),
        Err(_) => Err(Refusal::Nowhere),
    }
}

/// The text of a file, with the map of its contents and the order of its groups.
struct Page<'t> {
    text: &'t str,
    map: Map,
    order: &'t [&'t str],
}

impl Page<'_> {
    /// Sets the value at a path.
    fn set(&self, path: &[Step], value: &Datum) -> Result<String, Refusal> {
        if let Some(spot) = self.map.value(path) {
            let old = &self.text[spot.value.clone()];
            return Ok(self.splice(&[(spot.value.clone(), self.ends(&value.over(old)?))]));
        }
        if !self.map.below(path).is_empty() {
            // A value with a header of its own, or in dotted keys, is rewritten as a single value.
            let bare = self.remove(path)?;
            let page = Page { map: Map::of(&bare)?, text: &bare, order: self.order };
            return match page.map.below(path).is_empty() {
                true => page.set(path, value),
                false => Err(Refusal::Scattered),
            };
        }
        let Some((Step::Key(key), group)) = path.split_last() else { return Err(Refusal::Nowhere) };
        if let Some(spot) = self.map.value(group) {
            let inner = self.map.inside(group);
            let pair = format!("{} = {}", write::key(key), value.inline()?);
            return Ok(self.put_in(spot, &inner, inner.len(), &pair, " "));
        }
        match (self.map.home(group), group) {
            (Some(home), _) => self.put_line(home, &write::key(key), value),
            (None, [Step::Key(name)]) => {
                let at = self.place_of_group(name);
                let pair =
                    format!("[{}]\n{} = {}", write::key(name), write::key(key), value.plain()?);
                Ok(self.put_block(at, &pair, "\n\n"))
            }
            (None, []) => Err(Refusal::Nowhere),
            (None, [before @ .., Step::Key(_)]) => {
                let dotted = self.map.dotted(group);
                if let Some((home, last)) =
                    dotted.filter(|(home, _)| before.starts_with(&home.path))
                {
                    let keys: Option<Vec<String>> =
                        path[home.path.len()..].iter().map(map::as_key).collect();
                    let line =
                        format!("{} = {}", keys.unwrap_or_default().join("."), value.plain()?);
                    return Ok(self.splice(&[(
                        line_end(self.text, last)..line_end(self.text, last),
                        self.ends(&format!("\n{line}")),
                    )]));
                }
                self.set(group, &Datum::Group(vec![(key.clone(), value.clone())]))
            }
            (None, [.., Step::At(_)]) => Err(Refusal::Nowhere),
        }
    }

    /// Inserts a value into a list.
    fn insert(&self, list: &[Step], at: usize, value: &Datum) -> Result<String, Refusal> {
        if let Some(spot) = self.map.value(list) {
            let inner = self.map.inside(list);
            let at = at.min(inner.len());
            return Ok(self.put_in(spot, &inner, at, &value.inline()?, "\n  "));
        }
        let blocks = self.map.blocks(list, self.text)?;
        let (Datum::Group(pairs), Some((Step::Key(key), group))) = (value, list.split_last())
        else {
            if !self.map.below(list).is_empty() {
                let key = list.last().and_then(map::as_key).unwrap_or_default();
                let what = "is made of groups of lines, and only such a group can be put into it";
                return Err(Refusal::NoValue(format!("`{key}` {what}")));
            }
            return self.set(list, &Datum::List(vec![value.clone()]));
        };
        if self.map.value(group).is_some() {
            return self.set(list, &Datum::List(vec![value.clone()]));
        }
        let named: Vec<String> =
            group.iter().filter_map(map::as_key).chain([write::key(key)]).collect();
        let block = format!("[[{}]]{}", named.join("."), write::lines(pairs)?);
        if let (Some(first), Some(next)) = (blocks.first(), blocks.get(at)) {
            let gap = blocks.get(1).map_or("\n\n", |second| self.gap(first.end..second.start));
            let put = self.ends(&format!("{block}{gap}"));
            return Ok(self.splice(&[(next.start..next.start, put)]));
        }
        if let Some(last) = blocks.last() {
            let before = blocks.len().checked_sub(2).and_then(|at| blocks.get(at));
            let gap = before.map_or("\n\n", |before| self.gap(before.end..last.start));
            return Ok(self.put_block(last.end, &block, gap));
        }
        match group {
            [] => Ok(self.put_block(self.place_of_group(key), &block, "\n\n")),
            _ => {
                let end = self.map.end_of(group).ok_or(Refusal::Nowhere)?;
                let gap = if group.len() > 2 { "\n" } else { "\n\n" };
                Ok(self.put_block(line_end(self.text, end), &block, gap))
            }
        }
    }

    /// Removes the value at a path, with the space that it took.
    fn remove(&self, path: &[Step]) -> Result<String, Refusal> {
        if let Some(spot) = self.map.get(path) {
            match spot.form {
                Form::Pair => return Ok(self.splice(&[(self.lines(&spot.whole), String::new())])),
                Form::Inside => {
                    let (_, outer) = path.split_last().ok_or(Refusal::Nowhere)?;
                    let inner = self.map.inside(outer);
                    let at =
                        inner.iter().position(|one| one.path == path).ok_or(Refusal::Nowhere)?;
                    return Ok(self.splice(&[(self.cut(&inner, at), String::new())]));
                }
                Form::Header | Form::Element => {}
            }
        }
        if let Some((Step::At(at), list)) = path.split_last() {
            let blocks = self.map.blocks(list, self.text)?;
            let block = blocks.get(*at).ok_or(Refusal::Nowhere)?;
            return Ok(self.splice(&[(self.with_gap(block), String::new())]));
        }
        let block = self.map.get(path).map(|spot| self.map.block(spot, self.text)).transpose()?;
        let is_dotted = |spot: &&Spot| spot.form == Form::Pair && spot.home < path.len();
        let dotted = self.map.below(path).into_iter().filter(is_dotted);
        let mut gone: Vec<_> = match block {
            Some(block) => vec![self.with_gap(&block)],
            None => dotted.map(|spot| self.lines(&spot.whole)).collect(),
        };
        if gone.is_empty() {
            gone = self
                .map
                .lists_below(path, self.text)?
                .iter()
                .map(|block| self.with_gap(block))
                .collect();
        }
        let cuts: Vec<_> = gone.into_iter().map(|range| (range, String::new())).collect();
        Ok(self.splice(&cuts))
    }

    /// Moves an element of a list; what is between the elements stays.
    fn shift(&self, list: &[Step], from: usize, to: usize) -> Result<String, Refusal> {
        let ranges: Vec<Range<usize>> = match self.map.value(list) {
            Some(_) => self.map.inside(list).iter().map(|one| one.whole.clone()).collect(),
            None => self.map.blocks(list, self.text)?,
        };
        if from >= ranges.len() || to >= ranges.len() {
            return Err(Refusal::Nowhere);
        }
        let mut order: Vec<usize> = (0..ranges.len()).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let pieces: Vec<_> = ranges
            .iter()
            .zip(order)
            .map(|(range, from)| (range.clone(), self.text[ranges[from].clone()].to_owned()))
            .collect();
        Ok(self.splice(&pieces))
    }

    /// Writes a key and value into a group: long texts last, short values before them.
    fn put_line(&self, home: &Spot, key: &str, value: &Datum) -> Result<String, Refusal> {
        let written = value.plain()?;
        let line = format!("{key} = {written}");
        let pairs = self.map.own_pairs(home);
        let is_long = |spot: &&&Spot| write::is_block(&self.text[spot.value.clone()]);
        let long = pairs.iter().find(is_long).filter(|_| !write::is_block(&written));
        let last = match long {
            Some(long) => pairs.iter().rev().find(|spot| spot.whole.end <= long.whole.start),
            None => pairs.last(),
        };
        let after =
            last.map(|spot| spot.whole.end).or((!home.path.is_empty()).then_some(home.whole.end));
        Ok(match (after, long) {
            (Some(after), _) => {
                let at = line_end(self.text, after);
                self.splice(&[(at..at, self.ends(&format!("\n{line}")))])
            }
            (None, Some(long)) => {
                let at = long.whole.start;
                self.splice(&[(at..at, self.ends(&format!("{line}\n")))])
            }
            (None, None) => {
                let at = self.map.start;
                let gap = if self.text[at..].trim().is_empty() { "\n" } else { "\n\n" };
                self.splice(&[(at..at, self.ends(&format!("{line}{gap}")))])
            }
        })
    }

    /// Inserts an element or a pair into a list or group that is written as a single value.
    fn put_in(&self, spot: &Spot, inner: &[&Spot], at: usize, words: &str, line: &str) -> String {
        let (at, words) = match (inner.get(at), at.checked_sub(1).map(|before| inner[before])) {
            (Some(next), _) => {
                let before = &self.text[..next.whole.start];
                let own_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
                let room = if own_line { self.indent(next.whole.start) } else { " ".to_owned() };
                (next.whole.start, format!("{words},{room}"))
            }
            (None, Some(last)) => {
                let before = &self.text[..last.whole.start];
                let own_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
                let room = if own_line { self.indent(last.whole.start) } else { " ".to_owned() };
                (last.whole.end, format!(",{room}{words}"))
            }
            (None, None) => {
                let open = spot.value.start + 1;
                let is_group = self.text[spot.value.clone()].starts_with('{');
                let tidy = words.len() < 80 || is_group;
                let words = match (is_group, tidy) {
                    (true, _) => format!(" {words} "),
                    (false, true) => words.to_owned(),
                    (false, false) => format!("{line}{words},\n"),
                };
                return self.splice(&[(open..spot.value.end - 1, self.ends(&words))]);
            }
        };
        self.splice(&[(at..at, self.ends(&words))])
    }

    /// A new line indented like the line of a byte.
    fn indent(&self, at: usize) -> String {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        format!("\n{}", &self.text[line..at])
    }

    /// Writes a block after a byte, separated by a gap.
    fn put_block(&self, at: usize, block: &str, gap: &str) -> String {
        let is_first = self.text[..at].trim().is_empty();
        let rest = &self.text[at..];
        let after = match (is_first, rest.is_empty()) {
            (true, false) => "\n\n",
            (_, true) => "\n",
            _ => "",
        };
        let gap = if is_first { "" } else { gap };
        self.splice(&[(at..at, self.ends(&format!("{gap}{block}{after}")))])
    }

    /// Where a new group at the root goes: after everything that a person would write before it.
    fn place_of_group(&self, name: &str) -> usize {
        let rank = |name: &str| self.order.iter().position(|known| *known == name);
        let own = rank(name).unwrap_or(usize::MAX);
        let before = self.map.roots().filter(|spot| match spot.path.first() {
            Some(Step::Key(other)) => {
                rank(other).unwrap_or(usize::MAX) <= own || spot.form == Form::Pair
            }
            _ => false,
        });
        let last = before.filter_map(|spot| self.map.end_of(&spot.path)).max();
        last.map_or(self.map.start, |end| line_end(self.text, end))
    }

    /// A range extended to whole lines.
    fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let end = line_end(self.text, range.end);
        start..(end + newline(&self.text[end..])).min(self.text.len())
    }

    /// The range of an element in a list written as a single value, with the comma and space next to it.
    fn cut(&self, inner: &[&Spot], at: usize) -> Range<usize> {
        let own = &inner[at].whole;
        match (at.checked_sub(1).map(|before| &inner[before].whole), inner.get(at + 1)) {
            (_, Some(next)) => own.start..next.whole.start,
            (Some(before), None) => before.end..own.end,
            (None, None) => own.clone(),
        }
    }

    /// A block with the blank lines after it, or before it if it is the last.
    fn with_gap(&self, block: &Range<usize>) -> Range<usize> {
        let rest = &self.text[block.end..];
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        if blank < rest.len() {
            let room = self.text[block.end..block.end + blank].rfind('\n').map_or(0, |end| end + 1);
            return block.start..block.end + room;
        }
        let before = self.text[..block.start].trim_end().len();
        let end = block.end + newline(rest);
        if before == 0 { 0..self.text.len() } else { before + newline(&self.text[before..])..end }
    }

    /// The text between two neighbours if it is only white space; a blank line otherwise.
    fn gap(&self, between: Range<usize>) -> &str {
        let gap = &self.text[between];
        if gap.trim().is_empty() && !gap.is_empty() { gap } else { "\n\n" }
    }

    /// Text with the file's line endings.
    fn ends(&self, text: &str) -> String {
        match self.text.contains("\r\n") {
            true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => text.to_owned(),
        }
    }

    /// The text with some ranges replaced, which must not overlap.
    fn splice(&self, pieces: &[(Range<usize>, String)]) -> String {
        let mut pieces: Vec<_> = pieces.iter().collect();
        pieces.sort_by_key(|(range, _)| range.start);
        let mut new = String::with_capacity(self.text.len());
        let mut last = 0;
        for (range, words) in pieces {
            new.push_str(self.text.get(last..range.start).unwrap_or_default());
            new.push_str(words);
            last = range.end;
        }
        new + &self.text[last..]
    }
}

/// The end of the line that contains a byte, before its line ending.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The length of the line ending that a text starts with.
fn newline(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}
