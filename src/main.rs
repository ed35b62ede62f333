//! The `papers` command: everything is in [`committee_papers::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    committee_papers::cli::run(std::env::args_os())
}
