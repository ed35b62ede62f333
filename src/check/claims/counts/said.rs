//! Reads how many a word or number says: six, 60%, all, most, none.
//!
//! In comes a token; out comes the quantity that it gives, which can be compared with a count.

use crate::check::hedge::Hedge;
use crate::check::portions::{Portion, is_portion, portion};
use crate::check::reading::{Token, What};
use crate::read::number::Number;

/// Words that make the number after them too vague to check: about, more than.
const ABOUT: [&str; 28] = [
    "about",
    "around",
    "over",
    "under",
    "below",
    "nearly",
    "almost",
    "some",
    "than",
    "least",
    "most",
    "to",
    "roughly",
    "approximately",
    "paragraph",
    "section",
    "part",
    "page",
    "table",
    "appendix",
    "item",
    "schedule",
    "area",
    "action",
    "theme",
    "finding",
    "no",
    "step",
];

/// A quantity as prose gives it.
#[derive(Clone, Copy)]
pub(in crate::check::claims) enum Said {
    /// Exactly this many.
    Count(i64),
    /// This many per cent, as exactly as it is given.
    Percent(Hedge, Number),
    /// All of them.
    All,
    /// Both of them, where there are two.
    Both,
    /// None of them.
    None,
    /// More than half.
    Most,
    /// Half of them.
    Half,
    /// Less than half.
    Few,
    /// This many or more: "at least six".
    AtLeast(i64),
    /// This many or fewer: "no more than six".
    AtMost(i64),
    /// All but this many.
    AllBut(i64),
    /// A fraction of them: "a third of", "nearly half of".
    Share(Portion),
}

/// Words behind a part of a whole that is said of things.
const OF_THEM: [&str; 10] = ["of", "the", "our", "its", "is", "was", "were", "are", "had", "have"];

impl Said {
    /// The quantity that a token gives.
    pub(in crate::check::claims) fn of(tokens: &[Token], at: usize) -> Option<Self> {
        let token = &tokens[at];
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let than = at.checked_sub(2).filter(|_| before.is_some_and(|before| before.is(&["than"])));
        if let Some(than) = than.filter(|_| token.is(&["half"])) {
            return match &tokens[than] {
                more if more.is(&["more"]) => Some(Self::Most),
                fewer if fewer.is(&["fewer", "less"]) => Some(Self::Few),
                _ => None,
            };
        }
        if let Some(share) = fraction(tokens, at) {
            return Some(Self::Share(share));
        }
        // "One in six" is one quantity, given at "six".
        if token.count().is_some() && is_portion(tokens, at) {
            return None;
        }
        if let Some(bound) = token.count().and_then(|many| bound(tokens, at, many)) {
            return Some(bound);
        }
        if let What::Percent(share) = token.what {
            let (hedge, from) = Hedge::before(tokens, at);
            let before = from.checked_sub(1).map(|before| &tokens[before]);
            let is_vague = before.is_some_and(|before| before.is(&ABOUT));
            return (!is_vague).then_some(Self::Percent(hedge, share));
        }
        // "Two thirds of all actions" counts at "thirds".
        if token.is(&["all"]) && before.is_some_and(|before| before.is(&["of"])) {
            return None;
        }
        if before.is_some_and(|before| before.is(&ABOUT) && !(before.word == "to" && at == 1)) {
            return None;
        }
        // "All but two" is one quantity, given at "two".
        if at > 1 && tokens[at - 1].is(&["but"]) && tokens[at - 2].is(&["all"]) {
            return None;
        }
        match token.what {
            What::Number(_) => token.count().map(Self::Count),
            What::Percent(_) | What::Day(_) | What::MonthDay(..) | What::Month | What::Quoted => {
                None
            }
            What::Word => match token.word.as_str() {
                "all" if tokens.get(at + 1).is_some_and(|next| next.is(&["but"])) => {
                    Some(Self::AllBut(tokens.get(at + 2)?.count()?))
                }
                "all" | "every" | "everything" => Some(Self::All),
                "both" => Some(Self::Both),
                "none" | "no" | "nothing" => Some(Self::None),
                "most" => Some(Self::Most),
                "half" => Some(Self::Half),
                _ => None,
            },
        }
    }

    /// The first token of the quantity, where that of its number is known.
    pub(super) fn start(self, at: usize) -> usize {
        match self {
            Self::Share(share) => share.start.min(at),
            _ => at,
        }
    }

    /// Whether the quantity is true of `count` out of `all`.
    pub(in crate::check::claims) fn holds(self, count: usize, all: usize) -> bool {
        match self {
            Self::Count(said) => i64::try_from(count).ok() == Some(said),
            Self::Percent(hedge, said) => {
                let last = 10_f64.powi(-i32::try_from(said.places()).unwrap_or(0));
                hedge.fits(said.nearest(), share(count, all), last)
            }
            Self::All => count == all,
            // Of more than two, those mentioned before are meant.
            Self::Both => all != 2 || count == all,
            Self::None => count == 0,
            Self::Most => 2 * count > all,
            Self::Half => 2 * count == all,
            Self::Few => 2 * count < all,
            Self::AtLeast(said) => i64::try_from(count).is_ok_and(|count| count >= said),
            Self::AtMost(said) => i64::try_from(count).is_ok_and(|count| count <= said),
            Self::AllBut(said) => i64::try_from(all - count.min(all)).ok() == Some(said),
            Self::Share(said) => said.fits_things(share(count, all)),
        }
    }
}

/// How many per cent `count` is of `all`.
fn share(count: usize, all: usize) -> f64 {
    100.0 * count as f64 / all.max(1) as f64
}

/// The quantity of a number that is a bound: "more than six", "at most three".
fn bound(tokens: &[Token], at: usize, many: i64) -> Option<Said> {
    let is = |back: usize, words: &[&str]| {
        at.checked_sub(back).is_some_and(|before| tokens[before].is(words))
    };
    let no = is(3, &["no", "not"]);
    match () {
        () if is(1, &["least"]) && is(2, &["at"]) => Some(Said::AtLeast(many)),
        () if is(1, &["most"]) && is(2, &["at"]) => Some(Said::AtMost(many)),
        () if !is(1, &["than"]) => None,
        () if is(2, &["fewer", "less"]) && no => Some(Said::AtLeast(many)),
        () if is(2, &["fewer", "less"]) => Some(Said::AtMost(many - 1)),
        () if is(2, &["more"]) && no => Some(Said::AtMost(many)),
        () if is(2, &["more"]) => Some(Said::AtLeast(many + 1)),
        () => None,
    }
}

/// The fraction in words that ends at a token and is said of things.
fn fraction(tokens: &[Token], at: usize) -> Option<Portion> {
    let ending = |back: usize| portion(tokens, at.checked_sub(back)?);
    let found = (0..=4).filter_map(ending).find(|found| found.end == at + 1)?;
    // A fraction without a hedge is recognised by its word alone.
    let is_plain = tokens[at].is(&["half", "most", "all"]) && found.start == at;
    let next = tokens.get(at + 1);
    let is_of = next.is_some_and(|next| next.is(&OF_THEM) && !next.apart);
    // "Three in four actions".
    let is_in = tokens[at].count().is_some() && next.is_some_and(|next| !next.apart);
    (!is_plain && (is_of || is_in)).then_some(found)
}
