//! The `papers` command.

fn main() {}
