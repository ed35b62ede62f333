//! `report.toml`: a paper for a committee.

use super::accepted::Accepted;
use super::exempt::{Confidential, Exempt};
use crate::read::date::Date;
use crate::read::record::record;
use crate::read::{Entries, FileKind, Name, Placed, Prose, Value};

record! {
    /// A paper.
    pub struct Report("a paper") {
        /// Always `report`.
        pub kind: Placed<FileKind>,
        /// The title, as on the agenda and in the file's properties.
        pub title: Prose,
        /// The committee that receives it.
        pub committee: Prose,
        /// The day of the meeting.
        pub meeting: Placed<Date>,
        /// The day that figures are as at, where that is not the day of the meeting.
        pub as_at: Option<Placed<Date>>,
        /// A house style other than the council's.
        pub style: Option<Name>,
        /// A variant of the house style, such as `accessible`.
        pub variant: Option<Name>,
        /// The language of the paper where it is not the council's, as a BCP 47 tag.
        pub language: Option<Name>,
        /// Data that the prose may use: a name, and the file that it stands for.
        pub sources: Entries<Name>,
        /// The front-matter fields of the house style.
        pub front: Entries<Value>,
        /// What the committee is asked to resolve.
        pub recommendation: Vec<Recommendation>,
        /// The body.
        pub section: Vec<Section>,
        /// The appendices, in order.
        pub appendix: Vec<Appendix>,
        /// The background papers that the report lists.
        pub background_paper: Vec<BackgroundPaper>,
        /// The people to ask about it.
        pub contact: Vec<Contact>,
        /// Why the whole paper is exempt.
        pub exempt: Option<Exempt>,
        /// Why the whole paper is confidential.
        pub confidential: Option<Confidential>,
        /// Why the public interest is in withholding the paragraphs that the prose marks as exempt.
        pub exempt_reason: Option<Prose>,
        /// The figures from withheld sources that everyone may read, as prose names them: `plan.progress`.
        pub open_figures: Vec<Name>,
        /// Findings that the author accepts.
        pub accept: Vec<Accepted>,
    }
}

record! {
    /// One resolution that the committee is asked to pass.
    pub struct Recommendation("a recommendation") {
        /// The wording, after the lead-in of the house style.
        pub text: Prose,
        /// A name that references can use.
        pub label: Option<Name>,
    }
}

record! {
    /// A section of the body.
    pub struct Section("a section") {
        /// The house style's name for it, where the style has a place for it.
        pub id: Option<Name>,
        /// The heading; may be left out where the house style has one for this `id`.
        pub heading: Option<Prose>,
        /// A name that references can use.
        pub label: Option<Name>,
        /// Whether its paragraphs are numbered; where left out, the house style decides.
        pub numbered: Option<bool>,
        /// The prose: Markdown with `{{ … }}`.
        pub text: Option<Prose>,
        /// The further columns beside it, where the house style has a table of sections: `beside.sign-off = "…"`.
        pub beside: Entries<Value>,
        /// Sections inside this one.
        pub section: Vec<Section>,
        /// Why the section, and everything in it, is exempt.
        pub exempt: Option<Exempt>,
        /// Why the section, and everything in it, is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// An appendix: made from data, a file from outside, or only named.
    pub struct Appendix("an appendix") {
        /// The title, as the list of appendices prints it.
        pub title: Prose,
        /// A name that references can use.
        pub label: Option<Name>,
        /// The data file that it is made from.
        pub source: Option<Name>,
        /// The file that it consists of.
        pub file: Option<Name>,
        /// Why it is exempt.
        pub exempt: Option<Exempt>,
        /// Why it is confidential.
        pub confidential: Option<Confidential>,
    }
}

record! {
    /// A document that the paper relies on (Local Government Act 1972, section 100D).
    pub struct BackgroundPaper("a background paper") {
        /// The title, as the list of background papers prints it.
        pub title: Prose,
        /// Where it can be read.
        pub url: Option<Name>,
    }
}

record! {
    /// Someone to ask about the paper.
    pub struct Contact("a contact") {
        /// Their role for this paper, for example `Report author`.
        pub role: Name,
        /// Their name.
        pub name: Name,
        /// Their job title.
        pub job_title: Option<Name>,
        /// Their telephone number.
        pub telephone: Option<Name>,
        /// Their e-mail address.
        pub email: Option<Name>,
    }
}
