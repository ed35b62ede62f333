//! Makes the styles of a Word file, under the names that people know from Word: headings, lists, captions,
//! quotations, footnotes, and one for each look of the house style. The common looks are those of the PDF, as far as
//! Word can show them.

use serde::Serialize;

use super::looks::{CellLook, KNOWN, Looks, PART_HEADING, digits, eighths, half, identifier, side};
use super::piece::Frame;
use crate::model::style::{Length, Lines, Look};

/// The colour of lines where a look has none.
const LINE: &str = "767676";

/// A style of paragraphs, runs or tables; what is `None` is as in the style that it is based on.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct WordStyle {
    /// Its identifier, by which paragraphs and other styles name it.
    id: String,
    /// Its name in Word.
    name: String,
    /// `paragraph`, `character` or `table`.
    kind: &'static str,
    /// The style that it is based on.
    base: Option<String>,
    /// The style of the next paragraph.
    next: Option<&'static str>,
    /// The outline level, from 0.
    outline: Option<u8>,
    font: Option<String>,
    /// In half-points.
    size: Option<i32>,
    bold: Option<bool>,
    italic: Option<bool>,
    capitals: Option<bool>,
    underline: Option<bool>,
    raised: bool,
    colour: Option<String>,
    align: Option<&'static str>,
    above: Option<i32>,
    below: Option<i32>,
    /// The line spacing, in 240ths of single spacing.
    lines: Option<i32>,
    left: Option<i32>,
    right: Option<i32>,
    /// Whether it stays on the page of what follows.
    stays: bool,
    frame: Option<Frame>,
    /// The lines of a table: `all`, `rows`, `outside` or `none`.
    ruled: Option<&'static str>,
    /// The background of a table's header cells.
    head: Option<String>,
}

/// The styles of the file.
pub(super) fn of(looks: &Looks) -> Vec<WordStyle> {
    looks.styles()
}

impl Looks {
    /// The common styles, those of tables, and one for each other look of the house style.
    fn styles(&self) -> Vec<WordStyle> {
        let normal = WordStyle {
            name: "Normal".into(),
            font: Some("Arial".into()),
            size: Some(half(self.size())),
            below: Some(self.space(1.2)),
            lines: Some(self.lines(0.68)),
            ..paragraph("Normal", None)
        };
        let mut styles =
            vec![WordStyle { size: Some(half(self.size())), ..self.dressed(normal, "body") }];
        for (known, at) in KNOWN.iter().zip(0_u8..) {
            let heads = known.look != "caption";
            let style = WordStyle {
                name: known.name.into(),
                next: heads.then_some("Normal"),
                outline: at.checked_sub(1).filter(|_| heads),
                size: known.size.map(half),
                bold: Some(true),
                above: Some(self.space(known.above)),
                below: Some(self.space(1.0)),
                stays: true,
                ..paragraph(known.id, Some("Normal"))
            };
            styles.push(self.dressed(style, known.look));
        }
        styles.extend(self.common());
        styles.extend(self.of_tables());
        let roles = self.own.keys().map(String::as_str).filter(|role| self.has_role(role));
        let mut roles: Vec<&str> = roles.chain([PART_HEADING]).collect();
        roles.sort_unstable();
        roles.dedup();
        styles.extend(roles.into_iter().map(|role| {
            let heads = role == PART_HEADING;
            let id = format!("Look{}", identifier(role));
            let style = WordStyle {
                name: format!("Paper: {}", role.replace('-', " ")),
                bold: heads.then_some(true),
                stays: heads,
                ..paragraph(&id, Some("Normal"))
            };
            self.dressed(style, role)
        }));
        styles
    }

    /// The styles of every Word file, and those of the paper without a role.
    fn common(&self) -> Vec<WordStyle> {
        let close = Some(self.space(0.95));
        let named = |id, name: &str, base| WordStyle { name: name.into(), ..paragraph(id, base) };
        let small = |id, name: &str| WordStyle {
            size: Some(18),
            below: Some(0),
            ..named(id, name, Some("Normal"))
        };
        let bold = |id, name: &str, base| WordStyle { bold: Some(true), ..named(id, name, base) };
        let mut quotation = named("Quote", "Quote", Some("Normal"));
        (quotation.left, quotation.right) = (Some(480), Some(480));
        let mut listed = named("ListParagraph", "List Paragraph", Some("Normal"));
        listed.below = close;
        let mut preformatted = named("HTMLPreformatted", "HTML Preformatted", Some("Normal"));
        preformatted.font = Some("Courier New".into());
        let mut picture = named("Picture", "Picture", Some("Normal"));
        picture.lines = Some(240);
        let mut link = WordStyle { kind: "character", ..named("Hyperlink", "Hyperlink", None) };
        (link.colour, link.underline) = (Some("0B4A8F".into()), Some(true));
        let code = WordStyle {
            kind: "character",
            font: Some("Courier New".into()),
            ..named("HTMLCode", "HTML Code", None)
        };
        let reference = WordStyle {
            kind: "character",
            raised: true,
            ..named("FootnoteReference", "footnote reference", None)
        };
        let text =
            WordStyle { below: Some(20), ..named("TableText", "Table text", Some("Normal")) };
        let gap = WordStyle {
            size: Some(8),
            below: Some(0),
            lines: Some(240),
            ..named("TableGap", "Table gap", Some("Normal"))
        };
        vec![
            named("NumberedParagraph", "Numbered paragraph", Some("Normal")),
            named("ListBullet", "List Bullet", Some("ListParagraph")),
            named("ListNumber", "List Number", Some("ListParagraph")),
            named("ListContinue", "List Continue", Some("ListParagraph")),
            listed,
            self.dressed(quotation, "quotation"),
            self.dressed(preformatted, "verbatim"),
            picture,
            self.dressed(small("FootnoteText", "footnote text"), "note"),
            self.dressed(small("Header", "header"), "header"),
            self.dressed(small("Footer", "footer"), "footer"),
            bold("Marking", "Marking", Some("Header")),
            text,
            gap,
            self.dressed(bold("TableHeading", "Table heading", Some("TableText")), "table-header"),
            self.dressed(
                bold("TableRowHeading", "Table row heading", Some("TableText")),
                "row-header",
            ),
            self.dressed(link, "link"),
            code,
            reference,
        ]
    }

    /// The styles of tables, and of the text in tables with a font size of their own.
    fn of_tables(&self) -> Vec<WordStyle> {
        let own = self.own.keys().map(String::as_str);
        let mut roles: Vec<&str> = own.chain(["table", "form", "dense"]).collect();
        roles.sort_unstable();
        roles.dedup();
        let mut styles = Vec::new();
        for role in roles {
            let look = self.get(role);
            let common = self.get("table");
            let of = |pick: fn(&Look) -> Option<&Length>| {
                look.and_then(pick).or_else(|| common.and_then(pick))
            };
            let line = of(|look| look.border.as_ref()).and_then(Length::points).map_or(4, eighths);
            let inset = of(|look| look.inset.as_ref()).and_then(|inset| self.length(inset, 0));
            let colour = look
                .and_then(|look| look.border_colour.as_ref())
                .or_else(|| common.and_then(|look| look.border_colour.as_ref()));
            let head = self.get("table-header").and_then(|look| look.background.as_ref());
            styles.push(WordStyle {
                kind: "table",
                name: format!("Table: {}", role.replace('-', " ")),
                frame: Some(Frame {
                    line,
                    colour: colour.map_or_else(|| LINE.to_owned(), digits),
                    fill: None,
                    inset: inset.unwrap_or(100),
                }),
                ruled: Some(match look.and_then(|look| look.lines) {
                    _ if line == 0 => "none",
                    Some(Lines::Rows) => "rows",
                    Some(Lines::Outside) => "outside",
                    Some(Lines::None) => "none",
                    Some(Lines::All) | None => "all",
                }),
                head: Some(head.map_or_else(|| "ECECEC".to_owned(), digits)),
                ..paragraph(&format!("Grid{}", identifier(role)), None)
            });
            let cells = CellLook::ALL.into_iter().filter(|cell| self.has_cells(role, *cell));
            styles.extend(cells.map(|cell| self.of_cells(role, cell)));
        }
        styles.push(WordStyle {
            kind: "table",
            name: "Table: bare".into(),
            ruled: Some("none"),
            ..paragraph("GridBare", None)
        });
        styles
    }

    /// The style of the text in cells of a kind, in the tables of a role.
    fn of_cells(&self, role: &str, cell: CellLook) -> WordStyle {
        let sized = self.has_cells(role, CellLook::Text);
        let own = format!("{role}-header");
        let headed = cell == CellLook::Side && self.own.contains_key(&own);
        let style = WordStyle {
            name: format!("{} {}", cell.name(), role.replace('-', " ")),
            size: sized.then(|| half(self.cell_size(role))),
            // A role's own look is complete: without `bold`, it is not bold.
            bold: headed.then_some(false),
            ..paragraph(&format!("{}{}", cell.id(), identifier(role)), Some(cell.id()))
        };
        if headed { self.dressed(style, &own) } else { style }
    }

    /// A style with the settings of a look added.
    fn dressed(&self, style: WordStyle, name: &str) -> WordStyle {
        let Some(look) = self.get(name) else { return style };
        let length = |length: &Option<Length>| length.as_ref().and_then(|one| self.length(one, 0));
        let leading = length(&look.leading).map(|twips| f64::from(twips) / 20.0 / self.size());
        let space = |own: &Option<Length>| {
            length(own).map(|twips| self.space(f64::from(twips) / 20.0 / self.size()))
        };
        let font = look.font.as_ref().and_then(|families| families.first());
        WordStyle {
            font: font.map(|family| family_of(family)).or(style.font),
            size: length(&look.size).map(|twips| twips / 10).or(style.size),
            bold: look.bold.or(style.bold),
            italic: look.italic.or(style.italic),
            capitals: look.capitals.or(style.capitals),
            underline: look.underline.or(style.underline),
            colour: look.colour.as_ref().map(digits).or(style.colour),
            align: look.align.map(side).or(style.align),
            above: space(&look.above).or(style.above),
            below: space(&look.below).or(style.below),
            lines: leading.map(|leading| self.lines(leading)).or(style.lines),
            left: length(&look.indent).filter(|_| self.has_role(name)).or(style.left),
            frame: self.frame(name).filter(|_| KNOWN.iter().any(|known| known.look == name)),
            ..style
        }
    }
}

/// A paragraph style.
fn paragraph(id: &str, base: Option<&str>) -> WordStyle {
    let base = base.map(str::to_owned);
    WordStyle { id: id.to_owned(), kind: "paragraph", base, ..WordStyle::default() }
}

/// The font family for Word: in place of a built-in family, the one of the same widths that comes with Word.
fn family_of(family: &str) -> String {
    let own = match family {
        "Liberation Sans" => "Arial",
        "Liberation Serif" => "Times New Roman",
        "Liberation Mono" => "Courier New",
        own => own,
    };
    own.to_owned()
}
