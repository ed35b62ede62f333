//! Stage two: figures are derived from data, so that nobody types a number that can be counted.
//!
//! In comes typed data; out come counts, groups and dates, each documented with its definition.

pub mod action;
pub mod clear_days;
pub mod days;
pub mod exempt;
pub mod figures;
pub mod inspection;
pub mod measure;
pub mod movement;
pub mod plan;
pub mod progress;
pub mod review;
pub mod share;

use self::inspection::Inspected;
use self::plan::Planned;
use self::review::Reviewed;

/// Data that a paper's prose can name.
#[derive(Debug, Clone)]
pub enum Source {
    /// An inspection.
    Inspection(Box<Inspected>),
    /// An action plan.
    Plan(Box<Planned>),
    /// A review of one.
    Review(Box<Reviewed>),
    /// A council's own figures.
    Figures(Vec<figures::Table>),
}

impl Source {
    /// The plan whose figures it has, if it has one.
    pub(crate) fn plan(&mut self) -> Option<&mut Planned> {
        match self {
            Self::Inspection(_) | Self::Figures(_) => None,
            Self::Plan(planned) => Some(planned),
            Self::Review(reviewed) => Some(&mut reviewed.planned),
        }
    }
}
