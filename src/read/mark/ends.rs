//! Finds words at an end of a block that only withhold it: its last sentence, or a label before its first one.

use super::mistyped::LONGEST;
use super::parts::{Kind, Part, flowing, parts};
use super::references::refers;
use super::words::{
    Said, bare, can_say_that, explains, has_any, is_for_now, is_for_some, is_mark, is_release,
    names_a_part, says_only_that, words,
};

/// The words at an end of a block, an item or a cell that only withhold it: `It costs £4m. EXEMPT`, `Not for
/// publication: it costs £4m.` Each has the byte that it starts at.
pub(super) fn at_ends(text: &str) -> Vec<(usize, &str)> {
    let flowing = flowing(text);
    let found = parts(&flowing).filter(|part| has_any(part.words)).filter_map(|part| {
        let written = &text[part.at..part.at + part.words.len()];
        let found = last(&part)
            .or_else(|| whole(&part))
            .or_else(|| first(&part, written))
            .or_else(|| inside(written));
        let (at, length) = found?;
        Some((part.at + at, length))
    });
    found.map(|(at, length)| (at, &text[at..at + length])).collect()
}

/// The most words at an end that say that something is for some readers only.
const LONGEST_FOR_SOME: usize = 4;

/// The offset and length of the last words of a part, if they only withhold it.
fn last(part: &Part<'_>) -> Option<(usize, usize)> {
    let text = part.words.trim_end();
    let near = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let mut says = true;
    let mut found = None;
    for (count, (at, word)) in places(&text[near..]).into_iter().rev().enumerate() {
        says &= can_say_that(&bare(word));
        if !says && count >= LONGEST_FOR_SOME {
            break;
        }
        let (before, said) = text.split_at(near + at);
        // A mark in braces is read, or reported, with the marks.
        if before.rfind('{') > before.rfind('}') {
            continue;
        }
        let open = signs_before(before);
        if says
            && says_only_that(said)
            && !is_statement(said)
            && is_parted(part.kind, open, before, said)
            || count < LONGEST_FOR_SOME && is_for_some(said) && is_said_apart(open, before, said)
        {
            let start = near + at - before.len() + before.trim_end_matches(is_sign).len();
            found = Some((start, text.len() - start));
        }
    }
    found
}

/// The offset and length of the words of an item or a cell, if they withhold something in capitals, or name the
/// publication or release that they forbid. `Exempt` alone can be an answer.
fn whole(part: &Part<'_>) -> Option<(usize, usize)> {
    let said = part.words.trim();
    let is_loud = || is_capital(said) && (says_only_that(said) || is_for_some(said));
    let is_denied = || says_only_that(said) && words(said).any(|word| is_release(&word));
    let stands = part.kind == Kind::Entry && !is_statement(said) && !said.contains(['?', '(', '[']);
    let at = part.words.len() - part.words.trim_start().len();
    (stands && (is_loud() || is_denied())).then_some((at, said.len()))
}

/// The length of the first words of a block that say which readers the rest is for, or until when it is withheld, as
/// a label or a sentence before it: `Members only: …`, `Not for publication until 1 March: …`.
fn label(text: &str) -> Option<usize> {
    let ends = [":", ". ", " – ", " — "].into_iter().filter_map(|end| text.find(end));
    ends.filter(|end| is_label(text, *end)).max()
}

/// Whether the text before a byte labels the text after it, and says whom that is for or until when it is withheld.
fn is_label(text: &str, end: usize) -> bool {
    let (said, rest) = text.split_at(end);
    // Other papers have second parts and coloured pages too.
    let is_long = words(said).count() > 1;
    let for_some = is_for_some(said) && (is_capital(said) || is_long && !names_a_part(said));
    let goes_on = words(rest).next().is_some() && !explains(rest);
    goes_on && (for_some || is_for_now(said) && rest.starts_with(':'))
}

/// The length of the first words of a block, if they say in capitals whom it is for, and the rest is in small
/// letters.
fn shouted(text: &str) -> Option<usize> {
    let places = places(text);
    let end = |count: usize| places[count - 1].0 + places[count - 1].1.len();
    let counts = (2..=LONGEST_FOR_SOME.min(places.len().saturating_sub(1))).rev();
    let mut said = counts.map(|count| (end(count), places[count].0));
    said.find(|(end, next)| {
        is_capital(&text[..*end]) && is_for_some(&text[..*end]) && !is_capital(&text[*next..])
    })
    .map(|(end, _)| end)
}

/// The offset and length of the first words of a part, if they only withhold it. `written` is the part with its line
/// breaks.
fn first(part: &Part<'_>, written: &str) -> Option<(usize, usize)> {
    let text = &part.words[..part.words.floor_char_boundary(LONGEST)];
    if part.kind == Kind::Block
        && let Some(length) = label(text).or_else(|| shouted(text))
    {
        return Some((0, length));
    }
    let places = places(text);
    let run = places.iter().take_while(|(_, word)| can_say_that(&bare(word))).count();
    if run == 0 || run == places.len() || part.kind == Kind::Heading {
        return None;
    }
    let (start, _) = places[0];
    let found = (1..=run).rev().find_map(|count| {
        let (at, word) = places[count - 1];
        let end = at + word.len();
        let said = &text[start..end];
        let (next, _) = places[count];
        let between = &written[end..next];
        let opens = between.contains('£') || !text[next..].starts_with(char::is_lowercase);
        let is_line = part.kind == Kind::Block && between.contains('\n');
        let set_apart =
            is_line || between.contains(['.', ':', ';', '–', '—', '*', '|']) || between == " - ";
        let starts_sentence =
            opens && (set_apart || is_capital(said) && !is_capital(&text[next..]));
        let labels = part.kind == Kind::Block
            && (between.contains([':', '–', '—']) || between == " - ")
            && (is_mark(&bare(word)) || is_release(&bare(word)) || is_number(word));
        let stands = starts_sentence || labels || text[..start].contains(SETTING);
        let is_mark = says_only_that(said) && !is_statement(said) && !explains(&text[next..]);
        (stands && leads(said) && is_mark).then_some(end)
    })?;
    let start = text[..start].trim_end_matches(is_sign).len();
    Some((start, found - start))
}

/// The offset and length of words that label a sentence inside a part and withhold it: `It is sold. Exempt: Ferrow
/// paid £4m.`
fn inside(written: &str) -> Option<(usize, usize)> {
    written.match_indices(['.', '!', '?', '\n']).find_map(|(at, _)| {
        let rest = written[at + 1..].trim_start();
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let (label, said) = near.split_once(':')?;
        let is_label = label.starts_with(char::is_uppercase)
            && says_only_that(label)
            && !is_statement(label)
            && !explains(said);
        let opens = |next: char| next.is_uppercase() || next.is_ascii_digit() || next == '£';
        (is_label && said.trim_start().starts_with(opens))
            .then_some((written.len() - rest.len(), label.len()))
    })
}

/// Whether words state that something else is withheld: `Part of this item is not for publication`.
fn is_statement(said: &str) -> bool {
    let mut words = words(said).skip(usize::from(says_what_follows(said)));
    let this = words.next().is_some_and(|first| first == "this" || says_what_follows(said));
    explains(said) || !this && words.any(|word| word == "is" || word == "contains")
}

/// Signs with which some markup languages set words apart.
const SETTING: [char; 7] = ['=', '~', '^', '%', '@', '!', ':'];

/// Whether a word is a number.
fn is_number(word: &str) -> bool {
    word.chars().all(|next| next.is_ascii_digit())
}

/// Whether a character is markup rather than punctuation.
fn is_sign(next: char) -> bool {
    SETTING.contains(&next) || next == '*' || next == '_'
}

/// The words of a text as written, each with its byte offset.
fn places(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let words = text.split(|next: char| !next.is_alphanumeric()).map(|word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty()).collect()
}

/// The characters between the last word of a text and its end.
fn signs_before(before: &str) -> &str {
    &before[before.trim_end_matches(|next: char| !next.is_alphanumeric()).len()..]
}

/// Whether words begin as a mark does, and not as the name of something that is called so.
fn leads(said: &str) -> bool {
    let first: Vec<_> = words(said).take(2).collect();
    match &*first {
        _ if says_what_follows(said) => true,
        [this, part, ..] if this == "this" => {
            ["paragraph", "part", "report", "section"].contains(&&**part)
        }
        [first, ..] => ["not", "private", "strictly"].contains(&&**first) || is_mark(first),
        [] => false,
    }
}

/// Whether words begin by naming what is below them: `The rest of this section`.
fn says_what_follows(said: &str) -> bool {
    let mut words = words(said);
    words.next().is_some_and(|the| the == "the")
        && words.next().is_some_and(|what| Said::all().following.contains(&what))
}

/// Whether words that withhold something are not part of the sentence before them.
fn is_parted(kind: Kind, signs: &str, before: &str, said: &str) -> bool {
    if signs.len() == before.len() || signs.contains(['(', '[', '{', '<', '`', '"', '“', '‘']) {
        return false;
    }
    let set_apart = signs.starts_with(char::is_whitespace) && signs.ends_with(SETTING);
    let last = words(before).last().unwrap_or_default();
    // Lists name exempt things in fewer words.
    let after_dash = ["–", "—", "--", "//", " - "].into_iter().any(|dash| signs.contains(dash))
        && !refers(before)
        && words(before).count()
            >= if kind == Kind::Block { FEWEST_OF_A_BLOCK } else { FEWEST_WORDS };
    leads(said)
        && (after_dash
            || signs.contains(['.', '!', '?'])
            || set_apart
            || is_capital(said) && !Said::all().naming.contains(&last))
}

/// Whether words that say whom something is for are a sentence of their own.
fn is_said_apart(signs: &str, before: &str, said: &str) -> bool {
    let ends = signs.contains(['.', '!', '?'])
        || is_capital(said) && signs.contains(['–', '—', '-', ':', ';', ',']);
    // `closed` can say that an action is done.
    signs.len() < before.len() && ends && bare(said) != "closed"
}

/// The fewest words of a sentence after which a dash sets words apart.
const FEWEST_WORDS: usize = 5;

/// The fewest words of such a sentence in a block that is not an item, cell or heading.
const FEWEST_OF_A_BLOCK: usize = 3;

/// Whether words are in capital letters.
fn is_capital(said: &str) -> bool {
    said.contains(char::is_uppercase) && !said.contains(char::is_lowercase)
}
