//! Who may import whom, read from the paths in the code. A module that is new is named here first.

use crate::rust_text::{code_of, line_of, names_of, without_tests};
use crate::source::{SourceFile, is_for_tests};

/// The modules of a crate, each with those of its siblings that it may name.
type Layers = &'static [(&'static str, &'static [&'static [&'static str]])];

/// In the engine, imports run from the report to the design, and from calculators to the analyses.
const ENGINE: Layers = &[
    (
        "lib",
        &[
            &[
                "assignment",
                "assignments",
                "calculator",
                "calculators",
                "formats",
                "formulas",
                "grading",
                "knowledge",
                "link",
                "page",
                "report",
            ],
            &["rules", "share", "templates"],
            BELOW_RULES,
        ],
    ),
    ("knowledge", &[&["calculator", "calculators", "design", "formulas", "kinds", "rules", "templates"]]),
    ("grading", &[&["assignment", "report", "rules", "share"], BELOW_RULES]),
    ("share", &[&["assignment", "design", "packed"]]),
    ("assignments", &[&["assignment"]]),
    ("assignment", &[&["design"]]),
    ("calculators", &[&["calculator", "analysis", "design", "page"]]),
    ("calculator", &[&["analysis", "design", "packed", "page"]]),
    ("formats", &[&["design", "kinds"]]),
    ("formulas", &[]),
    ("page", &[]),
    ("report", &[&["rules"], BELOW_RULES]),
    ("rules", &[&["page"], BELOW_RULES]),
    ("analysis", &[&["design", "kinds", "packed"]]),
    ("link", &[&["design", "kinds"]]),
    ("templates", &[&["design", "kinds"]]),
    ("generated", &[&["design", "kinds"]]),
    ("kinds", &[&["design", "page"]]),
    ("design", &[&["packed"]]),
    ("packed", &[]),
];
const BELOW_RULES: &[&str] = &["analysis", "design", "kinds", "packed"];

/// In the app, imports run from the view over the studio to plain Rust.
const APP: Layers = &[
    ("main", &[BROWSER, BELOW_STUDIO, &["dom", "signals", "studio", "view"]]),
    ("lib", &[BROWSER, BELOW_STUDIO, &["dom", "signals", "studio", "view"]]),
    ("view", &[BROWSER, BELOW_STUDIO, &["dom", "signals", "studio"]]),
    ("dom", &[&["order", "signals"]]),
    ("studio", &[BROWSER, BELOW_STUDIO, &["signals"]]),
    ("signals", &[]),
    ("commands", &[&["canvas", "command", "document", "languages"], VALUES]),
    ("command", &[&["canvas", "document", "languages"], VALUES]),
    ("canvas", &[&["document"], VALUES]),
    ("document", &[&["languages"], VALUES]),
    ("connection_key", &[]),
    ("order", &[]),
    ("summary", &[&["document", "languages"], VALUES]),
    ("quantity", &[&["languages"]]),
    ("languages", &[]),
    ("browser", &[&["languages", "order", "signals"]]),
];
const BROWSER: &[&str] = &["browser"];
const BELOW_STUDIO: &[&str] =
    &["canvas", "command", "commands", "connection_key", "document", "languages", "order", "quantity", "summary"];
/// Plain values that know no other module.
const VALUES: &[&str] = &["connection_key", "order", "quantity"];

/// Folders whose members know nothing of each other, so that one can be added or taken away alone.
const STRANGERS: &[&str] = &[
    "engine/src/rules/",
    "engine/src/kinds/catalogue/",
    "engine/src/calculators/",
    "app/src/canvas/tools/",
    "app/src/commands/",
];

/// Crates that only some files may name.
struct Reserved {
    names: &'static [&'static str],
    /// Where the rule holds.
    within: &'static [&'static str],
    /// Where they may be named all the same.
    except: &'static [&'static str],
    reason: &'static str,
}

const RESERVED: &[Reserved] = &[
    Reserved {
        names: &["web_sys", "js_sys", "gloo", "wasm_bindgen", "wasm_bindgen_futures"],
        within: &["app/src/"],
        except: &["app/src/browser/", "app/src/browser.rs", "app/src/dom/"],
        reason: "only `browser` and `dom` talk to the browser",
    },
    Reserved {
        names: &["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"],
        within: &["worker/src/"],
        except: &["worker/src/web.rs"],
        reason: "only `web` talks to the browser",
    },
    Reserved {
        names: &["leptos", "leptos_use", "reactive_graph", "any_spawner"],
        within: &["app/src/"],
        except: &["app/src/signals.rs", "app/src/signals/"],
        reason: "views and the studio use `signals`; all else is plain Rust, with native tests",
    },
    Reserved {
        names: &["web_sys", "js_sys", "gloo", "wasm_bindgen", "leptos", "rand", "getrandom"],
        within: &["engine/"],
        except: &[],
        reason: "the engine knows no web and no randomness",
    },
];

/// Parts of the standard library that the engine does without, because a page has none of them or a report must be
/// the same tomorrow.
const WORLD: &[&str] = &["fs", "time", "net", "env", "process", "thread"];

/// Complaints about a file of the engine or the app; none about others.
#[must_use]
pub fn layering(file: &SourceFile) -> Vec<String> {
    let code = without_tests(&code_of(&file.text));
    let mut complaints = Vec::new();
    if let Some(path) = file.path.strip_prefix("engine/src/")
        && !path.starts_with("bin/")
        && !is_for_tests(path)
    {
        complaints.extend(against_layers(file, path, &code, ENGINE));
        complaints.extend(world(file, &code));
    }
    if let Some(path) = file.path.strip_prefix("app/src/") {
        complaints.extend(against_layers(file, path, &code, APP));
    }
    complaints.extend(strangers(file, &code));
    complaints.extend(reserved(file, &code));
    complaints
}

fn against_layers(file: &SourceFile, path: &str, code: &str, layers: Layers) -> Vec<String> {
    let own = path.split(['/', '.']).next().unwrap_or_default();
    let Some((_, allowed)) = layers.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{}: `{own}` has no layer; name it in tests/src/layering.rs", file.path)];
    };
    let mut complaints = Vec::new();
    for (at, named) in siblings_named(path, code) {
        let known = layers.iter().any(|(name, _)| *name == named);
        if known && named != own && !allowed.concat().contains(&named.as_str()) {
            complaints.push(format!("{}:{}: `{own}` may not import `{named}`", file.path, line_of(code, at)));
        }
    }
    complaints
}

/// The modules at the crate's root that the code names, through `crate::` or `super::`.
fn siblings_named(path: &str, code: &str) -> Vec<(usize, String)> {
    // How many `super` lead to the root: one for each folder and one for the file, unless it is a `mod.rs`.
    let folders = path.matches('/').count();
    let depth = if path.ends_with("/mod.rs") { folders } else { folders + 1 };
    let mut named = Vec::new();
    let names: Vec<(usize, &str)> = names_of(code).collect();
    let mut position = 0;
    while position < names.len() {
        let start = position;
        while position + 1 < names.len() && names[position].1 == "super" && names[position + 1].1 == "super" {
            position += 1;
        }
        let supers = position - start + 1;
        let (at, name) = names[position];
        if name == "crate" || (name == "super" && supers == depth) {
            named.extend(first_names(&code[at + name.len()..]).into_iter().map(|name| (at, name)));
        }
        position += 1;
    }
    named
}

/// What follows `crate`: one name after `::`, or those that a `{…}` begins with.
fn first_names(after: &str) -> Vec<String> {
    let Some(path) = after.trim_start().strip_prefix("::").map(str::trim_start) else { return Vec::new() };
    let Some(group) = path.strip_prefix('{') else {
        return names_of(path).next().map(|(_, name)| name.to_owned()).into_iter().collect();
    };
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                part.push(letter);
            }
        }
    }
    parts.push(part);
    parts.iter().filter_map(|part| names_of(part).next().map(|(_, name)| name.to_owned())).collect()
}

fn strangers(file: &SourceFile, code: &str) -> Vec<String> {
    let is_member = STRANGERS.iter().any(|folder| {
        file.path.strip_prefix(folder).is_some_and(|rest| {
            // In `rules` the members lie one folder deeper, below their topic.
            (*folder != "engine/src/rules/" || rest.contains('/')) && !rest.ends_with("mod.rs")
        })
    });
    if !is_member {
        return Vec::new();
    }
    names_of(code)
        .filter(|(_, name)| *name == "super")
        .map(|(at, _)| {
            format!("{}:{}: `super` reaches for a sibling; name what is shared", file.path, line_of(code, at))
        })
        .collect()
}

fn reserved(file: &SourceFile, code: &str) -> Vec<String> {
    let begins = |folders: &[&str]| folders.iter().any(|folder| file.path.starts_with(folder));
    let mut complaints = Vec::new();
    for Reserved { names, within, except, reason } in RESERVED {
        if !begins(within) || begins(except) {
            continue;
        }
        for (at, name) in names_of(code).filter(|(_, name)| names.contains(name)) {
            complaints.push(format!("{}:{}: `{name}`: {reason}", file.path, line_of(code, at)));
        }
    }
    complaints
}

fn world(file: &SourceFile, code: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (at, word) in code.match_indices("std::") {
        for name in first_names(&code[at + word.len() - 2..]) {
            if WORLD.contains(&name.as_str()) {
                complaints.push(format!(
                    "{}:{}: `std::{name}`: the engine knows no clock, files or machine",
                    file.path,
                    line_of(code, at)
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(layering(&SourceFile::new(path, text)), expected);
    }

    #[test]
    fn imports_downwards_are_fine() {
        check("engine/src/rules/capacity/a.rs", "use crate::{analysis::Load, design::Design};", &[]);
        check("app/src/view/box.rs", "use crate::studio::Studio;\nuse crate::canvas::{Point};", &[]);
    }

    #[test]
    fn imports_upwards_are_found() {
        check(
            "engine/src/kinds/mod.rs",
            "use crate::{design, rules::{Rule}};\nuse super::analysis;",
            &[
                "engine/src/kinds/mod.rs:1: `kinds` may not import `rules`",
                "engine/src/kinds/mod.rs:2: `kinds` may not import `analysis`",
            ],
        );
        check(
            "app/src/canvas/scene.rs",
            "fn a() {\n    super::super::studio::open();\n}",
            &["app/src/canvas/scene.rs:2: `canvas` may not import `studio`"],
        );
    }

    #[test]
    fn a_test_may_import_what_it_likes() {
        check("engine/src/kinds/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::rules;\n}", &[]);
    }

    #[test]
    fn a_module_without_a_layer_is_found() {
        check("app/src/stray.rs", "", &["app/src/stray.rs: `stray` has no layer; name it in tests/src/layering.rs"]);
    }

    #[test]
    fn siblings_are_strangers() {
        let found = "engine/src/rules/cache/a.rs:1: `super` reaches for a sibling; name what is shared";
        check("engine/src/rules/cache/a.rs", "use super::b::shared;", &[found]);
        check("engine/src/rules/context.rs", "use super::finding;", &[]);
        check("app/src/canvas/tools/a.rs", "use crate::canvas::event;", &[]);
    }

    #[test]
    fn only_the_browser_module_talks_to_the_browser() {
        check("app/src/browser/storage.rs", "use web_sys::Window;", &[]);
        check(
            "app/src/view/page.rs",
            "use web_sys::Window;",
            &["app/src/view/page.rs:1: `web_sys`: only `browser` and `dom` talk to the browser"],
        );
        check(
            "app/src/document/edit.rs",
            "use leptos::prelude::*;",
            &[
                "app/src/document/edit.rs:1: `leptos`: views and the studio use `signals`; all else is plain Rust, with native tests",
            ],
        );
    }

    #[test]
    fn the_engine_knows_no_world() {
        let found = "engine/src/design/read.rs:1: `std::fs`: the engine knows no clock, files or machine";
        check("engine/src/design/read.rs", "use std::{collections, fs::File};", &[found]);
        check("engine/src/bin/loadbearing/main.rs", "use std::fs;", &[]);
    }
}
