//! Links whose words do not say where they lead.

use crate::diag::{Diagnostic, Rule};
use crate::document::{Document, Inline, Link, Node, Target, plain};

/// Words that say nothing of where a link leads.
const EMPTY: [&str; 9] =
    ["here", "click here", "click", "this", "this link", "link", "more", "read more", "see here"];

/// The longest address that may be shown, for those who read on paper and type it in, in characters.
const LONGEST: usize = 50;

/// Raises each link to an address that its words do not describe.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    document.each(&mut |node| {
        if let Node::Inline(Inline::Link(link)) = node {
            findings.extend(vague(link));
        }
    });
    findings
}

/// What is wrong with the words of a link, if anything is.
fn vague(link: &Link) -> Option<Diagnostic> {
    let Target::Url(_) = &link.target else { return None };
    let words = plain(&link.content);
    let words = words.trim();
    let is_address = ["http://", "https://", "www."].iter().any(|start| words.starts_with(start));
    let message = match is_address {
        true if words.chars().count() > LONGEST => {
            "this link shows a long address and not where it leads"
        }
        false if EMPTY.contains(&words.to_lowercase().as_str()) => {
            "the words of this link do not say where it leads"
        }
        _ => return None,
    };
    let found = Diagnostic::of(Rule::LinkText, link.place?, message);
    Some(found.hint("name what is there: `[the inspection report](https://…)`"))
}
