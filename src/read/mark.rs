//! What can only have been meant as a mark that withholds, however it was mistyped: `{.exmpt-3}`, `{exempt 3`.

/// The keys and marks that say that something is not for publication.
pub(crate) const MARKS: [&str; 2] = ["exempt", "confidential"];

/// The letters and digits of a text in small letters, its dashes as hyphens: what it means, whatever was typed around
/// it, invisible characters among it.
pub(crate) fn bare(written: &str) -> String {
    let letter = |next: char| match next {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' => Some('-'),
        '-' => Some('-'),
        next if next.is_alphanumeric() => Some(next),
        _ => None,
    };
    written.chars().filter_map(letter).flat_map(char::to_lowercase).collect()
}

/// Whether the inside of brackets can only have been meant as a mark that withholds.
pub(crate) fn is_meant(inside: &str) -> bool {
    let bare = bare(inside);
    let word = bare.trim_end_matches(|next: char| next == '-' || next.is_ascii_digit());
    let near =
        |mark: &str| strsim::osa_distance(word, mark) <= 1 + usize::from(inside.starts_with('.'));
    near("exempt") && (word.len() < bare.len() || inside.starts_with('.')) || near("confidential")
}

/// The first mark that withholds, or that was meant to, in words in which none is read.
pub(crate) fn withholding(words: &str) -> Option<&str> {
    words.match_indices('{').find_map(|(at, _)| {
        let rest = words[at..].lines().next()?;
        let expression =
            rest.starts_with("{{") || rest.starts_with("{%") || words[..at].ends_with('{');
        let end = rest.find('}').unwrap_or(rest.len());
        let inside = bare(&rest[1..end]);
        let meant = is_meant(&rest[1..end]) || MARKS.iter().any(|mark| inside.contains(mark));
        (meant && !expression).then(|| &rest[..rest.len().min(end + 1)])
    })
}

/// Whether a text says of anything that it is not for publication, or can have been meant to.
pub(crate) fn is_mentioned(text: &str) -> bool {
    let invisible = |next: char| "\u{AD}\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".contains(next);
    let words = text.split(|next: char| !next.is_alphanumeric() && !invisible(next));
    words.map(bare).any(|word| {
        let near = |mark: &&str| word.contains(*mark) || strsim::osa_distance(&word, mark) <= 2;
        word.len() > 3 && MARKS.iter().any(near)
    })
}

/// The words of a text that can only have been meant as a mark, though they lack its braces: `.exempt-3`, `<.exempt-3>`,
/// `exempt-3}`. Each with the byte of the sign
/// that it starts with, which a backslash in Markdown lets be printed.
pub(crate) fn without_braces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part =
        |next: char| next.is_alphanumeric() || "-_.\u{2010}\u{2011}\u{2013}\u{2014}".contains(next);
    let mut at = 0;
    let words = text.split(move |next: char| !part(next)).map(move |word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word.trim_end_matches('.'))
    });
    words.filter_map(|(start, word)| {
        let after = text[start + word.len()..].starts_with('}');
        // What stands before a mark may run into it.
        let own = word.rfind('.').or_else(|| after.then(|| word.rfind("exempt")).flatten());
        let (start, word) = own.map_or((start, word), |own| (start + own, &word[own..]));
        let sign = match text[..start].chars().next_back() {
            Some(open) if sets_apart(open) => Some(start - open.len_utf8()),
            _ if word.starts_with('.') || after => Some(start),
            _ => None,
        }?;
        let line = text[..start].rsplit('\n').next().unwrap_or_default();
        let in_braces = line.rfind('{') > line.rfind('}');
        let says = word.starts_with('.') || word.contains(|next: char| next.is_ascii_digit());
        (says && is_meant(word) && !in_braces).then_some((sign, word))
    })
}

/// Whether a sign before a word can stand for the brace of a mark.
fn sets_apart(sign: char) -> bool {
    !sign.is_alphanumeric()
        && !sign.is_whitespace()
        && !"\\\"'`“”‘’/*_~=#&?@:,.!|-–—".contains(sign)
}
