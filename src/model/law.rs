//! `reference/law/NAME.toml`: what the law of a jurisdiction asks of councils that withhold matter or publish late.
//!
//! A change of the law is a change of such a file. What papers say of it, in which language, is left to
//! [`derive::exempt`](crate::derive::exempt).

use super::exempt::{Confidential, Exempt, Paragraph};
use crate::diag::Diagnostic;
use crate::language::{COMMON, Language};
use crate::read::record::record;
use crate::read::{Entries, FileKind, Name, Placed, Prose};

record! {
    /// The law of a jurisdiction.
    pub struct Law("the law of a jurisdiction") {
        /// Always `law`.
        pub kind: Placed<FileKind>,
        /// The jurisdiction, as messages name it.
        pub name: Name,
        /// The Act, by the tags of languages.
        pub act: Entries<Name>,
        /// The Schedule to it that describes exempt information, likewise.
        pub schedule: Entries<Name>,
        /// The part of the Schedule.
        pub part: Option<Name>,
        /// The clear days of notice that a meeting needs.
        pub clear_days: u8,
        /// Whether the bank holidays that are built in are those of the jurisdiction.
        pub bank_holidays: bool = true,
        /// The section under which a meeting resolves to exclude the public.
        pub exclusion: Name,
        /// The section under which it must, for confidential information.
        pub must_exclude: Name,
        /// The section under which a late item may be taken.
        pub urgency: Name,
        /// The section that says what is confidential.
        pub confidential: Name,
        /// The descriptions of exempt information, in the Act's order.
        pub category: Vec<Category>,
    }
}

record! {
    /// A description of exempt information.
    pub struct Category("a description of exempt information") {
        /// The number of its paragraph.
        pub paragraph: Placed<Paragraph>,
        /// What it is about, in few words, for messages.
        pub short: Name,
        /// The description, by the tags of languages.
        pub text: Entries<Name>,
        /// Whether it is exempt only while the public interest is in withholding it.
        pub public_interest: bool = true,
        /// When it applies, where that is not always.
        pub only: Option<Name>,
    }
}

/// Words of the law in a language; in the common one where the law has none in it.
pub(crate) fn said<'l>(words: &'l Entries<Name>, language: &Language) -> &'l str {
    let words = words.get(&language.tag).or_else(|| words.get(COMMON));
    words.map_or("", |words| words.as_str())
}

impl Law {
    /// The description of that paragraph.
    pub(crate) fn category(&self, paragraph: Paragraph) -> Option<&Category> {
        self.category.iter().find(|category| category.paragraph.value == paragraph)
    }

    /// Whether a paragraph holds only while the public interest is in withholding.
    pub(crate) fn is_tested(&self, paragraph: Paragraph) -> bool {
        self.category(paragraph).is_none_or(|category| category.public_interest)
    }

    /// Raises what is wrong with the grounds on which something is withheld.
    pub(crate) fn check(
        &self,
        exempt: &Option<Exempt>,
        confidential: &Option<Confidential>,
    ) -> Vec<Diagnostic> {
        let both = exempt.as_ref().filter(|_| confidential.is_some()).map(|exempt| {
            Diagnostic::error(exempt.place, "this is said to be both exempt and confidential")
                .hint("confidential information may never be disclosed, so keep only `confidential` if that is true")
        });
        let reasons = exempt.iter().filter_map(|exempt| exempt.reason.as_ref());
        let reasons = reasons.chain(confidential.iter().map(|confidential| &confidential.reason));
        let exempt = exempt.iter().flat_map(|exempt| self.check_exempt(exempt));
        both.into_iter().chain(exempt).chain(reasons.filter_map(note_in)).collect()
    }

    /// Raises paragraphs that describe nothing, and reasons that are missing.
    fn check_exempt(&self, exempt: &Exempt) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if exempt.paragraphs.is_empty() {
            let error = Diagnostic::error(
                exempt.place,
                "this does not say which paragraph makes it exempt",
            );
            let first = self.category.first();
            let example =
                first.map(|first| format!("write `paragraphs = [{}]`", first.paragraph.value));
            problems.push(example.into_iter().fold(error, Diagnostic::hint).hint(self.all()));
        }
        for number in &exempt.paragraphs {
            problems.extend(
                self.check_number(number.value)
                    .map(|message| Diagnostic::error(number.place, message).hint(self.all())),
            );
        }
        let blank = exempt.reason.as_ref().is_none_or(|reason| reason.is_blank());
        if blank && exempt.paragraphs.iter().any(|number| self.is_tested(number.value)) {
            problems.push(
                Diagnostic::error(exempt.place, "this does not say why the public interest is in withholding it")
                    .hint("add `reason = \"…\"`; the public agenda prints it, so it must not reveal what is withheld"),
            );
        }
        problems
    }

    /// What is wrong with the number of a paragraph.
    pub(crate) fn check_number(&self, number: Paragraph) -> Option<String> {
        self.category(number).is_none().then(|| {
            let english = Language::common();
            let part = self.part.as_ref().map(|part| format!(" of Part {}", part.value));
            let schedule = said(&self.schedule, &english);
            let part = part.unwrap_or_default();
            format!("paragraph {number}{part} of {schedule} does not describe exempt information")
        })
    }

    /// All descriptions, to choose from.
    pub(crate) fn all(&self) -> String {
        let each = self.category.iter().map(|category| {
            let only = category.only.as_ref().map(|only| format!(", {}", only.value));
            let only = only.unwrap_or_default();
            format!("{} ({}{only})", category.paragraph.value, category.short.value)
        });
        let each: Vec<_> = each.collect();
        format!("the paragraphs are {}", Language::common().lists.list(&each))
    }
}

/// Raises a note that asks for a reason and was left in its place: nothing may be published on such grounds.
fn note_in(reason: &Prose) -> Option<Diagnostic> {
    let text = reason.text.trim();
    let asks = text.to_lowercase().starts_with("[insert") && text.ends_with(']');
    asks.then(|| {
        Diagnostic::error(reason.place, format!("`{text}` was left in place of the reason"))
            .hint("write the reason, which the public agenda prints, so that it must not reveal what is withheld; or take the key away if everyone may read this")
    })
}
