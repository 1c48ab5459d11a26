//! The shape of files: their header, their length, how long a component may be, and what no finished code holds.

use crate::rust_text::{code_of, end_of_item, line_of, without_tests};
use crate::source::{SourceFile, is_for_tests};

/// A file that is longer is split by what it talks about.
pub const LONGEST_FILE: usize = 500;
/// A component that is longer hides a smaller one.
pub const LONGEST_COMPONENT: usize = 80;

/// Every Rust file says first what lives in it.
#[must_use]
pub fn header(file: &SourceFile) -> Vec<String> {
    let first = file.text.lines().next().unwrap_or_default();
    let says = first.strip_prefix("//!").is_some_and(|sentence| !sentence.trim().is_empty());
    complaint_unless(says, || format!("{}: begins without a `//!` line that says what lives here", file.path))
}

/// No file is longer than [`LONGEST_FILE`] lines.
#[must_use]
pub fn length(file: &SourceFile) -> Vec<String> {
    let lines = file.text.lines().count();
    complaint_unless(lines <= LONGEST_FILE, || {
        format!("{}: has {lines} lines, more than {LONGEST_FILE}; split it by what it talks about", file.path)
    })
}

/// No Leptos component is longer than [`LONGEST_COMPONENT`] lines.
#[must_use]
pub fn components(file: &SourceFile) -> Vec<String> {
    let code = code_of(&file.text);
    let mut complaints = Vec::new();
    for (at, mark) in code.match_indices("#[component") {
        // The attribute's own brackets may hold options.
        let start = at + code[at..].find(']').unwrap_or(mark.len()) + 1;
        let lines = line_of(&code, end_of_item(&code, start)) - line_of(&code, at);
        if lines > LONGEST_COMPONENT {
            complaints.push(format!(
                "{}:{}: a component of {lines} lines, more than {LONGEST_COMPONENT}; give a part of it a name",
                file.path,
                line_of(&code, at),
            ));
        }
    }
    complaints
}

/// No code outside tests can stop the program because nobody thought of a case, and nothing is left for later.
#[must_use]
pub fn unfinished(file: &SourceFile) -> Vec<String> {
    if is_for_tests(&file.path) {
        return Vec::new();
    }
    let code = without_tests(&code_of(&file.text));
    let mut complaints = Vec::new();
    for word in [".unwrap()", "todo!(", "unimplemented!(", "dbg!("] {
        for (at, _) in code.match_indices(word) {
            complaints.push(format!("{}:{}: `{word}` outside a test", file.path, line_of(&code, at)));
        }
    }
    complaints
}

fn complaint_unless(holds: bool, complaint: impl FnOnce() -> String) -> Vec<String> {
    if holds { Vec::new() } else { vec![complaint()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.rs", text)
    }

    #[test]
    fn a_file_without_its_first_line_is_found() {
        assert_eq!(header(&file("//! Boxes.\n")).len(), 0);
        assert_eq!(header(&file("//!\nuse a;\n")).len(), 1);
        assert_eq!(header(&file("use a;\n")).len(), 1);
    }

    #[test]
    fn a_file_that_is_too_long_is_found() {
        assert_eq!(length(&file(&"\n".repeat(LONGEST_FILE))).len(), 0);
        assert_eq!(length(&file(&"\n".repeat(LONGEST_FILE + 1))).len(), 1);
    }

    #[test]
    fn a_component_that_is_too_long_is_found() {
        let component = |lines: usize| format!("#[component]\nfn A() {{\n{}}}\nfn b() {{}}\n", "x();\n".repeat(lines));
        assert_eq!(components(&file(&component(LONGEST_COMPONENT - 2))), Vec::<String>::new());
        assert_eq!(components(&file(&component(LONGEST_COMPONENT))).len(), 1);
    }

    #[test]
    fn an_unwrap_is_found_outside_tests_only() {
        assert_eq!(unfinished(&file("fn a() { b().unwrap() }")), ["a.rs:1: `.unwrap()` outside a test"]);
        assert_eq!(unfinished(&file("// .unwrap()\n#[cfg(test)]\nmod tests { fn a() { b().unwrap() } }")).len(), 0);
        assert_eq!(unfinished(&file("fn a() {\n    todo!()\n}")), ["a.rs:2: `todo!(` outside a test"]);
    }
}
