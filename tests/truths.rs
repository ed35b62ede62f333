//! What is true is left alone, and what is offered instead of a contradiction is true: sentences about the samples' data,
//! or about what only sounds like them, draw no alarm; an expression put where it is offered builds and clears its finding.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use committee_papers::diag::{Diagnostic, Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use crate::planted::files;

/// Sentences that are not true of a sample.
const UNTRUE: [(&str, &str); 12] = [
    (
        "staffordshire",
        "The inspectors judged that progress was sufficient in four of the eight areas.",
    ),
    ("staffordshire", "Eleven actions are complete."),
    ("staffordshire", "There were 27 actions in the plan; 11 actions are complete."),
    ("staffordshire", "Fourteen actions are on track or not started."),
    ("staffordshire", "Half of the actions are complete."),
    ("staffordshire", "Action 1.3 is on track."),
    ("staffordshire", "The re-visit took place from 18 to 21 January 2022."),
    ("staffordshire", "The re-visit took place in March 2022."),
    ("staffordshire", "The APP was submitted on 2 April 2022."),
    ("staffordshire", "New EHC plans issued within 20 weeks rose to 65%."),
    ("sheffield", "The WSOA has 51 actions."),
    ("sheffield", "Sixteen actions are amber or red."),
];

/// A sample's report with a sentence more.
pub(crate) fn report(sample: &str, said: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(sample);
    let report = String::from_utf8(files["report.toml"].clone()).unwrap();
    let section = format!("[[section]]\nheading = \"Other matters\"\ntext = '''\n{said}\n'''\n\n");
    let at = report.find("[[appendix]]").unwrap_or(report.len());
    let text = format!("{}\n{section}{}", &report[..at], &report[at..]);
    files.insert("report.toml".to_owned(), text.into_bytes());
    files
}

/// What contradicts the data in a report; and whether the report was composed.
fn contradictions(files: &BTreeMap<String, Vec<u8>>) -> (Vec<Diagnostic>, bool) {
    let world = Workspace::memory(files.iter().map(|(name, text)| (&**name, &**text))).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    let found = problems.into_iter().filter(|problem| problem.rule == Some(Rule::Contradiction));
    (found.collect(), composed.is_some())
}

#[test]
fn true_sentences_draw_no_alarm() {
    let mut alarms = Vec::new();
    for sample in ["staffordshire", "sheffield"] {
        let text = fs::read_to_string(Path::new("tests/truths").join(format!("{sample}.txt")));
        for said in text.unwrap().lines() {
            let (found, composed) = contradictions(&report(sample, said));
            assert!(composed, "{said}");
            alarms.extend(found.into_iter().map(|found| format!("{said} {}", found.message)));
        }
    }
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn every_offered_expression_in_its_place_builds_and_clears_the_finding() {
    for (sample, said) in UNTRUE {
        let mut files = report(sample, said);
        let (found, _) = contradictions(&files);
        let first = found.first().unwrap_or_else(|| panic!("nothing is found: {said}"));
        let offer = first.hints.iter().find_map(|hint| {
            let rest = hint.strip_prefix("write `")?;
            Some(&rest[..rest.find("}}`")? + 2])
        });
        let offer = offer.unwrap_or_else(|| panic!("nothing is offered: {said}"));
        let place = first.place.unwrap();
        let text = String::from_utf8(files["report.toml"].clone()).unwrap();
        let mended = format!("{}{offer}{}", &text[..place.start], &text[place.end..]);
        files.insert("report.toml".to_owned(), mended.into_bytes());
        let (left, composed) = contradictions(&files);
        assert!(composed, "{said}: {offer}");
        assert_eq!(left, Vec::new(), "{said}: {offer}");
    }
}

#[test]
fn data_without_a_name_are_named_before_their_expression_is_offered() {
    let mut files = report("staffordshire", "The re-visit took place in March 2022.");
    let text = String::from_utf8(files["report.toml"].clone()).unwrap();
    let start = text.find("[[recommendation]]").unwrap();
    let end = text.find("[[section]]\nheading = \"Other matters\"").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let text = text.replace("inspection = \"inspection.toml\"\n", "");
    files.insert("report.toml".to_owned(), text.split("[[appendix]]").next().unwrap().into());
    let (found, _) = contradictions(&files);
    let hints: Vec<_> = found.iter().flat_map(|found| &found.hints).collect();
    let first = "first name it under `[sources]`: `inspection = \"inspection.toml\"`";
    assert!(hints.iter().any(|hint| *hint == first), "{hints:?}");
}
