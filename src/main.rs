//! The `papers` command: everything is in [`committee_papers::cli`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    committee_papers::cli::run(std::env::args_os())
}
