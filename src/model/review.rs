//! `review.toml`: one monitoring review of one plan, and `brief.toml`: a brief on it for members.

use super::accepted::Accepted;
use super::exempt::{Confidential, Exempt};
use crate::read::date::Date;
use crate::read::record::record;
use crate::read::{FileKind, Line, Name, Placed};

record! {
    /// A review of an action plan by those who monitor it.
    pub struct Review("a review") {
        /// Always `review`.
        pub kind: Placed<FileKind>,
        /// The plan reviewed, as a file.
        pub plan: Name,
        /// Its name, for example `Six-month review`.
        pub name: Name,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// The day it was held, which is the day of all figures.
        pub held: Placed<Date>,
        /// The day from which movement is measured, such as that of the last review.
        pub since: Placed<Date>,
        /// The day of the letter or report that followed.
        pub letter: Option<Placed<Date>>,
        /// The people or bodies that held the review.
        pub reviewers: Vec<Line>,
        /// What the committee is asked to do.
        pub asks: Vec<Line>,
        /// What the reviewers concluded.
        pub conclusions: Vec<Line>,
        /// What encouraged the reviewers.
        pub encouraged: Vec<Line>,
        /// Comments on areas of the plan.
        pub comment: Vec<Comment>,
        /// What the next review will look at.
        pub focus_next: Vec<Line>,
        /// The day of the next review.
        pub next: Option<Placed<Date>>,
        /// Why the whole review is exempt.
        pub exempt: Option<Exempt>,
        /// Why the whole review is confidential.
        pub confidential: Option<Confidential>,
        /// Findings that the author accepts.
        pub accept: Vec<Accepted>,
    }
}

record! {
    /// A comment of the reviewers on one area of the plan.
    pub struct Comment("a comment on an area") {
        /// The area's `id` in the plan.
        pub area: Name,
        /// The comment itself.
        pub text: Line,
    }
}

record! {
    /// A brief of two pages on a review, for members.
    pub struct Brief("a brief for members") {
        /// Always `brief`.
        pub kind: Placed<FileKind>,
        /// The review, as a file.
        pub review: Name,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// What members are asked to do.
        pub asks: Vec<Line>,
        /// Questions worth asking, before those that the figures raise.
        pub questions: Vec<Line>,
        /// Why the whole brief is exempt.
        pub exempt: Option<Exempt>,
        /// Why the whole brief is confidential.
        pub confidential: Option<Confidential>,
        /// Findings that the author accepts.
        pub accept: Vec<Accepted>,
    }
}
