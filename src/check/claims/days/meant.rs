//! Finds the event that happened on a day, by the words of its clause: "the re-visit was held from", "on 1 April the
//! area sent in its plan".
//!
//! In comes a day in its sentence; out come the events said to be on it. An event is meant only if its own noun and
//! its own verb are beside the day: the inspection of a school is not the inspection, a draft is not the plan, and
//! what was discussed on a day was not held on it.

mod near;

use super::{Event, Happening};
use crate::check::claims::facts::{Facts, phrase};
use crate::check::reading::{Day, Sentence, Token, What};

/// Words of a clause about what is only expected, or did not happen.
const UNSURE: [&str; 13] = [
    "due", "expected", "planned", "proposed", "guidance", "usually", "should", "would", "may",
    "could", "not", "never", "if",
];
/// Those of them that are said of what comes next.
const DUE: [&str; 3] = ["due", "expected", "planned"];
/// Prepositions between an event and its day.
const JOINS: [&str; 7] = ["in", "on", "from", "of", "between", "during", "dated"];
/// Determiners, which add nothing to a noun.
const DETERMINE: [&str; 18] = [
    "the",
    "this",
    "that",
    "its",
    "their",
    "our",
    "a",
    "first",
    "next",
    "local",
    "area",
    "joint",
    "send",
    "area’s",
    "full",
    "six-month",
    "12-month",
    "accelerated",
];
/// Words after which a noun begins a clause as its subject.
const LEAD: [&str; 4] = ["and", "that", "since", "but"];
/// Words that name what is inspected.
const SUBJECT: [&str; 5] = ["send", "special", "educational", "area", "area’s"];
/// Papers in which the outcome of a visit is published.
pub(in crate::check::claims) const PAPERS: [&str; 4] = ["report", "letter", "findings", "outcome"];
/// Names for inspectors.
pub(in crate::check::claims) const INSPECTORS: [&str; 8] = [
    "ofsted",
    "inspectors",
    "cqc",
    "commission",
    "regulator",
    "inspectorate",
    "hmicfrs",
    "auditors",
];
/// Verbs for the purpose of a return of inspectors.
const PURPOSE: [&str; 7] = ["examine", "judge", "look", "see", "check", "assess", "inspect"];
/// The most words that may come between an event and its day.
const REACH: usize = 24;

/// The words beside a day.
pub(super) struct Clause<'s> {
    facts: &'s Facts<'s>,
    /// The words between this day and the one before, or those after it if it opens the sentence.
    near: &'s [Token],
    /// The preposition before the day, unless the day opens the sentence.
    joined: Option<&'s str>,
    /// The heading above, in lower case.
    heading: String,
    /// Whether inspectors were mentioned before, in the same paragraph.
    inspectors: bool,
    /// The words of the sentence before the day.
    before: &'s [Token],
}

/// A noun in a clause.
struct Noun<'s> {
    /// The word that the noun depends on, if any.
    lead: Option<&'s str>,
    /// Whether the noun is the first of its clause, or follows one of `LEAD`.
    leads: bool,
    /// The words after the noun and all that belongs to it.
    rest: &'s [Token],
}

impl<'s> Clause<'s> {
    /// The clause of a day; `None` if what it says is uncertain.
    pub(super) fn of(
        facts: &'s Facts<'s>,
        sentence: &'s Sentence<'_, '_>,
        at: usize,
        heading: &str,
    ) -> Option<Self> {
        let tokens = &sentence.tokens;
        let is_day = |token: &Token| matches!(token.what, What::Day(_));
        let opens = at <= 1 && tokens[0].is(&["on", "in", "from", "between"]) || at == 0;
        let (near, joined) = if opens {
            let past = tokens[at + 1..].iter().position(is_day);
            (&tokens[at + 1..past.map_or(tokens.len(), |past| at + 1 + past)], None)
        } else {
            let from = tokens[..at].iter().rposition(is_day).map_or(0, |before| before + 1);
            let joins = tokens[at - 1].is(&JOINS) && from < at;
            (joins.then(|| &tokens[from..at - 1])?, Some(tokens[at - 1].word.as_str()))
        };
        let near = match joined {
            None => &near[..near.len().min(REACH)],
            Some(_) => &near[near.len().saturating_sub(REACH)..],
        };
        let text = &sentence.passage.text;
        let before = &text[..tokens[0].range.start];
        let inspectors =
            ["Ofsted", "Inspectors", "inspectors"].iter().any(|who| before.contains(who))
                || facts.inspectors().any(|who| text[..tokens[at].range.start].contains(who));
        // What is next is always only expected.
        let is_next = near.iter().any(|token| token.is(&["next"]));
        let is_unsure = |token: &Token| token.is(&UNSURE) && !(is_next && token.is(&DUE));
        let sure = !near.iter().any(is_unsure);
        let heading = heading.to_lowercase();
        sure.then_some(Self { facts, near, joined, heading, inspectors, before: &tokens[..at] })
    }

    /// The events said to be on the day; if the words name none for certain, those whose day differs by a slip.
    pub(super) fn meant<'e>(&self, day: Day, events: &'e [Event]) -> Vec<&'e Event> {
        match self.said(events) {
            said if said.is_empty() => self.nearly(day, events),
            said => said,
        }
    }

    /// The events that the words place on the day.
    fn said<'e>(&self, events: &'e [Event]) -> Vec<&'e Event> {
        let is_next = self.has(&["will", "next"]);
        let of = |event: &&Event| match event.happening {
            Happening::Next => is_next && self.comes(),
            _ if is_next => false,
            Happening::Visited => self.was(&event.name) || self.inspected(event, events),
            Happening::Published => self.was_published(&event.name),
            Happening::Submitted => self.submitted(),
            Happening::Fit => self.was_found_fit(),
            Happening::Reviewed => self.was_held(),
            Happening::Wrote => self.was_dated() || self.wrote(),
        };
        events.iter().filter(of).collect()
    }

    /// Whether a visit with this name took place: "the re-visit was held", "since the inspection of SEND".
    fn was(&self, name: &str) -> bool {
        let is_direct = |noun: &Noun<'_>| {
            let completed = ["since", "completed", "held", "conducted"];
            noun.rest.is_empty()
                && match self.joined {
                    Some("of") => noun.leads || noun.lead.is_some_and(|lead| lead == "to"),
                    Some(_) => noun.lead.is_none_or(|lead| completed.contains(&lead)),
                    None => false,
                }
        };
        let held = |noun: &Noun<'_>| {
            let relates = noun.rest.first().is_some_and(|next| next.is(&["which"]));
            (noun.leads || relates) && is_held(noun.rest)
        };
        self.nouns(&phrase(name)).iter().any(|noun| is_direct(noun) || held(noun))
    }

    /// Whether inspectors came: "Ofsted inspected SEND in the local area", "inspectors returned".
    fn inspected(&self, event: &Event, events: &[Event]) -> bool {
        let Some(verb) = self.position(&["inspected", "returned", "visited"]) else { return false };
        let (who, what) = (&self.near[..verb], &self.near[verb + 1..]);
        let is = |at: usize, words: &[&str]| what.get(at).is_some_and(|token| token.is(words));
        let is_area = what.first().is_some_and(|first| self.facts.is_area(&first.word));
        let is_ours = what.is_empty()
            || what.iter().take(3).any(|token| token.is(&SUBJECT))
            || is_area && what.len() <= 2;
        let again = self.near[verb].is(&["returned"]);
        let is_first = events.iter().find(|one| one.happening == Happening::Visited);
        if again && is_first.is_some_and(|first| first.name == event.name) {
            return false;
        }
        let came = who.iter().any(|token| token.is(&INSPECTORS) || token.is(&["they"]));
        let passive = who.iter().any(|token| token.is(&["area"])) && what.is_empty();
        came && (is_ours || again && is(0, &["to"]) && is(1, &PURPOSE)) || passive && !again
    }

    /// Whether the outcome of a visit was published: "the report of the re-visit, made public", "Ofsted published its
    /// letter".
    fn was_published(&self, name: &str) -> bool {
        let Some((verb, length)) = self.publishes() else { return false };
        let after = &self.near[verb + length..];
        let there =
            after.iter().all(|token| token.is(&["on", "its", "their", "website", "by", "ofsted"]));
        let auxiliary = ["was", "were", "been", "had", "has", "then", "first"];
        let direct = |rest: &[Token]| {
            let words = rest.iter().take_while(|token| token.is(&auxiliary)).count();
            rest.len() == words + length + after.len()
        };
        let told = self.near[..verb].iter().any(|token| token.is(&PAPERS));
        let of = self.nouns(&phrase(name)).iter().any(|noun| {
            let of = noun.lead.is_some_and(|lead| ["of", "on", "from"].contains(&lead));
            let paper = noun.rest.first().is_some_and(|next| next.is(&PAPERS));
            told && there && (of && direct(noun.rest) || paper && direct(&noun.rest[1..]))
        });
        let paper = |token: Option<&Token>| token.is_some_and(|token| token.is(&PAPERS));
        let is = |at: usize, words: &[&str]| self.near.get(at).is_some_and(|token| token.is(words));
        // "The inspection ended in March, and its outcome was published".
        let named = || {
            let name = phrase(name);
            let is_it = |at: usize| {
                let words = self.before.get(at..at + name.len());
                words
                    .is_some_and(|words| words.iter().zip(&name).all(|(one, own)| one.word == *own))
            };
            (0..self.before.len()).any(is_it)
        };
        let joins = usize::from(is(0, &["and", "but"]));
        let its = is(joins, &["its"]) && paper(self.near.get(joins + 1)) && there && named();
        let theirs = self.inspectors && is(0, &["their"]) && paper(self.near.get(1)) && verb == 2;
        let ours = verb > 0 && is(verb - 1, &INSPECTORS) && is(verb + 1, &["the", "its", "their"]);
        // "The CQC report came out".
        let the = usize::from(is(0, &["the"]));
        let by =
            is(the, &INSPECTORS) && paper(self.near.get(the + 1)) && direct(&self.near[the + 2..]);
        let website = self.near.get(verb + 3..).is_some_and(|after| {
            after.iter().all(|token| token.is(&["on", "its", "their", "website"]))
        });
        of || its || (theirs || by) && there || ours && paper(self.near.get(verb + 2)) && website
    }

    /// The place of the words that say that something was published, and how many they are.
    fn publishes(&self) -> Option<(usize, usize)> {
        let pairs = |first: &str, second: &str| {
            let is = |pair: &[Token]| pair[0].is(&[first]) && pair[1].is(&[second]);
            self.near.windows(2).position(is).map(|at| (at, 2))
        };
        let one = self.position(&["published", "issued", "appeared"]).map(|at| (at, 1));
        one.or_else(|| pairs("made", "public")).or_else(|| pairs("came", "out"))
    }

    /// Whether the plan was submitted: "the plan was submitted", "the local area sent in its APP".
    fn submitted(&self) -> bool {
        let sent = self
            .near
            .windows(2)
            .position(|pair| pair[0].is(&["sent"]) && pair[1].is(&["in", "off"]));
        let verb = self.position(&["submitted"]).or(sent.map(|at| at + 1));
        let Some(verb) = verb else { return false };
        let whole = |noun: &Noun<'_>| {
            let start = self.near.len() - noun.rest.len();
            let passive = self.joined.is_none_or(|_| self.near.len() == verb + 1);
            match start > verb {
                true => {
                    noun.lead == Some(&self.near[verb].word)
                        && (self.joined.is_none() || noun.rest.is_empty())
                }
                false => noun.leads && passive && verb - start <= 2,
            }
        };
        self.nouns_of_plan().iter().any(whole)
    }

    /// Whether the plan was found fit for purpose.
    fn was_found_fit(&self) -> bool {
        let fit = ["fit", "for", "purpose"].map(str::to_owned);
        let says = |at: usize| self.near[at..].iter().map(|token| &token.word).take(3).eq(&fit);
        (0..self.near.len()).any(says) && self.nouns_of_plan().iter().any(|noun| noun.leads)
    }

    /// Whether the review was held, or a meeting under a heading that names the review.
    fn was_held(&self) -> bool {
        let mut names: Vec<Vec<String>> = self.reviews();
        let here = names.iter().any(|name| self.heading.contains(&name.join(" ")));
        let mut meetings = ["meeting", "meetings"].map(phrase).to_vec();
        meetings.retain(|_| here);
        let of = |noun: &Noun<'_>| {
            let meeting = noun.lead.is_some_and(|lead| lead == "of");
            (noun.leads || here && meeting) && is_held(noun.rest)
        };
        names.push(phrase("review"));
        names.extend(meetings);
        names.iter().any(|name| self.nouns(name).iter().any(of))
    }

    /// Whether the letter of the review was dated.
    fn was_dated(&self) -> bool {
        let of = |noun: &Noun<'_>| {
            noun.rest.is_empty() && noun.lead.is_none_or(|lead| ["in", "of"].contains(&lead))
        };
        self.joined == Some("dated") && self.nouns(&phrase("review")).iter().any(of)
    }

    /// Whether those who held the review wrote about it: "the reviewers wrote to us on".
    fn wrote(&self) -> bool {
        let Some(verb) = self.position(&["wrote"]) else { return false };
        let who = verb.checked_sub(1).is_some_and(|at| self.near[at].is(&["reviewers"]));
        let to = ["to", "us", "the", "council", "service", "authority", "partnership"];
        who && self.joined == Some("on") && self.near[verb + 1..].iter().all(|one| one.is(&to))
    }

    /// Whether the next review will be held.
    fn comes(&self) -> bool {
        let of = |noun: &Noun<'_>| {
            let takes = ["will", "be", "held", "is", "take", "place", "to", "scheduled"];
            let is = noun.rest.iter().all(|token| token.is(&takes) || token.is(&DUE));
            is && (noun.leads || noun.lead.is_some_and(|lead| ["hold", "holds"].contains(&lead)))
        };
        let mut names = self.reviews();
        names.push(phrase("review"));
        names.iter().any(|name| self.nouns(name).iter().any(of))
    }

    /// The names of the reviews.
    fn reviews(&self) -> Vec<Vec<String>> {
        let plans = self.facts.plans.iter();
        let reviews = plans.flat_map(|plan| &plan.reviews);
        reviews.map(|one| phrase(&one.reviewed.review.name)).collect()
    }

    /// Each place where the plan is named.
    fn nouns_of_plan(&self) -> Vec<Noun<'_>> {
        let figures = self.facts.plans.iter().map(|plan| &plan.figures);
        let own = figures.flat_map(|figures| [phrase(&figures.name), phrase(&figures.short)]);
        let mut names: Vec<_> = own.chain([phrase("plan")]).collect();
        names.dedup();
        names.iter().flat_map(|name| self.nouns(name)).collect()
    }

    /// Each place of a noun that means the data's own thing.
    fn nouns(&self, name: &[String]) -> Vec<Noun<'_>> {
        let starts = (0..self.near.len()).filter(|at| {
            let words = self.near.get(*at..at + name.len());
            words.is_some_and(|words| {
                words.iter().zip(name).all(|(token, word)| same(&token.word, word))
            })
        });
        let nouns = starts.filter_map(|at| {
            let mut end = at + name.len();
            end += usize::from(self.near.get(end).is_some_and(|next| next.is(&["inspection"])));
            let rest = self.near.get(end..)?;
            if is_other(self.facts, rest) {
                return None;
            }
            let mut start = at;
            while start > 0 && !self.near[start].apart && {
                let before = &self.near[start - 1];
                before.is(&DETERMINE) || self.facts.is_area(&before.word)
            } {
                start -= 1;
            }
            let apart = self.near[start].apart;
            let lead = (start > 0 && !apart).then(|| self.near[start - 1].word.as_str());
            let leads = lead.is_none_or(|lead| LEAD.contains(&lead));
            Some(Noun { lead, leads, rest: past(rest) })
        });
        nouns.collect()
    }

    /// The place of the first of these words.
    fn position(&self, words: &[&str]) -> Option<usize> {
        self.near.iter().position(|token| token.is(words))
    }

    /// Whether the clause contains one of these words.
    fn has(&self, words: &[&str]) -> bool {
        self.position(words).is_some()
    }
}

/// Whether the words after a noun make it someone else's: "of Cherry Trees School", "for school places".
pub(in crate::check::claims) fn is_other(facts: &Facts<'_>, rest: &[Token]) -> bool {
    let of = rest
        .first()
        .is_some_and(|next| !next.apart && next.is(&["of", "for", "on", "to", "into", "at"]));
    let ours = |token: &Token| token.is(&SUBJECT) || facts.is_area(&token.word);
    of && !rest[1..].iter().take(3).any(ours)
}

/// The words after all that belongs to a noun: "of special educational needs (SEND)", "by Ofsted".
fn past(rest: &[Token]) -> &[Token] {
    const VERBS: [&str; 12] = [
        "was",
        "were",
        "is",
        "took",
        "which",
        "will",
        "had",
        "has",
        "published",
        "issued",
        "made",
        "came",
    ];
    let belongs =
        rest.first().is_some_and(|next| next.is(&["of", "for", "on", "to", "by", "described"]));
    if !belongs {
        return rest;
    }
    let end = rest.iter().position(|token| token.is(&VERBS)).unwrap_or(rest.len());
    &rest[end..]
}

/// Whether words say that something took place.
fn is_held(rest: &[Token]) -> bool {
    let held = ["held", "place", "carried"];
    let first = rest.iter().position(|token| token.is(&held));
    first.is_some_and(|at| at <= 4 && !rest[..at].iter().any(|token| token.is(&["at", "and"])))
}

/// Whether two words are the same but for hyphens: "re-visit", "revisit".
fn same(one: &str, other: &str) -> bool {
    one.replace('-', "") == other.replace('-', "")
}
