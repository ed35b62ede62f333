//! Reads the fields of a record from a table, and reports keys that it does not have.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Name;
use super::decode::{Decode, Decoder};
use super::mark::MARKS;
use super::shape::Shape;
use crate::diag::{Diagnostic, Place, closest};

/// Keys that stand inside the braces of one that withholds.
const INSIDE: [&str; 3] = ["open-title", "paragraphs", "public-title"];
/// Keys that must be there, and what they say where nothing is known yet.
const NOT_YET: [(&str, &str); 1] =
    [("lead", "if nobody leads it yet, say so: `lead = \"Not yet named\"`")];
/// The most unknown keys for which a similar known one is looked for.
const HELD: usize = 1_000;
/// The depth of groups in which a key is looked for.
const DEEPEST: usize = 3;
/// The longest header of a group before the last of its names, in bytes.
const LONGEST_HEAD: usize = 200;

/// The reading of one table as a record.
pub(crate) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    place: Place,
    /// Whether the table is the file itself.
    is_root: bool,
    /// The keys of the record, as TOML spells them.
    known: Vec<String>,
    /// The shape of the record, in whose groups misplaced keys are looked for.
    shape: Shape,
    /// Known keys that the table misspells, each with its first misspelling.
    slips: BTreeMap<String, Pair<'t, 'i>>,
}

/// A key of a table, and its value.
type Pair<'t, 'i> = (&'t str, &'t Spanned<DeValue<'i>>);

impl<'t, 'i> Fields<'t, 'i> {
    /// The fields of a table; reports any other value and returns `None`.
    pub(crate) fn of<T: Decode>(
        value: &'t Spanned<DeValue<'i>>,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        let place = header(decoder, value.span());
        let known = T::KEYS.iter().map(|key| spelt(key)).collect();
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            other => {
                decoder.wrong_type::<T>(value);
                // A group in double brackets is still read as the group.
                other.as_array()?.first()?.get_ref().as_table()?
            }
        };
        let (is_root, slips) = (value.span().is_empty(), BTreeMap::new());
        let fields = Self { table, place, is_root, known, shape: T::shape(), slips };
        let mut slips = BTreeMap::new();
        for pair in fields.pairs().filter(|(key, _)| !fields.is_known(key)).take(HELD) {
            if let Some(near) = fields.near(pair.0) {
                slips.entry(near.to_owned()).or_insert(pair);
            }
        }
        Some(Self { slips, ..fields })
    }

    /// The keys and values of the table, in its order.
    fn pairs(&self) -> impl Iterator<Item = Pair<'t, 'i>> + use<'t, 'i> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), value))
    }

    /// Whether the table has a key that withholds it.
    fn withholds(&self) -> bool {
        self.pairs().any(|(key, value)| MARKS.contains(&key) && value.get_ref().is_table())
    }

    /// The place of the table's header.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Reads the field with a name, as Rust spells it.
    pub(crate) fn take<T: Decode>(
        &mut self,
        name: &str,
        default: Option<T>,
        decoder: &mut Decoder<'_>,
    ) -> Option<T> {
        let name = spelt(name);
        let must = default.is_none() && T::missing().is_none();
        if let Some((key, value)) = self.find(&name) {
            let place = decoder.place(value.span());
            if value.get_ref().as_str().is_some_and(T::is_blank) {
                let message = format!("`{key}` is empty");
                let hint = "write its words between the quotation marks";
                if must {
                    decoder.raise(Diagnostic::error(place, message).hint(hint));
                    return T::unread(place, self.is_root);
                }
                // An empty text would be printed as a label without words.
                if let Some(left_out) = T::missing() {
                    let hint = format!("{hint}, or leave the key out");
                    decoder.raise(Diagnostic::warning(place, message).hint(hint));
                    return Some(left_out);
                }
            }
            let around = decoder.is_withheld;
            decoder.is_withheld |= self.withholds();
            let read = decoder.decode(value);
            decoder.is_withheld = around;
            return read.or_else(|| T::unread(place, self.is_root));
        }
        default.or_else(T::missing).or_else(|| {
            if let Some((key, value)) = self.strayed(&name) {
                let place = decoder.place(key);
                let strayed = decoder.strayed(&name, place);
                strayed.into_iter().for_each(|error| decoder.raise(error));
                return decoder.decode(value);
            }
            let hint = match T::IS_GROUP {
                true => format!("add `[{name}]` and its keys, which are {}", T::EXPECTED),
                false => format!("add `{name} = …`, which should be {}", T::EXPECTED),
            };
            let message = format!("`{name}` is missing");
            let error = Diagnostic::error(self.place, message).hint(hint);
            let known = NOT_YET.iter().find(|(key, _)| *key == name);
            decoder.raise(known.into_iter().fold(error, |error, (_, hint)| error.hint(*hint)));
            T::unread(self.place, self.is_root)
        })
    }

    /// Reads the lists of groups whose names the record does not have and that are not misspelt.
    pub(crate) fn take_groups<T: Decode>(
        &mut self,
        decoder: &mut Decoder<'_>,
    ) -> Option<Vec<(Name, Vec<T>)>> {
        let groups: Vec<_> = self
            .table
            .iter()
            .filter(|(key, value)| {
                let is_group = value.get_ref().is_array() && !tables(value).is_empty();
                is_group && !self.is_known(key.get_ref()) && self.near(key.get_ref()).is_none()
            })
            .collect();
        self.known.extend(groups.iter().map(|(key, _)| key.get_ref().to_string()));
        groups
            .into_iter()
            .map(|(key, value)| {
                let name = Name::new(key.get_ref().to_string(), decoder.place(key.span()));
                Vec::decode(value, decoder).map(|group| (name, group))
            })
            .collect()
    }

    /// The value of a field with the key it is under: the field's name, or a misspelling of it.
    fn find(&self, name: &str) -> Option<Pair<'t, 'i>> {
        self.pairs().find(|(key, _)| *key == name).or_else(|| self.slips.get(name).copied())
    }

    /// A key of the file that is in one of its groups, and its value.
    fn strayed(&self, name: &str) -> Option<(Range<usize>, &'t Spanned<DeValue<'i>>)> {
        let groups = self.table.values().filter(|_| self.is_root);
        groups.flat_map(tables).find_map(|group| {
            let (key, value) = group.iter().find(|(key, _)| key.get_ref() == name)?;
            Some((key.span(), value))
        })
    }

    /// Whether the record has a key.
    fn is_known(&self, key: &str) -> bool {
        self.known.iter().any(|known| known == key)
    }

    /// The key of the record that a key misspells, if any.
    fn near(&self, key: &str) -> Option<&str> {
        closest(key, self.known.iter().map(String::as_str))
    }

    /// Reports every key that the record does not have.
    pub(crate) fn finish(self, decoder: &mut Decoder<'_>) {
        let unknown = self.table.iter().filter(|(key, _)| !self.is_known(key.get_ref()));
        for (at, (key, value)) in unknown.enumerate() {
            let (name, place) = (key.get_ref(), decoder.place(key.span()));
            let error =
                Diagnostic::error(place, format!("`{name}` is not a key that is known here"));
            if let Some(hint) = self.in_braces(name) {
                decoder.raise(error.hint(hint));
                continue;
            }
            let near = (at < HELD).then(|| self.near(name)).flatten();
            let head = (at < HELD).then(|| self.head_of(key, value, decoder)).flatten();
            let strayed = decoder.strayed(name, place);
            let unknown = match (near, strayed, head) {
                (Some(near), ..) => error.hint(format!("did you mean `{near}`?")),
                (None, Some(strayed), _) => strayed,
                (None, None, Some(head)) => {
                    error.hint(format!("did you mean `{head}`, below what it belongs to?"))
                }
                (None, None, None) => {
                    let mut known: Vec<&str> = self.known.iter().map(String::as_str).collect();
                    known.sort_unstable();
                    error.hint(format!("the keys known here are `{}`", known.join("`, `")))
                }
            };
            decoder.raise(unknown);
        }
    }
}

impl Fields<'_, '_> {
    /// The hint for a key that belongs inside the braces of one that withholds, and stands beside that.
    fn in_braces(&self, name: &str) -> Option<String> {
        if !INSIDE.contains(&name) {
            return None;
        }
        let mark = MARKS.iter().find(|mark| self.is_known(mark))?;
        let own = self.pairs().map(|(key, _)| key).find(|key| MARKS.contains(key));
        let mark = own.unwrap_or(mark);
        Some(format!("it goes inside the braces of `{mark}`: `{mark} = {{ …, {name} = … }}`"))
    }

    /// The full header for a group that belongs inside another: `[[area.action]]` for `[[action]]`.
    fn head_of(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        decoder: &Decoder<'_>,
    ) -> Option<String> {
        if tables(value).is_empty() {
            return None;
        }
        let at = key.span().start;
        let before = decoder.text().get(at.saturating_sub(LONGEST_HEAD)..at)?;
        let line = before.rsplit('\n').next()?.trim_start();
        let start = line.strip_prefix("[[").or(line.strip_prefix('['))?;
        let (path, is_list) = group(&self.shape, key.get_ref(), DEEPEST)?;
        let (open, close) = if is_list { ("[[", "]]") } else { ("[", "]") };
        Some(format!("{open}{start}{path}{close}"))
    }
}

/// The path of a group with this name inside a shape, `area.action`, and whether it is a list.
fn group(shape: &Shape, name: &str, depth: usize) -> Option<(String, bool)> {
    let inner = |shape: Shape| match shape {
        Shape::List(one) | Shape::Several(one) => (*one, true),
        shape => (shape, false),
    };
    let Shape::Group(slots) = shape else { return None };
    let groups: Vec<_> = slots()
        .into_iter()
        .map(|slot| (slot.key, inner(slot.shape)))
        .filter(|(_, (shape, _))| matches!(shape, Shape::Group(_)))
        .collect();
    let own = groups.iter().find(|(key, _)| key == name);
    own.map(|(key, (_, is_list))| (key.clone(), *is_list)).or_else(|| {
        let mut deeper = groups.iter().filter(|_| depth > 0);
        deeper.find_map(|(key, (shape, _))| {
            let (path, is_list) = group(shape, name, depth - 1)?;
            Some((format!("{key}.{path}"), is_list))
        })
    })
}

/// The tables that a value is, or has as items.
fn tables<'t, 'i>(value: &'t Spanned<DeValue<'i>>) -> Vec<&'t DeTable<'i>> {
    match value.get_ref() {
        DeValue::Table(table) => vec![table],
        DeValue::Array(all) => all.iter().filter_map(|one| one.get_ref().as_table()).collect(),
        _ => Vec::new(),
    }
}

/// A key as TOML spells it, in kebab-case.
pub(crate) fn spelt(name: &str) -> String {
    name.trim_start_matches("r#").replace('_', "-")
}

/// The place of a table: its header line, without what follows.
fn header(decoder: &Decoder<'_>, range: Range<usize>) -> Place {
    let rest = decoder.text().get(range.clone()).unwrap_or_default();
    let line = rest.lines().next().map_or(0, str::len);
    decoder.place(range.start..range.start + line)
}
