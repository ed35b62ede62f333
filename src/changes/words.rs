//! Finds which words of a line changed.
//!
//! A line is split into words, each with the emphasis and links around it; the words are compared, and put together
//! again with the changes marked.

use std::fmt::Write;
use std::rc::Rc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::mark::Labels;
use crate::document::{
    Block, Cleared, Inline, Inlines, Link, Mark, Node, Sign, Span, Target, Text, each_of, plain,
    words_of,
};

/// The number of unchanged words quoted on each side of a change in an excerpt.
const BESIDE: usize = 8;

/// A line compared with its older version.
pub(super) struct Exchange {
    /// The newer line, with the changes marked.
    pub(super) marked: Inlines<Cleared>,
    /// The changes with a few words around them; `None` if nothing changed.
    pub(super) excerpt: Option<String>,
}

/// A word or a punctuation mark of a line, with the space after it.
#[derive(Clone)]
struct Word {
    leaf: Inline<Cleared>,
    /// Its text, without the space, by which words are compared.
    key: String,
    /// The emphasis and links around it, outermost first.
    inside: Vec<Rc<Wrap>>,
    /// Whether this is the address of the preceding link, which is printed only if the address changed.
    leads: bool,
}

/// Something that encloses words.
enum Wrap {
    Strong,
    Emphasis,
    Struck,
    Mark(Sign),
    Link(Target),
}

/// A stretch of a line.
enum Stretch<'a> {
    /// Words that both versions have.
    Same(&'a [Word]),
    /// Words of the older version, and those that replaced them.
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
                // A note or an address is set apart from the word before it, and so is its change.
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

/// The common and the different stretches of two lines. A single common word between two changes is counted as part
/// of them.
fn stretches<'a>(was: &'a [Word], is: &'a [Word]) -> Vec<Stretch<'a>> {
    let keys = |words: &[Word]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(was), &keys(is));
    let last = ops.len().saturating_sub(1);
    let mut stretches = Vec::new();
    // How far both lines have been read, and where they began to differ.
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

/// Adds the words of inlines; `inside` is what encloses them.
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

/// The text of a note, with the addresses of its links.
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

/// The address of a link. A link within the paper has none, as its anchor may merely have been renumbered.
fn address(inline: &Inline<Cleared>) -> Option<String> {
    match inline {
        Inline::Link(Link { target: Target::Url(address), .. }) => Some(address.clone()),
        _ => None,
    }
}

/// Splits a text into words, each with the space after it; punctuation before and after a word is split off.
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

/// Puts words together again; `depth` is the number of enclosing elements already written.
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

/// Adds an inline to a line, merging text with text before it.
fn append(inlines: &mut Inlines<Cleared>, leaf: &Inline<Cleared>) {
    match (inlines.last_mut(), leaf) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.text.push_str(&text.text),
        _ => inlines.push(leaf.clone()),
    }
}

/// The text of words, with their notes.
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

/// Splits a text from the space at its end.
fn apart(text: &str) -> (String, String) {
    let bare = text.trim_end();
    (bare.to_owned(), text[bare.len()..].to_owned())
}

/// Puts words together again without the space around them.
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

/// Unchanged words, shortened to those next to a change.
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
