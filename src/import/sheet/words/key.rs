//! Finds the meaning of colours and letters in a workbook: from the user's file, from the workbook's own key, or from
//! common usage.

use std::collections::BTreeMap;

use super::{Colour, Words, key};
use crate::model::plan::Status;

/// A workbook's own key. A meaning that is unknown or contradictory counts as none.
#[derive(Debug, Default)]
pub(in crate::import::sheet) struct Key {
    words: BTreeMap<String, Option<Status>>,
    fills: Vec<([u8; 3], Option<Status>)>,
    /// Whether everything in it has its usual meaning, so that the rest may be taken to have it too.
    is_usual: bool,
}

/// The meaning of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::sheet) enum Shade<'w> {
    /// Its meaning according to the user or the workbook's key.
    Told(Status),
    /// Its usual meaning.
    Usual(Status),
    /// No known meaning; its name.
    Unknown(&'w str),
}

impl Key {
    /// An empty key; `is_usual` says whether all of its meanings will be the usual ones.
    pub(in crate::import::sheet) fn new(is_usual: bool) -> Self {
        Self { is_usual, ..Self::default() }
    }

    /// Adds the meaning of a word, letter or sign.
    pub(in crate::import::sheet) fn mean(&mut self, word: &str, status: Option<Status>) {
        let known = self.words.entry(key(word)).or_insert(status);
        *known = known.filter(|known| Some(*known) == status);
    }

    /// Adds the meaning of a fill.
    pub(in crate::import::sheet) fn fill(&mut self, fill: [u8; 3], status: Option<Status>) {
        match self.fills.iter_mut().find(|(known, _)| *known == fill) {
            Some((_, known)) => *known = known.filter(|known| Some(*known) == status),
            None => self.fills.push((fill, status)),
        }
    }

    /// Whether it says nothing.
    pub(in crate::import::sheet) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.fills.is_empty()
    }
}

impl Words {
    /// Uses the key of a workbook from here on.
    pub(in crate::import::sheet) fn learn(&mut self, key: Key) {
        self.key = key;
    }

    /// The meaning in the key of a word, or of another name for the same colour. The inner `None` means that the
    /// key's meaning is unknown or contradictory.
    pub(super) fn by_key(&self, word: &str) -> Option<Option<Status>> {
        if let Some(status) = self.key.words.get(word) {
            return Some(*status);
        }
        if self.key.words.is_empty() {
            return None;
        }
        let colour = self.files().flat_map(|file| &file.colour).nth(*self.colours.get(word)?)?;
        let mut all = colour.names.iter().filter_map(|name| self.key.words.get(&key(name)));
        let first = all.next()?;
        Some(first.filter(|first| all.all(|other| *other == Some(*first))))
    }

    /// The meaning of a colour; `None` if it is almost white, grey or black.
    pub(in crate::import::sheet) fn shade(&self, colour: [u8; 3]) -> Option<Shade<'_>> {
        let own = self.own.iter().flat_map(|own| &own.colour).find(|one| one.has(colour));
        if let Some(status) = own.and_then(|own| own.status) {
            return Some(Shade::Told(status));
        }
        let exact = self.key.fills.iter().find(|(known, _)| *known == colour);
        let usual = self.common.colour.iter().find(|one| one.has(colour));
        let name = usual.and_then(|usual| usual.names.first()).map_or("grey", |name| name.as_str());
        if let Some(status) = self.told.get(&key(name)) {
            return Some(Shade::Told(*status));
        }
        let by_key = exact.map(|(_, status)| *status).or_else(|| self.by_key(name));
        match (by_key, usual.and_then(|usual| usual.status)) {
            (Some(Some(status)), _) => Some(Shade::Told(status)),
            (Some(None), _) => Some(Shade::Unknown(name)),
            (None, Some(status)) if self.key.is_empty() || self.key.is_usual => {
                Some(Shade::Usual(status))
            }
            (None, _) => usual.map(|_| Shade::Unknown(name)),
        }
    }

    /// The status that a fill means, if any.
    pub(in crate::import::sheet) fn filled(&self, fill: [u8; 3]) -> Option<Status> {
        match self.shade(fill)? {
            Shade::Told(status) | Shade::Usual(status) => Some(status),
            Shade::Unknown(_) => None,
        }
    }

    /// The name of a colour; `None` if it is almost white, grey or black.
    pub(in crate::import::sheet) fn colour(&self, colour: [u8; 3]) -> Option<&str> {
        let known = self.files().flat_map(|file| &file.colour).find(|one| one.has(colour))?;
        known.names.first().map(|name| name.as_str())
    }

    /// The usual meanings of colours, in words.
    pub(in crate::import::sheet) fn usual(&self) -> String {
        let said = self.common.colour.iter().filter_map(|one| {
            Some(format!("{} is `{}`", one.names.first()?.value, one.status?.word()))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Whether a key could explain a text: a colour, a letter or two, or a sign.
    pub(in crate::import::sheet) fn is_code(&self, text: &str) -> bool {
        let word = key(text);
        let short = word.chars().count() <= 2 && !word.chars().any(|next| next.is_ascii_digit());
        !word.is_empty() && short
            || self.is_of_key("colours", &word)
            || self.colours.contains_key(&word)
    }

    /// The status in the stated meaning of a colour: the one whose words it begins with, or the only one whose words
    /// it contains.
    pub(in crate::import::sheet) fn meaning(&self, said: &str) -> Option<Status> {
        let said = key(said);
        // The user's words take precedence.
        let told = self.told.get(&said).or_else(|| self.statuses.get(&said));
        if let Some(status) = told.filter(|_| !self.is_code(&said)) {
            return Some(*status);
        }
        let spaced = format!(" {} ", super::plain(&said));
        let known = self.told.iter().chain(&self.statuses);
        let known = known.filter(|(word, _)| !self.is_code(word));
        let found = known.filter_map(|(word, status)| {
            let at = spaced.find(&format!(" {word} "))?;
            Some((at, std::cmp::Reverse(at + word.len()), *status))
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(at, end, _)| (*at, *end));
        // "On track" inside "not on track" does not count.
        found.dedup_by(|next, before| next.1.0 <= before.1.0);
        let (first, _, status) = *found.first()?;
        let only = found.iter().all(|(.., other)| *other == status);
        (first == 0 || only).then_some(status)
    }
}

impl Colour {
    /// Whether it includes a colour.
    fn has(&self, colour: [u8; 3]) -> bool {
        let (from, to) = (self.from, self.to);
        hue(colour).is_some_and(|hue| {
            if from <= to { (from..to).contains(&hue) } else { hue >= from || hue < to }
        })
    }
}

/// The hue of a colour in degrees; `None` if it is too close to grey.
fn hue([red, green, blue]: [u8; 3]) -> Option<i64> {
    let parts = [red, green, blue].map(i64::from);
    let (most, least) = (*parts.iter().max()?, *parts.iter().min()?);
    let range = most - least;
    if range < 24 {
        return None;
    }
    let [red, green, blue] = parts;
    let hue = match most {
        _ if most == red => 60 * (green - blue) / range,
        _ if most == green => 60 * (blue - red) / range + 120,
        _ => 60 * (red - green) / range + 240,
    };
    Some(hue.rem_euclid(360))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_before_what_colours_mean_elsewhere() {
        let mut words = Words::new(None, None);
        let green = [0, 0xB0, 0x50];
        assert_eq!(words.shade(green), Some(Shade::Usual(Status::OnTrack)));
        let mut key = Key::default();
        key.mean("Green", Some(Status::Complete));
        key.mean("Blue", Some(Status::NotStarted));
        key.mean("Amber", None);
        words.learn(key);
        assert_eq!(words.shade(green), Some(Shade::Told(Status::Complete)));
        assert_eq!(words.shade([0xFF, 0xC0, 0]), Some(Shade::Unknown("amber")));
        assert_eq!(words.shade([0xFF, 0, 0]), Some(Shade::Unknown("red")));
        assert_eq!(words.status("G"), Some(Status::Complete));
        assert_eq!(words.status("🟦"), Some(Status::NotStarted));
        assert_eq!(words.status("amber"), None);
        assert_eq!(words.status("Complete"), Some(Status::Complete));
    }

    #[test]
    fn meanings_are_read_from_the_words_that_a_key_has() {
        let words = Words::new(None, None);
        for (said, status) in [
            ("Complete", Some(Status::Complete)),
            ("Completed on time", Some(Status::Complete)),
            ("On track to be completed by the due date", Some(Status::OnTrack)),
            ("Not started", Some(Status::NotStarted)),
            ("Action is not on track", Some(Status::Behind)),
            ("Work goes well", None),
            ("Green", None),
        ] {
            assert_eq!(words.meaning(said), status, "{said}");
        }
    }
}
