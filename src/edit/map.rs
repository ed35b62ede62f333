//! Where everything stands in a TOML file: each key, value, element and head of a group, by its path.
//!
//! In comes the text of a file that TOML's parser accepts; out come ranges of bytes. Nothing is read of what values mean.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

use super::{Path, Refusal, Step, line_end, write};

/// How deep values may lie in one another.
const DEEPEST: u32 = 64;

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The head of a group, `[front]`.
    Header,
    /// The head of an element of a list, `[[section]]`.
    Element,
    /// A key with its value, on a line of its own.
    Pair,
    /// An element of a list, or a key with its value, inside another value.
    Inside,
}

/// Something in a file.
#[derive(Debug)]
pub(super) struct Spot {
    /// Its path.
    pub(super) path: Path,
    /// How it is written.
    pub(super) form: Form,
    /// All of it: a head, a value, or a key with its value.
    pub(super) whole: Range<usize>,
    /// The value alone.
    pub(super) value: Range<usize>,
    /// How many steps of the path are those of the group under whose head it stands.
    pub(super) home: usize,
}

/// Everything in a file, in its order.
#[derive(Debug)]
pub(super) struct Map {
    spots: Vec<Spot>,
    /// The root, which has no head.
    root: Spot,
    /// Where the first line could be written that is no comment.
    pub(super) start: usize,
}

impl Map {
    /// Where everything stands in a text.
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

    /// What stands at a path.
    pub(super) fn get(&self, path: &[Step]) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.path == path)
    }

    /// What has a value of its own at a path, not a head.
    pub(super) fn value(&self, path: &[Step]) -> Option<&Spot> {
        self.get(path).filter(|spot| matches!(spot.form, Form::Pair | Form::Inside))
    }

    /// Everything below a path.
    pub(super) fn below(&self, path: &[Step]) -> Vec<&Spot> {
        self.spots.iter().filter(|spot| spot.path.starts_with(path)).collect()
    }

    /// What stands right inside a value, in order.
    pub(super) fn inside(&self, path: &[Step]) -> Vec<&Spot> {
        let direct = |spot: &&Spot| {
            spot.form == Form::Inside
                && spot.path.len() > path.len()
                && spot.path.starts_with(path)
                && spot.home == path.len()
        };
        self.spots.iter().filter(direct).collect()
    }

    /// The head under which the keys of a group are written, if it has one.
    pub(super) fn home(&self, group: &[Step]) -> Option<&Spot> {
        match group {
            [] => Some(&self.root),
            _ => self.get(group).filter(|spot| matches!(spot.form, Form::Header | Form::Element)),
        }
    }

    /// The keys that are written right under a head.
    pub(super) fn own_pairs(&self, home: &Spot) -> Vec<&Spot> {
        let own = |spot: &&Spot| {
            spot.form == Form::Pair
                && spot.home == home.path.len()
                && spot.path.starts_with(&home.path)
        };
        self.spots.iter().filter(own).collect()
    }

    /// The head under which a group is written in dotted keys, and the end of the last of them.
    pub(super) fn dotted(&self, group: &[Step]) -> Option<(&Spot, usize)> {
        let is_below = |spot: &&Spot| spot.form == Form::Pair && spot.path.starts_with(group);
        let last = self.spots.iter().rfind(is_below).filter(|spot| spot.home < group.len())?;
        Some((self.home(&last.path[..last.home])?, last.whole.end))
    }

    /// What stands at the root: its keys and the heads of its groups.
    pub(super) fn roots(&self) -> impl Iterator<Item = &Spot> {
        self.spots.iter().filter(|spot| match spot.form {
            Form::Pair => spot.home == 0,
            Form::Header | Form::Element => true,
            Form::Inside => false,
        })
    }

    /// Where the last thing at or below a path ends.
    pub(super) fn end_of(&self, path: &[Step]) -> Option<usize> {
        self.below(path).iter().map(|spot| spot.whole.end).max()
    }

    /// The lines of each element of a list that is written in groups of its own, with the comments right above them.
    pub(super) fn blocks(&self, list: &[Step], text: &str) -> Result<Vec<Range<usize>>, Refusal> {
        let heads = self.spots.iter().filter(|spot| {
            spot.form == Form::Element
                && spot.path.len() == list.len() + 1
                && spot.path.starts_with(list)
        });
        heads.map(|head| self.block(head, text)).collect()
    }

    /// The lines of all lists and groups below a path that has no head itself.
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

    /// The lines of a group: its head and all below it, with the comments right above it.
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
    /// The path of the innermost thing that it belongs to.
    pub(crate) path: Path,
    /// How many blank lines of that stand before it.
    pub(crate) blank: usize,
    /// Where the paragraph of that starts in which it stands.
    pub(crate) start: usize,
}

/// Finds what bytes of a file belong to.
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

/// Everything in a file that can be given another value or taken away, with the bytes where its value stands; nothing of
/// a file with a slip.
pub(crate) fn written(text: &str) -> Vec<(Path, Range<usize>)> {
    let spots = Map::of(text).map(|map| map.spots).unwrap_or_default();
    let is_there = |spot: &Spot| spot.form != Form::Header;
    spots.into_iter().filter(is_there).map(|spot| (spot.path, spot.value)).collect()
}

/// A key as it is written.
pub(super) fn as_key(step: &Step) -> Option<String> {
    match step {
        Step::Key(key) => Some(write::key(key)),
        Step::At(_) => None,
    }
}

/// Where the comments start that stand right above the line of a byte.
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

/// Where the comments at the head of a file end.
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

/// A walk over the events of a parser.
struct Walk<'e> {
    source: Source<'e>,
    events: &'e [Event],
    at: usize,
    spots: Vec<Spot>,
    /// How many elements each list of groups has so far.
    counts: HashMap<Path, usize>,
    /// How many steps the path of the group has whose keys are read.
    home: usize,
}

impl Walk<'_> {
    /// Notes all of a document.
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

    /// Notes something.
    fn note(&mut self, path: Path, form: Form, whole: Range<usize>, value: Range<usize>) {
        self.spots.push(Spot { path, form, whole, value, home: self.home });
    }

    /// The keys of a head that was opened, and where it ends.
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

    /// The path of a group by the keys of its head: the last element of each list on the way, or a new one.
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

    /// Notes a key with its value, the first part of which was read, and gives where it ends.
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

    /// Reads a value, and notes what is inside it.
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

    /// Notes the elements of a list that was opened, and gives where it ends.
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

    /// Notes the pairs of a group that was opened inside a value, and gives where it ends.
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
