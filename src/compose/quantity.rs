//! Computes with numbers in expressions: exactly, with units, and with the form in which they are printed.
//!
//! Values and an operation come in; a quantity goes out, or the reason why it makes no sense. The result of a
//! division that does not end is marked, until its places are stated.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{DynObject, Object, ObjectRepr};

use super::refusal::Refusal;
use crate::language::units::{amount, is_money};
use crate::read::number::Number;

/// The places that an endless division is printed with where none are stated.
const PLACES: i32 = 2;

/// The last digits of an endless division that may be wrong after sums with it.
const UNSURE: u32 = 4;

/// The suffixes of a unit of money, and the zeros that each stands for.
const LARGE: [(&str, i32); 5] = [("", 0), ("k", 3), ("m", 6), ("bn", 9), ("tn", 12)];

/// The unit of a difference between percentages.
const POINTS: &str = "percentage points";

/// A number with its unit and form.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Quantity {
    /// The number; an endless division keeps as many digits as fit.
    pub(super) number: Number,
    /// Its unit, as the data gives it.
    unit: Option<String>,
    /// Whether it is a part of a whole, so that a hundred times it is a percentage.
    is_ratio: bool,
    /// Whether prose multiplied it by 100 already, so that a share of it is a percentage.
    pub(super) is_hundredfold: bool,
    /// Whether it is an endless division whose places nobody stated.
    is_endless: bool,
    /// Whether a number above zero is printed with a plus sign.
    is_signed: bool,
}

/// An arithmetic operation on two quantities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

impl Quantity {
    /// A number from data, with its unit.
    pub(super) fn new(number: Number, unit: Option<String>) -> Self {
        Self { number, unit, ..Self::default() }
    }

    /// The quantity in a value; `None` where the value is not a number.
    pub(super) fn of(value: &Value) -> Option<Self> {
        if let Some(quantity) = value.downcast_object_ref::<Self>() {
            return Some(quantity.clone());
        }
        if let Some(number) = value.downcast_object_ref::<Number>() {
            return Some(Self::new(*number, None));
        }
        let number = value.is_number().then(|| value.to_string().parse().ok())?;
        number.map(|number| Self::new(number, None))
    }

    /// Whether it is a percentage, which must be divided by 100 before it gives a part of a number.
    pub(super) fn is_percentage(&self) -> bool {
        self.unit.as_deref() == Some("%")
    }

    /// The integer, if it is a whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        self.number.whole().filter(|_| !self.is_endless)
    }

    /// Whether it is printed with fewer places than it has because nobody stated how many.
    pub(super) fn is_endless(&self) -> bool {
        self.is_endless
    }

    /// The integer that minijinja's own filters, tests and subscripts take: a whole number without a unit or places.
    pub(super) fn native(&self) -> Option<i64> {
        self.whole().filter(|_| self.unit.is_none() && self.number.places() == 0)
    }

    /// The result of an operation; an error in words where the units or numbers do not allow it.
    pub(super) fn with(&self, operation: Operation, other: &Self) -> Result<Self, String> {
        use Operation::{Minus, Over, Plus, Times};
        let (left, right) = (self.unit.as_deref(), other.unit.as_deref());
        let is_endless = self.is_endless || other.is_endless;
        let mut is_even = true;
        let number = match operation {
            Plus => self.number.plus(other.number),
            Minus => self.number.minus(other.number),
            Times if is_endless => self.number.nearly_times(other.number),
            Times => self.number.times(other.number),
            Over if other.number == Number::ZERO => {
                return Err("nothing can be divided by zero".into());
            }
            Over => self.number.over(other.number).map(|(number, even)| {
                is_even = even;
                number
            }),
        };
        let mut number = number.ok_or("the result has more digits than can be kept")?;
        if matches!(operation, Times | Over) && is_even && !is_endless {
            // Its places come from the calculation, not from what was given.
            number = number.shortest();
        }
        let unit = match operation {
            Plus | Minus => sum(left, right, operation == Minus)?,
            Times => product(left, right)?,
            Over => left.filter(|_| left != right).map(str::to_owned),
        };
        Ok(Self {
            number,
            is_ratio: match operation {
                // A plain number is one or several wholes: what remains of one is a part again.
                Plus | Minus => (self.is_ratio || other.is_ratio) && unit.is_none(),
                Times => false,
                Over => left == right,
            },
            unit,
            is_hundredfold: match operation {
                Plus | Minus | Times => self.is_hundredfold || other.is_hundredfold,
                Over => self.is_hundredfold && !other.is_hundredfold,
            },
            is_endless: is_endless || !is_even,
            is_signed: self.is_signed || other.is_signed,
        })
    }

    /// The number without the unsure digits of an endless division: three thirds are one.
    fn settled(&self) -> Number {
        let places = self.number.places().saturating_sub(UNSURE);
        let number = i32::try_from(places).ok().and_then(|places| self.number.rounded(places));
        number.filter(|_| self.is_endless).unwrap_or(self.number)
    }

    /// The quantity with the opposite sign.
    pub(super) fn negated(&self) -> Self {
        Self { number: self.number.negated(), ..self.clone() }
    }

    /// The quantity rounded to some places; as it is for `None`.
    pub(super) fn rounded(&self, places: Option<i32>) -> Result<Self, Refusal> {
        let Some(places) = places else { return Ok(self.clone()) };
        let number = self.settled().rounded(places);
        let number = number.ok_or_else(|| {
            let hint = "write how many places to print: `| round(1)`";
            Refusal::new(format!("a number cannot have {places} places"), hint)
        })?;
        Ok(Self { number, is_endless: false, ..self.clone() })
    }

    /// The quantity without its unit.
    pub(super) fn plain(&self) -> Self {
        Self { unit: None, is_ratio: false, ..self.clone() }
    }

    /// The quantity printed with its sign, plus or minus.
    pub(super) fn signed(&self) -> Self {
        Self { is_signed: true, ..self.clone() }
    }

    /// The quantity as a percentage: a part of a whole in whole per cent unless places are stated; any other number
    /// unchanged.
    pub(super) fn percent(&self, places: Option<i32>) -> Result<Self, Refusal> {
        if let Some(unit) = self.unit.as_deref().filter(|unit| *unit != "%") {
            return Err(Refusal::new(
                format!("`percent` is for shares, and this is in {unit}"),
                "divide it by the whole, in the same unit: `part / whole | percent`",
            ));
        }
        let percentage = Self { unit: Some("%".into()), is_ratio: false, ..self.clone() };
        if !self.is_ratio {
            return percentage.rounded(places);
        }
        if self.is_hundredfold {
            return Err(Refusal::new(
                "`percent` multiplies a share by 100 itself, and this has been",
                "leave the 100 out: `part / whole | percent`",
            ));
        }
        let number = self.settled().nearly_times(100.into()).ok_or_else(too_long)?;
        Self { number, ..percentage }.rounded(Some(places.unwrap_or(0)))
    }

    /// The quantity as money: in pounds where it has no unit, or in thousands (`k`), millions (`m`) or billions
    /// (`bn`).
    pub(super) fn money(&self, large: Option<&str>, places: Option<i32>) -> Result<Self, Refusal> {
        let unit = self.unit.as_deref().unwrap_or("£");
        if !is_money(unit) {
            return Err(Refusal::new(
                format!("`money` is for money, and this is in {unit}"),
                "leave `| money` out: a number is printed with the unit that its file gives it",
            ));
        }
        let mut made = Self { unit: Some(unit.to_owned()), is_ratio: false, ..self.clone() };
        if let Some(large) = large {
            let (currency, from) = unit.split_at(unit.chars().next().map_or(0, char::len_utf8));
            let zeros = |name: &str| {
                LARGE.iter().find(|(known, _)| *known == name).map(|(_, zeros)| *zeros)
            };
            let from = zeros(from.trim()).ok_or_else(|| {
                let hint = "leave what stands between the brackets of `money` out";
                Refusal::new(format!("what is in {unit} cannot be printed in another unit"), hint)
            })?;
            let to = zeros(large).ok_or_else(|| {
                let hint = "write `money(\"k\")` for thousands, `money(\"m\")` for millions, or `\"bn\"` or `\"tn\"`";
                Refusal::new(format!("`money` does not know `{large}`"), hint)
            })?;
            let power = Number::from(1).rounded(0).and_then(|_| power_of_ten(from.abs_diff(to)));
            let number = power.and_then(|power| {
                if from < to {
                    made.number.over(power).map(|(number, _)| number)
                } else {
                    made.number.times(power)
                }
            });
            made.number = number.ok_or_else(too_long)?.shortest();
            made.unit = Some(format!("{currency}{large}"));
        }
        // Fractions of a penny are rounded.
        let pence = made.unit.as_deref() == Some("£") && made.is_endless;
        made.rounded(places.or(pence.then_some(2)))
    }
}

/// The refusal of a number that is too long.
fn too_long() -> Refusal {
    Refusal::new("the result has more digits than can be kept", "round the numbers before")
}

/// The power of ten with so many zeros.
fn power_of_ten(zeros: u32) -> Option<Number> {
    10_i64.checked_pow(zeros).map(Number::from)
}

/// The unit of a sum or a difference.
fn sum(
    left: Option<&str>,
    right: Option<&str>,
    is_difference: bool,
) -> Result<Option<String>, String> {
    let unit = match (left, right) {
        (Some("%"), Some("%")) if is_difference => Some(POINTS),
        (Some("%"), Some(POINTS)) => Some("%"),
        (Some(left), Some(right)) if left != right => {
            return Err(format!(
                "{left} and {right} cannot be {}",
                if is_difference { "subtracted" } else { "added" }
            ));
        }
        (unit, other) => unit.or(other),
    };
    Ok(unit.map(str::to_owned))
}

/// The unit of a product: that of the side that has one, or the money where things with a price are counted.
fn product(left: Option<&str>, right: Option<&str>) -> Result<Option<String>, String> {
    let unit = match (left, right) {
        (Some(left), Some(right)) => match (is_money(left), is_money(right)) {
            (true, false) if right != "%" => Some(left),
            (false, true) if left != "%" => Some(right),
            _ => return Err(format!("{left} and {right} cannot be multiplied")),
        },
        (Some("%"), None) | (None, Some("%")) => {
            return Err("a percentage cannot be multiplied by a number".into());
        }
        (unit, other) => unit.or(other),
    };
    Ok(unit.map(str::to_owned))
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = self.settled().rounded(PLACES).filter(|_| self.is_endless);
        let number = rounded.unwrap_or(self.number);
        f.write_str(if self.is_signed && number > Number::ZERO { "+" } else { "" })?;
        f.write_str(&amount(number, self.unit.as_deref()))
    }
}

impl Object for Quantity {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.number != Number::ZERO
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<Self>().map(|other| self.number.cmp(&other.number))
    }
}
