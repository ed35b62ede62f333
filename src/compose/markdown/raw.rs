//! Finds text that Markdown does not read as its author meant: markup that is printed, and lines that are not.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{Reader, Spanned};
use crate::compose::pasted::spaced_link;
use crate::diag::{Diagnostic, Rule};
use crate::document::*;

impl Reader<'_, '_> {
    /// Reports lines such as `[Chair]: Smith`, which Markdown takes for the address of a link and does not print,
    /// unless a link uses them.
    pub(super) fn check_definitions(&mut self, events: &[Spanned<'_>]) {
        let mut used: BTreeSet<String> =
            events.iter().filter_map(|(event, _)| label(event)).collect();
        let leaf = |event: &Event<'_>| !matches!(event, Event::Start(_) | Event::End(_));
        let read = events.iter().filter(|(event, _)| leaf(event)).map(|(_, range)| range);
        let read: Vec<_> = read.collect();
        let is_read = |at: usize| {
            let next = read.partition_point(|range| range.start <= at);
            next > 0 && read[next - 1].contains(&at)
        };
        let markdown = &self.prepared.markdown;
        let mut at = 0;
        for line in markdown.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start_matches([' ', '>']).len();
            let inside = markdown[start..at + line.len()].trim_end();
            at += line.len();
            let Some((name, _)) = inside.strip_prefix('[').and_then(|rest| rest.split_once("]:"))
            else {
                continue;
            };
            // The first definition that is used gives the address; later ones are not printed either.
            if name.starts_with('^') || is_read(start + 1) || used.remove(&name.to_lowercase()) {
                continue;
            }
            let place = self.prepared.place_of(start..start + inside.len());
            let message = "this line is taken for the address of a link, and would not be printed";
            self.problems.push(Diagnostic::error(place, message).hint(
                "put a backslash before its first bracket (two in a \"\"\" string), or leave out the colon after the second",
            ));
        }
    }

    /// Reports markup left in the words of a line because it was not read as such.
    pub(super) fn check_left(&mut self, content: &[Inline], range: &Range<usize>) {
        let source = self.prepared.markdown.get(range.clone()).unwrap_or_default();
        let mut words = String::new();
        typed(content, &mut words);
        let bare =
            |mark: &str| words.contains(mark) && !source.contains(&format!("\\{}", &mark[..1]));
        let rows = source.lines().filter(|line| line.trim().starts_with('|'));
        let (message, hint) = if rows.filter(|row| row.trim()[1..].contains('|')).count() > 1 {
            (
                "these lines are no table, and run on as one paragraph",
                "write a line of dashes below the first, with as many columns: `|---|---|`",
            )
        } else if spaced_link(source).is_none()
            && (bare("](") || bare("] (http") || bare("] (") && words.contains("!["))
        {
            (
                "this is no link and no picture, so its brackets are printed",
                "write `[words](address)`, or `![what it shows](file)`, with no space between the brackets and `/` between folders",
            )
        } else if bare("**") {
            (
                "these stars are printed, since nothing closes them",
                "put `**` before and after the words that are to be bold, right beside them",
            )
        } else {
            return;
        };
        let place = self.prepared.place_of(range.clone());
        self.problems.push(Diagnostic::of(Rule::PastedText, place, message).hint(hint));
    }

    /// Reports a paragraph that a line of signs below it made a heading.
    pub(super) fn check_underlined(&mut self, range: &Range<usize>) {
        let source = self.prepared.markdown.get(range.clone()).unwrap_or_default();
        if source.trim_start().starts_with('#') {
            return;
        }
        let place = self.prepared.place_of(range.clone());
        let message = "the line of signs below this makes it a heading";
        self.problems.push(Diagnostic::of(Rule::PastedText, place, message).hint(
            "leave an empty line before the signs for a rule across the page; write `### ` before a heading",
        ));
    }
}

/// The key by which a link finds its address, in small letters.
fn label(event: &Event<'_>) -> Option<String> {
    let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event
    else {
        return None;
    };
    let looked_up =
        matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
    looked_up.then(|| id.to_lowercase())
}

/// Adds the words that the author typed in a line, without typewriter text.
fn typed(inlines: &[Inline], words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) if text.source.is_none() => words.push_str(&text.text),
            Inline::Strong(span) | Inline::Emphasis(span) | Inline::Struck(span) => {
                typed(&span.content, words);
            }
            Inline::Link(link) => typed(&link.content, words),
            _ => words.push(' '),
        }
    }
}
