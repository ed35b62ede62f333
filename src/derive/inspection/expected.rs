//! Computes the day by which a framework expects a visit or a plan.

use chrono::{Days, NaiveDate};

use super::Inspected;
use crate::derive::action::months_after;
use crate::derive::clear_days::{Holidays, working_days_after};
use crate::diag::closest;
use crate::model::framework::{After, Due};
use crate::model::inspection::Visit;
use crate::model::plan::Plan;
use crate::read::date::Date;

/// The day by which a kind of visit or plan is expected; an error with message and hint where that cannot be said.
pub(crate) fn expected(
    inspected: &Inspected,
    plan: Option<&Plan>,
    called: &str,
) -> Result<Date, (String, String)> {
    let framework = &inspected.framework;
    let visits = framework.visit.iter().map(|kind| (&kind.id, &kind.due));
    let plans = framework.plan.iter().map(|kind| (&kind.id, &kind.due));
    let mut dated = visits.chain(plans).filter_map(|(id, due)| Some((id, due.as_ref()?)));
    let known: Vec<_> = dated.clone().map(|(id, _)| id.as_str()).collect();
    let Some((_, due)) = dated.find(|(id, _)| id.value == called) else {
        let near = match closest(called, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => {
                "it gives no times; write the day as you know it".to_owned()
            }
            None => format!("it gives times for {}", known.join(", ")),
        };
        return Err((format!("the framework gives no time for `{called}`"), near));
    };
    let day = counted_from(inspected, plan, called, due.after);
    let day = day.ok_or_else(|| {
        let after = After::WORDS[due.after as usize];
        let hint = format!("give `{after}` in the file of the inspection or the plan");
        (format!("`{called}` is counted from the day `{after}`, which the data do not give"), hint)
    })?;
    due.from(day).map(Date).ok_or_else(|| {
        let what = "the bank holidays up to the day that is expected are not known";
        (what.to_owned(), "write the day as you know it".to_owned())
    })
}

/// The day that a period is counted from: a day of the plan, or of a visit that has it.
///
/// A visit that recurs is counted from the last visit of another kind, or else from the last of its own. A plan is
/// counted from the last visit before it was submitted, or else from the first visit.
fn counted_from(
    inspected: &Inspected,
    plan: Option<&Plan>,
    called: &str,
    after: After,
) -> Option<NaiveDate> {
    let day = |visit: &Visit| match after {
        After::End => visit.end,
        After::Received => visit.received,
        After::Published => visit.published,
        After::Issued => visit.issued,
        After::Submitted => plan.map(|plan| plan.submitted),
        After::FitForPurpose => plan.and_then(|plan| plan.fit_for_purpose),
    };
    let days = |keep: &dyn Fn(&Visit) -> bool| -> Vec<_> {
        let visits = inspected.inspection.visit.iter().filter(|visit| keep(visit));
        visits.filter_map(day).map(|day| day.value.0).collect()
    };
    let own = |visit: &Visit| visit.kind.as_ref().is_some_and(|kind| kind.value == called);
    if inspected.framework.visit(called).is_some() {
        return days(&|visit| !own(visit)).pop().or_else(|| days(&own).pop());
    }
    let submitted = plan.map(|plan| plan.submitted.value);
    let before =
        |visit: &Visit| visit.day().is_some_and(|day| submitted.is_some_and(|end| day <= end));
    days(&before).pop().or_else(|| days(&|_| true).first().copied())
}

impl Due {
    /// The day after such a period; `None` where the bank holidays up to it are not known.
    fn from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let day = months_after(day, self.months.unwrap_or(0).into());
        let day = day.checked_add_days(Days::new(self.days.unwrap_or(0).into()))?;
        match self.working_days {
            Some(days) => working_days_after(day, days.into(), &Holidays::built_in()).ok(),
            None => Some(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_counted_in_months_days_or_working_days() {
        let due = |months, days, working_days| Due {
            months,
            days,
            working_days,
            after: After::Received,
            place: crate::read::record::nowhere(),
        };
        // Stockton's report of 9 May 2023, and its plan of 16 August.
        assert_eq!(due(None, None, Some(70)).from(day("2023-05-09")), Some(day("2023-08-16")));
        assert_eq!(due(Some(18), None, None).from(day("2018-08-31")), Some(day("2020-02-29")));
        assert_eq!(due(None, Some(28), None).from(day("2023-09-13")), Some(day("2023-10-11")));
        assert_eq!(due(None, None, Some(1)).from(day("1999-01-01")), None);
    }
}
