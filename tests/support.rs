//! What several tests need.

use std::io::{Cursor, Read};

use committee_papers::diag::{Diagnostic, apart};
use committee_papers::{Options, Output, World};
use typst::syntax::FileId;

/// The council of most tests.
pub(crate) const COUNCIL: &str =
    "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

/// A paper that was built: its files, none where an error stopped it, and all that was found.
pub(crate) struct Built {
    pub(crate) outputs: Vec<Output>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// Builds a paper.
pub(crate) fn build(world: &World, file: FileId, options: &Options) -> Built {
    let (outputs, problems) = apart(committee_papers::build(world, file, options));
    Built { outputs: outputs.unwrap_or_default(), problems }
}

/// Every part of a Word file that is text, one after the other.
pub(crate) fn word_file(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(std::str::from_utf8(&part).unwrap_or_default());
    }
    all
}

/// A string of TOML that holds the text.
pub(crate) fn toml(text: &str) -> String {
    let escaped = text.chars().map(|next| match next {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        _ if next.is_control() => format!("\\u{:04X}", u32::from(next)),
        _ => next.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A paper of one section with that prose.
pub(crate) fn report(prose: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"x\"\ncommittee = \"x\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"x\"\nfront.report-of = \"x\"\n\
         [[section]]\nid = \"summary\"\ntext = {}\n",
        toml(prose)
    )
}
