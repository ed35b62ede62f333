//! Appends the content of a report that its house style has no place for, and reports it.

use super::lists::said;
use crate::compose::Composer;
use crate::diag::{Diagnostic, Rule};
use crate::document::*;
use crate::model::style::{Part, PartKind};
use crate::read::Name;

impl Composer<'_> {
    /// Adds that content at the end.
    pub(super) fn append_the_rest(&mut self, blocks: &mut Vec<Block>) {
        let rest = [
            (PartKind::Recommendations, "recommendations", "recommendations-heading"),
            (PartKind::Sections, "sections", ""),
            (PartKind::Appendices, "appendices", "appendices-heading"),
            (PartKind::BackgroundPapers, "background papers", "background-papers-heading"),
            (PartKind::Contacts, "contacts", "contacts-heading"),
        ];
        for (kind, what, key) in rest {
            if self.style.part.iter().any(|part| part.kind == kind) {
                continue;
            }
            let heading = if key.is_empty() { String::new() } else { self.wording.word(key) };
            let part = plain_part(kind, &heading, &self.style.name);
            if !self.shows(&part) {
                continue;
            }
            let message = format!(
                "the house style {} has no place for {what}, so this paper's stand at its end",
                self.style.name.value
            );
            self.problems.push(
                Diagnostic::of(Rule::UnplacedPart, self.report.kind.place, message).hint(format!(
                    "add a `[[part]]` of the kind `{}` to the style",
                    kind_word(kind)
                )),
            );
            self.part(&part, &Inlines::new(), blocks);
        }
    }
}

/// The word for a kind of part, as styles write it.
fn kind_word(kind: PartKind) -> &'static str {
    PartKind::WORDS.get(kind as usize).copied().unwrap_or_default()
}

/// A part with only a kind and a heading.
fn plain_part(kind: PartKind, heading: &str, at: &Name) -> Part {
    Part {
        expected: false,
        kind,
        heading: (!heading.is_empty()).then(|| said(heading, at)),
        level: 2,
        numbered: false,
        role: None,
        when: None,
        unless: None,
        layout: None,
        fields: Vec::new(),
        text: None,
        section: None,
        sections: Vec::new(),
        marker: None,
        separator: None,
        columns: Vec::new(),
        column: Vec::new(),
        cell: Vec::new(),
        file: None,
        alternative: None,
        width: None,
        empty: None,
        place: at.place,
    }
}
