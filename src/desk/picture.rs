//! Adds a picture to a paper: it is checked as every picture is, and saved beside the file without the notes of
//! cameras.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::writing::failed;
use super::{Answer, Desk, trouble};
use crate::edit::file::Failure;
use crate::export::create;
use crate::world::pictures::{Kind, kind, read, unusable};

/// The most bytes of a picture.
const LARGEST: usize = 5 << 20;

/// The folder beside a paper that holds its pictures.
const FOLDER: &str = "pictures";

/// A picture sent for a paper.
#[derive(Debug, Deserialize)]
pub(super) struct Given {
    /// The file of the paper.
    file: String,
    /// Its name where it comes from.
    name: String,
    /// Its content in base 64.
    bytes: String,
}

impl Desk {
    /// Saves a picture, and returns its path relative to the file of the paper.
    pub(super) fn keep_picture(&self, given: &Given) -> Answer {
        let (_, paper) = self.locate(&given.file)?;
        let bytes = BASE64_STANDARD.decode(&given.bytes);
        let bytes = bytes.map_err(|_| trouble(400, "the picture did not arrive whole"))?;
        if bytes.len() > LARGEST {
            let most = LARGEST >> 20;
            return Err(trouble(
                422,
                format!("the picture has more than {most} MB: make it smaller, and try again"),
            ));
        }
        let no_picture = || trouble(422, "this is not a picture: choose a PNG, JPEG, GIF or WebP");
        let kind = kind(&bytes).ok_or_else(no_picture)?;
        if let Some((problem, hint)) = unusable(&bytes) {
            return Err(trouble(422, format!("this picture {problem}: {hint}")));
        }
        let picture = read(&bytes).ok_or_else(no_picture)?;
        let folder = paper.parent().unwrap_or(&self.root).join(FOLDER);
        let made = fs::create_dir_all(&folder).and_then(|()| folder.canonicalize());
        let folder = made.map_err(|error| failed(Failure::Disk(error)))?;
        if !folder.starts_with(&self.root) {
            return Err(trouble(422, "the folder of pictures leads out of this workspace"));
        }
        let ending = match kind {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::Gif => "gif",
            Kind::WebP => "webp",
        };
        let stem = stem(&given.name);
        let numbered = (2..1000).map(|count| format!("{stem}-{count}.{ending}"));
        let mut names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
        let name = names.find(|name| !folder.join(name).exists());
        let name = name.ok_or_else(|| trouble(422, "there are too many pictures of this name"))?;
        let written = create(&folder.join(&name), &picture.bytes);
        written.map_err(|error| failed(Failure::Disk(error)))?;
        Ok(json!({ "path": format!("{FOLDER}/{name}") }))
    }
}

/// The name of a file without its extension, reduced to letters and digits that every disk accepts.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let name = name.rsplit_once('.').map_or(name.as_str(), |(name, _)| name);
    let words = name.split(|next: char| !next.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).take(6).collect();
    let stem: String = words.join("-").chars().take(60).collect();
    if stem.is_empty() { "picture".to_owned() } else { stem }
}
