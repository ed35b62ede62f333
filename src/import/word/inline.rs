//! Writes the words of a line as Markdown: emphasis, links, footnotes, line breaks, and markers for the spots of
//! remarks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escape::{self, Line};
use super::markdown::Writer;
use super::tree::{Block, Inline, Manner, Paragraph, line};

/// The characters around the number of a remark in unfinished text; no draft contains them.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';
/// A space at which a line may not end.
const HOLD: char = '\u{FDD2}';

/// A piece of a line, with its range in the text of the whole.
enum Piece {
    /// Words with the same look.
    Words(std::ops::Range<usize>, Manner),
    /// Finished Markdown.
    Made(String),
    /// A line break.
    Break,
    /// A link, with the range of its words.
    Link(String, std::ops::Range<usize>),
}

/// The marker for the spot of a remark in unfinished text.
pub(super) fn marker(spot: usize) -> String {
    format!("{OPEN}{spot}{CLOSE}")
}

/// Text without the markers of spots.
pub(super) fn without_markers(text: &str) -> String {
    settle(text).0
}

/// The width of text without markers, in characters.
pub(super) fn width(text: &str) -> usize {
    if text.contains([OPEN, HOLD]) {
        without_markers(text).chars().count()
    } else {
        text.chars().count()
    }
}

/// Removes the markers of spots from a text; returns each spot's number and its byte position in the result.
pub(super) fn settle(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut settled = String::with_capacity(text.len());
    let mut spots = Vec::new();
    // The placeholder has three bytes and the space one, so it is replaced before positions are counted.
    let text = text.replace(HOLD, " ");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(OPEN) {
        settled.push_str(before);
        let (number, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        spots.extend(number.parse().ok().map(|spot: usize| (spot, settled.len())));
        rest = after;
    }
    settled.push_str(rest);
    (settled, spots)
}

/// A line as Markdown; `cell` says that it is in a table or a picture, where it cannot break.
pub(super) fn written(content: &[Inline], cell: bool, writer: &mut Writer<'_>) -> String {
    let mut whole = String::new();
    let mut pieces = Vec::new();
    gather(content, &mut whole, &mut pieces, writer);
    trim(&whole, &mut pieces);
    let expected: String = pieces.iter().map(|piece| shown(piece, &whole)).collect();
    let careful = compose(&whole, &pieces, cell, true);
    if reads_as(&careful, &expected, cell) {
        return careful;
    }
    let plain = compose(&whole, &pieces, cell, false);
    if reads_as(&plain, &expected, cell) {
        return plain;
    }
    // Words matter more than looks: every character is escaped, and nothing is emphasised.
    let bare = pieces.iter().map(|piece| match piece {
        Piece::Words(range, _) | Piece::Link(_, range) => escape::all(&whole[range.clone()]),
        Piece::Made(made) => made.clone(),
        Piece::Break if cell => " ".to_owned(),
        Piece::Break => "\\\n".to_owned(),
    });
    bare.collect()
}

/// The text of a piece as it is read.
fn shown(piece: &Piece, whole: &str) -> String {
    match piece {
        Piece::Words(range, _) | Piece::Link(_, range) => whole[range.clone()].to_owned(),
        Piece::Made(made) => without_markers(made),
        Piece::Break => " ".to_owned(),
    }
}

/// Collects the pieces of a line.
fn gather(
    content: &[Inline],
    whole: &mut String,
    pieces: &mut Vec<Piece>,
    writer: &mut Writer<'_>,
) {
    for inline in content {
        match inline {
            Inline::Text(text, manner) => {
                let text: String =
                    text.chars().map(|next| if next == '\t' { ' ' } else { next }).collect();
                let start = whole.len();
                whole.push_str(&text);
                match pieces.last_mut() {
                    Some(Piece::Words(range, before)) if looks(*before) == looks(*manner) => {
                        range.end = whole.len()
                    }
                    _ => pieces.push(Piece::Words(start..whole.len(), *manner)),
                }
            }
            Inline::Break => {
                whole.push('\n');
                pieces.push(Piece::Break);
            }
            Inline::Link(target, content) => {
                let start = whole.len();
                whole.push_str(&line(content));
                pieces.push(Piece::Link(target.clone(), start..whole.len()));
                let others = content
                    .iter()
                    .filter(|inline| matches!(inline, Inline::Note(_) | Inline::Spot(_)));
                gather(&others.cloned().collect::<Vec<_>>(), whole, pieces, writer);
            }
            Inline::Note(blocks) => {
                writer.notes += 1;
                writer.below.push((writer.notes, flat(blocks)));
                pieces.push(Piece::Made(format!("[^{}]", writer.notes)));
            }
            Inline::Reference(_, label) => {
                pieces.push(Piece::Made(format!("{{{{{HOLD}ref(\"{label}\"){HOLD}}}}}")));
            }
            Inline::Spot(spot) => pieces.push(Piece::Made(marker(*spot))),
        }
    }
}

/// The blocks of a footnote, with a placeholder if it has none.
fn flat(blocks: &[Block]) -> Vec<Block> {
    if !blocks.is_empty() {
        return blocks.to_vec();
    }
    let text = Inline::Text("[Insert the words of this footnote.]".to_owned(), Manner::default());
    vec![Block::Paragraph(Paragraph { content: vec![text], ..Paragraph::default() })]
}

/// Removes spaces and line breaks from both ends of a line.
fn trim(whole: &str, pieces: &mut Vec<Piece>) {
    let is_space = |piece: &Piece| match piece {
        Piece::Words(range, _) => whole[range.clone()].trim_matches(space).is_empty(),
        Piece::Break => true,
        Piece::Made(_) | Piece::Link(..) => false,
    };
    let spot = |piece: &Piece| matches!(piece, Piece::Made(made) if made.starts_with(OPEN));
    let says = |piece: &Piece| !spot(piece) && !is_space(piece);
    let (first, last) = (pieces.iter().position(says), pieces.iter().rposition(says));
    let (first, last) = (first.unwrap_or(pieces.len()), last.unwrap_or(0));
    let mut at = 0;
    pieces.retain(|piece| {
        at += 1;
        spot(piece) || (first..=last).contains(&(at - 1))
    });
    let words = |piece: &&mut Piece| !matches!(piece, Piece::Made(made) if made.starts_with(OPEN));
    if let Some(Piece::Words(range, _)) = pieces.iter_mut().find(words) {
        range.start = range.end - whole[range.clone()].trim_start_matches(space).len();
    }
    if let Some(Piece::Words(range, _)) = pieces.iter_mut().rfind(words) {
        range.end = range.start + whole[range.clone()].trim_end_matches(space).len();
    }
}

/// Whether a character is white space, which means nothing at the end of a line.
fn space(next: char) -> bool {
    next.is_whitespace()
}

/// The parts of a look that Markdown can express.
fn looks(manner: Manner) -> [bool; 3] {
    [manner.struck, manner.bold, manner.italic]
}

/// Writes pieces as Markdown, with or without emphasis.
fn compose(whole: &str, pieces: &[Piece], cell: bool, emphasis: bool) -> String {
    let several = pieces.iter().any(|piece| matches!(piece, Piece::Break));
    let line = Line::new(whole, cell || several);
    let mut out = String::new();
    let mut start = true;
    for piece in group(pieces, if emphasis { 0 } else { 3 }) {
        nest(&line, whole, piece, cell, &mut start, &mut out);
    }
    out
}

/// Consecutive pieces that share a look, or a single piece.
enum Group<'a> {
    One(&'a Piece),
    Looking(usize, Vec<Group<'a>>),
}

/// Groups pieces by look, starting from the outermost.
fn group(pieces: &[Piece], way: usize) -> Vec<Group<'_>> {
    if way == 3 {
        return pieces.iter().map(Group::One).collect();
    }
    let has = |piece: &Piece| matches!(piece, Piece::Words(_, manner) if looks(*manner)[way]);
    let mut groups = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| has(piece)).count();
        if run > 0 {
            groups.push(Group::Looking(way, group(&pieces[at..at + run], way + 1)));
            at += run;
        } else {
            let others = pieces[at..].iter().take_while(|piece| !has(piece)).count();
            groups.extend(group(&pieces[at..at + others], way + 1));
            at += others;
        }
    }
    groups
}

/// Writes one group.
fn nest(
    line: &Line<'_>,
    whole: &str,
    group: Group<'_>,
    cell: bool,
    start: &mut bool,
    out: &mut String,
) {
    match group {
        Group::One(Piece::Words(range, _)) => {
            line.write(range.clone(), *start, false, out);
            *start = false;
        }
        Group::One(Piece::Made(made)) => {
            out.push_str(made);
            *start &= made.starts_with(OPEN);
        }
        Group::One(Piece::Break) => {
            out.truncate(out.trim_end_matches(' ').len());
            out.push_str(if cell { " " } else { "\\\n" });
            *start = !cell;
        }
        Group::One(Piece::Link(target, range)) => {
            let words = &whole[range.clone()];
            let bare = target.strip_prefix("mailto:").unwrap_or(target);
            if words == bare && !target.contains([' ', '<', '>', '{']) {
                out.push_str(&format!("<{bare}>"));
            } else {
                out.push('[');
                line.write(range.clone(), false, true, out);
                out.push_str(&format!("]({})", address(target)));
            }
            *start = false;
        }
        Group::Looking(way, inside) => {
            let mut inner = String::new();
            for group in inside {
                nest(line, whole, group, cell, start, &mut inner);
            }
            let words = inner.trim_matches(' ');
            let sign = ["~~", "**", "*"][way];
            let before = inner.len() - inner.trim_start_matches(' ').len();
            out.push_str(&inner[..before]);
            if words.is_empty() {
                return;
            }
            out.push_str(&format!("{sign}{words}{sign}"));
            out.push_str(&inner[before + words.len()..]);
        }
    }
}

/// The address of a link, encoded for Markdown.
fn address(target: &str) -> String {
    let mut address = String::new();
    for next in target.chars() {
        match next {
            ' ' | '(' | ')' | '<' | '>' | '{' | '}' | '"' | '\\' | '|' | '`' => {
                address.push_str(&format!("%{:02X}", u32::from(next)));
            }
            next => address.push(next),
        }
    }
    address
}

/// Whether Markdown reads as one paragraph with exactly the words wanted.
fn reads_as(markdown: &str, wanted: &str, cell: bool) -> bool {
    let markdown = without_markers(markdown);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    // A `<` that does not start a link is not read as HTML in papers.
    let links = markdown.contains("<http") || markdown.contains('@');
    let prepared = if links { markdown } else { markdown.replace("\\<", "<").replace('<', "\\<") };
    let mut words = String::new();
    let mut blocks = 0;
    for event in Parser::new_ext(&prepared, options) {
        match event {
            Event::Start(Tag::Paragraph) => blocks += 1,
            Event::Start(
                Tag::Heading { .. }
                | Tag::List(_)
                | Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::CodeBlock(_),
            )
            | Event::Rule => return false,
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bars = |text: &str| if cell { text.replace("\\|", "|") } else { text.to_owned() };
    blocks <= 1 && bars(&bare(&words)) == bars(&bare(wanted))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::remarks::Remarks;
    use super::*;

    fn markdown(content: &[Inline]) -> String {
        let (files, mut remarks) = (BTreeMap::new(), Remarks::default());
        let mut writer = Writer::new(&files, &mut remarks);
        written(content, false, &mut writer)
    }

    fn text(words: &str, bold: bool, italic: bool) -> Inline {
        Inline::Text(words.to_owned(), Manner { bold, italic, ..Manner::default() })
    }

    #[test]
    fn runs_that_word_parted_are_joined_again() {
        let content = [
            text("It is ", false, false),
            text("very ", true, false),
            text("im", true, false),
            text("portant", true, false),
            text(".", false, false),
        ];
        assert_eq!(markdown(&content), "It is **very important**.");
        assert_eq!(
            markdown(&[text("a ", true, false), text("b", true, true), text(" c", false, false)]),
            "**a *b*** c"
        );
    }

    #[test]
    fn links_are_written_with_their_words() {
        let link = |target: &str, words: &str| {
            [Inline::Link(target.to_owned(), vec![text(words, false, false)])]
        };
        assert_eq!(
            markdown(&link("https://example.org/a b", "the [site]")),
            r"[the \[site\]](https://example.org/a%20b)"
        );
        assert_eq!(markdown(&link("mailto:a@example.org", "a@example.org")), "<a@example.org>");
    }

    proptest! {
        #[test]
        fn every_word_is_read_as_it_was_written(
            words in prop::collection::vec(("[ -~“é\u{A0}]{0,12}", any::<bool>(), any::<bool>()), 1..5)
        ) {
            let content: Vec<_> = words.iter().map(|(words, bold, italic)| text(words, *bold, *italic)).collect();
            let wanted: String = words.iter().map(|(words, ..)| words.as_str()).collect();
            let markdown = markdown(&content);
            prop_assert!(reads_as(&markdown, wanted.trim(), false), "{markdown:?}");
        }
    }
}
