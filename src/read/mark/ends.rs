//! Words at an end of a block that say only that it is withheld: its last sentence, or what stands before its first one.

use super::mistyped::LONGEST;
use super::parts::{Kind, Part, flowing, parts};
use super::references::refers;
use super::words::{
    bare, can_say_that, explains, has_any, is_for_now, is_for_some, is_mark, is_release,
    names_a_part, says_only_that, words,
};

/// The words at an end of a block, an item or a cell that say only that it is withheld: `It costs £4m. EXEMPT`,
/// `Not for publication: it costs £4m.` Each with the byte that it starts at.
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

/// The most words that say at an end that something is for some readers only.
const LONGEST_FOR_SOME: usize = 4;

/// Where the last words of a part stand, and how long they are, if they only say that it is withheld.
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
        // A mark in braces is read, or raised, where marks are.
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

/// Where the words of an item or a cell stand, and how long they are, if they say that something is withheld, in capitals
/// or by what it is withheld from. `Exempt` alone can be an answer.
fn whole(part: &Part<'_>) -> Option<(usize, usize)> {
    let said = part.words.trim();
    let is_loud = || is_capital(said) && (says_only_that(said) || is_for_some(said));
    let is_denied = || says_only_that(said) && words(said).any(|word| is_release(&word));
    let stands = part.kind == Kind::Entry && !is_statement(said) && !said.contains(['?', '(', '[']);
    let at = part.words.len() - part.words.trim_start().len();
    (stands && (is_loud() || is_denied())).then_some((at, said.len()))
}

/// How long the first words of a block are, if they label it or stand before it as a sentence, and say whom it is for, or
/// until when it is withheld: `Members only: …`, `Not for publication until 1 March: …`.
fn label(text: &str) -> Option<usize> {
    let ends = [":", ". ", " – ", " — "].into_iter().filter_map(|end| text.find(end));
    ends.filter(|end| is_label(text, *end)).max()
}

/// Whether what stands before a byte of a text labels what stands after it, and says whom that is for or until when it is
/// withheld.
fn is_label(text: &str, end: usize) -> bool {
    let (said, rest) = text.split_at(end);
    // Other papers have a second part, and coloured pages, too.
    let is_long = words(said).count() > 1;
    let for_some = is_for_some(said) && (is_capital(said) || is_long && !names_a_part(said));
    let goes_on = words(rest).next().is_some() && !explains(rest);
    goes_on && (for_some || is_for_now(said) && rest.starts_with(':'))
}

/// How long the first words of a block are, if they say in capitals whom it is for, and the rest is in small letters.
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

/// Where the first words of a part stand, and how long they are, if they only say that it is withheld. `written` is the
/// part with its lines.
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

/// Where words stand, and how long they are, that label a sentence inside a part and say that it is withheld: `It is sold.
/// Exempt: Ferrow paid £4m.`
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

/// Whether words say of something else that it is withheld: `Part of this item is not for publication`.
fn is_statement(said: &str) -> bool {
    let mut words = words(said).skip(usize::from(says_what_follows(said)));
    let this = words.next().is_some_and(|first| first == "this" || says_what_follows(said));
    explains(said) || !this && words.any(|word| word == "is" || word == "contains")
}

/// The signs that some markup languages set words apart by.
const SETTING: [char; 7] = ['=', '~', '^', '%', '@', '!', ':'];

/// Whether a word is a number.
fn is_number(word: &str) -> bool {
    word.chars().all(|next| next.is_ascii_digit())
}

/// Whether a sign is none of a sentence's own.
fn is_sign(next: char) -> bool {
    SETTING.contains(&next) || next == '*' || next == '_'
}

/// The words of a text as they are written, each with the byte that it starts at.
fn places(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let words = text.split(|next: char| !next.is_alphanumeric()).map(|word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty()).collect()
}

/// What stands between the last word of a text and its end.
fn signs_before(before: &str) -> &str {
    &before[before.trim_end_matches(|next: char| !next.is_alphanumeric()).len()..]
}

/// Whether words begin as a mark does, and not as the name of what another is said to be.
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

/// Whether words begin by naming what stands below them: `The rest of this section`.
fn says_what_follows(said: &str) -> bool {
    let mut words = words(said);
    words.next().is_some_and(|the| the == "the")
        && words.next().is_some_and(|what| FOLLOWING.contains(&&*what))
}

/// What stands below is called.
const FOLLOWING: [&str; 3] = ["following", "remainder", "rest"];

/// Whether words that say that something is withheld are no part of the sentence before them.
fn is_parted(kind: Kind, signs: &str, before: &str, said: &str) -> bool {
    if signs.len() == before.len() || signs.contains(['(', '[', '{', '<', '`', '"', '“', '‘']) {
        return false;
    }
    let set_apart = signs.starts_with(char::is_whitespace) && signs.ends_with(SETTING);
    let last = words(before).last().unwrap_or_default();
    // A list names what is exempt in fewer words.
    let after_dash = ["–", "—", "--", "//", " - "].into_iter().any(|dash| signs.contains(dash))
        && !refers(before)
        && words(before).count()
            >= if kind == Kind::Block { FEWEST_OF_A_BLOCK } else { FEWEST_WORDS };
    leads(said)
        && (after_dash
            || signs.contains(['.', '!', '?'])
            || set_apart
            || is_capital(said) && !NAMING.contains(&&*last))
}

/// Whether words that say whom something is for are a sentence of their own.
fn is_said_apart(signs: &str, before: &str, said: &str) -> bool {
    let ends = signs.contains(['.', '!', '?'])
        || is_capital(said) && signs.contains(['–', '—', '-', ':', ';', ',']);
    // Of an action, it says that it is done.
    signs.len() < before.len() && ends && bare(said) != "closed"
}

/// The fewest words of a sentence after which a dash sets words apart.
const FEWEST_WORDS: usize = 5;

/// The same in a block that is no item, cell or heading.
const FEWEST_OF_A_BLOCK: usize = 3;

/// What a word in capital letters is named after: `marked EXEMPT`.
const NAMING: [&str; 10] =
    ["as", "be", "called", "headed", "is", "labelled", "marked", "says", "stamped", "word"];

/// Whether words are in capital letters.
fn is_capital(said: &str) -> bool {
    said.contains(char::is_uppercase) && !said.contains(char::is_lowercase)
}
