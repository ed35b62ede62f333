//! Numbers and lists in English words, as they stand in a sentence.
//!
//! In come whole numbers and lists of names; out comes text: "twenty-one", "21st", "a, b and c".
//! Which of these a paper uses is left to its author and the house style.

/// The words up to nineteen.
const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The tens, by their first digit.
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The groups of three digits that have a name, largest first.
const GROUPS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "quintillion"),
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// Ordinals that are not their number with "th".
const IRREGULAR: [(&str, &str); 8] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("five", "fifth"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("twelve", "twelfth"),
    ("y", "ieth"),
];

/// A number in words: "zero", "twenty-one", "one hundred and two", "minus five".
pub fn words(number: i64) -> String {
    let mut rest = number.unsigned_abs();
    let mut parts = Vec::new();
    if number < 0 {
        parts.push("minus".to_owned());
    }
    for (size, name) in GROUPS {
        if rest >= size {
            parts.push(format!("{} {name}", below_thousand(rest / size)));
            rest %= size;
        }
    }
    let whole = number.unsigned_abs() < 1_000;
    if rest > 0 || whole {
        // "two thousand and five", but "two thousand one hundred and five".
        if !whole && rest < 100 {
            parts.push("and".to_owned());
        }
        parts.push(below_thousand(rest));
    }
    parts.join(" ")
}

/// An ordinal in words: "first", "twenty-second", "one hundred and third".
pub fn ordinal_words(number: i64) -> String {
    let words = words(number);
    IRREGULAR
        .iter()
        .find_map(|(cardinal, ordinal)| {
            words.strip_suffix(cardinal).map(|start| format!("{start}{ordinal}"))
        })
        .unwrap_or_else(|| format!("{words}th"))
}

/// An ordinal in figures: "1st", "12th", "23rd".
pub fn ordinal(number: i64) -> String {
    let digits = number.unsigned_abs();
    let suffix = match (digits % 10, digits % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// Beginnings of words that keep their hyphen.
const PREFIXES: [&str; 8] = ["co", "re", "non", "pre", "post", "self", "multi", "inter"];

/// The words of a key, with a capital: `next-steps` is "Next steps", `co-production` is "Co-production".
pub fn sentence_case(key: &str) -> String {
    let mut words = String::new();
    for part in key.split(['-', '_']).filter(|part| !part.is_empty()) {
        let last = words.rsplit(' ').next().unwrap_or_default();
        if !words.is_empty() {
            words.push(if PREFIXES.contains(&last) { '-' } else { ' ' });
        }
        words.push_str(part);
    }
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A list as it stands in a sentence: "a", "a and b", "a, b and c".
pub fn and_list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// A number below a thousand in words.
fn below_thousand(number: u64) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    match (hundreds, rest) {
        (0, _) => below_hundred(rest),
        (_, 0) => format!("{} hundred", below_hundred(hundreds)),
        _ => format!("{} hundred and {}", below_hundred(hundreds), below_hundred(rest)),
    }
}

/// A number below a hundred in words.
fn below_hundred(number: u64) -> String {
    let index = usize::try_from(number).unwrap_or(usize::MAX);
    match (SMALL.get(index), TENS.get(index / 10), index % 10) {
        (Some(small), ..) => (*small).to_owned(),
        (None, Some(tens), 0) => (*tens).to_owned(),
        (None, Some(tens), unit) => format!("{tens}-{}", SMALL[unit]),
        (None, None, _) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

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
    fn ordinals_read_as_they_are_spoken() {
        for (number, figures, said) in [
            (0, "0th", "zeroth"),
            (1, "1st", "first"),
            (2, "2nd", "second"),
            (3, "3rd", "third"),
            (4, "4th", "fourth"),
            (5, "5th", "fifth"),
            (8, "8th", "eighth"),
            (9, "9th", "ninth"),
            (11, "11th", "eleventh"),
            (12, "12th", "twelfth"),
            (13, "13th", "thirteenth"),
            (20, "20th", "twentieth"),
            (22, "22nd", "twenty-second"),
            (40, "40th", "fortieth"),
            (100, "100th", "one hundredth"),
            (111, "111th", "one hundred and eleventh"),
            (123, "123rd", "one hundred and twenty-third"),
            (1_000, "1000th", "one thousandth"),
            (1_000_000, "1000000th", "one millionth"),
            (-21, "-21st", "minus twenty-first"),
        ] {
            assert_eq!(ordinal(number), figures);
            assert_eq!(ordinal_words(number), said);
        }
    }

    #[test]
    fn lists_read_as_they_are_spoken() {
        assert_eq!(and_list::<&str>(&[]), "");
        assert_eq!(and_list(&["a"]), "a");
        assert_eq!(and_list(&["a", "b"]), "a and b");
        assert_eq!(and_list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
    }

    /// Reads words back, by a way of its own: words add up, "hundred" and the groups multiply.
    fn read(text: &str) -> i128 {
        let small: HashMap<&str, i128> = SMALL.into_iter().zip(0..).collect();
        let tens: HashMap<&str, i128> = TENS.into_iter().zip((0..).step_by(10)).skip(2).collect();
        let groups: HashMap<&str, i128> =
            GROUPS.into_iter().map(|(size, name)| (name, size.into())).collect();
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

        #[test]
        fn ordinals_end_alike_in_figures_and_in_words(number in any::<i64>()) {
            let (figures, said) = (ordinal(number), ordinal_words(number));
            prop_assert!(figures.starts_with(&number.to_string()));
            prop_assert_eq!(&figures[figures.len() - 2..], &said[said.len() - 2..]);
        }

        #[test]
        fn lists_keep_every_item_in_order(items in prop::collection::vec("[a-z]{1,5}x", 1..6)) {
            let list = and_list(&items);
            let split: Vec<&str> = list.split(", ").flat_map(|part| part.split(" and ")).collect();
            prop_assert_eq!(split, items);
        }
    }
}
