//! Checks rows of a label and its value: "Next review | 6 June 2027", "Number of actions complete | 5 of 8".
//!
//! In comes a row of two cells; out come contradictions in the sentence that the two cells abbreviate.

use super::{Words, typed};
use crate::check::claims::Claim;
use crate::check::passage::Passage;
use crate::check::reading::{Reader, What};
use crate::check::tables::said;
use crate::diag::Place;
use crate::document::Cell;

/// Openings of a label that its sentence leaves out.
const COUNTS: [&str; 6] =
    ["number of ", "total number of ", "no. of ", "total ", "count of ", "how many "];
const DATES: [&str; 4] = ["date of ", "day of ", "date for ", "when "];
const ENDS: [&str; 4] = ["end of the ", "end of ", "last day of the ", "end date of the "];

/// Reports contradictions in a row of a label and its value; `None` if the row is not one. `read` checks the
/// sentences of a passage.
pub(super) fn check(
    reader: &Reader,
    row: &[Cell],
    read: &dyn Fn(&Passage<'_>) -> Vec<Claim>,
) -> Option<Vec<(Place, Claim)>> {
    let [label, value] = row else { return None };
    let (place, value) = (typed(value)?.place?, Words::of(reader, said(value)));
    let label = said(label).to_lowercase();
    let without = |openings: &[&str]| openings.iter().find_map(|one| label.strip_prefix(one));
    let cell = value.said.trim_end_matches('.');
    let sentences = match value.tokens.first()?.what {
        What::Day(_) | What::Month | What::MonthDay(..) => match without(&ENDS) {
            Some(whole) => vec![format!("The {whole} ends on {cell}.")],
            None => {
                let label = without(&DATES).unwrap_or(&label);
                vec![format!("The {label} is on {cell}."), format!("The {label} on {cell}.")]
            }
        },
        What::Number(_) => {
            let label = without(&COUNTS).unwrap_or(&label);
            vec![format!("{cell} {label}."), format!("The {label} stands at {cell}.")]
        }
        _ => vec![format!("The {label} stands at {cell}.")],
    };
    let claims = sentences.into_iter().map(|said| read(&Passage::said(said)));
    let claims = claims.into_iter().find(|claims| !claims.is_empty())?;
    let claims = claims.into_iter().map(|claim| {
        let rest = claim.message.split_once("`: ").map_or(claim.message.as_str(), |(_, rest)| rest);
        let message = format!("`{}`: {rest}", value.said);
        let mut data = claim.data;
        if let Some(data) = &mut data {
            data.expression = None;
        }
        (place, Claim { range: 0..0, message, data })
    });
    Some(claims.take(1).collect())
}
