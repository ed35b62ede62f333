//! Decides where lines may break inside words, and where they may not.
//!
//! A text comes in; its parts go out, for each output to write in its own way. Nothing is added to the text.

mod bound;

use std::ops::Range;

use minijinja::{Value, context};

use self::bound::bound;

/// The most characters of a word that is never broken; a longer one, such as an address, may be.
const UNBREAKABLE: usize = 24;

/// The most characters of an address' segment that stays whole, and of the pieces of a longer one.
const PIECES: (usize, usize) = (12, 8);

/// A part of a text, as lines may divide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words that Typst divides into lines.
    Words(&'a str),
    /// A place in a long word where a line may break.
    Break,
    /// A negative sum, such as `−£3,688,000`: Typst would break it after its sign.
    Sum(&'a str),
    /// Words that stay on one line where they fit: a date, a number with what it counts.
    Bound(&'a str),
}

/// The parts of a text, in order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for range in bound(text) {
        parts.extend(unbound(&text[start..range.start]));
        start = range.end;
        parts.push(Part::Bound(&text[range]));
    }
    parts.extend(unbound(&text[start..]));
    if parts.is_empty() {
        parts.push(Part::Words(text));
    }
    parts
}

/// The parts of code, in order. A word with a hyphen, such as `--yes`, stays on one line, since it would read
/// differently when broken there.
pub(super) fn coded(code: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in code.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.contains('-') && bare.chars().count() <= UNBREAKABLE {
            parts.extend(unbound(&code[start..at]));
            parts.push(Part::Bound(bare));
            start = at + bare.len();
        }
        at += word.len();
    }
    parts.extend(unbound(&code[start..]));
    if parts.is_empty() {
        parts.push(Part::Words(code));
    }
    parts
}

/// The parts of words that are not bound together.
fn unbound(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.chars().count() > UNBREAKABLE {
            for end in ends(bare).into_iter().map(|end| at + end) {
                parts.extend([Part::Words(&text[start..end]), Part::Break]);
                start = end;
            }
        } else if let Some(sum) = sum(bare) {
            parts.extend((at > start).then(|| Part::Words(&text[start..at])));
            parts.push(Part::Sum(sum));
            start = at + sum.len();
        }
        at += word.len();
    }
    if start < text.len() {
        parts.push(Part::Words(&text[start..]));
    }
    parts
}

/// Inlines in which neighbouring texts that should stay on one line, such as a figure from data and the word after
/// it, become one inline of kind `bound`. A text from data is never cut.
pub(super) fn joined(inlines: &Value) -> Value {
    let all: Vec<Value> = inlines.try_iter().into_iter().flatten().collect();
    let words = |item: &Value| {
        let is_text = item.get_attr("kind").is_ok_and(|kind| kind.as_str() == Some("text"));
        let text = item.get_attr("text").ok().filter(|_| is_text)?;
        text.as_str().map(str::to_owned)
    };
    let runs = all.chunk_by(|one, next| words(one).is_some() && words(next).is_some());
    runs.flat_map(|run| match run {
        [only] => vec![only.clone()],
        run => {
            let texts = run.iter().map(|item| (words(item).unwrap_or_default(), item));
            across(&texts.collect::<Vec<_>>())
        }
    })
    .collect()
}

/// Consecutive texts, with those that stay on one line joined.
fn across(texts: &[(String, &Value)]) -> Vec<Value> {
    let whole: String = texts.iter().map(|(text, _)| text.as_str()).collect();
    let mut end = 0;
    let places: Vec<_> = texts
        .iter()
        .map(|(text, item)| {
            let start = end;
            end += text.len();
            let is_data = item.get_attr("source").is_ok_and(|source| source.is_true());
            (start..end, is_data, *item)
        })
        .collect();
    let mut crossing = bound(&whole);
    crossing.retain(|bound| {
        let first = places.partition_point(|(place, ..)| place.end <= bound.start);
        let touched = places[first..].iter().take_while(|(place, ..)| place.start < bound.end);
        let is_whole = |place: &Range<usize>| bound.start <= place.start && place.end <= bound.end;
        touched.clone().nth(1).is_some()
            && touched.into_iter().all(|(place, is_data, _)| !is_data || is_whole(place))
    });
    let mut joined: Vec<(Option<usize>, Vec<Value>)> = Vec::new();
    for (place, _, item) in places {
        let first = crossing.partition_point(|bound| bound.end <= place.start);
        let inside = crossing[first..].iter().take_while(|bound| bound.start < place.end);
        let mut cuts = vec![place.start, place.end];
        let ends = inside.flat_map(|bound| [bound.start, bound.end]);
        cuts.extend(ends.filter(|cut| place.start < *cut && *cut < place.end));
        cuts.sort_unstable();
        for piece in cuts.windows(2).map(|cuts| cuts[0]..cuts[1]) {
            let at = crossing.partition_point(|bound| bound.end <= piece.start);
            let group = crossing.get(at).filter(|bound| bound.start <= piece.start).map(|_| at);
            let said = match piece == place {
                true => item.clone(),
                false => context! { kind => "text", text => &whole[piece] },
            };
            match joined.last_mut().filter(|(last, _)| group.is_some() && *last == group) {
                Some((_, inside)) => inside.push(said),
                None => joined.push((group, vec![said])),
            }
        }
    }
    let value = |(group, inside): (Option<usize>, Vec<Value>)| match group {
        Some(_) => vec![context! { kind => "bound", content => inside }],
        None => inside,
    };
    joined.into_iter().flat_map(value).collect()
}

/// The word itself, if it is a negative sum of money.
fn sum(word: &str) -> Option<&str> {
    let after = word.trim_start_matches(['(', '[']).strip_prefix(['-', '−', '–'])?;
    after.starts_with(['£', '€', '$']).then_some(word)
}

/// The ends of the pieces of a long word, without the last: those of an address' segments, and within segments that
/// are still long.
fn ends(word: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut segment: Vec<usize> = Vec::new();
    let (longest, piece) = PIECES;
    let mut close = |segment: &mut Vec<usize>, end: usize| {
        if segment.len() > longest {
            let pieces = segment.len().div_ceil(piece);
            let inner = (1..pieces).filter_map(|n| segment.get(n * segment.len() / pieces));
            ends.extend(inner.copied());
        }
        ends.push(end);
        segment.clear();
    };
    let mut before = None;
    for (at, next) in word.char_indices() {
        // Typst never breaks a line before a punctuation mark. `https://` alone at the end of a line says nothing.
        let marked = before.is_some_and(|before: char| before.is_ascii_punctuation());
        let begun = word[..at].contains(char::is_alphanumeric);
        if marked && begun && next.is_alphanumeric() {
            match word[..at].ends_with("://") {
                true => segment.clear(),
                false => close(&mut segment, at),
            }
        }
        // No line starts with a combining mark that belongs to the letter before it.
        if next.is_alphanumeric() || next.is_ascii() {
            segment.push(at);
        }
        before = Some(next);
    }
    close(&mut segment, word.len());
    ends.pop();
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text with a bar where a line may break, and brackets around what stays together.
    fn shown(text: &str) -> String {
        marked(parts(text))
    }

    /// Parts shown in this way.
    fn marked(parts: Vec<Part<'_>>) -> String {
        let shown = parts.into_iter().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Break => "|".to_owned(),
            Part::Sum(sum) => format!("[{sum}]"),
            Part::Bound(words) => format!("⟨{words}⟩"),
        });
        shown.collect()
    }

    #[test]
    fn addresses_break_where_their_parts_end() {
        let address = "https://www.example.gov.uk/libraries/opening-times?branch=north";
        assert_eq!(
            shown(address),
            "https://www.|example.|gov.|uk/|libraries/|opening-|times?|branch=|north"
        );
        let longer = "https://sheffield.example.gov.uk/a";
        assert_eq!(shown(longer), "https://sheffield.|example.|gov.|uk/|a");
        let mail = "see libraries.and.archives.administration@example.gov.uk now";
        assert_eq!(
            shown(mail),
            "see libraries.|and.|archives.|adminis|tration@|example.|gov.|uk now"
        );
    }

    #[test]
    fn words_that_fit_a_line_stay_whole() {
        assert_eq!(shown("Overview and scrutiny, 1,000,000."), "Overview and scrutiny, 1,000,000.");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn a_sum_stays_with_its_sign() {
        assert_eq!(shown("It was −£3.7m (-£1)."), "It was [−£3.7m] [(-£1).]");
        assert_eq!(shown("a fall of -4.5%"), "a fall of -4.5%");
    }

    /// Inlines in a line, each in its brackets: `{}` for data, `⟨⟩` for what is bound.
    fn lined(inlines: &Value) -> String {
        let inlines = inlines.try_iter().unwrap();
        let shown = inlines.map(|item| match item.get_attr("kind").unwrap().as_str() {
            Some("bound") => format!("⟨{}⟩", lined(&item.get_attr("content").unwrap())),
            Some("text") => {
                let is_data = item.get_attr("source").is_ok_and(|source| source.is_true());
                let text = item.get_attr("text").unwrap();
                if is_data { format!("{{{text}}}") } else { text.to_string() }
            }
            _ => "*".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn what_several_texts_say_is_bound_and_no_figure_is_cut() {
        let text = |text: &str| context! { kind => "text", text => text };
        let data = |text: &str| context! { kind => "text", text => text, source => "x" };
        let shown = |inlines: Vec<Value>| lined(&joined(&inlines.into()));
        assert_eq!(
            shown(vec![text("within "), data("20"), text(" weeks (page "), data("4"), text(").")]),
            "within ⟨{20} weeks⟩ ⟨(page {4}).⟩"
        );
        assert_eq!(
            shown(vec![text("in "), data("5"), text(" of "), data("8"), text(" areas")]),
            "in {5} of ⟨{8} areas⟩"
        );
        assert_eq!(shown(vec![data("Team and 20"), text(" weeks")]), "{Team and 20} weeks");
        assert_eq!(shown(vec![text("due "), data("31 March 2020")]), "due {31 March 2020}");
        assert_eq!(shown(vec![text("page "), context! { kind => "break" }, text("4")]), "page *4");
    }

    #[test]
    fn a_word_of_code_is_not_parted_at_its_hyphens() {
        let code = |text| marked(coded(text));
        assert_eq!(code("papers check --accepted x"), "papers check ⟨--accepted⟩ x");
        assert_eq!(code("on 3 May"), "on 3 May");
        assert_eq!(code(""), "");
        assert_eq!(code("--with-a-name-of-many-letters"), "--with-|a-|name-|of-|many-|letters");
    }

    #[test]
    fn what_is_bound_stands_between_other_parts() {
        assert_eq!(
            shown("a fall of -4.5% in 20 weeks, −£3.7m"),
            "a fall of -4.5% in ⟨20 weeks,⟩ [−£3.7m]"
        );
    }

    proptest! {
        #[test]
        fn parts_are_the_text(text in "[a-z£−/ .@é\u{301}\u{a0}]{0,90}|([A-Z]?[a-z0-9.]{0,3} ){0,30}") {
            prop_assert_eq!(shown(&text).replace(['|', '[', ']', '⟨', '⟩'], ""), text);
        }
    }
}
