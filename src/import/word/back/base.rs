//! Makes the Word file that a paper gives now, and records where each letter of it was written.
//!
//! In comes a paper; out comes a [`Base`] for each of its editions. The file is made and read exactly as the returned
//! file is, so that every difference is an edit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::syntax::FileId;

use super::super::body::Changes;
use super::line::Says;
use super::page::{Line, NOTE, Page, kept};
use super::read::read;
use crate::Options;
use crate::diag::{Findings, Outcome, Place};
use crate::document::{Audience, Cleared, Inline, Target};
use crate::export::png::Png;
use crate::render::{self, LINE, WHOLE};
use crate::withhold::{Elsewhere, grounds, mark_alone};
use crate::world::{Workspace, World};

/// An edition of a paper as Word has it.
pub(super) struct Base {
    /// The readers of the edition.
    pub(super) audience: Audience,
    /// The lines, each with what is known of its letters.
    pub(super) lines: Vec<(Line, Option<Leaf>)>,
    /// The name of the bookmark that encloses the whole document.
    pub(super) whole: String,
    /// The alternative texts of its pictures.
    pub(super) pictures: Vec<String>,
    /// The texts of headers and footers.
    pub(super) margins: BTreeSet<String>,
    /// The texts beside the lines, with the names and properties of the document.
    pub(super) asides: BTreeSet<String>,
    pub(super) names: BTreeSet<String>,
}

/// A line whose letters have places.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    /// The name of its bookmark.
    pub(super) name: String,
    /// The number of letters that the line has before its own words and after them, such as its number.
    pub(super) around: (usize, usize),
    /// The letters of the words, each with the place where it was written.
    pub(super) glyphs: Vec<Glyph>,
    /// The stretches that cannot be edited by themselves, such as figures from data.
    pub(super) bound: Vec<Bound>,
    /// Whether the line is a plain name, in which no sign is markup.
    pub(super) plain: bool,
}

/// A letter and the place where it was written.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// The letter.
    pub(super) sign: char,
    /// The place in a file at which it was written.
    pub(super) at: Option<Place>,
    /// The emphases and links around it, outermost first, each by a number that it alone has.
    pub(super) around: Vec<usize>,
    /// The index in [`Leaf::bound`] of the stretch that it belongs to, if any; it cannot be changed by itself.
    pub(super) bound: Option<usize>,
    /// The label that it links to.
    pub(super) label: Option<Arc<str>>,
}

/// A stretch of letters that cannot be changed by themselves.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// The expression that printed the letters, if one did.
    pub(super) source: Option<Arc<str>>,
    /// The place of the letters, or of their expression.
    pub(super) place: Option<Place>,
}

/// Says that words come from data, and names the expression where the edition may.
pub(super) fn from_data(source: &str) -> String {
    match source {
        "" => "it comes from the data".to_owned(),
        _ => format!("it comes from the data, by `{{{{ {source} }}}}`"),
    }
}

/// The editions of a paper as Word shows them.
pub(super) fn bases(workspace: &Workspace, file: FileId) -> Outcome<Vec<Base>> {
    let mut findings = Findings::default();
    let workspace = workspace.unread();
    let world = workspace.world();
    let elsewhere = Elsewhere::in_workspace(&workspace);
    let options = Options { elsewhere, ..Options::default() };
    let Some(composed) = findings.take(crate::compose(&world, file, &options)) else {
        return findings.finish(None);
    };
    let house = &composed.paper.house;
    let (grounds, closed) = (grounds(&composed.document), composed.document.closed.is_some());
    let mut bases = Vec::new();
    for mut edition in composed.editions() {
        mark_alone(&mut edition, &grounds, closed, house.statements());
        // Pictures are not compared.
        let draw = |_| {
            let drawn = Png { bytes: Vec::new(), width: 10.0, height: 10.0 };
            Findings::default().finish(Some(drawn))
        };
        let word = findings.take(render::docx(&world, &edition.document, house, &draw));
        let Some(word) = word else { continue };
        match read(&word.bytes, "the Word file of the paper", Changes::Accepted) {
            Ok(page) => bases.push(Base::of(edition.audience, page, word.lines, &world)),
            Err(error) => findings.extend([error]),
        }
    }
    findings.finish(Some(bases))
}

impl Base {
    /// Pairs the lines of a page with the leaves of the paper that printed them.
    fn of(
        audience: Audience,
        page: Page,
        laid: Vec<(String, Vec<Inline<Cleared>>)>,
        world: &World,
    ) -> Self {
        let mut laid: BTreeMap<String, Vec<Inline<Cleared>>> = laid.into_iter().collect();
        let marks = page.lines.iter().flat_map(|line| &line.marks);
        let whole = marks.map(|(name, _)| name).find(|name| name.starts_with(WHOLE));
        let whole = whole.cloned().unwrap_or_default();
        let Page { lines, pictures, margins, asides, names, .. } = page;
        let lines = lines.into_iter().map(|line| {
            let mark = line.marks.iter().find(|(name, _)| laid.contains_key(name));
            let leaf = mark.and_then(|(name, range)| {
                let mut leaf = Leaf { name: name.clone(), ..Leaf::default() };
                leaf.around = (range.start, line.letters.len() - range.end);
                let mut around =
                    Around { world, met: 0, open: Vec::new(), label: None, given: None };
                leaf.add(&laid.remove(name)?, &mut around);
                let signs = line.letters[range.clone()].iter().map(|letter| letter.sign);
                // A line that Word returns in another form than we wrote is left alone.
                let alike = signs.eq(leaf.glyphs.iter().map(|glyph| glyph.sign));
                alike.then_some(leaf)
            });
            (line, leaf)
        });
        Self { audience, lines: lines.collect(), whole, pictures, margins, asides, names }
    }
}

/// The marks around the letters being read.
struct Around<'w> {
    /// The files that the letters were written in.
    world: &'w World,
    /// The number of emphases and links so far.
    met: usize,
    /// The open emphases and links.
    open: Vec<usize>,
    /// The label that the open link leads to.
    label: Option<Arc<str>>,
    /// The place of the expression that printed the open link.
    given: Option<Place>,
}

impl Around<'_> {
    /// Whether a place begins with exactly these words, and not with an expression or a sign's name that gave them.
    fn is_written(&self, words: &str, place: Place) -> bool {
        let file = self.world.text(place.file).unwrap_or_default();
        let written = file.get(place.range()).unwrap_or_default();
        let alike = |(one, other): (char, char)| {
            one == other || one.is_whitespace() && other.is_whitespace()
        };
        words.chars().nth(1).is_some() && written.chars().zip(words.chars()).all(alike)
    }
}

impl Leaf {
    /// Adds the letters of a line.
    fn add(&mut self, inlines: &[Inline<Cleared>], around: &mut Around<'_>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let typed = text.source.is_none() && around.given.is_none();
                    // A name is between quotation marks. In prose each byte has its own place, and a paragraph's mark
                    // may follow its last words.
                    let start = text.place.filter(|_| typed).and_then(|place| {
                        match (place.end - place.start).checked_sub(text.text.len()) {
                            Some(0) => Some(place.start),
                            Some(2)
                                if around.is_written(
                                    &text.text,
                                    Place { start: place.start + 1, ..place },
                                ) =>
                            {
                                self.plain = true;
                                Some(place.start + 1)
                            }
                            Some(3..) if around.is_written(&text.text, place) => Some(place.start),
                            _ => None,
                        }
                    });
                    let exact = start.is_some();
                    let bound = (!exact).then(|| {
                        let place = around.given.or(text.place);
                        self.bind(Bound { source: text.source.clone(), place })
                    });
                    for (at, sign) in text.text.char_indices() {
                        let at = text.place.zip(start).map(|(place, start)| {
                            let start = start + at;
                            Place { start, end: start + sign.len_utf8(), ..place }
                        });
                        self.push(sign, at, bound, around);
                    }
                }
                Inline::Code(text) => {
                    let bound = self.bind(Bound { source: text.source.clone(), place: text.place });
                    text.text.chars().for_each(|sign| self.push(sign, None, Some(bound), around));
                }
                Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                    self.within(&span.content, around);
                }
                Inline::Mark(mark) => {
                    let bound = self.bind(Bound { source: None, place: None });
                    self.push('\u{A0}', None, Some(bound), around);
                    self.add(&mark.content, around);
                }
                Inline::Link(link) => {
                    // A reference is an expression, and the program words it.
                    let given = link.place.filter(|place| around.is_written("{{", *place));
                    let label = match &link.target {
                        Target::Anchor(label) => Some(label.as_str().into()),
                        _ => None,
                    };
                    let before = (
                        std::mem::replace(&mut around.label, label),
                        std::mem::replace(&mut around.given, given),
                    );
                    self.within(&link.content, around);
                    (around.label, around.given) = before;
                }
                Inline::Note(_) => {
                    let bound = self.bind(Bound { source: None, place: None });
                    self.push(NOTE, None, Some(bound), around);
                }
                Inline::Break => {
                    let bound = self.bind(Bound { source: None, place: None });
                    self.push('\n', None, Some(bound), around);
                }
                Inline::Withheld(withheld) => match withheld.seal {},
            }
        }
    }

    /// Adds the letters of an emphasis or a link.
    fn within(&mut self, inlines: &[Inline<Cleared>], around: &mut Around<'_>) {
        around.met += 1;
        around.open.push(around.met);
        self.add(inlines, around);
        around.open.pop();
    }

    /// Adds a letter, if the reader of Word files keeps it.
    fn push(&mut self, sign: char, at: Option<Place>, bound: Option<usize>, around: &Around<'_>) {
        if let Some(sign) = kept(sign) {
            let (around, label) = (around.open.clone(), around.label.clone());
            self.glyphs.push(Glyph { sign, at, around, bound, label });
        }
    }

    /// Adds a stretch; consecutive pieces of one expression are one stretch.
    fn bind(&mut self, bound: Bound) -> usize {
        let same = |last: &Bound| {
            bound.place.is_some() && last.place == bound.place && last.source == bound.source
        };
        if !self.bound.last().is_some_and(same) {
            self.bound.push(bound);
        }
        self.bound.len() - 1
    }
}

impl Base {
    /// The leaves of the edition, leaving out lines without one.
    pub(super) fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.lines.iter().filter_map(|(_, leaf)| leaf.as_ref())
    }

    /// The text of a line, by its index.
    pub(super) fn says(&self, at: usize) -> Says {
        let (line, leaf) = &self.lines[at];
        let whole = line.words();
        let typed = leaf.as_ref().map(|leaf| {
            let free = leaf.glyphs.iter().filter(|glyph| glyph.bound.is_none());
            free.map(|glyph| glyph.sign).collect::<String>()
        });
        Says::new(&whole, typed.as_deref().unwrap_or(&whole))
    }

    /// The number of line bookmarks that a page shares with this edition.
    pub(super) fn shared(&self, page: &Page) -> usize {
        let names: BTreeSet<&str> = page.lines.iter().flat_map(marks).collect();
        let known = |leaf: &&Leaf| names.contains(leaf.name.as_str());
        self.leaves().filter(known).count()
    }
}

/// The names of the program's own bookmarks in a line.
pub(super) fn marks(line: &Line) -> impl Iterator<Item = &str> {
    let names = line.marks.iter().map(|(name, _)| name.as_str());
    names.filter(|name| name.starts_with(LINE) && !name.starts_with(WHOLE))
}
