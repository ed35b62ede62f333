//! `inspection.toml`: an inspection, its re-visits, and the areas of weakness that were found.

use crate::read::date::Date;
use crate::read::record::{choice, record};
use crate::read::{Entries, Name, Placed};

record! {
    /// An inspection of a local area and what became of it.
    pub struct Inspection("an inspection") {
        /// Always `inspection`.
        pub kind: Name,
        /// The framework inspected under.
        pub framework: Name,
        /// The inspection, then each re-visit, in the order held.
        pub visit: Vec<Visit>,
        /// The areas of weakness, in the inspectors' order.
        pub weakness: Vec<Weakness>,
    }
}

record! {
    /// One visit by inspectors.
    pub struct Visit("a visit") {
        /// What judgements call it, for example `re-visit`.
        pub name: Name,
        /// The first day on site.
        pub start: Placed<Date>,
        /// The last day on site.
        pub end: Placed<Date>,
        /// When the letter or report was published.
        pub published: Option<Placed<Date>>,
    }
}

record! {
    /// An area of significant weakness.
    pub struct Weakness("an area of weakness") {
        /// The inspectors' number for it.
        pub id: Placed<i64>,
        /// A short name for tables, where the text is long.
        pub title: Option<Name>,
        /// What was found to be weak.
        pub text: Name,
        /// What each visit judged of it, by the visit's name.
        pub judgement: Entries<Placed<Judgement>>,
        /// The key findings on it.
        pub findings: Vec<Name>,
    }
}

choice! {
    /// Whether a local area has made enough progress on a weakness.
    pub enum Judgement("\"sufficient\" or \"not-sufficient\"") {
        /// Sufficient progress.
        Sufficient = "sufficient",
        /// Not sufficient progress.
        NotSufficient = "not-sufficient",
    }
}
