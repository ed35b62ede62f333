//! What can only have been meant as a mark that withholds, however it was mistyped: `{.exmpt-3}`, `{exempt 3`.

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
        let meant = is_meant(&rest[1..end])
            || ["exempt", "confidential"].iter().any(|mark| inside.contains(mark));
        (meant && !expression).then(|| &rest[..rest.len().min(end + 1)])
    })
}
