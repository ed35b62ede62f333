//! PDFs from outside that are open and say of themselves that they are not for publication: a line at the head of a page, a
//! stamp, a title.
//!
//! In come the texts of a PDF, pages, stamps and properties among them; out comes what the first of them says. A line at
//! the head of a page classes it; below that stands what can be nothing else, for a line may be a cell or the end of a
//! sentence. Near the edges of a page, what can be something else is asked.

use super::markings::{CLASSES, SAID, bare, classes, heads, is_paper, is_second, labels, shouts};
use crate::diag::{Diagnostic, Rule};
use crate::read::Name;
use crate::read::mark::{cites_the_law, is_for_now, is_for_some, names_a_part, says_only_that};

/// What to do where a PDF does.
const REMEDY: &str = "withhold the item or the appendix, with `exempt = { paragraphs = […], reason = \"…\" }`, or ask for a copy that does not say so";

/// A line of more words than this is no classification.
const LONGEST_CLASS: usize = 8;

/// The fewest letters that stand apart and are one word.
const FEWEST_LETTERS: usize = 5;

/// The fewest words for some readers that are no cell and no heading, and the fewest of those in capitals.
const FEWEST_FOR_SOME: usize = 3;
const FEWEST_LOUD: usize = 2;

/// How many lines at the head of a page, and at its foot, are asked about.
const AT_HEAD: usize = 4;
const AT_FOOT: usize = 2;

/// What stands before a class and says no more: "Document is Restricted", "Status: Private".
const LABELS: [&str; 16] = [
    "a",
    "all",
    "class",
    "classification",
    "document",
    "file",
    "is",
    "letter",
    "marked",
    "marking",
    "page",
    "paper",
    "report",
    "status",
    "the",
    "this",
];

/// What a class of one word is that is as often something else.
const OTHER: [&str; 1] = ["closed"];

/// The most words that name a paper and its class.
const LONGEST_PAPER: usize = 3;

/// What the texts of a PDF say of it.
pub(crate) fn check(named: &Name, texts: &[String]) -> Option<Diagnostic> {
    // Signs that are no characters part what was set apart.
    let is_apart = |next: char| next.is_whitespace() || matches!(next, '\u{FDD0}'..='\u{FDEF}');
    let lines_of = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_matches(is_apart).replace(is_apart, " "));
        lines.filter(|line| !line.is_empty()).collect()
    };
    let texts: Vec<Vec<String>> = texts.iter().map(|text| lines_of(text)).collect();
    let is_for_few = |line: &&String| is_loud(line) && is_for_some(line);
    let is_first = texts.first().and_then(|lines| lines.first()).filter(is_for_few);
    // What has one line alone may be a field, an answer or a bookmark.
    let pages = texts.iter().filter(|lines| lines.len() > 1).filter_map(|lines| lines.first());
    let mut heads =
        texts.iter().filter_map(|lines| lines.first()).filter(|line| stands_above(line));
    let first = is_first
        .or_else(|| heads.next())
        .or_else(|| pages.into_iter().find(|line| heads_a_page(line)));
    if let Some(said) = first {
        return Some(says(named, said));
    }
    let lines: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
    // What is written along a slant or round a corner has each letter in a line of its own.
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
        edges.into_iter().find(|line| may_class(line)).map(|said| asks(named, said))
    })
}

/// The finding for a PDF that may say so of itself.
fn asks(named: &Name, said: &str) -> Diagnostic {
    let message = format!("`{}` has the line `{said}`, and is published", named.value);
    let hint = format!("if that says that it is not for publication, {REMEDY}; else accept it");
    Diagnostic::of(Rule::MayBeExempt, Some(named.place), message).hint(hint)
}

/// The finding for a PDF that says this of itself.
fn says(named: &Name, said: &str) -> Diagnostic {
    let message = format!("`{}` says `{said}`, and is published", named.value);
    Diagnostic::of(Rule::SaysExempt, Some(named.place), message).hint(REMEDY)
}

/// Whether the first line of a text classes it, as a heading does: "CONFIDENTIAL REPORT", "Appendix B (exempt)", "Exempt
/// appendix: Prices".
fn stands_above(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let is_second = is_second(&bare(line).to_lowercase());
    (2..=LONGEST_CLASS).contains(&words) && !line.ends_with('.') && heads(line) && !is_second
        || words <= LONGEST_CLASS && is_loud(line) && classes(line)
        || labels(line)
}

/// Whether the first of several lines does: "Exempt", "Private report", "By virtue of paragraph 3 of Schedule 12A".
fn heads_a_page(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let small = line.to_lowercase();
    let cites =
        || small.contains("para") && line.starts_with(char::is_uppercase) && cites_the_law(line);
    says_only_that(line)
        || cites()
        || words <= LONGEST_PAPER && is_paper(&small, &CLASSES)
        || words >= FEWEST_LOUD && is_for_some(line) && !names_a_part(line)
}

/// Whether a line can be nothing else wherever it stands: "NOT FOR PUBLICATION", "Not for publication until 1 March",
/// "OFFICIAL-SENSITIVE", or letters that stand apart.
fn stands_alone(line: &str) -> bool {
    let words = line.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.count();
    let for_some = words >= FEWEST_FOR_SOME || words >= FEWEST_LOUD && is_loud(line);
    match together(line) {
        Some(words) => {
            says_only_that(&words) || SAID.iter().any(|said| said.replace(' ', "") == words)
        }
        None => {
            says_only_that(line) && (shouts(line) || line.contains(' '))
                || is_for_now(line)
                || for_some && is_for_some(line) && !names_a_part(line)
        }
    }
}

/// Whether a line near the edge of a page may class it, and may be a cell or an answer: "Exempt", "Document is Restricted".
fn may_class(line: &str) -> bool {
    let parts = line.split(|next: char| !next.is_alphanumeric() && next != '-');
    let words: Vec<String> = parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let labels = words.iter().take_while(|word| LABELS.contains(&word.as_str())).count();
    let said = words[labels..].join(" ");
    let count = words.len() - labels;
    let is_class = CLASSES.contains(&said.as_str()) && !OTHER.contains(&said.as_str());
    let is_for_few = || count >= FEWEST_LOUD && is_for_some(&said) && !names_a_part(&said);
    let is_paper = || {
        (FEWEST_LOUD..=LONGEST_PAPER).contains(&count)
            && (is_paper(&said, &CLASSES) || is_paper(&said, &SAID))
    };
    line.starts_with(|next: char| !next.is_lowercase())
        && words.len() <= LONGEST_CLASS
        && (is_class || says_only_that(&said) || is_for_few() || is_paper())
}

/// Whether a line is in capitals.
fn is_loud(line: &str) -> bool {
    line.contains(char::is_alphabetic) && !line.contains(char::is_lowercase)
}

/// The words of a line whose letters stand apart, in small letters and as one, if it is one.
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

    /// What a PDF of these texts says of itself.
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
        ] {
            let found = said(&[&format!("A letter\n{lines}\nThe bid was low.")]);
            assert_eq!(found, Some(format!("`a.pdf` says `{lines}`, and is published")));
        }
        let found = said(&["A letter\nNOT FOR\nPUBLICATION\nThe bid was low."]);
        assert_eq!(found, Some("`a.pdf` says `NOT FOR PUBLICATION`, and is published".into()));
        for lines in [
            "PART 2",
            "NOT FOR\nSALE",
            "The report is not for\npublication yet.",
            "by virtue of paragraph 3 of Part 1 of Schedule 12A",
        ] {
            assert_eq!(said(&[&format!("A letter\n{lines}\nThe bid was low.")]), None, "{lines}");
        }
    }
    #[test]
    fn what_may_be_a_cell_or_an_answer_near_the_edge_of_a_page_is_asked() {
        for line in [
            "Exempt",
            "PRIVATE",
            "Members only",
            "Document is Restricted",
            "Status: Private",
            "This report is confidential.",
            "Private report",
        ] {
            let asked = Some(format!("`a.pdf` has the line `{line}`, and is published"));
            assert_eq!(said(&[&format!("A letter\n{line}\nThe bid was low.")]), asked, "{line}");
            let foot = format!("A letter\nOne.\nTwo.\nThree.\nFour.\n{line}\nPage 1");
            assert_eq!(said(&[&foot]), asked, "{line}");
            let inside = format!("A form\nOne.\nTwo.\nThree.\n{line}\nFour.\nFive.");
            assert_eq!(said(&[&inside]), None, "{line}");
        }
        for line in [
            "Private fostering",
            "Restricted diet",
            "Closed",
            "exempt",
            "Exempt accommodation",
            "This report is about private homes",
            "Confidential reporting",
            "Status: Open",
        ] {
            assert_eq!(said(&[&format!("A letter\n{line}\nThe bid was low.")]), None, "{line}");
        }
    }
}
