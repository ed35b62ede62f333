//! Runs `papers notice`: by when the notice of a meeting must be out, and whether it is.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;

use super::Outcome;
use super::arguments::Notice as Command;
use super::find::find;
use super::report::{Answer, Report};
use crate::derive::clear_days::{Notice, Skipped};
use crate::diag::{apart, whole};
use crate::language::Language;
use crate::load;
use crate::load::meeting::Convened;

/// The answer about a meeting.
#[derive(Debug, Serialize)]
struct Verdict<'a> {
    meeting: NaiveDate,
    publish_by: NaiveDate,
    clear_days: u16,
    counted: &'a [NaiveDate],
    not_counted: Vec<NotCounted<'a>>,
    /// When the agenda and its supplements are published, as far as the file says.
    published: Vec<Published>,
}

/// A day that does not count.
#[derive(Debug, Serialize)]
struct NotCounted<'a> {
    date: NaiveDate,
    why: &'a str,
}

/// The agenda or a supplement.
#[derive(Debug, Serialize)]
struct Published {
    what: String,
    on: NaiveDate,
    in_time: bool,
}

/// Reports by when the notice of a meeting must be out.
pub(super) fn run(command: &Command, report: &mut Report) -> Option<Answer> {
    let jobs = find(std::slice::from_ref(&command.meeting), report);
    let job = jobs.first()?;
    if !job.meeting {
        let message = format!("`{}` is not a meeting", command.meeting.display());
        return report.refuse(Outcome::Usage, message);
    }
    let world = job.workspace.world();
    let (convened, mut problems) = apart(whole(load::meeting::meeting(&world, job.file)));
    let notice = convened.as_ref().and_then(|convened| {
        let notice = convened.notice().map_err(|problem| problems.push(problem));
        notice.ok()
    });
    report.found(&world, &job.source, &problems, false);
    let (convened, notice) = convened.as_ref().zip(notice.as_ref())?;
    let verdict = Verdict::of(convened, notice);
    Some(Answer::new("notice", &verdict, text(convened, notice, &verdict.published)))
}

impl<'a> Verdict<'a> {
    /// The answer about a meeting, given the notice that it needs.
    fn of(convened: &Convened, notice: &'a Notice) -> Self {
        let meeting = &convened.meeting;
        let agenda = meeting.published.iter().map(|on| ("The agenda".to_owned(), on.value));
        let supplements = (1..).zip(&meeting.supplement).map(|(number, supplement)| {
            (format!("Supplement {number}"), supplement.published.value)
        });
        let published = agenda.chain(supplements).map(|(what, on)| Published {
            what,
            on: on.0,
            in_time: notice.meets(on.0),
        });
        let not_counted =
            notice.skipped.iter().map(|Skipped { date, why }| NotCounted { date: *date, why });
        Self {
            meeting: notice.meeting,
            publish_by: notice.last_day,
            clear_days: notice.days_required,
            counted: &notice.counted,
            not_counted: not_counted.collect(),
            published: published.collect(),
        }
    }
}

/// The last lawful day to publish, the days counted, those skipped and why, and whether the agenda and its supplements
/// are in time.
fn text(convened: &Convened, notice: &Notice, published: &[Published]) -> String {
    let meeting = &convened.meeting;
    let country = &convened.house.law.name.value;
    let mut text = format!(
        "{}, {}\n\nPublish by {}.\nThat gives {} clear {} of notice ({country}), not counting {}.\n",
        meeting.committee.text.trim(),
        day(notice.meeting),
        day(notice.last_day),
        Language::common().numbers.words(notice.days_required.into()),
        if notice.days_required == 1 { "day" } else { "days" },
        notice.profile.left_out(),
    );
    let counted: Vec<_> = notice.counted.iter().map(|date| day(*date)).collect();
    let skipped = notice.skipped.iter().map(|skipped| {
        let date = day(skipped.date);
        match date.starts_with(skipped.why.as_str()) {
            true => date,
            false => format!("{date}: {}", skipped.why),
        }
    });
    for (title, days) in [("Counted", counted), ("Not counted", skipped.collect())] {
        if !days.is_empty() {
            let _ = writeln!(text, "\n{title}:\n  {}", days.join("\n  "));
        }
    }
    text.push('\n');
    if meeting.published.is_none() {
        text.push_str("The file does not say when the agenda is published: add `published`.\n");
    }
    for Published { what, on, in_time } in published {
        let verdict = match in_time {
            true => "in time.",
            false => "late. What is new in it can be taken only if the Chair accepts it as urgent.",
        };
        let _ = writeln!(text, "{what} is dated {}: {verdict}", day(*on));
    }
    text
}

/// A day in full, such as "Monday 3 January 2022".
fn day(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use typst::syntax::VirtualPath;

    use super::*;
    use crate::world::{Workspace, World};

    const COUNCIL: &str = "kind = \"council\"\nname = \"Wessen\"\nstyle = \"staffordshire\"\n";

    fn printed(meeting: &str) -> String {
        let workspace = Workspace::memory([
            ("council.toml", COUNCIL.as_bytes()),
            ("meeting.toml", meeting.as_bytes()),
        ]);
        let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
        let convened = crate::load::meeting::meeting(&workspace.world(), file).unwrap().value;
        let notice = convened.notice().unwrap();
        text(&convened, &notice, &Verdict::of(&convened, &notice).published)
    }

    #[test]
    fn the_last_day_the_days_and_the_holidays_are_named() {
        let text = printed(
            "kind = \"meeting\"\ncommittee = \"Scrutiny\"\ndate = 2026-04-08\ntime = 10:00:00\nvenue = \"Shire House\"\n\
             published = 2026-03-30\n[[item]]\nstanding = \"apologies\"\n",
        );
        assert_eq!(
            text,
            "Scrutiny, Wednesday 8 April 2026\n\nPublish by Friday 27 March 2026.\n\
             That gives five clear days of notice (England), not counting Saturdays, Sundays and bank holidays.\n\n\
             Counted:\n  Monday 30 March 2026\n  Tuesday 31 March 2026\n  Wednesday 1 April 2026\n  Thursday 2 April 2026\n  \
             Tuesday 7 April 2026\n\nNot counted:\n  Saturday 28 March 2026\n  Sunday 29 March 2026\n  Friday 3 April 2026: Good Friday\n  \
             Saturday 4 April 2026\n  Sunday 5 April 2026\n  Monday 6 April 2026: Easter Monday\n\n\
             The agenda is dated Monday 30 March 2026: late. What is new in it can be taken only if the Chair accepts it as urgent.\n"
        );
    }
}
