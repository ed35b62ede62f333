//! Inserts a new section: a heading at section level between two sections, with everything below it.

use super::line::Says;
use super::page::{Form, Home, Letter, Line};
use super::place::Placing;
use super::words::markdown;
use super::{Change, Kind};
use crate::edit::{Datum, Edit, Path, Step};

impl Placing<'_> {
    /// The section begun by a new heading, and the number of its lines; `None` if the heading only divides an
    /// existing section.
    pub(super) fn new_section(&mut self, there: usize) -> Option<(Change, usize)> {
        let line = self.taking.page.lines.get(there)?;
        let Form::Heading(level) = line.form else { return None };
        let (after, top) = self.top.filter(|(_, top)| level <= *top)?;
        let pairs = &self.taking.pairs[there + 1..];
        let count = pairs.iter().take_while(|at| at.is_none()).count();
        let next = pairs.get(count).copied().flatten();
        if next.is_some_and(|at| !self.begins_section(at, top)) {
            return None;
        }
        let lines = self.taking.page.lines.get(there + 1..there + 1 + count)?;
        // Text that the style prints between sections belongs to neither, and another section is inserted separately.
        let own = |line: &&Line| match line.form {
            Form::Heading(own) => own > level,
            _ => line.home == Home::Body,
        };
        let lines: Vec<&Line> = lines.iter().take_while(own).collect();
        let mut text = String::new();
        for line in &lines {
            text.push_str(&self.block(line, level, &text)?);
        }
        let heading = self.words(&line.letters)?;
        let words = line.words();
        let mut pairs = vec![("heading".to_owned(), Datum::Text(heading))];
        pairs.push(("text".to_owned(), Datum::Prose(text.trim().to_owned())));
        let mut change = Change::new(Kind::New, "section", None).says(format!("“{words}”"));
        change.how.extend(lines.iter().map(|line| format!("“{}”", line.words())));
        change.gained = lines.iter().map(|line| line.words() + " ").collect();
        for line in &lines {
            self.taking.tell_typed(&line.letters, true, &mut change);
        }
        self.close_beside(there, &mut change);
        let list: Path = vec![Step::Key("section".to_owned())];
        change.edits.push(Edit::Insert(list, after + 1, Datum::Group(pairs)));
        change.says = Some(Says::new(&words, &words));
        Some((change, 1 + lines.len()))
    }

    /// The refusal for a section whose heading was moved elsewhere; nothing of it is moved.
    pub(super) fn section_elsewhere(&mut self, at: usize) -> Change {
        let (line, leaf) = &self.taking.base.lines[at];
        let place = leaf.as_ref().and_then(|leaf| leaf.place(self.taking.file));
        let why = "this heading, with what stands below it, stands elsewhere in Word, and none of it was moved; move the section in the file";
        Change::refused("section", place, why).says(format!("“{}”", line.words()))
    }

    /// Whether a line that was sent is the heading of a section, or lies outside all sections.
    fn begins_section(&mut self, at: usize, top: u8) -> bool {
        let form = self.taking.base.lines[at].0.form;
        let spot = self.spot(at);
        let inside =
            spot.is_some_and(|spot| spot.path.first() == Some(&Step::Key("section".to_owned())));
        !inside || matches!(form, Form::Heading(level) if level <= top)
    }

    /// Letters as Markdown.
    fn words(&self, letters: &[Letter]) -> Option<String> {
        let text = markdown(&self.taking.figures.words(letters), false, &self.taking.notes)?;
        Some(text.trim().to_owned())
    }

    /// A line below a heading as a block of Markdown, given the text before it.
    fn block(&self, line: &Line, level: u8, before: &str) -> Option<String> {
        let text = self.words(&line.letters)?;
        let last = before.rsplit("\n\n").next().unwrap_or_default();
        let goes_on = |marker: &str| last.starts_with(marker);
        Some(match line.form {
            Form::Heading(own) => {
                format!("\n\n{} {text}", "#".repeat(usize::from((own - level + 2).min(6))))
            }
            Form::Quotation => format!("\n\n> {text}"),
            Form::Item(true) if goes_on("1. ") => {
                format!("\n{}. {text}", last.lines().count() + 1)
            }
            Form::Item(true) => format!("\n\n1. {text}"),
            Form::Item(false) if goes_on("- ") => format!("\n- {text}"),
            Form::Item(false) => format!("\n\n- {text}"),
            _ => format!("\n\n{text}"),
        })
    }
}
