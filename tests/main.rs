//! The one integration-test binary.

mod pdf;
