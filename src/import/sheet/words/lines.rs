//! Recognises lines, rows and cells without content of their own: notes, totals, continuations, and statements that
//! there is nothing.

use super::{Field, Kind, Words, key, plain};
use crate::read::Name;
use crate::read::record::Choice;

/// The characters between a word and the text after it.
const MARKS: [char; 5] = [':', '-', '–', '—', '.'];

/// The most words from one that refuses to what is refused: "not for any wider circulation".
const REFUSED_WITHIN: usize = 4;

impl Words {
    /// Whether a line is about the table and not one of its rows: "Note: figures are provisional".
    pub(in crate::import::sheet) fn is_aside(&self, line: &str) -> bool {
        let small = line.to_lowercase();
        let starts = |word: &Name| match word.strip_suffix('…') {
            Some(word) => {
                let rest = small.strip_prefix(word.trim_end());
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            }
            None => {
                let rest = small.strip_prefix(word.as_str()).map(str::trim_start);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(MARKS))
            }
        };
        small.starts_with('*') || self.files().flat_map(|file| &file.aside).any(starts)
    }

    /// Whether a text stands in place of an action whose reference is used no more: "DELETED", "[Not used]".
    pub(in crate::import::sheet) fn is_unused(&self, said: &str) -> bool {
        let said = said.trim_matches(|next: char| !next.is_alphanumeric());
        has(self.files().flat_map(|file| &file.unused), &plain(said))
    }

    /// Whether the heading of a column says that the column is not for others: "Notes for officers only". `of_prose` is
    /// whether it holds what people write, so that a word like "internal" by itself says so, too.
    pub(in crate::import::sheet) fn is_internal(&self, heading: &str, of_prose: bool) -> bool {
        let heading = heading.to_lowercase().replace(['\'', '’'], "");
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|next: char| !next.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let listed = |list: &'static str| {
            self.files().filter_map(move |file| file.internal.get(list)).flatten()
        };
        let is = |list, word: &String| listed(list).any(|known| known.value == *word);
        let all = words(&heading);
        let spaced = format!(" {} ", all.join(" "));
        let refuses = all.iter().enumerate().any(|(at, word)| {
            is("refusals", word)
                && all[at + 1..].iter().take(REFUSED_WITHIN).any(|word| is("sharing", word))
        });
        let only = all.windows(2).any(|pair| pair[1] == "only" && is("readers", &pair[0]));
        let parted = heading.split(['(', ')', '[', ']', '–', '—', ':', '/', ',', '|']);
        let mut parts = parted.flat_map(|part| part.split(" - ")).map(words);
        let mut lone = || parts.any(|part| part.len() == 1 && is("alone", &part[0]));
        refuses
            || only
            || listed("phrases").any(|phrase| spaced.contains(&format!(" {} ", phrase.value)))
            || of_prose && lone()
    }

    /// The field named by a line about the rows next to it: "Sponsor: Chief Executive".
    pub(in crate::import::sheet) fn label(&self, kind: Kind, line: &str) -> Option<Field> {
        let (label, said) = line.split_once(':')?;
        let (field, rest) = self.field(kind, label)?;
        let names = [Field::Area, Field::Ref, Self::first(kind)];
        (rest.is_empty() && !said.trim().is_empty() && !names.contains(&field)).then_some(field)
    }

    /// Whether the first text of a row makes it a total: "Total: 8 actions".
    pub(in crate::import::sheet) fn is_total(&self, kind: Kind, said: &str) -> bool {
        let (small, bare) = (said.to_lowercase(), plain(said));
        let counts = |word: &Name| {
            let marked = small.strip_prefix(word.as_str()).map(str::trim_start);
            let rest = bare
                .strip_prefix(word.as_str())
                .filter(|rest| !rest.starts_with(char::is_alphanumeric));
            rest.map(str::trim_start).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with(|next: char| next.is_ascii_digit())
                    || marked.is_some_and(|rest| rest.starts_with(MARKS))
                    || self.field(kind, rest).is_some_and(|(field, _)| field == Self::first(kind))
            })
        };
        self.files().flat_map(|file| &file.total).any(counts)
    }

    /// The text after words for a continuation: "(continued) and agree it".
    pub(in crate::import::sheet) fn continued<'t>(&self, said: &'t str) -> Option<&'t str> {
        let words = self.files().flat_map(|file| &file.continued);
        let mut rests = words.filter_map(|word| {
            let start = said.get(..word.len())?;
            let rest = said.get(word.len()..)?;
            let is_it = start.to_lowercase() == word.value;
            (is_it && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
        });
        rests.next().map(|rest| rest.trim_start_matches(|next: char| !next.is_alphanumeric()))
    }

    /// Whether a cell says that there is nothing for its column: "N/A", "No impact yet".
    pub(in crate::import::sheet) fn is_nothing(
        &self,
        field: Field,
        heading: &str,
        said: &str,
    ) -> bool {
        let said = plain(said);
        if has(self.files().flat_map(|file| &file.nothing), &said) {
            return true;
        }
        let Some((no, rest)) = said.split_once(' ') else { return false };
        let names = format!("{} {}", plain(heading), field.word());
        let bare = |word: &str| word.trim_end_matches('s').to_owned();
        let is_named = |word: &str| names.split([' ', '-']).any(|name| bare(name) == bare(word));
        let is_more = |word: &str| has(self.files().flat_map(|file| &file.so_far), word);
        has(self.files().flat_map(|file| &file.no), no)
            && rest.split(' ').all(|word| is_named(word) || is_more(word))
    }

    /// Whether a heading says that its column is older than those next to it.
    pub(in crate::import::sheet) fn is_older(&self, heading: &str) -> bool {
        let words = plain(heading);
        let mut older = self.files().flat_map(|file| &file.older);
        older.any(|older| words.split(' ').any(|word| word == older.value))
    }

    /// Whether a text is the name of a column in tables that are not part of a plan.
    pub(in crate::import::sheet) fn is_other(&self, text: &str) -> bool {
        let text = plain(text);
        self.files().flat_map(|file| &file.others).any(|name| name.value == text)
    }

    /// Whether a text is the name of a column of any table.
    pub(in crate::import::sheet) fn is_heading(&self, text: &str) -> bool {
        let is_of = |kind| self.field(kind, text).is_some_and(|(_, rest)| rest.is_empty());
        self.is_other(text)
            || [Kind::Action, Kind::Milestone, Kind::Measure, Kind::Risk].into_iter().any(is_of)
    }

    /// Whether a heading says in brackets that ratings are below it: "Progress (RAG)".
    pub(in crate::import::sheet) fn is_rated(&self, heading: &str) -> bool {
        let inside = heading.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        let field = inside.and_then(|(inside, _)| self.field(Kind::Action, inside));
        field.is_some_and(|(field, rest)| field == Field::Status && rest.is_empty())
    }
}

/// Whether a text is among some words, ignoring case.
fn has<'n>(mut words: impl Iterator<Item = &'n Name>, said: &str) -> bool {
    words.any(|word| key(word) == said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new(None, None)
    }

    #[test]
    fn lines_that_say_something_of_a_table_are_no_titles() {
        let words = words();
        for line in [
            "Note: provisional",
            "Summary: 3 actions; 1 complete",
            "Prepared by the PMO, October 2026",
            "* Subject to Council approval",
            "Lead member: Cllr Pryce",
            "End of tracker",
        ] {
            assert!(words.is_aside(line), "{line}");
        }
        for line in [
            "Notable features",
            "Priority 1: Leadership",
            "End of life care",
            "Summary justice",
            "Chairs and members",
        ] {
            assert!(!words.is_aside(line), "{line}");
        }
        let label = |line: &str| words.label(Kind::Action, line);
        assert_eq!(label("Sponsor: Chief Executive"), Some(Field::Accountable));
        assert_eq!(label("Outcome: a balanced budget"), Some(Field::Success));
        for line in
            ["Priority: Money", "Outcome 1: Safe homes", "Action: none", "Lead:", "Money: less"]
        {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn totals_and_what_goes_on_are_told_from_actions() {
        let words = words();
        for said in ["TOTAL", "Total: 2 actions", "Total actions", "Sub-total 4", "Grand total – 9"]
        {
            assert!(words.is_total(Kind::Action, said), "{said}");
        }
        for said in ["Total review of roads", "Totally new homes", "Count the total"] {
            assert!(!words.is_total(Kind::Action, said), "{said}");
        }
        assert_eq!(words.continued("(continued) and agree it"), Some("and agree it"));
        assert_eq!(words.continued("Cont’d: and sell it"), Some("and sell it"));
        assert_eq!(words.continued("Continued support for carers"), None);
    }

    #[test]
    fn that_there_is_nothing_is_told_from_what_there_is() {
        let words = words();
        let nothing = |said: &str| words.is_nothing(Field::Impact, "Impact / so what?", said);
        for said in ["N/A", "None", "to follow", "Not yet known", "No impact yet", "TBC", "no"] {
            assert!(nothing(said), "{said}");
        }
        for said in
            ["No complaints to date", "None of 12 homes has damp", "Not one late", "Fewer falls"]
        {
            assert!(!nothing(said), "{said}");
        }
        assert!(words.is_nothing(Field::Evidence, "Evidence", "No evidence available"));
    }
}
