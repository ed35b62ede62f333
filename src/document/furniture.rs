//! The furniture of a pack: one document with the agenda, and after it a blank sheet with stamps for each page of a
//! paper, in that page's size. Sheets that stand for withheld pages have words of their own.

use serde::Serialize;

use super::{Block, Cleared, Document};

/// The distances of stamps from the upper or lower edge, in points: the usual one, then one nearer the edge, then one
/// further in.
pub(crate) const AWAY: [f32; 3] = [14.0, 5.0, 27.0];

/// The furniture of one pack.
#[derive(Debug, Clone, Serialize)]
pub struct Furniture {
    /// The agenda, or the cover of a supplement.
    pub document: Document<Cleared>,
    /// The number of its first page.
    pub first_page: usize,
    /// The marking on the pages of a restricted agenda.
    pub marking: Option<String>,
    /// The words on each filler page, which makes the agenda as long as that of the other edition.
    pub padding: Vec<String>,
    /// The sheets after the agenda.
    pub sheets: Vec<Sheet>,
}

/// A sheet after the agenda.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// Its width, in points.
    pub width: f32,
    /// Its height, in points.
    pub height: f32,
    /// Whether a page of a paper covers it.
    pub filled: bool,
    /// The stamp with the item that it belongs to.
    pub stamp: Option<String>,
    /// The marking of a sheet that is not for publication.
    pub marking: Option<String>,
    /// The places of its stamps.
    pub spots: Spots,
    /// The names by which links find it.
    pub anchors: Vec<String>,
    /// Its own content, where no page of a paper covers it.
    pub blocks: Vec<Block<Cleared>>,
}

/// The place of a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spot {
    /// `left`, `centre` or `right`.
    pub side: &'static str,
    /// Its distance from the upper or lower edge, in points.
    pub away: f32,
    /// Whether it needs a white background, since no place is free.
    pub solid: bool,
}

/// The places of a sheet's stamps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spots {
    /// The place of the page number, at the lower edge.
    pub number: Spot,
    /// The place of the item, at the upper edge.
    pub item: Spot,
    /// The place of the marking, at the upper edge.
    pub marking: Spot,
}

impl Default for Spots {
    fn default() -> Self {
        let spot = |side| Spot { side, away: AWAY[0], solid: false };
        Self { number: spot("right"), item: spot("right"), marking: spot("left") }
    }
}
