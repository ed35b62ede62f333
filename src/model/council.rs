//! `council.toml`: the workspace of one council, and what holds for all of its papers.

use crate::read::record::{choice, record};
use crate::read::{Entries, Name};

record! {
    /// A council. Its file marks the root of a workspace; paths and reads never leave that folder.
    pub struct Council("a council") {
        /// Always `council`.
        pub kind: Name,
        /// The council's name, as papers print it.
        pub name: Name,
        /// The house style: a folder under the workspace's `styles/`, or one that is built in.
        pub style: Name,
        /// The variant of the house style, such as `accessible`, where a paper names none.
        pub variant: Option<Name>,
        /// Decides clear days and the categories of exempt information.
        pub jurisdiction: Jurisdiction = Jurisdiction::England,
        /// The scale on which papers print how actions stand: a file under the workspace's `scales/`, or one that is
        /// built in; `five-point` where left out.
        pub rag: Option<Name>,
        /// The language of the papers, as a BCP 47 tag.
        pub language: Option<Name>,
        /// How serious a rule's findings are, by the rule's name.
        pub check: Entries<Level>,
    }
}

choice! {
    /// The country whose local government law applies.
    pub enum Jurisdiction("\"england\" or \"wales\"") {
        /// Local Government Act 1972, Part VA, as it applies in England.
        England = "england",
        /// Local Government Act 1972, Part VA, as it applies in Wales.
        Wales = "wales",
    }
}

choice! {
    /// How serious the findings of a rule are.
    pub enum Level("\"error\", \"warning\" or \"off\"") {
        /// The paper is not built.
        Error = "error",
        /// The paper is built, and the finding shown.
        Warning = "warning",
        /// The rule is not applied.
        Off = "off",
    }
}
