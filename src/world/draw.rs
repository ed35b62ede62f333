//! Drawing problems for people: what is wrong, the line it stands in, and what to do.

use std::io;

use codespan_reporting::diagnostic::{Diagnostic as Drawn, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::termcolor::WriteColor;
use codespan_reporting::term::{Config, emit};

use super::World;
use crate::diag::{Diagnostic, Severity};

impl World {
    /// Draws problems, each with the line of the file that it points at.
    pub fn draw(&self, out: &mut dyn WriteColor, problems: &[Diagnostic]) -> io::Result<()> {
        let config = Config { tab_width: 4, ..Config::default() };
        for problem in problems {
            let hints = problem.hints.iter().map(|hint| format!("hint: {hint}"));
            let drawn = match problem.severity {
                Severity::Error => Drawn::error(),
                Severity::Warning => Drawn::warning(),
            };
            let mut drawn = drawn.with_message(&problem.message).with_notes(hints.collect());
            drawn.code = problem.rule.map(|rule| rule.to_string());
            let file = match problem.place.map(|place| (place, self.text(place.file))) {
                Some((place, Ok(text))) => {
                    let start = text.floor_char_boundary(place.start);
                    let end = text.ceil_char_boundary(place.end).max(start);
                    drawn.labels.push(Label::primary((), start..end));
                    SimpleFile::new(self.shown(place.file), text)
                }
                _ => SimpleFile::new(String::new(), String::new()),
            };
            emit(out, &config, &file, &drawn).map_err(io::Error::other)?;
        }
        Ok(())
    }
}
