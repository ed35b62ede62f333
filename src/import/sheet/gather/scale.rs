//! Converts values of a measure between units of ones, thousands and millions.

use crate::language::units::singular;

/// Words for powers of ten, with the number of places by which they move the point.
const MANY: [(&str, i32); 11] = [
    ("", 0),
    ("k", 3),
    ("K", 3),
    ("thousand", 3),
    ("m", 6),
    ("M", 6),
    ("mn", 6),
    ("million", 6),
    ("bn", 9),
    ("b", 9),
    ("billion", 9),
];

/// Units that only say that things are counted.
const COUNTS: [&str; 6] = ["number", "no", "no.", "count", "#", "integer"];

/// The number of places by which a word after a number moves its point; `None` for any other word.
pub(super) fn places(word: &str) -> Option<i32> {
    let word = word.trim();
    MANY.iter().find(|(many, _)| *many == word).map(|(_, places)| *places)
}

/// Converts a number between units that differ only by a power of ten; `None` for any others.
pub(super) fn converted(number: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (from.trim(), to.trim());
    if from.eq_ignore_ascii_case(to) || is_same(from, to) {
        return Some(number.to_owned());
    }
    let (pounds, from) = from.strip_prefix('£').map_or((false, from), |from| (true, from));
    let (in_pounds, to) = to.strip_prefix('£').map_or((false, to), |to| (true, to));
    let to = if COUNTS.contains(&to.to_lowercase().as_str()) { "" } else { to };
    let moved = places(from)? - places(to)?;
    (pounds == in_pounds).then(|| shifted(number, moved))
}

/// Whether two units are the same: abbreviated or in full, singular or plural.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let plain = |unit: &str| {
        let small = unit.to_lowercase();
        match small.trim_end_matches('.') {
            "per cent" | "percent" | "percentage" | "pct" => "%".to_owned(),
            small => singular(small),
        }
    };
    plain(one) == plain(other)
}

/// Puts a unit into the plural if some of the words do: `home` beside `2 homes`.
pub(super) fn of_several<'w>(unit: String, words: impl IntoIterator<Item = &'w str>) -> String {
    let is_plural = |word: &str| singular(word) != word;
    if is_plural(&unit) {
        return unit;
    }
    let mut words = words.into_iter().map(str::to_lowercase);
    words.find(|word| is_plural(word) && is_same(word, &unit)).unwrap_or(unit)
}

/// Moves the point of a number to the right by this many places, or to the left if negative.
fn shifted(number: &str, places: i32) -> String {
    let (sign, plain) = number.strip_prefix('-').map_or(("", number), |plain| ("-", plain));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let by = usize::try_from(places.unsigned_abs()).unwrap_or_default();
    let (whole, part) = match places >= 0 {
        true => {
            let part = format!("{part:0<by$}");
            (format!("{whole}{}", &part[..by]), part[by..].to_owned())
        }
        false => {
            let whole = format!("{whole:0>width$}", width = by + 1);
            let (left, right) = whole.split_at(whole.len() - by);
            (left.to_owned(), format!("{right}{part}"))
        }
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_thousands_and_millions_are_one_kind() {
        for (number, from, to, value) in [
            ("900", "£k", "£m", Some("0.9")),
            ("1300000", "£", "£m", Some("1.3")),
            ("0.25", "£m", "£m", Some("0.25")),
            ("9", "k", "number", Some("9000")),
            ("11.9", "k", "", Some("11900")),
            ("-1.5", "£m", "£k", Some("-1500")),
            ("44", "days", "days", Some("44")),
            ("1", "day", "days", Some("1")),
            ("45", "%", "per cent", Some("45")),
            ("45", "%", "number", None),
            ("45", "£", "%", None),
            ("5", "k", "£", None),
        ] {
            assert_eq!(converted(number, from, to).as_deref(), value, "{number} {from} in {to}");
        }
    }

    #[test]
    fn a_unit_is_given_in_the_plural_that_other_words_have() {
        for (unit, words, given) in [
            ("home", &["1", "homes"][..], "homes"),
            ("family", &["Families", "housed"], "families"),
            ("home", &["House", "home"], "home"),
            ("homes", &["home"], "homes"),
            ("£", &["pounds"], "£"),
            ("FTE", &["Posts"], "FTE"),
        ] {
            assert_eq!(of_several(unit.to_owned(), words.iter().copied()), given, "{unit}");
        }
    }
}
