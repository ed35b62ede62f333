//! Turns the changes of one line into changes of the Markdown that it was written in.
//!
//! In come a line as sent and as it came back, and where each of its letters was written; out come [`Cut`]s of the
//! text that holds it, and edits that cannot be taken because they change what an expression gave. Untouched text
//! stays as written, with its marks, escapes and expressions.

use std::ops::Range;

use super::base::{Bound, Glyph, Leaf};
use super::figures::Figures;
use super::hunks::Hunk;
use super::page::{Letter, Look, NOTE, ODD};
use super::taking::both;
use super::text::Text;
use super::words::{Notes, Word, escaped, markdown};

/// A replacement of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// The new text for them.
    pub(super) words: String,
}

/// An edit that is not taken.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// The expression that prevents the edit, if one does.
    pub(super) bound: Option<Bound>,
    /// The text as sent.
    pub(super) was: String,
    /// The text as it came back.
    pub(super) is: String,
}

/// The result for a line.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// The cuts in the text.
    pub(super) cuts: Vec<Cut>,
    /// The edits that are not taken.
    pub(super) refused: Vec<Refused>,
    /// Descriptions of the edits that are taken.
    pub(super) taken: Vec<String>,
    /// The text of the line with the edits that are taken.
    pub(super) says: Says,
    /// The letters that are put in, and the words that are taken away.
    pub(super) gained: Vec<Letter>,
    pub(super) lost: String,
}

/// The text of a line, as a whole and as typed. Numbers in references change with the text around them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Says {
    /// All words.
    pub(super) whole: String,
    /// The words not given by expressions.
    pub(super) typed: String,
}

impl Says {
    /// Both texts of a line, with spaces normalised and without the marks of footnotes.
    pub(super) fn new(whole: &str, typed: &str) -> Self {
        let words = |signs: &str| {
            let words = signs.replace(NOTE, "");
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        Self { whole: words(whole), typed: words(typed) }
    }
}

/// A line being compared.
pub(super) struct Comparing<'a> {
    /// The places where the letters were written.
    pub(super) leaf: &'a Leaf,
    /// Its letters as they were sent.
    pub(super) was: &'a [Letter],
    /// Its letters as they came back.
    pub(super) is: &'a [Letter],
    /// The string of the paper's file that it was written in, if it was.
    pub(super) text: Option<&'a Text>,
    /// Whether it is a table cell, in which a line cannot break.
    pub(super) cell: bool,
    /// Whether the look of its letters counts.
    pub(super) looks: bool,
    /// The footnotes that are new.
    pub(super) notes: &'a Notes,
    /// The figures of the paper.
    pub(super) figures: &'a Figures,
}

impl Comparing<'_> {
    /// Compares the line.
    pub(super) fn changed(&self) -> Changed {
        let mut changed = Changed::default();
        let mut kept = Vec::new();
        for hunk in self.hunks() {
            match self.obstacle(&hunk) {
                Some(bound) => changed.refused.push(self.refused(&hunk, bound)),
                None => kept.push(hunk),
            }
        }
        if kept.is_empty() {
            return changed;
        }
        changed.taken = kept.iter().map(|hunk| self.said(hunk)).collect();
        changed.says = self.says(&kept);
        let words = kept.iter().filter(|hunk| !hunk.looks);
        for hunk in words {
            changed.gained.extend_from_slice(&self.is[hunk.is.clone()]);
            changed.lost.push_str(&signs(&self.was[hunk.was.clone()]));
            changed.lost.push(' ');
        }
        let cuts: Option<Vec<Cut>> = kept.iter().map(|hunk| self.cut(hunk, &kept)).collect();
        match cuts.or_else(|| self.anew(&kept).map(|cut| vec![cut])) {
            Some(cuts) => changed.cuts = cuts,
            None => {
                changed.taken.clear();
                changed.refused.extend(kept.iter().map(|hunk| self.refused(hunk, None)));
            }
        }
        changed
    }

    /// The refusal of a stretch.
    fn refused(&self, hunk: &Hunk, bound: Option<Bound>) -> Refused {
        let (was, is) = self.shown(hunk);
        Refused { bound, was, is }
    }

    /// The stretch as sent and as it came back, extended to whole words.
    fn shown(&self, hunk: &Hunk) -> (String, String) {
        let (mut was, mut is) = (hunk.was.clone(), hunk.is.clone());
        let joins = |one: Option<&Letter>, other: Option<&Letter>| {
            let pair = one.zip(other);
            let pair = pair.filter(|(one, other)| one.sign == other.sign && one.sign != NOTE);
            pair.is_some_and(|(one, _)| !one.sign.is_whitespace())
        };
        let starts = |letters: &[Letter], range: &Range<usize>| {
            letters[range.clone()].first().is_none_or(|first| !first.sign.is_whitespace())
        };
        let ends = |letters: &[Letter], range: &Range<usize>| {
            letters[range.clone()].last().is_none_or(|last| !last.sign.is_whitespace())
        };
        let before =
            |letters: &'_ [Letter], at: usize| at.checked_sub(1).map(|at| letters[at].clone());
        while starts(self.was, &was)
            && starts(self.is, &is)
            && joins(before(self.was, was.start).as_ref(), before(self.is, is.start).as_ref())
        {
            (was.start, is.start) = (was.start - 1, is.start - 1);
        }
        while ends(self.was, &was)
            && ends(self.is, &is)
            && joins(self.was.get(was.end), self.is.get(is.end))
        {
            (was.end, is.end) = (was.end + 1, is.end + 1);
        }
        let shown = |letters: &[Letter]| signs(letters).replace(NOTE, "[footnote]");
        (shown(&self.was[was]), shown(&self.is[is]))
    }

    /// The description of a stretch.
    fn said(&self, hunk: &Hunk) -> String {
        let (was, is) = self.shown(hunk);
        match hunk.looks {
            true => format!("“{}” looks otherwise", is.trim()),
            false => both(was.trim(), is.trim()),
        }
    }

    /// The obstacle to a change: output of an expression, unless all of it goes with the words around it. The outer
    /// `None` means there is none; the inner, that the obstacle has no expression.
    fn obstacle(&self, hunk: &Hunk) -> Option<Option<Bound>> {
        let glyphs = &self.leaf.glyphs;
        let met = glyphs[hunk.was.clone()].iter().find_map(|glyph| glyph.bound);
        let bound = |at: usize| Some(self.leaf.bound.get(at).cloned());
        // Inside one, between its letters.
        let inside = hunk.was.is_empty().then(|| {
            let before = hunk.was.start.checked_sub(1).and_then(|at| glyphs[at].bound);
            before.filter(|before| {
                glyphs.get(hunk.was.start).and_then(|next| next.bound) == Some(*before)
            })
        });
        if let Some(at) = inside.flatten() {
            return bound(at);
        }
        // Next to one, in its content control.
        if hunk.was.is_empty() && !self.figures.all(&self.is[hunk.is.clone()]) {
            let sides = [Some(hunk.was.start), hunk.was.start.checked_sub(1)];
            let beside = sides.into_iter().flatten().find_map(|at| glyphs.get(at)?.bound);
            if let Some(at) = beside {
                return bound(at);
            }
        }
        if let Some(letter) = glyphs[hunk.was.clone()].iter().find(|glyph| self.is_foreign(glyph)) {
            return Some(letter.at.map(|place| Bound { source: None, place: Some(place) }));
        }
        let met = met?;
        if hunk.looks {
            let whole = self.is_whole(&hunk.was);
            return if whole && self.leaf.bound[met].place.is_some() { None } else { bound(met) };
        }
        // Removed words may include the whole output of an expression.
        let gone = signs(&self.is[hunk.is.clone()]).trim().is_empty();
        let others = glyphs[hunk.was.clone()].iter();
        let others = others.filter(|glyph| glyph.bound.is_none() && glyph.sign.is_alphanumeric());
        let notes = glyphs[hunk.was.clone()]
            .iter()
            .all(|glyph| glyph.bound.is_none() || glyph.sign == NOTE);
        if (gone && others.count() > 0 || notes) && self.is_whole(&hunk.was) {
            return None;
        }
        bound(met)
    }

    /// Whether a letter was written in another file, or differently from how it shows.
    fn is_foreign(&self, glyph: &Glyph) -> bool {
        let bytes = glyph.at.and_then(|place| self.text?.letter(place, glyph.sign));
        glyph.bound.is_none() && bytes.is_none()
    }

    /// Whether a range includes every bound stretch in it completely.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let of = |at: Option<usize>| {
            at.and_then(|at| self.leaf.glyphs.get(at)).and_then(|glyph| glyph.bound)
        };
        let first = of(Some(range.start)).filter(|_| !range.is_empty());
        let last = of(range.end.checked_sub(1)).filter(|_| !range.is_empty());
        let before = of(range.start.checked_sub(1));
        let after = of(Some(range.end));
        (first.is_none() || first != before) && (last.is_none() || last != after)
    }

    /// The bytes of a letter in the text, with the escape before it.
    fn bytes(&self, at: usize) -> Option<Range<usize>> {
        let glyph = self.leaf.glyphs.get(at)?;
        match glyph.bound {
            None => self.text?.letter(glyph.at?, glyph.sign),
            Some(bound) => self.text?.expression(self.leaf.bound[bound].place?),
        }
    }

    /// A stretch as a cut that leaves the rest of the line alone, if it is contiguous in the text and looks the same.
    fn cut(&self, hunk: &Hunk, all: &[Hunk]) -> Option<Cut> {
        let glyphs = &self.leaf.glyphs;
        let new = &self.is[hunk.is.clone()];
        let (at, look, around) = match hunk.was.is_empty() {
            true => self.gap(hunk.was.start, new)?,
            false => {
                let first = self.bytes(hunk.was.start)?;
                let mut end = first.end;
                for at in hunk.was.clone() {
                    let bytes = self.bytes(at)?;
                    let same = glyphs[at].around == glyphs[hunk.was.start].around;
                    let bound = glyphs[at].bound.is_some() || glyphs[at].sign == '\n';
                    if !same || bound || bytes.start > end && !self.text?.is_room(end..bytes.start)
                    {
                        return None;
                    }
                    end = bytes.end;
                }
                (
                    first.start..end,
                    self.was[hunk.was.start].look.clone(),
                    glyphs[hunk.was.start].around.len(),
                )
            }
        };
        if new.iter().any(|letter| ['\n', ODD].contains(&letter.sign)) {
            return None;
        }
        let noted = new.iter().any(|letter| letter.sign == NOTE) || self.figures.any(new);
        if !noted && new.iter().all(|letter| letter.look == look || letter.sign.is_whitespace()) {
            let (whole, range) = self.becomes(hunk, all);
            let linked = look.link.is_some();
            let words = match self.leaf.plain {
                true => whole[range].to_owned(),
                false => escaped(&whole, range, self.cell, linked),
            };
            return Some(Cut { range: at, words });
        }
        // Words of another look can be inserted only where no emphasis is around them.
        let plain = around == 0 && look == Look::default();
        plain
            .then(|| markdown(&self.figures.words(new), self.cell, self.notes))
            .flatten()
            .map(|words| Cut { range: at, words })
    }

    /// Where to insert words between two letters: after the one before, or before the one after, whichever looks the
    /// same; with the look there, and the number of emphases around it.
    fn gap(&self, at: usize, new: &[Letter]) -> Option<(Range<usize>, Look, usize)> {
        let look =
            new.iter().find(|letter| !letter.sign.is_whitespace()).map(|letter| &letter.look);
        let look = look.cloned().unwrap_or_default();
        let side = |at: Option<usize>, after: bool| {
            let at = at.filter(|at| *at < self.leaf.glyphs.len())?;
            let glyph = &self.leaf.glyphs[at];
            let own = match glyph.bound {
                Some(_) if glyph.around.is_empty() => Look::default(),
                Some(_) => return None,
                None => self.was[at].look.clone(),
            };
            let bytes = self.bytes(at)?;
            let byte = if after { bytes.end } else { bytes.start };
            Some((byte..byte, own, glyph.around.len()))
        };
        let sides = [side(at.checked_sub(1), true), side(Some(at), false)];
        let fits = |side: &&(Range<usize>, Look, usize)| side.1 == look;
        let plain = |side: &&(Range<usize>, Look, usize)| side.2 == 0 && side.1 == Look::default();
        let found =
            sides.iter().flatten().find(fits).or_else(|| sides.iter().flatten().find(plain));
        found.cloned()
    }

    /// The line after the edits, and the range of a stretch in it.
    fn becomes(&self, hunk: &Hunk, all: &[Hunk]) -> (String, Range<usize>) {
        let mut whole = String::new();
        let mut range = 0..0;
        let mut at = 0;
        for one in all {
            whole.push_str(&signs(&self.was[at..one.was.start]));
            let start = whole.len();
            whole.push_str(&signs(&self.is[one.is.clone()]));
            if one.was == hunk.was && one.is == hunk.is {
                range = start..whole.len();
            }
            at = one.was.end;
        }
        whole.push_str(&signs(&self.was[at..]));
        (whole, range)
    }

    /// The text of the line with these stretches applied.
    fn says(&self, taken: &[Hunk]) -> Says {
        let free = |range: Range<usize>| -> String {
            let free = range.filter(|at| self.leaf.glyphs[*at].bound.is_none());
            free.map(|at| self.was[at].sign).collect()
        };
        let mut typed = String::new();
        let mut at = 0;
        for hunk in taken {
            typed.push_str(&free(at..hunk.was.start));
            match hunk.looks {
                true => typed.push_str(&free(hunk.was.clone())),
                false => typed.push_str(&signs(&self.is[hunk.is.clone()])),
            }
            at = hunk.was.end;
        }
        typed.push_str(&free(at..self.was.len()));
        let whole = taken.first().map(|first| self.becomes(first, taken).0).unwrap_or_default();
        Says::new(&whole, &typed)
    }

    /// The whole line rewritten with these stretches applied.
    fn anew(&self, taken: &[Hunk]) -> Option<Cut> {
        let mut words = Vec::new();
        let mut at = 0;
        for hunk in taken {
            self.old(at..hunk.was.start, &mut words)?;
            match hunk.looks {
                // Output of an expression stays, however it looks.
                true => {
                    for (step, letter) in self.is[hunk.is.clone()].iter().enumerate() {
                        let start = words.len();
                        self.old(hunk.was.start + step..hunk.was.start + step + 1, &mut words)?;
                        words[start..].iter_mut().for_each(|word| word.look(letter.look.clone()));
                    }
                }
                false => words.extend(self.figures.words(&self.is[hunk.is.clone()])),
            }
            at = hunk.was.end;
        }
        self.old(at..self.was.len(), &mut words)?;
        let text = self.text?;
        let last = self.leaf.glyphs.iter().rposition(|glyph| glyph.sign != NOTE)?;
        let mut end = self.bytes(last)?.end;
        // The marks of footnotes at its end have no bytes of their own.
        if let Some(after) = (self.was.len() - 1 - last).checked_sub(1) {
            end = text.note(end, after)?.end;
        }
        let range = text.line(self.bytes(0)?.start, end, &self.leaf.glyphs);
        Some(Cut { range, words: markdown(&words, self.cell, self.notes)? })
    }

    /// Adds letters as they were written; the letters of one expression become the expression, once.
    fn old(&self, range: Range<usize>, words: &mut Vec<Word>) -> Option<()> {
        for at in range {
            let glyph = &self.leaf.glyphs[at];
            let look = self.was[at].look.clone();
            let before = at.checked_sub(1).and_then(|before| self.leaf.glyphs[before].bound);
            match glyph.bound {
                Some(bound) if before == Some(bound) => {}
                Some(_) if glyph.sign == '\n' => words.push(Word::New(self.was[at].clone())),
                Some(_) if glyph.sign == NOTE => {
                    let last = (0..at).rev().find(|at| self.leaf.glyphs[*at].sign != NOTE)?;
                    let mark = self.text?.note(self.bytes(last)?.end, at - last - 1)?;
                    let mark = self.text?.words[mark].to_owned();
                    words.push(Word::Kept(mark, look));
                }
                Some(bound) => {
                    let bytes = self.text?.expression(self.leaf.bound[bound].place?)?;
                    words.push(Word::Kept(self.text?.words[bytes].to_owned(), look));
                }
                None => {
                    let label = glyph.label.as_ref().map(|label| format!("#{label}").into());
                    let link = label.or(look.link.clone());
                    let letter = Letter { look: Look { link, ..look }, ..self.was[at].clone() };
                    words.push(Word::New(letter));
                }
            }
        }
        Some(())
    }
}

/// The characters of letters.
pub(super) fn signs(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.sign).collect()
}
