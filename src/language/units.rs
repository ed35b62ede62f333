//! Prints numbers with their units.
//!
//! A number and the unit that data gives it come in; text goes out: "61.5%", "£9.604m", "1 day", "19.25 weeks". The
//! number keeps its decimal places.

use crate::read::number::{MINUS, Number};

/// The signs of money, which come before a number.
const CURRENCIES: [char; 3] = ['£', '€', '$'];

/// Suffixes that follow a sum of money without a space: thousands, millions, billions.
const LARGE: [&str; 4] = ["k", "m", "bn", "tn"];

/// Other words for thousands, millions and so on of money.
const LARGE_WORDS: [&str; 5] = ["thousand", "million", "billion", "trillion", "mn"];

/// Words after a counted noun that qualify it, besides those in `ed`: "plans made", "cases open".
const SAID_OF: [&str; 14] = [
    "begun", "built", "done", "due", "given", "held", "late", "lost", "made", "met", "open",
    "seen", "sent", "taken",
];

/// Units whose plural is irregular, or that are often given in the singular: singular and plural.
const KNOWN: [(&str, &str); 41] = [
    ("person", "people"),
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("life", "lives"),
    ("half", "halves"),
    ("bus", "buses"),
    ("status", "statuses"),
    ("virus", "viruses"),
    ("bonus", "bonuses"),
    ("census", "censuses"),
    ("campus", "campuses"),
    ("syllabus", "syllabuses"),
    ("analysis", "analyses"),
    ("crisis", "crises"),
    ("diagnosis", "diagnoses"),
    ("hypothesis", "hypotheses"),
    ("synthesis", "syntheses"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("appendix", "appendices"),
    ("matrix", "matrices"),
    ("index", "indices"),
    ("curriculum", "curricula"),
    ("quiz", "quizzes"),
    ("movie", "movies"),
    ("tie", "ties"),
    ("hero", "heroes"),
    ("potato", "potatoes"),
    ("series", "series"),
    ("premises", "premises"),
    ("hour", "hours"),
    ("day", "days"),
    ("week", "weeks"),
    ("month", "months"),
    ("term", "terms"),
    ("year", "years"),
    ("point", "points"),
    ("case", "cases"),
];

/// Whether a unit is a ratio (per hundred, per thousand, per head), so that a sum of such numbers means nothing.
/// Amounts per day, week or year can be summed.
pub(crate) fn is_ratio(unit: &str) -> bool {
    const TIMES: [&str; 6] = ["day", "week", "month", "quarter", "year", "annum"];
    let unit = unit.to_lowercase();
    let words: Vec<_> = unit.split_whitespace().collect();
    let is_per = |pair: &[&str]| pair[0] == "per" && !TIMES.contains(&pair[1]);
    unit.contains('%')
        || words.windows(2).any(is_per)
        || words.iter().any(|word| word.starts_with("percent"))
}

/// A number with its unit, as printed. A unit is `%`, money (`£`, `£m`, `£ a week`) or words (`days`); for irregular
/// plurals, both forms with a bar between them (`half-term|half-terms`).
pub(crate) fn amount(number: Number, unit: Option<&str>) -> String {
    let unit = unit.unwrap_or_default().trim();
    if unit.is_empty() {
        return number.to_string();
    }
    let number = bare(number, Some(unit));
    let mut rest = unit.chars();
    match rest.next().filter(|first| CURRENCIES.contains(first)) {
        Some(currency) => money(number, currency, rest.as_str().trim()),
        None if is_joined(unit) => format!("{number}{unit}"),
        None => format!("{number} {}", noun(number, unit)),
    }
}

/// Whether a unit is money, which comes before its number.
pub(crate) fn is_money(unit: &str) -> bool {
    unit.trim().starts_with(CURRENCIES)
}

/// Whether a unit follows its number without a space.
fn is_joined(unit: &str) -> bool {
    matches!(unit, "%" | "‰" | "°")
}

/// A sum of money: the sign, the currency, the number, and the suffix.
fn money(number: Number, currency: char, rest: &str) -> String {
    let sign = if number.is_negative() { MINUS } else { "" };
    let space = if rest.is_empty() || LARGE.contains(&rest) { "" } else { " " };
    format!("{sign}{currency}{}{space}{rest}", number.size())
}

/// A number as printed without its unit: sums in pounds have both digits of their pence.
pub(crate) fn bare(number: Number, unit: Option<&str>) -> Number {
    let rest = unit.map(str::trim).and_then(|unit| unit.strip_prefix(CURRENCIES)).map(str::trim);
    let is_large = |rest: &str| {
        let first = rest.split(' ').next().unwrap_or_default();
        LARGE.contains(&first) || LARGE_WORDS.contains(&first)
    };
    let pence = number.rounded(2).filter(|_| number.places() == 1);
    pence.filter(|_| rest.is_some_and(|rest| !is_large(rest))).unwrap_or(number)
}

/// The words of a unit after a number: `day` after 1, `days` after any other, 1.0 included.
fn noun(number: Number, unit: &str) -> String {
    let is_one = number.places() == 0 && number.size() == Number::from(1);
    if let Some((one, many)) = unit.split_once('|') {
        return if is_one { one } else { many }.trim().to_owned();
    }
    // The counted noun comes first: "days per case", "places in nurseries", "plans issued".
    let end = [" per ", " of ", " in ", " for ", " a ", " (", "/"];
    let end = end.iter().filter_map(|word| unit.find(word)).min().unwrap_or(unit.len());
    let said_of = |word: &str| word.ends_with("ed") || SAID_OF.contains(&word);
    let counted = unit[..end].trim_end();
    let end = match counted.rsplit_once(' ') {
        Some((counted, last)) if said_of(last) => counted.len(),
        _ => end,
    };
    let (counted, rest) = unit.split_at(end);
    let start = counted.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (before, word) = counted.split_at(start);
    let word = if is_one { singular(word) } else { plural(word) };
    format!("{before}{word}{rest}")
}

/// The singular of a word.
pub(crate) fn singular(word: &str) -> String {
    if let Some((one, _)) = KNOWN.iter().find(|(_, many)| *many == word) {
        return (*one).to_owned();
    }
    let ends = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 1);
    let sibilant = |stem: &&str| ["ss", "x", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    match (ends("ies"), ends("es").filter(sibilant), ends("s")) {
        (Some(stem), ..) => format!("{stem}y"),
        (_, Some(stem), _) => stem.to_owned(),
        (_, _, Some(stem)) if !["s", "u", "i"].iter().any(|end| stem.ends_with(end)) => {
            stem.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// The plural of a word, where it is known to be a singular.
fn plural(word: &str) -> String {
    let known = KNOWN.iter().find(|(one, _)| *one == word);
    known.map_or(word, |(_, many)| many).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_they_are_printed() {
        for (number, unit, words) in [
            ("61.5", "%", "61.5%"),
            ("42.0", "%", "42.0%"),
            ("1250", "£", "£1,250"),
            ("9.604", "£m", "£9.604m"),
            ("9.604", "£ million", "£9.604 million"),
            ("9.6", "£ million", "£9.6 million"),
            ("9.6", "£m", "£9.6m"),
            ("0.5", "£", "£0.50"),
            ("1900.5", "£ a week", "£1,900.50 a week"),
            ("1900.125", "£", "£1,900.125"),
            ("1250", "£ a week", "£1,250 a week"),
            ("-3688000", "£", "−£3,688,000"),
            ("-2.5", "%", "−2.5%"),
            ("12", "weeks", "12 weeks"),
            ("19.25", "weeks", "19.25 weeks"),
            ("11.5", "per 1,000", "11.5 per 1,000"),
            ("1", "FTE", "1 FTE"),
            ("-3", "", "−3"),
        ] {
            assert_eq!(amount(number.parse().unwrap(), Some(unit)), words);
        }
        assert_eq!(amount(Number::from(1200), None), "1,200");
    }

    #[test]
    fn one_of_a_unit_is_singular() {
        for (unit, one, many) in [
            ("days", "1 day", "2 days"),
            ("day", "1 day", "2 days"),
            ("working days", "1 working day", "2 working days"),
            ("percentage points", "1 percentage point", "2 percentage points"),
            ("days per case", "1 day per case", "2 days per case"),
            ("children", "1 child", "2 children"),
            ("families", "1 family", "2 families"),
            ("boxes", "1 box", "2 boxes"),
            ("responses", "1 response", "2 responses"),
            ("addresses", "1 address", "2 addresses"),
            ("buses", "1 bus", "2 buses"),
            ("half-terms", "1 half-term", "2 half-terms"),
            ("staff", "1 staff", "2 staff"),
            ("analysis|analyses", "1 analysis", "2 analyses"),
            ("analyses", "1 analysis", "2 analyses"),
            ("risk analyses", "1 risk analysis", "2 risk analyses"),
            ("statuses", "1 status", "2 statuses"),
            ("houses", "1 house", "2 houses"),
            ("series", "1 series", "2 series"),
            ("plans issued", "1 plan issued", "2 plans issued"),
            ("visits made in time", "1 visit made in time", "2 visits made in time"),
            ("people seen", "1 person seen", "2 people seen"),
        ] {
            assert_eq!(amount(1.into(), Some(unit)), one);
            assert_eq!(amount(2.into(), Some(unit)), many);
        }
        assert_eq!(amount("1.0".parse().unwrap(), Some("days")), "1.0 days");
        assert_eq!(amount("-1".parse().unwrap(), Some("days")), "−1 day");
    }
}
