//! Reads the marks that an author gives a paragraph or block, and refuses those not understood: a mark that withholds
//! nothing would publish what it was meant for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::attributes::Attributes;
use super::super::pasted::is_escaped;
use super::{Reader, Written};
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, closest};
use crate::document::*;
use crate::read::mark::{bare, is_meant, reach, says_only_that, unread, withholding};

/// The words that a mark can have.
const MARKS: [&str; 6] =
    [".sub", ".unnumbered", ".continued", ".landscape", ".confidential", ".exempt-3"];

/// A mark and its place.
pub(super) struct Mark {
    pub(super) attributes: Attributes,
    pub(super) place: Place,
}

impl Reader<'_, '_> {
    /// Takes the mark off the end of a paragraph, which was read from a range of the Markdown. Braces with anything
    /// else in them stay, and are reported later.
    pub(super) fn take_mark(&mut self, content: &mut Inlines, range: Range<usize>) -> Attributes {
        let source = self.prepared.markdown.get(range.clone()).unwrap_or_default().trim_end();
        let Some(start) = source.rfind('{') else { return Attributes::default() };
        let written = &source[start..];
        let at = range.start + start;
        // A label that reads like a withholding mark is one whose `#` should be a `.`.
        let withholds = |label: &str| is_meant(label) || says_only_that(label);
        let labels = |read: &Attributes| !read.label.as_deref().is_some_and(withholds);
        let Some(attributes) =
            Attributes::parse(written).filter(|read| self.braces.contains(&at) && labels(read))
        else {
            return Attributes::default();
        };
        let before = match content.last() {
            Some(Inline::Text(last)) => last.text.trim_end().strip_suffix(written),
            _ => None,
        };
        let Some(length) = before.map(|before| before.trim_end().len()) else {
            return Attributes::default();
        };
        if let Some(Inline::Text(last)) = content.last_mut() {
            last.text.truncate(length);
            if last.text.is_empty() {
                content.pop();
            }
        }
        while matches!(content.last(), Some(Inline::Break)) {
            content.pop();
        }
        self.braces.retain(|brace| *brace != at);
        let place = self.prepared.place_of(at..at + written.len());
        for number in &attributes.exempt {
            let unknown = self.law.check_number(*number);
            self.problems.extend(
                unknown.map(|message| Diagnostic::error(place, message).hint(self.law.all())),
            );
        }
        if self.depth > 0 && self.is_alone(at..at + written.len()) {
            // On a line of its own it marks the whole list, quotation or table around it.
            self.below = Some(Mark { attributes, place });
            return Attributes::default();
        }
        attributes
    }

    /// Whether a range of the Markdown is alone on its line, but for the signs of a quotation or a table.
    fn is_alone(&self, range: Range<usize>) -> bool {
        let markdown = &self.prepared.markdown;
        let before = markdown[..range.start].rsplit('\n').next().unwrap_or_default();
        let after = markdown[range.end..].lines().next().unwrap_or_default();
        before.chars().chain(after.chars()).all(|next| " \t>|".contains(next))
    }

    /// Applies a mark on a line of its own to the block above it.
    pub(super) fn mark_last(&mut self, mark: Mark, blocks: &mut [Written]) {
        let Mark { attributes, place } = mark;
        if attributes.landscape {
            self.turn(blocks.last_mut(), place);
        }
        if let Some(label) = &attributes.label {
            let message = format!("the label `{label}` stands alone, so nothing has it");
            self.problems
                .push(Diagnostic::error(place, message).hint("put it at the end of a paragraph"));
        }
        let Some(grounds) = attributes.grounds() else { return };
        if let Some(doubt) = self.doubt(blocks) {
            return self.problems.push(
                Diagnostic::error(place, format!("this mark can be meant for {doubt}"))
                    .hint("put it at the end of the paragraph, which withholds all that belongs to it, or at the end of the note"),
            );
        }
        let is_rule = |blocks: &[Block]| matches!(blocks, [Block::Rule]);
        let last = match blocks.last() {
            Some(Written::Blocks(above)) if !is_rule(above) => blocks.len() - 1,
            Some(Written::Paragraph(content, ..)) if !is_tag(content) => blocks.len() - 1,
            _ => {
                return self.problems.push(
                    Diagnostic::error(place, "there is nothing above this mark that it could withhold")
                        .hint("put it at the end of a paragraph, or on a line of its own below a list, a table or another block"),
                );
            }
        };
        // Lines that start with numbers are one block to the author of a mark below them.
        let start = if self.typed.end == last + 1 { self.typed.start } else { last };
        for above in &mut blocks[start..] {
            match above {
                Written::Blocks(above) => withhold(above, grounds.clone()),
                Written::Paragraph(_, own, _) => {
                    own.exempt.extend(&attributes.exempt);
                    own.confidential |= attributes.confidential;
                }
                Written::Heading(..) => {}
            }
        }
    }

    /// Reports an HTML tag below a withheld paragraph: it would be printed, and the text in it would be open.
    pub(super) fn check_tag(&mut self, place: Place, above: &[Written]) {
        let owner = above.iter().rfind(|above| !matches!(above, Written::Blocks(_)));
        if matches!(owner, Some(Written::Paragraph(_, own, _)) if own.grounds().is_some()) {
            self.problems.push(
                Diagnostic::error(place, "a tag is no block here, so the mark above it withholds nothing of what stands in it")
                    .hint("remove the tag, and put the mark at the end of each paragraph that it is meant for"),
            );
        }
    }

    /// The two things that a mark on a line of its own may be meant for, where that is not clear: typewriter text is
    /// seldom all that is secret, and a note belongs to a paragraph anywhere above.
    fn doubt(&self, blocks: &[Written]) -> Option<&'static str> {
        let (last, above) = blocks.split_last()?;
        let is_typed =
            matches!(last, Written::Blocks(all) if matches!(&**all, [Block::Verbatim(_)]));
        let is_open = match above.last() {
            Some(Written::Paragraph(_, own, _)) => own.grounds().is_none(),
            Some(Written::Blocks(_)) => true,
            Some(Written::Heading(..)) | None => false,
        };
        let is_paragraph = matches!(last, Written::Paragraph(content, ..) if !is_tag(content));
        if self.below_note {
            Some("the note above it or for the last paragraph")
        } else if is_paragraph && self.typed.end != blocks.len() {
            Some("the paragraph above it or for what stands below it")
        } else {
            (is_typed && is_open)
                .then_some("the typewriter text above it or for the paragraph above that")
        }
    }

    /// Reports every brace that is not an expression, a mark or escaped with a backslash, and brackets that can only
    /// be meant as a mark.
    pub(super) fn check_marks(&mut self) {
        for at in std::mem::take(&mut self.braces) {
            let line = reach(&self.prepared.markdown, at);
            let end = line.find('}').map_or(line.len(), |end| end + 1);
            let written = self.words(&line[..end]);
            let place = self.prepared.place_of(at..at + end);
            self.problems.push(not_understood(&written, place, &self.prepared.literal("{")));
        }
        let markdown = &self.prepared.markdown;
        let noted = self.brackets.iter().map(|(bracket, _)| (bracket.start, bracket.end));
        let mut ends: BTreeMap<usize, usize> = noted.collect();
        let unread = if self.prepared.is_withheld { Vec::new() } else { unread(markdown) };
        for (at, mark) in unread {
            let before = ends.range(..=at).next_back();
            if before.is_none_or(|(_, end)| *end <= at) && !is_escaped(markdown, at) {
                ends.insert(at, at + mark.len());
                self.brackets.push((at..at + mark.len(), mark.to_owned()));
            }
        }
        for (range, written) in std::mem::take(&mut self.brackets) {
            let place = self.prepared.place_of(range);
            let written = self.words(&written);
            let message = format!("`{written}` looks like a mark, and withholds nothing");
            let prints = match written.starts_with(char::is_alphanumeric) {
                true => "write it as a sentence if it is to be printed",
                false => "put a backslash before it if it is to be printed",
            };
            self.problems.push(Diagnostic::error(place, message).hint(format!(
                "a mark stands in braces: `{{{}}}`; {prints}, such as where it only says that something else is exempt",
                meant(&written).unwrap_or(".exempt-3")
            )));
        }
    }

    /// Typewriter text. No mark is read in it, so one is reported, unless a backslash before its brace says that it
    /// is to be printed.
    pub(super) fn typewriter(&mut self, written: &str, place: Place) -> String {
        if let Some(mark) = withholding(&self.words(&written.replace("\\{", "("))) {
            let message = format!(
                "`{mark}` stands in words that are set as a typewriter would, where it withholds nothing"
            );
            self.problems.push(
                Diagnostic::error(place, message)
                    .hint("take away the backticks, or the spaces at the start of the line")
                    .hint(format!(
                        "put a backslash before the brace if it is to be printed: `{}`",
                        self.prepared.literal("{")
                    )),
            );
        }
        self.words(&written.replace("\\{", "{"))
    }

    /// Notes the braces in words at byte `at` of the Markdown, and brackets at the end of a line that can only be
    /// meant as a mark.
    pub(super) fn note_braces(&mut self, words: &str, at: usize) {
        let markdown = &self.prepared.markdown;
        let escaped = |at: usize| is_escaped(markdown, at);
        self.braces.extend(
            words.match_indices('{').map(|(within, _)| at + within).filter(|at| !escaped(*at)),
        );
        for (open, close) in [('(', ')'), ('[', ']')] {
            let Some(within) = words.rfind(open) else { continue };
            let start = at + within;
            let near = reach(markdown, start);
            let Some(end) = near.find(close) else { continue };
            let written = &near[..=end];
            if !is_meant(&written[1..end]) || escaped(start) {
                continue;
            }
            let line = markdown[start..].lines().next().unwrap_or_default();
            // A comment is printed too, so it may close after a mark.
            let last = line[end + 1..].trim().trim_end_matches("-->").trim_end().is_empty();
            if last {
                let mark = (start..start + end + 1, written.to_owned());
                if !self.brackets.contains(&mark) {
                    self.brackets.push(mark);
                }
            }
        }
    }
}

/// Whether words are an HTML tag or comment, which an author does not take for a block.
pub(super) fn is_tag(content: &[Inline]) -> bool {
    let said = plain(content);
    said.trim_start().starts_with('<') && said.trim_end().ends_with('>')
}

/// Withholds blocks as one.
pub(super) fn withhold(blocks: &mut Vec<Block>, grounds: Grounds) {
    let inside = std::mem::take(blocks);
    blocks.push(Block::withheld(grounds, Told::Briefly, inside));
}

/// The mark that braces or brackets come close to.
fn meant(written: &str) -> Option<&'static str> {
    let bare = bare(written);
    let digits = |next: char| next == '-' || next.is_ascii_digit();
    let word = bare.trim_matches(digits);
    // The mark counts where a label and a mark run together.
    if let Some(mark) = ["exempt", "confidential"].into_iter().find(|mark| word.contains(mark)) {
        return MARKS.into_iter().find(|known| known[1..].starts_with(mark));
    }
    let names = MARKS.iter().map(|known| known[1..].trim_end_matches(digits));
    let near = closest(word, names)?;
    MARKS.into_iter().find(|known| known[1..].starts_with(near))
}

/// The label that braces were meant to be, if any: `#late` for `# late`, `#late-one` for `#Late One`.
fn label_meant(inside: &str) -> Option<String> {
    let words = inside.strip_prefix('#')?.split(|next: char| !next.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| format!("#{}", words.join("-")))
}

/// Whether the text in single braces was meant as an expression: `plan.total`, `ref("plan")`, `meeting | date`.
fn is_expression(inside: &str) -> bool {
    let (name, rest) = match inside.find(['(', '|']) {
        Some(end) => inside.split_at(end),
        None => (inside, ""),
    };
    let name = if rest.starts_with('|') { name.trim_end() } else { name };
    !name.is_empty() && name.chars().all(|next| next.is_alphanumeric() || "._".contains(next))
}

/// The error for braces that are neither a mark nor an expression.
fn not_understood(written: &str, place: Place, brace: &str) -> Diagnostic {
    let inside = written.trim_start_matches('{').trim_end_matches('}').trim();
    let literal = format!("put a backslash before a brace that is to be printed: `{brace}`");
    if inside.starts_with('%') {
        return Diagnostic::error(place, "`{% … %}` means nothing in prose, which has no steps")
            .hint("choose between two values inside an expression: `{{ \"late\" if plan.overdue.count else \"on time\" }}`")
            .hint(literal);
    }
    if written.starts_with("{#") && inside.ends_with('#') {
        return Diagnostic::error(place, "`{# … #}` means nothing in prose")
            .hint("put a remark to yourself into the file as a line that starts with `#`, outside the text")
            .hint(literal);
    }
    let error =
        Diagnostic::error(place, format!("`{written}` is not a mark, so it would be printed"));
    match meant(inside).map(str::to_owned).or_else(|| label_meant(inside)) {
        Some(mark) => {
            let shown = format!("{{{mark}}}");
            let error = error.hint(format!("write `{shown}` if that is meant"));
            error.hint(
                "a mark ends a paragraph, or stands alone below a block; put several into one pair of braces: `{#label .exempt-3}`",
            )
        }
        None if is_expression(inside) => {
            error.hint(format!("a value stands in two pairs of braces: `{{{{ {inside} }}}}`"))
        }
        None => error,
    }
    .hint(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_leads_to_the_mark_that_was_meant() {
        for slip in [
            ".Exempt-3",
            "exempt-3",
            ".excempt-3",
            ".exmept-3",
            ":.exempt-3",
            ". exempt-3",
            "#costs.exempt-3",
            ".sub.exempt-3",
            ".ex\u{ad}empt-3",
            ".EXEMPT-3",
            ".exempt\u{2011}3",
        ] {
            assert_eq!(meant(slip), Some(".exempt-3"), "{slip}");
        }
        assert_eq!(meant(".Confidential"), Some(".confidential"));
        assert_eq!(meant(".unumbered"), Some(".unnumbered"));
        assert_eq!(meant("plan.total"), None);
    }

    #[test]
    fn an_expression_in_one_pair_of_braces_is_told_from_words() {
        for expression in
            ["plan.total", "plan.measure_table()", "ref(\"plan\")", "meeting | date", "total|words"]
        {
            assert!(is_expression(expression), "{expression}");
        }
        for words in ["see below", "see (a) below", "insert date here", "", "(draft)"] {
            assert!(!is_expression(words), "{words}");
        }
    }

    #[test]
    fn brackets_are_words_unless_they_can_only_be_a_mark() {
        for mark in ["exempt-3", ".exempt-3", ".examp-3", "Confidential", "Exempt 3"] {
            assert!(is_meant(mark), "{mark}");
        }
        for words in
            ["exempt", "see Appendix 3", "an exemption", "2022", "confidentiality agreement"]
        {
            assert!(!is_meant(words), "{words}");
        }
    }
}
