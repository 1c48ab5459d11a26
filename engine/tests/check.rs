//! `loadbearing check` from outside: a folder of what was handed in, the table, and the exit code.
#![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use loadbearing_engine::{assignments, link, write};

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_loadbearing")).arg("check").args(arguments).output().unwrap()
}

/// A folder with these files, new for each test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

const TASK: &str = "let-the-cars-out";

fn solution() -> String {
    fs::read_to_string(format!("{}/tests/assignments/{TASK}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_folder_becomes_a_table_whatever_lies_in_it() {
    let start = assignments::find(TASK).unwrap().start;
    let fragment = link::encode(&start);
    let deep = "[".repeat(1_000_000);
    let folder = folder(
        "a-folder",
        &[
            ("ada.json", solution().as_bytes()),
            ("bob.txt", fragment.as_bytes()),
            ("cut.txt", &fragment.as_bytes()[..fragment.len() - 9]),
            ("deep.json", deep.as_bytes()),
            ("photo.jpg", &[0xff, 0xd8, 0xff]),
            (".hidden", b"no"),
        ],
    );
    let output = check(&[folder.to_str().unwrap(), "--against", TASK]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    let points = assignments::find(TASK).unwrap().points();
    assert!(lines[1].contains(&format!("ada.json,ada,,{points},{points},")), "{}", lines[1]);
    assert!(lines[2].contains("bob.txt,bob,,"), "{}", lines[2]);
    assert!(lines[3].contains("the link was cut"), "{}", lines[3]);
    assert!(lines[4].contains("nested too deeply"), "{}", lines[4]);
    assert!(lines[5].contains("is no text"), "{}", lines[5]);
}

#[test]
fn who_solves_it_exits_with_0() {
    let folder = folder("solved", &[("a.json", solution().as_bytes())]);
    let output = check(&[folder.join("a.json").to_str().unwrap(), "--against", TASK, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(table["format"], "loadbearing-grades/1");
    assert_eq!(table["rows"][0]["grade"]["points"], table["rows"][0]["grade"]["of"]);
}

#[test]
fn the_same_design_gets_the_same_grade_from_a_file_and_from_a_link() {
    let start = assignments::find(TASK).unwrap().start;
    let files = [("x.json", write(&start)), ("x.txt", link::encode(&start))];
    let folder = folder("both", &files.each_ref().map(|(name, text)| (*name, text.as_bytes())));
    let output = check(&[folder.to_str().unwrap(), "--against", TASK, "--json"]);
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(table["rows"][0]["grade"], table["rows"][1]["grade"]);
}

#[test]
fn what_is_no_assignment_is_refused_in_one_line() {
    for (arguments, expected) in [
        (vec!["x.json"], "expected one --against with an assignment"),
        (vec!["--against", TASK], "expected files of what was handed in"),
        (vec!["x.json", "--against", "nothing.json"], "nothing.json: cannot be read"),
    ] {
        let output = check(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.starts_with(expected) && text.trim_end().lines().count() == 1, "{text}");
    }
}
