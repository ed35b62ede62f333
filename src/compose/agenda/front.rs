//! What stands before the business: when and where, who, and what people who come should know.

use super::super::parts::lists::contact_rows;
use super::{Composer, clock, heading, region, said};
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
            title.push(Inline::text(format!(": supplement {}", place + 1), None));
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
            let words = Inline::strong(
                "Not for publication: this is the restricted version, which holds information that is not open to \
                 the press and public.",
            );
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
            row("Date", words(day)),
            row("Time", words(clock(meeting.time.value))),
            row("Venue", self.line(&meeting.venue)),
        ];
        let published = match self.agenda.supplement {
            Some(place) => Some(meeting.supplement[place].published.value),
            None => meeting.published.as_ref().map(|day| day.value),
        };
        if let Some(published) = published {
            rows.push(row("Published", words(self.date(published))));
        }
        rows.extend(meeting.contact.iter().flat_map(|contact| contact_rows(wording, contact)));
        blocks.push(Block::Table(Table {
            role: Some("form".into()),
            columns: vec![Column::default(), Column { share: Some(1.0), ..Column::default() }],
            rows,
            row_headers: true,
            summary: Some("When and where the meeting is held, and whom to ask".to_owned()),
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
            let what = if self.agenda.supplement.is_some() { "supplement" } else { "agenda" };
            blocks.push(said(late_wording(
                what,
                &self.date(published),
                &self.date(Date(notice.last_day)),
                notice.days_required,
            )));
        }
    }

    /// Who the members are.
    fn membership(&mut self, blocks: &mut Vec<Block>) {
        let meeting = &self.agenda.convened.meeting;
        let mut people = Vec::new();
        for (person, office) in [(&meeting.chair, "Chair"), (&meeting.vice_chair, "Vice-Chair")] {
            if let Some(person) = person {
                let mut content = self.line(person);
                content.push(Inline::text(format!(" ({office})"), None));
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
        blocks.push(heading(2, vec![Inline::text("Membership", None)]));
        let list = Block::List(List { ordered: false, items: items.collect() });
        blocks.push(match many {
            true => region("agenda-members", vec![list]),
            false => list,
        });
    }

    /// What people who come should know.
    fn notices(&mut self, blocks: &mut Vec<Block>) {
        let convened = self.agenda.convened;
        let mut notices: Vec<_> =
            convened.meeting.notice.iter().map(|one| self.notice(one)).collect();
        if notices.is_empty() {
            for standing in convened.standing.iter().filter(|standing| standing.notice) {
                let text = standing.text.as_ref().map(|text| self.prose(text)).unwrap_or_default();
                notices.push((self.line(&standing.title), text));
            }
        }
        if notices.is_empty() {
            return;
        }
        blocks.push(heading(2, vec![Inline::text("About the meeting", None)]));
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

/// What a late agenda or supplement says of itself.
pub(crate) fn late_wording(what: &str, published: &str, last_day: &str, days: u16) -> String {
    let days = crate::language::Language::common().numbers.words(days.into());
    format!(
        "This {what} was published on {published}. The last day that gives {days} clear days of notice was \
         {last_day}. Business in it can be taken only if the Chair is of the opinion, by reason of special \
         circumstances, which the minutes will specify, that it should be considered as a matter of urgency \
         (Local Government Act 1972, section 100B(4)(b))."
    )
}

/// A row of a form.
fn row(label: &str, value: Inlines) -> Vec<Cell> {
    vec![Cell::of(vec![Inline::text(label, None)]), Cell::of(value)]
}
