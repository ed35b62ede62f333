//! How long each stage takes, and the whole program against the stock `typst compile`.
//!
//! `cargo bench --profile dev` uses the build that tests use; plain `cargo bench` measures the release build.
//! Times are only good as ratios within one run, so a table is printed of these, each with the goal that it has. Both sides
//! run in turn, and medians are compared. The comparison needs the `typst` command of the same version on the path, and is
//! left out without it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use committee_papers::{Options, Workspace, World, compile, compose, pdf};
use typst::syntax::VirtualPath;

/// How often each thing is measured; the median is reported.
const RUNS: usize = 9;

fn main() {
    // `cargo test --benches` only wants to know that this runs.
    let quick = std::env::args().any(|argument| argument == "--test");
    let runs = if quick { 1 } else { RUNS };
    stages(runs);
    desk(runs);
    if quick {
        return;
    }
    if Command::new("typst").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("\nno `typst` on the path: the whole program was not compared with it");
        return;
    }
    println!(
        "\n{:<42} {:>8} {:>9} {:>6} {:>6}",
        "what is built", "time", "memory", "ratio", "goal"
    );
    one(runs);
    batch();
    pack();
}

/// A line of the table: what this program took, in how much of the time that the stock command took for the same.
fn row(what: &str, mut ours: Vec<Measured>, mut stock: Vec<Duration>, goal: Option<f64>) {
    ours.sort_by_key(|run| run.time);
    stock.sort();
    let time = ours[ours.len() / 2].time.as_secs_f64();
    let memory = ours.iter().map(|run| run.memory).max().unwrap_or_default() / 1024;
    let ratio = time / stock[stock.len() / 2].as_secs_f64();
    let goal = goal.map(|goal| format!("{goal:.2}")).unwrap_or_default();
    println!("{what:<42} {time:>6.2} s {memory:>6} MB {ratio:>6.2} {goal:>6}");
}

/// A paper of these sections, each of which fills about a page and says its number.
fn report(sections: Range<usize>) -> String {
    let mut report = String::from(
        "kind = \"report\"\ntitle = \"A paper\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"What this is about.\"\n",
    );
    for number in sections {
        let text: String = (1..=5)
            .map(|part| {
                let sentence = format!(
                    "Officers have considered part {part} of matter {number} with care, and £{number}.2 million of it is set out below. "
                );
                let rest = "- one point of **weight**;\n- another.\n\n| Risk | Rating |\n|---|---|\n| Delay | C2 |\n\n";
                format!("{}\n\n{rest}", sentence.repeat(4))
            })
            .collect();
        report.push_str(&format!(
            "[[section]]\nheading = \"Section\"\ntext = \"\"\"\n{text}\"\"\"\n"
        ));
    }
    report
}

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

/// The median time of each stage for papers of one, ten and a hundred pages.
fn stages(runs: usize) {
    println!(
        "{:>6} {:>9} {:>9} {:>9} {:>9}  all but typst",
        "pages", "compose", "render", "compile", "export"
    );
    for pages in [1, 10, 100] {
        let mut times: Vec<[Duration; 4]> = Vec::new();
        let mut laid_out = 0;
        for _ in 0..runs {
            comemo::evict(0);
            let (time, count) = once(&report(0..pages));
            times.push(time);
            laid_out = count;
        }
        let median = |stage: usize| {
            let mut all: Vec<_> = times.iter().map(|time| time[stage]).collect();
            all.sort();
            all[all.len() / 2].as_secs_f64() * 1000.0
        };
        let medians: Vec<f64> = (0..4).map(median).collect();
        let ours: f64 = medians[..2].iter().sum();
        let row: String = medians.iter().map(|time| format!(" {time:>6.2} ms")).collect();
        println!(
            "{laid_out:>6}{row}  {ours:.2} ms, {:.0} % of compile and export",
            100.0 * ours / (medians[2] + medians[3])
        );
    }
}

/// The time of each stage of one build, and how many pages it gave.
fn once(report: &str) -> ([Duration; 4], usize) {
    let workspace = Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("report.toml", report.as_bytes()),
    ]);
    let world = workspace.world();
    let file = World::id(&VirtualPath::new("report.toml").expect("the name is plain"));
    let mut times = [Duration::ZERO; 4];
    let mut stage = 0;
    let mut start = Instant::now();
    let mut lap = || {
        times[stage] = start.elapsed();
        stage += 1;
        start = Instant::now();
    };
    let composed = compose(&world, file, &Options::default()).expect("the paper is sound");
    lap();
    let (composed, mut problems) = (composed.value, composed.findings);
    let editions = composed.editions();
    let source = composed.typst(&world, &editions[0]).expect("the templates are sound");
    lap();
    let document = &editions[0].document;
    let pages = compile(&world, source, document).expect("the source is sound");
    problems.extend(pages.findings);
    let pages = pages.value;
    lap();
    let made = pdf(&pages, "bench", document);
    lap();
    assert!(made.is_ok() && problems.is_empty(), "{problems:?}");
    (times, pages.pages().len())
}

/// The paper of fourteen pages, from process start to file, against the stock command on the same source.
fn one(runs: usize) {
    let folder = Folder::new();
    folder.write("report.toml", &report(0..PAGES));
    let emitted = emit(folder.path(), "stock");
    let (mut ours, mut stock) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(measured(
            folder.path(),
            &["build", "data", "--format", "pdf", "--force", "--json"],
        ));
        stock.push(run(typst(&emitted).args(CONFORMING)));
    }
    row(&format!("a paper of {} pages", ours[0].pages), ours, stock, Some(1.05));
}

/// How many sections a paper has that is measured on its own and a hundred times.
const PAGES: usize = 10;

/// How many papers are built at once.
const BATCH: usize = 100;

/// A hundred papers at once, again when nothing has changed, and all of them checked, against the stock command on each, two at a time.
fn batch() {
    let folder = Folder::new();
    let emitted: Vec<_> = (0..BATCH)
        .map(|place| {
            folder.write("report.toml", &report(PAGES * place..PAGES * (place + 1)));
            let name = format!("p{place}/report.toml");
            folder.write(&name, &report(PAGES * place..PAGES * (place + 1)));
            emit(folder.path(), &format!("stock-{place}"))
        })
        .collect();
    fs::remove_file(folder.data().join("report.toml")).expect("it was made");
    let build = || measured(folder.path(), &["build", "data", "--format", "pdf", "--json"]);
    let (mut first, mut again, mut stock) = (Vec::new(), Vec::new(), Vec::new());
    let mut checked = Vec::new();
    for _ in 0..FEW_RUNS {
        let _ = fs::remove_dir_all(folder.path().join("output"));
        first.push(build());
        again.push(build());
        checked.push(measured(folder.path(), &["check", "data", "--json"]));
        let start = Instant::now();
        std::thread::scope(|scope| {
            for half in emitted.chunks(BATCH / 2) {
                scope.spawn(move || {
                    for one in half {
                        run(typst(one).args(CONFORMING));
                    }
                });
            }
        });
        stock.push(start.elapsed());
    }
    row(&format!("{BATCH} of them"), first, stock.clone(), Some(0.7));
    row("nothing changed (under 0.1 s)", again, stock.clone(), None);
    row("all of them checked (under 1 s)", checked, stock, None);
}

/// How many papers of the pack are measured; a tenth of its pages is a PDF from outside.
const PAPERS: usize = 90;

/// How many sections each has: ten pages.
const SECTIONS: usize = 7;

/// How often what takes seconds is measured; the median is reported.
const FEW_RUNS: usize = 3;

/// A pack of a thousand pages, from nothing and with one paper changed, against the stock command on one
/// paper of as many pages.
fn pack() {
    let folder = Folder::new();
    // The stock command makes the outside PDF, without tags, and sets all pages of the pack as one paper.
    folder.write("report.toml", &report(0..SECTIONS * PAPERS / 9));
    let emitted = emit(folder.path(), "stock-outside");
    run(typst(&emitted).args(["--no-pdf-tags", "--pdf-standard", "1.7"]));
    fs::copy(emitted.join("paper.pdf"), folder.data().join("outside.pdf")).expect("it was made");
    folder.write("report.toml", &report(0..SECTIONS * (PAPERS + PAPERS / 9)));
    let emitted = emit(folder.path(), "stock");
    fs::remove_file(folder.data().join("report.toml")).expect("it was made");

    let mut meeting = String::from(
        "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = 10:00:00\nvenue = \"Shire Hall\"\n\
         published = 2022-11-02\n[[item]]\ntitle = \"Figures\"\nfile = \"outside.pdf\"\n",
    );
    // The outside PDF has the first sections.
    let paper =
        |place: usize| report(SECTIONS * (PAPERS / 9 + place)..SECTIONS * (PAPERS / 9 + place + 1));
    for place in 0..PAPERS {
        folder.write(&format!("p{place}/report.toml"), &paper(place));
        meeting.push_str(&format!("[[item]]\nreport = \"p{place}/report.toml\"\n"));
    }
    folder.write("meeting.toml", &meeting);
    let build = || measured(folder.path(), &["build", "data/anyshire/meeting.toml", "--json"]);
    let (mut first, mut again, mut stock) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..FEW_RUNS {
        let _ = fs::remove_dir_all(folder.path().join("output"));
        let _ = fs::remove_dir_all(folder.data().join(".papers"));
        first.push(build());
        let changed = paper(7).replace("is about", &format!("is about, as said {turn} times"));
        folder.write("p7/report.toml", &changed);
        again.push(build());
        stock.push(run(typst(&emitted).args(CONFORMING)));
    }
    row(&format!("a pack of {} pages", first[0].pages), first, stock.clone(), Some(0.4));
    row("the same with one paper changed", again, stock, Some(0.12));
}

/// A temporary folder with a workspace in it.
struct Folder(tempfile::TempDir);

impl Folder {
    /// A workspace of a council alone.
    fn new() -> Self {
        let folder = Self(tempfile::TempDir::new().expect("there is room for a temporary folder"));
        folder.write("council.toml", COUNCIL);
        folder
    }

    /// The folder.
    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The workspace in it.
    fn data(&self) -> PathBuf {
        self.path().join("data/anyshire")
    }

    /// Writes a file of the workspace.
    fn write(&self, name: &str, text: &str) {
        let path = self.data().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is new");
        fs::write(path, text).expect("the folder is new");
    }
}

/// What a build took.
struct Measured {
    time: Duration,
    /// The most memory that it held, in kilobytes; 0 where the system does not say.
    memory: u64,
    pages: u64,
}

/// A build by this program with what it took.
fn measured(folder: &Path, arguments: &[&str]) -> Measured {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_papers"))
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is there");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    let code = loop {
        let peak = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim_end_matches("kB").trim().parse().ok()
        });
        memory = memory.max(peak.unwrap_or(0));
        match child.try_wait().expect("it was started") {
            Some(code) => break code,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let time = start.elapsed();
    assert!(code.success(), "it was not built");
    let said = std::io::read_to_string(child.stdout.take().expect("it is piped"));
    let said: serde_json::Value =
        serde_json::from_str(&said.expect("JSON is text")).expect("it is JSON");
    let pages =
        said["outputs"].as_array().into_iter().flatten().filter_map(|one| one["pages"].as_u64());
    Measured { time, memory, pages: pages.max().unwrap_or_default() }
}

/// A page of the desk: what it takes from a changed sentence to the picture of its page, against a full build.
fn desk(runs: usize) {
    println!();
    for pages in [10, 60] {
        let folder = tempfile::TempDir::new().expect("there is room for a temporary folder");
        let data = folder.path().join("data/anyshire");
        fs::create_dir_all(&data).expect("the folder is new");
        fs::write(data.join("council.toml"), COUNCIL).expect("the folder is new");
        fs::write(data.join("report.toml"), report(0..pages * 7 / 10)).expect("the folder is new");
        let build = ["build", "data", "--format", "pdf", "--force", "--json"];
        let mut builds: Vec<_> = (0..runs).map(|_| measured(folder.path(), &build).time).collect();
        let desk = Desk::open(&data);
        let mut times = Vec::new();
        let mut shown = desk.ask("preview?file=report.toml&edition=public&as=printed", None);
        for turn in 0..runs {
            let paper = desk.ask("paper?file=report.toml", None);
            let words = format!("What this is about, as said {turn} times.");
            let edit = serde_json::json!({
                "file": "report.toml",
                "revision": paper["revision"],
                "edits": [{ "set": [["section", 0, "text"], { "prose": words }] }],
            });
            let start = Instant::now();
            desk.ask("edit", Some(&edit.to_string()));
            shown = desk.ask("preview?file=report.toml&edition=public&as=printed", None);
            let name = shown["pages"][0]["name"].as_str().expect("the paper can be made");
            desk.fetch(&format!("page?file=report.toml&edition=public&name={name}"), None);
            times.push(start.elapsed());
        }
        times.sort();
        builds.sort();
        let (time, build) = (times[runs / 2].as_secs_f64(), builds[runs / 2].as_secs_f64());
        println!(
            "a sentence of {} pages on the desk: {:.0} ms, {:.2} of a full build",
            shown["pages"].as_array().map_or(0, Vec::len),
            time * 1000.0,
            time / build
        );
    }
}

/// The desk on which a workspace is open.
struct Desk {
    child: Child,
    port: u16,
    key: String,
}

impl Desk {
    /// Opens a workspace, and waits for the address.
    fn open(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_papers"))
            .arg("desk")
            .arg(folder)
            .arg("--no-open")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is there");
        let mut line = String::new();
        let said = child.stderr.take().expect("it is piped");
        BufReader::new(said).read_line(&mut line).expect("it says its address");
        let (before, key) = line.trim().rsplit_once("/#key=").expect("it says its address");
        let port = before.rsplit(':').next().and_then(|port| port.parse().ok());
        Self { child, port: port.expect("the address has a port"), key: key.to_owned() }
    }

    /// What is answered to a question, in JSON.
    fn ask(&self, question: &str, body: Option<&str>) -> serde_json::Value {
        serde_json::from_slice(&self.fetch(question, body)).expect("it answers in JSON")
    }

    /// What is answered to a question.
    fn fetch(&self, question: &str, body: Option<&str>) -> Vec<u8> {
        let method = if body.is_some() { "POST" } else { "GET" };
        let body = body.unwrap_or_default();
        let request = format!(
            "{method} /api/{question} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Papers-Key: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            self.key,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("it has a head");
        answer.split_off(head + 4)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // One that has ended already is what was wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The standards that our papers conform to, for the stock command.
const CONFORMING: [&str; 2] = ["--pdf-standard", "ua-1,a-2a"];

/// The Typst source that the report of a folder becomes, in a folder of this name that no build clears away.
fn emit(folder: &Path, name: &str) -> PathBuf {
    run(Command::new(env!("CARGO_BIN_EXE_papers"))
        .args(["build", "data", "--emit", "typst"])
        .current_dir(folder));
    let kept = folder.join(name);
    fs::rename(folder.join("output/anyshire/report.typst"), &kept).expect("the name is free");
    kept
}

/// A call of the stock command on source that this program wrote.
fn typst(folder: &Path) -> Command {
    let mut command = Command::new("typst");
    // As a variable, since a command that was built without fonts does not know the flag.
    command.env("TYPST_IGNORE_EMBEDDED_FONTS", "true");
    command.args(["compile", "--ignore-system-fonts", "--font-path", "fonts"]);
    command.args(["--features", "a11y-extras", "paper.typ", "paper.pdf"]);
    command.current_dir(folder);
    command
}

/// How long a call takes, which has to succeed.
fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().expect("the command is there");
    let time = start.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    time
}
