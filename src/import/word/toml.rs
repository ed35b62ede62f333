//! Writes the report as TOML: the contents of a draft under the keys of a report, as someone would type it.
//!
//! In comes the outline of a draft; out comes the text of `report.toml`, in which the spots of remarks are still
//! marked.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Wanted;
use super::forms::option_of;
use super::front::Front;
use super::inline::{width, without_markers};
use super::markdown::{Writer, wrapped};
use super::outline::{Appendix, Outline, Section};
use super::remarks::Remarks;
use super::tree::{Inline, line, plain};
use super::withheld::Closed;
use crate::model::style::{Field, FieldValue, ParagraphNumbers};

/// The longest text on the line of its key, in characters.
const LONGEST: usize = 90;
/// The width of lines of prose, in characters.
const WIDTH: usize = 100;

/// Writes a report.
pub(super) fn report(
    front: &Front,
    outline: &Outline,
    wanted: &Wanted<'_>,
    files: &BTreeMap<String, String>,
    remarks: &mut Remarks,
) -> String {
    let style = wanted.style;
    let numbers = style.numbering.paragraphs != ParagraphNumbers::None;
    let mut writer = Writer { numbers, ..Writer::new(files, remarks) };
    let mut out = String::from("kind = \"report\"\n");
    let title = or_note(writer.line(&front.title), "Insert the title");
    let committee = or_note(writer.line(&front.committee), "Insert the name of the committee");
    key(&mut out, "title", &title);
    key(&mut out, "committee", &committee);
    match front.meeting {
        Some(day) => out.push_str(&format!("meeting = {day}\n")),
        None => key(
            &mut out,
            "meeting",
            "[Insert the day of the meeting, such as 2026-12-31, without quotation marks]",
        ),
    }
    if let Some(name) = wanted.own_style {
        key(&mut out, "style", name);
    }
    if let Some(closed) = &outline.closed {
        out.push_str(&withheld(closed));
    }
    if !front.fields.is_empty() {
        out.push_str("\n[front]\n");
        for (name, content) in &front.fields {
            let field =
                style.field.iter().find(|field| field.name.as_str() == name).or_else(|| {
                    style
                        .field
                        .iter()
                        .find(|field| field.also.iter().any(|also| also.as_str() == name))
                });
            value(&mut out, name, content, field, &mut writer);
        }
    }
    for recommendation in &outline.recommendations {
        out.push_str("\n[[recommendation]]\n");
        writer.numbers = false;
        let text = writer.prose(recommendation);
        key(&mut out, "text", &text);
        writer.numbers = numbers;
    }
    for one in &outline.sections {
        section(&mut out, one, "section", &mut writer);
    }
    for appendix in &outline.appendices {
        appended(&mut out, appendix, &mut writer);
    }
    for (title, url) in &outline.papers {
        out.push_str("\n[[background-paper]]\n");
        let title = writer.line(title);
        key(&mut out, "title", &title);
        if let Some(url) = url {
            key(&mut out, "url", url);
        }
    }
    for contact in &outline.contacts {
        out.push_str("\n[[contact]]\n");
        let parts = [
            ("role", &contact.role),
            ("name", &contact.name),
            ("job-title", &contact.job_title),
            ("telephone", &contact.telephone),
            ("email", &contact.email),
        ];
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            key(&mut out, name, value);
        }
    }
    out
}

/// A section, and those inside it.
fn section(out: &mut String, one: &Section, path: &str, writer: &mut Writer<'_>) {
    let _ = write!(out, "\n[[{path}]]\n");
    if let Some(id) = &one.id {
        key(out, "id", id);
    }
    let heading = writer.line(&one.heading);
    key(out, "heading", &heading);
    if let Some(closed) = &one.closed {
        out.push_str(&withheld(closed));
    }
    let text = writer.prose(&one.blocks);
    if !text.is_empty() {
        long(out, "text", &text);
    }
    for inner in &one.inner {
        section(out, inner, &format!("{path}.section"), writer);
    }
}

/// An appendix.
fn appended(out: &mut String, appendix: &Appendix, writer: &mut Writer<'_>) {
    out.push_str("\n[[appendix]]\n");
    let title = or_note(writer.line(&appendix.title), "Insert the title of this appendix");
    key(out, "title", &title);
    if appendix.referred {
        key(out, "label", &appendix.name());
    }
    if let Some(closed) = &appendix.closed {
        out.push_str(&withheld(closed));
    }
}

/// The placeholder for the reason to withhold something.
pub(in crate::import) fn reason(closed: &Closed) -> &'static str {
    match closed.confidential {
        true => "[Insert which government department, enactment or court forbids it]",
        false => "[Insert why the public interest is in withholding it]",
    }
}

/// The key that withholds. The title for the public is left out, which stops the build until the author decides on
/// it.
fn withheld(closed: &Closed) -> String {
    let reason = string(reason(closed));
    if closed.confidential {
        return format!("confidential = {{ reason = {reason} }}\n");
    }
    let number = |number: &String| match number.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(_) => string(number),
    };
    let paragraphs: Vec<_> = closed.paragraphs.iter().map(number).collect();
    let paragraphs = paragraphs.join(", ");
    format!("exempt = {{ paragraphs = [{paragraphs}], reason = {reason} }}\n")
}

/// Text, or a placeholder if it is empty.
fn or_note(words: String, note: &str) -> String {
    if without_markers(&words).trim().is_empty() { format!("{words}[{note}]") } else { words }
}

/// A field of the front sheet, as the type of value that it takes.
fn value(
    out: &mut String,
    name: &str,
    content: &[Inline],
    field: Option<&Field>,
    writer: &mut Writer<'_>,
) {
    let words = line(content);
    let spots: String = content
        .iter()
        .filter_map(|inline| match inline {
            Inline::Spot(spot) => Some(super::inline::marker(*spot)),
            _ => None,
        })
        .collect();
    let own = field.filter(|field| field.name.as_str() == name);
    match own.map(|field| field.value) {
        Some(FieldValue::Truth) => {
            let small = words.to_lowercase();
            let first = small.split(|next: char| !next.is_alphanumeric() && next != '/').next();
            let truth = match first.unwrap_or_default() {
                "yes" | "y" | "true" => Some(true),
                "no" | "n" | "false" | "n/a" | "none" | "not" => Some(false),
                _ => None,
            };
            match truth {
                Some(truth) => {
                    let more =
                        words.split_once(|next: char| !next.is_alphanumeric() && next != '/');
                    let more = more.map_or("", |(_, more)| more);
                    let more =
                        more.trim_matches(|next: char| !next.is_alphanumeric() && next != ')');
                    writer.remarks.leave_out(words.strip_suffix(more).unwrap_or(&words));
                    let spot = (!more.is_empty()).then(|| {
                        writer.remarks.at(
                            format!("the draft says more here, which is left out: “{more}”"),
                            "say it in the text, if the paper needs it",
                        )
                    });
                    let spot = match spot {
                        Some(Inline::Spot(spot)) => super::inline::marker(spot),
                        _ => String::new(),
                    };
                    let _ = writeln!(out, "{name} = {spots}{spot}{truth}");
                }
                None => key(
                    out,
                    name,
                    &format!("{spots}[Insert true or false without quotation marks: {words}]"),
                ),
            }
            return;
        }
        Some(FieldValue::Date) => {
            if let Some(found) = super::dates::in_words(&words) {
                let rest = words.replacen(found.words, "", 1);
                writer.remarks.leave_out(&rest);
                let _ = writeln!(out, "{name} = {spots}{}", found.date);
                return;
            }
        }
        Some(FieldValue::Choice) => {
            let wanted = words.trim_end_matches('.');
            match own.and_then(|field| option_of(field, wanted)) {
                Some(option) => key(out, name, &format!("{spots}{option}")),
                None => key(
                    out,
                    name,
                    &format!(
                        "{spots}[Insert one of the options that the house style has: {words}]"
                    ),
                ),
            }
            return;
        }
        Some(FieldValue::List) => {
            let lines: Vec<_> =
                plain(content).split('\n').map(|line| string(line.trim())).collect();
            let _ = writeln!(out, "{name} = [{}]", lines.join(", "));
            return;
        }
        Some(FieldValue::Text | FieldValue::Rows) | None => {}
    }
    let is_number = !words.is_empty()
        && words.len() < 6
        && !words.starts_with('0')
        && words.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        let _ = writeln!(out, "{name} = {spots}{words}");
    } else {
        let text = writer.line(content);
        key(out, name, &text);
    }
}

/// A key and its text, on one line if the text is short.
fn key(out: &mut String, name: &str, text: &str) {
    if text.contains('\n') || width(text) > LONGEST {
        long(out, name, text);
    } else {
        let _ = writeln!(out, "{name} = {}", string(text));
    }
}

/// A key and its text over several lines.
fn long(out: &mut String, name: &str, text: &str) {
    let text = if text.contains('\n') { text.to_owned() } else { wrapped(text, WIDTH) };
    let literal = text.contains(['\\', '"'])
        && text.contains('\\')
        && !text.contains("'''")
        && !text.ends_with('\'');
    let _ = match literal {
        true => writeln!(out, "{name} = '''\n{text}\n'''"),
        false => writeln!(
            out,
            "{name} = \"\"\"\n{}\n\"\"\"",
            text.replace('\\', "\\\\").replace("\"\"\"", "\"\"\\\"")
        ),
    };
}

/// A text on one line, quoted.
fn string(text: &str) -> String {
    match text.contains(['"', '\\']) && !text.contains('\'') {
        true => format!("'{text}'"),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_back_as_they_were() {
        for text in [
            "plain",
            "a \"b\"",
            r"a \* b",
            "it’s 'so' \"and\"",
            "''' \\ \"\"\"",
            "ends in '",
            "two\nlines \\\nhere",
            "\"\"\"\"\"\" \\",
        ] {
            let mut out = String::new();
            key(&mut out, "a", text);
            long(&mut out, "b", text);
            let table: toml::Table = out.parse().unwrap();
            assert_eq!(table["a"].as_str().map(str::trim_end), Some(text.trim_end()), "{out}");
            assert_eq!(table["b"].as_str().map(str::trim_end), Some(text.trim_end()), "{out}");
        }
    }
}
