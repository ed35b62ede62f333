//! Stage two: figures are derived from data, so that nobody types a number that can be counted.
//!
//! In comes typed data; out come counts, groups and dates, each documented with its definition.

pub mod clear_days;
pub mod dates;
pub mod exempt;
pub mod inspection;
pub mod words;

use crate::model::inspection::Inspection;

/// Data that a paper's prose can name.
#[derive(Debug, Clone)]
pub enum Source {
    /// An inspection.
    Inspection(Box<Inspection>),
}
