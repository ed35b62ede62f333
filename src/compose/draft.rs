//! Builds the papers that the program words itself: headings, numbered paragraphs and blocks, in the order added.

use super::blocks::cells::words;
use super::blocks::terms::Terms;
use super::number::Numbers;
use super::running::running;
use crate::diag::Warned;
use crate::document::{Block, Document, Heading, Inlines, Layout, Paragraph};
use crate::load::house::House;
use crate::model::scale::Scale;
use crate::model::style::ParagraphNumbers;
use crate::read::date::Date;
use minijinja::{Value, context};

/// A paper in the making.
pub(super) struct Draft<'a> {
    house: &'a House,
    terms: Terms<'a>,
    layout: Layout,
    /// The figures that every sentence can name.
    values: Value,
    numbers: Numbers<'a>,
    title: String,
    blocks: Vec<Block>,
}

impl<'a> Draft<'a> {
    /// An empty paper in a house style, with a status scale, figures and a title.
    pub(super) fn new(
        house: &'a House,
        scale: &'a Scale,
        layout: Layout,
        values: Value,
        title: impl FnOnce(&Self) -> String,
    ) -> Self {
        let mut draft = Self {
            house,
            layout,
            terms: Terms { wording: &house.wording, scale },
            values,
            numbers: Numbers::new(&house.style.numbering),
            title: String::new(),
            blocks: Vec::new(),
        };
        draft.title = title(&draft);
        draft.head(1, None, draft.title.clone());
        draft
    }

    /// The vocabulary of the paper.
    pub(super) fn terms(&self) -> Terms<'a> {
        self.terms
    }

    /// The sentence with a key.
    pub(super) fn say(&self, key: &str) -> String {
        self.terms.wording.say(key, self.values.clone())
    }

    /// The sentence with a key, filled with values beyond the paper's figures.
    pub(super) fn say_of(&self, key: &str, values: Value) -> String {
        self.terms.wording.say(key, context! { ..values, ..self.values.clone() })
    }

    /// The sentences with a key, one to a line.
    pub(super) fn lines(&self, key: &str) -> Vec<String> {
        self.terms.wording.lines(key, self.values.clone())
    }

    /// A date in the form that sentences use.
    pub(super) fn date(&self, date: Date) -> String {
        self.terms.wording.date(date)
    }

    /// The sentences with a key, one to a line, filled with values beyond the paper's figures.
    pub(super) fn lines_of(&self, key: &str, values: Value) -> Vec<String> {
        self.terms.wording.lines(key, context! { ..values, ..self.values.clone() })
    }

    /// Adds the heading of a section, numbered as the house style has it.
    pub(super) fn section(&mut self, heading: impl Into<String>) {
        let number = self.numbers.section();
        self.head(2, number, heading.into());
    }

    /// Adds the heading of a section without a number.
    pub(super) fn unnumbered(&mut self, heading: impl Into<String>) {
        self.head(2, None, heading.into());
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

    /// Adds a paragraph, numbered as the house style has it; nothing where the text is empty.
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

    /// Adds a numbered paragraph with a list in it; nothing where the list is empty.
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

    /// Adds a paragraph without a number.
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

    /// The blocks that `add` adds, taken out of the paper, for a column or panel.
    pub(super) fn apart(&mut self, add: impl FnOnce(&mut Self)) -> Vec<Block> {
        let start = self.blocks.len();
        add(self);
        self.blocks.split_off(start)
    }

    /// A heading and a list below it, for a column or panel; `None` where the list is empty.
    pub(super) fn listed(
        &self,
        level: u8,
        heading: &str,
        items: Vec<Inlines>,
    ) -> Option<Vec<Block>> {
        let list = super::blocks::cells::bullets(self.bullet(), items.clone());
        (!items.is_empty()).then(|| vec![part_heading(level, self.say(heading)), list])
    }

    /// The marker of an outermost bullet.
    pub(super) fn bullet(&self) -> &'a str {
        self.house.style.lists.bullet(0)
    }

    /// The finished document, with findings about the style's wording.
    pub(super) fn finish(self, date: Date) -> Warned<Document> {
        let mut running = running(self.house, &self.title, date);
        running.findings.extend(self.terms.wording.take_problems());
        let document = Document {
            running: running.value,
            title: words(self.title),
            language: self.house.language.clone(),
            date: Some(date),
            layout: self.layout,
            blocks: self.blocks,
            closed: None,
            origins: Vec::new(),
        };
        Warned { value: document, findings: running.findings }
    }
}

/// The heading of a column or panel.
fn part_heading(level: u8, heading: String) -> Block {
    Block::Heading(Heading {
        level,
        number: None,
        content: words(heading),
        anchor: None,
        place: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::world::{Workspace, World};

    /// The words of a plan in a house style with that wording, and its findings.
    fn built(council: &str, wording: &str) -> (String, Vec<String>) {
        let style = format!(
            "kind = 'style'\nname = 'Own'\nsummary = 'Own'\npage = {{ paper = 'a4', margin = '2cm' }}\n\
             part = [{{ kind = 'title' }}]\n[wording]\n{wording}\n"
        );
        let council = format!("kind = 'council'\nname = 'X'\nstyle = 'own'\n{council}");
        let plan = "kind = 'plan'\nname = 'Plan'\nsubmitted = 2022-04-01\n";
        let world = Workspace::memory([
            ("council.toml", council.as_bytes()),
            ("plan.toml", plan.as_bytes()),
            ("styles/own/style.toml", style.as_bytes()),
        ])
        .world();
        let file = World::id(&typst::syntax::VirtualPath::new("plan.toml").unwrap());
        let (made, problems) =
            crate::diag::apart(crate::compose(&world, file, &crate::Options::default()));
        let mut words = String::new();
        if let Some(made) = &made {
            made.document.each_text(&mut |text| words.push_str(&text.text));
        }
        (words, problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn a_style_says_sentences_in_its_own_words_and_a_mistake_is_raised_at_them() {
        let (words, problems) = built("", "position = 'Nothing in {{ plan.name }}.'");
        assert!(words.contains("Nothing in Plan."), "{words} {problems:?}");
        assert_eq!(problems, Vec::<String>::new());
        let (_, problems) = built("", "position = '{{ plan.nmae }}'\nlateness = '{% if %}'");
        assert_eq!(problems.len(), 2, "{problems:?}");
        let (_, problems) = built("", "positoin = 'x'");
        assert!(problems.iter().any(|said| said.contains("`positoin`")), "{problems:?}");
    }

    #[test]
    fn a_plan_is_drafted_in_the_language_of_the_council() {
        let (words, problems) = built("language = 'cy'", "");
        assert_eq!(problems, Vec::<String>::new());
        assert!(words.contains("Ar 1 Ebrill 2022, nid oedd camau yn y cynllun."), "{words}");
    }
}
