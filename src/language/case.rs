//! Adapts capitals and full stops to the position of words in a sentence.

/// A text with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Words for the inside of a sentence: without a full stop, and with a small first letter unless it belongs to a
/// name.
pub(crate) fn inside(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// Words as a sentence, with a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    let words = capital(words.trim());
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    words + end
}

/// Prefixes that keep their hyphen.
const PREFIXES: [&str; 8] = ["co", "re", "non", "pre", "post", "self", "multi", "inter"];

/// The words of a key, with a capital: `next-steps` gives "Next steps", `co-production` gives "Co-production".
pub(crate) fn sentence_case(key: &str) -> String {
    let mut words = String::new();
    for part in key.split(['-', '_']).filter(|part| !part.is_empty()) {
        let last = words.rsplit(' ').next().unwrap_or_default();
        if !words.is_empty() {
            words.push(if PREFIXES.contains(&last) { '-' } else { ' ' });
        }
        words.push_str(part);
    }
    capital(&words)
}

/// A title without the number it begins with, if that is `number`: "1. Leadership", "1 – Leadership".
pub(crate) fn without_number(title: &str, number: usize) -> Option<&str> {
    let rest = title.strip_prefix(&number.to_string())?;
    let bare = rest.trim_start_matches(['.', ')', ':', '-', '–', ' ']);
    (bare.len() < rest.len() && bare.starts_with(char::is_alphabetic)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_a_sentence_or_are_one() {
        assert_eq!((inside("Do it."), inside("EHC plans")), ("do it".into(), "EHC plans".into()));
        assert_eq!((sentence(" it would. "), sentence("why")), ("It would.".into(), "Why.".into()));
        assert_eq!(capital("ŵyl"), "Ŵyl");
    }

    #[test]
    fn a_key_reads_as_a_heading() {
        assert_eq!(sentence_case("next-steps"), "Next steps");
        assert_eq!(sentence_case("co-production"), "Co-production");
    }

    #[test]
    fn a_title_has_a_number_of_its_own_where_it_begins_with_that() {
        for title in ["1 Waits", "1. Waits", "1) Waits", "1: Waits", "1 – Waits"] {
            assert_eq!(without_number(title, 1), Some("Waits"), "{title}");
        }
        for title in ["Waits", "2 Waits", "12 Waits", "1st things", "1", "1.2 Waits", "1 – 2026"]
        {
            assert_eq!(without_number(title, 1), None, "{title}");
        }
    }
}
