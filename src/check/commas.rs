//! Finds numbers whose commas do not stand between thousands: "£1,20,000", "1,0000".

use std::ops::Range;

use super::passage::Passage;
use crate::diag::{Diagnostic, Rule};
use crate::read::number::Number;

/// The number of digits between two commas.
const GROUP: usize = 3;

/// Reports each of these numbers.
pub(super) fn check(passages: &[Passage<'_>]) -> Vec<Diagnostic> {
    let found = passages.iter().flat_map(|passage| {
        let typed = misplaced(&passage.text).into_iter();
        typed.filter(|range| passage.is_typed(range.start)).map(|range| {
            let written = &passage.text[range.clone()];
            let message = format!("the commas in `{written}` do not stand between thousands");
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            let hint = match digits.parse::<Number>() {
                Ok(number) => format!("check the number: with all of its digits it is `{number}`"),
                Err(_) => "write a comma before every three digits from its end".to_owned(),
            };
            Diagnostic::of(Rule::MisplacedComma, passage.place_of(range), message).hint(hint)
        })
    });
    found.collect()
}

/// The ranges of the numbers with misplaced commas, up to their decimal points. Short numbers between commas without
/// spaces may be a list ("pages 4,12"), so they are only taken for one number after a sign of money, or where their
/// digits leave no doubt.
fn misplaced(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text[at..].find(|next: char| next.is_ascii_digit()).map(|digit| at + digit)
    {
        let rest = &text[start..];
        let length =
            rest.find(|next: char| !next.is_ascii_digit() && next != ',').unwrap_or(rest.len());
        let number = rest[..length].trim_end_matches(',');
        at = start + length;
        let before = text[..start].chars().next_back();
        let is_part =
            before.is_some_and(|before| before.is_alphanumeric() || before == '.' || before == '/');
        let groups: Vec<&str> = number.split(',').collect();
        let is_money = before.is_some_and(|before| matches!(before, '£' | '€' | '$'));
        if !is_part && is_wrong(&groups, is_money) {
            found.push(start..start + number.len());
        }
    }
    found
}

/// Whether the digits between commas are those of one number in which the commas are misplaced.
fn is_wrong(groups: &[&str], is_money: bool) -> bool {
    let Some((first, rest)) = groups.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return false;
    };
    let is_sound =
        (1..=GROUP).contains(&first.len()) && rest.iter().all(|group| group.len() == GROUP);
    let last = rest[rest.len() - 1];
    let is_round = last.len() >= GROUP && last.bytes().all(|digit| digit == b'0');
    let is_long = rest.len() == 1 && first.len() <= GROUP && last.len() > GROUP;
    !is_sound && groups.iter().all(|group| !group.is_empty()) && (is_money || is_round || is_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_thousands_and_lists_without_spaces_are_left_alone() {
        let found = |text: &'static str| {
            misplaced(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        };
        let slips = "It costs £1,20,000 or £1,0000.50; 1,0000 homes, 12,00,000 trees, £10,00, 2,5000 and 1234,000";
        let wrong = ["1,20,000", "1,0000", "1,0000", "12,00,000", "10,00", "2,5000", "1234,000"];
        assert_eq!(found(slips), wrong);
        assert!(
            found("£1,200,000.75, 12,000, pages 4,12,15, in 2024,2025, 5,, 0.1,0000, A1,0000")
                .is_empty()
        );
    }
}
