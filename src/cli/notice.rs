//! `papers notice`: by when the notice of a meeting must be out, and whether it is.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::find::find;
use super::report::{self, draw, failed};
use super::{Notice as Command, Outcome};
use crate::derive::clear_days::Notice;
use crate::diag::{Diagnostic, apart};
use crate::language::Language;
use crate::load;
use crate::load::meeting::Convened;
use crate::model::council::Jurisdiction;

/// Says by when the notice of a meeting must be out.
pub(super) fn run(command: &Command) -> Outcome {
    let found = find(std::slice::from_ref(&command.meeting));
    let Some(job) = found.jobs.first() else { return Outcome::Failed };
    if !job.meeting {
        failed(&format!("`{}` is not a meeting", command.meeting.display()));
        return Outcome::Failed;
    }
    let world = job.workspace.world();
    let (convened, mut problems) = apart(load::meeting::meeting(&world, job.file));
    let mut text = Vec::new();
    match convened.map(|convened| print(&convened, &mut text)) {
        Some(Ok(Ok(()))) => {
            draw(&world, &problems);
            report::print(&String::from_utf8_lossy(&text))
        }
        Some(Ok(Err(error))) => {
            failed(&format!("the notice cannot be shown: {error}"));
            Outcome::Failed
        }
        Some(Err(problem)) => {
            problems.push(problem);
            draw(&world, &problems);
            Outcome::Wrong
        }
        None => {
            draw(&world, &problems);
            Outcome::Wrong
        }
    }
}

/// Prints the last lawful day to publish, the days counted, those skipped and why, and whether the agenda
/// and its supplements are in time. The error is that of the count, or of writing.
fn print(convened: &Convened, out: &mut dyn Write) -> Result<io::Result<()>, Diagnostic> {
    Ok(write(convened, &convened.notice()?, out))
}

/// Writes it.
fn write(convened: &Convened, notice: &Notice, out: &mut dyn Write) -> io::Result<()> {
    let meeting = &convened.meeting;
    writeln!(out, "{}, {}", meeting.committee.text.trim(), day(notice.meeting))?;
    writeln!(out)?;
    writeln!(out, "Publish by {}.", day(notice.last_day))?;
    let country = match convened.house.council.jurisdiction {
        Jurisdiction::England => "England",
        Jurisdiction::Wales => "Wales",
    };
    let days = usize::from(notice.days_required);
    writeln!(
        out,
        "That gives {} clear {} of notice ({country}), not counting {}.",
        Language::common().numbers.words(notice.days_required.into()),
        if days == 1 { "day" } else { "days" },
        notice.profile.left_out(),
    )?;
    if !notice.counted.is_empty() {
        writeln!(out)?;
        writeln!(out, "Counted:")?;
        for date in &notice.counted {
            writeln!(out, "  {}", day(*date))?;
        }
    }
    if !notice.skipped.is_empty() {
        writeln!(out)?;
        writeln!(out, "Not counted:")?;
        for skipped in &notice.skipped {
            let date = day(skipped.date);
            match date.starts_with(skipped.why.as_str()) {
                true => writeln!(out, "  {date}")?,
                false => writeln!(out, "  {date}: {}", skipped.why)?,
            }
        }
    }
    writeln!(out)?;
    match &meeting.published {
        Some(published) => verdict("The agenda", published.value.0, notice, out)?,
        None => {
            writeln!(out, "The file does not say when the agenda is published: add `published`.")?
        }
    }
    for (number, supplement) in (1..).zip(&meeting.supplement) {
        verdict(&format!("Supplement {number}"), supplement.published.value.0, notice, out)?;
    }
    Ok(())
}

/// Says whether something was published in time.
fn verdict(
    what: &str,
    published: NaiveDate,
    notice: &Notice,
    out: &mut dyn Write,
) -> io::Result<()> {
    let date = day(published);
    match notice.meets(published) {
        true => writeln!(out, "{what} is dated {date}: in time."),
        false => writeln!(
            out,
            "{what} is dated {date}: late. What is new in it can be taken only if the Chair accepts it as urgent."
        ),
    }
}

/// A day in full.
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
        let mut out = Vec::new();
        print(&convened, &mut out).unwrap().unwrap();
        String::from_utf8(out).unwrap()
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
