//! Reports what cannot be true of a framework, such as names that mean nothing or two things.

use super::{Due, Framework, Grading, prose_name};
use crate::diag::{Diagnostic, closest};
use crate::read::Name;

/// The names in prose of what every inspection has, which no kind of finding or grade may take.
pub(super) const RESERVED: [&str; 14] = [
    "by",
    "expected",
    "findings",
    "first",
    "framework",
    "kinds",
    "latest",
    "name",
    "of",
    "unsettled",
    "plans",
    "subjects",
    "visits",
    "weaknesses",
];

impl Framework {
    /// Reports what cannot be true of the framework.
    pub(crate) fn check(&self) -> Vec<Diagnostic> {
        let scales: Vec<&Name> = self.scale.iter().map(|scale| &scale.id).collect();
        let subjects: Vec<&Name> = self.subject.iter().map(|subject| &subject.id).collect();
        let kinds: Vec<&Name> = self.finding.iter().map(|kind| &kind.id).collect();
        let visits: Vec<&Name> = self.visit.iter().map(|visit| &visit.id).collect();
        let plans: Vec<&Name> = self.plan.iter().map(|plan| &plan.id).collect();
        let judged: Vec<&Name> = subjects.iter().chain(&kinds).copied().collect();
        let mut found = Vec::new();
        if visits.is_empty() {
            found.push(
                Diagnostic::error(self.kind.place, "the framework has no kind of visit")
                    .hint("add `[[visit]]` with its `id` and `name`"),
            );
        }
        if kinds.is_empty() && subjects.is_empty() {
            found.push(
                Diagnostic::error(
                    self.kind.place,
                    "the framework neither judges nor finds anything",
                )
                .hint("add `[[subject]]` or `[[finding]]`"),
            );
        }
        for (of, names) in [
            ("scales", &scales),
            ("subjects or kinds of finding", &judged),
            ("kinds of visit", &visits),
            ("kinds of plan", &plans),
        ] {
            found.extend(twice(of, names));
        }
        let mut refer = |what: &str, name: Option<&Name>, known: &[&Name]| {
            found.extend(name.and_then(|name| unknown(what, name, known)));
        };
        for subject in &self.subject {
            refer("scale", subject.scale.as_ref(), &scales);
            refer("kind of finding", subject.r#for.as_ref(), &kinds);
            refer("scale", subject.derived.as_ref().map(|derived| &derived.from), &scales);
        }
        for kind in &self.finding {
            refer("scale", kind.scale.as_ref(), &scales);
            refer("scale", kind.priority.as_ref(), &scales);
            refer("kind of finding", kind.under.as_ref(), &kinds);
        }
        for name in self.visit.iter().flat_map(|visit| &visit.judges) {
            refer("subject or kind of finding", Some(name), &judged);
        }
        for name in self.plan.iter().flat_map(|plan| &plan.answers) {
            refer("kind of finding", Some(name), &kinds);
        }
        for subject in &self.subject {
            let bands = subject.derived.iter().flat_map(|derived| &derived.bands);
            for band in bands {
                let scale = self.scale(subject.scale.as_ref());
                if scale.is_some_and(|scale| scale.grade(&band.grade).is_none()) {
                    let message = format!("its scale has no grade {}", band.grade.written());
                    found.push(
                        Diagnostic::error(band.grade.place, message).hint("check the spelling"),
                    );
                }
            }
        }
        found.extend(self.scale.iter().flat_map(Grading::check));
        let dues =
            self.visit.iter().map(|kind| &kind.due).chain(self.plan.iter().map(|kind| &kind.due));
        found.extend(dues.flatten().filter_map(Due::check));
        found.extend(self.taken());
        found
    }

    /// Reports the names of kinds of finding and grades that prose could not tell apart, or that an inspection could
    /// not use for a group of findings. A grade on two scales is told apart by its scale.
    fn taken(&self) -> Vec<Diagnostic> {
        let mut seen: Vec<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
        let mut found = Vec::new();
        let mut take = |name: &str, prose: String, place| {
            if seen.contains(&prose) {
                let message = format!("prose could not tell this `{name}` from another");
                found.push(
                    Diagnostic::error(place, message)
                        .hint("give kinds of finding and grades names that nothing else has"),
                );
            }
            seen.push(prose);
        };
        for kind in &self.finding {
            take(&kind.id, prose_name(&kind.id), kind.id.place);
        }
        for scale in &self.scale {
            for grade in &scale.grade {
                take(&grade.id, self.prose_name(scale, grade), grade.id.place);
            }
        }
        let groups = ["confidential", "exempt", "framework", "kind", "subject", "visit"];
        let kinds = self.finding.iter().map(|kind| &kind.id);
        found.extend(kinds.filter(|id| groups.contains(&id.as_str())).map(|id| {
            let message = format!("an inspection has something else that is called `{}`", id.value);
            Diagnostic::error(id.place, message).hint("give this kind of finding another `id`")
        }));
        found
    }
}

impl Due {
    /// Reports a period of zero length.
    fn check(&self) -> Option<Diagnostic> {
        let given = [self.working_days, self.days, self.months].into_iter().flatten().max();
        given.is_none_or(|given| given == 0).then(|| {
            Diagnostic::error(self.place, "this time is no time at all")
                .hint("say how many months, days or working days it is: `months = 18`")
        })
    }
}

impl Grading {
    /// Reports a scale without grades.
    fn check(&self) -> Option<Diagnostic> {
        self.grade.is_empty().then(|| {
            Diagnostic::error(self.place, format!("the scale `{}` has no grades", self.id.value))
                .hint("add `grade = [{ id = \"…\" }, …]`, from the best to the worst")
        })
    }
}

/// Reports each name that was given before.
fn twice(of: &str, names: &[&Name]) -> Vec<Diagnostic> {
    let again = names
        .iter()
        .enumerate()
        .filter(|(n, name)| names[..*n].iter().any(|before| before.value == name.value));
    again
        .map(|(_, name)| {
            Diagnostic::error(name.place, format!("two {of} have the id `{}`", name.value))
                .hint("give each an id of its own")
        })
        .collect()
}

/// The error for a name that is not among the known ones; `None` if it is.
fn unknown(what: &str, name: &Name, known: &[&Name]) -> Option<Diagnostic> {
    if known.iter().any(|one| one.value == name.value) {
        return None;
    }
    let error = Diagnostic::error(name.place, format!("there is no {what} `{}`", name.value));
    let all = || known.iter().map(|one| one.as_str());
    Some(match closest(name, all()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None if known.is_empty() => error.hint("take it out, or give one that is so called"),
        None => error.hint(format!("there are {}", all().collect::<Vec<_>>().join(", "))),
    })
}
