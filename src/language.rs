//! The words of a language: numbers, dates, lists, and every fixed word and sentence that a paper prints.
//!
//! A file of `wording/` comes in, built in or of a workspace; its words go out. A language is a file: no printed word
//! is in Rust. Which language a paper is in is left to [`load`](crate::load).

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

/// The language of papers that name none, which also fills the gaps of other languages.
pub(crate) const COMMON: &str = "en";

/// The built-in languages, each with its file.
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
        /// Its name in the language itself.
        pub name: Name,
        /// The words of numbers.
        pub numbers: NumberWords,
        /// The words of dates.
        pub dates: DateWords,
        /// The words of lists.
        pub lists: ListWords,
        /// Nouns that are counted, each with its forms by number: `1 = "one action"`, `other = "{n} actions"`.
        pub noun: Entries<Entries<Name>>,
        /// Every other printed text by its key: words, and sentences as minijinja templates.
        pub wording: Entries<Name>,
        /// The items and notices of every agenda.
        pub standing: Vec<Standing>,
    }
}

record! {
    /// An item or a notice of every agenda.
    pub struct Standing("a standing item") {
        /// The name that a meeting gives in `standing`.
        pub id: Name,
        /// Its title, as the agenda prints it.
        pub title: Prose,
        /// Its text: Markdown with `{{ … }}`.
        pub text: Option<Prose>,
        /// Whether it is a notice to those who attend rather than an item of business.
        pub notice: bool = false,
    }
}

impl Language {
    /// The built-in language with a name.
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

    /// The language of papers that name none: English.
    pub(crate) fn common() -> Arc<Self> {
        Self::built_in(COMMON).expect("it is one of those above")
    }

    /// The keys of all wording.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        static KEYS: OnceLock<Vec<String>> = OnceLock::new();
        let keys = KEYS.get_or_init(|| {
            Self::common().wording.iter().map(|(key, _)| key.value.clone()).collect()
        });
        keys.iter().map(String::as_str)
    }

    /// Every text of the language: words, sentence templates, nouns, standing items.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let nouns = self.noun.iter().flat_map(|(_, forms)| forms.iter());
        let words = nouns.chain(self.wording.iter()).map(|(_, text)| text.as_str());
        let standing = self.standing.iter().flat_map(|one| one.text.iter().chain([&one.title]));
        words.chain(standing.map(|prose| prose.text.as_str()))
    }

    /// The built-in languages.
    pub(crate) fn all() -> impl Iterator<Item = Arc<Self>> {
        BUILT_IN.iter().filter_map(|(name, _)| Self::built_in(name))
    }

    /// Fills the gaps of this language from another, and returns the keys of what was missing.
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

    /// Reports what cannot be true of a language: too few names of months or days, and keys that nothing uses.
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

/// Adds the entries that another group has and this one lacks, and returns their keys.
fn add<T: Clone>(own: &mut Entries<T>, other: &Entries<T>) -> Vec<String> {
    let lacks = |key: &Name| own.get(key).is_none();
    let missing: Vec<_> = other.0.iter().filter(|(key, _)| lacks(key)).cloned().collect();
    let keys = missing.iter().map(|(key, _)| key.value.clone()).collect();
    own.0.extend(missing);
    keys
}
