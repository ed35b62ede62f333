//! Finds words which say that a draft, or part of it, is not for publication.
//!
//! In comes a line; out comes [`Closed`], with the paragraphs of the Schedule that it names. Any such words are taken
//! at face value, so that nothing becomes public by mistake; if everyone may read it after all, the author removes
//! the key.

use unicode_normalization::UnicodeNormalization;

use super::escape::near;
use super::fields::chosen;
use super::markings;
use super::vocabulary::{Vocabulary, vocabulary};
use crate::language::sentences::bare;
use crate::read::mark::{in_signs, says_elsewhere, withholding};

/// What a marking in a line of text covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Reach {
    /// The section that it is in.
    Section,
    /// The whole paper.
    Paper,
    /// Either of these.
    Both,
}

/// A marking that something is not for publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Closed {
    /// The paragraphs of the Schedule that it names.
    pub(in crate::import) paragraphs: Vec<String>,
    /// Whether it says confidential rather than exempt.
    pub(in crate::import) confidential: bool,
    /// The words of the marking.
    pub(in crate::import) words: String,
}

impl Closed {
    /// Takes another marking of the same thing where only that names paragraphs of the Schedule.
    pub(super) fn specify(&mut self, other: &Self) {
        if self.paragraphs.is_empty() && !other.paragraphs.is_empty() {
            self.clone_from(other);
        }
    }
}

/// The marking in a line, if any; `next` is the line after it, which may deny it.
pub(super) fn find(line: &str, next: Option<&str>) -> Option<Closed> {
    let small = small(line);
    let Vocabulary { withholds, lines, denials, open, except, .. } = vocabulary();
    let marked = lines.contains(bare(&small)) || says_elsewhere(&small);
    let marks = has_marks(line);
    let marked = marked || markings::marks_by_looks(line);
    if !marked && !marks && !withholds.is_any_in(&small) {
        return None;
    }
    let denied = is_answered_no(&small, next)
        || denials.is_any_in(&small)
        || open.is_any_in(&small)
        || small.ends_with(": no")
        || small.ends_with("? no");
    if denied && !marks && !except.is_any_in(&small) {
        return None;
    }
    Some(closed(line))
}

/// The marking in a heading, a title or a line of the front sheet, even if ambiguous; `next` is the line after it,
/// which may deny it.
pub(in crate::import) fn in_heading(line: &str, next: Option<&str>) -> Option<Closed> {
    let marked = markings::heading_marks(line) && !is_denied(&small(line), next);
    find(line, next).or_else(|| marked.then(|| closed(line)))
}

/// The marking in a line above a table or in the name of an area or a sheet. Only an unmistakable one counts, since
/// actions can be closed and homes private.
pub(in crate::import) fn in_sheet(line: &str) -> Option<Closed> {
    in_name(line, None)
}

/// The unmistakable marking in a name; `said` is the text under that name, which may deny it.
pub(super) fn in_name(name: &str, said: Option<&str>) -> Option<Closed> {
    let sure = markings::is_sure(name) || find(name, said).is_some();
    in_heading(name, said).filter(|_| sure)
}

/// The marking in a heading inside a section. A heading that is only a mark may be a line about the whole paper.
pub(super) fn in_inner_heading(line: &str, next: Option<&str>) -> Option<(Closed, Reach)> {
    let reach = if markings::is_lone(line) { Reach::Both } else { Reach::Section };
    in_heading(line, next).map(|closed| (closed, reach))
}

/// The marking in a line of text, and what it covers.
pub(super) fn in_text(line: &str, next: Option<&str>) -> Option<(Closed, Reach)> {
    let small = small(line);
    let elsewhere = says_elsewhere(line);
    let marks =
        elsewhere || has_marks(line) || markings::text_marks(line) && !is_denied(&small, next);
    let said = find(line, next);
    let reach = match (marks, &said) {
        (false, None) => return None,
        (false, Some(_)) => Reach::Paper,
        (true, _) if elsewhere || markings::is_lone(line) => Reach::Both,
        (true, _) if vocabulary().whole.is_any_in(&small) => Reach::Both,
        (true, _) => Reach::Section,
    };
    Some((said.unwrap_or_else(|| closed(line)), reach))
}

/// The unmistakable marking in a cell of a table, since a column can be about closed cases or private homes.
pub(in crate::import) fn in_cell(line: &str, next: Option<&str>) -> Option<(Closed, Reach)> {
    in_text(line, next).filter(|_| markings::is_sure(line) || find(line, next).is_some())
}

/// The marking in text beside a table, such as a comment.
pub(in crate::import) fn in_aside(line: &str) -> Option<Closed> {
    in_text(line, None).map(|(closed, _)| closed)
}

/// The marking in the name of a sheet; a sheet of closed actions is not marked by its name.
pub(in crate::import) fn in_sheet_name(name: &str) -> Option<Closed> {
    let is_done = small(name).contains("closed");
    let own = markings::without_kind(name);
    in_heading(&own, None).filter(|_| !is_done).or_else(|| in_sheet(name))
}

/// The marking in a row’s answer in a column that asks whether the row is public, or why it is exempt: `Public?` above
/// "N".
pub(in crate::import) fn in_answer(heading: &str, answer: &str) -> Option<Closed> {
    let (asked, said) = (small(heading), small(answer));
    let said = said.trim_matches(['.', ' ']);
    let refused = vocabulary().refusals.contains(said) || markings::is_lone(answer);
    let why =
        || markings::asks_why(&asked) && !said.is_empty() && !is_answered_no(&asked, Some(said));
    (markings::asks_for_release(&asked) && refused || why())
        .then(|| closed(&format!("{heading} {answer}")))
}

/// Whether a line has a Markdown mark that withholds, or brackets that only do so.
fn has_marks(line: &str) -> bool {
    let start = near(line);
    withholding(start).is_some() || !in_signs(start).is_empty()
}

/// The marking in a line that is known to have one.
pub(super) fn closed(line: &str) -> Closed {
    let small = small(line);
    let paragraphs = paragraphs(&small);
    let confidential =
        paragraphs.is_empty() && small.contains("confidential") && !small.contains("exempt");
    Closed { paragraphs, confidential, words: line.chars().take(160).collect() }
}

/// Whether a line is a question or label that the next line answers with "no".
pub(super) fn is_answered_no(small: &str, next: Option<&str>) -> bool {
    let asks = small.contains('?') || small.ends_with(':') || small.split(' ').count() <= 9;
    let Some(next) = next.filter(|_| asks) else { return false };
    let answer = chosen(next).map_or_else(|| next.to_owned(), |(ticked, _)| ticked);
    let answer = self::small(&answer);
    let Vocabulary { no, nothing, except, .. } = vocabulary();
    if nothing.contains(&answer) {
        return true;
    }
    let answer = bare(&answer);
    (no.contains(answer) || says_open(answer)) && !except.is_any_in(answer)
}

/// Whether a line with the words of a mark, or the line after it, says that nothing is withheld.
fn is_denied(small: &str, next: Option<&str>) -> bool {
    let said = small.rsplit([':', '?']).next().unwrap_or_default();
    let said = said.rsplit(" - ").next().unwrap_or_default();
    let Vocabulary { no, except, .. } = vocabulary();
    let no = said.len() < small.len() && no.contains(said.trim_matches([' ', '.']));
    (no || says_open(small) || is_answered_no(small, next)) && !except.is_any_in(small)
}

/// Whether a line says that nothing is withheld, whatever else it says.
fn says_open(small: &str) -> bool {
    let Vocabulary { denials, opposites, .. } = vocabulary();
    denials.is_any_in(small) || opposites.is_any_in(small)
}

/// The first marking in the lines of a front sheet.
pub(super) fn in_front(lines: &[String]) -> Option<Closed> {
    lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| in_heading(line, lines.get(at + 1).map(String::as_str)))
}

/// Whether a line only marks a paper.
pub(in crate::import) fn is_marking(line: &str) -> bool {
    let short = line.split(' ').count() <= 30;
    short && (find(line, None).is_some() || markings::is_lone(line))
}

/// Whether a line only says that something is not for publication.
pub(in crate::import) fn is_lone_marking(line: &str) -> bool {
    markings::is_lone(line) && in_sheet(line).is_some()
}

/// The labels of the appendices that a line withholds: those in its sentences with words that withhold.
pub(super) fn appendices_in(line: &str) -> Vec<String> {
    let mut labels = Vec::new();
    for sentence in line.split_inclusive(". ") {
        if markings::is_sure(sentence) && !is_denied(&small(sentence), None)
            || find(sentence, None).is_some()
        {
            labels.extend(labels_in(&small(sentence)));
        }
    }
    labels
}

/// The labels after each "appendix" of a sentence in small letters: `2` and `3` in "appendices 2 and 3", and all from
/// `2` to `5` in "appendices 2 to 5".
fn labels_in(sentence: &str) -> Vec<String> {
    let spaced = sentence.replace('-', " - ");
    let words = spaced
        .split(|next: char| !next.is_alphanumeric() && next != '-')
        .filter(|word| !word.is_empty());
    let mut labels: Vec<String> = Vec::new();
    let (mut listing, mut named, mut range) = (false, false, false);
    let mut last: Option<&str> = None;
    for word in words {
        let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        // "The appendix to a report" has no label.
        let is_named = word != "a" || named || last.is_some();
        let is_label = word.bytes().all(|byte| byte.is_ascii_digit()) || is_letter && is_named;
        if listing && is_label {
            labels.extend(last.filter(|_| range).into_iter().flat_map(|from| between(from, word)));
            labels.push(word.to_owned());
            (last, named, range) = (Some(word), false, false);
        } else {
            named = ["appendix", "appendices", "annex", "annexe", "annexes"].contains(&word);
            last = last.filter(|_| listing && !named);
            range = last.is_some() && ["to", "-", "through"].contains(&word);
            listing = named || range || listing && ["and", "or"].contains(&word);
        }
    }
    labels
}

/// The labels between two of the same kind, without these two.
fn between(from: &str, to: &str) -> Vec<String> {
    if let (Ok(from), Ok(to)) = (from.parse::<u16>(), to.parse::<u16>()) {
        return (from.saturating_add(1)..to.min(from.saturating_add(100)))
            .map(|label| label.to_string())
            .collect();
    }
    let letter = |label: &str| label.chars().next().filter(char::is_ascii_lowercase);
    let Some((from, to)) = letter(from).zip(letter(to)) else { return Vec::new() };
    (from..to).skip(1).map(String::from).collect()
}

/// The numbers of paragraphs that a line names: `paragraphs 1, 2 and 3`.
fn paragraphs(small: &str) -> Vec<String> {
    let after = ["paragraph", "para ", "para.", "paras "]
        .into_iter()
        .find_map(|word| small.split_once(word));
    let Some((_, after)) = after else { return Vec::new() };
    let after = after.trim_start_matches(['s', '(', ')', '.', ' ']);
    let mut found = Vec::new();
    for word in after.split([' ', ',', '(', ')', '&', '/']).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches(['.', ';', ':']);
        let digits = word.trim_end_matches(|next: char| next.is_ascii_alphabetic());
        if !digits.is_empty()
            && digits.len() < 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && word.len() <= digits.len() + 1
        {
            found.push(word.to_uppercase());
        } else if !matches!(
            word,
            "and" | "or" | "to" | "nos" | "no" | "number" | "numbers" | "paragraph" | "paragraphs"
        ) {
            break;
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A line in small letters, with one space between words.
fn small(line: &str) -> String {
    // Full-width letters and other forms of a letter become that letter.
    let line: String = line.nfkc().flat_map(char::to_lowercase).collect();
    let line = line.replace(['‑', '–', '\u{2010}'], "-");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendices_are_named_one_by_one_in_lists_and_from_one_to_another() {
        let named = |line: &str| labels_in(&small(line)).join(" ");
        for (line, labels) in [
            ("Appendices 2 to 5 are exempt", "2 3 4 5"),
            ("Appendices 2–4, and 7, are exempt", "2 3 4 7"),
            ("Appendices A to D are exempt", "a b c d"),
            ("Appendix A and Appendix C", "a c"),
            ("Appendix 2 - exempt", "2"),
            ("the appendix to a report", ""),
            ("an appendix and a plan", ""),
        ] {
            assert_eq!(named(line), labels, "{line}");
        }
    }

    #[test]
    fn words_that_withhold_are_taken_at_their_word() {
        let closed = find(
            "NOT FOR PUBLICATION by virtue of paragraphs 3 and 5 of Part 1 of Schedule 12A",
            None,
        )
        .unwrap();
        assert_eq!(
            (closed.paragraphs, closed.confidential),
            (vec!["3".to_owned(), "5".to_owned()], false)
        );
        let closed =
            find("Appendix 2 (exempt information, paragraph 18C of Schedule 12A)", None).unwrap();
        assert_eq!(closed.paragraphs, ["18C"]);
        assert_eq!(in_heading("Exempt – para 3", None).unwrap().paragraphs, ["3"]);
        assert_eq!(appendices_in("Appendix 2 is exempt"), ["2"]);
        assert_eq!(
            appendices_in("Appendix A is open. Annexes B, C and 4 are exempt."),
            ["b", "c", "4"]
        );
        for words in [
            "CONFIDENTIAL",
            "Exempt",
            "Private and confidential",
            "Contains no exempt information except Appendix 3",
            "{.exempt-3}",
            "Ddim i’w gyhoeddi",
            "Gwybodaeth esempt",
            "CYFRINACHOL",
        ] {
            assert!(find(words, None).is_some(), "{words}");
        }
        for heading in
            ["Prisiau – Eithriedig", "ATODIAD CYFRINACHOL: PRISIAU", "Nid i'w gyhoeddi: prisiau"]
        {
            assert!(in_heading(heading, None).is_some(), "{heading}");
        }
        assert!(find("Does this report contain exempt information?", Some("Yes")).is_some());
    }

    #[test]
    fn words_that_say_that_a_paper_is_open_withhold_nothing() {
        for words in [
            "This report does not contain exempt information",
            "Exempt information: None",
            "Premises that are exempt from business rates",
            "They will respect confidentiality",
            "Open",
        ] {
            assert_eq!(find(words, None), None, "{words}");
        }
        assert_eq!(find("Is this an exempt report?", Some("No")), None);
        assert_eq!(
            find("Does it contain exempt information? If so, which:", Some("☐ Yes ☒ No")),
            None
        );
        assert!(find("Does it contain exempt information?", Some("☒ Yes ☐ No")).is_some());
    }
}
