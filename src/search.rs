//! Proves that nothing withheld reached a public file.
//!
//! In comes [`Evidence`]: the withheld words, from two sides (the data as its authors marked it, and the text of the
//! restricted papers), and the public ones. Out comes a [`Search`], which goes through a finished file: all text on
//! its pages, its metadata, bookmarks, alternative texts, names, and attachments.
//!
//! ```text
//! fold       reduces texts to letters and digits, for comparison
//! papers     collects the words of each paper, withheld and open
//! evidence   combines them into what to search for
//! telling    finds names, sums and references, each a leak by itself
//! known      lists what the program itself prints, which is no secret
//! short      finds headings, cells, names and sums as wholes
//! stretches  finds any part of long texts
//! text       reads every word in a finished file
//! written    finds where the words of a leak were written in the data
//! ```

mod evidence;
mod fold;
mod known;
mod marked;
mod papers;
mod short;
mod stretches;
mod telling;
pub(crate) mod text;
mod written;

use rayon::prelude::*;

pub(crate) use self::evidence::Evidence;
pub(crate) use self::fold::Folded;
pub(crate) use self::known::{is_day, is_known, is_standing};
pub(crate) use self::marked::passages;
pub(crate) use self::papers::texts;
use self::short::Short;
use self::stretches::Stretches;
pub(crate) use self::stretches::rolling;
pub(crate) use self::telling::telling;
use self::text::{APART, Found};
use self::written::written;
use crate::diag::{Diagnostic, Rule};
use crate::export::Output;
use crate::world::World;

/// The most leaks reported for one file.
const MOST: usize = 20;

/// The most characters of a leak that are quoted.
const MOST_SAID: usize = 100;

/// Withheld words found in a public file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leak {
    /// Where they were found: "on page 12", "in the bookmarks".
    pub place: String,
    /// The words, as their author wrote them.
    pub words: String,
}

impl Leak {
    /// Turns it into an error, at the place where the words were written if that can be found in the data. `what`
    /// names the leaking file in the message: `pack` or `edition`.
    pub(crate) fn diagnostic(&self, what: &str, world: &World) -> Diagnostic {
        let mut words: String = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = words.char_indices().nth(MOST_SAID) {
            words.truncate(end);
            words.push('…');
        }
        Diagnostic::of(
            Rule::Leak,
            written(world, &self.words),
            format!("the public {what} is not written, for withheld words stand {}: “{words}”", self.place),
        )
        .hint(
            "take them out there, or mark that part as not for publication too; if everyone may read them, take them \
             out of what is marked",
        )
    }
}

/// A search for withheld words.
#[derive(Debug, Default)]
pub(crate) struct Search {
    short: Short,
    long: [Stretches; 3],
}

impl Search {
    /// Prepares a search for everything withheld.
    pub(crate) fn new(evidence: &[&Evidence]) -> Self {
        let (short, long) = evidence::sought(evidence);
        Self { short, long }
    }

    /// Whether there is nothing to search for.
    pub(crate) fn is_empty(&self) -> bool {
        self.short.is_empty() && self.long.iter().all(Stretches::is_empty)
    }

    /// Searches a finished file in any format.
    pub(crate) fn output(&self, output: &Output) -> Vec<Leak> {
        self.found(|| output.format.texts(&output.bytes))
    }

    /// Searches a finished PDF.
    pub(crate) fn pdf(&self, pdf: &[u8]) -> Vec<Leak> {
        self.found(|| text::all(pdf))
    }

    /// Searches the text of a finished file. A file that cannot be read counts as a leak, as it may hold anything.
    fn found(&self, read: impl FnOnce() -> Result<Vec<Found>, String>) -> Vec<Leak> {
        if self.is_empty() {
            return Vec::new();
        }
        match read() {
            Ok(found) => self.leaks(&found),
            Err(words) => {
                vec![Leak { place: "somewhere, for it cannot be read back".into(), words }]
            }
        }
    }

    /// Searches a finished HTML file.
    pub(crate) fn html(&self, html: &str) -> Vec<Leak> {
        if self.is_empty() {
            return Vec::new();
        }
        self.leaks(&text::html(html))
    }

    /// The leaks in some texts.
    fn leaks(&self, found: &[Found]) -> Vec<Leak> {
        let all: Vec<Option<Leak>> = found
            .par_iter()
            .map(|found| {
                let words = found.text.split(APART).find_map(|text| self.find(text, found))?;
                Some(Leak { place: found.place.clone(), words })
            })
            .collect();
        let mut leaks: Vec<Leak> = Vec::new();
        for leak in all.into_iter().flatten() {
            if leaks.len() < MOST && !leaks.contains(&leak) {
                leaks.push(leak);
            }
        }
        leaks
    }

    /// The first withheld words in a text, as their author wrote them.
    fn find(&self, text: &str, found: &Found) -> Option<String> {
        let text = Folded::new(text);
        let long = || self.long.iter().find_map(|stretches| stretches.find(&text));
        let words = self.short.find(&text, found.manner).or_else(|| long().map(|(said, _)| said));
        words.map(str::to_owned)
    }
}

/// The letters and digits of a text, folded for comparison.
#[cfg(test)]
pub(crate) fn normal(text: &str) -> String {
    Folded::new(text).letters().to_owned()
}

#[cfg(test)]
mod tests;
