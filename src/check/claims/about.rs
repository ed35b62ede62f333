//! Finds the actions and measures that a sentence speaks of: by number, in their own words, or by a word that refers
//! back, such as "it" or "that number".
//!
//! In come the data of a paper; out come, sentence by sentence, the places where a record is named. A record is named
//! by several words that distinguish it from all others of its kind; the heading above may decide between two, and
//! may make a single word enough.

pub(super) mod actions;
pub(super) mod leads;
mod lengths;
mod listed;
mod noted;
mod punctual;
pub(super) mod spans;
mod tenses;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use self::noted::Noted;
use super::Claim;
use super::facts::{Facts, PlanOf};
use crate::check::gist;
use crate::check::reading::{Reader, Sentence, Token, What};
use crate::derive::action::ActionState;
use crate::diag::Place;
use crate::language::sentences::words;
use crate::model::plan::{Action, Measure};

/// Words at the start of a sentence that refer back to the record mentioned last.
const GOES_ON: [&str; 12] = [
    "it", "its", "this", "that", "share", "figure", "number", "rate", "measure", "action", "work",
    "these",
];
/// How many tokens at the start of a sentence are searched for `GOES_ON`.
const START: usize = 5;
/// The most letters of a stem, and short words that distinguish nothing.
const STEM: usize = 5;
const SMALL: [&str; 38] = [
    "the", "and", "for", "are", "was", "has", "had", "its", "not", "but", "all", "any", "can",
    "our", "one", "two", "six", "ten", "new", "now", "out", "per", "who", "how", "may", "yet",
    "end", "due", "day", "set", "get", "use", "own", "off", "via", "few", "her", "his",
];
/// The weight at which words name a record; a word of one record alone weighs 1, a word of two ½.
const ENOUGH: f64 = 1.5;
/// The weight of the heading above a sentence.
const HEADING: f64 = 0.5;
/// The weight of a day of the record in the sentence, and the lead that the best record needs over the next.
const DATED: f64 = 0.6;
const MORE: f64 = 0.3;

/// An action of a plan.
#[derive(Clone, Copy)]
pub(super) struct Doing<'f> {
    plan: &'f PlanOf<'f>,
    state: &'f ActionState,
    action: &'f Action,
}

/// An action or a measure.
#[derive(Clone, Copy)]
enum Record<'f> {
    Action(Doing<'f>),
    Measure(&'f Measure),
}

impl Record<'_> {
    /// The place of the record in the data.
    fn place(self) -> Place {
        match self {
            Self::Action(doing) => doing.action.place,
            Self::Measure(measure) => measure.place,
        }
    }
}

/// A place where a record is named.
struct Mention<'f> {
    /// The first token of the mention, and the one after the last.
    start: usize,
    end: usize,
    of: Record<'f>,
    /// Whether several of the record's words are there, and whether all are.
    sure: bool,
    whole: bool,
}

/// A record and the stems of its words.
struct Own<'f> {
    of: Record<'f>,
    stems: Vec<String>,
    /// The first of the stems.
    head: Option<String>,
    area: Vec<String>,
}

/// The records of a paper.
pub(super) struct Records<'f> {
    facts: &'f Facts<'f>,
    all: Vec<Own<'f>>,
    /// The records that have a stem, by their indices in `all`.
    having: HashMap<String, Vec<usize>>,
    /// The numbers in the texts of all actions, once a sentence with a number asks for them.
    noted: OnceCell<Vec<Noted<'f>>>,
}

/// The context of words that may name a record.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// The stems of the heading above.
    heading: &'a [String],
    /// The records with a day that the sentence gives, by their indices in `all`.
    dated: &'a [usize],
}

/// What a paragraph mentioned last.
#[derive(Default)]
pub(super) struct Last<'f> {
    action: Option<Doing<'f>>,
    /// The action mentioned before `action`.
    before: Option<Doing<'f>>,
    /// The last days given, and whether something was said to be late.
    days: Vec<Token>,
    late: bool,
}

impl<'f> Records<'f> {
    /// The actions and measures of the plans of a paper.
    pub(super) fn of(facts: &'f Facts<'f>) -> Self {
        let mut all = Vec::new();
        // The name of the inspected body distinguishes no record.
        let of = facts.inspections.iter().filter_map(|one| one.figures.of.as_deref());
        let common: Vec<String> = of.flat_map(stems).collect();
        for plan in &facts.plans {
            let states = plan.states();
            for area in &plan.planned.plan.area {
                let about = stems(&area.title().value);
                let mut add = |of, name: &str| {
                    let told = words(name).filter_map(|(_, word)| stem(word));
                    let told = told.filter(|stem| !common.contains(stem));
                    let told: Vec<_> = told.filter(|stem| !is_number(stem)).collect();
                    let head = told.first().cloned();
                    let mut stems = told;
                    stems.sort();
                    stems.dedup();
                    all.push(Own { of, stems, head, area: about.clone() });
                };
                for action in &area.action {
                    if let Some(state) = states.get(action.id.value.as_str()) {
                        add(Record::Action(Doing { plan, state, action }), &action.action.value);
                    }
                }
                for measure in &area.measure {
                    add(Record::Measure(measure), &measure.name.value);
                }
            }
        }
        let mut having: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, own) in all.iter().enumerate() {
            for stem in &own.stems {
                having.entry(stem.clone()).or_default().push(n);
            }
        }
        Self { facts, all, having, noted: OnceCell::new() }
    }

    /// Reports what a sentence says about actions and measures that the data contradict.
    pub(super) fn check(
        &self,
        sentence: &Sentence<'_, '_>,
        heading: &[String],
        last: &mut Last<'f>,
    ) -> Vec<Claim> {
        let stems = sentence.tokens.iter();
        let stems = stems.map(|token| stem(&token.word).filter(|_| token.what == What::Word));
        let mut stems: Vec<_> = stems.collect();
        // The words of a post say who does something, and not what is done.
        for (_, post) in self.facts.posts_in(sentence) {
            stems[post].fill(None);
        }
        let mentions = self.mentions(sentence, &stems, heading);
        let goes_on = sentence.tokens.iter().take(START).any(|token| token.is(&GOES_ON));
        let about = About { facts: self.facts, records: self, sentence, mentions, goes_on, last };
        let mut claims = actions::check(&about);
        claims.extend(lengths::check(&about));
        claims.extend(noted::check(&about));
        claims.extend(punctual::check(&about));
        claims.extend(leads::check(&about));
        claims.extend(tenses::check(&about));
        let About { mentions, .. } = about;
        for mention in mentions {
            if let Record::Action(doing) = mention.of {
                last.before =
                    last.action.filter(|one| one.state.id != doing.state.id).or(last.before);
                last.action = Some(doing);
            }
        }
        let days = sentence.tokens.iter().filter(|token| token.gives_day());
        let days: Vec<_> = days.cloned().collect();
        if !days.is_empty() {
            last.days = days;
        }
        last.late = sentence.tokens.iter().any(|token| token.is(&lengths::LATE));
        claims
    }

    /// All actions of the plans.
    fn doings(&self) -> impl Iterator<Item = Doing<'f>> {
        self.all.iter().filter_map(|own| match own.of {
            Record::Action(doing) => Some(doing),
            Record::Measure(_) => None,
        })
    }

    /// The numbers in the texts of all actions.
    fn noted(&self) -> &[Noted<'f>] {
        self.noted.get_or_init(|| noted::noted(self.doings()))
    }

    /// The places in a sentence where records are named, in order.
    fn mentions(
        &self,
        sentence: &Sentence<'_, '_>,
        stems: &[Option<String>],
        heading: &[String],
    ) -> Vec<Mention<'f>> {
        let tokens = &sentence.tokens;
        let around = Around { heading, dated: &self.dated(sentence) };
        let numbered = (1..tokens.len()).filter(|at| tokens[at - 1].is(&["action"]));
        let numbered = numbered.filter_map(|at| {
            let is_it = |own: &&Own<'f>| match own.of {
                Record::Action(doing) => doing.state.id.eq_ignore_ascii_case(&tokens[at].word),
                Record::Measure(_) => false,
            };
            let of = self.all.iter().find(is_it)?.of;
            Some(Mention { start: at - 1, end: at + 1, of, sure: true, whole: true })
        });
        let mut found: Vec<_> = numbered.collect();
        let mut from = 0;
        for to in 1..=tokens.len() {
            if to == tokens.len() || tokens[to].apart {
                found.extend(self.best(stems, from..to, around, true));
                found.extend(self.best(stems, from..to, around, false));
                let joins = (from..to).find(|at| tokens[*at].is(&["and"]));
                for part in joins.into_iter().flat_map(|and| [from..and, and..to]) {
                    found.extend(self.best(stems, part.clone(), around, false));
                    found.extend(self.best(stems, part, around, true).filter(|one| one.sure));
                }
                from = to;
            }
        }
        if !found.iter().any(|mention| matches!(mention.of, Record::Measure(_)) && mention.sure) {
            found.extend(self.best(stems, 0..tokens.len(), around, false));
        }
        // Each record counts once, where most of its words are.
        found.sort_by_key(|mention| (!mention.sure, mention.start));
        let mut places: Vec<Mention<'f>> = Vec::new();
        for mention in found {
            let is_same = |other: &Mention<'f>| other.of.place() == mention.of.place();
            if !places.iter().any(is_same) {
                places.push(mention);
            }
        }
        // The full name of a measure does not also name an action that shares words with it.
        let is_whole = |one: &&Mention<'f>| matches!(one.of, Record::Measure(_)) && one.whole;
        // That the work will be done, or who leads it, is said of an action.
        let of_doing = ["will", "leads", "led", "leading", "responsible", "time"];
        let is_whole =
            |one: &&Mention<'f>| is_whole(one) && !tokens.iter().any(|token| token.is(&of_doing));
        let whole: Vec<_> = places.iter().filter(is_whole).map(|one| one.start..one.end).collect();
        places.retain(|one| {
            let is_in = |of: &Range<usize>| of.start < one.end && one.start < of.end;
            !matches!(one.of, Record::Action(_)) || one.whole || !whole.iter().any(is_in)
        });
        places.sort_by_key(|mention| mention.start);
        places
    }

    /// The indices in `all` of the actions due or completed on a day that the sentence gives.
    fn dated(&self, sentence: &Sentence<'_, '_>) -> Vec<usize> {
        let days = sentence.tokens.iter().filter(|token| match token.what {
            What::Day(day) => day.from == day.to,
            What::MonthDay(..) => true,
            _ => false,
        });
        let days: Vec<_> = days.collect();
        let is_of = |own: &Own<'f>| match own.of {
            Record::Action(doing) => [Some(doing.state.due), doing.state.completed]
                .into_iter()
                .flatten()
                .any(|own| days.iter().any(|day| day.is_day(own.0) == Some(true))),
            Record::Measure(_) => false,
        };
        let all = self.all.iter().enumerate().filter(|_| !days.is_empty());
        all.filter(|(_, own)| is_of(own)).map(|(n, _)| n).collect()
    }

    /// The record that the words from one token to another name.
    fn best(
        &self,
        stems: &[Option<String>],
        range: Range<usize>,
        around: Around<'_>,
        action: bool,
    ) -> Option<Mention<'f>> {
        let is_kind = |n: &usize| matches!(self.all[*n].of, Record::Action(_)) == action;
        // The stems that a record shares with the words, their places and their weights.
        let mut shared: HashMap<usize, (Vec<&str>, Range<usize>, f64)> = HashMap::new();
        for at in range {
            let Some(stem) = &stems[at] else { continue };
            let owners = self.having.get(stem).map_or([].as_slice(), Vec::as_slice);
            let many = owners.iter().filter(|n| is_kind(n)).count();
            for n in owners.iter().filter(|n| is_kind(n)) {
                let (said, span, weight) =
                    shared.entry(*n).or_insert_with(|| (Vec::new(), at..at + 1, 0.0));
                if !said.contains(&stem.as_str()) {
                    span.end = at + 1;
                    said.push(stem);
                    *weight += 1.0 / many as f64;
                }
            }
        }
        let bonus = |n: usize| {
            let under = around.heading.iter().any(|stem| self.all[n].area.contains(stem));
            let dated = around.dated.contains(&n);
            (if under { HEADING } else { 0.0 }) + (if dated { DATED } else { 0.0 })
        };
        let mut scored: Vec<_> = shared
            .into_iter()
            .map(|(n, (said, span, weight))| (weight + bonus(n), weight, n, said.len(), span))
            .collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.2.cmp(&other.2)));
        let (total, weight, n, said, span) = scored.first()?.clone();
        let own = &self.all[n];
        let is_best = scored.get(1).is_none_or(|next| total >= next.0 + MORE);
        let compact = span.len() <= 3 * said + 3;
        // A single word of its own is enough for an action of the very day.
        let is_of_day = weight >= 1.0 && around.dated.contains(&n);
        let is_told = said > 1 && (weight >= ENOUGH || 2 * said >= own.stems.len());
        let sure = compact && (is_told || is_of_day);
        let is_head = own
            .head
            .as_ref()
            .is_some_and(|head| !action && stems[span.start].as_ref() == Some(head));
        let alone =
            said == 1 && weight >= 1.0 && (total > weight || own.stems.len() == 1 || is_head);
        (is_best && (sure || alone)).then_some(Mention {
            start: span.start,
            end: span.end,
            of: own.of,
            sure,
            whole: said == own.stems.len(),
        })
    }
}

/// A sentence with the records that it mentions.
struct About<'s, 'p, 'd, 'f> {
    facts: &'f Facts<'f>,
    records: &'s Records<'f>,
    sentence: &'s Sentence<'p, 'd>,
    mentions: Vec<Mention<'f>>,
    /// Whether the sentence refers back to what was mentioned last.
    goes_on: bool,
    last: &'s Last<'f>,
}

impl<'f> About<'_, '_, '_, 'f> {
    /// The actions that the sentence names, in order.
    fn actions(&self) -> impl DoubleEndedIterator<Item = (&Mention<'f>, Doing<'f>)> {
        self.mentions.iter().filter_map(|mention| match mention.of {
            Record::Action(doing) => Some((mention, doing)),
            Record::Measure(_) => None,
        })
    }

    /// Whether the sentence names a measure.
    fn names_measure(&self) -> bool {
        self.mentions.iter().any(|mention| matches!(mention.of, Record::Measure(_)))
    }

    /// Whether a word is the unit of a measure that is named, so that a number of it is not a length of time.
    fn is_measured(&self, unit: &Token) -> bool {
        self.mentions.iter().any(|mention| match mention.of {
            Record::Measure(measure) => measure.unit.as_ref().is_some_and(|own| {
                mention.sure && own.value.trim_end_matches('s') == unit.word.trim_end_matches('s')
            }),
            Record::Action(_) => false,
        })
    }

    /// The action that the words just before a token name; a single word that no other action has is enough.
    fn barely_named(&self, at: usize) -> Option<Doing<'f>> {
        let tokens = &self.sentence.tokens;
        let from = (1..at).rev().find(|from| tokens[*from].apart || tokens[*from].is(&["and"]));
        let words = tokens[from.unwrap_or(0)..at].iter().filter(|token| token.what == What::Word);
        let owners = words.filter_map(|token| {
            let all = self.records.having.get(&stem(&token.word)?)?;
            let mut own = all.iter().filter_map(|n| match self.records.all[*n].of {
                Record::Action(doing) => Some(doing),
                Record::Measure(_) => None,
            });
            own.next().filter(|_| own.next().is_none())
        });
        let all: Vec<_> = owners.collect();
        let first = all.first().copied()?;
        all.iter().all(|one| one.state.id == first.state.id).then_some(first)
    }

    /// The action that the words at a token are about: the last one named before, the only one in the sentence, or
    /// the one mentioned last. One that is barely named does not count.
    fn action_at(&self, at: usize) -> Option<Doing<'f>> {
        let before = self.actions().rev().find(|(mention, _)| mention.end <= at);
        let mut all = self.actions();
        let only = all.next().filter(|_| all.next().is_none());
        // A sentence may refer back to one action and name another later: "it came late, as did the training".
        let only = only.filter(|_| !self.goes_on);
        match before.or(only) {
            Some((mention, doing)) => mention.sure.then_some(doing),
            None => self.last.action.filter(|_| self.goes_on && !self.names_measure()),
        }
    }
}

/// The stem of a word that may identify a record, including short nouns such as "hub".
fn stem(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let small = small.trim_end_matches("’s").trim_end_matches("'s");
    let is_short = small.len() == 3 && small.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_short && !SMALL.contains(&small) {
        return Some(small.to_owned());
    }
    gist::stem(small)?;
    let ending = ["ing", "ed", "es", "s", "e"].into_iter().find_map(|end| small.strip_suffix(end));
    let root = ending.filter(|root| root.len() > 3).unwrap_or(small);
    Some(root.chars().take(STEM).collect())
}

/// The stems of a text, each once.
pub(super) fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<_> = words(text).filter_map(|(_, word)| stem(word)).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// Whether the stem of a word is that of a number.
fn is_number(stem: &str) -> bool {
    Reader::common().number(stem).is_some()
}
