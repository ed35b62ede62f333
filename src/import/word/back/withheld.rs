//! What only the restricted edition of a paper says: no edit may bring it where everyone reads it.
//!
//! In come both editions; out comes [`Withheld`]: the lines of the restricted one that are withheld, their words, and the
//! figures that no open line has. Letters are known by where they were written: what the public edition does not print of
//! the file is withheld, by whatever mark or key.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use typst::syntax::FileId;

use super::base::{Base, Leaf};
use crate::diag::Place;
use crate::document::Audience;
use crate::import::stretch::{contains, folded, runs};

/// What the restricted edition says and the public one does not.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    /// Its lines, by their numbers in the restricted edition.
    lines: BTreeSet<usize>,
    /// Its words, in runs and short sentences.
    runs: HashSet<String>,
    /// What each line of the public edition says.
    open: Vec<String>,
    /// The expressions of which only withheld words come.
    sources: BTreeSet<Arc<str>>,
    /// Those of which open words come.
    open_sources: BTreeSet<Arc<str>>,
}

impl Withheld {
    /// What an edition of a paper withholds from everyone: nothing where it is the public one, or the paper has none.
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

    /// Whether a line that was sent is withheld.
    pub(super) fn has(&self, at: usize) -> bool {
        self.lines.contains(&at)
    }

    /// Whether everyone was told words, one after the other in one line.
    pub(super) fn is_open(&self, words: &str) -> bool {
        let words = folded(words).join(" ");
        self.open.iter().any(|line| contains(line, &words))
    }

    /// The first words of it that others say.
    pub(super) fn said_by(&self, words: &str) -> Option<String> {
        runs(words).into_iter().find(|run| self.runs.contains(run))
    }

    /// The expressions of it that are open in another state of the paper.
    pub(super) fn opened<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Arc<str>> {
        self.sources.intersection(&other.open_sources)
    }

    /// Whether only withheld words come of an expression.
    pub(super) fn has_source(&self, source: &str) -> bool {
        self.sources.contains(source)
    }
}

/// The expressions that gave letters of an edition at some places.
fn sources(base: &Base, at: impl Fn(Place) -> bool) -> BTreeSet<Arc<str>> {
    let bound = base.leaves().flat_map(|leaf| &leaf.bound);
    let bound = bound.filter(|bound| bound.place.is_some_and(&at));
    bound.filter_map(|bound| bound.source.clone()).collect()
}

impl Leaf {
    /// Where its letters, and the expressions that gave some of them, were written.
    fn places(&self) -> impl Iterator<Item = Place> {
        let places = self.glyphs.iter().filter_map(|glyph| glyph.at);
        places.chain(self.bound.iter().filter_map(|bound| bound.place))
    }
}
