//! What is said to be left of a number and is not: "of forty posts, 24 have been filled, which leaves fourteen".
//!
//! A remainder is held against two numbers alone, the whole and the part, in its sentence or in the one before where that is
//! what leaves it. With a third number, something else may be meant.

use super::claims::reading::{Reader, Token, year_of};
use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};

/// Words right before what is left.
const LEAVES: [&str; 2] = ["leaves", "leaving"];
/// How far behind these it stands.
const REACH: usize = 3;

/// Raises each remainder that is wrong.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let reader = Reader::common();
    let open = passages.iter().filter(|passage| !passage.is_quoted() && passage.place().is_some());
    let found = open.flat_map(|passage| {
        let sentences = reader.read(&passage.text, |at| passage.is_typed(at));
        let pairs = (0..sentences.len()).filter_map(|at| {
            let before = at.checked_sub(1).map(|before| sentences[before].as_slice());
            wrong(passage, before.unwrap_or_default(), &sentences[at])
        });
        pairs.collect::<Vec<_>>()
    });
    found.collect()
}

/// What is wrong with what a sentence says is left. `before` is the one before it.
fn wrong(passage: &Passage<'_>, before: &[Token], tokens: &[Token]) -> Option<Diagnostic> {
    let leaves = tokens.iter().position(|token| token.is(&LEAVES))?;
    let counts = |tokens: &[Token]| -> Vec<i64> { tokens.iter().filter_map(count).collect() };
    let own = counts(&tokens[..leaves]);
    let goes_on = leaves > 0 && tokens[0].is(&["that", "this", "which"]);
    let given = if own.is_empty() && goes_on { counts(before) } else { own };
    let [whole, part] = given[..] else { return None };
    let near = tokens[leaves + 1..].iter().take(REACH);
    let left = near
        .take_while(|token| !token.apart && !token.is(&["and"]))
        .find(|token| count(token).is_some())?;
    let said = count(left).filter(|said| *said != whole - part && part < whole)?;
    let typed = left.typed && said < whole;
    typed.then(|| {
        let place = passage.place_of(left.range.clone());
        let written = &passage.text[left.range.clone()];
        let message = format!("`{written}`: {whole} less {part} is {}", whole - part);
        Diagnostic::of(Rule::WrongSum, place, message).hint(
            "correct what is left, or the number that is wrong; or say what else was taken away",
        )
    })
}

/// The number of things that a token says.
fn count(token: &Token) -> Option<i64> {
    token.count().filter(|count| *count > 0 && year_of(&token.word).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passage::tests::said;

    /// What is said of the remainders of a text.
    fn found(text: &str) -> Vec<String> {
        said(text, check)
    }

    #[test]
    fn what_is_left_is_the_whole_less_the_part() {
        assert_eq!(
            found("Of forty social workers, 24 have started. That leaves fourteen to find."),
            ["`fourteen`: 40 less 24 is 16"]
        );
        assert_eq!(
            found("Of 90 assessors, 54 have been trained, leaving 46."),
            ["`46`: 90 less 54 is 36"]
        );
        for text in [
            "Of forty social workers, 24 have started. That leaves sixteen to find.",
            "Of 90 assessors, 54 have been trained, leaving 36.",
            "Of 90 assessors, 54 have been trained and 12 are booked, which leaves 24.",
            "Of twelve officers, three are on leave and two left in 2025.",
            "Two officers moved, one of them to the north. Five left in May.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
