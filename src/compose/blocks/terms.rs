//! Names things for a paper, in the words of its language and house style and on its status scale.

use minijinja::{Value, context};

use super::cells::{marked, words};
use crate::derive::plan::Figures;
use crate::document::{Block, Column, Inline};
use crate::language::Wording;
use crate::model::plan::{EvidenceKind, Grade, Status};
use crate::model::scale::{Level, Scale};
use crate::read::date::Date;

/// The vocabulary of a paper.
#[derive(Debug, Clone, Copy)]
pub(in crate::compose) struct Terms<'a> {
    /// The words of its language and house style.
    pub(in crate::compose) wording: &'a Wording,
    /// The status scale, on whose levels it prints statuses.
    pub(in crate::compose) scale: &'a Scale,
}

impl Terms<'_> {
    /// A word by its key.
    pub(in crate::compose) fn word(self, key: &str) -> String {
        self.wording.word(key)
    }

    /// The sentence with a key, filled with values.
    pub(in crate::compose) fn say(self, key: &str, values: Value) -> String {
        self.wording.say(key, values)
    }

    /// A date in the short form that tables use.
    pub(in crate::compose) fn short(self, date: Date) -> String {
        self.wording.short_date(date)
    }

    /// Columns with their headings, by wording key.
    pub(in crate::compose) fn columns<const N: usize>(
        self,
        columns: [(&str, Column); N],
    ) -> Vec<(String, Column)> {
        columns_of(self.wording, columns)
    }

    /// A status as mark and label of its level, with the status in words where the label differs.
    pub(in crate::compose) fn status(self, status: Status) -> Inline {
        let level = self.scale.level_of(status);
        let label = level.label.value.clone();
        marked(
            level,
            match self.is_named_after(level, status) {
                true => label,
                false => format!("{label}: {}", self.phrase(status)),
            },
        )
    }

    /// A status as a sentence has it: "four actions are at risk".
    pub(in crate::compose) fn phrase(self, status: Status) -> String {
        self.word(&format!("phrase-{}", status.word()))
    }

    /// The statuses of a level, as a sentence has them: "on track or not started".
    pub(in crate::compose) fn statuses(self, level: &Level) -> String {
        let phrases: Vec<_> = level.statuses.iter().map(|status| self.phrase(*status)).collect();
        self.wording.language().lists.alternatives(&phrases)
    }

    /// The label of a level as a sentence has it, where that is not the name of a status: "amber".
    pub(in crate::compose) fn colour(self, level: &Level) -> Option<String> {
        let named_after = level.statuses.iter().any(|status| self.is_named_after(level, *status));
        (!named_after).then(|| level.label.to_lowercase())
    }

    /// A level as a sentence has it: "at risk", "at risk (amber)".
    pub(in crate::compose) fn level(self, level: &Level) -> String {
        let words = self.statuses(level);
        self.colour(level).map_or_else(|| words.clone(), |colour| format!("{words} ({colour})"))
    }

    /// Whether a level holds one status alone and has its name.
    fn is_named_after(self, level: &Level, status: Status) -> bool {
        let name = self.word(&format!("status-{}", status.word()));
        level.statuses.len() == 1 && level.label.to_lowercase() == name.to_lowercase()
    }

    /// The word for evidence of a kind.
    pub(in crate::compose) fn evidence(self, kind: EvidenceKind) -> String {
        self.word(match kind {
            EvidenceKind::Activity => "evidence-activity",
            EvidenceKind::Output => "evidence-output",
            EvidenceKind::Impact => "evidence-impact",
        })
    }

    /// The word for a grade of risk.
    pub(in crate::compose) fn grade(self, grade: Grade) -> String {
        self.word(match grade {
            Grade::Low => "grade-low",
            Grade::Medium => "grade-medium",
            Grade::High => "grade-high",
        })
    }
}

/// Columns with their headings, by wording key.
pub(super) fn columns_of<const N: usize>(
    wording: &Wording,
    columns: [(&str, Column); N],
) -> Vec<(String, Column)> {
    columns.into_iter().map(|(key, column)| (wording.word(key), column)).collect()
}

/// The day of a plan's figures, for captions.
pub(super) fn as_at(figures: &Figures) -> Value {
    context! { as_at => Value::from_object(figures.as_at) }
}

/// The sentence in place of an empty table.
pub(super) fn none(wording: &Wording, caption: &str) -> Block {
    Block::paragraph(words(wording.say("none", context! { caption })))
}
