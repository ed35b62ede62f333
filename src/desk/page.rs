//! Serves the files of the page itself, which are the same for everyone and hold nothing of the workspace.

use super::{Request, Response};
use crate::world::{builtin_bytes, builtin_names};

/// The policy for an answer that is not a page: nothing is allowed.
pub(super) const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// The policy for the page: only what this program serves.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy for the frame that shows a finished paper: it runs nothing and loads nothing.
const FRAME: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-same-origin";

/// A file of the page.
pub(super) fn file(request: &Request) -> Response {
    let name = match request.path.as_str() {
        "/" => "desk/index.html".to_owned(),
        path => format!("desk{path}"),
    };
    let known = builtin_names("desk/").any(|known| known == name);
    let Some(bytes) = builtin_bytes(&name).filter(|_| known && !request.is_post) else {
        return Response { status: 404, kind: "text/plain", policy: NOTHING, body: Vec::new() };
    };
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    let policy = if name.ends_with("frame.html") { FRAME } else { PAGE };
    Response { status: 200, kind, policy, body: bytes.to_vec() }
}
