//! Finds remainders that are wrong: "of forty posts, 24 have been filled, which leaves fourteen".
//!
//! A remainder is compared with the only part and whole given before it, in its sentence or in the previous one. If
//! something else is counted there, that may have been subtracted, too.

use super::passage::Passage;
use super::portions::is_portion;
use super::reading::{DETERMINE, Token, What, year_of};
use crate::diag::{Diagnostic, Rule};

/// Words directly before a remainder.
const LEAVES: [&str; 2] = ["leaves", "leaving"];
const OTHER: [&str; 4] = ["other", "remaining", "last", "outstanding"];
/// Words after a remainder, alone and with the one before.
const LEFT: [&str; 5] = ["left", "remain", "remains", "outstanding", "unfilled"];
const TO: [&str; 4] = ["go", "come", "follow", "do"];
/// Words of which one follows a number that continues an earlier count.
const GOES_ON: [&str; 24] = [
    "are", "is", "were", "was", "have", "has", "had", "will", "would", "should", "must", "can",
    "need", "followed", "follow", "still", "by", "in", "on", "at", "without", "too", "did", "do",
];
/// How far after these words the remainder is, and how far after it they are.
const REACH: usize = 3;

/// A number and the whole that it is part of: "22 of the 36", "of forty posts, 24".
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) part: i64,
    pub(super) whole: i64,
    /// The first token of both, and the one after them.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reports each wrong remainder.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let open = passages.iter().filter(|passage| !passage.is_quoted() && passage.place().is_some());
    let found = open.flat_map(|passage| {
        let sentences = passage.read();
        let pairs = (0..sentences.len()).filter_map(|at| {
            let before = at.checked_sub(1).map(|before| sentences[before].as_slice());
            wrong(passage, before.unwrap_or_default(), &sentences[at])
        });
        pairs.collect::<Vec<_>>()
    });
    found.collect()
}

/// The finding about the remainder in a sentence. `before` is the previous sentence.
fn wrong(passage: &Passage<'_>, before: &[Token], tokens: &[Token]) -> Option<Diagnostic> {
    let (left, from) = (0..tokens.len()).find_map(|at| left(before, tokens, at))?;
    let own = counted(&tokens[..from]);
    let is_next = own.is_empty();
    let given = if is_next { before } else { &tokens[..from] };
    let Pair { part, whole, end, .. } = pair(given)?;
    // Something else may have been subtracted as well.
    let rest = counted(&given[end..]);
    let others: Vec<i64> = rest.iter().map(|(_, value)| *value).collect();
    let said = count(&tokens[left])?;
    let sums = (0..=others.len()).map(|n| others[..n].iter().sum::<i64>());
    let mut known = sums.map(|taken| whole - part - taken);
    let wrong = part < whole && said < whole && !known.any(|known| known == said);
    (wrong && tokens[left].typed && (!is_next || others.is_empty())).then(|| {
        let range = tokens[left].range.clone();
        let written = &passage.text[range.clone()];
        let message = format!("`{written}`: {whole} less {part} is {}", whole - part);
        Diagnostic::of(Rule::WrongSum, passage.place_of(range), message).hint(
            "correct what is left, or the number that is wrong; or say what else was taken away",
        )
    })
}

/// The remainder given at a token, and the token at which its phrase begins: "which leaves fourteen", "the other
/// thirteen", "so that 23 remain", "with four still to do". `before` is the previous sentence.
fn left(before: &[Token], tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    if tokens[at].is(&LEAVES) {
        let near = tokens[at + 1..].iter().take(REACH);
        let near = near.take_while(|token| !token.apart && !token.is(&["and"]));
        return Some((at + 1 + near.into_iter().position(|token| count(token).is_some())?, at));
    }
    count(&tokens[at])?;
    let rest = &tokens[at + 1..];
    let ends = |behind: Option<&Token>| behind.is_none_or(|next| next.apart);
    let is_said = |noun: &Token| {
        noun.what == What::Word
            && before.iter().chain(&tokens[..at]).any(|token| token.word == noun.word)
    };
    let goes_on = ends(rest.first()) || rest[0].is(&GOES_ON) || is_said(&rest[0]);
    if at > 1 && tokens[at - 1].is(&OTHER) && tokens[at - 2].is(&DETERMINE) {
        return goes_on.then_some((at, at - 2));
    }
    let noun = usize::from(rest.first().is_some_and(|next| !next.apart && is_said(next)));
    let are =
        usize::from(rest.get(noun).is_some_and(|next| next.is(&["are", "is", "were", "was"])));
    let still = usize::from(rest.get(noun + are).is_some_and(|next| next.is(&["still"])));
    let last = noun + are + still;
    let is_left = rest.get(last).is_some_and(|next| next.is(&LEFT) && !next.apart);
    let is_to = rest.get(last).is_some_and(|next| next.is(&["to"]))
        && rest.get(last + 1).is_some_and(|next| next.is(&TO));
    let end = last + 1 + usize::from(is_to);
    ((is_left && ends(rest.get(end))) || is_to && still > 0).then_some((at, at))
}

/// The first number in some tokens that is given as part of another.
fn pair(tokens: &[Token]) -> Option<Pair> {
    pairs(tokens).into_iter().next()
}

/// The numbers in some tokens given as parts of others: "22 of the 36", or else "of forty posts, 24 have been
/// filled".
pub(super) fn pairs(tokens: &[Token]) -> Vec<Pair> {
    let all = counted(tokens);
    let found = all.iter().enumerate().filter_map(|(n, (at, whole))| {
        let of = (0..*at).rev().find(|before| !tokens[*before].is(&DETERMINE));
        let of = of.filter(|of| tokens[*of].is(&["of"]) && !tokens[*at].apart)?;
        let before = n.checked_sub(1).map(|before| all[before]);
        // "Two thirds of the 400" and "four out of five" are shares.
        let is_part = |at: usize| of.saturating_sub(at) <= 2 && !is_portion(tokens, at);
        let before = before.filter(|(before, _)| is_part(*before));
        let is_open = of == 0 || tokens[of].apart;
        match (before, all.get(n + 1)) {
            (Some((start, part)), _) => Some(Pair { part, whole: *whole, start, end: at + 1 }),
            (None, Some((next, part))) if is_open => {
                Some(Pair { part: *part, whole: *whole, start: of, end: next + 1 })
            }
            _ => None,
        }
    });
    found.collect()
}

/// The counts in some tokens, with their positions.
fn counted(tokens: &[Token]) -> Vec<(usize, i64)> {
    tokens.iter().enumerate().filter_map(|(at, token)| Some((at, count(token)?))).collect()
}

/// The count that a token gives.
fn count(token: &Token) -> Option<i64> {
    token.count().filter(|count| *count > 0 && year_of(&token.word).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passage::tests::said;

    /// The messages about the remainders in a text.
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
        assert_eq!(
            found(
                "Just 22 of the 36 schools have their 20 mph limit, which leaves sixteen without."
            ),
            ["`sixteen`: 36 less 22 is 14"]
        );
        assert_eq!(
            found(
                "Of the 30 posts, 17 are filled. The lead has until 30 June to fill the other 15."
            ),
            ["`15`: 30 less 17 is 13"]
        );
        assert_eq!(
            found("Three of the five sites have been sold, so that three are left."),
            ["`three`: 5 less 3 is 2"]
        );
        assert_eq!(
            found(
                "Of the 128 teachers in our schools, 96 have been trained; the remaining 42 have until May."
            ),
            ["`42`: 128 less 96 is 32"]
        );
        assert_eq!(
            found("Six of the ten worst sites have been treated, with five still to do by March."),
            ["`five`: 10 less 6 is 4"]
        );
        for text in [
            "Just 22 of the 36 schools have their 20 mph limit, which leaves fourteen without.",
            "Of the 30 posts, 17 are filled. The lead has until 30 June to fill the other 13.",
            "Of the 30 posts, 17 are filled, and the other two teams have none.",
            "Nine of the fourteen cameras have been replaced in the last three years.",
            "Of twelve actions, five are complete and three on track. The other four are behind.",
            "Six of the ten sites have been treated, and two remain closed.",
            "Six of the ten bids were read, two of them twice. The other seven came late.",
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
