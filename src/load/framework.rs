//! Loads the framework of an inspection: the workspace's own, or a built-in one.

use super::file::{Shelf, record};
use crate::diag::{Diagnostic, Findings, Outcome, Warned, closest};
use crate::model::framework::Framework;
use crate::read::Name;
use crate::read::date::Date;
use crate::world::World;

/// The folder of frameworks.
const FRAMEWORKS: Shelf = Shelf { what: "framework", folder: "frameworks", ending: ".toml" };

/// Loads the framework that an inspection names: the file with that name, or a framework called so. Of several, the
/// one for the day of the inspection; the last where no day is known.
pub(super) fn framework(world: &World, named: &Name, day: Option<Date>) -> Outcome<Framework> {
    let unknown = match FRAMEWORKS.find(world, named) {
        Ok(file) => return checked(record(world, file, Some(named))),
        Err(unknown) => unknown,
    };
    let (all, faults) = all(world, named);
    let called = || all.iter().filter(|framework| framework.value.is_called(named));
    let mut fitting = called().filter(|framework| day.is_none_or(|day| framework.value.fits(day)));
    match (fitting.next_back(), day) {
        (Some(framework), _) => checked(Ok(framework.clone())),
        (None, Some(day)) if called().next().is_some() => {
            let message =
                format!("no framework called `{}` fits an inspection of {day}", named.value);
            let times: Vec<_> = called().map(|framework| time(&framework.value)).collect();
            Err(vec![
                Diagnostic::error(named.place, message)
                    .hint(format!("{}; write the one that is meant", times.join("; "))),
            ])
        }
        _ => {
            // The framework meant may be the workspace's own, in a file that cannot be read.
            if !faults.is_empty() {
                return Err(faults);
            }
            let all = all.iter().map(|framework| &framework.value);
            let names = all.flat_map(|one| std::iter::once(&one.name).chain(&one.also));
            Err(vec![match closest(named, names.map(|name| name.as_str())) {
                Some(near) => {
                    Diagnostic { hints: vec![format!("did you mean \"{near}\"?")], ..unknown }
                }
                None => unknown,
            }])
        }
    }
}

/// Checks a loaded framework; an error where something in it cannot be true.
fn checked(framework: Outcome<Framework>) -> Outcome<Framework> {
    let mut findings = Findings::default();
    let framework = findings.take(framework);
    // Only a framework that was read whole is checked: whatever could not be read is missing, which is no second
    // mistake.
    let whole = !findings.has_errors();
    findings.extend(framework.iter().filter(|_| whole).flat_map(Framework::check));
    findings.finish(framework)
}

/// Every framework that can be read, by first day, each with its findings: the workspace's own, and the built-in ones
/// that it does not replace. Also the errors for those that cannot be read.
fn all(world: &World, named: &Name) -> (Vec<Warned<Framework>>, Vec<Diagnostic>) {
    let own = world.files().list(FRAMEWORKS.folder);
    let own = own.iter().filter_map(|name| name.strip_suffix(FRAMEWORKS.ending));
    let built_in: Vec<_> = FRAMEWORKS.built_in().collect();
    let others = own.filter(|name| !built_in.contains(name));
    let names = built_in.iter().copied().chain(others);
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        let file = FRAMEWORKS.find(world, &Name::new(name.to_owned(), named.place)).ok();
        match file.map(|file| record::<Framework>(world, file, Some(named))) {
            Some(Ok(framework)) => all.push(framework),
            Some(Err(found)) => faults.extend(found),
            None => {}
        }
    }
    all.sort_by_key(|framework| framework.value.from.map(|from| from.value));
    faults.retain(Diagnostic::is_error);
    (all, faults)
}

/// The file of a framework and its period, in words.
fn time(framework: &Framework) -> String {
    let from = framework.from.map(|from| format!(" from {}", from.value)).unwrap_or_default();
    let until = framework.until.map(|until| format!(" until {}", until.value)).unwrap_or_default();
    let path = World::path(framework.place.file);
    let file = path.rsplit('/').next().unwrap_or(path).trim_end_matches(FRAMEWORKS.ending);
    format!("`{file}` holds{from}{until}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wrong_with_any_framework_that_is_built_in() {
        let world = crate::world::Workspace::memory([]).world();
        for name in FRAMEWORKS.built_in() {
            let named = Name::new(name.to_owned(), crate::read::record::nowhere());
            let loaded = framework(&world, &named, None);
            assert_eq!(loaded.map(|framework| framework.findings), Ok(Vec::new()), "{name}");
        }
    }
}
