//! Where the project's files are, and reading them. Knows nothing of what they should say.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file of the project, as the checks see it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path from the project's root, with forward slashes.
    pub path: String,
    /// Everything it says.
    pub text: String,
}

impl SourceFile {
    /// A file that exists only in a test.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// The name of a file without its folders and its ending.
#[must_use]
pub fn stem(path: &str) -> &str {
    path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or(path)
}

/// Whether a file is declared for tests only. Where it is declared is elsewhere, so its name has to tell.
#[must_use]
pub fn is_for_tests(path: &str) -> bool {
    ["tests", "testing"].contains(&stem(path)) || path.contains("/src/") && path.contains("/tests/")
}

/// The project's root folder.
#[must_use]
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// Names in a folder, sorted; none where the folder does not exist.
///
/// # Errors
/// When the folder exists and cannot be read.
pub fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Every file below the given folders of the project whose name ends in one of `endings`.
///
/// # Errors
/// When a folder or file cannot be read, or is not text.
pub fn files_below(folders: &[&str], endings: &[&str]) -> io::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, endings, &mut files)?;
    }
    Ok(files)
}

fn collect(folder: &str, endings: &[&str], files: &mut Vec<SourceFile>) -> io::Result<()> {
    for name in names_in(&root().join(folder))? {
        let path = format!("{folder}/{name}");
        let place = root().join(&path);
        if place.is_dir() {
            if !["node_modules", "target", "dist"].contains(&name.as_str()) {
                collect(&path, endings, files)?;
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            files.push(SourceFile { text: fs::read_to_string(&place)?, path });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_for_tests_are_known_by_their_names() {
        assert!(is_for_tests("engine/src/design/read/tests.rs"));
        assert!(is_for_tests("engine/src/rules/testing.rs"));
        assert!(!is_for_tests("engine/src/rules/context.rs"));
        assert!(!is_for_tests("tests/src/lists.rs"));
    }
}
