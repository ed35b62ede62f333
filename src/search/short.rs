//! Finds short withheld texts: headings, cells, names, amounts.
//!
//! In come withheld and open texts; out comes a [`Short`], which finds the withheld ones as wholes: from the start of
//! a word to the end of one, and a number only where it is that number. What the program itself prints, what open
//! texts contain as well, and what anyone could have written is not searched for.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use super::fold::{Folded, Gap};
use super::known;

/// The shortest text that is searched for on its own, in letters and digits.
const SHORTEST: usize = 4;

/// The shortest text that is searched for if it has only words that the program uses too.
const SHORTEST_OF_KNOWN_WORDS: usize = 8;

/// The fewest digits of a number with a point that is not a sum of money; shorter ones are paragraph numbers.
const SHORTEST_OF_POINTED: usize = 6;

/// The fewest digits of figures that are not a number, such as a telephone number; shorter ones are times and months.
const SHORTEST_OF_FIGURES: usize = 8;

/// Markup around words in prose.
const MARKS: [char; 9] = [' ', '\n', '*', '_', '`', '#', '>', '|', '~'];

/// What kind of text was found in a file, since what can occur by chance differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// Text for people: paragraphs, titles, descriptions.
    Read,
    /// Text for programs: names, addresses inside the file. Numbers in it mean nothing to people.
    Named,
}

/// Short withheld texts, ready to be searched for.
#[derive(Debug, Default)]
pub(super) struct Short {
    sought: Vec<Sought>,
    finder: Option<AhoCorasick>,
}

/// A short text that is searched for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Sought {
    /// Its letters and digits.
    letters: String,
    kind: Kind,
    /// The text as its author wrote it.
    written: String,
}

/// The kind of a short text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Words,
    /// A number, with the number of digits before its point.
    Number(usize),
    /// Digits that are not a number.
    Figures,
}

impl Short {
    /// Prepares those texts that are distinctive enough and do not occur in open texts.
    pub(super) fn new<'a>(
        texts: impl IntoIterator<Item = &'a str>,
        open: impl Iterator<Item = &'a Folded>,
    ) -> Self {
        let all = Self::of(texts.into_iter().filter_map(Sought::new).collect());
        let mut is_open = vec![false; all.sought.len()];
        open.for_each(|text| all.each(text, |number, _| is_open[number] = true));
        known::texts().for_each(|text| all.each(text, |number, _| is_open[number] = true));
        let closed = all.sought.into_iter().zip(is_open).filter(|(_, is_open)| !is_open);
        Self::of(closed.map(|(sought, _)| sought).collect())
    }

    /// Combines two searches.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.sought.extend(other.sought);
        Self::of(self.sought)
    }

    /// Prepares a search for these texts, without duplicates.
    fn of(mut sought: Vec<Sought>) -> Self {
        sought.sort();
        sought.dedup_by(|one, other| one.letters == other.letters && one.kind == other.kind);
        let finder = (!sought.is_empty()).then(|| {
            AhoCorasick::new(sought.iter().map(|sought| &sought.letters))
                .expect("no workspace holds as many texts as this could not take in")
        });
        Self { sought, finder }
    }

    /// Whether there is nothing to search for.
    pub(super) fn is_empty(&self) -> bool {
        self.sought.is_empty()
    }

    /// The first of them in a text, as its author wrote it.
    pub(super) fn find(&self, text: &Folded, manner: Manner) -> Option<&str> {
        let mut first = None;
        self.each(text, |number, _| {
            let sought = &self.sought[number];
            if manner == Manner::Read || sought.kind == Kind::Words {
                first = first.or(Some(sought.written.as_str()));
            }
        });
        first
    }

    /// Calls `visit` for each of them that occurs in a text.
    fn each(&self, text: &Folded, mut visit: impl FnMut(usize, Range<usize>)) {
        let Some(finder) = &self.finder else { return };
        for found in finder.find_overlapping_iter(text.letters()) {
            let number = found.pattern().as_usize();
            if self.sought[number].fits(text, found.range()) {
                visit(number, found.range());
            }
        }
    }
}

impl Sought {
    /// Prepares a text; `None` if anyone could have written it.
    fn new(text: &str) -> Option<Self> {
        // A date may well be that of the paper.
        if text.trim().parse::<NaiveDate>().is_ok() {
            return None;
        }
        let folded = Folded::new(text);
        let letters = folded.letters();
        let (kind, length) = if letters.bytes().all(|byte| byte.is_ascii_digit()) {
            let money = text.contains(['£', '€', '$']);
            figures(&folded, money)?
        } else {
            let words: Vec<_> = folded.words().collect();
            let all_known = words.iter().all(|word| word.len() < SHORTEST || known::has(word));
            let shortest = if all_known { SHORTEST_OF_KNOWN_WORDS } else { SHORTEST };
            let tells = letters.chars().count() >= shortest || words.len() == 1 && !all_known;
            (tells && !known::prints(&words) && !known::is_day(&folded))
                .then_some((Kind::Words, letters.len()))?
        };
        let letters = letters.get(..length).filter(|letters| letters.len() >= SHORTEST)?;
        Some(Self {
            letters: letters.to_owned(),
            kind,
            written: text.trim_matches(MARKS).to_owned(),
        })
    }

    /// Whether the letters at this place are this text, not part of a longer word or number.
    fn fits(&self, text: &Folded, at: Range<usize>) -> bool {
        if !text.is_whole(&at) {
            return false;
        }
        let Kind::Number(whole) = self.kind else { return true };
        // Digits that are set one by one count as one number, as nothing tells otherwise.
        let is_digit =
            |at: usize| text.letters().as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let goes_on = |gap: usize, beside: Option<usize>| {
            text.gap(gap) == Gap::Move && beside.is_some_and(is_digit)
        };
        let one_by_one = (1..at.len()).any(|inside| text.gap(at.start + inside) == Gap::Move);
        if one_by_one
            && (goes_on(at.start, at.start.checked_sub(1)) || goes_on(at.end, Some(at.end)))
        {
            return false;
        }
        (1..at.len()).all(|inside| {
            let thousands = inside < whole && (whole - inside).is_multiple_of(3);
            match text.gap(at.start + inside) {
                Gap::Within => inside != whole,
                Gap::Point | Gap::Comma => thousands || inside == whole,
                Gap::Move => true,
                Gap::Blank => thousands,
                Gap::Other => false,
            }
        })
    }
}

/// The kind of a text made of digits, and how many digits make it worth searching for.
fn figures(text: &Folded, money: bool) -> Option<(Kind, usize)> {
    let length = text.letters().len();
    let whole = (1..length).find(|&at| text.gap(at) == Gap::Point).unwrap_or(length);
    let is_number = (1..length).all(|at| match text.gap(at) {
        Gap::Within | Gap::Move => true,
        Gap::Point => at == whole,
        Gap::Comma | Gap::Blank => at < whole && (whole - at).is_multiple_of(3),
        Gap::Other => false,
    });
    if !is_number {
        return (length >= SHORTEST_OF_FIGURES && whole == length)
            .then_some((Kind::Figures, length));
    }
    let zeros = text.letters()[whole..].bytes().all(|byte| byte == b'0');
    let length = if zeros { whole } else { length };
    let plain = (1..length).all(|at| text.gap(at) == Gap::Within);
    let is_year = plain && !money && matches!(text.letters().parse(), Ok(1900..=2100));
    let enough = if whole < length && !money { SHORTEST_OF_POINTED } else { SHORTEST };
    (length >= enough && !is_year).then_some((Kind::Number(whole), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(withheld: &str, text: &str) -> bool {
        let short = Short::new([withheld], [].iter());
        short.find(&Folded::new(text), Manner::Read).is_some()
    }

    #[test]
    fn an_amount_is_found_however_it_is_written() {
        for text in
            ["£640,000", "640000.", "(640 000)", "640,000.00 a year", "£640’000", "was640000"]
        {
            assert!(found("£640,000", text), "{text}");
        }
        assert!(found("£640,000.00", "£640,000"));
        assert!(found("£1,400", "at £1,400, or"));
        assert!(found("£22.75", "£22.75p"));
        assert!(found("01632 960114", "01632960114"));
    }

    #[test]
    fn an_amount_is_not_found_in_other_numbers() {
        for text in ["1,640,000", "640,000.50", "6400001", "64 00 00", "640-000", "2640000"] {
            assert!(!found("£640,000", text), "{text}");
        }
        for text in ["22/07", "2022-07-14", "22.07.", "14:00:00", "12207", "D:20220714"] {
            assert!(!found("£2,207", text), "{text}");
        }
        assert!(!found("£22.75", "2,275"));
        assert!(!found("2019", "2019"), "a year is anyone’s");
        assert!(!found("10.12", "10.12"), "so is the number of a paragraph");
        assert!(!found("14:00", "14:00"), "and a time");
        assert!(!found("2022-09-01", "2022-09-01"), "and a day");
    }

    #[test]
    fn words_are_found_from_the_start_of_one_to_the_end_of_one() {
        for text in ["as Alun\nProthero’s", "alun pro-\nthero", "ALUN PROTHERO", "/Alun.Prothero#2"]
        {
            assert!(found("Alun Prothero", text), "{text}");
        }
        assert!(!found("Alun", "valuntary alunite"));
        assert!(found("Zoëy", "zoe\u{308}y") && !found("Zoëy", "zoeys"));
    }

    #[test]
    fn what_the_program_prints_and_what_tells_nothing_is_not_looked_for() {
        for text in [
            "Date",
            "14 July 2022",
            "Dydd Iau 14 Gorffennaf",
            "Title",
            "Page 12",
            "Agenda item 5",
            "Recommendation",
            "At risk",
            "of",
            "to do",
        ] {
            assert!(!found(text, text), "{text}");
        }
        let short = Short::new(["£640,000"], [].iter());
        assert_eq!(short.find(&Folded::new("640000"), Manner::Named), None);
    }

    #[test]
    fn what_open_texts_say_is_not_looked_for() {
        let open = [Folded::new("The cost is £1,400 at Alun Prothero’s."), Folded::new("a party")];
        let short = Short::new(["£1,400", "alun prothero", "arty party"], open.iter());
        assert_eq!(short.find(&Folded::new("1400 alun prothero"), Manner::Read), None);
        assert!(short.find(&Folded::new("arty party"), Manner::Read).is_some());
    }
}
