//! The house rules, applied to the project as it stands. The rules themselves live in `src`.

use loadbearing_tests::{lists, source};

#[test]
fn the_lists_name_what_is_there() {
    let outdated: Vec<String> = lists::outdated(&source::root()).unwrap().into_iter().map(|list| list.path).collect();
    assert!(outdated.is_empty(), "run `cargo xtask lists`; out of date: {outdated:?}");
}
