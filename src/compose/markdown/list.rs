//! Reads lists, and lines that only look like list items.
//!
//! The events of a list come in; a list with the house style's markers goes out or, where its numbers are years,
//! dates or minute numbers, paragraphs that begin with them as written. Numbers that would be printed as others are
//! reported.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::number::label;
use super::{Events, Reader, Written, plain_blocks};
use crate::diag::{Diagnostic, Rule};
use crate::document::*;

/// The least number that no item has: a line that starts with it or more starts with a year or the like.
const NO_ITEM: usize = 100;

impl Reader<'_, '_> {
    /// Reads the items of a list.
    pub(super) fn list(&mut self, first: Option<u64>, events: &mut Events<'_, '_>) -> List {
        let ordered = first.is_some();
        let common = match ordered {
            true => self.lists.number(self.ordered),
            false => self.lists.bullet(self.bullets),
        };
        let first = first.and_then(|first| usize::try_from(first).ok()).unwrap_or(1);
        *(if ordered { &mut self.ordered } else { &mut self.bullets }) += 1;
        let mut items = Vec::new();
        let mut numbers = Vec::new();
        while let Some((Event::Start(Tag::Item), range)) = events.peek() {
            numbers.extend(self.number(range.start));
            events.next();
            let written = self.blocks(events);
            self.check_whole(&written, "an item of a list");
            let blocks = plain_blocks(written);
            events.next();
            let quoted = matches!(blocks[..], [Block::Quotation(_)]);
            let pattern = self.lists.quotations.as_ref().filter(|_| ordered && quoted);
            let pattern = pattern.map_or(common, |pattern| pattern.as_str());
            let label = label(pattern, first.saturating_add(items.len()));
            let anchor = blocks.first().and_then(|block| match block {
                Block::Paragraph(paragraph) => paragraph.anchor.clone(),
                // Withheld blocks keep their own anchors.
                _ => None,
            });
            items.push(Item { label, blocks, anchor });
        }
        *(if ordered { &mut self.ordered } else { &mut self.bullets }) -= 1;
        if ordered {
            self.check_numbers(&numbers);
            self.counted = first.saturating_add(items.len()).saturating_sub(1);
        }
        List { ordered, items }
    }

    /// Reports an item or quotation that is withheld in part, since its author may have meant all of it.
    pub(super) fn check_whole(&mut self, written: &[Written], what: &str) {
        let mark = |one: &Written| match one {
            Written::Paragraph(_, own, place) => own.grounds().map(|_| *place),
            Written::Heading(..) | Written::Blocks(_) => None,
        };
        let is_open = |one: &Written| match one {
            Written::Paragraph(..) => mark(one).is_none(),
            Written::Heading(..) => true,
            Written::Blocks(blocks) => {
                blocks.iter().any(|block| !matches!(block, Block::Withheld(_)))
            }
        };
        let Some(place) = written.iter().find_map(mark) else { return };
        if written.iter().any(is_open) {
            let message =
                format!("this mark withholds a part of {what}, and can be meant for all of it");
            self.problems.push(
                Diagnostic::error(place, message)
                    .hint("end each paragraph in it with the mark, or part it from what is open"),
            );
        }
    }

    /// Reports a list that does not start at 1 or after the last one, and items whose numbers are not consecutive.
    fn check_numbers(&mut self, numbers: &[(usize, Range<usize>)]) {
        let Some(((first, range), rest)) = numbers.split_first() else { return };
        if *first != 1 && *first != self.counted + 1 {
            let message = format!("this is read as a list whose first item is number {first}");
            self.warn_of_number(range, message, "write `1.` if it starts a list");
        }
        // Items that all have the same number are counted, as in Markdown.
        if rest.iter().all(|(number, _)| number == first) {
            return;
        }
        let odd = (first + 1..).zip(rest).find(|(counted, (number, _))| counted != number);
        if let Some((counted, (number, range))) = odd {
            let message =
                format!("this item is numbered {number}, and will be printed as number {counted}");
            self.warn_of_number(range, message, "number the items in their order");
        }
    }

    /// Reports a number that would be printed as another.
    fn warn_of_number(&mut self, range: &Range<usize>, message: String, remedy: &str) {
        let place = self.prepared.place_of(range.clone());
        let number = self.prepared.markdown.get(range.clone()).unwrap_or_default();
        let (sign, name) =
            if number.ends_with(')') { (")", "bracket") } else { (".", "full stop") };
        let literal = self.prepared.literal(sign);
        let hint =
            format!("{remedy}; if it is no list, put a backslash before the {name}, `{literal}`");
        self.problems.push(Diagnostic::of(Rule::PastedText, place, message).hint(hint));
    }

    /// The number at the start of an item, and its range in the Markdown.
    fn number(&self, start: usize) -> Option<(usize, Range<usize>)> {
        let text = self.prepared.markdown.get(start..)?;
        let length = text.find(|next: char| !next.is_ascii_digit())?;
        Some((text[..length].parse().ok()?, start..start + length + 1))
    }

    /// Whether a list only looks like one: its line starts with a year, a date or a number of 100 or more, or there
    /// is no other line.
    pub(super) fn is_typed(&self, start: usize) -> bool {
        let markdown = &self.prepared.markdown;
        let line_start = markdown[..start].rfind('\n').map_or(0, |end| end + 1);
        let line = markdown[line_start..].lines().next().unwrap_or_default();
        let line = line.trim_start_matches(|next: char| !next.is_ascii_digit());
        self.number(start).is_some_and(|(number, _)| number >= NO_ITEM)
            || is_date(line)
            || !markdown.trim().contains('\n')
    }

    /// Reads what only looks like a list as paragraphs that start with their numbers as written.
    pub(super) fn typed<'e, 'a>(
        &mut self,
        range: &Range<usize>,
        events: &mut Events<'e, 'a>,
        blocks: &mut Vec<Written>,
    ) {
        let start = blocks.len();
        let items = self.nested(range, events, |reader, events| {
            let mut all = Vec::new();
            while let Some((Event::Start(Tag::Item), range)) = events.peek() {
                let number = reader.number(range.start).map(|(_, number)| number);
                events.next();
                let mut item = reader.blocks(events);
                events.next();
                if let Some(number) = number {
                    reader.put_before(number, &mut item);
                }
                all.append(&mut item);
            }
            all
        });
        blocks.extend(items.unwrap_or_default());
        self.typed = start..blocks.len();
    }

    /// Puts the number in a range of the Markdown at the start of an item.
    fn put_before(&self, number: Range<usize>, item: &mut Vec<Written>) {
        let place = self.prepared.place_of(number.clone());
        let written = self.prepared.markdown.get(number).unwrap_or_default();
        match item.first_mut() {
            Some(Written::Paragraph(content, _, from)) => {
                content.insert(0, Inline::text(format!("{written} "), place));
                from.start = place.start;
            }
            _ => {
                let content = vec![Inline::text(written, place)];
                item.insert(0, Written::Paragraph(content, Default::default(), place));
            }
        }
    }
}

/// Whether a line starts with a date in figures: `14. 07. 2022`.
fn is_date(line: &str) -> bool {
    let mut parts = line.splitn(3, ['.', '/']).map(str::trim);
    let is_short = |part: Option<&str>| {
        part.is_some_and(|part| {
            (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let year = |part: Option<&str>| {
        let digits = part
            .map_or(0, |part| part.find(|next: char| !next.is_ascii_digit()).unwrap_or(part.len()));
        matches!(digits, 2 | 4)
    };
    is_short(parts.next()) && is_short(parts.next()) && year(parts.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_figures_is_told_from_the_number_of_an_item() {
        for date in ["14. 07. 2022 was the day", "1.7.22", "14. 7. 2022", "14/07/2022"] {
            assert!(is_date(date), "{date}");
        }
        for item in ["14. Officers", "1. 2 of the 10. 20 were", "3. 5 per cent", "2020. No", "14."]
        {
            assert!(!is_date(item), "{item}");
        }
    }
}
