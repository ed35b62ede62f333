//! Serves a page on this machine: one request for each connection of a socket.
//!
//! In comes what a browser sends; out goes the answer of a function. Each connection has a thread and a time limit,
//! so that one that hangs does not hold up others. What a request may ask is left to the function.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::desk::{Request, Response};
use crate::parallel::STACK;

/// The most bytes and lines in the head of a request.
const HEAD: (u64, usize) = (32 << 10, 64);

/// The most bytes in the body of a request.
const LARGEST: u64 = 8 << 20;

/// The most connections served at once.
const MOST: usize = 64;

/// How long a browser may take to send a request or to receive the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until the program is stopped.
pub(super) fn serve(
    listener: &TcpListener,
    answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
) {
    let answer = Arc::new(answer);
    let open = Arc::new(AtomicUsize::new(0));
    // A broken connection is the browser's business; it asks again.
    for stream in listener.incoming().flatten() {
        if open.load(Ordering::Relaxed) >= MOST {
            continue;
        }
        open.fetch_add(1, Ordering::Relaxed);
        let (answer, count) = (Arc::clone(&answer), Arc::clone(&open));
        let work = move || {
            let _ = patiently(&stream)
                .and_then(|()| converse(&mut BufReader::new(&stream), &mut &stream, &*answer));
            count.fetch_sub(1, Ordering::Relaxed);
        };
        if thread::Builder::new().stack_size(STACK).spawn(work).is_err() {
            open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Limits how long a browser may take.
fn patiently(stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))
}

/// Reads one request, and writes the answer to it.
pub(super) fn converse(
    from: &mut impl BufRead,
    to: &mut impl Write,
    answer: &dyn Fn(&Request) -> Response,
) -> io::Result<()> {
    // A malformed request gets the answer of a forbidden one.
    let request = read(from).unwrap_or_default();
    let Response { status, kind, policy, body } = answer(&request);
    let head = format!(
        "HTTP/1.1 {status} \r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nConnection: close\r\n\r\n",
        body.len()
    );
    to.write_all(head.as_bytes())?;
    to.write_all(&body)?;
    to.flush()
}

/// Reads a request; `None` if it is malformed.
fn read(stream: &mut impl BufRead) -> Option<Request> {
    let mut head = Vec::new();
    let mut lines = stream.take(HEAD.0);
    while !head.ends_with(b"\r\n\r\n") {
        if lines.read_until(b'\n', &mut head).ok()? == 0 {
            return None;
        }
    }
    let mut lines = vec![httparse::EMPTY_HEADER; HEAD.1];
    let mut parsed = httparse::Request::new(&mut lines);
    parsed.parse(&head).ok().filter(httparse::Status::is_complete)?;
    let is_post = match parsed.method? {
        "GET" => false,
        "POST" => true,
        _ => return None,
    };
    let (path, query) = parsed.path?.split_once('?').unwrap_or((parsed.path?, ""));
    let decoded =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let line = |line: &httparse::Header<'_>| {
        Some((line.name.to_ascii_lowercase(), std::str::from_utf8(line.value).ok()?.to_owned()))
    };
    let request = Request {
        is_post,
        path: path.to_owned(),
        query: pairs.map(|(name, value)| (decoded(name), decoded(value))).collect(),
        head: parsed.headers.iter().filter_map(line).collect(),
        body: Vec::new(),
    };
    let length = request.head.iter().find(|(name, _)| name == "content-length");
    let length: u64 = length
        .map_or(Some(0), |(_, length)| length.parse().ok())
        .filter(|length| *length <= LARGEST)?;
    let mut body = Vec::new();
    stream.take(length).read_to_end(&mut body).ok()?;
    (body.len() as u64 == length).then_some(Request { body, ..request })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_whole_or_not_at_all() {
        let read = |text: &str| read(&mut text.as_bytes());
        let request = read("POST /api/edit?file=a%2Fb.toml&x=1+2 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        assert_eq!(
            (request.is_post, request.path.as_str(), request.body.as_slice()),
            (true, "/api/edit", b"{}".as_slice())
        );
        assert_eq!(request.query, [("file".into(), "a/b.toml".into()), ("x".into(), "1 2".into())]);
        assert_eq!(request.head[0], ("host".into(), "127.0.0.1:1".into()));
        for wrong in [
            "",
            "GET / HTTP/1.1\r\nHost: x\r\n",
            "DELETE / HTTP/1.1\r\n\r\n",
            "GET /\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n{}",
            "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n{}",
            "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n{}",
        ] {
            assert!(read(wrong).is_none(), "{wrong:?}");
        }
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(40_000));
        assert!(read(&long).is_none());
    }
}
