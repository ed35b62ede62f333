//! Takes the edits in a paper's Word file back into the paper: `papers import commented.docx --into report.toml`.
//!
//! In come the paper and the bytes of a Word file that was made from it. Out come the new text of the paper's file,
//! and lists of the edits, of those that could not be taken, and of the comments. Each step is a file:
//!
//! | step | from | to |
//! |---|---|---|
//! | `read` | the bytes of the file | a `page` of lines |
//! | `base` | the paper | the lines that were sent, and where each letter was written |
//! | `pair` | both | which line is which |
//! | `closed` | both | why nothing can be taken |
//! | `taking` | all of these | what was edited, and where each comment belongs |
//! | `order` | which line is which | the lines that were moved |
//! | `hunks`, `line` | two lines | changes of the `text` that holds them; `words` writes Markdown |
//! | `figures` | content controls that were copied or moved | the expressions that they are of |
//! | `place`, `rows`, `gone` | lines that are new, moved or gone | changes of the text around them |
//! | `withheld` | both editions | the text that no edit may make public |
//! | `settle`, `ties` | all changes | the file, held against the page |
//!
//! Nothing is lost silently: the new file is made into a Word file again, and everything that came back and is not in
//! it is reported. Text that the public edition withholds is not in a public Word file, and stays.

mod base;
mod beside;
mod closed;
mod document;
mod figures;
mod gone;
mod hunks;
mod line;
mod order;
mod page;
mod pair;
mod place;
mod read;
mod rows;
mod runs;
mod section;
mod settle;
mod taking;
#[cfg(test)]
mod tests;
mod text;
mod ties;
mod withheld;
mod words;

use std::collections::BTreeSet;

use serde::Serialize;
use typst::syntax::FileId;

use self::base::{Base, bases};
pub(crate) use self::document::document;
use self::line::{Cut, Says};
use self::page::Page;
use self::taking::Taking;
use self::withheld::Withheld;
use super::body::Changes;
use crate::diag::{Diagnostic, Findings, Outcome, Place};
use crate::document::Audience;
use crate::edit::{Edit, Path};
use crate::import::Kind;
use crate::world::Workspace;

/// The request to take back a file.
pub(crate) struct Wanted<'a> {
    /// The name of the file in messages.
    pub(crate) shown: &'a str,
    /// The workspace of the paper.
    pub(crate) workspace: &'a Workspace,
    /// The file of the paper.
    pub(crate) file: FileId,
    /// How to take tracked changes.
    pub(crate) changes: Changes,
}

/// What came back from Word.
#[derive(Debug)]
pub(crate) struct Back {
    /// The text of the paper's file with the changes applied.
    pub(crate) text: String,
    /// The edits, in the order of the page.
    pub(crate) changes: Vec<Change>,
    /// The comments.
    pub(crate) comments: Vec<Said>,
}

/// One edit.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// The kind of the edit.
    pub(crate) kind: Kind,
    /// What was edited: `paragraph`, `heading`.
    pub(crate) what: &'static str,
    /// The beginning of the line's text as sent.
    pub(crate) of: String,
    /// The place of the line in the file, if it has one.
    pub(crate) place: Option<Place>,
    /// Descriptions of the edit, each as a clause.
    pub(crate) how: Vec<String>,
    /// The cuts of strings in the file that apply the edit, by the paths of the strings.
    cuts: Vec<(Path, Cut)>,
    /// The changes to the structure of the file that apply it.
    edits: Vec<Edit>,
    /// The text of the line once the edit is applied.
    says: Option<Says>,
    /// The words that the edit puts in, and the words that it takes away.
    gained: String,
    lost: String,
    /// Whether the edit is next to withheld text, so that no public edition may contain it.
    closed: bool,
}

impl Change {
    /// An edit without changes or descriptions.
    fn new(kind: Kind, what: &'static str, place: Option<Place>) -> Self {
        let (of, how, cuts, edits, gained, lost) = Default::default();
        let (says, closed) = (None, false);
        Self { kind, what, of, place, how, cuts, edits, says, gained, lost, closed }
    }

    /// An edit that is refused, with the reason.
    fn refused(what: &'static str, place: Option<Place>, why: impl Into<String>) -> Self {
        let mut change = Self::new(Kind::NotTaken, what, place);
        change.how.push(why.into());
        change
    }

    /// Adds a description.
    fn says(mut self, how: impl Into<String>) -> Self {
        self.how.push(how.into());
        self
    }

    /// Sets the words that the edit puts in and those that it takes away.
    fn moving(mut self, gained: impl Into<String>, lost: impl Into<String>) -> Self {
        (self.gained, self.lost) = (gained.into(), lost.into());
        self
    }

    /// Whether the edit changes the file.
    pub(crate) fn is_made(&self) -> bool {
        self.kind != Kind::NotTaken
    }
}

/// A comment, and what it belongs to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Said {
    /// Who made it.
    pub(crate) author: String,
    /// The words that it is attached to.
    pub(crate) on: String,
    /// Its text.
    pub(crate) words: String,
    /// Where those words were written, if in a file.
    #[serde(skip)]
    pub(crate) place: Option<Place>,
}

/// The most paragraphs that a page may have beyond those of the paper.
const MOST_NEW: usize = 1000;

/// Takes the edits in a paper's Word file into the text of its own file.
pub(crate) fn take(bytes: &[u8], toml: &str, wanted: &Wanted<'_>) -> Outcome<Back> {
    let mut findings = Findings::default();
    let page = read::read(bytes, wanted.shown, wanted.changes).map_err(|error| vec![error])?;
    // Findings about the paper as it is are left to other commands.
    let bases = bases(wanted.workspace, wanted.file)?.value;
    let base = bases.iter().max_by_key(|base| (base.shared(&page), base.alike(&page)));
    let Some(base) = base.filter(|base| base.is_of(&page)) else {
        let message = format!("`{}` is not the Word file of this paper", wanted.shown);
        return Err(vec![Diagnostic::error(None, message).hint(
            "take in the file that `papers build --format docx` made of it; a draft from elsewhere becomes a paper of its own with `--out`",
        )]);
    };
    if page.lines.len() > 2 * base.lines.len() + MOST_NEW {
        let (count, own) = (page.lines.len(), base.lines.len());
        let message = format!(
            "`{}` has {count} paragraphs, and the paper that it is of has {own}; it was not taken",
            wanted.shown
        );
        let hint =
            "take out what does not belong to the paper, and make a paper of its own of that";
        return Err(vec![Diagnostic::error(None, message).hint(hint)]);
    }
    let public = bases.iter().find(|base| base.audience == Audience::Public);
    let withheld = Withheld::of(base, public);
    let taking = Taking::new(&page, base, &withheld, toml, wanted.file);
    let closed = closed::closed(&page, base, &taking.pairs, wanted.shown);
    if !closed.is_empty() {
        return Err(closed);
    }
    let changes = taking.changes();
    let comments = taking.comments();
    let (text, mut changes) = settle::settle(changes, toml, wanted, &withheld);
    changes.extend(page.boxes.iter().map(|words| {
        Change::refused("text box", None, "a text box has no place in a paper")
            .says(format!("it says “{words}”"))
    }));
    changes.extend(page.pictures_beside(&base.pictures).map(|text| {
        let why = "a picture that is put in in Word is not taken into the paper; save it beside the paper, and name it there: `![What it shows](picture.png)`";
        let change = Change::refused("picture", None, why);
        match text.is_empty() {
            true => change,
            false => change.says(format!("it shows “{text}”")),
        }
    }));
    changes.extend(page.margins_beside(&base.margins).map(|words| {
        let why = "the house style prints the headers and footers of a paper itself";
        Change::refused("header or footer", None, why).says(format!("it says “{words}”"))
    }));
    findings.extend(remarks(&page, base, wanted));
    findings.finish(Some(Back { text, changes, comments }))
}

/// The findings about the Word file as a whole.
fn remarks(page: &Page, base: &Base, wanted: &Wanted<'_>) -> Vec<Diagnostic> {
    let shown = wanted.shown;
    let sent = |words: &str| base.lines.iter().any(|(line, _)| line.coloured == words);
    let coloured = page.lines.iter().map(|line| line.coloured.as_str());
    let coloured: Vec<&str> = coloured.filter(|words| !words.is_empty() && !sent(words)).collect();
    let (taken, other) = match wanted.changes {
        Changes::Accepted => ("accepted", "rejected"),
        Changes::Rejected => ("rejected", "accepted"),
    };
    let warnings = [
        (page.lines.iter().flat_map(base::marks).next().is_none()).then(|| {
            let message = format!(
                "some program took the bookmarks out of `{shown}`, so nobody knows whether the paper was changed since that was made"
            );
            Diagnostic::warning(None, message)
                .hint("look at each change: what was written in the paper since may be taken back")
        }),
        page.tracked.then(|| {
            let message = format!("`{shown}` has tracked changes, which are taken as {taken}");
            let hint = format!("decide them in Word, or take it in with `--changes {other}`");
            Diagnostic::warning(None, message).hint(hint)
        }),
        coloured.split_first().map(|(first, others)| {
            let more = match others.len() {
                0 => String::new(),
                1 => ", and in one more paragraph".to_owned(),
                more => format!(", and in {more} more paragraphs"),
            };
            let message = format!(
                "`{shown}` has words in colour or highlighted, which are taken as plain words: “{}”{more}",
                first.trim()
            );
            Diagnostic::warning(None, message)
                .hint("say in words what the colour means; a paper does not print it")
        }),
        page.macros.then(|| {
            let message = format!("`{shown}` has macros, which were neither run nor kept");
            Diagnostic::warning(None, message)
        }),
    ];
    warnings.into_iter().flatten().collect()
}

impl Base {
    /// The number of lines of a page that this edition has word for word.
    fn alike(&self, page: &Page) -> usize {
        let own: BTreeSet<String> = self.lines.iter().map(|(line, _)| line.words()).collect();
        page.lines.iter().filter(|line| own.contains(&line.words())).count()
    }

    /// Whether a page can be an edited version of this edition.
    fn is_of(&self, page: &Page) -> bool {
        let enough = page.lines.len().div_ceil(3);
        self.shared(page) > 0 || (enough > 0 && self.alike(page) >= enough)
    }
}
