//! The one integration-test binary.

mod cases;
mod command;
mod fidelity;
mod pdf;
