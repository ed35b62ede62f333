//! Checks figures in the texts of actions: "22 of the 36 schools", where the note has another number, and "all 39
//! Members", where the action is to train another number.
//!
//! In come a sentence and the actions that it names; out come parts that differ from those in a note with the same
//! whole, and wholes that no text has for the same thing. What is said about another day is not checked.

use super::{About, Doing, stem};
use crate::check::claims::times::is_of_now;
use crate::check::claims::{Claim, Data};
use crate::check::reading::{Reader, Token, What};
use crate::check::remainders::{Pair, pairs};
use crate::diag::Place;

/// Words before the number of a whole, and words between the two.
const ALL: [&str; 2] = ["all", "of"];
const DETERMINE: [&str; 6] = ["the", "our", "its", "their", "these", "those"];
/// Stems of nouns whose numbers are not checked: times, and things counted elsewhere.
const OTHERS: [&str; 13] = [
    "actio", "area", "areas", "measu", "day", "days", "week", "weeks", "month", "year", "years",
    "cent", "theme",
];
/// The least number that identifies a whole.
const TELLING: i64 = 5;

/// The numbers in the texts of an action.
pub(super) struct Noted<'f> {
    doing: Doing<'f>,
    text: &'f str,
    place: Place,
    /// Each number, with the stem of what it counts.
    numbers: Vec<(i64, String)>,
    pairs: Vec<Pair>,
    stems: Vec<String>,
}

/// Reports figures in a sentence that contradict the texts of an action.
pub(super) fn check(about: &About<'_, '_, '_, '_>) -> Vec<Claim> {
    let (sentence, tokens) = (about.sentence, &about.sentence.tokens);
    let own: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].count().is_some()).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let noted = about.records.noted();
    let is_meant = |one: &Noted<'_>| {
        about.actions().any(|(mention, doing)| mention.sure && doing.state.id == one.doing.state.id)
    };
    // "Of the 36 schools": what is counted is a word of the action, or the action is named.
    let is_named = |one: &Noted<'_>, pair: &Pair| {
        let whole = (pair.start..pair.end).find(|at| tokens[*at].count() == Some(pair.whole));
        let noun = whole.and_then(|at| counted(tokens, at));
        is_meant(one) || noun.is_some_and(|noun| one.stems.contains(&noun))
    };
    // A part depends on the day; the whole does not.
    let is_now = is_of_now(about.facts, sentence, true);
    let claim = |from: usize, to: usize, one: &Noted<'_>| Claim {
        range: tokens[from].range.start..tokens[to].range.end,
        message: format!(
            "`{}`: by the data of action {}, “{}”",
            sentence.written(from, to),
            one.doing.state.id,
            one.text.trim_end_matches('.')
        ),
        data: Some(Data { expression: None, words: false, place: one.place }),
    };
    let mut claims = Vec::new();
    for pair in pairs(tokens).into_iter().filter(|_| is_now) {
        let of_whole = noted.iter().filter(|one| {
            let has = one.pairs.iter().any(|own| own.whole == pair.whole);
            has && pair.whole >= TELLING && is_named(one, &pair)
        });
        let of_whole: Vec<_> = of_whole.collect();
        let is_so = of_whole.iter().flat_map(|one| &one.pairs).any(|own| {
            own.whole == pair.whole && [own.part, own.whole - own.part].contains(&pair.part)
        });
        let mut numbers = tokens[pair.start..pair.end].iter().filter(|one| one.count().is_some());
        let typed = numbers.all(|one| one.typed);
        claims.extend(
            of_whole
                .last()
                .filter(|_| !is_so && typed)
                .map(|one| claim(pair.start, pair.end - 1, one)),
        );
    }
    let wholes = own.into_iter().filter_map(|at| {
        let noun = counted(tokens, at)?;
        let before = (0..at).rev().find(|before| !tokens[*before].is(&DETERMINE))?;
        let number = tokens[at].count().filter(|_| tokens[before].is(&ALL) && tokens[at].typed)?;
        let known = |one: &&Noted<'_>| one.numbers.iter().any(|(_, own)| *own == noun);
        let of_noun: Vec<_> = noted.iter().filter(known).collect();
        let first = of_noun.first()?;
        let is_one = of_noun.iter().all(|one| one.doing.state.id == first.doing.state.id);
        let numbers = of_noun.iter().flat_map(|one| one.numbers.iter().map(|(own, _)| *own));
        let parts = of_noun.iter().flat_map(|one| &one.pairs);
        let rest = parts.flat_map(|own| [own.whole, own.part, own.whole - own.part]);
        let is_so = numbers.chain(rest).any(|own| own == number);
        (is_one && is_meant(first) && !is_so).then(|| claim(at, at + 1, first))
    });
    claims.extend(wholes.collect::<Vec<_>>());
    claims
}

/// The stem of what the number at a token counts.
fn counted(tokens: &[Token], at: usize) -> Option<String> {
    let noun = tokens.get(at + 1).filter(|noun| noun.what == What::Word && !noun.apart)?;
    stem(&noun.word).filter(|stem| !OTHERS.contains(&stem.as_str()))
}

/// How many of the things that an action names a note says to be done: "eleven are leased" of "lease thirty homes".
fn done(doing: Doing<'_>, note: &[Token]) -> Option<Pair> {
    let text = &doing.action.action.value;
    let own = Reader::common().read(text, |_| true).concat();
    let verb = own.first().and_then(|first| stem(&first.word))?;
    let mut numbers = own.iter().filter_map(Token::count);
    let whole = numbers.next().filter(|_| numbers.next().is_none())?;
    let part = note.first()?.count()?;
    let been =
        note[1..].iter().take_while(|token| token.is(&["is", "are", "have", "has", "been", "now"]));
    let at = 1 + been.count();
    let is_done = at > 1 && note.get(at).and_then(|done| stem(&done.word)) == Some(verb);
    (is_done && part <= whole).then_some(Pair { part, whole, start: 0, end: 0 })
}

/// The numbers in the texts of some actions.
pub(super) fn noted<'f>(doings: impl Iterator<Item = Doing<'f>>) -> Vec<Noted<'f>> {
    let reader = Reader::common();
    let found = doings.flat_map(|doing| {
        let action = doing.action;
        let notes = action.update.iter().filter_map(|update| update.note.as_ref());
        let parts = action.milestone.iter().map(|milestone| &milestone.text);
        let texts = [Some(&action.action), action.success.as_ref()].into_iter().flatten();
        texts.chain(parts).chain(notes).filter_map(move |text| {
            let tokens = reader.read(&text.value, |_| true).concat();
            let numbers = (0..tokens.len())
                .filter_map(|at| Some((tokens[at].count()?, counted(&tokens, at)?)));
            let numbers: Vec<_> = numbers.collect();
            let pairs: Vec<_> = pairs(&tokens).into_iter().chain(done(doing, &tokens)).collect();
            let stems = || [super::stems(&text.value), super::stems(&action.action.value)].concat();
            let place = text.place;
            (!numbers.is_empty() || !pairs.is_empty()).then(|| Noted {
                doing,
                text: &text.value,
                place,
                numbers,
                pairs,
                stems: stems(),
            })
        })
    });
    found.collect()
}
