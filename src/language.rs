//! The words of a language: numbers, dates, lists, and every fixed word and sentence that a paper prints.
//!
//! In comes a file of `wording/`, built in or of a workspace; out come the words. A language is a file: nothing in
//! Rust says a word that is printed. Which language a paper is in is left to [`load`](crate::load).

pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod dates;
pub(crate) mod lists;
pub(crate) mod numbers;
pub(crate) mod sentences;
#[cfg(test)]
mod tests;
pub(crate) mod units;
pub(crate) mod wording;

use std::sync::{Arc, OnceLock};

use self::dates::DateWords;
use self::lists::ListWords;
use self::numbers::NumberWords;
pub(crate) use self::wording::Wording;
use crate::diag::{Diagnostic, closest};
use crate::read::record::record;
use crate::read::{self, Entries, FileKind, Name, Placed, Prose};
use crate::world::World;

/// The language of papers that name none, and of whatever another language does not say.
pub(crate) const COMMON: &str = "en";

/// The languages that are built in, each with its file.
const BUILT_IN: [(&str, &str); 2] = [
    ("cy", include_str!("../templates/wording/cy.toml")),
    ("en", include_str!("../templates/wording/en.toml")),
];

record! {
    /// A language.
    pub struct Language("a language") {
        /// Always `wording`.
        pub kind: Placed<FileKind>,
        /// Its BCP 47 tag, without region.
        pub tag: Name,
        /// What it is called in itself.
        pub name: Name,
        /// How numbers are said.
        pub numbers: NumberWords,
        /// How dates are said.
        pub dates: DateWords,
        /// How lists are said.
        pub lists: ListWords,
        /// Nouns that are counted, each by how many there are: `1 = "one action"`, `other = "{n} actions"`.
        pub noun: Entries<Entries<Name>>,
        /// Everything else that is printed, by its key: words, and sentences as minijinja templates.
        pub wording: Entries<Name>,
        /// The items and notices that stand on every agenda.
        pub standing: Vec<Standing>,
    }
}

record! {
    /// An item or a notice that stands on every agenda.
    pub struct Standing("a standing item") {
        /// The name that a meeting gives in `standing`.
        pub id: Name,
        /// Its title.
        pub title: Prose,
        /// What it says: Markdown with `{{ … }}`.
        pub text: Option<Prose>,
        /// Whether it is a notice to those who come rather than an item of business.
        pub notice: bool = false,
    }
}

impl Language {
    /// The language of that name, if it is built in.
    pub(crate) fn built_in(name: &str) -> Option<Arc<Self>> {
        static LANGUAGES: [OnceLock<Arc<Language>>; BUILT_IN.len()] =
            [const { OnceLock::new() }; BUILT_IN.len()];
        let at = BUILT_IN.iter().position(|(known, _)| *known == name)?;
        let (name, text) = BUILT_IN[at];
        let read = || {
            let file = World::builtin(&format!("wording/{name}.toml"));
            let language = read::read(file, text)
                .expect("the file is part of the program, and a test reads it");
            Arc::new(language.value)
        };
        Some(LANGUAGES[at].get_or_init(read).clone())
    }

    /// The language of papers that name none.
    pub(crate) fn common() -> Arc<Self> {
        Self::built_in(COMMON).expect("it is one of those above")
    }

    /// The keys of everything that a language says.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        static KEYS: OnceLock<Vec<String>> = OnceLock::new();
        let keys = KEYS.get_or_init(|| {
            Self::common().wording.iter().map(|(key, _)| key.value.clone()).collect()
        });
        keys.iter().map(String::as_str)
    }

    /// Every text that papers are made from: words, sentences as templates, standing items.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let nouns = self.noun.iter().flat_map(|(_, forms)| forms.iter());
        let words = nouns.chain(self.wording.iter()).map(|(_, text)| text.as_str());
        let standing = self.standing.iter().flat_map(|one| one.text.iter().chain([&one.title]));
        words.chain(standing.map(|prose| prose.text.as_str()))
    }

    /// The languages that are built in.
    pub(crate) fn all() -> impl Iterator<Item = Arc<Self>> {
        BUILT_IN.iter().filter_map(|(name, _)| Self::built_in(name))
    }

    /// Takes from another language what it does not say itself, and gives the keys of that.
    pub(crate) fn complete(&mut self, other: &Self) -> Vec<String> {
        let mut missing = add(&mut self.noun, &other.noun);
        missing.extend(add(&mut self.wording, &other.wording));
        let lacks =
            |other: &&Standing| !self.standing.iter().any(|own| own.id.value == other.id.value);
        let standing: Vec<_> = other.standing.iter().filter(lacks).cloned().collect();
        missing.extend(standing.iter().map(|one| one.id.value.clone()));
        self.standing.extend(standing);
        missing
    }

    /// Raises what cannot be true of a language: names of days that are too few, and keys that nothing asks for.
    pub(crate) fn check(&self) -> Vec<Diagnostic> {
        let DateWords { months, months_short, weekdays, weekdays_short, ordinals, place } =
            &self.dates;
        let lists = [
            ("months", months, 12),
            ("months-short", months_short, 12),
            ("weekdays", weekdays, 7),
            ("weekdays-short", weekdays_short, 7),
            ("ordinals", ordinals, 31),
        ];
        let wrong = lists.into_iter().filter(|(_, names, all)| names.len() != *all).map(
            |(key, names, all)| {
                Diagnostic::error(*place, format!("`{key}` names {} of {all}", names.len()))
                    .hint(format!("name all {all}, in order"))
            },
        );
        let unknown =
            self.wording.iter().filter(|(key, _)| !Self::keys().any(|known| known == key.as_str()));
        let unknown = unknown.map(|(key, _)| {
            let error = Diagnostic::error(key.place, format!("nothing says `{}`", key.value));
            match closest(key, Self::keys()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint("the keys are those of `templates/wording/en.toml`"),
            }
        });
        wrong.chain(unknown).collect()
    }
}

/// Adds the entries that another group has and this one lacks, and gives their keys.
fn add<T: Clone>(own: &mut Entries<T>, other: &Entries<T>) -> Vec<String> {
    let lacks = |key: &Name| own.get(key).is_none();
    let missing: Vec<_> = other.0.iter().filter(|(key, _)| lacks(key)).cloned().collect();
    let keys = missing.iter().map(|(key, _)| key.value.clone()).collect();
    own.0.extend(missing);
    keys
}
