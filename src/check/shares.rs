//! Finds percentages that do not match the numbers beside them: "of the 35 that it investigated, it upheld 29, which
//! is 38%".
//!
//! A percentage is compared with a whole only if the paragraph says which: explicitly, "of the 35", or by two other
//! numbers with percentages of the same whole. Percentages are rounded, some of them so that all add up, so a
//! difference of one point is allowed.

use std::ops::Range;

use super::money::{Money, sums};
use super::passage::Passage;
use super::portions::portion;
use super::reading::{DETERMINE, Token, What, year_of};
use crate::diag::{Diagnostic, Rule};
use crate::language::sentences::sentences;
use crate::read::number::Number;

/// Words between a sum and its share.
const OF_IT: [&str; 3] = ["of it", "of that", "of this"];
const BESIDE: [&str; 7] = [",", ", or", "or", ", exactly", ", which is", ", that is", ", just"];
/// The most words from a number to the "which" before its share.
const REACH: usize = 4;
/// The most words for what a number counts, before ", or" and its share.
const NOUNS: usize = 3;

/// A number and its share.
struct Share {
    part: Number,
    percent: Number,
    /// The range of both.
    range: Range<usize>,
    /// The whole that its sentence names.
    whole: Option<Number>,
}

/// Reports each percentage that matches no number in its paragraph.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let open = passages.iter().filter(|passage| !passage.is_quoted() && passage.place().is_some());
    let found = open.flat_map(|passage| {
        let sentences = passage.read();
        if !sentences.iter().any(|tokens| says_share(tokens)) {
            return Vec::new();
        }
        let all = sums(&passage.text);
        let each = |find: &dyn Fn(&[Token], usize) -> Option<Diagnostic>| -> Vec<Diagnostic> {
            let found = sentences.iter().flat_map(|tokens| {
                (0..tokens.len()).filter_map(|at| find(tokens, at)).collect::<Vec<_>>()
            });
            found.collect()
        };
        [
            wrong(passage, sentences),
            paid(passage),
            each(&|tokens, at| named(passage, tokens, at)),
            each(&|tokens, at| between(passage, tokens, at)),
            each(&|tokens, at| bracketed(passage, tokens, at)),
            each(&|tokens, at| of_sum(passage, &all, tokens, at)),
        ]
        .concat()
    });
    found.collect()
}

/// Whether a sentence has a share, in per cent or in words.
fn says_share(tokens: &[Token]) -> bool {
    let is_percent = |token: &Token| matches!(token.what, What::Percent(_));
    tokens.iter().any(is_percent) || (0..tokens.len()).any(|at| portion(tokens, at).is_some())
}

/// The finding about a share at a token, in words or after "out of", beside the figures that it is of: "117 of the
/// 146, or three in five", "more than half (47 per cent)", "21 points out of a possible 36, or 68%".
fn named(passage: &Passage<'_>, tokens: &[Token], at: usize) -> Option<Diagnostic> {
    let percent = |at: usize| match tokens.get(at)?.what {
        What::Percent(percent) => Some(percent.nearest()),
        _ => None,
    };
    let (start, end, said) = match portion(tokens, at) {
        Some(portion) => (portion.start, portion.end, Some(portion)),
        None => (at, at + 1, percent(at).map(|_| None)?),
    };
    let before = start.checked_sub(1).filter(|before| tokens[*before].is(&["or"]));
    let or = before.is_some();
    let figures = before.or(Some(start).filter(|_| tokens[start].apart))?;
    // The thing counted may be in between: "six of the fifteen actions, or two in five".
    let nouns = tokens[..figures].iter().rev().take(NOUNS).take_while(|token| is_noun(token));
    let counted = figures - if or { nouns.count() } else { 0 };
    let is_of = tokens.get(end).is_some_and(|next| next.is(&["of"]));
    let of_them = tokens.get(end + 1).is_some_and(|next| next.is(&["them", "these"]));
    let is_else = is_of && !of_them;
    if counted < figures && is_else {
        return None;
    }
    // Its figures precede it, "117 of the 146, or three in five", or are in brackets after its whole.
    let (from, to, exact, figure) = match (ratio(tokens, counted), said.as_ref()) {
        (Some((from, part, whole)), _) if or || said.is_some() => {
            let exact = 100.0 * part.nearest() / whole.nearest();
            (from, end, exact, format!("{part} of {whole} is {exact:.0}%"))
        }
        (None, Some(_)) if or => {
            let share = percent(figures.checked_sub(1)?)?;
            (figures - 1, end, share, format!("{share}% is no such share"))
        }
        _ => return None,
    };
    let fits = match (&said, percent(at)) {
        (Some(portion), _) => portion.fits(exact),
        (None, Some(percent)) => (percent - exact).abs() <= 1.0,
        (None, None) => true,
    };
    let typed = tokens[from..to].iter().any(|token| token.typed);
    let end = tokens[to - 1].range.end;
    let sign = usize::from(passage.text[end..].starts_with('%'));
    let range = tokens[from].range.start..end + sign;
    (!fits && typed).then(|| {
        let message = format!("`{}`: {figure}", &passage.text[range.clone()]);
        Diagnostic::of(Rule::WrongShare, passage.place_of(range), message)
            .hint("correct the share, or the number that is wrong; or say what it is a share of")
    })
}

/// The part and whole directly before a token, and where they begin: "117 of the 146", "21 points out of a possible
/// 36".
fn ratio(tokens: &[Token], end: usize) -> Option<(usize, Number, Number)> {
    let last = end.checked_sub(1)?;
    let whole = count(&tokens[last]).filter(|_| !tokens[last].apart)?;
    let of = (last.saturating_sub(4)..last).rev().find(|at| tokens[*at].is(&["of"]))?;
    let between = &tokens[of + 1..last];
    let plain = between
        .iter()
        .all(|token| token.is(&DETERMINE) || token.is(&["a", "possible", "total", "maximum"]));
    let out = of.checked_sub(1).filter(|at| tokens[*at].is(&["out"])).unwrap_or(of);
    let from = (out.saturating_sub(2)..out).rev().find(|at| count(&tokens[*at]).is_some())?;
    let part = count(&tokens[from]).filter(|part| *part <= whole)?;
    plain.then_some((from, part, whole))
}

/// The finding about the combined share of several numbers at a token: "six of the fourteen are complete and three on
/// track, which makes nearly two thirds between them".
fn between(passage: &Passage<'_>, tokens: &[Token], at: usize) -> Option<Diagnostic> {
    let said = portion(tokens, at);
    let percent = match tokens[at].what {
        What::Percent(percent) => Some(percent.nearest()),
        _ => None,
    };
    let (start, end) = said.map_or((at, at + 1), |said| (said.start, said.end));
    let verb =
        start.checked_sub(1).filter(|verb| tokens[*verb].is(&["makes", "make", "making"]))?;
    let is_sum =
        tokens.get(end).is_some_and(|next| next.is(&["between", "together", "altogether"]))
            || tokens.get(end).is_some_and(|next| next.is(&["in"]))
                && tokens.get(end + 1).is_some_and(|next| next.is(&["all"]));
    let (_, part, whole) = (0..verb).find_map(|end| ratio(tokens, end))?;
    let first = (0..verb).find(|at| count(&tokens[*at]) == Some(whole))?;
    let others = tokens[first + 1..verb].iter().filter_map(count);
    let sum = others.clone().try_fold(part, |sum, one| sum.plus(one))?;
    let exact = 100.0 * sum.nearest() / whole.nearest();
    let fits = match (said, percent) {
        (Some(said), _) => said.fits(exact),
        (None, Some(percent)) => (percent - exact).abs() <= 1.0,
        (None, None) => return None,
    };
    (is_sum && !fits && others.count() > 0 && tokens[at].typed && sum <= whole).then(|| {
        let range = tokens[start].range.start..tokens[end - 1].range.end;
        let written = &passage.text[range.clone()];
        let message = format!("`{written}`: {sum} of {whole} is {exact:.0}%");
        Diagnostic::of(Rule::WrongShare, passage.place_of(range), message)
            .hint("correct the share, or the number that is wrong; or say what it is a share of")
    })
}

/// The finding about a percentage in brackets that contradicts the share in words at a token: "more than half of
/// carers (47 per cent)".
fn bracketed(passage: &Passage<'_>, tokens: &[Token], at: usize) -> Option<Diagnostic> {
    let portion = portion(tokens, at)?;
    let rest = tokens.get(portion.end..)?.iter().take(REACH + 2);
    let words = rest.take_while(|token| token.what == What::Word && !token.apart).count();
    let share = tokens.get(portion.end + words)?;
    let What::Percent(percent) = share.what else { return None };
    let is_bracketed = passage.text[..share.range.start].ends_with('(');
    let range = tokens[portion.start].range.start..share.range.end;
    let typed = tokens[portion.start].typed || share.typed;
    (is_bracketed && typed && !portion.fits(percent.nearest())).then(|| {
        let written =
            &passage.text[tokens[portion.start].range.start..tokens[portion.end - 1].range.end];
        let message = format!("`{written}`: the share beside it is {percent}%");
        Diagnostic::of(Rule::WrongShare, passage.place_of(range), message)
            .hint("correct the share in words or the figure; or say what it is a share of")
    })
}

/// The finding about the share at a token of the sum of money before it, if it is a share of no larger sum in the
/// paragraph: "£1.35 million of it, or 65 per cent", "£4.3m, exactly half".
fn of_sum(passage: &Passage<'_>, all: &[Money], tokens: &[Token], at: usize) -> Option<Diagnostic> {
    let text = &passage.text;
    let said = portion(tokens, at);
    let (start, end) = said.as_ref().map_or((at, at + 1), |said| (said.start, said.end));
    let begins = tokens[start].range.start;
    let part = all.iter().rev().find(|sum| sum.range.end <= begins)?;
    let between = text[part.range.end..begins].trim();
    let between = OF_IT.iter().find_map(|of| between.strip_prefix(of)).unwrap_or(between);
    let rest = tokens.get(end);
    let is_alone =
        rest.is_none_or(|next| next.apart || next.is(&["of", "had", "has", "was", "is"]));
    let grew = text[..part.range.start].trim_end().ends_with(" by");
    let larger = all.iter().filter(|whole| whole.value > part.value);
    let whole = larger.clone().map(|whole| whole.value).max()?;
    let share = |whole: Number| 100.0 * part.value.nearest() / whole.nearest();
    let fits = |exact: f64| match (&said, tokens[at].what) {
        (Some(said), _) => Some(said.fits(exact)),
        (None, What::Percent(percent)) => Some((percent.nearest() - exact).abs() <= 1.0),
        (None, _) => None,
    };
    let right =
        fits(share(whole))? || larger.clone().any(|whole| fits(share(whole.value)) == Some(true));
    let is_said = BESIDE.contains(&between) && is_alone && !grew && tokens[at].typed;
    (is_said && !right).then(|| {
        let range = part.range.start..tokens[end - 1].range.end;
        let message = format!("`{}`: of £{whole} it is {:.0}%", &text[range.clone()], share(whole));
        Diagnostic::of(Rule::WrongShare, passage.place_of(range), message)
            .hint("correct the share, or the sum that is wrong; or say what it is a share of")
    })
}

/// The wrong shares of sums of money: "of £940,000, £388,500 (51%)".
fn paid(passage: &Passage<'_>) -> Vec<Diagnostic> {
    let sentences = sentences(&passage.text).map(|range| (range.start, &passage.text[range]));
    let found = sentences.flat_map(|(start, text)| {
        let sums = sums(text);
        let wholes: Vec<_> = sums
            .iter()
            .filter(|sum| {
                let before = text[..sum.range.start].trim_end().trim_end_matches(" the");
                let after = text[sum.range.end..].trim_start_matches([',', ' ']);
                before.to_lowercase().ends_with("of") || after.starts_with("of which")
            })
            .collect();
        let found = sums.iter().filter_map(|part| {
            let (said, _) = text[part.range.end..].strip_prefix(" (")?.split_once("%)")?;
            let share: Number = said.parse().ok()?;
            let mut larger = wholes.iter().filter(|whole| whole.value > part.value);
            let whole = larger.next().filter(|_| larger.next().is_none())?.value;
            let own = Share { part: part.value, percent: share, range: 0..0, whole: Some(whole) };
            let (exact, _) = part.value.times(100.into())?.over(whole)?;
            let exact = exact.rounded(i32::try_from(share.places()).ok()?)?;
            let range = start + part.range.start..start + part.range.end + said.len() + 4;
            (!own.is_of(whole) && passage.is_typed(range.start)).then(|| {
                let written = &passage.text[range.clone()];
                let message = format!("`{written}`: of £{whole} it is {exact}%");
                Diagnostic::of(Rule::WrongShare, passage.place_of(range), message).hint(
                    "correct the share, or the sum that is wrong; or say what it is a share of",
                )
            })
        });
        found.collect::<Vec<_>>()
    });
    found.collect()
}

/// The wrong percentages of a paragraph.
fn wrong(passage: &Passage<'_>, sentences: &[Vec<Token>]) -> Vec<Diagnostic> {
    let numbers: Vec<_> = sentences.iter().flatten().filter_map(count).collect();
    let before = [None].into_iter().chain(sentences.iter().map(Some));
    let pairs = sentences.iter().zip(before);
    let shares = pairs.flat_map(|(tokens, before)| shares(tokens, before, &passage.text));
    let shares: Vec<_> = shares.collect();
    let of_all = |whole: &Number| shares.iter().filter(|share| share.is_of(*whole)).count() > 1;
    let finding =
        |share: &Share| {
            let sum = shares.iter().try_fold(Number::ZERO, |sum, share| sum.plus(share.part))?;
            let known = || numbers.iter().copied().chain([sum]);
            if known().any(|number| share.is_of(number)) {
                return None;
            }
            let whole = share.whole.or_else(|| known().find(of_all))?;
            let (exact, _) = share.part.times(100.into())?.over(whole)?;
            let exact = exact.rounded(i32::try_from(share.percent.places()).ok()?)?;
            let said = &passage.text[share.range.clone()];
            let close = if said.contains('(') { ")" } else { "" };
            let message = format!("`{said}{close}`: {} of {whole} is {exact}%", share.part);
            let found =
                Diagnostic::of(Rule::WrongShare, passage.place_of(share.range.clone()), message);
            Some(found.hint(
                "correct the share, or the number that is wrong; or say what it is a share of",
            ))
        };
    shares.iter().filter_map(finding).collect()
}

/// The numbers of a sentence directly followed by their percentage: "29 (83%)", "29, which is 83%", "84 answered,
/// which is 67%". `before` is the previous sentence.
fn shares(tokens: &[Token], before: Option<&Vec<Token>>, text: &str) -> Vec<Share> {
    let found = (0..tokens.len()).filter_map(|at| {
        let part = count(&tokens[at])?;
        // In "21 of 60 blocks, or 35 per cent" the percentage is that of the first number.
        let of = (1..=2).filter_map(|back| at.checked_sub(back)).find(|of| tokens[*of].is(&["of"]));
        let is_whole = of.is_some_and(|of| {
            whole(tokens, of) == Some(part) && of > 0 && count(&tokens[of - 1]).is_some()
        });
        if is_whole {
            return None;
        }
        // What the number counts, and what happened to it, may come before "which".
        let which = (at + 1..tokens.len().min(at + REACH)).find(|at| tokens[*at].is(&["which"]));
        let which = which.filter(|to| !tokens[at + 1..*to].iter().any(|one| count(one).is_some()));
        let end = match tokens.get(at + 1)? {
            next if matches!(next.what, What::Percent(_)) => at + 1,
            next if next.is(&["or"]) => at + 2,
            _ => {
                // "3,150 pupils, or 63 per cent of the 5,000".
                let nouns = tokens[at + 1..].iter().take(NOUNS).take_while(|token| is_noun(token));
                let or = at + 1 + nouns.count();
                match which.filter(|at| tokens[*at].apart) {
                    _ if tokens.get(or).is_some_and(|next| next.is(&["or"])) => or + 1,
                    which => {
                        let is = which? + 1;
                        is + usize::from(tokens.get(is)?.is(&["is", "was"]))
                    }
                }
            }
        };
        let What::Percent(percent) = tokens.get(end)?.what else { return None };
        let range = tokens[at].range.start..tokens[end].range.end;
        let range = range.start..range.end + usize::from(text[range.end..].starts_with('%'));
        let between = &text[tokens[at].range.end..tokens[at + 1].range.start];
        // "96 (12% more)" and "96 (+12%)" say how much it grew.
        let is_alone = text[range.end..].chars().next().is_none_or(|next| ".,;)".contains(next))
            || whole(tokens, end + 1).is_some();
        let is_beside = between == " (" || end > at + 1;
        let is_typed = tokens[at..=end].iter().any(|token| token.typed);
        (is_alone && is_beside && is_typed).then(|| {
            let of = (0..at).rev().find_map(|of| whole(tokens, of));
            let whole = whole(tokens, end + 1).or(of).or_else(|| of_which(tokens, before, at));
            Share { part, percent, range, whole: whole.filter(|whole| *whole >= part) }
        })
    });
    found.collect()
}

/// The number that another is part of: "148 posts, of which 131", "There are 1,284. Of these, 642".
fn of_which(tokens: &[Token], before: Option<&Vec<Token>>, at: usize) -> Option<Number> {
    let of = at.checked_sub(2).map(|of| &tokens[of..at]);
    let least = count(&tokens[at])?;
    let last = |tokens: &[Token]| tokens.iter().rev().filter_map(count).find(|one| *one >= least);
    match of {
        Some([of, which]) if of.is(&["of"]) && which.is(&["which"]) => last(&tokens[..at - 2]),
        _ if tokens.first()?.is(&["of"]) && tokens.get(1)?.is(&["these", "those", "them"]) => {
            last(before?)
        }
        _ => None,
    }
}

/// The number of a whole after "of" at a token: "of the 35".
fn whole(tokens: &[Token], of: usize) -> Option<Number> {
    tokens.get(of).filter(|token| token.is(&["of"]))?;
    let determined = tokens.get(of + 1)?.is(&DETERMINE);
    // In "Of these, 642", 642 is not the whole.
    tokens.get(of + 1 + usize::from(determined)).filter(|number| !number.apart).and_then(count)
}

/// Whether a token continues the name of what the number before it counts.
fn is_noun(token: &Token) -> bool {
    token.what == What::Word && !token.apart && token.word != "or"
}

/// The count that a token gives.
fn count(token: &Token) -> Option<Number> {
    let is_year = year_of(&token.word).is_some();
    token.count().filter(|count| *count > 0 && !is_year).map(Number::from)
}

impl Share {
    /// Whether the percentage is that of the number in this whole.
    fn is_of(&self, whole: Number) -> bool {
        let unit = 0.1_f64.powi(i32::try_from(self.percent.places()).unwrap_or(0));
        let exact = 100.0 * self.part.nearest() / whole.nearest();
        whole >= self.part && (exact - self.percent.nearest()).abs() <= unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passage::tests::said;

    /// The messages about the percentages in a text.
    fn found(text: &str) -> Vec<String> {
        said(text, check)
    }

    #[test]
    fn a_share_of_no_number_beside_it_is_found() {
        assert_eq!(
            found(
                "It did not look at 61; of the 35 that it investigated, it upheld 29, which is 38%."
            ),
            ["`29, which is 38%`: 29 of 35 is 83%"]
        );
        assert_eq!(
            found(
                "There were 214 responses: 131 (71%) agreed, 58 (27%) did not and 25 (12%) did not know."
            ),
            ["`131 (71%)`: 131 of 214 is 61%"]
        );
        assert_eq!(
            found("We have finished six of the fifteen pieces of work, or one in every three."),
            ["`six of the fifteen pieces of work, or one in every three`: 6 of 15 is 40%"]
        );
        assert_eq!(
            found(
                "Training has reached 3,150 pupils, or 53 per cent of the 5,000 whom we want to train."
            ),
            ["`3,150 pupils, or 53 per cent`: 3,150 of 5,000 is 63%"]
        );
        assert_eq!(
            found(
                "Six of its fourteen homes are let and three are sold, which makes nearly three quarters between them."
            ),
            ["`nearly three quarters`: 9 of 14 is 64%"]
        );
        assert_eq!(
            found("Bin stores are on track, with 21 of 60 blocks, or 45 per cent, now served."),
            ["`21 of 60 blocks, or 45 per cent`: 21 of 60 is 35%"]
        );
        assert_eq!(
            found("In all 12 (45%) of the 24 homes were let."),
            ["`12 (45%)`: 12 of 24 is 50%"]
        );
    }

    #[test]
    fn a_share_that_may_be_of_something_else_is_left_alone() {
        for text in [
            "There were 214 responses: 131 (61%) agreed, 58 (27%) did not and 25 (12%) did not know.",
            "Of the 35 schools, 12 are in the north, and 9 (75%) of these are good.",
            "Six of the fifteen actions, or one in three of all that are due, are late.",
            "Six of its fourteen homes are let and three are sold, which makes nearly two thirds between them.",
            "Training has reached 3,150 pupils, or 63 per cent of the 5,000 whom we want to train.",
            "Bin stores are on track, with 21 of 60 blocks, or 35 per cent, now served.",
            "Complaints rose to 96 (12%).",
            "Of the 35 schools, 12 (40% of those in the north) are good.",
            "Of the 24 homes, 12 (+45%) were let.",
            "Of the 96 complaints, 31 (33%) were late, 32 (33%) were not and 33 (34%) were withdrawn.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
