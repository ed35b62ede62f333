//! Papers whose words the program drafts: headings, numbered paragraphs and blocks in the order added.

use super::blocks::cells::words;
use super::number::{Numbers, Rank};
use super::running::running;
use super::wording::Wording;
use crate::diag::Diagnostic;
use crate::document::{Block, Document, Heading, Inlines, Paragraph, Region};
use crate::load::house::House;
use crate::model::style::ParagraphNumbers;
use crate::read::date::Date;
use minijinja::{Value, context};

/// A paper that is being drafted.
pub(super) struct Draft<'a> {
    house: &'a House,
    wording: Wording<'a>,
    /// The figures that every sentence can name.
    values: Value,
    numbers: Numbers<'a>,
    title: String,
    blocks: Vec<Block>,
}

impl<'a> Draft<'a> {
    /// A paper of a house, about figures, with a title.
    pub(super) fn new(
        house: &'a House,
        values: Value,
        title: impl FnOnce(&Self) -> String,
    ) -> Self {
        let mut draft = Self {
            house,
            wording: Wording::of(house),
            values,
            numbers: Numbers::new(&house.style.numbering),
            title: String::new(),
            blocks: Vec::new(),
        };
        draft.title = title(&draft);
        draft.head(1, None, draft.title.clone());
        draft
    }

    /// The sentence of a key.
    pub(super) fn say(&self, key: &str) -> String {
        self.wording.say(key, self.values.clone())
    }

    /// The sentence of a key that names more than the paper's figures.
    pub(super) fn say_of(&self, key: &str, values: Value) -> String {
        self.wording.say(key, context! { ..values, ..self.values.clone() })
    }

    /// The sentences of a key, a line each.
    pub(super) fn lines(&self, key: &str) -> Vec<String> {
        self.wording.lines(key, self.values.clone())
    }

    /// Adds the heading of a section, numbered as the house style does.
    pub(super) fn section(&mut self, heading: impl Into<String>) {
        let number = self.numbers.section();
        self.head(2, number, heading.into());
    }

    /// Adds the heading of a section that is not numbered.
    pub(super) fn unnumbered(&mut self, heading: impl Into<String>) {
        self.head(2, None, heading.into());
    }

    /// Adds a heading inside a section.
    pub(super) fn heading(&mut self, heading: impl Into<String>) {
        let number = self.numbers.heading(Rank::Subsection);
        self.head(3, number, heading.into());
    }

    fn head(&mut self, level: u8, number: Option<String>, heading: String) {
        let content = words(heading);
        self.blocks.push(Block::Heading(Heading {
            level,
            number,
            content,
            anchor: None,
            place: None,
        }));
    }

    /// Adds a paragraph, numbered as the house style does; nothing where there are no words.
    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            let counts = self.house.style.numbering.paragraphs != ParagraphNumbers::None;
            let number = counts.then(|| self.numbers.paragraph(false));
            self.blocks.push(Block::Paragraph(Paragraph {
                number,
                content: words(text),
                ..Paragraph::default()
            }));
        }
    }

    /// Adds a numbered paragraph and a list that belongs to it; nothing where the list is empty.
    pub(super) fn list(&mut self, lead: &str, items: impl IntoIterator<Item = Inlines>) {
        let bullet = self.bullet().to_owned();
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.paragraph(lead);
            let list = super::blocks::cells::bullets(&bullet, items);
            match self.blocks.last_mut() {
                Some(Block::Paragraph(paragraph)) if paragraph.number.is_some() => {
                    paragraph.belongings.push(list)
                }
                _ => self.blocks.push(list),
            }
        }
    }

    /// Adds a paragraph that is not numbered.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::paragraph(words(text)));
    }

    /// Adds a block.
    pub(super) fn block(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds blocks.
    pub(super) fn blocks(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.blocks.extend(blocks);
    }

    /// Adds a heading inside a section and a block, on pages that are wider than high.
    pub(super) fn landscape(&mut self, heading: &str, block: Block) {
        let start = self.blocks.len();
        self.heading(heading);
        self.blocks.push(block);
        let blocks = self.blocks.split_off(start);
        self.blocks.push(Block::Region(Region {
            role: "landscape".into(),
            columns: Vec::new(),
            blocks,
        }));
    }

    /// The marker of an outermost bullet list.
    pub(super) fn bullet(&self) -> &'a str {
        self.house.style.lists.bullets.first().map_or("•", |bullet| bullet.as_str())
    }

    /// The paper as drafted; what is wrong with the style's wording is raised.
    pub(super) fn finish(self, date: Date, problems: &mut Vec<Diagnostic>) -> Document {
        let running = running(self.house, &self.title, date, problems);
        problems.extend(self.wording.finish());
        Document {
            running,
            title: self.title,
            language: self.house.language.clone(),
            date: Some(date),
            blocks: self.blocks,
        }
    }
}
