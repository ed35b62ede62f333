//! What the seams of the pipeline (`--emit`) show of withheld matter, they say.

use std::fs;

use crate::command::{papers, stderr, workspace};

#[test]
fn a_seam_that_shows_what_is_withheld_says_so() {
    let folder = workspace();
    let path = folder.path().join("data/anyshire/report.toml");
    let open = fs::read_to_string(&path).unwrap();
    let emit = |seam: &str| {
        let run = papers(folder.path(), &["build", "data/anyshire/report.toml", "--emit", seam]);
        stderr(&run).replace('\\', "/")
    };
    let printed =
        "what is printed here of `data/anyshire/report.toml` holds what is not for publication";
    let written = "`output/anyshire/report-restricted.typst` holds what is not for publication";
    assert!(
        !emit("data").contains("not for publication")
            && !emit("typst").contains("not for publication")
    );
    let closed = format!(
        "exempt-reason = \"It is commercial.\"\n{open}[[section]]\nheading = \"Bids\"\ntext = \"The bid was low. {{.exempt-3}}\"\n"
    );
    fs::write(&path, closed).unwrap();
    assert!(emit("data").contains(printed), "{}", emit("data"));
    assert!(emit("typst").contains(written), "{}", emit("typst"));
    // A plan whose withheld actions the paper does not print is among its data all the same.
    let plan = "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\n[[area]]\nid = \"a\"\n[[area.action]]\nid = \"1\"\n\
                action = \"Buy the yard.\"\nlead = \"Head\"\ndue = 2023-04-01\nexempt = { paragraphs = [3], reason = \"A bid.\" }\n";
    fs::write(folder.path().join("data/anyshire/plan.toml"), plan).unwrap();
    let sourced = open.replace("[[section]]", "[sources]\nplan = \"plan.toml\"\n[[section]]");
    fs::write(&path, sourced).unwrap();
    assert!(emit("data").contains(printed), "{}", emit("data"));
}
