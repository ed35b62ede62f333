//! Finds sentences in the first person of another body, pasted from its text: "our inspectors", "as a Trust, we",
//! "the weaknesses that caused us to require the plan".
//!
//! In come the paragraphs of a paper; out comes a finding for each such one that is not a quotation. Text under the
//! heading of a letter, a statement or a reply may well speak for itself.

use super::passage::Passage;
use super::reading::is_quoted;
use crate::diag::{Diagnostic, Rule};

/// Bodies other than councils, after "our": capitalised, because a council may have a force of volunteers.
const OUR: [&str; 7] = [
    "our Trust",
    "our Force",
    "our Constabulary",
    "our Inspectorate",
    "our Academy",
    "our University",
    "our Federation",
];
/// What inspectors say about themselves, or to those they inspect. Councils have inspectors, and inspect and judge,
/// too.
const INSPECTORS: [&str; 9] = [
    "us to require",
    "we will refer to these in",
    "we the inspectors",
    "we, the inspectors",
    "we as inspectors",
    "we, as inspectors",
    "your local area",
    "we found that the local area",
    "we found that the council",
];
/// Others who speak for themselves between "as a" and "we" or "our".
const AS_A: [&str; 18] = [
    "trust",
    "force",
    "police force",
    "school",
    "academy",
    "college",
    "charity",
    "company",
    "firm",
    "landlord",
    "provider",
    "regulator",
    "inspectorate",
    "housing association",
    "parish council",
    "practice",
    "university",
    "contractor",
];
/// Words in a heading under which others speak.
const HEADINGS: [&str; 8] =
    ["letter", "statement", "response", "reply", "comment", "foreword", "views", "said"];

/// Reports each paragraph that speaks for another body.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let open = passages.iter().filter(|passage| !passage.is_quoted() && !others_speak(passage));
    let found = open.filter_map(|passage| {
        let (start, words) = speaks(&passage.text)?;
        let range = start..start + words.len();
        let sound = passage.is_typed(start) && !is_quoted(&passage.text, start);
        sound.then(|| {
            let message = format!("`{words}` is how another body speaks of itself");
            Diagnostic::of(Rule::OtherVoice, passage.place_of(range), message).hint(
                "say who says it, as “inspectors said that”, or put it between quotation marks",
            )
        })
    });
    found.collect()
}

/// Whether others speak under the heading of a passage.
fn others_speak(passage: &Passage<'_>) -> bool {
    let heading = passage.heading.to_lowercase();
    HEADINGS.iter().any(|word| heading.contains(word))
}

/// Where a text speaks for another body, and in which words.
fn speaks(text: &str) -> Option<(usize, &str)> {
    // ASCII lower-casing keeps byte positions.
    let small = text.to_ascii_lowercase();
    if !["we", "us", "our"].iter().any(|own| small.contains(own)) {
        return None;
    }
    let ends = |end: usize| !text[end..].starts_with(|next: char| next.is_alphanumeric());
    let begins = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let all = |inside: &str, words: &'static str| {
        let found = inside.match_indices(words).map(|(at, _)| (at, at + words.len()));
        found.filter(|(at, end)| begins(*at) && ends(*end)).collect::<Vec<_>>()
    };
    // "Our Trust" at the start of a sentence counts as "our Trust".
    let as_written: String = text.replacen("Our ", "our ", text.matches("Our ").count());
    let ours = OUR.iter().flat_map(|words| all(&as_written, words));
    let theirs = INSPECTORS.iter().flat_map(|words| all(&small, words));
    let first = ours.chain(theirs).min().or_else(|| as_a(&small));
    first.map(|(at, end)| (at, &text[at..end]))
}

/// The position and length of "as a Trust, we" in a text.
fn as_a(small: &str) -> Option<(usize, usize)> {
    if !small.contains("as a") {
        return None;
    }
    AS_A.iter().find_map(|body| {
        ["as a ", "as an "].iter().find_map(|article| {
            ["we ", "our "].iter().find_map(|who| {
                let said = format!("{article}{body}, {who}");
                let at = small.find(&said)?;
                let sound = !small[..at].ends_with(char::is_alphanumeric);
                sound.then_some((at, at + said.len() - 1))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_s_own_voice_is_left_alone() {
        for said in [
            "We asked our schools what they need.",
            "Our force of volunteers grew.",
            "As a council, we pay in time.",
            "We welcome the inspection, and will report after the re-visit.",
            "Our inspectors’ vans are new, and we inspected 40 bridges.",
        ] {
            assert_eq!(speaks(said), None, "{said}");
        }
    }

    #[test]
    fn another_body_s_voice_is_known_wherever_it_stands() {
        let found = |said| speaks(said).map(|(_, words)| words);
        assert_eq!(found("Our Trust meets monthly."), Some("Our Trust"));
        assert_eq!(found("In short, as a police force, we agree."), Some("as a police force, we"));
        assert_eq!(found("These caused us to require a plan."), Some("us to require"));
    }
}
