//! What can only have been meant as a mark that withholds, however it was mistyped: `{.exmpt-3}`, `{exempt 3`.

use super::character::{LESS, is_unseen};

/// The keys and marks that say that something is not for publication.
pub(crate) const MARKS: [&str; 2] = ["exempt", "confidential"];

/// The most bytes of what stands in brackets and can be meant as a mark: longer words say more than one does.
const LONGEST: usize = 200;

/// The rest of a line from a byte of a text on, as far as a mark that starts there can reach.
pub(crate) fn reach(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at.saturating_add(LONGEST))];
    near.lines().next().unwrap_or_default()
}

/// The letters and digits of a text in small letters, its dashes as hyphens: what it means, whatever was typed around
/// it, invisible characters among it.
pub(crate) fn bare(written: &str) -> String {
    let letter = |next: char| match next {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' => Some('-'),
        '-' => Some('-'),
        next if next.is_alphanumeric() => Some(next),
        _ => None,
    };
    written.chars().filter_map(letter).flat_map(char::to_lowercase).collect()
}

/// Whether the inside of brackets can only have been meant as a mark that withholds.
pub(crate) fn is_meant(inside: &str) -> bool {
    let bare = bare(inside);
    let word = bare.trim_end_matches(|next: char| next == '-' || next.is_ascii_digit());
    let dot = inside.starts_with('.');
    // After a dot, a slip may stand behind the number, too.
    let first = bare.split(|next: char| next == '-' || next.is_ascii_digit()).next();
    let words = [Some(word), first.filter(|_| dot)];
    let near = |mark: &str| {
        let distances = words.into_iter().flatten().map(|word| strsim::osa_distance(word, mark));
        distances.min().is_some_and(|distance| distance <= 1 + usize::from(dot))
    };
    near("exempt") && (word.len() < bare.len() || dot) || near("confidential")
}

/// The first mark that withholds, or that was meant to, in words in which none is read.
pub(crate) fn withholding(words: &str) -> Option<&str> {
    words.match_indices('{').find_map(|(at, _)| {
        let rest = reach(words, at);
        let end = rest.find('}').unwrap_or(rest.len());
        let written = rest[1..end].trim_start_matches('{');
        // No expression starts with the dot of a mark.
        let closes = |open: &str, close: &str| rest.starts_with(open) && rest.contains(close);
        let expression = closes("{{", "}}") && !written.trim_start().starts_with('.')
            || closes("{%", "%}")
            || words[..at].ends_with('{');
        let inside = bare(written);
        let numbered =
            written.starts_with('.') && inside.ends_with(|next: char| next.is_ascii_digit());
        let meant = numbered || is_meant(written) || MARKS.iter().any(|mark| inside.contains(mark));
        (meant && !expression).then(|| &rest[..rest.len().min(end + 1)])
    })
}

/// Whether a text says of anything that it is not for publication, or can have been meant to.
pub(crate) fn is_mentioned(text: &str) -> bool {
    words(text).any(|word| {
        // Two slips leave all letters of a mark but two; few words have them.
        let shares =
            |mark: &str| mark.chars().filter(|one| word.contains(*one)).count() + 2 >= mark.len();
        let near = |mark: &&str| {
            shares(mark) && (word.contains(*mark) || strsim::osa_distance(&word, mark) <= 2)
        };
        word.len() > 3 && MARKS.iter().any(near)
    })
}

/// The words of a text in small letters; what nobody sees parts none.
fn words(text: &str) -> impl Iterator<Item = String> {
    let unseen = |next: char| is_unseen(next) || next == '\u{FEFF}';
    text.split(move |next: char| !next.is_alphanumeric() && !unseen(next)).map(bare)
}

/// The words of a text that can only have been meant as a mark, though they lack its braces: `.exempt-3`, `<.exempt-3>`,
/// `exempt-3}`. Each with the byte of the sign
/// that it starts with, which a backslash in Markdown lets be printed.
pub(crate) fn without_braces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part =
        |next: char| next.is_alphanumeric() || "-_.\u{2010}\u{2011}\u{2013}\u{2014}".contains(next);
    let mut at = 0;
    let words = text.split(move |next: char| !part(next)).map(move |word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word.trim_end_matches('.'))
    });
    words.filter_map(|(start, word)| {
        let after = text[start + word.len()..].starts_with('}');
        // What stands before a mark may run into it.
        let own = word.rfind('.').or_else(|| after.then(|| word.rfind("exempt")).flatten());
        let (start, word) = own.map_or((start, word), |own| (start + own, &word[own..]));
        let sign = match text[..start].chars().next_back() {
            Some(open) if sets_apart(open) => Some(start - open.len_utf8()),
            _ if word.starts_with('.') || after => Some(start),
            Some(sign) if is_numbered(word) && "@#/=~|^*!_:".contains(sign) => {
                (!is_in_address(&text[..start])).then_some(start)
            }
            _ => None,
        }?;
        let says = word.starts_with('.') || word.contains(|next: char| next.is_ascii_digit());
        let in_braces = || {
            let line = text[..start].rsplit('\n').next().unwrap_or_default();
            line.rfind('{') > line.rfind('}')
        };
        (says && is_meant(word) && !in_braces()).then_some((sign, word))
    })
}

/// Whether a word is that of a mark with its number: `exempt-3`.
fn is_numbered(word: &str) -> bool {
    let number = bare(word);
    let number = number.strip_prefix(MARKS[0]).and_then(|number| number.strip_prefix('-'));
    number.is_some_and(|number| number.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether a text ends inside an address.
fn is_in_address(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    ["://", "www.", "]("].into_iter().any(|sign| last.contains(sign))
}

/// The words beside a mark's own in brackets that say no more than the mark does.
const BESIDE: &str = " 12a a act and by class commercially contains disclosure div for from government in information is item \
    local not of para paragraph paragraphs paras part private public publication release schedule section span strictly the \
    this to under virtue ";

/// What says, where it stands by itself in square brackets, that something is for some readers only.
const FOR_SOME: [&str; 18] = [
    "below the line",
    "closed",
    "commercial in confidence",
    "commercially sensitive",
    "embargoed",
    "in confidence",
    "members only",
    "official sensitive",
    "part 2",
    "part ii",
    "part two",
    "pink",
    "pink papers",
    "private",
    "restricted",
    "secret",
    "sensitive",
    "withheld",
];

/// What names a part of a paper by the letter or number after it.
const LABELS: [&str; 9] =
    ["annex", "appendix", "class", "item", "paper", "part", "report", "schedule", "section"];

/// Whether words end in a reference to a part of a paper, of which brackets may say that it is withheld: `Appendix 2`.
fn refers(before: &str) -> bool {
    let mut last =
        words(before).filter(|word| !word.is_empty()).collect::<Vec<_>>().into_iter().rev();
    let label = last.next().filter(|label| label.len() <= 4).and(last.next());
    label.is_some_and(|label| LABELS.contains(&&*label)) && before.ends_with(' ')
}

/// A text in which each new line inside a block is a space, as it is in Markdown. Every byte keeps its place.
fn flowing(text: &str) -> String {
    let starts_block = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '\t']);
        rest.is_empty()
            || rest.starts_with(['\n', '\r', '-', '*', '+', '|', '>', '#', '`', '['])
            || [". ", ") "].iter().any(|after| {
                let digits = rest.trim_start_matches(|next: char| next.is_ascii_digit());
                digits.len() < rest.len() && digits.starts_with(after)
            })
    };
    let flow = |(at, next): (usize, char)| match next {
        '\n' if !text[..at].ends_with('\n') && !starts_block(&text[at + 1..]) => ' ',
        next => next,
    };
    text.char_indices().map(flow).collect()
}

/// The brackets of a text that can only have been meant as a mark, since they say nothing else and are square, or stand
/// at an end of a block, a cell or a sentence: `[exempt]`, `(Exempt, paragraph 3)`. Each with the byte that it starts at.
pub(crate) fn in_brackets(text: &str) -> Vec<(usize, &str)> {
    let flowing = flowing(text);
    flowing
        .match_indices(['(', '[', '<', LESS])
        .filter_map(|(at, open)| {
            let near = reach(&flowing, at);
            let end = near.find(match open {
                "(" => ')',
                "[" => ']',
                _ => '>',
            })?;
            let said = &near[open.len()..end];
            let says = says_only_that(said);
            if !says && (open == "(" || !is_for_some(said)) {
                return None;
            }
            let from = flowing.ceil_char_boundary(at.saturating_sub(LONGEST));
            let before = flowing[from..at].rsplit(['\n', '|']).next()?;
            if open == "(" && refers(before) {
                return None;
            }
            let starts = before.chars().all(|next| !next.is_alphabetic());
            let after = reach(&flowing, at + end + 1).split('|').next()?;
            let links = open == "[" && after.starts_with(['(', '[', ':']);
            // The words of a link end where its address begins.
            let (words, after) = match after.split_once("](") {
                Some((words, address)) => {
                    (words, address.split_once(')').map_or("", |(_, rest)| rest))
                }
                None => (after, ""),
            };
            let next = words.chars().chain(after.chars()).find(|next| next.is_alphanumeric());
            let ends = next.is_none_or(char::is_uppercase);
            // Words that were put into what someone else said stand in square brackets too.
            let stands = starts || ends || says && open != "(";
            (!links && stands).then(|| (at, &text[at..=at + end]))
        })
        .collect()
}

/// Whether words say that something is withheld, and nothing else.
pub(crate) fn says_only_that(words: &str) -> bool {
    let words: Vec<String> = self::words(words).filter(|word| !word.is_empty()).collect();
    let is_mark = |word: &String| {
        let word = word.trim_end_matches(|next: char| next.is_ascii_digit() || next == '-');
        MARKS.iter().any(|mark| strsim::osa_distance(word, mark) <= 1)
    };
    let is_beside = |word: &String| {
        BESIDE.contains(&format!(" {word} ")) || word.chars().all(|next| next.is_ascii_digit())
    };
    let says = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_said = words.iter().any(is_mark)
        || says("not") && ["publication", "release", "disclosure"].into_iter().any(says);
    is_said && words.iter().all(|word| is_mark(word) || is_beside(word))
}

/// Whether words say that something is for some readers only, and nothing else.
fn is_for_some(said: &str) -> bool {
    let words: Vec<String> = words(said).filter(|word| !word.is_empty()).collect();
    FOR_SOME.contains(&words.join(" ").as_str())
}

/// The lines of a text of several blocks that stand alone and say only that something is withheld: `Exempt.`, and the
/// last sentences of blocks that are such a word: `It costs £4m. EXEMPT`. Each with the byte that it starts at.
pub(crate) fn alone(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let lines = text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    });
    let lines: Vec<(usize, &str)> = lines.collect();
    let is_blank = |number: Option<usize>| {
        number.and_then(|number| lines.get(number)).is_none_or(|(_, line)| line.trim().is_empty())
    };
    let is_alone = |(number, (at, line)): (usize, &(usize, &'_ str))| {
        let said = line.trim();
        let is_line = is_blank(number.checked_sub(1))
            && is_blank(Some(number + 1))
            && said.len() < text.trim().len();
        let is_words =
            !said.starts_with(['#', '-', '+', '>', '{', '\\']) && !said.starts_with("* ");
        let is_said = is_line && is_words && (says_only_that(said) || is_for_some(said));
        let whole = is_said.then(|| (at + line.len() - line.trim_start().len(), said.len()));
        let ends_block = lines.get(number + 1).is_none_or(|(_, next)| {
            let next = next.trim_start();
            next.is_empty() || next.starts_with(['-', '*', '+', '#', '>'])
        });
        whole.or_else(|| {
            ends_block
                .then(|| last_sentence(line))
                .flatten()
                .map(|(from, length)| (at + from, length))
        })
    };
    let found: Vec<(usize, usize)> = lines.iter().enumerate().filter_map(is_alone).collect();
    found.into_iter().map(|(at, length)| (at, &text[at..at + length]))
}

/// Where in a line its last sentence stands, and how long it is, if it is only a word that withholds.
fn last_sentence(line: &str) -> Option<(usize, usize)> {
    let line = line.trim_end();
    let from = [". ", "! ", "? "].iter().filter_map(|end| line.rfind(end)).max()? + ". ".len();
    let said = &line[from..];
    let first = words(said).next()?;
    (MARKS.contains(&first.as_str()) && says_only_that(said)).then_some((from, said.len()))
}

/// Whether a sign before a word can stand for the brace of a mark.
fn sets_apart(sign: char) -> bool {
    !sign.is_alphanumeric()
        && !sign.is_whitespace()
        && !"\\\"'`“”‘’/*_~=#&?@:,.!|-–—".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_with_two_slips_in_it_is_mentioned_and_ordinary_words_are_not() {
        for text in
            ["it is Exempt.", "exmetp", "xempt-3", "eexemptt", "con\u{ad}fidental", "CONFEDENTAIL"]
        {
            assert!(is_mentioned(text), "{text}");
        }
        assert!(!is_mentioned("The council confides in its members."));
    }

    #[test]
    fn a_last_sentence_that_is_a_word_that_withholds_is_a_mark() {
        let found = |text: &str| alone(text).map(|(_, said)| said.to_owned()).collect::<Vec<_>>();
        assert_eq!(found("It costs £4m. EXEMPT\n\nThe rest is open."), ["EXEMPT"]);
        assert_eq!(
            found("- It costs £4m. Exempt, paragraph 3.\n- another"),
            ["Exempt, paragraph 3."]
        );
        for open in [
            "Staff keep a list. It is confidential.",
            "It costs £4m. Exempt goods cost less.",
            "exempt",
        ] {
            assert_eq!(found(open), [""; 0], "{open}");
        }
    }

    #[test]
    fn brackets_that_say_only_that_something_is_withheld_are_marks() {
        for marked in [
            "It costs £4m [exempt]",
            "It costs [exempt] £4m.",
            "(Exempt) It costs £4m.",
            "1. (exempt) It costs £4m",
            "It costs £4m (exempt).",
            "It costs £4m (EXEMPT) And so on",
            "| a | £4m (exempt 3) | b |",
            "[It costs £4m (exempt)](https://example.org)",
            "![(exempt) £4m](picture.gif)",
            "**£4m (exempt under paragraph 3 of Schedule 12A)**",
            "£4m (exempt from disclosure)",
            "£4m [this paragraph is exempt]",
            "[RESTRICTED] It costs £4m.",
            "£4m [Part II]",
            "<!-- not for publication --> £4m",
            "<span class=\"exempt-3\">£4m",
            "£4m (exmpt, para. 3)",
            "£4m [ex\u{ad}empt]",
            "£4m (confidential)",
            "£4m [not for publication]",
            "£4m (strictly private and confidential)",
            "The offer was £4m (exempt, paragraph\n3).",
            "- The offer was £4m (exempt)\n- another",
        ] {
            assert_eq!(in_brackets(marked).len(), 1, "{marked}");
        }
        for open in [
            "Appendix 2 (exempt) sets out the bids.",
            "Goods (exempt from VAT)",
            "the exempt appendix (Appendix 2)",
            "[exempt](https://example.org)",
            "Not for publication (by law)",
            "Appendix 2 (exempt)\nsets out the bids.",
            "The bids stand in Appendix 2\n(exempt) and in no other.",
            "The meeting considered the bids in Part 2 (exempt).",
            "Each bid is set out in Appendix 2 (exempt) and Appendix 3 (exempt).",
            "(2022)",
            "Goods (restricted)",
            "He said that the [closed] school was cold.",
            "Part 2 (the second part)",
            "The report [in Part 2] says so.",
            "<https://example.org/exempt>",
        ] {
            assert_eq!(in_brackets(open).len(), 0, "{open}");
        }
    }

    #[test]
    fn a_line_that_says_only_that_something_is_withheld_is_a_mark_and_a_list_or_a_whole_text_of_it_is_not()
     {
        for marked in [
            "It costs £4m.\n\nExempt.",
            "**EXEMPT**\n\nIt costs £4m.",
            "£4m\n\n*not for publication:*\n\n- a",
        ] {
            assert_eq!(alone(marked).count(), 1, "{marked}");
        }
        for open in [
            "Exempt",
            "- open\n\n- exempt",
            "a\n\n## Exempt",
            "a\n\nexempt\nfrom tax",
            "a\n\nPart 2 is open",
        ] {
            assert_eq!(alone(open).count(), 0, "{open}");
        }
    }

    #[test]
    fn a_numbered_word_is_a_mark_whatever_sign_stands_before_it_but_in_an_address() {
        for marked in ["£4m @exempt-3", "£4m #exempt-3", "£4m ==exempt-3==", "/exempt-3/"] {
            assert_eq!(without_braces(marked).count(), 1, "{marked}");
        }
        for open in
            ["https://example.org/exempt-3", "[a](#exempt-3)", "exempt-3", "exempt from tax"]
        {
            assert_eq!(without_braces(open).count(), 0, "{open}");
        }
    }
}
