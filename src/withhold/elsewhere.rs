//! What other files say of a paper: that it is not for publication, though the paper does not say so itself.
//!
//! In come all files of a workspace; out comes which files they withhold: the report of an item that is exempt,
//! what an exempt appendix is made from, the appendices of a report that is exempt as a whole. Only the
//! shape of a file is read, not its meaning, so that a slip elsewhere in it publishes nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use typst::syntax::FileId;

use super::repeated;
use crate::diag::{Diagnostic, Place};
use crate::read::syntax::Meant;
use crate::world::{Workspace, World};

/// The keys that say that something is not for publication.
pub(super) const MARKS: [&str; 2] = ["exempt", "confidential"];

/// The keys that name a paper or an appendix.
pub(super) const NAMES: [&str; 3] = ["report", "source", "file"];

/// The files of a workspace that others withhold, and where each says so.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere(Arc<Found>);

/// What was found in a workspace, by the paths of files.
#[derive(Debug, Default)]
struct Found {
    /// The files that others withhold, and where each is said.
    closed: BTreeMap<String, Place>,
    /// What each file says in public though it is withheld.
    repeated: BTreeMap<String, Vec<Diagnostic>>,
}

impl Elsewhere {
    /// What the files of a workspace withhold.
    pub fn in_workspace(workspace: &Workspace) -> Self {
        let world = workspace.world();
        let texts = workspace.files().toml().into_iter().filter_map(|path| {
            let text = world.text(World::id(&path)).ok()?;
            Some((World::id(&path), text))
        });
        let texts: Vec<_> = texts.collect();
        let mut found = Withheld::default();
        for (file, text) in &texts {
            if MARKS.iter().any(|mark| text.contains(mark)) {
                found.file(&world, *file, text, None);
            }
        }
        // What is withheld withholds what it names, as far as that goes.
        let mut known = 0;
        while known < found.0.len() {
            known = found.0.len();
            for (file, text) in &texts {
                if let Some(place) = found.0.get(name(*file)).copied() {
                    found.file(&world, *file, text, Some(place));
                }
            }
        }
        let repeated = repeated::find(&world, &texts, &found.0);
        Self(Arc::new(Found { closed: found.0, repeated }))
    }

    /// Where it is said that a file is withheld, if it is.
    pub fn place(&self, file: FileId) -> Option<Place> {
        self.0.closed.get(name(file)).copied()
    }

    /// The errors for what a file says in public though it is withheld in its workspace.
    pub fn repeated(&self, file: FileId) -> &[Diagnostic] {
        self.0.repeated.get(name(file)).map_or(&[], Vec::as_slice)
    }

    /// The files that are withheld, by their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.0.closed.keys().map(String::as_str)
    }
}

/// What was found so far.
#[derive(Default)]
struct Withheld(BTreeMap<String, Place>);

impl Withheld {
    /// Adds what a file withholds. `above` is where it is said that all of the file is withheld, if it is.
    fn file(&mut self, world: &World, file: FileId, text: &str, above: Option<Place>) {
        let meant = Meant::of(text);
        let (root, _) = DeTable::parse_recoverable(&meant.text);
        let place_of = |range: Range<usize>| {
            Place::new(file, meant.locate(range.start)..meant.locate(range.end))
        };
        let mut waiting = vec![(root.get_ref(), above)];
        while let Some((table, above)) = waiting.pop() {
            let mark = table.iter().find(|(key, _)| MARKS.contains(&key.get_ref().as_ref()));
            let place = above.or(mark.map(|(key, _)| place_of(key.span())));
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
    }

    /// Adds a file that another one names. Loading that one says what is wrong with the path.
    fn named(&mut self, world: &World, from: FileId, path: &str, place: Place) {
        if let Ok(id) = world.relative(from, path, place) {
            self.0.entry(name(id).to_owned()).or_insert(place);
        }
    }
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
    fn a_slip_elsewhere_in_the_file_publishes_nothing() {
        let meeting = "date = 2022-99-99\ntime\ntitle = “A”\n[[item]]\nreport = \"a.toml\"\nexempt = { paragraphs = [3 }\n";
        assert_eq!(withheld(&[("meeting.toml", meeting), ("a.toml", "")]), ["a.toml"]);
    }
}
