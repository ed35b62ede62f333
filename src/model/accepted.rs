//! Findings that the author of a file accepts, with the reason, in the file they are found in.

use toml::Spanned;
use toml::de::DeValue;

use crate::diag::{Diagnostic, Rule, closest};
use crate::read::record::record;
use crate::read::{Decode, Decoder, Name, Placed, Prose};

record! {
    /// Accepts the findings of one rule in a file.
    pub struct Accepted("a group such as `{ rule = \"…\", reason = \"…\" }`") {
        /// The rule whose findings are accepted.
        pub rule: Placed<Rule>,
        /// Why the findings are right as they are.
        pub reason: Prose,
        /// Words in the accepted finding, where the rule has other findings too.
        pub words: Option<Name>,
    }
}

impl Decode for Rule {
    const EXPECTED: &'static str = "the name of a rule";

    fn decode(value: &Spanned<DeValue<'_>>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let name = Name::decode(value, decoder)?;
        let rule = Self::named(&name);
        if rule.is_none() {
            let error = Diagnostic::error(name.place, no_rule(&name));
            decoder.raise(error.hint(near(&name)));
        }
        rule
    }
}

/// The message for a rule that does not exist.
pub(super) fn no_rule(name: &Name) -> String {
    format!("there is no rule `{}`", name.value)
}

/// The hint for a rule that does not exist.
pub(super) fn near(name: &Name) -> String {
    match closest(name, Rule::ALL.iter().map(|rule| rule.about().name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`papers rules` lists the rules".to_owned(),
    }
}
