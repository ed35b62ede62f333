//! What the law says about matter that is not for publication.
//!
//! In come the reasons that an author gave; out come the wording that stands in place of the matter,
//! the marking of restricted pages and the resolution to exclude the public. The descriptions of exempt
//! information are data. Removing what is withheld is left to [`withhold`](crate::withhold).

mod resolution;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::diag::Diagnostic;
use crate::language::Language;
use crate::model::council::Jurisdiction;
use crate::model::exempt::{Confidential, Exempt, Paragraph, Withheld};
use crate::read::Placed;

/// The descriptions of exempt information that ship with the program.
const BUILT_IN: &str = include_str!("../../data/reference/exempt.toml");

/// The Act that all of this comes from.
const ACT: &str = "the Local Government Act 1972";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "kind")]
    _kind: String,
    schedule: Vec<Schedule>,
}

/// The descriptions of exempt information in one country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    jurisdiction: String,
    /// The part of Schedule 12A that has them.
    pub part: u8,
    /// The descriptions, in the Act's order.
    pub category: Vec<Category>,
}

/// One description of exempt information.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Category {
    /// The number of its paragraph.
    #[serde(deserialize_with = "paragraph")]
    pub paragraph: Paragraph,
    /// What it is about, in few words.
    pub short: String,
    /// What it describes, in words that follow "information".
    pub text: String,
    /// Whether it is exempt only while the public interest is in withholding it.
    #[serde(default = "yes")]
    pub public_interest: bool,
    /// When it applies, where that is not always.
    #[serde(default)]
    pub only: Option<String>,
}

/// The number of a paragraph as the file writes it: text, since some have a letter.
fn paragraph<'de, D: Deserializer<'de>>(value: D) -> Result<Paragraph, D::Error> {
    let text = String::deserialize(value)?;
    text.parse().map_err(|()| D::Error::custom("this is no number of a paragraph"))
}

fn yes() -> bool {
    true
}

/// Why something is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grounds {
    /// It is exempt information.
    Exempt {
        /// The paragraphs that describe it, in order.
        paragraphs: Vec<Paragraph>,
        /// Why the public interest is in withholding it.
        reason: Option<String>,
    },
    /// It is confidential information.
    Confidential {
        /// What forbids its disclosure.
        reason: String,
    },
}

impl Grounds {
    /// The grounds that an author gave.
    pub fn of(withheld: Withheld<'_>) -> Self {
        match withheld {
            Withheld::Exempt(exempt) => Self::Exempt {
                paragraphs: numbers(&exempt.paragraphs),
                reason: exempt.reason.as_ref().map(|reason| reason.text.trim().to_owned()),
            },
            Withheld::Confidential(confidential) => {
                Self::Confidential { reason: confidential.reason.text.trim().to_owned() }
            }
        }
    }
}

/// The numbers of paragraphs, each once and in order.
fn numbers(paragraphs: &[Placed<Paragraph>]) -> Vec<Paragraph> {
    let numbers: BTreeSet<Paragraph> = paragraphs.iter().map(|number| number.value).collect();
    numbers.into_iter().collect()
}

impl Schedule {
    /// The descriptions that hold in a country.
    pub fn of(jurisdiction: Jurisdiction) -> &'static Self {
        static FILE: OnceLock<File> = OnceLock::new();
        let file = FILE.get_or_init(|| {
            toml::from_str(BUILT_IN)
                .expect("the file is part of the program, and a test reads every line of it")
        });
        let name = match jurisdiction {
            Jurisdiction::England => "england",
            Jurisdiction::Wales => "wales",
        };
        let found = file.schedule.iter().find(|schedule| schedule.jurisdiction == name);
        found.expect("both countries are in the file, and a test looks for them")
    }

    /// The description of that paragraph.
    pub fn category(&self, paragraph: Paragraph) -> Option<&Category> {
        self.category.iter().find(|category| category.paragraph == paragraph)
    }

    /// Raises what is wrong with the grounds on which something is withheld.
    pub fn check(
        &self,
        exempt: &Option<Exempt>,
        confidential: &Option<Confidential>,
    ) -> Vec<Diagnostic> {
        let both = exempt.as_ref().filter(|_| confidential.is_some()).map(|exempt| {
            Diagnostic::error(exempt.place, "this is said to be both exempt and confidential")
                .hint("confidential information may never be disclosed, so keep only `confidential` if that is true")
        });
        both.into_iter().chain(exempt.iter().flat_map(|exempt| self.check_exempt(exempt))).collect()
    }

    /// Raises paragraphs that describe nothing, and reasons that are missing.
    fn check_exempt(&self, exempt: &Exempt) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if exempt.paragraphs.is_empty() {
            problems.push(
                Diagnostic::error(
                    exempt.place,
                    "this does not say which paragraph makes it exempt",
                )
                .hint(format!("write `paragraphs = [{}]`", self.category[0].paragraph))
                .hint(self.all()),
            );
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
    pub fn check_number(&self, number: Paragraph) -> Option<String> {
        self.category(number).is_none().then(|| {
            format!("paragraph {number} of Part {} of Schedule 12A does not describe exempt information", self.part)
        })
    }

    /// All descriptions, to choose from.
    pub fn all(&self) -> String {
        let each = self.category.iter().map(|category| {
            let only = category.only.as_ref().map(|only| format!(", {only}")).unwrap_or_default();
            format!("{} ({}{only})", category.paragraph, category.short)
        });
        format!("the paragraphs are {}", Language::common().lists.list(&each.collect::<Vec<_>>()))
    }

    /// Whether a paragraph holds only while the public interest is in withholding.
    fn is_tested(&self, paragraph: Paragraph) -> bool {
        self.category(paragraph).is_none_or(|category| category.public_interest)
    }

    /// Where the paragraphs are: "paragraphs 1 and 3 of Part 1 of Schedule 12A to the … Act 1972".
    pub fn citation(&self, paragraphs: &[Paragraph]) -> String {
        format!("{} of Part {} of Schedule 12A to {ACT}", listed(paragraphs), self.part)
    }

    /// What the paragraphs describe: "information about …; information likely to …".
    pub fn description(&self, paragraphs: &[Paragraph]) -> String {
        let each: Vec<_> = paragraphs
            .iter()
            .filter_map(|number| Some(format!("information {}", self.category(*number)?.text)))
            .collect();
        each.join("; ")
    }

    /// What matter is, after "Not for publication": which paragraphs make it exempt, and what they describe.
    pub fn marking(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                format!("{}: {}", self.cited(grounds), self.description(paragraphs))
            }
            Grounds::Confidential { .. } => self.cited(grounds),
        }
    }

    /// The same without the descriptions.
    fn cited(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                format!("exempt information under {}", self.citation(paragraphs))
            }
            Grounds::Confidential { .. } => {
                format!("confidential information under section 100A of {ACT}")
            }
        }
    }

    /// The marking of a copy that holds matter withheld on several grounds.
    pub fn marking_all(&self, all: &[Grounds]) -> String {
        let each: Vec<_> = together(all).iter().map(|grounds| self.marking(grounds)).collect();
        each.join("; and ")
    }

    /// The marking of one page of such a copy.
    pub fn page_marking(&self, all: &[Grounds]) -> String {
        let each: Vec<_> = together(all).iter().map(|grounds| self.cited(grounds)).collect();
        each.join(", and ")
    }

    /// The same in few words, for a paragraph that stands among others.
    pub fn brief(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                format!("exempt information, Schedule 12A, {}", listed(paragraphs))
            }
            Grounds::Confidential { .. } => "confidential information".to_owned(),
        }
    }

    /// What stands in the public version in place of what is withheld.
    pub fn statement(&self, grounds: &Grounds) -> String {
        let mut said = format!("Not for publication: this contains {}.", self.marking(grounds));
        match grounds {
            Grounds::Exempt { paragraphs, reason } => {
                if paragraphs.iter().any(|paragraph| self.is_tested(*paragraph)) {
                    said.push_str(
                        " In all the circumstances, the public interest in maintaining the exemption outweighs the \
                         public interest in disclosing the information.",
                    );
                }
                if let Some(reason) = reason {
                    said.push(' ');
                    said.push_str(&sentence(reason));
                }
            }
            Grounds::Confidential { reason } => {
                said.push_str(" Its disclosure is forbidden. ");
                said.push_str(&sentence(reason));
            }
        }
        said
    }

    /// What the agenda says of an item of which only a part is withheld.
    pub fn part_statement(&self, all: &[Grounds]) -> String {
        format!("Part of this item is not for publication: it contains {}.", self.page_marking(all))
    }
}

/// Grounds on which one copy is withheld: what is exempt taken together, what is confidential first.
fn together(all: &[Grounds]) -> Vec<Grounds> {
    let mut exempt = BTreeSet::new();
    let mut said = Vec::new();
    for grounds in all {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => exempt.extend(paragraphs.iter().copied()),
            Grounds::Confidential { .. } if said.is_empty() => said.push(grounds.clone()),
            Grounds::Confidential { .. } => {}
        }
    }
    if !exempt.is_empty() {
        said.push(Grounds::Exempt { paragraphs: exempt.into_iter().collect(), reason: None });
    }
    said
}

/// "paragraph 3", "paragraphs 1 and 3".
fn listed(paragraphs: &[Paragraph]) -> String {
    let word = if paragraphs.len() == 1 { "paragraph" } else { "paragraphs" };
    let numbers: Vec<_> = paragraphs.iter().map(Paragraph::to_string).collect();
    format!("{word} {}", Language::common().lists.list(&numbers))
}

/// Words as a sentence: with a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let first: String =
        letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    let end = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{rest}{end}")
}
