//! The one integration-test binary.

mod cases;
mod fidelity;
mod pdf;
