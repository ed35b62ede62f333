//! Derives figures from data, so that nobody types a number that can be counted.
//!
//! Typed data comes in; counts, groups and dates go out, each documented with its definition.

pub(crate) mod action;
pub(crate) mod clear_days;
pub(crate) mod days;
pub(crate) mod exempt;
pub(crate) mod figures;
pub(crate) mod inspection;
pub(crate) mod meaning;
pub(crate) mod measure;
pub(crate) mod movement;
pub(crate) mod plan;
pub(crate) mod progress;
pub(crate) mod review;
pub(crate) mod share;

use self::inspection::Inspected;
use self::meaning::{Holds, TableNames};
use self::plan::Planned;
use self::review::Reviewed;

/// Data that a paper's prose can name.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// An inspection.
    Inspection(Box<Inspected>),
    /// An action plan.
    Plan(Box<Planned>),
    /// A review of a plan.
    Review(Box<Reviewed>),
    /// A council's own figures.
    Figures(Vec<figures::Table>),
}

impl Source {
    /// The kind of data that a name for this source stands for.
    pub(crate) fn holds(&self) -> Holds {
        match self {
            Self::Inspection(inspected) => Holds::Inspection(inspected.framework.judged_names()),
            Self::Plan(_) => Holds::Plan,
            Self::Review(_) => Holds::Review,
            Self::Figures(tables) => Holds::Figures(tables.iter().map(TableNames::of).collect()),
        }
    }

    /// The plan behind its figures; `None` for inspections and figures.
    pub(crate) fn plan(&mut self) -> Option<&mut Planned> {
        match self {
            Self::Inspection(_) | Self::Figures(_) => None,
            Self::Plan(planned) => Some(planned),
            Self::Review(reviewed) => Some(&mut reviewed.planned),
        }
    }
}
