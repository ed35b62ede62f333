//! Finds open text that calls itself not for publication: a heading "Prices (exempt)", a paragraph "CONFIDENTIAL –
//! …", a classification "Exempt – paragraph 3".

mod agenda;
mod doubt;

use std::sync::LazyLock;

use serde::Deserialize;

pub(crate) use self::agenda::check as meeting;
pub(super) use self::doubt::is_first_part;
use self::doubt::{of_heading, of_paragraph};
use super::passage::Passage;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Block, Document, Inline, Inlines, Node};
use crate::load::paper::{Paper, Subject};
use crate::model::report::Report;
use crate::model::withholds::Withholds;
use crate::read::mark::{Words, is_for_some, lists_of, names_a_part, says_only_that};
use crate::world::World;

/// The words by which text calls itself not for publication, in all languages, from the tables `papers` of
/// `data/reference/marks.toml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Vocabulary {
    /// Phrases that mark text as not for publication, wherever they are.
    pub(super) said: Words,
    /// Further words that do so in a classification only.
    pub(super) classes: Words,
    /// Words that may follow one of these phrases in a classification; punctuation may follow too.
    goes_on: Words,
    /// The part of an agenda that is not for publication where it has two, if one of the words above is beside it.
    second: Words,
    /// Papers that a label can classify with one of the words above: "exempt minutes".
    kinds: Words,
    /// Parts of the names of fields that classify a paper.
    fields: Words,
    /// Words that add nothing before a class: "Document is Restricted", "Status: Private".
    pub(super) labels: Words,
    /// One-word classes that have another meaning as often.
    pub(super) other: Words,
    /// The verbs of a clause in a note.
    pub(super) verbs: Words,
    /// Phrases by which papers say that anyone may read them.
    pub(super) open: Words,
    /// Answers that say that nothing is withheld.
    denials: Words,
    /// Words that say so in a sentence.
    opposites: Words,
    /// Words with which a sentence is about part of a paper, or about what may happen.
    limits: Words,
    /// Headings, and endings of headings, that may say that what is below them is not for publication.
    asked: Words,
    /// Words that say so where a heading has no others.
    plain: Words,
    /// What makes a sentence one about the whole of an item of a meeting.
    whole: Words,
    /// What such a sentence may say of the public.
    leaving: Words,
    /// Words in the names of files and folders.
    names: Words,
    /// The first of several parts.
    first: Words,
    /// Lines at an edge of a page from outside that may say that it is not for the public.
    pub(super) notices: Words,
}

/// The words, read once.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static READ: LazyLock<Vocabulary> = LazyLock::new(|| lists_of("papers"));
    &READ
}

/// The hint for a whole paper.
const WHOLE: &str = "withhold the paper, with `exempt = { paragraphs = […], reason = \"…\" }` at the top of the file, or say that it is open";
/// The hint for a heading or a paragraph.
const PART: &str = "withhold it, with a mark such as `{.exempt-3}` at the end of the paragraph or with `exempt = …` for its `[[section]]`, or say it otherwise";
/// The hint for the title of an appendix.
const APPENDIX: &str = "withhold the appendix, with `exempt = { paragraphs = […], reason = \"…\" }`, or say it otherwise";

/// The hint for an entry among the background papers.
const LINE: &str = "if that says that this paper is not for publication, withhold it, with `exempt = { paragraphs = […], reason = \"…\" }` at the top of the file; take the line away";

/// The hint for a heading or a title that may say so.
const MAYBE: &str = "if that says that what is below it is not for publication, withhold that; else say it otherwise, or accept it with a reason";

/// The hint for the start of a paragraph that may say so.
const MAYBE_HERE: &str = "if that says that this is not for publication, withhold it; else say it otherwise, or accept it with a reason";

/// The hint for the name of a file that may say so.
const NAMED: &str = "if what it holds is not for publication, withhold it, with `exempt = { paragraphs = […], reason = \"…\" }`; else give it another name";

/// The hint for data.
const DATUM: &str = "withhold it where it stands in the data, with `exempt = { paragraphs = […], reason = \"…\" }`, or say it otherwise";
/// Reports open text of a paper that calls itself not for publication. Withheld text may do so.
pub(super) fn check(paper: &Paper, document: &Document) -> Vec<Diagnostic> {
    match &paper.subject {
        _ if document.closed.is_some() => Vec::new(),
        Subject::Report(report) => of_report(report, document),
        Subject::Plan(_) | Subject::Review(_) | Subject::Brief(..) => {
            let mut found = Vec::new();
            of_data(&document.blocks, &mut found);
            // Text of the house style is not the author's.
            let style = &paper.house.style_folder;
            let is_own = |place: Place| {
                !World::is_built_in(place.file)
                    && !place.file.get().vpath().get_with_slash().starts_with(style)
            };
            found.retain(|found| found.place.is_none_or(is_own));
            for one in &mut found {
                one.place.get_or_insert(paper.subject.kind().place);
            }
            found
        }
    }
}

/// Reports such headings, paragraphs and cells in open blocks that come from data.
fn of_data(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let said = Passage::of(&heading.content);
                let place = said.place().or(heading.place);
                let is_said = heads(&said.text) || calls(bare(&said.text));
                found.extend(raise(&said.text, is_said, place, DATUM));
                let doubt = of_heading(&said.text).filter(|_| !is_said && place.is_some());
                found.extend(doubt.and_then(|doubt| doubt.raise(&said.text, place, DATUM)));
            }
            Block::Paragraph(paragraph) => {
                let said = Passage::of(&paragraph.content);
                let text = &said.text;
                let is_said = shouts(text) || labels(text) || calls(bare(text));
                found.extend(raise(text, is_said, said.place(), DATUM));
                if !is_said && of_paragraph(text) {
                    found.extend(ask(text, said.place(), MAYBE_HERE));
                }
            }
            Block::List(list) => list.items.iter().for_each(|item| of_data(&item.blocks, found)),
            Block::Quotation(quotation) => of_data(&quotation.blocks, found),
            Block::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| of_data(&cell.blocks, found));
            }
            Block::Region(region) => of_data(&region.blocks, found),
            Block::Withheld(_)
            | Block::Figure(_)
            | Block::Chart(_)
            | Block::Verbatim(_)
            | Block::Rule
            | Block::PageBreak => {}
        }
    }
}

/// Reports such titles, classifications, headings and paragraphs of a report.
fn of_report(report: &Report, document: &Document) -> Vec<Diagnostic> {
    let title = &report.title;
    let mut has_parts = false;
    document.each(&mut |node| {
        if let Node::Block(Block::Heading(heading)) = node {
            has_parts |= is_first_part(&Passage::of(&heading.content).text);
        }
    });
    // A paper that has a first part may have a second one that is open.
    let of_title = |text: &str, place: Option<Place>, remedy: &str| {
        of_heading(text)
            .filter(|_| !(has_parts && names_a_part(text)))
            .and_then(|said| said.raise(text, place, remedy))
    };
    let mut found: Vec<_> = of_title(&title.text, Some(title.place), WHOLE).into_iter().collect();
    for block in &document.blocks {
        found.extend(of_block(block, of_title));
    }
    document.each(&mut |node| {
        if let Node::Block(Block::Paragraph(paragraph)) = node
            && is_class(&paragraph.content)
        {
            let passage = Passage::of(&paragraph.content);
            found.extend(raise(&passage.text, classes(&passage.text), passage.place(), WHOLE));
        }
    });
    for appendix in report.appendix.iter().filter(|appendix| appendix.withheld().is_none()) {
        let title = &appendix.title;
        found.extend(of_title(&title.text, Some(title.place), APPENDIX));
        let named = appendix.file.iter().chain(&appendix.source);
        found.extend(named.filter_map(doubt::of_name));
    }
    for paper in &report.background_paper {
        let title = &paper.title;
        if says_only_that(&title.text) || is_for_some(&title.text) && !names_a_part(&title.text) {
            let message =
                format!("`{}` stands among the background papers, and is published", title.text);
            found.push(Diagnostic::of(Rule::MayBeExempt, title.place, message).hint(LINE));
        }
    }
    // Text of the house style is not the author's.
    found.retain(|found| found.place.is_some_and(|place| place.file == title.place.file));
    found
}

/// The finding for an open heading or paragraph, if it calls itself not for publication. `of_title` gives that for a
/// heading, by its text, place and remedy.
fn of_block(
    block: &Block,
    of_title: impl Fn(&str, Option<Place>, &str) -> Option<Diagnostic>,
) -> Option<Diagnostic> {
    match block {
        Block::Heading(heading) => {
            let passage = Passage::of(&heading.content);
            of_title(&passage.text, heading.place.or_else(|| passage.place()), PART)
        }
        Block::Paragraph(paragraph) => {
            let passage = Passage::of(&paragraph.content);
            let (text, place) = (&passage.text, paragraph.place.or_else(|| passage.place()));
            raise(text, shouts(text), place, PART)
                .or_else(|| of_paragraph(text).then(|| ask(text, place, MAYBE_HERE)).flatten())
        }
        _ => None,
    }
}

/// The finding for the text `said`, if `is_said`.
fn raise(said: &str, is_said: bool, place: Option<Place>, remedy: &str) -> Option<Diagnostic> {
    is_said.then(|| {
        let message = format!("this says `{}`, and is published", short(said));
        Diagnostic::of(Rule::SaysExempt, place, message).hint(remedy)
    })
}

/// The finding that asks about the text `said`; `None` where it is nowhere in a file.
fn ask(said: &str, place: Option<Place>, hint: &str) -> Option<Diagnostic> {
    let message =
        format!("`{}` may say that this is not for publication, and is published", short(said));
    place.map(|place| Diagnostic::of(Rule::MayBeExempt, place, message).hint(hint))
}

/// The start of a text, for a message.
fn short(said: &str) -> String {
    let short: String = said.chars().take(60).collect();
    let more = if short.len() < said.len() { "…" } else { "" };
    format!("{short}{more}")
}

/// Whether text is the value of a front sheet field that classifies the paper.
fn is_class(content: &Inlines) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => text
            .source
            .as_ref()
            .and_then(|source| source.strip_prefix("front."))
            .is_some_and(|field| vocabulary().fields.is_any_in(field)),
        Inline::Strong(span) | Inline::Emphasis(span) => is_class(&span.content),
        _ => false,
    })
}

/// Whether a heading marks what is below it: with a phrase at its start, at its end, or in brackets.
pub(super) fn heads(text: &str) -> bool {
    let (said, text) = (&vocabulary().said, bare(text).to_lowercase());
    let in_brackets = text.split(['(', '[']).skip(1).any(|inside| begins(inside, said));
    // A hyphen with spaces is a dash.
    let dashed = text.replace(" - ", " – ");
    let last = dashed.rsplit(['–', '—', ':']).next().unwrap_or_default().trim();
    begins(&text, said) || in_brackets || said.contains(last) || is_second(&text)
}

/// Whether a classification says that a paper is not for publication.
pub(super) fn classes(text: &str) -> bool {
    let text = bare(text).to_lowercase();
    let Vocabulary { said, classes, .. } = vocabulary();
    begins(&text, said) || begins(&text, classes) || is_second(&text)
}

/// Whether a paragraph begins with such a phrase in capitals.
pub(super) fn shouts(text: &str) -> bool {
    let text = bare(text);
    let is_loud =
        text.chars().take_while(|next| !"–—-:.".contains(*next)).all(|next| !next.is_lowercase());
    is_loud && begins(&text.to_lowercase(), &vocabulary().said)
}

/// Whether a text begins with such a phrase as a label: "Confidential: the price", "Exempt minutes of 3 May: …".
pub(super) fn labels(text: &str) -> bool {
    let said = &vocabulary().said;
    let label = text.split_once(':').map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| said.contains(&label) && heads(text) || is_paper(&label, said))
}

/// Whether a text in small letters begins with a class and a kind of paper: "exempt appendix 3".
pub(super) fn is_paper(text: &str, classes: &Words) -> bool {
    let rest = classes.iter().find_map(|class| text.strip_prefix(class)?.strip_prefix(' '));
    let noun = rest.and_then(|rest| rest.split(' ').next());
    noun.is_some_and(|noun| vocabulary().kinds.contains(noun))
}

/// Whether a text begins with such a phrase in capitals, followed by a capitalised name: "CONFIDENTIAL Housing".
fn calls(text: &str) -> bool {
    let said = vocabulary().said.iter();
    let named = said.filter_map(|said| text.strip_prefix(said.to_uppercase().as_str()));
    named
        .filter_map(|rest| rest.strip_prefix(' '))
        .any(|rest| rest.starts_with(char::is_uppercase) && rest.contains(char::is_lowercase))
}

/// A text without the number before it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_start_matches(|next: char| next.is_ascii_digit() || ".) \u{a0}".contains(next))
}

/// Whether a text begins with words that classify it, and not with a longer phrase: "exempt – paragraph 3", but not
/// "exempt accommodation".
fn begins(text: &str, words: &Words) -> bool {
    words.iter().filter_map(|word| text.strip_prefix(word)).any(|rest| {
        let goes_on = rest.trim_start();
        let answer = goes_on.rsplit(':').next().unwrap_or_default();
        let answer = answer.trim_matches(|next: char| !next.is_alphanumeric());
        let is_denied = vocabulary().denials.contains(answer) || answer.starts_with("not ");
        let is_apart = goes_on.chars().next().is_none_or(|next| !next.is_alphanumeric());
        let next = goes_on.split(' ').next().unwrap_or_default();
        !is_denied && (is_apart || rest.starts_with(' ') && vocabulary().goes_on.contains(next))
    })
}

/// Whether a text names the second part of an agenda, and says that it is not for publication.
pub(super) fn is_second(text: &str) -> bool {
    let Vocabulary { said, classes, second, .. } = vocabulary();
    let mut rest = second.iter().filter_map(|part| text.strip_prefix(part));
    rest.any(|rest| said.is_any_in(rest) || classes.is_any_in(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_it_is_withheld_is_told_from_what_speaks_of_it() {
        for said in [
            "Appendix B (exempt) – Prices",
            "EXEMPT – Prices",
            "Prices - EXEMPT",
            "Part 2 – Exempt",
            "Appendix 2 (Not for publication): Prices",
        ] {
            assert!(heads(said), "{said}");
        }
        for other in [
            "Exempt information",
            "Exempt accommodation",
            "Confidential reporting",
            "Part 2 – Costs",
            "Rates (exempted homes)",
            "Exempt: none",
            "Exempt/Confidential: None",
            "Dwellings that are non-exempt",
        ] {
            assert!(!heads(other), "{other}");
        }
        assert!(labels("Confidential: J Smith") && !labels("Exempt: none"));
        assert!(labels("Exempt minutes of 12 November: the price") && !labels("Exempt minutes"));
        assert!(!labels("Exempt information: what it is"));
        assert!(calls("CONFIDENTIAL Housing") && !calls("EXEMPT homes are"));
        for said in ["1.2 EXEMPT – the price", "CONFIDENTIAL: the price", "NOT FOR PUBLICATION"] {
            assert!(shouts(said), "{said}");
        }
        for other in ["Exempt – the price", "EXEMPT homes are", "NOT FOR US"] {
            assert!(!shouts(other), "{other}");
        }
        for said in [
            "Exempt – paragraph 3",
            "EXEMPT under paragraph 3",
            "PART II – PRIVATE",
            "CLOSED",
            "Exempt",
        ] {
            assert!(classes(said), "{said}");
        }
        for other in ["OPEN", "Public", "Part 1", "Not exempt", "Exempt: no"] {
            assert!(!classes(other), "{other}");
        }
    }
}
