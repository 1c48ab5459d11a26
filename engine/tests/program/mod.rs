//! The command line as others run it: a process of its own, with its exit code and what it prints.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs the program with this on its standard input.
pub fn loadbearing(arguments: &[&str], input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_loadbearing"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read leaves the pipe broken, which is no failure.
    let _ = process.stdin.take().unwrap().write_all(input);
    process.wait_with_output().unwrap()
}

/// Asserts exit code 0 and nothing on standard error; gives what was printed.
pub fn printed(arguments: &[&str], input: &str) -> String {
    let output = loadbearing(arguments, input.as_bytes());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts exit code 2 and one line on standard error; gives it.
pub fn refused(arguments: &[&str], input: &[u8]) -> String {
    let output = loadbearing(arguments, input);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.ends_with('\n') && text.trim_end().lines().count() == 1, "{text}");
    text.trim_end().to_owned()
}

/// A design in which there is nothing to find.
pub const QUIET: &str = r#"{"format": "loadbearing/1", "components": []}"#;
