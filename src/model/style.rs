//! `style.toml`: a house style, which makes one council's papers look like that council's.
//!
//! What a paper says comes from its own file; where each thing stands, what it is called and how it
//! looks comes from here. A style is a folder; nothing in it needs this program to be rebuilt.

use std::collections::BTreeMap;

use crate::language::Standing;
use crate::read::record::{choice, common, record};
use crate::read::{Entries, FileKind, Name, Placed, Prose, Value};

pub(crate) use self::field::{Field, FieldColumn, FieldValue};
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
        /// One sentence on whose papers it is for.
        pub summary: Name,
        /// The sheet and what repeats on each.
        pub page: Page,
        /// What things of a paper are called.
        pub labels: Labels,
        /// How sections and paragraphs are numbered.
        pub numbering: Numbering,
        /// How lists are marked.
        pub lists: Lists,
        /// The form of a date, as `strftime` writes it, with `%o` for the day as an ordinal.
        pub date: Name = common("%-d %B %Y"),
        /// The front-matter fields that a paper may or must give.
        pub field: Vec<Field>,
        /// The sections that the style knows by name.
        pub section: Vec<StyleSection>,
        /// What stands on the paper, in order.
        pub part: Vec<Part>,
        /// How things look, by the name of the thing: `body`, `title`, `heading-2`, `table`, `quotation`, or any
        /// `role` of a part. What is not said is as the common look has it.
        pub look: Entries<Look>,
        /// Other looks of the same papers, by name. Every style has `accessible` without saying so.
        pub variant: Entries<Variant>,
        /// What papers say in it, by the keys of the language.
        pub wording: Entries<Name>,
        /// What its agendas say.
        pub agenda: Option<AgendaStyle>,
    }
}

impl Field {
    /// What a paper gives for the field, under its own name or one of those that serve for it.
    pub(crate) fn given<'v>(&self, front: &'v Entries<Value>) -> Option<&'v Value> {
        std::iter::once(&self.name).chain(&self.also).find_map(|name| front.get(name))
    }
}

impl Style {
    /// The front-matter field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.name.as_str() == name)
    }
}

record! {
    /// What the agendas of a house style say.
    pub struct AgendaStyle("the agenda") {
        /// Whether the agenda prints the recommendations of each report.
        pub recommendations: bool = false,
        /// Items and notices that stand on every agenda. What a style does not say is as the common ones have it.
        pub standing: Vec<Standing>,
    }
}

record! {
    /// The sheet.
    pub struct Page("the page") {
        /// The paper size, as Typst names it.
        pub paper: Name,
        /// The margin on all four sides.
        pub margin: Length,
        /// What stands at the head of every page but the first.
        pub header: Option<Prose>,
        /// The council's crest at the head of the first page.
        pub crest: Option<Crest>,
        /// What stands at the foot of every page, above the page number.
        pub footer: Option<Prose>,
        /// How the page number is written, around `{{ page }}` and `{{ pages }}`.
        pub number: Option<Name>,
    }
}

record! {
    /// A crest. It repeats what the words say, so screen readers pass over it.
    pub struct Crest("a crest") {
        /// The picture, in the style's folder.
        pub file: Name,
        /// How wide it is.
        pub width: Length,
        /// Where it stands.
        pub position: Side = Side::Left,
        /// Whether it stands on every page.
        pub every_page: bool = false,
    }
}

record! {
    /// What things of a paper are called, where that is not as the language has it.
    pub struct Labels("the labels") {
        /// Before the number in a reference to a paragraph.
        pub paragraph: Option<Name>,
        /// Before the number in a reference to a section.
        pub section: Option<Name>,
        /// Before the number of an appendix.
        pub appendix: Option<Name>,
        /// Before the number in a reference to a recommendation.
        pub recommendation: Option<Name>,
        /// What `true` is called.
        pub yes: Option<Name>,
        /// What `false` is called.
        pub no: Option<Name>,
    }
}

impl Style {
    /// What it says in words of its own, by the keys of the language.
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
    /// How sections and paragraphs are numbered. A [`pattern`] has one of `1`, `a`, `A`, `i`, `I` where a number goes.
    pub struct Numbering("the numbering") {
        /// The pattern of the top sections' numbers; none where left out.
        pub sections: Option<Name>,
        /// The pattern of the numbers of headings inside a section, such as `1.1`; none where left out.
        pub subsections: Option<Name>,
        /// How paragraphs count.
        pub paragraphs: ParagraphNumbers = ParagraphNumbers::None,
        /// The pattern of a paragraph's number: `1.` for those that count continuously, `1.1` or `A1` for those that
        /// count by section.
        pub pattern: Option<Name>,
        /// The pattern of the appendices' numbers; `1` where left out.
        pub appendices: Option<Name>,
    }
}

choice! {
    /// How paragraphs count.
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
    /// How lists are marked, from the outermost level in; the last holds for all deeper ones.
    pub struct Lists("the lists") {
        /// The markers of bullet lists; `•`, below it `○` and then `▪` where left out.
        pub bullets: Vec<Name>,
        /// The patterns of numbered lists; `1.`, below it `a)` and then `i)` where left out.
        pub ordered: Vec<Name>,
        /// The pattern of numbered lists whose items are quotations, where that is another.
        pub quotations: Option<Name>,
    }
}

impl Lists {
    /// The marker of bullet lists at a level, the outermost of which is 0.
    pub(crate) fn bullet(&self, level: usize) -> &str {
        at(&self.bullets, BULLETS, level)
    }

    /// The pattern of numbered lists at a level: no list loses its numbers.
    pub(crate) fn number(&self, level: usize) -> &str {
        at(&self.ordered, ORDERED, level)
    }
}

/// How lists are marked where a style does not say.
const BULLETS: [&str; 3] = ["•", "○", "▪"];
const ORDERED: [&str; 3] = ["1.", "a)", "i)"];

/// What is said of a level or of the last above it, or else what is common.
fn at<'a>(said: &'a [Name], common: [&'a str; 3], level: usize) -> &'a str {
    let said = said.get(level).or(said.last()).map(|pattern| pattern.as_str());
    said.unwrap_or(common[level.min(common.len() - 1)])
}
