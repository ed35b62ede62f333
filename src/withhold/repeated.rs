//! Finds open text of a workspace that repeats what is withheld elsewhere in it.
//!
//! All files of a workspace come in as plain TOML, with the list of those withheld as wholes. Errors go out: for each
//! open text that repeats a withheld title, a sentence or half of one, or a name together with a sum; for each public
//! title that gives away the one it replaces; and for each open use of a file that is withheld elsewhere.
//! [`search`](crate::search) proves that a finished file holds none of it.

mod alone;
mod brought;
mod public;
mod record;
mod said;
mod sentences;
#[cfg(test)]
mod tests;
mod titles;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::syntax::{FileId, VirtualPath};

pub(super) use self::alone::Secrets;
use self::said::{Open, Said};
use self::sentences::Sentences;
use super::elsewhere::name;
use crate::diag::{Diagnostic, Place, Rule};
use crate::read::Name;
use crate::read::syntax::Meant;
use crate::search::Folded;
use crate::world::World;

/// Open texts that repeat something withheld.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    /// The errors and warnings of each file, by its path.
    pub(super) found: BTreeMap<String, Vec<Diagnostic>>,
    /// Names, days, sums and addresses that no open text may say either.
    pub(super) secrets: Secrets,
}

/// Finds the repetitions in a workspace. `closed` holds the files that others withhold, each with the place that
/// withholds it.
pub(super) fn find(
    world: &World,
    texts: &[(FileId, Meant<'_>)],
    closed: &BTreeMap<String, Place>,
) -> Repeated {
    // Most workspaces withhold nothing.
    let withholds = !closed.is_empty() || texts.iter().any(|(_, meant)| meant.mentions_a_mark());
    if !withholds {
        return Repeated::default();
    }
    let said = Said::of(world, texts, closed);
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut raise = |problem: Diagnostic, place: Place| {
        found.entry(name(place.file).to_owned()).or_default().push(problem);
    };
    let copies = copies(world, &said.named, closed);
    let hint = "withhold it here too, or in neither place";
    for (file, place) in &said.named {
        let shown = world.shown(*file);
        if let Some(original) = copies.get(name(*file)) {
            let message =
                format!("`{shown}` holds the same as `{original}`, which is not for publication");
            raise(Diagnostic::of(Rule::WithheldRepeated, *place, message).hint(hint), *place);
        }
        if let Some(says) = closed.get(name(*file)).filter(|says| **says != *place) {
            let other = world.shown(says.file);
            let message = format!("`{shown}` is open to everyone here, and withheld in `{other}`");
            raise(Diagnostic::of(Rule::WithheldRepeated, *place, message).hint(hint), *place);
        }
    }
    if said.withheld.is_empty() {
        return Repeated { found, ..Repeated::default() };
    }
    let titles = titles::telling_in_public(&said);
    for (open, words) in &titles {
        let message =
            format!("this title is public, and says “{words}” of the title that it stands for");
        let hint = "give nothing of that title away; if everyone may read it, say `open-title = true` instead";
        raise(repeated(&said, open, message, hint), open.place);
    }
    let sentences = Sentences::new(&said.withheld, &said.records).repeated(&said.open);
    let secrets = Secrets::of(&said);
    let words = secrets.said(&said);
    for told in told::told(&said) {
        let is_same = |other: &Open| other.place == told.open.place;
        let inside = |at: &Range<usize>| told.at.start <= at.start && at.end <= told.at.end;
        if sentences.iter().any(|(other, ..)| is_same(other))
            || words.iter().any(|(other, (_, at, _))| is_same(other) && inside(at))
        {
            continue;
        }
        let (name, shown) = (told.name, world.shown(told.file));
        let message =
            format!("this tells in public something of “{name}”, which `{shown}` withholds");
        let hint = "take it out, or withhold it here too; if everyone may know it, accept this with a reason";
        let place = written(world, told.open, &told.at);
        raise(Diagnostic::of(Rule::WithheldWord, place, message).hint(hint), place);
    }
    for (open, (word, at, file)) in words {
        if sentences.iter().any(|(other, ..)| other.place == open.place)
            || titles.iter().any(|(title, _)| title.place == open.place)
        {
            continue;
        }
        let place = written(world, open, &at);
        let is_named = is_named(world, open, &word);
        raise(repeats(&word, is_named, place, &world.shown(file)), place);
    }
    for (open, words, file) in sentences {
        if titles.iter().any(|(title, _)| title.place == open.place) {
            continue;
        }
        let message =
            format!("this says in public what `{}` withholds: “{words}”", world.shown(file));
        let hint = "take it out, or mark it as not for publication too";
        raise(repeated(&said, open, message, hint), open.place);
    }
    Repeated { found, secrets }
}

/// The warnings for withheld words in an open file from outside, one for each word.
pub(super) fn of_outside(
    world: &World,
    secrets: &Secrets,
    named: &Name,
    texts: &[String],
) -> Vec<Diagnostic> {
    let mut known = BTreeSet::new();
    let told = texts.iter().flat_map(|text| secrets.told_by_others(text));
    let told = told.filter(|(word, ..)| known.insert(word.clone()));
    let found = told.map(|(word, _, file)| {
        let (own, file) = (&named.value, world.shown(file));
        let message =
            format!("`{own}` says `{word}` in public, which `{file}` says in what it withholds");
        Diagnostic::of(Rule::WithheldWord, named.place, message)
            .hint("see that it gives nothing away; withhold the item or the appendix too, or ask for a copy without it; if everyone may know it, accept this with a reason")
    });
    found.collect()
}

/// Whether an expression in an open text names the figure, and so may print a result worked out from it.
fn is_named(world: &World, open: &Open, word: &str) -> bool {
    let text = world.text(open.place.file).ok();
    let written = text.as_ref().and_then(|text| text.get(open.place.range()));
    let has = |written: &str| Folded::new(written).letters().contains(Folded::new(word).letters());
    written.is_some_and(|written| written.contains("{{") && !has(written))
}

/// The warning for a word of an open text. `is_named` is whether an expression of it names the figure.
fn repeats(word: &str, is_named: bool, place: Place, file: &str) -> Diagnostic {
    let says = match is_named {
        true => format!("an expression here draws on `{word}` in public"),
        false => format!("this says `{word}` in public"),
    };
    let message = format!("{says}, which `{file}` says in what it withholds");
    let hint = "see that it gives nothing away; take it out, or withhold it here too; if everyone may know it, accept this with a reason";
    Diagnostic::of(Rule::WithheldWord, place, message).hint(hint)
}

/// The place in its file of a range of an open text; that of the whole text if the file does not have the line as it
/// is.
fn written(world: &World, open: &Open, at: &Range<usize>) -> Place {
    let own = || {
        let text = world.text(open.place.file).ok()?;
        let start = open.text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let line = open.text[start..].lines().next().filter(|line| at.end <= start + line.len())?;
        let found = text.get(open.place.range())?.find(line)? + open.place.range().start;
        Some(Place::new(open.place.file, found + at.start - start..found + at.end - start))
    };
    own().unwrap_or(open.place)
}

/// The error for an open text; says how to accept it where the kind of file has `accept`.
fn repeated(said: &Said, open: &Open, message: String, hint: &str) -> Diagnostic {
    let problem = Diagnostic::of(Rule::WithheldRepeated, open.place, message).hint(hint);
    match said.may_accept.contains(&open.place.file) {
        true => problem.hint("if everyone may read it, say why at the head of this file: `accept = [{ rule = \"withheld-repeated\", reason = \"…\" }]`"),
        false => problem,
    }
}

/// The files that are named openly and have the same bytes as a withheld file, each with the path of the withheld
/// one.
fn copies(
    world: &World,
    named: &[(FileId, Place)],
    closed: &BTreeMap<String, Place>,
) -> BTreeMap<String, String> {
    let bytes = |path: &str| {
        let id = World::id(&VirtualPath::new(path).ok()?);
        world.bytes(id).ok()
    };
    let withheld = closed.keys().filter(|path| !path.ends_with(".toml"));
    let withheld: Vec<_> = withheld.filter_map(|path| Some((path, bytes(path)?))).collect();
    let open = named.iter().map(|(file, _)| name(*file)).filter(|path| !closed.contains_key(*path));
    let same = |path: &str| {
        let own = (!withheld.is_empty()).then(|| bytes(path)).flatten()?;
        let (original, _) = withheld.iter().find(|(_, other)| *other == own)?;
        Some((path.to_owned(), original.trim_start_matches('/').to_owned()))
    };
    open.filter_map(same).collect()
}
