//! `cargo xtask finish`: what is done to a page that trunk has just built, before it is handed over. The module is taken
//! apart, style sheets are put into the page, the page says what it may load, and its service worker learns which files
//! there are.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::{offline, policy, split, styles};

/// How trunk tells where the page lies that it has just built.
const STAGING: &str = "TRUNK_STAGING_DIR";
/// Set by `cargo xtask serve`: a page that changes by the minute is not kept by the browser.
pub const SERVED: &str = "LOADBEARING_SERVED";
/// What makes a page installable, and has it kept.
const MANIFEST: &str = "<link rel=\"manifest\" href=\"manifest.webmanifest\" />";

/// What trunk's names for what is to be fetched first begin with.
const FETCHED: &str = "<link rel=\"modulepreload\"";
/// Behind this it is named.
const TITLE: &str = "</title>\n";

/// Finishes what trunk has just built.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    let Some(staging) = env::var_os(STAGING).map(PathBuf::from) else {
        return Err("`cargo xtask finish` is called by trunk while it builds the page".into());
    };
    split::take_apart(&staging)?;
    let index = staging.join("index.html");
    let failed = |problem: std::io::Error| format!("{}: {problem}", index.display());
    let mut page = fs::read_to_string(&index).map_err(failed)?;
    if env::var_os(SERVED).is_some() {
        page = page.replace(MANIFEST, "");
    }
    page = fetching_early(&styles::put_in(&page, &staging)?);
    fs::write(&index, policy::sealed(&page, policy::FOLDER)?).map_err(failed)?;
    offline::list(&staging)
}

/// The page with what it fetches first named before its style sheets: trunk names it behind them, and over a slow line they
/// take a while.
fn fetching_early(page: &str) -> String {
    let moved = page.split_once(FETCHED).and_then(|(before, rest)| {
        let (named, after) = rest.split_once("</head>")?;
        let (top, styled) = before.split_once(TITLE)?;
        Some(format!("{top}{TITLE}    {FETCHED}{named}\n{styled}</head>{after}"))
    });
    moved.unwrap_or_else(|| page.to_owned())
}

#[cfg(test)]
mod tests {
    use loadbearing_tests::source;

    use super::*;

    #[test]
    fn the_page_names_its_manifest_as_it_is_looked_for() {
        let page = fs::read_to_string(source::root().join("index.html")).unwrap();
        assert_eq!(page.matches(MANIFEST).count(), 1);
    }

    #[test]
    fn what_is_fetched_first_is_named_before_the_style_sheets() {
        let page = "<head>\n<title>A</title>\n    <style>a{}</style>\n  <link rel=\"modulepreload\" href=\"./a.js\"><link rel=\"preload\" \
            href=\"./a.wasm\"></head>\n<body></body>\n";
        let expected = "<head>\n<title>A</title>\n    <link rel=\"modulepreload\" href=\"./a.js\"><link rel=\"preload\" \
            href=\"./a.wasm\">\n    <style>a{}</style>\n  </head>\n<body></body>\n";
        assert_eq!(fetching_early(page), expected);
        assert_eq!(fetching_early("<head></head>"), "<head></head>");
    }

    #[test]
    fn the_page_has_a_title_behind_which_it_can_name_files() {
        let page = fs::read_to_string(source::root().join("index.html")).unwrap();
        assert_eq!(page.matches(TITLE).count(), 1);
    }
}
