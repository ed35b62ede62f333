//! The parts of a paper, in order, and the sections that a house style knows by name.

use super::{FieldColumn, Length};
use crate::read::record::{choice, record};
use crate::read::{Name, Prose};

record! {
    /// A section that the style knows by name.
    pub struct StyleSection("a section of the style") {
        /// The name that a paper's section gives as its `id`.
        pub id: Name,
        /// The heading, where the paper gives none.
        pub heading: Name,
        /// Whether a paper must have it.
        pub required: bool = false,
        /// Whether a paper without it is reported, but built.
        pub expected: bool = false,
        /// Whether it and its paragraphs are numbered.
        pub numbered: bool = true,
        /// The text where a paper does not have it; where left out, the section is not printed.
        pub empty: Option<Prose>,
    }
}

record! {
    /// A part of a paper.
    pub struct Part("a part") {
        /// The kind of part.
        pub kind: PartKind,
        /// Whether every paper is expected to give it, as `recommendations` that a committee is asked to make.
        pub expected: bool = false,
        /// A heading above it.
        pub heading: Option<Prose>,
        /// The level of that heading; the title is level 1, and 0 makes it a line of its own that is not a heading.
        pub level: u8 = 2,
        /// Whether its heading is numbered as a section, and its paragraphs as paragraphs.
        pub numbered: bool = false,
        /// The look of the whole, by name.
        pub role: Option<Name>,
        /// It is printed only if the paper gives this: a field, or `recommendations`, `appendices`,
        /// `background-papers`, `contacts`, or `withheld` for a paper that is withheld.
        pub when: Option<Name>,
        /// It is printed only if the paper does not give this.
        pub unless: Option<Name>,
        /// Its layout, where there is a choice.
        pub layout: Option<Layout>,
        /// The fields it shows.
        pub fields: Vec<Name>,
        /// The text, for `text`, which may be a heading alone; the lead-in, for lists.
        pub text: Option<Prose>,
        /// The section it shows, for `section`.
        pub section: Option<Name>,
        /// The sections inside that one, in the style's order.
        pub sections: Vec<Name>,
        /// The pattern of its items' labels.
        pub marker: Option<Name>,
        /// The text between an appendix's number and its title; `: ` where left out.
        pub separator: Option<Name>,
        /// The columns' shares of the width; 0 for as wide as the words.
        pub columns: Vec<f64>,
        /// The columns of a table of sections, with headings: `heading` and `text` are the sections' own, any other
        /// is a key that a section gives under `beside`. Where left out, the table has those two and no headings.
        pub column: Vec<FieldColumn>,
        /// The cells of a `grid`, row by row.
        pub cell: Vec<PartCell>,
        /// The picture of an `image`, in the style's folder.
        pub file: Option<Name>,
        /// A description of the picture; without one, screen readers skip it.
        pub alternative: Option<Name>,
        /// The width of the picture.
        pub width: Option<Length>,
        /// The text where there is nothing to print; where left out, the part is not printed.
        pub empty: Option<Prose>,
    }
}

record! {
    /// A cell of a grid: the title, a text, fields or a picture.
    pub struct PartCell("a cell") {
        /// The look of the cell, by name.
        pub role: Option<Name>,
        /// It is empty unless the paper gives this.
        pub when: Option<Name>,
        /// It is empty when the paper gives this.
        pub unless: Option<Name>,
        /// Whether it has the title of the paper.
        pub title: bool = false,
        /// The text.
        pub text: Option<Prose>,
        /// The fields it shows.
        pub fields: Vec<Name>,
        /// The layout of the fields.
        pub layout: Option<Layout>,
        /// The picture, in the style's folder.
        pub file: Option<Name>,
        /// A description of the picture; without one, screen readers skip it.
        pub alternative: Option<Name>,
        /// The width of the picture.
        pub width: Option<Length>,
    }
}

choice! {
    /// A kind of part.
    pub enum PartKind("a kind of part") {
        /// Some front-matter fields.
        Fields = "fields",
        /// A text of the style.
        Text = "text",
        /// A grid of cells with texts, fields or pictures.
        Grid = "grid",
        /// A picture.
        Image = "image",
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
        /// The contacts.
        Contacts = "contacts",
        /// A horizontal rule.
        Rule = "rule",
        /// A page break.
        PageBreak = "page-break",
    }
}

choice! {
    /// A layout of a part.
    pub enum Layout("a layout") {
        /// A table with a label and a value in each row.
        Form = "form",
        /// A table with two labels and two values in each row.
        Pairs = "pairs",
        /// A table with the labels above and the values below.
        Columns = "columns",
        /// Lines of their own: label, colon, value.
        Lines = "lines",
        /// Lines of their own: values without labels.
        Values = "values",
        /// A table with a tick at each option that was chosen.
        Ticks = "ticks",
        /// A list.
        List = "list",
        /// Paragraphs, which are numbered in a numbered part.
        Paragraphs = "paragraphs",
        /// A table with a section in each row.
        Table = "table",
    }
}
