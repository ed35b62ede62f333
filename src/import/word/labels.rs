//! Recognises the numbers and bullets of paragraphs: typed ones are separated from words, and numbered paragraphs
//! from lists.
//!
//! In come the blocks of a draft; out come the same blocks, each paragraph with its label and its standing. Typed
//! labels are removed, because the house style has its own.

use std::collections::BTreeSet;

use super::remarks::Remarks;
use super::tree::{Block, Label, LabelKind, Paragraph, Shape, Standing, line, plain};

/// Characters that are bullets wherever they begin a line.
const BULLETS: [char; 14] =
    ['•', '·', '▪', '●', '○', '◦', '‣', '➢', '■', '□', '►', '✓', '\u{F0B7}', '\u{F0A7}'];
/// Characters that are bullets if several lines begin with them.
const DASHES: [char; 5] = ['-', '–', '—', '*', 'o'];
/// The fewest paragraphs with a bare number, starting from 1, that form a sequence.
const FEWEST_BARE: usize = 3;
/// The name of the list that these paragraphs form; Word's own lists have numbers for names.
const BARE: &str = "bare";
/// The share of paragraphs, in per cent, from which a numbering counts as that of the paper.
const MOST: usize = 60;

/// A typed label, and the number of characters in it and the space after it.
struct Typed {
    label: Label,
    length: usize,
    /// Whether it can only be a label: it is followed by a tab, or has two numbers.
    sure: bool,
    /// Whether it is a bare number, which is a label only in a sequence of headings or paragraphs.
    bare: bool,
}

impl Typed {
    /// The same label as one of a sequence of paragraphs with bare numbers.
    fn of_paragraphs(mut self) -> Self {
        self.label.list = Some(BARE.to_owned());
        self
    }
}

/// Finds typed labels, and removes them from the text.
pub(super) fn find_typed(blocks: &mut [Block], remarks: &mut Remarks) {
    let mut found: Vec<Option<Typed>> = blocks.iter().map(typed_in).collect();
    for (of_headings, fewest) in [(true, 2), (false, FEWEST_BARE)] {
        let is_bare = |(block, typed): (&Block, &Option<Typed>)| {
            let bare = typed.as_ref().filter(|typed| typed.bare && is_headed(block) == of_headings);
            bare.map(|typed| typed.label.number)
        };
        let bare: Vec<Option<usize>> = blocks.iter().zip(&found).map(is_bare).collect();
        let numbers: Vec<usize> = bare.iter().copied().flatten().collect();
        if numbers.len() < fewest || !numbers.iter().copied().eq(1..=numbers.len()) {
            for (typed, _) in found.iter_mut().zip(bare).filter(|(_, bare)| bare.is_some()) {
                *typed = None;
            }
        }
    }
    let accepted: Vec<bool> = (0..found.len()).map(|at| is_label(&found, blocks, at)).collect();
    for ((block, typed), accepted) in blocks.iter_mut().zip(found).zip(accepted) {
        if let (Block::Paragraph(paragraph), Some(typed), true) = (block, typed, accepted) {
            paragraph.cut(typed.length);
            if typed.label.kind != LabelKind::Bullet {
                remarks.leave_out(&typed.label.text);
            }
            paragraph.label = Some(typed.label);
        }
    }
}

/// The label that a block may begin with.
fn typed_in(block: &Block) -> Option<Typed> {
    match block {
        Block::Paragraph(paragraph) if paragraph.shape == Shape::Title => None,
        Block::Paragraph(paragraph) if paragraph.label.is_none() => {
            let words = plain(&paragraph.content);
            let heads = is_headed(block);
            let section = || section_number(&words).filter(|_| heads);
            let bare = || {
                let found = bare(&words)?;
                let sentence =
                    words.trim_end().ends_with(['.', '?', ':']) && words.split(' ').count() > 3;
                match heads {
                    true => Some(found),
                    false => sentence.then(|| found.of_paragraphs()),
                }
            };
            typed(&words).or_else(section).or_else(bare)
        }
        _ => None,
    }
}

/// Whether a block is a heading, or bold throughout like one.
fn is_headed(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.shape, Shape::Heading(_))
        || super::headings::all(&paragraph.content, &|manner| manner.bold))
}

/// The bare number at the beginning of a heading or paragraph: "1 Introduction".
fn bare(words: &str) -> Option<Typed> {
    let (digits, rest) = words.split_once(' ')?;
    let number = digits.parse().ok().filter(|_| digits.len() < 3)?;
    let capital = rest.trim_start().starts_with(char::is_uppercase);
    let length = words.len() - rest.trim_start().len();
    capital.then(|| Typed { bare: true, ..numbered(digits, number, length) })
}

/// The number of a section spelled out: "SECTION 2: DETAIL".
fn section_number(words: &str) -> Option<Typed> {
    let start = words.get(..8).filter(|start| start.eq_ignore_ascii_case("section "))?;
    let (digits, rest) = words[start.len()..].split_once([':', '.', '–', '—', '-', ' '])?;
    let number = digits.trim().parse().ok()?;
    let own = rest.trim_start_matches([' ', ':', '–', '—', '-']);
    let length = words.len() - own.len();
    let label = words[..length].trim_end();
    (!own.is_empty()).then(|| numbered(label, number, words[..length].chars().count()))
}

/// A number before a heading, with its length in characters.
fn numbered(text: &str, number: usize, length: usize) -> Typed {
    let (text, kind) = (text.to_owned(), LabelKind::Number);
    let label = Label { text, kind, number, parts: 1, level: 0, list: None };
    Typed { label, length, sure: true, bare: false }
}

/// The label that text may begin with.
fn typed(words: &str) -> Option<Typed> {
    let space = words.len() - words.trim_start().len();
    let rest = &words[space..];
    let first = rest.chars().next()?;
    let (end, kind, number, parts) = if BULLETS.contains(&first) || DASHES.contains(&first) {
        (first.len_utf8(), LabelKind::Bullet, 1, 1)
    } else {
        counted(rest)?
    };
    let after = &rest[end..];
    let gap = after.chars().take_while(|next| next.is_whitespace()).count();
    if gap == 0 || after.trim().is_empty() {
        return None;
    }
    let tab = after.chars().take(gap).any(|next| next == '\t');
    let capital = after
        .trim_start()
        .starts_with(|next: char| next.is_uppercase() || "“\"‘'[(£".contains(next));
    let sure = BULLETS.contains(&first) || tab || parts > 1 && capital;
    let label = Label { text: rest[..end].to_owned(), kind, number, parts, level: 0, list: None };
    let length = words[..space + end].chars().count() + gap;
    Some(Typed { label, length, sure, bare: false })
}

/// The first number or letter of a list without successors, and the length of it and the space after it in
/// characters.
pub(super) fn lone(words: &str) -> Option<(String, usize)> {
    let Typed { label, length, .. } = typed(words)?;
    (label.kind != LabelKind::Bullet && label.number == 1).then_some((label.text, length))
}

/// Text without the number at its beginning: "Summary" from "1. Summary".
pub(super) fn after_number(words: &str) -> &str {
    let typed = typed(words).filter(|typed| typed.label.kind == LabelKind::Number);
    let end = typed.and_then(|typed| words.char_indices().nth(typed.length));
    end.map_or(words, |(end, _)| &words[end..])
}

/// The label that a whole text consists of.
pub(super) fn whole_label(words: &str) -> Option<Label> {
    let with_tab = format!("{words}\t.");
    let Typed { label, .. } = typed(&with_tab)?;
    (label.text == words.trim()).then_some(label)
}

/// The number or letter that a whole text consists of.
pub(super) fn counted_label(words: &str) -> Option<Label> {
    whole_label(words).filter(|label| label.kind != LabelKind::Bullet)
}

/// The number, letter or numeral at the beginning of text: where it ends, its kind, its value, and its parts.
fn counted(words: &str) -> Option<(usize, LabelKind, usize, usize)> {
    let open = usize::from(words.starts_with('('));
    let inner = &words[open..];
    let end = inner
        .find(|next: char| !next.is_ascii_alphanumeric() && next != '.')
        .unwrap_or(inner.len());
    let body = inner[..end].trim_end_matches('.');
    let close = inner[body.len()..].starts_with([')', '.', ':']);
    let end = open + body.len() + usize::from(close);
    if body.is_empty() || open == 1 && !words[..end].ends_with(')') {
        return None;
    }
    if body.starts_with(|next: char| next.is_ascii_digit()) {
        let parts: Option<Vec<usize>> =
            body.split('.').map(|part| part.parse().ok().filter(|_| part.len() < 4)).collect();
        let parts =
            parts.filter(|parts| parts.len() > 1 || close || words[end..].starts_with('\t'))?;
        return Some((end, LabelKind::Number, *parts.last()?, parts.len()));
    }
    let small = body.to_ascii_lowercase();
    let numeral = roman(&small).filter(|_| small.len() > 1 || matches!(&*small, "i" | "v" | "x"));
    match (close, small.len(), numeral) {
        (true, _, Some(number)) => Some((end, LabelKind::Roman, number, 1)),
        (true, 1, None) => {
            Some((end, LabelKind::Letter, usize::from(small.as_bytes()[0] - b'a') + 1, 1))
        }
        _ => None,
    }
}

/// The value of a lower-case Roman numeral.
fn roman(numeral: &str) -> Option<usize> {
    (1..40).find(|number| crate::model::style::pattern::label("i", *number) == numeral)
}

/// Whether the beginning of a block is a label: it can be nothing else, or its neighbours are in sequence with it.
fn is_label(found: &[Option<Typed>], blocks: &[Block], at: usize) -> bool {
    let Some(typed) = &found[at] else { return false };
    if typed.sure {
        return true;
    }
    let neighbour =
        |other: Option<usize>| other.and_then(|other| found.get(other)).and_then(Option::as_ref);
    let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
    let Label { kind, number, text, .. } = &typed.label;
    if *kind == LabelKind::Bullet {
        let same = |other: Option<&Typed>| other.is_some_and(|other| other.label.text == *text);
        let led = at.checked_sub(1).and_then(|before| blocks.get(before));
        let led = led.is_some_and(|before| matches!(before, Block::Paragraph(before) if line(&before.content).ends_with(':')));
        return same(before) || same(after) || led && text != "o";
    }
    // Two consecutive labels may have other blocks between them: the continuation of an item, or a list inside it.
    let counts = |other: &Typed, wanted: usize| {
        let alike = other.label.kind == *kind || is_letter_of(&other.label, *kind, wanted);
        alike
            && other.label.parts == typed.label.parts
            && (other.label.number == wanted || is_letter_of(&other.label, *kind, wanted))
    };
    let near = |range: std::ops::Range<usize>, wanted: usize| {
        found.get(range).into_iter().flatten().flatten().any(|other| counts(other, wanted))
    };
    let before = number.checked_sub(1).filter(|wanted| *wanted > 0);
    let following = at + 1..(at + 21).min(found.len());
    // "1." above "1.1", or before a heading, which gets its number from the house style.
    let inner = format!("{}.", text.trim_end_matches(['.', ')', ':']));
    let leads = found[following.clone()].iter().flatten().any(|other| {
        other.label.parts == typed.label.parts + 1 && other.label.text.starts_with(&inner)
    });
    let heads =
        matches!(&blocks[at], Block::Paragraph(one) if matches!(one.shape, Shape::Heading(_)));
    *kind == LabelKind::Number && (leads || heads)
        || before.is_some_and(|wanted| near(at.saturating_sub(20)..at, wanted))
        || near(following, number + 1)
}

/// Whether a label read as a numeral is the letter wanted: (i) after (h).
fn is_letter_of(label: &Label, kind: LabelKind, wanted: usize) -> bool {
    let letter = label.text.trim_matches(['(', ')', '.']).chars().next();
    let letter =
        letter.and_then(|letter| (letter.to_ascii_lowercase() as usize).checked_sub('a' as usize));
    kind == LabelKind::Letter
        && label.kind == LabelKind::Roman
        && letter.map(|letter| letter + 1) == Some(wanted)
}

/// Consecutive paragraphs of one list.
struct Run {
    list: Option<String>,
    /// The number of headings before it.
    section: usize,
    /// Whether a line ending in a colon introduces it.
    led: bool,
    /// The numbers of its first and last paragraph, and how many there are.
    first: usize,
    last: usize,
    count: usize,
}

/// Decides for each labelled paragraph whether it is a numbered paragraph of the paper or an item of a list.
pub(super) fn settle(blocks: &mut [Block]) {
    let numbered = numbered_lists(blocks);
    let mut main: Option<usize> = None;
    for block in blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        if matches!(paragraph.shape, Shape::Heading(_) | Shape::Title) {
            main = None;
            continue;
        }
        let Some(label) = &paragraph.label else { continue };
        let counts =
            label.kind == LabelKind::Number && (label.parts > 1 || numbered.contains(&label.list));
        paragraph.standing = match main {
            _ if !counts => Standing::Item,
            Some(main) if label.parts > main => Standing::Sub,
            _ => {
                main = Some(label.parts);
                Standing::Numbered
            }
        };
        paragraph.shape = Shape::Plain;
    }
}

/// The lists that number the paragraphs of the paper: they continue from section to section, or contain most
/// paragraphs, and are not introduced as lists are.
fn numbered_lists(blocks: &[Block]) -> BTreeSet<Option<String>> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut section, mut body, mut open, mut led) = (0, 0, false, false);
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            open = false;
            continue;
        };
        match (&paragraph.label, paragraph.shape) {
            (_, Shape::Heading(_)) => {
                section += 1;
                open = false;
            }
            (Some(label), _) if label.kind == LabelKind::Number && label.parts == 1 => {
                body += 1;
                let (list, number) = (label.list.clone(), label.number);
                match runs.last_mut().filter(|run| open && run.list == list) {
                    Some(run) => (run.last, run.count) = (number, run.count + 1),
                    None => {
                        runs.push(Run { list, section, led, first: number, last: number, count: 1 })
                    }
                }
                open = true;
            }
            (Some(_), _) => {}
            (None, _) => {
                body += usize::from(is_prose(paragraph));
                open = false;
            }
        }
        led = line(&paragraph.content).ends_with(':');
    }
    let lists: BTreeSet<&Option<String>> = runs.iter().map(|run| &run.list).collect();
    let counts = |list: &&Option<String>| {
        let own = || runs.iter().filter(|run| run.list == **list);
        let all: usize = own().map(|run| run.count).sum();
        let led = own().filter(|run| run.led).count();
        let sections: BTreeSet<_> = own().map(|run| run.section).collect();
        // Another list may continue where this one ends, below another heading.
        let goes_on = runs.windows(2).any(|pair| {
            pair[1].first > 1
                && pair[1].first == pair[0].last + 1
                && pair[0].section != pair[1].section
                && pair.iter().any(|run| run.list == **list)
        });
        let most = all * 100 >= body * MOST && all > 3;
        led * 2 <= own().count() && (section > 0 && sections.len() > 1 || goes_on || most)
    };
    lists.iter().copied().filter(|list| counts(list)).cloned().collect()
}

/// Whether a paragraph is too long for a line of a form.
fn is_prose(paragraph: &Paragraph) -> bool {
    line(&paragraph.content).split(' ').count() > 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(words: &str) -> Option<(String, usize)> {
        typed(words).map(|typed| (typed.label.text, typed.length))
    }

    #[test]
    fn labels_are_told_from_words_that_start_alike() {
        assert_eq!(label("1.2\tThe Council"), Some(("1.2".into(), 4)));
        assert_eq!(label("(a) one"), Some(("(a)".into(), 4)));
        assert_eq!(label("iv. one"), Some(("iv.".into(), 4)));
        assert_eq!(label("•  one"), Some(("•".into(), 3)));
        assert_eq!(label("3)\tone"), Some(("3)".into(), 3)));
        for words in [
            "2020. The year",
            "1.2million",
            "A council",
            "I am",
            "3 schools",
            "(see below) one",
            "e.g. one",
            "",
        ] {
            assert_eq!(label(words).filter(|_| typed(words).unwrap().sure), None, "{words}");
        }
        assert!(!typed("1.2 million people").unwrap().sure);
        assert!(typed("1.2 The Council").unwrap().sure);
    }
}
