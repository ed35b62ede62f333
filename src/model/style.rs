//! `style.toml`: a house style, which makes a council's papers look like its own.
//!
//! A paper's content is in its own file; the order, names and looks of things are here. A style is a folder, and a
//! new one does not need the program to be rebuilt.

use std::collections::BTreeMap;

use crate::language::Standing;
use crate::read::record::{choice, common, record};
use crate::read::{Entries, FileKind, Name, Placed, Prose, Value};

pub(crate) use self::field::{Field, FieldColumn, FieldValue, need};
pub(crate) use self::look::{Align, Colour, Length, Letters, Lines, Look, Side};
pub(crate) use self::page_number::{NumberPiece, pieces};
pub(crate) use self::part::{Layout, Part, PartCell, PartKind, StyleSection};
pub(crate) use self::variant::Variant;

mod check;
mod field;
mod look;
mod page_number;
mod part;
pub(crate) mod pattern;
mod variant;

record! {
    /// A house style.
    pub struct Style("a house style") {
        /// Always `style`.
        pub kind: Placed<FileKind>,
        /// The name of the style, as `papers styles` lists it.
        pub name: Name,
        /// One sentence that says whose papers it is for.
        pub summary: Name,
        /// The page, and what each page repeats.
        pub page: Page,
        /// The names of things in a paper.
        pub labels: Labels,
        /// How sections and paragraphs are numbered.
        pub numbering: Numbering,
        /// The markers of lists.
        pub lists: Lists,
        /// The format of a date, as `strftime` writes it, with `%o` for the day as an ordinal.
        pub date: Name = common("%-d %B %Y"),
        /// The front-matter fields that a paper may or must give.
        pub field: Vec<Field>,
        /// The sections that the style knows by name.
        pub section: Vec<StyleSection>,
        /// The parts of a paper, in order.
        pub part: Vec<Part>,
        /// The looks of things, by their names: `body`, `title`, `heading-2`, `table`, `quotation`, or any `role` of
        /// a part. What is left out is as in the common look.
        pub look: Entries<Look>,
        /// Other looks for the same papers, by name. Every style has `accessible` without declaring it.
        pub variant: Entries<Variant>,
        /// Wording that differs from the language's, by its keys.
        pub wording: Entries<Name>,
        /// The agendas of the style.
        pub agenda: Option<AgendaStyle>,
    }
}

impl Field {
    /// The value that a paper gives for the field, under its own name or one of those in `also`.
    pub(crate) fn given<'v>(&self, front: &'v Entries<Value>) -> Option<&'v Value> {
        std::iter::once(&self.name).chain(&self.also).find_map(|name| front.get(name))
    }
}

impl Style {
    /// The front-matter field with a name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.name.as_str() == name)
    }
}

record! {
    /// The agendas of a house style.
    pub struct AgendaStyle("the agenda") {
        /// Whether the agenda prints the recommendations of each report.
        pub recommendations: bool = false,
        /// Items and notices of every agenda. Those that a style leaves out are as in the common ones.
        pub standing: Vec<Standing>,
    }
}

record! {
    /// The page: its size and margins, and what is repeated on every page.
    pub struct Page("the page") {
        /// The paper size, as Typst names it.
        pub paper: Name,
        /// The margin on all four sides.
        pub margin: Length,
        /// The header of every page but the first.
        pub header: Option<Prose>,
        /// The council's crest at the head of the first page.
        pub crest: Option<Crest>,
        /// The footer of every page, above the page number.
        pub footer: Option<Prose>,
        /// The words of the page number, around `{{ page }}` and `{{ pages }}`.
        pub number: Option<Name>,
    }
}

record! {
    /// A crest. It repeats what the words say, so screen readers skip it.
    pub struct Crest("a crest") {
        /// The picture, in the style's folder.
        pub file: Name,
        /// Its width on the page.
        pub width: Length,
        /// Its position across the page; at the left where left out.
        pub position: Side = Side::Left,
        /// Whether it is on every page.
        pub every_page: bool = false,
    }
}

record! {
    /// The names of things in a paper, where they differ from the language's.
    pub struct Labels("the labels") {
        /// Before the number in a reference to a paragraph.
        pub paragraph: Option<Name>,
        /// Before the number in a reference to a section.
        pub section: Option<Name>,
        /// Before the number of an appendix.
        pub appendix: Option<Name>,
        /// Before the number in a reference to a recommendation.
        pub recommendation: Option<Name>,
        /// The word for `true`.
        pub yes: Option<Name>,
        /// The word for `false`.
        pub no: Option<Name>,
    }
}

impl Style {
    /// The wording of the style, its labels included, by the keys of the language.
    pub(crate) fn own_words(&self) -> BTreeMap<String, Name> {
        let Labels { paragraph, section, appendix, recommendation, yes, no, .. } = &self.labels;
        let labels = [
            ("paragraph", paragraph),
            ("section", section),
            ("appendix", appendix),
            ("recommendation", recommendation),
            ("yes", yes),
            ("no", no),
        ];
        let labels =
            labels.into_iter().filter_map(|(key, own)| Some((key.to_owned(), own.clone()?)));
        let wording = self.wording.iter().map(|(key, own)| (key.value.clone(), own.clone()));
        labels.chain(wording).collect()
    }
}

record! {
    /// The numbering of sections and paragraphs. A [`pattern`] has one of `1`, `a`, `A`, `i`, `I` where a number
    /// goes.
    pub struct Numbering("the numbering") {
        /// The pattern of the top sections' numbers; no numbers where left out.
        pub sections: Option<Name>,
        /// The pattern of numbers for headings inside a section, such as `1.1`; no numbers where left out.
        pub subsections: Option<Name>,
        /// The way in which paragraphs are counted.
        pub paragraphs: ParagraphNumbers = ParagraphNumbers::None,
        /// The pattern of a paragraph's number: `1.` for continuous numbers, `1.1` or `A1` for numbers by section.
        pub pattern: Option<Name>,
        /// The pattern of the appendices' numbers; `1` where left out.
        pub appendices: Option<Name>,
    }
}

choice! {
    /// A way of counting paragraphs.
    pub enum ParagraphNumbers("\"continuous\", \"by-section\" or \"none\"") {
        /// 1, 2, 3 … through the whole paper.
        Continuous = "continuous",
        /// 4.1, 4.2 … in section 4; 4.1.1, 4.1.2 … below its heading 4.1, where such headings are numbered.
        BySection = "by-section",
        /// Not at all.
        None = "none",
    }
}

record! {
    /// The markers of lists, from the outermost level in; the last one is used for all deeper levels.
    pub struct Lists("the lists") {
        /// The markers of bullet lists; `•`, then `○`, then `▪` where left out.
        pub bullets: Vec<Name>,
        /// The patterns of numbered lists; `1.`, then `a)`, then `i)` where left out.
        pub ordered: Vec<Name>,
        /// The pattern of numbered lists of quotations, where that is different.
        pub quotations: Option<Name>,
    }
}

impl Lists {
    /// The marker of bullet lists at a level, 0 for the outermost.
    pub(crate) fn bullet(&self, level: usize) -> &str {
        at(&self.bullets, BULLETS, level)
    }

    /// The pattern of numbered lists at a level; every level has one.
    pub(crate) fn number(&self, level: usize) -> &str {
        at(&self.ordered, ORDERED, level)
    }
}

/// The markers of lists where a style has none.
const BULLETS: [&str; 3] = ["•", "○", "▪"];
const ORDERED: [&str; 3] = ["1.", "a)", "i)"];

/// The style's marker for a level, or for the deepest level it has, or else the common one.
fn at<'a>(said: &'a [Name], common: [&'a str; 3], level: usize) -> &'a str {
    let said = said.get(level).or(said.last()).map(|pattern| pattern.as_str());
    said.unwrap_or(common[level.min(common.len() - 1)])
}
