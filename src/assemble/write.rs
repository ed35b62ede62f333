//! Writes the pack as a file.
//!
//! In come numbered objects; out come the bytes of a PDF 1.7 with object streams and a cross-reference stream,
//! identical for identical objects whatever the number of threads.

use std::hash::Hasher;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, ObjectStream, Stream, StringFormat, Writer};
use rayon::prelude::*;
use siphasher::sip128::{Hash128, Hasher128, SipHasher13};

use super::join::{self, Joined};

/// How many objects share a stream: more compress better, fewer are read faster.
const PER_STREAM: usize = 200;

/// The position of an object in the file, or in an object stream.
#[derive(Clone, Copy)]
enum Place {
    At(u64),
    In { stream: u32, index: u16 },
}

/// Writes a document. `metadata` receives the identifier of the content and returns the metadata to write.
pub(super) fn write(
    joined: Joined,
    metadata: impl FnOnce(&str) -> Option<Vec<u8>>,
) -> std::io::Result<Vec<u8>> {
    let Joined { mut objects, catalog, information } = joined;
    let about = join::metadata(&objects, catalog).map(|number| {
        let object = std::mem::replace(&mut objects[number as usize - 1], Object::Null);
        (number, object)
    });
    let count = u32::try_from(objects.len()).map_err(std::io::Error::other)?;
    let mut places = vec![Place::At(0); objects.len()];
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut small = Vec::new();
    for (number, object) in (1..=count).zip(objects) {
        if about.as_ref().is_some_and(|(about, _)| *about == number) {
            continue;
        }
        if let Object::Stream(_) = object {
            places[number as usize - 1] = Place::At(file.len() as u64);
            write_object(&mut file, number, &object)?;
        } else {
            small.push(((number, 0), object));
        }
    }
    let mut chunks: Vec<Vec<(ObjectId, Object)>> = Vec::with_capacity(small.len() / PER_STREAM + 1);
    let mut small = small.into_iter().peekable();
    while small.peek().is_some() {
        chunks.push(small.by_ref().take(PER_STREAM).collect());
    }
    for (stream, chunk) in (count + 1..).zip(&chunks) {
        for (index, ((number, _), _)) in (0..).zip(chunk) {
            places[*number as usize - 1] = Place::In { stream, index };
        }
    }
    let streams: Vec<Stream> = chunks
        .into_par_iter()
        .map(|chunk| {
            let mut stream = ObjectStream::builder().max_objects(PER_STREAM).build();
            for (id, object) in chunk {
                stream.add_object(id, object)?;
            }
            stream.to_stream_object()
        })
        .collect::<lopdf::Result<_>>()
        .map_err(std::io::Error::other)?;
    for (number, stream) in (count + 1..).zip(streams) {
        places.push(Place::At(file.len() as u64));
        write_object(&mut file, number, &Object::Stream(stream))?;
    }
    let identifier = identifier(&file);
    if let Some((number, mut object)) = about {
        if let Object::Stream(stream) = &mut object
            && let Some(packet) = metadata(&format!("{:016x}{:016x}", identifier[0], identifier[1]))
        {
            stream.set_plain_content(packet);
        }
        places[number as usize - 1] = Place::At(file.len() as u64);
        write_object(&mut file, number, &object)?;
    }
    let start = file.len();
    places.push(Place::At(start as u64));
    let number = u32::try_from(places.len()).map_err(std::io::Error::other)?;
    let table = table(&places, catalog, information, identifier)?;
    write_object(&mut file, number, &Object::Stream(table))?;
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Ok(file)
}

/// The identity of a file: a hash of its bytes that is the same on every compiler and machine.
fn identifier(file: &[u8]) -> [u64; 2] {
    let mut hasher = SipHasher13::new();
    hasher.write(file);
    let Hash128 { h1, h2 } = hasher.finish128();
    [h1, h2]
}

fn write_object(file: &mut Vec<u8>, number: u32, object: &Object) -> std::io::Result<()> {
    file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    Writer::write_object(file, object)?;
    file.extend_from_slice(b"\nendobj\n");
    Ok(())
}

/// The cross-reference stream, which is also the trailer.
fn table(
    places: &[Place],
    catalog: u32,
    information: Option<Object>,
    identifier: [u64; 2],
) -> std::io::Result<Stream> {
    let mut rows = vec![0, 0, 0, 0, 0, 0xFF, 0xFF];
    for place in places {
        match *place {
            Place::At(offset) => {
                rows.push(1);
                let offset = u32::try_from(offset).map_err(std::io::Error::other)?;
                rows.extend_from_slice(&offset.to_be_bytes());
                rows.extend_from_slice(&[0, 0]);
            }
            Place::In { stream, index } => {
                rows.push(2);
                rows.extend_from_slice(&stream.to_be_bytes());
                rows.extend_from_slice(&index.to_be_bytes());
            }
        }
    }
    let identifier: Vec<u8> = identifier.iter().flat_map(|half| half.to_be_bytes()).collect();
    let identifier = Object::String(identifier, StringFormat::Hexadecimal);
    let mut trailer = Dictionary::new();
    trailer.set("Type", "XRef");
    trailer.set("Size", i64::try_from(places.len() + 1).map_err(std::io::Error::other)?);
    trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
    trailer.set("Root", (catalog, 0));
    if let Some(information) = information.filter(|information| !information.is_null()) {
        trailer.set("Info", information);
    }
    trailer.set("ID", vec![identifier.clone(), identifier]);
    // Even the longest table is not worth a long search for repetitions.
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::fast());
    deflated.write_all(&rows)?;
    trailer.set("Filter", "FlateDecode");
    Ok(Stream::new(trailer, deflated.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_of_a_file_is_the_same_on_every_machine() {
        assert_eq!(identifier(b"%PDF-1.7"), [3080083746502958654, 9422607696363130343]);
        assert_ne!(identifier(b"%PDF-1.7"), identifier(b"%PDF-1.6"));
    }
}
