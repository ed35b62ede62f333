//! Findings that the author of a file accepts, with the reason, next to what they are found in.

use crate::read::record::record;
use crate::read::{Name, Prose};

record! {
    /// That findings of one rule are accepted.
    pub struct Accepted("a group such as `{ rule = \"…\", reason = \"…\" }`") {
        /// The rule, by its name.
        pub rule: Name,
        /// Why they are right as they are.
        pub reason: Prose,
    }
}
