//! Makes words invisible that serve only as a clipping path through which nothing is drawn.
//!
//! In come the decoded bytes of a content stream; out come the same bytes with such words in invisible type.

use super::tokens::{Token, image_end, next};

/// Words that are set as a clipping path.
struct Clip {
    /// Where the text rendering mode that makes them one is set.
    mode: std::ops::Range<usize>,
    /// How many graphics states were saved when it was set.
    depth: usize,
    /// Whether anything is drawn through them.
    shows: bool,
}

/// Returns the content with clips of words through which nothing is drawn set in invisible type; `None` if there are
/// none.
pub(in crate::assemble) fn without_blind_clips(bytes: &[u8]) -> Option<Vec<u8>> {
    if !has_clips(bytes) {
        return None;
    }
    let (mut open, mut blind): (Vec<Clip>, Vec<Clip>) = (Vec::new(), Vec::new());
    let mut modes = vec![false];
    let (mut at, mut last) = (0, 0..0);
    while let Some((token, end)) = next(bytes, at) {
        at = end;
        let operator = match token {
            Token::Operator(range) => &bytes[range],
            Token::Operand(range) => {
                last = range;
                continue;
            }
            Token::Name(_) | Token::Dictionary(_) => continue,
        };
        let depth = modes.len();
        let is_clip = modes.last().is_some_and(|clip| *clip);
        match operator {
            b"q" => modes.push(is_clip),
            b"Q" if depth > 1 => {
                modes.pop();
                let (kept, gone) = open.into_iter().partition(|clip| clip.depth < depth);
                open = kept;
                blind.extend::<Vec<Clip>>(gone);
            }
            b"Tr" => {
                let clips = &bytes[last.clone()] == b"7";
                if clips {
                    open.push(Clip { mode: last.clone(), depth, shows: false });
                }
                modes.pop();
                modes.push(clips);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" if is_clip => {}
            b"Tj" | b"TJ" | b"'" | b"\"" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
            | b"S" | b"s" | b"sh" | b"Do" => open.iter_mut().for_each(|clip| clip.shows = true),
            b"ID" => {
                at = image_end(bytes, end);
                open.iter_mut().for_each(|clip| clip.shows = true);
            }
            _ => {}
        }
    }
    blind.extend(open);
    blind.retain(|clip| !clip.shows);
    let mut plain = bytes.to_vec();
    for clip in &blind {
        plain[clip.mode.clone()].copy_from_slice(b"3");
    }
    (!blind.is_empty()).then_some(plain)
}

/// Whether a content may use words as a clip (`7 Tr`), which most do not.
fn has_clips(bytes: &[u8]) -> bool {
    let places = bytes.windows(2).enumerate().filter(|(_, pair)| pair == b"Tr");
    let mut before = places.map(|(at, _)| bytes[..at].trim_ascii_end());
    before.any(|before| before.ends_with(b"7"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clips_through_which_nothing_is_drawn_are_invisible() {
        for (content, expected) in [
            ("BT 7 Tr (a) Tj ET", Some("BT 3 Tr (a) Tj ET")),
            ("q BT 7 Tr (a) Tj ET Q 0 0 9 9 re f", Some("q BT 3 Tr (a) Tj ET Q 0 0 9 9 re f")),
            ("q BT 7 Tr (a) Tj ET 0 0 9 9 re f Q", None),
            ("q 7 Tr q BT (a) Tj ET Q Q", Some("q 3 Tr q BT (a) Tj ET Q Q")),
            ("BT 7 Tr (a) Tj ET /X Do", None),
            ("BT 0 Tr (a) Tj ET", None),
        ] {
            let found = without_blind_clips(content.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{content}");
        }
    }
}
