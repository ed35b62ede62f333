//! Reads the text of a Word file, in all of its parts.
//!
//! Text for people is kept apart from text for programs; the words of the format itself, such as the names of styles
//! that every file has, are nobody's secret.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::markup::Markup;

/// The most bytes of one file that are unpacked.
const LARGEST: u64 = 1 << 30;

/// The elements whose values people read or hear.
const READ: [&str; 6] = ["alias", "tag", "tblCaption", "tblDescription", "lvlText", "docVar"];

/// The attributes that people read or hear.
const DESCRIBED: [&str; 3] = ["descr", "title", "tooltip"];

/// The attributes that hold names and addresses given by people.
const NAMED: [&str; 3] = ["Target", "anchor", "author"];

/// The text of a Word file, or why it cannot be read.
pub(super) fn texts(bytes: &[u8]) -> Result<Markup, String> {
    let broken =
        |error: &dyn std::fmt::Display| format!("it is no Word file that can be read: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut said = Markup::default();
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error))?;
        let name = part.name().map_err(|error| broken(&error))?.into_owned();
        said.named.push(name.clone());
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut text = String::new();
        part.take(left + 1).read_to_string(&mut text).map_err(|error| broken(&error))?;
        left = left.checked_sub(text.len() as u64).ok_or("it unpacks to more than a gigabyte")?;
        let document = Document::parse(&text).map_err(|error| broken(&error))?;
        words(document.root(), &mut said);
    }
    Ok(said)
}

/// Adds the text of a part.
fn words(root: Node<'_, '_>, said: &mut Markup) {
    let mut text = String::new();
    for node in root.descendants() {
        let name = node.tag_name().name();
        if node.is_text() || node.is_comment() {
            text.push_str(node.text().unwrap_or_default());
        }
        // Adjacent runs make one text; two paragraphs do not.
        if matches!(name, "p" | "br" | "tab" | "tc" | "title" | "creator" | "Company" | "instrText")
        {
            text.push('\n');
        }
        for attribute in node.attributes() {
            let value = attribute.value().to_owned();
            match attribute.name() {
                own if DESCRIBED.contains(&own) => said.read.push(value),
                "val" if READ.contains(&name) => said.read.push(value),
                "name" if name == "bookmarkStart" => said.named.push(value),
                own if NAMED.contains(&own) => said.named.push(value),
                _ => {}
            }
        }
    }
    said.text.push(text);
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn all_that_people_read_is_found_in_every_part() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            (
                "word/document.xml",
                "<d><p><r><t>One &amp; </t></r><r><t>two</t></r></p><p descr='three'/></d>",
            ),
            ("word/footnotes.xml", "<f><alias val='four'/><tag val='five'/><jc val='center'/></f>"),
            ("word/_rels/document.xml.rels", "<r Target='six.html' Type='image'/>"),
            ("docProps/core.xml", "<c><title>seven</title><!-- eight --></c>"),
        ] {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let Markup { text, read, named } = texts(&bytes).unwrap();
        let text = text.concat();
        for words in ["One & two\n", "seven", " eight "] {
            assert!(text.contains(words), "{words} is not in {text:?}");
        }
        assert_eq!(read, ["three", "four", "five"]);
        assert!(named.contains(&"six.html".to_owned()) && !named.contains(&"center".to_owned()));
        assert!(texts(b"PK").is_err() && texts(&bytes[..60]).is_err());
    }
}
