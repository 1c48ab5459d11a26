//! The page asks no host but its own. Addresses of others may stand in comments, and in links that a person follows.

use crate::rust_text::{blank, line_of};
use crate::source::SourceFile;

/// Names of vocabularies and of documentation that people are sent to; nothing is loaded from them.
const NOT_ASKED: &[&str] = &["www.w3.org"];

/// Addresses of other hosts in a file that goes into the page.
#[must_use]
pub fn hosts(file: &SourceFile) -> Vec<String> {
    let text = without_comments(&file.text);
    let mut complaints = Vec::new();
    for scheme in ["http://", "https://", "ws://", "wss://"] {
        for (at, _) in text.match_indices(scheme) {
            let host: String = text[at + scheme.len()..]
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || ".-".contains(*letter))
                .collect();
            // The scheme alone asks no one: it is cut off an address, or compared with.
            if host.contains('.') && !NOT_ASKED.contains(&host.as_str()) {
                complaints.push(format!("{}:{}: names the host {host}", file.path, line_of(&text, at)));
            }
        }
    }
    complaints
}

/// The text with comments of HTML, SVG, CSS and Rust blank; lines stay.
fn without_comments(text: &str) -> String {
    let mut kept = text.to_owned();
    for (start, end) in [("<!--", "-->"), ("/*", "*/")] {
        let mut from = 0;
        while let Some(at) = kept[from..].find(start).map(|at| from + at) {
            let to = kept[at..].find(end).map_or(kept.len(), |length| at + length + end.len());
            kept.replace_range(at..to, &blank(&kept[at..to]));
            from = to;
        }
    }
    let whole_line = |line: &str| {
        let line = line.trim_start();
        line.starts_with("//") || line.starts_with('#')
    };
    kept.lines().map(|line| if whole_line(line) { String::new() } else { line.to_owned() } + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_host_is_found() {
        let file = SourceFile::new("style.css", "a {}\n@import \"https://fonts.example.org/a.css\";");
        assert_eq!(hosts(&file), ["style.css:2: names the host fonts.example.org"]);
    }

    #[test]
    fn comments_vocabularies_and_bare_schemes_are_fine() {
        let text = "<!-- https://a.example.org -->\n// https://b.example.org\n/* http://c.example.org */\n\
                    xmlns=\"http://www.w3.org/2000/svg\" \"https://\"";
        assert_eq!(hosts(&SourceFile::new("a.svg", text)), Vec::<String>::new());
    }
}
