//! Variants of a style: other looks for the same papers.
//!
//! A style comes in; the same style with other looks goes out. The content of a paper never changes.

use super::{Align, Length, Look, Style};
use crate::diag::{Diagnostic, closest};
use crate::read::record::record;
use crate::read::{Entries, Name};

/// The variant that every style has: large type, left-aligned, in sentence case, without italics.
pub(crate) const ACCESSIBLE: &str = "accessible";

/// The smallest type of an accessible paper, in points.
const SMALLEST: f64 = 12.0;

/// The looks with smaller type than body text in the common look.
const SMALL: [&str; 6] = ["header", "footer", "note", "verbatim", "close", "close-table"];

record! {
    /// Another look for the same papers.
    pub struct Variant("a variant") {
        /// The looks that differ from the style's.
        pub look: Entries<Look>,
    }
}

impl Style {
    /// The names of its variants.
    pub(crate) fn variants(&self) -> Vec<&str> {
        let own = self.variant.iter().map(|(name, _)| name.as_str());
        std::iter::once(ACCESSIBLE).chain(own.filter(|name| *name != ACCESSIBLE)).collect()
    }

    /// The style with a variant's looks; an error where it has no such variant.
    pub(crate) fn in_variant(mut self, variant: &Name) -> Result<Self, Diagnostic> {
        let own = self.variant.get(variant).map(|variant| variant.look.clone());
        if own.is_none() && variant.value != ACCESSIBLE {
            return Err(self.unknown_variant(variant));
        }
        if variant.value == ACCESSIBLE {
            self.make_accessible();
        }
        for (name, look) in own.unwrap_or_default().0 {
            self.look_mut(&name).take(look);
        }
        Ok(self)
    }

    /// The error for a variant that the style does not have.
    fn unknown_variant(&self, variant: &Name) -> Diagnostic {
        let known = self.variants();
        let message =
            format!("the house style {} has no variant `{}`", self.name.value, variant.value);
        let error = Diagnostic::error(variant.place, message);
        match closest(variant, known.iter().copied()) {
            Some(near) => error.hint(format!("did you mean \"{near}\"?")),
            None => error.hint(format!("its variants are {}", known.join(", "))),
        }
    }

    /// The look with a name, added if there is none.
    fn look_mut(&mut self, name: &Name) -> &mut Look {
        let looks = &mut self.look.0;
        let at =
            looks.iter().position(|(known, _)| known.value == name.value).unwrap_or_else(|| {
                looks.push((name.clone(), Look::none(name.place)));
                looks.len() - 1
            });
        &mut looks[at].1
    }

    /// Makes every look readable for more people.
    fn make_accessible(&mut self) {
        for name in SMALL.into_iter().chain(["body", "emphasis", "mark"]) {
            self.look_mut(&Name::new(name.to_owned(), self.kind.place));
        }
        for (name, look) in &mut self.look.0 {
            let small = SMALL.contains(&name.as_str()) || name.as_str() == "body";
            let size = look.size.as_ref().map(|size| size.points());
            if size.map_or(small, |points| points.is_none_or(|points| points < SMALLEST)) {
                look.size = Some(Length::fixed("12pt"));
            }
            look.capitals = look.capitals.map(|_| false);
            look.italic = look.italic.map(|_| false);
            look.underline = look.underline.map(|_| false);
            look.align = look.align.map(|_| Align::Left);
            match name.as_str() {
                "emphasis" => (look.italic, look.bold) = (Some(false), Some(true)),
                "mark" => look.words = Some(true),
                _ => {}
            }
        }
    }
}
