//! Reads a PDF that is to be part of a pack.
//!
//! In come the bytes of any file; out goes a [`Source`], or why the file cannot be used and what to do about it.
//! Nothing is changed or left out yet.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lopdf::xref::XrefRecovery;
use lopdf::{DecompressError, Document, EncryptionState, LoadOptions, Object, ObjectId};

use super::look::{array_at, catalog, dictionary, dictionary_at, entry, resolve, text_at};
use super::mend;
use super::metadata::{self, Claims};
use super::pages::{self, Frame, Page, Size};
use super::view::{self, View};

/// A PDF that can be part of a pack. It is kept as bytes, which are cheap to clone, and parsed again for every pack
/// that uses it after the first.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    name: String,
    pdf: Arc<[u8]>,
    frames: Vec<Frame>,
    sizes: Vec<Size>,
    language: Option<String>,
    tagged: bool,
    claims: Claims,
    titled: bool,
    /// The document parsed on reading, for the first that needs it.
    opened: Arc<Mutex<Option<Opened>>>,
    /// What its pages show, once something has asked for it.
    views: Arc<OnceLock<Option<Vec<View>>>>,
}

/// A source that is being worked on.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) document: Document,
    pub(super) pages: Vec<Page>,
    /// Whether its index was damaged and had to be rebuilt.
    pub(super) repaired: bool,
    /// Whether it is well formed, so that nothing had to be repaired.
    pub(super) sound: bool,
    /// The objects that its index lists and that could not be read.
    pub(super) lost: HashSet<ObjectId>,
}

/// Why a PDF cannot be part of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unusable {
    /// What is wrong with it, naming it.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Unusable {}

/// The most that one table or object stream unpacks to, in bytes, and the most for all together. Each byte can grow a
/// hundredfold once it is parsed.
const UNPACKED_LIMIT: usize = 8 << 20;
const UNPACKED_TOTAL: usize = 512 << 20;

/// The most pages of a PDF.
const MOST_PAGES: usize = 10_000;

impl Source {
    /// Reads a PDF, under the name that its users know. One that opens without a password is unlocked, one whose
    /// index is damaged is repaired.
    ///
    /// # Errors
    ///
    /// When it is locked, damaged beyond repair, not a PDF, or has no pages.
    pub(crate) fn read(
        name: impl Into<String>,
        pdf: impl Into<Arc<[u8]>>,
    ) -> Result<Self, Unusable> {
        let (name, pdf) = (name.into(), pdf.into());
        let opened = open(&name, &pdf)?;
        let (document, pages) = (&opened.document, &opened.pages);
        let root = catalog(document);
        let packet = metadata::packet(document);
        Ok(Self {
            frames: pages.iter().map(|page| page.frame).collect(),
            sizes: pages.iter().map(|page| page.frame.size()).collect(),
            language: root.and_then(|root| text_at(document, root, b"Lang")),
            tagged: has_tags(document),
            claims: packet.as_deref().map(metadata::claims).unwrap_or_default(),
            titled: packet.as_deref().is_some_and(metadata::has_title),
            opened: Arc::new(Mutex::new(Some(opened))),
            name,
            pdf,
            views: Arc::default(),
        })
    }

    /// What its pages show, according to a reader that shares no code with this one; `None` if that reader fails.
    pub(super) fn views(&self) -> Option<&[View]> {
        let look = || {
            let opened = self.open().ok()?;
            view::guarded(|| view::views(&self.pdf, opened))
        };
        self.views.get_or_init(look).as_deref()
    }

    /// Its bytes in a form that any reader accepts, rewritten if necessary.
    pub(crate) fn readable(&self) -> Arc<[u8]> {
        let anew = |mut opened: Opened| view::rewritten(&mut opened.document, &opened.pages);
        let unsound = self.open().ok().filter(|opened| !opened.sound);
        unsound.and_then(anew).map_or_else(|| Arc::clone(&self.pdf), Arc::from)
    }

    /// Opens it for work.
    pub(super) fn open(&self) -> Result<Opened, Unusable> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        opened.map_or_else(|| open(&self.name, &self.pdf), Ok)
    }

    /// How its pages lie.
    pub(super) fn frames(&self) -> impl Iterator<Item = Frame> {
        self.frames.iter().copied()
    }

    /// Its name, as its users know it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The size of each of its pages as displayed.
    pub(crate) fn pages(&self) -> &[Size] {
        &self.sizes
    }

    /// The language that it declares.
    pub(crate) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Whether it has tags, good or bad.
    pub(crate) fn is_tagged(&self) -> bool {
        self.tagged
    }

    /// Whether its metadata have a title.
    pub(super) fn has_title(&self) -> bool {
        self.titled
    }

    /// The standards that it claims.
    pub(crate) fn claims(&self) -> Claims {
        self.claims
    }
}

fn open(name: &str, pdf: &[u8]) -> Result<Opened, Unusable> {
    let unusable = |what: &str, hint: &str| Unusable {
        message: format!("`{name}` {what}"),
        hint: hint.to_owned(),
    };
    let locked =
        || unusable("is locked with a password", "ask for a copy that opens without a password");
    let headed;
    let pdf = match pdf {
        _ if holds(pdf, b"%PDF-") => pdf,
        // Readers do without the first line if the rest is there.
        _ if holds(pdf, b"endobj") => {
            headed = [b"%PDF-1.7\n", pdf].concat();
            &headed
        }
        _ => return Err(unusable("is not a PDF", "save or print it as a PDF first")),
    };
    let loaded = |force_reconstruct| -> lopdf::Result<Opened> {
        let limit = unpacked_limit(pdf);
        let options = LoadOptions {
            max_decompressed_size: Some(limit),
            force_reconstruct,
            ..LoadOptions::default()
        };
        let mut document = Document::load_mem_with_options(pdf, options)?;
        let refused = mend::lost(&document).len();
        let mended = mend::mend(&mut document, pdf, limit);
        let lost = mend::lost(&document).into_iter().collect();
        let pages = pages::pages(&document);
        let rebuilt = document.xref_recovery == Some(XrefRecovery::Reconstructed);
        let sound = refused == 0 && document.xref_recovery.is_none();
        Ok(Opened { document, pages, repaired: mended || rebuilt, sound, lost })
    };
    let opened = match loaded(false) {
        Ok(opened) => {
            // A readable index can still be wrong, in which case not everything it lists is there.
            let rebuilt = opened.document.xref_recovery == Some(XrefRecovery::Reconstructed);
            let found_more = |again: &Opened| {
                again.pages.len() > opened.pages.len()
                    || again.pages.len() == opened.pages.len()
                        && opened.lost.iter().any(|&id| again.document.has_object(id))
            };
            let doubtful = opened.pages.is_empty() || !opened.lost.is_empty() && !rebuilt;
            let again = if doubtful { loaded(true).ok().filter(found_more) } else { None };
            again.unwrap_or(opened)
        }
        Err(error) => {
            return Err(match error {
                lopdf::Error::InvalidPassword
                | lopdf::Error::Decryption(_)
                | lopdf::Error::UnsupportedSecurityHandler(_) => locked(),
                lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => unusable(
                    "unpacks to far more than a real document does",
                    "do not open it; ask its author for it again",
                ),
                _ => unusable(
                    "is damaged beyond repair",
                    "ask for it again, or open it in a PDF reader and print it to a new PDF",
                ),
            });
        }
    };
    let document = &opened.document;
    if document.is_encrypted() {
        return Err(locked());
    }
    if document.encryption_state.as_ref().is_some_and(|state| !is_known(state)) {
        return Err(unusable(
            "is encrypted in an unusual way",
            "open it in a PDF reader and print it to a new PDF",
        ));
    }
    if opened.pages.is_empty() {
        return Err(unusable(
            "has no pages",
            "check that it is the right file, or ask for it again",
        ));
    }
    if opened.pages.len() > MOST_PAGES {
        return Err(unusable(
            &format!("has {} pages, more than a pack can hold", opened.pages.len()),
            "check that it is the right file, or ask for a shorter one",
        ));
    }
    let shown_elsewhere =
        catalog(document).and_then(|root| entry(document, root, b"NeedsRendering"));
    if matches!(shown_elsewhere, Some(Object::Boolean(true))) {
        return Err(unusable(
            "is an interactive form whose pages are not in the file",
            "open it in Adobe Acrobat and print it to a new PDF",
        ));
    }
    Ok(opened)
}

/// Whether some bytes hold others.
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The most that one table or object stream may unpack to, so that all of them together stay within the total.
fn unpacked_limit(pdf: &[u8]) -> usize {
    let lists = pdf.windows(7).filter(|window| window == b"/ObjStm").count();
    (UNPACKED_TOTAL / lists.max(1)).clamp(UNPACKED_LIMIT / 4, UNPACKED_LIMIT)
}

/// Whether the document says how its encrypted contents are to be decrypted.
fn is_known(state: &EncryptionState) -> bool {
    let named = [state.default_stream_filter(), state.default_string_filter()];
    state.version() < 4
        || named.iter().all(|&name| {
            name.is_empty() || name == b"Identity" || state.crypt_filters().contains_key(name)
        })
}

/// Whether a document has at least one structure element.
fn has_tags(document: &Document) -> bool {
    let root =
        catalog(document).and_then(|catalog| dictionary_at(document, catalog, b"StructTreeRoot"));
    root.is_some_and(|root| match array_at(document, root, b"K") {
        Some(tops) => tops.iter().any(|top| dictionary(resolve(document, top)).is_some()),
        None => dictionary_at(document, root, b"K").is_some(),
    })
}
