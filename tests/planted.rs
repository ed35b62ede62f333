//! Contradictions are found where they are planted: every figure and day that the samples bring in from data is typed
//! instead, once as it is, which nothing may be said of, and many times wrong.

mod care;
mod children;
mod courses;
mod judged;
mod lengths;
mod measures;
mod places;
mod risks;
mod service;
mod sets;
mod slips;
mod tables;
mod then;
mod turns;
mod wording;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate};
use committee_papers::diag::{Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

/// The samples, each with the paper into which contradictions are planted.
const SAMPLES: [(&str, &str); 6] = [
    ("staffordshire", "report.toml"),
    ("staffordshire", "plan.toml"),
    ("sheffield", "report.toml"),
    ("peterborough", "report.toml"),
    ("worcestershire", "report.toml"),
    ("medway", "report.toml"),
];

/// Numbers in words.
const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The files of a sample.
pub(crate) fn files(sample: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new("data").join(sample);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_file() {
            let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(entry).unwrap());
        }
    }
    files
}

/// What is found to contradict the data in a paper, and what each expression of its file gives, by where it starts.
fn read(files: &BTreeMap<String, Vec<u8>>, paper: &str) -> (Vec<String>, BTreeMap<usize, String>) {
    let world = Workspace::memory(files.iter().map(|(name, text)| (&**name, &**text))).world();
    let file = World::id(&VirtualPath::new(paper).unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    let found = problems.into_iter().filter(|problem| problem.rule == Some(Rule::Contradiction));
    let mut given = BTreeMap::new();
    if let Some(composed) = composed {
        composed.document.each_text(&mut |text| {
            if let Some(place) = text.place.filter(|place| place.file == file) {
                given.insert(place.start, text.text.clone());
            }
        });
    }
    (found.map(|problem| problem.message).collect(), given)
}

/// Other figures and days in the form of one, none of them true.
fn wrong(given: &str) -> Vec<String> {
    let months = ["%-d %B %Y", "%B %Y"];
    for pattern in months {
        let full = if pattern == "%B %Y" { format!("1 {given}") } else { given.to_owned() };
        let Ok(day) = NaiveDate::parse_from_str(&full, "%d %B %Y") else { continue };
        let mut others = vec![
            day + Months::new(1),
            day - Months::new(1),
            day + Months::new(5),
            day.with_year(day.year() + 1).unwrap_or(day + Months::new(12)),
            day.with_year(day.year() - 1).unwrap_or(day - Months::new(12)),
        ];
        if pattern == months[0] {
            others.extend([day + Days::new(6), day - Days::new(7), day + Days::new(20)]);
        }
        return others.into_iter().map(|day| day.format(pattern).to_string()).collect();
    }
    if let Some(n) = WORDS.iter().position(|word| *word == given) {
        let others = [n + 1, n + 2, n + 4, n.wrapping_sub(1), n.wrapping_sub(2), 12, 0];
        let others = others.into_iter().filter(|other| *other != n && (2..=12).contains(other));
        return others.map(|other| WORDS[other].to_owned()).collect();
    }
    let (figures, sign) = given.strip_suffix('%').map_or((given, ""), |figures| (figures, "%"));
    let Ok(n) = figures.parse::<i64>() else { return Vec::new() };
    let others = [n + 1, n + 3, n + 11, n - 1, n - 5, 2 * n + 1];
    // A number up to 31 may be a day, and a larger one is a year.
    let largest = if n > 31 { 2100 } else { 31 };
    others
        .into_iter()
        .filter(|other| (1..=largest).contains(other))
        .map(|n| format!("{n}{sign}"))
        .collect()
}

/// Words of the samples that say what data say, and others that say the contrary.
const TURNED: [(&str, &str, &str); 16] = [
    ("staffordshire", "Progress was sufficient in", "Progress was insufficient in"),
    ("staffordshire", "Progress was sufficient in", "Progress was not sufficient in"),
    ("staffordshire", "too little in the other", "sufficient progress in the other"),
    ("staffordshire", "areas that fell short", "areas that were sufficient"),
    ("staffordshire", "The first inspection found", "The first inspection found only one of the"),
    ("sheffield", "were on track and", "were complete and"),
    ("sheffield", "were on track and", "were behind and"),
    ("sheffield", "% had not begun", "% were on track"),
    ("sheffield", "% had not begun", "% were at risk"),
    ("sheffield", "% were complete. The", "% were behind. The"),
    ("sheffield", "% were on track or had yet to start", "% were on track or complete"),
    ("peterborough", "progress to be sufficient", "progress to be not sufficient"),
    ("peterborough", "progress was not sufficient in", "progress was sufficient in"),
    ("medway", "they found sufficient progress in", "they found too little progress in"),
    (
        "medway",
        "Progress had been judged sufficient in",
        "Progress had been judged not sufficient in",
    ),
    ("medway", "judged that progress was sufficient", "judged that progress was not sufficient"),
];

/// How a plan says that an action stands, and how prose does.
const STATUSES: [(&str, &str); 5] = [
    ("complete", "complete"),
    ("on-track", "on track"),
    ("not-started", "not started"),
    ("at-risk", "at risk"),
    ("behind", "behind"),
];

/// What was planted, and what became of it.
#[derive(Default)]
struct Planted {
    count: usize,
    found: usize,
    missed: String,
    alarms: String,
}

impl Planted {
    /// Holds the findings on something planted, or on something true.
    fn hold(&mut self, what: &str, is_true: bool, findings: &[String]) {
        match (is_true, findings) {
            (true, []) => {}
            (true, found) => _ = writeln!(self.alarms, "{what}: {found:?}"),
            (false, []) => {
                self.count += 1;
                let _ = writeln!(self.missed, "{what}");
            }
            (false, _) => {
                self.count += 1;
                self.found += 1;
            }
        }
    }
}

/// What is found in a sample's paper in which one text stands for another.
fn with(files: &BTreeMap<String, Vec<u8>>, paper: &str, text: String) -> Vec<String> {
    let mut files = files.clone();
    files.insert(paper.to_owned(), text.into_bytes());
    read(&files, paper).0
}

/// Types what every expression of a paper gives, and other figures and days.
fn plant_values(sample: &str, paper: &str, planted: &mut Planted) {
    let files = files(sample);
    let text = String::from_utf8(files[paper].clone()).unwrap();
    let (untouched, given) = read(&files, paper);
    planted.hold(&format!("{sample}/{paper} as it is"), true, &untouched);
    for (start, given) in given {
        let Some(rest) = text[start..].strip_prefix("{{") else { continue };
        let end = start + 2 + rest.find("}}").unwrap() + 2;
        if text[start..end].contains("ref(") || wrong(&given).is_empty() {
            continue;
        }
        let line = text[..start].rsplit('\n').next().unwrap();
        let after = text[end..].lines().next().unwrap_or_default();
        let typed = |words: &str| format!("{}{words}{}", &text[..start], &text[end..]);
        let what = |words: &str| format!("{sample}/{paper}: {line}[{given}: {words}]{after}");
        planted.hold(&what(&given), true, &with(&files, paper, typed(&given)));
        for other in wrong(&given) {
            planted.hold(&what(&other), false, &with(&files, paper, typed(&other)));
        }
    }
}

/// Says of every action of a sample's plan how it stands, and how it does not.
fn plant_statuses(sample: &str, planted: &mut Planted) {
    let files = files(sample);
    let report = String::from_utf8(files["report.toml"].clone()).unwrap();
    let plan: toml::Table = String::from_utf8(files["plan.toml"].clone()).unwrap().parse().unwrap();
    let areas = plan["area"].as_array().unwrap().iter();
    for action in areas.flat_map(|area| area["action"].as_array().unwrap()) {
        let updates = action.get("update").and_then(|updates| updates.as_array());
        let last = updates.and_then(|updates| updates.last()?["status"].as_str());
        let last = last.unwrap_or("not-started");
        let id = action["id"].as_str().unwrap();
        for (status, words) in STATUSES {
            let said = format!("Action {id} is {words}.");
            let text = report.replacen("text = \"\"\"\n", &format!("text = \"\"\"\n{said}\n\n"), 1);
            planted.hold(&said, status == last, &with(&files, "report.toml", text));
        }
    }
}

#[test]
fn planted_contradictions_are_found_and_true_prose_is_left_alone() {
    let mut planted = Planted::default();
    for (sample, paper) in SAMPLES {
        plant_values(sample, paper, &mut planted);
    }
    for (sample, from, to) in TURNED {
        let files = files(sample);
        let text = String::from_utf8(files["report.toml"].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        let turned = with(&files, "report.toml", text.replacen(from, to, 1));
        planted.hold(&format!("{sample}: {from}: {to}"), false, &turned);
    }
    plant_statuses("staffordshire", &mut planted);
    let Planted { count, found, missed, alarms } = planted;
    assert_eq!(alarms, "", "false alarms");
    assert!(count >= 500, "{count}");
    assert!(found * 100 >= count * 95, "{found} of {count} were found; not found:\n{missed}");
}
