//! What each figure means, in words that papers print.

/// A figure and its definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// The name of the figure in prose, such as `plan.overdue`.
    pub name: &'static str,
    /// What papers call it.
    pub term: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The definitions of the figures of plans and reviews, in the order that papers use them.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "plan.progress",
        term: "Status",
        meaning: "The status in an action’s last update on or before the date of the figures. An action without an update has not started.",
    },
    Definition {
        name: "plan.progress.complete.share",
        term: "Share",
        meaning: "The number of actions with a status, out of all actions in the plan at that date, in whole per cent. Each share is rounded by itself, so that shares shown together may not sum to 100.",
    },
    Definition {
        name: "plan.position",
        term: "On course",
        meaning: "On track or not started. Off course means at risk or behind.",
    },
    Definition {
        name: "plan.due",
        term: "Due",
        meaning: "The due date in force is on or before the date of the figures, whether or not the action is complete. The due date in force is the last one given by then.",
    },
    Definition {
        name: "plan.overdue",
        term: "Overdue",
        meaning: "Not complete, and the due date in force is before the date of the figures.",
    },
    Definition {
        name: "plan.slipped",
        term: "Slipped",
        meaning: "The due date in force is later than the first due date. The slippage is the time between the two, in days and in whole calendar months.",
    },
    Definition {
        name: "plan.started_late",
        term: "Started late",
        meaning: "Work began after the planned start, or an update after the planned start reported that it had not begun, or the planned start has passed without a report that it has.",
    },
    Definition {
        name: "plan.attention",
        term: "Needs attention",
        meaning: "Not complete, and at risk, behind, overdue, slipped, or past its planned start without having begun.",
    },
    Definition {
        name: "review.movement",
        term: "Movement",
        meaning: "The status at the end of a period against that at its start. Statuses run from behind, at risk, not started and on track to complete; a move along that order is an improvement.",
    },
    Definition {
        name: "plan.milestones.due_next",
        term: "Due next",
        meaning: "Not reached, and due after the date of the figures and up to the next review.",
    },
    Definition {
        name: "plan.evidence",
        term: "Evidence",
        meaning: "Activity shows that something was done, output that something now exists, impact that something is better for children, young people and families.",
    },
    Definition {
        name: "plan.activity_only",
        term: "Claims impact with only activity",
        meaning: "Complete, with evidence of activity and none of output or impact; or with evidence called impact that names a meeting, training or the like, and neither a number nor a change.",
    },
    Definition {
        name: "plan.measure(…).target",
        term: "Target in force",
        meaning: "The first target whose date is that of the last reading or later; the last target where all dates have passed.",
    },
    Definition {
        name: "plan.measure(…).variance",
        term: "Against target",
        meaning: "The last reading less the target in force. A measure is met if the reading is at least as good as that target.",
    },
    Definition {
        name: "plan.measure(…).direction",
        term: "Direction",
        meaning: "Improving if none of the last three readings (the baseline counts as the first reading) is worse than the one before it and the last is better than the first; worsening if the reverse; mixed if some are better and some worse.",
    },
    Definition {
        name: "plan.measure(…).provisional",
        term: "Provisional",
        meaning: "The last reading may still be corrected. A restated reading replaces an earlier figure for the same date from the day it was reported.",
    },
    Definition {
        name: "risk rating",
        term: "Risk rating",
        meaning: "Likelihood times impact, each counted as low 1, medium 2 or high 3, after mitigation: 6 or more is high, 3 or 4 medium, less is low.",
    },
];

/// The definition of that name.
pub fn definition(name: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.name == name)
}
