//! What stands before the business: when and where, who, and what people who come should know.

use minijinja::context;

use super::super::parts::lists::contact_rows;
use super::{Composer, heading, region, said};
use crate::document::*;
use crate::load::meeting::Convened;
use crate::model::meeting::Notice;
use crate::read::date::Date;

/// The most members that stand in one column.
const MANY: usize = 12;

impl Composer<'_> {
    /// Adds all that stands before the business.
    pub(super) fn front(&mut self, blocks: &mut Vec<Block>) {
        let meeting = &self.agenda.convened.meeting;
        blocks.push(Block::Paragraph(Paragraph {
            content: vec![Inline::text(&*self.agenda.convened.house.council.name.value, None)],
            role: Some("agenda-council".into()),
            ..Paragraph::default()
        }));
        let mut title = self.line(&meeting.committee);
        if let Some(place) = self.agenda.supplement {
            let supplement = &meeting.supplement[place];
            let suffix = self.say("supplement-suffix", context! { n => place + 1 });
            title.push(Inline::text(suffix, None));
            blocks.push(heading(1, title));
            if let Some(name) = &supplement.title {
                let content = self.line(name);
                blocks.push(Block::paragraph(vec![Inline::Strong(Span { content })]));
            }
        } else {
            blocks.push(heading(1, title));
        }
        let mut grounds = self.agenda.entries.iter().flat_map(|entry| &entry.grounds);
        if let Some(first) = grounds.next().cloned() {
            let words = Inline::strong(self.word("restricted-agenda"));
            let notice = Block::paragraph(vec![words]);
            blocks.push(Block::withheld(first, Told::Nothing, vec![notice]));
        }
        self.particulars(blocks);
        self.lateness(blocks);
        if self.agenda.supplement.is_none() {
            self.membership(blocks);
            self.notices(blocks);
        }
    }

    /// The form of date, time, venue, publication and contacts.
    fn particulars(&mut self, blocks: &mut Vec<Block>) {
        let Convened { meeting, house, .. } = self.agenda.convened;
        let wording = &house.wording;
        let words = |words: String| vec![Inline::text(words, None)];
        let day = self.agenda.convened.house.wording.date_as(meeting.date.value, "%A %-d %B %Y");
        let mut rows = vec![
            row(self.word("column-date"), words(day)),
            row(self.word("time"), words(self.clock(meeting.time.value))),
            row(self.word("venue"), self.line(&meeting.venue)),
        ];
        let published = match self.agenda.supplement {
            Some(place) => Some(meeting.supplement[place].published.value),
            None => meeting.published.as_ref().map(|day| day.value),
        };
        if let Some(published) = published {
            rows.push(row(self.word("published"), words(self.date(published))));
        }
        rows.extend(meeting.contact.iter().flat_map(|contact| contact_rows(wording, contact)));
        blocks.push(Block::Table(Table {
            role: Some("form".into()),
            columns: vec![Column::default(), Column { share: Some(1.0), ..Column::default() }],
            rows,
            row_headers: true,
            summary: Some(self.word("particulars-summary")),
            ..Table::default()
        }));
    }

    /// What has to be said where the agenda, or a supplement, is out too late for clear days.
    fn lateness(&mut self, blocks: &mut Vec<Block>) {
        let convened = self.agenda.convened;
        let published = match self.agenda.supplement {
            Some(place) => Some(convened.meeting.supplement[place].published.value),
            None => convened.meeting.published.as_ref().map(|day| day.value),
        };
        let (Some(published), Ok(notice)) = (published, convened.notice()) else { return };
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

    /// Who the members are.
    fn membership(&mut self, blocks: &mut Vec<Block>) {
        let meeting = &self.agenda.convened.meeting;
        let mut people = Vec::new();
        for (person, office) in [(&meeting.chair, "chair"), (&meeting.vice_chair, "vice-chair")] {
            if let Some(person) = person {
                let mut content = self.line(person);
                content.push(Inline::text(format!(" ({})", self.word(office)), None));
                people.push(content);
            }
        }
        people.extend(meeting.members.iter().map(|member| self.line(member)));
        if people.is_empty() {
            return;
        }
        let label = self.bullet();
        let many = people.len() > MANY;
        let items = people.into_iter().map(|content| Item {
            label: label.clone(),
            blocks: vec![Block::paragraph(content)],
            anchor: None,
        });
        blocks.push(heading(2, vec![Inline::text(self.word("membership-heading"), None)]));
        let list = Block::List(List { ordered: false, items: items.collect() });
        blocks.push(match many {
            true => region("agenda-members", vec![list]),
            false => list,
        });
    }

    /// What people who come should know.
    fn notices(&mut self, blocks: &mut Vec<Block>) {
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
            return;
        }
        blocks.push(heading(2, vec![Inline::text(self.word("about-heading"), None)]));
        for (title, text) in notices {
            blocks.push(heading(3, title));
            blocks.extend(text);
        }
    }

    /// A notice: the house style's words where the meeting has none of its own.
    fn notice(&mut self, notice: &Notice) -> (Inlines, Vec<Block>) {
        let convened = self.agenda.convened;
        let standing = notice.standing.as_ref().and_then(|name| convened.standing(name));
        let title = notice.title.as_ref().or(standing.map(|standing| &standing.title));
        let text = notice.text.as_ref().or(standing.and_then(|standing| standing.text.as_ref()));
        let title = title.map(|title| self.line(title)).unwrap_or_default();
        (title, text.map(|text| self.prose(text)).unwrap_or_default())
    }
}

/// A row of a form.
fn row(label: String, value: Inlines) -> Vec<Cell> {
    vec![Cell::of(vec![Inline::text(label, None)]), Cell::of(value)]
}
