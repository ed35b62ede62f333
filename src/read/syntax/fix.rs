//! Describes how one value is mended.

use std::ops::Range;

use super::scalar::Corrected;

/// A mistake in a value, and its mending. Ranges count from the first byte of the value.
#[derive(Debug)]
pub(super) struct Fix {
    /// The bytes that are wrong.
    pub(super) at: Range<usize>,
    /// What is wrong with them: lower case, no full stop.
    pub(super) message: String,
    /// What to do, before the corrected value; empty where a correction cannot be shown.
    pub(super) remedy: &'static str,
    /// The words after the corrected value: when it is right.
    pub(super) aside: String,
    /// The replacements, in order.
    pub(super) edits: Vec<(Range<usize>, String)>,
}

impl Fix {
    /// A mistake at some bytes, with the edits that mend it.
    pub(super) fn new(
        at: Range<usize>,
        message: String,
        remedy: &'static str,
        edits: Vec<(Range<usize>, String)>,
    ) -> Self {
        Self { at, message, remedy, aside: String::new(), edits }
    }

    /// A mistake that is mended by replacing the whole value.
    pub(super) fn replaced(length: usize, by: Corrected) -> Self {
        let fix = Self::new(0..length, by.message, "write", vec![(0..length, by.value)]);
        Self { aside: by.aside, ..fix }
    }

    /// The corrected value.
    pub(super) fn apply(&self, raw: &str) -> String {
        let mut made = String::new();
        let mut at = 0;
        for (range, text) in &self.edits {
            made.push_str(raw.get(at..range.start).unwrap_or_default());
            made.push_str(text);
            at = range.end;
        }
        made + raw.get(at..).unwrap_or_default()
    }
}
