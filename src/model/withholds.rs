//! The records that an author can withhold: each has the keys `exempt` and `confidential`, of which only one can apply.

use super::exempt::{Confidential, Exempt, Withheld};
use super::inspection::{Finding, Inspection};
use super::meeting::Item;
use super::plan::{Action, Area, Budget, Measure, Milestone, Overall, Plan, Risk, Update};
use super::report::{Appendix, Report, Section};
use super::review::{Brief, Review};

/// A record that its author can withhold.
pub(crate) trait Withholds {
    /// The grounds that it gives, also where it gives both.
    fn given(&self) -> (&Option<Exempt>, &Option<Confidential>);

    /// How it is withheld by itself, if it is.
    fn withheld(&self) -> Option<Withheld<'_>> {
        let (exempt, confidential) = self.given();
        Withheld::of(exempt, confidential)
    }
}

macro_rules! withholds {
    ($($record:ident),*) => {
        $(impl Withholds for $record {
            fn given(&self) -> (&Option<Exempt>, &Option<Confidential>) {
                (&self.exempt, &self.confidential)
            }
        })*
    };
}

withholds!(Report, Section, Appendix, Item, Brief, Review, Inspection, Finding);
withholds!(Plan, Overall, Budget, Risk, Area, Measure, Action, Milestone, Update);

impl Plan {
    /// The records in the plan that can be withheld, but for its overall judgements.
    pub(crate) fn records(&self) -> Vec<&dyn Withholds> {
        let mut records: Vec<&dyn Withholds> = Vec::new();
        records.extend(each(&self.budget).chain(each(&self.risk)));
        for area in &self.area {
            records.push(area);
            records.extend(each(&area.measure));
            for action in &area.action {
                records.push(action);
                records.extend(each(&action.milestone).chain(each(&action.update)));
            }
        }
        records
    }
}

/// Each record of a list.
pub(crate) fn each<R: Withholds>(records: &[R]) -> impl Iterator<Item = &dyn Withholds> {
    records.iter().map(|record| record as &dyn Withholds)
}
