//! The house rules, applied to the project as it stands. The rules themselves live in `src`, each with a test that
//! shows it failing.

use std::collections::BTreeSet;

use loadbearing_tests::source::{self, SourceFile, files_below, names_in};
use loadbearing_tests::{contrast, icons, languages, layering, lists, names, outside, particular, shape};

/// Folders with Rust in them.
const RUST: &[&str] = &["engine", "app", "markup", "tests", "xtask"];
/// Folders whose code runs outside tests.
const PROGRAMS: &[&str] = &["engine/src", "app/src", "markup/src", "tests/src", "tests/speed/src", "xtask/src"];

#[track_caller]
fn assert_fine(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Applies a check to every file below the folders.
#[track_caller]
fn check(folders: &[&str], endings: &[&str], check: impl Fn(&SourceFile) -> Vec<String>) {
    let files = files_below(folders, endings).expect("every file is text");
    assert!(!files.is_empty(), "no files below {folders:?}: the check sees nothing");
    assert_fine(&files.iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn the_lists_name_what_is_there() {
    let outdated: Vec<String> = lists::outdated(&source::root()).unwrap().into_iter().map(|list| list.path).collect();
    assert!(outdated.is_empty(), "run `cargo xtask lists`; out of date: {outdated:?}");
}

#[test]
fn every_file_says_what_lives_in_it() {
    check(RUST, &[".rs"], shape::header);
}

#[test]
fn no_file_is_too_long() {
    check(
        &["engine", "app", "markup", "tests", "xtask", "static", "bench"],
        &[".rs", ".mjs", ".js", ".jsx", ".css"],
        shape::length,
    );
}

#[test]
fn no_component_is_too_long() {
    check(&["app/src"], &[".rs"], shape::components);
}

#[test]
fn nothing_is_unfinished() {
    check(PROGRAMS, &[".rs"], shape::unfinished);
}

#[test]
fn names_say_what_they_name() {
    check(RUST, &[".rs"], names::empty_names);
}

#[test]
fn imports_run_one_way() {
    check(PROGRAMS, &[".rs"], layering::layering);
}

#[test]
fn the_page_names_no_other_host() {
    check(&["static", "app/src"], &[".rs", ".css", ".js", ".svg", ".html", ".txt", ".webmanifest"], outside::hosts);
    let index = std::fs::read_to_string(source::root().join("index.html")).unwrap();
    assert_fine(&outside::hosts(&SourceFile::new("index.html", &index)));
}

#[test]
fn languages_fit_the_english_one() {
    let files = files_below(&["app/src/languages"], &[".txt"]).unwrap();
    let (english, others): (Vec<&SourceFile>, Vec<&SourceFile>) =
        files.iter().partition(|file| file.path.ends_with("/languages/en.txt"));
    assert_fine(&languages::malformed(&english));
    let codes: BTreeSet<&str> = others.iter().filter_map(|file| file.path.split('/').nth(3)).collect();
    assert!(!codes.is_empty(), "no other language: the check sees nothing");
    for code in codes {
        let own = format!("/languages/{code}/");
        let of_rules = languages::of_rules(code).unwrap();
        assert!(!of_rules.is_empty(), "no rule speaks {code}: the check sees nothing");
        let own: Vec<&SourceFile> =
            others.iter().copied().filter(|file| file.path.contains(&own)).chain(&of_rules).collect();
        assert_fine(&languages::malformed(&own));
        assert_fine(&languages::unlike(english[0], code, &own));
    }
}

/// The files of all kinds.
fn kinds() -> Vec<SourceFile> {
    let mut kinds = files_below(&["engine/src/kinds/catalogue"], &[".rs"]).expect("every file is text");
    kinds.retain(|file| !file.path.ends_with("/mod.rs"));
    kinds
}

#[test]
fn no_code_asks_for_a_particular_kind() {
    let ids: Vec<String> = kinds().iter().map(|file| source::stem(&file.path).replace('_', "-")).collect();
    check(&["engine/src/analysis", "app/src"], &[".rs"], |file| particular::kinds_asked_for(file, &ids));
}

#[test]
fn every_kind_has_an_icon() {
    let names = names_in(&source::root().join("static/icons")).unwrap();
    let icons: BTreeSet<String> =
        names.iter().filter_map(|name| name.strip_suffix(".svg").map(str::to_owned)).collect();
    assert_fine(&icons::missing(&kinds(), &icons));
}

#[test]
fn colours_can_be_told_apart_in_every_theme() {
    check(&["static/style"], &["tokens.css"], contrast::too_faint);
    check(&["static/style"], &[".css"], contrast::beside_the_tokens);
}
