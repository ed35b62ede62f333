//! Computes with numbers exactly as data gives them.
//!
//! The text of a TOML number comes in; its decimal value with the places as written goes out. Sums, differences and
//! products are exact; rounding is half away from zero, as people round.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use minijinja::value::{DynObject, Object, ObjectRepr, Value};
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

/// The minus sign. No line breaks between it and a digit (UAX 14, LB25).
pub(crate) const MINUS: &str = "−";

/// A number as it was given: `61.50` keeps both places, and prints them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(Decimal);

impl Number {
    /// Zero.
    pub(crate) const ZERO: Self = Self(Decimal::ZERO);

    /// The number of decimal places.
    pub(crate) fn places(self) -> u32 {
        self.0.scale()
    }

    /// The absolute value.
    pub(crate) fn size(self) -> Self {
        Self(self.0.abs())
    }

    /// The number with the opposite sign.
    pub(crate) fn negated(self) -> Self {
        Self(-self.0)
    }

    /// Whether it is below zero.
    pub(crate) fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// The sum, exact; `None` if it is too large to keep.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, exact; `None` if it is too large to keep.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, with the places of both; `None` if it has more digits than can be kept.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        let product = self.nearly_times(other)?;
        let exact = product.0.is_zero() || product.places() == self.places() + other.places();
        exact.then_some(product)
    }

    /// The product, rounded to the digits that can be kept; `None` if it is too large.
    pub(crate) fn nearly_times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self)
    }

    /// The quotient, and whether the division ends; `None` where the divisor is zero or the result too large.
    pub(crate) fn over(self, other: Self) -> Option<(Self, bool)> {
        let quotient = self.0.checked_div(other.0).map(Self)?;
        Some((quotient, quotient.times(other) == Some(self)))
    }

    /// The number rounded to so many decimal places, or to so many noughts before the point if `places` is negative.
    pub(crate) fn rounded(self, places: i32) -> Option<Self> {
        let away = RoundingStrategy::MidpointAwayFromZero;
        let Ok(places) = u32::try_from(places) else {
            let power = Decimal::from_i128_with_scale(10, 0);
            let power = (0..-places).try_fold(Decimal::ONE, |all, _| all.checked_mul(power))?;
            let whole = self.0.checked_div(power)?.round_dp_with_strategy(0, away);
            return whole.checked_mul(power).map(Self);
        };
        let mut rounded = self.0.round_dp_with_strategy(places, away);
        rounded.rescale(places);
        (rounded.scale() == places).then_some(Self(rounded))
    }

    /// The number without noughts at the end of its decimals.
    pub(crate) fn shortest(self) -> Self {
        Self(self.0.normalize())
    }

    /// The integer, if there is nothing but noughts after the point.
    pub(crate) fn whole(self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_i64()).flatten()
    }

    /// The nearest floating-point number, for drawings.
    pub(crate) fn nearest(self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }

    /// The number nearest to a floating-point one of a drawing, with so many decimal places.
    pub(crate) fn near(drawn: f64, places: u32) -> Option<Self> {
        Self(Decimal::from_f64(drawn)?).rounded(places.try_into().ok()?)
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(whole.into())
    }
}

impl FromStr for Number {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.contains(['e', 'E']) {
            true => Decimal::from_scientific(&text.replace("e+", "e").replace("E+", "E")),
            false => Decimal::from_str_exact(text),
        }
        .map(Self)
    }
}

/// Prints the number as papers do, with commas between thousands.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.abs().to_string();
        let whole = plain.find('.').unwrap_or(plain.len());
        f.write_str(if self.is_negative() { MINUS } else { "" })?;
        for (at, digit) in plain.char_indices() {
            if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

impl Object for Number {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        **self != Self::ZERO
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<std::cmp::Ordering> {
        other.downcast_ref::<Self>().map(|other| (**self).cmp(other))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if minijinja::value::serializing_for_value() {
            return Value::from_object(*self).serialize(serializer);
        }
        match self.whole().filter(|_| self.places() == 0) {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.nearest()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_print_as_they_were_given() {
        for (given, printed) in [
            ("61.5", "61.5"),
            ("42.0", "42.0"),
            ("2.50", "2.50"),
            ("1204000", "1,204,000"),
            ("999", "999"),
            ("-3688000", "−3,688,000"),
            ("1234567.2500", "1,234,567.2500"),
            ("1e6", "1,000,000"),
            ("1.5E+3", "1,500"),
            ("-0.0", "0.0"),
            ("0.30000000000000004", "0.30000000000000004"),
        ] {
            assert_eq!(number(given).to_string(), printed);
        }
        assert!("0.12345678901234567890123456789012".parse::<Number>().is_err());
        assert!("nan".parse::<Number>().is_err());
    }

    #[test]
    fn sums_are_those_of_the_digits_that_were_written() {
        assert_eq!(number("0.1").plus(number("0.2")), Some(number("0.3")));
        assert_eq!(number("8.6").plus(number("1.4")).unwrap().to_string(), "10.0");
        assert_eq!(number("1000000.1").minus(number("1000000")).unwrap().to_string(), "0.1");
        assert_eq!(number("1.5").times(number("2.0")).unwrap().to_string(), "3.00");
        assert_eq!(number("6").over(number("4")), Some((number("1.5"), true)));
        assert_eq!(number("1").over(number("0")), None);
        for endless in ["7", "1234567", "10000000000000000000000000"] {
            assert!(!number(endless).over(number("3")).unwrap().1, "{endless}");
        }
    }

    #[test]
    fn half_is_rounded_away_from_zero() {
        for (given, places, rounded) in [
            ("2.5", 0, "3"),
            ("0.5", 0, "1"),
            ("-2.5", 0, "−3"),
            ("2.675", 2, "2.68"),
            ("0.605", 2, "0.61"),
            ("2", 2, "2.00"),
            ("1250", -2, "1,300"),
            ("49", -2, "0"),
        ] {
            assert_eq!(number(given).rounded(places).unwrap().to_string(), rounded);
        }
        assert_eq!((number("1").rounded(60), number("1").rounded(-60)), (None, None));
    }

    proptest! {
        #[test]
        fn any_number_reads_back_as_it_is_printed(mantissa in any::<i64>(), scale in 0u32..20) {
            let given = Number(Decimal::from_i128_with_scale(mantissa.into(), scale));
            let printed = given.to_string().replace(MINUS, "-").replace(',', "");
            let read = number(&printed);
            prop_assert_eq!((read, read.places()), (given, given.places()));
        }

        #[test]
        fn arithmetic_never_panics(one in any::<i128>(), other in any::<i128>(), scales in prop::array::uniform2(0u32..29), places in -40i32..40) {
            let number = |mantissa, scale| Decimal::try_from_i128_with_scale(mantissa, scale).map(Number);
            if let (Ok(one), Ok(other)) = (number(one >> 32, scales[0]), number(other >> 32, scales[1])) {
                let _ = (one.plus(other), one.minus(other), one.times(other), one.nearly_times(other), one.over(other), one.rounded(places));
            }
        }
    }
}
