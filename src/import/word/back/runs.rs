//! Reads the contents of a line of a Word file that came back: letters with their looks, and marks.

use super::super::body::alternative;
use super::super::controls::{marks, parted, shown_box};
use super::super::heights::Height;
use super::super::seen::{ground, hue, ink, is_seen};
use super::super::symbols::symbol;
use super::super::xml::{Element, attribute, child, is, path, switch, value, words};
use super::page::{Comment, Form, Letter, Look, NOTE, ODD, kept};
use super::read::{Open, Reader, note_of};
use crate::render::LINE;

/// The most letters kept of the words that a comment covers, and the most comments open at once.
const MOST_LETTERS: usize = 200;
const MOST_OPEN: usize = 50;

impl Reader {
    /// Reads the contents of a line directly inside an element.
    pub(super) fn inlines(&mut self, parent: Element<'_, '_>, look: &Look) {
        for element in parent.children().filter(|child| child.is_element()) {
            match element.tag_name().name() {
                "r" => self.run(element, look),
                "hyperlink" => {
                    let relation = attribute(element, "id").and_then(|id| self.relations.get(id));
                    let address = relation.map(|relation| relation.target.as_str());
                    let anchor = attribute(element, "anchor").map(|anchor| format!("#{anchor}"));
                    let link =
                        format!("{}{}", address.unwrap_or_default(), anchor.unwrap_or_default());
                    let link = (!link.is_empty()).then(|| link.into());
                    self.inlines(element, &Look { link, ..look.clone() });
                }
                "ins" | "moveTo" | "del" | "moveFrom" => {
                    if self.stays(element) {
                        self.inlines(element, look);
                    }
                }
                "sdt" => {
                    if let Some(content) = child(element, "sdtContent") {
                        self.page.names.extend(marks(element, &words(content)));
                        let tag = value(element, &["sdtPr", "tag"]);
                        self.met += 1;
                        let own = tag.map(|tag| (self.met, tag.into()));
                        let around = std::mem::replace(&mut self.control, own);
                        self.controls += 1;
                        self.inlines(content, look);
                        self.controls -= 1;
                        self.control = around;
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.inlines(chosen, look);
                    }
                }
                "fldSimple" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.inlines(element, look)
                }
                "oMath" | "oMathPara" => {
                    let letters = element.descendants().filter(|node| is(*node, "t"));
                    let letters: Vec<_> = letters.filter_map(|node| node.text()).collect();
                    self.odd(&letters.join(" "), look);
                }
                _ => self.mark(element),
            }
        }
    }

    /// Reads a mark without letters: the start or end of a bookmark, or of the words of a comment.
    pub(super) fn mark(&mut self, element: Element<'_, '_>) {
        let id = attribute(element, "id").unwrap_or_default().to_owned();
        match element.tag_name().name() {
            "bookmarkStart" => {
                let name = attribute(element, "name").unwrap_or_default();
                if name.starts_with(LINE) {
                    let (name, start) = (name.to_owned(), self.line.letters.len());
                    self.open.insert(id, Open { name, start, lines: 0 });
                }
            }
            "bookmarkEnd" => {
                if let Some(open) = self.open.remove(&id) {
                    let end = self.line.letters.len();
                    self.line.marks.push((open.name, open.start.min(end)..end));
                }
            }
            "commentRangeStart" if self.commented.len() < MOST_OPEN => {
                self.commented.insert(id, String::new());
            }
            _ => {}
        }
    }

    /// Reads a run: letters that look alike, and what is among them.
    fn run(&mut self, run: Element<'_, '_>, look: &Look) {
        let mut look = look.clone();
        let (mut height, mut font) = (None, "");
        let mut seen = is_seen(&self.common, self.ground);
        if let Some(properties) = child(run, "rPr") {
            height = Height::of(properties);
            font = path(properties, &["rFonts"])
                .and_then(|font| attribute(font, "ascii"))
                .unwrap_or_default();
            let style = value(properties, &["rStyle"]);
            let unknown = style.filter(|style| !self.names.contains_key(*style)).map(parted);
            let mut own = self.styles.of_run(self.common.clone(), style);
            self.page.names.extend(own.marks.take().into_iter().chain(unknown));
            seen = is_seen(&own.and(properties), self.ground);
            let style = style.and_then(|style| self.names.get(style));
            let style = style.map_or("", String::as_str);
            look.bold = switch(properties, "b").unwrap_or(style == "strong");
            look.italic = switch(properties, "i").unwrap_or(style == "emphasis");
            look.struck = switch(properties, "strike").unwrap_or(false);
        }
        if look.link.is_none() {
            let address =
                self.fields.iter().rev().find_map(|(_, instruction)| address(instruction));
            look.link = address.map(Into::into);
        }
        if child(run, "rPr").is_some_and(|properties| seen && self.is_coloured(properties, &look)) {
            self.line.coloured.push_str(&words(run));
            self.line.coloured.push(' ');
        }
        let mut marked = false;
        for piece in run.children().filter(|child| child.is_element()) {
            match piece.tag_name().name() {
                "t" | "delText" if !marked => {
                    let text = piece.text().unwrap_or_default();
                    if !seen && !text.trim().is_empty() {
                        self.odd(text, &look);
                        continue;
                    }
                    match height.filter(|_| !Height::is_idle(text)) {
                        None => self.add(text, &look),
                        Some(height) => match height.written(text) {
                            Some(written) => self.add(&written, &look),
                            None => self.odd(text, &look),
                        },
                    }
                }
                "sym" => {
                    let code = attribute(piece, "char");
                    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = attribute(piece, "font").unwrap_or(font);
                    let shown = code.and_then(char::from_u32).map(|code| symbol(code, font));
                    self.odd(&shown.map(String::from).unwrap_or_default(), &look);
                }
                "tab" | "ptab" => self.add("\t", &look),
                "noBreakHyphen" => self.add("\u{2011}", &look),
                "br" | "cr" if !matches!(attribute(piece, "type"), Some("page" | "column")) => {
                    self.add("\n", &look);
                }
                name @ ("footnoteReference" | "endnoteReference") => {
                    // The custom mark that follows is not part of the text.
                    marked = attribute(piece, "customMarkFollows").is_some();
                    let note = note_of(piece, name);
                    let look = Look::default();
                    let (held, control) = (false, None);
                    self.line.letters.push(Letter { sign: NOTE, look, note, held, control });
                }
                "commentReference" => self.comment(attribute(piece, "id").unwrap_or_default()),
                "fldChar" => match attribute(piece, "fldCharType") {
                    Some("begin") => {
                        if let Some(ticked) = path(piece, &["ffData", "checkBox"]) {
                            self.odd(shown_box(ticked), &look);
                        }
                        self.fields.push((false, String::new()));
                    }
                    Some("separate") => {
                        self.fields.last_mut().into_iter().for_each(|field| field.0 = true);
                    }
                    _ => drop(self.fields.pop()),
                },
                "instrText" => {
                    let text = piece.text().unwrap_or_default();
                    self.fields.last_mut().into_iter().for_each(|field| field.1.push_str(text));
                }
                "drawing" | "pict" | "object" | "AlternateContent" => self.boxes(piece),
                _ => {}
            }
        }
    }

    /// Whether the properties of a run give it a colour that may have a meaning, or a highlight. Links and headings
    /// have colours that mean no more than that.
    fn is_coloured(&self, properties: Element<'_, '_>, look: &Look) -> bool {
        let plain =
            look.link.is_none() && !matches!(self.line.form, Form::Title | Form::Heading(_));
        let inked = ink(properties).flatten().and_then(hue).filter(|_| plain);
        let lit = value(properties, &["highlight"]).is_some_and(|name| name != "none");
        inked.is_some() || lit || ground(properties).and_then(hue).is_some()
    }

    /// Adds letters.
    fn add(&mut self, text: &str, look: &Look) {
        if self.fields.iter().any(|(result, _)| !result) {
            return;
        }
        for sign in text.chars() {
            let Some(sign) = kept(sign).filter(|sign| *sign != NOTE) else { continue };
            let (look, held, control) = (look.clone(), self.controls > 0, self.control.clone());
            self.line.letters.push(Letter { sign, look, note: None, held, control });
            let open = self.commented.values_mut().filter(|words| words.len() < MOST_LETTERS);
            open.for_each(|words| words.push(sign));
        }
    }

    /// Adds letters after [`ODD`], since they do not show by themselves what is there.
    fn odd(&mut self, text: &str, look: &Look) {
        if self.fields.iter().all(|(result, _)| *result) {
            let (look_of, held, control) = (look.clone(), self.controls > 0, self.control.clone());
            self.line.letters.push(Letter { sign: ODD, look: look_of, note: None, held, control });
            self.add(text, look);
        }
    }

    /// Ends the words that a comment covers.
    fn comment(&mut self, id: &str) {
        let on = self.commented.remove(id).unwrap_or_default();
        if let Some((author, words)) = self.comments.remove(id) {
            let line = Some(self.page.lines.len());
            self.page.comments.push(Comment { author, words, line, on });
        }
    }

    /// Keeps the text of text boxes in a drawing, and the alternative texts of its pictures.
    fn boxes(&mut self, drawn: Element<'_, '_>) {
        let drawn = alternative(drawn).unwrap_or(drawn);
        let pictures =
            drawn.descendants().filter(|node| is(*node, "blip") || is(*node, "imagedata"));
        let shows = drawn.descendants().find_map(|node| attribute(node, "descr"));
        let shows = shows.unwrap_or_default().trim();
        self.page.pictures.extend(pictures.map(|_| shows.to_owned()));
        let boxes = drawn.descendants().filter(|node| is(*node, "txbxContent"));
        let boxes = boxes.map(words).filter(|words| !words.is_empty());
        self.page.boxes.extend(boxes);
        self.page.asides.extend(self.page.boxes.iter().cloned());
    }
}

/// The address in the instruction of a field.
fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let (inside, rest) = match rest.strip_prefix("\\l") {
        Some(rest) => ("#", rest.trim_start()),
        None => ("", rest),
    };
    let target = rest.strip_prefix('"')?.split('"').next()?;
    Some(format!("{inside}{target}"))
}
