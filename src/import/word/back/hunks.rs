//! Finds where a line that came back differs from the one that was sent.
//!
//! In come the letters of both; out come [`Hunk`]s by word: different words, and words that look different.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::base::Glyph;
use super::line::Comparing;
use super::page::{Letter, NOTE};

/// A stretch in which the two lines differ.
#[derive(Debug, Clone)]
pub(super) struct Hunk {
    /// Its range in the line that was sent.
    pub(super) was: Range<usize>,
    /// Its range in the one that came back.
    pub(super) is: Range<usize>,
    /// Whether only the look of the letters differs.
    pub(super) looks: bool,
}

impl Comparing<'_> {
    /// The differing stretches, in order.
    pub(super) fn hunks(&self) -> Vec<Hunk> {
        let was = tokens(self.was, Some(&self.leaf.glyphs));
        let is = tokens(self.is, None);
        let words = |letters: &[Letter], tokens: &[Range<usize>]| -> Vec<String> {
            tokens.iter().map(|token| spaced(&letters[token.clone()])).collect()
        };
        let ops =
            capture_diff_slices(Algorithm::Patience, &words(self.was, &was), &words(self.is, &is));
        let mut hunks: Vec<Hunk> = Vec::new();
        for op in ops {
            let (old, new) = (op.old_range(), op.new_range());
            if let DiffOp::Equal { .. } = op {
                let pairs = was[old].iter().zip(&is[new]);
                for (old, new) in pairs.filter(|(old, new)| self.looks_differ(old, new)) {
                    self.add(Hunk { was: old.clone(), is: new.clone(), looks: true }, &mut hunks);
                }
                continue;
            }
            let range = |tokens: &[Range<usize>], range: Range<usize>, end: usize| {
                let start = tokens.get(range.start).map_or(end, |token| token.start);
                start
                    ..range
                        .end
                        .checked_sub(1)
                        .filter(|_| !range.is_empty())
                        .map_or(start, |last| tokens[last].end)
            };
            let hunk = Hunk {
                was: range(&was, old, self.was.len()),
                is: range(&is, new, self.is.len()),
                looks: false,
            };
            if let Some(hunk) = self.trimmed(hunk) {
                self.join(hunk, &mut hunks);
            }
        }
        hunks
    }

    /// Adds a stretch, merged with the one before if there is only a space between them.
    fn join(&self, hunk: Hunk, hunks: &mut Vec<Hunk>) {
        if let Some(last) = hunks.last_mut().filter(|last| !last.looks) {
            let between = last.was.end..hunk.was.start;
            let free = self.leaf.glyphs[between.clone()].iter().all(|glyph| glyph.bound.is_none());
            let joins = free && spaced(&self.was[between]) == " ";
            let bound = |range: &Range<usize>| {
                self.leaf.glyphs[range.clone()].iter().any(|glyph| glyph.bound.is_some())
            };
            if joins && !bound(&last.was) && !bound(&hunk.was) {
                (last.was.end, last.is.end) = (hunk.was.end, hunk.is.end);
                return;
            }
        }
        hunks.push(hunk);
    }

    /// Whether words have another look than they were sent with.
    fn looks_differ(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        let (old, new) = (&self.was[old.clone()], &self.is[new.clone()]);
        let spaces = old.iter().all(|letter| letter.sign.is_whitespace() || letter.sign == NOTE);
        let (Some(first), Some(other)) = (old.first(), new.first()) else { return false };
        self.looks && !spaces && first.look != other.look
    }

    /// Adds a stretch that only looks different, merged with the one before if that is the same change.
    fn add(&self, hunk: Hunk, hunks: &mut Vec<Hunk>) {
        if let Some(last) = hunks.last_mut().filter(|last| last.looks) {
            let between = &self.was[last.was.end..hunk.was.start];
            let room = between.iter().all(|letter| letter.sign.is_whitespace());
            let looks = |letters: &[Letter]| letters.first().map(|letter| letter.look.clone());
            let same = looks(&self.is[last.is.clone()]) == looks(&self.is[hunk.is.clone()])
                && looks(&self.was[last.was.clone()]) == looks(&self.was[hunk.was.clone()]);
            if room && same {
                (last.was.end, last.is.end) = (hunk.was.end, hunk.is.end);
                return;
            }
        }
        hunks.push(hunk);
    }

    /// A stretch without identical letters at its ends, if it contains output of an expression; `None` if nothing is
    /// left.
    fn trimmed(&self, hunk: Hunk) -> Option<Hunk> {
        let Hunk { mut was, mut is, looks } = hunk;
        if self.leaf.glyphs[was.clone()].iter().any(|glyph| glyph.bound.is_some()) {
            while !was.is_empty()
                && !is.is_empty()
                && alike(&self.was[was.start], &self.is[is.start])
            {
                (was.start, is.start) = (was.start + 1, is.start + 1);
            }
            while !was.is_empty()
                && !is.is_empty()
                && alike(&self.was[was.end - 1], &self.is[is.end - 1])
            {
                (was.end, is.end) = (was.end - 1, is.end - 1);
            }
        }
        let room = |letters: &[Letter]| letters.iter().all(|letter| letter.sign.is_whitespace());
        let at_end = was.start == 0 || was.end == self.was.len();
        let nothing = room(&self.was[was.clone()]) && room(&self.is[is.clone()]) && at_end;
        (!nothing).then_some(Hunk { was, is, looks })
    }
}

/// The words of letters in order, each as a range; spaces and other characters are tokens of their own.
fn tokens(letters: &[Letter], glyphs: Option<&[Glyph]>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let kind = |sign: char| match sign {
        sign if sign.is_alphanumeric() => 0,
        sign if sign.is_whitespace() => 1,
        _ => 2,
    };
    for at in 0..letters.len() {
        let bound = |at: usize| glyphs.and_then(|glyphs| glyphs[at].bound);
        // A space before the output of an expression and a space within it come back as one.
        let goes_on = at > 0
            && match (kind(letters[at - 1].sign), kind(letters[at].sign)) {
                (1, 1) => true,
                (0, 0) => bound(at) == bound(at - 1) && letters[at].look == letters[at - 1].look,
                _ => false,
            };
        match tokens.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = at + 1,
            None => tokens.push(at..at + 1),
        }
    }
    tokens
}

/// Letters as text for comparison: any white space between words is one space.
fn spaced(letters: &[Letter]) -> String {
    let room = |letter: &Letter| letter.sign.is_whitespace() && letter.sign != '\n';
    if letters.iter().all(room) {
        return " ".to_owned();
    }
    let sign = |letter: &Letter| match letter.sign {
        '\n' => '\n',
        sign if sign.is_whitespace() => ' ',
        sign => sign,
    };
    letters.iter().map(sign).collect()
}

/// Whether two letters are the same, regardless of looks.
fn alike(one: &Letter, other: &Letter) -> bool {
    one.sign == other.sign
}
