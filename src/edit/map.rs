//! Locates everything in a TOML file: each key, value, element and header, by its path.
//!
//! In comes the text of a valid TOML file; out come ranges of bytes. Values are not interpreted.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

use super::{Path, Refusal, Step, line_end, write};

/// How deeply values may be nested.
const DEEPEST: u32 = 64;

/// How a thing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The header of a group, `[front]`.
    Header,
    /// The header of an element of a list, `[[section]]`.
    Element,
    /// A key with its value, on lines of its own.
    Pair,
    /// An element of a list, or a key with its value, inside another value.
    Inside,
}

/// The position of one thing in a file.
#[derive(Debug)]
pub(super) struct Spot {
    /// Its path.
    pub(super) path: Path,
    /// How it is written.
    pub(super) form: Form,
    /// The range of all of it: a header, a value, or a key with its value.
    pub(super) whole: Range<usize>,
    /// The range of the value alone.
    pub(super) value: Range<usize>,
    /// The length of the path of the group under whose header it is written.
    pub(super) home: usize,
}

/// The positions of everything in a file, in order.
#[derive(Debug)]
pub(super) struct Map {
    spots: Vec<Spot>,
    /// The root, which has no header.
    root: Spot,
    /// The position after the comments at the head of the file.
    pub(super) start: usize,
}

impl Map {
    /// Locates everything in a text.
    pub(super) fn of(text: &str) -> Result<Self, Refusal> {
        DeTable::parse(text).map_err(|_| Refusal::Slip)?;
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let (mut events, mut errors) = (Vec::new(), Vec::new());
        let mut keep = |event: Event| events.push(event);
        parse_document(&tokens, &mut RecursionGuard::new(&mut keep, DEEPEST), &mut errors);
        if !errors.is_empty() {
            return Err(Refusal::Slip);
        }
        let mut walk = Walk {
            source,
            events: &events,
            at: 0,
            spots: Vec::new(),
            counts: HashMap::new(),
            home: 0,
        };
        walk.document();
        let root = Spot { path: Vec::new(), form: Form::Header, whole: 0..0, value: 0..0, home: 0 };
        let start = after_comments(text);
        Ok(Self { spots: walk.spots, root, start })
    }

    /// The thing at a path.
    pub(super) fn get(&self, path: &[Step]) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.path == path)
    }

    /// The thing at a path that has a value of its own, not a header.
    pub(super) fn value(&self, path: &[Step]) -> Option<&Spot> {
        self.get(path).filter(|spot| matches!(spot.form, Form::Pair | Form::Inside))
    }

    /// Everything below a path.
    pub(super) fn below(&self, path: &[Step]) -> Vec<&Spot> {
        self.spots.iter().filter(|spot| spot.path.starts_with(path)).collect()
    }

    /// The direct contents of a value, in order.
    pub(super) fn inside(&self, path: &[Step]) -> Vec<&Spot> {
        let direct = |spot: &&Spot| {
            spot.form == Form::Inside
                && spot.path.len() > path.len()
                && spot.path.starts_with(path)
                && spot.home == path.len()
        };
        self.spots.iter().filter(direct).collect()
    }

    /// The header under which the keys of a group are written, if it has one.
    pub(super) fn home(&self, group: &[Step]) -> Option<&Spot> {
        match group {
            [] => Some(&self.root),
            _ => self.get(group).filter(|spot| matches!(spot.form, Form::Header | Form::Element)),
        }
    }

    /// The keys written directly under a header.
    pub(super) fn own_pairs(&self, home: &Spot) -> Vec<&Spot> {
        let own = |spot: &&Spot| {
            spot.form == Form::Pair
                && spot.home == home.path.len()
                && spot.path.starts_with(&home.path)
        };
        self.spots.iter().filter(own).collect()
    }

    /// For a group written in dotted keys, the header that those keys are under, and the end of the last of them.
    pub(super) fn dotted(&self, group: &[Step]) -> Option<(&Spot, usize)> {
        let is_below = |spot: &&Spot| spot.form == Form::Pair && spot.path.starts_with(group);
        let last = self.spots.iter().rfind(is_below).filter(|spot| spot.home < group.len())?;
        Some((self.home(&last.path[..last.home])?, last.whole.end))
    }

    /// The keys and headers at the root.
    pub(super) fn roots(&self) -> impl Iterator<Item = &Spot> {
        self.spots.iter().filter(|spot| match spot.form {
            Form::Pair => spot.home == 0,
            Form::Header | Form::Element => true,
            Form::Inside => false,
        })
    }

    /// The end of the last thing at or below a path.
    pub(super) fn end_of(&self, path: &[Step]) -> Option<usize> {
        self.below(path).iter().map(|spot| spot.whole.end).max()
    }

    /// The lines of each element of a list that is written with headers, including the comments directly above.
    pub(super) fn blocks(&self, list: &[Step], text: &str) -> Result<Vec<Range<usize>>, Refusal> {
        let heads = self.spots.iter().filter(|spot| {
            spot.form == Form::Element
                && spot.path.len() == list.len() + 1
                && spot.path.starts_with(list)
        });
        heads.map(|head| self.block(head, text)).collect()
    }

    /// The lines of all lists and groups below a path that has no header itself.
    pub(super) fn lists_below(
        &self,
        path: &[Step],
        text: &str,
    ) -> Result<Vec<Range<usize>>, Refusal> {
        let heads = self.below(path).into_iter().filter(|spot| {
            spot.path.len() == path.len() + 1 && matches!(spot.form, Form::Element | Form::Header)
        });
        heads.map(|head| self.block(head, text)).collect()
    }

    /// The lines of a group: its header and everything below it, including the comments directly above.
    pub(super) fn block(&self, head: &Spot, text: &str) -> Result<Range<usize>, Refusal> {
        let own = self.below(&head.path);
        let end = own.iter().map(|spot| spot.whole.end).max().unwrap_or(head.whole.end);
        let range = head.whole.start..end;
        let is_foreign =
            |spot: &&Spot| !spot.path.starts_with(&head.path) && range.contains(&spot.whole.start);
        match self.spots.iter().find(is_foreign) {
            Some(_) => Err(Refusal::Scattered),
            None => Ok(above(text, head.whole.start)..line_end(text, end)),
        }
    }
}

/// What a byte of a file belongs to.
#[derive(Debug)]
pub(crate) struct Stand {
    /// The path of the innermost thing that contains it.
    pub(crate) path: Path,
    /// How many blank lines of that thing come before it.
    pub(crate) blank: usize,
    /// The start of its paragraph in that thing.
    pub(crate) start: usize,
}

/// Returns a function that finds what a byte of the file belongs to.
pub(crate) fn stands(text: &str) -> impl Fn(usize) -> Option<Stand> {
    let map = Map::of(text).ok();
    move |at| {
        let holds = |spot: &&Spot| spot.whole.start <= at && at < spot.whole.end;
        let spots = map.iter().flat_map(|map| &map.spots);
        let spot = spots.filter(holds).max_by_key(|spot| spot.path.len())?;
        let (mut blank, mut start, mut next) = (0, spot.value.start, spot.value.start);
        for line in text.get(start..at).unwrap_or_default().split_inclusive('\n') {
            next += line.len();
            if line.ends_with('\n') && line.trim().is_empty() {
                (blank, start) = (blank + 1, next);
            }
        }
        Some(Stand { path: spot.path.clone(), blank, start })
    }
}

/// Everything in a file that can be changed or removed, with the range of its value; empty if the file is not valid
/// TOML.
pub(crate) fn written(text: &str) -> Vec<(Path, Range<usize>)> {
    let spots = Map::of(text).map(|map| map.spots).unwrap_or_default();
    let is_there = |spot: &Spot| spot.form != Form::Header;
    spots.into_iter().filter(is_there).map(|spot| (spot.path, spot.value)).collect()
}

/// A key as written in TOML.
pub(super) fn as_key(step: &Step) -> Option<String> {
    match step {
        Step::Key(key) => Some(write::key(key)),
        Step::At(_) => None,
    }
}

/// The start of the comments directly above the line of a byte.
fn above(text: &str, at: usize) -> usize {
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    loop {
        let before = text[..start].strip_suffix('\n').unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        if start == 0 || !before[line..].trim_start().starts_with('#') {
            return start;
        }
        start = line;
    }
}

/// The end of the comments at the head of a file.
fn after_comments(text: &str) -> usize {
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    for line in text[at..].split_inclusive('\n') {
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            break;
        }
        at += line.len();
    }
    at
}

/// A walk through the events of a parser.
struct Walk<'e> {
    source: Source<'e>,
    events: &'e [Event],
    at: usize,
    spots: Vec<Spot>,
    /// The number of elements so far in each list of groups.
    counts: HashMap<Path, usize>,
    /// The length of the path of the group whose keys are being read.
    home: usize,
}

impl Walk<'_> {
    /// Locates everything in a document.
    fn document(&mut self) {
        let mut group = Path::new();
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let is_list = event.kind() == EventKind::ArrayTableOpen;
                    let (keys, end) = self.head();
                    group = self.group(keys, is_list);
                    let whole = event.span().start()..end;
                    let form = if is_list { Form::Element } else { Form::Header };
                    self.home = group.len();
                    self.note(group.clone(), form, whole.clone(), whole);
                }
                EventKind::SimpleKey => {
                    let start = event.span().start();
                    let mut path = group.clone();
                    path.push(Step::Key(self.key(event)));
                    self.pair(path, Form::Pair, start);
                }
                _ => {}
            }
        }
    }

    /// The next event.
    fn next(&mut self) -> Option<Event> {
        let event = self.events.get(self.at).copied();
        self.at += 1;
        event
    }

    /// Records the position of a thing.
    fn note(&mut self, path: Path, form: Form, whole: Range<usize>, value: Range<usize>) {
        self.spots.push(Spot { path, form, whole, value, home: self.home });
    }

    /// The keys of an opened header, and its end.
    fn head(&mut self) -> (Vec<String>, usize) {
        let mut keys = Vec::new();
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)),
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    return (keys, event.span().end());
                }
                _ => {}
            }
        }
        (keys, self.source.input().len())
    }

    /// The path of a group from the keys of its header: the last element of each list on the way, or a new one at the
    /// end.
    fn group(&mut self, keys: Vec<String>, is_list: bool) -> Path {
        let mut path = Path::new();
        let last = keys.len().saturating_sub(1);
        for (at, key) in keys.into_iter().enumerate() {
            path.push(Step::Key(key));
            let count = self.counts.get(&path).copied();
            if is_list && at == last {
                self.counts.insert(path.clone(), count.unwrap_or(0) + 1);
                path.push(Step::At(count.unwrap_or(0)));
            } else if let Some(count) = count {
                path.push(Step::At(count - 1));
            }
        }
        path
    }

    /// Records a key with its value, once the first part of the key has been read; returns the end.
    fn pair(&mut self, mut path: Path, form: Form, start: usize) -> usize {
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => path.push(Step::Key(self.key(event))),
                EventKind::KeyValSep => break,
                _ => {}
            }
        }
        let at = self.spots.len();
        let Some(value) = self.value(&path) else { return start };
        let spot =
            Spot { path, form, whole: start..value.end, value: value.clone(), home: self.home };
        self.spots.insert(at, spot);
        value.end
    }

    /// Reads a value, and records its contents.
    fn value(&mut self, path: &Path) -> Option<Range<usize>> {
        let home = std::mem::replace(&mut self.home, path.len());
        let mut range = None;
        while let Some(event) = self.next() {
            let start = event.span().start();
            match event.kind() {
                EventKind::Scalar => range = Some(start..event.span().end()),
                EventKind::ArrayOpen => range = Some(start..self.elements(path)),
                EventKind::InlineTableOpen => range = Some(start..self.pairs(path)),
                EventKind::ArrayClose | EventKind::InlineTableClose => {
                    self.at -= 1;
                    break;
                }
                _ => continue,
            }
            break;
        }
        self.home = home;
        range
    }

    /// Records the elements of an opened list; returns its end.
    fn elements(&mut self, path: &Path) -> usize {
        for count in 0.. {
            let mut element = path.clone();
            element.push(Step::At(count));
            let at = self.spots.len();
            match self.value(&element) {
                Some(range) => {
                    let (whole, value, home) = (range.clone(), range, self.home);
                    self.spots
                        .insert(at, Spot { path: element, form: Form::Inside, whole, value, home });
                }
                None => break,
            }
        }
        self.next().map_or(self.source.input().len(), |event| event.span().end())
    }

    /// Records the pairs of a group inside a value; returns its end.
    fn pairs(&mut self, path: &Path) -> usize {
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => {
                    let mut inner = path.clone();
                    inner.push(Step::Key(self.key(event)));
                    self.pair(inner, Form::Inside, event.span().start());
                }
                EventKind::InlineTableClose => return event.span().end(),
                _ => {}
            }
        }
        self.source.input().len()
    }

    /// A key, without quotation marks.
    fn key(&self, event: Event) -> String {
        let mut key = std::borrow::Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut key, &mut ());
        }
        key.into_owned()
    }
}
