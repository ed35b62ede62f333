//! Numbers sections, the headings inside them, and paragraphs.

use crate::model::style::pattern::{fill, first_place};
use crate::model::style::{Numbering, ParagraphNumbers};

pub(crate) use crate::model::style::pattern::{counts, label};

/// The rank of a heading, which decides its numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// The heading of a section.
    Section,
    /// A heading directly below a section's.
    Subsection,
    /// A heading further below.
    Below,
}

impl Rank {
    /// The rank of the headings directly below one of this rank.
    pub(super) fn inner(self) -> Self {
        match self {
            Self::Section => Self::Subsection,
            Self::Subsection | Self::Below => Self::Below,
        }
    }
}

/// Counts the sections and paragraphs of one paper as its house style does.
pub(super) struct Numbers<'a> {
    numbering: &'a Numbering,
    /// The last numbers of a section, a heading inside it, a paragraph, and a sub-paragraph.
    section: usize,
    subsection: usize,
    paragraph: usize,
    sub: usize,
}

impl<'a> Numbers<'a> {
    /// Numbers for a paper in which nothing is numbered yet.
    pub(super) fn new(numbering: &'a Numbering) -> Self {
        Self { numbering, section: 0, subsection: 0, paragraph: 0, sub: 0 }
    }

    /// The number of the next heading of a rank; `None` where the house style does not number that rank.
    pub(super) fn heading(&mut self, rank: Rank) -> Option<String> {
        match rank {
            Rank::Section => self.section(),
            Rank::Subsection => self.subsection(),
            Rank::Below => None,
        }
    }

    /// The number of the next section; `None` where the house style does not number sections.
    pub(super) fn section(&mut self) -> Option<String> {
        let pattern = self.numbering.sections.as_ref()?;
        self.section += 1;
        self.subsection = 0;
        if self.by_section() {
            self.paragraph = 0;
            self.sub = 0;
        }
        Some(label(pattern, self.section))
    }

    /// The number of the next heading directly below a section's; `None` where the house style does not number those.
    /// Paragraphs before the first one count with them, so that no number is given twice.
    fn subsection(&mut self) -> Option<String> {
        let pattern = self.numbering.subsections.as_ref().filter(|_| self.section > 0)?;
        if self.subsection == 0 && self.by_section() {
            self.subsection = self.paragraph;
        }
        self.subsection += 1;
        if self.by_section() {
            self.paragraph = 0;
            self.sub = 0;
        }
        Some(fill(pattern, &[self.section, self.subsection]))
    }

    /// The number of the next paragraph, or of the next sub-paragraph if `sub` and there is a paragraph above it.
    pub(super) fn paragraph(&mut self, sub: bool) -> String {
        let sub = sub && self.paragraph > 0;
        if sub {
            self.sub += 1;
        } else {
            self.paragraph += 1;
            self.sub = 0;
        }
        let own = self.numbering.pattern.as_ref().map(|pattern| pattern.as_str());
        let mut numbers = vec![self.paragraph];
        let pattern = if self.by_section() {
            if self.subsection > 0 {
                numbers.insert(0, self.subsection);
            }
            numbers.insert(0, self.section);
            own.map_or_else(|| self.within_section(), str::to_owned)
        } else {
            own.unwrap_or("1.").to_owned()
        };
        numbers.extend(sub.then_some(self.sub));
        fill(&pattern, &numbers)
    }

    /// The pattern of paragraphs within a section: the section's number as its heading has it, a full stop, digits.
    fn within_section(&self) -> String {
        let section = self.numbering.sections.as_ref();
        format!("{}.1", section.and_then(|pattern| first_place(pattern)).unwrap_or("1"))
    }

    /// Whether paragraphs are counted within sections.
    fn by_section(&self) -> bool {
        self.numbering.paragraphs == ParagraphNumbers::BySection
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbering of a style with this `[numbering]`.
    fn numbering(text: &str) -> Numbering {
        let file = crate::world::World::builtin("style.toml");
        crate::read::read(file, text).unwrap().silent()
    }

    #[test]
    fn paragraphs_count_within_the_heading_they_stand_below() {
        let numbering = numbering(
            "sections = '1.'\nsubsections = '1.1'\nparagraphs = 'by-section'\npattern = '1.1.1'",
        );
        let mut numbers = Numbers::new(&numbering);
        assert_eq!(numbers.section().unwrap(), "1.");
        assert_eq!(numbers.paragraph(false), "1.1");
        assert_eq!(numbers.heading(Rank::Subsection).unwrap(), "1.2");
        assert_eq!(numbers.paragraph(false), "1.2.1");
        assert_eq!(numbers.paragraph(true), "1.2.1.1");
        assert_eq!(numbers.heading(Rank::Below), None);
        assert_eq!(numbers.paragraph(false), "1.2.2");
        assert_eq!(numbers.section().unwrap(), "2.");
        assert_eq!(numbers.heading(Rank::Subsection).unwrap(), "2.1");
    }

    #[test]
    fn lettered_sections_letter_their_paragraphs() {
        let lettered = numbering("sections = 'A.'\nparagraphs = 'by-section'\npattern = 'A1'");
        let mut numbers = Numbers::new(&lettered);
        let given = [numbers.section().unwrap(), numbers.paragraph(false), numbers.paragraph(true)];
        assert_eq!(given, ["A.", "A1", "A1.1"]);
        let plain = numbering("sections = 'Part A:'\nparagraphs = 'by-section'");
        let mut numbers = Numbers::new(&plain);
        assert_eq!([numbers.section().unwrap(), numbers.paragraph(false)], ["Part A:", "A.1"]);
    }
}
