//! The reference as files for people without the app: Markdown, a file a page, and an index.

use std::collections::BTreeMap;

use super::{Page, Reference, gathered};
use crate::rules;

/// Says that a machine wrote a file.
const WRITTEN: &str = "<!-- Written by `cargo xtask docs`; do not edit. -->";

/// All files by name.
///
/// # Errors
/// When the reference cannot be put together, in words that say why.
pub fn documents() -> Result<BTreeMap<String, String>, String> {
    let reference = gathered()?;
    let titles: BTreeMap<&str, &str> =
        reference.pages.iter().map(|page| (page.id.as_str(), page.title.as_str())).collect();
    let mut files: BTreeMap<String, String> =
        reference.pages.iter().map(|page| (format!("{}.md", page.id), file(page, &titles))).collect();
    files.insert("index.md".to_owned(), index(&reference));
    Ok(files)
}

/// The text of a rule or kind that is kept apart from the rest of its page; empty for others.
fn own_text(id: &str) -> String {
    let page = match id.split_once('.') {
        Some(("rule", id)) => rules::find(id).map(|rule| rule.page),
        Some(("kind", id)) => crate::kinds::find(id).map(|kind| kind.page),
        _ => None,
    };
    let lines = page.unwrap_or_default().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn file(page: &Page, titles: &BTreeMap<&str, &str>) -> String {
    let mut text = format!("{WRITTEN}\n\n# {}\n\n", page.title);
    let own = own_text(&page.id);
    if !own.is_empty() {
        text.push_str(&format!("{}\n\n", own.trim()));
    }
    let lines = page.text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    text.push_str(&linked(lines.collect::<Vec<_>>().join("\n").trim()));
    if !page.source.is_empty() {
        text.push_str(&format!("\n\nSource: {}", page.source));
    }
    if !page.named_by.is_empty() {
        let from: Vec<String> = page
            .named_by
            .iter()
            .map(|id| format!("[{}]({id}.md)", titles.get(id.as_str()).unwrap_or(&id.as_str())))
            .collect();
        text.push_str(&format!("\n\nSee also: {}", from.join(", ")));
    }
    text.push_str("\n\n[All pages](index.md)\n");
    text
}

/// Links of pages as links of files.
fn linked(text: &str) -> String {
    let mut parts = text.split("](");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((id, rest)) => result.push_str(&format!("]({id}.md){rest}")),
            None => result.push_str(&format!("]({part}")),
        }
    }
    result
}

fn index(reference: &Reference) -> String {
    let mut text = format!(
        "{WRITTEN}\n\n# Reference\n\nWhat Loadbearing says of a design rests on this: decisions, trade-offs, figures, \
         formulas, terms, rules and kinds of components, each with its source. In the page it opens with `K`.\n"
    );
    let mut section = "";
    for page in &reference.pages {
        if page.section != section {
            section = &page.section;
            text.push_str(&format!("\n## {section}\n\n"));
        }
        text.push_str(&format!("- [{}]({}.md)\n", page.title, page.id));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_lead_to_files() {
        assert_eq!(linked("[A](card.a) and [B](rule.b)."), "[A](card.a.md) and [B](rule.b.md).");
    }
}
