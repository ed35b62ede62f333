//! What is known of words: which are withheld, and which anyone may read.
//!
//! In come the data as its authors marked it, what the restricted and the public papers print, and the words of PDFs
//! from outside; out comes [`Evidence`] for a [`Search`](super::Search).

use std::collections::HashSet;

use super::fold::Folded;
use super::papers::Words;
use super::short::Short;
use super::stretches::Stretches;
use super::telling::telling;

/// The length of the stretches that are looked for, in bytes of letters and digits.
const STRETCH: usize = 40;

/// The same for words of PDFs from outside, whose letterheads and standing phrases recur.
const OUTSIDE_STRETCH: usize = 80;

/// What is known of one item's words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// The words of the data, withheld and open.
    pub words: Words,
    /// The words of data that open papers draw on, which are open unless another paper withholds them.
    pub sources: Vec<String>,
    /// What papers that hold something withheld print.
    pub restricted: Vec<String>,
    /// What public papers print.
    pub public: Vec<String>,
    /// The words of PDFs from outside that are withheld.
    pub outside_withheld: Vec<String>,
    /// The words of PDFs from outside that are public.
    pub outside_open: Vec<String>,
}

/// What is looked for: short texts, then stretches of long ones by where they come from.
pub(super) fn sought(evidence: &[&Evidence]) -> (Short, [Stretches; 3]) {
    let all = |pick: fn(&Evidence) -> &Vec<String>| evidence.iter().flat_map(move |one| pick(one));
    let folded = |pick| all(pick).map(|text| Folded::new(text)).collect::<Vec<_>>();
    let data: Vec<String> =
        all(|one| &one.words.withheld).flat_map(|text| segments(text)).collect();
    let print: Vec<String> = all(|one| &one.restricted).cloned().collect();
    let outside: Vec<String> = all(|one| &one.outside_withheld).cloned().collect();
    // What public data says may be said. What public papers print may be printed, but that alone does not
    // open what the data withholds: so a slip in taking that out is found.
    let mut data_open = folded(|one| &one.words.open);
    let closed: HashSet<&String> = all(|one| &one.words.withheld).collect();
    let sources = all(|one| &one.sources).filter(|text| !closed.contains(text));
    data_open.extend(sources.map(|text| Folded::new(text)));
    let mut print_open = folded(|one| &one.public);
    let outside_open = folded(|one| &one.outside_open);
    let short = Short::new(parts(&data), data_open.iter().chain(&outside_open));
    let data = Stretches::new(STRETCH, data, &data_open);
    print_open.extend(data_open);
    let printed = Short::new(parts(&print), print_open.iter().chain(&outside_open));
    let print = Stretches::new(STRETCH, print, &print_open);
    let outside = Stretches::new(OUTSIDE_STRETCH, outside, &print_open);
    (short.and(printed), [data, print, outside])
}

/// Short texts as wholes, and what in any text tells something by itself.
fn parts(texts: &[String]) -> impl Iterator<Item = &str> {
    let whole = texts.iter().map(String::as_str);
    whole.clone().filter(|text| text.len() < 2 * STRETCH).chain(whole.flat_map(telling))
}

/// The stretches of prose that reach a paper as they were written: without expressions, addresses, marks of
/// lists and tables.
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
    let segments = lines.split('\u{1}').map(str::trim).filter(|segment| !segment.is_empty());
    segments.map(str::to_owned).collect()
}
