//! Words the findings about a part.
//!
//! In come what is known about a part, and the words of it that the pack lacks; out go findings in plain words, each
//! with something to do.

use std::collections::BTreeSet;

use crate::diag::Rule;

use super::compare::Missing;
use super::fields::News;
use super::hidden::quoted;
use super::report::{Finding, Report};
use super::view::Unseen;

/// The findings about a part, apart from its costs to the claims of the pack.
pub(super) fn findings(
    part: usize,
    name: &str,
    report: &Report,
    missing: &Missing,
) -> Vec<Finding> {
    let (left_out, notes) = (&report.left_out, &report.notes);
    let mut findings = Vec::new();
    let mut say = |rule, found: bool, what: &str, hint: Option<&str>| {
        if found {
            let message = format!("`{name}` {what}");
            findings.push(Finding { part, rule, message, hint: hint.map(str::to_owned) });
        }
    };
    let tags = Some(
        "ask its author for a tagged PDF, exported from the original document rather than printed \
         or scanned",
    );
    let all = report.untagged == report.pages;
    let some = format!("has {} without tags", counted(report.untagged, "page"));
    let broken = report.unreachable > 0 || report.damaged_tags;
    say(
        Rule::OutsidePdfTags,
        all,
        "has no tags, so people who use screen readers cannot read it",
        tags,
    );
    say(Rule::OutsidePdfTags, !all && report.untagged > 0, &some, tags);
    say(
        Rule::OutsidePdfTags,
        !all && broken,
        "has tags that do not cover all of its content",
        tags,
    );

    let look = Some("check that its pages look right, or ask for it again");
    let unreadable =
        format!("has content on {} that could not be read", on_pages(&report.unreadable));
    let incomplete = format!(
        "is damaged: something that {} needs is missing or could not be read, and is left out",
        on_pages(&report.incomplete)
    );
    say(Rule::OutsidePdfDamage, report.repaired, "was damaged and has been repaired", look);
    say(Rule::OutsidePdfDamage, !report.unreadable.is_empty(), &unreadable, look);
    say(Rule::OutsidePdfDamage, !report.incomplete.is_empty(), &incomplete, look);

    let lost = "has words that are not in the pack as they are in the file";
    for (page, words) in missing.words.iter().take(MOST_PAGES) {
        let what = format!("{lost}, on page {}: `{words}`", page + 1);
        say(Rule::OutsidePdfWords, true, &what, look);
    }
    let more: BTreeSet<usize> =
        missing.words.iter().skip(MOST_PAGES).map(|(page, _)| *page).collect();
    say(
        Rule::OutsidePdfWords,
        !more.is_empty(),
        &format!("{lost}, also on {}", on_pages(&more)),
        look,
    );
    let unknown = "is written in such a way that its pages cannot be compared with those of the pack, nor searched \
                   for words that cannot be seen";
    say(Rule::OutsidePdfWords, missing.unknown, unknown, look);
    let unread =
        format!("has letters on {} that cannot be read out or searched", on_pages(&report.unread));
    let readable = "nobody who uses a screen reader can read them, and they are not searched for what is withheld; ask for \
                    a copy exported from the original document";
    say(Rule::OutsidePdfWords, !report.unread.is_empty(), &unread, Some(readable));

    let remove = "anyone can copy them from the published file; ask for a copy from which they are removed, unless they \
                  may be read";
    for by in Unseen::ALL {
        let what = format!("has words that cannot be seen, because {}", hidden_by(by));
        let mut hidden = report.hidden.iter().filter(|hidden| hidden.by == by);
        for hidden in hidden.by_ref().take(MOST_PAGES) {
            let what = format!("{what}, on page {}: `{}`", hidden.page + 1, hidden.words);
            say(Rule::OutsidePdfHidden, true, &what, Some(remove));
        }
        let more: BTreeSet<usize> = hidden.map(|hidden| hidden.page).collect();
        say(
            Rule::OutsidePdfHidden,
            !more.is_empty(),
            &format!("{what}, also on {}", on_pages(&more)),
            Some(remove),
        );
    }

    for (names, place) in
        [(&report.uneven.only_in_print, "in print"), (&report.uneven.only_on_screen, "on screen")]
    {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let layers = if names.len() == 1 { "a layer that shows" } else { "layers that show" };
        let what = format!("has {layers} only {place}: {}", names.join(", "));
        let print = "some readers show such layers always or never; ask for a copy without them";
        say(Rule::OutsidePdfLayers, !names.is_empty(), &what, Some(print));
    }

    let redactions = "has redactions that were marked but never applied: what they should hide is \
                      in the file";
    let comments = counted(notes.comments, "reviewer's comment");
    let comments = format!("has {comments} that anyone can read");
    let apply = "do not publish it; ask for a copy in which the redactions are applied";
    let without = "ask for a copy without comments, unless they are meant to be published";
    say(Rule::OutsidePdfRedactions, notes.pending_redactions > 0, redactions, Some(apply));
    say(Rule::OutsidePdfComments, notes.comments > 0, &comments, Some(without));

    let separately = "if members need them, add them as papers of their own";
    let files = counted(left_out.links_to_files, "link");
    let files = format!("has {files} to other files, left out because they cannot work in a pack");
    let nowhere = format!("has {} to nowhere, left out", counted(left_out.dead_links, "link"));
    let actions = "has buttons or links that act on a form or a viewer, which were left out";
    let beyond = format!(
        "has more links, comments and form fields than a pack can hold; {} were left out",
        left_out.surplus
    );
    let cover = "is a collection of files, of which only the cover is in the pack";
    say(
        Rule::OutsidePdfLeftOut,
        left_out.scripts > 0,
        "holds JavaScript, which was left out",
        None,
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.launches > 0,
        "holds links that start programs, which were left out",
        None,
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.attachments > 0,
        "holds attached files, which were left out",
        Some(separately),
    );
    say(
        Rule::OutsidePdfLeftOut,
        left_out.media > 0,
        "holds sound, video or 3D, which was left out",
        None,
    );
    say(Rule::OutsidePdfLeftOut, left_out.links_to_files > 0, &files, None);
    say(Rule::OutsidePdfLeftOut, left_out.dead_links > 0, &nowhere, None);
    say(Rule::OutsidePdfLeftOut, left_out.other_actions > 0, actions, None);
    say(Rule::OutsidePdfLeftOut, left_out.surplus > 0, &beyond, None);
    let photographs = counted(left_out.noted, "photograph");
    let noted = format!(
        "has {photographs} packed in such a way that what a camera notes, such as where it was taken, could not be left out"
    );
    let again = "ask for a copy whose pictures hold no such notes, unless everyone may read them";
    say(Rule::OutsidePdfHidden, left_out.noted > 0, &noted, Some(again));
    say(Rule::OutsidePdfLeftOut, report.is_portfolio, cover, Some(separately));

    let signed = "is signed; the signature shows in the pack but cannot be verified there";
    let beside = "publish the signed file beside the pack if the signature matters";
    let form = match report.fields.is_empty() {
        true => "is a form; it looks as it was filled in, but cannot be filled in in the pack",
        false => "is a form, which cannot be filled in in the pack",
    };
    let adobe = "is a form for Adobe software, of which only the fixed pages are in the pack";
    let print = "open it in a PDF reader and print it to a new PDF";
    say(Rule::OutsidePdfForm, notes.signatures > 0, signed, Some(beside));
    say(Rule::OutsidePdfForm, notes.fields > notes.signatures, form, None);
    say(Rule::OutsidePdfForm, report.has_form_software && notes.fields == 0, adobe, Some(print));
    let pages = |is: &dyn Fn(&News) -> bool| -> BTreeSet<usize> {
        report.fields.iter().filter(|(_, news)| is(news)).map(|(page, _)| *page).collect()
    };
    let drawn = pages(&|news| matches!(news, News::Drawn(..)));
    let plain = format!(
        "does not say how what was filled in looks, on {}; the pack has it in plain type",
        on_pages(&drawn)
    );
    let check = "check it there, or open the form in a PDF reader and print it to a new PDF";
    say(Rule::OutsidePdfForm, !drawn.is_empty(), &plain, Some(check));
    let ask = "ask its author which is right; the pack has what it shows";
    let mut unlike = report.fields.iter().filter_map(|(page, news)| match news {
        News::Differs { name, looks, holds } => Some((*page, name, looks, holds)),
        News::Drawn(..) => None,
    });
    for (page, name, looks, holds) in unlike.by_ref().take(MOST_PAGES) {
        let (page, looks, holds) = (page + 1, quoted(looks), quoted(holds));
        let what =
            format!("has a field, `{name}` on page {page}, that shows {looks} and holds {holds}");
        say(Rule::OutsidePdfForm, true, &what, Some(ask));
    }
    let more: BTreeSet<usize> = unlike.map(|(page, ..)| page).collect();
    let what = format!("has more fields that do not show what they hold, on {}", on_pages(&more));
    say(Rule::OutsidePdfForm, !more.is_empty(), &what, Some(ask));
    findings
}

/// The most pages whose hidden or missing words are quoted.
const MOST_PAGES: usize = 5;

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
