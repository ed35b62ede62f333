//! Tells a sentence about all that a measure measures from one about a part of it, the rest, another place or something
//! else that its words belong to.

use super::compared::is_time;
use super::goals::GOALS;
use super::steps::ORDINALS;
use super::topic::NOUNS;
use super::{Spoken, is_if};
use crate::check::claims::facts::Facts;
use crate::check::claims::verbs::way;
use crate::check::portions::is_portion;
use crate::check::reading::{Sentence, Token, What};

/// Words for a wider area than that of the data, and words before what a measure is compared with.
pub(super) const ELSEWHERE: [&str; 15] = [
    "another",
    "england",
    "english",
    "wales",
    "national",
    "nationally",
    "regional",
    "regionally",
    "elsewhere",
    "neighbours",
    "neighbouring",
    "average",
    "averages",
    "councils",
    "authorities",
];
const AGAINST: [&str; 6] = ["against", "above", "below", "compared", "than", "while"];
/// Words after which "of" does not begin a part of what is measured.
const OF_WHOLE: [&str; 15] = [
    "target",
    "end",
    "number",
    "numbers",
    "share",
    "proportion",
    "percentage",
    "rate",
    "total",
    "rise",
    "increase",
    "fall",
    "drop",
    "reduction",
    "short",
];

/// Words after "of" for times, and for the measure itself.
const OF_TIME: [&str; 19] = [
    "year",
    "month",
    "months",
    "quarter",
    "week",
    "inspection",
    "assessment",
    "plan",
    "period",
    "term",
    "winter",
    "summer",
    "autumn",
    "spring",
    "first",
    "these",
    "those",
    "them",
    "which",
];

/// How many words after the name of a measure a place may follow that limits it to a part, and words that do not.
const NEAR: usize = 2;
const WHOLE: [&str; 10] =
    ["the", "each", "every", "all", "total", "full", "this", "our", "its", "their"];

/// Parts of a place.
const PARTS: [&str; 20] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "rural",
    "urban",
    "town",
    "towns",
    "village",
    "villages",
    "ward",
    "wards",
    "parts",
    "places",
    "neighbourhood",
    "neighbourhoods",
];

/// Words before "of" and the like that leave the measure what a sentence is about: how it stands or moves, "thanks to",
/// "improvement for", "rose to".
const ITS: [&str; 42] = [
    "change",
    "changes",
    "best",
    "worst",
    "lowest",
    "highest",
    "average",
    "improvement",
    "improvements",
    "progress",
    "trend",
    "level",
    "levels",
    "performance",
    "position",
    "one",
    "reading",
    "readings",
    "thanks",
    "due",
    "owing",
    "according",
    "compared",
    "back",
    "regard",
    "respect",
    "up",
    "down",
    "rose",
    "fell",
    "led",
    "leads",
    "figure",
    "figures",
    "result",
    "results",
    "data",
    "good",
    "better",
    "worse",
    "none",
    "many",
];
/// Words that join what a sentence is about to the measure, and words behind "in" and "at" that are no place.
const JOINS: [&str; 11] =
    ["of", "about", "for", "among", "amongst", "in", "on", "by", "to", "with", "from"];
const OF_SPEECH: [&str; 37] = [
    "all",
    "addition",
    "fact",
    "general",
    "contrast",
    "particular",
    "short",
    "spite",
    "turn",
    "least",
    "last",
    "total",
    "each",
    "every",
    "which",
    "what",
    "that",
    "this",
    "summer",
    "winter",
    "spring",
    "autumn",
    "comparison",
    "months",
    "weeks",
    "years",
    "time",
    "times",
    "our",
    "their",
    "its",
    "meantime",
    "result",
    "line",
    "rate",
    "pace",
    "response",
];
/// Whether a sentence is about the whole of what is measured, on days for which there are readings.
pub(super) fn is_of_whole(
    facts: &Facts<'_>,
    sentence: &Sentence<'_, '_>,
    spoken: &Spoken<'_>,
) -> bool {
    let measure = spoken.measure;
    let readings = measure.baseline.iter().chain(&measure.readings).map(|point| point.on.0);
    let goals = measure.targets.iter().map(|goal| goal.by.0);
    let days = readings.chain(goals).chain(measure.comparators.iter().map(|other| other.on.0));
    let days: Vec<_> = days.collect();
    let tokens = &sentence.tokens;
    if is_of_another(tokens, spoken)
        || is_rest(tokens, spoken)
        || is_elsewhere(facts, sentence, spoken)
    {
        return false;
    }
    tokens.iter().enumerate().all(|(at, token)| match token.what {
        What::Day(_) | What::MonthDay(..) | What::Month | What::Number(_) => {
            let mut said = days.iter().filter_map(|day| token.is_day(*day));
            said.clone().next().is_none() || said.any(|is_it| is_it)
        }
        // "Among special schools", "for boys": a part of what is measured.
        What::Word => {
            let next = tokens.get(at + 1);
            let object = tokens[at + 1..].iter().find(|token| !token.is(&WHOLE));
            let is_plain = object.is_none_or(|object| {
                // "For the third month running".
                let is_ordinal = object.is(&ORDINALS) && token.is(&["for"]);
                // "Than we had aimed for, although …".
                next.is_some_and(|next| next.apart)
                    || object.what != What::Word
                    || spoken.names(object)
                    || object.is(&OF_TIME)
                    || object.is(&GOALS)
                    || is_ordinal
            });
            let is_within = 0 < at && at < spoken.end;
            let is_of =
                token.is(&["of"]) && at.checked_sub(1).is_some_and(|at| tokens[at].is(&OF_WHOLE));
            let is_part = token.is(&["of", "among", "for"]) && !is_within && !is_plain && !is_of
                || is_if(tokens, at) && !is_within;
            // "At one station" or "in Leek" just after the name limits it to a part.
            let is_near = (spoken.end..spoken.end + NEAR).contains(&at);
            let is_place = next.is_some_and(|next| {
                let is_word = next.word.starts_with(char::is_alphabetic) && !next.gives_day();
                is_word && !next.is(&WHOLE) && !spoken.names(next)
            });
            let is_part = is_part || is_near && token.is(&["at", "in"]) && is_place;
            let before = tokens[..at].iter();
            let is_other = token.is(&ELSEWHERE)
                && !spoken.names(token)
                && !before.clone().any(|word| word.is(&AGAINST));
            !is_part && !is_other
        }
        What::Percent(_) | What::Quoted => true,
    })
}

/// Whether the words of the measure only say what another noun is about: "sickness among on-call firefighters", "the
/// cost of agency workers", "the crews that mend potholes", "the availability of spare parts for boats".
fn is_of_another(tokens: &[Token], spoken: &Spoken<'_>) -> bool {
    let within = (spoken.start + 1..spoken.end).filter(|at| spoken.names(&tokens[*at]));
    std::iter::once(spoken.start).chain(within).any(|at| is_about(tokens, spoken, at))
}

/// Whether a word of the measure, at a token, only says what another noun is about.
fn is_about(tokens: &[Token], spoken: &Spoken<'_>, at: usize) -> bool {
    let is_the = |token: &&Token| (token.is(&WHOLE) || token.count().is_some()) && !token.apart;
    let the = tokens[..at].iter().rev().take_while(is_the).count();
    let Some(noun) = (at - the).checked_sub(2) else { return false };
    let (what, joins) = (&tokens[noun], &tokens[noun + 1]);
    let is_joined = joins.is(&JOINS) && !joins.apart;
    let is_clause = joins.is(&["that", "which", "who"]) && noun > 0 && is_the(&&tokens[noun - 1]);
    (is_joined || is_clause) && !is_own(spoken, what) && !is_portion(tokens, noun)
}

/// Whether a word before the measure leaves it what a sentence is about: a figure, a way that it went, "the number".
fn is_own(spoken: &Spoken<'_>, what: &Token) -> bool {
    what.what != What::Word
        || !what.word.starts_with(char::is_alphabetic)
        || what.is(&NOUNS)
        || what.is(&OF_WHOLE)
        || what.is(&ITS)
        || spoken.names(what)
        || way(std::slice::from_ref(what), 0).is_some()
}

/// Whether a sentence places what it says somewhere: "in the north", "at night". There it may have gone another way.
pub(super) fn is_placed(spoken: &Spoken<'_>, tokens: &[Token]) -> bool {
    let is_place = |at: usize| {
        let what = tokens[at + 1..].iter().find(|token| !token.is(&WHOLE));
        let is_word =
            |what: &Token| !is_own(spoken, what) && !is_time(what) && !what.is(&OF_SPEECH);
        tokens[at].is(&["in", "at", "across"])
            && what.is_some_and(|what| is_word(what) && !what.apart)
    };
    (0..spoken.start).chain(spoken.end..tokens.len()).any(is_place)
}

/// Whether a sentence is about those that the measure does not count: "supervisors who are still to be trained".
fn is_rest(tokens: &[Token], spoken: &Spoken<'_>) -> bool {
    let near = &tokens[spoken.start..tokens.len().min(spoken.end + NEAR + 1)];
    let is_to_come = |two: &[Token]| two[0].is(&["still", "yet"]) && two[1].is(&["to"]);
    let is_not = |at: usize| tokens[at].is(&["not"]) && !spoken.is_of_name(tokens, at);
    near.windows(2).any(is_to_come) || (spoken.start..spoken.end).any(is_not)
}

/// Whether a sentence is about a part of the area, or about another: "in the north of the county", "in Eastborough".
fn is_elsewhere(facts: &Facts<'_>, sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> bool {
    let tokens = &sentence.tokens;
    let text = &sentence.passage.text;
    let is_name = |token: &Token| {
        let written = &text[token.range.clone()];
        token.what == What::Word
            && written.starts_with(char::is_uppercase)
            && written.chars().all(|next| next.is_alphabetic() || "-’'".contains(next))
            && !token.gives_day()
            && !facts.is_area(&token.word)
            && !spoken.names(token)
    };
    let within = |at: usize| (spoken.start..spoken.end).contains(&at);
    (0..tokens.len().saturating_sub(1)).filter(|at| !within(*at)).any(|at| {
        let is_in = tokens[at].is(&["in", "across"]);
        let determined = usize::from(tokens[at + 1].is(&WHOLE));
        let place = tokens.get(at + 1 + determined);
        let is_part = place.is_some_and(|place| place.is(&PARTS) && !spoken.names(place));
        is_in && (is_part || determined == 0 && is_name(&tokens[at + 1]))
    })
}
