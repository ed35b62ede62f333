//! Words the findings about a part.
//!
//! In come what is known about a part, and the words of it that the pack lacks; out go findings in plain words, each
//! with something to do.

use std::collections::BTreeSet;

use crate::diag::Rule;

use super::annotations::Notes;
use super::compare::Missing;
use super::copy::LeftOut;
use super::fields::News;
use super::hidden::{Hidden, quoted};
use super::layers::Uneven;
use super::report::{Finding, Report};
use super::view::Unseen;

/// The most pages whose hidden or missing words are quoted.
const MOST_PAGES: usize = 5;

/// The findings about a part, apart from its costs to the claims of the pack.
pub(super) fn findings(
    part: usize,
    name: &str,
    report: &Report,
    missing: &Missing,
) -> Vec<Finding> {
    let mut said = Said { part, name, findings: Vec::new() };
    said.tags(report);
    said.damage(report);
    said.words(report, missing);
    said.hidden(&report.hidden);
    said.layers(&report.uneven);
    said.remarks(&report.notes);
    said.left_out(&report.left_out, report.is_portfolio);
    said.form(report);
    said.fields(&report.fields);
    said.findings
}

/// The findings about a part, as they grow.
struct Said<'a> {
    part: usize,
    name: &'a str,
    findings: Vec<Finding>,
}

impl Said<'_> {
    /// Adds a finding, if it was `found`; its words go on after the name of the part.
    fn say(&mut self, rule: Rule, found: bool, what: &str, hint: Option<&str>) {
        if found {
            let message = format!("`{}` {what}", self.name);
            let hint = hint.map(str::to_owned);
            self.findings.push(Finding { part: self.part, rule, message, hint });
        }
    }

    /// Adds a finding for each of the first cases, given by their pages, counted from 0, and words; and one for the
    /// pages of all others, which goes on after the words `more`.
    fn say_each(
        &mut self,
        rule: Rule,
        mut cases: impl Iterator<Item = (usize, String)>,
        more: &str,
        hint: &str,
    ) {
        for (_, what) in cases.by_ref().take(MOST_PAGES) {
            self.say(rule, true, &what, Some(hint));
        }
        let others: BTreeSet<usize> = cases.map(|(page, _)| page).collect();
        let what = format!("{more} {}", on_pages(&others));
        self.say(rule, !others.is_empty(), &what, Some(hint));
    }

    /// What lacks tags.
    fn tags(&mut self, report: &Report) {
        const NONE: &str = "has no tags, so people who use screen readers cannot read it";
        const BROKEN: &str = "has tags that do not cover all of its content";
        let hint = "ask its author for a tagged PDF, exported from the original document rather than printed or scanned";
        let all = report.untagged == report.pages;
        let some = format!("has {} without tags", counted(report.untagged, "page"));
        let broken = report.unreachable > 0 || report.damaged_tags;
        self.say(Rule::OutsidePdfTags, all, NONE, Some(hint));
        self.say(Rule::OutsidePdfTags, !all && report.untagged > 0, &some, Some(hint));
        self.say(Rule::OutsidePdfTags, !all && broken, BROKEN, Some(hint));
    }

    /// What was damaged.
    fn damage(&mut self, report: &Report) {
        const REPAIRED: &str = "was damaged and has been repaired";
        let unreadable =
            format!("has content on {} that could not be read", on_pages(&report.unreadable));
        let incomplete = format!(
            "is damaged: something that {} needs is missing or could not be read, and is left out",
            on_pages(&report.incomplete)
        );
        let rule = Rule::OutsidePdfDamage;
        self.say(rule, report.repaired, REPAIRED, Some(LOOK));
        self.say(rule, !report.unreadable.is_empty(), &unreadable, Some(LOOK));
        self.say(rule, !report.incomplete.is_empty(), &incomplete, Some(LOOK));
    }

    /// Which words the pack lacks, and which cannot be read.
    fn words(&mut self, report: &Report, missing: &Missing) {
        const UNKNOWN: &str = "is written in such a way that its pages cannot be compared with those of the pack, nor searched \
            for words that cannot be seen";
        const READABLE: &str = "nobody who uses a screen reader can read them, and they are not searched for what is withheld; \
            ask for a copy exported from the original document";
        let rule = Rule::OutsidePdfWords;
        let lost = "has words that are not in the pack as they are in the file";
        let cases = missing.words.iter();
        let cases =
            cases.map(|(page, words)| (*page, format!("{lost}, on page {}: `{words}`", page + 1)));
        self.say_each(rule, cases, &format!("{lost}, also on"), LOOK);
        self.say(rule, missing.unknown, UNKNOWN, Some(LOOK));
        let unread = on_pages(&report.unread);
        let unread = format!("has letters on {unread} that cannot be read out or searched");
        self.say(rule, !report.unread.is_empty(), &unread, Some(READABLE));
    }

    /// Which words cannot be seen.
    fn hidden(&mut self, hidden: &[Hidden]) {
        let remove = "anyone can copy them from the published file; ask for a copy from which they are removed, unless they \
                      may be read";
        for by in Unseen::ALL {
            let what = format!("has words that cannot be seen, because {}", hidden_by(by));
            let hidden = hidden.iter().filter(|hidden| hidden.by == by);
            let cases = hidden.map(|Hidden { page, words, .. }| {
                (*page, format!("{what}, on page {}: `{words}`", page + 1))
            });
            self.say_each(Rule::OutsidePdfHidden, cases, &format!("{what}, also on"), remove);
        }
    }

    /// Which layers print and screen show differently.
    fn layers(&mut self, uneven: &Uneven) {
        let hint = "some readers show such layers always or never; ask for a copy without them";
        for (names, place) in
            [(&uneven.only_in_print, "in print"), (&uneven.only_on_screen, "on screen")]
        {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let layers = if names.len() == 1 { "a layer that shows" } else { "layers that show" };
            let what = format!("has {layers} only {place}: {}", names.join(", "));
            self.say(Rule::OutsidePdfLayers, !names.is_empty(), &what, Some(hint));
        }
    }

    /// What reviewers noted in it.
    fn remarks(&mut self, notes: &Notes) {
        const REDACTIONS: &str = "has redactions that were marked but never applied: what they should hide is in the file";
        let apply = "do not publish it; ask for a copy in which the redactions are applied";
        self.say(Rule::OutsidePdfRedactions, notes.pending_redactions > 0, REDACTIONS, Some(apply));
        let comments = counted(notes.comments, "reviewer's comment");
        let comments = format!("has {comments} that anyone can read");
        let without = "ask for a copy without comments, unless they are meant to be published";
        self.say(Rule::OutsidePdfComments, notes.comments > 0, &comments, Some(without));
    }

    /// What was left out of the pack, and what could not be.
    fn left_out(&mut self, left_out: &LeftOut, is_portfolio: bool) {
        let rule = Rule::OutsidePdfLeftOut;
        let separately = Some("if members need them, add them as papers of their own");
        let files = counted(left_out.links_to_files, "link");
        let files =
            format!("has {files} to other files, left out because they cannot work in a pack");
        let nowhere = format!("has {} to nowhere, left out", counted(left_out.dead_links, "link"));
        let beyond = format!(
            "has more links, comments and form fields than a pack can hold; {} were left out",
            left_out.surplus
        );
        for (count, what, hint) in [
            (left_out.scripts, "holds JavaScript, which was left out", None),
            (left_out.launches, "holds links that start programs, which were left out", None),
            (left_out.attachments, "holds attached files, which were left out", separately),
            (left_out.media, "holds sound, video or 3D, which was left out", None),
            (left_out.links_to_files, &files, None),
            (left_out.dead_links, &nowhere, None),
            (
                left_out.other_actions,
                "has buttons or links that act on a form or a viewer, which were left out",
                None,
            ),
            (left_out.surplus, &beyond, None),
        ] {
            self.say(rule, count > 0, what, hint);
        }
        let photographs = counted(left_out.noted, "photograph");
        let noted = format!(
            "has {photographs} packed in such a way that what a camera notes, such as where it was taken, could not be left out"
        );
        let again =
            "ask for a copy whose pictures hold no such notes, unless everyone may read them";
        self.say(Rule::OutsidePdfHidden, left_out.noted > 0, &noted, Some(again));
        let cover = "is a collection of files, of which only the cover is in the pack";
        self.say(rule, is_portfolio, cover, separately);
    }

    /// That it is a form, or signed.
    fn form(&mut self, report: &Report) {
        let (rule, notes) = (Rule::OutsidePdfForm, &report.notes);
        let signed = "is signed; the signature shows in the pack but cannot be verified there";
        let beside = "publish the signed file beside the pack if the signature matters";
        self.say(rule, notes.signatures > 0, signed, Some(beside));
        let form = match report.fields.is_empty() {
            true => "is a form; it looks as it was filled in, but cannot be filled in in the pack",
            false => "is a form, which cannot be filled in in the pack",
        };
        self.say(rule, notes.fields > notes.signatures, form, None);
        let adobe = "is a form for Adobe software, of which only the fixed pages are in the pack";
        let print = "open it in a PDF reader and print it to a new PDF";
        self.say(rule, report.has_form_software && notes.fields == 0, adobe, Some(print));
    }

    /// What the fields of a form show, with the page of each.
    fn fields(&mut self, fields: &[(usize, News)]) {
        let drawn = fields.iter().filter(|(_, news)| matches!(news, News::Drawn(..)));
        let drawn: BTreeSet<usize> = drawn.map(|(page, _)| *page).collect();
        let plain = format!(
            "does not say how what was filled in looks, on {}; the pack has it in plain type",
            on_pages(&drawn)
        );
        let check = "check it there, or open the form in a PDF reader and print it to a new PDF";
        self.say(Rule::OutsidePdfForm, !drawn.is_empty(), &plain, Some(check));
        let unlike = fields.iter().filter_map(|(page, news)| {
            let News::Differs { name, looks, holds } = news else { return None };
            let (number, looks, holds) = (page + 1, quoted(looks), quoted(holds));
            let what = format!(
                "has a field, `{name}` on page {number}, that shows {looks} and holds {holds}"
            );
            Some((*page, what))
        });
        let more = "has more fields that do not show what they hold, on";
        let ask = "ask its author which is right; the pack has what it shows";
        self.say_each(Rule::OutsidePdfForm, unlike, more, ask);
    }
}

/// The hint for what may not look right.
const LOOK: &str = "check that its pages look right, or ask for it again";

/// The reason why words cannot be seen.
fn hidden_by(by: Unseen) -> &'static str {
    match by {
        Unseen::Covered => "something is drawn over them",
        Unseen::Coloured => "they have the colour of what is behind them",
        Unseen::Outside => "they stand outside the visible part of the page",
        Unseen::Invisible => "they are in invisible type",
        Unseen::Small => "they are too small",
        Unseen::Layer => "they are in a layer that is switched off",
        Unseen::Spoken => "other words are shown in their place",
    }
}

/// Pages, counted from 0, in words: "page 3", "pages 1, 4 to 9 and 12".
pub(super) fn on_pages(pages: &BTreeSet<usize>) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last == page => *last = page + 1,
            _ => runs.push((page + 1, page + 1)),
        }
    }
    let mut said: Vec<String> = runs
        .iter()
        .flat_map(|&(first, last)| match last - first {
            0 => vec![first.to_string()],
            1 => vec![first.to_string(), last.to_string()],
            _ => vec![format!("{first} to {last}")],
        })
        .collect();
    let what = if pages.len() == 1 { "page" } else { "pages" };
    match said.pop() {
        Some(last) if !said.is_empty() => format!("{what} {} and {last}", said.join(", ")),
        last => format!("{what} {}", last.unwrap_or_default()),
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_said_in_runs() {
        for (pages, said) in [
            (vec![2], "page 3"),
            (vec![0, 1], "pages 1 and 2"),
            (vec![0, 3, 4, 5, 11], "pages 1, 4 to 6 and 12"),
        ] {
            assert_eq!(on_pages(&pages.into_iter().collect()), said);
        }
    }
}
