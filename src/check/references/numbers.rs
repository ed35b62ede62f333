//! Finds typed references to paragraphs and sections that the paper does not have.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::passage::Passage;
use super::ELSEWHERE;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Node};
use crate::language::sentences::bare;
use crate::language::sentences::sentences;

/// Words of a passage about a law, a code or another paper, whose paragraphs it may mean.
const OTHERS: [&str; 11] = [
    "act",
    "regulation",
    "regulations",
    "schedule",
    "constitution",
    "code",
    "guidance",
    "rules",
    "framework",
    "policy",
    "circular",
];
/// Words that name another paper, unless “this” is before them; where readers are told to see a paragraph, they count
/// in that sentence alone.
const PAPERS: [&str; 2] = ["report", "plan"];
/// What a paper calls itself.
const ITSELF: [&str; 3] = ["report", "paper", "document"];
/// Words before "in" that send readers to what is written elsewhere in the paper: "as set out in section 4".
const SENT: [&str; 10] = [
    "out",
    "shown",
    "described",
    "explained",
    "given",
    "listed",
    "discussed",
    "summarised",
    "considered",
    "covered",
];
/// The greatest number of a section that may be one of a paper; greater ones are those of laws.
const SECTIONS: u16 = 30;

/// Reports references to paragraphs and sections that are not there.
pub(super) fn check(document: &Document, passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let given = Given::of(document);
    let mut findings = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        for reference in references(passage, &["paragraph", "paragraphs", "para"]) {
            let is_missing = |number: &str| given.lacks_paragraph(number, &reference);
            let hint = "label the paragraph that is meant, `{#name}` at its end, and write `{{ ref(\"name\") }}` so that its number is always right";
            findings.extend(reference.missing(passage, "paragraph", hint, is_missing));
        }
        for reference in references(passage, &["section", "sections"]) {
            let is_missing = |number: &str| {
                let others = || passages.iter().enumerate().filter(|(other, _)| *other != at);
                given.lacks_section(number, &reference)
                    && (reference.is_here
                        || !others().any(|(_, other)| names_of_another(other, number)))
            };
            let hint = "give the section a `label`, and write `{{ ref(\"label\") }}` so that its number is always right";
            findings.extend(reference.missing(passage, "section", hint, is_missing));
        }
    }
    findings
}

/// The numbers of a paper.
struct Given {
    /// Those of its sections.
    sections: BTreeSet<String>,
    /// Those of its paragraphs.
    paragraphs: BTreeSet<String>,
}

impl Given {
    /// The numbers that a document has, without the marks around them.
    fn of(document: &Document) -> Self {
        let (mut sections, mut paragraphs) = (BTreeSet::new(), BTreeSet::new());
        let own = |number: &String| bare(number).to_owned();
        document.each(&mut |node| match node {
            Node::Block(Block::Heading(heading)) => {
                sections.extend(heading.number.as_ref().map(own))
            }
            Node::Block(Block::Paragraph(paragraph)) => {
                paragraphs.extend(paragraph.number.as_ref().map(own));
            }
            _ => {}
        });
        Self { sections, paragraphs }
    }

    /// Whether a reference to a paragraph leads nowhere. A number without a full stop may be that of a law, so it
    /// counts only where readers are sent to it.
    fn lacks_paragraph(&self, number: &str, reference: &Reference<'_>) -> bool {
        let of_section = number.contains('.') && parts(number).is_some();
        let counted = self.paragraphs.iter().any(|own| own.parse::<u16>().is_ok());
        let alone = counted && number.parse::<u16>().is_ok();
        let known = [&self.paragraphs, &self.sections];
        let is_meant = match of_section {
            true => known.iter().any(|all| !all.is_empty()) && reference.is_own,
            false => alone && reference.is_own && reference.is_sent,
        };
        let is_here = reference.is_here && (of_section || alone);
        (is_meant || is_here) && known.iter().all(|all| !all.contains(number))
    }

    /// Whether a reference to a section leads nowhere. Laws have sections, too, so it counts only where it says that
    /// it is one of this paper, or where readers are sent to it.
    fn lacks_section(&self, number: &str, reference: &Reference<'_>) -> bool {
        let value: Option<u16> = number.parse().ok();
        let is_likely = value.is_some_and(|value| value <= SECTIONS);
        let is_meant = reference.is_own && reference.is_sent && is_likely;
        let is_here = reference.is_here && value.is_some();
        !self.sections.is_empty() && !self.sections.contains(number) && (is_meant || is_here)
    }
}

/// The numbers between the full stops of one such as 4.12.
fn parts(number: &str) -> Option<Vec<u16>> {
    number.split('.').map(|part| part.parse().ok()).collect()
}

/// A typed reference, such as "paragraphs 4.1 and 4.3".
struct Reference<'p> {
    /// The range of its noun.
    noun: Range<usize>,
    /// Its numbers.
    numbers: Vec<(Range<usize>, &'p str)>,
    /// Whether it says that it is one of this paper: "paragraph 4.1 above".
    is_here: bool,
    /// Whether nothing says that it is one of a law or of another paper.
    is_own: bool,
    /// Whether it sends readers there: "see section 4", "as set out in section 4".
    is_sent: bool,
}

impl Reference<'_> {
    /// The findings for those of its numbers that lead nowhere; `what` is the noun of one.
    fn missing(
        &self,
        passage: &Passage<'_>,
        what: &str,
        hint: &str,
        is_missing: impl Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let missing = self.numbers.iter().enumerate().filter(|(_, (_, number))| is_missing(number));
        let missing = missing.map(|(at, (range, number))| {
            let start = if at == 0 { self.noun.start } else { range.start };
            let place = passage.place_of(start..range.end);
            let message = format!("the paper has no `{what} {number}`");
            Diagnostic::of(Rule::MissingReference, place, message).hint(hint)
        });
        missing.collect()
    }
}

/// The references by some nouns in the typed words of a passage.
fn references<'p>(passage: &'p Passage<'_>, nouns: &[&str]) -> Vec<Reference<'p>> {
    let words: Vec<_> = passage.words().collect();
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let before = |at: usize, back: usize| at.checked_sub(back).map_or("", word).to_lowercase();
    let is_number = |at: usize| word(at).starts_with(|next: char| next.is_ascii_digit());
    let speaks_of_law = || words.iter().any(|(_, word)| OTHERS.contains(&&*word.to_lowercase()));
    let names_paper = |range: &Range<usize>| {
        let mut inside = (0..words.len()).filter(|at| range.contains(&words[*at].0.start));
        // “This report” is the paper itself.
        inside.any(|at| PAPERS.contains(&&*word(at).to_lowercase()) && before(at, 1) != "this")
    };
    let mut found = Vec::new();
    for (at, (noun, name)) in words.iter().enumerate() {
        // “Section 20” is mostly one of a law.
        let small = name.to_lowercase();
        let is_noun = nouns.contains(&&*small) && (small == *name || nouns.contains(&"paragraph"));
        if !is_noun || !is_number(at + 1) || !passage.is_typed(noun.start) {
            continue;
        }
        let mut next = at + 1;
        let mut numbers = Vec::new();
        while is_number(next) {
            numbers.extend(words.get(next).cloned());
            let joins = matches!(word(next + 1), "and" | "or" | "to") && is_number(next + 2);
            next += if joins { 2 } else { 1 };
        }
        let is_here = matches!(word(next), "above" | "below")
            || word(next) == "of" && word(next + 1) == "this" && ITSELF.contains(&word(next + 2));
        let sees = before(at, 1) == "see" || before(at, 1) == "also" && before(at, 2) == "see";
        let is_sent = sees || before(at, 1) == "in" && SENT.contains(&&*before(at, 2));
        let sentence = sentences(&passage.text).find(|range| range.contains(&noun.start));
        let around = sentence.filter(|_| sees).unwrap_or(0..passage.text.len());
        let is_own = !ELSEWHERE.contains(&word(next)) && !speaks_of_law() && !names_paper(&around);
        found.push(Reference { noun: noun.clone(), numbers, is_here, is_own, is_sent });
    }
    found
}

/// Whether a passage speaks of a section of this number that is not one of the paper: "section 17 of the Act".
fn names_of_another(passage: &Passage<'_>, number: &str) -> bool {
    let words: Vec<_> = passage.words().collect();
    let of_law = words.iter().any(|(_, word)| OTHERS.contains(&word.to_lowercase().as_str()));
    words.windows(2).enumerate().any(|(at, two)| {
        let is_it = two[0].1.eq_ignore_ascii_case("section") && two[1].1 == number;
        let follows = words.get(at + 2).map_or("", |(_, word)| *word);
        is_it && (of_law || ELSEWHERE.contains(&follows) || two[0].1 == "Section")
    })
}
