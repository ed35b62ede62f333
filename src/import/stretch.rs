//! Stretches of words by which withheld matter is known again in what comes back from Word or a spreadsheet.

use crate::language::sentences::bare;

/// How many words in a row tell what is withheld; a sentence that has fewer tells it whole.
const RUN: usize = 4;

/// Words without their signs, in small letters.
pub(super) fn folded(words: &str) -> Vec<String> {
    let small = |word| bare(word).to_lowercase().replace('’', "'");
    words.split_whitespace().map(small).filter(|word| !word.is_empty()).collect()
}

/// The runs of words that tell a text, and its sentences that are shorter than one, each with a stop.
pub(super) fn runs(words: &str) -> Vec<String> {
    let all = folded(words);
    let long = all.windows(RUN).map(|run| run.join(" "));
    let sentences = words.split_inclusive(['.', '!', '?', ';', ':']).map(folded);
    let short = sentences.filter(|words| (1..RUN).contains(&words.len()));
    // A stop tells a sentence from as many words of a longer one.
    let short = short.map(|words| format!("{}.", words.join(" ")));
    long.chain(short).collect()
}

/// Whether folded words stand in others one after the other.
pub(super) fn contains(words: &str, part: &str) -> bool {
    !part.is_empty() && format!(" {words} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_words_and_short_sentences_tell_a_text() {
        let said = runs("He owes money to banks. It fails. “So be it.”");
        assert!(said.contains(&"owes money to banks".to_owned()), "{said:?}");
        assert!(said.contains(&"it fails.".to_owned()), "{said:?}");
        assert!(!runs("It fails often.").contains(&"it fails.".to_owned()));
        assert!(contains("he owes money", "owes money") && !contains("he owes money", "owe"));
    }
}
