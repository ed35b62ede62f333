//! Finds the pictures of a document in the workspace, and checks that they can be drawn before typesetting starts.

use percent_encoding::percent_decode_str;
use typst::foundations::Smart;
use typst::syntax::FileId;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::diag::Diagnostic;
use crate::document::{Block, Document, Element, Figure};
use crate::world::{World, pictures};

/// Finds every picture that the paper in `file` names, and reports those that cannot be used.
pub(crate) fn find(world: &World, file: FileId, document: &mut Document) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    document.each_mut(&mut |element| {
        if let Element::Block(Block::Figure(figure)) = element
            && let Err(problem) = find_one(world, file, figure)
        {
            problems.push(problem);
        }
    });
    problems
}

/// Finds one picture and makes its path relative to the root of the workspace.
fn find_one(world: &World, file: FileId, figure: &mut Figure) -> Result<(), Diagnostic> {
    let place = figure.place;
    let Some(place) = place else { return Ok(()) };
    let written = world.relative(file, &figure.path, place)?;
    // A space may be percent-encoded.
    let decoded = percent_decode_str(&figure.path).decode_utf8().ok();
    let decoded = decoded.and_then(|path| world.relative(file, &path, place).ok());
    let id = [Some(written), decoded].into_iter().flatten().find(|id| world.has(*id));
    let id = id.unwrap_or(written);
    let bytes = world.bytes(id).map_err(|error| world.unreadable(id, &error, place))?;
    let format =
        match id.get().vpath().extension().unwrap_or_default().to_ascii_lowercase().as_str() {
            "png" => ExchangeFormat::Png,
            "jpg" | "jpeg" => ExchangeFormat::Jpg,
            "gif" => ExchangeFormat::Gif,
            "webp" => ExchangeFormat::Webp,
            other => {
                let message = format!("a picture of the kind `{other}` cannot be used");
                return Err(
                    Diagnostic::error(place, message).hint("save it as PNG, JPEG, GIF or WebP")
                );
            }
        };
    let refused = |why: &str, remedy: &str| {
        Diagnostic::error(place, format!("`{}` {why}", figure.path)).hint(remedy)
    };
    if let Some((why, remedy)) = pictures::unusable(&bytes) {
        return Err(refused(&why, remedy));
    }
    RasterImage::new(bytes, RasterFormat::Exchange(format), Smart::Auto).map_err(|_| {
        refused(
            "is damaged, or is not what its name says",
            "open it in a picture editor and save it again",
        )
    })?;
    figure.path = id.get().vpath().get_with_slash().to_owned();
    Ok(())
}
