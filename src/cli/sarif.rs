//! Writes findings as SARIF 2.1.0, the format in which editors and code hosts read the findings of checkers.

use serde_json::{Value, json};

use super::report::Finding;
use crate::diag::{Rule, Severity};

/// The findings of a run, with all rules.
pub(super) fn sarif(findings: &[Finding]) -> Value {
    let rules = Rule::ALL.iter().map(|rule| rule.about()).map(|about| {
        json!({
            "id": about.name,
            "shortDescription": { "text": about.finds },
            "fullDescription": { "text": about.why },
            "help": { "text": about.remedy },
        })
    });
    let results: Vec<_> = findings.iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "papers",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// One finding, with its hints after its message.
fn result(finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let hints = finding.hints.iter().map(|hint| format!("\nhint: {hint}"));
    let mut result = json!({
        "level": level,
        "message": { "text": finding.message.clone() + &hints.collect::<String>() },
    });
    if let Some(rule) = finding.rule {
        result["ruleId"] = json!(rule);
    }
    if let Some(file) = &finding.file {
        let path = file.trim_start_matches("./").replace(' ', "%20");
        let mut place = json!({ "artifactLocation": { "uri": path } });
        if let Some(spot) = &finding.spot {
            place["region"] = json!({
                "startLine": spot.line,
                "startColumn": spot.column,
                "endLine": spot.end_line,
                "endColumn": spot.end_column,
            });
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
    }
    result
}
