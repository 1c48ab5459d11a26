//! `loadbearing compare` from outside: what it prints of two designs, wherever they are, and with which exit code.
#![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod program;

use program::{QUIET, loadbearing, printed, refused};

#[test]
fn two_designs_are_compared_to_read_and_as_json() {
    let arguments = ["compare", "template:url-shortener-worked", "template:url-shortener-worked-fixed"];
    let output = loadbearing(&arguments, b"");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout).unwrap();
    let line = |begin: &str| {
        text.lines().find(|line| line.trim_start().starts_with(begin)).unwrap_or_else(|| panic!("{text}"))
    };
    assert!(line("~ component Redis").contains("shards 3 → "), "{text}");
    assert!(line("load of the busiest").contains("390 % → ") && line("load of the busiest").ends_with(", better"));
    assert!(line("peak of ").contains("req/s") && !line("peak of ").contains("better"));
    let output = loadbearing(&[arguments[0], arguments[1], arguments[2], "--json"], b"");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["format"], "loadbearing-comparison/1");
    let back = loadbearing(&[arguments[0], arguments[2], arguments[1]], b"");
    assert_eq!(back.status.code(), Some(1), "the second falls short where the first does not");
}

#[test]
fn a_design_is_no_different_from_itself_in_a_link() {
    let fragment = printed(&["link", "-"], &printed(&["template", "chat-worked"], ""));
    let text = printed(&["compare", "template:chat-worked", &format!("#{}", fragment.trim())], "");
    assert!(text.contains("Both say the same.") && !text.contains("better"), "{text}");
    let text = printed(&["compare", "-", "template:chat-worked"], &fragment);
    assert!(text.contains("Both say the same."), "{text}");
    assert!(refused(&["compare", "-"], b"").starts_with("expected two designs"));
    assert!(refused(&["compare", "-", "template:nothing-such"], QUIET.as_bytes()).contains("there is no template"));
}
