//! `council.toml`: the workspace of one council, with the settings of all its papers.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::Spanned;
use toml::de::DeValue;

use super::accepted::{near, no_rule};
pub(crate) use crate::diag::rule::Level;
use crate::diag::{Diagnostic, Rule};
use crate::read::record::{common, not_a_choice, record};
use crate::read::{Decode, Decoder, Entries, FileKind, Name, Placed};

record! {
    /// A council. Its file marks the root of a workspace; paths and reads never leave that folder.
    pub struct Council("a council") {
        /// Always `council`.
        pub kind: Placed<FileKind>,
        /// The council's name, as papers print it.
        pub name: Name,
        /// The house style: a folder under the workspace's `styles/`, or a built-in one.
        pub style: Name,
        /// The variant of the house style, such as `accessible`, where a paper names none.
        pub variant: Option<Name>,
        /// The jurisdiction whose law applies to clear days and exempt information: a file under the workspace's
        /// `reference/law/`, or a built-in one.
        pub jurisdiction: Name = common("england"),
        /// The scale on which papers print the status of actions: a file under the workspace's `scales/`, or a
        /// built-in one; `five-point` where left out.
        pub rag: Option<Name>,
        /// The language of the papers, as a BCP 47 tag.
        pub language: Option<Name>,
        /// Words that papers avoid, each with its replacement: `utilise = "use"`.
        pub avoid: Entries<Name>,
        /// The levels of rules that differ from the default.
        pub check: Levels,
    }
}

/// The levels that a council sets for rules, `[check]` in its file, by the rules' names.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Levels(BTreeMap<Rule, Level>);

impl Levels {
    /// The level of a rule: the council's, or else the default.
    pub(crate) fn of(&self, rule: Rule) -> Level {
        self.0.get(&rule).copied().unwrap_or(rule.about().default)
    }
}

impl Decode for Levels {
    const EXPECTED: &'static str = Entries::<Level>::EXPECTED;

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let entries = Entries::<Level>::decode(value, decoder)?;
        let mut levels = BTreeMap::new();
        for (name, level) in entries.iter() {
            match Rule::named(name) {
                Some(rule) if rule.about().settable => drop(levels.insert(rule, *level)),
                Some(_) => {
                    let message =
                        format!("no council can set `{}`, so this changes nothing", name.value);
                    decoder.raise(Diagnostic::warning(name.place, message).hint("remove the line"));
                }
                None => decoder.raise(unknown(name)),
            }
        }
        Some(Self(levels))
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }
}

/// The warning for a rule that does not exist.
fn unknown(name: &Name) -> Diagnostic {
    let message = format!("{}, so this changes nothing", no_rule(name));
    Diagnostic::warning(name.place, message).hint(near(name))
}

impl Decode for Level {
    const EXPECTED: &'static str = "\"error\", \"warning\" or \"off\"";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let word = Name::decode(value, decoder)?;
        let words = ["error", "warning", "off"];
        let level = words.iter().zip([Self::Error, Self::Warning, Self::Off]);
        let found =
            level.clone().find(|(known, _)| ***known == *word.value).map(|(_, level)| level);
        if found.is_none() {
            decoder.raise(not_a_choice(&word, &words));
        }
        found
    }
}
