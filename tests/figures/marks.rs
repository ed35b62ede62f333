//! The marks and colours that a council's own scale gives to its levels.

use committee_papers::{Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use super::plan_of;
use crate::support::build;

/// A council with a scale of its own.
const COUNCIL: &str =
    "kind = 'council'\nname = 'Anyshire'\nstyle = 'staffordshire'\nrag = 'ours'\n";

/// That scale: a diamond in a pale colour, a half and a star in those of their shapes, and a ring that is filled.
const SCALE: &str = r##"
kind = "scale"
name = "Ours"
[[level]]
label = "Ended"
statuses = ["complete"]
meaning = "complete"
mark = "half"
[[level]]
label = "Running"
statuses = ["on-track"]
meaning = "on track"
mark = "star"
[[level]]
label = "Waiting"
statuses = ["not-started"]
meaning = "not started"
colour = "#dddddd"
[[level]]
label = "Watched"
statuses = ["at-risk", "behind"]
meaning = "at risk or behind"
mark = "diamond"
colour = "#FFE08A"
"##;

#[test]
fn levels_have_the_marks_and_colours_of_their_scale_in_every_format() {
    let plan = plan_of(&["complete", "on-track", "not-started", "at-risk", "behind"]);
    let files = [("council.toml", COUNCIL), ("scales/ours.toml", SCALE), ("plan.toml", &plan)];
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new("plan.toml").unwrap());
    let formats = vec![Format::Pdf, Format::Html, Format::Docx];
    let built = build(&world, file, &Options { formats, ..Options::default() });
    assert_eq!(built.problems, []);
    assert_eq!(built.outputs.len(), 3);
    let html = String::from_utf8_lossy(&built.outputs[1].bytes);
    // A pale colour has an edge, and its number in the chart is black.
    assert!(html.contains(r##"<path d="M5 0 10 5 5 10 0 5z" fill="#ffe08a" stroke="#000""##));
    assert!(html.contains(r##"height="26" fill="#ffe08a" stroke="#000"/>"##));
    assert!(html.contains(r##"font-weight="bold" fill="#000000">2</text>"##));
    assert!(html.contains(r##"r="4.4" fill="#dddddd" stroke="currentColor""##));
    // Where a scale says no more, a shape has its own colour.
    assert!(html.contains(r##"height="26" fill="#00626e" stroke="#000"/>"##));
    assert!(!html.contains("#1d3f72\" stroke=\"#000\"/>"));
}
