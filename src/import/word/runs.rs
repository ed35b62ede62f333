//! Reads the contents of a line of a Word file: words, links, footnotes, fields, and what was changed, commented or
//! hidden.

use super::body::{Changes, Reader, alternative};
use super::controls::address;
use super::heights::Height;
use super::seen::{hue, is_seen};
use super::styles::Look;
use super::symbols::symbol;
use super::tree::{Block, Inline, Manner, Shape, line};
use super::xml::{Element, attribute, child, children, inside, switch, value, words};

/// The longest text of an equation that is quoted.
const LONGEST_EQUATION: usize = 120;

impl Reader<'_, '_> {
    /// Reads the contents of a line directly inside an element.
    pub(super) fn inlines(
        &mut self,
        parent: Element<'_, '_>,
        look: &Look,
        content: &mut Vec<Inline>,
    ) {
        for element in parent.children().filter(|child| child.is_element()) {
            self.inline(element, look, content);
        }
    }

    fn inline(&mut self, element: Element<'_, '_>, look: &Look, content: &mut Vec<Inline>) {
        match element.tag_name().name() {
            "r" => self.run(element, look, content),
            "hyperlink" => {
                let relation = attribute(element, "id").and_then(|id| self.relations.get(id));
                let target = relation
                    .filter(|relation| relation.external)
                    .map(|relation| relation.target.clone());
                let anchor = attribute(element, "anchor").filter(|_| target.is_some());
                let target = target.map(|target| match anchor {
                    Some(anchor) => format!("{target}#{anchor}"),
                    None => target,
                });
                let mut inner = Vec::new();
                self.inlines(element, look, &mut inner);
                self.link(target, inner, content);
            }
            "ins" | "moveTo" => {
                let kept = self.changes == Changes::Accepted;
                self.change(element, true, kept, look, content);
            }
            "del" | "moveFrom" => {
                let kept = self.changes == Changes::Rejected;
                self.change(element, false, kept, look, content);
            }
            "fldSimple" => {
                let instruction = attribute(element, "instr").unwrap_or_default();
                if instruction.trim_start().starts_with("TOC") {
                    self.tally.contents.push(words(element));
                } else {
                    let mut inner = Vec::new();
                    self.inlines(element, look, &mut inner);
                    if inner.is_empty() {
                        self.unanswered(instruction, content);
                    }
                    let counted = self.counted(instruction, &line(&inner));
                    inner.extend(counted);
                    self.link(address(instruction), inner, content);
                }
            }
            "sdt" => self.control(element, look, content),
            "smartTag" | "customXml" | "dir" | "bdo" | "sdtContent" | "p" => {
                self.inlines(element, look, content);
            }
            "AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    self.inlines(chosen, look, content);
                }
            }
            "oMath" | "oMathPara" => self.equation(element, content),
            _ => {}
        }
    }

    /// Reads a run: words that look alike, and what is among them.
    fn run(&mut self, run: Element<'_, '_>, look: &Look, content: &mut Vec<Inline>) {
        let properties = child(run, "rPr");
        let style = properties.and_then(|properties| value(properties, &["rStyle"]));
        let mut look = self.styles.of_run(look.clone(), style);
        if let Some(properties) = properties {
            look = look.and(properties);
            self.tally.formats += usize::from(child(properties, "rPrChange").is_some());
        }
        let font = properties.and_then(|properties| child(properties, "rFonts"));
        let font = font.and_then(|font| attribute(font, "ascii")).unwrap_or_default();
        let highlight = properties.and_then(|properties| value(properties, &["highlight"]));
        if highlight.is_some_and(|colour| colour != "none") {
            self.line.highlighted.push_str(&words(run));
        }
        let is_struck = properties.is_some_and(|properties| {
            ["strike", "dstrike"].into_iter().any(|name| switch(properties, name) == Some(true))
        });
        if is_struck && self.is_shown() && is_seen(&look, self.ground) {
            self.line.struck.push_str(&words(run));
        }
        let inked = look.ink.and_then(hue).filter(|_| !matches!(look.shape, Shape::Heading(_)));
        if let Some(name) = inked.filter(|_| self.is_shown() && is_seen(&look, self.ground)) {
            let said = words(run);
            match self.line.coloured.last_mut().filter(|(last, _)| *last == name) {
                Some((_, before)) => before.push_str(&said),
                None if said.trim().is_empty() => {}
                None => self.line.coloured.push((name, said)),
            }
        }
        let height = properties.and_then(Height::of);
        if run.children().any(|piece| piece.is_element() && piece.tag_name().name() != "rPr") {
            self.mark(&look, content);
        }
        self.pieces(run, &look, font, height, content);
    }

    fn pieces(
        &mut self,
        run: Element<'_, '_>,
        look: &Look,
        font: &str,
        height: Option<Height>,
        content: &mut Vec<Inline>,
    ) {
        for piece in run.children().filter(|child| child.is_element()) {
            let name = piece.tag_name().name();
            match name {
                "t" | "delText" => {
                    let text = clean(piece.text().unwrap_or_default(), font);
                    let there = height.and_then(|height| height.written(&text));
                    if let Some(height) = height.filter(|_| there.is_none())
                        && !Height::is_idle(&text)
                        && self.is_shown()
                    {
                        let message = format!(
                            "“{text}” stands {} the line in the draft, and is kept on it",
                            height.word()
                        );
                        content.push(
                            self.remarks.at(message, "say it in words if it reads otherwise now"),
                        );
                    }
                    self.text(&there.unwrap_or(text), look, content);
                }
                "tab" | "ptab" => self.text("\t", look, content),
                "noBreakHyphen" => self.text("\u{2011}", look, content),
                "sym" => {
                    let code = attribute(piece, "char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = attribute(piece, "font").unwrap_or(font);
                    let shown = code.and_then(char::from_u32).map(|code| symbol(code, font));
                    self.text(&shown.unwrap_or_default().to_string(), look, content);
                }
                // The words after a new page or column are apart from those before it.
                "br" if matches!(attribute(piece, "type"), Some("page" | "column")) => {
                    self.text(" ", look, content);
                }
                "br" | "cr" if self.is_shown() && is_seen(look, self.ground) => {
                    content.push(Inline::Break);
                }
                "footnoteReference" | "endnoteReference" => {
                    let kind = if name == "footnoteReference" { "footnote" } else { "endnote" };
                    let id = attribute(piece, "id").unwrap_or_default().to_owned();
                    if let Some(blocks) = self.notes.remove(&(kind, id)) {
                        self.tally.endnotes += usize::from(kind == "endnote");
                        content.push(Inline::Note(blocks));
                    }
                }
                "commentReference" => {
                    let comment = attribute(piece, "id").and_then(|id| self.comments.remove(id));
                    if let Some(comment) = comment {
                        self.tally.comments += 1;
                        let message = format!("comment by {}: “{}”", comment.author, comment.words);
                        content.push(
                            self.remarks
                                .at(message, "answer it; comments are not kept in the paper"),
                        );
                    }
                }
                "fldChar" => self.field(piece, look, content),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(piece.text().unwrap_or_default());
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(piece, content),
                "AlternateContent" => {
                    if let Some(chosen) = alternative(piece) {
                        self.pieces(chosen, look, font, height, content);
                    }
                }
                "ruby" => self.text(&words(piece), look, content),
                _ => {}
            }
        }
    }

    /// Whether the current words are shown, rather than part of a field's instruction.
    pub(super) fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.result)
    }

    /// Adds words.
    pub(super) fn text(&mut self, text: &str, look: &Look, content: &mut Vec<Inline>) {
        if text.is_empty() || !self.is_shown() {
            return;
        }
        if self.fields.iter().any(|field| field.instruction.trim_start().starts_with("TOC")) {
            match self.tally.contents.last_mut() {
                Some(last) => last.push_str(text),
                None => self.tally.contents.push(text.to_owned()),
            }
            return;
        }
        if !is_seen(look, self.ground) {
            self.line.hidden.push_str(text);
            return;
        }
        if !text.trim().is_empty() {
            self.line.size = self.line.size.max(look.size.unwrap_or(0));
        }
        let manner = look.manner;
        // The result of a field is a separate piece, which may become a link.
        let begins =
            self.fields.last().is_some_and(|field| field.result && field.start == content.len());
        match content.last_mut() {
            Some(Inline::Text(last, before)) if *before == manner && !begins => last.push_str(text),
            _ => content.push(Inline::Text(text.to_owned(), manner)),
        }
    }

    /// Adds a link, or only its words if a paper cannot link to its target.
    pub(super) fn link(
        &mut self,
        target: Option<String>,
        inner: Vec<Inline>,
        content: &mut Vec<Inline>,
    ) {
        let Some(target) = target.filter(|_| !line(&inner).is_empty()) else {
            content.extend(inner);
            return;
        };
        let known = ["http://", "https://", "mailto:"];
        if known.iter().any(|scheme| target.to_ascii_lowercase().starts_with(scheme)) {
            content.push(Inline::Link(target, inner));
        } else {
            content.extend(inner);
            let message = format!("a link to `{target}` is left out, and its words are kept");
            content.push(self.remarks.at(
                message,
                "readers cannot follow it; link to an address that starts with https://",
            ));
        }
    }

    /// Reads text inserted or deleted by a tracked change.
    fn change(
        &mut self,
        change: Element<'_, '_>,
        inserted: bool,
        kept: bool,
        look: &Look,
        content: &mut Vec<Inline>,
    ) {
        let said = words(change);
        if !said.is_empty() {
            *(if inserted { &mut self.tally.insertions } else { &mut self.tally.deletions }) += 1;
            (if inserted { &mut self.line.inserted } else { &mut self.line.deleted }).push(said);
            self.line.authors.extend(attribute(change, "author").map(str::to_owned));
            if self.line.changed.is_none() {
                let spot = self.remarks.at("", "check that this is what is meant, or decide the changes in Word and import it again");
                self.line.changed = Some(spot.clone());
                content.push(spot);
            }
        }
        if kept {
            self.inlines(change, look, content);
        } else {
            // Its footnotes go with it, and are quoted in the remark.
            for reference in change.descendants() {
                let kind = match reference.tag_name().name() {
                    "footnoteReference" => "footnote",
                    "endnoteReference" => "endnote",
                    _ => continue,
                };
                let id = attribute(reference, "id").unwrap_or_default().to_owned();
                let note: Vec<Block> = self.notes.remove(&(kind, id)).unwrap_or_default();
                let said = super::tree::lines(&note).join(" ");
                (if inserted { &mut self.line.inserted } else { &mut self.line.deleted })
                    .push(said);
            }
        }
    }

    /// Keeps the letters of an equation, and asks what they mean.
    pub(super) fn equation(&mut self, element: Element<'_, '_>, content: &mut Vec<Inline>) {
        let letters: Vec<_> = element
            .descendants()
            .filter(|node| node.tag_name().name() == "t")
            .filter_map(|node| node.text())
            .collect();
        let letters = letters.join(" ");
        let spot = self.remarks.at(
            format!(
                "this is an equation in the draft, of which only the letters are kept: “{letters}”"
            ),
            "say it in words, or put it in as a picture with an alternative text",
        );
        let text = match letters.len() {
            0..LONGEST_EQUATION => format!("[Insert the equation: {letters}]"),
            _ => format!("[Insert the equation.] {letters}"),
        };
        content.extend([spot, Inline::Text(text, Manner::default())]);
        if let Some(drawing) = inside(element, "drawing") {
            self.drawing(drawing, content);
        }
    }

    /// Reads the comments of a part, by identifier.
    pub(super) fn read_comments(&mut self, root: Element<'_, '_>) {
        for comment in children(root, "comment") {
            let Some(id) = attribute(comment, "id") else { continue };
            let author = attribute(comment, "author").unwrap_or("someone").to_owned();
            let words = words(comment);
            self.comments.insert(id.to_owned(), super::body::Comment { author, words });
        }
    }
}

/// Text without invisible characters, and with those of picture fonts translated.
fn clean(text: &str, font: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for next in text.chars() {
        match next {
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{FDD0}'..='\u{FDEF}' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            '\t' => clean.push('\t'),
            next if next.is_control() => {}
            '\u{F000}'..='\u{F0FF}' => clean.push(symbol(next, font)),
            next => clean.push(next),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_goes_and_spaces_that_hold_words_together_stay() {
        assert_eq!(clean("co\u{AD}operate\u{200B} 5\u{A0}km ‘so’", ""), "cooperate 5\u{A0}km ‘so’");
    }
}
