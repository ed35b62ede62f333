//! Gathers ids, notes, headings and tables while the templates go through a document.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};

use minijinja::{Environment, Error, Value};

use super::invalid;

/// The longest id made of the words of a heading, in characters.
const LONGEST: usize = 60;

/// The level of the main headings in the contents; those one level below are listed under them.
const LEADING: u8 = 2;

/// Everything gathered so far.
#[derive(Debug, Default)]
struct Gathered {
    ids: BTreeSet<String>,
    notes: Vec<Value>,
    headings: Vec<Entry>,
    tables: usize,
}

/// An entry of the contents.
#[derive(Debug)]
struct Entry {
    level: u8,
    id: String,
    heading: Value,
}

/// Adds the functions that gather. They see things in the order of the document, since templates run in order.
pub(super) fn add_functions(environment: &mut Environment<'static>) {
    let gathered = Arc::new(Mutex::new(Gathered::default()));
    let shared = gathered.clone();
    environment.add_function("id", move |anchor: Option<&str>, otherwise: Option<&str>| {
        Ok::<_, Error>(lock(&shared)?.id(anchor, otherwise))
    });
    let shared = gathered.clone();
    environment.add_function("heading", move |level: u8, heading: Value| {
        lock(&shared)?.heading(level, heading)
    });
    let shared = gathered.clone();
    environment.add_function("heading_above", move || {
        let above = lock(&shared)?.headings.last().map(|entry| entry.id.clone());
        Ok::<_, Error>(above.map_or(Value::from(()), Value::from))
    });
    let shared = gathered.clone();
    environment.add_function("contents", move || Ok::<_, Error>(lock(&shared)?.contents()));
    let shared = gathered.clone();
    environment.add_function("note", move |note: Value| {
        let mut gathered = lock(&shared)?;
        let number = note.get_attr("number")?;
        gathered.notes.push(note);
        Ok::<_, Error>(number)
    });
    let shared = gathered.clone();
    environment.add_function("notes", move |start: usize| {
        let gathered = lock(&shared)?;
        Ok::<_, Error>(Value::from(gathered.notes.get(start..).unwrap_or_default().to_vec()))
    });
    environment.add_function("table_number", move || {
        let mut gathered = lock(&gathered)?;
        gathered.tables += 1;
        Ok::<_, Error>(gathered.tables)
    });
}

/// The gathered things, locked for one function.
fn lock(gathered: &Mutex<Gathered>) -> Result<MutexGuard<'_, Gathered>, Error> {
    gathered.lock().map_err(|_| invalid("an earlier part of the paper failed".to_owned()))
}

impl Gathered {
    /// A unique id: the anchor's, or else one made of the other name. A second thing with the same anchor gets none
    /// of its own.
    fn id(&mut self, anchor: Option<&str>, otherwise: Option<&str>) -> Option<String> {
        if let Some(anchor) = anchor.map(id_of)
            && self.ids.insert(anchor.clone())
        {
            return Some(anchor);
        }
        // Ids of anchors have no colon, so the two kinds never collide.
        let (kind, name) = otherwise?.split_once(':')?;
        let wanted = format!("{kind}:{}", id_of(name));
        let numbered = (2..).map(|n| format!("{wanted}:{n}"));
        let free =
            std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        self.ids.extend(free.clone());
        free
    }

    /// Adds a heading and returns its id.
    fn heading(&mut self, level: u8, heading: Value) -> Result<String, Error> {
        let anchor = heading.get_attr("anchor")?;
        let mut words = String::new();
        add_words(&heading, &mut words)?;
        let id = self.id(anchor.as_str(), Some(&format!("section:{}", slug(&words))));
        let id = id.unwrap_or_default();
        self.headings.push(Entry { level, id: id.clone(), heading });
        Ok(id)
    }

    /// The contents: the headings below the title, with the third level inside the second.
    fn contents(&self) -> Value {
        let mut outer: Vec<(&Entry, Vec<Value>)> = Vec::new();
        for entry in &self.headings {
            match outer.last_mut() {
                Some((_, inner)) if entry.level == LEADING + 1 => {
                    inner.push(entry.value(Vec::new()))
                }
                _ if (LEADING..=LEADING + 1).contains(&entry.level) => {
                    outer.push((entry, Vec::new()))
                }
                _ => {}
            }
        }
        outer.into_iter().map(|(entry, inner)| entry.value(inner)).collect()
    }
}

impl Entry {
    /// The entry as templates see it.
    fn value(&self, inner: Vec<Value>) -> Value {
        Value::from_pairs([
            ("id", Value::from(self.id.as_str())),
            ("heading", self.heading.clone()),
            ("inner", Value::from(inner)),
        ])
    }
}

/// The id for an anchor: the anchor itself, with characters that ids or addresses do not allow written as numbers.
pub(super) fn id_of(anchor: &str) -> String {
    let mut id = String::with_capacity(anchor.len());
    for next in anchor.chars() {
        if next.is_alphanumeric() || matches!(next, '-' | '_' | '.') {
            id.push(next);
        } else {
            id.push_str(&format!("~{:x}~", u32::from(next)));
        }
    }
    id
}

/// Adds the words in `text`, and in `content` at any depth.
fn add_words(value: &Value, words: &mut String) -> Result<(), Error> {
    words.push_str(value.get_attr("text")?.as_str().unwrap_or_default());
    let content = value.get_attr("content")?;
    if !content.is_undefined() {
        content.try_iter()?.try_for_each(|inner| add_words(&inner, words))?;
    }
    Ok(())
}

/// Words as part of an address: small letters and digits with hyphens between, cut at a word.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for word in words.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_lowercase());
    }
    slug
}
