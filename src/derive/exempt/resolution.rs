//! The resolution to exclude the press and public, drafted from what is withheld.

use std::collections::BTreeSet;

use super::{ACT, Grounds, Schedule, listed};
use crate::language::Language;
use crate::model::exempt::Paragraph;

impl Schedule {
    /// The resolution to exclude the press and public, a paragraph for each of its parts, in Markdown. Items
    /// come by number, such as `6` or `7 (in part)`, with their grounds; none gives nothing.
    ///
    /// For exempt information the meeting resolves, and the resolution says which description applies to
    /// which item (section 100A(4) and (5)); for confidential information it must exclude (100A(2)).
    pub fn resolution(&self, items: &[(String, Grounds)]) -> Vec<String> {
        let mut exempt: Vec<(&str, BTreeSet<Paragraph>)> = Vec::new();
        let mut confidential: Vec<&str> = Vec::new();
        for (number, grounds) in items {
            match grounds {
                Grounds::Exempt { paragraphs, .. } => {
                    match exempt.iter_mut().find(|(known, _)| known == number) {
                        Some((_, known)) => known.extend(paragraphs),
                        None => exempt.push((number, paragraphs.iter().copied().collect())),
                    }
                }
                Grounds::Confidential { .. } if confidential.contains(&number.as_str()) => {}
                Grounds::Confidential { .. } => confidential.push(number),
            }
        }
        let mut said = Vec::new();
        if !exempt.is_empty() {
            said.push(self.exclusion(&exempt));
        }
        if !confidential.is_empty() {
            said.push(format!(
                "The press and public must be excluded while {} {} considered, because it is likely that confidential \
                 information would be disclosed to them if they were present (section 100A(2) of {ACT}).",
                numbered(&confidential),
                if confidential.len() == 1 { "is" } else { "are" },
            ));
        }
        said
    }

    /// The part of the resolution that is about exempt information: items for the same reasons together.
    fn exclusion(&self, items: &[(&str, BTreeSet<Paragraph>)]) -> String {
        let mut groups: Vec<(&BTreeSet<Paragraph>, Vec<&str>)> = Vec::new();
        for (number, paragraphs) in items {
            match groups.iter_mut().find(|(known, _)| *known == paragraphs) {
                Some((_, numbers)) => numbers.push(number),
                None => groups.push((paragraphs, vec![number])),
            }
        }
        let mut text = format!(
            "To resolve that, under section 100A(4) of {ACT}, the press and public be excluded from the meeting while \
             the business below is considered, because it is likely, in view of the nature of that business, that exempt \
             information would be disclosed to them if they were present"
        );
        let all = || items.iter().flat_map(|(_, paragraphs)| paragraphs);
        if all().any(|paragraph| self.is_tested(*paragraph)) {
            let untested: BTreeSet<_> =
                all().copied().filter(|paragraph| !self.is_tested(*paragraph)).collect();
            let except = match untested.is_empty() {
                true => String::new(),
                false => format!(
                    "except under {}, where the law asks for no such test, ",
                    listed(&untested.into_iter().collect::<Vec<_>>())
                ),
            };
            text.push_str(&format!(
                ", and that, {except}in all the circumstances, the public interest in maintaining the exemption \
                 outweighs the public interest in disclosing the information"
            ));
        }
        text.push_str(":\n");
        for (paragraphs, numbers) in &groups {
            let paragraphs: Vec<_> = paragraphs.iter().copied().collect();
            text.push_str(&format!(
                "\n- {}: {}, under {}",
                numbered(numbers),
                self.description(&paragraphs),
                self.citation(&paragraphs)
            ));
        }
        text
    }
}

/// "item 6", "items 6 and 9".
fn numbered(items: &[&str]) -> String {
    let word = if items.len() == 1 { "item" } else { "items" };
    format!("{word} {}", Language::common().lists.list(items))
}
