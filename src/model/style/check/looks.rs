//! Checks the looks of a style.

use super::Check;
use crate::diag::{Diagnostic, Rule, closest};
use crate::model::style::{Colour, FieldValue, Length, Look};
use crate::read::Name;
use crate::read::colour::{READABLE, Rgb};

/// The things that have a look without a `role` in the style, and whose text is directly on the page.
const ON_PAGE: [&str; 12] = [
    "body",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading-5",
    "heading-6",
    "paragraph",
    "sub-paragraph",
    "list",
    "quotation",
    "caption",
    "note",
];

/// The other things that have a look without a `role`.
const ELSEWHERE: [&str; 31] = [
    "title",
    "table",
    "table-header",
    "row-header",
    "form",
    "sections",
    "ticks",
    "mark",
    "cell",
    "link",
    "strong",
    "emphasis",
    "verbatim",
    "header",
    "footer",
    "part-heading",
    "page-number",
    "agenda-cover",
    "agenda-council",
    "agenda-kind",
    "agenda-particulars",
    "agenda-day",
    "agenda-published",
    "agenda-member",
    "agenda-item",
    "agenda-pages",
    "agenda-withheld",
    "close",
    "close-table",
    "panel",
    "panel-status",
];

/// The largest type, in points.
const LARGEST_TYPE: f64 = 96.0;

/// The contrast below which text cannot be meant for a white background.
const PALE: f64 = 1.5;

impl Check<'_> {
    /// Checks all looks.
    pub(super) fn looks(&mut self) {
        let style = self.style;
        let parts = style.part.iter().flat_map(|part| {
            part.role.iter().chain(part.cell.iter().filter_map(|cell| cell.role.as_ref()))
        });
        let roles = parts.map(|role| role.as_str());
        let rows = style
            .field
            .iter()
            .filter(|field| field.value == FieldValue::Rows)
            .map(|field| field.name.as_str());
        let known: Vec<_> = ON_PAGE.into_iter().chain(ELSEWHERE).chain(roles).chain(rows).collect();
        let variants = style.variant.iter().flat_map(|(_, variant)| variant.look.iter());
        for (name, look) in style.look.iter().chain(variants) {
            let head_of = name.strip_suffix("-header").unwrap_or_default();
            if !known.contains(&name.as_str()) && !known.contains(&head_of) {
                let message = format!("nothing on a paper has the look `{}`", name.value);
                let warning = Diagnostic::warning(name.place, message);
                self.problems.push(match closest(name, known.iter().copied()) {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning.hint("give a part `role = \"…\"` of that name"),
                });
            }
            self.look(look);
            self.contrast(name, look);
        }
    }

    /// Checks that text is readable in the colours of a look. Pale text without a background of its own is taken to
    /// be on the dark background of another look, unless it is directly on the page; a look without a text colour has
    /// that of the body.
    fn contrast(&mut self, name: &Name, look: &Look) {
        let read = |colour: &Option<Colour>| colour.as_ref().map(Colour::rgb);
        if look.colour.is_none() && look.background.is_none() {
            return;
        }
        let of = |wanted: &str| self.style.look.iter().find(|(name, _)| name.as_str() == wanted);
        let common = |wanted: &str| of(wanted).and_then(|(_, look)| read(&look.colour));
        let colour = read(&look.colour).or_else(|| common(name)).or_else(|| common("body"));
        let colour = colour.unwrap_or(Rgb::BLACK);
        let background = read(&look.background).unwrap_or(Rgb::WHITE);
        let contrast = colour.contrast(background);
        let on_page = ON_PAGE.contains(&name.as_str());
        let mut behind = self.style.look.iter().filter_map(|(_, look)| read(&look.background));
        let is_on_other = look.background.is_none()
            && contrast < PALE
            && !on_page
            && behind.any(|behind| colour.reads_on(behind));
        if !colour.reads_on(background) && !is_on_other {
            let message = format!(
                "the colour of `{}` has a contrast of {contrast:.1} to 1 with what is behind it, and {READABLE} is needed",
                name.value
            );
            let found = Diagnostic::of(Rule::LowContrast, look.place, message);
            self.problems
                .push(found.hint("take a darker colour, or a lighter one on a dark background"));
        }
    }

    /// Checks the lengths of one look.
    fn look(&mut self, look: &Look) {
        let lengths = [
            &look.size,
            &look.border,
            &look.indent,
            &look.above,
            &look.below,
            &look.leading,
            &look.spacing,
        ];
        for length in lengths.into_iter().flatten().filter(|length| length.is_share()) {
            let message = format!("`{}` is a share, and nothing says of what", length.as_str());
            self.error(look.place, message, "write it in pt, mm, cm, in or em");
        }
        let points = |length: &Length| {
            length
                .points()
                .or_else(|| Some(length.as_str().strip_suffix("em")?.parse::<f64>().ok()? * 12.0))
        };
        if look
            .size
            .as_ref()
            .and_then(points)
            .is_some_and(|size| !(4.0..=LARGEST_TYPE).contains(&size))
        {
            self.error(
                look.place,
                "nobody can read type of this size",
                "write a size from 4pt to 96pt",
            );
        }
        for (length, most) in [
            (&look.indent, 200.0),
            (&look.inset, 100.0),
            (&look.above, 400.0),
            (&look.below, 400.0),
        ] {
            if length.as_ref().and_then(points).is_some_and(|length| length > most) {
                self.error(
                    look.place,
                    "this leaves no room for words",
                    format!("write a length of at most {most}pt"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_of_the_guide_is_known() {
        let guide = include_str!("../../../../templates/styles/README.md");
        let named = |from: &str, to: &str| {
            let after = guide.split_once(from).map_or("", |(_, after)| after);
            let names = after.split_once(to).map_or("", |(names, _)| names);
            names.split('`').skip(1).step_by(2).collect::<Vec<_>>()
        };
        let names =
            [named("Names: ", "; any `role`"), named("The looks ", " are for agendas")].concat();
        assert!(names.len() > 20, "{names:?}");
        for name in names {
            assert!(ON_PAGE.contains(&name) || ELSEWHERE.contains(&name), "{name}");
        }
    }
}
