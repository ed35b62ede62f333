//! Reads verbs of change by their direction: up, down, better or worse.
//!
//! In come the tokens of a sentence; out comes the direction that the words at one of them give. What moved in that
//! direction is left to the caller.

use crate::check::reading::{Token, What};

/// Single words for up.
const UP: [&str; 28] = [
    "rose",
    "risen",
    "rise",
    "rises",
    "rising",
    "increased",
    "increasing",
    "grew",
    "grown",
    "growing",
    "climbed",
    "climbing",
    "lengthened",
    "jumped",
    "leapt",
    "doubled",
    "trebled",
    "tripled",
    "soared",
    "surged",
    "swelled",
    "swollen",
    "raised",
    "lifted",
    "mounted",
    "spiked",
    "expanded",
    "gained",
];
/// Single words for down.
const DOWN: [&str; 32] = [
    "fell",
    "fallen",
    "fall",
    "falls",
    "falling",
    "decreased",
    "decreasing",
    "dropped",
    "dropping",
    "declined",
    "declining",
    "reduced",
    "reducing",
    "lowered",
    "shortened",
    "shrank",
    "shrunk",
    "dipped",
    "dipping",
    "halved",
    "lessened",
    "eased",
    "easing",
    "sank",
    "sunk",
    "plunged",
    "tumbled",
    "slid",
    "slumped",
    "dwindled",
    "diminished",
    "cut",
];
const BETTER: [&str; 6] =
    ["improved", "improving", "recovered", "recovering", "rallied", "strengthened"];
const WORSE: [&str; 8] = [
    "worsened",
    "worsening",
    "deteriorated",
    "deteriorating",
    "slipped",
    "slipping",
    "regressed",
    "weakened",
];
/// Words after a verb that take its direction away: "fell short of the target", "dropped out", "fell into three
/// kinds".
const NO_WAY: [&str; 8] = ["short", "into", "behind", "due", "out", "outside", "within", "upon"];
/// Verbs that give a direction only together with the word after them.
const GOES: [&str; 24] = [
    "gone", "went", "going", "go", "goes", "come", "came", "coming", "crept", "moved", "was", "is",
    "were", "are", "been", "edged", "inched", "got", "getting", "gotten", "drifted", "shot",
    "brought", "pushed",
];
/// The words after those verbs, with their direction.
const PARTICLES: [(&str, Way); 7] = [
    ("up", Way::Up),
    ("higher", Way::Up),
    ("down", Way::Down),
    ("lower", Way::Down),
    ("backwards", Way::Worse),
    ("worse", Way::Worse),
    ("better", Way::Better),
];

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Better,
    Worse,
}

/// The direction that the words at a token give, and the token after them.
pub(super) fn way(tokens: &[Token], at: usize) -> Option<(Way, usize)> {
    let token = tokens.get(at)?;
    let alone = match () {
        () if token.is(&UP) => Some(Way::Up),
        () if token.is(&DOWN) => Some(Way::Down),
        () if token.is(&BETTER) => Some(Way::Better),
        () if token.is(&WORSE) => Some(Way::Worse),
        () => None,
    };
    if let Some(alone) = alone {
        let is_way = tokens.get(at + 1).is_none_or(|next| next.apart || !next.is(&NO_WAY));
        return is_way.then_some((alone, at + 1));
    }
    let next = tokens.get(at + 1).filter(|next| token.is(&GOES) && !next.apart)?;
    let (_, way) = PARTICLES.iter().find(|(word, _)| next.is(&[*word]))?;
    let rest = &tokens[at + 2..];
    let starts = |word: &str| rest.first().is_some_and(|next| next.is(&[word]));
    // "Is up to date" and "is higher than the target" give no direction.
    let figures = rest.iter().take(4).any(|token| !matches!(token.what, What::Word));
    (!starts("than") && (figures || !starts("to"))).then_some((*way, at + 2))
}
