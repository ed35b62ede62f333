//! The words by which drafts say that something is not for publication, or that it is open.
//!
//! They are read from the tables `drafts` of `data/reference/marks.toml`, which says how each list is used.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::read::mark::{Words, lists_of};

/// The words of drafts, in all languages.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Vocabulary {
    /// Hardly ever anything but a mark in a paper.
    pub(super) sure: Words,
    /// As often words of a subject as a mark.
    pub(super) likely: Words,
    /// Add nothing beside a mark, apart from the words of any text.
    pub(super) beside: Words,
    /// Begin the time until which a mark holds.
    pub(super) until: Words,
    /// Things that are called private or closed when they are not for publication.
    pub(super) nouns: Words,
    /// Make a mark of "closed" before them.
    pub(super) sessions: Words,
    /// Make the name of a subject of a sure mark before them.
    pub(super) known: Words,
    /// Make the name of a subject of any other mark before them.
    pub(super) subjects: Words,
    /// Make the name of a subject of a mark after them.
    pub(super) before: Words,
    /// Make a mark of one with "from" after it, after all.
    pub(super) kept_from: Words,
    /// The part of an agenda that is not for publication.
    pub(super) second: Words,
    /// Headings of a part that is open.
    pub(super) public: Words,
    /// Looks of text.
    pub(super) looks: Words,
    /// Names for text.
    pub(super) texts: Words,
    /// Words in the names of sheets for the kind of thing in them.
    pub(super) kinds: Words,
    /// Words in the heading of a column that asks whether something is public.
    pub(super) releases: Words,
    /// The other words that such a heading may have.
    pub(super) asks_release: Words,
    /// The words of the heading of a column of reasons for exemption.
    pub(super) asks_why: Words,
    /// The words of a label that asks whether a paper is exempt.
    pub(super) asks_whether: Words,
    /// The words among them that classify a paper.
    pub(super) closed: Words,
    /// The words among them that make a title with a mark of it.
    pub(super) titles: Words,
    /// Begin an answer that the paper is exempt.
    pub(super) yes: Words,
    /// Say in an answer that only part of the paper is exempt.
    pub(super) in_part: Words,
    /// Withhold wherever they stand.
    pub(super) withholds: Words,
    /// Withhold as a whole line.
    pub(super) lines: Words,
    /// Say that nothing is withheld, whatever else is said.
    pub(super) denials: Words,
    /// Say so as the name of a thing.
    pub(super) opposites: Words,
    /// Say so beside words that withhold.
    pub(super) open: Words,
    /// Undo such words: after them, something is withheld after all.
    pub(super) except: Words,
    /// Answers that say that nothing is withheld.
    pub(super) no: Words,
    /// Signs for no answer.
    pub(super) nothing: Words,
    /// Answers to whether something is public that say no.
    pub(super) refusals: Words,
    /// Phrases for the whole paper.
    pub(super) whole: Words,
}

/// The words, read once.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static READ: LazyLock<Vocabulary> = LazyLock::new(|| lists_of("drafts"));
    &READ
}
