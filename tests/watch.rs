//! `papers watch` as a program that goes on: what happens to files while it runs, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::command::{papers, report, workspace};

/// The longest that anything may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program at work, and the lines that it says.
struct Watch {
    child: Child,
    said: Receiver<String>,
}

impl Watch {
    /// Starts it on the workspace of a folder.
    fn start(folder: &Path, out: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_papers"))
            .args(["watch", "data/anyshire", "--out", out])
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (send, said) = channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| send.send(line)).ok()
        });
        let watch = Self { child, said };
        watch.until("waiting for changes");
        watch
    }

    /// Waits for a line with some words.
    fn until(&self, words: &str) {
        let mut before = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return,
                Ok(line) => before.push(line),
                Err(_) => panic!("“{words}” was not said after {before:#?}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watching_goes_on_through_files_that_come_break_move_and_go_and_two_can_watch_at_once() {
    let folder = workspace();
    let (one, two) = (Watch::start(folder.path(), "one"), Watch::start(folder.path(), "two"));
    let inside = folder.path().join("data/anyshire");
    let seen = |words: &str| [&one, &two].map(|watch| watch.until(words));
    fs::write(inside.join("third.toml"), report("Third")).unwrap();
    seen("third.pdf (1 page)");
    fs::rename(inside.join("third.toml"), inside.join("fourth.toml")).unwrap();
    seen("fourth.pdf (1 page)");
    // Half a file is said to be wrong, and whole again when it is.
    let whole = report("Fourth");
    fs::write(inside.join("fourth.toml"), &whole[..whole.len() / 3]).unwrap();
    seen("not built: data/anyshire/fourth.toml");
    fs::write(inside.join("fourth.toml"), whole).unwrap();
    seen("fourth.pdf (1 page)");
    fs::remove_file(inside.join("fourth.toml")).unwrap();
    seen("up to date");
    // What papers are made with counts as well: a style of the workspace's own, which hides the one that is built in.
    let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/styles/staffordshire");
    let own = inside.join("styles/staffordshire");
    fs::create_dir_all(&own).unwrap();
    for entry in fs::read_dir(style).unwrap().flatten() {
        fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
    }
    seen("report.pdf (1 page)");
}

#[cfg(unix)]
#[test]
fn watching_ends_at_once_when_it_is_ended_at_work_and_leaves_whole_files() {
    let folder = workspace();
    let mut watch = Watch::start(folder.path(), "out");
    let id = watch.child.id().to_string();
    fs::write(folder.path().join("data/anyshire/report.toml"), report("Changed")).unwrap();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let end = Instant::now() + PATIENCE;
    while watch.child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
    let out = folder.path().join("out/anyshire");
    let pdf = fs::read(out.join("report.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF"), "it is not whole");
    // What was being written at that moment stands hidden beside it until the next build.
    papers(folder.path(), &["build", "data/anyshire", "--out", "out"]);
    let names = fs::read_dir(&out).unwrap().flatten().map(|entry| entry.file_name());
    let half = names.filter(|name| name.to_string_lossy().starts_with('.')).count();
    assert_eq!(half, 0, "something half written is left");
}
