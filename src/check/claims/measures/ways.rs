//! Checks the direction in which a measure moved: "fell to 412", "has gone up at each reading", "was down to 63%".

use super::moments::{Named, recent};
use super::topic::NOUNS;
use super::whole::is_placed;
use super::{Spoken, clause_of, figure, is_one, is_open};
use crate::check::claims::Claim;
use crate::check::claims::verbs::{Way, way};
use crate::check::hedge::Hedge;
use crate::check::reading::{Sentence, Token, What};
use crate::derive::measure::Point;
use crate::read::number::Number;

/// Words between what is spoken of and its verb.
const BETWEEN: [&str; 20] = [
    "has", "have", "had", "then", "again", "also", "since", "now", "even", "steadily", "sharply",
    "slightly", "each", "term", "year", "quarter", "month", "was", "is", "which",
];
/// How many of these, and how far behind the verb its figures stand.
const REACH: usize = 4;
const FAR: usize = 12;

/// The way that was said last before a token, behind what is spoken of, or before its name in "up from".
pub(super) fn moves_before(spoken: &Spoken<'_>, tokens: &[Token], before: usize) -> Option<Way> {
    let plain = |at: usize| match () {
        () if tokens[at].is(&["up"]) => Some(Way::Up),
        () if tokens[at].is(&["down"]) => Some(Way::Down),
        () => None,
    };
    let from = if spoken.start < before { spoken.start } else { 0 };
    let near = before.saturating_sub(REACH + 4).max(from);
    (near..before).rev().find_map(|at| way(tokens, at).map(|(way, _)| way).or_else(|| plain(at)))
}

/// Reports directions in which the measure did not move.
pub(super) fn check(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>) -> Vec<Claim> {
    let found = (0..sentence.tokens.len()).filter_map(|at| wrong(sentence, spoken, at));
    found.collect()
}

/// What is wrong with the way at a token, if it is one that the measure is said to have gone.
fn wrong(sentence: &Sentence<'_, '_>, spoken: &Spoken<'_>, at: usize) -> Option<Claim> {
    let (tokens, measure) = (&sentence.tokens, spoken.measure);
    let (said, behind) = way(tokens, at)?;
    let typed = tokens[at..behind].iter().any(|token| token.typed);
    let course = Course::of(sentence, spoken, behind);
    if !typed || measure.latest.is_none() || is_open(tokens, spoken, &clause_of(tokens, at)) {
        return None;
    }
    // "Lower in March than in June" is no way that it went.
    let is_compared = tokens[behind - 1].is(&["higher", "lower", "better", "worse"])
        && tokens[behind..clause_of(tokens, at).end.max(behind)]
            .iter()
            .any(|one| one.is(&["than"]));
    if is_compared || is_placed(spoken, tokens) {
        return None;
    }
    let is_its_own = is_subject(spoken, tokens, at) || course.is_read();
    let points: Vec<&Point> = spoken.points().collect();
    if let Some(says) = course.turned_about(&points) {
        let is_its_own = is_subject(spoken, tokens, at) || course.is_read();
        return is_its_own.then(|| Claim::of(sentence, at..behind, &says, spoken.place));
    }
    let mut all = course.pairs(&points);
    // "Went up before it came down": some step of its way.
    if turns(tokens, at, said) && course.is_open() {
        all.extend((1..points.len()).map(|n| (n - 1, n)));
    }
    if !is_its_own || all.iter().any(|(m, n)| spoken.went(points[*m], points[*n], said)) {
        return None;
    }
    let (m, n) = *all.last()?;
    let is_one = all.iter().all(|(other, _)| *other == m);
    let first = if is_one { points[m] } else { points[0] };
    let says = format!("“{}” went from {} to {}", measure.name, first.words, points[n].words);
    Some(Claim::of(sentence, at..behind, &says, spoken.place))
}

/// Whether a sentence says the other way besides that at a token.
fn turns(tokens: &[Token], at: usize, said: Way) -> bool {
    let other = match said {
        Way::Up => Way::Down,
        Way::Down => Way::Up,
        Way::Better => Way::Worse,
        Way::Worse => Way::Better,
    };
    (0..tokens.len())
        .any(|near| near != at && way(tokens, near).is_some_and(|(way, _)| way == other))
}

/// Whether the measure, or a word that stands for what it reads, is right before the words at a token.
pub(super) fn is_subject(spoken: &Spoken<'_>, tokens: &[Token], at: usize) -> bool {
    let verb = (0..at).rev().take(REACH + 1).find(|before| !tokens[*before].is(&BETWEEN));
    let from = verb.map_or(0, |before| before + 1);
    from == spoken.end && from <= at || verb.is_some_and(|before| tokens[before].is(&NOUNS))
}

/// The start and end of a change that a sentence describes.
struct Course<'t, 'f> {
    spoken: &'t Spoken<'f>,
    /// The figures behind "from" and "to".
    from: Option<Number>,
    to: Option<Number>,
    /// The readings of the times from which and to which.
    since: Option<Named<'f>>,
    until: Option<Named<'f>>,
    /// The reading that was given before.
    said: Option<Number>,
}

impl<'t, 'f> Course<'t, 'f> {
    /// Reads the change from the words after a verb.
    fn of(sentence: &Sentence<'_, '_>, spoken: &'t Spoken<'f>, behind: usize) -> Self {
        let tokens = &sentence.tokens;
        let next = (behind..tokens.len()).find(|at| way(tokens, *at).is_some());
        let end = (behind + FAR).min(next.unwrap_or(tokens.len()));
        let after = |word: &str| {
            (behind..end).find_map(|at| {
                let figures = (at + 1..(at + 5).min(end))
                    .find(|next| figure(spoken.measure, &tokens[*next]).is_some());
                let next = figures.filter(|next| Hedge::before(tokens, *next).1 == at + 1)?;
                tokens[at].is(&[word]).then_some(next)
            })
        };
        let value = |at: usize| figure(spoken.measure, &tokens[at]);
        let is_read = |said: &Number| spoken.points().any(|point| is_one(*said, point.value));
        let given = (0..behind).rev().filter_map(value).find(is_read);
        let (from, to) = (after("from"), after("to"));
        let times =
            (behind..end).flat_map(|at| spoken.at_times(&tokens[at]).map(move |then| (at, then)));
        let times: Vec<_> = times.collect();
        let starts = |at: usize| {
            // "By more than 22 points by March" does not start then.
            let is_than = |at: usize| tokens[at].is(&["than"]) && tokens[at + 1].what == What::Word;
            (at.saturating_sub(REACH)..at)
                .any(|at| tokens[at].is(&["since", "compared", "on"]) || is_than(at))
        };
        let spans = tokens[behind..end].iter().any(|token| token.is(&["between", "from"]));
        let period = spoken.period(tokens).filter(|_| from.is_none() && to.is_none());
        let (since, until) = match times.as_slice() {
            _ if period.is_some() => period.unzip(),
            [(_, first), (_, last)] if spans && from.is_none() => {
                (Some(first.clone()), Some(last.clone()))
            }
            _ if to.is_some() => (None, to.and_then(|at| spoken.of_figure(tokens, at))),
            [(at, then)] if starts(*at) => (Some(then.clone()), None),
            [(at, then)]
                if from.is_none()
                    && tokens[*at - 1].is(&["in", "by", "during"])
                    && !tokens[behind..*at].iter().any(|token| token.apart) =>
            {
                (None, Some(then.clone()))
            }
            _ => {
                let since = tokens.get(behind).filter(|next| next.is(&["since"]));
                (since.and_then(|_| spoken.reference(tokens, behind)), None)
            }
        };
        let until = until.map(|then| recent(tokens, then, None));
        let since = since.map(|then| recent(tokens, then, until.as_ref()));
        Self {
            spoken,
            from: from.and_then(value),
            to: to.and_then(value),
            since,
            until,
            said: given.or(spoken.said),
        }
    }

    /// Whether neither figures nor times say from where to where.
    fn is_open(&self) -> bool {
        let figures = self.from.is_none() && self.to.is_none();
        figures && self.since.is_none() && self.until.is_none()
    }

    /// Whether a figure of it is one that the measure has read.
    fn is_read(&self) -> bool {
        let is = |said: &Number| self.spoken.points().any(|point| is_one(*said, point.value));
        let known = self.from.iter().chain(&self.to).filter(|said| is(said)).count();
        known > 0 && known == self.from.iter().chain(&self.to).count()
    }

    /// What the data say if both figures of the change are readings, but the first is only a later one than the last.
    fn turned_about(&self, points: &[&Point]) -> Option<String> {
        let (from, to) = self.from.zip(self.to)?;
        let at = |said: Number| {
            let is_it = move |n: &usize| is_one(said, points[*n].value);
            (0..points.len()).filter(is_it).collect::<Vec<_>>()
        };
        let (starts, ends) = (at(from), at(to));
        let (first, last) = (*starts.first()?, *ends.last()?);
        let name = &self.spoken.measure.name;
        (last < first).then(|| {
            format!("“{name}” went from {} to {}", points[last].words, points[first].words)
        })
    }

    /// The pairs of readings, by index, that the change may lead from and to; none if one of its figures is not a
    /// reading.
    fn pairs(&self, points: &[&Point]) -> Vec<(usize, usize)> {
        if (self.from.is_some() || self.to.is_some()) && !self.is_read() {
            return Vec::new();
        }
        let is = |then: &Named<'_>, point: &Point| then.iter().any(|one| one.on == point.on);
        let ends = |n: usize| match (self.to, &self.until) {
            (Some(to), until) => {
                is_one(to, points[n].value) && until.as_ref().is_none_or(|then| is(then, points[n]))
            }
            (None, Some(until)) => is(until, points[n]),
            // Any later reading may be meant where it is said from where; else the last.
            (None, None) => self.from.is_some() || n + 1 == points.len(),
        };
        let starts = |m: usize| match (&self.since, self.from) {
            (Some(then), _) => is(then, points[m]),
            (None, Some(from)) => is_one(from, points[m].value),
            (None, None) => true,
        };
        let ends = (1..points.len()).filter(|n| ends(*n));
        let all = ends.flat_map(|n| (0..n).map(move |m| (m, n))).filter(|(m, _)| starts(*m));
        let all: Vec<_> = all.collect();
        let is_open = self.since.is_none() && self.from.is_none();
        let said =
            |(m, _): &&(usize, usize)| self.said.is_some_and(|said| is_one(said, points[*m].value));
        match all.iter().any(|one| said(&one)) && is_open {
            true => all.iter().filter(said).copied().collect(),
            false => all,
        }
    }
}

/// A figure that rose to less, or fell to more: "rose from 56% to 48%".
pub(super) fn backwards(sentence: &Sentence<'_, '_>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let value = |at: usize| match tokens.get(at)?.what {
        What::Percent(value) => Some(value),
        _ => None,
    };
    (0..tokens.len()).find_map(|at| {
        let (said, behind) = way(tokens, at)?;
        let up = match said {
            Way::Up => true,
            Way::Down => false,
            Way::Better | Way::Worse => return None,
        };
        if !tokens.get(behind)?.is(&["from"]) {
            return None;
        }
        let (from, to) = (value(behind + 1)?, value(behind + 3)?);
        let typed = tokens[at..behind + 4].iter().any(|token| token.typed);
        let wrong =
            typed && tokens[behind + 2].is(&["to"]) && if up { from > to } else { from < to };
        wrong.then(|| Claim {
            range: tokens[at].range.start..tokens[behind + 3].range.end,
            message: format!(
                "`{}`: the figures go the other way",
                sentence.written(at, behind + 3)
            ),
            data: None,
        })
    })
}
