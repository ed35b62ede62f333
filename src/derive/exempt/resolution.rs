//! Drafts the resolution to exclude the press and public.

use std::collections::BTreeSet;

use minijinja::context;

use super::{Grounds, Statements, strings};
use crate::model::exempt::Paragraph;

impl Statements<'_> {
    /// The resolution to exclude the press and public, a paragraph for each of its parts, in Markdown. `items` are
    /// numbers, such as `6` or `7 (in part)`, with their grounds; empty without any.
    ///
    /// For exempt information the meeting resolves to exclude the public, and the resolution says which description
    /// applies to which item (section 100A(4) and (5)); for confidential information it must exclude them (100A(2)).
    pub(crate) fn resolution(&self, items: &[(String, Grounds)]) -> Vec<String> {
        let mut exempt: Vec<(&str, BTreeSet<Paragraph>)> = Vec::new();
        let mut confidential: Vec<String> = Vec::new();
        for (number, grounds) in items {
            match grounds {
                Grounds::Exempt { paragraphs, .. } => {
                    match exempt.iter_mut().find(|(known, _)| known == number) {
                        Some((_, known)) => known.extend(paragraphs),
                        None => exempt.push((number, paragraphs.iter().copied().collect())),
                    }
                }
                Grounds::Confidential { .. } if confidential.contains(number) => {}
                Grounds::Confidential { .. } => confidential.push(number.clone()),
            }
        }
        let mut said = Vec::new();
        if !exempt.is_empty() {
            said.push(self.exclusion(&exempt));
        }
        if !confidential.is_empty() {
            said.push(self.say("must-exclude", context! { items => confidential }));
        }
        said
    }

    /// The part of the resolution for exempt information, with items on the same grounds together.
    fn exclusion(&self, items: &[(&str, BTreeSet<Paragraph>)]) -> String {
        let mut groups: Vec<(Vec<Paragraph>, Vec<String>)> = Vec::new();
        for (number, paragraphs) in items {
            let paragraphs: Vec<_> = paragraphs.iter().copied().collect();
            match groups.iter_mut().find(|(known, _)| *known == paragraphs) {
                Some((_, numbers)) => numbers.push((*number).to_owned()),
                None => groups.push((paragraphs, vec![(*number).to_owned()])),
            }
        }
        let all: BTreeSet<_> =
            groups.iter().flat_map(|(paragraphs, _)| paragraphs).copied().collect();
        let (tested, untested): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|paragraph| self.law.is_tested(*paragraph));
        let group = |(paragraphs, items): (Vec<Paragraph>, Vec<String>)| {
            context! {
                items,
                description => self.description(&paragraphs),
                citation => self.citation(&paragraphs),
            }
        };
        let groups: Vec<_> = groups.into_iter().map(group).collect();
        let values =
            context! { tested => !tested.is_empty(), untested => strings(&untested), groups };
        self.say("exclusion", values)
    }
}
