//! Whether an agenda and its supplements are out in time, and whether the public can be excluded where
//! something is not for publication.

use crate::diag::{Diagnostic, Rule};
use crate::load::meeting::Convened;
use crate::pack::bundle::Bundle;

/// Raises what is late, and late items that do not say why they are taken.
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
                    .hint("add `urgent = { why-urgent = \"…\", why-late = \"…\" }`, which the minutes must specify"),
            );
        }
    }
    problems
}

/// Raises that something is not for publication and the agenda has no item to exclude the public.
pub(super) fn check_exclusion(bundles: &[Bundle<'_>]) -> Option<Diagnostic> {
    let excludes = |bundle: &&Bundle<'_>| {
        bundle.item.standing.as_ref().is_some_and(|standing| *standing.value == *"exclusion")
    };
    let agenda = || bundles.iter().filter(|bundle| bundle.supplement.is_none());
    let first = agenda().find(|bundle| bundle.whole)?;
    let mut before = agenda().take_while(|bundle| bundle.number < first.number);
    (!before.any(|bundle| excludes(&bundle))).then(|| {
        Diagnostic::of(
            Rule::NoExclusion,
            first.item.place,
            "this item is not for publication, and no item before it excludes the press and public",
        )
        .hint("add an `[[item]]` with `standing = \"exclusion\"` before it")
    })
}
