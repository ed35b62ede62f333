//! Finds sums of money by their worth, so that £847,219, £847k and £0.85m count as one.
//!
//! In comes a text; out come its sums, without round ones.

use std::ops::Range;

use crate::check::money;
use crate::language::Language;
use crate::read::number::Number;

/// The least sum that counts, in pounds.
const LEAST: f64 = 1000.0;
/// The fewest digits before the final noughts; a sum with fewer is round, and may be anyone's.
const TELLING: usize = 2;
/// The sum below which people write it in words or in pence.
const LARGEST: i64 = 10_000_000;
/// The difference in pounds below which two sums are equal.
const NOTHING: f64 = 0.001;

/// A sum in a text.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    /// Its range in the text.
    pub(super) at: Range<usize>,
    /// Its worth in pounds.
    pounds: f64,
    /// The worth in pounds of one unit of its last written digit.
    step: f64,
    /// The number of its digits before the final noughts.
    digits: usize,
}

/// The sums in a text that are not round.
pub(super) fn sums(text: &str) -> Vec<Sum> {
    let found = money::sums(text).into_iter().map(|sum| {
        let value = sum.value.to_string();
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        Sum {
            at: sum.range,
            pounds: sum.value.nearest(),
            step: sum.unit.nearest() / 10_f64.powi(i32::try_from(sum.places).unwrap_or(0)),
            digits: digits.trim_matches('0').len(),
        }
    });
    found.filter(|sum| sum.digits >= TELLING && sum.pounds >= LEAST).collect()
}

impl Sum {
    /// Whether the sum is another one, exactly or rounded to its own last digit.
    pub(super) fn says(&self, other: &Self) -> bool {
        (self.pounds - other.pounds).abs() <= self.step / 2.0
    }

    /// The sum in words and in pence; none of one that is not in whole pounds.
    pub(super) fn forms(&self) -> Vec<String> {
        let whole = Number::near(self.pounds, 0).and_then(Number::whole);
        let whole = whole.filter(|whole| (*whole as f64 - self.pounds).abs() < NOTHING);
        let forms = whole
            .filter(|whole| *whole < LARGEST)
            .map(|whole| [Language::common().numbers.words(whole), format!("{}p", whole * 100)]);
        forms.into_iter().flatten().collect()
    }

    /// Whether the sum is so rough that many others would match.
    pub(super) fn is_rough(&self) -> bool {
        self.digits <= TELLING
    }

    /// Whether a number in data is the sum, in pounds, thousands or millions; a whole number of few digits counts as
    /// pounds.
    pub(super) fn is(&self, number: &str) -> bool {
        let number = number.replace('_', "");
        let units: &[f64] = match number.contains('.') || number.len() > TELLING {
            true => &[1.0, 1e3, 1e6],
            false => &[1.0],
        };
        let is_it =
            |pounds: f64| units.iter().any(|unit| (pounds * unit - self.pounds).abs() < NOTHING);
        number.parse().is_ok_and(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_says_another_exactly_or_as_it_is_rounded() {
        let says = |open: &str, withheld: &str| {
            let withheld = sums(withheld);
            sums(open).iter().any(|sum| withheld.iter().any(|other| sum.says(other)))
        };
        for (open, withheld) in [
            ("at £847k,", "£847,219"),
            ("£0.85m", "£847,219"),
            ("£3.5m", "£3.47 million"),
            ("£3.5m", "£3,500,000"),
            ("£4,500", "£4,500.00"),
            ("£45,000", "£45k"),
        ] {
            assert!(says(open, withheld), "{open} of {withheld}");
        }
        for (open, withheld) in [
            ("£848k", "£847,219"),
            ("£3.4m", "£3.47 million"),
            ("£3.47m", "£3.5m"),
            ("£850,000", "£847,219"),
            ("£500,000", "£500,000"),
            ("£1m", "£1.02m"),
            ("£450", "£450"),
        ] {
            assert!(!says(open, withheld), "{open} of {withheld}");
        }
        assert!(sums("£45,000")[0].is_rough() && !sums("£847k")[0].is_rough());
        let sum = &sums("£3.5m")[0];
        assert!(sum.is("3_500_000") && sum.is("3.5") && !sum.is("35"));
        assert!(!sums("£45,000")[0].is("45") && sums("£450,500")[0].is("450.5"));
    }
}
