//! Withholds new text that was put in next to withheld text, so that it does not become public.
//!
//! In come a line of the page and its Markdown; out comes that Markdown with the mark of the nearest line before or
//! after it under the same heading, if that line is withheld. Where no mark can be written, the change is kept out of
//! public editions, and is refused if it would be printed in one.

use super::Change;
use super::page::{Form, Home};
use super::place::Placing;

/// The reason for refusing an edit that would put text beside withheld text where everyone can read it.
pub(super) const BESIDE_WHY: &str = "it stands beside what is not for publication, and everyone would read it; put it in by hand, withheld as that is unless everyone may read it";

impl Placing<'_> {
    /// The Markdown of a line with the mark of the withheld text beside it.
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

    /// Keeps a change out of public editions if its line is beside withheld text.
    pub(super) fn close_beside(&self, there: usize, change: &mut Change) {
        change.closed |= !self.beside(there).is_empty();
    }

    /// The withheld lines that were sent right before and after a line that came back. New lines between are skipped;
    /// a heading between separates the two.
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

    /// The mark, as written in the file, that withholds the block of a line that was sent; `None` if nothing does.
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
