//! `reference/law/NAME.toml`: what the law of a jurisdiction requires of councils that withhold matter or publish
//! late.
//!
//! When the law changes, such a file changes. [`derive::exempt`](crate::derive::exempt) words what papers say of it,
//! in each language.

use super::exempt::{Confidential, Exempt, Paragraph};
use crate::diag::{Diagnostic, Rule};
use crate::language::{COMMON, Language};
use crate::model::withholds::Withholds;
use crate::read::date::Date;
use crate::read::record::{choice, record};
use crate::read::{Entries, FileKind, Name, Placed, Prose};

record! {
    /// The law of a jurisdiction.
    pub struct Law("the law of a jurisdiction") {
        /// Always `law`.
        pub kind: Placed<FileKind>,
        /// The jurisdiction, as messages name it.
        pub name: Name,
        /// The name of the Act, by the tags of languages.
        pub act: Entries<Name>,
        /// The name of the Schedule that describes exempt information, by the tags of languages.
        pub schedule: Entries<Name>,
        /// The part of the Schedule.
        pub part: Option<Name>,
        /// The clear days of notice that a meeting needs, by period, from the earliest law to the present one.
        pub notice: Vec<Period>,
        /// Whether the built-in bank holidays are those of the jurisdiction.
        pub bank_holidays: bool = true,
        /// The section under which a meeting resolves to exclude the public.
        pub exclusion: Name,
        /// The section under which it must exclude the public, for confidential information.
        pub must_exclude: Name,
        /// The section under which a late item may be taken.
        pub urgency: Name,
        /// The section that defines confidential information.
        pub confidential: Name,
        /// The descriptions of exempt information, in the Act's order.
        pub category: Vec<Category>,
        /// Words of a reason that name who or what forbids disclosure, as is needed for confidential information.
        pub forbidding: Vec<Name>,
        /// Words of a reason that describe exempt information instead.
        pub describing: Vec<Name>,
        /// Duties to say something, and in which words.
        pub duty: Vec<Duty>,
    }
}

record! {
    /// The notice that a meeting needs, and since when.
    pub struct Period("a period of notice") {
        /// The number of clear days between publication and meeting.
        pub clear_days: u8,
        /// The day on which it came into force: the law on the day of a meeting applies to it.
        pub since: Date,
        /// The provision that says so.
        pub citation: Name,
    }
}

impl Law {
    /// The notice that a meeting on a day needs, if the law has any.
    pub(crate) fn notice_on(&self, day: Date) -> Option<&Period> {
        let in_force = self.notice.iter().filter(|period| period.since <= day);
        in_force.max_by_key(|period| period.since)
    }

    /// The clear days of notice that a meeting on a day needs; 0 where the law has none.
    pub(crate) fn clear_days_on(&self, day: Date) -> u16 {
        self.notice_on(day).map_or(0, |period| period.clear_days.into())
    }
}

record! {
    /// A description of exempt information.
    pub struct Category("a description of exempt information") {
        /// The number of its paragraph.
        pub paragraph: Placed<Paragraph>,
        /// Its subject in few words, for messages.
        pub short: Name,
        /// The description, by the tags of languages.
        pub text: Entries<Name>,
        /// Whether it is exempt only while the public interest is in withholding it.
        pub public_interest: bool = true,
        /// When it applies, where that is not always.
        pub only: Option<Name>,
    }
}

record! {
    /// A duty to say something else, to say more, or never to say it. Phrases are in small letters.
    pub struct Duty("a duty") {
        /// The rule that reports it.
        pub rule: DutyRule,
        /// The day on which it came into force: the law on the day of a paper applies to it.
        pub since: Date,
        /// The last day on which it was in force.
        pub until: Option<Date>,
        /// The provision that says so.
        pub citation: Name,
        /// Where its phrases are looked for.
        pub within: Within = Within::Text,
        /// Phrases that bring a paragraph under the duty.
        pub says: Vec<Name>,
        /// Phrases, one of which the paragraph must have as well; without any, `says` is enough.
        pub with: Vec<Name>,
        /// Phrases that take the paragraph out of the duty again.
        pub unless: Vec<Name>,
        /// Phrases, one of which some paragraph must have; without any, the paper should not say this at all.
        pub needs: Vec<Name>,
        /// Phrases, one of which that paragraph must have as well.
        pub beside: Vec<Name>,
        /// Whether that paragraph must give a day.
        pub dated: bool = false,
        /// The clear days by which that day must be before the paper's.
        pub clear_days: Option<u16>,
        /// Phrases anywhere in the paper that lift the duty.
        pub excuses: Vec<Name>,
        /// The message of the finding.
        pub message: Name,
        /// The hint of the finding: what to write instead.
        pub hint: Name,
    }
}

choice! {
    /// The rule of a duty.
    pub enum DutyRule("\"key-decision\", \"confidential-exempt\" or \"exempt-background-paper\"") {
        /// A key decision without its particulars.
        KeyDecision = "key-decision",
        /// Exempt matter that is called confidential.
        ConfidentialExempt = "confidential-exempt",
        /// A background paper that is exempt.
        ExemptBackgroundPaper = "exempt-background-paper",
    }
}

choice! {
    /// Where the phrases of a duty are looked for.
    pub enum Within("\"text\" or \"background-papers\"") {
        /// In paragraphs and front-matter fields.
        Text = "text",
        /// In the list of background papers.
        BackgroundPapers = "background-papers",
    }
}

impl Duty {
    /// Whether it is in force on a day.
    pub(crate) fn is_in_force(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl DutyRule {
    /// The rule of the program that it names.
    pub(crate) fn rule(self) -> Rule {
        match self {
            Self::KeyDecision => Rule::KeyDecision,
            Self::ConfidentialExempt => Rule::ConfidentialExempt,
            Self::ExemptBackgroundPaper => Rule::ExemptBackgroundPaper,
        }
    }
}

/// Words of the law in a language; in English where the law lacks that language.
pub(crate) fn said<'l>(words: &'l Entries<Name>, language: &Language) -> &'l str {
    let words = words.get(&language.tag).or_else(|| words.get(COMMON));
    words.map_or("", |words| words.as_str())
}

impl Law {
    /// The description in a paragraph.
    pub(crate) fn category(&self, paragraph: Paragraph) -> Option<&Category> {
        self.category.iter().find(|category| category.paragraph.value == paragraph)
    }

    /// Whether a paragraph applies only while the public interest is in withholding.
    pub(crate) fn is_tested(&self, paragraph: Paragraph) -> bool {
        self.category(paragraph).is_none_or(|category| category.public_interest)
    }

    /// Reports what is wrong with the grounds on which something is withheld.
    pub(crate) fn check(&self, record: &dyn Withholds) -> Vec<Diagnostic> {
        let (exempt, confidential) = record.given();
        let both = exempt.as_ref().filter(|_| confidential.is_some()).map(|exempt| {
            Diagnostic::error(exempt.place, "this is said to be both exempt and confidential")
                .hint("confidential information may never be disclosed, so keep only `confidential` if that is true")
        });
        let reasons = exempt.iter().filter_map(|exempt| exempt.reason.as_ref());
        let reasons = reasons.chain(confidential.iter().map(|confidential| &confidential.reason));
        let exempt = exempt.iter().flat_map(|exempt| self.check_exempt(exempt));
        let own = confidential.as_ref().and_then(|own| self.check_confidential(own));
        both.into_iter().chain(exempt).chain(own).chain(reasons.filter_map(check_reason)).collect()
    }

    /// Reports a reason for confidentiality that names nobody who forbids disclosure, and describes exempt
    /// information.
    fn check_confidential(&self, confidential: &Confidential) -> Option<Diagnostic> {
        let small = confidential.reason.text.to_lowercase();
        let has = |words: &[Name]| words.iter().any(|word| small.contains(&word.value));
        (has(&self.describing) && !has(&self.forbidding)).then(|| {
            let (english, section) = (Language::common(), &self.confidential.value);
            let message = format!(
                "this reason describes exempt information: confidential is only what a government department, an enactment or \
                 a court forbids to disclose (section {section})"
            );
            let schedule = said(&self.schedule, &english);
            Diagnostic::of(Rule::ConfidentialExempt, confidential.place, message).hint(format!(
                "name who forbids it; or write `exempt = {{ paragraphs = […], reason = \"…\" }}` with the paragraphs of {schedule}"
            ))
        })
    }

    /// Reports paragraphs that describe nothing, and missing reasons.
    fn check_exempt(&self, exempt: &Exempt) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if exempt.paragraphs.is_empty() {
            let error = Diagnostic::error(
                exempt.place,
                "this does not say which paragraph makes it exempt",
            );
            // A number that is only an example would be taken over as the ground.
            let hint = "write between the brackets the number of the paragraph that describes it";
            problems.push(error.hint(hint).hint(self.all()));
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

    /// The message for a paragraph number that does not exist; `None` for one that does.
    pub(crate) fn check_number(&self, number: Paragraph) -> Option<String> {
        self.category(number).is_none().then(|| {
            let english = Language::common();
            let part = self.part.as_ref().map(|part| format!(" of Part {}", part.value));
            let schedule = said(&self.schedule, &english);
            let part = part.unwrap_or_default();
            format!("paragraph {number}{part} of {schedule} does not describe exempt information")
        })
    }

    /// All paragraphs with their subjects, as a hint to choose from.
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

/// Reports a reason that cannot be printed as it is: a placeholder left in its place, or text that names a figure of
/// the data, which the public agenda would print with its braces.
pub(crate) fn check_reason(reason: &Prose) -> Option<Diagnostic> {
    let text = reason.text.trim();
    if text.to_lowercase().starts_with("[insert") && text.ends_with(']') {
        let message = format!("`{text}` was left in place of the reason");
        return Some(Diagnostic::error(reason.place, message)
            .hint("write the reason, which the public agenda prints, so that it must not reveal what is withheld; or take the key away if everyone may read this"));
    }
    let braces = ["{{", "{%"].iter().any(|open| text.contains(open));
    braces.then(|| {
        Diagnostic::error(
            reason.place,
            "no figure can be named in a reason, so that the braces would be printed",
        )
        .hint("write the words themselves; they must not reveal what is withheld")
    })
}
