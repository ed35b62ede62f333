//! Finds the text that only the restricted edition of a paper has, so that no edit makes it public.
//!
//! In come both editions; out comes [`Withheld`]: the withheld lines of the restricted edition, their words, and the
//! figures that no open line has. Letters are compared by the places where they were written: text of the file that
//! the public edition does not print is withheld, whichever mark or key withholds it.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use typst::syntax::FileId;

use super::base::{Base, Leaf};
use crate::diag::Place;
use crate::document::Audience;
use crate::import::stretch::{contains, folded, runs};

/// The text that the restricted edition has and the public one has not.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    /// The withheld lines, by their indexes in the restricted edition.
    lines: BTreeSet<usize>,
    /// The withheld words, in runs and short sentences.
    runs: HashSet<String>,
    /// The text of each line of the public edition.
    open: Vec<String>,
    /// The expressions that print only withheld words.
    sources: BTreeSet<Arc<str>>,
    /// The expressions that print open words.
    open_sources: BTreeSet<Arc<str>>,
}

impl Withheld {
    /// The withheld text of an edition; empty for the public edition, and for a paper without one.
    pub(super) fn of(restricted: &Base, public: Option<&Base>) -> Self {
        let Some(public) = public.filter(|_| restricted.audience == Audience::Restricted) else {
            return Self { open_sources: sources(restricted, |_| true), ..Self::default() };
        };
        let printed: HashSet<(FileId, usize)> =
            public.leaves().flat_map(Leaf::places).map(|place| (place.file, place.start)).collect();
        let said: HashSet<String> = public.lines.iter().map(|(line, _)| line.words()).collect();
        let is_open = |place: Place| printed.contains(&(place.file, place.start));
        let lines = restricted.lines.iter().enumerate().filter(|(_, (line, leaf))| match leaf {
            Some(leaf) if leaf.places().next().is_some() => !leaf.places().all(is_open),
            _ => !said.contains(&line.words()),
        });
        let lines = lines.map(|(at, _)| at).collect();
        let of = |base: &Base| -> HashSet<String> {
            base.lines.iter().flat_map(|(line, _)| runs(&line.words())).collect()
        };
        let open = of(public);
        let mut runs = of(restricted);
        runs.retain(|run| !open.contains(run));
        let open_sources = sources(restricted, is_open);
        let mut sources = sources(restricted, |place| !is_open(place));
        sources.retain(|source| !open_sources.contains(source));
        let open = public.lines.iter().map(|(line, _)| folded(&line.words()).join(" ")).collect();
        Self { lines, runs, open, sources, open_sources }
    }

    /// Whether a line that was sent is withheld, by its index.
    pub(super) fn has(&self, at: usize) -> bool {
        self.lines.contains(&at)
    }

    /// Whether the public edition has these words in a row in one line.
    pub(super) fn is_open(&self, words: &str) -> bool {
        let words = folded(words).join(" ");
        self.open.iter().any(|line| contains(line, &words))
    }

    /// The first withheld words that a text repeats.
    pub(super) fn said_by(&self, words: &str) -> Option<String> {
        runs(words).into_iter().find(|run| self.runs.contains(run))
    }

    /// The withheld expressions that are open in another state of the paper.
    pub(super) fn opened<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Arc<str>> {
        self.sources.intersection(&other.open_sources)
    }

    /// Whether an expression prints only withheld words.
    pub(super) fn has_source(&self, source: &str) -> bool {
        self.sources.contains(source)
    }
}

/// The expressions that printed letters of an edition at places that meet a condition.
fn sources(base: &Base, at: impl Fn(Place) -> bool) -> BTreeSet<Arc<str>> {
    let bound = base.leaves().flat_map(|leaf| &leaf.bound);
    let bound = bound.filter(|bound| bound.place.is_some_and(&at));
    bound.filter_map(|bound| bound.source.clone()).collect()
}

impl Leaf {
    /// The places of the line's letters, and of the expressions that printed some of them.
    fn places(&self) -> impl Iterator<Item = Place> {
        let places = self.glyphs.iter().filter_map(|glyph| glyph.at);
        places.chain(self.bound.iter().filter_map(|bound| bound.place))
    }
}
