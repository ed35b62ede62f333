//! Finds pictures whose alternative text does not say what they show.

use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Document, Figure, Node};

/// The longest alternative text that can be taken in at one hearing, in characters.
const LONGEST: usize = 280;

/// The extensions of picture files.
const ENDINGS: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];

/// The beginnings of names that cameras and programs give to pictures.
const CAMERAS: [&str; 8] =
    ["img_", "img-", "dsc_", "dscn", "dscf", "screenshot 20", "picture 1", "image 1"];

/// Reports each alternative text that is a file name, only says that there is a picture, or is too long.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    document.each(&mut |node| {
        if let Node::Block(Block::Figure(figure)) = node {
            findings.extend(unfit(figure));
        }
    });
    findings
}

/// The finding about the alternative text of a picture, if it is wrong.
fn unfit(figure: &Figure) -> Option<Diagnostic> {
    let words = figure.alternative.trim().to_lowercase();
    let empty = ["image", "picture", "photo", "chart", "graph", "map", "logo", "screenshot"];
    let message = if words.starts_with("[insert") {
        "the alternative text of this picture was never written".to_owned()
    } else if ENDINGS.iter().any(|ending| words.ends_with(ending)) {
        "the alternative text of this picture is the name of a file".to_owned()
    } else if is_camera(&words) {
        "the alternative text of this picture is the name that a camera or a program gave it"
            .to_owned()
    } else if empty.contains(&words.as_str()) {
        format!("`{}` does not say what this picture shows", figure.alternative.trim())
    } else if words.chars().count() > LONGEST {
        format!("the alternative text of this picture is longer than {LONGEST} characters")
    } else {
        return None;
    };
    let found = Diagnostic::of(Rule::AlternativeText, figure.place?, message);
    Some(found.hint("say in a sentence what it tells those who can see it; what needs more belongs in the paper"))
}

/// Whether words are such a name: `img_1234`.
fn is_camera(words: &str) -> bool {
    CAMERAS.iter().any(|start| words.starts_with(start)) && words.split_whitespace().count() < 5
}
