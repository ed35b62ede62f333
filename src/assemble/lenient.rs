//! Reads objects as leniently as viewers do.
//!
//! In come bytes and a position; out goes the object there, however oddly it is written: `--12`, `6e-5`, integers
//! that are far too large, names with a stray `#`, brackets that are never closed, streams that never end. What
//! cannot be read is `null`. Which objects need this is left to [`mend`](super::mend).

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

/// How deeply arrays and dictionaries may be nested.
const DEEPEST: usize = 100;

/// An object with a number of its own in a file.
pub(super) struct Indirect {
    pub(super) id: ObjectId,
    pub(super) object: Object,
    /// The position of its data, if it is a stream.
    pub(super) data: Option<usize>,
}

/// Reads the numbered object at a position of a file; everything in it ends before `end`.
pub(super) fn indirect(file: &[u8], at: usize, end: usize) -> Option<Indirect> {
    let mut reader = Reader { bytes: file.get(..end.min(file.len()))?, at };
    let id = (reader.whole()?, reader.whole()?);
    reader.space();
    reader.word(b"obj")?;
    let object = reader.object(0);
    reader.space();
    let mut data = None;
    if object.as_dict().is_ok() && reader.word(b"stream").is_some() {
        reader.at += match reader.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        data = Some(reader.at);
    }
    Some(Indirect { id, object, data })
}

/// Reads the object at a position, without a number of its own.
pub(super) fn direct(bytes: &[u8], at: usize) -> Object {
    Reader { bytes, at }.object(0)
}

/// A stream with data from `start`, which ends before `end`. `said` is the length that it gives for itself.
pub(super) fn stream(
    file: &[u8],
    dictionary: Dictionary,
    start: usize,
    end: usize,
    said: Option<usize>,
) -> Stream {
    let data = file.get(start..end.min(file.len())).unwrap_or_default();
    let ends = |length: &usize| {
        let after = data.get(*length..).unwrap_or_default();
        let blank = after.iter().take_while(|&&byte| is_space(byte)).count();
        after[blank..].starts_with(b"endstream") || after[blank..].starts_with(b"endobj")
    };
    let found = said.filter(ends).map(|length| &data[..length]).unwrap_or_else(|| {
        let stop = find(data, b"endstream").or_else(|| find(data, b"endobj"));
        let data = &data[..stop.unwrap_or(data.len())];
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        data.strip_suffix(b"\r").unwrap_or(data)
    });
    Stream::new(dictionary, found.to_vec())
}

/// The position of the first occurrence of a word.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Skips blanks and comments.
    fn space(&mut self) {
        loop {
            match self.rest() {
                [byte, ..] if is_space(*byte) => self.at += 1,
                [b'%', rest @ ..] => {
                    let line = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                    self.at += 1 + line.unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }

    /// Skips a word; `None` if it does not come next.
    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.rest().starts_with(word).then(|| self.at += word.len())
    }

    /// Takes the next bytes as long as they meet a condition.
    fn take(&mut self, condition: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| condition(byte)).count();
        self.at += length;
        &rest[..length]
    }

    /// Reads an integer without a sign, as in the number of an object.
    fn whole<N: std::str::FromStr>(&mut self) -> Option<N> {
        self.space();
        std::str::from_utf8(self.take(|byte| byte.is_ascii_digit())).ok()?.parse().ok()
    }

    /// Reads any object; `null` if there is none.
    fn object(&mut self, depth: usize) -> Object {
        self.space();
        match self.rest() {
            [b'/', ..] => Object::Name(self.name()),
            [b'(', ..] => Object::string_literal(self.literal()),
            [b'<', b'<', ..] => Object::Dictionary(self.dictionary(depth)),
            [b'<', ..] => self.hexadecimal(),
            [b'[', ..] => Object::Array(self.array(depth)),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => {
                self.reference().unwrap_or_else(|| number(self.take(is_regular)))
            }
            [] => Object::Null,
            _ => match self.take(is_regular) {
                b"true" => Object::Boolean(true),
                b"false" => Object::Boolean(false),
                _ => Object::Null,
            },
        }
    }

    fn reference(&mut self) -> Option<Object> {
        let start = self.at;
        let mut read = || {
            let id = (self.whole()?, self.whole()?);
            self.space();
            self.word(b"R")?;
            self.rest()
                .first()
                .is_none_or(|&byte| !is_regular(byte))
                .then_some(Object::Reference(id))
        };
        let found = read();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let written = self.take(is_regular);
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let [first, after @ ..] = rest {
            let digits = match after {
                [high, low, ..] if *first == b'#' => digit(*high).zip(digit(*low)),
                _ => None,
            };
            name.push(digits.map_or(*first, |(high, low)| 16 * high + low));
            rest = &rest[if digits.is_some() { 3 } else { 1 }..];
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut string = Vec::new();
        let mut depth = 0;
        while let [byte, after @ ..] = self.rest() {
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'(' => depth += 1,
                b'\\' => {
                    self.escape(after, &mut string);
                    continue;
                }
                b'\r' => {
                    self.at += usize::from(after.first() == Some(&b'\n'));
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            string.push(*byte);
        }
        string
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, after: &[u8], string: &mut Vec<u8>) {
        let (length, meant) = match after {
            [b'0'..=b'7', ..] => {
                let octal = after.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let value =
                    octal.clone().fold(0u32, |value, byte| 8 * value + u32::from(byte - b'0'));
                (octal.count(), Some((value & 0xFF) as u8))
            }
            [b'\r', b'\n', ..] => (2, None),
            [b'\r' | b'\n', ..] => (1, None),
            [b'n', ..] => (1, Some(b'\n')),
            [b'r', ..] => (1, Some(b'\r')),
            [b't', ..] => (1, Some(b'\t')),
            [b'b', ..] => (1, Some(8)),
            [b'f', ..] => (1, Some(12)),
            [other, ..] => (1, Some(*other)),
            [] => (0, None),
        };
        self.at += length;
        string.extend(meant);
    }

    fn hexadecimal(&mut self) -> Object {
        self.at += 1;
        let written = self.take(|byte| byte != b'>');
        self.at += 1;
        let digits: Vec<u8> = written.iter().filter_map(|&byte| digit(byte)).collect();
        let bytes = digits.chunks(2).map(|pair| 16 * pair[0] + pair.get(1).copied().unwrap_or(0));
        Object::String(bytes.collect(), StringFormat::Hexadecimal)
    }

    fn array(&mut self, depth: usize) -> Vec<Object> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.ends(b"]") {
            let before = self.at;
            let item = if depth < DEEPEST { self.object(depth + 1) } else { Object::Null };
            // Skip what is not an object, so that the array ends in the end.
            self.at += usize::from(self.at == before);
            items.push(item);
        }
        items
    }

    fn dictionary(&mut self, depth: usize) -> Dictionary {
        self.at += 2;
        let mut entries = Dictionary::new();
        while !self.ends(b">>") {
            if self.rest().first() != Some(&b'/') {
                // Skip what is between entries and belongs to neither.
                let before = self.at;
                self.take(is_regular);
                self.at += usize::from(self.at == before);
                continue;
            }
            let name = self.name();
            self.space();
            let is_empty = self.rest().starts_with(b">>");
            let value =
                if depth < DEEPEST && !is_empty { self.object(depth + 1) } else { Object::Null };
            entries.set(name, value);
        }
        entries
    }

    /// Whether the brackets close here, or can no longer be closed.
    fn ends(&mut self, bracket: &[u8]) -> bool {
        self.space();
        let closed = self.word(bracket).is_some();
        closed
            || self.rest().is_empty()
            || self.rest().starts_with(b"endobj")
            || self.rest().starts_with(b"stream")
    }
}

/// Reads a number as viewers do: signs after the first are ignored, and a second point ends it.
pub(super) fn number(written: &[u8]) -> Object {
    let negative = written.first() == Some(&b'-');
    let bare: Vec<u8> =
        written.iter().copied().skip_while(|byte| matches!(byte, b'+' | b'-')).collect();
    let mut points = 0;
    let length = bare
        .iter()
        .take_while(|&&byte| {
            points += usize::from(byte == b'.');
            points < 2 && (byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        })
        .count();
    let mut digits: String =
        bare[..length].iter().filter(|&&byte| byte != b'-').map(|&byte| char::from(byte)).collect();
    if digits.is_empty() {
        digits.push('0');
    }
    let whole = !digits.contains('.');
    if let Some(exponent) = exponent(&bare[length..]) {
        digits.push_str(&exponent);
    } else if whole && let Ok(value) = digits.parse::<i64>() {
        return Object::Integer(if negative { -value } else { value });
    }
    let value = digits.parse::<f32>().ok().filter(|value| value.is_finite()).unwrap_or(0.0);
    Object::Real(if negative { -value } else { value })
}

/// The exponent after a number, if there is one.
fn exponent(written: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(written).ok()?;
    let power: i32 = text.strip_prefix(['e', 'E'])?.parse().ok()?;
    Some(format!("e{power}"))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Object {
        direct(text.as_bytes(), 0)
    }

    #[test]
    fn numbers_are_read_as_viewers_read_them() {
        for (text, value) in
            [("--12", -12), ("-12", -12), ("+7", 7), ("-", 0), ("12-3", 123), ("0007", 7)]
        {
            assert_eq!(read(text), Object::Integer(value), "{text}");
        }
        for (text, value) in [
            ("1.2.3", 1.2),
            ("6e-5", 6e-5),
            ("-.5", -0.5),
            (".", 0.0),
            ("0.00-35", 0.0035),
            ("4.", 4.0),
        ] {
            assert_eq!(read(text), Object::Real(value), "{text}");
        }
        assert_eq!(read("99999999999999999999"), Object::Real(1e20));
        assert_eq!(read(&"9".repeat(400)), Object::Real(0.0));
    }

    #[test]
    fn a_stray_sign_in_a_name_is_a_part_of_it() {
        assert_eq!(read("/Aria#l"), Object::Name(b"Aria#l".to_vec()));
        assert_eq!(read("/A#20B#"), Object::Name(b"A B#".to_vec()));
    }

    #[test]
    fn what_belongs_to_no_entry_is_passed_over() {
        let read = read("<</A 1.2.3/B[--1 6e2 x (un\\)ended)]/C<41 4z2>/D 3 0 R junk/E<</F/G>>");
        let read = read.as_dict().unwrap();
        assert_eq!(read.get(b"A").unwrap(), &Object::Real(1.2));
        let items = [
            Object::Integer(-1),
            Object::Real(600.0),
            Object::Null,
            Object::string_literal("un)ended"),
        ];
        assert_eq!(read.get(b"B").unwrap(), &Object::Array(items.to_vec()));
        assert_eq!(read.get(b"C").unwrap().as_str().unwrap(), b"AB");
        assert_eq!(read.get(b"D").unwrap(), &Object::Reference((3, 0)));
        assert_eq!(
            read.get(b"E").unwrap().as_dict().unwrap().get(b"F").unwrap(),
            &Object::Name(b"G".to_vec())
        );
    }

    #[test]
    fn a_stream_ends_where_it_is_said_or_where_it_can_only_end() {
        let ended = |file: &str, said: Option<usize>| {
            let found = indirect(file.as_bytes(), 0, file.len()).unwrap();
            assert_eq!(found.id, (5, 0));
            let dictionary = found.object.as_dict().unwrap().clone();
            let stream = stream(file.as_bytes(), dictionary, found.data.unwrap(), file.len(), said);
            String::from_utf8(stream.content).unwrap()
        };
        assert_eq!(
            ended("5 0 obj<<>>stream\na endstream b\nendstream endobj", Some(13)),
            "a endstream b"
        );
        assert_eq!(ended("5 0 obj<<>>stream\r\nab\r\nendstream endobj", Some(900)), "ab");
        assert_eq!(ended("5 0 obj<<>>stream\nab\nendobj 6 0 obj", Some(3)), "ab\n");
        assert_eq!(ended("5 0 obj<<>>stream\nab", None), "ab");
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_object(bytes in prop::collection::vec(prop::sample::select(b"<>[]()/#%\\ 09.-+eRobjstream\r\n\x80".to_vec()), 0..200)) {
            direct(&bytes, 0);
            if let Some(found) = indirect(&bytes, 0, bytes.len()) && let Some(data) = found.data {
                stream(&bytes, Dictionary::new(), data, bytes.len(), None);
            }
        }
    }
}
