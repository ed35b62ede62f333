//! Sorts every text in the files of a workspace by whether it is withheld.
//!
//! The files come in as plain TOML, with the list of those withheld as wholes; every text in them goes out, and every
//! file that they name openly.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::brought::{Brought, Sources};
use super::record::{Record, day_of, figures_of};
use crate::diag::{Place, Rule};
use crate::language::case::capital;
use crate::read::mark::MARKS;
use crate::read::syntax::Meant;
use crate::search::{Folded, passages};
use crate::withhold::elsewhere::{NAMES, name};
use crate::world::World;

/// Keys whose values occur in open and closed papers alike and give nothing away: whose paper it is, for which
/// readers, and how it is laid out.
const RECURRING: [&str; 19] = [
    "exempt-reason",
    "kind",
    "committee",
    "venue",
    "chair",
    "front",
    "contact",
    "sources",
    "id",
    "label",
    "style",
    "variant",
    "language",
    "status",
    "unit",
    "better",
    "lead",
    "accountable",
    "reviewers",
];

/// Keys of public facts in open papers: contact details, and settings that are not printed.
const BY_RIGHT: [&str; 14] = [
    "committee",
    "depends-on",
    "email",
    "id",
    "job-title",
    "kind",
    "label",
    "language",
    "of",
    "sources",
    "style",
    "telephone",
    "unit",
    "variant",
];

/// Keys of fields beside the prose of a paper: its title, its owner, who acts on it, and where to read more.
const FIELDS: [&str; 23] = [
    "accountable",
    "advisers",
    "author",
    "background-paper",
    "beside",
    "chair",
    "contact",
    "front",
    "lead",
    "local-area",
    "members",
    "name",
    "owner",
    "responsible",
    "reviewers",
    "role",
    "senior-responsible-officer",
    "short",
    "subject",
    "tags",
    "url",
    "venue",
    "vice-chair",
];

/// Kinds of file whose texts are all public data.
const OF_DATA: [&str; 6] = ["council", "framework", "inspection", "law", "style", "wording"];

/// Keys whose value is the title or name of something.
pub(super) const TITLES: [&str; 4] = ["title", "heading", "action", "name"];

/// Kinds of file that have the key `accept`.
const ACCEPTING: [&str; 5] = ["report", "plan", "review", "brief", "meeting"];

/// Every text in the files of a workspace, open or withheld.
#[derive(Default)]
pub(super) struct Said {
    pub(super) open: Vec<Open>,
    pub(super) withheld: Vec<Withheld>,
    /// All records, with their figures.
    pub(super) records: Vec<Record>,
    /// Files that are named openly, and where.
    pub(super) named: Vec<(FileId, Place)>,
    /// Days in open data.
    pub(super) days: BTreeSet<NaiveDate>,
    /// Files whose kind has `accept`, so that a repetition in them can be accepted.
    pub(super) may_accept: Vec<FileId>,
    /// Files that accept, with a reason, that they repeat withheld words.
    accepted: Vec<FileId>,
}

/// An open text.
pub(super) struct Open {
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) folded: Folded,
    /// How the text is to be searched for secrets.
    pub(super) standing: Standing,
    /// The title that this public title replaces, where that is beside it.
    pub(super) stands_for: Option<String>,
}

/// How an open text is to be searched for secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Prose, in which the author may have said too much.
    Prose,
    /// A field beside prose, which may properly repeat what its author says elsewhere.
    Field,
    /// Data, in which a name or a figure is public by right.
    Data,
    /// Figures, which are printed only where prose inserts them.
    Source,
}

impl Standing {
    /// Whether a secret in such a text is reported.
    pub(super) fn is_asked(self) -> bool {
        matches!(self, Self::Prose | Self::Field)
    }
}

/// A withheld text.
pub(super) struct Withheld {
    pub(super) text: String,
    /// The file that the text is in.
    pub(super) file: FileId,
    pub(super) kind: Kind,
}

/// The kind of a withheld text: a title, a heading, the name of a record, or any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A `title`.
    Title,
    /// A `heading`, which many papers may share.
    Heading,
    /// The name of a record.
    Name,
    /// Any other text.
    Text,
}

impl Kind {
    /// The kind of the text under a key.
    fn of(key: &str) -> Self {
        match key {
            "title" => Self::Title,
            "heading" => Self::Heading,
            _ if TITLES.contains(&key) => Self::Name,
            _ => Self::Text,
        }
    }
}

impl Said {
    /// Sorts the texts of files. `closed` holds the files that others withhold.
    pub(super) fn of(
        world: &World,
        texts: &[(FileId, Meant<'_>)],
        closed: &BTreeMap<String, Place>,
    ) -> Self {
        let mut said = Self::default();
        let brought = Brought::of(texts);
        for (file, meant) in texts {
            let root = meant.root();
            let kind = root.get_ref().get("kind").and_then(|kind| kind.get_ref().as_str());
            if kind.is_some_and(|kind| ACCEPTING.contains(&kind)) {
                said.may_accept.push(*file);
            }
            let sources = brought.by(world, *file, root.get_ref());
            let standing = match kind {
                Some("figures") => Standing::Source,
                Some(kind) if OF_DATA.contains(&kind) => Standing::Data,
                _ => Standing::Prose,
            };
            let is_agenda = kind == Some("meeting");
            let mut reading =
                Reading { world, file: *file, meant, sources, is_agenda, said: &mut said };
            reading.table(root.get_ref(), closed.contains_key(name(*file)), standing);
        }
        let Self { open, accepted, .. } = &mut said;
        open.retain(|open| !accepted.contains(&open.place.file));
        said
    }
}

/// A file whose texts are being sorted.
struct Reading<'a> {
    world: &'a World,
    file: FileId,
    meant: &'a Meant<'a>,
    /// The figures that the file's prose can insert.
    sources: Sources<'a>,
    /// Whether the file is an agenda, whose item titles are prose.
    is_agenda: bool,
    said: &'a mut Said,
}

impl Reading<'_> {
    /// Sorts the texts of a table; all are withheld where `withheld` says so or the table has a mark. `standing` is
    /// that of its open texts.
    fn table(&mut self, table: &DeTable<'_>, withheld: bool, standing: Standing) {
        let mark = table.iter().find(|(key, _)| MARKS.contains(&key.get_ref().as_ref()));
        let keys = mark.and_then(|(_, value)| value.get_ref().as_table());
        let has = |wanted: &str| {
            keys.is_some_and(|keys| keys.iter().any(|(key, _)| key.get_ref() == wanted))
        };
        let is_closed = withheld || mark.is_some();
        let called = || TITLES.iter().find_map(|key| table.get(*key)?.get_ref().as_str());
        if let Some(called) = called() {
            let (name, mut figures, mut days) = (self.said(called), Vec::new(), Vec::new());
            figures_of(table, &mut figures, &mut days);
            let action = table.get("action").and(table.get("id"));
            let action = action.and_then(|id| id.get_ref().as_str()).map(str::to_owned);
            if action.is_none() {
                days.clear();
            }
            let (file, is_open) = (self.file, !is_closed);
            self.said.records.push(Record { name, figures, file, is_open, action, days });
        }
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            if is_closed && RECURRING.contains(&key) {
                continue;
            }
            let standing = match standing {
                Standing::Prose | Standing::Field if BY_RIGHT.contains(&key) => Standing::Data,
                Standing::Prose if self.is_field(key) => Standing::Field,
                standing => standing,
            };
            match value.get_ref() {
                DeValue::String(text) if NAMES.contains(&key) => {
                    let place = self.meant.place(self.file, value.span());
                    if let Ok(named) = self.world.relative(self.file, text, place)
                        && !is_closed
                    {
                        self.said.named.push((named, place));
                        // The agenda names this file as that of an item.
                        if self.is_agenda && key == "report" {
                            self.open(words_of_path(text), place, None, Standing::Prose);
                        }
                    }
                }
                DeValue::String(text) => {
                    let kind = Kind::of(key);
                    // A withheld record's name is open where it says so; an appendix title is open by custom.
                    let open_title = match kind {
                        Kind::Title | Kind::Heading => mark.is_some() && !has("public-title"),
                        Kind::Name => has("open-title"),
                        Kind::Text => false,
                    };
                    self.text(text, value, is_closed && !open_title, kind, standing);
                }
                DeValue::Table(inner) if MARKS.contains(&key) => self.told(inner, table, withheld),
                DeValue::Table(_) if key == "accept" => {}
                DeValue::Array(all) if key == "accept" => {
                    self.said.accepted.extend(all.iter().any(accepts).then_some(self.file));
                }
                DeValue::Table(inner) => self.table(inner, is_closed, standing),
                DeValue::Array(all) => {
                    for value in all.iter() {
                        match value.get_ref() {
                            DeValue::Table(inner) => self.table(inner, is_closed, standing),
                            DeValue::String(text) => {
                                self.text(text, value, is_closed, Kind::Text, standing);
                            }
                            _ => {}
                        }
                    }
                }
                _ if is_closed || standing == Standing::Source => {}
                DeValue::Datetime(day) => self.said.days.extend(day_of(day)),
                DeValue::Integer(number) => self.number(number.as_str(), value),
                DeValue::Float(number) => self.number(number.as_str(), value),
                DeValue::Boolean(_) => {}
            }
        }
    }

    /// Sorts the public texts inside a mark, such as `public-title`; none where the table lies in something withheld
    /// as a whole.
    fn told(&mut self, mark: &DeTable<'_>, table: &DeTable<'_>, withheld: bool) {
        if withheld && !table.contains_key("kind") {
            return;
        }
        for (key, value) in mark {
            let DeValue::String(text) = value.get_ref() else { continue };
            let title = || {
                let own = TITLES.iter().find_map(|key| table.get(*key));
                own.and_then(|title| title.get_ref().as_str()).unwrap_or_default()
            };
            let stands_for = match key.get_ref().as_ref() {
                "public-title" => Some(self.said(title())),
                "reason" => None,
                _ => continue,
            };
            let place = self.meant.place(self.file, value.span());
            self.open(self.said(text), place, stands_for, Standing::Prose);
        }
    }

    /// Adds an open text.
    fn open(&mut self, text: String, place: Place, stands_for: Option<String>, standing: Standing) {
        let folded = Folded::new(&text);
        self.said.open.push(Open { place, text, folded, standing, stands_for });
    }

    /// Adds an open number, as data.
    fn number(&mut self, number: &str, value: &Spanned<DeValue<'_>>) {
        let place = self.meant.place(self.file, value.span());
        self.open(number.to_owned(), place, None, Standing::Data);
    }

    /// Whether the value of a key is a field beside prose.
    fn is_field(&self, key: &str) -> bool {
        FIELDS.contains(&key) || key == "title" && !self.is_agenda
    }

    /// A text as it is printed: without the code of its expressions, but with their quoted strings and the figures
    /// that they name.
    fn said(&self, text: &str) -> String {
        let (mut said, mut rest) = (String::with_capacity(text.len()), text);
        while let Some((before, code)) = rest.split_once("{{") {
            said += before;
            let (code, after) = code.split_once("}}").unwrap_or((code, ""));
            said += &self.sources.words(code);
            let mut code = code;
            while let Some(at) = code.find(['"', '\'']) {
                let (quote, inside) = (&code[at..=at], &code[at + 1..]);
                let (words, after) = inside.split_once(quote).unwrap_or((inside, ""));
                said.push(' ');
                said += words;
                code = after;
            }
            said.push(' ');
            rest = after;
        }
        said + rest
    }

    /// Sorts one text; in open prose, the passages marked as withheld count as withheld.
    fn text(
        &mut self,
        text: &str,
        value: &Spanned<DeValue<'_>>,
        withheld: bool,
        kind: Kind,
        standing: Standing,
    ) {
        let place = self.meant.place(self.file, value.span());
        if withheld {
            let text = self.said(text);
            self.said.withheld.push(Withheld { text, file: self.file, kind });
            return;
        }
        let passages = match text.contains('{') {
            true => passages(text),
            false => vec![(text.to_owned(), false)],
        };
        for (text, withheld) in passages {
            let text = self.said(&text);
            if withheld {
                self.said.withheld.push(Withheld { text, file: self.file, kind: Kind::Text });
            } else {
                self.open(text, place, None, standing);
            }
        }
    }
}

/// The words of a path, each with a capital letter, so that names in it are recognised.
fn words_of_path(path: &str) -> String {
    let path = path.strip_suffix(".toml").unwrap_or(path);
    let words = path.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// Whether an entry of `accept` is for the rule `withheld-repeated`.
fn accepts(accepted: &Spanned<DeValue<'_>>) -> bool {
    let Some(table) = accepted.get_ref().as_table() else { return false };
    let rule = table.iter().find(|(key, _)| key.get_ref() == "rule");
    rule.and_then(|(_, rule)| rule.get_ref().as_str()) == Some(Rule::WithheldRepeated.about().name)
}
