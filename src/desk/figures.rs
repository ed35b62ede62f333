//! Lists what the sources of a report offer to its prose: figures with their current values, and whole tables and
//! charts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Answer, Desk, trouble};
use crate::compose::{Composition, compose, said};
use crate::derive::Source;
use crate::diag::apart;
use crate::document::{Document, Inline, Node, Target, plain};
use crate::language::case::{capital, inside, sentence_case};
use crate::load::house::House;
use crate::load::paper::{Subject, paper};
use crate::model::report::{Appendix, Report};

/// How deep figures are searched for.
const DEEPEST: usize = 4;

/// The blocks of a plan: the call, and what it shows.
const OF_PLAN: [(&str, &str); 9] = [
    ("progress_table()", "table: how many actions stand how, area by area"),
    ("status_chart()", "chart: how the actions stand"),
    ("attention_table()", "table: actions that need attention"),
    ("action_table()", "table: all actions"),
    ("milestone_table()", "table: milestones"),
    ("measure_table()", "table: measures with their targets"),
    ("risk_table()", "table: risks"),
    ("timeline()", "chart: when things happen"),
    ("status_key()", "key to the marks of statuses"),
];

/// The blocks of an inspection.
const OF_INSPECTION: [(&str, &str); 3] = [
    ("finding_list()", "list: what was found"),
    ("finding_table()", "table: what was found"),
    ("judgement_table()", "table: what was judged"),
];

/// The blocks of a review.
const OF_REVIEW: [(&str, &str); 4] = [
    ("conclusions_list()", "list: what was concluded"),
    ("encouraged_list()", "list: what was encouraging"),
    ("focus_list()", "list: what comes next"),
    ("movement_table()", "table: what moved"),
];

impl Desk {
    /// Everything that a report can bring in.
    pub(super) fn figures(&self, name: &str) -> Answer {
        let (file, _) = self.locate(name)?;
        let world = self.workspace.unread().world();
        let (paper, _) = apart(paper(&world, file, None));
        let Some(paper) = paper else {
            return Err(trouble(
                422,
                "the figures are not known while something stops the paper: see what was found",
            ));
        };
        let Subject::Report(report) = &paper.subject else {
            return Err(trouble(422, "only a report brings in figures"));
        };
        // Problems in the prose do not keep figures from being offered.
        let Composition { document, data: made } = compose(&paper, None).value;
        let house = &paper.house;
        let data = serde_json::to_value(&made).unwrap_or_default();
        let mut figures = Vec::new();
        for (name, source) in &paper.sources {
            let label = sentence_case(name);
            let mut offer = Offer { source: &label, house, data: &made, figures: &mut figures };
            offer.value(name, "", &data[name.as_str()], 0);
            let blocks: &[(&str, &str)] = match source {
                Source::Plan(_) => &OF_PLAN,
                Source::Inspection(_) => &OF_INSPECTION,
                Source::Review(_) => &OF_REVIEW,
                Source::Figures(_) => &[],
            };
            figures.extend(blocks.iter().map(|(call, shows)| {
                let forms = [json!({ "write": format!("{{{{ {name}.{call} }}}}"), "shows": shows })];
                json!({ "source": label, "name": sentence_case(call.trim_end_matches("()")), "kind": "block", "value": shows, "forms": forms })
            }));
        }
        let own = ["committee", "meeting", "title"].into_iter();
        for name in own.filter(|name| data.get(*name).is_some()) {
            let mut offer =
                Offer { source: "This paper", house, data: &made, figures: &mut figures };
            offer.value(name, "", &data[name], 0);
        }
        let text = world.text(file).unwrap_or_default();
        let labels = referred(&document);
        let says = |mark: &&str| {
            let words = label(mark).and_then(|label| labels.get(&anchor(report, label)).cloned());
            Some(json!({ "write": mark, "shows": words.or_else(|| said(mark, house, &made))? }))
        };
        let marks: Vec<_> = marks(&text).iter().filter_map(says).collect();
        Ok(json!({ "figures": figures, "marks": marks }))
    }
}

/// The distinct expressions in the text of a file, with their double braces.
fn marks(text: &str) -> BTreeSet<&str> {
    let starts = text.match_indices("{{").map(|(at, _)| &text[at..]);
    starts.filter_map(|rest| Some(&rest[..rest.find("}}")? + 2])).collect()
}

/// The label that an expression refers to, if it is a reference.
fn label(mark: &str) -> Option<&str> {
    let inside = mark.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    inside.strip_prefix("ref(\"")?.strip_suffix("\")")
}

/// The anchor of a report's label in its document, where appendices go by number.
fn anchor(report: &Report, label: &str) -> String {
    let is_labelled =
        |appendix: &Appendix| appendix.label.as_ref().is_some_and(|own| own.as_str() == label);
    let place = report.appendix.iter().position(is_labelled);
    place.map_or_else(|| label.to_owned(), |place| format!("appendix-{}", place + 1))
}

/// What references to each anchor print, such as "Appendix 1".
fn referred(document: &Document) -> BTreeMap<String, String> {
    let mut referred = BTreeMap::new();
    document.each(&mut |node| {
        if let Node::Inline(Inline::Link(link)) = node
            && let Target::Anchor(label) = &link.target
        {
            referred.entry(label.clone()).or_insert_with(|| plain(&link.content));
        }
    });
    referred
}

/// The words for the key of a figure within a sentence.
fn called(key: &str, value: &Value) -> String {
    match key {
        "count" => "how many".to_owned(),
        "of" if value.is_number() => "out of".to_owned(),
        "share" => "share in per cent".to_owned(),
        key => inside(&sentence_case(key)),
    }
}

/// The figures of a source being collected for the page.
struct Offer<'a> {
    source: &'a str,
    house: &'a House,
    data: &'a minijinja::Value,
    figures: &'a mut Vec<Value>,
}

impl Offer<'_> {
    /// Offers a value, or the values in it.
    fn value(&mut self, path: &str, name: &str, value: &Value, depth: usize) {
        match value {
            Value::Object(group) if depth < DEEPEST => {
                for (key, inner) in group.iter().filter(|(key, _)| *key != "ids") {
                    let name = match (name.is_empty(), called(key, inner)) {
                        (true, word) => capital(&word),
                        (false, word) => format!("{name}, {word}"),
                    };
                    self.value(&format!("{path}.{key}"), &name, inner, depth + 1);
                }
            }
            Value::Array(list) if !list.is_empty() => {
                self.put(
                    path,
                    &format!("{name}, how many"),
                    "number",
                    &[" | length", " | length | words"],
                );
            }
            Value::Number(_) => self.put(path, name, "number", &["", " | words", " | ordinal"]),
            Value::String(text)
                if text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok() =>
            {
                self.put(
                    path,
                    name,
                    "date",
                    &[" | date", " | date(\"%B %Y\")", " | date(\"%A %-d %B %Y\")"],
                );
            }
            Value::String(_) => {
                self.put(path, if name.is_empty() { path } else { name }, "text", &[""])
            }
            _ => {}
        }
    }

    /// Offers a value in the forms in which it can be printed.
    fn put(&mut self, path: &str, name: &str, kind: &str, forms: &[&str]) {
        let forms: Vec<_> = forms
            .iter()
            .filter_map(|form| {
                let write = format!("{{{{ {path}{form} }}}}");
                let shows = said(&write, self.house, self.data)?;
                Some(json!({ "write": write, "shows": shows }))
            })
            .collect();
        let Some(value) = forms.first().map(|form| form["shows"].clone()) else { return };
        let name = if name.is_empty() { sentence_case(path) } else { name.to_owned() };
        self.figures.push(json!({ "source": self.source, "name": name, "kind": kind, "value": value, "forms": forms }));
    }
}
