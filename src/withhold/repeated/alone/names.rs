//! Finds the names of persons and firms in a text.
//!
//! A text comes in; its runs of capitalised words that can be such a name go out, each with how certain that is.
//! Names of places, public bodies and laws are left out, and so are words that occur in small letters elsewhere, as
//! no name does.

use crate::language::sentences::bare;
use crate::withhold::repeated::public::is_of_a_place;

/// Titles before the name of a person.
const TITLES: [&str; 13] = [
    "Cllr",
    "Councillor",
    "Dame",
    "Dr",
    "Lady",
    "Lord",
    "Miss",
    "Mr",
    "Mrs",
    "Ms",
    "Mx",
    "Professor",
    "Sir",
];
/// The endings of company names (Companies Act 2006, Part 5) and of similar bodies.
const FORMS: [&str; 12] =
    ["CIC", "CIO", "Cyf", "Inc", "LLP", "LP", "Limited", "Ltd", "PLC", "Plc", "ccc", "plc"];
/// Other words that end the names of firms.
const FIRMS: [&str; 11] = [
    "Associates",
    "Builders",
    "Coaches",
    "Consulting",
    "Contractors",
    "Developments",
    "Group",
    "Holdings",
    "Homes",
    "Partners",
    "Solutions",
];
/// Words that can have a capital before a name and are not part of it.
const ARTICLES: [&str; 8] = ["A", "An", "And", "But", "For", "If", "The", "When"];
/// The fewest letters of a single-word name.
const LETTERS: usize = 4;

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// The name as it is written.
    pub(super) said: &'a str,
    /// The name without a person's title.
    pub(super) bare: &'a str,
    /// How certain it is that this names someone.
    pub(super) surety: Surety,
}

/// How certain it is that words name someone, the least certain first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surety {
    /// One capitalised word, or several that are all common words.
    Word,
    /// A word of a longer name.
    Part,
    /// Several words, at least one of which is not a common word.
    Name,
    /// A name with a person's title, or with the ending of a company.
    Someone,
}

/// The words of a text without the signs around them, each with its byte offset.
pub(super) fn places(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let words = text.split_inclusive(char::is_whitespace).map(|piece| {
        let word = bare(piece);
        let word = word.trim_end_matches("’s").trim_end_matches("'s");
        let start = at + piece.find(word).unwrap_or(0);
        at += piece.len();
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty()).collect()
}

/// The persons and firms that a text names. `is_common` says whether a word is a common one.
pub(super) fn names<'a>(text: &'a str, is_common: &dyn Fn(&str) -> bool) -> Vec<Name<'a>> {
    let words = places(text);
    let reading = Reading { text, bare: words.iter().map(|(_, word)| *word).collect(), words };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < reading.words.len() {
        let end = reading.end(at);
        if end > at {
            reading.run(at, end, is_common, &mut found);
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether a sentence, a cell or a line starts at a byte of a text. The stop of an initial ends none.
pub(super) fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|next: char| !next.is_alphanumeric());
    let between = &text[before.len()..at];
    let last = before.rsplit(|next: char| !next.is_alphanumeric()).next().unwrap_or_default();
    let is_stop = |next: char| next != '.' || !is_short(last);
    before.is_empty()
        || between.contains(|next| ".!?:|#>".contains(next) && is_stop(next))
        || ["\n\n", "\n- ", "\n* ", "\n+ "].iter().any(|mark| between.contains(mark))
}

/// Whether a byte of a text stands in an address of the web or of e-mail, or in the label of a paragraph, which
/// becomes part of the address of its page. All of these have names in small letters.
pub(super) fn is_in_address(text: &str, at: usize) -> bool {
    let before = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[at..].split(char::is_whitespace).next().unwrap_or_default();
    ["://", "www.", "mailto:", "@", "{#"].into_iter().any(|sign| before.contains(sign))
        || after.contains('@')
}

/// The abbreviation that a text gives a firm directly after its name: `ZQ` in “Zebraquill Quarries (ZQ)”.
pub(super) fn shortened<'a>(text: &'a str, name: &Name<'_>) -> Option<&'a str> {
    let (_, after) = text.split_once(name.bare).filter(|_| name.surety >= Surety::Name)?;
    let (short, _) = after.trim_start().strip_prefix('(')?.split_once(')')?;
    let initials = name.bare.split_whitespace().filter_map(|word| word.chars().next());
    (short.chars().count() > 1 && initials.eq(short.chars())).then_some(short)
}

/// Whether a stop after a word is one of an initial or a title, and ends no sentence.
fn is_short(word: &str) -> bool {
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_initial || TITLES.contains(&word)
}

/// Whether a name with which a text goes on at a byte is that of a place, a public body or a law.
pub(super) fn is_public(text: &str, at: usize) -> bool {
    let words = places(text);
    let bare: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    words.iter().position(|(start, _)| *start == at).is_some_and(|at| is_of_a_place(&bare, at))
}

/// A text split into words.
struct Reading<'a> {
    text: &'a str,
    words: Vec<(usize, &'a str)>,
    bare: Vec<&'a str>,
}

impl<'a> Reading<'a> {
    /// The text from word `from` up to, but not including, word `to`.
    fn said(&self, from: usize, to: usize) -> &'a str {
        let (last, word) = self.words[to - 1];
        &self.text[self.words[from].0..last + word.len()]
    }

    /// The end of the name that starts at a word, as a word number; `at` itself where none does.
    fn end(&self, at: usize) -> usize {
        let is_name = |at: &usize| {
            let word = self.bare[*at];
            word.starts_with(char::is_uppercase) || *at > 0 && FORMS.contains(&word)
        };
        let is_beside = |at: &usize| {
            let (start, word) = self.words[at - 1];
            let between = &self.text[start + word.len()..self.words[*at].0];
            let between = if is_short(word) { between.trim_start_matches('.') } else { between };
            between.chars().all(|next| next.is_whitespace() || "*_&,".contains(next))
                && (!between.contains(',') || FORMS.contains(&self.bare[*at]))
                && !between.contains("\n\n")
        };
        let first = (at..self.words.len()).take(1).filter(is_name).count();
        let rest = (at + 1..self.words.len()).take_while(|at| is_name(at) && is_beside(at));
        at + if first == 0 { 0 } else { 1 + rest.count() }
    }

    /// Adds the names in a run of capitalised words.
    fn run(
        &self,
        start: usize,
        end: usize,
        is_common: &dyn Fn(&str) -> bool,
        found: &mut Vec<Name<'a>>,
    ) {
        let mut add = |said, bare: (usize, usize), surety| {
            found.push(Name {
                said: self.said(said, bare.1),
                bare: self.said(bare.0, bare.1),
                surety,
            });
        };
        // The first word of a sentence has a capital whether it is a name or not.
        let starts = starts_sentence(self.text, self.words[start].0);
        let is_first = |at: usize| at == start && starts || ARTICLES.contains(&self.bare[at]);
        let mut first = start;
        while first < end && is_first(first) && is_common(self.bare[first]) {
            first += 1;
        }
        let has_letters = |word: &str| {
            word.chars().count() >= LETTERS && word.contains(|next: char| next.is_lowercase())
        };
        let is_own = |at: &usize| has_letters(self.bare[*at]) && !is_common(self.bare[*at]);
        if let Some(title) = (start..end).find(|at| TITLES.contains(&self.bare[*at])) {
            if title + 1 < end {
                add(title, (title + 1, end), Surety::Someone);
                (title + 2..end).filter(is_own).for_each(|at| add(at, (at, at + 1), Surety::Part));
            }
            return;
        }
        let last_of = |forms: &[&str]| {
            (first + 1..end).rev().find(|at| forms.contains(&self.bare[*at])).map(|at| at + 1)
        };
        if let Some(form) = last_of(&FORMS) {
            add(first, (first, form), Surety::Someone);
            if form - first > 2 {
                add(first, (first, form - 1), Surety::Name);
            }
            let parts = (first..form).filter(|at| is_own(at) && !FORMS.contains(&self.bare[*at]));
            parts.for_each(|at| add(at, (at, at + 1), Surety::Part));
            return;
        }
        let is_public = is_of_a_place(&self.bare, start);
        if first == end || is_public {
            return;
        }
        let has_own = (first..end).any(|at| is_own(&at));
        // The names of posts and panels have capitals too, but only common words.
        let is_name = (first..end).all(|at| is_own(&at)) || last_of(&FIRMS).is_some();
        let alone = if is_name && end - first > 1 { Surety::Part } else { Surety::Word };
        if end - first > 1 && (has_own || last_of(&FIRMS).is_some()) {
            add(first, (first, end), if has_own { Surety::Name } else { Surety::Word });
        }
        (first..end).filter(is_own).for_each(|at| add(at, (at, at + 1), alone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_firms_and_others_are_named_and_places_and_common_words_are_not() {
        let common = ["the", "bids", "chief", "officer", "homes", "coaches", "lowest", "council"];
        let is_common = |word: &str| common.contains(&word.to_lowercase().as_str());
        let sure = |text| {
            let names = names(text, &is_common).into_iter();
            names
                .filter(|name| name.surety > Surety::Part)
                .map(|name| name.said)
                .collect::<Vec<_>>()
        };
        for (text, found) in [
            ("Zebraquill Haulage bid lowest.", vec!["Zebraquill Haulage"]),
            (
                "The **Ferrow Homes** bid, and Mr Alan\nCarter’s.",
                vec!["Ferrow Homes", "Mr Alan\nCarter"],
            ),
            (
                "Bids by Ferrow Homes, Ltd, and Chief Homes Ltd.",
                vec!["Ferrow Homes, Ltd", "Ferrow Homes", "Chief Homes Ltd", "Chief Homes"],
            ),
            ("The depot in Stoke Prior and at Hale, Fenwick Green or Mill Lane.", vec![]),
            ("The Chief Officer and the Harwick Council.", vec![]),
            ("- Weald Coaches\n- Harcastle Pym", vec!["Weald Coaches", "Harcastle Pym"]),
        ] {
            assert_eq!(sure(text), found, "{text}");
        }
        let short = |text| names(text, &is_common).iter().find_map(|name| shortened(text, name));
        assert_eq!(short("It is Zebraquill Quarries (ZQ)."), Some("ZQ"));
        assert_eq!(short("It is Zebraquill Quarries (2022)."), None);
        for text in [
            "[it](https://example.org/zebraquill)",
            "www.zebraquill.example.org",
            "write to jo@zebraquill.example.org",
            "write to zebraquill@example.org",
            "It is open. {#zebraquill}",
        ] {
            assert!(is_in_address(text, text.find("zebraquill").unwrap_or_default()), "{text}");
        }
        assert!(!is_in_address("The zebraquill sings. See https://example.org", 4));
        let unsure = names("We thank Zebraquill.\n\nChief Coaches bid.", &is_common);
        let unsure: Vec<_> = unsure.iter().map(|name| (name.said, name.surety)).collect();
        assert_eq!(unsure, [("Zebraquill", Surety::Word)]);
        let parts = |text| {
            let names = names(text, &is_common).into_iter();
            let parts = names.filter(|name| name.surety == Surety::Part);
            parts.map(|name| name.said).collect::<Vec<_>>()
        };
        for (text, found) in [
            ("Zebraquill Haulage bid.", vec!["Zebraquill", "Haulage"]),
            ("Mr A. Quince met Zara Ferrow Ltd.", vec!["Quince", "Zara", "Ferrow"]),
            ("The Homes Panel and Chief Officer Jo met Weald Homes.", vec!["Weald"]),
        ] {
            assert_eq!(parts(text), found, "{text}");
        }
    }
}
