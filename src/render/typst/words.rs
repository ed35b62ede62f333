//! Writes words as string literals of Typst, so that no text is ever code.

use crate::render::words::{Part, coded, parts};

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

/// Text as markup, in one or more literals: split where a line may break inside an overlong word, must not break
/// after the sign of a sum, and should not break between words.
pub(super) fn markup(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 4);
    for part in parts(text) {
        // Without the semicolon, a bracket, parenthesis or dot after it would be read as a call.
        match part {
            Part::Words(words) => markup.push_str(&format!("#{};", quoted(words))),
            Part::Break => markup.push_str("#thin;"),
            Part::Sum(sum) => markup.push_str(&format!("#box({});", quoted(sum))),
            Part::Bound(words) => markup.push_str(&format!("#bound({});", quoted(words))),
        }
    }
    markup
}

/// Code as string literals with commas between: the whole text, then its parts as lines may divide it.
pub(super) fn code(text: &str) -> String {
    let parts = coded(text).into_iter().map(|part| match part {
        Part::Words(words) => quoted(words),
        Part::Break => "thin".to_owned(),
        Part::Sum(sum) => format!("box({})", quoted(sum)),
        Part::Bound(words) => format!("bound({})", quoted(words)),
    });
    std::iter::once(quoted(text)).chain(parts).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_a_literal_with_breaks_in_long_words_and_none_in_sums_or_dates() {
        assert_eq!(markup(""), "#\"\";");
        assert_eq!(markup("a \"b\""), "#\"a \\\"b\\\"\";");
        assert_eq!(markup("It was −£3.7m."), "#\"It was \";#box(\"−£3.7m.\");");
        assert_eq!(markup("by 3 May."), "#\"by \";#bound(\"3 May.\");");
        assert_eq!(code("papers -q"), "\"papers -q\", \"papers \", bound(\"-q\")");
        let long = markup("enquiries.about.libraries@example.org");
        assert!(long.starts_with("#\"enquiries.\";#thin;#\"about.\";#thin;"), "{long}");
    }
}
