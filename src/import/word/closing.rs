//! Decides what the markings in a draft withhold: an appendix, a section, or all of it.
//!
//! In comes the outline of a draft, with the sections that their headings withhold; out comes the same outline with
//! everything else that is withheld: sections because of one of their lines, appendices because of what is said about
//! them, and the paper because of statements about it.

use std::collections::BTreeMap;

use super::outline::{Appendix, Outline, Section};
use super::remarks::Remarks;
use super::tree::{Block, Inline, Shape, each_line, line, lines};
use super::withheld::{self, Closed, Reach};

/// The hint about what was withheld.
const HINT: &str = "say what the public reads with `public-title`, or `open-title = true`, and why; take the key away only if everyone may read it";

/// The source of a marking in the name of a style or a content control.
pub(super) const NAMED: &str = "by the name of a style or of a content control";

/// The source of a marking in hidden text.
pub(super) const HIDDEN: &str = "in words that are hidden";

/// Withholds what the draft marks as not for publication: an appendix or a section if the words are only about that,
/// else the whole paper.
pub(super) fn withhold(
    outline: &mut Outline,
    head: &[String],
    around: &[(&'static str, String)],
    remarks: &mut Remarks,
) {
    let mut closing = Closing {
        whole: withheld::in_front(head).map(|closed| (closed, "at its head")),
        appendices: &mut outline.appendices,
    };
    for (what, words) in around {
        let closed = match *what {
            "in a comment" => withheld::in_aside(words),
            _ => withheld::in_heading(words, None),
        };
        closed.into_iter().for_each(|closed| closing.merge(closed, what));
    }
    outline.closed.take().into_iter().for_each(|closed| closing.merge(closed, "in its text"));
    for words in outline.fields.iter().map(|(_, content)| line(content)) {
        let closed = withheld::in_heading(&words, None);
        closed.into_iter().for_each(|closed| closing.said(&words, closed));
    }
    for words in outline.papers.iter().map(|(title, _)| line(title)) {
        // A marking of only that other paper says nothing about this one; whether it may be listed is for `papers
        // check` to say.
        let closed = withheld::in_text(&words, None).filter(|(_, reach)| *reach != Reach::Section);
        let closed = closed.filter(|_| !is_of_another(&words));
        closed.into_iter().for_each(|(closed, _)| closing.said(&words, closed));
    }
    for words in outline.recommendations.iter().flat_map(|blocks| lines(blocks)) {
        let closed = withheld::in_text(&words, None);
        closed.into_iter().for_each(|(closed, _)| closing.said(&words, closed));
    }
    let mut spots = remarks.take_withheld();
    let sections = &mut outline.sections;
    sections.iter_mut().for_each(|section| take_spots(section, &mut spots));
    // A marking outside all sections withholds the whole paper.
    spots.into_values().for_each(|(place, closed)| closing.merge(closed, place));
    for section in sections.iter_mut() {
        closing.read(section);
        section.inner.iter_mut().for_each(|inner| closing.read_inner(inner));
    }
    sections.iter().for_each(|section| closing.tie_appendix(section));
    sections.iter_mut().for_each(|section| closing.tie_section(section));
    if let Some((closed, place)) = closing.whole {
        remarks.add(
            format!("the draft says {place} that it is not for publication, so all of the paper is withheld: “{}”", closed.words),
            HINT,
        );
        outline.closed = Some(closed);
    }
    for appendix in &mut outline.appendices {
        say(&mut appendix.title, appendix.closed.as_ref(), "appendix", remarks);
    }
    outline.sections.iter_mut().for_each(|section| say_section(section, remarks));
}

/// Whether a background paper is called exempt only in its title, without reference to the law: "Exempt report to
/// Cabinet, March 2020".
fn is_of_another(title: &str) -> bool {
    let small = title.to_lowercase();
    let named = ["exempt", "confidential"].iter().find_map(|mark| small.strip_prefix(mark));
    let nouns = [" report ", " appendix ", " item ", " minutes "];
    named.is_some_and(|rest| nouns.iter().any(|noun| rest.starts_with(noun)))
        && !["schedule", "not for publication", "this "].iter().any(|words| small.contains(words))
}

/// Withholds a section, or those inside it, because of markings at spots in it, and removes those spots.
fn take_spots(section: &mut Section, spots: &mut BTreeMap<usize, (&'static str, Closed)>) {
    section.inner.iter_mut().for_each(|inner| take_spots(inner, spots));
    let mut found = Vec::new();
    let mut take = |content: &mut Vec<Inline>| {
        let own = content.iter().filter_map(|inline| match inline {
            Inline::Spot(spot) => spots.remove(spot),
            _ => None,
        });
        found.extend(own);
    };
    take(&mut section.heading);
    each_line(&mut section.blocks, &mut take);
    let closed = found.into_iter().map(|(_, closed)| closed).next();
    section.closed = section.closed.take().or(closed);
}

/// Remarks at a section and those inside it that they are withheld.
fn say_section(section: &mut Section, remarks: &mut Remarks) {
    say(&mut section.heading, section.closed.as_ref(), "section", remarks);
    section.inner.iter_mut().for_each(|inner| say_section(inner, remarks));
}

/// Remarks at a heading that something is withheld.
fn say(heading: &mut Vec<Inline>, closed: Option<&Closed>, what: &str, remarks: &mut Remarks) {
    if let Some(closed) = closed {
        let said =
            format!("the draft says that this {what} is not for publication: “{}”", closed.words);
        heading.insert(0, remarks.at(said, HINT));
    }
}

/// What is known to be withheld so far.
struct Closing<'a> {
    /// Why the whole paper is, and where that is said.
    whole: Option<(Closed, &'static str)>,
    appendices: &'a mut Vec<Appendix>,
}

impl Closing<'_> {
    /// Withholds the whole paper: the first marking counts, with the paragraphs of the Act named in any.
    fn merge(&mut self, closed: Closed, place: &'static str) {
        match &mut self.whole {
            None => self.whole = Some((closed, place)),
            Some((first, _)) => {
                first.paragraphs.extend(closed.paragraphs);
                first.paragraphs.sort();
                first.paragraphs.dedup();
                first.confidential &= closed.confidential;
            }
        }
    }

    /// Applies a marking: to the appendices that it names, else to the whole paper.
    fn said(&mut self, words: &str, closed: Closed) {
        if !self.named(words, &closed) {
            self.merge(closed, "in its text");
        }
    }

    /// Withholds the appendices that a marking names; returns whether it names any.
    fn named(&mut self, words: &str, closed: &Closed) -> bool {
        let labels = withheld::appendices_in(words);
        let is_named =
            |appendix: &&mut Appendix| labels.iter().any(|label| appendix.is_called(label));
        let mut any = false;
        for appendix in self.appendices.iter_mut().filter(is_named) {
            any = true;
            // Its title may only say that it is withheld.
            appendix.closed.get_or_insert_with(|| closed.clone()).specify(closed);
        }
        any
    }

    /// Reads the lines of a section.
    fn read(&mut self, section: &mut Section) {
        let mut all: Vec<(String, Standing)> = Vec::new();
        for block in &section.blocks {
            let standing = match block {
                Block::Paragraph(one) if matches!(one.shape, Shape::Heading(_)) => {
                    Standing::Heading
                }
                Block::Table(_) => Standing::Cell,
                Block::Paragraph(_) | Block::Picture(_) => Standing::Line,
            };
            let lines = lines(std::slice::from_ref(block));
            all.extend(lines.into_iter().map(|line| (line, standing)));
        }
        for (at, (words, standing)) in all.iter().enumerate() {
            let next = all.get(at + 1).map(|(next, _)| next.as_str());
            let found = match standing {
                Standing::Heading => withheld::in_inner_heading(words, next),
                Standing::Line => withheld::in_text(words, next),
                Standing::Cell => withheld::in_cell(words, next),
            };
            let Some((closed, reach)) = found else {
                self.only_appendices(words);
                continue;
            };
            if self.named(words, &closed) {
                continue;
            }
            if reach != Reach::Section {
                self.merge(closed.clone(), "in its text");
            }
            // The heading may only say that the section is withheld, and the text by which paragraph.
            match &mut section.closed {
                Some(own) => own.specify(&closed),
                None if reach == Reach::Paper => {}
                own => *own = Some(closed),
            }
        }
    }

    /// Reads a subsection, whose heading may be a statement about the paper.
    fn read_inner(&mut self, section: &mut Section) {
        let found = withheld::in_inner_heading(&line(&section.heading), None);
        for (closed, _) in found.into_iter().filter(|(_, reach)| *reach != Reach::Section) {
            self.merge(closed, "in its text");
        }
        self.read(section);
        section.inner.iter_mut().for_each(|inner| self.read_inner(inner));
    }

    /// Withholds the appendices that a line calls exempt without marking anything else: "see the exempt Appendix 2".
    fn only_appendices(&mut self, words: &str) {
        if !withheld::appendices_in(words).is_empty() {
            self.named(words, &withheld::closed(words));
        }
    }

    /// Withholds the list entry of an appendix that is withheld where it appears in the draft.
    fn tie_appendix(&mut self, section: &Section) {
        if let (Some(closed), Some(label)) = (&section.closed, &section.appendix) {
            for appendix in self.appendices.iter_mut().filter(|one| one.is_called(label)) {
                appendix.closed.get_or_insert_with(|| closed.clone());
            }
        }
    }

    /// Withholds the text in the draft of an appendix that is withheld.
    fn tie_section(&mut self, section: &mut Section) {
        let label = section.appendix.as_deref();
        let own = |appendix: &&Appendix| label.is_some_and(|label| appendix.is_called(label));
        let closed = self.appendices.iter().find(own).and_then(|own| own.closed.clone());
        section.closed = section.closed.take().or(closed);
    }
}

/// The kind of a line in a section.
#[derive(Clone, Copy)]
enum Standing {
    Heading,
    Line,
    Cell,
}
