//! Compares a page with the paper that was sent, line by line: which words were edited, and where each comment
//! belongs.

use std::collections::BTreeSet;

use typst::syntax::FileId;

use super::base::{Base, Leaf, from_data, marks};
use super::figures::Figures;
use super::line::{Comparing, Refused, signs};
use super::page::{Form, Home, Letter, Line, Page};
use super::pair::pairs;
use super::place::Placing;
use super::text::Text;
use super::withheld::Withheld;
use super::words::Notes;
use super::{Change, Kind, Said};
use crate::diag::Place;
use crate::render::{WHOLE, name_of_line};

/// The reason for refusing a line with something in it that a paper's text cannot express.
pub(super) const ODD_WHY: &str = "it has an equation, a sign of a picture font, a box to tick, words above or below the line, or words that nobody sees, which no words of a paper are; say it in words, and put it in by hand";

/// The reason for refusing an edit when another edit of the same line is refused.
const HALF_WHY: &str = "another edit of the same words is not taken, and half of what was written says something else; make both in the file";

/// The reason for refusing words that would make withheld text public.
pub(super) const CLOSED_WHY: &str = "it says what is not for publication where everyone would read it; withhold that place too, in the file, or say it in other words";

/// A page and the paper that was sent, matched line by line.
pub(super) struct Taking<'a> {
    /// The page.
    pub(super) page: &'a Page,
    /// The edition that was sent, as the paper's file prints it.
    pub(super) base: &'a Base,
    /// The part of the edition that the public must not read.
    pub(super) withheld: &'a Withheld,
    /// The figures of the edition.
    pub(super) figures: Figures,
    /// The text of the paper's file.
    pub(super) toml: &'a str,
    /// The paper's file.
    pub(super) file: FileId,
    /// For each line of the page, the index of the line that was sent, if any.
    pub(super) pairs: Vec<Option<usize>>,
    /// The new footnotes.
    pub(super) notes: Notes,
    /// Whether the paper is unchanged since it was sent.
    pub(super) fresh: bool,
}

impl<'a> Taking<'a> {
    /// Matches the lines of the page with those that were sent.
    pub(super) fn new(
        page: &'a Page,
        base: &'a Base,
        withheld: &'a Withheld,
        toml: &'a str,
        file: FileId,
    ) -> Self {
        let figures = Figures::of(base, withheld, toml, file);
        let pairs = pairs(&base.lines, &page.lines);
        let mut all = page.lines.iter().flat_map(|line| &line.marks).map(|(name, _)| name.as_str());
        let whole = all.find(|name| name.starts_with(WHOLE));
        let own: BTreeSet<&str> =
            base.lines.iter().filter_map(|(_, leaf)| Some(leaf.as_ref()?.name.as_str())).collect();
        let fresh = match whole {
            Some(whole) => whole == base.whole,
            None => page.lines.iter().flat_map(marks).all(|name| own.contains(name)),
        };
        let known: BTreeSet<Home> = page
            .lines
            .iter()
            .zip(&pairs)
            .filter(|(_, at)| at.is_some())
            .map(|(line, _)| line.home)
            .collect();
        let noted =
            page.lines.iter().flat_map(|line| &line.letters).filter_map(|letter| letter.note);
        let new = noted.filter(|note| !known.contains(&Home::Note(*note)));
        let names = (1..).map(|count| format!("note-{count}"));
        let names = names.filter(|name| !toml.contains(&format!("[^{name}]")));
        let notes = new.zip(names).collect();
        Self { page, base, withheld, figures, toml, file, pairs, notes, fresh }
    }

    /// All edits, in the order of the page.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut placing = Placing::new(self);
        let mut changes = Vec::new();
        // The lines of a new section are taken with its heading.
        let mut read = 0;
        for (there, line) in self.page.lines.iter().enumerate() {
            if there < read {
                continue;
            }
            match self.pairs[there] {
                Some(at) => {
                    let mut edited = self.edited(at, line, &mut placing);
                    edited.extend(self.reformed(at, line, &mut placing));
                    placing.stands(there, at, edited, &mut changes);
                }
                // A new line with the bookmark of an untouched one is a copy, unless the paper was changed since.
                None if !self.fresh && self.is_untouched(line) => {}
                None if !self.fresh && marks(line).next().is_some() => {
                    let why = "it was edited in Word, and is no longer in the file; take what is right into the file by hand";
                    let words = format!("“{}”", line.words());
                    changes.push(Change::refused("paragraph", None, why).says(words));
                }
                None => match placing.new_section(there) {
                    Some((change, count)) => {
                        changes.push(change);
                        read = there + count;
                    }
                    None => placing.new_line(there, line, &mut changes),
                },
            }
        }
        placing.gone(&mut changes);
        changes
    }

    /// The refusal for a line that became another kind of line: a heading of another level, an item, a quotation.
    fn reformed(&self, at: usize, line: &Line, placing: &mut Placing<'_>) -> Option<Change> {
        let (sent, leaf) = &self.base.lines[at];
        let in_body = sent.home == Home::Body && line.home == Home::Body;
        let depth = |line: &Line| matches!(line.form, Form::Item(_)).then_some(line.depth);
        let is_other = sent.form != line.form || depth(sent) != depth(line);
        if !self.fresh || !in_body || !is_other {
            return None;
        }
        let place = leaf.as_ref().and_then(|leaf| leaf.place(self.file));
        let why =
            "it was made something else in Word, which no words of it say; make it so in the file";
        let change = Change::refused(what(sent, leaf.as_ref(), placing), place, why);
        let (was, is) = (form(sent), form(line));
        Some(change.says(format!("“{}” was {was}, and is {is}", start(&sent.words()))))
    }

    /// The edits in a line that was sent.
    fn edited(&self, at: usize, line: &Line, placing: &mut Placing<'_>) -> Vec<Change> {
        let (sent, leaf) = &self.base.lines[at];
        let what = what(sent, leaf.as_ref(), placing);
        let (was, is) = (sent.words(), line.words());
        let Some(leaf) = leaf else {
            if was == is {
                return Vec::new();
            }
            let refused = Change::refused(what, None, "the program prints this itself");
            return vec![refused.says(both(&was, &is))];
        };
        if line.is_odd() {
            let refused = Change::refused(what, leaf.place(self.file), ODD_WHY);
            return vec![refused.says(both(&was, &is))];
        }
        let (was_letters, is_letters) = own(sent, line, leaf);
        let place = leaf.place(self.file);
        let looks = matches!(sent.home, Home::Body | Home::Note(_))
            && matches!(sent.form, Form::Plain | Form::Item(_) | Form::Quotation);
        let text = place.and_then(|place| placing.text(place));
        let comparing = Comparing {
            leaf,
            was: was_letters,
            is: is_letters,
            text,
            cell: matches!(sent.home, Home::Cell(..)),
            looks,
            notes: &self.notes,
            figures: &self.figures,
        };
        let changed = comparing.changed();
        if changed.taken.is_empty() && changed.refused.is_empty() {
            return Vec::new();
        }
        if !self.fresh && !line.marks.iter().any(|(name, _)| *name == leaf.name) {
            if self.is_untouched(line) {
                return Vec::new();
            }
            let why = "it was edited in Word and, since it was sent, in the file, too; take what is right into the file by hand";
            return vec![Change::refused(what, place, why).says(both(&was, &is))];
        }
        let mut changes: Vec<Change> = changed
            .refused
            .iter()
            .map(|refused| self.refusal(what, place.or(leaf.first_place()), start(&was), refused))
            .collect();
        if !changed.taken.is_empty() {
            let mut change = Change::new(Kind::Changed, what, place)
                .moving(signs(&changed.gained), changed.lost);
            (change.of, change.how) = (start(&was), changed.taken);
            if !changes.is_empty() {
                // Taking half of an edit would change its meaning.
                change.kind = Kind::NotTaken;
                change.how.insert(0, HALF_WHY.to_owned());
                changes.push(change);
                return changes;
            }
            self.tell_typed(&changed.gained, !self.withheld.has(at), &mut change);
            let path = text.map(|text| text.path.clone()).unwrap_or_default();
            change.cuts = changed.cuts.into_iter().map(|cut| (path.clone(), cut)).collect();
            change.cuts.extend(placing.noted(is_letters, &path));
            change.says = Some(changed.says);
            changes.push(change);
        }
        changes
    }

    /// Reports figures that were bound and are now typed, or refuses the change if the public must not read them.
    pub(super) fn tell_typed(&self, letters: &[Letter], is_open: bool, change: &mut Change) {
        for (printed, tag) in self.figures.typed(letters) {
            if is_open && self.figures.is_closed(&tag) {
                change.kind = Kind::NotTaken;
                change.how.insert(0, CLOSED_WHY.to_owned());
                return;
            }
            change.how.push(format!(
                "“{printed}” is typed now, and came from the data by `{{{{ {tag} }}}}`: put that in its place if it is to follow the data"
            ));
        }
    }

    /// The refusal of an edit that touches a bound stretch.
    fn refusal(
        &self,
        what: &'static str,
        place: Option<Place>,
        of: String,
        refused: &Refused,
    ) -> Change {
        let bound = refused.bound.as_ref();
        let source = bound.and_then(|bound| bound.source.as_ref());
        let other = bound.and_then(|bound| bound.place).filter(|other| other.file != self.file);
        let place = other.filter(|_| source.is_none()).or(place);
        let why = match source {
            Some(source) => format!("{}; change the data, or the expression", from_data(source)),
            None if place.is_some_and(|place| place.file != self.file) => {
                "it was written in another file; change it there".to_owned()
            }
            None => "the program prints this itself, or it stands in the file in another way; change it there".to_owned(),
        };
        let (was, is) = (refused.was.trim(), refused.is.trim());
        let mut change = Change::refused(what, place, why).says(both(was, is)).moving(is, was);
        change.of = of;
        change
    }

    /// Whether nobody touched a line since it was sent, by its bookmark.
    fn is_untouched(&self, line: &Line) -> bool {
        let name = name_of_line(&line.words());
        name.is_some_and(|name| line.marks.iter().any(|(mark, _)| mark.starts_with(&name)))
    }

    /// The comments, each with its place.
    pub(super) fn comments(&self) -> Vec<Said> {
        let said = self.page.comments.iter().map(|comment| {
            // A comment below all the text belongs to the last line.
            let last = self.page.lines.len().checked_sub(1);
            let line = comment.line.zip(last).map(|(line, last)| line.min(last));
            let near = |line: usize| (0..=line).rev().find_map(|line| self.pairs[line]);
            let leaf = line.and_then(near).and_then(|at| self.base.lines[at].1.as_ref());
            Said {
                author: comment.author.clone(),
                on: comment.on.split_whitespace().collect::<Vec<_>>().join(" "),
                words: comment.words.clone(),
                place: leaf.and_then(|leaf| leaf.place(self.file).or(leaf.first_place())),
            }
        });
        said.collect()
    }
}

impl Leaf {
    /// The place of the first letter that was written in this file, if any.
    pub(super) fn place(&self, file: FileId) -> Option<Place> {
        let letters = self
            .glyphs
            .iter()
            .filter_map(|glyph| glyph.at.or(glyph.bound.and_then(|bound| self.bound[bound].place)));
        letters.into_iter().find(|place| place.file == file)
    }

    /// The place of the first letter that was written in any file.
    fn first_place(&self) -> Option<Place> {
        self.glyphs.iter().find_map(|glyph| glyph.at.or(self.bound.get(glyph.bound?)?.place))
    }
}

/// The letters of a line as sent and as it came back, without those around its own words, such as its number.
fn own<'l>(sent: &'l Line, line: &'l Line, leaf: &Leaf) -> (&'l [Letter], &'l [Letter]) {
    let (before, after) = leaf.around;
    let end = sent.letters.len() - after;
    let alike = |(one, other): (&Letter, &Letter)| one.sign == other.sign;
    let mut is = &line.letters[..];
    if is.len() >= before && sent.letters[..before].iter().zip(is).all(alike) {
        is = &is[before..];
    }
    if is.len() >= after && sent.letters[end..].iter().rev().zip(is.iter().rev()).all(alike) {
        is = &is[..is.len() - after];
    }
    (&sent.letters[before..end], is)
}

/// The kind of a line in a word, for messages: “heading”, “paragraph”.
pub(super) fn what(line: &Line, leaf: Option<&Leaf>, placing: &mut Placing<'_>) -> &'static str {
    let place = leaf.and_then(|leaf| placing.place(leaf));
    let is_recommendation =
        place.and_then(|place| placing.text(place)).is_some_and(Text::is_recommendation);
    match (line.home, line.form) {
        _ if is_recommendation => "recommendation",
        (Home::Note(_), _) => "footnote",
        (Home::Cell(..), _) => "cell",
        (_, Form::Title) => "title",
        (_, Form::Heading(_)) => "heading",
        (_, Form::Item(_)) => "item",
        (_, Form::Quotation) => "quotation",
        (_, Form::Plain) => "paragraph",
    }
}

/// The clause that says what a line has become, from its form.
fn form(line: &Line) -> String {
    match line.form {
        Form::Title => "the title".to_owned(),
        Form::Heading(level) => format!("a heading of level {level}"),
        Form::Item(true) => format!("a numbered item of level {}", line.depth + 1),
        Form::Item(false) => format!("an item of level {}", line.depth + 1),
        Form::Quotation => "a quotation".to_owned(),
        Form::Plain => "a paragraph".to_owned(),
    }
}

/// The clause with the former and the present text.
pub(super) fn both(was: &str, is: &str) -> String {
    match (was.is_empty(), is.is_empty()) {
        (true, _) => format!("new is “{is}”"),
        (_, true) => format!("gone is “{was}”"),
        _ => format!("“{was}” became “{is}”"),
    }
}

/// The first words of a line, by which a reader finds it.
fn start(words: &str) -> String {
    let mut start: Vec<&str> = words.split(' ').take(8).collect();
    if start.len() < words.split(' ').count() {
        start.push("…");
    }
    start.join(" ")
}
