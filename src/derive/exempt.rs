//! What the law says about matter that is not for publication.
//!
//! In come the reasons that an author gave; out come the wording that stands in place of the matter,
//! the marking of restricted pages and the resolution to exclude the public. The descriptions of exempt
//! information are data. Removing what is withheld is left to [`withhold`](crate::withhold).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::words::and_list;
use crate::diag::Diagnostic;
use crate::load::Placed;
use crate::model::council::Jurisdiction;
use crate::model::exempt::{Exempt, Withheld};

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
    pub paragraph: u8,
    /// What it describes, in words that follow "information".
    pub text: String,
    /// Whether it is exempt only while the public interest is in withholding it.
    #[serde(default = "yes")]
    pub public_interest: bool,
}

fn yes() -> bool {
    true
}

/// Why something is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// It is exempt information.
    Exempt {
        /// The paragraphs that describe it, in order.
        paragraphs: Vec<u8>,
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
fn numbers(paragraphs: &[Placed<u8>]) -> Vec<u8> {
    let numbers: BTreeSet<u8> = paragraphs.iter().map(|number| number.value).collect();
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
    pub fn category(&self, paragraph: u8) -> Option<&Category> {
        self.category.iter().find(|category| category.paragraph == paragraph)
    }

    /// Raises paragraphs that describe nothing, and reasons that are missing.
    pub fn check(&self, exempt: &Exempt) -> Vec<Diagnostic> {
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
        if blank && self.is_tested(&numbers(&exempt.paragraphs)) {
            problems.push(
                Diagnostic::error(exempt.place, "this does not say why the public interest is in withholding it")
                    .hint("add `reason = \"…\"`; the public agenda prints it, so it must not reveal what is withheld"),
            );
        }
        problems
    }

    /// What is wrong with the number of a paragraph.
    pub fn check_number(&self, number: u8) -> Option<String> {
        self.category(number).is_none().then(|| {
            format!("paragraph {number} of Part {} of Schedule 12A does not describe exempt information", self.part)
        })
    }

    /// All descriptions, to choose from.
    pub fn all(&self) -> String {
        let each: Vec<_> = self
            .category
            .iter()
            .map(|category| format!("{}: information {}", category.paragraph, category.text))
            .collect();
        format!("the paragraphs are {}", each.join("; "))
    }

    /// Whether any of the paragraphs holds only while the public interest is in withholding.
    fn is_tested(&self, paragraphs: &[u8]) -> bool {
        paragraphs
            .iter()
            .any(|number| self.category(*number).is_none_or(|category| category.public_interest))
    }

    /// Where the paragraphs are: "paragraphs 1 and 3 of Part 1 of Schedule 12A to the … Act 1972".
    pub fn citation(&self, paragraphs: &[u8]) -> String {
        let word = if paragraphs.len() == 1 { "paragraph" } else { "paragraphs" };
        let numbers: Vec<_> = paragraphs.iter().map(u8::to_string).collect();
        format!("{word} {} of Part {} of Schedule 12A to {ACT}", and_list(&numbers), self.part)
    }

    /// What the paragraphs describe: "information about …; information likely to …".
    pub fn description(&self, paragraphs: &[u8]) -> String {
        let each: Vec<_> = paragraphs
            .iter()
            .filter_map(|number| Some(format!("information {}", self.category(*number)?.text)))
            .collect();
        each.join("; ")
    }

    /// The marking of a page, after "Not for publication".
    pub fn marking(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => format!(
                "exempt information under {} ({})",
                self.citation(paragraphs),
                self.description(paragraphs)
            ),
            Grounds::Confidential { .. } => {
                format!("confidential information under section 100A of {ACT}")
            }
        }
    }

    /// The marking of a page that holds matter withheld on several grounds.
    pub fn marking_all(&self, all: &[Grounds]) -> String {
        let mut together = BTreeSet::new();
        let mut said = Vec::new();
        for grounds in all {
            match grounds {
                Grounds::Exempt { paragraphs, .. } => together.extend(paragraphs.iter().copied()),
                Grounds::Confidential { .. } if said.is_empty() => said.push(self.marking(grounds)),
                Grounds::Confidential { .. } => {}
            }
        }
        if !together.is_empty() {
            let paragraphs = together.into_iter().collect();
            said.push(self.marking(&Grounds::Exempt { paragraphs, reason: None }));
        }
        said.join("; ")
    }

    /// The same in few words, for a paragraph that stands among others.
    pub fn brief(&self, grounds: &Grounds) -> String {
        match grounds {
            Grounds::Exempt { paragraphs, .. } => {
                let word = if paragraphs.len() == 1 { "paragraph" } else { "paragraphs" };
                let numbers: Vec<_> = paragraphs.iter().map(u8::to_string).collect();
                format!("exempt information, Schedule 12A, {word} {}", and_list(&numbers))
            }
            Grounds::Confidential { .. } => "confidential information".to_owned(),
        }
    }

    /// What stands in the public version in place of what is withheld.
    pub fn statement(&self, grounds: &Grounds) -> String {
        let mut said = format!("Not for publication: this holds {}.", self.marking(grounds));
        match grounds {
            Grounds::Exempt { paragraphs, reason } => {
                if self.is_tested(paragraphs) {
                    said.push_str(" The public interest in withholding it outweighs the public interest in disclosing it.");
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

    /// The resolution to exclude the press and public, a paragraph for each of its parts, in Markdown. Items
    /// come by number with their grounds; none gives nothing.
    ///
    /// For exempt information the meeting resolves, and the resolution says which description applies to
    /// which item (section 100A(4) and (5)); for confidential information it must exclude (100A(2)).
    pub fn resolution(&self, items: &[(String, Grounds)]) -> Vec<String> {
        let mut said = Vec::new();
        let mut groups: Vec<(&[u8], Vec<&str>)> = Vec::new();
        let mut confidential = Vec::new();
        for (number, grounds) in items {
            match grounds {
                Grounds::Exempt { paragraphs, .. } => {
                    match groups.iter_mut().find(|(known, _)| *known == paragraphs.as_slice()) {
                        Some((_, numbers)) if numbers.contains(&number.as_str()) => {}
                        Some((_, numbers)) => numbers.push(number),
                        None => groups.push((paragraphs, vec![number])),
                    }
                }
                Grounds::Confidential { .. } if confidential.contains(&number.as_str()) => {}
                Grounds::Confidential { .. } => confidential.push(number.as_str()),
            }
        }
        if !groups.is_empty() {
            let tested = groups.iter().any(|(paragraphs, _)| self.is_tested(paragraphs));
            let mut text = format!(
                "To resolve that, under section 100A(4) of {ACT}, the press and public be excluded from the meeting \
                 while the business below is considered, because if they were present exempt information would be \
                 likely to be disclosed to them"
            );
            if tested {
                text.push_str(
                    ", and that in all the circumstances the public interest in maintaining the exemption \
                     outweighs the public interest in disclosing the information",
                );
            }
            text.push_str(":\n");
            for (paragraphs, numbers) in &groups {
                let items = if numbers.len() == 1 { "item" } else { "items" };
                text.push_str(&format!(
                    "\n- {items} {}: {} ({})",
                    and_list(numbers),
                    self.citation(paragraphs),
                    self.description(paragraphs)
                ));
            }
            said.push(text);
        }
        if !confidential.is_empty() {
            let items = if confidential.len() == 1 { "item" } else { "items" };
            said.push(format!(
                "The press and public must be excluded while {items} {} {} considered, because confidential \
                 information would be likely to be disclosed (section 100A(2) of {ACT}).",
                and_list(&confidential),
                if confidential.len() == 1 { "is" } else { "are" },
            ));
        }
        said
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exempt(paragraphs: &[u8]) -> Grounds {
        Grounds::Exempt {
            paragraphs: paragraphs.to_vec(),
            reason: Some("it would harm the tender".into()),
        }
    }

    #[test]
    fn each_country_has_its_own_paragraphs() {
        let numbers = |jurisdiction| {
            let schedule = Schedule::of(jurisdiction);
            let all: Vec<u8> =
                schedule.category.iter().map(|category| category.paragraph).collect();
            (schedule.part, all)
        };
        assert_eq!(numbers(Jurisdiction::England), (1, (1..=7).collect()));
        assert_eq!(numbers(Jurisdiction::Wales), (4, (12..=18).collect()));
        assert!(Schedule::of(Jurisdiction::England).check_number(12).is_some());
        assert!(Schedule::of(Jurisdiction::Wales).check_number(3).is_some());
    }

    #[test]
    fn a_statement_cites_the_paragraph_and_gives_the_reason() {
        let said = Schedule::of(Jurisdiction::England).statement(&exempt(&[3]));
        assert_eq!(
            said,
            "Not for publication: this holds exempt information under paragraph 3 of Part 1 of Schedule 12A to the \
             Local Government Act 1972 (information about the financial or business affairs of any particular \
             person, including the authority that holds it). The public interest in withholding it outweighs the \
             public interest in disclosing it. It would harm the tender."
        );
    }

    #[test]
    fn legal_privilege_in_wales_needs_no_test_of_the_public_interest() {
        let schedule = Schedule::of(Jurisdiction::Wales);
        assert!(!schedule.statement(&exempt(&[16])).contains("public interest"));
        assert!(schedule.statement(&exempt(&[14])).contains("public interest"));
    }

    #[test]
    fn a_resolution_groups_items_by_paragraph_and_tells_confidential_from_exempt() {
        let items = [
            ("6".to_owned(), exempt(&[3])),
            ("7".to_owned(), Grounds::Confidential { reason: "an order of the court".into() }),
            ("8".to_owned(), exempt(&[1, 2])),
            ("9".to_owned(), exempt(&[3])),
        ];
        let said = Schedule::of(Jurisdiction::England).resolution(&items);
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("\n- items 6 and 9: paragraph 3 of Part 1 of Schedule 12A"));
        assert!(said[0].contains("\n- item 8: paragraphs 1 and 2 of Part 1"));
        assert!(said[1].contains("while item 7 is considered"));
        assert!(Schedule::of(Jurisdiction::England).resolution(&[]).is_empty());
    }
}
