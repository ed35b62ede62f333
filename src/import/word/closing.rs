//! What of a draft is withheld, by what it says of itself: an appendix, a section, or all of it.

use super::outline::{Outline, Section};
use super::remarks::Remarks;
use super::tree::{line, lines};
use super::withheld::{self, Closed};

/// Withholds what the draft says is not for publication: an appendix or a section where the words are about that alone,
/// else the whole paper.
pub(super) fn withhold(
    outline: &mut Outline,
    head: &[String],
    around: &[(&'static str, String)],
    remarks: &mut Remarks,
) {
    let mut whole: Option<(Closed, &'static str)> =
        withheld::find_in(head).map(|closed| (closed, "at its head"));
    for (what, words) in around {
        if let Some(closed) = withheld::find(words, None) {
            whole = merge(whole, closed, what);
        }
    }
    let mut said: Vec<Closed> = Vec::new();
    let mut all = Vec::new();
    outline.sections.iter().for_each(|section| gather(section, &mut all));
    all.extend(outline.recommendations.iter().flat_map(|blocks| lines(blocks)));
    for (at, line) in all.iter().enumerate() {
        said.extend(withheld::find(line, all.get(at + 1).map(String::as_str)));
    }
    for closed in said {
        let label = withheld::appendix_in(&closed.words);
        let appendix = outline.appendices.iter_mut().find(|appendix| {
            label.as_ref().is_some_and(|label| appendix.label.eq_ignore_ascii_case(label))
        });
        match appendix {
            Some(appendix) => {
                let own = appendix.closed.get_or_insert_with(|| closed.clone());
                // Its title may say no more than that it is withheld.
                if own.paragraphs.is_empty() && !closed.paragraphs.is_empty() {
                    *own = closed;
                }
            }
            None => whole = merge(whole, closed, "in its text"),
        }
    }
    let hint = "say what the public reads with `public-title`, or `open-title = true`, and why; take the key away only if everyone may read it";
    if let Some((closed, place)) = whole {
        remarks.add(
            format!("the draft says {place} that it is not for publication, so all of the paper is withheld: “{}”", closed.words),
            hint,
        );
        outline.closed = Some(closed);
    }
    for appendix in &mut outline.appendices {
        if let Some(closed) = &appendix.closed {
            appendix.title.insert(
                0,
                remarks.at(
                    format!(
                        "the draft says that this appendix is not for publication: “{}”",
                        closed.words
                    ),
                    hint,
                ),
            );
        }
    }
    for section in &mut outline.sections {
        if let Some(closed) = &section.closed {
            section.heading.insert(
                0,
                remarks.at(
                    format!(
                        "the draft says that this section is not for publication: “{}”",
                        closed.words
                    ),
                    hint,
                ),
            );
        }
    }
}

/// The first words that withhold the whole, with the paragraphs that any of them names.
fn merge(
    whole: Option<(Closed, &'static str)>,
    closed: Closed,
    place: &'static str,
) -> Option<(Closed, &'static str)> {
    match whole {
        None => Some((closed, place)),
        Some((mut first, place)) => {
            first.paragraphs.extend(closed.paragraphs);
            first.paragraphs.sort();
            first.paragraphs.dedup();
            first.confidential &= closed.confidential;
            Some((first, place))
        }
    }
}

/// All lines of a section and those inside it.
fn gather(section: &Section, all: &mut Vec<String>) {
    all.push(line(&section.heading));
    all.extend(lines(&section.blocks));
    section.inner.iter().for_each(|inner| gather(inner, all));
}
