//! Shows the workspace as a whole (its files by kind, the council and its law) and begins files.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use typst::syntax::VirtualPath;

use super::copy::cleared;
use super::writing::{failed, title};
use super::{Answer, Desk, Trouble, trouble};
use crate::begin::{self, Kind, Known};
use crate::derive::clear_days::{Holidays, last_day_to_publish};
use crate::diag::apart;
use crate::edit::file::read;
use crate::edit::{Datum, Edit, Step, apply, tree};
use crate::export::create;
use crate::language::Language;
use crate::load::house::{House, builtin_styles, house_of, style_of};
use crate::model::law::said;
use crate::model::meeting::Counting;
use crate::read::date::Date;
use crate::read::kind;
use crate::world::World;

/// The kinds of file that the page shows, under their headings.
const GROUPS: [(&str, &[&str]); 3] = [
    ("Papers", &["report", "brief"]),
    ("What papers are made from", &["plan", "review", "inspection", "figures"]),
    ("Meetings", &["meeting"]),
];

/// The page's request for a new workspace.
#[derive(Debug, Deserialize)]
pub(super) struct Start {
    council: String,
    style: String,
    jurisdiction: String,
}

/// The page's request for a new file.
#[derive(Debug, Deserialize)]
pub(super) struct New {
    kind: Kind,
    title: String,
    #[serde(default)]
    committee: String,
    #[serde(default)]
    meeting: String,
    /// The old file to copy the words from, if any.
    #[serde(default)]
    copy: Option<String>,
    /// Other values for it, by key.
    #[serde(default)]
    values: Vec<(String, Datum)>,
}

impl Desk {
    /// The contents of the workspace.
    pub(super) fn shelf(&self) -> Answer {
        let workspace = self.workspace.unread();
        let world = workspace.world();
        let summary = |name| style_of(&world, name).ok().map(|style| style.value.summary.value);
        let styles = builtin_styles().map(|name| json!({ "name": name, "summary": summary(name) }));
        let styles: Vec<_> = styles.collect();
        let folder = self.root.file_name().map(|name| name.to_string_lossy().into_owned());
        if !self.root.join("council.toml").is_file() {
            return Ok(json!({ "fresh": true, "folder": folder, "styles": styles }));
        }
        let (paths, passed) = workspace.files().toml();
        let files: Vec<_> = paths.iter().filter_map(|path| entry(&world, path)).collect();
        let groups = GROUPS.map(|(name, kinds)| {
            let of_group = |file: &&Value| kinds.iter().any(|kind| file["kind"] == **kind);
            let files: Vec<_> = files.iter().filter(of_group).collect();
            json!({ "name": name, "files": files })
        });
        let (house, problems) = apart(house_of(&world));
        let problems: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        Ok(json!({
            "fresh": false,
            "folder": folder,
            "groups": groups,
            "passed": passed,
            "styles": styles,
            "council": house.as_ref().map(|house| house.council.name.as_str()),
            "style": house.as_ref().map(|house| house.council.style.as_str()),
            "law": house.as_ref().map(law),
            "problems": problems,
        }))
    }

    /// Turns the folder into a workspace.
    pub(super) fn start(&self, wanted: &Start) -> Answer {
        let council = wanted.council.trim();
        if council.is_empty() || !builtin_styles().any(|style| style == wanted.style) {
            return Err(trouble(422, "say what the council is called, and choose a house style"));
        }
        let files = self.begun(begin::council(council, &wanted.style))?;
        let law = Edit::Set(
            vec![Step::Key("jurisdiction".into())],
            Datum::Text(wanted.jurisdiction.clone()),
        );
        let text = apply(&files, &law, &[]).map_err(|refusal| trouble(422, refusal))?;
        put(&self.root.join("council.toml"), &text)?;
        self.shelf()
    }

    /// Begins a file, and returns its name.
    pub(super) fn begin(&self, wanted: &New) -> Answer {
        let world = self.workspace.unread().world();
        let (house, problems) = apart(house_of(&world));
        let said = || problems.first().map_or_else(String::new, |problem| problem.message.clone());
        let house = house.ok_or_else(|| trouble(422, said()))?;
        let text = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let (title, committee) = (text(&wanted.title), text(&wanted.committee));
        let meeting = text(&wanted.meeting).map(|day| day.parse::<NaiveDate>()).transpose();
        let meeting = meeting
            .map_err(|_| trouble(422, format!("“{}” is not a day that exists", wanted.meeting)))?;
        let old = wanted.copy.as_deref().map(|old| self.locate(old)).transpose()?;
        let folder = wanted.copy.as_deref().and_then(|old| old.rsplit_once('/'));
        let folder = folder.map_or_else(String::new, |(folder, _)| format!("{folder}/"));
        let name = self.free_name(&folder, wanted.kind, title.as_deref());
        let path = VirtualPath::new(&name)
            .map_err(|_| trouble(422, "the title makes no name for a file"))?;
        let others = begin::others(&self.workspace.unread(), World::id(&path));
        let known = Known {
            style: &house.style,
            own_style: None,
            title: title.as_deref(),
            committee: committee.as_deref(),
            today: self.today,
            meeting,
            others: &others,
            is_whole: false,
        };
        let text = match old {
            Some((_, old)) => self.copied(&old, wanted.kind, &known)?,
            None => self.begun(begin::file(wanted.kind, &known))?,
        };
        let text = wanted.values.iter().try_fold(text, |text, (key, value)| {
            apply(&text, &Edit::Set(vec![Step::Key(key.clone())], value.clone()), &[])
        });
        let text = text.map_err(|refusal| trouble(422, refusal))?;
        put(&self.root.join(&name), &text)?;
        Ok(json!({ "file": name }))
    }

    /// The text of an old file for a new paper: its words, without its dates and figures.
    fn copied(&self, old: &Path, kind: Kind, known: &Known<'_>) -> Result<String, Trouble> {
        let (text, _) = read(old).map_err(failed)?;
        let day = known.meeting.unwrap_or(self.today);
        let text = cleared(&text, kind.word(), day).map_err(|refusal| trouble(422, refusal))?;
        let keys = match kind {
            Kind::Meeting => [("committee", known.committee), ("", None)],
            Kind::Report => [("title", known.title), ("committee", known.committee)],
            _ => [("name", known.title), ("", None)],
        };
        let given = keys.into_iter().filter_map(|(key, words)| Some((key, words?)));
        given
            .map(|(key, words)| {
                Edit::Set(vec![Step::Key(key.to_owned())], Datum::Text(words.to_owned()))
            })
            .try_fold(text, |text, edit| apply(&text, &edit, &[]))
            .map_err(|refusal| trouble(422, refusal))
    }

    /// A starting text, or why it could not be made.
    fn begun(&self, made: Result<String, crate::diag::Diagnostic>) -> Result<String, Trouble> {
        made.map_err(|problem| trouble(500, problem.message))
    }

    /// A file name made from a title that no other file in the folder has.
    fn free_name(&self, folder: &str, kind: Kind, title: Option<&str>) -> String {
        let title = title
            .filter(|_| matches!(kind, Kind::Report | Kind::Meeting))
            .unwrap_or_default()
            .to_lowercase();
        let words =
            title.split(|next: char| !next.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<_> = words.take(6).collect();
        let stem = if words.is_empty() { kind.word().to_owned() } else { words.join("-") };
        let stem = format!("{folder}{stem}");
        let numbered = (2..1000).map(|count| format!("{stem}-{count}.toml"));
        let mut names = std::iter::once(format!("{stem}.toml")).chain(numbered);
        names.find(|name| !self.root.join(name).exists()).unwrap_or(stem)
    }

    /// The revision of the file on the page, and a stamp that changes whenever another file of the workspace does.
    pub(super) fn state(&self, name: Option<&str>) -> Answer {
        let revision =
            name.and_then(|name| self.locate(name).ok()).and_then(|(_, path)| read(&path).ok());
        let (paths, _) = self.workspace.files().toml();
        let mut stamp = DefaultHasher::new();
        for path in paths.iter().filter(|path| Some(path.get_without_slash()) != name) {
            path.get_with_slash().hash(&mut stamp);
            let about = path.realize(&self.root).ok().and_then(|path| path.metadata().ok());
            about.map(|about| (about.len(), about.modified().ok())).hash(&mut stamp);
        }
        Ok(
            json!({ "revision": revision.map(|(_, revision)| revision), "stamp": format!("{:016x}", stamp.finish()) }),
        )
    }

    /// By when the notice of a meeting on a day must be out.
    pub(super) fn notice(&self, day: &str) -> Answer {
        let date: NaiveDate =
            day.parse().map_err(|_| trouble(422, format!("“{day}” is not a day that exists")))?;
        let (house, _) = apart(house_of(&self.workspace.unread().world()));
        let law = house
            .map(|house| house.law)
            .ok_or_else(|| trouble(422, "the law of the council is not known"))?;
        let holidays = if law.bank_holidays { Holidays::built_in() } else { Holidays::default() };
        let days = law.clear_days_on(Date(date));
        let notice = last_day_to_publish(date, days, Counting::WorkingDays, &holidays);
        let last = notice.map_err(|problem| trouble(422, problem))?.last_day;
        let (days, by) =
            (Language::common().numbers.words(days.into()), last.format("%A %-d %B %Y"));
        Ok(
            json!({ "words": format!("{}. Its agenda must be out by {by}: {days} clear days before.", date.format("%A")), "late": last < self.today && self.today <= date }),
        )
    }
}

/// The entry of a file, if its kind has a form.
fn entry(world: &World, path: &VirtualPath) -> Option<Value> {
    let file = World::id(path);
    let name = path.get_without_slash();
    let text = world.text(file).ok()?;
    let kind = kind(file, &text)?.value;
    let values = tree(&text).unwrap_or_default();
    let day = ["meeting", "date", "held", "submitted"].iter().find_map(|key| values[*key].as_str());
    let by = ["committee", "short"].iter().find_map(|key| values[*key].as_str());
    Some(json!({ "file": name, "kind": kind, "title": title(&values, name), "day": day, "by": by }))
}

/// The law about what is not for publication.
fn law(house: &House) -> Value {
    let english = Language::common();
    let categories = house.law.category.iter().map(|category| {
        json!({
            "paragraph": category.paragraph.value.to_string(),
            "short": category.short.as_str(),
            "text": said(&category.text, &english),
            "only": category.only.as_ref().map(|only| only.as_str()),
        })
    });
    let part =
        house.law.part.as_ref().map(|part| format!("Part {} of ", part.value)).unwrap_or_default();
    json!({
        "name": house.law.name.as_str(),
        "schedule": format!("{part}{} to the {}", said(&house.law.schedule, &english), said(&house.law.act, &english)),
        "categories": categories.collect::<Vec<_>>(),
    })
}

/// Writes a new file; fails if it exists.
fn put(path: &Path, text: &str) -> Result<(), Trouble> {
    create(path, text.as_bytes()).map_err(|error| failed(crate::edit::file::Failure::Disk(error)))
}
