//! Finds links whose words do not say where they lead.

use super::passage::place_of;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Inline, Link, Node, Target, plain};

/// Words that say nothing about where a link leads.
const EMPTY: [&str; 14] = [
    "here",
    "click here",
    "click",
    "this",
    "this link",
    "link",
    "more",
    "read more",
    "see here",
    "details",
    "document",
    "website",
    "page",
    "learn more",
];

/// The longest address that may be shown, in characters, for those who read on paper and type it in.
const LONGEST: usize = 50;

/// Reports each link to an address whose words do not describe it.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    document.each(&mut |node| match node {
        Node::Inline(Inline::Link(link)) => findings.extend(vague(link)),
        Node::Block(Block::Paragraph(paragraph)) => findings.extend(bare(&paragraph.content)),
        _ => {}
    });
    findings
}

/// Reports addresses in a paragraph that are not links.
fn bare(content: &[Inline]) -> Vec<Diagnostic> {
    let texts = content.iter().filter_map(|inline| match inline {
        Inline::Text(text) => Some(text),
        _ => None,
    });
    let found = texts.flat_map(|text| {
        let starts = text.text.match_indices("http").map(|(at, _)| at);
        starts.filter_map(|at| {
            let rest = &text.text[at..];
            let address = rest.split(char::is_whitespace).next().unwrap_or_default();
            let address = address.trim_end_matches(['.', ',', ';', ')', '”']);
            let is_one = address.starts_with("https://") || address.starts_with("http://");
            // An address in brackets that was meant as that of a link is reported elsewhere.
            let is_alone = is_one && !text.text[..at].ends_with('(');
            let place = place_of(text, at..at + address.len()).filter(|_| is_alone)?;
            let found = Diagnostic::of(Rule::LinkText, place, "this address is no link");
            Some(found.hint(format!("name what is there: `[the inspection report]({address})`")))
        })
    });
    found.collect()
}

/// The finding about the words of a link, if they are wrong.
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
