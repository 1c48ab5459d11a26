//! What a browser keeps of a built page: all of its files, by their hashes, written into its service worker.

use std::fs;
use std::path::Path;

use loadbearing_tests::source;

use crate::hash::sha256;

const WORKER: &str = "service-worker.js";
/// The page itself, under the address that people open.
const PAGE: (&str, &str) = ("index.html", "./");
/// What the two lines say before there is anything to keep.
const NO_BUILD: &str = "const BUILD = 'none';";
const NO_FILES: &str = "const FILES = [];";

/// Tells the service worker of a built page which files there are.
pub fn list(folder: &Path) -> Result<(), String> {
    let failed = |path: &Path, problem: std::io::Error| format!("{}: {problem}", path.display());
    let mut files = Vec::new();
    for name in source::names_in(folder).map_err(|problem| failed(folder, problem))? {
        if name != WORKER {
            let path = folder.join(&name);
            let bytes = fs::read(&path).map_err(|problem| failed(&path, problem))?;
            files.push((name, sha256(&bytes)));
        }
    }
    let path = folder.join(WORKER);
    let worker = fs::read_to_string(&path).map_err(|problem| failed(&path, problem))?;
    fs::write(&path, filled(&worker, &files)?).map_err(|problem| failed(&path, problem))
}

/// The service worker with what it keeps.
fn filled(worker: &str, files: &[(String, String)]) -> Result<String, String> {
    if [NO_BUILD, NO_FILES].iter().any(|line| worker.matches(line).count() != 1) {
        return Err(format!("{WORKER} does not say {NO_BUILD} and {NO_FILES} once"));
    }
    let entry = |(name, hash): &(String, String)| {
        let place = if name == PAGE.0 { PAGE.1 } else { name };
        format!("  ['{place}', '{hash}'],\n")
    };
    let list: String = files.iter().map(entry).collect();
    let build = sha256(list.as_bytes());
    Ok(worker
        .replace(NO_BUILD, &format!("const BUILD = '{build}';"))
        .replace(NO_FILES, &format!("const FILES = [\n{list}];")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_lists_the_page_under_its_address_and_its_build_changes_with_any_file() {
        let worker = fs::read_to_string(source::root().join("static").join(WORKER)).unwrap();
        let file = |name: &str, hash: &str| (name.to_owned(), hash.to_owned());
        let one = filled(&worker, &[file("index.html", "a"), file("b.wasm", "b")]).unwrap();
        assert!(one.contains("const FILES = [\n  ['./', 'a'],\n  ['b.wasm', 'b'],\n];"), "{one}");
        let other = filled(&worker, &[file("index.html", "a"), file("b.wasm", "c")]).unwrap();
        let build = |text: &str| text.lines().find(|line| line.starts_with("const BUILD")).map(str::to_owned);
        assert_ne!(build(&one), build(&other));
        assert!(filled(&one, &[]).is_err(), "a list is written once");
    }
}
