//! Makes Word number paragraphs by itself, with the numbers that the document has.
//!
//! The labels of a document as printed come in, in order; the lists of a Word file and the position of each label in
//! them go out. A label joins a list only where Word's own counting would give that label: so numbers are right, and
//! stay right when a colleague inserts a paragraph. Where counting does not give a label, such as after withheld
//! paragraphs, another list begins at it; where no list can give it, the label is plain text.

use serde::Serialize;

use super::piece::Listed;
use crate::model::style::pattern;

/// The levels of a list in Word.
const LEVELS: usize = 9;

/// The lists of a file.
#[derive(Debug, Default, Serialize)]
pub(super) struct Numbers {
    /// The kinds of list: how they look and count.
    kinds: Vec<Kind>,
    /// The lists, each with its kind.
    lists: Vec<List>,
    /// The lists that headings and paragraphs are counted in, the newest last.
    #[serde(skip)]
    counting: Vec<Counting>,
}

/// The look of a kind of list.
#[derive(Debug, PartialEq, Serialize)]
struct Kind {
    levels: Vec<Level>,
}

/// A list of a kind, which counts by itself.
#[derive(Debug, Serialize)]
struct List {
    kind: usize,
    /// The level and the number at which it begins; `None` where the kind says so.
    begins: Option<(usize, usize)>,
}

/// The counting of one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Level {
    /// The level, from 0.
    level: usize,
    script: Script,
    /// The label, with `%1` for the number of the first level.
    text: String,
    start: usize,
    left: i32,
    hanging: i32,
    /// The kind of thing numbered on it.
    #[serde(skip)]
    of: String,
}

/// The script of numbers, by Word's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum Script {
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Bullet,
}

/// The state of counting in a list.
#[derive(Debug)]
struct Counting {
    list: usize,
    levels: Vec<Level>,
    counts: [Option<usize>; LEVELS],
}

impl Numbers {
    /// The list position of the label of a heading or paragraph. `of` is the kind of heading or paragraph, `left` its
    /// indent and `hanging` the space for the number.
    pub(super) fn numbered(&mut self, label: &str, of: &str, left: i32, hanging: i32) -> Listed {
        for at in (0..self.counting.len()).rev() {
            let counting = &self.counting[at];
            let fits = |level: &&Level| level.of == of && level.left == left;
            let found = counting.levels.iter().filter(fits).find_map(|level| {
                let counts = counting.next(level.level);
                (counting.label(level.level, &counts) == label).then_some((level.level, counts))
            });
            if let Some((level, counts)) = found {
                self.counting[at].counts = counts;
                return Listed { list: self.counting[at].list, level };
            }
        }
        let counted = counted(label);
        let level = |level, script, text, start| Level {
            level,
            script,
            text,
            start,
            left,
            hanging,
            of: of.to_owned(),
        };
        // A number within those of a list that is being counted is a deeper level of it.
        for counting in self.counting.iter_mut().rev() {
            let within = counted.len().saturating_sub(1);
            if within == 0 || within >= LEVELS || counting.levels.len() != within {
                continue;
            }
            let Some((script, number)) = counted.last().and_then(|last| last.first()) else {
                continue;
            };
            let text: String = pieces(label, &counted);
            counting.levels.push(level(within, *script, text, *number));
            let counts = counting.next(within);
            if counting.label(within, &counts) == label {
                counting.counts = counts;
                self.kinds[self.lists[counting.list].kind].levels = counting.levels.clone();
                return Listed { list: counting.list, level: within };
            }
            counting.levels.pop();
        }
        let first = last_counted(label).into_iter().find_map(|(script, text, number)| {
            let own = level(0, script, text, number);
            let counting = Counting { list: 0, levels: vec![own], counts: [None; LEVELS] };
            let counts = counting.next(0);
            (counting.label(0, &counts) == label).then_some((counting, counts))
        });
        let (mut counting, counts) = first.unwrap_or_else(|| {
            let own = level(0, Script::Bullet, label.to_owned(), 1);
            (Counting { list: 0, levels: vec![own], counts: [None; LEVELS] }, [None; LEVELS])
        });
        counting.counts = counts;
        counting.list = self.begin(counting.levels.clone(), None, false);
        let listed = Listed { list: counting.list, level: 0 };
        self.counting.push(counting);
        listed
    }

    /// The list positions of the labels of a list, `depth` levels deep in others.
    pub(super) fn list(
        &mut self,
        labels: &[&str],
        depth: usize,
        left: i32,
        hanging: i32,
    ) -> Vec<Listed> {
        let depth = depth.min(LEVELS - 1);
        let level = |script, text, start| Level {
            level: depth,
            script,
            text,
            start,
            left,
            hanging,
            of: String::new(),
        };
        let first = labels.first().copied().unwrap_or_default();
        let counts = last_counted(first).into_iter().find(|(script, text, start)| {
            let label = |n| text.replace("%1", &script.written(start + n));
            labels.iter().enumerate().all(|(n, own)| label(n) == *own)
        });
        if let Some((script, text, start)) = counts {
            let text = text.replace("%1", &format!("%{}", depth + 1));
            let list = self.begin(vec![level(script, text, start)], Some((depth, start)), true);
            return labels.iter().map(|_| Listed { list, level: depth }).collect();
        }
        let own = |label: &&str| {
            let own = level(Script::Bullet, (*label).to_owned(), 1);
            Listed { list: self.begin(vec![own], None, true), level: depth }
        };
        labels.iter().map(own).collect()
    }

    /// Begins a list with these levels. A `shared` one can be the same as an earlier list of its kind; one that
    /// counts never is.
    fn begin(&mut self, levels: Vec<Level>, begins: Option<(usize, usize)>, shared: bool) -> usize {
        let kind = Kind { levels };
        let known = self.kinds.iter().position(|known| shared && *known == kind);
        let kind = known.unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        let same = |list: &List| shared && list.kind == kind && list.begins.is_none();
        match self.lists.iter().position(same).filter(|_| begins.is_none()) {
            Some(list) => list,
            None => {
                self.lists.push(List { kind, begins });
                self.lists.len() - 1
            }
        }
    }
}

impl Counting {
    /// The counts after one more item on a level, as Word counts.
    fn next(&self, level: usize) -> [Option<usize>; LEVELS] {
        let mut counts = self.counts;
        let start = self.levels.iter().find(|own| own.level == level).map_or(1, |own| own.start);
        counts[level] = Some(counts[level].map_or(start, |count| count + 1));
        counts[level + 1..].fill(None);
        counts
    }

    /// The label that Word prints on a level.
    fn label(&self, level: usize, counts: &[Option<usize>; LEVELS]) -> String {
        let own = self.levels.iter().find(|own| own.level == level);
        let mut label = own.map(|own| own.text.clone()).unwrap_or_default();
        for other in &self.levels {
            let count = counts[other.level].unwrap_or(other.start);
            label = label.replace(&format!("%{}", other.level + 1), &other.script.written(count));
        }
        label
    }
}

impl Script {
    /// A number as Word writes it: after z come aa, bb and cc.
    fn written(self, number: usize) -> String {
        let letters = |first: u8| {
            let (times, at) = ((number.max(1) - 1) / 26 + 1, (number.max(1) - 1) % 26);
            char::from(first + at as u8).to_string().repeat(times.min(LEVELS))
        };
        match self {
            Self::Decimal => number.to_string(),
            Self::LowerLetter => letters(b'a'),
            Self::UpperLetter => letters(b'A'),
            Self::LowerRoman => pattern::label("i", number),
            Self::UpperRoman => pattern::label("I", number),
            Self::Bullet => String::new(),
        }
    }
}

/// The parts of a label that count, from the left, each with the numbers that it can be.
fn counted(label: &str) -> Vec<Vec<(Script, usize)>> {
    parts(label).into_iter().map(|(at, length)| readings(&label[at..at + length])).collect()
}

/// A label with `%1`, `%2` and so on in place of its counting parts.
fn pieces(label: &str, counted: &[Vec<(Script, usize)>]) -> String {
    let mut text = String::new();
    let mut end = 0;
    for ((at, length), n) in parts(label).into_iter().zip(1..=counted.len()) {
        text.push_str(&label[end..at]);
        text.push_str(&format!("%{n}"));
        end = at + length;
    }
    text + &label[end..]
}

/// The numbers that the last part of a label can be, each with the label around it and `%1` in its place.
fn last_counted(label: &str) -> Vec<(Script, String, usize)> {
    let Some((at, length)) = parts(label).pop() else { return Vec::new() };
    let (before, after) = (&label[..at], &label[at + length..]);
    if before.contains('%') || after.contains('%') {
        return Vec::new();
    }
    let readings = readings(&label[at..at + length]).into_iter();
    readings.map(|(script, number)| (script, format!("{before}%1{after}"), number)).collect()
}

/// The offset and length of each counting part of a label: digits, or letters.
fn parts(label: &str) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut before = None;
    for (at, next) in label.char_indices() {
        let is = |next: char| match next {
            next if next.is_ascii_digit() => Some(0),
            next if next.is_alphabetic() => Some(1),
            _ => None,
        };
        let (kind, last) = (is(next), before.and_then(is));
        match parts.last_mut() {
            Some((_, length)) if kind.is_some() && kind == last => *length += next.len_utf8(),
            _ if kind.is_some() => parts.push((at, next.len_utf8())),
            _ => {}
        }
        before = Some(next);
    }
    parts.retain(|(at, length)| !readings(&label[*at..at + length]).is_empty());
    parts
}

/// The numbers that a part of a label can be, the likeliest first.
fn readings(part: &str) -> Vec<(Script, usize)> {
    if let Ok(number) = part.parse() {
        return if part.starts_with('0') { Vec::new() } else { vec![(Script::Decimal, number)] };
    }
    let small = part.to_ascii_lowercase();
    let (letter, roman) = match part {
        _ if part == small => (Script::LowerLetter, Script::LowerRoman),
        _ if part == part.to_ascii_uppercase() => (Script::UpperLetter, Script::UpperRoman),
        _ => return Vec::new(),
    };
    let mut readings = Vec::new();
    if small.len() == 1 && small.as_bytes()[0].is_ascii_lowercase() {
        readings.push((letter, usize::from(small.as_bytes()[0] - b'a') + 1));
    }
    let is_roman = small.bytes().all(|digit| b"ivxlc".contains(&digit));
    let number = (1..400).filter(|_| is_roman).find(|n| pattern::label("i", *n) == small);
    match number {
        // A list that begins with i counts in Roman numerals.
        Some(1) => readings.insert(0, (roman, 1)),
        Some(number) => readings.push((roman, number)),
        None => {}
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels that Word prints at list positions.
    fn printed(numbers: &Numbers, places: &[Listed]) -> Vec<String> {
        let mut counts = vec![[None; LEVELS]; numbers.kinds.len()];
        let mut begun = vec![false; numbers.lists.len()];
        let label = |place: &Listed| {
            let list = &numbers.lists[place.list];
            let mut counting = Counting {
                list: place.list,
                levels: numbers.kinds[list.kind].levels.clone(),
                counts: counts[list.kind],
            };
            if let Some((level, start)) = list.begins.filter(|_| !begun[place.list]) {
                counting.counts[level] = start.checked_sub(1);
            }
            begun[place.list] = true;
            counts[list.kind] = counting.next(place.level);
            counting.label(place.level, &counts[list.kind])
        };
        places.iter().map(label).collect()
    }

    #[test]
    fn word_counts_the_numbers_of_a_paper() {
        let labels =
            ["1.", "1.1", "1.2", "2.", "2.1", "2.1.1", "2.1.2", "2.2", "2.5", "2.6", "3.", "3.1"];
        let mut numbers = Numbers::default();
        let places: Vec<_> = labels
            .iter()
            .map(|label| {
                let parts = label.trim_end_matches('.').split('.').count();
                numbers.numbered(label, &format!("level {parts}"), 0, 500)
            })
            .collect();
        assert_eq!(printed(&numbers, &places), labels);
        // Withheld paragraphs leave a gap, after which another list continues; the next section counts as before.
        assert_eq!(places[8].list, places[9].list);
        assert_eq!((places[0].list, places[11]), (places[10].list, places[1]));
        assert_ne!(places[7].list, places[8].list);
    }

    #[test]
    fn word_counts_the_labels_of_lists() {
        for labels in [
            vec!["a)", "b)", "c)"],
            vec!["i.", "ii.", "iii.", "iv."],
            vec!["c.", "d."],
            vec!["(v)"],
            vec!["•", "•"],
            vec!["A1", "A2"],
            vec!["z.", "aa.", "ab."],
            vec!["Part 9:", "Part 10:"],
            vec!["100 %", "101 %"],
        ] {
            let mut numbers = Numbers::default();
            let mut places = numbers.list(&labels, 0, 0, 300);
            places.extend(numbers.list(&labels, 0, 0, 300));
            let twice = [&labels[..], &labels[..]].concat();
            assert_eq!(printed(&numbers, &places), twice);
        }
    }
}
