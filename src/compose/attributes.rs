//! Attributes that an author gives a paragraph at its end: `{#label}`, `{.sub}`; or, alone below it, a table: `{.landscape}`.

use std::ops::Range;

use super::insert::Prepared;
use crate::document::{Inline, Inlines};
use crate::model::exempt::Paragraph;

/// What an author says of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The name that references use.
    pub(super) label: Option<String>,
    /// `.sub`: numbered below the paragraph before it (6.2.1).
    pub(super) sub: bool,
    /// `.unnumbered`: not numbered.
    pub(super) unnumbered: bool,
    /// `.continued`: goes on with the paragraph before it, after a list or a table.
    pub(super) continued: bool,
    /// `.exempt-3`, `.exempt-1-2`: exempt information under those paragraphs of Schedule 12A.
    pub(super) exempt: Vec<Paragraph>,
    /// `.confidential`: confidential information.
    pub(super) confidential: bool,
    /// `.landscape`, alone below a table: the table has a page on its side.
    pub(super) landscape: bool,
}

impl Attributes {
    /// Takes the attributes off the end of a paragraph, which was read from a range of the Markdown.
    /// Braces that hold anything else, and braces after a backslash, are text.
    pub(super) fn take(
        content: &mut Inlines,
        prepared: &Prepared<'_>,
        range: Range<usize>,
    ) -> Self {
        let source = prepared.markdown.get(range).unwrap_or_default().trim_end();
        let Some(start) = source.rfind('{') else { return Self::default() };
        if source[..start].ends_with('\\') {
            return Self::default();
        }
        let written = &source[start..];
        let Some(attributes) = Self::parse(written) else { return Self::default() };
        if let Some(Inline::Text(last)) = content.last_mut()
            && let Some(before) = last.text.trim_end().strip_suffix(written)
        {
            last.text.truncate(before.trim_end().len());
            if last.text.is_empty() {
                content.pop();
            }
            return attributes;
        }
        Self::default()
    }

    /// Reads `{#label .class …}`.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let inside = written.strip_prefix('{')?.strip_suffix('}')?;
        let mut attributes = Self::default();
        for word in inside.split_whitespace() {
            match word {
                ".sub" => attributes.sub = true,
                ".unnumbered" => attributes.unnumbered = true,
                ".continued" => attributes.continued = true,
                ".confidential" => attributes.confidential = true,
                _ if word.starts_with(".exempt-") => {
                    let numbers =
                        word[".exempt-".len()..].split('-').map(|number| number.parse().ok());
                    attributes.exempt.extend(numbers.collect::<Option<Vec<Paragraph>>>()?);
                }
                ".landscape" => attributes.landscape = true,
                _ => {
                    attributes.label =
                        Some(word.strip_prefix('#').filter(|name| is_label(name))?.to_owned())
                }
            }
        }
        (attributes != Self::default()).then_some(attributes)
    }
}

/// Whether a word can be a label.
pub(super) fn is_label(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_labels_and_known_classes_only() {
        let parsed = Attributes::parse("{#costs .sub}").unwrap();
        assert_eq!(parsed.label.as_deref(), Some("costs"));
        assert!(parsed.sub && !parsed.continued);
        assert_eq!(Attributes::parse("{see note}"), None);
        assert_eq!(Attributes::parse("{}"), None);
    }
}
