//! Looks up what columns, days, ratings and colours are called in spreadsheets, in the program's own list and the
//! user's.
//!
//! In come `templates/import/columns.toml` and the file given with `--map`; out comes [`Words`], which gives the
//! meaning of a heading or a word. Finding headings is left to [`table`](super::table), reading days to
//! [`day`](super::day).

mod columns;
mod key;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

use self::columns::Colour;
pub(super) use self::columns::common;
pub(crate) use self::columns::{Columns, check};
pub(super) use self::columns::{DayWords, Field, Kind};
pub(super) use self::key::{Key, Shade};

use crate::model::plan::{Better, Grade, Status};
use crate::model::scale::Scale;
use crate::read::record::Choice;
use crate::read::{Entries, Name};

/// The vocabulary for a run.
#[derive(Debug)]
pub(super) struct Words {
    common: Columns,
    own: Option<Columns>,
    /// The statuses by their words; the council's scale takes precedence over the common ones.
    statuses: BTreeMap<String, Status>,
    /// The statuses by the user's own words.
    told: BTreeMap<String, Status>,
    /// The workbook's own key to its colours and letters.
    key: Key,
    /// The names of columns, folded, by their first words; the user's come first.
    names: BTreeMap<String, Vec<(Kind, Field, String)>>,
    /// The names of colours, folded, each with its index among all colours; the user's come first.
    colours: BTreeMap<String, usize>,
    /// The words for "same as the cell above".
    again: BTreeSet<String>,
    /// The words for work that has ended, folded.
    ended: BTreeSet<String>,
}

impl Words {
    /// Combines the vocabulary of the program, of the user's file, and of the council's scale.
    pub(super) fn new(own: Option<Columns>, scale: Option<&Scale>) -> Self {
        let common = common();
        let words = |file: &Columns| -> Vec<(String, Status)> {
            let all =
                file.status.iter().filter_map(|(name, words)| Some((Status::named(name)?, words)));
            all.flat_map(|(status, words)| words.iter().map(move |word| (key(word), status)))
                .collect()
        };
        let mut statuses: BTreeMap<_, _> = words(&common).into_iter().collect();
        statuses.extend(Status::ALL.map(|status| (key(status.word()), status)));
        let levels = scale.iter().flat_map(|scale| &scale.level);
        statuses
            .extend(levels.filter_map(|level| Some((key(&level.label), *level.statuses.first()?))));
        let told = own.iter().flat_map(words).collect();
        let files = || own.iter().chain([&common]);
        let mut by_word: BTreeMap<String, Vec<(Kind, Field, String)>> = BTreeMap::new();
        for name in files().flat_map(names) {
            let first = name.2.split(' ').next().unwrap_or_default().to_owned();
            by_word.entry(first).or_default().push(name);
        }
        let all = files().flat_map(|file| &file.colour).enumerate();
        let called = all.flat_map(|(at, one)| one.names.iter().map(move |name| (key(name), at)));
        let mut colours = BTreeMap::new();
        for (name, at) in called {
            colours.entry(name).or_insert(at);
        }
        let again = files().flat_map(|file| &file.again).map(|word| word.value.clone()).collect();
        let ended = files().flat_map(|file| &file.ended).map(|word| key(word)).collect();
        Self {
            key: Key::default(),
            names: by_word,
            statuses,
            told,
            colours,
            again,
            ended,
            common,
            own,
        }
    }

    /// The user's file, then the program's.
    fn files(&self) -> impl Iterator<Item = &Columns> {
        self.own.iter().chain([&self.common])
    }

    /// The sheets that the user wants to be read; empty means all.
    pub(super) fn sheets(&self) -> &[Name] {
        self.own.as_ref().map_or(&[], |own| &own.sheets)
    }

    /// The row of the header, counted from 0, if the user gives it.
    pub(super) fn head(&self) -> Option<u32> {
        let row = self.own.as_ref()?.head?;
        u32::try_from(row - 1).ok()
    }

    /// The vocabulary for days.
    pub(super) fn days(&self) -> &DayWords {
        let days = self.files().find_map(|file| file.dates.as_ref());
        days.expect("the names that are part of the program have words of days, as a test says")
    }

    /// The field that the user assigns to a column, by its heading or its letters.
    pub(super) fn told(&self, heading: &str, letters: &str) -> Option<Field> {
        let own = self.own.as_ref()?;
        let heading = plain(heading);
        let mut told = own.columns.iter();
        let found = told.find(|(name, _)| {
            plain(name) == heading && !heading.is_empty() || name.value == letters
        });
        found.and_then(|(_, field)| Field::named(field))
    }

    /// The field that a heading names in a kind of table, and the words after that name.
    pub(super) fn field(&self, kind: Kind, heading: &str) -> Option<(Field, String)> {
        let heading = plain(heading);
        let names = self.names.get(heading.split(' ').next()?)?;
        let fitting = names.iter().filter(|(of, _, name)| {
            let rest = heading.strip_prefix(name.as_str()).filter(|_| *of == kind);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        // Of names of the same length the first counts, which may be the user's.
        let (_, field, name) = fitting.rev().max_by_key(|(.., name)| name.len())?;
        let rest = heading[name.len()..].trim().to_owned();
        // A name of one or two characters must be the whole heading.
        (rest.is_empty() || name.chars().count() > 2).then_some((*field, rest))
    }

    /// The main field of a kind of table, without which a row says nothing.
    pub(super) fn first(kind: Kind) -> Field {
        match kind {
            Kind::Action => Field::Action,
            Kind::Milestone => Field::Milestone,
            Kind::Measure => Field::Measure,
            Kind::Risk => Field::Risk,
        }
    }

    /// The status that a word, a letter or a symbol means.
    pub(super) fn status(&self, said: &str) -> Option<Status> {
        let whole = key(said);
        let known = |word: &str| match (self.told.get(word), self.by_key(word)) {
            (Some(told), _) => Some(*told),
            (None, Some(status)) => status,
            (None, None) => self.statuses.get(word).copied(),
        };
        known(&whole).or_else(|| {
            // "Green – on track", "G (on track)", "🟢 Green": the parts, if all known ones agree.
            let parts = said.split(['-', '–', '—', ':', '/', '(', ')', ',', '\n']).map(key);
            let parts: Vec<_> =
                parts.flat_map(|part| symbols(&part)).filter(|part| !part.is_empty()).collect();
            let found: Vec<_> = parts.iter().map(|part| known(part)).collect();
            let first = *found.first()?;
            first.filter(|_| parts.len() > 1 && found.iter().all(|one| *one == first))
        })
    }

    /// Whether a word says that work has ended, but not whether it was done.
    pub(super) fn is_ended(&self, said: &str) -> bool {
        self.ended.contains(&key(said))
    }

    /// Whether a cell means "same as above": "ditto".
    pub(super) fn is_again(&self, said: &str) -> bool {
        self.again.contains(said.to_lowercase().trim_end_matches('.'))
    }

    /// Whether a word beside a value marks it as provisional.
    pub(super) fn is_provisional(&self, said: &str) -> bool {
        let said = key(said);
        self.files().flat_map(|file| &file.provisional).any(|word| key(word) == said)
    }

    /// Whether a sheet's name is generic, apart from a number: "Sheet 1".
    pub(super) fn is_plain_sheet(&self, name: &str) -> bool {
        let plain = plain(name);
        let stem = plain.trim_end_matches(|next: char| next.is_ascii_digit() || next == ' ');
        self.files().flat_map(|file| &file.plain_sheets).any(|name| name.value == stem)
    }

    /// Whether the text of a cell is a tick.
    pub(super) fn is_tick(&self, said: &str) -> bool {
        let said = key(said);
        self.files().flat_map(|file| &file.ticks).any(|tick| key(tick) == said)
    }

    /// Whether a text is among the words for keys under `labels`, `heads` or `colours`.
    pub(super) fn is_of_key(&self, what: &str, text: &str) -> bool {
        let mut words = self.files().filter_map(|file| file.key.get(what)).flatten();
        words.any(|word| word.value == text)
    }

    /// The grade of a risk that a word means.
    pub(super) fn grade(&self, said: &str) -> Option<Grade> {
        self.files().find_map(|file| meaning(&file.grade, said)).and_then(Grade::named)
    }

    /// The direction that a word calls better.
    pub(super) fn better(&self, said: &str) -> Option<Better> {
        self.files().find_map(|file| meaning(&file.better, said)).and_then(Better::named)
    }

    /// The text after a phrase known by this name, in a line above a table; and whether the line begins with the
    /// phrase.
    pub(super) fn banner<'t>(&self, name: &str, text: &'t str) -> Option<(bool, &'t str)> {
        let small = text.to_lowercase();
        // If lower case changes the length, positions in both texts do not correspond.
        let small = if small.len() == text.len() { small } else { text.to_owned() };
        let all = self.files().filter_map(|file| file.banner.get(name)).flatten();
        let found = all.flat_map(|word| {
            let places = small.match_indices(word.as_str());
            places.filter_map(|(at, word)| {
                let rest = text.get(at + word.len()..)?;
                let before = text.get(..at)?;
                let apart = !before.ends_with(char::is_alphanumeric)
                    && !rest.starts_with(char::is_alphanumeric);
                apart.then_some((before.trim().is_empty(), rest))
            })
        });
        let found: Vec<_> = found.collect();
        found.into_iter().min_by_key(|(first, rest)| (!first, rest.len()))
    }
}

/// The folded names of columns in a file.
fn names(file: &Columns) -> Vec<(Kind, Field, String)> {
    let tables = file.table.iter().filter_map(|(kind, table)| Some((Kind::named(kind)?, table)));
    let fields = tables.flat_map(|(kind, table)| {
        let known = table.iter().filter_map(|(field, names)| Some((Field::named(field)?, names)));
        known.map(move |(field, names)| (kind, field, names))
    });
    let named = fields
        .flat_map(|(kind, field, names)| names.iter().map(move |name| (kind, field, plain(name))));
    named.collect()
}

/// The name under which a word is listed.
fn meaning<'w>(words: &'w Entries<Vec<Name>>, said: &str) -> Option<&'w str> {
    let said = key(said);
    let mut all = words.iter();
    let found = all.find(|(_, words)| words.iter().any(|word| key(word) == said));
    found.map(|(name, _)| name.value.as_str())
}

/// A heading folded for comparison: lower case, without brackets and their contents and without punctuation.
pub(super) fn plain(heading: &str) -> String {
    let mut open = 0usize;
    let mut plain = String::new();
    for next in heading.chars().flat_map(char::to_lowercase) {
        match next {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ if open > 0 => {}
            '\'' | '’' => {}
            _ if next.is_alphanumeric() => plain.push(next),
            _ if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

/// A word folded for looking up: lower case, without punctuation at its ends.
fn key(word: &str) -> String {
    let small = word.to_lowercase().replace(['-', '_', '’'], " ").replace('\u{fe0f}', "");
    let words: Vec<_> = small.split_whitespace().collect();
    words.join(" ").trim_matches(['.', ',', ';', ':', '!', '*', '"', ' ']).to_owned()
}

/// A text with its symbols separated: "🟢 green" gives "🟢" and "green".
fn symbols(text: &str) -> Vec<String> {
    let is_symbol =
        |next: char| !next.is_alphanumeric() && !next.is_ascii() && !next.is_whitespace();
    let symbols = text.chars().filter(|next| is_symbol(*next)).map(String::from);
    let words: String = text.chars().filter(|next| !is_symbol(*next)).collect();
    symbols.chain([key(&words)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;
    use crate::world::World;

    fn words() -> Words {
        Words::new(None, None)
    }

    #[test]
    fn the_names_that_are_part_of_the_program_can_be_meant() {
        let columns = check(common()).unwrap().silent();
        assert!(columns.dates.is_some_and(|days| days.months.len() == 12));
        for kind in [Kind::Action, Kind::Milestone, Kind::Measure, Kind::Risk] {
            assert!(
                columns
                    .table
                    .get(kind.word())
                    .is_some_and(|table| table.get(Words::first(kind).word()).is_some())
            );
        }
    }

    #[test]
    fn headings_are_known_in_their_usual_spellings() {
        let words = words();
        let field = |heading: &str| words.field(Kind::Action, heading);
        let known = |field| Some((field, String::new()));
        assert_eq!(field("Lead Officer (name & post)"), known(Field::Lead));
        assert_eq!(field("BY WHEN?"), known(Field::Due));
        assert_eq!(field("R.A.G."), known(Field::Status));
        assert_eq!(field("RAG\nstatus"), known(Field::Status));
        assert_eq!(
            field("Progress update – March 2026"),
            Some((Field::Update, "march 2026".into()))
        );
        assert_eq!(field("No."), known(Field::Ref));
        assert_eq!(field("Notable features"), None);
        assert_eq!(field("Budget"), None);
    }

    #[test]
    fn ratings_are_words_letters_symbols_and_fills() {
        let words = words();
        for (said, status) in [
            ("Green", Some(Status::OnTrack)),
            ("AMBER", Some(Status::AtRisk)),
            ("r", Some(Status::Behind)),
            ("On-track", Some(Status::OnTrack)),
            ("✔️", Some(Status::Complete)),
            ("🟢 Green", Some(Status::OnTrack)),
            ("Green – on track", Some(Status::OnTrack)),
            ("Amber/Green", None),
            ("mostly fine", None),
            ("", None),
        ] {
            assert_eq!(words.status(said), status, "{said}");
        }
        for (fill, status) in [
            ([0xFF, 0, 0], Some(Status::Behind)),
            ([0xFF, 0xC7, 0xCE], Some(Status::Behind)),
            ([0xFF, 0xC0, 0], Some(Status::AtRisk)),
            ([0xFF, 0xFF, 0], Some(Status::AtRisk)),
            ([0xFF, 0xEB, 0x9C], Some(Status::AtRisk)),
            ([0, 0xB0, 0x50], Some(Status::OnTrack)),
            ([0x92, 0xD0, 0x50], Some(Status::OnTrack)),
            ([0xC6, 0xEF, 0xCE], Some(Status::OnTrack)),
            ([0, 0x70, 0xC0], Some(Status::Complete)),
            ([0x70, 0x30, 0xA0], None),
            ([0xFF, 0xFF, 0xFF], None),
            ([0xD9, 0xD9, 0xD9], None),
        ] {
            assert_eq!(words.filled(fill), status, "{fill:02X?}");
        }
    }

    #[test]
    fn a_councils_scale_and_the_users_words_go_before_the_common_ones() {
        let own = "kind = \"columns\"\n[status]\nbehind = [\"purple\", \"Green\"]\n[columns]\n\"What we'll do\" = \"action\"\nH = \"skip\"\n";
        let own = read::<Columns>(World::builtin("own.toml"), own).unwrap().silent();
        let words = Words::new(Some(check(own).unwrap().silent()), None);
        assert_eq!(words.status("PURPLE"), Some(Status::Behind));
        assert_eq!(words.status("green"), Some(Status::Behind));
        assert_eq!(words.told("What we’ll do", "C"), Some(Field::Action));
        assert_eq!(words.told("Anything", "H"), Some(Field::Skip));
        assert_eq!(words.told("Anything", "C"), None);
    }

    #[test]
    fn names_that_cannot_be_meant_are_said_at_their_place() {
        let own = "kind = \"columns\"\n[columns]\nA = \"acton\"\n[status]\ndone = [\"x\"]\n";
        let own = read::<Columns>(World::builtin("own.toml"), own).unwrap().silent();
        let found = check(own).unwrap_err();
        assert!(found[0].message.starts_with("`acton` is not one of"), "{found:?}");
        assert_eq!(found[0].hints, ["did you mean \"action\"?"]);
        assert!(found[1].message.starts_with("`done` is not one of not-started"), "{found:?}");
    }
}
