//! Finds typed references such as "see paragraph 3.2", and remarks on each because the number will change.

use crate::language::sentences::bare;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::outline::{Appendix, Outline, Section};
use super::remarks::Remarks;
use super::tree::{Block, Inline, Standing, each_line, line};

/// Words that precede the number of a paragraph or section.
const WORDS: [&str; 8] =
    ["paragraph", "paragraphs", "para", "paras", "para.", "section", "sections", "paras."];

/// Words for laws and other documents with numbered parts.
const LAWS: [&str; 12] = [
    "Act",
    "Acts",
    "Code",
    "Constitution",
    "Directive",
    "Measure",
    "Order",
    "Regulation",
    "Regulations",
    "Rules",
    "Schedule",
    "Schedules",
];
/// Small words in the name of a law, and between its parts.
const JOINS: [&str; 11] = ["&", "and", "etc", "for", "in", "into", "of", "on", "or", "the", "to"];
/// Words between a number and the law that it belongs to.
const LEADS: [&str; 3] = ["in", "to", "under"];

/// Marks that end a sentence or a part of one.
const ENDS: [char; 3] = ['.', ';', ':'];

/// How many words around a reference may belong to it.
const LONGEST: usize = 20;
/// The most references reported in one line.
const MOST: usize = 50;

/// Remarks on typed references.
pub(super) fn find(blocks: &mut [Block], remarks: &mut Remarks) {
    let (mut numbers, mut numbered) = (BTreeMap::new(), BTreeSet::new());
    for block in blocks.iter() {
        if let Block::Paragraph(paragraph) = block
            && let Some(label) = &paragraph.label
        {
            let number = label.text.trim_matches(['.', '(', ')', ' ']).to_owned();
            let start: String = line(&paragraph.content).chars().take(50).collect();
            let counts = matches!(paragraph.standing, Standing::Numbered | Standing::Sub);
            // If an item and a paragraph have the same number, the paragraph is meant.
            if counts && numbered.insert(number.clone()) {
                numbers.insert(number, start);
            } else {
                numbers.entry(number).or_insert(start);
            }
        }
    }
    each_line(blocks, &mut |content| mark(content, &numbers, remarks));
}

/// Turns references to an appendix by number into references by label, so that they get the number of the house
/// style.
pub(super) fn to_appendices(outline: &mut Outline) {
    let Outline { sections, recommendations, appendices, .. } = outline;
    let mut refer = |content: &mut Vec<Inline>| {
        let (mut at, mut found) = (0, 0);
        while at < content.len() && found < MOST {
            if let Inline::Text(text, manner) = &content[at]
                && let Some((range, n)) = appendix_in(text, appendices)
            {
                let parts = [&text[..range.start], &text[range.clone()], &text[range.end..]];
                let [before, said, after] = parts.map(str::to_owned);
                let (manner, appendix) = (*manner, &mut appendices[n]);
                appendix.referred = true;
                let reference = Inline::Reference(said, appendix.name());
                content.splice(
                    at..=at,
                    [Inline::Text(before, manner), reference, Inline::Text(after, manner)],
                );
                (at, found) = (at + 1, found + 1);
            }
            at += 1;
        }
    };
    fn inside(section: &mut Section, refer: &mut dyn FnMut(&mut Vec<Inline>)) {
        each_line(&mut section.blocks, refer);
        section.inner.iter_mut().for_each(|inner| inside(inner, refer));
    }
    sections.iter_mut().for_each(|section| inside(section, &mut refer));
    recommendations.iter_mut().for_each(|blocks| each_line(blocks, &mut refer));
}

/// The range of the first mention of an appendix by number or letter, and its index.
fn appendix_in(text: &str, appendices: &[Appendix]) -> Option<(Range<usize>, usize)> {
    let small = text.to_ascii_lowercase();
    small.match_indices("appendix").find_map(|(start, word)| {
        let rest = text[start + word.len()..].strip_prefix([' ', '\u{A0}'])?;
        let label = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
        let is_whole = !text[..start].ends_with(char::is_alphanumeric) && label > 0;
        let end = text.len() - rest.len() + label;
        let named = |appendix: &Appendix| appendix.label.eq_ignore_ascii_case(&rest[..label]);
        let n = appendices.iter().position(named).filter(|_| is_whole)?;
        Some((start..end, n))
    })
}

/// Marks the spots of references in a line.
fn mark(content: &mut Vec<Inline>, numbers: &BTreeMap<String, String>, remarks: &mut Remarks) {
    let (mut at, mut found) = (0, 0);
    while at < content.len() && found < MOST {
        if let Inline::Text(text, manner) = &content[at]
            && let Some((range, number)) = reference(text, numbers)
        {
            let parts = [&text[..range.start], &text[range.clone()], &text[range.end..]];
            let [before, said, after] = parts.map(|part| Inline::Text(part.to_owned(), *manner));
            let target = numbers.get(&number).map(String::as_str).unwrap_or_default();
            let spot = remarks.at(
                format!("this refers to {number} of the draft (“{target} …”) by a number that was typed"),
                "end that paragraph with {#label}, and write {{ ref(\"label\") }} here, so that the number is always right",
            );
            content.splice(at..=at, [before, spot, said, after]);
            found += 1;
            at += 3;
            continue;
        }
        at += 1;
    }
}

/// The range of the first reference to a number of the draft, and that number.
fn reference(text: &str, numbers: &BTreeMap<String, String>) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    let words: Vec<(usize, &str)> = text
        .split_inclusive([' ', '\u{A0}'])
        .map(|word| {
            at += word.len();
            (at - word.len(), word.trim_end())
        })
        .collect();
    words.windows(2).enumerate().find_map(|(n, pair)| {
        let [(start, name), (second, number)] = pair else { return None };
        let name = name.trim_start_matches(['(', '“', '[']).to_lowercase();
        let bare = number.trim_matches(|next: char| !next.is_ascii_alphanumeric());
        let named = WORDS.contains(&name.as_str());
        // "See 3.1", "at 3.1 above".
        let dotted =
            bare.contains('.') && matches!(name.as_str(), "see" | "in" | "at" | "under" | "and");
        if !(named || dotted) || !numbers.contains_key(bare) {
            return None;
        }
        // "section 17 of the Crime and Disorder Act" and "paragraphs 1 and 3 of Part 1" belong to another document.
        let more = |word: &&str| {
            word.starts_with(|next: char| next.is_ascii_digit())
                || matches!(*word, "and" | "to" | "or" | "–")
        };
        let following = words[n + 2..].iter().map(|(_, word)| *word);
        let mut following = following.take(LONGEST).skip_while(more);
        let goes_on = !number.ends_with(ENDS);
        let of_law = goes_on && leads_to_law(following.clone());
        let of = following.next() == Some("of") && !matches!(following.next(), Some("this"));
        let before = words[..n].iter().rev().map(|(_, word)| *word).take(LONGEST);
        let before = before.take_while(|word| !word.ends_with(ENDS));
        let is_elsewhere = of || of_law || is_law(before);
        (!is_elsewhere).then(|| (*start..second + number.len(), bare.to_owned()))
    })
}

/// Whether the words after a number name the law that it belongs to: "Schedule 12A", "in Part 1 of the Act".
fn leads_to_law<'t>(following: impl Iterator<Item = &'t str>) -> bool {
    let mut following = following.peekable();
    following.next_if(|word| LEADS.contains(word));
    let whole = following.scan(false, |ended, word| {
        (!std::mem::replace(ended, word.ends_with(ENDS))).then_some(word)
    });
    is_law(whole)
}

/// Whether words on either side of a number are those of a law: its name, and the numbers and names of its parts.
fn is_law<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let mut words = words.map(bare);
    let is_of_it = |word: &str| {
        let small = word.to_lowercase();
        let is_part = WORDS.contains(&small.as_str()) || small.starts_with("sub");
        let names = word.starts_with(char::is_uppercase)
            || word.contains(|next: char| next.is_ascii_digit());
        is_part || names || word.is_empty() || JOINS.contains(&word)
    };
    words
        .find(|word| LAWS.contains(word) || !is_of_it(word))
        .is_some_and(|word| LAWS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_law_is_none_of_the_draft() {
        let numbers = ["3", "3.1", "17"].map(|number| (number.to_owned(), String::new()));
        let found = |text: &str| reference(text, &numbers.clone().into()).map(|(_, number)| number);
        for text in [
            "exempt under Schedule 12A, paragraph 3",
            "Schedule 12A to the Local Government Act 1972, paragraphs 3 and 5",
            "the Care Act 2014, section 17, and its guidance",
            "Part 4 of the Safety (Homes) Regulations 2021, paragraph 3",
            "Schedule 2 (Part 1, paragraph 3)",
            "see paragraph 3, Schedule 12A",
            "paragraph 3 (Schedule 12A)",
            "paragraphs 3 and 5 in Part 1 of Schedule 12A",
            "paragraph 3 to the Schedule",
            "section 17 under the Crime and Disorder Act 1998",
            "section 17 Crime and Disorder Act 1998",
            "section 17 of the law",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        for (text, number) in [
            ("see paragraph 3", "3"),
            ("see paragraph 3. Schedule 12A says more", "3"),
            ("see paragraph 3, where Schedule 12A is set out", "3"),
            ("It is in Schedule 12A. Paragraph 3 says why", "3"),
            ("Schedule 12A applies, as paragraph 3 says", "3"),
            ("the Head of Roads set out in paragraph 3 what is due", "3"),
            ("We act on paragraph 3", "3"),
            ("paragraph 3 of this report and the Act", "3"),
            ("in 3.1 above", "3.1"),
        ] {
            assert_eq!(found(text).as_deref(), Some(number), "{text}");
        }
    }
}
