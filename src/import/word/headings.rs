//! Decides which paragraphs are headings, and at what level: those with a heading style, and those that only look
//! like headings.

use std::collections::BTreeSet;

use super::tree::{Block, Inline, Label, LabelKind, Paragraph, Shape, line, lines};
use crate::language::case::capital;

/// The longest heading, in characters.
const LONGEST: usize = 120;

/// The prominence of a line that may be a heading, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    size: u32,
    capitals: bool,
    bold: bool,
}

/// Finds the headings and gives each its level, of which the first is 1. `is_known` says whether the house style has
/// a place for something with that name.
pub(super) fn find(blocks: &mut [Block], is_known: &dyn Fn(&str) -> bool) {
    title_of_only_heading(blocks);
    let styled: BTreeSet<u8> = paragraphs(blocks).filter_map(level).collect();
    let base = styled.first().copied();
    let numbered = (0..blocks.len()).map(|at| counts_as_heading(blocks, at));
    let numbered: Vec<Option<Weight>> = numbered.collect();
    let looks = blocks.iter().map(looks_like_heading).zip(numbered);
    let looks: Vec<Option<Weight>> = looks.map(|(look, numbered)| look.or(numbered)).collect();
    let known = |block: &Block| match block {
        Block::Paragraph(paragraph) => is_known(line(&paragraph.content).trim_end_matches(':')),
        _ => false,
    };
    let mut weights: Vec<Weight> = looks.iter().flatten().copied().collect();
    weights.sort_unstable();
    weights.dedup();
    // Lines at least as prominent as a heading known to the house style are of the first level.
    let first = blocks
        .iter()
        .zip(&looks)
        .filter(|(block, _)| known(block))
        .filter_map(|(_, look)| *look)
        .min();
    let first = first.or(weights.last().copied());
    let mut last = base.unwrap_or(1);
    // The level of the last unlettered heading, below which lettered ones are placed.
    let mut above = last;
    for at in 0..blocks.len() {
        let is_known = known(&blocks[at]);
        let Block::Paragraph(paragraph) = &mut blocks[at] else { continue };
        if let Shape::Heading(level) = paragraph.shape {
            (last, above) = (level, level);
            continue;
        }
        let Some(weight) = looks[at] else { continue };
        let lettered = paragraph.label.as_ref().is_some_and(|one| one.kind == LabelKind::Letter);
        let numbered = paragraph.label.as_ref().map(|label| label.depth() as u8);
        let level = match (base, numbered) {
            _ if lettered => above + 1,
            (Some(base), _) if is_known => base,
            (Some(base), Some(parts)) => base + parts - 1,
            (Some(_), None) => last + 1,
            (None, Some(parts)) => parts,
            (None, None) => {
                let below = weights
                    .iter()
                    .filter(|other| **other > weight && first.is_some_and(|first| **other < first))
                    .count();
                let lighter = first.is_some_and(|first| weight < first);
                if lighter && !is_known { 2 + below as u8 } else { 1 }
            }
        };
        if !lettered {
            above = level;
        }
        paragraph.shape = Shape::Heading(level.min(9));
    }
    raise(blocks);
}

/// Turns a heading into the title if it is the only one of its level, all others are deeper, and only headings
/// precede it.
fn title_of_only_heading(blocks: &mut [Block]) {
    if paragraphs(blocks).any(|paragraph| paragraph.shape == Shape::Title) {
        return;
    }
    let levels: Vec<u8> = paragraphs(blocks).filter_map(level).collect();
    let Some(highest) = levels.iter().min().filter(|_| levels.len() > 1) else { return };
    let is_highest =
        |block: &Block| matches!(block, Block::Paragraph(one) if level(one) == Some(*highest));
    let Some(at) = blocks.iter().position(is_highest) else { return };
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(one) if level(one).is_some());
    let first = levels.first() == Some(highest);
    let alone = levels.iter().filter(|level| *level == highest).count() == 1;
    if alone
        && (first || blocks[..at].iter().all(is_heading))
        && let Block::Paragraph(title) = &mut blocks[at]
    {
        title.shape = Shape::Title;
    }
}

/// Renumbers levels from 1, without gaps.
fn raise(blocks: &mut [Block]) {
    let used: BTreeSet<u8> = paragraphs(blocks).filter_map(level).collect();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && let Shape::Heading(level) = paragraph.shape
        {
            let rank = used.iter().take_while(|used| **used < level).count() + 1;
            paragraph.shape = Shape::Heading(rank as u8);
        }
    }
}

/// The level of a paragraph that is a heading.
fn level(paragraph: &Paragraph) -> Option<u8> {
    match paragraph.shape {
        Shape::Heading(level) => Some(level),
        _ => None,
    }
}

fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Paragraph> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    })
}

/// The prominence of a line that looks like a heading: short, and all bold, underlined or in capitals.
fn looks_like_heading(block: &Block) -> Option<Weight> {
    let Block::Paragraph(paragraph) = block else { return None };
    // A letter before bold words belongs to a section; before others, to a list.
    let bold = all(&paragraph.content, &|manner| manner.bold);
    let numbered =
        |label: &Label| label.kind == LabelKind::Number || bold && label.kind == LabelKind::Letter;
    if paragraph.shape != Shape::Plain || !paragraph.label.as_ref().is_none_or(numbered) {
        return None;
    }
    let words = line(&paragraph.content);
    let short = words.chars().count() <= LONGEST && words.split(' ').count() <= 14;
    let open = words.ends_with(['.', ';', ',', '!']) || words.contains(": ");
    if !short || open || !words.chars().any(char::is_alphabetic) || words.starts_with('[') {
        return None;
    }
    let capitals = !words.chars().any(char::is_lowercase)
        && words.chars().filter(|next| next.is_alphabetic()).count() > 3;
    let underlined = all(&paragraph.content, &|manner| manner.underlined);
    (bold || capitals || underlined).then_some(Weight { size: paragraph.size, capitals, bold })
}

/// The prominence of a short, ordinary line whose number is the first part of the next one's.
fn counts_as_heading(blocks: &[Block], at: usize) -> Option<Weight> {
    let parts = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => {
            let label = paragraph.label.as_ref().filter(|label| label.kind == LabelKind::Number)?;
            Some((label.depth(), paragraph))
        }
        _ => None,
    };
    let ((1, own), (2, _)) = (parts(at)?, parts(at + 1)?) else { return None };
    let words = line(&own.content);
    let short = words.split(' ').count() <= 8 && !words.ends_with(['.', ';', ':', ',']);
    let weight = Weight { size: own.size, capitals: false, bold: false };
    (short && own.shape == Shape::Plain && !words.is_empty()).then_some(weight)
}

/// Whether all words of a line have a look.
pub(super) fn all(content: &[Inline], look: &dyn Fn(super::tree::Manner) -> bool) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text, manner) => look(*manner) || text.trim().is_empty(),
        Inline::Link(_, content) => all(content, look),
        Inline::Break | Inline::Note(_) | Inline::Reference(..) | Inline::Spot(_) => true,
    })
}

/// Words that have a number or a letter after them.
const NUMBERED: [&str; 15] = [
    "annex", "annexe", "appendix", "block", "class", "group", "item", "lot", "option", "part",
    "phase", "schedule", "section", "site", "stage",
];

/// The words of a draft as its sentences spell them, used to restore words in capitals.
#[derive(Debug, Default)]
pub(super) struct Spelling(BTreeSet<String>);

impl Spelling {
    /// The words of all lines that are not entirely in capitals.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let all = lines(blocks);
        let prose = all.iter().filter(|line| line.chars().any(char::is_lowercase));
        let words = prose.flat_map(|line| line.split(|next: char| !next.is_alphanumeric()));
        Self(words.filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }

    /// Changes a heading in capitals to sentence case; words that the rest of the draft capitalises keep their
    /// capitals.
    pub(super) fn heading(&self, heading: &str) -> String {
        if heading.chars().any(char::is_lowercase) {
            return heading.to_owned();
        }
        let mut written = String::new();
        let mut rest = heading;
        while !rest.is_empty() {
            let end = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
            let before = written.split_whitespace().next_back().map(str::to_lowercase);
            written.push_str(&self.word(&rest[..end], before.as_deref()));
            let gap = rest[end..].find(char::is_alphanumeric).map_or(rest.len(), |next| end + next);
            written.push_str(&rest[end..gap]);
            rest = &rest[gap..];
        }
        capital(&written)
    }

    /// A word in capitals as the draft spells it elsewhere; the number of a part stays as it is: "PART II", "LOT B".
    fn word(&self, word: &str, before: Option<&str>) -> String {
        let is_roman = word.len() > 1 && word.chars().all(|next| "IVX".contains(next));
        let is_letter = word.len() == 1 && before.is_some_and(|before| NUMBERED.contains(&before));
        if is_roman || is_letter {
            return word.to_owned();
        }
        let small = word.to_lowercase();
        let named = capital(&small);
        let known = |word: &str| self.0.contains(word);
        if known(&small) || small.chars().count() < 2 {
            small
        } else if known(word) {
            word.to_owned()
        } else if known(&named) {
            named
        } else {
            small
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Manner;
    use super::*;

    fn paragraph(words: &str, bold: bool, shape: Shape) -> Block {
        let manner = Manner { bold, ..Manner::default() };
        let content = vec![Inline::Text(words.to_owned(), manner)];
        Block::Paragraph(Paragraph { content, shape, size: 22, ..Paragraph::default() })
    }

    fn levels(blocks: &[Block]) -> Vec<Option<u8>> {
        paragraphs(blocks).map(level).collect()
    }

    #[test]
    fn lines_in_bold_are_headings_below_those_that_have_a_style() {
        let mut blocks = [
            paragraph("Background", false, Shape::Heading(2)),
            paragraph("What inspectors found", true, Shape::Plain),
            paragraph("They found much that is good, and said so at length.", true, Shape::Plain),
            paragraph("Legal implications", true, Shape::Plain),
            paragraph("None.", false, Shape::Plain),
        ];
        find(&mut blocks, &|name| name == "Legal implications");
        assert_eq!(levels(&blocks), [Some(1), Some(2), None, Some(1), None]);
    }

    #[test]
    fn the_only_heading_of_the_first_level_is_the_title() {
        let mut blocks = [
            paragraph("A report", false, Shape::Heading(1)),
            paragraph("Summary", false, Shape::Heading(2)),
            paragraph("Background", false, Shape::Heading(2)),
        ];
        find(&mut blocks, &|_| false);
        assert_eq!(levels(&blocks), [None, Some(1), Some(1)]);
    }

    #[test]
    fn capitals_are_kept_where_the_draft_keeps_them() {
        let blocks = [paragraph("The SEND offer in Anyshire was reviewed.", false, Shape::Plain)];
        let spelling = Spelling::of(&blocks);
        assert_eq!(spelling.heading("SEND OFFER IN ANYSHIRE"), "SEND offer in Anyshire");
        assert_eq!(spelling.heading("Next Steps"), "Next Steps");
        assert_eq!(spelling.heading("PART II"), "Part II");
        assert_eq!(spelling.heading("LOT B: A SEND OFFER"), "Lot B: a SEND offer");
    }
}
