//! Finds the measure that a sentence is about.
//!
//! In come the measures of a paper's plans and a sentence; out comes the measure most of whose name is in the
//! sentence, unless another comes as near. A word in the name of only one measure weighs more than one that several
//! share. A sentence may also refer back to the measure before as "it", "that number" or "the share".

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{figure, gaps, portions};
use crate::check::claims::facts::{Facts, PlanOf};
use crate::check::portions::portion;
use crate::check::reading::{Sentence, Token, What};
use crate::derive::measure::MeasureState;
use crate::diag::Place;
use crate::language::sentences::words;
use crate::read::number::Number;

/// The share of the words of a name that a sentence needs to be about its measure, and the least to be considered.
const ENOUGH: f64 = 0.6;
const LEAST: f64 = 0.3;
/// Words that stand for the measure before, and others that do so behind "the", "that" and "this".
const IT: [&str; 4] = ["it", "that", "this", "its"];
const THEY: [&str; 3] = ["they", "them", "these"];
pub(super) const NOUNS: [&str; 17] = [
    "number",
    "figure",
    "share",
    "rate",
    "proportion",
    "percentage",
    "total",
    "median",
    "average",
    "wait",
    "backlog",
    "measure",
    "performance",
    "numbers",
    "level",
    "reading",
    "target",
];
/// Words of four letters and more that tell no measures apart.
const SMALL: [&str; 24] = [
    "with", "their", "that", "this", "they", "them", "from", "have", "been", "were", "which",
    "when", "where", "what", "than", "then", "into", "over", "under", "about", "after", "before",
    "within", "without",
];
/// The fewest letters of a root.
const SHORTEST: usize = 4;
/// The least figure that tells a measure by itself.
const TELLING: i64 = 10;
/// Endings of words that are derived from one root.
const ENDINGS: [&str; 14] = [
    "", "i", "y", "ion", "ation", "action", "ment", "ement", "al", "ic", "ity", "ance", "l",
    "ility",
];
/// How far into a sentence they stand.
const EARLY: usize = 7;

/// The measures of a paper, with what tells them apart.
#[derive(Default)]
pub(crate) struct Measures<'f> {
    all: Vec<Named<'f>>,
    /// How many of them have a root in their names.
    shared: HashMap<String, usize>,
    /// The days on which inspectors came.
    visits: Vec<NaiveDate>,
}

/// A measure with the roots of the words of its name.
struct Named<'f> {
    plan: &'f PlanOf<'f>,
    measure: &'f MeasureState,
    roots: Vec<String>,
}

/// A measure of which a sentence speaks.
pub(crate) struct Spoken<'f> {
    /// The first token that names it, and the one after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the match is certain; if not, only a sentence that refers back to the measure is checked.
    pub(super) sure: bool,
    /// Whether so few words match that the measure mentioned before is more likely meant.
    pub(super) faint: bool,
    /// Whether all words of its name that tell something are there.
    pub(super) whole: bool,
    /// The reading that the paragraph gave of it last.
    pub(super) said: Option<Number>,
    pub(super) measure: &'f MeasureState,
    pub(super) expression: String,
    pub(super) place: Place,
    /// The days on which inspectors came.
    pub(super) visits: Vec<NaiveDate>,
    roots: Vec<String>,
    /// The words of its name in small letters.
    name: Vec<String>,
}

impl<'f> Measures<'f> {
    /// Collects the measures of a paper's plans, each once.
    pub(crate) fn of(facts: &'f Facts<'_>) -> Self {
        let mut shared: HashMap<String, usize> = HashMap::new();
        let named = |(plan, measure): (&'f PlanOf<'_>, &'f MeasureState)| {
            let mut roots: Vec<_> =
                words(&measure.name).filter_map(|(_, word)| root(word)).collect();
            roots.sort();
            roots.dedup();
            Named { plan, measure, roots }
        };
        let plans = facts.plans.iter();
        let pairs = plans.flat_map(|plan| plan.figures.measures().map(move |one| (plan, one)));
        let all: Vec<_> = pairs.map(named).collect();
        for root in all.iter().flat_map(|one| &one.roots) {
            *shared.entry(root.clone()).or_default() += 1;
        }
        let visits = facts.inspections.iter().flat_map(|one| &one.inspected.inspection.visit);
        let visits = visits.filter_map(|visit| Some(visit.start.as_ref()?.value.0)).collect();
        Self { all, shared, visits }
    }

    /// The measure that tokens name, unless another comes as near.
    pub(in crate::check::claims) fn named_by(&self, tokens: &[Token]) -> Option<&'f MeasureState> {
        let said: Vec<Option<String>> = tokens.iter().map(root_of).collect();
        let scored =
            self.all.iter().filter_map(|one| Some((self.score(one, &said, &[])?.share, one)));
        let scored: Vec<_> = scored.collect();
        let best = scored.iter().map(|(share, _)| *share).fold(0.0, f64::max);
        let mut best =
            scored.iter().filter(|(share, _)| *share >= best).map(|(_, one)| one.measure);
        best.next().filter(|_| best.next().is_none())
    }

    /// All measures, if they belong to one plan.
    pub(super) fn in_one_plan(&self) -> Option<Vec<&'f MeasureState>> {
        let first = self.all.first()?;
        let is_one = self.all.iter().all(|one| std::ptr::eq(one.plan, first.plan));
        is_one.then(|| self.all.iter().map(|one| one.measure).collect())
    }

    /// The place of the first measure.
    pub(super) fn place(&self) -> Option<Place> {
        let plan = &self.all.first()?.plan.planned.plan;
        plan.area.iter().flat_map(|area| &area.measure).next().map(|measure| measure.place)
    }

    /// The place of a measure in the data.
    pub(in crate::check::claims) fn place_of(&self, measure: &MeasureState) -> Option<Place> {
        let of = self.all.iter().find(|one| one.measure.name == measure.name)?;
        let mut own = of.plan.planned.plan.area.iter().flat_map(|area| &area.measure);
        own.find(|one| one.name.value == measure.name).map(|one| one.place)
    }

    /// The measure that a sentence is about.
    pub(super) fn spoken_of(&self, sentence: &Sentence<'_, '_>) -> Option<Spoken<'f>> {
        if self.all.is_empty() {
            return None;
        }
        let mut said: Vec<Option<String>> = sentence.tokens.iter().map(root_of).collect();
        // "Fewer than a quarter" is no quarter of a year.
        let portions = (0..said.len()).filter_map(|at| portion(&sentence.tokens, at));
        for portion in portions.collect::<Vec<_>>() {
            said[portion.start..portion.end].fill(None);
        }
        let above: Vec<_> =
            words(&sentence.passage.heading).filter_map(|(_, word)| root(word)).collect();
        let mut scored: Vec<_> = self
            .all
            .iter()
            .filter_map(|one| Some((self.score(one, &said, &above)?, one)))
            .collect();
        let rank = |score: &Score| (score.share, score.weight);
        scored.sort_by(|(one, _), (other, _)| {
            let (one, other) = (rank(one), rank(other));
            other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
        });
        // Where only one has a figure that the sentence gives, it is that.
        let reads = |one: &Named<'_>| reads(one.measure, &sentence.tokens);
        if !scored.first().is_some_and(|(_, one)| reads(one)) {
            let mut read = (1..scored.len()).filter(|n| reads(scored[*n].1));
            if let Some(only) = read.next().filter(|_| read.next().is_none()) {
                scored.swap(0, only);
                scored.truncate(1);
            }
        }
        let (best, named) = scored.first()?;
        let next = scored.iter().skip(1).find(|(_, one)| one.measure.name != named.measure.name);
        if next.is_some_and(|(next, _)| rank(next) >= rank(best)) {
            return None;
        }
        // The small words of the name belong to it: "assessed or reviewed".
        let name: Vec<_> =
            words(&named.measure.name).map(|(_, word)| word.to_lowercase()).collect();
        let rest = sentence.tokens[best.end..].iter();
        let more = rest.take_while(|token| !token.apart && name.contains(&token.word)).count();
        let place = self.place_of(named.measure)?;
        Some(Spoken {
            start: best.start,
            end: best.end + more,
            sure: best.share >= ENOUGH && best.count >= 2,
            faint: best.share < LEAST,
            whole: best.count == named.roots.len(),
            said: None,
            measure: named.measure,
            expression: expression(named.plan, named.measure)?,
            place,
            visits: self.visits.clone(),
            roots: named.roots.clone(),
            name,
        })
    }

    /// How much of a name a sentence has, the heading above it included.
    fn score(&self, named: &Named<'_>, said: &[Option<String>], above: &[String]) -> Option<Score> {
        let at = |root: &String| {
            said.iter().position(|one| one.as_ref().is_some_and(|one| is_same(one, root)))
        };
        let in_heading = |root: &String| above.iter().any(|one| is_same(one, root));
        let there: Vec<usize> = named.roots.iter().filter_map(at).collect();
        let known = named.roots.iter().filter(|root| at(root).is_some() || in_heading(root));
        let (count, weight) =
            known.fold((0, 0.0), |(count, sum), root| (count + 1, sum + self.weight(root)));
        let share = weight / named.roots.iter().map(|root| self.weight(root)).sum::<f64>();
        let (start, end) = (*there.iter().min()?, there.iter().max()? + 1);
        // What nothing else is called says something, however little of the name it is.
        let alone = named.roots.iter().any(|root| at(root).is_some() && self.weight(root) >= 1.0);
        (share >= LEAST || alone).then_some(Score { share, weight, count, start, end })
    }

    /// The weight of a root in telling which measure is meant.
    fn weight(&self, root: &str) -> f64 {
        1.0 / self.shared.get(root).map_or(1.0, |n| *n as f64)
    }
}

/// How much of a name a sentence has, and where.
struct Score {
    share: f64,
    weight: f64,
    count: usize,
    start: usize,
    end: usize,
}

/// The expression for the last reading of a measure.
fn expression(plan: &PlanOf<'_>, measure: &MeasureState) -> Option<String> {
    if let Some(id) = &measure.id {
        return Some(format!("{}.measure(\"{id}\").latest.words", plan.name));
    }
    let areas = plan.figures.areas.iter().enumerate();
    let mut nth = areas.flat_map(|(n, area)| {
        area.measures.iter().enumerate().map(move |(m, one)| (n, m, &one.name))
    });
    let (n, m, _) = nth.find(|(.., name)| **name == measure.name)?;
    Some(format!("{}.areas[{n}].measures[{m}].latest.words", plan.name))
}

/// The root of a token that carries meaning.
fn root_of(token: &Token) -> Option<String> {
    // A number in words may be part of a name: "within five days".
    match token.what {
        What::Word | What::Number(_) => root(&token.word),
        _ => None,
    }
}

/// What the forms of a word have in common, if it means something by itself: "wait" of "waiting".
fn root(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let small = small.trim_end_matches("’s").trim_end_matches("'s");
    let root = ["ings", "ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|end| small.strip_suffix(end).filter(|root| root.chars().count() >= SHORTEST));
    let letters = small.chars().filter(|next| next.is_alphabetic()).count();
    let means = letters >= SHORTEST && !SMALL.contains(&small);
    means.then(|| root.unwrap_or(small).to_owned())
}

/// Whether some tokens give a figure that a measure has read or is to reach, of two digits or more.
fn reads(measure: &MeasureState, tokens: &[Token]) -> bool {
    let read = measure.baseline.iter().chain(&measure.readings).map(|point| point.value);
    let known: Vec<Number> = read.chain(measure.targets.iter().map(|goal| goal.value)).collect();
    let said = tokens.iter().filter_map(|token| figure(measure, token));
    said.filter(|said| *said >= TELLING.into()).any(|said| known.contains(&said))
}

/// Whether two roots are those of one word: "assess" and "assessment", not "care" and "carer".
fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long
        || short.chars().count() > SHORTEST && long.starts_with(short)
        || is_derived(one, other)
}

/// Whether two roots go on as forms of one word do: "satisfied" and "satisfaction".
fn is_derived(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let ends = |word: &str| word.get(shared..).is_some_and(|end| ENDINGS.contains(&end));
    shared > SHORTEST + 1 && ends(one) && ends(other)
}

impl Spoken<'_> {
    /// Whether a token is a word of its name.
    pub(super) fn names(&self, token: &Token) -> bool {
        root_of(token).is_some_and(|root| self.roots.iter().any(|own| is_same(own, &root)))
    }

    /// Whether a token is one of the words of its name, small ones among them, where that stands.
    pub(super) fn is_of_name(&self, tokens: &[Token], at: usize) -> bool {
        (self.start..self.end).contains(&at) && self.name.contains(&tokens[at].word)
    }

    /// Whether a token is a number of its name: "within 20 weeks".
    pub(super) fn is_named(&self, sentence: &Sentence<'_, '_>, at: usize) -> bool {
        let tokens = &sentence.tokens;
        let next = |word: &String| {
            tokens
                .get(at + 1)
                .is_none_or(|next| next.word.trim_end_matches('s') == word.trim_end_matches('s'))
        };
        let mut name = self.name.iter().enumerate();
        name.any(|(n, word)| *word == tokens[at].word && self.name.get(n + 1).is_none_or(next))
    }

    /// Whether between two tokens there is no other noun or verb than those of its name.
    pub(super) fn is_plain(&self, tokens: &[Token]) -> bool {
        tokens.iter().all(|token| {
            let is_word = token.what == What::Word;
            is_word && root_of(token).is_none()
                || self.names(token)
                || self.name.contains(&token.word)
        })
    }

    /// Whether a sentence gives a figure that it has read or is to reach, of two digits or more.
    pub(super) fn is_read_in(&self, sentence: &Sentence<'_, '_>) -> bool {
        let tokens = sentence.tokens.iter().enumerate();
        let others = tokens.filter(|(at, _)| !self.is_named(sentence, *at));
        others.map(|(_, token)| token).any(|token| reads(self.measure, std::slice::from_ref(token)))
    }

    /// Whether a sentence that does not name the measure goes on about it; then, what it calls it is its name there.
    pub(super) fn goes_on(&mut self, sentence: &Sentence<'_, '_>) -> bool {
        let tokens = &sentence.tokens;
        let found = (0..tokens.len().min(EARLY)).find_map(|at| {
            let noun = tokens.get(at + 1).is_some_and(|next| next.is(&NOUNS));
            match () {
                () if tokens[at].is(&["the", "that", "this", "its", "our"]) && noun => {
                    Some((at, at + 2))
                }
                () if tokens[at].is(&IT) || self.sure && tokens[at].is(&THEY) => Some((at, at + 1)),
                () => None,
            }
        });
        // "The Council remains ten points adrift of its target."
        let own = tokens.windows(2).any(|two| two[0].is(&["its", "our"]) && two[1].is(&["target"]));
        // "In June there were half as many."
        let is_ratio = (0..tokens.len()).any(|at| portions::ratio(tokens, at).is_some());
        // "432 were overdue: 236 fewer than a year earlier."
        let is_gap = tokens[0].count().is_some() && gaps::is_gap(self, tokens, 0);
        let goes_on = own || is_ratio || is_gap || self.is_read_in(sentence);
        let found = found.or_else(|| goes_on.then_some((0, 0)));
        let Some((start, end)) = found else { return false };
        (self.start, self.end, self.whole) = (start, end, false);
        true
    }
}
