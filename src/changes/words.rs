//! Which words of a line changed.
//!
//! A line is taken apart into words, each with the emphasis and the links that it stands in, compared, and put together
//! again with the changes marked.

use std::rc::Rc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::blocks::words_of;
use super::mark::Labels;
use crate::document::{Cleared, Inline, Inlines, Link, Mark, Span, Target, Text, plain};

/// How many words that did not change stand beside those that did, where a line is told in short.
const BESIDE: usize = 8;

/// A line with its changes.
pub(super) struct Exchange {
    /// The newer line, with the changes marked.
    pub(super) marked: Inlines<Cleared>,
    /// The changes and the words beside them; `None` where there is no change.
    pub(super) excerpt: Option<String>,
}

/// A word or a punctuation mark of a line, with the space after it.
#[derive(Clone)]
struct Word {
    leaf: Inline<Cleared>,
    /// What it says, without the space.
    key: String,
    /// What it stands in, outermost first.
    inside: Vec<Rc<Wrap>>,
}

/// What words stand in.
enum Wrap {
    Strong,
    Emphasis,
    Struck,
    Mark(String),
    Link(Target),
}

/// A stretch of a line.
enum Stretch<'a> {
    /// Words that both versions have.
    Same(&'a [Word]),
    /// Words of the older version, and what stands in their place.
    Exchanged(&'a [Word], &'a [Word]),
}

/// Compares two lines.
pub(super) fn exchange(
    old: &[Inline<Cleared>],
    new: &[Inline<Cleared>],
    labels: &Labels,
) -> Exchange {
    let (was, is) = (words(old), words(new));
    let stretches = stretches(&was, &is);
    if stretches.iter().all(|stretch| matches!(stretch, Stretch::Same(_))) {
        return Exchange { marked: new.to_vec(), excerpt: None };
    }
    let (mut marked, mut excerpt) = (Vec::new(), String::new());
    let last = stretches.len() - 1;
    for (at, stretch) in stretches.iter().enumerate() {
        match stretch {
            Stretch::Same(words) => {
                marked.extend(joined(words, 0));
                excerpt.push_str(&in_short(words, at == 0, at == last));
            }
            Stretch::Exchanged(was, is) => {
                let (was, space) = apart(&said(was));
                let (now, space_now) = trimmed(is);
                let change = labels.exchanged(&was, now);
                let space = if is.is_empty() { space } else { space_now };
                excerpt.push_str(&plain(&change));
                excerpt.push_str(&space);
                marked.extend(change);
                marked.extend((!space.is_empty()).then(|| Inline::text(space, None)));
            }
        }
    }
    Exchange { marked, excerpt: Some(excerpt.trim().to_owned()) }
}

/// What two lines have in common and what not. One word in common between two changes makes them one.
fn stretches<'a>(was: &'a [Word], is: &'a [Word]) -> Vec<Stretch<'a>> {
    let keys = |words: &[Word]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(was), &keys(is));
    let last = ops.len().saturating_sub(1);
    let mut stretches = Vec::new();
    // How far both lines are read, and from where on they differ.
    let (mut old, mut new) = (0, 0);
    let mut differ = None;
    for (at, op) in ops.iter().enumerate() {
        let (olds, news) = (op.old_range().len(), op.new_range().len());
        let same = matches!(op, DiffOp::Equal { .. });
        if same && (olds > 1 || at == 0 || at == last) {
            if let Some((from_old, from_new)) = differ.take() {
                stretches.push(Stretch::Exchanged(&was[from_old..old], &is[from_new..new]));
            }
            stretches.push(Stretch::Same(&is[new..new + news]));
        } else {
            differ.get_or_insert((old, new));
        }
        (old, new) = (old + olds, new + news);
    }
    if let Some((from_old, from_new)) = differ {
        stretches.push(Stretch::Exchanged(&was[from_old..], &is[from_new..]));
    }
    stretches
}

/// The words of a line.
fn words(inlines: &[Inline<Cleared>]) -> Vec<Word> {
    let mut words = Vec::new();
    take(inlines, &mut Vec::new(), &mut words);
    words
}

/// Takes the words of inlines that stand in something.
fn take(inlines: &[Inline<Cleared>], inside: &mut Vec<Rc<Wrap>>, words: &mut Vec<Word>) {
    for inline in inlines {
        let (wrap, content) = match inline {
            Inline::Text(text) => {
                let from = text.place;
                for part in parts(&text.text) {
                    let (text, source) = (part.to_owned(), text.source.clone());
                    let leaf = Inline::Text(Text { text, place: from, source });
                    let key = part.trim().to_owned();
                    words.push(Word { leaf, key, inside: inside.clone() });
                }
                continue;
            }
            Inline::Code(Text { text, .. }) => {
                let (leaf, key) = (inline.clone(), text.clone());
                words.push(Word { leaf, key, inside: inside.clone() });
                continue;
            }
            Inline::Note(note) => {
                let (leaf, key) = (inline.clone(), format!("({})", words_of(&note.blocks)));
                words.push(Word { leaf, key, inside: inside.clone() });
                continue;
            }
            Inline::Break => {
                let (leaf, key) = (Inline::Break, String::new());
                words.push(Word { leaf, key, inside: inside.clone() });
                continue;
            }
            Inline::Strong(span) => (Wrap::Strong, &span.content),
            Inline::Emphasis(span) => (Wrap::Emphasis, &span.content),
            Inline::Struck(span) => (Wrap::Struck, &span.content),
            Inline::Mark(mark) => (Wrap::Mark(mark.mark.clone()), &mark.content),
            Inline::Link(link) => (Wrap::Link(link.target.clone()), &link.content),
            Inline::Withheld(withheld) => match withheld.seal {},
        };
        inside.push(Rc::new(wrap));
        take(content, inside, words);
        inside.pop();
    }
}

/// A text in words, each with the space after it; punctuation marks before and after a word stand by themselves.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::is_whitespace).flat_map(|word| {
        let said = word.trim_end();
        let opened = said.trim_start_matches(['(', '[', '‘', '“', '"', '£']).len();
        let (before, rest) = word.split_at(said.len() - opened);
        let bare = rest
            .trim_end()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '’', '”', '"', '%']);
        let ends = bare.is_empty() || bare.len() == rest.trim_end().len();
        let (bare, after) = rest.split_at(if ends { rest.len() } else { bare.len() });
        [before, bare, after].into_iter().filter(|part| !part.is_empty())
    })
}

/// Words put together again, from a depth of what they stand in.
fn joined(words: &[Word], depth: usize) -> Inlines<Cleared> {
    let same = |one: &Word, other: &Word| match (one.inside.get(depth), other.inside.get(depth)) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    };
    let mut inlines = Vec::new();
    for run in words.chunk_by(same) {
        let Some(wrap) = run[0].inside.get(depth) else {
            run.iter().for_each(|word| append(&mut inlines, &word.leaf));
            continue;
        };
        let content = joined(run, depth + 1);
        inlines.push(match &**wrap {
            Wrap::Strong => Inline::Strong(Span { content }),
            Wrap::Emphasis => Inline::Emphasis(Span { content }),
            Wrap::Struck => Inline::Struck(Span { content }),
            Wrap::Mark(mark) => Inline::Mark(Mark { mark: mark.clone(), content }),
            Wrap::Link(target) => {
                Inline::Link(Link { target: target.clone(), content, place: None })
            }
        });
    }
    inlines
}

/// Adds a leaf to a line, to the text before it where both are text.
fn append(inlines: &mut Inlines<Cleared>, leaf: &Inline<Cleared>) {
    match (inlines.last_mut(), leaf) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.text.push_str(&text.text),
        _ => inlines.push(leaf.clone()),
    }
}

/// What words say, notes among them.
fn said(words: &[Word]) -> String {
    words
        .iter()
        .map(|word| match &word.leaf {
            Inline::Text(text) | Inline::Code(text) => text.text.clone(),
            Inline::Break => " ".to_owned(),
            _ => format!(" {}", word.key),
        })
        .collect()
}

/// A text, and the space at its end.
fn apart(text: &str) -> (String, String) {
    let bare = text.trim_end();
    (bare.to_owned(), text[bare.len()..].to_owned())
}

/// Words put together again without the space at their end, and that space.
fn trimmed(words: &[Word]) -> (Inlines<Cleared>, String) {
    let mut words = words.to_vec();
    let mut space = String::new();
    if let Some(Word { leaf: Inline::Text(text), .. }) = words.last_mut() {
        (text.text, space) = apart(&text.text);
    }
    (joined(&words, 0), space)
}

/// Words that did not change, as far as they stand beside those that did.
fn in_short(words: &[Word], first: bool, last: bool) -> String {
    let shown = if first || last { BESIDE } else { 2 * BESIDE };
    if words.len() <= shown {
        return said(words);
    }
    let (start, end) = (said(&words[..BESIDE]), said(&words[words.len() - BESIDE..]));
    match (first, last) {
        (true, _) => format!("… {end}"),
        (false, true) => format!("{} …", start.trim_end()),
        (false, false) => format!("{} … {end}", start.trim_end()),
    }
}
