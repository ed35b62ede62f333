//! Parts of a whole that are said beside their numbers: "117 of the 146, or four in five", "21 points out of a possible 36, or
//! 58 per cent".
//!
//! In come passages; out comes a finding for each part that these numbers do not make.

use super::claims::reading::{Reader, Token, What};
use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};

/// Words between a part and its whole.
const OF: [&str; 2] = ["of", "out"];
const DETERMINE: [&str; 9] = ["of", "the", "its", "their", "our", "a", "possible", "all", "total"];
/// The parts that have names.
const NAMED: [(&str, &str, f64); 7] = [
    ("a", "half", 0.5),
    ("a", "third", 1.0 / 3.0),
    ("two", "thirds", 2.0 / 3.0),
    ("a", "quarter", 0.25),
    ("three", "quarters", 0.75),
    ("a", "fifth", 0.2),
    ("a", "tenth", 0.1),
];
/// How far from such a part a share may lie, and how far from one in per cent.
const STRAY: f64 = 0.05;
const PER_CENT: f64 = 0.01;
/// Words after which it is no such part.
const MORE: [&str; 4] = ["more", "over", "less", "fewer"];

/// Raises each part that its numbers do not make.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let reader = Reader::common();
    let open = passages.iter().filter(|passage| {
        !passage.is_quoted() && passage.place().is_some() && passage.text.contains(" or ")
    });
    open.flat_map(|passage| {
        let sentences = reader.read(&passage.text, |at| passage.is_typed(at));
        let found = sentences.iter().flat_map(|tokens| {
            (0..tokens.len()).filter_map(|at| wrong(passage, tokens, at)).collect::<Vec<_>>()
        });
        found.collect::<Vec<_>>()
    })
    .collect()
}

/// The part that begins with a number, if it is not what is said.
fn wrong(passage: &Passage<'_>, tokens: &[Token], at: usize) -> Option<Diagnostic> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is(words));
    let part = tokens[at].count()?;
    // "21 points out of", "117 of the".
    let of = (at + 1..at + 3).find(|of| is(*of, &OF))?;
    let from = (of..).find(|at| !is(*at, &OF) && !is(*at, &DETERMINE))?;
    let whole = tokens
        .get(from)
        .filter(|token| !token.apart)?
        .count()
        .filter(|whole| *whole >= part && *whole > 0)?;
    // A noun may stand behind the whole.
    let or = (from + 1..from + 3).find(|or| is(*or, &["or"]) && tokens[*or].apart)?;
    let (end, said, stray) = said(tokens, or + 1)?;
    let exact = part as f64 / whole as f64;
    let is_typed = tokens[at..=end].iter().any(|token| token.typed);
    ((exact - said).abs() > stray && is_typed).then(|| {
        let range = tokens[at].range.start..tokens[end].range.end;
        let message = format!(
            "`{}`: {part} of {whole} is {:.0}%",
            &passage.text[range.clone()],
            100.0 * exact
        );
        Diagnostic::of(Rule::WrongShare, passage.place_of(range), message)
            .hint("correct the share, or the number that is wrong; or say what it is a share of")
    })
}

/// The part that words from a token on say, its last token, and how exactly it is said.
fn said(tokens: &[Token], at: usize) -> Option<(usize, f64, f64)> {
    let from = (at..at + 4).find(|at| {
        tokens.get(*at).is_some_and(|token| {
            !token.is(&["about", "around", "nearly", "almost", "just", "roughly", "some"])
        })
    })?;
    let first = tokens.get(from).filter(|first| !first.is(&MORE))?;
    if let What::Percent(share) = first.what {
        return Some((from, share.nearest() / 100.0, PER_CENT));
    }
    if first.is(&["half"]) {
        return Some((from, 0.5, STRAY));
    }
    let next = tokens.get(from + 1)?;
    if next.is(&["in"]) {
        let (some, all) = (first.count()?, tokens.get(from + 2)?.count()?);
        return (some > 0 && some <= all && all <= 20)
            .then(|| (from + 2, some as f64 / all as f64, STRAY));
    }
    let many = first.word.replace("one", "a");
    let named = NAMED.iter().find(|(number, part, _)| *number == many && next.is(&[part]))?;
    Some((from + 1, named.2, STRAY))
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::diag::Place;
    use crate::document::Inline;
    use crate::world::World;

    /// What is said of the parts of a text.
    fn found(text: &str) -> Vec<String> {
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let content = [Inline::text(text, Place::new(file, 0..text.len()))];
        check(&[Passage::of(&content)]).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn a_part_that_its_numbers_do_not_make_is_found() {
        assert_eq!(
            found("It has reached 117 of the 146, or three in five, so far."),
            ["`117 of the 146, or three in five`: 117 of 146 is 80%"]
        );
        assert_eq!(
            found("That makes 23 points out of a possible 36, or 58 per cent, this year."),
            ["`23 points out of a possible 36, or 58 per cent`: 23 of 36 is 64%"]
        );
        assert_eq!(
            found("Of these, 12 of the 48 homes, or a third, are let."),
            ["`12 of the 48 homes, or a third`: 12 of 48 is 25%"]
        );
    }

    #[test]
    fn a_part_that_its_numbers_make_and_one_of_something_else_are_left_alone() {
        for text in [
            "It has reached 117 of the 146, or four in five, so far.",
            "That makes 21 points out of a possible 36, or 58 per cent, this year.",
            "Six of the 20 schools, or more than half of those in the north, agreed.",
            "Six of the 20 schools, or two in the north, agreed.",
            "One of the two or three buses was late.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
