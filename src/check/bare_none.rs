//! Finds sections that only say that there is nothing to say, where a reason is expected: "None."
//!
//! A house style says which sections it expects, and may print its own words for one that a paper leaves out. If it
//! expects a section and has no such words, a bare "none" is an answer that no member can weigh.

use crate::diag::{Diagnostic, Rule};
use crate::load::paper::{Paper, Subject};

/// Texts that say nothing, in lower case; `…` stands for any words.
const NOTHING: [&str; 10] = [
    "none",
    "nil",
    "n/a",
    "na",
    "no",
    "not applicable",
    "none identified",
    "none arising",
    "there are none",
    "no implications",
];
/// The most words of "there are no implications for the budget that arise from this report".
const MOST: usize = 12;
/// Words that introduce a reason.
const REASONS: [&str; 9] =
    ["as", "because", "since", "so", "given", "therefore", "already", "only", "but"];

/// Reports each such section.
pub(super) fn check(paper: &Paper) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    let expected = report.section.iter().filter_map(|section| {
        let id = section.id.as_ref()?;
        let known = paper.house.style.section.iter().find(|known| known.id.value == id.value)?;
        let text = section.text.as_ref()?;
        let asks = (known.expected || known.required) && known.empty.is_none();
        (asks && section.section.is_empty() && says_nothing(&text.text)).then(|| {
            let message = format!(
                "“{}” says only that there is nothing to say, and not why",
                known.heading.value
            );
            Diagnostic::of(Rule::BareNone, text.place, message).hint(
                "say in a sentence why there is none, so that members can see that somebody looked",
            )
        })
    });
    expected.collect()
}

/// Whether a text only says that there is nothing to say.
pub(super) fn says_nothing(text: &str) -> bool {
    let small = text.trim().trim_end_matches('.').to_lowercase();
    let words: Vec<_> = small.split_whitespace().collect();
    let gives_reason = words.iter().any(|word| REASONS.contains(&word.trim_end_matches(',')));
    let of_implications = small.starts_with("there are no ") && small.contains("implications");
    NOTHING.contains(&small.as_str()) || of_implications && words.len() <= MOST && !gives_reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_nothing_unless_a_reason_is_given() {
        for text in
            ["None.", "N/A", "There are no financial implications arising from this report."]
        {
            assert!(says_nothing(text), "{text}");
        }
        for text in [
            "There are no financial implications, as the grant pays for all of it.",
            "None of the options costs more than the budget has.",
            "There are no implications for the budget of this year. From 2024 the lease costs £40,000 a year.",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
