//! Checks figures given as readings of a measure: "was 61%", "had come down to 318", "412 people were waiting".

use super::gaps;
use super::goals::{self, GOALS};
use super::ways;
use super::whole::ELSEWHERE;
use super::{Spoken, claim, clause_of, figure, is_open};
use crate::check::claims::Claim;
use crate::check::claims::verbs::way;
use crate::check::hedge::Hedge;
use crate::check::portions::is_portion;
use crate::check::reading::{Sentence, Token, What};
use crate::derive::measure::Point;
use crate::read::date::in_words;
use crate::read::number::Number;

/// Words that say what a figure is, and words between one of these and the figure.
const STANDS: [&str; 14] = [
    "is", "was", "are", "were", "stood", "stands", "reached", "reaching", "remains", "remained",
    "totalled", "averaged", "be", "been",
];
const NOW: [&str; 6] = ["now", "still", "only", "currently", "just", "at"];
/// Words that may follow the figure of all that is measured; after others it is that of a part, or of something else.
const FOLLOWS: [&str; 16] = [
    "from", "to", "and", "but", "by", "at", "on", "in", "against", "compared", "across", "after",
    "while", "when", "before", "for",
];
/// Words of a clause that says how things stand now, and of one that says how they did.
const PRESENT: [&str; 9] =
    ["now", "is", "are", "remain", "remains", "stand", "stands", "currently", "today"];
const PAST: [&str; 16] = [
    "was", "were", "had", "been", "from", "than", "before", "ago", "earlier", "first", "start",
    "started", "began", "outset", "since", "last",
];
/// Words that say what is meant to be reached.
const TO_COME: [&str; 5] = ["aims", "must", "should", "will", "would"];
/// Verbs that follow a share of all that is measured.
const VERBS: [&str; 8] = ["is", "was", "are", "were", "has", "have", "had", "now"];

/// Reports figures that the measure never had, or had at another time.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let found = (0..sentence.tokens.len()).filter_map(|at| wrong(sentence, spoken, at));
    found.collect()
}

/// The claim that the figure at a token is wrong, if it is given as a reading.
fn wrong(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let said = figure(measure, &tokens[at]).filter(|_| tokens[at].typed)?;
    let (hedge, from) = Hedge::before(tokens, at);
    let is_no_level = spoken.is_named(sentence, at)
        || is_portion(tokens, at)
        || gaps::is_gap(spoken, tokens, at)
        || goals::is_goal(tokens, from, at);
    let unit = unit_of(said);
    let fits = |known: Number| hedge.fits(said.nearest(), known.nearest(), unit);
    let name = &measure.name;
    if is_no_level {
        return None;
    }
    if !is_level(sentence, spoken, from, at) {
        let then = of_then(spoken, tokens, at).filter(|_| hedge == Hedge::Exactly)?;
        let is_so = then.iter().any(|point| fits(point.value)) || is_other(spoken, fits);
        let is_read = spoken.points().any(|point| point.value == said);
        let first = then.first().filter(|_| is_read && !is_so && is_telling(said))?;
        let day = in_words(first.on);
        let data = format!("by the data, “{name}” was {} on {day}", first.words);
        return Some(of_day(claim(sentence, spoken, at, &data), spoken, first));
    }
    if let Some(then) = of_then(spoken, tokens, at) {
        let first = then.first().copied()?;
        let is_so = then.iter().any(|point| fits(point.value))
            || (is_open(tokens, spoken, &(0..tokens.len())) || speaks_of_others(tokens))
                && is_other(spoken, fits);
        let day = in_words(first.on);
        let data = format!("by the data, “{name}” was {} on {day}", first.words);
        let claim = || of_day(claim(sentence, spoken, at, &data), spoken, first);
        return (!is_so).then(claim);
    }
    let is_meant = is_open(tokens, spoken, &(0..tokens.len()))
        || speaks_of_others(tokens)
        || !has_gone(tokens);
    let is_so =
        spoken.points().any(|point| fits(point.value)) || is_meant && is_other(spoken, fits);
    let latest = measure.latest.as_ref().or(measure.baseline.as_ref())?;
    let next = spoken.next_goal().filter(|_| speaks_of_others(tokens));
    let next = next.map_or(String::new(), |goal| {
        format!(", and its next target {} by {}", goal.words, in_words(goal.by))
    });
    let data =
        format!("the data have no such figure of “{name}”; its last is {}{next}", latest.words);
    (!is_so).then(|| of_day(claim(sentence, spoken, at, &data), spoken, latest))
}

/// A claim whose figure can be brought in only where it is that of the last reading.
fn of_day(mut claim: Claim, spoken: &Spoken<'_>, point: &Point) -> Claim {
    let is_last = spoken.measure.latest.as_ref().is_some_and(|latest| latest.on == point.on);
    if !is_last {
        claim.data = Some(spoken.data(false));
    }
    claim
}

/// Whether a sentence says what a measure did, so that no target is meant by where it came to.
fn has_gone(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| way(tokens, at).is_some())
}

/// The readings of the time of which the figure at a token is said to be, be it that of the last.
fn of_then<'f>(spoken: &Spoken<'f>, tokens: &[Token], at: usize) -> Option<Vec<&'f Point>> {
    let clause = &tokens[clause_of(tokens, at)];
    let is = |words: &[&str]| clause.iter().any(|token| token.is(words));
    let is_now = is(&PRESENT) && !is(&PAST) && !clause.iter().any(Token::gives_day);
    let latest = || spoken.measure.latest.as_ref().filter(|_| is_now).map(|last| vec![last]);
    spoken.of_figure(tokens, at).or_else(|| spoken.ago(tokens, at)).or_else(latest)
}

/// Whether a figure is none by chance: of two digits or more.
fn is_telling(said: Number) -> bool {
    said >= Number::from(10) || said.places() > 0
}

/// Whether a sentence speaks of targets, of what is to be, or of what others reached.
fn speaks_of_others(tokens: &[Token]) -> bool {
    let is_to_be = tokens
        .windows(2)
        .any(|pair| pair[0].is(&["is", "are", "was", "were"]) && pair[1].is(&["to"]));
    let says = |token: &Token| token.is(&GOALS) || token.is(&ELSEWHERE) || token.is(&TO_COME);
    is_to_be || tokens.iter().any(says)
}

/// Whether a figure is a target, or what another reached.
fn is_other(spoken: &Spoken<'_>, fits: impl Fn(Number) -> bool) -> bool {
    let goals = spoken.measure.targets.iter().map(|goal| goal.value);
    goals.chain(spoken.measure.comparators.iter().map(|other| other.value)).any(fits)
}

/// Whether the figure at a token, with the hedge that begins at `from`, is said to be what the measure stood at.
fn is_level(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, from: usize, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let is = |at: Option<usize>, words: &[&str]| at.is_some_and(|at| tokens[at].is(words));
    let next = tokens.get(at + 1);
    let is_share = matches!(tokens[at].what, What::Percent(_));
    let bracketed = sentence.passage.text[..tokens[at].range.start].ends_with('(');
    if bracketed {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let closes = next.is_none_or(|next| next.apart);
        return is_share && closes && before.is_some_and(|before| spoken.names(before));
    }
    let named_after = spoken.end > at && spoken.is_plain(&tokens[at + 1..spoken.end]);
    if is_share {
        let of_name = next.is_some_and(|next| next.is(&["of"])) && named_after;
        let named_around = spoken.start < at && at < spoken.end;
        let named_before = named_around && next.is_some_and(|next| next.is(&VERBS));
        let first = from == 0 || tokens[from].apart || is(from.checked_sub(1), &["that", "when"]);
        let rest = tokens.get(spoken.end);
        let is_all = rest.is_none_or(|next| next.apart || next.is(&FOLLOWS));
        if of_name && spoken.whole && is_all || named_before && first {
            return true;
        }
    } else if named_after && spoken.whole && next.is_some_and(|next| spoken.names(next)) {
        return true;
    }
    if at == spoken.end && tokens[at].apart && next.is_some_and(|next| next.apart) {
        return true;
    }
    let unit = spoken.measure.unit.as_deref().unwrap_or_default();
    let ends = next.is_none_or(|next| {
        next.apart
            || matches!(next.what, What::Day(_) | What::MonthDay(..))
            || next.is(&["this", "last"]) && tokens.get(at + 2).is_some_and(Token::gives_day)
            || next.is(&FOLLOWS)
            || next.word == unit
            || spoken.names(next) && named_after
            || is_share
                && next.is(&["of"])
                && tokens.get(at + 2).is_some_and(|next| spoken.names(next))
    });
    let mut cue = from.checked_sub(1);
    while is(cue, &NOW) && !is(cue, &["at"]) {
        cue = cue.and_then(|at| at.checked_sub(1));
    }
    let before = cue.and_then(|at| at.checked_sub(1));
    let is_after = cue.is_some_and(|cue| cue >= spoken.end);
    let stands = is(cue, &STANDS) && is_after && !has_other_subject(spoken, tokens, cue)
        || is(cue, &["at"])
            && (is(before, &["stood", "stand", "stands", "was", "remained"]) && is_after
                || cue == Some(0))
        || is(cue, &["up"]) && is(before, &["made", "make", "makes"]);
    let moved =
        is(cue, &["to", "from"]) && is_after && ways::moves_before(spoken, tokens, from).is_some();
    ends && (stands || moved)
}

/// Whether between what is spoken of and a verb another thing stands: "the number waiting rose, and the budget was 12".
pub(super) fn has_other_subject(
    spoken: &Spoken<'_>,
    tokens: &[Token],
    verb: Option<usize>,
) -> bool {
    let Some(between) = verb.and_then(|verb| tokens.get(spoken.end..verb)) else { return false };
    between.iter().any(|token| token.apart) || !spoken.is_plain(between)
}

/// The last place in which a figure is said.
pub(super) fn unit_of(said: Number) -> f64 {
    10_f64.powi(-i32::try_from(said.places()).unwrap_or(0))
}
