//! Reads a Word file that came back, whatever program wrote it last.
//!
//! In come the bytes of a file; out comes its [`Page`]. Bookmarks are kept, because lines are recognised by them;
//! tracked changes are accepted or rejected; the text of text boxes, which belongs to no line, is kept separately.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::body::{Changes, alternative};
use super::super::controls::{marks, parted};
use super::super::package::{Package, Relations};
use super::super::parts::{margins, properties};
use super::super::seen::ground;
use super::super::styles::{Look as StyleLook, Styles};
use super::super::tree::Shape;
use super::super::xml::{Element, attribute, child, children, is, path, value, words};
use super::page::{Comment, Form, Home, Line, Look, Page};
use crate::diag::Diagnostic;
use crate::read::colour::Rgb;

/// Added to the numbers of endnotes, which are counted separately from footnotes.
const ENDNOTE: usize = 1 << 20;

/// The most lines that a bookmark is followed over: ours cover one, until somebody breaks it into several.
const LONGEST: usize = 20;

/// Reads a file.
pub(super) fn read(bytes: &[u8], shown: &str, changes: Changes) -> Result<Page, Diagnostic> {
    let mut package = Package::open(bytes, shown)?;
    let main = package.main()?;
    let relations = package.relations(&main)?;
    let part = |kind: &str| {
        let found = relations.values().find(|relation| relation.kind == kind && !relation.external);
        found.map(|relation| relation.target.clone())
    };
    let mut reader = Reader::new(changes);
    reader.page.margins = margins(&mut package, &relations)?;
    let (_, said) = properties(&mut package)?;
    reader.page.names.extend(said.into_iter().map(|(_, words)| words));
    reader.page.macros = package.names().iter().any(|name| name.ends_with("vbaProject.bin"));
    if let Some(text) = part("styles").map(|name| package.text(&name)).transpose()?.flatten() {
        let document = package.parse(&text)?;
        reader.styles = Styles::read(document.root_element());
        for style in children(document.root_element(), "style") {
            let named = attribute(style, "styleId").zip(value(style, &["name"]));
            reader.names.extend(named.map(|(id, name)| (id.to_owned(), bare(name))));
        }
    }
    if let Some(text) = part("comments").map(|name| package.text(&name)).transpose()?.flatten() {
        let document = package.parse(&text)?;
        for comment in children(document.root_element(), "comment") {
            let id = attribute(comment, "id").unwrap_or_default().to_owned();
            let author = attribute(comment, "author").filter(|author| !author.is_empty());
            let author = author.unwrap_or("somebody").to_owned();
            let said = words(comment);
            reader.page.asides.insert(said.clone());
            reader.comments.insert(id, (author, said));
        }
    }
    let text = package.text(&main)?.unwrap_or_default();
    let document = package.parse(&text)?;
    reader.relations = relations.clone();
    let page = child(document.root_element(), "background");
    reader.ground = reader.ground.filter(|_| page.is_none());
    if let Some(body) = child(document.root_element(), "body") {
        reader.all(body, Home::Body);
    }
    let letters = reader.page.lines.iter().flat_map(|line| &line.letters);
    let referred: BTreeSet<usize> = letters.filter_map(|letter| letter.note).collect();
    for kind in ["footnote", "endnote"] {
        let Some(name) = part(&format!("{kind}s")) else { continue };
        let Some(text) = package.text(&name)? else { continue };
        let document = package.parse(&text)?;
        reader.relations = package.relations(&name)?;
        for note in document.root_element().children().filter(|note| is(*note, kind)) {
            let common = matches!(attribute(note, "type"), None | Some("normal"));
            // A note whose mark is gone stays in the file unseen.
            let shown = note_of(note, kind).filter(|id| common && referred.contains(id));
            if let Some(id) = shown {
                reader.all(note, Home::Note(id));
            }
        }
    }
    Ok(reader.finish())
}

/// The number of a footnote or an endnote.
pub(super) fn note_of(element: Element<'_, '_>, kind: &str) -> Option<usize> {
    let id: usize = attribute(element, "id")?.parse().ok()?;
    Some(if kind.starts_with("footnote") { id } else { id.saturating_add(ENDNOTE) })
}

/// The name of a style without case and spaces, in which programs differ.
fn bare(name: &str) -> String {
    name.chars().filter(|next| next.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// The state of reading a file.
pub(super) struct Reader {
    pub(super) changes: Changes,
    pub(super) styles: Styles,
    /// The bare names of styles, by identifier.
    pub(super) names: BTreeMap<String, String>,
    pub(super) relations: Relations,
    pub(super) page: Page,
    /// The author and text of each comment not yet attached to words.
    pub(super) comments: BTreeMap<String, (String, String)>,
    /// For each open comment, the words that it covers so far.
    pub(super) commented: BTreeMap<String, String>,
    pub(super) line: Line,
    /// Whether the line continues in the next paragraph, because the break between them was removed.
    pub(super) goes_on: bool,
    /// The open bookmarks of lines, by number.
    pub(super) open: BTreeMap<String, Open>,
    /// The open fields: whether their result has begun, and their instructions.
    pub(super) fields: Vec<(bool, String)>,
    pub(super) tables: usize,
    /// The number of open content controls.
    pub(super) controls: usize,
    /// The innermost open content control in a line, by index and tag, and the number of controls so far.
    pub(super) control: Option<(usize, Arc<str>)>,
    pub(super) met: usize,
    /// The look of the paragraph's style, which its runs have unless they set another.
    pub(super) common: StyleLook,
    /// The colour behind the text, if known.
    pub(super) ground: Option<Rgb>,
}

/// An open bookmark.
pub(super) struct Open {
    /// Its name.
    pub(super) name: String,
    /// The index of the letter at which it starts.
    pub(super) start: usize,
    /// The number of lines that it has been followed over.
    pub(super) lines: usize,
}

impl Reader {
    /// A reader before the first part.
    fn new(changes: Changes) -> Self {
        Self {
            changes,
            styles: Styles::default(),
            names: BTreeMap::new(),
            relations: Relations::new(),
            page: Page::default(),
            comments: BTreeMap::new(),
            commented: BTreeMap::new(),
            line: Line::default(),
            goes_on: false,
            open: BTreeMap::new(),
            fields: Vec::new(),
            tables: 0,
            controls: 0,
            control: None,
            met: 0,
            common: StyleLook::default(),
            ground: Some(Rgb::WHITE),
        }
    }

    /// The page, with comments that are attached to no words.
    fn finish(self) -> Page {
        let mut page = self.page;
        let strays = self.comments.into_values().map(|(author, words)| Comment {
            author,
            words,
            line: None,
            on: String::new(),
        });
        page.comments.extend(strays);
        page
    }

    /// Reads everything in an element on its own.
    fn all(&mut self, parent: Element<'_, '_>, home: Home) {
        self.blocks(parent, home);
        self.end();
    }

    /// Reads the paragraphs and tables directly inside an element.
    fn blocks(&mut self, parent: Element<'_, '_>, home: Home) {
        for element in parent.children().filter(|child| child.is_element()) {
            match element.tag_name().name() {
                "p" => self.paragraph(element, home),
                "tbl" => self.table(element),
                "sdt" => {
                    if let Some(content) = child(element, "sdtContent") {
                        self.page.names.extend(marks(element, &words(content)));
                        self.controls += 1;
                        self.blocks(content, home);
                        self.controls -= 1;
                    }
                }
                "ins" | "moveTo" | "del" | "moveFrom" => {
                    if self.stays(element) {
                        self.blocks(element, home);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.blocks(chosen, home);
                    }
                }
                "customXml" | "smartTag" => self.blocks(element, home),
                _ => self.mark(element),
            }
        }
    }

    /// Reads a table.
    fn table(&mut self, table: Element<'_, '_>) {
        let number = self.tables;
        self.tables += 1;
        let around = self.ground;
        let styled = self.styles.behind_table(table, around);
        let rows =
            table.descendants().filter(|row| is(*row, "tr") && owner(*row, "tbl") == Some(table));
        for (row_number, row) in rows.enumerate() {
            let gone = self.is_gone(row, [&["trPr", "ins"], &["trPr", "del"]]);
            let cells =
                row.descendants().filter(|cell| is(*cell, "tc") && owner(*cell, "tr") == Some(row));
            for (column, cell) in cells.enumerate().filter(|_| !gone) {
                if self.is_gone(cell, [&["tcPr", "cellIns"], &["tcPr", "cellDel"]]) {
                    continue;
                }
                self.ground = child(cell, "tcPr").and_then(ground).or(styled);
                self.all(cell, Home::Cell(number, row_number, column));
            }
        }
        self.ground = around;
    }

    /// Whether a tracked change takes out a row or a cell; the marks of what was put in and taken out stand at these
    /// paths below it.
    fn is_gone(
        &mut self,
        element: Element<'_, '_>,
        [put_in, taken_out]: [&'static [&'static str]; 2],
    ) -> bool {
        let inserted = path(element, put_in).is_some();
        let deleted = path(element, taken_out).is_some();
        self.page.tracked |= inserted || deleted;
        match self.changes {
            Changes::Accepted => deleted,
            Changes::Rejected => inserted,
        }
    }

    /// Reads a paragraph.
    fn paragraph(&mut self, element: Element<'_, '_>, home: Home) {
        let properties = child(element, "pPr");
        let (form, depth) = self.form(properties);
        if self.goes_on && self.line.letters.is_empty() {
            // No letters of the earlier paragraphs are left, so the line has the form of this one.
            (self.line.form, self.line.depth) = (form, depth);
        }
        if !self.goes_on {
            self.line = Line { home, form, depth, ..Line::default() };
            self.open.values_mut().for_each(|open| open.start = 0);
        }
        self.inlines(element, &Look::default());
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let mark_has = |name| mark.is_some_and(|mark| child(mark, name).is_some());
        let (put_in, taken) =
            (mark_has("ins") || mark_has("moveTo"), mark_has("del") || mark_has("moveFrom"));
        self.page.tracked |= put_in || taken;
        self.goes_on = match self.changes {
            Changes::Accepted => taken,
            Changes::Rejected => put_in,
        };
        if !self.goes_on {
            self.end();
        }
    }

    /// Ends a line.
    fn end(&mut self) {
        self.goes_on = false;
        let mut line = std::mem::take(&mut self.line);
        let end = line.letters.len();
        line.marks
            .extend(self.open.values().map(|open| (open.name.clone(), open.start.min(end)..end)));
        self.open.retain(|_, open| {
            open.lines += 1;
            open.lines < LONGEST
        });
        if line.letters.iter().any(|letter| !letter.sign.is_whitespace()) {
            self.page.lines.push(line);
        }
    }

    /// The form of a paragraph by its style and list, and its level in the list.
    fn form(&mut self, properties: Option<Element<'_, '_>>) -> (Form, usize) {
        let style = properties.and_then(|properties| value(properties, &["pStyle"]));
        let mut look = self.styles.of_paragraph(style);
        if let Some(properties) = properties {
            look = look.and(properties);
        }
        let unknown = style.filter(|style| !self.names.contains_key(*style)).map(parted);
        self.page.names.extend(look.marks.take().into_iter().chain(unknown));
        let name = style.and_then(|style| self.names.get(style)).map_or("", String::as_str);
        self.common = look.clone();
        let listed = look.numbering.as_ref().is_some_and(|(list, _)| list != "0");
        let depth = look.numbering.as_ref().filter(|_| listed).map_or(0, |(_, level)| *level);
        let form = match (look.shape, name) {
            (Shape::Title, _) => Form::Title,
            (Shape::Heading(level), _) => Form::Heading(level),
            (_, name) if name.starts_with("listnumber") => Form::Item(true),
            (_, name) if name.starts_with("listbullet") => Form::Item(false),
            (_, "listparagraph") if listed => Form::Item(false),
            (Shape::Quotation, _) => Form::Quotation,
            _ => Form::Plain,
        };
        (form, depth)
    }

    /// Whether text inserted or deleted by a tracked change stays.
    pub(super) fn stays(&mut self, change: Element<'_, '_>) -> bool {
        self.page.tracked = true;
        match change.tag_name().name() {
            "ins" | "moveTo" => self.changes == Changes::Accepted,
            _ => self.changes == Changes::Rejected,
        }
    }
}

/// The nearest enclosing element with this name.
fn owner<'a, 'i: 'a>(of: Element<'a, 'i>, name: &str) -> Option<Element<'a, 'i>> {
    of.ancestors().skip(1).find(|above| is(*above, name))
}
