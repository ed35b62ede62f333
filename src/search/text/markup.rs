//! Reads the text of HTML and XML, without the words of the language itself: "background" in a style sheet, or the
//! name of a tag, is nobody's secret, and no search may take it for one.

use roxmltree::{Document, Node};

use super::strings::text_string;

/// The text of a page or a packet of metadata.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Markup {
    /// The text between the tags.
    pub(super) text: Vec<String>,
    /// Comments, and values of attributes that are sometimes read out or shown.
    pub(super) read: Vec<String>,
    /// Values for programs: names, addresses, dates.
    pub(super) named: Vec<String>,
}

/// The namespace in which PDF/A describes other namespaces; those descriptions are not the author's words.
const SCHEMAS: &str = "http://www.aiim.org/pdfa/ns/extension/";

/// The properties of XMP that programs set.
const OF_PROGRAMS: [&str; 10] = [
    "CreateDate",
    "CreatorTool",
    "DocumentID",
    "History",
    "InstanceID",
    "MetadataDate",
    "ModifyDate",
    "Producer",
    "date",
    "format",
];

/// The text in the metadata of a PDF.
pub(super) fn metadata(packet: &[u8]) -> Markup {
    let packet = text_string(packet);
    let packet = packet.trim_matches(|next: char| next == '\u{FEFF}' || next.is_whitespace());
    let Ok(document) = Document::parse(packet) else {
        let Markup { text, read, named } = texts(packet);
        return Markup { text: Vec::new(), read: [text, read, named].concat(), named: Vec::new() };
    };
    let mut markup = Markup::default();
    let mut waiting = vec![(document.root(), false)];
    while let Some((node, of_programs)) = waiting.pop() {
        if node.tag_name().namespace() == Some(SCHEMAS) {
            continue;
        }
        let is_of_programs = |name: &str| of_programs || OF_PROGRAMS.contains(&name);
        for attribute in node.attributes() {
            let is_language =
                attribute.namespace().is_some_and(|space| space.contains("namespace"));
            let values = match is_language || is_of_programs(attribute.name()) {
                true => &mut markup.named,
                false => &mut markup.read,
            };
            values.push(attribute.value().to_owned());
        }
        let of_programs = is_of_programs(node.tag_name().name());
        if let Some(text) = node.text().filter(|_| node.is_text() || node.is_comment()) {
            if of_programs { &mut markup.named } else { &mut markup.read }.push(text.to_owned());
        }
        waiting.extend(node.children().map(|child: Node<'_, '_>| (child, of_programs)));
    }
    markup
}

/// The attributes of HTML that people hear or see, or whose content they read.
const READ: [&str; 9] = [
    "abbr",
    "alt",
    "aria-description",
    "aria-label",
    "content",
    "placeholder",
    "summary",
    "title",
    "value",
];

/// The attributes whose values are words of the language.
const NO_WORDS: [&str; 9] =
    ["charset", "class", "dir", "http-equiv", "name", "role", "scope", "style", "type"];

/// The text of an HTML page.
pub(super) fn texts(markup: &str) -> Markup {
    let mut found = Markup::default();
    let mut text = String::with_capacity(markup.len() / 2);
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // A tag usually separates two words, but that of a figure can be inside one: £{{ … }}.
        if !rest.starts_with("data ") && !rest.starts_with("/data>") {
            text.push('\n');
        }
        if rest.starts_with(['!', '?']) {
            let end = if rest.starts_with("!--") { "-->" } else { ">" };
            let (comment, after) = rest.split_once(end).unwrap_or((rest, ""));
            found.read.push(comment.to_owned());
            rest = after;
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if tag.starts_with("style")
            && let Some(close) = rest.find("</style")
        {
            rest = &rest[close..];
        }
        attributes(tag, &mut found);
    }
    text.push_str(rest);
    found.text.push(plain(&text));
    found
}

/// The end of a tag: the first `>` outside quotation marks.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, next) in tag.char_indices() {
        match (quote, next) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(next),
            (Some(open), next) if open == next => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Adds the values of a tag's attributes.
fn attributes(tag: &str, found: &mut Markup) {
    // What a page tells browsers was not written by people.
    let for_browsers = ["http-equiv=", "viewport", "color-scheme", "format-detection"];
    if tag.starts_with("meta ") && for_browsers.iter().any(|word| tag.contains(word)) {
        return;
    }
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let name = rest[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let value = &rest[at + 1..];
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        rest = after;
        if READ.contains(&name.as_str()) {
            found.read.push(plain(value));
        } else if !NO_WORDS.contains(&name.as_str()) {
            found.named.push(plain(value));
        }
    }
}

/// Replaces entities in a text by their letters.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.split_once(';').and_then(|(name, after)| Some((letter(name)?, after))) {
            Some((letter, after)) => {
                plain.push(letter);
                rest = after;
            }
            None => plain.push('&'),
        }
    }
    plain + rest
}

/// The letter of an entity.
fn letter(name: &str) -> Option<char> {
    let number =
        |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    match (name, name.strip_prefix('#')) {
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("amp", _) => Some('&'),
        ("apos", _) => Some('\''),
        ("nbsp", _) => Some('\u{A0}'),
        ("shy", _) => Some('\u{AD}'),
        ("pound", _) => Some('£'),
        (_, Some(digits)) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16),
            None => number(digits, 10),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_people_wrote_is_found_and_nothing_of_the_language() {
        let html = "<!DOCTYPE html><meta name=\"viewport\" content=\"width=device-width\">\
            <style>.a { background: red }</style><h2 id='s:one' class=\"frame\">One &amp; <b>tw&#xF3;</b></h2>\
            <img alt=\"a > b\" src=x.png title=\"three\"><!-- four > -->five";
        let Markup { text, read, named } = texts(html);
        assert_eq!(
            text.concat().split_whitespace().collect::<Vec<_>>(),
            ["One", "&", "twó", "five"]
        );
        for word in ["a > b", "three", " four > "] {
            assert!(read.iter().any(|value| value.contains(word)), "{word} is not in {read:?}");
        }
        assert_eq!(named, ["s:one", "x.png"]);
        for word in ["background", "frame", "device"] {
            assert!(!text.concat().contains(word) && !read.concat().contains(word), "{word}");
        }
    }

    #[test]
    fn broken_markup_is_read_to_its_end() {
        assert_eq!(texts("a < b \"c > d").text, ["a \n"]);
        assert_eq!(texts("<style>secret").text, ["\nsecret"]);
        assert_eq!(texts("<a href=\"secret").named, ["secret"]);
        assert_eq!(texts("<!-- secret").read, ["!-- secret"]);
        assert_eq!(texts("").text, [""]);
        assert_eq!(plain("&# &; &am; a&amp"), "&# &; &am; a&amp");
    }

    #[test]
    fn metadata_is_told_from_what_programs_say() {
        let packet = "<?xpacket begin='\u{FEFF}'?><x:xmpmeta xmlns:x='adobe:ns:meta/' \
            xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
            xmlns:ext='http://www.aiim.org/pdfa/ns/extension/'><d xmp:CreateDate='2022-07-14' dc:subject='one'>\
            <dc:title><l xml:lang='en'>two &#x26; three</l></dc:title><ext:schemas><p>four</p></ext:schemas>\
            <xmp:ModifyDate>2022</xmp:ModifyDate></d></x:xmpmeta>  <?xpacket end='w'?>";
        let Markup { mut read, mut named, .. } = metadata(packet.as_bytes());
        read.sort();
        named.sort();
        assert_eq!(read, ["one", "two & three"]);
        assert_eq!(named, ["2022", "2022-07-14", "en"]);
        assert!(metadata(b"<a>secret").read.concat().contains("secret"));
    }
}
