//! Runs `papers trace`: where the figures of a paper come from, and what depends on a datum.
//!
//! In come a paper, or a file and a key in it; out goes plain text no wider than the terminal, or the same as JSON.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use typst::syntax::VirtualPath;

use super::Outcome;
use super::arguments::Trace as Command;
use super::find::{Job, find};
use super::report::{Answer, Report};
use super::table::table;
use crate::diag::{Diagnostic, apart, closest};
use crate::document::Audience;
use crate::read::date::in_words;
use crate::trace::{self, Asked, Bound, Count, Datum, Figure, Found, Meant, Origin, These, Use};
use crate::world::workspace_of;
use crate::{Composed, Options, World};

/// The most places listed for a figure; the rest are counted.
const MOST: usize = 3;

/// The most characters quoted of a sentence.
const LONGEST: usize = 300;

/// Traces a paper or a datum.
pub(super) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let whole = Path::new(&command.what);
    match (whole.exists(), &command.uses, command.what.rsplit_once(':')) {
        (_, Some(key), _) => uses(command, whole, key, report),
        (false, None, Some((file, key))) if !key.is_empty() => {
            uses(command, Path::new(file), key, report)
        }
        _ => figures(command, whole, report),
    }
}

/// The figures of a paper, ready for output.
#[derive(Debug, Serialize)]
pub(super) struct Traced {
    paper: PathBuf,
    audience: Audience,
    #[serde(flatten)]
    count: Count,
    figures: Vec<Figure>,
}

impl Command {
    /// The audience whose edition is read.
    fn audience(&self) -> Audience {
        if self.restricted { Audience::Restricted } else { Audience::Public }
    }
}

/// Shows where the figures of a paper come from.
fn figures(command: &Command, path: &Path, report: &mut Report) -> Option<Answer> {
    let jobs = find(&[path.to_owned()], report);
    let mut all = Vec::new();
    for job in &jobs {
        if job.meeting {
            let shown = job.source.display();
            report.note(&format!("{shown} is a meeting: trace the papers of its items"));
            continue;
        }
        let asked = job.asked(command.as_at, command.audience());
        let elsewhere = job.elsewhere.clone();
        let options = Options { as_at: asked.as_at, elsewhere, ..Options::default() };
        let world = job.workspace.world();
        let (composed, problems) = apart(crate::compose(&world, job.file, &options));
        let errors: Vec<_> = problems.into_iter().filter(Diagnostic::is_error).collect();
        report.found(&world, &job.source, &errors, false);
        all.extend(composed.map(|composed| traced(job, asked, &composed)));
    }
    if let Some(words) = command.words.as_deref().map(str::to_lowercase) {
        for traced in &mut all {
            traced.figures.retain(|figure| figure.said.to_lowercase().contains(&words));
        }
        if !all.is_empty() && all.iter().all(|traced| traced.figures.is_empty()) {
            report.note("no sentence with a figure says that");
        }
    }
    let text: Vec<String> =
        all.iter().map(|traced| traced.text(command.all, report.width())).collect();
    (!all.is_empty()).then(|| Answer::new("trace", &all, text.join("\n")))
}

/// Traces the figures of a paper.
pub(super) fn traced(job: &Job, asked: Asked, composed: &Composed) -> Traced {
    let mut editions = composed.editions();
    let wanted = editions.iter().position(|edition| edition.audience == asked.audience);
    let edition = editions.swap_remove(wanted.unwrap_or(0));
    let asked = Asked { audience: edition.audience, ..asked };
    let figures =
        trace::trace(&job.workspace, &job.elsewhere, asked, &composed.paper, &edition.document);
    let count = Count::of(&figures);
    Traced { paper: job.source.clone(), audience: edition.audience, count, figures }
}

impl Traced {
    /// The figures as text, sentence by sentence.
    fn text(&self, all: bool, width: u16) -> String {
        let mut text = format!("{}\n", self.paper.display());
        let shown = self.figures.iter().filter(|figure| all || figure.origin != Origin::Fixed);
        let (mut section, mut said) = ("", "");
        let mut before: Option<&Bound> = None;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let flush = |rows: &mut Vec<Vec<String>>, text: &mut String| {
            text.push_str(&table(rows, width));
            rows.clear();
        };
        for figure in shown {
            if figure.section != section || figure.said != said {
                flush(&mut rows, &mut text);
                if figure.section != section {
                    text.push_str(&format!("\n{}\n", figure.section));
                    section = &figure.section;
                }
                said = &figure.said;
                let number = figure.paragraph.as_deref().unwrap_or_default();
                text.push_str(&wrapped(&format!("{number} {}", short(said)), width));
            }
            // The definition of an expression is given once for figures in a row.
            let same = match (&figure.origin, before) {
                (Origin::Data(bound), Some(before)) => bound.is_like(before),
                _ => false,
            };
            rows.push(vec![figure.words.clone(), origin(&figure.origin, all, !same)]);
            before = match &figure.origin {
                Origin::Data(bound) => Some(bound),
                _ => None,
            };
        }
        flush(&mut rows, &mut text);
        text.push_str(&format!("\n{}\n", sum(self.count)));
        text
    }
}

/// The number of figures by origin, in words.
pub(super) fn sum(count: Count) -> String {
    let outside = match count.outside {
        0 => String::new(),
        outside => format!(", {outside} quoted from outside"),
    };
    let Count { bound, typed, .. } = count;
    format!("{bound} of {} figures come from data; {typed} typed by hand{outside}", count.all())
}

/// The origin of a figure, in words.
fn origin(origin: &Origin, all: bool, is_new: bool) -> String {
    match origin {
        Origin::Typed(found) => format!("typed by hand: {}:{}", found.file, found.line),
        Origin::Outside(found) => {
            format!("from outside, quoted: {}:{}", found.file, found.line)
        }
        Origin::Fixed => "fixed words of the house style, the language or the law".to_owned(),
        Origin::Data(bound) => bound_to(bound, all, is_new),
    }
}

/// The binding of a figure, in words.
fn bound_to(bound: &Bound, all: bool, is_new: bool) -> String {
    let mut lines = Vec::new();
    let expression = bound.expression.as_ref().filter(|_| is_new);
    lines.extend(expression.map(|expression| format!("{{{{ {expression} }}}}")));
    // The file that an expression names is given even if nothing in it changes the figure.
    let is_said = bound.data.iter().any(|one| Some(&one.file) == bound.file.as_ref());
    let is_own = expression.is_some() && !is_said || bound.data.is_empty();
    lines.extend(bound.file.clone().filter(|_| is_own));
    let most = if all { usize::MAX } else { MOST };
    if bound.data.len() <= most {
        lines.extend(bound.data.iter().map(at));
    } else {
        let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for found in &bound.data {
            groups.entry((&found.file, &found.kind)).or_default().push(found.line);
        }
        lines.extend(groups.into_iter().map(|((file, key), lines)| match lines[..] {
            [line] => format!("{file}:{line} {key}"),
            _ => format!("{file} {key}, {} places from line {}", lines.len(), lines[0]),
        }));
    }
    match bound.withheld {
        0 => {}
        1 => lines.push("and one that is not for publication".to_owned()),
        many => lines.push(format!("and {many} that are not for publication")),
    }
    let day = bound.as_at.map(|day| format!("As at {}.", in_words(day)));
    let meant = [bound.meaning.clone(), day].into_iter().flatten().collect::<Vec<_>>();
    lines.extend((is_new && !meant.is_empty()).then(|| meant.join(" ")));
    lines.join("\n")
}

/// A datum with its place and value.
fn at(found: &Found) -> String {
    let value = found.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{}:{} {}{value}", found.file, found.line, found.key)
}

/// Shows what depends on a datum.
fn uses(command: &Command, path: &Path, key: &str, report: &mut Report) -> Option<Answer> {
    if !path.is_file() {
        return report.refuse(Outcome::Usage, format!("there is no file `{}`", path.display()));
    }
    let Some(root) = std::path::absolute(path).ok().as_deref().and_then(workspace_of) else {
        return report.refuse(Outcome::Usage, format!("`{}` is in no workspace", path.display()));
    };
    let absolute = std::path::absolute(path).ok()?;
    let inside = VirtualPath::virtualize(&root, &absolute).ok()?;
    let shown = path.ancestors().nth(Path::new(inside.get_without_slash()).components().count());
    let shown = match shown {
        Some(shown) if shown.as_os_str().is_empty() => Path::new("."),
        Some(shown) => shown,
        None => &root,
    };
    let jobs = find(&[shown.to_owned()], report);
    let job = jobs.first()?;
    let file = World::id(&inside);
    let world = job.workspace.world();
    let shown = path.display();
    let These { named, whole, passed } = match trace::meant(&world, file, key) {
        Meant::These(these) => these,
        Meant::Unclear(readings) => {
            let each = |(key, line): &(String, usize)| format!("`{key}` (line {line})");
            let each = readings.iter().map(each).collect::<Vec<_>>().join(", ");
            let message = format!("`{key}` may be one of several in `{shown}`: write {each}");
            return report.refuse(Outcome::Usage, message);
        }
        Meant::Nothing(all) => {
            let near = closest(key, all.iter().map(|datum| datum.key.as_str()));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = match key.parse::<usize>() {
                Ok(line) => {
                    format!("nothing in `{shown}` is called `{key}` or stands in line {line}")
                }
                Err(_) => format!("nothing in `{shown}` is called `{key}`{hint}"),
            };
            return report.refuse(Outcome::Usage, message);
        }
    };
    if !passed.is_empty() {
        let others: Vec<String> = passed.iter().map(|other| format!("`{other}`")).collect();
        let others = others.join(", ");
        report
            .note(&format!("`{key}` is the number of a line here; what is called so is {others}"));
    }
    let meant: Vec<&Datum> = whole.iter().collect();
    let mut papers = Vec::new();
    for job in jobs.iter().filter(|job| !job.meeting) {
        match trace::uses(&job.workspace, job.asked(command.as_at, command.audience()), &meant) {
            Some(uses) if uses.is_empty() => {}
            Some(uses) => papers.push(Dependent { paper: job.source.clone(), uses }),
            None => report.note(&format!(
                "{} cannot be read, so nothing is known of it: see `papers check`",
                job.source.display()
            )),
        }
    }
    let uses = Uses { data: named.iter().map(trace::found).collect(), papers };
    Some(Answer::new("uses", &uses, uses.text(report.width())))
}

/// What depends on some data.
#[derive(Debug, Serialize)]
struct Uses {
    data: Vec<Found>,
    papers: Vec<Dependent>,
}

/// A paper, with its parts that depend on the data.
#[derive(Debug, Serialize)]
struct Dependent {
    paper: PathBuf,
    uses: Vec<Use>,
}

impl Uses {
    /// The dependent parts as text.
    fn text(&self, width: u16) -> String {
        let mut text: String = self.data.iter().map(|found| at(found) + "\n").collect();
        for Dependent { paper, uses } in &self.papers {
            text.push_str(&format!("\n{}\n", paper.display()));
            let row = |one: &Use| {
                let what = one.paragraph.as_deref().map_or(one.what, |number| number);
                vec![what.to_owned(), short(&one.words).to_owned()]
            };
            text.push_str(&table(&uses.iter().map(row).collect::<Vec<_>>(), width));
        }
        let uses: usize = self.papers.iter().map(|paper| paper.uses.len()).sum();
        text.push_str(&match (uses, self.papers.len()) {
            (0, _) => "\nnothing that any paper says depends on it\n".to_owned(),
            (uses, papers) => {
                let counted = |count: usize, what: &str| {
                    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
                };
                format!("\n{} in {}\n", counted(uses, "place"), counted(papers, "paper"))
            }
        });
        text
    }
}

/// The beginning of a sentence.
fn short(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.trim().to_owned(),
    }
}

/// A line wrapped to the terminal, as a table of one cell.
fn wrapped(line: &str, width: u16) -> String {
    let wrapped = table(&[vec![line.trim().to_owned()]], width.saturating_add(2));
    wrapped.lines().map(|line| line.trim_start().to_owned() + "\n").collect()
}
