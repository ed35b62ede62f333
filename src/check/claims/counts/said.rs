//! How many a word or a number says: six, 60%, all, most, none.
//!
//! In comes a token; out comes what it says, which is then held against a count.

use crate::check::claims::reading::{Token, What};
use crate::read::number::Number;

/// Words after which a number is not one that can be held against anything: about, more than.
const ABOUT: [&str; 26] = [
    "about",
    "around",
    "over",
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

/// How many are spoken of.
#[derive(Clone, Copy)]
pub(super) enum Said {
    /// So many.
    Count(i64),
    /// So many in a hundred.
    Percent(Number),
    /// All of them.
    All,
    /// None of them.
    None,
    /// More than half.
    Most,
    /// Half of them.
    Half,
    /// Less than half.
    Few,
    /// About such a part of them: "a third of".
    Share(f64),
}

/// Parts of a whole: how many of what, and what that is.
const SHARES: [(&str, &str, f64); 6] = [
    ("a", "third", 1.0 / 3.0),
    ("two", "thirds", 2.0 / 3.0),
    ("a", "quarter", 0.25),
    ("three", "quarters", 0.75),
    ("a", "fifth", 0.2),
    ("a", "tenth", 0.1),
];

/// How far from such a part a count may lie that is called so.
const STRAY: f64 = 0.05;

impl Said {
    /// What a token says of how many.
    pub(super) fn of(tokens: &[Token], at: usize) -> Option<Self> {
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
        if before.is_some_and(|before| before.is(&ABOUT) && !(before.word == "to" && at == 1)) {
            return None;
        }
        match token.what {
            What::Percent(share) => Some(Self::Percent(share)),
            What::Number(_) => token.count().map(Self::Count),
            What::Day(_) | What::MonthDay(..) | What::Month | What::Quoted => None,
            What::Word => match token.word.as_str() {
                "all" => Some(Self::All),
                "none" | "no" | "nothing" => Some(Self::None),
                "most" => Some(Self::Most),
                "half" => Some(Self::Half),
                _ => share(tokens, at),
            },
        }
    }

    /// Whether it is true of a count out of all.
    pub(super) fn holds(self, count: usize, all: usize) -> bool {
        match self {
            Self::Count(said) => i64::try_from(count).ok() == Some(said),
            Self::Percent(said) => {
                let exact = 100.0 * count as f64 / (all.max(1)) as f64;
                let off = 0.5 / 10_f64.powi(said.places() as i32);
                (said.nearest() - exact).abs() <= off + 1e-9
            }
            Self::All => count == all,
            Self::None => count == 0,
            Self::Most => 2 * count > all,
            Self::Half => 2 * count == all,
            Self::Few => 2 * count < all,
            Self::Share(said) => (count as f64 / all.max(1) as f64 - said).abs() <= STRAY,
        }
    }
}

/// The part that a word says, after the number of them and before "of": "a third of", "two thirds of".
fn share(tokens: &[Token], at: usize) -> Option<Said> {
    let number = at.checked_sub(1)?;
    let is_rough = number.checked_sub(1).is_some_and(|before| tokens[before].is(&ABOUT));
    let many = tokens[number].word.replace("one", "a");
    let is_it =
        |(number, part, _): &&(&str, &str, f64)| *number == many && *part == tokens[at].word;
    let (.., share) = SHARES.iter().find(is_it)?;
    let next = tokens.get(at + 1)?;
    (next.is(&["of", "were", "are", "had", "have"]) && !next.apart && !is_rough)
        .then_some(Said::Share(*share))
}
