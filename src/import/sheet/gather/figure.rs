//! Reads the number in a cell, with the words beside it.
//!
//! In comes the text of a cell; out comes its number with the words that follow it, and whether it is provisional.
//! Whether those words are the unit of a measure depends on the other cells of its row.

use super::scale;
use crate::read::date::ORDINALS;
use crate::read::number::Number;

/// A number in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number in digits, as in TOML.
    pub(super) value: String,
    /// The words beside it, which may be its unit; empty for a plain number.
    pub(super) unit: String,
    /// Whether it may still be corrected.
    pub(super) provisional: bool,
}

impl Figure {
    /// Reads the number at the beginning of a text, if its digits form one. `is_provisional` recognises the words
    /// that mark a provisional value.
    pub(super) fn of(text: &str, is_provisional: impl Fn(&str) -> bool) -> Option<Self> {
        let (text, provisional) = match text.rsplit_once([' ', '(', '[']) {
            Some((before, mark)) if is_marked(text, mark) && is_provisional(bare(mark)) => {
                (before.trim_end_matches([' ', '(', '[']), true)
            }
            _ => (text, false),
        };
        let signed = |text| str::strip_prefix(text, ['-', '−', '–']);
        let unsigned = signed(text).unwrap_or(text);
        let in_pounds = unsigned.strip_prefix('£');
        let plain = in_pounds.map_or(unsigned, |rest| signed(rest).unwrap_or(rest));
        let is_negative = text.len() - plain.len() > in_pounds.map_or(0, |_| '£'.len_utf8());
        let is_part = |next: char| next.is_ascii_digit() || matches!(next, ',' | '.');
        let end = plain.find(|next| !is_part(next)).unwrap_or(plain.len());
        let (figures, after) = plain.split_at(end);
        let value = format!("{}{}", if is_negative { "-" } else { "" }, whole(figures)?);
        value.parse::<Number>().ok()?;
        let after_it = after.trim();
        let unit = match in_pounds.is_some() {
            true if after_it.is_empty() || scale::places(after_it).is_some() => {
                format!("£{after_it}")
            }
            true => format!("£ {after_it}"),
            false => after_it.to_owned(),
        };
        let places = after == after_it && ORDINALS.contains(&after_it);
        (!places).then_some(Self { value, unit, provisional })
    }

    /// Whether it is a plain zero, which is the same in every unit.
    fn is_nothing(&self) -> bool {
        self.unit.is_empty()
            && self.value.parse::<Number>().is_ok_and(|value| value == Number::ZERO)
    }

    /// Whether the words beside it can only be a unit: money or a percentage.
    fn is_certain(&self) -> bool {
        let money = self.unit.strip_prefix('£').is_some_and(|rest| scale::places(rest).is_some());
        money || scale::converted("1", &self.unit, "%").is_some()
    }

    /// Whether the words beside it could be a unit: letters or signs for one, and no digits.
    fn is_worded(&self) -> bool {
        let fits = |next: char| next.is_alphabetic() || " %‰£/.'’-".contains(next);
        let says = |next: char| next.is_alphabetic() || "%‰£".contains(next);
        self.unit.chars().all(fits) && self.unit.contains(says)
    }

    /// The number converted to a unit; `None` if it is not known to be in one that converts.
    pub(super) fn in_unit(&self, unit: &str) -> Option<String> {
        match self.is_nothing() {
            true => Some(self.value.clone()),
            false => scale::converted(&self.value, &self.unit, unit),
        }
    }
}

/// The unit of most numbers of a measure; empty if most have none, or none that is reliable: words count as a unit
/// only if two numbers have them or they can be nothing else.
pub(super) fn common_unit<'f>(figures: impl Iterator<Item = &'f Figure>) -> String {
    let (mut units, mut bare): (Vec<(&Figure, usize)>, usize) = (Vec::new(), 0);
    for figure in figures.filter(|figure| !figure.is_nothing()) {
        if scale::places(&figure.unit).is_some() {
            bare += 1;
        } else if figure.is_worded() {
            match units.iter_mut().find(|(known, _)| figure.in_unit(&known.unit).is_some()) {
                Some((_, count)) => *count += 1,
                None => units.push((figure, 1)),
            }
        }
    }
    let most = units.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let mut first = units.iter().filter(|(_, count)| *count == most);
    match (first.next(), first.next()) {
        (Some((figure, count)), None) if *count > bare && (*count > 1 || figure.is_certain()) => {
            figure.unit.clone()
        }
        _ => String::new(),
    }
}

/// Whether the end of a text is in brackets, or is a word of more than three letters.
fn is_marked(text: &str, mark: &str) -> bool {
    let opened = text[..text.len() - mark.len()].ends_with(['(', '[']);
    opened && mark.ends_with([')', ']']) || !opened && mark.chars().count() > 3
}

/// A mark without the bracket that closes it.
fn bare(mark: &str) -> &str {
    mark.trim_end_matches([')', ']', '.'])
}

/// Digits as in TOML, if thousands are grouped correctly: `1,234.50`.
fn whole(figures: &str) -> Option<String> {
    let (whole, part) = figures.split_once('.').map_or((figures, None), |(w, p)| (w, Some(p)));
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let mut thousands = groups.clone();
    let apart = groups.next().is_none() || first.len() <= 3;
    if !apart || !thousands.all(|group| group.len() == 3) {
        return None;
    }
    let digits = whole.replace(',', "");
    // Integers have no leading zeros in TOML.
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    match part {
        None => Some(digits.to_owned()),
        Some(part) if !part.is_empty() && part.bytes().all(|next| next.is_ascii_digit()) => {
            Some(format!("{digits}.{part}"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Figure> {
        Figure::of(text, |word| ["p", "provisional"].contains(&word.to_lowercase().as_str()))
    }

    #[test]
    fn numbers_are_read_with_their_signs_and_what_stands_with_them() {
        for (text, value, unit) in [
            ("790", "790", ""),
            ("1,234.50", "1234.50", ""),
            ("00790", "790", ""),
            ("0.5", "0.5", ""),
            ("-12", "-12", ""),
            ("−12%", "-12", "%"),
            ("–5 days", "-5", "days"),
            ("£1,234k", "1234", "£k"),
            ("-£1.2m", "-1.2", "£m"),
            ("£-5", "-5", "£"),
            ("£5 a week", "5", "£ a week"),
            ("45 per cent", "45", "per cent"),
            ("35.5d", "35.5", "d"),
            ("12.3 per 1,000", "12.3", "per 1,000"),
        ] {
            let figure = Figure { value: value.into(), unit: unit.into(), provisional: false };
            assert_eq!(of(text), Some(figure), "{text}");
        }
        for text in [
            "",
            "-",
            "<5",
            ">95%",
            "~790",
            "c. 790",
            "(5)",
            "+3",
            "- 5",
            "1.234,5",
            "1,2345",
            "1,23,456",
            "3rd",
            "½",
            ".5",
            "5.",
            "†790",
            "▲790",
            "n/a",
            "--5",
            "12345,678",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_mark_in_brackets_or_a_word_says_that_a_number_is_provisional() {
        for text in ["790 (p)", "790(P)", "790 [p]", "790 (provisional)", "790 Provisional"] {
            let figure = of(text).unwrap();
            assert_eq!((figure.value.as_str(), figure.unit.as_str()), ("790", ""), "{text}");
            assert!(figure.provisional, "{text}");
        }
        let figure = of("12% (p)").unwrap();
        assert!(figure.unit == "%" && figure.provisional);
        for text in ["790p", "790 p", "790 [r]", "790 (not provisional)"] {
            let figure = of(text).unwrap();
            assert!(!figure.unit.is_empty() || !figure.provisional, "{text}");
        }
    }

    #[test]
    fn a_unit_is_what_most_of_the_numbers_of_a_measure_say() {
        let unit = |texts: &[&str]| {
            common_unit(texts.iter().filter_map(|text| of(text)).collect::<Vec<_>>().iter())
        };
        for (texts, common) in [
            (&["700 days", "1 day", "790"][..], "days"),
            (&["700", "900", "790 days"], ""),
            (&["790 days"], ""),
            (&["61%"], "%"),
            (&["£1.2m", "£900k"], "£m"),
            (&["900,000", "500,000", "£1.2m"], ""),
            (&["9k", "800"], ""),
            (&["0", "5%"], "%"),
            (&["5%", "7 days"], ""),
            (&["7.9e2", "8.1e2"], ""),
            (&["4/5", "3/5"], ""),
        ] {
            assert_eq!(unit(texts), common, "{texts:?}");
        }
    }
}
