//! The furniture of a pack: one document of the agenda and of a page for each page of a paper, blank but
//! for its stamps, at that page's own size. Withheld pages are here too, with the words that stand for them.

use serde::Serialize;

use crate::compose::agenda::Version;
use crate::document::{Block, Document};
use crate::pack::spots::Spots;

/// The furniture of one pack.
#[derive(Debug, Clone, Serialize)]
pub struct Furniture {
    /// The agenda, or the cover of a supplement.
    pub document: Document,
    /// Which version of the pack it is for.
    #[serde(skip)]
    pub version: Version,
    /// The number of its first page.
    pub first_page: usize,
    /// What the pages of the agenda are marked with, where they are not for publication.
    pub marking: Option<String>,
    /// What stands on each page that only keeps the agenda as long as that of the other version.
    pub padding: Vec<String>,
    /// The pages after the agenda.
    pub sheets: Vec<Sheet>,
}

/// A page after the agenda.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// Its width, in points.
    pub width: f32,
    /// Its height, in points.
    pub height: f32,
    /// Whether a page of a paper fills it.
    pub filled: bool,
    /// Which item it belongs to, as it is stamped.
    pub stamp: Option<String>,
    /// What it is marked with, where it is not for publication.
    pub marking: Option<String>,
    /// Where its stamps go.
    pub spots: Spots,
    /// The names that links to it use.
    pub anchors: Vec<String>,
    /// What stands on it, where no page of a paper does.
    pub blocks: Vec<Block>,
}
