//! Reads sums of money as people write them: "£585,000", "£1.9 million", "£400k".

use std::ops::Range;

use crate::read::number::Number;

/// The units of sums, with their value in pounds.
const UNITS: [(&str, i64); 5] = [
    ("million", 1_000_000),
    ("m", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("k", 1000),
];

/// A sum of money.
#[derive(Debug, Clone)]
pub(crate) struct Money {
    /// Its range in the text.
    pub(crate) range: Range<usize>,
    /// Its value in pounds.
    pub(crate) value: Number,
    /// The value of its unit in pounds.
    pub(crate) unit: Number,
    /// The number of decimal places given, in its unit.
    pub(crate) places: u32,
}

impl Money {
    /// Whether it has two significant digits or more, so that it does not equal another by chance.
    pub(crate) fn is_telling(&self) -> bool {
        let places = 10_f64.powi(i32::try_from(self.places).unwrap_or(0));
        self.value.over(self.unit).is_some_and(|(said, _)| said.nearest() * places >= 10.0)
    }
}

/// The sums of money in a text.
pub(crate) fn sums(text: &str) -> Vec<Money> {
    let found = text.match_indices('£').filter_map(|(start, sign)| {
        let rest = &text[start + sign.len()..];
        let figures = |next: char| next.is_ascii_digit() || matches!(next, ',' | '.');
        let length = rest.find(|next| !figures(next)).unwrap_or(rest.len());
        let figure = rest[..length].trim_end_matches(['.', ',']);
        let number: Number = figure.replace(',', "").parse().ok()?;
        let after = rest[figure.len()..].trim_start();
        let ends = |unit: &str| {
            let end = after.strip_prefix(unit)?;
            (!end.starts_with(char::is_alphanumeric)).then(|| text.len() - end.len())
        };
        let unit = UNITS.iter().find_map(|(unit, size)| Some((ends(unit)?, Number::from(*size))));
        let (end, unit) = unit.unwrap_or((start + sign.len() + figure.len(), Number::from(1)));
        let value = number.times(unit)?.shortest();
        Some(Money { range: start..end, value, unit, places: number.places() })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_the_same_however_they_are_written() {
        let value = |text: &str| sums(text).first().map(|sum| sum.value);
        assert_eq!(value("at £1.9 million,"), value("£1,900,000."));
        assert_eq!(value("£400k"), value("£400,000.00 a year"));
        assert_ne!(value("£4m"), value("£4 more"));
    }
}
