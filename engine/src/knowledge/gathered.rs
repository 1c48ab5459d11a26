//! The whole reference, put together: pages from files and from the catalogues, and which pages lead to which.

use std::collections::BTreeMap;

use super::written::{TEXTS, all_paths, all_trees, text};
use super::{Page, Reference, assumptions, catalogue};

/// The whole reference.
///
/// # Errors
/// When a file cannot be read, in words that say which and where.
pub fn gathered() -> Result<Reference, String> {
    let (trees, paths) = (all_trees()?, all_paths()?);
    let mut pages = Vec::new();
    for tree in &trees {
        pages.push(page(&tree.id, &tree.title, "Decisions", tree.text(), &tree.source));
    }
    for path in &paths {
        pages.push(page(&path.id, &path.title, "Interview", path.text(), &path.source));
    }
    for (prefix, section, files) in TEXTS {
        for (stem, file) in files {
            let text = text(file).map_err(|problem| format!("{prefix}.{stem}: {problem}"))?;
            pages.push(page(&format!("{prefix}.{stem}"), &text.title, section, text.body, &text.source));
        }
    }
    pages.push(page("assumptions", "Assumptions", "Numbers", assumptions::text(), ""));
    // By section, in the order in which the first page of each came.
    let mut order: Vec<String> = Vec::new();
    for page in &pages {
        if !order.contains(&page.section) {
            order.push(page.section.clone());
        }
    }
    pages.sort_by_key(|page| order.iter().position(|section| *section == page.section));
    let leading: Vec<(String, Vec<String>)> = pages.iter().map(|page| (page.id.clone(), links(&page.text))).collect();
    pages.extend(catalogue::formula_pages());
    pages.extend(catalogue::calculator_pages());
    pages.extend(catalogue::rule_pages());
    pages.extend(catalogue::kind_pages());
    let mut named_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let helps = paths.iter().flat_map(|path| path.steps.iter().map(|step| (path.id.clone(), step.helps.clone())));
    for (from, to) in leading.into_iter().filter(|(id, _)| id != "assumptions").chain(helps) {
        for id in to {
            let known = named_by.entry(id).or_default();
            if !known.contains(&from) {
                known.push(from.clone());
            }
        }
    }
    for page in &mut pages {
        page.named_by = named_by.remove(&page.id).unwrap_or_default();
    }
    Ok(Reference { pages, trees, paths })
}

/// A page that nothing leads to yet.
pub fn page(id: &str, title: &str, section: &str, text: String, source: &str) -> Page {
    Page {
        id: id.to_owned(),
        title: title.to_owned(),
        section: section.to_owned(),
        text,
        source: source.to_owned(),
        named_by: Vec::new(),
    }
}

/// The ids that the links of a text name.
pub fn links(text: &str) -> Vec<String> {
    let ends = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    ends.map(|(id, _)| id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found() {
        assert_eq!(links("See [one](rule.one), [two](kind.two). (Not this.)"), ["rule.one", "kind.two"]);
    }
}
