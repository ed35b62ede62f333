//! Reports on a run, as it goes and at its end.
//!
//! In come failures, findings and notes from the commands, and at the end their answer. Everything about the run goes
//! to standard error; only the answer goes to standard output, as text or as JSON. Each finding is reported once,
//! however many papers it was found in.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::path::Path;

use codespan_reporting::term::termcolor::{BufferWriter, ColorChoice};
use rayon::ThreadPoolBuildError;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Outcome;
use super::arguments::{Manner, When};
use super::table::width;
use crate::diag::{self, Diagnostic, Place, Rule, Severity, apart};
use crate::export;
use crate::read::LineStarts;
use crate::world::World;

/// The version of the JSON output: it goes up when programs that read it would have to change.
const VERSION: u8 = 1;

/// The most findings of one paper that are drawn.
const MOST: usize = 100;

/// The answer of a command: text for people, and a named JSON value for programs.
pub(super) struct Answer {
    name: &'static str,
    json: Value,
    text: String,
}

impl Answer {
    /// An answer in both forms.
    pub(super) fn new(name: &'static str, json: &impl Serialize, text: String) -> Self {
        Self { name, json: serde_json::to_value(json).unwrap_or_default(), text }
    }

    /// The answer for programs.
    pub(super) fn json(&self) -> &Value {
        &self.json
    }
}

/// A run: how it prints, how it is going, and what has been reported.
pub(super) struct Report {
    manner: Manner,
    outcome: Outcome,
    failures: Vec<String>,
    findings: Vec<Finding>,
    /// Folders that the user knows by other names, and those.
    called: Vec<(String, String)>,
    /// Where a finding stands in the list, by its place or its paper, and its message.
    known: HashMap<(String, Range<usize>, String), usize>,
}

impl Report {
    /// A run at its start.
    pub(super) fn new(manner: Manner) -> Self {
        let (failures, findings, called, known) = Default::default();
        Self { manner, outcome: Outcome::Done, failures, findings, called, known }
    }

    /// Reports, for programs, a command line that could not be understood.
    pub(super) fn misused(error: &clap::Error) -> Outcome {
        let manner = Manner { json: true, quiet: true, color: When::Never };
        let mut report = Self::new(manner);
        let said = error.to_string();
        report.fail(Outcome::Usage, said.trim_end().trim_start_matches("error: "));
        report.end(None)
    }

    /// Prints a line, unless the user wants to see only problems.
    pub(super) fn note(&self, line: &str) {
        if !self.manner.quiet {
            say(line);
        }
    }

    /// The greatest width of the answer, in characters.
    pub(super) fn width(&self) -> u16 {
        width()
    }

    /// Whether to show progress: not if the user wants to see only problems.
    pub(super) fn shows_progress(&self) -> bool {
        !self.manner.quiet
    }

    /// Reports that something could not be done, and raises the exit code to `outcome`.
    pub(super) fn fail(&mut self, outcome: Outcome, message: impl Into<String>) {
        let message = self.told(message.into());
        say(&format!("error: {message}"));
        self.failures.push(message);
        self.outcome = self.outcome.max(outcome);
    }

    /// Reports what keeps the command from an answer, as [`fail`](Self::fail) does; there is none.
    pub(super) fn refuse<T>(&mut self, outcome: Outcome, message: impl Into<String>) -> Option<T> {
        self.fail(outcome, message);
        None
    }

    /// Writes a file, and reports one that cannot be written.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Option<()> {
        match export::write(path, bytes) {
            Ok(()) => Some(()),
            Err(error) => self.unwritten(path, &error),
        }
    }

    /// Reports a file that cannot be written.
    pub(super) fn unwritten<T>(&mut self, path: &Path, error: &io::Error) -> Option<T> {
        self.refuse(Outcome::Failed, format!("`{}` cannot be written: {error}", path.display()))
    }

    /// Calls a folder by the name that the user knows it by.
    pub(super) fn call(&mut self, folder: &Path, name: String) {
        self.called.push((folder.display().to_string(), name));
    }

    /// A message with the names that the user knows folders by.
    fn told(&self, message: String) -> String {
        let named = self.called.iter().filter(|(folder, _)| !folder.is_empty());
        named.fold(message, |message, (folder, name)| message.replace(folder, name))
    }

    /// What could not be done.
    pub(super) fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Whether something failed.
    pub(super) fn has_failures(&self) -> bool {
        !self.failures.is_empty()
    }

    /// Warns about a file as a whole.
    pub(super) fn warn(&mut self, file: &Path, message: impl Into<String>) {
        let message = self.told(message.into());
        say(&format!("warning: {message}"));
        self.findings.push(Finding {
            severity: Severity::Warning,
            rule: None,
            file: Some(self.told(file.display().to_string())),
            spot: None,
            message,
            hints: Vec::new(),
            fix: None,
            papers: Vec::new(),
        });
    }

    /// The value of a stage that ran for a paper, whose findings it reports.
    pub(super) fn take<T>(
        &mut self,
        world: &World,
        paper: &Path,
        outcome: diag::Outcome<T>,
    ) -> Option<T> {
        let (value, problems) = apart(outcome);
        self.found(world, paper, &problems, false);
        value
    }

    /// Reports the findings in a paper that are new; `deny` makes warnings count as errors.
    pub(super) fn found(
        &mut self,
        world: &World,
        paper: &Path,
        problems: &[Diagnostic],
        deny: bool,
    ) {
        if problems.iter().any(|problem| problem.stops(deny)) {
            self.outcome = self.outcome.max(Outcome::Wrong);
        }
        let paper = paper.display().to_string();
        let mut new = Vec::new();
        let mut texts = HashMap::new();
        let unsaid = |problem: &&Diagnostic| {
            let said = problem.place.is_none() && self.failures.contains(&problem.message);
            problem.accepted.is_none() && !said
        };
        for problem in problems.iter().filter(unsaid) {
            let (file, range) = match problem.place {
                Some(place) => (world.shown(place.file), place.range()),
                // A finding without a place concerns every paper in which it is found.
                None => (String::new(), 0..0),
            };
            let next = self.findings.len();
            let at = *self.known.entry((file, range, problem.message.clone())).or_insert(next);
            if at == next {
                let text = problem.place.and_then(|place| {
                    let text = || Some(Text::of(world.text(place.file).ok()?));
                    texts.entry(place.file).or_insert_with(text).as_ref()
                });
                self.findings.push(Finding::new(world, problem, text));
                new.push(problem);
            }
            let papers = &mut self.findings[at].papers;
            if !papers.contains(&paper) {
                papers.push(paper.clone());
            }
        }
        let more = new.len().saturating_sub(MOST);
        new.truncate(MOST);
        self.draw(world, new);
        if more > 0 {
            self.note(&format!("and {more} more in this paper"));
        }
    }

    /// The results of workers; `None` if they could not be started.
    pub(super) fn workers<T>(&mut self, done: Result<T, ThreadPoolBuildError>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(error) => {
                self.fail(Outcome::Failed, format!("no worker threads could be started: {error}"));
                None
            }
        }
    }

    /// The findings, each once.
    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The number of findings of each rule, in the order of the rules.
    pub(super) fn tally(&self) -> BTreeMap<Rule, usize> {
        let mut tally = BTreeMap::new();
        for rule in self.findings.iter().filter_map(|finding| finding.rule) {
            *tally.entry(rule).or_default() += 1;
        }
        tally
    }

    /// Draws findings on standard error.
    fn draw(&self, world: &World, problems: Vec<&Diagnostic>) {
        let writer = BufferWriter::stderr(self.color());
        let mut buffer = writer.buffer();
        if world.draw(&mut buffer, problems).is_ok() {
            // A closed standard error cannot be reported.
            let _ = writer.print(&buffer);
        }
    }

    /// Whether standard error is coloured.
    fn color(&self) -> ColorChoice {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let forced = || set("CLICOLOR_FORCE") && env::var_os("CLICOLOR_FORCE") != Some("0".into());
        match self.manner.color {
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
            When::Auto if set("NO_COLOR") => ColorChoice::Never,
            When::Auto if forced() => ColorChoice::Always,
            When::Auto if io::stderr().is_terminal() => ColorChoice::Auto,
            When::Auto => ColorChoice::Never,
        }
    }

    /// Prints the answer, if there is one, and returns how the run ended.
    pub(super) fn end(mut self, answer: Option<Answer>) -> Outcome {
        let text = match (self.manner.json, answer) {
            (false, answer) => answer.map(|answer| answer.text).unwrap_or_default(),
            (true, answer) => {
                let mut all = Map::new();
                all.insert("version".into(), json!(VERSION));
                all.insert("exit".into(), json!(self.outcome as u8));
                all.insert("errors".into(), json!(self.failures));
                all.insert("findings".into(), json!(self.findings));
                all.extend(answer.map(|answer| (answer.name.to_owned(), answer.json)));
                serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
            }
        };
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // A reader that has seen enough is not a failure.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.fail(Outcome::Failed, format!("standard output cannot be written: {error}"));
            }
            _ => {}
        }
        self.outcome
    }
}

/// Prints a line on standard error.
fn say(line: &str) {
    // A closed standard error cannot be reported.
    let _ = writeln!(io::stderr(), "{line}");
}

/// A finding as in the JSON output.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<Rule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(flatten)]
    pub(super) spot: Option<Spot>,
    pub(super) message: String,
    pub(super) hints: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<Box<str>>,
    /// The papers in which it was found.
    pub(super) papers: Vec<String>,
}

/// The position of a finding in its file; lines and columns count from 1, and the end is after the last character.
#[derive(Debug, Serialize)]
pub(super) struct Spot {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Finding {
    /// A finding not yet linked to a paper; `text` is the text of its file.
    fn new(world: &World, problem: &Diagnostic, text: Option<&Text>) -> Self {
        let spot = problem.place.zip(text).and_then(|(place, text)| text.spot(place));
        Self {
            severity: problem.severity,
            rule: problem.rule,
            file: problem.place.map(|place| world.shown(place.file)),
            spot,
            message: problem.message.clone(),
            hints: problem.hints.clone(),
            fix: problem.fix.clone(),
            papers: Vec::new(),
        }
    }
}

/// The text of a file in which something was found.
struct Text {
    text: String,
    lines: LineStarts,
    /// The last byte whose column was computed, and that column.
    known: Cell<(usize, usize)>,
}

impl Text {
    /// A text with its lines.
    fn of(text: String) -> Self {
        Self { lines: LineStarts::of(&text), text, known: Cell::new((0, 1)) }
    }

    /// The lines and columns of a place.
    fn spot(&self, place: Place) -> Option<Spot> {
        let (line, column) = self.line_and_column(place.start)?;
        // Most findings come after the previous one, so counting continues from there.
        self.known.set((place.start, column));
        let (end_line, end_column) = self.line_and_column(place.end)?;
        Some(Spot { line, column, end_line, end_column })
    }

    /// The line and column of a byte, both counted from 1.
    fn line_and_column(&self, at: usize) -> Option<(usize, usize)> {
        let (line, start) = self.lines.line(at);
        let (from, before) = match self.known.get() {
            known if (start..=at).contains(&known.0) => known,
            _ => (start, 1),
        };
        Some((line, before + self.text.get(from..at)?.chars().count()))
    }
}
