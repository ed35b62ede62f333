//! How long each stage takes, and the whole program against the stock `typst compile`.
//!
//! `cargo bench --profile dev` uses the build that tests use; plain `cargo bench` measures the release build.
//! Times are only good as ratios within one run, so that is what is printed beside them. The comparison
//! needs the `typst` command of the same version on the path, and is left out without it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use committee_papers::diag::Diagnostic;
use committee_papers::world::{Workspace, World};
use committee_papers::{compile, compose, export, load, render};
use typst::syntax::VirtualPath;

/// How often each thing is measured; the median is reported.
const RUNS: usize = 9;

fn main() {
    // `cargo test --benches` only wants to know that this runs.
    let quick = std::env::args().any(|argument| argument == "--test");
    let runs = if quick { 1 } else { RUNS };
    stages(runs);
    if !quick {
        whole(runs);
    }
}

/// A paper that fills about that many pages.
fn report(pages: usize) -> String {
    let paragraph =
        "Officers have considered the matter with care, and £3.2 million of it is set out below. "
            .repeat(4);
    let section = format!("[[section]]\nheading = \"Section\"\ntext = \"\"\"\n{}\"\"\"\n", format!(
        "{paragraph}\n\n- one point of **weight**;\n- another.\n\n| Risk | Rating |\n|---|---|\n| Delay | C2 |\n\n"
    ).repeat(5));
    format!(
        "kind = \"report\"\ntitle = \"A paper\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"What this is about.\"\n{}",
        section.repeat(pages)
    )
}

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

/// The median time of each stage for papers of one, ten and a hundred pages.
fn stages(runs: usize) {
    println!(
        "{:>6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}  all but typst",
        "pages", "load", "compose", "check", "render", "compile", "export"
    );
    for pages in [1, 10, 100] {
        let mut times: Vec<[Duration; 6]> = Vec::new();
        let mut laid_out = 0;
        for _ in 0..runs {
            comemo::evict(0);
            let (time, count) = once(&report(pages));
            times.push(time);
            laid_out = count;
        }
        let median = |stage: usize| {
            let mut all: Vec<_> = times.iter().map(|time| time[stage]).collect();
            all.sort();
            all[all.len() / 2].as_secs_f64() * 1000.0
        };
        let medians: Vec<f64> = (0..6).map(median).collect();
        let ours: f64 = medians[..4].iter().sum();
        let row: String = medians.iter().map(|time| format!(" {time:>6.2} ms")).collect();
        println!(
            "{laid_out:>6}{row}  {ours:.2} ms, {:.0} % of compile and export",
            100.0 * ours / (medians[4] + medians[5])
        );
    }
}

/// The time of each stage of one build, and how many pages it gave.
fn once(report: &str) -> ([Duration; 6], usize) {
    let workspace = Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("report.toml", report.as_bytes()),
    ]);
    let world = workspace.world();
    let file = World::id(&VirtualPath::new("report.toml").expect("the name is plain"));
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut times = [Duration::ZERO; 6];
    let mut stage = 0;
    let mut start = Instant::now();
    let mut lap = || {
        times[stage] = start.elapsed();
        stage += 1;
        start = Instant::now();
    };
    let paper = load::paper::paper(&world, file, None, &mut problems).expect("the paper is sound");
    lap();
    let composed = compose::compose(&paper, None);
    lap();
    problems.extend(committee_papers::check::check(&world, &composed.document));
    lap();
    let source = render::typst(&world, &composed.document, &paper.style, &paper.style_folder)
        .expect("the templates are sound");
    lap();
    let pages = compile::compile(&world, source, &composed.document, &mut problems)
        .expect("the source is sound");
    lap();
    let pdf = export::pdf::pdf(&pages, "bench", &composed.document, &mut problems);
    lap();
    assert!(pdf.is_some() && problems.is_empty(), "{problems:?}");
    (times, pages.pages().len())
}

/// The whole program, from process start to file, against the stock command on the same source.
fn whole(runs: usize) {
    if Command::new("typst").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("\nno `typst` on the path: the whole program was not compared with it");
        return;
    }
    let folder = tempfile::TempDir::new().expect("there is room for a temporary folder");
    let data = folder.path().join("data/anyshire");
    fs::create_dir_all(&data).expect("the folder is new");
    fs::write(data.join("council.toml"), COUNCIL).expect("the folder is new");
    println!();
    for pages in [1, 10, 100] {
        fs::write(data.join("report.toml"), report(pages)).expect("the folder is new");
        run(Command::new(env!("CARGO_BIN_EXE_papers"))
            .args(["build", "data", "--emit", "typst"])
            .current_dir(folder.path()));
        let mut ours = Vec::new();
        let mut stock = Vec::new();
        for _ in 0..runs {
            ours.push(run(papers(folder.path()).arg("--force")));
            stock.push(run(&mut typst(&folder.path().join("output/anyshire/report.typst"))));
        }
        ours.sort();
        stock.sort();
        let (ours, stock) = (ours[runs / 2].as_secs_f64(), stock[runs / 2].as_secs_f64());
        println!(
            "about {pages} pages: {:.0} ms, {:.2} of `typst compile`",
            ours * 1000.0,
            ours / stock
        );
    }
}

/// A call of this program in a folder.
fn papers(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
    command.args(["build", "data", "--format", "pdf"]).current_dir(folder);
    command
}

/// A call of the stock command on source that this program wrote.
fn typst(folder: &Path) -> Command {
    let mut command = Command::new("typst");
    command.args([
        "compile",
        "--ignore-system-fonts",
        "--ignore-embedded-fonts",
        "--font-path",
        "fonts",
    ]);
    command.args([
        "--features",
        "a11y-extras",
        "--pdf-standard",
        "ua-1,a-2a",
        "paper.typ",
        "paper.pdf",
    ]);
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
