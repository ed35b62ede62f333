//! Finds faults in JPEG 2000 pictures.
//!
//! In come the bytes of one; out goes whether PDF/A allows it (ISO 19005-2, 6.2.8.3). Its header is a row of boxes
//! that give the number of its channels, their colour space and their bits.

/// The fewest and the most bits of a colour.
const BITS: std::ops::RangeInclusive<u8> = 1..=38;

/// CIEJab, the colour space that PDF/A does not allow.
const CIE_JAB: u32 = 19;

/// Whether PDF/A allows this picture. `says_colours` is whether the PDF itself gives the colour space.
pub(super) fn is_archival(bytes: &[u8], says_colours: bool) -> bool {
    let Some(head) = boxes(bytes).find_map(|(kind, own)| (kind == b"jp2h").then_some(own)) else {
        return false;
    };
    let of = |wanted: &'static [u8; 4]| {
        boxes(head).filter_map(move |(kind, own)| (kind == wanted).then_some(own))
    };
    let Some(size) = of(b"ihdr").next() else { return false };
    let (Some(&[high, low]), Some(&bits)) = (size.get(8..10), size.get(10)) else { return false };
    let channels = u16::from_be_bytes([high, low]);
    let has_bits = |bits: &u8| BITS.contains(&((bits & 0x7F) + 1));
    let bits_fit = match bits {
        0xFF => of(b"bpcc").next().is_some_and(|all| {
            all.iter().all(has_bits) && all.windows(2).all(|two| two[0] == two[1])
        }),
        bits => has_bits(&bits),
    };
    matches!(channels, 1 | 3 | 4) && bits_fit && (says_colours || has_colours(of(b"colr")))
}

/// Whether the colour specifications name one preferred colour space, and PDF/A allows it.
fn has_colours<'a>(said: impl Iterator<Item = &'a [u8]>) -> bool {
    let said: Vec<&[u8]> = said.collect();
    let best = said.iter().filter(|one| one.get(2) == Some(&1)).count();
    if said.len() > 1 && best != 1 {
        return false;
    }
    let used = said.iter().find(|one| said.len() == 1 || one.get(2) == Some(&1));
    used.is_some_and(|one| match one {
        [1, _, _, space @ ..] => {
            space.first_chunk().is_some_and(|space| u32::from_be_bytes(*space) != CIE_JAB)
        }
        [2 | 3, ..] => true,
        _ => false,
    })
}

/// The boxes in a row, each with its name and content.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (head, length) = match length {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*rest.get(8..)?.first_chunk()?)).ok()?),
            length => (8, length),
        };
        let (whole, after) = rest.split_at_checked(length)?;
        rest = after;
        Some((whole.get(4..8)?, whole.get(head..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8], said: &[u8]) -> Vec<u8> {
        let length = u32::try_from(said.len() + 8).unwrap().to_be_bytes();
        [&length[..], kind, said].concat()
    }

    /// A picture with this many channels and bits, and these colour specifications.
    fn picture(channels: u8, bits: u8, colours: &[&[u8]]) -> Vec<u8> {
        let size = [0, 0, 0, 1, 0, 0, 0, 1, 0, channels, bits, 7, 0, 0];
        let colours = colours.iter().flat_map(|colours| boxed(b"colr", colours));
        let head: Vec<u8> = boxed(b"ihdr", &size).into_iter().chain(colours).collect();
        [boxed(b"jP  ", b"\r\n\x87\n"), boxed(b"jp2h", &head), boxed(b"jp2c", b"")].concat()
    }

    #[test]
    fn colours_bits_and_what_is_said_of_them_are_those_that_pdf_a_has() {
        let (rgb, jab) = (&[1, 0, 0, 0, 0, 0, 16][..], &[1, 0, 1, 0, 0, 0, 19][..]);
        let best = &[1, 0, 1, 0, 0, 0, 16][..];
        assert!(is_archival(&picture(3, 7, &[rgb]), false));
        assert!(is_archival(&picture(3, 7, &[rgb, best]), false));
        assert!(is_archival(&picture(1, 7, &[jab]), true));
        for (channels, bits, colours) in [
            (5, 7, &[rgb][..]),
            (2, 7, &[rgb]),
            (3, 40, &[rgb]),
            (3, 7, &[jab]),
            (3, 7, &[rgb, rgb]),
            (3, 7, &[best, best]),
            (3, 7, &[&[4, 0, 1]]),
            (3, 7, &[]),
        ] {
            let picture = picture(channels, bits, colours);
            assert!(!is_archival(&picture, false), "{channels} {bits} {colours:?}");
        }
        assert!(!is_archival(b"\xFF\x4F", false), "the bare data of one");
    }
}
