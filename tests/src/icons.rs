//! Every kind of component has an icon: `static/icons/<id>.svg`, with the id that its file gives it.

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
    // The file's name is not enough: no module begins with a digit, as the id of `2pc-coordinator` does.
    let line = kind.text.lines().find_map(|line| line.trim_start().strip_prefix("id: \""));
    let id = line.and_then(|rest| rest.split('"').next());
    id.map_or_else(|| stem(&kind.path).replace('_', "-"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_icon_is_found() {
        let icons = BTreeSet::from(["sql".to_owned(), "2-phase".to_owned()]);
        let kinds = [
            SourceFile::new("catalogue/sql.rs", ""),
            SourceFile::new("catalogue/cache_cdn.rs", ""),
            SourceFile::new(
                "catalogue/two_phase.rs",
                "kind! {\n    id: \"2-phase\",\n    presets: &[Preset { id: \"x\" }],",
            ),
        ];
        assert_eq!(missing(&kinds, &icons), ["catalogue/cache_cdn.rs: static/icons/cache-cdn.svg is missing"]);
    }
}
