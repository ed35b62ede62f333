//! By when a framework expects a visit or a plan, from the days that an inspection and a plan give.

use chrono::{Days, NaiveDate};

use super::Inspected;
use crate::derive::action::months_after;
use crate::derive::clear_days::{Holidays, working_days_after};
use crate::diag::closest;
use crate::model::framework::{After, Due};
use crate::model::plan::Plan;
use crate::read::date::Date;

/// The day by which the kind of visit or plan that is so called is expected; or why that cannot be said.
pub fn expected(inspected: &Inspected, plan: Option<&Plan>, called: &str) -> Result<Date, String> {
    let framework = &inspected.framework;
    let visits = framework.visit.iter().map(|kind| (&kind.id, &kind.due));
    let plans = framework.plan.iter().map(|kind| (&kind.id, &kind.due));
    let mut dated = visits.chain(plans).filter_map(|(id, due)| Some((id, due.as_ref()?)));
    let known: Vec<_> = dated.clone().map(|(id, _)| id.as_str()).collect();
    let Some((_, due)) = dated.find(|(id, _)| id.value == called) else {
        let near = match closest(called, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if known.is_empty() => "it gives no times".to_owned(),
            None => format!("it gives times for {}", known.join(", ")),
        };
        return Err(format!("the framework gives no time for \"{called}\"; {near}"));
    };
    let from = counted_from(inspected, plan, due.after).ok_or_else(|| {
        let after = After::WORDS[due.after as usize];
        format!("this is counted from the day `{after}`, which the data do not give")
    })?;
    let day = due.from(from.0).ok_or("the bank holidays up to that day are not known")?;
    Ok(Date(day))
}

/// The day that a time is counted from: of the last visit that gives it, or of the plan.
fn counted_from(inspected: &Inspected, plan: Option<&Plan>, after: After) -> Option<Date> {
    let visits = inspected.inspection.visit.iter().rev();
    let of_visit = |day: fn(&crate::model::inspection::Visit) -> _| visits.clone().find_map(day);
    let day = match after {
        After::End => of_visit(|visit| visit.end),
        After::Received => of_visit(|visit| visit.received),
        After::Published => of_visit(|visit| visit.published),
        After::Issued => of_visit(|visit| visit.issued),
        After::Submitted => plan.map(|plan| plan.submitted),
        After::FitForPurpose => plan.and_then(|plan| plan.fit_for_purpose),
    };
    day.map(|day| day.value)
}

impl Due {
    /// The day that lies so much after another, where the bank holidays up to it are known.
    fn from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let day = months_after(day, self.months.unwrap_or(0).into());
        let day = day.checked_add_days(Days::new(self.days.unwrap_or(0).into()))?;
        match self.working_days {
            Some(days) => working_days_after(day, days.into(), &Holidays::built_in()).ok(),
            None => Some(day),
        }
    }
}
