//! Runs `papers desk`: serves the page on which papers are written to a browser on this machine.
//!
//! Requests come in through a socket and go to the [`Desk`], which answers them. All that is decided here is how
//! finished files are made: as `papers build` makes them.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::{Build, Desk as Command, Manner, When};
use super::build;
use super::new::today;
use super::report::{Answer, Report};
use super::serve::{converse, serve};
use crate::desk::{Desk, Made};
use crate::diag::{Severity, closest};
use crate::world::workspace_of;

/// Serves the page until the program is stopped.
pub(super) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let folder = folder(&command.path, report)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, command.port)).and_then(|listener| {
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    });
    let listener = listener.map_err(|error| {
        report.fail(Outcome::Failed, format!("no page can be served on this machine: {error}"));
    });
    let (listener, port) = listener.ok()?;
    let desk =
        secret().and_then(|secret| open(&folder, port, secret).map_err(|error| error.to_string()));
    let desk = desk.map_err(|error| {
        report.fail(Outcome::Failed, format!("`{}` cannot be opened: {error}", folder.display()));
    });
    let desk = desk.ok()?;
    report.note(&format!("`{}` is open at {}", folder.display(), desk.address()));
    report.note("everything is saved as you write; press Ctrl and C here to close it");
    if !command.no_open && open::that_detached(desk.address()).is_err() {
        report.note("no browser could be opened: open that address in one");
    }
    serve(&listener, move |request| desk.answer(request));
    None
}

/// Opens the desk on a folder for a caller that needs no socket, such as a test. What is returned takes the bytes of an HTTP
/// request to that port of this machine, with the secret in its header `X-Papers-Key`, and gives the bytes of the answer.
pub fn desk_without_socket(
    folder: &Path,
    port: u16,
    secret: String,
) -> io::Result<impl Fn(&[u8]) -> Vec<u8> + use<>> {
    let desk = open(folder, port, secret)?;
    Ok(move |mut request: &[u8]| {
        let mut answer = Vec::new();
        converse(&mut request, &mut answer, &|request| desk.answer(request))
            .expect("memory can be written to");
        answer
    })
}

/// The desk on a folder.
fn open(folder: &Path, port: u16, secret: String) -> io::Result<Desk> {
    Desk::open(folder, port, secret, today(), Box::new(make))
}

/// The folder of the workspace that a path is in, or a folder that may become one; a missing folder is created.
fn folder(path: &Path, report: &mut Report) -> Option<PathBuf> {
    let made = if path.exists() { Ok(()) } else { begin(path, report) };
    let found = made.and_then(|()| {
        let shown = path.display();
        let real =
            path.canonicalize().map_err(|error| format!("`{shown}` cannot be opened: {error}"))?;
        let found = workspace_of(&real).or(real.is_dir().then_some(real));
        found.ok_or_else(|| {
            format!("`{shown}` is in no workspace; name a folder, which may be empty")
        })
    });
    found.map_err(|message| report.fail(Outcome::Usage, message)).ok()
}

/// Creates the folder of somebody who begins. Fails if the path looks like a mistake: the name of a file that does
/// not exist, or one that almost matches the name of something beside it.
fn begin(path: &Path, report: &Report) -> Result<(), String> {
    let shown = path.display();
    let above =
        path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside =
        fs::read_dir(above).map_err(|_| format!("there is no folder `{}`", above.display()))?;
    let beside: Vec<String> =
        beside.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let near = closest(name, beside.iter().map(String::as_str));
    if near.is_some() || path.extension().is_some() {
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(format!("there is no file or folder `{shown}`{hint}"));
    }
    fs::create_dir(path).map_err(|error| format!("`{shown}` cannot be made: {error}"))?;
    report.note(&format!("`{shown}` is a new folder"));
    Ok(())
}

/// A random secret in hexadecimal.
fn secret() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Makes the finished files of a paper, as `papers build` does.
fn make(path: &Path) -> Made {
    let manner = Manner { json: false, quiet: true, color: When::Never };
    let mut report = Report::new(manner);
    let out = workspace_of(path).map(|root| root.join("output"));
    let command = Build::of(vec![path.to_owned()], out);
    let answer = build::run(&command, &mut report);
    let results =
        answer.as_ref().and_then(|answer| answer.json().as_array().cloned()).unwrap_or_default();
    let made = results.iter().filter(|result| result["status"] != "failed");
    let files = made.filter_map(|result| result["output"].as_str().map(PathBuf::from));
    let findings = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    let errors = findings.map(|finding| finding.message.clone());
    let failures = report.failures().iter().cloned().chain(errors).collect();
    Made { files: files.collect(), failures }
}
