//! Defines the named rules: each finding that a council may ask about, set or have explained is one entry of one
//! table.
//!
//! From the table come the enum, its names in files and messages, `papers rules`, and what `[check]` in
//! `council.toml` may set. Adding a rule takes an entry in `rule/table.rs`, the code that raises it, and its case in
//! `tests/rules/`. Raising findings is left to the stages, and giving them a council's severity to `check`.

mod table;

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

pub use self::table::{Family, Rule};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The paper is built, but someone should look.
    Warning,
    /// The paper is not built.
    Error,
}

/// How the findings of a rule count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The paper is not built.
    Error,
    /// The paper is built, and the finding shown.
    Warning,
    /// The rule is not applied.
    Off,
}

/// The documentation of a rule.
#[derive(Debug, Serialize)]
pub struct About {
    /// Its name in files and messages.
    pub name: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// How its findings count by default; off if a council has to ask for it.
    pub default: Level,
    /// Whether a council can change that.
    pub settable: bool,
    /// What it finds: a clause without a full stop.
    pub finds: &'static str,
    /// Why that matters, with the source of the law where there is one: a sentence.
    pub why: &'static str,
    /// What to do about it: a sentence.
    pub remedy: &'static str,
}

impl Rule {
    /// The rule with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.about().name == name)
    }

    /// The default severity of its findings, if they are shown.
    pub fn severity(self) -> Severity {
        match self.about().default {
            Level::Error => Severity::Error,
            Level::Warning | Level::Off => Severity::Warning,
        }
    }
}

impl Display for Rule {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(self.about().name)
    }
}

/// Declares the families of rules, and the rules in each with their documentation.
macro_rules! rules {
    ($(
        $family:ident = $title:literal {
            $( $rule:ident = $name:literal ($default:ident $(, $fixed:ident)?) {
                finds: $finds:literal,
                why: $why:literal,
                remedy: $remedy:literal,
            } )*
        }
    )*) => {
        /// Rules that belong together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Family {
            $( #[doc = $title] $family, )*
        }

        impl Family {
            /// All families, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$( Self::$family, )*];

            /// The heading of its list.
            pub fn title(self) -> &'static str {
                match self {
                    $( Self::$family => $title, )*
                }
            }
        }

        /// A named rule; each variant says what it finds.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum Rule {
            $( $( #[doc = $finds] #[serde(rename = $name)] $rule, )* )*
        }

        impl Rule {
            /// All rules, by family.
            pub const ALL: &'static [Self] = &[$( $( Self::$rule, )* )*];

            /// Its documentation.
            pub fn about(self) -> &'static $crate::diag::rule::About {
                match self {
                    $( $( Self::$rule => const { &$crate::diag::rule::About {
                        name: $name,
                        family: Family::$family,
                        default: $crate::diag::rule::Level::$default,
                        settable: <[&str]>::is_empty(&[$(stringify!($fixed))?]),
                        finds: $finds,
                        why: $why,
                        remedy: $remedy,
                    } }, )* )*
                }
            }
        }
    };
}

use rules;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case_and_serde_writes_them() {
        let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.about().name).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            let name = rule.about().name;
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
            assert_eq!(serde_json::to_string(rule).unwrap(), format!("\"{name}\""));
            assert_eq!(Rule::named(name), Some(*rule));
        }
    }

    #[test]
    fn what_is_said_of_a_rule_is_a_clause_and_two_sentences() {
        for rule in Rule::ALL {
            let About { name, finds, why, remedy, .. } = rule.about();
            assert!(
                !finds.ends_with('.') && !finds.starts_with(char::is_uppercase),
                "{name}: {finds}"
            );
            for sentence in [why, remedy] {
                assert!(sentence.ends_with('.'), "{name}: {sentence}");
                assert!(sentence.starts_with(char::is_uppercase), "{name}: {sentence}");
            }
        }
    }
}
