//! References: what each label is called, filled in where it is referred to.

use std::collections::BTreeMap;

use super::attributes::is_label;
use crate::diag::{Diagnostic, closest};
use crate::document::{Document, Element, Inline, Target};
use crate::read::Name;

/// What references to each label say.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Adds a label, or says why it cannot be one.
    pub(super) fn add(&mut self, name: &Name, words: String) -> Result<(), Diagnostic> {
        if !is_label(name) {
            return Err(Diagnostic::error(
                name.place,
                format!("`{}` cannot be a label", name.value),
            )
            .hint("use letters, digits and hyphens only"));
        }
        match self.0.insert(name.value.clone(), words) {
            Some(_) => Err(Diagnostic::error(
                name.place,
                format!("the label `{}` is used twice", name.value),
            )
            .hint("give each thing that is referred to a label of its own")),
            None => Ok(()),
        }
    }
}

/// Fills in the words of every reference, and raises those that lead nowhere.
pub(super) fn resolve(document: &mut Document, labels: &Labels, problems: &mut Vec<Diagnostic>) {
    document.each_mut(&mut |element| {
        let Element::Inline(Inline::Link(link)) = element else { return };
        let Target::Anchor(name) = &link.target else { return };
        match labels.0.get(name) {
            Some(words) if link.content.is_empty() => {
                link.content.push(Inline::text(words.clone(), link.place));
            }
            Some(_) => {}
            None => {
                let known: Vec<_> = labels.0.keys().map(String::as_str).collect();
                let error =
                    Diagnostic::error(link.place, format!("nothing has the label `{name}`"));
                problems.push(match closest(name, known.iter().copied()) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None if known.is_empty() => error.hint(
                        "label a paragraph by ending it with `{#name}`, or give `label = \"name\"`",
                    ),
                    None => {
                        error.hint(format!("the labels of this paper are {}", known.join(", ")))
                    }
                });
            }
        }
    });
}
