//! A paper with everything it is made from: its own file, its council, its house style, its sources.

use typst::syntax::{FileId, VirtualPath};

use super::{Decode, Entries, Name, fonts, load, plan, scale};
use crate::derive::Source;
use crate::derive::plan::Planned;
use crate::derive::review::Reviewed;
use crate::diag::{Diagnostic, Place, closest};
use crate::model::council::Council;
use crate::model::report::Report;
use crate::model::review::Brief;
use crate::model::scale::Scale;
use crate::model::style::Style;
use crate::world::{World, builtin_names};

/// A paper with everything it is made from.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What its own file holds.
    pub subject: Subject,
    /// The council whose workspace it is in.
    pub council: Council,
    /// Its house style.
    pub style: Style,
    /// The folder of the style, inside the workspace or built in.
    pub style_folder: String,
    /// The data that its prose may name.
    pub sources: Vec<(String, Source)>,
}

/// What a paper is made from: prose, or data alone.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A report, which is prose and data.
    Report(Box<Report>),
    /// An action plan.
    Plan(Box<Planned>),
    /// The summary of a review.
    Review(Box<Reviewed>),
    /// A brief for members.
    Brief(Box<Brief>, Box<Reviewed>),
}

impl Subject {
    /// The kinds of file that papers are made from.
    pub const KINDS: [&'static str; 4] = ["report", "plan", "review", "brief"];

    /// The variant of the house style that the file asks for.
    fn variant(&self) -> Option<&Name> {
        match self {
            Self::Report(report) => report.variant.as_ref(),
            _ => None,
        }
    }

    /// The plan whose actions it shows, if it is made from one.
    fn plan(&mut self) -> Option<&mut Planned> {
        match self {
            Self::Report(_) => None,
            Self::Plan(planned) => Some(planned),
            Self::Review(reviewed) | Self::Brief(_, reviewed) => Some(&mut reviewed.planned),
        }
    }

    /// The house style that the file asks for.
    fn style(&self) -> Option<&Name> {
        match self {
            Self::Report(report) => report.style.as_ref(),
            Self::Plan(planned) => planned.plan.style.as_ref(),
            Self::Review(reviewed) => reviewed.review.style.as_ref(),
            Self::Brief(brief, _) => brief.style.as_ref(),
        }
    }
}

impl Paper {
    /// The language of the paper, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        let own = match &self.subject {
            Subject::Report(report) => report.language.as_ref(),
            _ => None,
        };
        let language = own.or(self.council.language.as_ref());
        language.map_or("en-GB", |language| language.as_str())
    }
}

/// Loads a paper, in a variant of its house style if one is named. Everything that is wrong with any of its files
/// is raised in one go.
pub fn paper(
    world: &World,
    file: FileId,
    variant: Option<&str>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Paper> {
    let council_file = World::id(&VirtualPath::new("council.toml").expect("the name has no `..`"));
    let council: Option<Council> = record(world, council_file, None, problems);
    let mut subject = subject(world, file, problems);
    let named = subject.as_ref().and_then(Subject::style);
    let named = named.or(council.as_ref().map(|council| &council.style));
    let wanted = variant.map(|name| Name::new(name.to_owned(), Place::new(council_file, 0..0)));
    let variant = wanted.as_ref().or(subject.as_ref().and_then(Subject::variant));
    let variant = variant.or(council.as_ref().and_then(|council| council.variant.as_ref()));
    let style = named.and_then(|named| style(world, named, problems));
    let style = style.and_then(|(folder, style)| match variant {
        Some(variant) => {
            let style = style.in_variant(variant).map_err(|problem| problems.push(problem));
            style.ok().map(|style| (folder, style))
        }
        None => Some((folder, style)),
    });
    let mut sources = subject.as_ref().and_then(|subject| match subject {
        Subject::Report(report) => sources(world, file, &report.sources, problems),
        _ => Some(Vec::new()),
    });
    let scale =
        council.as_ref().and_then(|council| scale::scale(world, council.rag.as_ref(), problems));
    let of_sources = sources.iter_mut().flatten().filter_map(|(_, source)| source.plan());
    let plans = subject.as_mut().and_then(Subject::plan).into_iter().chain(of_sources);
    plans.zip(std::iter::repeat(&scale)).for_each(print_on);
    // A plan that both a report and its review name is wrong once.
    let mut said: Vec<Diagnostic> = Vec::new();
    problems.retain(|problem| {
        let new = !said.contains(problem);
        if new {
            said.push(problem.clone());
        }
        new
    });
    let (style_folder, style) = style?;
    scale?;
    Some(Paper { subject: subject?, council: council?, style, style_folder, sources: sources? })
}

/// Sets the scale that a plan's statuses are printed on.
fn print_on((plan, scale): (&mut Planned, &Option<Scale>)) {
    if let Some(scale) = scale {
        plan.scale = scale.clone();
    }
}

/// Loads what a paper is made from, by the kind that its file declares.
fn subject(world: &World, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Subject> {
    let kind = world.text(file).ok().and_then(|text| super::kind(file, &text));
    match kind.as_ref().map(|kind| kind.as_str()) {
        Some("plan") => {
            plan::planned(world, file, None, problems).map(|found| Subject::Plan(Box::new(found)))
        }
        Some("review") => plan::reviewed(world, file, None, problems)
            .map(|found| Subject::Review(Box::new(found))),
        Some("brief") => {
            let brief: Brief = record(world, file, None, problems)?;
            let reviewed =
                plan::beside(world, file, &brief.review, "review", problems, plan::reviewed)?;
            Some(Subject::Brief(Box::new(brief), Box::new(reviewed)))
        }
        _ => record(world, file, None, problems).map(|report| Subject::Report(Box::new(report))),
    }
}

/// Loads one file into a record. `named` is the name that led to it.
pub(super) fn record<T: Decode>(
    world: &World,
    file: FileId,
    named: Option<&Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    let text = match world.text(file) {
        Ok(text) => text,
        Err(error) => {
            problems.push(world.unreadable(file, &error, named.map(|named| named.place)));
            return None;
        }
    };
    let (record, found) = load(file, &text);
    let sound = !found.iter().any(Diagnostic::is_error);
    problems.extend(found);
    record.filter(|_| sound)
}

/// Loads the house style of that name: the workspace's own, or one that is built in.
pub(super) fn style(
    world: &World,
    named: &Name,
    problems: &mut Vec<Diagnostic>,
) -> Option<(String, Style)> {
    let own = VirtualPath::new(format!("styles/{}/style.toml", named.value))
        .ok()
        .map(|path| World::id(&path));
    let file = match own {
        Some(own) if is_plain(named) && world.has(own) => own,
        _ if is_plain(named)
            && world.has(World::builtin(&format!("styles/{}/style.toml", named.value))) =>
        {
            World::builtin(&format!("styles/{}/style.toml", named.value))
        }
        _ => {
            problems.push(unknown_style(named));
            return None;
        }
    };
    let folder = file.get().vpath().parent()?.get_with_slash().to_owned();
    let style: Style = record(world, file, Some(named), problems)?;
    let has = |name: &str| {
        let path = VirtualPath::new(format!("{folder}/{name}")).ok();
        path.is_some_and(|path| world.has(World::id(&path)))
    };
    let found = style.check(&has);
    let sound = !found.iter().any(Diagnostic::is_error);
    problems.extend(found);
    let mut style = style;
    fonts::settle(world, &mut style, problems);
    sound.then_some((folder, style))
}

/// Loads the house style of that name, wherever it is.
pub fn style_of(world: &World, name: &str, problems: &mut Vec<Diagnostic>) -> Option<Style> {
    let nowhere = Place::new(World::builtin("styles"), 0..0);
    style(world, &Name::new(name.to_owned(), nowhere), problems).map(|(_, style)| style)
}

/// Whether a name is one folder's, not a path.
pub(super) fn is_plain(name: &Name) -> bool {
    !name.is_empty() && !name.contains(['/', '\\', ':']) && !name.starts_with('.')
}

/// The names of the house styles that are built in.
pub fn builtin_styles() -> impl Iterator<Item = &'static str> {
    builtin_names("styles/")
        .filter_map(|name| name.strip_prefix("styles/")?.strip_suffix("/style.toml"))
}

/// The error for a style that is not there.
fn unknown_style(named: &Name) -> Diagnostic {
    let known: Vec<_> = builtin_styles().collect();
    let error =
        Diagnostic::error(named.place, format!("there is no house style `{}`", named.value));
    let error = match closest(named, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error,
    };
    error.hint(format!(
        "the styles that are built in are {}; your own go into the workspace's `styles` folder",
        known.join(", ")
    ))
}

/// Loads the data that a paper names.
fn sources(
    world: &World,
    file: FileId,
    named: &Entries<Name>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<(String, Source)>> {
    let mut sources = Vec::new();
    for (name, path) in named.iter() {
        let source = match world.relative(file, path, path.place) {
            Ok(id) => source(world, id, path, problems),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        sources.push(source.map(|source| (name.replace('-', "_"), source)));
    }
    sources.into_iter().collect()
}

/// Loads one file of data, by the kind that it declares.
fn source(
    world: &World,
    id: FileId,
    named: &Name,
    problems: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let text = match world.text(id) {
        Ok(text) => text,
        Err(error) => {
            problems.push(world.unreadable(id, &error, named.place));
            return None;
        }
    };
    let kind = super::kind(id, &text);
    match kind.as_ref().map(|kind| kind.as_str()) {
        Some("inspection") => plan::inspection(world, id, Some(named), problems)
            .map(|found| Source::Inspection(Box::new(found))),
        Some("plan") => plan::planned(world, id, Some(named), problems)
            .map(|found| Source::Plan(Box::new(found))),
        Some("review") => plan::reviewed(world, id, Some(named), problems)
            .map(|found| Source::Review(Box::new(found))),
        Some(other) => {
            problems.push(
                Diagnostic::error(
                    named.place,
                    format!("`{}` is of kind `{other}`, which prose cannot use", named.value),
                )
                .hint("name an inspection, a plan or a review"),
            );
            None
        }
        None => {
            problems.push(
                Diagnostic::error(
                    named.place,
                    format!("`{}` does not say what kind of data it is", named.value),
                )
                .hint("start the file with `kind = \"inspection\"`, `\"plan\"` or `\"review\"`"),
            );
            None
        }
    }
}
