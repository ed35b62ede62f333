//! Collects which words are withheld, and which are open.
//!
//! In come the data as its authors marked it, the text of the restricted and the public papers, and the words of
//! outside PDFs; out comes [`Evidence`] for a [`Search`](super::Search).

use std::collections::HashSet;

use super::fold::Folded;
use super::papers::Words;
use super::short::Short;
use super::stretches::Stretches;
use super::telling::telling;

/// The length of the stretches that are searched for, in bytes of letters and digits.
const STRETCH: usize = 40;

/// The length of such stretches from outside PDFs, whose letterheads and stock phrases recur.
const OUTSIDE_STRETCH: usize = 80;

/// Separates lines, items and cells.
const APART: char = '\u{1}';

/// Replaces something inside one of these that is not part of its words.
const INSIDE: char = '\u{2}';

/// The words of one item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// The words of the data, withheld and open.
    pub words: Words,
    /// The words of data that open papers draw on; they are open unless another paper withholds them.
    pub sources: Vec<String>,
    /// The text of restricted papers.
    pub restricted: Vec<String>,
    /// The text of public papers.
    pub public: Vec<String>,
    /// The words of withheld outside PDFs.
    pub outside_withheld: Vec<String>,
    /// The words of public outside PDFs.
    pub outside_open: Vec<String>,
}

impl Evidence {
    /// Whether no withheld text is known.
    fn withholds_nothing(&self) -> bool {
        self.words.withheld.is_empty()
            && self.restricted.is_empty()
            && self.outside_withheld.is_empty()
    }
}

/// What to search for: short texts, then stretches of long ones by their source.
pub(super) fn sought(evidence: &[&Evidence]) -> (Short, [Stretches; 3]) {
    if evidence.iter().all(|one| one.withholds_nothing()) {
        return Default::default();
    }
    let all = |pick: fn(&Evidence) -> &Vec<String>| evidence.iter().flat_map(move |one| pick(one));
    let folded = |pick| all(pick).map(|text| Folded::new(text)).collect::<Vec<_>>();
    let segments: Vec<Segment> =
        all(|one| &one.words.withheld).flat_map(|text| segments(text)).collect();
    let print: Vec<String> = all(|one| &one.restricted).cloned().collect();
    let outside: Vec<String> = all(|one| &one.outside_withheld).cloned().collect();
    // Words of public data may appear. The text of public papers may too, but does not by itself open what the data
    // withholds, so that a mistake in making the public edition is found.
    let mut data_open = folded(|one| &one.words.open);
    let closed: HashSet<&String> = all(|one| &one.words.withheld).collect();
    let sources = all(|one| &one.sources).filter(|text| !closed.contains(text));
    data_open.extend(sources.map(|text| Folded::new(text)));
    let mut print_open = folded(|one| &one.public);
    let outside_open = folded(|one| &one.outside_open);
    let wholes = segments.iter().filter(|segment| segment.is_whole);
    let wholes = wholes.map(|segment| segment.words.as_str());
    let tells = segments.iter().flat_map(|segment| telling(&segment.words));
    let short = Short::new(brief(wholes).chain(tells), data_open.iter().chain(&outside_open));
    let data = segments.into_iter().map(|segment| segment.words).collect();
    let data = Stretches::new(STRETCH, data, &data_open);
    print_open.extend(data_open);
    let wholes = print.iter().map(String::as_str);
    let tells = wholes.clone().flat_map(telling);
    let printed = Short::new(brief(wholes).chain(tells), print_open.iter().chain(&outside_open));
    let print = Stretches::new(STRETCH, print, &print_open);
    let outside = Stretches::new(OUTSIDE_STRETCH, outside, &print_open);
    (short.and(printed), [data, print, outside])
}

/// The texts that are short enough to be searched for as wholes.
fn brief<'a>(texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    texts.filter(|text| text.len() < 2 * STRETCH)
}

/// A stretch of prose.
struct Segment {
    words: String,
    /// Whether it is a whole line, item or cell. Scraps beside an expression or a bracket are ordinary words, such as
    /// "of schools", which give nothing away.
    is_whole: bool,
}

/// The stretches of prose that reach a paper as written: without expressions, addresses, and the marks of lists and
/// tables.
fn segments(prose: &str) -> Vec<Segment> {
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
                cut.push(if rest.starts_with("{{") { INSIDE } else { APART });
                rest = &rest[length..];
            }
            None => {
                cut.push(match next {
                    '[' | ']' | '(' | ')' | '<' | '>' => INSIDE,
                    '|' => APART,
                    _ => next,
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
        lines.push(if listed || bare.is_empty() { APART } else { ' ' });
        let words =
            if listed { bare.trim_start_matches(|next: char| next.is_ascii_digit()) } else { bare };
        lines.push_str(words);
    }
    let segments = lines.split(APART).flat_map(|line| {
        let is_whole = !line.contains(INSIDE);
        line.split(INSIDE).map(move |words| Segment { words: words.trim().to_owned(), is_whole })
    });
    segments.filter(|segment| !segment.words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_an_expression_or_a_bracket_are_no_whole() {
        let prose = "{{ plan.total }} of schools.\n\n- of *colleges* {.exempt-3}\n\n| a (b) | c |";
        let segments: Vec<_> =
            segments(prose).into_iter().map(|segment| (segment.words, segment.is_whole)).collect();
        let expected = [
            ("of schools.", false),
            ("- of *colleges*", true),
            ("a", false),
            ("b", false),
            ("c", true),
        ];
        assert_eq!(segments, expected.map(|(words, is_whole)| (words.to_owned(), is_whole)));
    }
}
