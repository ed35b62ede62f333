//! How words are written in Typst source: as string literals, so that no text is ever code.

use crate::render::words::{Part, parts};

/// Text as a string literal of Typst's code mode.
pub(super) fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for next in text.chars() {
        match next {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ => literal.push(next),
        }
    }
    literal.push('"');
    literal
}

/// Text as markup: a literal; several, where a line may break inside a word that is longer than a line, and where it may
/// not break after the sign of a sum.
pub(super) fn markup(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 4);
    for part in parts(text) {
        // Without the semicolon a bracket, parenthesis or dot that follows would be read as a call.
        match part {
            Part::Words(words) => markup.push_str(&format!("#{};", quoted(words))),
            Part::Break => markup.push_str("#thin;"),
            Part::Sum(sum) => markup.push_str(&format!("#box({});", quoted(sum))),
        }
    }
    markup
}

/// Text as string literals with commas between, one for each part that a line may not break beyond where Typst does.
pub(super) fn pieces(text: &str) -> String {
    let words = parts(text).into_iter().filter_map(|part| match part {
        Part::Words(words) | Part::Sum(words) => Some(quoted(words)),
        Part::Break => None,
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_a_literal_with_breaks_in_long_words_and_none_in_sums() {
        assert_eq!(markup(""), "#\"\";");
        assert_eq!(markup("a \"b\""), "#\"a \\\"b\\\"\";");
        assert_eq!(markup("It was −£3.7m."), "#\"It was \";#box(\"−£3.7m.\");");
        let long = markup("enquiries.about.libraries@example.org");
        assert!(long.starts_with("#\"enquiries.\";#thin;#\"about.\";#thin;"), "{long}");
    }
}
