//! The furniture of a pack: one document of the agenda and of a page for each page of a paper, blank but
//! for its stamps, at that page's own size. Withheld pages are here too, with the words that stand for them.

use serde::Serialize;

use super::{Block, Cleared, Document};

/// How far stamps are from the upper or lower edge, in points: where they always are, then nearer, then further in.
pub(crate) const AWAY: [f32; 3] = [14.0, 5.0, 27.0];

/// The furniture of one pack.
#[derive(Debug, Clone, Serialize)]
pub struct Furniture {
    /// The agenda, or the cover of a supplement.
    pub document: Document<Cleared>,
    /// The number of its first page.
    pub first_page: usize,
    /// What the pages of the agenda are marked with, where they are not for publication.
    pub marking: Option<String>,
    /// What stands on each page that only keeps the agenda as long as that of the other edition.
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
    pub blocks: Vec<Block<Cleared>>,
}

/// The place of a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spot {
    /// `left`, `centre` or `right`.
    pub side: &'static str,
    /// How far it is from the upper or lower edge, in points.
    pub away: f32,
    /// Whether it needs a white ground, since no place is free.
    pub solid: bool,
}

/// The places of the stamps of a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spots {
    /// Of the number of the page, at the lower edge.
    pub number: Spot,
    /// Of the item, at the upper edge.
    pub item: Spot,
    /// Of the marking, at the upper edge.
    pub marking: Spot,
}

impl Default for Spots {
    fn default() -> Self {
        let spot = |side| Spot { side, away: AWAY[0], solid: false };
        Self { number: spot("right"), item: spot("right"), marking: spot("left") }
    }
}
