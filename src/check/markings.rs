//! Finds open text that calls itself not for publication: a heading "Prices (exempt)", a paragraph "CONFIDENTIAL –
//! …", a classification "Exempt – paragraph 3".

use std::sync::LazyLock;

use serde::Deserialize;

use super::passage::Passage;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Block, Document, Inline, Inlines, Node};
use crate::load::paper::{Paper, Subject};
use crate::model::meeting::{Item, Meeting};
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
            }
            Block::Paragraph(paragraph) => {
                let said = Passage::of(&paragraph.content);
                let text = &said.text;
                let is_said = shouts(text) || labels(text) || calls(bare(text));
                found.extend(raise(&said.text, is_said, said.place(), DATUM));
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

/// The hint for an item of a meeting.
const ITEM: &str =
    "withhold the item, with `exempt = { paragraphs = […], reason = \"…\" }`, or say it otherwise";

/// Reports public text about agenda items that calls itself not for publication.
pub(crate) fn meeting(meeting: &Meeting) -> Vec<Diagnostic> {
    let items = meeting.item.iter().chain(meeting.supplement.iter().flat_map(|one| &one.item));
    let of_item = |item: &Item| {
        let mut found = Vec::new();
        let open = item.withheld().is_none();
        for (prose, is_title) in [(&item.title, true), (&item.text, false)] {
            let Some(prose) = prose.as_ref().filter(|_| open) else { continue };
            for paragraph in prose.text.split("\n\n").map(str::trim) {
                let is_said = match is_title {
                    true => heads(paragraph),
                    false => shouts(paragraph) || labels(paragraph) || calls(bare(paragraph)),
                };
                found.extend(raise(paragraph, is_said, Some(prose.place), ITEM));
            }
        }
        found
    };
    items.flat_map(of_item).collect()
}

/// Reports such titles, classifications, headings and paragraphs of a report.
fn of_report(report: &Report, document: &Document) -> Vec<Diagnostic> {
    let title = &report.title;
    let mut found: Vec<_> =
        raise(&title.text, heads(&title.text), Some(title.place), WHOLE).into_iter().collect();
    for block in &document.blocks {
        found.extend(of_block(block));
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
        found.extend(raise(&title.text, heads(&title.text), Some(title.place), APPENDIX));
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

/// The finding for an open heading or paragraph, if it calls itself not for publication.
fn of_block(block: &Block) -> Option<Diagnostic> {
    let (content, place) = match block {
        Block::Heading(heading) => (&heading.content, heading.place),
        Block::Paragraph(paragraph) => (&paragraph.content, paragraph.place),
        _ => return None,
    };
    let passage = Passage::of(content);
    let is_said = match block {
        Block::Heading(_) => heads(&passage.text),
        _ => shouts(&passage.text),
    };
    raise(&passage.text, is_said, place.or_else(|| passage.place()), PART)
}

/// The finding for the text `said`, if `is_said`.
fn raise(said: &str, is_said: bool, place: Option<Place>, remedy: &str) -> Option<Diagnostic> {
    let short: String = said.chars().take(60).collect();
    let more = if short.len() < said.len() { "…" } else { "" };
    is_said.then(|| {
        let message = format!("this says `{short}{more}`, and is published");
        Diagnostic::of(Rule::SaysExempt, place, message).hint(remedy)
    })
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
