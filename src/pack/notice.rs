//! Checks whether an agenda and its supplements are out in time, and whether the public can be excluded where
//! something is not for publication.

use crate::diag::{Diagnostic, Rule};
use crate::load::meeting::Convened;
use crate::pack::bundle::Bundle;

/// Reports a late agenda or supplement, and late items that do not give the reason for urgency.
pub(super) fn check(convened: &Convened) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let notice = match convened.notice() {
        Ok(notice) => notice,
        Err(problem) => return vec![problem],
    };
    let last = notice.last_day.format("%A %-d %B %Y");
    let law = convened.house.law.notice_on(convened.meeting.date.value);
    let law = law.filter(|_| convened.meeting.clear_days.is_none());
    let law = law.map(|period| format!(" ({})", period.citation.value)).unwrap_or_default();
    let days = crate::language::Language::common().numbers.words(notice.days_required.into());
    if let Some(published) = &convened.meeting.published
        && !notice.meets(published.value.0)
    {
        problems.push(
            Diagnostic::of(
                Rule::LatePublication,
                published.place,
                format!("this is too late: {days} clear days of notice needed publication by {last}{law}"),
            )
            .hint("the agenda says so; its business can be taken only if the Chair accepts it as urgent, and the minutes say why"),
        );
    }
    for supplement in &convened.meeting.supplement {
        if notice.meets(supplement.published.value.0) {
            continue;
        }
        for item in
            supplement.item.iter().filter(|item| item.urgent.is_none() && item.number.is_none())
        {
            problems.push(
                Diagnostic::of(
                    Rule::LatePublication,
                    item.place,
                    format!("this item is late, {days} clear days of notice needed publication by {last}{law}, and it does not say why it is taken"),
                )
                    .hint("add `urgent = { why-urgent = \"…\", why-late = \"…\" }`, which the minutes must specify")
                    .hint("or, if it belongs to an item of the agenda, its number: `number = 1`; with `replaces = true` where it replaces that item's paper"),
            );
        }
    }
    problems
}

/// Reports that the agenda has no item to exclude the public although something is not for publication. That item
/// must come before any that is withheld as a whole; if only parts of items are withheld, it may be anywhere, as the
/// meeting may return to them once the public has left.
pub(super) fn check_exclusion(bundles: &[Bundle<'_>]) -> Option<Diagnostic> {
    let agenda = || bundles.iter().filter(|bundle| bundle.supplement.is_none());
    let excluded = agenda().find(excludes).map(|bundle| bundle.number);
    let whole = agenda()
        .find(|bundle| bundle.whole)
        .filter(|whole| excluded.is_none_or(|excluded| excluded > whole.number));
    let part = agenda().find(|bundle| !bundle.grounds.is_empty() && excluded.is_none());
    let (item, what) = match (whole, part) {
        (Some(whole), _) => (whole, "this item is not for publication, and no item before it"),
        (None, Some(part)) => (part, "something in this item is not for publication, and no item"),
        (None, None) => return None,
    };
    let hint = match item.whole {
        true => "add an `[[item]]` with `standing = \"exclusion\"` before it",
        false => "add an `[[item]]` with `standing = \"exclusion\"`",
    };
    let message = format!("{what} excludes the press and public");
    Some(Diagnostic::of(Rule::NoExclusion, item.item.place, message).hint(hint))
}

/// Reports open items with a paper that follow the item to exclude the public. It is an error where nothing on the
/// agenda is withheld, as something was to be; else one of them may have been forgotten.
pub(super) fn check_open(bundles: &[Bundle<'_>]) -> Vec<Diagnostic> {
    let mut agenda = bundles.iter().filter(|bundle| bundle.supplement.is_none());
    let Some(exclusion) = agenda.find(excludes) else { return Vec::new() };
    let is_none = !bundles.iter().any(Bundle::is_restricted);
    let rule = if is_none { Rule::SaysExempt } else { Rule::MayBeExempt };
    let is_open = |bundle: &&Bundle<'_>| !bundle.is_restricted() && !bundle.enclosures.is_empty();
    let open = agenda.filter(|bundle| bundle.number > exclusion.number).filter(is_open);
    let message =
        "this item follows the one that excludes the press and public, and its paper is published";
    let hint = "withhold the item, with `exempt = { paragraphs = […], reason = \"…\" }`, or put it before that one if everyone may read it";
    open.map(|bundle| Diagnostic::of(rule, bundle.item.place, message).hint(hint)).collect()
}

/// Whether an item is the one that excludes the public.
fn excludes(bundle: &&Bundle<'_>) -> bool {
    bundle.item.standing.as_ref().is_some_and(|standing| *standing.value == *"exclusion")
}

/// Warns of public headings that contain a name known only from the withheld item below.
pub(super) fn check_groups(bundles: &[Bundle<'_>]) -> Vec<Diagnostic> {
    let names_it = |bundle: &&Bundle<'_>, heading: &str| {
        let names = names(heading);
        let withheld = &bundle.evidence.words.withheld;
        names.iter().any(|name| withheld.iter().any(|text| text.contains(name)))
    };
    let whole = bundles.iter().filter(|bundle| bundle.whole);
    let groups = whole.filter_map(|bundle| Some((bundle, bundle.item.group.as_ref()?)));
    let told = groups.filter(|(bundle, group)| names_it(bundle, &group.text));
    told.map(|(_, group)| {
        let heading = group.text.trim();
        let message = format!(
            "the heading `{heading}` is public, and names what the withheld item below it is about"
        );
        Diagnostic::of(Rule::WithheldWord, group.place, message)
            .hint("name the group by what everyone may know, such as `Exempt items`")
    })
    .collect()
}

/// The names in a heading: runs of two or more capitalised words.
fn names(heading: &str) -> Vec<String> {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let runs = words.chunk_by(|one, next| is_name(one) && is_name(next));
    runs.filter(|run| run.len() > 1).map(|run| run.join(" ")).collect()
}
