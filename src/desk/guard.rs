//! Decides who may ask: only this program's own page, in a browser on this machine, that knows the secret.
//!
//! A page from elsewhere can send requests to this machine, but not with our name as `Host` (which defeats DNS
//! rebinding), not from our origin, and not with a header of its own, where the secret is.

use super::Request;

/// The header that carries the secret.
const KEY: &str = "x-papers-key";

/// Whether a request was made to this machine, by a page served from here or by a person opening one.
pub(super) fn is_from_here(request: &Request, port: u16) -> bool {
    let ours = |host: &str| {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"))
    };
    let host = request.line("host").is_some_and(ours);
    let origin = request
        .line("origin")
        .is_none_or(|origin| origin.strip_prefix("http://").is_some_and(ours));
    let site =
        request.line("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    host && origin && site
}

/// Whether a request knows the secret, and its body, if any, is JSON.
pub(super) fn knows(request: &Request, secret: &str) -> bool {
    let given = request.line(KEY).unwrap_or_default().as_bytes();
    // All bytes are compared, so that the time taken gives nothing away.
    let differ =
        given.iter().zip(secret.as_bytes()).fold(0, |differ, (one, other)| differ | (one ^ other));
    let is_json = request.line("content-type").is_some_and(|kind| kind == "application/json");
    given.len() == secret.len()
        && differ == 0
        && !secret.is_empty()
        && (is_json || !request.is_post)
}
