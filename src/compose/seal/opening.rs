//! Makes sealed words into withheld values of the document.
//!
//! A document with sealed words comes in; each text, row, table and chart with any is withheld, with its public
//! words.

use std::sync::Arc;

use super::{ALONE, BETWEEN, CLOSE, DIGITS, OPEN, Seal, is_sealed, unsealed};
use crate::derive::exempt::Statements;
use crate::document::{
    Block, Chart, Element, Inline, Inlines, Link, Node, Table, Target, Told, Whole, WithheldWords,
    each_of, each_of_mut, plain,
};

/// The number of the first seal in a text, if it can be read.
pub(super) fn first(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once(OPEN)?;
    let (number, _) = rest.split_once(BETWEEN)?;
    let digit = |(place, next): (usize, char)| {
        let digit = u32::from(next).checked_sub(DIGITS).filter(|digit| *digit < 16)?;
        usize::try_from(digit).ok()?.checked_shl(u32::try_from(4 * place).ok()?)
    };
    number.chars().enumerate().map(digit).try_fold(0_usize, |sum, digit| Some(sum | digit?))
}

/// The role of blocks about withheld records alone, in place of which the public reads that something is withheld.
pub(in crate::compose) const BRIEFLY: &str = "withheld-briefly";

/// The role of blocks about withheld records alone of which the public reads nothing at all: that they are there would
/// tell something, and the records are told of in another place.
pub(in crate::compose) const UNSAID: &str = "withheld-unsaid";

/// The opening of a paper's seals.
pub(super) struct Opening<'a> {
    pub(super) seals: &'a [Seal],
    pub(super) statements: Statements<'a>,
}

impl Opening<'_> {
    /// The seal of a text. One that an expression cut in two cannot be read, and counts as the first of all seals.
    fn seal(&self, text: &str) -> Option<Seal> {
        if !is_sealed(text) {
            return None;
        }
        let number = first(text);
        let known = number.and_then(|number| self.seals.get(number & !ALONE));
        let seal = known.or(self.seals.first())?.clone();
        Some(match number {
            Some(number) if number & ALONE != 0 => {
                let public = Some(self.statements.wording.word("withheld-number"));
                Seal { whole: None, public, ..seal }
            }
            _ => seal,
        })
    }

    /// Whether an expression names a withheld record by words of its own, and not only by a number.
    fn names_record(&self, expression: &str) -> bool {
        let mut names = expression.split(['"', '\'']).skip(1).step_by(2);
        let is_record =
            |name: &str| self.seals.iter().any(|seal| seal.whole.as_deref() == Some(name));
        names.any(|name| name.contains(char::is_alphabetic) && is_record(name))
    }

    /// Withholds an inline with sealed words.
    pub(super) fn inline(&self, inline: &mut Inline) {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                let Some(seal) = self.seal(&text.text) else {
                    // The key of a withheld record would tell of it: `plan.area("school-closure").actions`.
                    if text.source.as_deref().is_some_and(|source| self.names_record(source)) {
                        text.source = Some(Arc::default());
                    }
                    return;
                };
                let public = self.public(&text.text, &seal);
                let words = Inline::text(unsealed(&text.text), text.place);
                let mark = Inline::strong(self.statements.mark(&seal.grounds));
                *inline = of(&seal, vec![mark, Inline::text(" ", None), words], public);
            }
            Inline::Link(Link { target: Target::Url(address), content, .. }) => {
                let Some(seal) = self.seal(address) else { return };
                *address = unsealed(address);
                let public = self.public(&plain(content), &seal);
                *inline = of(&seal, vec![inline.clone()], public);
            }
            _ => {}
        }
    }

    /// The public words for a text.
    fn public(&self, text: &str, seal: &Seal) -> String {
        let stands = |seal: &Seal, alone: bool| match &seal.public {
            Some(public) => public.clone(),
            None if alone => self.statements.briefly(&seal.grounds),
            None => self.statements.remark(&seal.grounds),
        };
        let cut = first(text).is_none();
        if seal.whole.is_some() || cut {
            // A name by itself becomes its public name; a sentence about the record must not be attached to that
            // name.
            let called = text.trim().strip_prefix(OPEN).and_then(|text| text.strip_suffix(CLOSE));
            return match called.is_some_and(|text| !is_sealed(text)) {
                true => stands(seal, true),
                false => self.statements.briefly(&seal.grounds),
            };
        }
        let (mut public, mut rest) = (String::new(), text);
        while let Some((before, sealed)) = rest.split_once(OPEN) {
            let (_, after) = sealed.split_once(CLOSE).unwrap_or((sealed, ""));
            let alone = before.is_empty() && public.is_empty() && after.is_empty();
            let seal = self.seal(&rest[before.len()..]).unwrap_or_else(|| seal.clone());
            public += before;
            public += &stands(&seal, alone);
            rest = after;
        }
        public + rest
    }

    /// Withholds a block about one record, and rows of a table that are.
    pub(super) fn block(&self, block: &mut Block) {
        let seal = match block {
            Block::Chart(chart) => self.chart(chart),
            Block::Region(region) if region.role == BRIEFLY => {
                let mut inner = std::mem::take(&mut region.blocks);
                if let Some(seal) = self.seal_within(&inner) {
                    unseal(&mut inner);
                    *block = Block::withheld(seal.grounds, Told::Briefly, inner);
                }
                return;
            }
            Block::Region(region) if region.role == UNSAID => {
                let inner = std::mem::take(&mut region.blocks);
                if let Some(seal) = self.seal_within(&inner) {
                    *block = Block::withheld(seal.grounds, Told::Nothing, inner);
                }
                return;
            }
            Block::Table(table) => {
                let seal = self.caption(&mut table.caption, |seal| seal.whole.is_some());
                if seal.is_none() {
                    self.rows(table);
                }
                seal
            }
            _ => return,
        };
        if let Some(seal) = seal {
            let inner = std::mem::replace(block, Block::Rule);
            *block = Block::withheld(seal.grounds, Told::Briefly, vec![inner]);
        }
    }

    /// The first seal in blocks about withheld records; that of any record where they have none.
    fn seal_within(&self, blocks: &[Block]) -> Option<Seal> {
        let mut seal = None;
        each_of(blocks, &mut |node| {
            let text = match node {
                Node::Inline(Inline::Text(text) | Inline::Code(text)) => &text.text,
                Node::Block(Block::Chart(chart)) => &chart.alternative,
                Node::Block(_) | Node::Inline(_) | Node::Item(_) => return,
            };
            seal = seal.take().or_else(|| self.seal(text));
        });
        seal.or(self.seals.first().cloned())
    }

    /// The seal of a chart about a record; its words are unsealed.
    fn chart(&self, chart: &mut Chart) -> Option<Seal> {
        let mut seal = self.seal(&chart.alternative);
        chart.alternative = unsealed(&chart.alternative);
        chart.each_label_mut(&mut |label| {
            seal = seal.take().or_else(|| self.seal(label));
            *label = unsealed(label);
        });
        let of_caption = self.caption(&mut chart.caption, |_| true);
        seal.or(of_caption)
    }

    /// The seal of a caption that withholds what is below it; its words are unsealed.
    fn caption(
        &self,
        caption: &mut Option<Inlines>,
        withholds: impl Fn(&Seal) -> bool,
    ) -> Option<Seal> {
        let text = plain(caption.as_deref()?);
        let seal = self.seal(&text).filter(|seal| withholds(seal))?;
        *caption = Some(vec![Inline::text(unsealed(&text), None)]);
        Some(seal)
    }

    /// Withholds the rows of a table that are about a withheld record, except for the record's number.
    fn rows(&self, table: &mut Table) {
        table.summary = table.summary.take().filter(|summary| !is_sealed(summary));
        for row in &mut table.rows {
            let texts: Vec<String> = row.iter().map(|cell| words(&cell.blocks)).collect();
            let whole = texts.iter().find_map(|text| {
                let seal = self.seal(text)?;
                let id = seal.whole.clone()?;
                Some((seal, id))
            });
            let Some((seal, id)) = whole else { continue };
            let is_of_it = |text: &String| self.seal(text).is_some_and(|seal| seal.whole.is_some());
            let says = texts.iter().position(is_of_it);
            for (number, (cell, text)) in row.iter_mut().zip(&texts).enumerate() {
                if Some(number) != says && (id.is_empty() || *text != id) {
                    let inner = std::mem::take(&mut cell.blocks);
                    cell.blocks = shown_to_some(&seal, inner);
                }
            }
        }
    }
}

/// The words of blocks without their lists. List items, such as the milestones of an action, are records of their own
/// and do not decide whether the row is withheld.
fn words(blocks: &[Block]) -> String {
    let mut words = String::new();
    for block in blocks.iter().filter(|block| !matches!(block, Block::List(_))) {
        each_of(std::slice::from_ref(block), &mut |node| {
            if let Node::Inline(Inline::Text(text) | Inline::Code(text)) = node {
                words.push_str(&text.text);
            }
        });
    }
    words
}

/// Unseals the words of blocks.
fn unseal(blocks: &mut [Block]) {
    each_of_mut(blocks, &mut |element| match element {
        Element::Inline(Inline::Text(text) | Inline::Code(text)) => {
            text.text = unsealed(&text.text)
        }
        Element::Inline(Inline::Link(Link { target: Target::Url(address), .. })) => {
            *address = unsealed(address);
        }
        Element::Block(_) | Element::Inline(_) => {}
    });
}

/// The blocks of a cell as withheld words, for which the public sees a dash, whatever they are.
fn shown_to_some(seal: &Seal, mut blocks: Vec<Block>) -> Vec<Block> {
    unseal(&mut blocks);
    if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
        blocks.insert(0, Block::paragraph(Inlines::new()));
    }
    let hide = |(number, block): (usize, Block)| match block {
        Block::Paragraph(mut paragraph) if number == 0 => {
            let content = std::mem::take(&mut paragraph.content);
            paragraph.content = vec![of(seal, content, "–".to_owned())];
            Block::Paragraph(paragraph)
        }
        other => Block::withheld(seal.grounds.clone(), Told::Nothing, vec![other]),
    };
    blocks.into_iter().enumerate().map(hide).collect()
}

/// Inlines as withheld words with their public words.
fn of(seal: &Seal, content: Inlines, public: String) -> Inline {
    let public = if public.is_empty() { Vec::new() } else { vec![Inline::text(public, None)] };
    Inline::Withheld(WithheldWords {
        seal: Whole,
        grounds: Some(seal.grounds.clone()),
        names_another: false,
        content,
        public,
    })
}
