//! Reads the styles of a Word file: how each shapes the paragraphs and words that have it.
//!
//! In comes `styles.xml`; out comes a [`Look`] for each style, including what it inherits. How that is read as
//! headings and lists is left to the others.

use std::collections::{BTreeMap, BTreeSet};

use super::seen;
use super::tree::{Manner, Shape};
use super::withheld;
use super::xml::{Element, attribute, child, children, path, switch, value};
use crate::read::colour::Rgb;

/// The deepest inheritance between styles.
const DEEPEST: usize = 24;

/// The effect of a style, or of the properties of one paragraph or run.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// The shape of its paragraphs.
    pub(super) shape: Shape,
    /// Whether they are lines of a table of contents.
    pub(super) contents: bool,
    /// The manner of its words.
    pub(super) manner: Manner,
    /// Whether its words are hidden.
    pub(super) hidden: bool,
    /// The colour of its words, and that behind them.
    pub(super) ink: Option<Rgb>,
    pub(super) ground: Option<Rgb>,
    /// The name of the style, if that is a marking.
    pub(super) marks: Option<String>,
    /// Its type size, in half points.
    pub(super) size: Option<u32>,
    /// The list and level that its paragraphs are numbered in.
    pub(super) numbering: Option<(String, usize)>,
    /// The indents from the left and from the right, in twentieths of a point.
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
}

impl Look {
    /// Adds the properties of one paragraph or run.
    pub(super) fn and(mut self, properties: Element<'_, '_>) -> Self {
        // Run properties inside those of a paragraph apply to its mark, not to its words.
        if properties.tag_name().name() == "rPr" {
            let run = properties;
            let set = |value: &mut bool, name| *value = switch(run, name).unwrap_or(*value);
            set(&mut self.manner.bold, "b");
            set(&mut self.manner.italic, "i");
            set(&mut self.manner.struck, "strike");
            set(&mut self.manner.struck, "dstrike");
            set(&mut self.manner.underlined, "u");
            set(&mut self.hidden, "vanish");
            set(&mut self.hidden, "webHidden");
            self.ink = seen::ink(run).unwrap_or(self.ink);
            if value(run, &["highlight"]) == Some("black") {
                // Words without a colour of their own stay black on it.
                self.ink = self.ink.or(Some(Rgb::BLACK));
            }
            self.size = value(run, &["sz"]).and_then(|size| size.parse().ok()).or(self.size);
        }
        self.ground = seen::ground(properties).or(self.ground);
        if let Some(level) =
            value(properties, &["outlineLvl"]).and_then(|level| level.parse::<u8>().ok())
            && self.shape != Shape::Title
        {
            self.shape = if level < 9 { Shape::Heading(level + 1) } else { Shape::Plain };
        }
        if let Some(numbering) = child(properties, "numPr") {
            let level = value(numbering, &["ilvl"]).and_then(|level| level.parse().ok());
            let list = value(numbering, &["numId"]).map(str::to_owned);
            let (old, before) = self.numbering.take().unzip();
            self.numbering = list.or(old).map(|list| (list, level.or(before).unwrap_or(0)));
        }
        if let Some(indents) = child(properties, "ind") {
            let read = |names: [&str; 2]| {
                let written = names.into_iter().find_map(|name| attribute(indents, name))?;
                written.parse::<f64>().ok().map(|twips| twips as i32)
            };
            self.left = read(["left", "start"]).or(self.left);
            self.right = read(["right", "end"]).or(self.right);
        }
        self
    }
}

/// The styles of a file, by identifier.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: BTreeMap<String, Look>,
    /// The default paragraph style.
    common: Look,
    /// The table styles that set off the first row.
    headed: BTreeSet<String>,
    /// The table styles that shade some cells.
    shaded: BTreeSet<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(root: Element<'_, '_>) -> Self {
        let all: BTreeMap<&str, Element<'_, '_>> = children(root, "style")
            .filter_map(|style| Some((attribute(style, "styleId")?, style)))
            .collect();
        let common = path(root, &["docDefaults", "rPrDefault", "rPr"]);
        let common = common.map(|run| Look::default().and(run)).unwrap_or_default();
        let mut styles = Self { common: common.clone(), ..Self::default() };
        for (id, style) in &all {
            let mut chain = vec![*style];
            while let Some(base) = chain.last().and_then(|last| value(*last, &["basedOn"]))
                && let Some(base) = all.get(base).filter(|_| chain.len() < DEEPEST)
            {
                chain.push(*base);
            }
            let start = match attribute(*style, "type") {
                Some("paragraph") => common.clone(),
                _ => Look::default(),
            };
            let look = chain.iter().rev().fold(start, |look, style| of_style(look, *style));
            if attribute(*style, "default") == Some("1")
                && attribute(*style, "type") == Some("paragraph")
            {
                styles.common = look.clone();
            }
            let first = |part| attribute(part, "type") == Some("firstRow");
            if chain.iter().any(|style| children(*style, "tblStylePr").any(first)) {
                styles.headed.insert((*id).to_owned());
            }
            let shades = |node: &Element<'_, '_>| seen::ground(*node).is_some();
            let is_table = attribute(*style, "type") == Some("table");
            if is_table && chain.iter().any(|style| style.descendants().any(|node| shades(&node))) {
                styles.shaded.insert((*id).to_owned());
            }
            styles.looks.insert((*id).to_owned(), look);
        }
        styles
    }

    /// The look of a paragraph; the default if it names no known style.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Look {
        id.and_then(|id| self.looks.get(id)).unwrap_or(&self.common).clone()
    }

    /// Whether a table style sets off the first row.
    pub(super) fn has_head(&self, id: &str) -> bool {
        self.headed.contains(id)
    }

    /// The colour behind table cells without a fill of their own, given what is around the table; `None` if the style
    /// shades some of them.
    pub(super) fn behind_table(&self, table: Element<'_, '_>, around: Option<Rgb>) -> Option<Rgb> {
        let properties = path(table, &["tblPr"]);
        let style = properties.and_then(|properties| value(properties, &["tblStyle"]));
        around.filter(|_| !style.is_some_and(|style| self.shaded.contains(style)))
    }

    /// Adds the effect of a character style to a look.
    pub(super) fn of_run(&self, look: Look, id: Option<&str>) -> Look {
        let Some(style) = id.and_then(|id| self.looks.get(id)) else { return look };
        let (own, other) = (look.manner, style.manner);
        let manner = Manner {
            bold: own.bold || other.bold,
            italic: own.italic || other.italic,
            struck: own.struck || other.struck,
            underlined: own.underlined || other.underlined,
        };
        Look {
            manner,
            hidden: look.hidden || style.hidden,
            size: style.size.or(look.size),
            ink: style.ink.or(look.ink),
            ground: style.ground.or(look.ground),
            marks: style.marks.clone().or(look.marks),
            ..look
        }
    }
}

/// Adds the effect of a style to what it inherits.
fn of_style(look: Look, style: Element<'_, '_>) -> Look {
    let mut look = look;
    let own = value(style, &["name"]).unwrap_or_default();
    if withheld::in_name(own, None).is_some() {
        look.marks = Some(own.to_owned());
    }
    let name = own.to_lowercase();
    let level = name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok());
    match name.as_str() {
        "title" => look.shape = Shape::Title,
        "quote" | "intense quote" | "block text" | "quotations" | "quotation"
        | "block quotation" => {
            look.shape = Shape::Quotation;
        }
        "caption" | "image caption" | "table caption" => look.shape = Shape::Caption,
        name if name.starts_with("list continue") => look.shape = Shape::Continued,
        name if name.starts_with("toc ") || name.starts_with("contents ") => look.contents = true,
        _ => {}
    }
    if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
        look.shape = Shape::Heading(level);
    }
    for name in ["pPr", "rPr"] {
        if let Some(properties) = child(style, name) {
            look = look.and(properties);
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_has_what_those_that_it_is_based_on_say() {
        let text = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:sz w:val="24"/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Committee Head"/><w:basedOn w:val="H"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;
        let document = roxmltree::Document::parse(text).unwrap();
        let styles = Styles::read(document.root_element());
        let own = styles.of_paragraph(Some("Own"));
        assert_eq!((own.shape, own.manner.bold, own.size), (Shape::Heading(2), false, Some(24)));
        assert!(styles.of_paragraph(Some("H")).manner.bold);
        assert_eq!(styles.of_paragraph(None).size, Some(24));
    }
}
