//! The proof that nothing withheld reached a public file.
//!
//! In come the words that were withheld, from two sides: the data as its authors marked it, and what the
//! restricted papers print that the public ones do not. With them come the words that are public. Out
//! comes a [`Search`], which goes through a finished file: all text on its pages, its metadata, bookmarks,
//! alternative texts, names, and whatever is attached to it.
//!
//! Words are compared by their letters and digits alone, in lower case, so that no line break, ligature
//! or emphasis hides a leak. Long texts are looked for in overlapping stretches, so that a part of one is
//! found as well.

mod markup;
pub(crate) mod text;

use std::collections::HashSet;

use rayon::prelude::*;

use self::text::{APART, Found};
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Element, Inline, Target, plain};
use crate::withhold::Words;

/// The length of the stretches that are looked for, in bytes of letters and digits.
const STRETCH: usize = 40;

/// The same for words of PDFs from outside, whose letterheads and standing phrases recur.
const OUTSIDE_STRETCH: usize = 80;

/// The shortest text of the data that is looked for as a whole.
const SHORTEST: usize = 8;

/// The shortest text of a paper that is looked for as a whole: an amount of money, a name.
const SHORTEST_PRINTED: usize = 4;

/// The most leaks that are said of one file.
const MOST: usize = 20;

/// What is known of one item's words.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The words of the data, withheld and open.
    pub words: Words,
    /// What papers that hold something withheld print.
    pub restricted: Vec<String>,
    /// What public papers print.
    pub public: Vec<String>,
    /// The words of PDFs from outside that are withheld.
    pub outside_withheld: Vec<String>,
    /// The words of PDFs from outside that are public.
    pub outside_open: Vec<String>,
}

impl Evidence {
    /// Adds the words of a document that only the restricted version has.
    pub(crate) fn withheld(&mut self, document: &Document) {
        self.restricted.extend(texts(document).iter().map(|text| unmarked(text).to_owned()));
    }

    /// Adds the words of a document that the public version has.
    pub(crate) fn open(&mut self, document: &Document) {
        self.public.extend(texts(document));
    }

    /// Adds the words of a PDF from outside.
    pub(crate) fn outside(&mut self, text: Vec<String>, withheld: bool) {
        if withheld {
            self.outside_withheld.extend(text);
        } else {
            self.outside_open.extend(text);
        }
    }
}

/// A text of the restricted version without the words that mark it, which the public version has too.
fn unmarked(text: &str) -> &str {
    let text = text.split(" (not for publication: ").next().unwrap_or_default();
    match text.strip_prefix("Not for publication") {
        Some(rest) if rest.starts_with(" (") => rest.split_once("). ").map_or("", |(_, own)| own),
        Some(_) => "",
        None => text,
    }
}

/// Withheld words that were found in a public file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// Where: "on page 12", "in the bookmarks".
    pub place: String,
    /// The words, as they are compared.
    pub words: String,
}

impl Leak {
    /// The same as an error. `what` is what it was found in the public one of: a pack, a version.
    pub fn diagnostic(&self, what: &str) -> Diagnostic {
        let words: String = self.words.chars().take(60).collect();
        Diagnostic::of(
            Rule::Leak,
            None,
            format!("withheld text stands in the public {what} {}, so it is not written: `{words}`", self.place),
        )
        .hint(
            "take it out of the public item, report or file that repeats it, or mark that as exempt too; if it stands \
             in neither, this is a fault in this program: please report it",
        )
    }
}

/// A search for withheld words.
#[derive(Debug, Default)]
pub struct Search {
    /// Short texts, as wholes.
    short: Vec<String>,
    /// Stretches of long ones of the data.
    data: HashSet<Box<[u8]>>,
    /// Stretches of what papers print.
    print: HashSet<Box<[u8]>>,
    /// Stretches of PDFs from outside.
    outside: HashSet<Box<[u8]>>,
}

impl Search {
    /// A search for all that is withheld.
    pub fn new(evidence: &[&Evidence]) -> Self {
        let all =
            |pick: fn(&Evidence) -> &Vec<String>| evidence.iter().flat_map(move |one| pick(one));
        let mut search = Self::default();
        let open_data = joined(all(|one| &one.words.open));
        for text in all(|one| &one.words.withheld) {
            for segment in segments(text) {
                add(&segment, &open_data, SHORTEST, &mut search.data, &mut search.short);
            }
        }
        let open_print = joined(all(|one| &one.public)) + &open_data;
        for text in all(|one| &one.restricted) {
            add(&normal(text), &open_print, SHORTEST_PRINTED, &mut search.print, &mut search.short);
        }
        for text in all(|one| &one.outside_withheld) {
            let text = normal(text);
            search.outside.extend(stretches(&text, OUTSIDE_STRETCH).map(Box::from));
        }
        // What public data says may be said. What public papers print may be printed, but that alone does not
        // open what the data withholds: so a slip in taking that out is found.
        permit(&mut search.data, &open_data, STRETCH);
        permit(&mut search.print, &open_print, STRETCH);
        permit(&mut search.outside, &open_print, OUTSIDE_STRETCH);
        let outside_open = joined(all(|one| &one.outside_open));
        search.short.retain(|short| !outside_open.contains(short.as_str()));
        search.short.sort();
        search.short.dedup();
        search
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.short.is_empty()
            && self.data.is_empty()
            && self.print.is_empty()
            && self.outside.is_empty()
    }

    /// Searches a finished PDF.
    pub fn pdf(&self, pdf: &[u8]) -> Vec<Leak> {
        if self.is_empty() {
            return Vec::new();
        }
        let found = match text::all(pdf) {
            Ok(found) => found,
            Err(why) => {
                return vec![Leak {
                    place: "somewhere, for it cannot be read back".into(),
                    words: why,
                }];
            }
        };
        self.leaks(&found)
    }

    /// Searches a finished HTML file.
    pub fn html(&self, html: &str) -> Vec<Leak> {
        if self.is_empty() {
            return Vec::new();
        }
        let found = text::html(html);
        self.leaks(&found)
    }

    /// The leaks in texts.
    fn leaks(&self, found: &[Found]) -> Vec<Leak> {
        let all: Vec<Option<Leak>> = found
            .par_iter()
            .map(|found| {
                let texts: Vec<String> = found.text.split(APART).map(normal).collect();
                // No text holds this, so nothing is found across two.
                let words = self.find(&texts.join("\u{1}"))?;
                Some(Leak { place: found.place.clone(), words })
            })
            .collect();
        let mut leaks: Vec<Leak> = Vec::new();
        for leak in all.into_iter().flatten() {
            if leaks.len() < MOST && !leaks.contains(&leak) {
                leaks.push(leak);
            }
        }
        leaks
    }

    /// The first withheld words in a text, in the form in which words are compared.
    fn find(&self, text: &str) -> Option<String> {
        let in_set = |set: &HashSet<Box<[u8]>>, length| {
            let found = stretches(text, length).find(|stretch| set.contains(*stretch));
            found.map(|stretch| String::from_utf8_lossy(stretch).into_owned())
        };
        let short = self.short.iter().find(|short| text.contains(short.as_str())).cloned();
        short
            .or_else(|| in_set(&self.data, STRETCH))
            .or_else(|| in_set(&self.print, STRETCH))
            .or_else(|| in_set(&self.outside, OUTSIDE_STRETCH))
    }
}

/// Adds a text, in the form in which words are compared: its stretches, or the whole of a short one that is
/// not public too.
fn add(
    text: &str,
    open: &str,
    shortest: usize,
    long: &mut HashSet<Box<[u8]>>,
    short: &mut Vec<String>,
) {
    if text.len() >= STRETCH {
        long.extend(stretches(text, STRETCH).map(Box::from));
    } else if text.len() >= shortest && !open.contains(text) {
        short.push(text.to_owned());
    }
}

/// Takes out the stretches that open words have too.
fn permit(stretches_of: &mut HashSet<Box<[u8]>>, open: &str, length: usize) {
    for stretch in stretches(open, length) {
        stretches_of.remove(stretch);
    }
}

/// All stretches of a length in a text.
fn stretches(text: &str, length: usize) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().windows(length)
}

/// The letters and digits of a text, in lower case.
pub(crate) fn normal(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Texts in the form in which words are compared, one after the other.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let mut all = String::new();
    for text in texts {
        all.push_str(&normal(text));
        // No text holds this, so nothing is found across two.
        all.push('\u{1}');
    }
    all
}

/// The stretches of prose that reach a paper as they were written: without expressions, addresses, marks of
/// lists and tables, each in the form in which words are compared.
fn segments(prose: &str) -> Vec<String> {
    let mut cut = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some(next) = rest.chars().next() {
        let skipped = match next {
            '{' if rest.starts_with("{{") => rest.find("}}").map(|end| end + 2),
            '{' => rest.find('}').map(|end| end + 1),
            _ => None,
        };
        match skipped {
            Some(length) => {
                cut.push('\u{1}');
                rest = &rest[length..];
            }
            None => {
                cut.push(if matches!(next, '[' | ']' | '(' | ')' | '|' | '<' | '>') {
                    '\u{1}'
                } else {
                    next
                });
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    let mut lines = String::with_capacity(cut.len());
    for line in cut.lines() {
        let bare = line.trim_start();
        let listed = bare.starts_with(['-', '*', '+', '#', '>'])
            || bare.split_once(['.', ')']).is_some_and(|(number, _)| {
                !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            });
        lines.push(if listed || bare.is_empty() { '\u{1}' } else { ' ' });
        let words =
            if listed { bare.trim_start_matches(|next: char| next.is_ascii_digit()) } else { bare };
        lines.push_str(words);
    }
    lines.split('\u{1}').map(normal).filter(|segment| !segment.is_empty()).collect()
}

/// Everything that a document says or holds, block by block.
pub(crate) fn texts(document: &Document) -> Vec<String> {
    let mut texts = vec![document.title.clone()];
    document.clone().each_mut(&mut |element| match element {
        Element::Block(Block::Paragraph(paragraph)) => {
            texts.push(plain(&paragraph.content));
            texts.extend(paragraph.anchor.clone());
        }
        Element::Block(Block::Heading(heading)) => {
            texts.push(plain(&heading.content));
            texts.extend(heading.anchor.clone());
        }
        Element::Block(Block::Table(table)) => {
            texts.extend(table.caption.as_deref().map(plain));
            texts.extend(table.summary.clone());
        }
        Element::Block(Block::Figure(figure)) => {
            texts.push(figure.alternative.clone());
            texts.push(figure.path.clone());
            texts.extend(figure.caption.as_deref().map(plain));
        }
        Element::Block(Block::Chart(chart)) => {
            texts.push(chart.alternative.clone());
            texts.extend(chart.caption.as_deref().map(plain));
        }
        Element::Block(Block::Verbatim(verbatim)) => texts.push(verbatim.lines.join(" ")),
        Element::Inline(Inline::Link(link)) => match &link.target {
            Target::Url(address) | Target::Beside(address) => texts.push(address.clone()),
            Target::Anchor(name) => texts.push(name.clone()),
        },
        Element::Block(_) | Element::Inline(_) => {}
    });
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(withheld: &[&str], open: &[&str]) -> Search {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let words = Words { withheld: owned(withheld), open: owned(open) };
        Search::new(&[&Evidence { words, ..Evidence::default() }])
    }

    fn found(search: &Search, text: &str) -> bool {
        search.find(&normal(text)).is_some()
    }

    #[test]
    fn a_part_of_a_long_text_is_found_however_it_is_broken() {
        let search = search(
            &[
                "The contract with **Ferrow & Sons** ends in March because they could not pay {{ plan.sum }} to the pension fund.",
            ],
            &["The contract is about school transport."],
        );
        assert!(found(&search, "contract with\nFerrow &\u{a0}Sons ends in March because they"));
        assert!(found(&search, "… Ferrow & Sons ends in March because they could not pay"));
        assert!(!found(&search, "The contract is about school transport."));
    }

    #[test]
    fn a_short_text_is_found_as_a_whole_unless_it_is_public_too() {
        let search = search(&["Alun Prothero", "Transport"], &["Transport"]);
        assert!(found(&search, "as Alun\nProthero said"));
        assert!(!found(&search, "transport"));
    }

    #[test]
    fn words_that_public_matter_has_too_are_no_leak() {
        let standing =
            "The council must have regard to the public sector equality duty in all that it does.";
        let search = search(&[standing], &[standing]);
        assert!(!found(&search, standing));
    }
}
