//! Applies a council's own severities for rules: `[check]` in `council.toml`.

use crate::diag::{Findings, Severity};
use crate::model::council::{Level, Levels};

/// Gives each finding the severity that the council wants, and drops those of rules that are off.
pub(crate) fn apply(levels: &Levels, findings: Findings) -> Findings {
    let mut problems = findings.into_inner();
    problems.retain_mut(|problem| {
        let level = problem.rule.filter(|rule| rule.about().settable).map(|rule| levels.of(rule));
        match level {
            Some(Level::Off) => return false,
            Some(Level::Error) => problem.severity = Severity::Error,
            Some(Level::Warning) => problem.severity = Severity::Warning,
            None => {}
        }
        true
    });
    let mut findings = Findings::default();
    findings.extend(problems);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Rule;
    use crate::world::{Workspace, World};
    use typst::syntax::VirtualPath;

    /// The findings, under these levels, in a paper with a field that its style does not know.
    fn found(levels: &str) -> Vec<(Severity, String)> {
        let council =
            format!("kind = \"council\"\nname = \"X\"\nstyle = \"staffordshire\"\n{levels}");
        let report = "kind = \"report\"\ntitle = \"x\"\ncommittee = \"x\"\nmeeting = 2022-11-10\n\
             front.report-of = \"x\"\nfront.local-members-interest = \"x\"\nfront.colour = \"x\"\n\
             [[section]]\nid = \"summary\"\ntext = \"the APP\"\n";
        let files = [("council.toml", council.as_bytes()), ("report.toml", report.as_bytes())];
        let world = Workspace::memory(files).world();
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let (composed, problems) =
            crate::diag::apart(crate::compose(&world, file, &crate::Options::default()));
        assert_eq!(composed.is_none(), problems.iter().any(crate::diag::Diagnostic::is_error));
        problems
            .into_iter()
            .map(|problem| {
                (problem.severity, problem.rule.map_or(problem.message, |rule| rule.to_string()))
            })
            .collect()
    }

    #[test]
    fn a_council_sets_how_serious_a_rule_is() {
        let rule = || "unplaced-field".to_owned();
        assert_eq!(found(""), [(Severity::Warning, rule())]);
        assert_eq!(found("check.unplaced-field = \"error\""), [(Severity::Error, rule())]);
        assert_eq!(found("check.unplaced-field = \"off\""), []);
        let asked = found("check.unplaced-field = \"off\"\ncheck.acronym-explained = \"warning\"");
        assert_eq!(asked, [(Severity::Warning, Rule::AcronymExplained.to_string())]);
        for (levels, said) in [
            ("check.unplaced-feild = \"off\"", "there is no rule `unplaced-feild`"),
            ("check.leak = \"off\"", "no council can set `leak`"),
        ] {
            let found = found(levels);
            assert!(found.iter().any(|(_, message)| message.contains(said)), "{found:?}");
            assert_eq!(found.len(), 2, "{found:?}");
        }
    }
}
