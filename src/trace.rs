//! Traces where each figure of a paper comes from, and what depends on a datum.
//!
//! In come a paper, or a datum of a workspace; out come the paper's numbers, dates and statuses in reading order,
//! each with its source, or every sentence, row and chart that changes with the datum. What came from data carries
//! its expression in the document itself, so that every output can show it ([`figures`]); which data it depends on is
//! found by trying ([`depends`]). Presentation is left to [`cli`](crate::cli) and to the templates.

mod data;
mod depends;
mod figures;
mod lines;
mod meant;
#[cfg(test)]
mod tests;
mod vary;

use std::collections::HashSet;

use serde::Serialize;
use typst::syntax::FileId;

pub(crate) use self::data::Datum;
use self::data::{Form, data};
pub(crate) use self::depends::{Asked, Use};
pub(crate) use self::figures::{Bound, Figure, Origin};
pub(crate) use self::meant::{Meant, These};
use crate::check::reading::Reader;
use crate::document::{Audience, Cleared, DataFile, Document};
use crate::language::Wording;
use crate::load::paper::{Paper, Subject};
use crate::read::LineStarts;
use crate::withhold::Elsewhere;
use crate::world::{Workspace, World};
use crate::{Composed, withhold};

/// The place of a datum in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Found {
    /// The file, by its path inside the workspace.
    pub(crate) file: String,
    /// Its line number, counted from 1.
    pub(crate) line: usize,
    /// Its key.
    pub(crate) key: String,
    /// The key without the names of records, which all data of its kind share.
    pub(crate) kind: String,
    /// The value; `None` for a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

/// What a paper is made from, as far as its figures need it.
struct Sources<'p> {
    reader: Reader,
    wording: &'p Wording,
    origins: &'p [DataFile],
    /// The path of the paper's own file.
    own: String,
    /// Whether the program drafts it from data.
    drafted: bool,
    /// The column heading under which records have their numbers.
    numbered: String,
    files: Vec<File>,
}

/// A file that a paper is made from.
struct File {
    id: FileId,
    text: String,
    lines: LineStarts,
    data: Vec<Datum>,
}

/// The number of a paper's figures by origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Count {
    /// Figures that come from data.
    pub(crate) bound: usize,
    /// Figures that somebody typed.
    pub(crate) typed: usize,
    /// Figures that others stated.
    pub(crate) outside: usize,
}

impl Count {
    /// Counts figures by their origin.
    pub(crate) fn of(figures: &[Figure]) -> Self {
        let mut count = Self::default();
        for figure in figures {
            match figure.origin {
                Origin::Data(_) => count.bound += 1,
                Origin::Typed(_) => count.typed += 1,
                Origin::Outside(_) => count.outside += 1,
                Origin::Fixed => {}
            }
        }
        count
    }

    /// All of them.
    pub(crate) fn all(self) -> usize {
        self.bound + self.typed + self.outside
    }
}

/// Counts the figures of a report's public edition by origin; `None` for a paper that the program drafts, as all of
/// its figures come from data.
pub(crate) fn count(world: &World, file: FileId, composed: &Composed) -> Option<Count> {
    let Composed { paper, document, .. } = composed;
    let Subject::Report(_) = paper.subject else { return None };
    let document = withhold::clear(document.clone(), Audience::Public, paper.house.statements());
    let sources = Sources::of(world, file, paper, &document);
    Some(figures::count(&lines::lines(&document), &sources))
}

/// The figures of an edition, each with the data that it depends on. In a public edition, data that its own file or
/// another one withholds are only counted.
pub(crate) fn trace(
    workspace: &Workspace,
    elsewhere: &Elsewhere,
    asked: Asked,
    paper: &Paper,
    document: &Document<Cleared>,
) -> Vec<Figure> {
    let mut sources = Sources::of(&workspace.world(), asked.file, paper, document);
    for file in sources.files.iter_mut().filter(|file| elsewhere.withheld(file.id).is_some()) {
        file.data.iter_mut().for_each(|datum| datum.withheld = true);
    }
    let lines = lines::lines(document);
    let mut figures = figures::figures(&lines, &sources);
    let varied = |file: &File| -> Vec<Datum> {
        // The text of a report is its own; only its days and numbers are data.
        let own = file.id == asked.file && !sources.drafted;
        let counts = |datum: &&Datum| match datum.form {
            Form::Text => figures.iter().any(|figure| figure.likely.contains(datum)),
            Form::Record | Form::Word => !own,
            Form::Number | Form::Day | Form::Truth => true,
        };
        file.data.iter().filter(counts).cloned().collect()
    };
    let files: Vec<_> = sources.files.iter().map(|file| (&*file.text, varied(file))).collect();
    let data = depends::figures(workspace, asked, paper, &lines, &figures, &files);
    for (figure, data) in figures.iter_mut().zip(data) {
        figure.depends_on(&data, asked.audience);
    }
    figures
}

/// The parts of a paper that depend on some data of one file; `None` if the paper cannot be composed.
pub(crate) fn uses(workspace: &Workspace, asked: Asked, data: &[&Datum]) -> Option<Vec<Use>> {
    let file = data.first()?.file;
    let text = workspace.world().text(file).ok()?;
    let all = self::data::data(file, &text);
    depends::uses(workspace, asked, data, &text, &all)
}

/// Resolves what a person means by a key or a line number of a file.
pub(crate) fn meant(world: &World, file: FileId, key: &str) -> Meant {
    self::meant::meant(data(file, &world.text(file).unwrap_or_default()), key)
}

impl<'p> Sources<'p> {
    /// Collects what a paper is made from.
    fn of(world: &World, file: FileId, paper: &'p Paper, document: &'p Document<Cleared>) -> Self {
        let wording = &paper.house.wording;
        // A plan may be read both directly and for a review of it.
        let mut met = HashSet::new();
        let files = paper.drawn.iter().map(|drawn| drawn.file).chain([file]);
        let files = files.filter(|file| met.insert(*file)).filter_map(|id| {
            let text = world.text(id).ok()?;
            Some(File { id, lines: LineStarts::of(&text), data: data(id, &text), text })
        });
        Self {
            reader: Reader::of(wording.language()),
            wording,
            origins: &document.origins,
            own: World::path(file).to_owned(),
            drafted: !matches!(paper.subject, Subject::Report(_)),
            numbered: wording.word("column-number"),
            files: files.collect(),
        }
    }

    /// Whether an expression reads a file: one that it names, one that the named one is made from, or, if it names
    /// none, the paper's own.
    fn is_read_by(&self, expression: &str, file: &str) -> bool {
        let mut named =
            self.origins.iter().filter(|origin| origin.is_named_by(expression)).peekable();
        match named.peek() {
            Some(_) => named.any(|origin| origin.file == file),
            None => self.own == file,
        }
    }
}

/// The place of a datum.
pub(crate) fn found(datum: &Datum) -> Found {
    let is_value = matches!(datum.form, Form::Number | Form::Day | Form::Truth | Form::Word);
    Found {
        file: World::path(datum.file).to_owned(),
        line: datum.line,
        key: datum.key.clone(),
        kind: datum.kind_of.clone(),
        value: is_value.then(|| datum.value.clone()),
    }
}

impl Figure {
    /// Records what a figure depends on.
    fn depends_on(&mut self, data: &[Datum], audience: Audience) {
        // A figure that changes with a text saying the same was typed there.
        if let Some(text) = data.iter().find(|datum| self.likely.contains(datum)) {
            self.origin = self.typed_in(text);
            return;
        }
        let data: Vec<_> = data.iter().filter(|datum| datum.form != Form::Text).cloned().collect();
        self.changes_with(&data, audience);
    }

    /// Records the data that a figure changes with.
    fn changes_with(&mut self, data: &[Datum], audience: Audience) {
        let bound = match &mut self.origin {
            Origin::Typed(_) | Origin::Outside(_) => return,
            // A figure of a drafted paper that nothing changes is one of its fixed words.
            Origin::Data(bound) if data.is_empty() && bound.expression.is_none() => {
                if bound.data.is_empty() {
                    self.origin = Origin::Fixed;
                }
                return;
            }
            Origin::Fixed if data.is_empty() => return,
            Origin::Data(bound) => bound,
            Origin::Fixed => {
                self.origin = Origin::Data(Bound::default());
                return self.changes_with(data, audience);
            }
        };
        // A record is left out if the figure already depends on something in it.
        let said = |datum: &&Datum| !data.iter().any(|other| datum.holds(other));
        let (told, withheld): (Vec<_>, Vec<_>) = data
            .iter()
            .filter(said)
            .partition(|datum| audience == Audience::Restricted || !datum.withheld);
        let mut told: Vec<Found> = told.into_iter().map(found).collect();
        // Data in the file that it is bound to come before the rest.
        told.sort_by_key(|one| {
            (Some(&one.file) != bound.file.as_ref(), one.file.clone(), one.line)
        });
        bound.data = told;
        bound.withheld = withheld.len();
    }
}
