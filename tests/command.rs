//! The program itself: arguments, exit codes, streams, and what it leaves on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::COUNCIL;
use tempfile::TempDir;

/// Runs `papers` in a folder.
pub(crate) fn papers(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_papers")).args(arguments).current_dir(folder).output().unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn report(title: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"{title}\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"What this is about.\"\n"
    )
}

/// A folder with a workspace `data/anyshire` of two papers.
pub(crate) fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    let inside = folder.path().join("data/anyshire");
    fs::create_dir_all(inside.join("second")).unwrap();
    fs::write(inside.join("council.toml"), COUNCIL).unwrap();
    fs::write(inside.join("report.toml"), report("First")).unwrap();
    fs::write(inside.join("second/report.toml"), report("Second")).unwrap();
    folder
}

#[test]
fn build_makes_every_paper_below_data_and_leaves_alone_what_is_up_to_date() {
    let folder = workspace();
    let first = papers(folder.path(), &["build"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(stdout(&first), "");
    for name in ["report.pdf", "second/report.pdf"] {
        let path = folder.path().join("output/anyshire").join(name);
        assert!(fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
    }
    let again = papers(folder.path(), &["build"]);
    assert!(stderr(&again).contains("files were up to date"), "{}", stderr(&again));
    assert!(!stderr(&again).contains("built "), "{}", stderr(&again));
    fs::write(folder.path().join("data/anyshire/report.toml"), report("Changed")).unwrap();
    let changed = papers(folder.path(), &["build"]);
    assert!(
        stderr(&changed).contains("built output/anyshire/report.pdf (1 page)"),
        "{}",
        stderr(&changed)
    );
    assert!(!stderr(&changed).contains("second/report.pdf"), "{}", stderr(&changed));
    let forced = papers(folder.path(), &["build", "--force"]);
    assert!(stderr(&forced).contains("second/report.pdf"), "{}", stderr(&forced));
}

#[test]
fn an_output_that_was_touched_or_whose_missing_source_appears_is_built_again() {
    let folder = workspace();
    papers(folder.path(), &["build"]);
    fs::write(folder.path().join("output/anyshire/report.pdf"), "spoilt").unwrap();
    let mended = papers(folder.path(), &["build"]);
    assert!(stderr(&mended).contains("built output/anyshire/report.pdf"), "{}", stderr(&mended));
    // A style of the workspace's own takes the place of the one built in.
    let own = folder.path().join("data/anyshire/styles/staffordshire");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("style.toml"), "kind = \"style\"\n").unwrap();
    let broken = papers(folder.path(), &["build"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("`page` is missing"), "{}", stderr(&broken));
}

#[test]
fn one_papers_error_does_not_stop_the_others_and_its_old_output_stays() {
    let folder = workspace();
    papers(folder.path(), &["build"]);
    let old = fs::read(folder.path().join("output/anyshire/report.pdf")).unwrap();
    fs::write(folder.path().join("data/anyshire/report.toml"), "kind = \"report\"\ntitle = 7\n")
        .unwrap();
    fs::write(folder.path().join("data/anyshire/second/report.toml"), report("New")).unwrap();
    let output = papers(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("data/anyshire/report.toml:2:9"), "{said}");
    assert!(said.contains("built output/anyshire/second/report.pdf"), "{said}");
    assert!(said.ends_with("not built: data/anyshire/report.toml\n"), "{said}");
    assert_eq!(fs::read(folder.path().join("output/anyshire/report.pdf")).unwrap(), old);
}

#[test]
fn json_lists_outputs_with_pages_sizes_and_findings_on_standard_output() {
    let folder = workspace();
    let broken = report("Title").replace("title =", "titel =");
    fs::write(folder.path().join("data/anyshire/second/report.toml"), broken).unwrap();
    let output = papers(folder.path(), &["build", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let outputs = json["outputs"].as_array().unwrap();
    let first = outputs.iter().find(|one| one["source"] == "data/anyshire/report.toml").unwrap();
    assert_eq!((&first["status"], &first["pages"]), (&"built".into(), &1.into()));
    assert!(first["bytes"].as_u64().unwrap() > 1000 && first["milliseconds"].is_u64());
    let second =
        outputs.iter().find(|one| one["source"] == "data/anyshire/second/report.toml").unwrap();
    assert_eq!(second["status"], "failed");
    assert_eq!((&json["version"], &json["exit"]), (&1.into(), &1.into()));
    assert_eq!(json["errors"], serde_json::json!([]));
    let findings = json["findings"].as_array().unwrap();
    let finding = findings.iter().find(|one| one["line"] == 2).unwrap();
    assert_eq!(
        *finding,
        serde_json::json!({
            "severity": "error",
            "file": "data/anyshire/second/report.toml",
            "line": 2, "column": 1, "end_line": 2, "end_column": 6,
            "message": "`titel` is not a key that is known here",
            "hints": ["did you mean `title`?"],
            "papers": ["data/anyshire/second/report.toml"],
        })
    );
}

#[test]
fn json_says_what_keeps_a_command_from_its_work_and_a_shared_finding_once() {
    let folder = workspace();
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&papers(folder.path(), arguments).stdout).unwrap()
    };
    let missing = json(&["check", "nothing.toml", "--json"]);
    assert_eq!(missing["errors"], serde_json::json!(["there is no file or folder `nothing.toml`"]));
    assert_eq!((&missing["exit"], &missing["papers"]), (&2.into(), &serde_json::json!([])));
    let council = format!("{COUNCIL}check.no-such-rule = \"off\"\n");
    fs::write(folder.path().join("data/anyshire/council.toml"), council).unwrap();
    let shared = json(&["check", "--json"]);
    let findings = shared["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["papers"].as_array().unwrap().len(), 2);
    assert_eq!(shared["papers"][0]["warnings"], 1);
    for (arguments, key) in [
        (&["styles", "--json"][..], "styles"),
        (&["styles", "medway", "--json"], "style"),
        (&["rules", "--json"], "rules"),
        (&["--json"], "here"),
        (&["build", "--emit", "data", "--json"], "seen"),
        (&["man", "--json"], "page"),
    ] {
        let said = json(arguments);
        assert_eq!((&said["version"], &said["exit"]), (&1.into(), &0.into()), "{arguments:?}");
        assert!(!said[key].is_null(), "{arguments:?}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (arguments, key) in [
        (["notice", "data/county-meeting/meeting.toml", "--json"], "notice"),
        (["status", "data/staffordshire/plan.toml", "--json"], "status"),
    ] {
        let said: serde_json::Value =
            serde_json::from_slice(&papers(root, &arguments).stdout).unwrap();
        assert!(said[key].is_object(), "{arguments:?}");
    }
}

#[test]
fn without_a_path_the_workspace_around_the_current_folder_is_built() {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let root = papers(&inside, &["build"]);
    assert!(stderr(&root).contains("built output/anyshire/report.pdf"), "{}", stderr(&root));
    assert!(inside.join("output/anyshire/second/report.html").is_file());
    let below = papers(&inside.join("second"), &["build", "--force"]);
    assert_eq!(below.status.code(), Some(0), "{}", stderr(&below));
    assert!(stderr(&below).contains("built ../output/anyshire/report.pdf"), "{}", stderr(&below));
    assert!(!inside.join("second/output").exists());
    let nowhere = TempDir::new().unwrap();
    let lost = papers(nowhere.path(), &["build"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(stderr(&lost).contains("there is no workspace here"), "{}", stderr(&lost));
}

#[test]
fn the_samples_are_found_without_a_word() {
    let said = papers(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    assert_eq!((said.status.code(), stderr(&said)), (Some(0), String::new()));
}

#[test]
fn by_itself_the_command_says_what_can_be_done_here() {
    let folder = workspace();
    let said = papers(folder.path(), &[]);
    assert_eq!(said.status.code(), Some(0));
    assert!(stdout(&said).starts_with("In `data`: 2 papers, 0 meetings.\n"), "{}", stdout(&said));
    let nowhere = TempDir::new().unwrap();
    let lost = papers(nowhere.path(), &[]);
    assert_eq!(lost.status.code(), Some(0));
    assert!(stdout(&lost).contains("There is no workspace here"), "{}", stdout(&lost));
}

#[test]
fn colour_is_as_asked_for_and_quiet_says_only_what_is_wrong() {
    let folder = workspace();
    fs::write(folder.path().join("data/anyshire/report.toml"), report("{{ nothing }}")).unwrap();
    let is_coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
        command.current_dir(folder.path()).arg("check").args(arguments);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        stderr(&command.envs(variables.iter().copied()).output().unwrap()).contains("\u{1b}[")
    };
    assert!(!is_coloured(&[], &[]));
    assert!(is_coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured(&["--color=never"], &[("CLICOLOR_FORCE", "1")]));
    let quiet = papers(folder.path(), &["build", "--quiet"]);
    assert!(stderr(&quiet).contains("nothing is called `nothing`"), "{}", stderr(&quiet));
    assert!(!stderr(&quiet).contains("built"), "{}", stderr(&quiet));
}

#[test]
fn a_format_that_is_named_twice_is_built_once() {
    let folder = workspace();
    let built = papers(folder.path(), &["build", "--format", "html,html"]);
    assert_eq!(stderr(&built).matches("built output/anyshire/report.html").count(), 1);
}

#[test]
fn what_cannot_be_read_or_written_exits_with_3() {
    let folder = workspace();
    let blocked = papers(folder.path(), &["build", "--out", "data/anyshire/report.toml"]);
    assert_eq!(blocked.status.code(), Some(3), "{}", stderr(&blocked));
    assert!(stderr(&blocked).contains("cannot be written"), "{}", stderr(&blocked));
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
        let said = command.arg("rules").stdout(full).output().unwrap();
        assert_eq!(said.status.code(), Some(3), "{}", stderr(&said));
    }
}

#[test]
fn wrong_usage_is_one_object_too_where_json_is_asked_for() {
    let folder = workspace();
    for arguments in [
        &["build", "--bogus", "--json"][..],
        &["--json", "build", "--as-at", "29/09/2022"],
        &["new", "bogus", "--json"],
        &["build", "--format", "odt", "--json"],
    ] {
        let output = papers(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!((&said["version"], &said["exit"]), (&1.into(), &2.into()), "{said}");
        assert_eq!(said["errors"].as_array().unwrap().len(), 1, "{said}");
    }
}

#[test]
fn no_word_of_a_position_is_cut_in_a_narrow_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
    command.current_dir(root).args(["status", "data/staffordshire/plan.toml"]).env("COLUMNS", "50");
    let said = stdout(&command.output().unwrap());
    for word in ["complete,", "Co-production", "started,", "overdue"] {
        assert!(said.split_whitespace().any(|said| said == word), "{word}\n{said}");
    }
    let widest = said.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 50, "{widest}\n{said}");
}

#[test]
fn a_name_that_ends_with_txt_is_said_once() {
    let folder = workspace();
    fs::write(folder.path().join("data/anyshire/note.toml.txt"), "kind = \"report\"").unwrap();
    let output = papers(&folder.path().join("data/anyshire"), &["build"]);
    let said = stderr(&output);
    assert_eq!(said.matches("is not read, since its name ends with").count(), 1, "{said}");
}

#[test]
fn a_position_fits_the_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (columns, most) in [(None, 80), (Some("60"), 60), (Some("200"), 200)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
        command.current_dir(root).args(["status", "data/staffordshire/plan.toml"]);
        command.env_remove("COLUMNS").envs(columns.map(|columns| ("COLUMNS", columns)));
        let said = stdout(&command.output().unwrap());
        let widest = said.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= most && widest > most / 2, "{widest} of {most}\n{said}");
    }
}

#[test]
fn an_example_in_a_help_text_stands_on_one_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let help = |command: &str| {
        let mut papers = Command::new(env!("CARGO_BIN_EXE_papers"));
        papers.current_dir(root).args([command, "--help"]).env("COLUMNS", "80");
        stdout(&papers.output().unwrap())
    };
    let commands = "build check desk watch new status trace diff notice import export styles rules schema completions man";
    for command in commands.split(' ') {
        let said = help(command);
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
        let examples = said.lines().skip_while(|line| !line.starts_with("Example"));
        let examples: Vec<_> = examples.skip(1).take_while(|line| !line.is_empty()).collect();
        assert!(!examples.is_empty(), "{said}");
        for example in examples {
            assert!(example.contains(&format!("papers {command}")), "{command}: {example}");
        }
    }
}

#[test]
fn movement_is_not_measured_from_a_day_after_the_position() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status =
        |since| papers(root, &["status", "data/staffordshire/plan.toml", "--since", since]);
    let late = status("2023-01-01");
    assert_eq!((late.status.code(), stdout(&late)), (Some(2), String::new()));
    assert!(stderr(&late).contains("1 Jan 2023 is after"), "{}", stderr(&late));
}

#[test]
fn the_command_line_describes_itself_for_shells_and_for_man() {
    let folder = TempDir::new().unwrap();
    let help = stdout(&papers(folder.path(), &["--help"]));
    let listed = help.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(' '));
    let named = |name: &&str| name.chars().next().is_some_and(|next| next.is_ascii_lowercase());
    let commands: Vec<_> = listed.map(|(name, _)| name).filter(named).collect();
    assert!(commands.len() > 15, "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&papers(folder.path(), &["completions", shell]));
        let lacks = commands.iter().find(|command| !script.contains(**command));
        assert_eq!(lacks, None, "{shell}: {script}");
    }
    for command in &commands {
        let page = stdout(&papers(folder.path(), &["man", command]));
        assert!(page.contains(&format!(".TH papers-{command} 1")), "{page}");
        assert!(*command == "help" || page.contains(".SH DESCRIPTION"), "{page}");
    }
    let whole = stdout(&papers(folder.path(), &["man"]));
    assert!(whole.contains(".TH papers 1") && whole.contains("papers\\-build(1)"), "{whole}");
    assert_eq!(papers(folder.path(), &["man", "bild"]).status.code(), Some(2));
    assert_eq!(papers(folder.path(), &["completions", "tcsh"]).status.code(), Some(2));
    for command in ["build", "check", "status", "notice", "styles", "rules", "completions", "man"] {
        let help = papers(folder.path(), &["help", command]);
        assert!(stdout(&help).contains("Example"), "{command}: {}", stdout(&help));
    }
}

#[test]
fn a_shell_completes_commands_by_the_script_that_it_is_given() {
    let folder = TempDir::new().unwrap();
    let script = papers(folder.path(), &["completions", "bash"]);
    fs::write(folder.path().join("papers.bash"), stdout(&script)).unwrap();
    let complete = |words: &str, last: &str| {
        let ask = format!(
            "source papers.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _papers papers '{last}' papers; echo ${{COMPREPLY[*]}}"
        );
        let mut shell = std::process::Command::new("bash");
        shell.args(["--norc", "-c", &ask]).current_dir(folder.path());
        stdout(&shell.output().unwrap()).trim().to_owned()
    };
    assert_eq!(complete("papers bu", "bu"), "build");
    assert!(complete("papers completions z", "z").contains("zsh"));
    assert!(complete("papers build --as", "--as").contains("--as-at"));
}

#[test]
fn check_says_what_is_wrong_and_writes_nothing() {
    let folder = workspace();
    fs::write(folder.path().join("data/anyshire/report.toml"), report("{{ nothing }}")).unwrap();
    let output = papers(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("nothing is called `nothing`"), "{}", stderr(&output));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn check_counts_by_rule_explains_one_and_writes_for_editors() {
    let folder = workspace();
    let doubled = report("First").replace("What this", "What this is is, of of all");
    fs::write(folder.path().join("data/anyshire/report.toml"), doubled).unwrap();
    let output = papers(folder.path(), &["check", "--sarif"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("2 papers checked, 1 finding\n   1 doubled-word\n"));
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = &sarif["runs"][0]["results"];
    assert_eq!(results.as_array().unwrap().len(), 1);
    assert_eq!(
        (&results[0]["ruleId"], &results[0]["level"]),
        (&"doubled-word".into(), &"warning".into())
    );
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "data/anyshire/report.toml");
    assert_eq!(place["region"]["startLine"], 9);
    let explained = papers(folder.path(), &["check", "--explain", "doubled-word"]);
    assert_eq!(explained.stdout, papers(folder.path(), &["rules", "doubled-word"]).stdout);
}

#[test]
fn what_a_paper_accepts_with_a_reason_is_listed_only_when_asked_for() {
    let folder = workspace();
    let doubled = report("First").replace("What this", "What this is is, of of all");
    let paper = |accept: &str| {
        let text = doubled.replace("title =", &format!("accept = [{accept}]\ntitle ="));
        fs::write(folder.path().join("data/anyshire/report.toml"), text).unwrap();
        let council = format!("{COUNCIL}check.doubled-word = \"error\"\n");
        fs::write(folder.path().join("data/anyshire/council.toml"), council).unwrap();
        papers(folder.path(), &["check", "--deny-warnings"])
    };
    assert_eq!(paper("").status.code(), Some(1));
    let accepted = paper("{ rule = \"doubled-word\", reason = \"a quotation\" }");
    assert_eq!(accepted.status.code(), Some(0), "{}", stderr(&accepted));
    assert!(stderr(&accepted).contains("2 papers checked, nothing found"));
    let listed = papers(folder.path(), &["check", "--accepted"]);
    assert!(stderr(&listed).contains("hint: accepted: a quotation"), "{}", stderr(&listed));
    for (accept, said) in [
        (
            "{ rule = \"doubled-word\", reason = \"x\", words = \"in in\" }",
            "`of` stands here twice",
        ),
        ("{ rule = \"link-txt\", reason = \"x\" }", "did you mean `link-text`?"),
    ] {
        let output = paper(accept);
        assert_eq!(output.status.code(), Some(1), "{accept}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn warnings_stop_a_build_only_when_denied() {
    let folder = workspace();
    let extra =
        report("First").replace("[[section]]", "front.favourite-colour = \"red\"\n[[section]]");
    fs::write(folder.path().join("data/anyshire/report.toml"), extra).unwrap();
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    // A warning is said again when nothing is built again.
    let again = papers(folder.path(), &["build"]);
    assert!(stderr(&again).contains("no place for `favourite-colour`"), "{}", stderr(&again));
    assert_eq!(papers(folder.path(), &["build", "--deny-warnings"]).status.code(), Some(1));
}

#[test]
fn wrong_usage_and_paths_that_hold_nothing_exit_with_2() {
    let folder = workspace();
    for (arguments, said) in [
        (&["bild"][..], "unrecognized subcommand"),
        (&["build", "nowhere"], "there is no file or folder `nowhere`"),
        (&["build", "data/anyshire/council.toml"], "is of kind `council`"),
        (&["build", "data/anyshire/styles"], "there is no file or folder"),
        (&["styles", "atlantis"], "there is no house style `atlantis`"),
    ] {
        let output = papers(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
    let elsewhere = TempDir::new().unwrap();
    fs::write(elsewhere.path().join("report.toml"), report("Alone")).unwrap();
    let output = papers(elsewhere.path(), &["build", "report.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("put a `council.toml` into its folder"),
        "{}",
        stderr(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_workspace_is_refused() {
    let folder = workspace();
    fs::write(folder.path().join("secret.toml"), "kind = \"inspection\"\n").unwrap();
    let inside = folder.path().join("data/anyshire");
    std::os::unix::fs::symlink(folder.path().join("secret.toml"), inside.join("linked.toml"))
        .unwrap();
    let linked = report("First")
        .replace("[[section]]", "[sources]\ninspection = \"linked.toml\"\n[[section]]");
    fs::write(inside.join("report.toml"), linked).unwrap();
    let output = papers(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("`data/anyshire/linked.toml` cannot be read: it is a link that leads out of the workspace"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_seams_can_be_looked_at() {
    let folder = workspace();
    let data = papers(folder.path(), &["build", "data/anyshire/report.toml", "--emit", "data"]);
    let json: serde_json::Value = serde_json::from_slice(&data.stdout).unwrap();
    assert_eq!(json["data"]["title"], "First");
    assert_eq!(json["data"]["meeting"], "2022-11-10");
    assert_eq!(json["editions"][0]["document"]["title"], "First");
    assert_eq!(json["style"]["name"], "Staffordshire");
    let typst = papers(folder.path(), &["build", "data/anyshire/report.toml", "--emit", "typst"]);
    assert_eq!(typst.status.code(), Some(0), "{}", stderr(&typst));
    let written = folder.path().join("output/anyshire/report.typst");
    assert!(fs::read_to_string(written.join("paper.typ")).unwrap().contains("#\"First\";"));
    assert!(written.join("_papers/typst/lib.typ").is_file());
    // What the layouts on the way came to is there, too.
    let settled = fs::read_to_string(written.join("_papers/typst/settled.typ")).unwrap();
    assert_eq!(settled, "#let strayed = ()\n#let tight = false\n");
    let fonts: Vec<_> = fs::read_dir(written.join("fonts"))
        .unwrap()
        .map(|font| font.unwrap().file_name())
        .collect();
    assert!(
        fonts.iter().any(|name| name.to_string_lossy().ends_with("Liberation Sans.ttf")),
        "{fonts:?}"
    );
}

#[test]
fn styles_lists_what_a_paper_in_a_style_has() {
    let folder = workspace();
    let list = papers(folder.path(), &["styles"]);
    assert!(stdout(&list).contains("staffordshire "), "{}", stdout(&list));
    let one = papers(folder.path(), &["styles", "staffordshire"]);
    assert!(stdout(&one).contains("local-members-interest"), "{}", stdout(&one));
    assert!(stdout(&one).contains("summary"), "{}", stdout(&one));
}

#[test]
fn a_build_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let folder = workspace();
    let output = folder.path().join("output/anyshire/report.pdf");
    papers(folder.path(), &["build"]);
    for pause in 0..12 {
        fs::write(
            folder.path().join("data/anyshire/report.toml"),
            report(&format!("Version {pause}")),
        )
        .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_papers"))
            .arg("build")
            .current_dir(folder.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(4 * pause));
        let _ = child.kill();
        child.wait().unwrap();
        let bytes = fs::read(&output).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }
    papers(folder.path(), &["build"]);
    let left =
        fs::read_dir(output.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("unfinished")).collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

#[test]
fn a_position_and_a_notice_are_printed_on_standard_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let notice = papers(root, &["notice", "data/county-meeting/meeting.toml"]);
    assert_eq!(notice.status.code(), Some(0), "{}", stderr(&notice));
    assert!(stdout(&notice).contains("Publish by Wednesday 6 July 2022."), "{}", stdout(&notice));
    let status = papers(root, &["status", "data/staffordshire/plan.toml", "--since", "2022-04-01"]);
    assert_eq!(status.status.code(), Some(0), "{}", stderr(&status));
    assert!(stdout(&status).contains("moved since 1 Apr 2022"), "{}", stdout(&status));
    let earlier =
        papers(root, &["status", "data/staffordshire/plan.toml", "--as-at", "2022-04-02"]);
    assert_ne!(stdout(&earlier), stdout(&status));
    let wrong = papers(root, &["status", "data/staffordshire/plan.toml", "--as-at", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("such as 2022-09-29"), "{}", stderr(&wrong));
    let report = papers(root, &["status", "data/staffordshire/report.toml"]);
    assert!(stderr(&report).contains("is not a plan"), "{}", stderr(&report));
}

#[test]
fn a_paper_that_is_watched_is_built_again_when_it_changes() {
    let folder = workspace();
    let source = folder.path().join("data/anyshire/report.toml");
    let built = folder.path().join("output/anyshire/report.html");
    let mut watching = Command::new(env!("CARGO_BIN_EXE_papers"))
        .args(["watch", "data/anyshire/report.toml"])
        .current_dir(folder.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let shows = |words: &str| {
        let patience = std::time::Duration::from_millis(100);
        (0..300).any(|_| {
            std::thread::sleep(patience);
            fs::read_to_string(&built).is_ok_and(|page| page.contains(words))
        })
    };
    let first = shows("First");
    fs::write(&source, "kind = \"report\"\ntitle = ").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(600));
    fs::write(&source, report("Changed")).unwrap();
    let second = shows("Changed");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(first && second, "{first} {second}");
}
