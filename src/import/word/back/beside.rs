//! What is put in beside something withheld: it takes the mark of that, or everyone would read it.
//!
//! In come a line of the page and the Markdown that it becomes; out comes that with the mark of the nearest line before or
//! after it under the same heading, where that is withheld. Where no mark can be written, the change says that nobody
//! may read it in public, and is refused where they would.

use super::Change;
use super::page::{Form, Home};
use super::place::Placing;

/// Why what stands beside something withheld is not taken where everyone would read it.
pub(super) const BESIDE_WHY: &str = "it stands beside what is not for publication, and everyone would read it; put it in by hand, withheld as that is unless everyone may read it";

impl Placing<'_> {
    /// The Markdown of a line with the mark of what is withheld beside it.
    pub(super) fn withheld_beside(
        &mut self,
        there: usize,
        words: &str,
        block: String,
        change: &mut Change,
    ) -> String {
        if self.taking.withheld.is_open(words) {
            return block;
        }
        let beside = self.beside(there);
        if beside.is_empty() {
            return block;
        }
        change.closed = true;
        let mark = beside.into_iter().find_map(|at| self.mark_of(at));
        match mark.filter(|_| !block.starts_with('#')) {
            Some(mark) => {
                change.how.push(format!("withheld by `{{{mark}}}`, as what stands beside it is"));
                format!("{block} {{{mark}}}")
            }
            None => block,
        }
    }

    /// Says of a change at a line that stands beside something withheld that nobody may read it in public.
    pub(super) fn close_beside(&self, there: usize, change: &mut Change) {
        change.closed |= !self.beside(there).is_empty();
    }

    /// The lines that were sent and are withheld right before and after one that came back, whatever is new between them;
    /// what a heading parts from it stands elsewhere.
    fn beside(&self, there: usize) -> Vec<usize> {
        let page = &self.taking.page.lines;
        let is_heading = |at: usize| matches!(page[at].form, Form::Heading(_));
        let pair = |at: usize| self.taking.pairs[at];
        let own = is_heading(there);
        let before = (0..there).rev().take_while(|at| pair(*at).is_some() || !is_heading(*at));
        let before = before.filter_map(pair).next();
        let after = (there + 1..page.len()).take_while(|at| !own && !is_heading(*at));
        let after = after.filter_map(pair).next();
        let both = before.into_iter().chain(after);
        let lines = &self.taking.base.lines;
        let in_text = |at: &usize| !matches!(lines[*at].0.home, Home::Note(_));
        both.filter(in_text).filter(|at| self.taking.withheld.has(*at)).collect()
    }

    /// What withholds the block of a line that was sent, as it is written in its mark.
    fn mark_of(&mut self, at: usize) -> Option<String> {
        let spot = self.spot(at)?;
        let text = self.texts.get(&spot.path)?;
        let end = if spot.cell { text.table_end(spot.block.start) } else { spot.block.end };
        let block = text.words.get(spot.block.start..end)?.trim_end();
        let (_, mark) = block.strip_suffix('}')?.rsplit_once('{')?;
        let withholds = |word: &&str| word.starts_with(".exempt-") || *word == ".confidential";
        let words: Vec<&str> = mark.split_whitespace().filter(withholds).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
