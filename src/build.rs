//! Tells Cargo what is built in: every file under `templates/`, `fonts/` and `data/reference/`.
//!
//! Writes a table of those files, which `world::builtin` includes, and the program's identity: a hash of its source
//! and of all that is built in. A new house style or template is a file in a folder and needs no Rust.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The folders that are built in, and the prefix of their names inside the program.
const FOLDERS: [(&str, &str); 3] =
    [("templates", ""), ("fonts", "fonts/"), ("data/reference", "reference/")];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut table = String::from("&[\n");
    let mut program = DefaultHasher::new();
    hash(&root.join("src"), &mut program)?;
    println!("cargo::rerun-if-changed=src");
    for (folder, name) in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        hash(&root.join(folder), &mut program)?;
        let mut files = Vec::new();
        walk(&root.join(folder), &mut files)?;
        files.sort();
        for file in files {
            let inside = file.strip_prefix(root.join(folder)).unwrap_or(&file);
            let inside = inside.to_string_lossy().replace('\\', "/");
            let _ =
                writeln!(table, "    ({:?}, include_bytes!({file:?})),", format!("{name}{inside}"));
        }
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("program"), format!("{:016x}", program.finish()))?;
    fs::write(out.join("builtin.rs"), table)
}

/// Hashes every file below a folder, with its name.
fn hash(folder: &Path, program: &mut DefaultHasher) -> io::Result<()> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    for file in files {
        file.strip_prefix(folder).unwrap_or(&file).hash(program);
        fs::read(&file)?.hash(program);
    }
    Ok(())
}

/// Adds every file below a folder, but for those that only explain it.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.file_stem().is_none_or(|stem| stem != "README") {
            files.push(path);
        }
    }
    Ok(())
}
