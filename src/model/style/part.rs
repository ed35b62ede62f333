//! What stands on a paper, in order, and the sections that a house style knows by name.

use super::{FieldColumn, Length};
use crate::read::record::{choice, record};
use crate::read::{Name, Prose};

record! {
    /// A section that the style knows by name.
    pub struct StyleSection("a section of the style") {
        /// The name a paper's section gives in `id`.
        pub id: Name,
        /// The heading, where the paper gives none.
        pub heading: Name,
        /// Whether a paper must have it.
        pub required: bool = false,
        /// Whether a paper that does not have it is reported, and built all the same.
        pub expected: bool = false,
        /// Whether it and its paragraphs are numbered.
        pub numbered: bool = true,
        /// What stands there when a paper does not have it; without it the section is left out.
        pub empty: Option<Prose>,
    }
}

record! {
    /// Something that stands on the paper.
    pub struct Part("a part") {
        /// What it is.
        pub kind: PartKind,
        /// A heading above it.
        pub heading: Option<Prose>,
        /// The level of that heading; the title is level 1, and 0 makes it a line of its own that is no heading.
        pub level: u8 = 2,
        /// Whether the heading is numbered as sections are, and the paragraphs below it as paragraphs are.
        pub numbered: bool = false,
        /// The look of the whole, by name.
        pub role: Option<Name>,
        /// It stands there only when the paper gives this: a field, or `recommendations`, `appendices`,
        /// `background-papers`, `contacts` or `withheld`, which all papers give that say that they are withheld.
        pub when: Option<Name>,
        /// It stands there only when the paper does not give this.
        pub unless: Option<Name>,
        /// How it is laid out, where there is more than one way.
        pub layout: Option<Layout>,
        /// The fields it shows.
        pub fields: Vec<Name>,
        /// The wording, for `text`, which may be a heading alone; what leads in, for lists.
        pub text: Option<Prose>,
        /// The section it shows, for `section`.
        pub section: Option<Name>,
        /// The sections inside that one, in the style's order.
        pub sections: Vec<Name>,
        /// The pattern of its items' labels.
        pub marker: Option<Name>,
        /// What stands between an appendix's number and its title; `: ` where left out.
        pub separator: Option<Name>,
        /// The shares of the width that the columns have; 0 for as wide as the words.
        pub columns: Vec<f64>,
        /// The columns of a table of sections, with a head above each: `heading` and `text` are those of the sections,
        /// and any other takes what a section gives under `beside`. Without them the table has the two, and no head.
        pub column: Vec<FieldColumn>,
        /// The cells of a `grid`, row by row.
        pub cell: Vec<PartCell>,
        /// The picture of an `image`, in the style's folder.
        pub file: Option<Name>,
        /// What the picture shows; screen readers pass over one without it.
        pub alternative: Option<Name>,
        /// How wide the picture is.
        pub width: Option<Length>,
        /// What stands there when there is nothing to show; without it the part is left out.
        pub empty: Option<Prose>,
    }
}

record! {
    /// A cell of a grid: the title, wording, fields or a picture.
    pub struct PartCell("a cell") {
        /// The look of the cell, by name.
        pub role: Option<Name>,
        /// It is empty unless the paper gives this.
        pub when: Option<Name>,
        /// It is empty when the paper gives this.
        pub unless: Option<Name>,
        /// Whether the title of the paper stands in it.
        pub title: bool = false,
        /// The wording.
        pub text: Option<Prose>,
        /// The fields it shows.
        pub fields: Vec<Name>,
        /// How the fields are laid out.
        pub layout: Option<Layout>,
        /// The picture, in the style's folder.
        pub file: Option<Name>,
        /// What the picture shows; screen readers pass over one without it.
        pub alternative: Option<Name>,
        /// How wide the picture is.
        pub width: Option<Length>,
    }
}

choice! {
    /// What a part is.
    pub enum PartKind("a kind of part") {
        /// Some front-matter fields.
        Fields = "fields",
        /// Wording of the style.
        Text = "text",
        /// Cells beside and below one another: wording, fields or pictures.
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
        /// Whom to ask.
        Contacts = "contacts",
        /// A rule across the page.
        Rule = "rule",
        /// A new page.
        PageBreak = "page-break",
    }
}

choice! {
    /// How a part is laid out.
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
