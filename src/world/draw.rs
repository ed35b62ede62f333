//! Draws problems for people: the message, the line of the file, and the hints.
//!
//! A line of prose can be as long as a paragraph, so a long one is cut around the place; the line and column shown
//! are those of the file.

use std::io;
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic as Drawn, Label};
use codespan_reporting::files::{self, Files, SimpleFile};
use codespan_reporting::term::termcolor::WriteColor;
use codespan_reporting::term::{Config, emit};

use super::World;
use crate::diag::{Diagnostic, Severity};

/// The longest line that is shown whole, in characters.
const LONG: usize = 120;

/// The part of a longer line that is shown on each side of the place.
const AROUND: usize = 50;

impl World {
    /// Draws problems, each with the line that it points at.
    pub fn draw<'a>(
        &self,
        out: &mut dyn WriteColor,
        problems: impl IntoIterator<Item = &'a Diagnostic>,
    ) -> io::Result<()> {
        let config = Config { tab_width: 4, ..Config::default() };
        for problem in problems {
            let hints = problem.hints.iter().map(|hint| format!("hint: {hint}"));
            let drawn = match problem.severity {
                Severity::Error => Drawn::error(),
                Severity::Warning => Drawn::warning(),
            };
            let mut drawn = drawn.with_message(&problem.message).with_notes(hints.collect());
            drawn.code = problem.rule.map(|rule| rule.to_string());
            let excerpt = match problem.place.map(|place| (place, self.text(place.file))) {
                Some((place, Ok(text))) => {
                    let start = text.floor_char_boundary(place.start);
                    let end = text.ceil_char_boundary(place.end).max(start);
                    let excerpt = Excerpt::new(self.shown(place.file), text, start..end);
                    drawn.labels.push(Label::primary((), excerpt.range.clone()));
                    excerpt
                }
                _ => Excerpt::new(String::new(), String::new(), 0..0),
            };
            emit(out, &config, &excerpt, &drawn).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

/// A file as it is drawn, with the line of the range cut if it is long.
struct Excerpt {
    file: SimpleFile<String, String>,
    /// The range in the drawn text.
    range: Range<usize>,
    /// The characters cut from the start of the line.
    cut: usize,
}

impl Excerpt {
    /// The excerpt around a range of a text. Of a range over several lines, one of them long, only the first line is
    /// shown.
    fn new(name: String, text: String, range: Range<usize>) -> Self {
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end_of = |at: usize| text[at..].find('\n').map_or(text.len(), |found| at + found);
        let is_long = |line: &str| line.chars().count() > LONG;
        if !text[start..end_of(range.end)].lines().any(is_long) {
            return Self { file: SimpleFile::new(name, text), range, cut: 0 };
        }
        let end = end_of(range.start);
        let before = &text[start..range.start];
        let inside = first(&text[range.start..range.end.min(end)], 2 * AROUND);
        let after = text.get(range.end..end).unwrap_or_default();
        let left = last(before, AROUND);
        let head = format!("{}{left}", &text[..start]);
        let drawn = format!("{head}{inside}{}{}", first(after, AROUND), &text[end..]);
        let cut = before.chars().count() - left.chars().count();
        let range = head.len()..head.len() + inside.len();
        Self { file: SimpleFile::new(name, drawn), range, cut }
    }
}

/// The last characters of a text, after an ellipsis if there are more.
fn last(text: &str, most: usize) -> String {
    match text.char_indices().rev().nth(most) {
        Some((at, _)) => {
            let rest = text[at..].chars().skip(2);
            format!("…{}", rest.collect::<String>())
        }
        None => text.to_owned(),
    }
}

/// The first characters of a text, before an ellipsis if there are more.
fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a String;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<Self::Name, files::Error> {
        Ok(self.file.name())
    }

    fn source(&'a self, (): ()) -> Result<Self::Source, files::Error> {
        Ok(self.file.source())
    }

    fn line_index(&'a self, (): (), at: usize) -> Result<usize, files::Error> {
        self.file.line_index((), at)
    }

    fn line_range(&'a self, (): (), line: usize) -> Result<Range<usize>, files::Error> {
        self.file.line_range((), line)
    }

    fn column_number(&'a self, (): (), line: usize, at: usize) -> Result<usize, files::Error> {
        let cut = if at == self.range.start { self.cut } else { 0 };
        Ok(self.file.column_number((), line, at)? + cut)
    }
}

#[cfg(test)]
mod tests {
    use codespan_reporting::term::termcolor::NoColor;

    use super::*;
    use crate::diag::Place;
    use crate::world::Workspace;
    use typst::syntax::VirtualPath;

    /// The drawing for the place of some words in a file.
    fn drawn(text: &str, words: &str) -> String {
        let world = Workspace::memory([("a.toml", text.as_bytes())]).world();
        let start = text.find(words).unwrap();
        let file = World::id(&VirtualPath::new("a.toml").unwrap());
        let problem = Diagnostic::warning(Place::new(file, start..start + words.len()), "wrong");
        let mut out = NoColor::new(Vec::new());
        world.draw(&mut out, [&problem]).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_long_line_is_cut_around_the_place_whose_column_stays_that_of_the_file() {
        let text = format!("short\n{}éclair{}\nlast", "ab ".repeat(100), " cd".repeat(100));
        let said = drawn(&text, "éclair");
        assert!(said.contains("a.toml:2:301"), "{said}");
        assert!(said.lines().all(|line| line.chars().count() < 120), "{said}");
        assert!(said.contains("… ab ab") && said.contains(" cd cd c…"), "{said}");
        let under = said.lines().find(|line| line.contains("^")).unwrap();
        let over = said.lines().find(|line| line.contains("éclair")).unwrap();
        let column = |line: &str, mark: &str| line[..line.find(mark).unwrap()].chars().count();
        assert_eq!(column(under, "^"), column(over, "éclair"));
        assert_eq!(under.matches('^').count(), 6);
    }

    #[test]
    fn a_long_place_is_shown_from_its_start_and_a_short_line_as_it_is() {
        let long = "word ".repeat(60);
        let said = drawn(&format!("text = \"{long}\""), &long);
        assert!(said.lines().all(|line| line.chars().count() < 130), "{said}");
        assert!(said.contains("text = \"word word"), "{said}");
        assert!(drawn("title = 7", "7").contains("1 │ title = 7\n"));
    }

    #[test]
    fn a_place_over_several_lines_that_are_long_is_shown_by_its_first() {
        let long = "word ".repeat(60);
        let said = drawn(&format!("{long}start\nmiddle\nend{long}"), "start\nmiddle\nend");
        assert!(said.contains("a.toml:1:301"), "{said}");
        assert!(said.lines().all(|line| line.chars().count() < 120), "{said}");
    }
}
