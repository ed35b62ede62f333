//! Finds papers that other files withhold, though they do not say so themselves.
//!
//! All files of a workspace come in; the files that they withhold go out: the report of an exempt item, the source of
//! an exempt appendix, the appendices of a report that is exempt as a whole. Only the shape of a file is read, not
//! its meaning, so that a slip elsewhere in it publishes nothing. Where the slip may hide what a file withholds, or a
//! file cannot be read, every paper that it may concern is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::repeated::{self, Repeated};
use crate::diag::{Diagnostic, Place, apart};
use crate::model::meeting::Meeting;
use crate::model::report::Report;
use crate::parallel;
use crate::read::mark::MARKS;
use crate::read::syntax::Meant;
use crate::read::{self, Name, kind};
use crate::world::{Workspace, World};

/// The keys whose value is the path of a paper or an appendix.
pub(super) const NAMES: [&str; 3] = ["report", "source", "file"];

/// The files of a workspace that others withhold, each with the place that says so.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere(Arc<Found>);

/// The findings in one workspace, by the paths of files.
#[derive(Debug, Default)]
struct Found {
    /// The files that others withhold, and the place that withholds each.
    closed: Withheld,
    /// The files that withhold themselves, and the place where each does.
    own: BTreeMap<String, Place>,
    /// Open text that repeats something withheld.
    repeated: Repeated,
    /// The errors for files that could not be read, which leave every paper in doubt.
    unread: Vec<Diagnostic>,
    /// The errors for files with a slip, each with the text of its file: papers named in it are in doubt.
    doubts: Vec<(String, Diagnostic)>,
}

impl Elsewhere {
    /// Reads all TOML files of a workspace and finds what they withhold.
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
        let texts: Vec<(FileId, Meant<'_>)> = read_all(&texts);
        let mut found = Withheld::default();
        let (mut own, mut doubts) = (BTreeMap::new(), Vec::new());
        for (file, meant) in &texts {
            own.extend(
                found.file(&world, *file, meant, None).map(|at| (name(*file).to_owned(), at)),
            );
            let slip = withholds_any(meant).then(|| slip(*file, meant)).flatten();
            doubts
                .extend(slip.map(|place| (meant.file.to_lowercase(), doubt(&world, *file, place))));
        }
        // A withheld file withholds the files that it names, and every copy of itself; repeated until nothing is
        // added.
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

    /// The errors for why it is not known whether a paper is open; none where it is.
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

    /// The place that withholds a file, in another file or in the file itself; `None` where it is open.
    pub fn withheld(&self, file: FileId) -> Option<Place> {
        self.place(file).or_else(|| self.0.own.get(name(file)).copied())
    }

    /// The place in another file that withholds a file, if there is one.
    pub fn place(&self, file: FileId) -> Option<Place> {
        self.0.closed.place(file)
    }

    /// The errors for open text in a file that repeats something withheld in its workspace.
    pub fn repeated(&self, file: FileId) -> &[Diagnostic] {
        self.0.repeated.found.get(name(file)).map_or(&[], Vec::as_slice)
    }

    /// The warnings for withheld words in the texts of an open file from outside, such as a PDF.
    pub(crate) fn outside(&self, world: &World, named: &Name, texts: &[String]) -> Vec<Diagnostic> {
        repeated::of_outside(world, &self.0.repeated.secrets, named, texts)
    }

    /// The paths of the files that others withhold.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.0.closed.0.keys().map(String::as_str)
    }
}

/// Withheld files by path, each with the place that withholds it.
#[derive(Debug, Default)]
struct Withheld(BTreeMap<String, Place>);

impl Withheld {
    /// The place that withholds a file, by its path or by one that differs only in capitals: on systems that ignore
    /// capitals, nobody sees that slip.
    fn place(&self, file: FileId) -> Option<Place> {
        let path = name(file);
        let other = || {
            let small = path.to_lowercase();
            self.0.iter().find(|(known, _)| known.to_lowercase() == small).map(|(_, place)| place)
        };
        self.0.get(path).or_else(other).copied()
    }

    /// Adds the files that a file withholds; returns the place where the file withholds itself, if it does. `above`
    /// is the place that withholds the file as a whole, if one does.
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

    /// Adds a file that a withheld table names. A path that is wrong is reported when the paper is loaded.
    fn named(&mut self, world: &World, from: FileId, path: &str, place: Place) {
        if let Ok(id) = world.relative(from, &path.replace('\\', "/"), place) {
            self.0.entry(name(id).to_owned()).or_insert(place);
        }
    }
}

/// Reads texts as they are meant, several at once, and looks in each for what may withhold something.
fn read_all(texts: &[(FileId, String)]) -> Vec<(FileId, Meant<'_>)> {
    let each = (0..texts.len()).collect::<Vec<_>>();
    let read = |at: &usize| {
        let (file, text) = &texts[*at];
        let meant = Meant::of(text);
        meant.mentions_a_mark();
        (*file, meant)
    };
    // Without threads they are read one after the other.
    parallel::each(&each, read).unwrap_or_else(|_| each.iter().map(read).collect())
}

/// Whether a file has any word for withholding, so that a slip in it may hide something; broader than the keys
/// themselves.
fn withholds_any(meant: &Meant<'_>) -> bool {
    meant.mentions_a_mark() || OTHER_WORDS.iter().any(|word| meant.file.contains(word))
}

/// Words beside the keys of [`MARKS`] that suggest that a file withholds something.
const OTHER_WORDS: [&str; 6] =
    ["open-title", "public-title", "publication", "restricted", "private", "withheld"];

/// The place of the first slip in a file that can withhold others, if it has one.
fn slip(file: FileId, meant: &Meant<'_>) -> Option<Place> {
    let problems = match kind(file, meant.file).as_deref().map(String::as_str) {
        Some("meeting") => apart(read::read::<Meeting>(file, meant.file)).1,
        Some("report") => apart(read::read::<Report>(file, meant.file)).1,
        _ => return meant.slips.first().map(|(at, ..)| Place::new(file, at.clone())),
    };
    problems.into_iter().find(Diagnostic::is_error)?.place
}

/// The error for a paper that may be named by a file with a slip.
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
