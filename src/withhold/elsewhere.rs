//! What other files say of a paper: that it is not for publication, though the paper does not say so itself.
//!
//! In come all files of a workspace; out comes which files they withhold: the report of an item that is exempt,
//! what an exempt appendix is made from, the appendices of a report that is exempt as a whole. Only the
//! shape of a file is read, not its meaning, so that a slip elsewhere in it publishes nothing. Where a slip is in what a
//! file says of others, or a file cannot be read, it is not known what is open; then nothing is that it may withhold.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::repeated::{self, Repeated};
use crate::diag::{Diagnostic, Place, apart};
use crate::model::meeting::Meeting;
use crate::model::report::Report;
use crate::read::mark::{MARKS, is_mentioned};
use crate::read::syntax::Meant;
use crate::read::{self, Name, kind};
use crate::world::{Workspace, World};

/// The keys that name a paper or an appendix.
pub(super) const NAMES: [&str; 3] = ["report", "source", "file"];

/// The files of a workspace that others withhold, and where each says so.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere(Arc<Found>);

/// What was found in a workspace, by the paths of files.
#[derive(Debug, Default)]
struct Found {
    /// The files that others withhold, and where each is said.
    closed: Withheld,
    /// The files that say of themselves that they are withheld, and where.
    own: BTreeMap<String, Place>,
    /// What each file says in public though it is withheld.
    repeated: Repeated,
    /// Why it is not known of any paper whether it is open.
    unread: Vec<Diagnostic>,
    /// Why that is not known of papers whose names stand in a text.
    doubts: Vec<(String, Diagnostic)>,
}

impl Elsewhere {
    /// What the files of a workspace withhold.
    pub fn in_workspace(workspace: &Workspace) -> Self {
        let world = workspace.world();
        let (paths, passed) = workspace.files().toml();
        let mut unread: Vec<Diagnostic> =
            passed.into_iter().map(|message| Diagnostic::error(None, message)).collect();
        let mut texts = Vec::new();
        for file in paths.iter().map(World::id) {
            match world.text(file) {
                Ok(text) => texts.push((file, text)),
                Err(error) => unread.push(world.unreadable(file, &error, None)),
            }
        }
        let unread = unread.into_iter().map(|problem| {
            problem.hint("what it withholds is not known, so no paper of this workspace is published until it can be read")
        });
        let texts: Vec<(FileId, Meant<'_>)> =
            texts.iter().map(|(file, text)| (*file, Meant::of(text))).collect();
        let mut found = Withheld::default();
        let (mut own, mut doubts) = (BTreeMap::new(), Vec::new());
        for (file, meant) in &texts {
            own.extend(
                found.file(&world, *file, meant, None).map(|at| (name(*file).to_owned(), at)),
            );
            let slip = withholds_any(meant.file).then(|| slip(*file, meant)).flatten();
            doubts
                .extend(slip.map(|place| (meant.file.to_lowercase(), doubt(&world, *file, place))));
        }
        // What is withheld withholds what it names, and every copy of it, as far as that goes.
        let mut known = 0;
        while known < found.0.len() {
            known = found.0.len();
            for (file, meant) in &texts {
                if let Some(place) = found.place(*file) {
                    found.file(&world, *file, meant, Some(place));
                    let same = |other: &Meant<'_>| {
                        other.file == meant.file && !other.file.trim().is_empty()
                    };
                    for (copy, _) in texts.iter().filter(|(_, other)| same(other)) {
                        found.0.entry(name(*copy).to_owned()).or_insert(place);
                    }
                }
            }
        }
        let repeated = repeated::find(&world, &texts, &found.0);
        Self(Arc::new(Found { closed: found, own, repeated, unread: unread.collect(), doubts }))
    }

    /// The errors for why it is not known whether an open paper is open.
    pub fn unsure(&self, file: FileId) -> impl Iterator<Item = &Diagnostic> {
        let called = name(file).rsplit('/').next().unwrap_or_default().to_lowercase();
        let itself = move |problem: &Diagnostic| problem.place.is_some_and(|at| at.file == file);
        let doubts = self.0.doubts.iter().filter(move |(text, doubt)| {
            let ends = |at: usize| {
                text[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|before| !before.is_alphanumeric() && !"-_".contains(before))
            };
            !itself(doubt) && text.match_indices(&called).any(|(at, _)| ends(at))
        });
        self.0.unread.iter().chain(doubts.map(|(_, doubt)| doubt))
    }

    /// Where it is said that a file is withheld, by another file or by itself, if it is.
    pub fn withheld(&self, file: FileId) -> Option<Place> {
        self.place(file).or_else(|| self.0.own.get(name(file)).copied())
    }

    /// Where another file says that a file is withheld, if one does.
    pub fn place(&self, file: FileId) -> Option<Place> {
        self.0.closed.place(file)
    }

    /// The errors for what a file says in public though it is withheld in its workspace.
    pub fn repeated(&self, file: FileId) -> &[Diagnostic] {
        self.0.repeated.found.get(name(file)).map_or(&[], Vec::as_slice)
    }

    /// The warnings for what an open file from outside says of what is withheld, by its texts.
    pub(crate) fn outside(&self, world: &World, named: &Name, texts: &[String]) -> Vec<Diagnostic> {
        repeated::of_outside(world, &self.0.repeated.secrets, named, texts)
    }

    /// The files that are withheld, by their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.0.closed.0.keys().map(String::as_str)
    }
}

/// The files that others withhold, by their paths, and where each is said.
#[derive(Debug, Default)]
struct Withheld(BTreeMap<String, Place>);

impl Withheld {
    /// Where it is said that a file is withheld, by its path or by one that differs from it in capitals alone: where these
    /// do not tell files apart, nobody sees that slip.
    fn place(&self, file: FileId) -> Option<Place> {
        let path = name(file);
        let other = || {
            let small = path.to_lowercase();
            self.0.iter().find(|(known, _)| known.to_lowercase() == small).map(|(_, place)| place)
        };
        self.0.get(path).or_else(other).copied()
    }

    /// Adds what a file withholds, and says where it withholds itself, if it does. `above` is where it is said that all of
    /// the file is withheld, if it is.
    fn file(
        &mut self,
        world: &World,
        file: FileId,
        meant: &Meant<'_>,
        above: Option<Place>,
    ) -> Option<Place> {
        let root = meant.root();
        let marked = |table: &DeTable<'_>| {
            let mark = table.iter().find(|(key, _)| MARKS.contains(&key.get_ref().as_ref()));
            mark.map(|(key, _)| meant.place(file, key.span()))
        };
        let own = marked(root.get_ref());
        let mut waiting = vec![(root.get_ref(), above)];
        while let Some((table, above)) = waiting.pop() {
            let place = above.or(marked(table));
            for (key, value) in table {
                match value.get_ref() {
                    DeValue::Table(inner) => waiting.push((inner, place)),
                    DeValue::Array(all) => waiting.extend(
                        all.iter().filter_map(|value| Some((value.get_ref().as_table()?, place))),
                    ),
                    DeValue::String(path) if NAMES.contains(&key.get_ref().as_ref()) => {
                        if let Some(place) = place {
                            self.named(world, file, path, place);
                        }
                    }
                    _ => {}
                }
            }
        }
        own
    }

    /// Adds a file that another one names. Loading that one says what is wrong with the path.
    fn named(&mut self, world: &World, from: FileId, path: &str, place: Place) {
        if let Ok(id) = world.relative(from, &path.replace('\\', "/"), place) {
            self.0.entry(name(id).to_owned()).or_insert(place);
        }
    }
}

/// Whether a file says of anything that it is not for publication, or can have been meant to by a key of its own making.
fn withholds_any(text: &str) -> bool {
    is_mentioned(text) || OTHER_WORDS.iter().any(|word| text.contains(word))
}

/// What else a file has that withholds something: keys that stand beside the one that does, and words for it.
const OTHER_WORDS: [&str; 6] =
    ["open-title", "public-title", "publication", "restricted", "private", "withheld"];

/// Where a file that says of others whether they are open has its first slip, if it has one.
fn slip(file: FileId, meant: &Meant<'_>) -> Option<Place> {
    let problems = match kind(file, meant.file).as_deref().map(String::as_str) {
        Some("meeting") => apart(read::read::<Meeting>(file, meant.file)).1,
        Some("report") => apart(read::read::<Report>(file, meant.file)).1,
        _ => return meant.slips.first().map(|(at, ..)| Place::new(file, at.clone())),
    };
    problems.into_iter().find(Diagnostic::is_error)?.place
}

/// The error for a paper that a file with a slip names.
fn doubt(world: &World, file: FileId, place: Place) -> Diagnostic {
    let shown = world.shown(file);
    let message = format!(
        "`{shown}` withholds something and has a slip here, so it is not known whether what it names is open, such as this paper"
    );
    Diagnostic::error(place, message)
        .hint(format!("mend it first: `papers check {shown}` says what is wrong with it"))
}

/// The path of a file inside its workspace.
pub(super) fn name(file: FileId) -> &'static str {
    file.get().vpath().get_with_slash()
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;

    fn withheld(files: &[(&str, &str)]) -> Vec<String> {
        let all = files.iter().map(|(name, text)| (*name, text.as_bytes()));
        let found = Elsewhere::in_workspace(&Workspace::memory(all));
        let id = |name: &str| World::id(&VirtualPath::new(name).unwrap());
        let names = files.iter().filter(|(name, _)| found.place(id(name)).is_some());
        names.map(|(name, _)| (*name).to_owned()).collect()
    }

    #[test]
    fn an_exempt_item_withholds_its_report_and_all_appendices_of_it() {
        let meeting = "[[item]]\nreport = \"a/report.toml\"\n[[item]]\nreport = \"b/report.toml\"\n[item.exempt]\nparagraphs = [3]\n";
        let b = "title = \"B\"\n[[appendix]]\nsource = \"../plan.toml\"\n";
        let files = [
            ("a/report.toml", "title = \"A\""),
            ("b/report.toml", b),
            ("plan.toml", "kind = \"plan\""),
            ("meeting.toml", meeting),
        ];
        assert_eq!(withheld(&files), ["b/report.toml", "plan.toml"]);
    }

    #[test]
    fn an_exempt_appendix_withholds_what_it_is_made_from() {
        let report = "[[appendix]]\nsource = \"plan.toml\"\nconfidential = { reason = \"an order\" }\n[[appendix]]\nsource = \"open.toml\"\n";
        let files = [("report.toml", report), ("plan.toml", ""), ("open.toml", "")];
        assert_eq!(withheld(&files), ["plan.toml"]);
    }

    #[test]
    fn a_path_in_other_capitals_or_with_backslashes_withholds_the_file_that_is_meant() {
        for path in ["Con/Report.toml", "con\\report.toml", "./con/report.toml"] {
            let meeting = format!("[[item]]\nreport = '{path}'\nexempt.paragraphs = [3]\n");
            let files = [("meeting.toml", meeting.as_str()), ("con/report.toml", "title = \"A\"")];
            assert_eq!(withheld(&files), ["con/report.toml"], "{path}");
        }
    }

    #[test]
    fn a_slip_elsewhere_in_the_file_publishes_nothing() {
        let meeting = "date = 2022-99-99\ntime\ntitle = “A”\n[[item]]\nreport = \"a.toml\"\nexempt = { paragraphs = [3 }\n";
        assert_eq!(withheld(&[("meeting.toml", meeting), ("a.toml", "")]), ["a.toml"]);
    }
}
