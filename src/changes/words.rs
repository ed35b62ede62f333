//! Which words of a line changed.
//!
//! A line is taken apart into words, each with the emphasis and the links that it stands in, compared, and put together
//! again with the changes marked.

use std::fmt::Write;
use std::rc::Rc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::mark::Labels;
use crate::document::{
    Block, Cleared, Inline, Inlines, Link, Mark, Node, Span, Target, Text, each_of, plain, words_of,
};

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
    /// Whether it says where the link before it leads, which is told only where that changed.
    leads: bool,
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
                let words: Vec<Word> = words.iter().filter(|word| !word.leads).cloned().collect();
                marked.extend(joined(&words, 0));
                excerpt.push_str(&in_short(&words, at == 0, at == last));
            }
            Stretch::Exchanged(was, is) => {
                let (was, space) = apart(&said(was));
                let (now, space_now) = apart(&said(is));
                let space = if is.is_empty() { space } else { space_now };
                // A note or an address after a word stands apart from it, and so does its change.
                let stands_apart = [&was, &now].iter().any(|words| words.starts_with(' '));
                if stands_apart && !excerpt.is_empty() && !excerpt.ends_with(' ') {
                    excerpt.push(' ');
                    marked.push(Inline::text(" ", None));
                }
                let (was, now) = (was.trim_start(), now.trim_start());
                let told = (!is.is_empty()).then(|| Inline::text(now, None)).into_iter().collect();
                let told = labels.exchanged(was, told);
                excerpt.push_str(&plain(&told));
                excerpt.push_str(&space);
                marked.extend(labels.exchanged(was, trimmed(is)));
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
        let mut word = |leaf: Inline<Cleared>, key: String| {
            words.push(Word { leaf, key, inside: inside.clone(), leads: false });
        };
        let (wrap, content) = match inline {
            Inline::Text(text) => {
                for part in parts(&text.text) {
                    let leaf = Text { text: part.to_owned(), ..text.clone() };
                    word(Inline::Text(leaf), part.trim().to_owned());
                }
                continue;
            }
            Inline::Code(text) => {
                word(inline.clone(), text.text.clone());
                continue;
            }
            Inline::Note(note) => {
                word(inline.clone(), format!("({})", noted(&note.blocks)));
                continue;
            }
            Inline::Break => {
                word(Inline::Break, String::new());
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
        if let Some(address) = address(inline) {
            let leaf = Inline::text(format!(" ({address})"), None);
            words.push(Word { leaf, key: address, inside: inside.clone(), leads: true });
        }
        inside.pop();
    }
}

/// What a note says, and where its links lead.
fn noted(blocks: &[Block<Cleared>]) -> String {
    let mut said = words_of(blocks);
    each_of(blocks, &mut |node| {
        if let Node::Inline(inline) = node
            && let Some(address) = address(inline)
        {
            let _ = write!(said, " ({address})");
        }
    });
    said
}

/// The address that a link leads to. A place in the paper has none: its name may only have moved on with a number.
fn address(inline: &Inline<Cleared>) -> Option<String> {
    match inline {
        Inline::Link(Link { target: Target::Url(address), .. }) => Some(address.clone()),
        _ => None,
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

/// Words put together again without the space around them.
fn trimmed(words: &[Word]) -> Inlines<Cleared> {
    let mut words = words.to_vec();
    if let Some(Word { leaf: Inline::Text(text), .. }) = words.first_mut() {
        text.text = text.text.trim_start().to_owned();
    }
    if let Some(Word { leaf: Inline::Text(text), .. }) = words.last_mut() {
        text.text = text.text.trim_end().to_owned();
    }
    joined(&words, 0)
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
