//! What colours and letters mean in a workbook: by the file that the user gives, by a key that the workbook has, or, where
//! neither says it, as most councils use them.

use std::collections::BTreeMap;

use super::{Colour, Words, key};
use crate::model::plan::Status;

/// What a workbook's own key says. A meaning that is not known, or that is said in two ways, is none.
#[derive(Debug, Default)]
pub(in crate::import::sheet) struct Key {
    words: BTreeMap<String, Option<Status>>,
    fills: Vec<([u8; 3], Option<Status>)>,
    /// Whether all that it says is as usual, so that what it does not say is, too.
    is_usual: bool,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::sheet) enum Shade<'w> {
    /// What the user or the key of the workbook says that it means.
    Told(Status),
    /// What it means in most spreadsheets.
    Usual(Status),
    /// Nothing that is known, and its name.
    Unknown(&'w str),
}

impl Key {
    /// A key that says nothing yet; `is_usual` is whether all that it will say is as usual.
    pub(in crate::import::sheet) fn new(is_usual: bool) -> Self {
        Self { is_usual, ..Self::default() }
    }

    /// Notes what a word, a letter or a sign means.
    pub(in crate::import::sheet) fn mean(&mut self, word: &str, status: Option<Status>) {
        let known = self.words.entry(key(word)).or_insert(status);
        *known = known.filter(|known| Some(*known) == status);
    }

    /// Notes what a fill means.
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
    /// Goes by the key of a workbook from now on.
    pub(in crate::import::sheet) fn learn(&mut self, key: Key) {
        self.key = key;
    }

    /// What the key says that a word means, by that word or another one for the same colour.
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

    /// What a colour says; nothing for one that is next to none.
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

    /// The status that a fill stands for, if it stands for one.
    pub(in crate::import::sheet) fn filled(&self, fill: [u8; 3]) -> Option<Status> {
        match self.shade(fill)? {
            Shade::Told(status) | Shade::Usual(status) => Some(status),
            Shade::Unknown(_) => None,
        }
    }

    /// What a colour is called, unless it is next to none.
    pub(in crate::import::sheet) fn colour(&self, colour: [u8; 3]) -> Option<&str> {
        let known = self.files().flat_map(|file| &file.colour).find(|one| one.has(colour))?;
        known.names.first().map(|name| name.as_str())
    }

    /// What colours mean in most spreadsheets, in words.
    pub(in crate::import::sheet) fn usual(&self) -> String {
        let said = self.common.colour.iter().filter_map(|one| {
            Some(format!("{} is `{}`", one.names.first()?.value, one.status?.word()))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Whether a key can say what a text means: it is a colour, a letter or two, or a sign.
    pub(in crate::import::sheet) fn is_code(&self, text: &str) -> bool {
        let word = key(text);
        let short = word.chars().count() <= 2 && !word.chars().any(|next| next.is_ascii_digit());
        !word.is_empty() && short
            || self.is_of_key("colours", &word)
            || self.colours.contains_key(&word)
    }

    /// The status that a key gives as the meaning of a colour: the one whose words it begins with, or the only one whose
    /// words are in it.
    pub(in crate::import::sheet) fn meaning(&self, said: &str) -> Option<Status> {
        let said = key(said);
        // What the user says goes before what is usual.
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
        // "On track" in "not on track" says nothing of its own.
        found.dedup_by(|next, before| next.1.0 <= before.1.0);
        let (first, _, status) = *found.first()?;
        let only = found.iter().all(|(.., other)| *other == status);
        (first == 0 || only).then_some(status)
    }
}

impl Colour {
    /// Whether a colour is one of those that it stands for.
    fn has(&self, colour: [u8; 3]) -> bool {
        let (from, to) = (self.from, self.to);
        hue(colour).is_some_and(|hue| {
            if from <= to { (from..to).contains(&hue) } else { hue >= from || hue < to }
        })
    }
}

/// The hue of a colour in degrees, if it has enough colour to have one.
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
