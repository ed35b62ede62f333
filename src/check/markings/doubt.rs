//! Tells what headings, titles, paragraphs and names of files say of the publication of what they stand for: that it
//! is not for publication, or that it may not be.

use super::{MAYBE, NAMED, ask, bare, heads, raise, vocabulary};
use crate::diag::{Diagnostic, Place, Rule};
use crate::read::Name;
use crate::read::mark::{MARKS, is_for_some, names_a_part, says_only_that};

/// What words say of the publication of what they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// That it is not for publication.
    Plainly,
    /// That it may not be: the words have another meaning as often.
    Perhaps,
}

impl Said {
    /// The finding for words that say so: an error with `remedy`, or a warning that asks.
    pub(super) fn raise(
        self,
        text: &str,
        place: Option<Place>,
        remedy: &str,
    ) -> Option<Diagnostic> {
        match self {
            Self::Plainly => raise(text, true, place, remedy),
            Self::Perhaps => ask(text, place, MAYBE),
        }
    }
}

/// The fewest words of a phrase that has no other meaning.
const FEWEST: usize = 2;

/// The fewest words of a sentence after a label.
const FEWEST_AFTER: usize = 3;

/// What a heading or a title says of what is below it: as a whole, in brackets, before its first dash or colon, or
/// after its last.
pub(super) fn of_heading(text: &str) -> Option<Said> {
    let text = bare(text).trim();
    let plain = joined(text);
    if heads(text) || vocabulary().plain.contains(&plain) {
        return Some(Said::Plainly);
    }
    if denies(text) {
        return None;
    }
    let pieces = pieces(text);
    if pieces.iter().any(|piece| is_plain(piece)) {
        return Some(Said::Plainly);
    }
    let perhaps = |piece: &&str| {
        let piece = joined(piece);
        !vocabulary().plain.contains(&piece)
            && (is_for_some(&piece)
                || says_only_that(&piece)
                || vocabulary().asked.contains(&piece))
    };
    pieces.iter().any(perhaps).then_some(Said::Perhaps)
}

/// Whether a paragraph may say that it is not for publication: with a label before a sentence, `Restricted: The
/// contract ends.`; with the number of a description in the Act before or after it, `(Para 3)`; or as a line that has
/// nothing else.
pub(super) fn of_paragraph(text: &str) -> bool {
    let text = text.trim();
    let labels = || {
        let (label, rest) = text.split_once(": ")?;
        let label = joined(label);
        let is_sentence = rest.trim_start().starts_with(char::is_uppercase)
            && rest.ends_with(['.', '!'])
            && rest.split_whitespace().count() >= FEWEST_AFTER;
        Some(is_sentence && (is_for_some(&label) || vocabulary().asked.contains(&label)))
    };
    let cites = |inside: &str| {
        let words = joined(inside);
        let number = ["para ", "paragraph "].iter().find_map(|para| words.strip_prefix(para));
        number.is_some_and(|number| number.bytes().all(|next| next.is_ascii_digit()))
    };
    let before = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let after = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let signed = || {
        let last = joined(text.rsplit(' ').next().unwrap_or_default());
        text.contains('§') && MARKS.contains(&&*last)
    };
    vocabulary().asked.contains(&joined(text))
        || labels().unwrap_or_default()
        || before.is_some_and(|(inside, rest)| cites(inside) && rest.starts_with(' '))
        || after.is_some_and(|(before, inside)| cites(inside) && before.trim_end().ends_with('.'))
        || signed()
}

/// What a sentence on an agenda says of the item that it stands at: `The report is not for publication.` Sentences
/// about appendices, and about what may happen, say nothing of it.
pub(super) fn of_sentence(sentence: &str) -> Option<Said> {
    let small = joined(sentence);
    let words: Vec<&str> = small.split(' ').collect();
    if denies(sentence) || words.iter().any(|word| vocabulary().limits.contains(word)) {
        return None;
    }
    if vocabulary().leaving.is_any_in(&small) {
        let is_own = small.contains("this item");
        return Some(if is_own { Said::Plainly } else { Said::Perhaps });
    }
    let (this, rest) = words.split_first()?;
    let rest = rest.strip_prefix(&["attached"]).unwrap_or(rest);
    let (noun, rest) = rest.split_first()?;
    let is_of_it = ["the", "this"].contains(this) && vocabulary().whole.contains(noun);
    if !is_of_it || !says_only_that(&rest.join(" ")) {
        return None;
    }
    // A report contains exempt information where one appendix does.
    Some(if rest.contains(&"contains") { Said::Perhaps } else { Said::Plainly })
}

/// The finding for the name of an open file, if it may say that the file is not for publication: in a folder's name,
/// in capitals, or as the last word.
pub(super) fn of_name(named: &Name) -> Option<Diagnostic> {
    let says = |word: &str| {
        let small = word.to_lowercase();
        MARKS.contains(&&*small) || vocabulary().names.contains(&small)
    };
    let (folders, file) = named.value.rsplit_once('/').unwrap_or(("", &named.value));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words: Vec<&str> = stem.split(|next: char| !next.is_alphanumeric()).collect();
    let is_loud = |word: &&str| says(word) && !word.contains(char::is_lowercase);
    let is_said = folders.split('/').any(says)
        || words.iter().any(is_loud)
        || words.last().is_some_and(|last| says(last))
        || is_plain(&words.join(" "));
    let message = || {
        format!(
            "`{}` has the name of a file that is not for publication, and is published",
            named.value
        )
    };
    is_said.then(|| Diagnostic::of(Rule::MayBeExempt, named.place, message()).hint(NAMED))
}

/// Whether a heading names the first of several parts.
pub(in crate::check) fn is_first_part(text: &str) -> bool {
    let text = joined(text);
    let mut firsts = vocabulary().first.iter();
    firsts.any(|first| {
        text.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether words have no other meaning than that something is for some readers only.
fn is_plain(piece: &str) -> bool {
    let piece = joined(piece);
    piece.split(' ').count() >= FEWEST
        && is_for_some(&piece)
        && !names_a_part(&piece)
        && !vocabulary().asked.contains(&piece)
}

/// Whether a text says that nothing is withheld.
fn denies(text: &str) -> bool {
    vocabulary().opposites.is_any_in(&joined(text))
}

/// The parts of a heading that can each say something of it.
fn pieces(text: &str) -> Vec<&str> {
    let inside = text.split(['(', '[']).skip(1).filter_map(|rest| rest.split([')', ']']).next());
    let dashed = |text| -> Vec<&str> {
        let texts = str::split(text, ['–', '—', ':']);
        texts.flat_map(|text| text.split(" - ")).collect()
    };
    let parted = dashed(text);
    let ends = parted.first().into_iter().chain(parted.last()).copied();
    [text].into_iter().chain(inside).chain(ends).map(str::trim).collect()
}

/// The words of a text in small letters, with a space between them.
fn joined(text: &str) -> String {
    let words = text.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_say_it_plainly_are_told_from_those_that_may() {
        for plain in [
            "NOT FOR RELEASE",
            "Withheld",
            "Redacted",
            "Closed session",
            "Private session",
            "Confidential business",
            "Private item: contract award",
            "To be taken in private",
            "Offers (not for release)",
            "Exempt business",
            "Part II – press and public excluded",
        ] {
            assert_eq!(of_heading(plain), Some(Said::Plainly), "{plain}");
        }
        for perhaps in [
            "Private",
            "Part 2",
            "PART II",
            "Part II – Contract award",
            "Contract award (Part II)",
            "Contract award (closed)",
            "Offers (restricted)",
            "Exempt appendix: offers",
            "Bids – exempt appendix",
            "Offers (pink paper)",
            "Contract award – pink paper",
            "Restricted – contract award",
            "Pink pages",
            "Confidential information",
            "Exclusion of press and public",
            "Legal advice (privileged)",
            "Section B – closed to the public",
            "Rhan 2",
        ] {
            assert_eq!(of_heading(perhaps), Some(Said::Perhaps), "{perhaps}");
        }
        for other in [
            "Private fostering",
            "Closed roads",
            "Minutes (redacted)",
            "Part 1",
            "Part of the service",
            "Section 106 agreements",
            "Not exempt",
            "No exempt information",
            "A closed session of the panel in March",
            "What the exempt appendix sets out",
        ] {
            assert_eq!(of_heading(other), None, "{other}");
        }
        assert!(
            is_first_part("Part I – Open") && is_first_part("Part 1") && !is_first_part("Part 12")
        );
    }

    #[test]
    fn paragraphs_that_may_say_it_of_themselves_are_told_from_those_that_speak_of_it() {
        for asked in [
            "Restricted: Ferrow was dismissed for theft.",
            "Restricted: Ferrow was dismissed.",
            "Part II: The bids were low this year.",
            "Below the line: The firm has lost its bank.",
            "(Para 3) The bid was low.",
            "The bid was low. [para 3]",
            "The bid was low §3 exempt",
            "Exclusion of press and public",
        ] {
            assert!(of_paragraph(asked), "{asked}");
        }
        for other in [
            "Restricted: £4m of grants",
            "Private: 20 homes",
            "Part two: what it costs",
            "The bid is in section 2 (para 3).",
            "(Para 3 of the plan is out of date.)",
            "The exempt appendix sets out the bids.",
            "The press and public were excluded at the last meeting.",
        ] {
            assert!(!of_paragraph(other), "{other}");
        }
    }

    #[test]
    fn sentences_about_the_item_are_told_from_those_about_an_appendix() {
        for plain in [
            "The report is not for publication.",
            "This item is exempt under paragraph 3 of Schedule 12A.",
            "The attached report is confidential.",
            "The press and public will be asked to leave for this item.",
            "This item is to be considered in private.",
        ] {
            assert_eq!(of_sentence(plain), Some(Said::Plainly), "{plain}");
        }
        for perhaps in
            ["Members should bring the pink papers.", "The report contains exempt information."]
        {
            assert_eq!(of_sentence(perhaps), Some(Said::Perhaps), "{perhaps}");
        }
        for other in [
            "The exempt appendix is not for publication.",
            "Appendix 2 to this report is exempt.",
            "This item is not exempt.",
            "The report is for publication.",
            "The press and public will be asked to leave if members discuss the appendix.",
            "The press and public were excluded at the last meeting.",
            "The report is about private fostering.",
        ] {
            assert_eq!(of_sentence(other), None, "{other}");
        }
    }

    #[test]
    fn names_of_files_say_it_in_a_folder_in_capitals_or_at_their_end() {
        let says = |name: &str| {
            let file = crate::world::World::id(&typst::syntax::VirtualPath::new("a.toml").unwrap());
            of_name(&Name::new(name.to_owned(), Place::new(file, 0..1))).is_some()
        };
        for name in
            ["bridge-EXEMPT.pdf", "exempt/bridge.pdf", "bids-restricted.pdf", "private-report.pdf"]
        {
            assert!(says(name), "{name}");
        }
        for name in ["bridge.pdf", "exempt-accommodation.pdf", "private-hire.pdf", "part-2.pdf"] {
            assert!(!says(name), "{name}");
        }
    }
}
