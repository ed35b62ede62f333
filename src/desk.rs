//! The desk: a page in the browser on which the files of a workspace are written, with the finished paper beside
//! them.
//!
//! In comes a [`Request`]; out comes a [`Response`]. The only state is the files of the workspace, which remain the
//! single source of truth, and the history for undoing. What may be asked is decided in `guard`; files are changed
//! through [`edit`](crate::edit). The socket, the browser and making PDFs are left to the command line.

mod copy;
mod figures;
mod form;
mod guard;
mod marks;
mod page;
mod pages;
mod past;
mod picture;
mod preview;
mod shelf;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use typst::syntax::{FileId, VirtualPath};

use self::past::Past;
use crate::memory::Memory;
use crate::world::{Workspace, World};

/// A request from a browser.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// Whether it is a POST, which asks for something to be done.
    pub(crate) is_post: bool,
    /// The path of the address.
    pub(crate) path: String,
    /// The parameters of the query.
    pub(crate) query: Vec<(String, String)>,
    /// The headers that matter here, by their names in lower case.
    pub(crate) head: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A parameter of the query.
    fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A header.
    fn line(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The content type of the body.
    pub(crate) kind: &'static str,
    /// The content security policy.
    pub(crate) policy: &'static str,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// A response in JSON.
    fn json(status: u16, value: &Value) -> Self {
        Self {
            status,
            kind: "application/json",
            policy: page::NOTHING,
            body: value.to_string().into_bytes(),
        }
    }

    /// A refusal without any details.
    fn refused() -> Self {
        Self { status: 403, kind: "text/plain", policy: page::NOTHING, body: Vec::new() }
    }
}

/// Why something is not done: the HTTP status, and what the page is told.
type Trouble = (u16, Value);

/// The answer to a question of the page.
type Answer = Result<Value, Trouble>;

/// Trouble described in words.
fn trouble(status: u16, problem: impl ToString) -> Trouble {
    (status, json!({ "problem": problem.to_string() }))
}

/// Makes the finished files of a paper.
pub(crate) type Make = Box<dyn Fn(&Path) -> Made + Send + Sync>;

/// The result of making a paper.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// The files made.
    pub(crate) files: Vec<PathBuf>,
    /// The failures, in words.
    pub(crate) failures: Vec<String>,
}

/// An open workspace.
pub(crate) struct Desk {
    /// Its folder.
    root: PathBuf,
    /// The port on which it is served.
    port: u16,
    /// The secret that a request has to know.
    secret: String,
    /// The day on which it was opened.
    today: NaiveDate,
    workspace: Workspace,
    make: Make,
    past: Mutex<Past>,
    /// The papers of meetings as last typeset, whose pages agendas count.
    memory: Memory,
    /// The files that were made, which the page may show.
    made: Mutex<BTreeSet<PathBuf>>,
}

impl Desk {
    /// Opens the workspace in a folder, which may still be empty.
    pub(crate) fn open(
        folder: &Path,
        port: u16,
        secret: String,
        today: NaiveDate,
        make: Make,
    ) -> std::io::Result<Self> {
        let root = folder.canonicalize()?;
        let workspace = Workspace::open(&root, Path::new(""))?;
        let memory = Memory::here();
        let (past, made) = Default::default();
        Ok(Self { root, port, secret, today, workspace, make, past, memory, made })
    }

    /// The address to open, with the secret in the fragment, where no server and no history sees it.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#key={}", self.port, self.secret)
    }

    /// Answers a request.
    pub(crate) fn answer(&self, request: &Request) -> Response {
        if !guard::is_from_here(request, self.port) {
            return Response::refused();
        }
        let Some(question) = request.path.strip_prefix("/api/") else {
            return page::file(request);
        };
        if !guard::knows(request, &self.secret) {
            return Response::refused();
        }
        if question == "output" {
            return self.output(request);
        }
        if question == "page" {
            return self.picture(request);
        }
        match self.respond(question, request) {
            Ok(value) => Response::json(200, &value),
            Err((status, value)) => Response::json(status, &value),
        }
    }

    /// Answers a question of the page.
    fn respond(&self, question: &str, request: &Request) -> Answer {
        match (request.is_post, question) {
            (false, "workspace") => self.shelf(),
            (false, "paper") => self.paper(named(request)?),
            (false, "preview") => {
                let edition = request.value("edition").unwrap_or_default();
                self.preview(named(request)?, edition, request.value("as") == Some("printed"))
            }
            (false, "figures") => self.figures(named(request)?),
            (false, "state") => self.state(request.value("file")),
            (false, "notice") => self.notice(request.value("day").unwrap_or_default()),
            (true, "edit") => self.edit(body(request)?),
            (true, "undo") => self.step(body(request)?, true),
            (true, "redo") => self.step(body(request)?, false),
            (true, "start") => self.start(&body(request)?),
            (true, "picture") => self.keep_picture(&body(request)?),
            (true, "new") => self.begin(&body(request)?),
            (true, "build") => self.build(&body::<Value>(request)?),
            _ => Err(trouble(404, "there is nothing of that name here")),
        }
    }

    /// Makes the finished files of a paper.
    fn build(&self, wanted: &Value) -> Answer {
        let (_, path) = self.locate(wanted["file"].as_str().unwrap_or_default())?;
        let made = (self.make)(&path);
        let shown =
            |path: &PathBuf| path.strip_prefix(&self.root).unwrap_or(path).display().to_string();
        let files: Vec<_> = made.files.iter().map(shown).collect();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).extend(made.files);
        Ok(json!({ "files": files, "failures": made.failures }))
    }

    /// Serves a finished file that was made here.
    fn output(&self, request: &Request) -> Response {
        let path = self.root.join(request.value("file").unwrap_or_default());
        let is_made = self.made.lock().unwrap_or_else(PoisonError::into_inner).contains(&path);
        match std::fs::read(&path).ok().filter(|_| is_made && !request.is_post) {
            Some(body) => {
                Response { status: 200, kind: "application/pdf", policy: page::NOTHING, body }
            }
            None => {
                let problem = "this file was not made since the desk was opened: make it again, and then open it";
                Response::json(404, &json!({ "problem": problem }))
            }
        }
    }

    /// Finds a source file of the workspace by its path; nothing hidden, and nothing outside the folder.
    fn locate(&self, name: &str) -> Result<(FileId, PathBuf), Trouble> {
        let nowhere = || trouble(404, format!("there is no file “{name}” in this folder"));
        let (known, _) = self.workspace.files().toml();
        let path =
            VirtualPath::new(name).ok().filter(|path| known.contains(path)).ok_or_else(nowhere)?;
        let real = path.realize(&self.root).ok().and_then(|path| path.canonicalize().ok());
        let real = real.filter(|real| real.starts_with(&self.root)).ok_or_else(nowhere)?;
        Ok((World::id(&path), real))
    }

    /// The history for undoing.
    fn past(&self) -> MutexGuard<'_, Past> {
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file that a request names.
fn named(request: &Request) -> Result<&str, Trouble> {
    request.value("file").ok_or_else(|| trouble(400, "no file was named"))
}

/// The body of a request.
fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Trouble> {
    serde_json::from_slice(&request.body)
        .map_err(|error| trouble(400, format!("the request cannot be read: {error}")))
}
