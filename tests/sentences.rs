//! No drafted sentence says what the data do not: plans, reviews and briefs are composed with every part missing in
//! turn and in pairs, and each phrase may stand only where the data bear it out.

use std::collections::BTreeSet;
use std::fmt::Write;

use committee_papers::diag::apart;
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

/// The parts of a workspace that can be missing.
const PARTS: [&str; 34] = [
    "inspection",
    "published",
    "re-visit",
    "judgements",
    "one judgement",
    "weaknesses",
    "links",
    "plan published",
    "areas",
    "actions",
    "late action",
    "added action",
    "updates",
    "completed",
    "moved",
    "evidence",
    "impact",
    "milestones",
    "met",
    "measures",
    "baseline",
    "target",
    "readings",
    "earlier reading",
    "provisional",
    "risk",
    "fit",
    "reviewers",
    "conclusions",
    "encouraged",
    "focus",
    "next",
    "letter",
    "asks",
];

/// A phrase, and the parts without any one of which no paper may say it.
const CLAIMS: [(&str, &[&str]); 38] = [
    ("Inspectors found two areas", &["inspection", "weaknesses"]),
    ("At the re-visit", &["inspection", "re-visit", "judgements", "weaknesses"]),
    (
        "one was judged sufficient",
        &["inspection", "re-visit", "judgements", "weaknesses", "one judgement"],
    ),
    ("No visit had judged", &["inspection", "weaknesses"]),
    ("Area of significant weakness 1:", &["inspection", "weaknesses", "links", "areas"]),
    ("findings published", &["inspection", "published"]),
    ("Re-visit, to", &["inspection", "re-visit"]),
    ("Found fit for purpose", &["fit"]),
    ("APP found fit for purpose", &["fit"]),
    ("was reported complete since", &["areas", "actions", "updates", "completed"]),
    ("No action is behind, at risk or overdue", &["areas", "actions"]),
    ("The plan’s one action is not behind", &["areas", "actions"]),
    ("The plan’s one action was reported complete", &["areas", "actions", "updates", "completed"]),
    ("The plan’s one action needs no attention", &["areas", "actions"]),
    ("complete (", &["areas", "actions", "updates", "completed"]),
    ("No action was overdue", &["areas", "actions"]),
    ("No action was due by then", &["areas", "actions"]),
    ("was overdue (1.2)", &["areas", "actions", "late action"]),
    ("moved back", &["areas", "actions", "updates", "moved"]),
    ("newly reported to have begun", &["areas", "actions"]),
    ("Added", &["areas", "actions", "added action"]),
    ("No action needs attention", &["areas", "actions"]),
    ("One piece of evidence of", &["areas", "actions", "updates", "evidence"]),
    (
        "evidence of impact had been recorded",
        &["areas", "actions", "updates", "evidence", "impact"],
    ),
    ("without any evidence", &["areas", "actions", "updates"]),
    ("The one milestone", &["areas", "actions", "milestones"]),
    ("milestone was reached by", &["areas", "actions", "milestones", "met"]),
    ("The plan has one measure", &["areas", "measures"]),
    ("It does not have both a reading and a target", &["areas", "measures"]),
    ("It has a target to come", &["areas", "measures", "readings", "target"]),
    ("Against an earlier value, it", &["areas", "measures", "readings"]),
    ("it had improved", &["areas", "measures", "readings"]),
    ("Its last reading is provisional", &["areas", "measures", "readings", "provisional"]),
    ("(reviewer:", &["reviewers"]),
    ("They concluded", &["conclusions"]),
    ("They were encouraged", &["encouraged"]),
    ("The next review will look at", &["focus"]),
    ("The next review is on", &["next"]),
];

/// What no sentence of any paper may hold, whatever is missing.
const NEVER: [&str; 12] = [
    "zero",
    "None of the one",
    "( ",
    "()",
    " .",
    " ,",
    "..",
    "undefined",
    "none none",
    ", and .",
    "of the one",
    "By .",
];

/// The files of a workspace in which some parts are missing.
fn files(missing: &BTreeSet<&str>) -> [(&'static str, String); 5] {
    let has = |part: &str| !missing.contains(part);
    let put = |part: &str, text: &str| if has(part) { text.to_owned() } else { String::new() };
    let revisit = has("re-visit");
    let mut inspection =
        "kind = \"inspection\"\nframework = \"area-send-2016\"\n[[visit]]\nname = \"inspection\"\n\
         start = 2019-05-13\nend = 2019-05-17\n"
            .to_owned();
    inspection += &put("published", "published = 2019-07-01\n");
    inspection +=
        &put("re-visit", "[[visit]]\nname = \"re-visit\"\nstart = 2022-01-18\nend = 2022-01-20\n");
    if has("weaknesses") {
        for (id, grade, part) in
            [(1, "sufficient", "one judgement"), (2, "not-sufficient", "judgements")]
        {
            let _ = write!(inspection, "[[weakness]]\nid = {id}\ntext = \"Weakness {id}\"\n");
            if revisit && has("judgements") && has(part) {
                let _ = writeln!(inspection, "judgement.re-visit = \"{grade}\"");
            }
        }
    }
    let mut plan = "kind = \"plan\"\nname = \"Accelerated Progress Plan\"\nshort = \"APP\"\nsubmitted = 2022-02-01\n".to_owned();
    plan += &put("inspection", "inspection = \"inspection.toml\"\n");
    plan += &put("fit", "fit-for-purpose = 2022-03-01\n");
    plan += &put(
        "risk",
        "[[risk]]\nrisk = \"R\"\nmitigation = \"M\"\nlikelihood = \"low\"\nimpact = \"high\"\n",
    );
    if has("areas") {
        plan += "[[area]]\nid = \"a\"\n";
        if has("links") && has("inspection") && has("weaknesses") {
            plan += "weakness = [1, 2]\n";
        }
        if has("actions") {
            let action = |id: &str, dates: &str| {
                format!(
                    "[[area.action]]\nid = \"{id}\"\naction = \"Do it\"\nlead = \"L\"\naccountable = \"A\"\n{dates}"
                )
            };
            plan += &action("1.1", "start = 2022-02-01\ndue = 2022-08-31\n");
            if has("milestones") {
                plan += "[[area.action.milestone]]\nby = 2022-06-30\ntext = \"M\"\n";
                plan += &put("met", "met = 2022-06-20\n");
            }
            if has("updates") {
                plan += "[[area.action.update]]\non = 2022-05-01\nstatus = \"on-track\"\n";
                plan += &put(
                    "completed",
                    "[[area.action.update]]\non = 2022-08-20\nstatus = \"complete\"\n",
                );
                if has("evidence") {
                    let kind = if has("impact") { "impact" } else { "output" };
                    let _ = writeln!(
                        plan,
                        "evidence = [{{ kind = \"{kind}\", text = \"More came\" }}]"
                    );
                }
            }
            if has("late action") {
                plan += &action("1.2", "start = 2022-02-01\ndue = 2022-07-31\n");
                if has("updates") {
                    plan += "[[area.action.update]]\non = 2022-03-01\nstatus = \"on-track\"\n";
                    plan += &put(
                        "moved",
                        "[[area.action.update]]\non = 2022-07-01\nstatus = \"on-track\"\ndue = 2022-09-15\n",
                    );
                }
            }
            if has("added action") {
                plan +=
                    &action("1.3", "start = 2022-06-01\ndue = 2022-12-31\nadded = 2022-06-01\n");
                plan += &put(
                    "updates",
                    "[[area.action.update]]\non = 2022-07-01\nstatus = \"on-track\"\n",
                );
            }
        }
        if has("measures") {
            plan += "[[area.measure]]\nid = \"m\"\nname = \"In time\"\nunit = \"%\"\nbetter = \"higher\"\n";
            plan += &put("baseline", "baseline = { on = 2021-12-31, value = 40 }\n");
            plan += &put("target", "target = [{ by = 2022-12-31, value = 90 }]\n");
            if has("readings") {
                let provisional = if has("provisional") { ", provisional = true" } else { "" };
                let earlier = put("earlier reading", "{ on = 2022-03-31, value = 50 }, ");
                let _ = writeln!(
                    plan,
                    "actual = [{earlier}{{ on = 2022-06-30, value = 60{provisional} }}]"
                );
            }
        }
    }
    let mut review =
        "kind = \"review\"\nplan = \"plan.toml\"\nname = \"Six-month review\"\nheld = 2022-09-29\n\
         since = 2022-04-01\n"
            .to_owned();
    review += &put("reviewers", "reviewers = [\"DfE\"]\n");
    review += &put("conclusions", "conclusions = [\"C\"]\n");
    review += &put("encouraged", "encouraged = [\"E\"]\n");
    review += &put("focus", "focus-next = [\"F\"]\n");
    review += &put("next", "next = 2023-04-20\n");
    review += &put("letter", "letter = 2022-10-10\n");
    let mut brief = "kind = \"brief\"\nreview = \"review.toml\"\n".to_owned();
    brief += &put("asks", "asks = [\"note it.\"]\n");
    let council = crate::support::COUNCIL.to_owned();
    [
        ("council.toml", council),
        ("inspection.toml", inspection),
        ("plan.toml", plan),
        ("review.toml", review),
        ("brief.toml", brief),
    ]
}

/// What the plan, the review and the brief of a workspace say, up to what the figures mean.
fn said(missing: &BTreeSet<&str>) -> String {
    let files = files(missing);
    let world =
        Workspace::memory(files.iter().map(|(name, text)| (*name, text.as_bytes()))).world();
    let mut said = String::new();
    for file in ["plan.toml", "review.toml", "brief.toml"] {
        let id = World::id(&VirtualPath::new(file).unwrap());
        let (composed, problems) = apart(compose(&world, id, &Options::default()));
        let errors: Vec<_> = problems.into_iter().filter(|problem| problem.is_error()).collect();
        assert_eq!(errors, [], "{missing:?}: {file}");
        let mut words = String::new();
        composed.unwrap().document.each_text(&mut |text| {
            // The number of an action is a link in brackets, and so a text of its own.
            if !words.ends_with(['(', ' ']) && !text.text.starts_with([')', ',', ' ']) {
                words.push('\n');
            }
            words += &text.text;
        });
        said += words.split("What the figures mean").next().unwrap();
    }
    said
}

/// Checks that nothing is said that the data do not bear out.
fn check(missing: &BTreeSet<&str>) {
    let said = said(missing);
    for (phrase, parts) in CLAIMS {
        let lacks = parts.iter().find(|part| missing.contains(**part));
        let sentence = said.lines().find(|line| line.contains(phrase));
        assert!(sentence.is_none() || lacks.is_none(), "without {lacks:?}: {sentence:?}");
    }
    for phrase in NEVER {
        let sentence = said.lines().find(|line| line.contains(phrase));
        assert_eq!(sentence, None, "without {missing:?}, `{phrase}`");
    }
}

#[test]
fn every_phrase_is_said_where_the_data_bear_it_out() {
    let missing: Vec<BTreeSet<_>> = std::iter::once(BTreeSet::new())
        .chain(PARTS.map(|part| BTreeSet::from([part])))
        .chain([
            BTreeSet::from(["late action", "completed"]),
            BTreeSet::from(["late action", "completed", "added action"]),
            BTreeSet::from(["late action", "added action"]),
            BTreeSet::from(["actions", "added action"]),
        ])
        .collect();
    let said: Vec<_> = missing.iter().map(said).collect();
    for (phrase, _) in CLAIMS {
        assert!(said.iter().any(|said| said.contains(phrase)), "nothing says `{phrase}`");
    }
}

#[test]
fn no_sentence_says_what_the_data_lack_whatever_part_is_missing() {
    check(&BTreeSet::new());
    for part in PARTS {
        check(&BTreeSet::from([part]));
    }
}

#[test]
fn no_sentence_says_what_the_data_lack_whatever_two_parts_are_missing() {
    for (n, one) in PARTS.iter().enumerate() {
        for other in &PARTS[..n] {
            check(&BTreeSet::from([*one, *other]));
        }
    }
}
