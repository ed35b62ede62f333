//! Turns the looks of a house style into CSS.
//!
//! A [`Style`] comes in; rules go out, made of lengths and colours that were checked when the style was loaded, and
//! of words written here: nothing else of a style or a paper reaches CSS. A colour that cannot be read on its
//! background is replaced by ink, and each has a counterpart for dark screens. Sizes are relative to body text, so
//! that readers can choose that; settings for printed pages only, such as the space between lines, are left to the
//! page.

mod tables;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::document::Layout;
use crate::model::style::{Align, Colour, Length, Letters, Look, Style};
use crate::read::colour::{READABLE, Rgb};

/// The looks in the common style sheet.
const COMMON: [&str; 14] = [
    "body",
    "title",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading-5",
    "heading-6",
    "paragraph",
    "list",
    "quotation",
    "table",
    "form",
    "verbatim",
    "footer",
];

/// The size of body text on paper where the style has none, in points.
const BODY: f64 = 11.0;

/// The margin of a page in a close layout, in print as in the PDF.
const NEAR: &str = "1.7cm";

/// The smallest and the largest type, relative to body text.
const SIZES: (f64, f64) = (0.85, 2.0);

/// The contrast of lines with their background: WCAG 2.2, 1.4.11.
const VISIBLE: f64 = 3.0;

/// The luminance above which a background is a tint, which dark screens show dark.
const TINT: f64 = 0.35;

/// The colours of a screen.
struct Screen {
    canvas: Rgb,
    ink: Rgb,
    quiet: Rgb,
    line: Rgb,
    link: Rgb,
    dark: bool,
}

const LIGHT: Screen = Screen {
    canvas: Rgb::WHITE,
    ink: Rgb([0x1a, 0x1c, 0x1f]),
    quiet: Rgb([0x52, 0x58, 0x5f]),
    line: Rgb([0x8a, 0x91, 0x99]),
    link: Rgb([0x0b, 0x4a, 0x8f]),
    dark: false,
};

const DARK: Screen = Screen {
    canvas: Rgb([0x14, 0x17, 0x1a]),
    ink: Rgb([0xe9, 0xe7, 0xe3]),
    quiet: Rgb([0xb2, 0xb8, 0xbf]),
    line: Rgb([0x7a, 0x82, 0x8b]),
    link: Rgb([0x8f, 0xbc, 0xf2]),
    dark: true,
};

/// The names of looks that have rules.
pub(super) struct Looks(BTreeSet<String>);

impl Looks {
    /// The looks of a style.
    pub(super) fn of(style: &Style) -> Self {
        let own = style.look.iter().map(|(name, _)| name.value.clone());
        Self(COMMON.iter().map(|name| (*name).to_owned()).chain(own).collect())
    }

    /// The class of a look; that of `otherwise` where there is no such look.
    pub(super) fn class(&self, name: &str, otherwise: Option<&str>) -> String {
        class(otherwise.filter(|_| !self.0.contains(name)).unwrap_or(name))
    }
}

/// The class of a look: its name, with characters that CSS does not allow written as numbers.
fn class(name: &str) -> String {
    let mut class = String::from("look-");
    for next in name.chars() {
        match next {
            'a'..='z' | '0'..='9' | '-' => class.push(next),
            _ => class.push_str(&format!("_{:x}_", u32::from(next))),
        }
    }
    class
}

/// The rules of a style, for a paper with a layout.
pub(super) fn rules(style: &Style, layout: Layout) -> String {
    let mut sheet = Sheet { body: points(style.look.get("body")), ..Sheet::default() };
    sheet.screens(style);
    let own = |name: &&str| style.look.get(name);
    for name in COMMON {
        sheet.look(name, own(&name));
    }
    for (name, look) in style.look.iter().filter(|(name, _)| !COMMON.contains(&name.as_str())) {
        sheet.look(name, Some(look));
    }
    sheet.tables(style, layout);
    // Typst's "us-letter" is "letter" in CSS; the style's paper size was checked before.
    let paper = style.page.paper.trim_start_matches("us-");
    let margin = match layout {
        Layout::Report => style.page.margin.as_str(),
        Layout::Close | Layout::Wide => NEAR,
    };
    let Sheet { light, wide, dark, .. } = sheet;
    format!(
        "{light}@media (min-width: 40rem) {{\n{wide}}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n\
         @page {{ size: {paper}; margin: {margin} }}\n\
         @page wide {{ size: {paper} landscape; margin: {margin} }}\n"
    )
}

/// The rules of cards, for tables with less room than they need: most on a telephone, wide ones on a tablet too.
pub(super) fn cards(rules: &str) -> String {
    format!(
        "@media screen {{\n@container (max-width: 40rem) {{\n{rules}}}\n\
         @container (max-width: 48rem) {{ .wide {{\n{rules}}} }}\n}}\n"
    )
}

/// The size of body text on paper, in points.
fn points(body: Option<&Look>) -> f64 {
    let size = body.and_then(|look| look.size.as_ref()).and_then(in_points);
    size.filter(|size| *size > 0.0).unwrap_or(BODY)
}

/// A length in points; `None` if it is relative.
fn in_points(length: &Length) -> Option<f64> {
    let written = length.as_str();
    let units = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
    units
        .iter()
        .find_map(|(unit, points)| Some(written.strip_suffix(unit)?.parse::<f64>().ok()? * points))
}

/// A style sheet in the making: for all screens, for wide ones, for dark ones.
#[derive(Default)]
struct Sheet {
    body: f64,
    light: String,
    wide: String,
    dark: String,
}

impl Sheet {
    /// Adds the colours of light and dark screens, and rules for the whole paper.
    fn screens(&mut self, style: &Style) {
        let of = |name: &str| style.look.get(name).and_then(|look| colour(look.colour.as_ref()));
        for screen in [&LIGHT, &DARK] {
            let ink = screen.ink_on(screen.canvas, of("body"));
            let link = screen.ink_on(screen.canvas, of("link").or(Some(screen.link)));
            let Screen { canvas, quiet, line, .. } = screen;
            let rule = format!(
                ":root {{ --canvas: {canvas}; --ink: {ink}; --quiet: {quiet}; --line: {line}; --link: {link} }}\n"
            );
            if screen.dark { &mut self.dark } else { &mut self.light }.push_str(&rule);
        }
        let paragraph = style.look.get("paragraph").and_then(|look| look.indent.as_ref());
        if let Some(room) = paragraph {
            // In sizes of body text, whatever that of a numbered heading is.
            let room = room.as_str();
            let room = room.strip_suffix("em").map_or(room.to_owned(), |size| format!("{size}rem"));
            self.put(":root", &format!("--room: min({room}, 3.5rem)"));
        }
        // The lines around an agenda's title are aligned with it, as in print.
        if let Some(align) = style.look.get("title").and_then(|look| look.align) {
            self.put(":is(.look-agenda-cover, .look-agenda-particulars)", &aligned(align));
        }
    }

    /// Adds the rules of one look.
    fn look(&mut self, name: &str, look: Option<&Look>) {
        let Some(look) = look else { return };
        let class = class(name);
        let own = if name == "body" { "body".to_owned() } else { format!(".{class}") };
        self.put(&own, &self.type_of(look, name));
        self.frame(&format!(".frame.{class}"), name, look);
        self.grid(&format!(".grid.{class}"), look);
        if let (Some(written), None) = (&look.colour, &look.background)
            && name != "body"
        {
            for screen in [&LIGHT, &DARK] {
                let ink = screen.ink_on(screen.canvas, Some(written.rgb()));
                self.put_on(screen, &own, &format!("color: {ink}"));
            }
        }
    }

    /// The rules of type. Capitals are only shown: the text itself stays as it was written.
    fn type_of(&self, look: &Look, name: &str) -> String {
        let mut rule = String::new();
        if let Some(families) = &look.font {
            let first = families.first().map_or("", |family| family.as_str());
            rule.push_str(&format!("font-family: {}; ", families_like(first)));
        }
        if let Some(size) = look.size.as_ref().filter(|_| name != "body") {
            match in_points(size) {
                Some(points) => {
                    let ratio = (points / self.body).clamp(SIZES.0, SIZES.1);
                    rule.push_str(&format!("font-size: {ratio:.3}rem; "));
                }
                None => {
                    let (least, most) = SIZES;
                    rule.push_str(&format!(
                        "font-size: clamp({least}rem, {}, {most}rem); ",
                        size.as_str()
                    ));
                }
            }
        }
        let mut choose = |key: &str, value: Option<bool>, yes: &str, no: &str| {
            if let Some(value) = value {
                rule.push_str(&format!("{key}: {}; ", if value { yes } else { no }));
            }
        };
        choose("font-weight", look.bold, "700", "400");
        choose("font-style", look.italic, "italic", "normal");
        choose("text-transform", look.capitals, "uppercase", "none");
        if let Some(align) = look.align {
            rule.push_str(&aligned(align));
        }
        rule
    }

    /// Adds the frame around a block and its distance from others.
    fn frame(&mut self, own: &str, name: &str, look: &Look) {
        let mut rule = String::new();
        let mut space = |key: &str, length: &Option<Length>, most: &str| {
            if let Some(length) = length.as_ref().filter(|length| !length.as_str().ends_with('%')) {
                let _ = write!(rule, "{key}: min({}, {most}); ", length.as_str());
            }
        };
        space("margin-block-start", &look.above, "4rem");
        space("margin-block-end", &look.below, "4rem");
        if !matches!(name, "paragraph" | "list") {
            space("margin-inline-start", &look.indent, "2rem");
        }
        let framed = look.border.is_some() || look.background.is_some();
        match &look.inset {
            Some(_) => space("padding", &look.inset, "1.5rem"),
            None if framed => rule.push_str("padding: 0.5rem 0.75rem; "),
            None => {}
        }
        self.put(own, &rule);
        self.border(own, look);
        self.joined(own, look);
        self.boxed(own, look);
        if let Some(width) = &look.width {
            let _ = writeln!(
                self.wide,
                "{own} {{ inline-size: {}; min-inline-size: min-content }}",
                width.as_str()
            );
        }
        if let Some(behind) = colour(look.background.as_ref()) {
            for screen in [&LIGHT, &DARK] {
                let (behind, ink) = screen.filled(behind, colour(look.colour.as_ref()));
                self.put_on(screen, own, &format!("background: {behind}"));
                // The doubled class outweighs the looks of the content, which were made for the canvas.
                let twice = format!("{own}{}", own.trim_start_matches(".frame"));
                self.put_on(screen, &twice, &format!("color: {ink}"));
            }
            self.put(&format!("{own} *"), "color: inherit");
        }
    }

    /// Adds the padding of a table's cells, and the background of its column headers.
    fn grid(&mut self, own: &str, look: &Look) {
        let cells = format!("{own} > * > tr > *");
        if let Some(inset) = look.inset.as_ref().filter(|inset| !inset.as_str().ends_with('%')) {
            self.put(&cells, &format!("padding: min({}, 1rem)", inset.as_str()));
        }
        self.filled(&format!("{own} > thead > tr > *"), look);
    }

    /// Adds a border that can be seen on light and dark screens.
    fn border(&mut self, own: &str, look: &Look) {
        if let Some(width) = look.border.as_ref().filter(|width| !width.as_str().ends_with('%')) {
            let width = width.as_str();
            self.put(own, &format!("border: min({width}, 0.5rem) solid var(--line)"));
        }
        if let Some(line) = colour(look.border_colour.as_ref()) {
            self.put_on(&LIGHT, own, &format!("border-color: {line}"));
            let line = line.against(DARK.canvas, VISIBLE);
            self.put_on(&DARK, own, &format!("border-color: {line}"));
        }
    }

    /// Removes the outer line of a table that is first or last in a box, beside the box's own.
    fn boxed(&mut self, own: &str, look: &Look) {
        if look.border.is_some() {
            for (place, side, row) in [
                ("first", "start", ":is(thead, tbody:not(thead + tbody)) > tr:first-child"),
                ("last", "end", "tbody > tr:last-child"),
            ] {
                let cells = format!("{own} > .scroll:{place}-child > table > {row} > *");
                self.put(&cells, &format!("border-block-{side}: 0"));
            }
        }
    }

    /// Makes bordered cells of a grid share the line between them, as in print, and end flush with what is around
    /// them.
    fn joined(&mut self, own: &str, look: &Look) {
        if let Some(width) = look.border.as_ref().filter(|width| !width.as_str().ends_with('%')) {
            let line = format!("min({}, 0.5rem)", width.as_str());
            let around = format!("row-gap: 0; padding: 0 {line} {line} 0");
            self.put(&format!(".tracks:not(.look-sides):has(> {own})"), &around);
            let over = format!("calc(-1 * {line})");
            let beside = format!(".tracks:not(.look-sides) > {own}");
            self.put(&beside, &format!("margin: 0 {over} {over} 0"));
        }
    }

    /// Adds a rule for all screens, unless it is empty.
    fn put(&mut self, own: &str, rule: &str) {
        if !rule.is_empty() {
            let _ = writeln!(self.light, "{own} {{ {} }}", rule.trim_end().trim_end_matches(';'));
        }
    }

    /// Adds a rule for one kind of screen.
    fn put_on(&mut self, screen: &Screen, own: &str, rule: &str) {
        let sheet = if screen.dark { &mut self.dark } else { &mut self.light };
        let _ = writeln!(sheet, "{own} {{ {rule} }}");
    }
}

impl Screen {
    /// The colour of text on a background: the one wished for if it can be read there.
    fn ink_on(&self, background: Rgb, wish: Option<Rgb>) -> Rgb {
        let readable = wish.filter(|colour| colour.reads_on(background));
        let shade =
            || wish.filter(|_| self.dark).map(|colour| colour.against(background, READABLE));
        let ink = || if self.ink.reads_on(background) { self.ink } else { background.ink() };
        readable.or_else(shade).unwrap_or_else(ink)
    }

    /// A background, and the colour of text on it. A dark screen keeps strong colours and shows tints dark.
    fn filled(&self, background: Rgb, wish: Option<Rgb>) -> (Rgb, Rgb) {
        if !self.dark {
            return (background, self.ink_on(background, wish));
        }
        if background.luminance() > TINT {
            let background = self.canvas.mixed(background, 16);
            return (background, self.ink_on(background, wish));
        }
        (background, LIGHT.ink_on(background, wish))
    }
}

/// The CSS of an alignment.
fn aligned(align: Align) -> String {
    let side = match align {
        Align::Left => "start",
        Align::Centre => "center",
        Align::Right => "end",
    };
    format!("text-align: {side}; ")
}

/// The colour of a look.
fn colour(written: Option<&Colour>) -> Option<Rgb> {
    written.map(Colour::rgb)
}

/// The font families of a screen that are most like a family.
fn families_like(family: &str) -> &'static str {
    match Letters::of(family) {
        Letters::Mono => "ui-monospace, Consolas, \"Liberation Mono\", monospace",
        Letters::Serif => "Georgia, \"Times New Roman\", \"Liberation Serif\", serif",
        Letters::Sans => "system-ui, \"Segoe UI\", Arial, \"Liberation Sans\", sans-serif",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_can_be_read_on_every_screen_whatever_a_style_wishes(background: [u8; 3], wish: Option<[u8; 3]>) {
            for screen in [&LIGHT, &DARK] {
                let (background, wish) = (Rgb(background), wish.map(Rgb));
                prop_assert!(screen.ink_on(screen.canvas, wish).reads_on(screen.canvas));
                let (shown, ink) = screen.filled(background, wish);
                prop_assert!(ink.reads_on(shown), "{ink} on {shown}");
            }
        }
    }

    #[test]
    fn the_colours_of_screens_can_be_read_on_them() {
        for screen in [&LIGHT, &DARK] {
            for colour in [screen.ink, screen.quiet, screen.link] {
                assert!(colour.reads_on(screen.canvas), "{colour}");
            }
            assert!(screen.line.contrast(screen.canvas) >= VISIBLE);
        }
    }
}
