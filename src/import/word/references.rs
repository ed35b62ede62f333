//! References that were typed, such as "see paragraph 3.2": each is said, since its number will be another one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::outline::{Appendix, Outline, Section};
use super::remarks::Remarks;
use super::tree::{Block, Inline, Standing, each_line, line};

/// What a number is referred to as.
const WORDS: [&str; 8] =
    ["paragraph", "paragraphs", "para", "paras", "para.", "section", "sections", "paras."];

/// How many words after a reference can go on with it.
const LONGEST: usize = 20;
/// The most references of one line that are said.
const MOST: usize = 50;

/// Says which references were typed.
pub(super) fn find(blocks: &mut [Block], remarks: &mut Remarks) {
    let (mut numbers, mut numbered) = (BTreeMap::new(), BTreeSet::new());
    for block in blocks.iter() {
        if let Block::Paragraph(paragraph) = block
            && let Some(label) = &paragraph.label
        {
            let number = label.text.trim_matches(['.', '(', ')', ' ']).to_owned();
            let start: String = line(&paragraph.content).chars().take(50).collect();
            let counts = matches!(paragraph.standing, Standing::Numbered | Standing::Sub);
            // Where an item has the number of a paragraph, it is the paragraph that is referred to.
            if counts && numbered.insert(number.clone()) {
                numbers.insert(number, start);
            } else {
                numbers.entry(number).or_insert(start);
            }
        }
    }
    each_line(blocks, &mut |content| mark(content, &numbers, remarks));
}

/// Makes what refers to an appendix by its number refer to it by its name, so that it has the number that the house style
/// gives.
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

/// Where words first name an appendix by its number or letter, and which one.
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

/// Where words refer to one of the numbers of a draft, and to which.
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
        // "section 17 of the Crime and Disorder Act" and "paragraphs 1 and 3 of Part 1" are another document's.
        let more = |word: &&str| {
            word.starts_with(|next: char| next.is_ascii_digit())
                || matches!(*word, "and" | "to" | "or" | "–")
        };
        let following = words[n + 2..].iter().map(|(_, word)| *word);
        let mut following = following.take(LONGEST).skip_while(more);
        let of = following.next() == Some("of") && !matches!(following.next(), Some("this"));
        (!of).then(|| (*start..second + number.len(), bare.to_owned()))
    })
}
