//! Writes the starting file of a paper, a plan or a whole workspace.
//!
//! In come the kind of file, the house style and what is already known; out comes TOML with notes in plain words.
//! Text still to be written is in square brackets, which `check` reports if it is left. The texts are templates under
//! `templates/new/`. Where a file goes, and asking for what is missing, is left to the callers.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};
use serde::Serialize;
use serde_json::json;
use typst::syntax::FileId;

use crate::diag::Diagnostic;
use crate::edit;
use crate::language::case::inside;
use crate::load::house::builtin_styles;
use crate::model::style::{Field, FieldValue, PartKind, Style};
use crate::read;
use crate::world::{Workspace, World, builtin_names};

/// A kind of file that can be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A folder for a council, with an inspection, a plan, a report and a meeting that build at once
    Workspace,
    /// A report to a committee
    Report,
    /// An action plan
    Plan,
    /// A review of a plan
    Review,
    /// Two pages on a review for members
    Brief,
    /// An inspection and what it found
    Inspection,
    /// A meeting, its agenda and packs
    Meeting,
}

impl Kind {
    /// The word for it, which is also the name of its file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Report => "report",
            Self::Plan => "plan",
            Self::Review => "review",
            Self::Brief => "brief",
            Self::Inspection => "inspection",
            Self::Meeting => "meeting",
        }
    }
}

/// What is known about a file that is begun.
#[derive(Debug, Clone)]
pub(crate) struct Known<'a> {
    /// The house style.
    pub style: &'a Style,
    /// The name of the house style, if the file has to give it.
    pub own_style: Option<&'a str>,
    /// The title.
    pub title: Option<&'a str>,
    /// The committee.
    pub committee: Option<&'a str>,
    /// The day from which its dates are counted.
    pub today: NaiveDate,
    /// The day of the meeting, if known.
    pub meeting: Option<NaiveDate>,
    /// The other files of the workspace: their kinds, and their paths relative to the new file.
    pub others: &'a [(String, String)],
    /// Whether the whole workspace is begun with it, so that its plan answers the first finding of its inspection.
    pub is_whole: bool,
}

impl Known<'_> {
    /// The paths of the other files of a kind.
    fn of_kind(&self, kind: &str) -> Vec<&str> {
        let others = self.others.iter().filter(|(other, _)| other == kind);
        others.map(|(_, path)| path.as_str()).collect()
    }
}

/// The text of a new file.
pub(crate) fn file(kind: Kind, known: &Known<'_>) -> Result<String, Diagnostic> {
    let first = |kind| known.of_kind(kind).first().copied();
    let sources = ["inspection", "plan", "review"].map(|kind| Some((kind, first(kind)?)));
    let sources =
        sources.into_iter().flatten().map(|(name, path)| json!({ "name": name, "path": path }));
    let frameworks = builtin_names("frameworks/")
        .filter_map(|name| name.strip_prefix("frameworks/")?.strip_suffix(".toml"));
    render(
        kind.word(),
        known.today,
        json!({
            "own_style": known.own_style,
            "title": known.title,
            "committee": known.committee,
            "meeting": known.meeting.unwrap_or_else(|| next_meeting(known.today)).to_string(),
            "sources": sources.collect::<Vec<_>>(),
            "has_plan": first("plan").is_some(),
            "plan": first("plan"),
            "review": first("review"),
            "inspection": first("inspection"),
            "answers": known.is_whole && first("inspection").is_some(),
            "reports": known.of_kind("report"),
            "fields": known.style.field.iter().map(Start::of).collect::<Vec<_>>(),
            "sections": sections(known.style),
            "is_asked": is_asked(known.style),
            "frameworks": frameworks.collect::<Vec<_>>(),
        }),
    )
}

/// The file of a council, which makes a folder a workspace.
pub(crate) fn council(name: &str, style: &str) -> Result<String, Diagnostic> {
    let styles: Vec<_> = builtin_styles().collect();
    let values = json!({ "council": name, "style_name": style, "styles": styles });
    render("council", NaiveDate::default(), values)
}

/// The files of a new workspace, each with its name.
pub(crate) fn workspace(
    council: &str,
    style_name: &str,
    style: &Style,
    today: NaiveDate,
) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut files = vec![("council.toml".to_owned(), self::council(council, style_name)?)];
    let mut others = Vec::new();
    for kind in [Kind::Inspection, Kind::Plan, Kind::Report, Kind::Meeting] {
        let known = Known {
            style,
            own_style: None,
            title: None,
            committee: None,
            today,
            meeting: None,
            others: &others,
            is_whole: true,
        };
        let name = format!("{}.toml", kind.word());
        files.push((name.clone(), file(kind, &known)?));
        others.push((kind.word().to_owned(), name));
    }
    Ok(files)
}

/// The files of a workspace that a new file can refer to: their kinds, and their paths relative to the folder of
/// `from`.
pub(crate) fn others(workspace: &Workspace, from: FileId) -> Vec<(String, String)> {
    let world = workspace.world();
    let here = from.get().vpath().get_without_slash();
    let folders: Vec<&str> = here.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let (paths, _) = workspace.files().toml();
    let found = paths.iter().filter_map(|path| {
        let file = World::id(path);
        let kind = read::kind(file, &world.text(file).ok()?)?.value;
        let steps: Vec<&str> = path.get_without_slash().split('/').collect();
        let shared = folders.iter().zip(&steps).take_while(|(one, other)| one == other).count();
        let up = folders[shared..].iter().map(|_| "..");
        let relative = up.chain(steps[shared..].iter().copied()).collect::<Vec<_>>().join("/");
        (file != from).then_some((kind, relative))
    });
    let mut found: Vec<_> = found.collect();
    // The nearest files come first.
    found.sort_by_key(|(_, path)| path.matches('/').count());
    found
}

/// A Tuesday about six weeks from a day.
fn next_meeting(today: NaiveDate) -> NaiveDate {
    let from = today.checked_add_days(Days::new(42)).unwrap_or(today);
    from.iter_days().take(7).find(|day| day.weekday() == Weekday::Tue).unwrap_or(from)
}

/// A field of the house style in a new paper.
#[derive(Debug, Serialize)]
struct Start {
    name: String,
    value: FieldValue,
    /// Its initial value, as TOML.
    start: String,
    /// The comment beside it, which explains the field.
    note: String,
    /// `# ` for an optional field, which starts commented out.
    hash: &'static str,
    columns: Vec<BTreeMap<&'static str, String>>,
}

/// The placeholder for the value that a label asks for.
fn belongs(label: &str) -> String {
    format!("[insert what belongs to “{}”]", label.trim_end_matches([':', '?']))
}

impl Start {
    /// The starting line of a field.
    fn of(field: &Field) -> Self {
        let label = field.label.trim_end_matches(':');
        let hint = belongs(label);
        let text = |words: &str| written(&edit::Datum::Text(words.to_owned()));
        let options: Vec<_> = field.options.iter().map(|option| option.value.as_str()).collect();
        let start = match field.value {
            FieldValue::Text => text(field.default.as_ref().map_or(&hint, |default| &default.text)),
            FieldValue::Date => "2030-01-31".to_owned(),
            FieldValue::Truth => "false".to_owned(),
            FieldValue::Choice => text(options.first().copied().unwrap_or_default()),
            FieldValue::List | FieldValue::Rows => format!("[{}]", text(&hint)),
        };
        let wanted = field.required || field.expected;
        let column = |label: &str, name: &str| {
            BTreeMap::from([("name", name.to_owned()), ("start", text(&belongs(label)))])
        };
        Self {
            name: field.name.value.clone(),
            value: field.value,
            start,
            note: match options.is_empty() {
                true => label.to_owned(),
                false => format!("{label}: {}", options.join(", ")),
            },
            hash: if wanted && field.value != FieldValue::Date { "" } else { "# " },
            columns: field.column.iter().map(|one| column(&one.label, &one.name)).collect(),
        }
    }
}

/// Whether the recommendations of a house style ask a committee to do something ("… is asked to").
fn is_asked(style: &Style) -> bool {
    let mut parts = style.part.iter().filter(|part| part.kind == PartKind::Recommendations);
    let lead = parts.next().and_then(|part| part.text.as_ref());
    lead.is_some_and(|lead| lead.text.trim_end_matches([':', ' ']).ends_with(" to"))
}

/// The sections of a house style in the order in which they are printed.
fn sections(style: &Style) -> Vec<serde_json::Value> {
    let parts = style.part.iter().filter(|part| part.kind == PartKind::Section);
    let placed = parts.flat_map(|part| part.section.iter().chain(&part.sections));
    let rank = |id: &str| placed.clone().position(|placed| placed.as_str() == id);
    let mut sections: Vec<_> = style.section.iter().collect();
    sections.sort_by_key(|section| rank(&section.id).unwrap_or(usize::MAX));
    sections
        .into_iter()
        .map(|section| {
            let wanted = section.required || section.expected || section.empty.is_some();
            json!({ "id": section.id.as_str(), "heading": section.heading.as_str(), "wanted": wanted })
        })
        .collect()
}

/// A value in TOML.
fn written(value: &edit::Datum) -> String {
    value.inline().unwrap_or_default()
}

/// Fills a template.
fn render(name: &str, today: NaiveDate, values: serde_json::Value) -> Result<String, Diagnostic> {
    let broken = |error: Error| {
        Diagnostic::error(None, format!("the starting file of a {name} cannot be made: {error}"))
            .hint("this is a fault of this program; please report it")
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build().expect("the delimiters are the usual ones"));
    environment.add_filter("text", |words: &str| written(&edit::Datum::Text(words.to_owned())));
    environment.add_filter("key", |name: &str| edit::key(name));
    environment.add_filter("inside", |words: &str| inside(words));
    environment.add_function("day", move |days: i64| {
        let length = Days::new(days.unsigned_abs());
        let day =
            if days < 0 { today.checked_sub_days(length) } else { today.checked_add_days(length) };
        day.unwrap_or(today).to_string()
    });
    let file = World::builtin(&format!("new/{name}.toml.jinja"));
    let world = Workspace::memory([]).world();
    let source = world.text(file).map_err(|error| world.unreadable(file, &error, None))?;
    environment
        .render_str(&source, Value::from(Serde(values)))
        .map(|text| text.trim_end().to_owned() + "\n")
        .map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Rule, apart};
    use crate::load::house::style_of;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn style(name: &str) -> Style {
        style_of(&Workspace::memory([]).world(), name).unwrap().value
    }

    /// The findings of a check on a file of a workspace.
    fn found(files: &[(String, String)], name: &str) -> Vec<Diagnostic> {
        let workspace =
            Workspace::memory(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
        let file = World::id(&typst::syntax::VirtualPath::new(name).unwrap());
        apart(crate::compose(&workspace.world(), file, &crate::Options::default())).1
    }

    #[test]
    fn what_is_begun_in_any_style_can_be_made_and_only_its_notes_are_found() {
        for name in builtin_styles() {
            let style = style(name);
            let mut files =
                workspace("Anyshire \"County\" Council", name, &style, day("2026-11-26")).unwrap();
            let mut others: Vec<(String, String)> = ["inspection", "plan", "report"]
                .map(|kind| (kind.to_owned(), format!("{kind}.toml")))
                .into();
            for kind in [Kind::Review, Kind::Brief] {
                let known = Known {
                    style: &style,
                    own_style: Some(name),
                    title: None,
                    committee: None,
                    today: day("2026-11-26"),
                    meeting: None,
                    others: &others,
                    is_whole: false,
                };
                let path = format!("{}.toml", kind.word());
                files.push((path.clone(), file(kind, &known).unwrap()));
                others.push((kind.word().to_owned(), path));
            }
            for paper in ["report.toml", "plan.toml", "review.toml", "brief.toml"] {
                let problems = found(&files, paper);
                assert!(
                    problems.iter().any(|problem| problem.rule == Some(Rule::Placeholder)),
                    "{name} {paper}"
                );
                let others: Vec<_> = problems
                    .iter()
                    .filter(|problem| problem.rule != Some(Rule::Placeholder))
                    .collect();
                assert!(others.is_empty(), "{name} {paper}: {others:#?}");
            }
        }
    }

    #[test]
    fn a_report_that_is_begun_names_the_data_that_are_there_and_what_was_asked_for() {
        let style = style("staffordshire");
        let others = [("plan".to_owned(), "../plan.toml".to_owned())];
        let known = Known {
            style: &style,
            own_style: None,
            title: Some("Bridges \"and\" roads"),
            committee: Some("Transport Committee"),
            today: day("2026-11-26"),
            meeting: Some(day("2027-01-19")),
            others: &others,
            is_whole: false,
        };
        let text = file(Kind::Report, &known).unwrap();
        assert!(text.contains("title = 'Bridges \"and\" roads'\ncommittee = \"Transport Committee\"\nmeeting = 2027-01-19 "), "{text}");
        assert!(text.contains("[sources]\nplan = \"../plan.toml\"\n"), "{text}");
        assert!(!text.contains("\n\n\n") && text.ends_with("# telephone = \"…\"\n"), "{text}");
        assert_eq!(next_meeting(day("2026-11-26")), day("2027-01-12"));
    }
}
