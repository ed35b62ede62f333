//! Resolves what needs the whole paper: the words of references, the numbers of notes, and the reasons for withheld
//! passages.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::is_label;
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, closest};
use crate::document::{Block, Document, Element, Inline, Node, Target, anchors_of};
use crate::model::report::Report;
use crate::read::Name;

/// The public words of a reference that would give away withheld ones.
const SOMETHING: &str = "a passage that is not for publication";

/// The words and target of a reference to each label.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<String, Label>);

/// The words and target of references to one label.
#[derive(Debug)]
struct Label {
    /// The anchor that they lead to.
    anchor: String,
    /// The words that they print.
    said: Said,
}

/// The words of a reference.
#[derive(Debug, Clone, Default)]
pub(super) enum Said {
    /// A number with its kind: "paragraph 4.11".
    Number(String),
    /// The words of a heading without a number: the target itself, or the heading above it.
    Words(String),
    /// No words: the target is a paragraph without a number and without a heading above.
    #[default]
    Nothing,
}

impl Labels {
    /// Adds a label whose anchor is the label itself; an error where it cannot be a label.
    pub(super) fn add(&mut self, name: &Name, said: Said) -> Result<(), Diagnostic> {
        self.add_at(name, name.value.clone(), said)
    }

    /// Adds a label with another anchor.
    pub(super) fn add_at(
        &mut self,
        name: &Name,
        anchor: String,
        said: Said,
    ) -> Result<(), Diagnostic> {
        if !is_label(name) {
            return Err(Diagnostic::error(
                name.place,
                format!("`{}` cannot be a label", name.value),
            )
            .hint("use letters, digits and hyphens only"));
        }
        match self.0.insert(name.value.clone(), Label { anchor, said }) {
            Some(_) => Err(Diagnostic::error(
                name.place,
                format!("the label `{}` is used twice", name.value),
            )
            .hint("give each thing that is referred to a label of its own")),
            None => Ok(()),
        }
    }
}

/// Fills in the words of references and the numbers of notes, and reports references to nothing.
pub(super) fn resolve(document: &mut Document, labels: &Labels) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let withheld = withheld_anchors(document);
    let mut notes = 0;
    document.each_mut(&mut |element| {
        let link = match element {
            Element::Inline(Inline::Link(link)) => link,
            Element::Inline(Inline::Note(note)) => {
                notes += 1;
                note.number = notes;
                return;
            }
            Element::Block(_) | Element::Inline(_) => return,
        };
        let Target::Anchor(name) = &link.target else { return };
        let Some(label) = labels.0.get(name) else {
            problems.push(leads_nowhere(labels, name, link.place));
            return;
        };
        if link.content.is_empty() {
            let words = |text: &str| vec![Inline::text(text, link.place)];
            link.content = match &label.said {
                Said::Words(said) if withheld.contains(&label.anchor) => {
                    vec![Inline::withheld(words(said), words(SOMETHING))]
                }
                Said::Number(said) | Said::Words(said) => words(said),
                Said::Nothing => {
                    problems.push(has_no_name(name, link.place));
                    return;
                }
            };
        }
        link.target = Target::Anchor(label.anchor.clone());
    });
    problems
}

/// The anchors inside withheld blocks.
fn withheld_anchors(document: &Document) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    document.each(&mut |node| {
        let Node::Block(Block::Withheld(withheld)) = node else { return };
        anchors.extend(anchors_of(&withheld.blocks).into_iter().map(str::to_owned));
    });
    anchors
}

/// The error for a reference without words to a paragraph that has neither a number nor a heading above.
fn has_no_name(name: &str, place: Option<Place>) -> Diagnostic {
    let message = format!(
        "the paragraph `{name}` has no number and no heading, so there are no words to refer to it by"
    );
    Diagnostic::error(place, message)
        .hint(format!("write words of your own: `[the talks with staff](#{name})`"))
}

/// The error for a reference to an unknown label.
fn leads_nowhere(labels: &Labels, name: &str, place: Option<Place>) -> Diagnostic {
    let known: Vec<_> = labels.0.keys().map(String::as_str).collect();
    let error = Diagnostic::error(place, format!("nothing has the label `{name}`"));
    match closest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => {
            error.hint("label a paragraph by ending it with `{#name}`, or give `label = \"name\"`")
        }
        None => error.hint(format!("the labels of this paper are {}", known.join(", "))),
    }
}

/// Gives the withheld passages of a report the reason that the report states; an error where it states none.
pub(super) fn give_reasons(document: &mut Document, report: &Report) -> Option<Diagnostic> {
    let given = report.exempt_reason.as_ref().map(|reason| reason.text.trim().to_owned());
    let mut missing = false;
    document.each_mut(&mut |element| {
        let Element::Block(Block::Withheld(withheld)) = element else { return };
        match &mut withheld.grounds {
            Grounds::Exempt { reason: reason @ None, .. } => {
                missing |= given.is_none();
                reason.clone_from(&given);
            }
            Grounds::Confidential { reason } if reason.is_empty() => {
                missing |= given.is_none();
                reason.clone_from(given.as_ref().unwrap_or(&String::new()));
            }
            Grounds::Exempt { .. } | Grounds::Confidential { .. } => {}
        }
    });
    missing.then(|| {
        let message = "paragraphs of this report are withheld, but it does not say why";
        Diagnostic::error(report.kind.place, message)
            .hint("add `exempt-reason = \"…\"`: why the public interest is in withholding them")
    })
}
