//! The one integration-test binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod begin;
mod bounds;
mod cases;
mod command;
mod diff;
mod drafted;
mod fidelity;
mod figures;
mod files;
mod frameworks;
mod fuzz;
mod guide;
mod imports;
mod packs;
mod pages;
mod pdf;
mod plans;
mod planted;
mod records;
mod remedies;
mod rules;
mod samples;
mod seams;
mod sentences;
mod sheets;
mod slips;
mod support;
mod truths;
mod watch;
