//! Every kind of component has an icon: `static/icons/<kind>.svg`, or the one that its file names with `icon: "…"`.

use std::collections::BTreeSet;

use crate::source::{SourceFile, stem};

/// Kinds whose icon is not among the icons (names without ending).
#[must_use]
pub fn missing(kinds: &[SourceFile], icons: &BTreeSet<String>) -> Vec<String> {
    kinds
        .iter()
        .filter_map(|kind| {
            let icon = icon_of(kind);
            (!icons.contains(&icon)).then(|| format!("{}: static/icons/{icon}.svg is missing", kind.path))
        })
        .collect()
}

fn icon_of(kind: &SourceFile) -> String {
    let named = kind.text.split("icon: \"").nth(1).and_then(|rest| rest.split('"').next());
    named.map_or_else(|| stem(&kind.path).replace('_', "-"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_icon_is_found() {
        let icons = BTreeSet::from(["sql".to_owned(), "bolt".to_owned()]);
        let kinds = [
            SourceFile::new("catalogue/sql.rs", ""),
            SourceFile::new("catalogue/cache_cdn.rs", ""),
            SourceFile::new("catalogue/lambda.rs", "icon: \"bolt\","),
        ];
        assert_eq!(missing(&kinds, &icons), ["catalogue/cache_cdn.rs: static/icons/cache-cdn.svg is missing"]);
    }
}
