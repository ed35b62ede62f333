//! Words that only say where something can be drawn, where nothing is drawn then.
//!
//! In come the decoded bytes of a content stream; out come the same with such words in invisible type, which they are.

use super::tokens::{Token, image_end, next};

/// Words that are set as a clip.
struct Clip {
    /// Where the mode stands that says so.
    mode: std::ops::Range<usize>,
    /// How many states were saved before.
    depth: usize,
    /// Whether something is drawn where they let it.
    shows: bool,
}

/// The content with all clips of words in invisible type through which nothing is drawn, if there are any.
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

/// Whether a content may have words that are a clip; most have none.
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
