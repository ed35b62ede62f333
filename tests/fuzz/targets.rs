//! What is done with each kind of file, and the good files that changes start from.

#[path = "requests.rs"]
mod requests;

use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use committee_papers::cli;
use committee_papers::diag::apart;
use committee_papers::{
    Elsewhere, Format, Memory, Options, Workspace, World, build, build_pack, compose,
};
use typst::syntax::{FileId, VirtualPath};

use crate::support::{COUNCIL, report};

/// A kind of file.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) name: &'static str,
    /// Good files.
    pub(super) seeds: fn() -> Vec<File>,
    /// Does with a file all that the program does.
    pub(super) run: fn(&File),
}

/// A file by its name.
#[derive(Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl File {
    /// Reads a file; one that is kept is called by the name before the first `~`.
    fn read(path: &Path) -> Self {
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name.split('~').next().unwrap().to_owned();
        Self { name, bytes: fs::read(path).unwrap() }
    }
}

/// The files in a folder, in the order of their names.
pub(super) fn files(folder: &str) -> Vec<File> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.is_file()).collect();
    paths.sort();
    paths.iter().map(|path| File::read(path)).collect()
}

/// All kinds of files.
const ALL: [Target; 9] =
    [DATA, PROSE, OUTSIDE, PICTURES, DRAFTS, SHEETS, STYLES, TEMPLATES, REQUESTS];

/// The target with a name.
pub(super) fn called(name: &str) -> Option<Target> {
    ALL.into_iter().find(|target| target.name == name)
}

/// Data to documents and HTML: the files of one council, of which one is changed.
const DATA: Target = Target { name: "data", seeds: data, run: read };

/// Prose to Typst and HTML.
const PROSE: Target = Target { name: "prose", seeds: prose, run: write };

/// Outside PDFs to packs.
const OUTSIDE: Target = Target { name: "outside", seeds: outside, run: join };

/// Pictures to PDF.
const PICTURES: Target = Target { name: "pictures", seeds: pictures, run: print };

/// Word drafts to papers.
const DRAFTS: Target = Target { name: "drafts", seeds: drafts, run: import };

/// Spreadsheets to plans.
const SHEETS: Target = Target { name: "sheets", seeds: sheets, run: import };

/// Templates and settings of a council's own to PDF.
const STYLES: Target = Target { name: "styles", seeds: styles, run: style };

/// Templates of a council's own and expressions in prose to PDF, HTML and Word files.
const TEMPLATES: Target = Target { name: "templates", seeds: templates, run: fill };

/// Requests to the desk to answers.
const REQUESTS: Target =
    Target { name: "requests", seeds: requests::requests, run: requests::answer };

/// The council whose papers are changed.
const SAMPLE: &str = "data/staffordshire";

/// A house style of a council's own.
const STYLE: &str = "tests/cases/a-style-of-ones-own/styles/anyshire";

/// Prose with all that can be written in it.
const PROSE_OF_ALL_KINDS: [&str; 4] = [
    "Words with *emphasis*, **weight**, `code`, ~~struck~~, a note[^1], [a link](https://example.org) and £1.2 million. {#label}\n\n[^1]: What it says.\n",
    "- a point\n- another\n  1. inside\n\n> said by others\n\n| Risk | Rating |\n|:--|--:|\n| Delay | C2 |\n\n### A heading\n\n```\ntyped\n```\n",
    "Open words.\n\nThe offer was £4 million. {.exempt-3}\n\nMore of it {.continued .confidential}\n\nSee {{ ref(\"label\") }}. {#label}\n",
    "{{ 0.1 + 0.2 | round(1) }} of {{ [1, 2, 3] | length | words }}, {{ \"these\" if 1 < 2 else \"those\" }} \\{{ and \\{.exempt-3}\n",
];

/// Expressions with all that can be asked of data.
const EXPRESSIONS: &str = "\
    {{ inspection.weaknesses | length | words }} of {{ inspection.not_sufficient.count | ordinal }}, \
    {{ inspection.latest.start | date(\"%-d %B %Y\") }}\n\n{{ inspection.weakness_list(grade=\"not-sufficient\", show=\"title\", joined=true) }}\n\n\
    {{ plan.total }}, {{ plan.overdue.ids | and_list }}, {{ plan.position.complete.share }}, {{ plan.measure('heard').latest.words | capitalize }}, \
    {{ (plan.total - 1) * 2 / 3 | round(1) }}\n\n\
    {{ [\"a\", \"b\"] | join(\", \") | replace(\"a\", \"c\") }} {{ \"late\" if plan.overdue.count > 2 and not 1 == 2 else \"not\" }} \
    {{ inspection.weaknesses | map(attribute=\"title\") | first }}\n\n\
    {{ plan.progress_table() }}\n\n{{ plan.status_chart() }}\n\n{{ review.focus_list() }}\n\n\
    Due {{ review.next | date }}, {{ title }} of {{ committee }}, see {{ ref(\"here\") }}. {#here}\n";

/// Where a report takes its figures from, before its first section.
const SOURCES: &str = "sources = { inspection = \"inspection.toml\", plan = \"plan.toml\", review = \"review.toml\" }\n[[section]]";

/// The folders of templates, under those that come with the program and under a council's own.
const FOLDERS: [&str; 3] = ["typst", "html", "docx"];

/// The identity of a file of a workspace.
fn id(name: &str) -> FileId {
    World::id(&VirtualPath::new(name).unwrap())
}

/// A workspace of files.
fn workspace(all: &[File]) -> Workspace {
    Workspace::memory(all.iter().map(|file| (file.name.as_str(), &file.bytes[..])))
}

/// A file of text.
fn text(name: &str, text: impl Into<String>) -> File {
    File { name: name.to_owned(), bytes: text.into().into_bytes() }
}

/// A council and a report of that prose.
fn paper(prose: &str) -> Vec<File> {
    vec![text("council.toml", COUNCIL), text("report.toml", report(prose))]
}

fn data() -> Vec<File> {
    files(SAMPLE)
}

fn read(changed: &File) {
    let mut all = files(SAMPLE);
    all.retain(|file| file.name != changed.name);
    all.push(changed.clone());
    let workspace = workspace(&all);
    let options = Options {
        elsewhere: Elsewhere::in_workspace(&workspace),
        formats: vec![Format::Html],
        ..Options::default()
    };
    for file in all.iter().filter(|file| file.name != "council.toml") {
        let (outputs, found) = apart(build(&workspace.world(), id(&file.name), &options));
        assert!(outputs.is_some() || !found.is_empty(), "nothing is said of {}", file.name);
    }
}

fn prose() -> Vec<File> {
    PROSE_OF_ALL_KINDS.map(|prose| text("prose.md", prose)).to_vec()
}

fn write(prose: &File) {
    let prose = String::from_utf8_lossy(&prose.bytes);
    let workspace = workspace(&paper(&prose));
    let (world, file) = (workspace.world(), id("report.toml"));
    let options = Options { formats: vec![Format::Html], ..Options::default() };
    let (composed, found) = apart(compose(&world, file, &options));
    let Some(composed) = composed else { return assert!(!found.is_empty()) };
    for edition in composed.editions() {
        let source = composed.typst(&world, &edition).unwrap();
        let (errors, _) = typst::syntax::parse(&source).errors_and_warnings();
        assert!(errors.is_empty(), "prose became code: {errors:?}");
    }
    let (outputs, found) = apart(build(&world, file, &options));
    assert!(outputs.is_some() || !found.is_empty());
}

fn outside() -> Vec<File> {
    let plain = |file: File| {
        // Where streams are written out, changes reach what is in them.
        let mut document = lopdf::Document::load_mem(&file.bytes).unwrap();
        document.decompress();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        File { bytes, ..file }
    };
    let all = files("data/county-meeting/outside");
    all.iter()
        .cloned()
        .map(plain)
        .chain(all.clone())
        .map(|file| File { name: "outside.pdf".to_owned(), ..file })
        .collect()
}

fn join(outside: &File) {
    let meeting = "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = 10:00:00\nvenue = \"Shire Hall\"\n\
                   published = 2022-11-02\n[[item]]\ntitle = \"Figures\"\nfile = \"outside.pdf\"\n";
    let workspace =
        workspace(&[text("council.toml", COUNCIL), text("meeting.toml", meeting), outside.clone()]);
    let (elsewhere, memory) = (Elsewhere::default(), Memory::none());
    let (packs, found) =
        apart(build_pack(&workspace, id("meeting.toml"), &elsewhere, &memory, &[], &|_| ()));
    assert!(packs.is_some() || !found.is_empty());
}

fn pictures() -> Vec<File> {
    let cases = [
        "a-style-of-ones-own/styles/anyshire",
        "pictures-that-cannot-be-used",
        "what-markdown-would-take-for-something-else",
    ];
    let all = cases.iter().flat_map(|case| files(&format!("tests/cases/{case}")));
    let is_picture = |file: &File| !file.name.ends_with(".toml") && !file.name.ends_with(".docx");
    let named = |file: File| {
        let ending = file.name.rsplit('.').next().unwrap_or_default();
        File { name: format!("picture.{ending}"), ..file }
    };
    all.filter(is_picture).map(named).collect()
}

fn print(picture: &File) {
    let mut all = paper(&format!("![What it shows]({})", picture.name));
    all.push(picture.clone());
    let options = Options { formats: vec![Format::Pdf, Format::Html], ..Options::default() };
    let (outputs, found) = apart(build(&workspace(&all).world(), id("report.toml"), &options));
    assert!(outputs.is_some() || !found.is_empty());
}

/// The files with a name in the folders of a folder.
fn named(folder: &str, is_meant: impl Fn(&str) -> bool) -> Vec<File> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    let all = folders.iter().flat_map(|folder| files(folder.to_str().unwrap()));
    all.filter(|file| is_meant(&file.name)).collect()
}

fn drafts() -> Vec<File> {
    named("tests/import/word", |name| name == "draft.docx").into_iter().map(unpacked).collect()
}

fn sheets() -> Vec<File> {
    let endings = [".xlsx", ".xls", ".ods", ".csv"];
    let all = named("tests/import/sheets", |name| endings.iter().any(|end| name.ends_with(end)));
    all.into_iter().map(unpacked).collect()
}

/// What stands before the name of each part of an archive that is written out.
const PART: &[u8] = b"\n\x01part ";

/// An archive written out as the name and the content of each part, so that changes reach what is in them and no sum over a
/// part gives them away; any other file as it is.
fn unpacked(file: File) -> File {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&file.bytes)) else { return file };
    let mut bytes = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        bytes.extend([PART, part.name().unwrap().as_bytes(), b"\n"].concat());
        part.read_to_end(&mut bytes).unwrap();
    }
    File { bytes, ..file }
}

/// The archive of parts that are written out; any other file as it is.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let Some(first) = bytes.strip_prefix(PART) else { return bytes.to_vec() };
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut rest = Some(first);
    while let Some(part) = rest {
        let end = part.windows(PART.len()).position(|next| next == PART);
        let (part, after) = part.split_at(end.unwrap_or(part.len()));
        rest = after.strip_prefix(PART);
        let name = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        // Two parts of one name make no archive.
        if written.start_file(String::from_utf8_lossy(&part[..name]), plain).is_ok() {
            written.write_all(part.get(name + 1..).unwrap_or_default()).unwrap();
        }
    }
    written.finish().unwrap().into_inner()
}

fn import(file: &File) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    let path = folder.path().join(&file.name);
    fs::write(&path, packed(&file.bytes)).unwrap();
    let words = ["papers", "--quiet", "import", "--dry-run"].map(OsString::from);
    cli::run(words.into_iter().chain([path.into_os_string()]));
}

fn styles() -> Vec<File> {
    let is_picture = |name: &str| [".png", ".jpg", ".svg"].iter().any(|end| name.ends_with(end));
    files(STYLE).into_iter().filter(|file| !is_picture(&file.name)).collect()
}

/// The council and a report of that prose, as that house style wants them.
fn paper_in_style(prose: &str) -> Vec<File> {
    let front = "front.local-members-interest = \"x\"\nfront.report-of = \"x\"\n";
    let own = "front.wards = \"x\"\nfront.key-decision = true\n";
    vec![
        text("council.toml", COUNCIL.replace("staffordshire", "anyshire")),
        text("report.toml", report(prose).replace(front, own)),
    ]
}

/// Files of the house style of a council's own, where they stand in its workspace.
fn in_style(files: impl IntoIterator<Item = File>) -> impl Iterator<Item = File> {
    files.into_iter().map(|file| File { name: format!("styles/anyshire/{}", file.name), ..file })
}

fn style(changed: &File) {
    let mut all = paper_in_style(PROSE_OF_ALL_KINDS[0]);
    let own = files(STYLE).into_iter().filter(|file| file.name != changed.name);
    all.extend(in_style(own.chain([changed.clone()])));
    let options = Options { formats: vec![Format::Pdf, Format::Html], ..Options::default() };
    let (outputs, found) = apart(build(&workspace(&all).world(), id("report.toml"), &options));
    assert!(outputs.is_some() || !found.is_empty());
}

fn templates() -> Vec<File> {
    let all = FOLDERS.iter().flat_map(|folder| files(&format!("templates/{folder}")));
    let own = all.filter(|file| file.name.ends_with(".jinja"));
    own.chain([text("expressions.md", EXPRESSIONS)]).collect()
}

fn fill(changed: &File) {
    let folder = FOLDERS.into_iter().find(|folder| {
        fs::exists(format!("templates/{folder}/{}", changed.name)).unwrap_or_default()
    });
    let mut all = files(SAMPLE);
    all.retain(|file| file.name != "report.toml" && file.name != "council.toml");
    let paper = match folder {
        Some(folder) => {
            let name = format!("{folder}/{}", changed.name);
            let own = [File { name, ..changed.clone() }];
            all.extend(in_style(files(STYLE).into_iter().chain(own)));
            paper_in_style(&[PROSE_OF_ALL_KINDS[1], EXPRESSIONS].concat())
        }
        None => paper(&String::from_utf8_lossy(&changed.bytes)),
    };
    all.extend(paper.into_iter().map(|file| {
        let written = String::from_utf8(file.bytes).unwrap().replacen("[[section]]", SOURCES, 1);
        text(&file.name, written)
    }));
    let formats = vec![Format::Pdf, Format::Html, Format::Docx];
    let options = Options { formats, ..Options::default() };
    let (outputs, found) = apart(build(&workspace(&all).world(), id("report.toml"), &options));
    assert!(outputs.is_some() || !found.is_empty());
}
