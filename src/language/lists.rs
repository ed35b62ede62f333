//! Joins items into lists for sentences.

use crate::read::Name;
use crate::read::record::record;

record! {
    /// The words of lists.
    pub struct ListWords("the words of lists") {
        /// The text between two items before the last: `, `.
        pub comma: Name,
        /// The text before the last item: ` and `.
        pub and: Name,
        /// The text before the last of several alternatives: ` or `.
        pub or: Name,
        /// Other forms of "and" before some beginnings of the last item.
        pub before: Vec<AndBefore>,
    }
}

record! {
    /// Another form of "and": in Welsh `ac` before a vowel.
    pub struct AndBefore("another \"and\"") {
        /// The text.
        pub and: Name,
        /// The beginnings, in small letters.
        pub beginnings: Vec<Name>,
    }
}

impl ListWords {
    /// A list in a sentence: "a", "a and b", "a, b and c".
    pub(crate) fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        match items.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [start @ .., last] => {
                format!("{}{}{last}", start.join(&self.comma), self.and_before(last))
            }
        }
    }

    /// Alternatives in a sentence: "a", "a or b", "a, b or c".
    pub(crate) fn alternatives<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        match items.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [start @ .., last] => format!("{}{}{last}", start.join(&self.comma), &*self.or),
        }
    }

    /// The form of "and" before an item.
    fn and_before(&self, item: &str) -> &str {
        let item = item.to_lowercase();
        let begins = |other: &&AndBefore| {
            other.beginnings.iter().any(|start| item.starts_with(start.as_str()))
        };
        self.before.iter().find(begins).map_or(&self.and, |other| &other.and)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::language::Language;

    #[test]
    fn lists_read_as_they_are_spoken() {
        let english = Language::common();
        assert_eq!(english.lists.list::<&str>(&[]), "");
        assert_eq!(english.lists.list(&["a"]), "a");
        assert_eq!(english.lists.list(&["a", "b"]), "a and b");
        assert_eq!(
            english.lists.list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]),
            "a, b and c"
        );
    }

    #[test]
    fn a_language_may_have_another_and_before_some_words() {
        let welsh = Language::built_in("cy").unwrap();
        assert_eq!(welsh.lists.list(&["tai", "Addysg"]), "tai ac Addysg");
        assert_eq!(welsh.lists.list(&["2.1", "2.2"]), "2.1 a 2.2");
        assert_eq!(welsh.lists.list(&["1.0", "1.1", "1.2"]), "1.0, 1.1 ac 1.2");
    }

    proptest! {
        #[test]
        fn lists_keep_every_item_in_order(items in prop::collection::vec("[a-z]{1,5}x", 1..6)) {
            let list = Language::common().lists.list(&items);
            let split: Vec<&str> = list.split(", ").flat_map(|part| part.split(" and ")).collect();
            prop_assert_eq!(split, items);
        }
    }
}
