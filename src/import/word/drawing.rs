//! Reads drawings in a Word file: pictures, text boxes, charts, diagrams, objects of other programs.
//!
//! Pictures are kept with their alternative texts; of everything else the text is kept in place, with a note that
//! says what was there.

use super::body::{Reader, note};
use super::tree::{Block, Inline, Manner, Paragraph, Picture};
use super::xml::{Element, attribute, inside, is, words};
use crate::world::pictures;

/// What Word writes into descriptions that it generated.
const BY_MACHINE: [&str; 2] =
    ["Description automatically generated", "AI-generated content may be incorrect."];

/// The most pictures of one drawing.
const MOST: usize = 64;

impl Reader<'_, '_> {
    /// Reads a drawing.
    pub(super) fn drawing(&mut self, element: Element<'_, '_>, content: &mut Vec<Inline>) {
        let mut taken = false;
        for found in outermost(element, "txbxContent") {
            let around = self.ground;
            self.ground = around.filter(|_| !is_filled(found));
            let blocks = self.blocks_apart(found);
            self.ground = around;
            taken = true;
            if !blocks.is_empty() {
                let spot = self.remarks.at(
                    "the words of a text box are kept here",
                    "move them to where they belong; a paper has no boxes beside its text",
                );
                let heading = note("Delete this note: what follows stood in a text box.", spot);
                self.line.after.push(Block::Paragraph(heading));
                self.line.after.extend(blocks);
            }
        }
        for picture in element
            .descendants()
            .filter(|node| is(*node, "blip") || is(*node, "imagedata"))
            .take(MOST)
        {
            taken = true;
            let boxed = picture.ancestors().take_while(|above| *above != element);
            if boxed.into_iter().all(|above| !is(above, "txbxContent")) {
                self.picture(element, picture, content);
            }
        }
        for object in element.descendants() {
            taken |=
                matches!(object.tag_name().name(), "chart" | "relIds" | "OLEObject" | "textpath");
            match object.tag_name().name() {
                "chart" if attribute(object, "id").is_some() => {
                    self.outside(element, attribute(object, "id"), "chart", content);
                }
                "relIds" => self.outside(element, attribute(object, "dm"), "diagram", content),
                "OLEObject" => {
                    let program = attribute(object, "ProgID").unwrap_or("another program");
                    let spot = self.remarks.at(
                        format!("an object of {program} is left out"),
                        "put its figures in as a table, or what it shows as a picture with an alternative text",
                    );
                    self.after_note("Insert what the object of another program showed here.", spot);
                }
                "textpath" => {
                    let said = attribute(object, "string").unwrap_or_default();
                    content.push(Inline::Text(said.to_owned(), Manner::default()));
                }
                _ => {}
            }
        }
        let alternative = described(element, element);
        if !taken && !alternative.is_empty() && !is_decorative(element) {
            let spot = self.remarks.at(
                format!("a drawing is left out: “{alternative}”"),
                "put it in as a picture with an alternative text, or say in words what it shows",
            );
            self.after_note("Insert what was drawn here as a picture, or say it in words.", spot);
        }
    }

    /// Reads one picture, unless it is marked as decoration, which adds nothing to the text.
    fn picture(
        &mut self,
        drawing: Element<'_, '_>,
        picture: Element<'_, '_>,
        content: &mut Vec<Inline>,
    ) {
        if is_decorative(drawing) {
            return;
        }
        let alternative = described(drawing, picture);
        let id = ["embed", "link", "id"].into_iter().find_map(|name| attribute(picture, name));
        let relation = id.and_then(|id| self.relations.get(id)).cloned();
        let Some(relation) = relation.filter(|relation| !relation.external) else {
            let called = match id {
                Some(_) => "a picture is not in the draft itself",
                None => {
                    "an object, such as a formula of another program, has no picture in the draft"
                }
            };
            let spot = self.remarks.at(
                format!("{called}, and is left out{}", that_shows(&alternative)),
                "put the picture beside this file, and name it here: ![what it shows](picture.png)",
            );
            self.after_note("Insert the picture that is linked here.", spot);
            return;
        };
        let part = relation.target;
        if !self.pictures.contains_key(&part) {
            let bytes = self.package.bytes(&part);
            let bytes = self.keep(bytes).flatten();
            let usable = |bytes: &Vec<u8>| {
                pictures::read(bytes).is_some() && pictures::unusable(bytes).is_none()
            };
            self.pictures.insert(part.clone(), bytes.filter(usable));
        }
        if self.pictures.get(&part).is_none_or(Option::is_none) {
            let kind = part.rsplit('.').next().unwrap_or_default().to_uppercase();
            let spot = self.remarks.at(
                format!("a picture of the kind {kind} cannot be in a paper, and is left out: “{alternative}”"),
                "save it as PNG or JPEG in RGB beside this file, and name it here: ![what it shows](picture.png)",
            );
            self.after_note("Insert the picture here as PNG or JPEG.", spot);
            return;
        }
        if let Some(machine) = BY_MACHINE.iter().find(|machine| alternative.contains(*machine)) {
            let message = format!(
                "the alternative text of this picture was written by a machine: “{machine}”"
            );
            content.push(
                self.remarks
                    .at(message, "say in a sentence what the picture tells those who can see it"),
            );
        }
        if inside(drawing, "srcRect").is_some_and(|cut| cut.attributes().len() > 0) {
            content.push(self.remarks.at(
                "this picture is cropped in the draft, and all of it is written",
                "crop the picture itself, if what lies outside must not be seen",
            ));
        }
        let mut alternative = alternative;
        for machine in BY_MACHINE {
            alternative = alternative.replace(machine, "");
        }
        let alternative = alternative.split_whitespace().collect::<Vec<_>>().join(" ");
        self.add_picture(Picture { part, alternative });
    }

    /// Keeps the text of a chart or diagram, which is in a part of its own.
    fn outside(
        &mut self,
        drawing: Element<'_, '_>,
        id: Option<&str>,
        what: &'static str,
        content: &mut Vec<Inline>,
    ) {
        let alternative = described(drawing, drawing);
        let part = id.and_then(|id| self.relations.get(id)).map(|relation| relation.target.clone());
        let text = part.and_then(|part| {
            let text = self.package.text(&part);
            self.keep(text).flatten()
        });
        let Some(text) = text else {
            let spot = self.remarks.at(
                format!(
                    "a {what} is not in the draft itself, and is left out{}",
                    that_shows(&alternative)
                ),
                "put it in as a picture with an alternative text, or as a table",
            );
            self.after_note(&format!("Insert the {what} here as a picture or a table."), spot);
            return;
        };
        let document = self.package.parse(&text);
        let Some(document) = self.keep(document) else { return };
        let said = words(document.root_element());
        content.push(self.remarks.at(
            format!("a {what} is left out: “{alternative}”; its words are kept"),
            "put it in as a picture with an alternative text, or as a table",
        ));
        let spot = Inline::Text(String::new(), Manner::default());
        self.after_note(
            &format!("Insert the {what} here as a picture or a table. Its words follow."),
            spot,
        );
        if let Some(Block::Paragraph(paragraph)) = self.line.after.last_mut() {
            let said = [alternative, said].join(" ");
            paragraph.content.push(Inline::Text(format!(" {}", said.trim()), Manner::default()));
        }
    }

    /// Adds a note after the current paragraph.
    fn after_note(&mut self, words: &str, spot: Inline) {
        let note: Paragraph = note(words, spot);
        self.line.after.push(Block::Paragraph(note));
    }
}

/// The description of something, formatted to follow its name.
fn that_shows(alternative: &str) -> String {
    match alternative {
        "" => String::new(),
        words => format!(": “{words}”"),
    }
}

/// Whether a drawing is marked as decoration.
fn is_decorative(drawing: Element<'_, '_>) -> bool {
    inside(drawing, "decorative").is_some_and(|said| attribute(said, "val") == Some("1"))
}

/// Whether the shape around the text of a text box has a fill of its own.
fn is_filled(words: Element<'_, '_>) -> bool {
    let fills = ["solidFill", "gradFill", "pattFill", "blipFill", "fillRef"];
    let shapes = ["wsp", "shape", "rect", "roundrect", "oval"];
    let shape = words.ancestors().find(|above| shapes.iter().any(|shape| is(*above, shape)));
    shape.is_some_and(|shape| {
        let own = |node: &Element<'_, '_>| {
            fills.iter().any(|fill| is(*node, fill))
                && !node.ancestors().any(|above| is(above, "ln") || above == words)
        };
        shape.descendants().any(|node| own(&node)) || attribute(shape, "fillcolor").is_some()
    })
}

/// The alternative text of a picture, as its author wrote it.
fn described(drawing: Element<'_, '_>, picture: Element<'_, '_>) -> String {
    let own = picture
        .ancestors()
        .take_while(|above| *above != drawing)
        .find(|above| is(*above, "pic") || is(*above, "shape"))
        .into_iter()
        .flat_map(|above| above.descendants().filter(|node| is(*node, "cNvPr")).chain([above]));
    let whole = drawing.descendants().filter(|node| is(*node, "docPr"));
    let kinds = ["shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "group"];
    let shapes = drawing.descendants().filter(|node| kinds.iter().any(|kind| is(*node, kind)));
    let mut places = own.chain(whole).chain(shapes);
    let said = places.find_map(|place| {
        let described = attribute(place, "descr").or(attribute(place, "alt"));
        described.or(attribute(place, "title")).map(str::trim).filter(|words| !words.is_empty())
    });
    said.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The outermost elements with this name inside another.
fn outermost<'a, 'i: 'a>(parent: Element<'a, 'i>, name: &str) -> Vec<Element<'a, 'i>> {
    let mut found: Vec<Element<'a, 'i>> = Vec::new();
    for node in parent.descendants().filter(|node| is(*node, name)) {
        let nested = node.ancestors().skip(1).any(|above| found.contains(&above));
        // Drawings are often stored twice, the second time for older programs.
        let fallback = node
            .ancestors()
            .take_while(|above| *above != parent)
            .any(|above| is(above, "Fallback"));
        if !nested && !fallback {
            found.push(node);
        }
    }
    found
}
