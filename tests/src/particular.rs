//! Neither the analysis nor the page asks for a particular kind. What differs between kinds is a property that each kind
//! states, so that a new one needs no change there. Rules may: where a document speaks of one kind, so does its rule.

use crate::rust_text::{code_of, line_of, without_tests};
use crate::source::SourceFile;

/// Comparisons with the id of a kind, and `match` arms that are one.
#[must_use]
pub fn kinds_asked_for(file: &SourceFile, kinds: &[String]) -> Vec<String> {
    let code = without_tests(&code_of(&file.text));
    let mut complaints = Vec::new();
    for kind in kinds {
        let quoted = format!("\"{kind}\"");
        for (at, _) in file.text.match_indices(&quoted) {
            let (before, after) = (code[..at].trim_end(), code[at + quoted.len()..].trim_start());
            let compared = before.ends_with("==") || before.ends_with("!=");
            // A text in `Some(…)` or the like is an arm as well.
            let matched = after.trim_start_matches([')', ' ']).starts_with("=>") || after.starts_with("| ");
            if compared || matched {
                complaints.push(format!(
                    "{}:{}: asks for the kind {quoted}; let kinds state what differs",
                    file.path,
                    line_of(&code, at)
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> usize {
        kinds_asked_for(&SourceFile::new("a.rs", text), &["lb-l4".to_owned(), "sql".to_owned()]).len()
    }

    #[test]
    fn a_comparison_and_an_arm_are_found() {
        assert_eq!(check("if kind == \"sql\" {}"), 1);
        assert_eq!(check("match kind { \"lb-l4\" | \"sql\" => 1, _ => 2 }"), 2);
        assert_eq!(check("match kind { Some(\"sql\") => 1, _ => 2 }"), 1);
    }

    #[test]
    fn mentions_comments_and_tests_are_fine() {
        assert_eq!(check("let first = \"sql\"; // kind == \"sql\" =>"), 0);
        assert_eq!(check("#[cfg(test)]\nmod tests { fn a() { kind == \"sql\" } }"), 0);
    }
}
