//! What the program says of itself and at a terminal: help, lists, positions, colour.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{papers, report, stderr, stdout, workspace};

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
fn styles_lists_what_a_paper_in_a_style_has() {
    let folder = workspace();
    let list = papers(folder.path(), &["styles"]);
    assert!(stdout(&list).contains("staffordshire "), "{}", stdout(&list));
    let one = papers(folder.path(), &["styles", "staffordshire"]);
    assert!(stdout(&one).contains("local-members-interest"), "{}", stdout(&one));
    assert!(stdout(&one).contains("summary"), "{}", stdout(&one));
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
