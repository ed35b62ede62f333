//! What a file says about itself: title, language, the standards that it claims.
//!
//! In comes a file; out comes an [`About`]. Whether a claim is true is left to `conformance.py`.

use hayro_syntax::object::{Dict, Stream, String as Bytes};

use super::strings::text_string;

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    /// The title in the document information.
    pub(crate) title: Option<String>,
    /// The title in the metadata, which must be the same.
    pub(crate) metadata_title: Option<String>,
    /// Whether a reader's window shows the title rather than the file's name.
    pub(crate) shows_title: bool,
    /// The language of the document.
    pub(crate) language: Option<String>,
    /// Whether it says that it is tagged.
    pub(crate) marked: bool,
    /// The standards that the metadata claims: `PDF/UA-1`, `PDF/A-2a`.
    pub(crate) claims: Vec<String>,
}

/// Reads what a file says about itself.
pub(crate) fn about(file: &[u8]) -> About {
    let pdf = super::open(file);
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a file has a catalogue");
    let metadata = root
        .get::<Stream<'_>>(b"Metadata")
        .map(|stream| stream.decoded().expect("metadata can be decoded").into_owned());
    let metadata = String::from_utf8(metadata.unwrap_or_default()).expect("metadata is UTF-8");
    let yes = |dict: &[u8], key: &[u8]| {
        root.get::<Dict<'_>>(dict).and_then(|dict| dict.get::<bool>(key)).unwrap_or(false)
    };
    let accessible = property(&metadata, "pdfuaid:part").map(|part| format!("PDF/UA-{part}"));
    let archival = property(&metadata, "pdfaid:part").map(|part| {
        let level = property(&metadata, "pdfaid:conformance").unwrap_or_default();
        format!("PDF/A-{part}{}", level.to_lowercase())
    });
    About {
        title: pdf.metadata().title.as_deref().map(text_string),
        metadata_title: element(&metadata, "dc:title")
            .and_then(|title| element(title, "rdf:li"))
            .map(unescape),
        shows_title: yes(b"ViewerPreferences", b"DisplayDocTitle"),
        language: root.get::<Bytes<'_>>(b"Lang").map(|bytes| text_string(&bytes)),
        marked: yes(b"MarkInfo", b"Marked"),
        claims: accessible.into_iter().chain(archival).collect(),
    }
}

/// The value of a simple property, written as an element or as an attribute.
fn property(xml: &str, name: &str) -> Option<String> {
    let attribute =
        || xml.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value);
    element(xml, name).or_else(attribute).map(unescape)
}

/// What stands between the tags of the first element of a name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}"))?;
    let (_, inside) = rest.split_once('>')?;
    inside.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

/// Text without XML's escapes.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
