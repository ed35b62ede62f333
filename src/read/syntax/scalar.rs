//! Reads values as people write them: days, times, numbers, yes and no.
//!
//! A few characters come in; their meaning in TOML goes out, with what is wrong with the way they are written.
//! [`slots`](super::slots) decides which characters make a value, [`slip`](super::slip) reports it.

use chrono::{Months, NaiveDate, NaiveTime};

use crate::read::date::{Date, Time};

/// A value in TOML, and why it is not valid as written.
#[derive(Debug, PartialEq)]
pub(in crate::read) struct Corrected {
    /// The value in TOML.
    pub(in crate::read) value: String,
    /// What is wrong with it: lower case, no full stop.
    pub(in crate::read) message: String,
    /// Words after the value that say when it is right; empty where it always is.
    pub(in crate::read) aside: String,
}

impl Corrected {
    fn new(value: impl Into<String>, message: impl Into<String>) -> Self {
        Self { value: value.into(), message: message.into(), aside: String::new() }
    }
}

/// The value without quotation marks that was meant, if it is a day, a time, a number or yes or no; `unit` is that of
/// its row.
pub(super) fn scalar(written: &str, unit: Option<&str>) -> Option<Corrected> {
    truth(written)
        .or_else(|| number(written, unit))
        .or_else(|| day(written))
        .or_else(|| time(written))
}

/// The months, by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The days of the week, by their first three letters.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads a day: `19/09/2024`, `19.9.24`, `2024-9-19`, `Thursday 19th September 2024`.
pub(in crate::read) fn day(written: &str) -> Option<Corrected> {
    let small = written.to_lowercase();
    let mut parts: Vec<&str> =
        small.split(|next: char| !next.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.retain(|part| *part != "of" && !is_name(part, &WEEKDAYS));
    let [first, second, third] = parts[..] else { return None };
    if third.len() < 2 && first.len() < 4 {
        return None;
    }
    let number = |part: &str| -> Option<u32> {
        let digits = part.trim_end_matches(char::is_alphabetic);
        let ordinal = ["", "st", "nd", "rd", "th"].contains(&&part[digits.len()..]);
        digits.parse().ok().filter(|_| ordinal && digits.len() <= 4)
    };
    let month = |part: &str| match MONTHS.iter().position(|name| part.starts_with(name)) {
        Some(index) if is_name(part, &MONTHS) => u32::try_from(index + 1).ok(),
        _ => number(part),
    };
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = if is_year(first) {
        (number(first)?, month(second)?, number(third)?)
    } else if is_name(first, &MONTHS) {
        (number(third)?, month(first)?, number(second)?)
    } else {
        (number(third)?, month(second)?, number(first)?)
    };
    let year = if year < 100 { 2000 + year } else { year };
    if !(1900..2200).contains(&year) {
        return None;
    }
    match NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day) {
        Some(day) => Some(Corrected::new(
            Date(day).to_string(),
            "a date is written as year, month and day, with hyphens",
        )),
        None => Some(Corrected::new("", format!("there is no day `{}`", written.trim()))),
    }
}

/// The last day of a month or a year: `February 2027`, `Feb 2027`, `2027-02`, `02/2027`, `2027`.
pub(in crate::read) fn last_day(written: &str) -> Option<Date> {
    let small = written.to_lowercase();
    let parts: Vec<&str> =
        small.split(|next: char| !next.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &&&str| part.len() == 4 && part.parse::<i32>().is_ok();
    let year: i32 = parts.iter().find(is_year)?.parse().ok()?;
    let others: Vec<&str> = parts.iter().filter(|part| !is_year(part)).copied().collect();
    let month = match others[..] {
        [] if parts.len() == 1 => 12,
        [month] if is_name(month, &MONTHS) && month.len() > 2 => {
            1 + u32::try_from(MONTHS.iter().position(|name| month.starts_with(name))?).ok()?
        }
        [month] => month.parse().ok()?,
        _ => return None,
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (1900..2200).contains(&year))?;
    first.checked_add_months(Months::new(1))?.pred_opt().map(Date)
}

/// Whether a part of a date is the name of a month or of a day of the week.
fn is_name(part: &str, names: &[&str]) -> bool {
    part.chars().all(char::is_alphabetic) && names.iter().any(|name| part.starts_with(name))
}

/// Reads a time of day: `7pm`, `7.30 p.m.`, `9:30`, `19.00`.
pub(in crate::read) fn time(written: &str) -> Option<Corrected> {
    let small: String = written.to_lowercase().split_whitespace().collect();
    let small = small.replace("p.m.", "pm").replace("a.m.", "am");
    let clock = small.trim_end_matches("pm").trim_end_matches("am").trim_end_matches("hrs");
    let (hours, minutes) = clock.split_once([':', '.']).unwrap_or((clock, "00"));
    let digits = |part: &str| part.parse().ok().filter(|_| part.len() <= 2 && !part.is_empty());
    let (hours, minutes): (u32, u32) = (digits(hours)?, digits(minutes)?);
    let hours = match &small[clock.len()..] {
        "pm" if hours < 12 => hours + 12,
        "am" if hours == 12 => 0,
        _ => hours,
    };
    let time = NaiveTime::from_hms_opt(hours, minutes, 0)?;
    Some(Corrected::new(
        Time(time).to_string(),
        "a time is written as hours and minutes, with two digits each",
    ))
}

/// The signs of money before a number.
const MONEY: [char; 3] = ['£', '€', '$'];

/// Short forms at the end of a number, and the noughts that each stands for.
const MANY: [(&str, usize); 6] =
    [("million", 6), ("billion", 9), ("bn", 9), ("m", 6), ("k", 3), ("thousand", 3)];

/// Dashes used for a minus sign.
const DASHES: [char; 4] = ['−', '–', '—', '‑'];

/// Ends of a unit of thousands, besides the short forms.
const THOUSANDS: [&str; 4] = ["000", "'000", "’000", "000s"];

/// The short form at the end of a number, and the noughts that it stands for.
fn short_form(number: &str) -> Option<(&'static str, usize)> {
    let small = number.to_lowercase();
    let ends = |end: &str| {
        let before = small.strip_suffix(end).map(str::trim_end);
        before.is_some_and(|before| before.ends_with(|next: char| next.is_ascii_digit()))
    };
    MANY.into_iter().find(|(end, _)| ends(end))
}

/// A number without its short form, such as `million`.
pub(super) fn without_short_form(number: &str) -> &str {
    let end = short_form(number).map_or(0, |(end, _)| end.len());
    number[..number.len() - end].trim_end()
}

/// The noughts that a unit stands for: six for `£m`, none for `%`.
fn zeros_of(unit: &str) -> usize {
    let of = unit.trim_start_matches(MONEY).split_whitespace().next().unwrap_or_default();
    let many = MANY.into_iter().find(|(end, _)| of.eq_ignore_ascii_case(end));
    many.map_or(if THOUSANDS.contains(&of) { 3 } else { 0 }, |(_, zeros)| zeros)
}

/// The digits before and after the point of a number, with the point moved right by `zeros` and left by `of_unit`.
fn moved(whole: &str, decimals: &str, zeros: usize, of_unit: usize) -> (String, String) {
    let digits = format!("{:0>of_unit$}{whole}{decimals:0<zeros$}", "");
    let (whole, decimals) = digits.split_at(whole.len() + zeros);
    let bare = whole.trim_start_matches('0');
    let whole = if bare.is_empty() { "0" } else { bare };
    (whole.to_owned(), decimals.trim_end_matches('0').to_owned())
}

/// Reads a number: `88.1%`, `£1,200`, `88,1`, `−5`, `.5`, `007`, `(4.5)`. One in a short form, such as `3.7m`, is
/// converted to its unit where that is known.
pub(in crate::read) fn number(written: &str, unit: Option<&str>) -> Option<Corrected> {
    let mut digits = written.trim();
    let mut message = None;
    let mut say = |said: String| {
        message.get_or_insert(said);
    };
    let bracketed = digits.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    let sign = match digits.chars().next()? {
        '(' => {
            say("a number below zero starts with a hyphen, and has no brackets around it"
                .to_owned());
            digits = bracketed?.trim();
            "-"
        }
        dash if dash == '-' || DASHES.contains(&dash) => {
            if dash != '-' {
                say(format!("a number below zero starts with a hyphen, not with `{dash}`"));
            }
            digits = digits[dash.len_utf8()..].trim_start();
            "-"
        }
        _ => "",
    };
    if let Some(money) = digits.chars().next().filter(|first| MONEY.contains(first)) {
        say(format!("a number stands without `{money}`"));
        digits = digits[money.len_utf8()..].trim_start();
    }
    for end in ["%", "per cent", "percent"] {
        if let Some(rest) = digits.strip_suffix(end) {
            say(format!("a number stands without `{end}`"));
            digits = rest.trim_end();
        }
    }
    let short = short_form(digits);
    if let Some((end, _)) = short {
        say(format!("a number stands without `{}`", &digits[digits.len() - end.len()..]));
        digits = without_short_form(digits);
    }
    let (whole, decimals) = split(digits, &mut say)?;
    if whole.len() + decimals.len() == 0 {
        return None;
    }
    let bare = whole.trim_start_matches('0');
    let zero = if bare.is_empty() { "0" } else { bare };
    if whole.is_empty() || digits.ends_with('.') {
        say("a number has digits on both sides of its point".to_owned());
    } else if zero.len() != whole.len() {
        say("a number does not start with 0".to_owned());
    }
    // A telephone number is not a quantity.
    let telephone = whole.len() > 6 && whole.starts_with('0');
    let point = if decimals.is_empty() { "" } else { "." };
    let value = format!("{sign}{zero}{point}{decimals}");
    let message = message.filter(|_| !telephone)?;
    let Some((end, zeros)) = short else { return Some(Corrected::new(value, message)) };
    let (whole, decimals) = moved(&whole, &decimals, zeros, unit.map_or(0, zeros_of));
    let point = if decimals.is_empty() { "" } else { "." };
    let aside = match unit {
        Some(unit) => format!(", since its unit is `{unit}`"),
        None => format!(
            " where its unit is a plain one, such as `£`, and `{value}` where that is `£{end}`"
        ),
    };
    Some(Corrected { aside, ..Corrected::new(format!("{sign}{whole}{point}{decimals}"), message) })
}

/// The digits before and after the decimal point, without the signs between thousands.
fn split(digits: &str, say: &mut impl FnMut(String)) -> Option<(String, String)> {
    let is_space = |next: char| next.is_whitespace();
    let grouped = |part: &str, mark: &dyn Fn(char) -> bool| {
        let mut groups = part.split(mark);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
    };
    let (whole, decimals) = match (digits.rfind(','), digits.find('.')) {
        // 1.204,5 and 88,1 are usual elsewhere in Europe.
        (Some(comma), point)
            if point.is_some_and(|point| point < comma)
                || !grouped(digits, &|next| next == ',') && point.is_none() =>
        {
            say("a number has a point before its decimals, not a comma".to_owned());
            (digits[..comma].replace('.', ""), &digits[comma + 1..])
        }
        (_, point) => {
            let (whole, decimals) = digits.split_at(point.unwrap_or(digits.len()));
            (whole.to_owned(), decimals.trim_start_matches('.'))
        }
    };
    let mut bare = whole.clone();
    for (mark, name) in
        [(&(|next: char| next == ',') as &dyn Fn(char) -> bool, "commas"), (&is_space, "spaces")]
    {
        if whole.contains(mark) {
            if !grouped(&whole, mark) {
                return None;
            }
            say(format!("a number has no {name} between its thousands"));
            bare.retain(|next| !mark(next));
        }
    }
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(&bare) && all_digits(decimals)).then(|| (bare, decimals.to_owned()))
}

/// Reads yes or no.
pub(in crate::read) fn truth(written: &str) -> Option<Corrected> {
    let value = match written.to_lowercase().as_str() {
        "true" | "yes" | "on" => "true",
        "false" | "no" | "off" => "false",
        _ => return None,
    };
    let message = "yes and no are written as `true` and `false`, in small letters";
    Some(Corrected::new(value, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(read: impl Fn(&str) -> Option<Corrected>, written: &[&str]) -> Vec<Option<String>> {
        written.iter().map(|written| read(written).map(|corrected| corrected.value)).collect()
    }

    fn all(value: &str, count: usize) -> Vec<Option<String>> {
        vec![Some(value.to_owned()); count]
    }

    #[test]
    fn days_are_read_as_they_are_written_in_britain() {
        let written = [
            "3/9/2024",
            "03/09/2024",
            "3.9.24",
            "03-09-2024",
            "3 September 2024",
            "3rd Sept 2024",
            "Tuesday 3 September 2024",
            "3 of September, 2024",
            "September 3, 2024",
            "2024/9/3",
            "2024–09–03",
        ];
        assert_eq!(values(day, &written), all("2024-09-03", written.len()));
        assert_eq!(day("31/02/2024").unwrap().message, "there is no day `31/02/2024`");
        assert_eq!(values(day, &["1.2.3", "Safe homes in 2024", "a/b/c", "3/9"]), vec![None; 4]);
    }

    #[test]
    fn times_are_read_with_and_without_the_half_of_the_day() {
        let written = ["7pm", "7 pm", "7.00pm", "7:00 p.m.", "19.00", "19:00", "19:00hrs"];
        assert_eq!(values(time, &written), all("19:00", written.len()));
        assert_eq!(values(time, &["9:30", "9.30am", "09.30"]), all("09:30", 3));
        assert_eq!(values(time, &["25:00", "seven", "7.305"]), vec![None; 3]);
    }

    #[test]
    fn numbers_lose_what_people_write_around_and_within_them() {
        for (written, value, message) in [
            ("88.1%", "88.1", "a number stands without `%`"),
            ("88 per cent", "88", "a number stands without `per cent`"),
            ("£1,204.50", "1204.50", "a number stands without `£`"),
            ("1,204", "1204", "a number has no commas between its thousands"),
            ("1 204", "1204", "a number has no spaces between its thousands"),
            ("88,1", "88.1", "a number has a point before its decimals, not a comma"),
            ("1.204,5", "1204.5", "a number has a point before its decimals, not a comma"),
            ("−5", "-5", "a number below zero starts with a hyphen, not with `−`"),
            (".5", "0.5", "a number has digits on both sides of its point"),
            ("5.", "5", "a number has digits on both sides of its point"),
            ("05", "5", "a number does not start with 0"),
            (
                "(1,234.5)",
                "-1234.5",
                "a number below zero starts with a hyphen, and has no brackets around it",
            ),
        ] {
            assert_eq!(number(written, None), Some(Corrected::new(value, message)), "{written}");
        }
        assert_eq!(
            values(
                |written| number(written, None),
                &["88.1", "-5", "01632 960123", "1,2,3", "12 weeks", "%", ""]
            ),
            vec![None; 7]
        );
    }

    #[test]
    fn a_number_in_a_short_form_is_in_the_unit_of_its_row() {
        for (written, unit, value) in [
            ("£3.7m", "£m", "3.7"),
            ("3.70 million", "£m", "3.7"),
            ("1.2bn", "£m", "1200"),
            ("(900k)", "£m", "-0.9"),
            ("£45,500k", "£ thousand", "45500"),
            ("4.5m", "£000", "4500"),
            ("3.7m", "£", "3700000"),
            ("0.25m", "places", "250000"),
            ("1.2345k", "£", "1234.5"),
            ("2.5m", "£m a week", "2.5"),
        ] {
            let corrected = number(written, Some(unit)).unwrap();
            assert_eq!(corrected.value, value, "{written} in {unit}");
            assert_eq!(corrected.aside, format!(", since its unit is `{unit}`"));
        }
        let unknown = number("£3.5m", None).unwrap();
        assert_eq!(unknown.value, "3500000");
        assert_eq!(
            unknown.aside,
            " where its unit is a plain one, such as `£`, and `3.5` where that is `£m`"
        );
    }
}
