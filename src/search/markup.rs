//! What HTML and XML say, without the words of the language itself: "background" in a style sheet, or the name of
//! a tag, is nobody's secret, and no search may take it for one.

/// The elements whose content is no text: style sheets, and what PDF/A says about XMP.
const NO_TEXT: [&str; 3] = ["style", "pdfaExtension:schemas", "xmpMM:History"];

/// The attributes whose values are words of the language.
const NO_WORDS: [&str; 14] = [
    "charset",
    "class",
    "d",
    "dir",
    "fill",
    "focusable",
    "http-equiv",
    "name",
    "points",
    "role",
    "scope",
    "stroke",
    "style",
    "viewbox",
];

/// What stands between the tags, and the values of the attributes that people's words can reach.
pub(super) fn texts(markup: &str) -> (String, Vec<String>) {
    let mut text = String::with_capacity(markup.len() / 2);
    let mut values = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if tag.starts_with('!') || tag.starts_with('?') {
            values.push(tag.to_owned());
            continue;
        }
        let name = tag.split(|next: char| next.is_whitespace() || next == '/').next();
        if let Some(none) = NO_TEXT.iter().find(|none| name == Some(**none))
            && !tag.ends_with('/')
            && let Some(close) = rest.find(&format!("</{none}"))
        {
            rest = &rest[close..];
        }
        attributes(tag, &mut values);
    }
    text.push_str(rest);
    (plain(&text), values)
}

/// Where a tag ends: at the first `>` that stands in no quotation marks.
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
fn attributes(tag: &str, values: &mut Vec<String>) {
    // What a page says of itself to browsers is not said by people.
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
        let of_language = NO_WORDS.contains(&name.as_str())
            || ["xmlns", "rdf:", "xml:"].iter().any(|prefix| name.starts_with(prefix));
        if !of_language {
            values.push(plain(value));
        }
    }
}

/// Words without the ways in which markup writes some letters.
fn plain(words: &str) -> String {
    let mut plain = words.to_owned();
    let letters = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    for (written, letter) in letters {
        plain = plain.replace(written, letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_people_wrote_is_found_and_nothing_of_the_language() {
        let html = "<!DOCTYPE html><meta name=\"viewport\" content=\"width=device-width\">\
            <style>.a { background: red }</style><h2 id='s:one' class=\"frame\">One &amp; <b>two</b></h2>\
            <img alt=\"a > b\" src=x.png title=\"three\"><!-- four -->five";
        let (text, values) = texts(html);
        assert_eq!(text, "One & twofive");
        let values = values.join("|");
        for word in ["s:one", "a > b", "x.png", "three", "four"] {
            assert!(values.contains(word), "{word} is not in {values}");
        }
        for word in ["background", "frame", "device"] {
            assert!(!text.contains(word) && !values.contains(word), "{word}");
        }
    }

    #[test]
    fn broken_markup_is_read_to_its_end() {
        assert_eq!(texts("a < b \"c > d").0, "a ");
        assert_eq!(texts("<style>secret").0, "secret");
        assert_eq!(texts("<a href=\"secret").1, ["secret"]);
        assert_eq!(texts("").0, "");
    }
}
