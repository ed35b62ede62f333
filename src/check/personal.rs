//! Finds what can identify a private person: National Insurance and NHS numbers, dates of birth, and private
//! addresses.

use std::ops::Range;

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::language::calendar::Written;
use crate::language::sentences::{clauses, words};
use crate::read::Name;

/// Words before a date of birth.
const BIRTH: [&str; 6] = ["date of birth", "d.o.b", "dob:", "dob ", "born on ", "born "];
/// Words before a patient's number.
const PATIENT: [&str; 3] = ["nhs number", "nhs no", "patient number"];
/// The number of digits in a patient's number.
const DIGITS: usize = 10;
/// Titles before the name of a private person.
const TITLES: [&str; 6] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Master"];
/// Providers of private e-mail addresses.
const PRIVATE: [&str; 12] = [
    "@gmail.com",
    "@googlemail.com",
    "@hotmail.",
    "@outlook.com",
    "@live.co",
    "@yahoo.",
    "@icloud.com",
    "@me.com",
    "@btinternet.com",
    "@aol.com",
    "@sky.com",
    "@virginmedia.com",
];
/// The first digits of mobile telephone numbers, and how many digits they have.
const MOBILE: (&str, usize) = ("07", 11);
/// Words that offer a number to the public.
const CALLED: [&str; 8] =
    ["Contact", "contact", "Call", "call", "Ring", "ring", "Telephone", "telephone"];
/// Words in the address of a workplace.
const AT_WORK: [&str; 9] =
    ["Council", "Hall", "Centre", "Office", "Offices", "School", "College", "Surgery", "Hospital"];

/// Reports everything in the passages that can identify a private person.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let raise = |passage: &Passage<'_>, range: Range<usize>, what: &str| {
        let message = format!("this looks like {what}");
        Diagnostic::of(Rule::PersonalData, passage.place_of(range), message)
            .hint("take it out, or mark the paragraph as exempt: `{.exempt-1}` or `{.exempt-2}` at its end")
    };
    let mut findings = Vec::new();
    for passage in passages {
        let small = passage.text.to_ascii_lowercase();
        let names_someone = TITLES.iter().any(|title| passage.text.contains(title));
        let of_someone = |find: fn(&str) -> Option<Range<usize>>| {
            if names_someone { find(&passage.text) } else { None }
        };
        for range in insurance_numbers(&passage.words().collect::<Vec<_>>()) {
            findings.push(raise(passage, range, "a National Insurance number"));
        }
        let found = [
            (birth(&passage.text, &small), "someone’s date of birth"),
            (patient(&passage.text, &small), "the NHS number of a patient"),
            (of_someone(home), "where someone lives"),
            (letters(&passage.text, &small), "someone’s private e-mail address"),
            (of_someone(mobile), "someone’s own telephone"),
        ];
        let found = found.into_iter().filter_map(|(range, what)| Some((range?, what)));
        findings.extend(found.map(|(range, what)| raise(passage, range, what)));
    }
    findings
}

/// Reports, once for each kind, what can identify a private person in the texts of an open PDF from outside. Names and
/// addresses are left alone there, as a letter has those of its writer.
pub(crate) fn outside(named: &Name, texts: &[String]) -> Vec<Diagnostic> {
    // Noncharacters stand for gaps between pieces of text.
    let is_gap = |next: char| matches!(next, '\u{FDD0}'..='\u{FDEF}');
    let lines: Vec<String> =
        texts.iter().flat_map(|text| text.lines()).map(|line| line.replace(is_gap, " ")).collect();
    let has = |finds: &dyn Fn(&str) -> bool| lines.iter().any(|line| finds(line));
    let insured = |line: &str| !insurance_numbers(&words(line).collect::<Vec<_>>()).is_empty();
    let born = |line: &str| birth(line, &line.to_ascii_lowercase()).is_some();
    let treated = |line: &str| patient(line, &line.to_ascii_lowercase()).is_some();
    let kinds = [
        (has(&insured), "a National Insurance number"),
        (has(&born), "someone’s date of birth"),
        (has(&treated), "the NHS number of a patient"),
    ];
    let found = kinds.into_iter().filter(|(is_there, _)| *is_there).map(|(_, what)| {
        let message = format!("`{}` has what looks like {what}, and is published", named.value);
        Diagnostic::of(Rule::PersonalData, named.place, message)
            .hint("ask for a copy without it, or withhold the item or the appendix, with `exempt = { paragraphs = […], reason = \"…\" }`")
    });
    found.collect()
}

/// The ranges of National Insurance numbers among some words: `QQ 12 34 56 C`, with or without spaces.
fn insurance_numbers(words: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let number = |from: usize| {
        let mut joined = String::new();
        words[from..].iter().take(5).find_map(|(range, word)| {
            // Other text may be joined to the number: `(AB 12 34 56 C)’s`.
            joined.push_str(word.split(|next: char| !next.is_alphanumeric()).next()?);
            is_insurance_number(&joined).then_some(words[from].0.start..range.end)
        })
    };
    let starts =
        |from: &usize| words[*from].1.starts_with(|first: char| first.is_ascii_uppercase());
    (0..words.len()).filter(starts).filter_map(number).collect()
}

/// Whether letters and digits form a National Insurance number.
fn is_insurance_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && matches!(bytes[8], b'A'..=b'D')
}

/// The range of a date of birth, with the words that say so. `small` is the text in small letters.
fn birth(text: &str, small: &str) -> Option<Range<usize>> {
    let (at, said) = BIRTH.iter().find_map(|said| Some((small.find(said)?, said)))?;
    let after = small.get(at + said.len()..)?;
    // “Born 12 weeks early” gives no date.
    if *said == "born "
        && Written::at(&words(&text[at + said.len()..]).collect::<Vec<_>>())?.0.date().is_none()
    {
        return None;
    }
    // “Born on or after” is an admission rule.
    if after.starts_with("or ") {
        return None;
    }
    let digit = after.find(|next: char| next.is_ascii_digit()).filter(|digit| *digit < 12)?;
    let start = at + said.len() + digit;
    let end = text[start..].find([',', ';', ')']).map_or(text.len(), |end| start + end);
    Some(at..end)
}

/// The range of a patient's NHS number, with the words that say so. `small` is the text in small letters.
fn patient(text: &str, small: &str) -> Option<Range<usize>> {
    let (at, said) = PATIENT.iter().find_map(|said| Some((small.find(said)?, said)))?;
    let start = at + said.len();
    let digits: Vec<_> = text[start..]
        .char_indices()
        .take_while(|(_, next)| next.is_ascii_digit() || " .:-".contains(*next))
        .filter(|(_, next)| next.is_ascii_digit())
        .collect();
    let (last, _) = digits.get(DIGITS - 1).filter(|_| digits.len() == DIGITS)?;
    Some(at..start + last + 1)
}

/// The range from a private person to the postcode of a home in the same sentence.
fn home(text: &str) -> Option<Range<usize>> {
    clauses(text).find_map(|sentence| {
        let words: Vec<_> = words(&text[sentence.clone()]).collect();
        let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
        let is_name = |at: &usize| {
            TITLES.contains(&word(*at)) && word(at + 1).starts_with(char::is_uppercase)
        };
        let person = (0..words.len()).find(is_name)?;
        let code = (person..words.len()).find(|at| is_postcode(word(*at), word(at + 1)))?;
        let is_at_work = (person..code).any(|at| AT_WORK.contains(&word(at)));
        let (start, end) = (words[person].0.start, words[code + 1].0.end);
        (!is_at_work).then(|| sentence.start + start..sentence.start + end)
    })
}

/// The range of a private e-mail address. `small` is the text in small letters.
fn letters(text: &str, small: &str) -> Option<Range<usize>> {
    // A passage without an address need not be searched for each provider.
    if !small.contains('@') {
        return None;
    }
    let at = PRIVATE.iter().find_map(|host| small.find(host))?;
    let start = text[..at].rfind(|next: char| next.is_whitespace() || "(<:".contains(next));
    let end = text[at..].find(|next: char| next.is_whitespace() || ")>,;".contains(next));
    let start = start.map_or(0, |start| start + 1);
    Some(start..end.map_or(text.len(), |end| at + end)).filter(|range| range.start < at)
}

/// The range from a private person to a mobile telephone number in the same sentence.
fn mobile(text: &str) -> Option<Range<usize>> {
    let (begins, digits) = MOBILE;
    clauses(text).find_map(|sentence| {
        let words: Vec<_> = words(&text[sentence.clone()]).collect();
        let person = words.windows(2).position(|two| {
            TITLES.contains(&two[0].1) && two[1].1.starts_with(char::is_uppercase)
        })?;
        let is_ours = |word: &str| AT_WORK.contains(&word) || CALLED.contains(&word);
        if words.iter().any(|(_, word)| is_ours(word)) {
            return None;
        }
        let (first, start) = (person..words.len())
            .find_map(|at| words[at].1.starts_with(begins).then(|| (at, words[at].0.start)))?;
        let mut joined = String::new();
        words[first..].iter().take(3).find_map(|(range, word)| {
            joined.push_str(word);
            let is_it = joined.len() == digits && joined.bytes().all(|byte| byte.is_ascii_digit());
            is_it.then(|| sentence.start + start..sentence.start + range.end)
        })
    })
}

/// Whether two words form a postcode: `B97 4AB`.
fn is_postcode(outward: &str, inward: &str) -> bool {
    let (area, inward) = (outward.as_bytes(), inward.as_bytes());
    (2..=4).contains(&area.len())
        && area[0].is_ascii_uppercase()
        && area.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && area.iter().any(u8::is_ascii_digit)
        && matches!(inward, [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(text: &str) -> Option<Range<usize>> {
        birth(text, &text.to_ascii_lowercase())
    }

    fn treated(text: &str) -> Option<Range<usize>> {
        patient(text, &text.to_ascii_lowercase())
    }

    fn written_to(text: &str) -> Option<Range<usize>> {
        letters(text, &text.to_ascii_lowercase())
    }

    #[test]
    fn numbers_of_persons_in_a_file_from_outside_are_said_once_for_each_kind() {
        let file = crate::world::World::id(&typst::syntax::VirtualPath::new("a.toml").unwrap());
        let named = Name::new("a.pdf".to_owned(), crate::diag::Place::new(file, 0..1));
        let found = |text: &str| outside(&named, &[text.to_owned()]).len();
        assert_eq!(found("A letter\nQQ 12 34 56 C\nAB123456D\nDate of birth: 3 May 2010"), 2);
        assert_eq!(found("A form\nDate of birth\nNational Insurance number"), 0);
    }

    #[test]
    fn numbers_are_known_by_their_form() {
        let found = |text: &str| insurance_numbers(&words(text).collect::<Vec<_>>());
        assert_eq!(found("his number QQ 12 34 56 C, and AB123456D"), [11..24, 30..39]);
        assert!(found("grant AB 12 and 34 56 E").is_empty());
        assert_eq!(born("Name A (date of birth: 3 May 2010), of"), Some(8..33));
        assert_eq!(born("The date of birth is not recorded."), None);
        assert_eq!(born("Mr A, born on 3 May 1984"), Some(6..24));
        assert_eq!(born("Mr C’s son (born 3 May 2014) was"), Some(14..29));
        assert_eq!(born("a child born 12 weeks early"), None);
        assert_eq!(treated("His NHS number is not known; call 0300 123 4567"), None);
        assert_eq!(treated("(NHS number 943 476 5919)"), Some(1..24));
        assert!(home("Mr John Carter of 14 Acacia Avenue, Redditch B97 4AB, asked").is_some());
        assert_eq!(home("Write to Ms Jo Example, County Hall, Worcester WR5 2NP."), None);
        assert_eq!(written_to("write to jo.carter@gmail.com, or"), Some(9..28));
        assert_eq!(written_to("write to jo@example.gov.uk"), None);
        assert_eq!(mobile("Mrs Carter’s mobile is 07700 900123."), Some(25..37));
        assert_eq!(mobile("Call the office on 07700 900123."), None);
        assert_eq!(home("The depot at WR5 2NP closed. Mr Carter asked why."), None);
        assert_eq!(born("children born on or after 1 September 2017"), None);
        assert_eq!(born("and those born on or before 31 August 2018"), None);
    }
}
