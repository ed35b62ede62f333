//! Finds the parts of a text that give it away by themselves: names, sums of money, references.
//!
//! In comes a withheld text; out come the parts that are a leak on their own, for a leak need not be a whole
//! sentence. Whether anyone could have written one of them is left to [`short`](super::short).

/// The symbols of currencies.
const MONEY: [char; 3] = ['£', '€', '$'];

/// The names, sums and references in a text, as its author wrote them.
pub(crate) fn telling(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut name = None;
    let mut at = 0;
    let mut starts_sentence = true;
    for piece in text.split_inclusive(char::is_whitespace) {
        let piece_start = at;
        at += piece.len();
        let word =
            piece.trim_matches(|next: char| !next.is_alphanumeric() && !MONEY.contains(&next));
        let word = ["’s", "'s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        if word.is_empty() {
            continue;
        }
        let start = piece_start + piece.find(word).unwrap_or_default();
        if is_name(word) && !starts_sentence {
            let first = name.map_or(start, |(first, _)| first);
            name = Some((first, start + word.len()));
            found.push(word);
        } else {
            found.extend(name.take().and_then(|(first, last)| text.get(first..last)));
            found.extend(Some(word).filter(|word| is_reference(word)));
        }
        starts_sentence = piece.trim_end().ends_with(['.', '!', '?', ':', '”', '"']);
    }
    found.extend(name.and_then(|(first, last)| text.get(first..last)));
    found
}

/// Whether a word inside a sentence is a name, or part of one.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().count() >= 4
        && word.chars().all(|next| next.is_alphabetic() || matches!(next, '-' | '’' | '\''))
}

/// Whether a word is a sum of money, a number of some size, an address, or a mixture of letters and digits.
fn is_reference(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|next| next.is_alphabetic()).count();
    // Days and times contain these signs.
    let is_mixed = digits + letters >= 5 && !word.contains(['-', '/', ':', '–']);
    let is_sum = digits >= 4 && (word.contains(MONEY) || word.contains(','));
    let is_address = word.contains('@') || word.contains("://");
    is_sum || is_address || digits > 0 && is_mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sums_and_references_tell_something_and_other_words_do_not() {
        let text = "Officers met Alun Prothero’s firm, Ferrow, on 14/07/2022 at 14:00. They offered £640,000 \
            (reference QZX12, 1,400 a year) and a lease in Zürich; see ann@example.org in 2019.";
        assert_eq!(
            telling(text),
            [
                "Alun",
                "Prothero",
                "Alun Prothero",
                "Ferrow",
                "Ferrow",
                "£640,000",
                "QZX12",
                "1,400",
                "Zürich",
                "Zürich",
                "ann@example.org"
            ]
        );
    }
}
