//! Finds open PDFs from outside that call themselves not for publication, in a line at the head of a page, a stamp or
//! a title.
//!
//! In come the texts of a PDF: its pages, stamps and properties. Out comes a finding for the first marking. A line at
//! the head of a page classifies it. Further down, where a line may be a cell or the end of a sentence, only an
//! unmistakable marking counts. An ambiguous line near the edge of a page gives a finding that asks.

mod ours;

use super::markings::{
    Vocabulary, bare, classes, heads, is_first_part, is_paper, is_second, labels, shouts,
    vocabulary,
};
use crate::diag::{Diagnostic, Rule};
use crate::read::Name;
use crate::read::mark::{
    cites_the_law, is_for_now, is_for_some, names_a_part, numbers_an_item, says_only_that,
};

/// The hint for both findings.
const REMEDY: &str = "withhold the item or the appendix, with `exempt = { paragraphs = […], reason = \"…\" }`, or ask for a copy that does not say so";

/// The most words of a classification.
const LONGEST_CLASS: usize = 8;

/// The fewest spaced letters that make a word: "E X E M P T".
const FEWEST_LETTERS: usize = 5;

/// The fewest words of a restriction to some readers that is no cell and no heading, and the fewest if in capitals.
const FEWEST_FOR_SOME: usize = 3;
const FEWEST_LOUD: usize = 2;

/// How many lines at the head and at the foot of a page can give a finding that asks.
const AT_HEAD: usize = 4;
const AT_FOOT: usize = 2;

/// The most words of a line that names a paper and its class.
const LONGEST_PAPER: usize = 3;

/// The finding for a PDF with these texts, if one of them is a marking.
pub(crate) fn check(named: &Name, texts: &[String]) -> Option<Diagnostic> {
    // Noncharacters stand for gaps between pieces of text.
    let is_apart = |next: char| next.is_whitespace() || matches!(next, '\u{FDD0}'..='\u{FDEF}');
    let lines_of = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_matches(is_apart).replace(is_apart, " "));
        lines.filter(|line| !line.is_empty()).collect()
    };
    let mut texts: Vec<Vec<String>> = texts.iter().map(|text| lines_of(text)).collect();
    if ours::is_public(&texts) {
        texts.iter_mut().for_each(|lines| lines.retain(|line| !ours::is_notice(line)));
    }
    let is_for_few = |line: &&String| is_loud(line) && is_for_some(line) || is_second_part(line);
    let is_first = texts.first().and_then(|lines| lines.first()).filter(is_for_few);
    // A text of one line may be a field, an answer or a bookmark.
    let pages = texts.iter().filter(|lines| lines.len() > 1).filter_map(|lines| lines.first());
    let mut heads =
        texts.iter().filter_map(|lines| lines.first()).filter(|line| stands_above(line));
    let mut notes =
        texts.iter().filter(|lines| lines.len() == 1).flatten().filter(|line| notes(line));
    let first = is_first
        .or_else(|| heads.next())
        .or_else(|| pages.into_iter().find(|line| heads_a_page(line)))
        .or_else(|| notes.next());
    if let Some(said) = first {
        return Some(says(named, said));
    }
    let lines: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
    // Text along a slant or round a corner has a line for each letter.
    let is_letter = |line: &str| line.chars().filter(|next| next.is_alphanumeric()).count() == 1;
    let runs = lines.chunk_by(|one, next| is_letter(one) && is_letter(next));
    let runs: Vec<String> = runs.map(|run| run.join(" ")).collect();
    let in_two = runs.windows(2).map(|two| two.join(" ")).filter(|line| is_loud(line));
    let in_two: Vec<String> = in_two.filter(|line| says_only_that(line)).collect();
    let sure = runs.iter().find(|line| stands_alone(line)).or(in_two.first());
    sure.map(|said| says(named, said)).or_else(|| {
        let edges = texts.iter().filter(|lines| lines.len() > 1).flat_map(|lines| {
            let foot = lines.len().saturating_sub(AT_FOOT).max(AT_HEAD);
            lines.iter().take(AT_HEAD).chain(lines.iter().skip(foot))
        });
        let edges: Vec<&String> = edges.collect();
        let has_parts = lines.iter().any(|line| is_first_part(line));
        let cites = |line: &&&String| says_by_law(line);
        edges.iter().find(cites).map(|said| says(named, said)).or_else(|| {
            let ends = texts.iter().filter(|lines| lines.len() > 1).flat_map(|lines| lines.last());
            let mut ends = ends.filter(|line| line.to_lowercase() == "closed");
            // A form has several parts.
            let is_part = |line: &&String| !has_parts && names_a_part(line) && is_for_some(line);
            let asked = edges
                .iter()
                .copied()
                .find(|line| may_class(line) || is_part(line) || may_notify(line));
            let asked = asked.or_else(|| ends.next()).map(String::as_str);
            asked
                .or_else(|| runs.iter().map(String::as_str).find(|line| is_draft(line)))
                .map(|said| asks(named, said))
        })
    })
}

/// Whether a line at an edge of a page says under which paragraph of the Act it is exempt: "By virtue of paragraph 3
/// of Part 1 of Schedule 12A".
fn says_by_law(line: &str) -> bool {
    let small = line.to_lowercase();
    small.starts_with("by virtue of")
        && small.contains("para")
        && line.starts_with(char::is_uppercase)
        && cites_the_law(line)
}

/// Whether a line at an edge of a page may say that it is not for the public: "Internal use only", "Sensitive",
/// "Schedule 12A, paragraph 3", or "Appendix B (Exempt)", which a list of appendices can have too.
fn may_notify(line: &str) -> bool {
    let small = line.to_lowercase();
    let part = line.split_once(['(', '[']).map(|(part, _)| part.trim());
    let words = small.trim_matches(|next: char| !next.is_alphanumeric());
    line.starts_with(char::is_uppercase)
        && (vocabulary().notices.contains(words)
            || is_for_some(words) && !vocabulary().other.contains(words) && !names_a_part(words)
            || small.contains("para") && cites_the_law(line)
            || part.is_some_and(numbers_an_item) && heads(line))
}

/// Whether a line, along a slant or not, says that a paper is a draft.
fn is_draft(line: &str) -> bool {
    line == "DRAFT" || together(line).is_some_and(|word| word == "draft") && is_loud(line)
}

/// The finding that asks about an ambiguous marking.
fn asks(named: &Name, said: &str) -> Diagnostic {
    let message = format!("`{}` has the line `{said}`, and is published", named.value);
    let hint = format!("if that says that it is not for publication, {REMEDY}; else accept it");
    Diagnostic::of(Rule::MayBeExempt, Some(named.place), message).hint(hint)
}

/// The finding for an unmistakable marking.
fn says(named: &Name, said: &str) -> Diagnostic {
    let message = format!("`{}` says `{said}`, and is published", named.value);
    Diagnostic::of(Rule::SaysExempt, Some(named.place), message).hint(REMEDY)
}

/// Whether the first line of a text classifies it as a heading does: "CONFIDENTIAL REPORT", "Appendix B (exempt)",
/// "Exempt appendix: Prices".
fn stands_above(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let is_second = is_second(&bare(line).to_lowercase());
    (2..=LONGEST_CLASS).contains(&words) && !line.ends_with('.') && heads(line) && !is_second
        || words <= LONGEST_CLASS && is_loud(line) && classes(line)
        || labels(line)
}

/// Whether the first of several lines classifies them: "Exempt", "Private report", "By virtue of paragraph 3 of
/// Schedule 12A".
fn heads_a_page(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let small = line.to_lowercase();
    let cites =
        || small.contains("para") && line.starts_with(char::is_uppercase) && cites_the_law(line);
    says_only_that(line)
        || says_it_of_pages(line)
        || cites()
        || words <= LONGEST_PAPER && is_paper(&small, &vocabulary().classes)
        || words >= FEWEST_LOUD && is_for_some(line) && !names_a_part(line)
}

/// Whether a line names the second part of an agenda: "Part B - Item 7".
fn is_second_part(line: &str) -> bool {
    let parts = line.split_once(['-', '–', '—', ':', ',']);
    parts.is_some_and(|(part, item)| {
        names_a_part(part) && is_for_some(part) && numbers_an_item(item)
    })
}

/// Whether words only say that pages are not for publication: "Pages 2 to 4 are exempt".
fn says_it_of_pages(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_one = |word: &&str, of: &[&str]| of.contains(&word.to_lowercase().as_str());
    let rest: Vec<&str> =
        words.iter().copied().filter(|word| !is_one(word, &["are", "page", "pages"])).collect();
    words.iter().any(|word| is_one(word, &["page", "pages"])) && says_only_that(&rest.join(" "))
}

/// Whether a clause of a one-line text says so, as a note does: "Kim: this page is exempt, do not publish".
fn notes(line: &str) -> bool {
    let says = |clause: &str| {
        let mut words = clause.split_whitespace().map(str::to_lowercase);
        words.any(|word| vocabulary().verbs.contains(&word))
            && (says_only_that(clause) || says_it_of_pages(clause) || is_for_some(clause))
    };
    !line.contains('?') && line.split([',', ':', ';', '.', '–', '—']).any(says)
}

/// Whether a line marks a passage in brackets, alone or at its end: "(exempt)", "… was lowest [exempt paragraph 3]".
fn marks_a_passage(line: &str) -> bool {
    let line = line.trim_end_matches(['.', ',', ';']);
    let in_brackets = line.strip_suffix(')').and_then(|line| line.strip_prefix('('));
    let at_end = || Some(line.strip_suffix(']')?.rsplit_once('[')?.1);
    in_brackets.or_else(at_end).is_some_and(says_only_that)
}

/// Whether a line is an unmistakable marking anywhere: "NOT FOR PUBLICATION", "Not for publication until 1 March",
/// "OFFICIAL-SENSITIVE", or a spaced-out word.
fn stands_alone(line: &str) -> bool {
    let words = line.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.count();
    let for_some = words >= FEWEST_FOR_SOME || words >= FEWEST_LOUD && is_loud(line);
    match together(line) {
        Some(words) => {
            says_only_that(&words)
                || vocabulary().said.iter().any(|said| said.replace(' ', "") == words)
        }
        None => {
            says_only_that(line) && (shouts(line) || line.contains(' ')) && !line.contains('?')
                || marks_a_passage(line)
                || is_for_now(line)
                || for_some && is_for_some(line) && !names_a_part(line)
        }
    }
}

/// Whether a line near the edge of a page may classify it, but may also be a cell or an answer: "Exempt", "Document
/// is Restricted".
fn may_class(line: &str) -> bool {
    let parts = line.split(|next: char| !next.is_alphanumeric() && next != '-');
    let words: Vec<String> = parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let Vocabulary { said: phrases, classes, labels, other, .. } = vocabulary();
    let before = words.iter().take_while(|word| labels.contains(word)).count();
    let said = words[before..].join(" ");
    let count = words.len() - before;
    let is_class = classes.contains(&said) && !other.contains(&said);
    let is_for_few = || count >= FEWEST_LOUD && is_for_some(&said) && !names_a_part(&said);
    let is_paper = || {
        (FEWEST_LOUD..=LONGEST_PAPER).contains(&count)
            && (is_paper(&said, classes) || is_paper(&said, phrases))
    };
    line.starts_with(|next: char| !next.is_lowercase())
        && words.len() <= LONGEST_CLASS
        && (is_class || says_only_that(&said) || is_for_few() || is_paper())
}

/// Whether a line is in capitals.
fn is_loud(line: &str) -> bool {
    line.contains(char::is_alphabetic) && !line.contains(char::is_lowercase)
}

/// The words of a line whose letters are spaced apart, in small letters and joined; `None` for any other line.
fn together(line: &str) -> Option<String> {
    let letters = line.split(|next: char| !next.is_alphanumeric());
    let letters: Vec<&str> = letters.filter(|part| !part.is_empty()).collect();
    let is_letter = |part: &&str| part.chars().count() == 1;
    (letters.len() >= FEWEST_LETTERS && letters.iter().all(is_letter))
        .then(|| letters.concat().to_lowercase())
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::diag::Place;
    use crate::world::World;

    /// The finding's text for a PDF of these texts.
    fn said(texts: &[&str]) -> Option<String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
        let named = Name::new("a.pdf".to_owned(), Place::new(file, 0..1));
        check(&named, &texts).map(|found| found.message)
    }

    #[test]
    fn what_heads_a_page_classes_it() {
        for line in [
            "Exempt",
            "Confidential",
            "EXEMPT REPORT",
            "Private Report",
            "RESTRICTED",
            "PART 2",
            "Commercial in confidence",
            "Members only",
            "Restricted circulation",
            "Not for press and public",
            "Appendix B (exempt)",
            "Exempt appendix: Prices",
            "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A",
            "Ddim i'w gyhoeddi",
            "Not for publication until 1 March 2027",
            "This document contains exempt information as defined in Schedule 12A",
            "Pages 2 to 4 of this document are exempt from publication",
            "Part B - Item 7",
        ] {
            let found = said(&[&format!("{line}\nThe bid was low.")]);
            assert_eq!(found, Some(format!("`a.pdf` says `{line}`, and is published")));
        }
        for line in [
            "Exempt accommodation",
            "Private homes",
            "Part 2: what the law asks",
            "Schedule 12A",
            "paragraph 3 of Schedule 12A",
            "Members",
            "The private report was read.",
            "Not before 1 March 2027",
            "This document contains no exempt information",
            "Part B - About you",
            "Parts of this document are exempt from copyright",
        ] {
            assert_eq!(said(&[&format!("{line}\nThe bid was low.")]), None, "{line}");
        }
        assert_eq!(said(&["A form\nPart 1", "PART 2\nYour name"]), None, "a part of a form");
        assert_eq!(said(&["A form\nYes", "Exempt"]), None, "the value of a field");
    }

    #[test]
    fn what_can_be_nothing_else_is_found_wherever_it_stands() {
        for lines in [
            "NOT FOR PUBLICATION",
            "N O T F O R P U B L I C A T I O N",
            "OFFICIAL-SENSITIVE",
            "COMMERCIAL IN CONFIDENCE",
            "Commercial in confidence",
            "TOP SECRET",
            "MEMBERS ONLY",
            "Ddim i'w gyhoeddi",
            "NOT FOR PUBLICATION UNTIL 1 MARCH 2027",
            "Zebra bid lowest [exempt paragraph 3].",
            "(exempt)",
        ] {
            let found = said(&[&format!("A letter\n{lines}\nThe bid was low.")]);
            assert_eq!(found, Some(format!("`a.pdf` says `{lines}`, and is published")));
        }
        let found = said(&["A letter\nNOT FOR\nPUBLICATION\nThe bid was low."]);
        assert_eq!(found, Some("`a.pdf` says `NOT FOR PUBLICATION`, and is published".into()));
        for lines in [
            "Part 1: your name\nPART 2",
            "NOT FOR\nSALE",
            "The report is not for\npublication yet.",
            "by virtue of paragraph 3 of Part 1 of Schedule 12A",
            "Supplies (exempt)",
            "The list [see page 3].",
        ] {
            assert_eq!(said(&[&format!("A letter\n{lines}\nThe bid was low.")]), None, "{lines}");
        }
    }

    #[test]
    fn a_line_at_an_edge_of_a_page_says_it_or_gives_a_finding_that_asks() {
        let of = |line: &str| said(&[&format!("A letter\nThe bid was low.\n{line}")]);
        let line = "By virtue of paragraph 3 of Part 1 of Schedule 12A";
        assert_eq!(of(line), Some(format!("`a.pdf` says `{line}`, and is published")));
        for line in [
            "Appendix B (Exempt)",
            "Schedule 12A, paragraph 3",
            "Part II",
            "PART 2",
            "Part B",
            "Pink paper",
            "Closed",
            "Internal use only",
            "Draft not for circulation",
            "Contains personal data",
            "Without prejudice",
            "Sensitive",
            "DRAFT",
            "D R A F T",
        ] {
            assert_eq!(of(line), Some(format!("`a.pdf` has the line `{line}`, and is published")));
        }
        for line in ["Draft", "OFFICIAL", "Part A", "Section 2", "Schedule 12", "Open"] {
            assert_eq!(of(line), None, "{line}");
        }
        assert_eq!(said(&["A form\nPart A\nYour name", "Your home\nPart B"]), None, "a form");
    }

    #[test]
    fn a_note_says_it_in_a_clause() {
        let note = "Kim: this page is exempt, do not publish";
        let found = said(&["A letter\nThe bid was low.", note]);
        assert_eq!(found, Some(format!("`a.pdf` says `{note}`, and is published")));
        for note in ["Is this page exempt?", "Tick if this is exempt", "Kim: is this page final?"] {
            assert_eq!(said(&["A letter\nThe bid was low.", note]), None, "{note}");
        }
    }

    #[test]
    fn notices_of_a_public_file_of_this_program_are_no_marks_and_those_of_others_are() {
        let page = "The agenda\n6. Not for publication.\nNot for publication\n: this contains exempt information \
            under paragraph 3\nNot for publication: exempt information, Schedule 12A, paragraph 3.\nNot for publication";
        let maker = "committee-papers 0.1.0";
        assert_eq!(said(&[page, maker]), None);
        assert!(said(&[page]).is_some());
        let restricted = "Not for publication: restricted version";
        let found = said(&[&format!("{restricted}\n{page}"), maker]);
        assert_eq!(found, Some(format!("`a.pdf` says `{restricted}`, and is published")));
    }
}
