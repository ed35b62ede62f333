//! Finds the definitions of what prose names in a plan, a review or an inspection, name by name.
//!
//! The names of a path come in; the keys of the definitions of its value go out. Each name is read in its context:
//! `overdue` is one thing of actions and another of milestones.

/// A value as the data gives it.
pub(super) const GIVEN: &str = "meaning-given";
/// A number of things.
const COUNTED: &str = "meaning-counted";
/// A value computed from days.
pub(super) const RECKONED: &str = "meaning-reckoned";
const ATTENTION: &str = "meaning-attention";
const COMPLETED_LATE: &str = "meaning-completed-late";
const DIRECTION: &str = "meaning-direction";
const DUE: &str = "meaning-due";
const DUE_NEXT: &str = "meaning-due-next";
const EVIDENCE: &str = "meaning-evidence";
const JOINED: &str = "meaning-joined";
const JUDGED: &str = "meaning-judged";
const JUDGEMENTS: &str = "meaning-judgements";
const LEFT: &str = "meaning-left";
const MET: &str = "meaning-met";
const MILESTONE_OVERDUE: &str = "meaning-milestone-overdue";
const MOVED: &str = "meaning-moved";
const MOVEMENT: &str = "meaning-movement";
const OFF_COURSE: &str = "meaning-off-course";
const OVERDUE: &str = "meaning-overdue";
const PROGRESS: &str = "meaning-progress";
const PROVISIONAL: &str = "meaning-provisional";
const RISK: &str = "meaning-risk-rating";
const SHARE: &str = "meaning-share";
const SHARE_OF_AREA: &str = "meaning-share-area";
const SLIPPED: &str = "meaning-slipped";
const STANDING: &str = "meaning-standing";
const STARTED_LATE: &str = "meaning-started-late";
const TARGET: &str = "meaning-target";
const TOTAL: &str = "meaning-total";
const TOTAL_OF_AREA: &str = "meaning-total-area";
const UNSETTLED: &str = "meaning-unsettled";

/// Every definition.
#[cfg(test)]
pub(super) const ALL: [&str; 31] = [
    GIVEN,
    COUNTED,
    RECKONED,
    ATTENTION,
    COMPLETED_LATE,
    DIRECTION,
    DUE,
    DUE_NEXT,
    EVIDENCE,
    JOINED,
    JUDGED,
    JUDGEMENTS,
    LEFT,
    MET,
    MILESTONE_OVERDUE,
    MOVED,
    MOVEMENT,
    OFF_COURSE,
    OVERDUE,
    PROGRESS,
    PROVISIONAL,
    RISK,
    SHARE,
    SHARE_OF_AREA,
    SLIPPED,
    STANDING,
    STARTED_LATE,
    TARGET,
    TOTAL,
    TOTAL_OF_AREA,
    UNSETTLED,
];

/// The context in which a name is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    Plan,
    Area,
    Action,
    Milestones,
    Milestone,
    Measures,
    Measure,
    Goal,
    Reading,
    Risk,
    Movement,
    Review,
    Inspection,
    Finding,
    /// A group of findings or a plain value, whose parts have its definition.
    Part,
    /// A list whose items are as the data gives them.
    List,
}

/// The definitions of the value at a path in a plan.
pub(super) fn plan(names: &[&str]) -> Vec<&'static str> {
    walk(In::Plan, &[], names)
}

/// The definitions of the value at a path in a review.
pub(super) fn review(names: &[&str]) -> Vec<&'static str> {
    walk(In::Review, &[], names)
}

/// The definitions of the value at a path in an inspection. `judged` holds the names of its groups by grade.
pub(super) fn inspection(judged: &[String], names: &[&str]) -> Vec<&'static str> {
    walk(In::Inspection, judged, names)
}

/// The definitions of the value at a path in anything else.
pub(super) fn list(names: &[&str]) -> Vec<&'static str> {
    walk(In::List, &[], names)
}

/// The definitions at the end of a path that begins in a context.
fn walk(start: In, judged: &[String], names: &[&str]) -> Vec<&'static str> {
    let (mut at, mut keys) = (start, vec![GIVEN]);
    let mut in_area = false;
    for name in names {
        let (next, found) = match at {
            In::Inspection if judged.iter().any(|own| own == name) => (In::Part, &[JUDGED][..]),
            _ => step(at, name),
        };
        in_area |= at == In::Area;
        match (*name, found) {
            ("count" | "length", _) if keys == [GIVEN] => keys = vec![COUNTED],
            ("count" | "length", _) => {}
            ("share", _) if at == In::Part => {
                keys.push(if in_area { SHARE_OF_AREA } else { SHARE });
            }
            ("of" | "total", _)
                if at == In::Part && start != In::Inspection && keys != [EVIDENCE] =>
            {
                keys = vec![if in_area { TOTAL_OF_AREA } else { TOTAL }];
            }
            (_, []) if matches!(at, In::Part | In::Goal | In::Reading) => {}
            (_, []) => keys = vec![GIVEN],
            _ => keys = found.to_vec(),
        }
        at = next;
    }
    keys
}

/// The context that a name leads to, and the definitions it adds.
fn step(at: In, name: &str) -> (In, &'static [&'static str]) {
    match at {
        In::Plan => of_plan(name),
        In::Review => match name {
            "movement" => (In::Movement, &[MOVEMENT]),
            "plan" => (In::Plan, &[]),
            "months_to_next" | "working_days_to_letter" => (In::Part, &[RECKONED]),
            "asks" | "comments" | "conclusions" | "encouraged" | "focus_next" | "next"
            | "reviewers" => (In::List, &[]),
            // Any other name of a review is one of its plan.
            _ => of_plan(name),
        },
        In::Area => match name {
            "total" => (In::Part, &[TOTAL_OF_AREA]),
            "actions" => (In::Action, &[]),
            "measures" => (In::Measure, &[]),
            "overdue" | "position" | "progress" | "slipped" => of_plan(name),
            _ => (In::List, &[]),
        },
        In::Action => match name {
            "begun" | "mark" | "status" | "status_words" => (In::Part, &[PROGRESS]),
            "overdue" | "overdue_days" => (In::Part, &[OVERDUE]),
            "slipped" => (In::Part, &[SLIPPED]),
            "started_late" => (In::Part, &[STARTED_LATE]),
            "completed_late" => (In::Part, &[COMPLETED_LATE]),
            "milestones" => (In::Milestone, &[]),
            _ => (In::List, &[]),
        },
        In::Milestones => match name {
            "overdue" => (In::Milestone, &[MILESTONE_OVERDUE]),
            "due_next" => (In::Milestone, &[DUE_NEXT]),
            _ => (In::Part, &[COUNTED]),
        },
        In::Milestone if name == "overdue" => (In::Part, &[MILESTONE_OVERDUE]),
        In::Measures => match name {
            "judged" => (In::Part, &[MET, STANDING]),
            "met" | "missed" | "not_yet_known" => (In::Part, &[MET]),
            "off_course" | "on_course" => (In::Part, &[STANDING]),
            "improving" | "with_direction" => (In::Part, &[DIRECTION]),
            "provisional" => (In::Part, &[PROVISIONAL]),
            _ => (In::Part, &[COUNTED]),
        },
        In::Measure => match name {
            "target" => (In::Goal, &[TARGET]),
            "fell_due" => (In::Goal, &[MET]),
            "targets" => (In::Goal, &[]),
            "standing" => (In::Part, &[STANDING, MET]),
            "met" => (In::Part, &[MET]),
            "variance" | "variance_words" => (In::Part, &[TARGET]),
            "since" => (In::Reading, &[DIRECTION]),
            "direction" => (In::Part, &[DIRECTION]),
            "provisional" => (In::Part, &[PROVISIONAL]),
            "baseline" | "latest" | "readings" => (In::Reading, &[]),
            _ => (In::List, &[]),
        },
        In::Goal if name == "standing" => (In::Part, &[STANDING, MET]),
        In::Reading if ["provisional", "restated"].contains(&name) => (In::Part, &[PROVISIONAL]),
        In::Risk if ["before", "moved", "rating"].contains(&name) => (In::Part, &[RISK]),
        In::Movement => match name {
            "added" => (In::Part, &[JOINED]),
            "completed_late" => (In::Part, &[COMPLETED_LATE]),
            "slipped" => (In::Part, &[MOVED]),
            "since" | "until" => (In::List, &[]),
            "withdrawn" => (In::Part, &[LEFT]),
            _ => (In::Part, &[MOVEMENT]),
        },
        In::Inspection => match name {
            "expected" => (In::Part, &[RECKONED]),
            "finding_table" | "judgement_table" | "weakness_table" => (In::Part, &[JUDGEMENTS]),
            "findings_by_area" => (In::Part, &[JUDGED]),
            "findings" | "subjects" | "weaknesses" => (In::Finding, &[]),
            "outstanding" | "unsettled" => (In::Part, &[UNSETTLED]),
            _ => (In::List, &[]),
        },
        In::Finding if ["before", "grade", "moved"].contains(&name) => (In::Part, &[JUDGED]),
        In::Part => (In::Part, &[]),
        In::Goal | In::Reading | In::Milestone | In::Risk | In::Finding | In::List => {
            (In::List, &[])
        }
    }
}

/// The context that a name in a plan leads to, and the definitions it adds.
fn of_plan(name: &str) -> (In, &'static [&'static str]) {
    match name {
        "action" => (In::Action, &[]),
        "action_table" | "areas_report" | "complete" | "level" | "open" | "position"
        | "progress" | "progress_table" | "status_chart" => (In::Part, &[PROGRESS]),
        "activity_only" | "evidence" | "without_evidence" => (In::Part, &[EVIDENCE]),
        "area" | "areas" => (In::Area, &[]),
        "at" => (In::Plan, &[]),
        "attention" | "attention_table" => (In::Part, &[ATTENTION]),
        "due" => (In::Part, &[DUE]),
        "due_next" => (In::Part, &[DUE_NEXT]),
        "expected" | "next" => (In::Part, &[RECKONED]),
        "measure" => (In::Measure, &[]),
        "measure_table" => (In::Part, &[STANDING, MET]),
        "measures" => (In::Measures, &[COUNTED]),
        "milestone_table" => (In::Part, &[MILESTONE_OVERDUE]),
        "milestones" => (In::Milestones, &[COUNTED]),
        "movement" => (In::Movement, &[MOVEMENT]),
        "movement_matrix" | "movement_table" => (In::Part, &[MOVEMENT]),
        "off_course" => (In::Part, &[OFF_COURSE]),
        "overdue" => (In::Part, &[OVERDUE]),
        "risk_table" => (In::Part, &[RISK]),
        "risks" => (In::Risk, &[]),
        "slipped" => (In::Part, &[SLIPPED]),
        "started_late" => (In::Part, &[STARTED_LATE]),
        "total" => (In::Part, &[TOTAL]),
        "trend_chart" => (In::Part, &[DIRECTION]),
        _ => (In::List, &[]),
    }
}
