//! What was sent: the Word file that a paper gives now, and where each letter of it was written.
//!
//! In comes a paper; out comes a [`Base`] for each of its editions. The file is made and read as the one that comes back
//! is, so that what differs was changed by somebody.

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
    /// Whom it is for.
    pub(super) audience: Audience,
    /// Its lines, and what is known of each.
    pub(super) lines: Vec<(Line, Option<Leaf>)>,
    /// The name of the bookmark that stands for all of them.
    pub(super) whole: String,
    /// The alternative texts of its pictures.
    pub(super) pictures: Vec<String>,
    /// What stands in its headers and footers.
    pub(super) margins: BTreeSet<String>,
    /// What stands beside its lines, and the names and properties of it.
    pub(super) asides: BTreeSet<String>,
    pub(super) names: BTreeSet<String>,
}

/// A line whose letters have places.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    /// The name of its bookmark.
    pub(super) name: String,
    /// How many letters of the line stand before it and after it.
    pub(super) around: (usize, usize),
    /// Where its letters were written, one by one.
    pub(super) glyphs: Vec<Glyph>,
    /// What is bound in it.
    pub(super) bound: Vec<Bound>,
    /// Whether it is a name, in which no sign is markup.
    pub(super) plain: bool,
}

/// Where a letter was written.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// The letter.
    pub(super) sign: char,
    /// The first byte of it in a file.
    pub(super) at: Option<Place>,
    /// The emphases and links around it, outermost first, by numbers of their own.
    pub(super) around: Vec<usize>,
    /// The one of what is bound that it belongs to: then it cannot be changed by itself.
    pub(super) bound: Option<usize>,
    /// The label that it links to.
    pub(super) label: Option<Arc<str>>,
}

/// Letters that cannot be changed by themselves.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// The expression that gave them, if one did.
    pub(super) source: Option<Arc<str>>,
    /// Where they were written, or their expression was.
    pub(super) place: Option<Place>,
}

/// That words come from data, by the expression that gave them where the edition may name that.
pub(super) fn from_data(source: &str) -> String {
    match source {
        "" => "it comes from the data".to_owned(),
        _ => format!("it comes from the data, by `{{{{ {source} }}}}`"),
    }
}

/// The editions of a paper as Word has them.
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
        // What is drawn is not compared.
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
    /// What a page says, with the lines that were laid on it.
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
                // A line that Word has in another way than we wrote it is left alone.
                let alike = signs.eq(leaf.glyphs.iter().map(|glyph| glyph.sign));
                alike.then_some(leaf)
            });
            (line, leaf)
        });
        Self { audience, lines: lines.collect(), whole, pictures, margins, asides, names }
    }
}

/// What stands around letters.
struct Around<'w> {
    /// The files that they were written in.
    world: &'w World,
    /// How many emphases and links were met.
    met: usize,
    /// Those that are open.
    open: Vec<usize>,
    /// The label that is linked to.
    label: Option<Arc<str>>,
    /// Where an expression stands that gave a link.
    given: Option<Place>,
}

impl Around<'_> {
    /// Whether words stand just so at the start of a place, and are not what an expression or the name of a sign gave.
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
    /// Adds what stands in a line.
    fn add(&mut self, inlines: &[Inline<Cleared>], around: &mut Around<'_>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let typed = text.source.is_none() && around.given.is_none();
                    // A name stands between quotation marks; each byte of prose has its own place, and after the last
                    // words of a paragraph its mark may stand.
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
                    // A reference is an expression, whose words are the program's.
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

    /// Adds what stands in an emphasis or a link.
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

    /// Adds what is bound; the pieces that one expression gave are one thing.
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
    /// What is known of its lines of which something is.
    pub(super) fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.lines.iter().filter_map(|(_, leaf)| leaf.as_ref())
    }

    /// What a line of it says.
    pub(super) fn says(&self, at: usize) -> Says {
        let (line, leaf) = &self.lines[at];
        let whole = line.words();
        let typed = leaf.as_ref().map(|leaf| {
            let free = leaf.glyphs.iter().filter(|glyph| glyph.bound.is_none());
            free.map(|glyph| glyph.sign).collect::<String>()
        });
        Says::new(&whole, typed.as_deref().unwrap_or(&whole))
    }

    /// How many bookmarks of lines a page shares with it.
    pub(super) fn shared(&self, page: &Page) -> usize {
        let names: BTreeSet<&str> = page.lines.iter().flat_map(marks).collect();
        let known = |leaf: &&Leaf| names.contains(leaf.name.as_str());
        self.leaves().filter(known).count()
    }
}

/// The names of our bookmarks in a line.
pub(super) fn marks(line: &Line) -> impl Iterator<Item = &str> {
    let names = line.marks.iter().map(|(name, _)| name.as_str());
    names.filter(|name| name.starts_with(LINE) && !name.starts_with(WHOLE))
}
