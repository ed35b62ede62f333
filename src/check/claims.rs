//! Finds statements in prose that the data of the paper contradict: counts, dates of events, readings of measures,
//! sums of money, the status of single actions and findings, and what is said of risks.
//!
//! In come a paper and its document; out comes a finding for each contradiction, with both places and the expression
//! that would keep the statement true. Only sentences with at least one typed word are checked.

mod about;
mod areas;
mod budgets;
mod counts;
mod days;
mod facts;
mod measures;
mod moved;
mod nearly;
mod paid;
mod periods;
mod put_back;
mod ranked;
mod reported;
mod responsible;
mod risks;
mod standings;
mod tables;
mod times;
mod unsaid;
mod unsourced;
mod verbs;
mod visits;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use typst::syntax::FileId;

use self::about::{Last, Records, stems};
use self::budgets::Budgets;
use self::counts::Spoken;
use self::facts::{Count, Facts};
use self::measures::Measures;
use self::risks::Risks;
use self::unsourced::Unsourced;
use super::passage::{Passage, headings};
use crate::check::reading::{Reader, Sentence};
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::{Block, Document, Node};
use crate::load::paper::Paper;
use crate::read::date::Date;
use crate::world::World;

/// A statement in prose that the data contradict.
struct Claim {
    /// The byte range of the statement within its passage.
    range: Range<usize>,
    /// What the prose says and what the data have.
    message: String,
    /// The datum that contradicts the statement, if one can be pointed to.
    data: Option<Data>,
}

impl Claim {
    /// A claim about the tokens `said`, whose message ends with `says`, what the data have at `place` instead.
    fn of(sentence: &Sentence<'_, '_>, said: Range<usize>, says: &str, place: Place) -> Self {
        let (first, last) = (said.start, said.end - 1);
        Self {
            range: sentence.tokens[first].range.start..sentence.tokens[last].range.end,
            message: format!("`{}`: by the data, {says}", sentence.written(first, last)),
            data: Some(Data { expression: None, words: false, place }),
        }
    }
}

/// The datum that contradicts a statement.
struct Data {
    /// The expression that would replace the typed figure, if there is one.
    expression: Option<String>,
    /// Whether the datum is a number that prose may write in words.
    words: bool,
    /// The place of the datum in its file.
    place: Place,
}

impl Data {
    /// The datum of a count, with its expression.
    fn of(count: &Count) -> Self {
        Self { expression: Some(count.expression.clone()), words: true, place: count.place }
    }
}

/// Reports each statement in the prose, tables and alternative texts of a paper that its data contradict. `as_at` is
/// the day of the figures, where it is not the paper's own.
pub(super) fn check(
    world: &World,
    paper: &Paper,
    document: &Document,
    passages: &[Passage<'_>],
    as_at: Option<Date>,
) -> Vec<Diagnostic> {
    let facts = Facts::of(paper, as_at);
    if facts.inspections.is_empty() && facts.plans.is_empty() && facts.known.is_empty() {
        return Vec::new();
    }
    let reader = Reader::of(paper.house.wording.language());
    let topics = Topics::of(&facts);
    let prose = Prose { facts: &facts, topics: &topics };
    let texts = Texts { world, read: RefCell::default() };
    let mut found = Vec::new();
    let mut unsourced = Unsourced::of(world, paper, &facts);
    let (mut thread, mut under) = (Thread::default(), "");
    let passages = [passages.to_vec(), headings(document)].concat();
    let unsaid = unsaid::check(&facts, paper, document, &passages);
    for passage in &passages {
        let is_under = passage.heading.as_ref() == under;
        let spoken = if is_under { thread.spoken } else { thread.spoken.under_another() };
        under = &passage.heading;
        thread = Thread { spoken, ..Thread::default() };
        let sentences = reader.sentences(passage, |at| texts.is_typed(passage, at));
        let typed = |sentence: &Sentence<'_, '_>| sentence.tokens.iter().any(|token| token.typed);
        for sentence in sentences.into_iter().filter(typed) {
            let claims = prose.claims(&sentence, &mut thread);
            let said: Vec<_> = claims.iter().map(|claim| claim.range.clone()).collect();
            found.extend(
                claims.into_iter().map(|claim| {
                    texts.finding(&facts, passage.place_of(claim.range.clone()), claim)
                }),
            );
            if let Some(unsourced) = &mut unsourced {
                unsourced.read(&sentence, &said);
            }
        }
    }
    let read = |passage: &Passage<'_>| {
        let sentences = reader.sentences(passage, |_| true).into_iter();
        let mut thread = Thread::default();
        sentences.flat_map(|sentence| prose.claims(&sentence, &mut thread)).collect()
    };
    let in_tables = tables::check(&facts, &topics.measures, &reader, document, &read).into_iter();
    found.extend(in_tables.map(|(place, claim)| texts.finding(&facts, Some(place), claim)));
    found.extend(prose.lines(&texts, &reader, &pictures(document)));
    found.extend(unsaid);
    found.extend(reported::check(&texts, &reader, paper, as_at));
    found.extend(unsourced.into_iter().flat_map(Unsourced::findings));
    found
}

/// The facts that sentences are checked against.
struct Prose<'f> {
    facts: &'f Facts<'f>,
    topics: &'f Topics<'f>,
}

/// What sentences may be about, each with what tells it apart from others of its kind.
struct Topics<'f> {
    records: Records<'f>,
    measures: Measures<'f>,
    risks: Risks<'f>,
    budgets: Budgets<'f>,
}

impl<'f> Topics<'f> {
    /// Collects them from the data of a paper.
    fn of(facts: &'f Facts<'f>) -> Self {
        Self {
            records: Records::of(facts),
            measures: Measures::of(facts),
            risks: Risks::of(facts),
            budgets: Budgets::of(facts),
        }
    }
}

/// What the sentences before have mentioned, so that "it" or "the other two" can be resolved.
#[derive(Default)]
struct Thread<'f> {
    spoken: Spoken,
    measure: measures::Thread<'f>,
    last: Last<'f>,
}

/// Reports contradictions in words about a paper that are printed elsewhere, such as those of an agenda.
pub(super) fn elsewhere(world: &World, paper: &Paper, said: &[(&str, Place)]) -> Vec<Diagnostic> {
    let facts = Facts::of(paper, None);
    let reader = Reader::of(paper.house.wording.language());
    let topics = Topics::of(&facts);
    let prose = Prose { facts: &facts, topics: &topics };
    prose.lines(&Texts { world, read: RefCell::default() }, &reader, said)
}

/// The alternative text of each figure in a document that has a place.
fn pictures(document: &Document) -> Vec<(&str, Place)> {
    let mut all = Vec::new();
    document.each(&mut |node| {
        if let Node::Block(Block::Figure(figure)) = node {
            all.extend(figure.place.map(|place| (figure.alternative.as_str(), place)));
        }
    });
    all
}

impl<'f> Prose<'f> {
    /// Reports the contradictions in texts outside the body, each with its place. A text with an expression (`{{`) in
    /// it is skipped.
    fn lines(&self, texts: &Texts<'_>, reader: &Reader, said: &[(&str, Place)]) -> Vec<Diagnostic> {
        let is_typed = |place: &Place| {
            let own = |text: &str| {
                text.get(place.start..place.end).is_some_and(|own| !own.contains("{{"))
            };
            texts.of(place.file, own)
        };
        let mut found = Vec::new();
        for (text, place) in said.iter().filter(|(_, place)| is_typed(place)) {
            let (passage, mut thread) = (Passage::said((*text).to_owned()), Thread::default());
            for sentence in reader.sentences(&passage, |_| true) {
                for mut claim in self.claims(&sentence, &mut thread) {
                    // The expression would replace only part of the text, so none is offered.
                    claim.data.iter_mut().for_each(|data| data.expression = None);
                    found.push(texts.finding(self.facts, Some(*place), claim));
                }
            }
        }
        found
    }

    /// The contradictions in a sentence; where two overlap, only the first is kept.
    fn claims(&self, sentence: &Sentence<'_, '_>, thread: &mut Thread<'f>) -> Vec<Claim> {
        let (facts, topics, heading) = (self.facts, self.topics, &*sentence.passage.heading);
        let claims = [
            counts::check(facts, sentence, &mut thread.spoken),
            days::check(facts, sentence, heading),
            measures::check(facts, &topics.measures, sentence, &mut thread.measure),
            standings::check(facts, sentence),
            areas::check(facts, sentence),
            days::ends(facts, sentence),
            nearly::check(facts, sentence),
            topics.budgets.check(sentence).into_iter().collect(),
            paid::check(facts, sentence),
            topics.records.check(sentence, &stems(heading), &mut thread.last),
            visits::check(facts, sentence),
            moved::check(facts, sentence),
            put_back::check(facts, sentence).into_iter().collect(),
            ranked::check(facts, sentence).into_iter().collect(),
            responsible::check(facts, sentence).into_iter().collect(),
            topics.risks.check(sentence).into_iter().collect(),
        ];
        let mut held: Vec<Claim> = Vec::new();
        for claim in claims.into_iter().flatten() {
            let is_said = |one: &Claim| {
                one.range.start < claim.range.end && claim.range.start < one.range.end
            };
            if !held.iter().any(is_said) {
                held.push(claim);
            }
        }
        held
    }
}

/// The source files of a paper, each read once.
struct Texts<'w> {
    world: &'w World,
    read: RefCell<HashMap<FileId, String>>,
}

impl Texts<'_> {
    /// Applies a function to the text of a file, which is empty if the file cannot be read.
    fn of<T>(&self, file: FileId, find: impl Fn(&str) -> T) -> T {
        let mut read = self.read.borrow_mut();
        find(read.entry(file).or_insert_with(|| self.world.text(file).unwrap_or_default()))
    }

    /// Whether the byte at `at` of a passage was typed there rather than produced by an expression.
    fn is_typed(&self, passage: &Passage<'_>, at: usize) -> bool {
        let Some(place) = passage.place_of(at..at + 1) else { return false };
        self.of(place.file, |text| {
            text.get(place.start..).is_some_and(|rest| !rest.starts_with("{{"))
        })
    }

    /// Turns a claim into a finding, with hints that say where the data are and which expression to write.
    fn finding(&self, facts: &Facts<'_>, place: Option<Place>, claim: Claim) -> Diagnostic {
        let found = Diagnostic::of(Rule::Contradiction, place, claim.message);
        let Some(data) = claim.data else { return found };
        let line = self.of(data.place.file, |text| {
            text.get(..data.place.start).map_or(1, |before| before.matches('\n').count() + 1)
        });
        let path = data.place.file.get().vpath();
        let found = found.hint(format!("see `{}`, line {line}", path.get_without_slash()));
        let Some(expression) = data.expression else { return found };
        let found = match facts.is_unnamed(&expression) {
            false => found,
            true if facts.has_sources => found.hint(format!(
                "first name it under `[sources]`: `inspection = \"{}\"`",
                path.get_without_slash()
            )),
            true => return found,
        };
        let form = if data.words { " | words" } else { "" };
        let figure = format!("{{{{ {expression}{form} }}}}");
        let hint = format!("write `{figure}`, and it stays true; or correct the data");
        found.hint(hint).fix(figure)
    }
}
