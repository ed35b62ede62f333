//! Committee papers from data.

pub mod diag;
