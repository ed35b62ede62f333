//! Finds the unit of a row in a file that may not be valid TOML.
//!
//! The text of a file and the offset of a value come in; the `unit` of the brackets around the value goes out, or
//! that of its group, or of the group that this belongs to. What a unit means is left to [`scalar`](super::scalar).

use super::statement::is_header;

/// The unit of the row that a byte of a text is in, if there is one. Bytes outside the text have none.
pub(in crate::read) fn unit_at(text: &str, at: usize) -> Option<&str> {
    text.get(at..)?;
    let lines = || {
        let mut start = 0;
        text.split_inclusive('\n').map(move |line| {
            start += line.len();
            (start - line.len(), line)
        })
    };
    let headers: Vec<(usize, &str)> = lines()
        .filter(|(_, line)| is_header(line))
        .map(|(start, line)| (start, named(line)))
        .collect();
    let own = headers.partition_point(|(start, _)| *start <= at);
    let group = |index: Option<usize>| {
        let start = index.map_or(0, |index| headers[index].0);
        let next = index.map_or(0, |index| index + 1);
        start..headers.get(next).map_or(text.len(), |(start, _)| *start)
    };
    let own = own.checked_sub(1);
    let brackets = bracketed(&text[group(own)], at - group(own).start);
    let of_group = |index| {
        let range = group(index);
        text[range].lines().find_map(unit_in)
    };
    brackets
        .and_then(|inside| inside.split([',', '\n']).find_map(unit_in))
        .or_else(|| of_group(own))
        .or_else(|| {
            let mut name = headers[own?].1;
            while let Some((parent, _)) = name.rsplit_once('.') {
                let above = headers[..own?].iter().rposition(|(_, name)| *name == parent);
                if let Some(unit) = above.and_then(|above| of_group(Some(above))) {
                    return Some(unit);
                }
                name = parent;
            }
            None
        })
}

/// The name in the square brackets of a line.
fn named(line: &str) -> &str {
    let inside = line.trim().trim_start_matches('[');
    inside.split([']', '#']).next().unwrap_or_default().trim()
}

/// The text in the curly brackets around a byte.
fn bracketed(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind(['{', '}']).filter(|start| text[*start..].starts_with('{'))?;
    let end = text[at..].find('}').map_or(text.len(), |end| at + end);
    Some(&text[start + 1..end])
}

/// The unit in a pair, if its key is `unit`.
fn unit_in(pair: &str) -> Option<&str> {
    let (key, value) = pair.split_once('=')?;
    let value = value.trim_start().strip_prefix(['"', '\''])?;
    (key.trim() == "unit").then(|| value.split(['"', '\'']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_that_of_the_brackets_of_the_group_or_of_the_one_above() {
        let text = "unit = '£'\n[[table]]\nunit = \"£m\"\nrow = [\n  { value = A },\n  { value = B, unit = '%' },\n]\n\
            [[table.row]]\nvalue = C\n[[table]]\n[[table.row]]\nvalue = D\n";
        let unit = |value: &str| unit_at(text, text.find(value).unwrap());
        assert_eq!(["A", "B", "C", "D"].map(unit), [Some("£m"), Some("%"), Some("£m"), None]);
        assert_eq!((unit_at("", 3), unit_at("", 0)), (None, None));
    }
}
