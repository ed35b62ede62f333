//! Shows a paper beside the form: its pages as pictures, or its web page.
//!
//! In come laid-out pages and the names marked in them; out come pictures of single pages, identified by their
//! content so that the browser fetches only those that changed, and the position of each name. Laying out is left to
//! `preview`.

use std::hash::{Hash, Hasher};

use serde_json::{Value, json};
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::{Frame, FrameItem};
use typst::utils::{PicoStr, hash128};
use typst_layout::{Page, PagedDocument};
use typst_svg::{SvgOptions, svg};

use super::{Desk, Request, Response, page};
use crate::edit::Path;

/// A part of a file that can be found on the finished page.
#[derive(Debug)]
pub(super) struct Mark {
    /// The path of the value it is in.
    pub(super) path: Path,
    /// How many blank lines of the value come before it.
    pub(super) nth: usize,
    /// Its name on the page.
    pub(super) name: String,
}

/// An edition of a paper as shown.
#[derive(Debug)]
pub(super) enum Seen {
    /// As printed.
    Printed(Laid),
    /// As a web page, with the marked parts in it.
    Web { html: String, marks: Vec<Mark> },
}

impl Seen {
    /// Whether this is the printed form.
    pub(super) fn is_printed(&self) -> bool {
        matches!(self, Self::Printed(_))
    }

    /// What the page is told about it.
    pub(super) fn told(&self) -> Value {
        match self {
            Self::Printed(laid) => laid.told(),
            Self::Web { html, marks } => {
                let places = marks
                    .iter()
                    .map(|mark| json!({ "path": mark.path, "nth": mark.nth, "id": mark.name }));
                json!({ "html": html, "places": places.collect::<Vec<_>>() })
            }
        }
    }
}

/// The pages of one paper or agenda.
#[derive(Debug)]
pub(super) struct Sheets {
    laid: PagedDocument,
    /// The name of each page that is shown.
    names: Vec<String>,
}

impl Sheets {
    /// Takes all pages but the last few.
    pub(super) fn without(laid: PagedDocument, last: usize) -> Self {
        let shown = laid.pages().len().saturating_sub(last);
        let names = laid.pages()[..shown].iter().map(|page| called(&page.frame)).collect();
        Self { laid, names }
    }

    /// The pages that are shown, with their names.
    fn pages(&self) -> impl ExactSizeIterator<Item = (&String, &Page)> {
        self.names.iter().zip(self.laid.pages())
    }

    /// The page, counted from 0, that a label is on, and how far down, as a share of its height.
    fn place(&self, label: Label) -> Option<(usize, f64)> {
        let introspector = self.laid.introspector();
        let location = introspector.query_label(label).ok()?.location()?;
        let position = introspector.position(location)?;
        let page = position.page.get() - 1;
        let height = self.pages().nth(page)?.1.frame.size().y.to_pt();
        Some((page, position.point.y.to_pt() / height))
    }
}

/// The laid-out pages of a paper or a meeting.
#[derive(Debug)]
pub(super) struct Laid {
    sheets: Vec<Sheets>,
    /// Each marked part with its page, counted from 0, and how far down it is.
    places: Vec<(Mark, usize, f64)>,
}

impl Laid {
    /// The pages of papers, with the marked parts found on them.
    pub(super) fn of(sheets: Vec<Sheets>, marks: Vec<Mark>) -> Self {
        let find = |name: &str| {
            let label = Label::new(PicoStr::intern(&format!("a:{name}")))?;
            let mut before = 0;
            sheets.iter().find_map(|sheets| {
                let first = before;
                before += sheets.pages().len();
                sheets.place(label).map(|(page, down)| (first + page, down))
            })
        };
        let places = marks.into_iter().filter_map(|mark| {
            let (page, down) = find(&mark.name)?;
            Some((mark, page, down))
        });
        let places = places.collect();
        Self { sheets, places }
    }

    /// The pages in their order.
    fn pages(&self) -> impl Iterator<Item = (&String, &Page)> {
        self.sheets.iter().flat_map(Sheets::pages)
    }

    /// The picture of the page with this name, as SVG.
    fn picture(&self, name: &str) -> Option<String> {
        let (_, page) = self.pages().find(|(known, _)| *known == name)?;
        Some(svg(page, &SvgOptions::default()))
    }

    /// What the page is told: the list of pages, and the position of each marked part.
    fn told(&self) -> Value {
        let pages = self.pages().map(|(name, page)| {
            let size = page.frame.size();
            json!({ "name": name, "width": size.x.to_pt(), "height": size.y.to_pt() })
        });
        let places = self.places.iter().map(|(mark, page, down)| {
            json!({ "path": mark.path, "nth": mark.nth, "page": page, "down": down })
        });
        json!({ "pages": pages.collect::<Vec<_>>(), "places": places.collect::<Vec<_>>() })
    }
}

/// The name of a page: a hash of everything visible on it.
fn called(frame: &Frame) -> String {
    format!("{:032x}", hash128(&Look(frame)))
}

/// The visible part of a page. What describes only the paper as a whole, and so changes with every edit, is skipped.
struct Look<'a>(&'a Frame);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (at, item) in self.0.items() {
            match item {
                FrameItem::Tag(_) | FrameItem::Link(..) => {}
                FrameItem::Group(group) => {
                    (at, group.transform, &group.clip).hash(state);
                    Look(&group.frame).hash(state);
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
                    (at, item).hash(state);
                }
            }
        }
    }
}

impl Desk {
    /// Serves the picture of a page that was last shown.
    pub(super) fn picture(&self, request: &Request) -> Response {
        let value = |name| request.value(name).unwrap_or_default();
        let past = self.past();
        let picture = match past.seen(value("file"), value("edition"), true) {
            Some(Seen::Printed(laid)) if !request.is_post => laid.picture(value("name")),
            _ => None,
        };
        match picture {
            Some(picture) => Response {
                status: 200,
                kind: "image/svg+xml",
                policy: page::NOTHING,
                body: picture.into_bytes(),
            },
            None => Response { status: 404, ..Response::refused() },
        }
    }
}
