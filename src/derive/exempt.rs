//! Words the statements about matter that is not for publication.
//!
//! The grounds that an author gave, the law of the jurisdiction and the words of the paper's language come in; the
//! statement in place of the matter, the marking of restricted pages and the resolution to exclude the public go out.
//! [`withhold`](crate::withhold) removes the matter itself.

mod resolution;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use minijinja::{Value, context};
use serde::Serialize;

use crate::language::Wording;
use crate::model::exempt::{Paragraph, Withheld};
use crate::model::law::{Law, said};
use crate::read::Placed;

/// The grounds on which something is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grounds {
    /// Exempt information.
    Exempt {
        /// The paragraphs of the Schedule that describe it, in order.
        paragraphs: Vec<Paragraph>,
        /// Why the public interest is in withholding it.
        reason: Option<String>,
    },
    /// Confidential information.
    Confidential {
        /// The prohibition on disclosing it.
        reason: String,
    },
}

impl Grounds {
    /// The grounds that an author gave.
    pub(crate) fn of(withheld: Withheld<'_>) -> Self {
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

/// The numbers of paragraphs, sorted, each once.
fn numbers(paragraphs: &[Placed<Paragraph>]) -> Vec<Paragraph> {
    let numbers: BTreeSet<Paragraph> = paragraphs.iter().map(|number| number.value).collect();
    numbers.into_iter().collect()
}

/// Words statements about withheld matter, in a paper's language and under its law.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statements<'a> {
    /// The law of the jurisdiction.
    pub law: &'a Law,
    /// The words of the language.
    pub wording: &'a Wording,
}

impl Statements<'_> {
    /// The names in law that sentences use: the Act, its Schedule and part, and sections.
    pub(crate) fn law(&self) -> Value {
        let Law { act, schedule, part, exclusion, must_exclude, urgency, confidential, .. } =
            self.law;
        let language = self.wording.language();
        context! {
            act => said(act, language),
            schedule => said(schedule, language),
            part => part.as_ref().map(|part| &part.value),
            exclusion => &exclusion.value,
            must_exclude => &must_exclude.value,
            urgency => &urgency.value,
            confidential => &confidential.value,
        }
    }

    /// The sentence with a key, filled with values and the names in law.
    fn say(&self, key: &str, values: Value) -> String {
        self.wording.say(key, context! { ..values, ..self.law() })
    }

    /// The citation of paragraphs: "paragraphs 1 and 3 of Part 1 of Schedule 12A to the … Act 1972".
    fn citation(&self, paragraphs: &[Paragraph]) -> String {
        self.say("citation", context! { paragraphs => strings(paragraphs) })
    }

    /// The descriptions in paragraphs: "information about …; information likely to …".
    fn description(&self, paragraphs: &[Paragraph]) -> String {
        let language = self.wording.language();
        let found = paragraphs.iter().filter_map(|number| self.law.category(*number));
        found.map(|category| said(&category.text, language)).collect::<Vec<_>>().join("; ")
    }

    /// The text after "Not for publication": the paragraphs that make the matter exempt, and their descriptions.
    fn marking(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                format!("{}: {}", self.cited(grounds), self.description(paragraphs))
            }
            Grounds::Confidential { .. } => self.cited(grounds),
        }
    }

    /// The text after "Not for publication" without the descriptions: the paragraphs alone.
    fn cited(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                self.say("exempt-cited", context! { citation => self.citation(paragraphs) })
            }
            Grounds::Confidential { .. } => self.say("confidential-cited", Value::UNDEFINED),
        }
    }

    /// The marking of a copy with matter that is withheld on several grounds.
    pub(crate) fn marking_all(&self, all: &[Grounds]) -> String {
        let each: Vec<_> = together(all).iter().map(|grounds| self.marking(grounds)).collect();
        each.join(&format!(";{}", self.wording.language().lists.and.value))
    }

    /// The marking of each page of such a copy.
    pub(crate) fn page_marking(&self, all: &[Grounds]) -> String {
        let each: Vec<_> = together(all).iter().map(|grounds| self.cited(grounds)).collect();
        each.join(&format!(",{}", self.wording.language().lists.and.value))
    }

    /// Grounds in few words, for a paragraph among others.
    pub(crate) fn brief(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                self.say("exempt-brief", context! { paragraphs => strings(paragraphs) })
            }
            Grounds::Confidential { .. } => self.wording.word("confidential-brief"),
        }
    }

    /// The public statement in place of a withheld item or section.
    pub(crate) fn statement(&self, grounds: &Grounds) -> String {
        let marking = self.marking(grounds);
        match grounds {
            Grounds::Exempt { paragraphs, reason } => {
                let tested = paragraphs.iter().any(|paragraph| self.law.is_tested(*paragraph));
                self.say("exempt-statement", context! { marking, tested, reason })
            }
            Grounds::Confidential { reason } => {
                self.say("confidential-statement", context! { marking, reason })
            }
        }
    }

    /// The agenda's statement for an item that is withheld in part.
    pub(crate) fn part_statement(&self, all: &[Grounds]) -> String {
        self.say("part-statement", context! { marking => self.page_marking(all) })
    }

    /// The public words in place of a passage.
    pub(crate) fn briefly(&self, grounds: &Grounds) -> String {
        self.say("withheld-briefly", context! { brief => self.brief(grounds) })
    }

    /// The remark after the title of a withheld appendix or item.
    pub(crate) fn remark(&self, grounds: &Grounds) -> String {
        self.say("withheld-remark", context! { brief => self.brief(grounds) })
    }

    /// The mark before a passage, for those who may read it.
    pub(crate) fn mark(&self, grounds: &Grounds) -> String {
        self.say("withheld-mark", context! { brief => self.brief(grounds) })
    }
}

/// Paragraph numbers as strings, for lists in sentences.
fn strings(paragraphs: &[Paragraph]) -> Vec<String> {
    paragraphs.iter().map(Paragraph::to_string).collect()
}

/// The grounds of one copy taken together: confidential first, then all exempt paragraphs.
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
