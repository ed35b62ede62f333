//! Finds totals of tables that are not the sum of their figures, and averages that are impossible.
//!
//! Only an author's own table is added up: its last row if that begins with "Total" or "All", its last column if it
//! is headed so. Percentages do not add up, means and ratios have no sum, and published figures may be rounded
//! individually, so a difference is reported only if there is no other explanation.

use super::tables::{of_data, said, written};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Cell, Document, Table};
use crate::read::number::{MINUS, Number};

/// Words in the heading of figures that have no sum.
const NO_SUM: [&str; 9] =
    ["%", "average", "mean", "median", "rate", "ratio", "rank", "score", "per "];
/// The contents of a cell that adds nothing.
const NOTHING: [&str; 8] = ["", "-", "–", "—", "nil", "none", "n/a", "not applicable"];
/// The signs that may follow a number.
const SIGNS: [&str; 5] = ["million", "bn", "m", "k", "%"];

/// Reports each total that differs from the sum of its figures.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for table in of_data(document) {
        findings.extend(down(table));
        findings.extend(across(table));
    }
    findings
}

/// The kind of a table's last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// The sum of the others, by its name.
    Total,
    /// Probably the sum: "All services", which may include some without a row.
    All,
    /// The average of the others.
    Average,
}

impl Foot {
    /// The kind of a row with this name, if it is one of these.
    fn named(name: &str) -> Option<Self> {
        let first = name.split(' ').next().unwrap_or_default();
        match first {
            _ if is_total(name) => Some(Self::Total),
            "all" | "overall" | "altogether" | "sum" => Some(Self::All),
            "average" | "mean" if !name.contains("weighted") => Some(Self::Average),
            _ => None,
        }
    }
}

/// Whether a row at the foot of a table is the total of those above it, by its name.
pub(super) fn adds_up(row: &[Cell]) -> bool {
    let name = row.first().map(|cell| said(cell).to_lowercase()).unwrap_or_default();
    matches!(Foot::named(&name), Some(Foot::Total | Foot::All))
}

/// The findings about totals and averages at the foot of a table.
fn down(table: &Table) -> Vec<Diagnostic> {
    let Some((last, above)) = table.rows.split_last() else { return Vec::new() };
    let named = |row: &Vec<Cell>| row.first().map(|cell| said(cell).to_lowercase());
    let is_plain =
        |row| named(row).is_some_and(|name| Foot::named(&name).is_none() && !is_part(&name));
    let Some(foot) = named(last).and_then(|name| Foot::named(&name)) else { return Vec::new() };
    if !above.iter().all(is_plain) {
        return Vec::new();
    }
    let columns = table.header.iter().enumerate().skip(1);
    let sums = columns.filter_map(|(column, heading)| {
        let heading = said(heading);
        let is_counted = foot == Foot::Average
            || last.get(column).is_some_and(is_whole)
            || !has_no_sum(&heading) && !heading.to_lowercase().contains("year");
        let parts = above.iter().map(|row| row.get(column)).collect::<Option<Vec<_>>>()?;
        Some((heading, Sum::of(&parts, last.get(column)?).filter(|_| is_counted)?))
    });
    let sums: Vec<_> = sums.collect();
    let averages = sums.iter().any(|(_, sum)| sum.mean() == Some(sum.total));
    let adds_up = sums.iter().any(|(_, sum)| sum.total == sum.sum);
    let finding = |(heading, sum): &(String, Sum)| match foot {
        Foot::Average => sum.is_no_average(averages).then(|| sum.average(heading))?,
        Foot::All if !adds_up && !sum.is_slip() => None,
        _ if sum.is_wrong() => sum.finding(&format!("the total of “{heading}”"), "above it"),
        _ => None,
    };
    sums.iter().filter_map(finding).collect()
}

/// The findings about totals at the end of rows: reported if as many other rows are right, or if only a digit is
/// wrong.
fn across(table: &Table) -> Vec<Diagnostic> {
    let headings: Vec<_> = table.header.iter().map(said).collect();
    let Some(([_, between @ ..], total)) = headings.split_last().map(|(last, all)| (all, last))
    else {
        return Vec::new();
    };
    let is_summed = |heading: &String| {
        let heading = heading.to_lowercase();
        !is_total(&heading) && !is_part(&heading) && !has_no_sum(&heading)
    };
    if !is_total(&total.to_lowercase()) || between.len() < 2 || !between.iter().all(is_summed) {
        return Vec::new();
    }
    let sums = table.rows.iter().filter_map(|row| {
        let (last, cells) = row.split_last()?;
        let name = said(row.first()?);
        Some((name, Sum::of(&cells.get(1..)?.iter().collect::<Vec<_>>(), last)?))
    });
    let (mut wrong, right): (Vec<_>, Vec<_>) = sums.partition(|(_, sum)| sum.is_wrong());
    if wrong.len() > right.len() {
        wrong.retain(|(_, sum)| sum.is_slip());
    }
    let found =
        |(name, sum): &(String, Sum)| sum.finding(&format!("the total of “{name}”"), "before it");
    wrong.iter().filter_map(found).collect()
}

/// Figures and their stated total.
struct Sum {
    parts: Vec<Number>,
    sum: Number,
    total: Number,
    /// Whether the figures may have been rounded individually.
    rounded: bool,
    /// The total as written, and its place.
    written: String,
    place: Option<Place>,
}

impl Sum {
    /// The sum of cells that all hold figures of the same kind as the total.
    fn of(parts: &[&Cell], total: &Cell) -> Option<Self> {
        let (written, place) = (said(total), self::written(total).find_map(|text| text.place));
        let (value, sign) = figure(&written)?;
        let said: Vec<_> = parts.iter().map(|cell| said(cell)).collect();
        let given = said.iter().filter(|said| !NOTHING.contains(&said.to_lowercase().as_str()));
        let figures = given.map(|said| figure(said)).collect::<Option<Vec<_>>>()?;
        if figures.len() < 2
            || figures.iter().any(|(_, other)| *other != sign)
            || sign == "%" && !is_whole(total)
        {
            return None;
        }
        let parts: Vec<_> = figures.into_iter().map(|(value, _)| value).collect();
        let sum = parts.iter().try_fold(Number::ZERO, |sum, part| sum.plus(*part))?;
        let rounded = !sign.is_empty() || parts.iter().any(|part| part.places() > 0);
        Some(Self { parts, sum, total: value, rounded, written, place })
    }

    /// Whether the total differs from the sum, yet is close enough and large enough that it must be meant as the sum.
    fn is_wrong(&self) -> bool {
        let Some(off) = self.total.minus(self.sum).map(Number::size) else { return false };
        let largest = self.parts.iter().copied().max().unwrap_or_default();
        let near = off.times(2.into()).is_some_and(|twice| twice <= self.sum);
        let is_sum = near && largest <= self.total && !largest.is_negative();
        let places = self.parts.iter().chain([&self.total]).map(|part| part.places()).min();
        let allowed = match (self.rounded, places) {
            (true, Some(places)) => strays(self.parts.len(), places),
            _ => Some(Number::ZERO),
        };
        is_sum && allowed.is_some_and(|allowed| off > allowed)
    }

    /// Whether the total is the sum except for a slip: two digits swapped, or one digit wrong.
    fn is_slip(&self) -> bool {
        is_slip(self.total, self.sum)
    }

    /// The mean of the figures, to as many decimal places as the average is given.
    fn mean(&self) -> Option<Number> {
        let (mean, _) = self.sum.over(i64::try_from(self.parts.len()).ok()?.into())?;
        mean.rounded(i32::try_from(self.total.places()).ok()?)
    }

    /// Whether the average is impossible: beyond all figures, or different from their mean although those of other
    /// columns are plain means, which `plain` says.
    fn is_no_average(&self, plain: bool) -> bool {
        let is_beyond = self.parts.iter().all(|part| *part < self.total)
            || self.parts.iter().all(|part| self.total < *part);
        let is_other = plain && !self.rounded && self.mean().is_some_and(|mean| mean != self.total);
        is_beyond || is_other
    }

    /// The finding for a wrong average.
    fn average(&self, heading: &str) -> Option<Diagnostic> {
        let mean = self.mean()?;
        let message = format!(
            "the average of “{heading}” is {}, and that of what stands above it is {mean}",
            self.written
        );
        let found = Diagnostic::of(Rule::TableTotal, self.place?, message);
        Some(found.hint("correct the average or the figure that is wrong, or say in its name how it is weighted"))
    }

    /// The finding for a wrong total, if somebody typed it.
    fn finding(&self, total: &str, whence: &str) -> Option<Diagnostic> {
        let (written, sum) = (&self.written, self.sum);
        let message = format!("{total} is {written}, and what stands {whence} adds up to {sum}");
        let found = Diagnostic::of(Rule::TableTotal, self.place?, message);
        Some(found.hint("correct the total or the figure that is wrong, or say in the heading that these figures are no sum, such as “average”"))
    }
}

/// Whether a cell is 100%, the only total that percentages have.
fn is_whole(cell: &Cell) -> bool {
    figure(&said(cell)).is_some_and(|(value, sign)| sign == "%" && value == 100.into())
}

/// Whether a number is probably a slip for another: with two digits swapped, or one digit wrong.
pub(super) fn is_slip(number: Number, meant: Number) -> bool {
    let digits = |number: Number| -> Vec<char> {
        number.to_string().chars().filter(char::is_ascii_digit).collect()
    };
    let (own, other) = (digits(number), digits(meant));
    let differ: Vec<_> = own.iter().zip(&other).filter(|(one, two)| one != two).collect();
    let swapped = |one: (&char, &char), two: (&char, &char)| one.0 == two.1 && one.1 == two.0;
    own.len() == other.len()
        && match differ.as_slice() {
            [_] => own.len() > 1,
            [one, two] => swapped(*one, *two),
            _ => false,
        }
}

/// How far the sum of this many figures, each rounded to this many places, may be from their rounded sum.
fn strays(figures: usize, places: u32) -> Option<Number> {
    // Rounding errors grow with the square root of their number, not in proportion to it.
    let units = (1..).find(|units| units * units * 3 >= figures)?;
    let unit = format!("0.{:0>1$}", 1, places as usize);
    let unit: Number = if places == 0 { 1.into() } else { unit.parse().ok()? };
    unit.times(i64::try_from(units).ok()?.into())
}

/// Whether a name says that a row or column is a total.
fn is_total(name: &str) -> bool {
    name.split(|next: char| !next.is_alphabetic()).any(|word| word == "total" || word == "totals")
}

/// Whether a name says that a row is part of another.
fn is_part(name: &str) -> bool {
    ["of which", "including", "subtotal", "minus", "less"].iter().any(|part| name.starts_with(part))
}

/// Whether figures under a heading have no sum.
fn has_no_sum(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    NO_SUM.iter().any(|word| heading.contains(word))
}

/// The number in a cell, and the signs around it that give its kind.
pub(super) fn figure(said: &str) -> Option<(Number, String)> {
    let said = said.to_lowercase().replace(MINUS, "-").replace(['−', '–'], "-");
    let (inner, in_brackets) = match said.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => (inner, true),
        None => (said.as_str(), false),
    };
    let is_digit = |next: char| next.is_ascii_digit() || next == '.';
    let digits: String = inner.chars().filter(|next| is_digit(*next)).collect();
    let around: String = inner
        .chars()
        .filter(|next| !is_digit(*next) && !next.is_whitespace() && *next != ',')
        .collect();
    let sign = around.trim_start_matches(['-', '+']);
    let is_negative = in_brackets || around.starts_with('-');
    let sign = sign.trim_start_matches(['£', '€']).trim_start_matches('-');
    let known = sign.is_empty() || SIGNS.contains(&sign);
    let value: Number = digits.parse().ok().filter(|_| known)?;
    let currency: String = around.chars().filter(|next| matches!(next, '£' | '€')).collect();
    Some((if is_negative { value.negated() } else { value }, currency + sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_papers_write_them() {
        let read = |said| figure(said).map(|(value, sign)| (value.to_string(), sign));
        let some = |value: &str, sign: &str| Some((value.to_owned(), sign.to_owned()));
        assert_eq!(read("1,234"), some("1,234", ""));
        assert_eq!(read("£3.5m"), some("3.5", "£m"));
        assert_eq!(read("(12)"), some("−12", ""));
        assert_eq!(read("-£1.2 million"), some("−1.2", "£million"));
        assert_eq!(read("12 schools"), None);
        assert_eq!(read("2022/23"), None);
        assert_eq!(read("1.2.3"), None);
    }

    #[test]
    fn a_slip_of_the_hand_changes_one_digit_or_swaps_two() {
        let slip = |one: i64, two: i64| is_slip(one.into(), two.into());
        assert!(slip(69, 96) && slip(5_130, 5_310) && slip(73_390, 73_930) && slip(314, 324));
        assert!(!slip(60, 96) && !slip(5, 6) && !slip(314, 3_140) && !slip(123, 231));
    }

    #[test]
    fn figures_that_were_rounded_one_by_one_may_stray() {
        assert_eq!(strays(3, 1), "0.1".parse().ok());
        assert_eq!(strays(7, 0), Some(2.into()));
    }
}
