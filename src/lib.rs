//! Committee papers from data.

pub mod assemble;
pub mod diag;
