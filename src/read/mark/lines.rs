//! Finds lines that only say that something is withheld.

use super::mistyped::is_meant;
use super::words::{has_any, is_for_some, says_only_that};

/// Whether words say no more than that something is withheld, or for some readers only.
fn says_so(said: &str) -> bool {
    says_only_that(said) || is_for_some(said)
}

/// The lines in a text of several blocks that are by themselves and only withhold something: `Exempt.` Each has the
/// byte that it starts at. A line can say it in two languages, with a stroke between them.
pub(super) fn alone(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let lines = text.split('\n').map(|line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    });
    let lines: Vec<(usize, &str)> = lines.collect();
    let is_blank = |number: Option<usize>| {
        let line = number.and_then(|number| lines.get(number));
        line.is_none_or(|(_, line)| line.trim_matches(['>', ' ', '\t', '\r']).is_empty())
    };
    let is_alone = |number: usize, said: &str| {
        is_blank(number.checked_sub(1))
            && is_blank(Some(number + 1))
            && said.len() < text.trim().len()
            && !said.starts_with(['#', '-', '+', '{', '\\'])
            && !said.starts_with("* ")
            && has_any(said)
            && (says_so(said) || said.split('/').all(says_so))
    };
    // The word after a fence is the language of its code.
    let is_fence = |said: &str| {
        let named = said.strip_prefix("```").map(|named| named.trim_matches(['`', ' ']));
        named.is_some_and(|named| is_meant(named) || says_only_that(named))
    };
    let numbered = lines.iter().enumerate();
    let found = numbered
        .filter(|(number, (_, line))| is_alone(*number, line.trim()) || is_fence(line.trim()));
    found.map(|(_, (at, line))| (at + line.len() - line.trim_start().len(), line.trim())).collect()
}
