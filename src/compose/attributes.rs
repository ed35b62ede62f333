//! Reads the attributes at the end of a paragraph, or alone below a table or another block: `{#label}`, `{.sub}`,
//! `{.landscape}`, `{.exempt-3}`.

use crate::derive::exempt::Grounds;
use crate::model::exempt::Paragraph;

/// The attributes that an author gives a paragraph or a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The name that references use.
    pub(super) label: Option<String>,
    /// `.sub`: numbered below the paragraph before it (6.2.1).
    pub(super) sub: bool,
    /// `.unnumbered`: not numbered.
    pub(super) unnumbered: bool,
    /// `.continued`: continues the paragraph before it, after a list or a table.
    pub(super) continued: bool,
    /// `.exempt-3`, `.exempt-1-2`: exempt information under those paragraphs of Schedule 12A.
    pub(super) exempt: Vec<Paragraph>,
    /// `.confidential`: confidential information.
    pub(super) confidential: bool,
    /// `.landscape`, alone below a table: the table has a page on its side.
    pub(super) landscape: bool,
}

impl Attributes {
    /// Reads `{#label .class …}`; `None` for braces that hold anything else.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let inside = written.strip_prefix('{')?.strip_suffix('}')?;
        let mut attributes = Self::default();
        for word in inside.split_whitespace() {
            match word {
                ".sub" => attributes.sub = true,
                ".unnumbered" => attributes.unnumbered = true,
                ".continued" => attributes.continued = true,
                ".confidential" => attributes.confidential = true,
                ".landscape" => attributes.landscape = true,
                _ => match word.strip_prefix(".exempt-") {
                    Some(numbers) => {
                        let numbers = numbers.split('-').map(|number| number.parse().ok());
                        attributes.exempt.extend(numbers.collect::<Option<Vec<Paragraph>>>()?);
                    }
                    None => {
                        let label = word.strip_prefix('#').filter(|name| is_label(name))?;
                        attributes.label = Some(label.to_owned());
                    }
                },
            }
        }
        (attributes != Self::default()).then_some(attributes)
    }

    /// The grounds of the attribute, if it withholds. What else the law asks for is added later, for all marks of a
    /// paper.
    pub(super) fn grounds(&self) -> Option<Grounds> {
        if self.confidential {
            return Some(Grounds::Confidential { reason: String::new() });
        }
        let mut paragraphs = self.exempt.clone();
        paragraphs.sort_unstable();
        paragraphs.dedup();
        (!paragraphs.is_empty()).then_some(Grounds::Exempt { paragraphs, reason: None })
    }
}

/// Whether a word can be a label. It has no full stop, which begins a class.
pub(super) fn is_label(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_labels_and_known_classes_only() {
        let parsed = Attributes::parse("{#costs .sub}").unwrap();
        assert_eq!(parsed.label.as_deref(), Some("costs"));
        assert!(parsed.sub && !parsed.continued);
        for other in ["{see note}", "{}", "{#costs.exempt-3}", "{.Exempt-3}", "{.exempt-}"] {
            assert_eq!(Attributes::parse(other), None, "{other}");
        }
    }
}
