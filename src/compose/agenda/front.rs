//! Composes the front of an agenda: day and place, members, and notices for those who attend.

use minijinja::context;

use super::super::blocks::standing::beside;
use super::super::parts::lists::reach_lines;
use super::{Composer, WITHHELD, heading, of_role, region, said};
use crate::document::*;
use crate::load::meeting::Convened;
use crate::model::meeting::Notice;
use crate::read::date::Date;

/// The most members that are listed in one column.
const MANY: usize = 12;

/// The role of the lines with the day and place of the meeting, below which a web page links to its file.
pub(crate) const PARTICULARS: &str = "agenda-particulars";

impl Composer<'_> {
    /// Adds everything before the business.
    pub(super) fn front(&mut self, blocks: &mut Vec<Block>) {
        let cover = self.cover();
        blocks.push(region("agenda-cover", cover));
        let particulars = self.particulars();
        blocks.push(region(PARTICULARS, particulars));
        let mut grounds = self.agenda.entries.iter().flat_map(|entry| &entry.grounds);
        if let Some(first) = grounds.next().cloned() {
            let words = Inline::strong(self.word("restricted-agenda"));
            let notice = region(WITHHELD, vec![Block::paragraph(vec![words])]);
            blocks.push(Block::withheld(first, Told::Nothing, vec![notice]));
        }
        self.lateness(blocks);
        if self.agenda.supplement.is_some() {
            return;
        }
        let people = self.people();
        let many = people.len() > MANY;
        let members = self.membership(people, many);
        let contacts = self.contacts();
        let notices = self.notices();
        let whole = !members.is_empty();
        let (above, left) = match many {
            true => (members, contacts),
            false => (Vec::new(), [members, contacts].concat()),
        };
        blocks.extend(above);
        match left.is_empty() || notices.is_empty() {
            true => blocks.extend([left, notices].concat()),
            false => blocks.push(beside(vec![left, notices])),
        }
        if whole {
            blocks.push(Block::PageBreak);
        }
    }

    /// The cover: the council, and the committee as the title.
    fn cover(&mut self) -> Vec<Block> {
        let meeting = &self.agenda.convened.meeting;
        let words = |words: &str| vec![Inline::text(words, None)];
        let council = &self.agenda.convened.house.council.name.value;
        let mut cover = vec![of_role("agenda-council", words(council))];
        let mut kind = match self.agenda.supplement {
            Some(place) => words(&self.say("supplement-name", context! { n => place + 1 })),
            None => {
                let alone = self.agenda.entries.iter().all(|entry| entry.runs.is_empty());
                words(&self.word(if alone { "agenda-heading" } else { "agenda-and-papers" }))
            }
        };
        let supplement = self.agenda.supplement.map(|place| &meeting.supplement[place]);
        if let Some(name) = supplement.and_then(|supplement| supplement.title.as_ref()) {
            kind.push(Inline::text(": ", None));
            kind.extend(self.line(name));
        }
        cover.push(of_role("agenda-kind", kind));
        let title = self.line(&meeting.committee);
        cover.push(heading(1, title));
        cover
    }

    /// The day, time and place of the meeting, its webcast, and the day of publication.
    fn particulars(&mut self) -> Vec<Block> {
        let Convened { meeting, house, .. } = self.agenda.convened;
        let day = house.wording.date_as(meeting.date.value, "%A %-d %B %Y");
        let time = self.clock(meeting.time.value);
        let when = self.say("day-and-time", context! { day, time });
        let mut lines = vec![
            of_role("agenda-day", vec![Inline::text(when, None)]),
            Block::paragraph(self.line(&meeting.venue)),
        ];
        if let Some(webcast) = &meeting.webcast {
            let shown = webcast.value.split_once("://").map_or(&*webcast.value, |(_, rest)| rest);
            lines.push(Block::paragraph(vec![
                Inline::text(format!("{} ", self.word("watch")), None),
                Inline::Link(Link {
                    target: Target::Url(webcast.value.clone()),
                    content: vec![Inline::text(shown.trim_end_matches('/'), webcast.place)],
                    place: Some(webcast.place),
                }),
            ]));
        }
        if let Some(published) = self.published() {
            let published = format!("{} {}", self.word("published"), self.date(published));
            lines.push(of_role("agenda-published", vec![Inline::text(published, None)]));
        }
        lines
    }

    /// The day on which the agenda or the supplement is published.
    fn published(&self) -> Option<Date> {
        let meeting = &self.agenda.convened.meeting;
        match self.agenda.supplement {
            Some(place) => Some(meeting.supplement[place].published.value),
            None => meeting.published.as_ref().map(|day| day.value),
        }
    }

    /// The people to ask about the meeting.
    pub(super) fn contacts(&mut self) -> Vec<Block> {
        let Convened { meeting, house, .. } = self.agenda.convened;
        if meeting.contact.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading(2, vec![Inline::text(self.word("ask-heading"), None)])];
        for contact in &meeting.contact {
            let mut head = vec![Inline::strong(contact.name.value.clone())];
            let post = [Some(&contact.role), contact.job_title.as_ref()].into_iter().flatten();
            head.extend(post.map(|post| Inline::text(format!(", {}", post.value), post.place)));
            let mut lines = vec![head];
            lines.extend(reach_lines(&house.wording, contact));
            blocks.push(Block::paragraph(lines.join(&[Inline::Break][..])));
        }
        blocks
    }

    /// Adds the notice that the agenda, or a supplement, was published too late for clear days.
    fn lateness(&mut self, blocks: &mut Vec<Block>) {
        let convened = self.agenda.convened;
        let (Some(published), Ok(notice)) = (self.published(), convened.notice()) else { return };
        // A later paper on an item of the agenda is not new business.
        let supplement = self.agenda.supplement.map(|place| &convened.meeting.supplement[place]);
        if supplement.is_some_and(|one| one.item.iter().all(|item| item.number.is_some())) {
            return;
        }
        if !notice.meets(published.0) {
            let values = context! {
                supplement => self.agenda.supplement.is_some(),
                published => self.date(published),
                last_day => self.date(Date(notice.last_day)),
                days => notice.days_required,
                ..self.agenda.convened.house.statements().law()
            };
            blocks.push(said(self.say("late-notice", values)));
        }
    }

    /// The members of the committee, each once and with their office: the chair and vice-chair first.
    fn people(&mut self) -> Vec<Inlines> {
        let meeting = &self.agenda.convened.meeting;
        let mut people = Vec::new();
        for (person, office) in [(&meeting.chair, "chair"), (&meeting.vice_chair, "vice-chair")] {
            if let Some(person) = person {
                let content = self.line(person);
                let office = Inline::text(format!(" ({})", self.word(office)), None);
                people.push(vec![Inline::Strong(Span { content }), office]);
            }
        }
        let chairs: Vec<String> = people.iter().map(|line| plain(&line[..1])).collect();
        let members = meeting.members.iter().map(|member| self.line(member));
        people.extend(members.filter(|member| !chairs.contains(&plain(member))));
        people
    }

    /// The list of members, in columns where they are many.
    fn membership(&self, people: Vec<Inlines>, many: bool) -> Vec<Block> {
        if people.is_empty() {
            return Vec::new();
        }
        let items = people.into_iter().map(|content| Item {
            label: String::new(),
            blocks: vec![of_role("agenda-member", content)],
            anchor: None,
        });
        let list = Block::List(List { ordered: false, items: items.collect() });
        let role = if many { "agenda-many-members" } else { "agenda-members" };
        vec![
            heading(2, vec![Inline::text(self.word("membership-heading"), None)]),
            region(role, vec![list]),
        ]
    }

    /// The notices for those who attend, the house style's own or those that the meeting chose.
    fn notices(&mut self) -> Vec<Block> {
        let convened = self.agenda.convened;
        let own = &convened.meeting.notice;
        let mut notices = Vec::new();
        if own.iter().all(|notice| notice.standing.is_none()) {
            for standing in convened.standing.iter().filter(|standing| standing.notice) {
                let text = standing.text.as_ref().map(|text| self.prose(text)).unwrap_or_default();
                notices.push((self.line(&standing.title), text));
            }
        }
        for notice in own {
            notices.push(self.notice(notice));
        }
        if notices.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading(2, vec![Inline::text(self.word("about-heading"), None)])];
        for (title, text) in notices {
            blocks.push(heading(3, title));
            blocks.extend(text);
        }
        blocks
    }

    /// A notice, with the house style's words where the meeting has none of its own.
    fn notice(&mut self, notice: &Notice) -> (Inlines, Vec<Block>) {
        let convened = self.agenda.convened;
        let standing = notice.standing.as_ref().and_then(|name| convened.standing(name));
        let title = notice.title.as_ref().or(standing.map(|standing| &standing.title));
        let text = notice.text.as_ref().or(standing.and_then(|standing| standing.text.as_ref()));
        let title = title.map(|title| self.line(title)).unwrap_or_default();
        (title, text.map(|text| self.prose(text)).unwrap_or_default())
    }
}
