//! Writes numbers in words, and ordinals, by the rules in a language's file.
//!
//! Whole numbers come in; text goes out: "twenty-one", "21st", "four actions". Which of these a paper uses is left to
//! its author and the house style.

use crate::read::record::record;
use crate::read::{Entries, Name};

/// The first number that is in figures inside a sentence.
const FIGURES_FROM: i64 = 10;

/// The first number that is in figures at the start of a sentence.
const OPENING_FIGURES_FROM: i64 = 100;

record! {
    /// The words of numbers.
    pub struct NumberWords("the words of numbers") {
        /// The word before a negative number.
        pub minus: Name,
        /// The word for none of a thing: "no".
        pub none: Name,
        /// The words for the numbers from 0 on that are not put together.
        pub small: Vec<Name>,
        /// The rules for putting greater numbers together, in order; each applies up to the next.
        pub larger: Vec<Larger>,
        /// The endings of ordinals in figures, by the last two digits, in order; each applies up to the next.
        pub ordinal: Vec<Ending>,
        /// Words, in small letters, that have a number after them: "page" in "page 4". They stay on one line with it.
        pub names: Vec<Name>,
    }
}

record! {
    /// A rule for the numbers from one on.
    pub struct Larger("a rule for numbers") {
        /// The first number of the rule.
        pub from: i64,
        /// The number that they are counted by, where that is not the first.
        pub by: Option<i64>,
        /// The words for the whole part, in which `{n}` is its multiple: "{n} hundred".
        pub say: Name,
        /// The text before the remainder, if there is one: " and ".
        pub rest: Name,
        /// The text before a remainder below a hundred, where that differs.
        pub small_rest: Option<Name>,
    }
}

record! {
    /// The ending of ordinals in figures.
    pub struct Ending("the ending of an ordinal") {
        /// The first number that has it.
        pub from: i64,
        /// The letters.
        pub ending: Name,
    }
}

impl NumberWords {
    /// A number in words: "zero", "twenty-one", "one hundred and two", "minus five".
    pub(crate) fn words(&self, number: i64) -> String {
        let words = self.positive(number.unsigned_abs());
        if number < 0 { format!("{} {words}", self.minus.value) } else { words }
    }

    /// A positive number in words; in figures where the language has no rule for it.
    fn positive(&self, number: u64) -> String {
        if let Some(word) = usize::try_from(number).ok().and_then(|at| self.small.get(at)) {
            return word.value.clone();
        }
        let from = |rule: &Larger| u64::try_from(rule.from).unwrap_or(u64::MAX);
        let rule = self.larger.iter().rev().find(|rule| from(rule) <= number);
        // Counting by one, or by more than the number, would never end.
        let by = |rule: &Larger| {
            let by = u64::try_from(rule.by.unwrap_or(rule.from)).ok();
            by.filter(|by| (2..=number).contains(by))
        };
        let Some((rule, by)) = rule.and_then(|rule| Some((rule, by(rule)?))) else {
            return number.to_string();
        };
        let (whole, rest) = (number / by, number % by);
        let mut said = match rule.say.contains("{n}") {
            true => rule.say.replace("{n}", &self.positive(whole)),
            false => rule.say.value.clone(),
        };
        if rest > 0 {
            let small = rule.small_rest.as_ref().filter(|_| rest < 100);
            said.push_str(small.unwrap_or(&rule.rest));
            said.push_str(&self.positive(rest));
        }
        said
    }

    /// An ordinal in figures: "1st", "12th", "23rd".
    pub(crate) fn ordinal(&self, number: i64) -> String {
        let last = i64::try_from(number.unsigned_abs() % 100).unwrap_or_default();
        let ending = self.ordinal.iter().rev().find(|ending| ending.from <= last);
        format!("{number}{}", ending.map_or("", |ending| ending.ending.as_str()))
    }

    /// A number for the inside of a sentence: in words below ten.
    pub(crate) fn inside(&self, number: usize) -> String {
        match i64::try_from(number) {
            Ok(small @ 0..FIGURES_FROM) => self.words(small),
            _ => number.to_string(),
        }
    }

    /// A number for the start of a sentence: in words below a hundred, "No" for zero.
    pub(crate) fn opening(&self, number: usize) -> String {
        match i64::try_from(number) {
            Ok(0) => super::case::capital(&self.none),
            Ok(small @ 1..OPENING_FIGURES_FROM) => super::case::capital(&self.words(small)),
            _ => number.to_string(),
        }
    }
}

/// A count with its noun: the noun's form for that number, or else `other`, with `written` in place of `{n}`.
pub(crate) fn counted(forms: &Entries<Name>, count: usize, written: &str) -> String {
    let form = forms.get(&count.to_string()).or_else(|| forms.get("other"));
    form.map_or_else(|| written.to_owned(), |form| form.replace("{n}", written))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::language::Language;
    use crate::read::record::{common, nowhere};

    fn english() -> NumberWords {
        Language::common().numbers.clone()
    }

    fn words(number: i64) -> String {
        english().words(number)
    }

    #[test]
    fn numbers_read_as_they_are_spoken() {
        for (number, said) in [
            (0, "zero"),
            (7, "seven"),
            (12, "twelve"),
            (20, "twenty"),
            (99, "ninety-nine"),
            (100, "one hundred"),
            (102, "one hundred and two"),
            (340, "three hundred and forty"),
            (1_000, "one thousand"),
            (1_001, "one thousand and one"),
            (1_100, "one thousand one hundred"),
            (2_022, "two thousand and twenty-two"),
            (12_345, "twelve thousand three hundred and forty-five"),
            (100_000, "one hundred thousand"),
            (1_000_000, "one million"),
            (1_000_005, "one million and five"),
            (-5, "minus five"),
            (-1_000, "minus one thousand"),
        ] {
            assert_eq!(words(number), said);
        }
        assert!(
            words(i64::MIN).starts_with("minus nine quintillion two hundred and twenty-three ")
        );
        assert!(words(i64::MAX).ends_with(" eight hundred and seven"));
    }

    #[test]
    fn ordinals_read_as_they_are_written() {
        for (number, figures) in [
            (0, "0th"),
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
            (20, "20th"),
            (22, "22nd"),
            (93, "93rd"),
            (99, "99th"),
            (111, "111th"),
            (123, "123rd"),
            (1_000, "1000th"),
            (-21, "-21st"),
        ] {
            assert_eq!(english().ordinal(number), figures);
        }
    }

    #[test]
    fn numbers_are_written_as_sentences_have_them() {
        let english = english();
        assert_eq!((english.inside(9), english.inside(10)), ("nine".into(), "10".into()));
        assert_eq!(
            (english.opening(0), english.opening(12), english.opening(100)),
            ("No".into(), "Twelve".into(), "100".into())
        );
    }

    #[test]
    fn welsh_counts_by_tens_and_puts_nouns_after_the_word_of() {
        let welsh = Language::built_in("cy").unwrap();
        for (number, said) in [
            (0, "dim"),
            (7, "saith"),
            (11, "un deg un"),
            (22, "dau ddeg dau"),
            (50, "pum deg"),
            (100, "cant"),
            (345, "tri chant pedwar deg pump"),
            (2_000, "dwy fil"),
            (12_000, "un deg dau mil"),
            (1_000_000, "un miliwn"),
            (-5, "minws pump"),
        ] {
            assert_eq!(welsh.numbers.words(number), said);
        }
        let ordinals =
            [1, 2, 3, 4, 5, 7, 11, 12, 19, 20, 21, 31].map(|number| welsh.numbers.ordinal(number));
        assert_eq!(
            ordinals.join(" "),
            "1af 2il 3ydd 4ydd 5ed 7fed 11eg 12fed 19eg 20fed 21ain 31ain"
        );
        let actions = welsh.noun.get("action").unwrap();
        let said = [0, 1, 2, 12].map(|count| counted(actions, count, &welsh.numbers.inside(count)));
        assert_eq!(said, ["dim camau", "un cam", "dau gam", "12 o gamau"]);
    }

    #[test]
    fn rules_that_lead_nowhere_give_figures() {
        let rule = |from, by| Larger {
            from,
            by,
            say: common("{n} x"),
            rest: common(" "),
            small_rest: None,
            place: nowhere(),
        };
        for larger in
            [vec![], vec![rule(1, Some(1))], vec![rule(1, Some(1_000))], vec![rule(-1, None)]]
        {
            let numbers = NumberWords { small: Vec::new(), larger, ..english() };
            assert_eq!(numbers.words(7), "7");
        }
    }

    /// Reads words back in its own way: words add up, "hundred" and the groups multiply.
    fn read(text: &str) -> i128 {
        let english = english();
        let small: HashMap<&str, i128> =
            english.small.iter().map(|word| word.as_str()).zip(0..).collect();
        let named = |range: std::ops::Range<i64>| {
            let rules = english.larger.iter().filter(move |rule| range.contains(&rule.from));
            rules.map(|rule| (rule.say.trim_start_matches("{n} "), i128::from(rule.from)))
        };
        let tens: HashMap<&str, i128> = named(20..100).collect();
        let groups: HashMap<&str, i128> = named(1_000..i64::MAX).collect();
        let (mut total, mut group, mut sign) = (0, 0, 1);
        for word in text.split([' ', '-']) {
            match word {
                "minus" => sign = -1,
                "and" => {}
                "hundred" => group *= 100,
                _ => match groups.get(word) {
                    Some(size) => {
                        total += group * size;
                        group = 0;
                    }
                    None => group += small.get(word).or(tens.get(word)).unwrap(),
                },
            }
        }
        sign * (total + group)
    }

    proptest! {
        #[test]
        fn words_read_back_as_the_number(number in prop_oneof![-1_000_000i64..=1_000_000, any::<i64>()]) {
            prop_assert_eq!(read(&words(number)), i128::from(number));
        }

        #[test]
        fn and_stands_before_the_last_tens_and_units(number in 101i64..1_000_000) {
            let said = words(number);
            let last = said.rsplit(' ').nth(1).unwrap();
            prop_assert_eq!(last == "and", number % 100 != 0, "{}", said);
        }
    }
}
