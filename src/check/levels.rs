//! How serious the findings of a rule are to a council: `[check]` in `council.toml`.

use super::acronyms;
use crate::assemble;
use crate::diag::{Diagnostic, Severity, closest};
use crate::model::council::Level;
use crate::read::Entries;

/// The rules of papers and agendas; those of outside PDFs stand beside the code that applies them.
const RULES: [&str; 15] = [
    acronyms::RULE,
    "late-publication",
    "meeting-committee",
    "meeting-date",
    "missing-field",
    "missing-font",
    "missing-section",
    "no-exclusion",
    "pack-conformance",
    "pasted-text",
    "restricted-paper",
    "typewriter-text",
    "unplaced-field",
    "unplaced-part",
    "unplaced-section",
];

/// The rules that are applied only where a council asks for them.
const ON_REQUEST: [&str; 1] = [acronyms::RULE];

/// Gives each finding the seriousness that the council wants, and leaves out those of rules that are off.
pub fn apply(levels: &Entries<Level>, problems: &mut Vec<Diagnostic>) {
    let known = || RULES.iter().chain(&assemble::RULES).copied();
    problems.retain_mut(|problem| {
        let rule = problem.rule.as_deref().filter(|rule| known().any(|one| one == *rule));
        match rule.and_then(|rule| levels.get(rule)) {
            Some(Level::Off) => return false,
            Some(Level::Error) => problem.severity = Severity::Error,
            Some(Level::Warning) => problem.severity = Severity::Warning,
            None => return problem.rule.as_deref().is_none_or(|rule| !ON_REQUEST.contains(&rule)),
        }
        true
    });
    for (name, _) in levels.iter().filter(|(name, _)| !known().any(|rule| rule == name.as_str())) {
        let message = format!("there is no rule `{}`, so this changes nothing", name.value);
        let warning = Diagnostic::warning(name.place, message);
        problems.push(match closest(name, known()) {
            Some(near) => warning.hint(format!("did you mean `{near}`?")),
            None => {
                warning.hint(format!("the rules are {}", known().collect::<Vec<_>>().join(", ")))
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Workspace, World};
    use typst::syntax::VirtualPath;

    /// What is found in a paper with a field that its style does not know, under those levels.
    fn found(levels: &str) -> Vec<(Severity, String)> {
        let council =
            format!("kind = \"council\"\nname = \"X\"\nstyle = \"staffordshire\"\n{levels}");
        let report = "kind = \"report\"\ntitle = \"x\"\ncommittee = \"x\"\nmeeting = 2022-11-10\n\
             front.report-of = \"x\"\nfront.local-members-interest = \"x\"\nfront.colour = \"x\"\n\
             [[section]]\nid = \"summary\"\ntext = \"the APP\"\n";
        let files = [("council.toml", council.as_bytes()), ("report.toml", report.as_bytes())];
        let world = Workspace::memory(files).world();
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let mut problems = Vec::new();
        let composed = crate::compose(&world, file, &crate::Options::default(), &mut problems);
        assert_eq!(composed.is_none(), problems.iter().any(Diagnostic::is_error));
        problems
            .into_iter()
            .map(|problem| (problem.severity, problem.rule.unwrap_or(problem.message)))
            .collect()
    }

    #[test]
    fn a_council_sets_how_serious_a_rule_is() {
        let rule = || "unplaced-field".to_owned();
        assert_eq!(found(""), [(Severity::Warning, rule())]);
        assert_eq!(found("check.unplaced-field = \"error\""), [(Severity::Error, rule())]);
        assert_eq!(found("check.unplaced-field = \"off\""), []);
        let asked = found("check.unplaced-field = \"off\"\ncheck.acronym-explained = \"warning\"");
        assert_eq!(asked, [(Severity::Warning, acronyms::RULE.to_owned())]);
        let [_, unknown] = &found("check.unplaced-feild = \"off\"")[..] else {
            panic!("two findings")
        };
        assert!(unknown.1.contains("there is no rule `unplaced-feild`"), "{unknown:?}");
    }
}
