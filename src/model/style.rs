//! `style.toml`: a house style, which makes one council's papers look like that council's.
//!
//! What a paper says comes from its own file; where each thing stands, what it is called and how it
//! looks comes from here. A style is a folder; nothing in it needs this program to be rebuilt.

use crate::load::record::{choice, record};
use crate::load::{Entries, Name, Prose};

pub use self::look::{Align, Colour, Length, Look};

mod look;

record! {
    /// A house style.
    pub struct Style("a house style") {
        /// Always `style`.
        pub kind: Name,
        /// The name of the style, as `papers styles` lists it.
        pub name: Name,
        /// One sentence on whose papers it is for.
        pub summary: Name,
        /// The sheet and what repeats on each.
        pub page: Page,
        /// The words that the program itself says.
        pub labels: Labels,
        /// How sections and paragraphs are numbered.
        pub numbering: Numbering,
        /// How lists are marked.
        pub lists: Lists,
        /// The form of a date, as `strftime` writes it, with `%o` for the day as an ordinal.
        pub date: Name,
        /// The front-matter fields that a paper may or must give.
        pub field: Vec<Field>,
        /// The sections that the style knows by name.
        pub section: Vec<StyleSection>,
        /// What stands on the paper, in order.
        pub part: Vec<Part>,
        /// How things look, by the name of the thing: `body`, `title`, `heading-2`, `table`, `quotation`, or any
        /// `role` of a part. What is not said is as the common look has it.
        pub look: Entries<Look>,
        /// What its agendas say.
        pub agenda: Option<AgendaStyle>,
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
    /// An item or a notice that stands on every agenda.
    pub struct Standing("a standing item") {
        /// The name that a meeting gives in `standing`.
        pub id: Name,
        /// Its title.
        pub title: Prose,
        /// What it says: Markdown with `{{ … }}`.
        pub text: Option<Prose>,
        /// Whether it is a notice to those who come rather than an item of business.
        pub notice: bool = false,
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
        /// What stands at the foot of every page, left of the page number.
        pub footer: Option<Prose>,
        /// How the page number is written, around `{{ page }}` and `{{ pages }}`.
        pub number: Option<Prose>,
    }
}

record! {
    /// The words that the program itself says.
    pub struct Labels("the labels") {
        /// Before the number in a reference to a paragraph.
        pub paragraph: Name,
        /// Before the number in a reference to a section.
        pub section: Name,
        /// Before the number of an appendix.
        pub appendix: Name,
        /// Before the number in a reference to a recommendation.
        pub recommendation: Name,
    }
}

record! {
    /// How sections and paragraphs are numbered. A pattern has one of `1`, `a`, `A`, `i`, `I` where the number goes.
    pub struct Numbering("the numbering") {
        /// The pattern of the top sections' numbers; none where left out.
        pub sections: Option<Name>,
        /// How paragraphs count.
        pub paragraphs: ParagraphNumbers,
        /// The pattern of a paragraph's number where paragraphs count continuously.
        pub pattern: Option<Name>,
    }
}

choice! {
    /// How paragraphs count.
    pub enum ParagraphNumbers("\"continuous\", \"by-section\" or \"none\"") {
        /// 1, 2, 3 … through the whole paper.
        Continuous = "continuous",
        /// 4.1, 4.2 … in section 4.
        BySection = "by-section",
        /// Not at all.
        None = "none",
    }
}

record! {
    /// How lists are marked, from the outermost level in; the last holds for all deeper ones.
    pub struct Lists("the lists") {
        /// The markers of bullet lists.
        pub bullets: Vec<Name>,
        /// The patterns of numbered lists.
        pub ordered: Vec<Name>,
    }
}

record! {
    /// A front-matter field.
    pub struct Field("a field") {
        /// Its key under `[front]`.
        pub name: Name,
        /// What stands before or above its value.
        pub label: Name,
        /// What kind of value it takes.
        pub value: FieldValue = FieldValue::Text,
        /// Whether a paper must give it.
        pub required: bool = false,
    }
}

choice! {
    /// What kind of value a field takes.
    pub enum FieldValue("\"text\", \"date\" or \"truth\"") {
        /// Prose on one line or more.
        Text = "text",
        /// A date.
        Date = "date",
        /// `true` or `false`, printed as yes or no.
        Truth = "truth",
    }
}

record! {
    /// A section that the style knows by name.
    pub struct StyleSection("a section of the style") {
        /// The name a paper's section gives in `id`.
        pub id: Name,
        /// The heading, where the paper gives none.
        pub heading: Name,
        /// Whether a paper must have it.
        pub required: bool = false,
        /// Whether its paragraphs are numbered.
        pub numbered: bool = true,
    }
}

record! {
    /// Something that stands on the paper.
    pub struct Part("a part") {
        /// What it is.
        pub kind: PartKind,
        /// A heading above it.
        pub heading: Option<Prose>,
        /// The level of that heading; the title is level 1.
        pub level: u8 = 2,
        /// The look of the whole, by name.
        pub role: Option<Name>,
        /// The fields it shows, for `fields`.
        pub fields: Vec<Name>,
        /// The wording, for `text`; what leads in, for `recommendations`.
        pub text: Option<Prose>,
        /// The section it shows, for `section`.
        pub section: Option<Name>,
        /// The pattern of its items' labels, for `recommendations`.
        pub marker: Option<Name>,
        /// What stands there when there is nothing to show; without it the part is left out.
        pub empty: Option<Prose>,
    }
}

choice! {
    /// What a part is.
    pub enum PartKind("a kind of part") {
        /// Some front-matter fields, as a form of labels and values.
        Fields = "fields",
        /// Wording of the style.
        Text = "text",
        /// The title of the paper.
        Title = "title",
        /// The recommendations.
        Recommendations = "recommendations",
        /// One section that the style knows by name.
        Section = "section",
        /// All sections that have no part of their own.
        Sections = "sections",
        /// The list of appendices.
        Appendices = "appendices",
        /// The list of background papers.
        BackgroundPapers = "background-papers",
        /// Whom to ask.
        Contacts = "contacts",
        /// A new page.
        PageBreak = "page-break",
    }
}
