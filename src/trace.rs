//! Where each figure of a paper comes from, and what depends on a datum.
//!
//! In come a paper, or a datum of a workspace; out come the paper's numbers, dates and statuses in reading order, each with
//! its source; or every sentence, row and chart that says something else once the datum does. What came from data bears
//! its expression in the document itself, so that every output can say the same ([`figures`]); which data it depends on is
//! found by trying ([`depends`]). How that is shown is left to [`cli`](crate::cli) and to the templates.

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

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Found {
    /// The file, by its path inside the workspace.
    pub(crate) file: String,
    /// The number of its line.
    pub(crate) line: usize,
    /// Its key.
    pub(crate) key: String,
    /// The same without the names of records: what all of its kind have in common.
    pub(crate) kind: String,
    /// The value, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

/// What a paper is made from, as far as its figures are asked for.
struct Sources<'p> {
    reader: Reader,
    wording: &'p Wording,
    origins: &'p [DataFile],
    /// The paper's own file, by its path.
    own: String,
    /// Whether the program drafts it from data.
    drafted: bool,
    /// The head of the columns in which records have their numbers.
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

/// How many figures of a paper come from where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Count {
    /// How many come from data.
    pub(crate) bound: usize,
    /// How many somebody typed.
    pub(crate) typed: usize,
    /// How many others said.
    pub(crate) outside: usize,
}

impl Count {
    /// How many of some figures come from where.
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

    /// How many figures there are.
    pub(crate) fn all(self) -> usize {
        self.bound + self.typed + self.outside
    }
}

/// How many figures of a report come from where, as everyone reads it; `None` of a paper that the program drafts, in
/// which all come from data.
pub(crate) fn count(world: &World, file: FileId, composed: &Composed) -> Option<Count> {
    let Composed { paper, document, .. } = composed;
    let Subject::Report(_) = paper.subject else { return None };
    let document = withhold::clear(document.clone(), Audience::Public, paper.house.statements());
    let sources = Sources::of(world, file, paper, &document);
    let mut figures = figures::figures(&lines::lines(&document), &sources);
    for figure in &mut figures {
        if let Some(text) = figure.likely.first() {
            figure.origin = figure.typed_in(text);
        }
    }
    Some(Count::of(&figures))
}

/// The figures of a paper in an edition, each with the data that it depends on. Those that are not for publication, by
/// their own file or by another one, are counted alone, in an edition for everyone.
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
        // What somebody typed into a report is what it is; only its days and numbers are data.
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

/// What in a paper depends on some data of one file; `None` if the paper cannot be composed.
pub(crate) fn uses(workspace: &Workspace, asked: Asked, data: &[&Datum]) -> Option<Vec<Use>> {
    let file = data.first()?.file;
    let text = workspace.world().text(file).ok()?;
    let all = self::data::data(file, &text);
    depends::uses(workspace, asked, data, &text, &all)
}

/// What a person means in a file by a key, or by the number of a line.
pub(crate) fn meant(world: &World, file: FileId, key: &str) -> Meant {
    self::meant::meant(data(file, &world.text(file).unwrap_or_default()), key)
}

impl<'p> Sources<'p> {
    /// What a paper is made from.
    fn of(world: &World, file: FileId, paper: &'p Paper, document: &'p Document<Cleared>) -> Self {
        let wording = &paper.house.wording;
        // A plan may be drawn on by itself and by a review of it.
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

    /// Whether an expression reads a file: one that it names, or one that this is made from; the paper's own where it
    /// names none.
    fn is_read_by(&self, expression: &str, file: &str) -> bool {
        let mut named =
            self.origins.iter().filter(|origin| origin.is_named_by(expression)).peekable();
        match named.peek() {
            Some(_) => named.any(|origin| origin.file == file),
            None => self.own == file,
        }
    }
}

/// Where a datum stands.
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
    /// Says what a figure depends on.
    fn depends_on(&mut self, data: &[Datum], audience: Audience) {
        // What changes with a text that says the same was typed there.
        if let Some(text) = data.iter().find(|datum| self.likely.contains(datum)) {
            self.origin = self.typed_in(text);
            return;
        }
        let data: Vec<_> = data.iter().filter(|datum| datum.form != Form::Text).cloned().collect();
        self.changes_with(&data, audience);
    }

    /// Says with which data a figure changes.
    fn changes_with(&mut self, data: &[Datum], audience: Audience) {
        let bound = match &mut self.origin {
            Origin::Typed(_) | Origin::Outside(_) => return,
            // What nothing changes is one of the fixed words of a paper that is drafted.
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
        // A record that a figure depends on by what stands in it is said by that.
        let said = |datum: &&Datum| !data.iter().any(|other| datum.holds(other));
        let (told, withheld): (Vec<_>, Vec<_>) = data
            .iter()
            .filter(said)
            .partition(|datum| audience == Audience::Restricted || !datum.withheld);
        let mut told: Vec<Found> = told.into_iter().map(found).collect();
        // What stands in the file that it is of comes before what else changes it.
        told.sort_by_key(|one| {
            (Some(&one.file) != bound.file.as_ref(), one.file.clone(), one.line)
        });
        bound.data = told;
        bound.withheld = withheld.len();
    }
}
