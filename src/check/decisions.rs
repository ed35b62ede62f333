//! Finds recommendations that the body of a report does not support, decisions in the body without a recommendation,
//! and a committee other than the one the report is for.
//!
//! In come a report and its document. Words are compared by their stems, sums of money by their value. A
//! recommendation that refers to a part of the paper is supported by that part.

use std::cell::LazyCell;
use std::ops::Range;

use super::gist::{has, is_form, stem, stems};
use super::is_english;
use super::money::{Money, sums};
use super::named::{letters, names};
use super::passage::{Passage, headings};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::Document;
use crate::language::sentences::words;
use crate::load::paper::{Paper, Subject};
use crate::model::report::{Recommendation, Report};
use crate::read::number::Number;

/// Words by which a recommendation refers to a part of the paper.
const REFERS: [&str; 6] = ["appendix", "appendices", "annex", "section", "paragraph", "above"];
/// Verbs of recommendations that only ask to be heard.
const ONLY_HEARS: [&str; 12] = [
    "ask",
    "comment",
    "consider",
    "continue",
    "discuss",
    "endorse",
    "examine",
    "invite",
    "note",
    "receive",
    "request",
    "scrutinise",
];
/// Words by which a body is asked for something.
const ASKED: [&str; 4] = ["asked", "recommended", "requested", "invited"];
/// Names for the deciding body, whatever the committee is called.
const DECIDES: [&str; 4] = ["committee", "members", "councillors", "meeting"];
/// Bodies that decide if the paper is for them.
const BODIES: [&str; 6] = ["cabinet", "council", "board", "panel", "executive", "forum"];
/// Words between "is" and "asked".
const ALSO: [&str; 5] = ["now", "also", "therefore", "further", "being"];
/// Verbs of decisions.
const VERBS: [&str; 7] =
    ["adopt", "agree", "allocate", "appoint", "approve", "authorise", "delegate"];

/// Reports unsupported recommendations, decisions without one, and a committee that is misnamed.
pub(super) fn check(
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
) -> Vec<Diagnostic> {
    let Subject::Report(report) = &paper.subject else { return Vec::new() };
    if !is_english(document) {
        return Vec::new();
    }
    let (recommended, body): (Vec<_>, Vec<_>) =
        passages.iter().partition(|passage| is_recommended(report, passage));
    let headings = headings(document);
    let titles = headings.iter().skip(1).map(|heading| heading.text.as_str());
    let known = LazyCell::new(|| {
        let text = body.iter().map(|passage| passage.text.as_str()).chain(titles);
        Known::of(&text.collect::<Vec<_>>().join("\n"))
    });
    let one = |recommendation| {
        let own = recommended.iter().filter(|own| own.is_within(place_of(recommendation)));
        known.unsupported(recommendation, &own.copied().collect::<Vec<_>>())
    };
    let unsupported = report.recommendation.iter().flat_map(one);
    let recommended: Vec<_> = recommended.iter().map(|passage| passage.text.as_str()).collect();
    let asked = body.iter().flat_map(|passage| asked(report, passage, &recommended));
    let all = passages.iter().chain(&headings);
    let misnamed = all.filter_map(|passage| misnamed(report, passage));
    unsupported.chain(asked).chain(misnamed).collect()
}

/// Reports a committee that the report says it asks, if it is not the one the report is for: "this report asks the
/// Licensing Committee to", "what is the Select Committee being asked to do?".
fn misnamed(report: &Report, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = &passage.text;
    // A board may ask a panel; only a committee of the same kind is likely to be a mistake.
    let noun = report.committee.text.split_whitespace().last().unwrap_or_default();
    if !text.contains(noun) {
        return None;
    }
    let words: Vec<_> = passage.words().collect();
    let own = letters(&report.committee.text);
    let range = names(text, &words).into_iter().find(|range| {
        let (before, after) = (text[..range.start].to_lowercase(), text[range.end..].trim_start());
        let asks = ["asks the ", "invites the ", "recommends that the "];
        let ours = ["report ", "paper "].iter().any(|ours| before.contains(ours));
        let offered = ["provide the ", "provides the ", "gives the ", "give the "];
        let is_asked = before.ends_with("is the ") && after.starts_with("being asked")
            || offered.iter().any(|gives| before.ends_with(gives)) && after.contains("opportunity")
            || ours && asks.iter().any(|asks| before.ends_with(asks));
        let name = &text[range.clone()];
        let other = letters(name);
        is_asked && name.ends_with(noun) && !own.contains(&other) && !other.contains(&own)
    })?;
    let sound = passage.is_typed(range.start) && !passage.is_quoted();
    sound.then(|| {
        let message = format!(
            "`{}` is asked here, and the paper is for `{}`",
            &text[range.clone()],
            report.committee.text
        );
        Diagnostic::of(Rule::TwoNames, passage.place_of(range), message)
            .hint("correct the name, or write `{{ committee }}`")
    })
}

/// Where a recommendation is written.
fn place_of(recommendation: &Recommendation) -> Place {
    recommendation.text.place
}

/// Whether a passage is a recommendation of the report, or is under a heading for them.
fn is_recommended(report: &Report, passage: &Passage<'_>) -> bool {
    let own = report.recommendation.iter().any(|one| passage.is_within(place_of(one)));
    own || passage.heading.to_lowercase().contains("recommend")
}

/// What the body of a report mentions.
struct Known {
    stems: Vec<String>,
    sums: Vec<Number>,
}

impl Known {
    /// What a text mentions.
    fn of(text: &str) -> Self {
        Self { stems: stems(text), sums: sums(text).into_iter().map(|sum| sum.value).collect() }
    }

    /// Reports what a recommendation mentions and the body does not.
    fn unsupported(
        &self,
        recommendation: &Recommendation,
        own: &[&Passage<'_>],
    ) -> Vec<Diagnostic> {
        let hint = "say in a section what the recommendation rests on, or correct it";
        let text: String = own.iter().map(|passage| format!("{} ", passage.text)).collect();
        let refers = words(&text).any(|(_, word)| REFERS.contains(&word.to_lowercase().as_str()));
        let verb = words(&text).next().map(|(_, verb)| verb.to_lowercase()).unwrap_or_default();
        let hears = ONLY_HEARS.iter().any(|only| is_form(&verb, only));
        if refers || recommendation.text.text.contains("ref(") {
            return Vec::new();
        }
        let (mut found, mut all) = (Vec::new(), Vec::new());
        for passage in own {
            for Money { range, value, .. } in sums(&passage.text) {
                if passage.is_typed(range.start) && !self.sums.contains(&value) {
                    let message = format!(
                        "the body of the paper never speaks of {}",
                        &passage.text[range.clone()]
                    );
                    let place = passage.place_of(range);
                    found.push(
                        Diagnostic::of(Rule::UnsupportedRecommendation, place, message).hint(hint),
                    );
                }
            }
            let meaning = passage.words().filter_map(|(_, word)| Some((stem(word)?, word)));
            all.extend(meaning.filter(|(_, word)| word.to_lowercase() != verb && !hears));
        }
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all.dedup_by(|one, other| one.0 == other.0);
        let lacking: Vec<_> = all.iter().filter(|(stem, _)| !has(&self.stems, stem)).collect();
        if lacking.len() >= 2 && 3 * (all.len() - lacking.len()) <= all.len() {
            let said: Vec<_> = lacking.iter().map(|(_, word)| format!("“{word}”")).collect();
            let message = format!(
                "the body of the paper never speaks of what is recommended here: it has no {}",
                said.join(", ")
            );
            let place = place_of(recommendation);
            found.push(Diagnostic::of(Rule::UnsupportedRecommendation, place, message).hint(hint));
        }
        found
    }
}

/// Reports the decisions that a passage of the body asks for without a recommendation.
fn asked(report: &Report, passage: &Passage<'_>, recommended: &[&str]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let words: Vec<_> = passage.words().collect();
    let file = report.kind.place.file;
    if passage.is_quoted() || passage.place().is_none_or(|place| place.file != file) {
        return findings;
    }
    for at in 0..words.len() {
        if !is_asked(report, &passage.text, &words, at) {
            continue;
        }
        let sentence = words[at..].windows(2).position(|pair| {
            passage.text[pair[0].0.end..pair[1].0.start].contains(['.', ';', ':', '?', '!'])
        });
        let end = sentence.map_or(words.len(), |length| at + length + 1);
        let verb = words[at..end].iter().position(|(_, word)| VERBS.contains(word));
        let Some(verb) = verb.map(|verb| at + verb) else { continue };
        let object = &passage.text[words[verb].0.end..words[end - 1].0.end];
        let range = words[verb].0.start..words[end - 1].0.end;
        if passage.is_typed(range.start) && lacks(recommended, words[verb].1, &stems(object)) {
            let said = &passage.text[range.clone()];
            let message = match recommended {
                [] => format!("the paper asks the committee to {said}, and has no recommendation"),
                _ => {
                    format!("the paper asks the committee to {said}, and no recommendation says so")
                }
            };
            let found =
                Diagnostic::of(Rule::UnrecommendedDecision, passage.place_of(range), message);
            findings.push(found.hint(
                "add a `[[recommendation]]`, without which it is not decided, or take it out",
            ));
        }
    }
    findings
}

/// Whether the deciding body is asked at a word: "the Committee is therefore asked to".
fn is_asked(report: &Report, text: &str, words: &[(Range<usize>, &str)], at: usize) -> bool {
    let small = |at: usize| words.get(at).map(|(_, word)| word.to_lowercase()).unwrap_or_default();
    if !ASKED.iter().any(|asked| words[at].1.eq_ignore_ascii_case(asked)) || small(at + 1) != "to" {
        return false;
    }
    let also = (0..at).rev().take_while(|before| ALSO.contains(&small(*before).as_str())).count();
    let Some(who) = (at - also).checked_sub(2) else { return false };
    let name = small(who);
    let committee = report.committee.text.to_lowercase();
    // Another committee may be asked as well.
    let is_other = who > 0
        && text[words[who - 1].0.end..words[who].0.start].trim().is_empty()
        && words[who - 1].1.starts_with(char::is_uppercase)
        && !["the", "this"].contains(&small(who - 1).as_str())
        && !committee.contains(&small(who - 1));
    let ours = DECIDES.contains(&name.as_str())
        || BODIES.contains(&name.as_str()) && committee.contains(&name);
    ours && !is_other && matches!(small(who + 1).as_str(), "is" | "are")
}

/// Whether no recommendation covers a decision: it shares neither enough of what is decided, nor the verb with some
/// of it.
fn lacks(recommended: &[&str], verb: &str, object: &[String]) -> bool {
    let verb = verb.trim_end_matches('e');
    let has_it = |said: &&str| {
        let own = stems(said);
        let shared = object.iter().filter(|stem| has(&own, stem)).count();
        let same = words(said).any(|(_, word)| word.to_lowercase().starts_with(verb));
        2 * shared >= object.len() || same && (shared > 0 || object.len() < 2 || own.len() < 2)
    };
    !object.is_empty() && !recommended.iter().any(has_it)
}
