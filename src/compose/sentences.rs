//! Composes sentences that need more than single figures: the position of a plan, and what slipped furthest.

use minijinja::context;

use super::draft::Draft;
use super::seal::is_sealed;
use crate::derive::plan::Figures;

impl Draft<'_> {
    /// The position of a plan in a sentence: how many of its actions are on each level of the scale.
    pub(super) fn position(&self, figures: &Figures) -> String {
        let terms = self.terms();
        let levels =
            terms.scale.level.iter().rev().map(|level| (level, figures.progress.on(level)));
        let some: Vec<_> = levels.filter(|(_, group)| group.count > 0).collect();
        let only = match some.as_slice() {
            [(level, _)] => Some(terms.level(level)),
            _ => None,
        };
        let levels: Vec<_> = some
            .into_iter()
            .enumerate()
            .map(|(n, (level, group))| {
                let values = context! {
                    first => n == 0,
                    count => group.count,
                    share => group.share,
                    statuses => terms.statuses(level),
                    colour => terms.colour(level),
                };
                self.say_of("level", values)
            })
            .collect();
        self.say_of("position", context! { levels, only })
    }

    /// One or two sentences on the actions that are overdue and those that slipped, and on the one that slipped
    /// furthest.
    pub(super) fn lateness(&self, figures: &Figures) -> String {
        let furthest = figures.actions().max_by_key(|action| action.slipped.days);
        let furthest = furthest
            .filter(|action| !is_sealed(&action.action))
            .map(|action| context! { id => action.id.clone(), days => action.slipped.days });
        self.say_of("lateness", context! { furthest })
    }
}
