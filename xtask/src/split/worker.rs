//! The worker: its module is taken apart, and its scripts are made one that every browser takes.
//!
//! `wasm-bindgen` writes modules of JavaScript, which workers know since 2023. What is said to be imported and exported
//! is little, so one plain script is made of them, which is fetched at once.

use std::fs;
use std::path::Path;

use super::{LOADER, make_parts, name_of, quicken, read, target, write};
use crate::hash::short;

/// What the worker's program is called.
const WORKER: &str = "loadbearing-worker";
/// What a script says whose module was built to be taken apart.
const PARTS: &str = "__wasm_split";
/// Why nothing is done in place of something that works by chance.
const OTHER: &str = "writes a worker's script in other words than before";

/// Takes apart what trunk has just built, if it was built to be, and puts one script in the place of all.
pub fn take_apart(staging: &Path) -> Result<(), String> {
    let script = staging.join(format!("{WORKER}.js"));
    if !script.exists() {
        // It is one already: trunk has built something else anew.
        return Ok(());
    }
    let text = read(&script)?;
    let text = if text.contains(PARTS) {
        parts(staging)?
    } else {
        // One module: a build for development.
        one_script(&text, "", &format!("{WORKER}_bg.wasm"))?
    };
    write(&staging.join(format!("{WORKER}_loader.js")), &text)?;
    fs::remove_file(&script).map_err(|problem| format!("{}: {problem}", script.display()))
}

/// Puts the parts where the whole lies, and gives their script. Their names carry the hash of the whole, so no cache mixes
/// two builds.
fn parts(staging: &Path) -> Result<String, String> {
    let work = target().join("split-worker");
    // What an earlier build left would be taken for a part of this one; where there is nothing, nothing is removed.
    let _ = fs::remove_dir_all(&work);
    let whole = target().join("wasm32-unknown-unknown/web-worker").join(format!("{WORKER}.wasm"));
    let parts = make_parts(&whole, &work, WORKER)?;
    let hash = short(&fs::read(&whole).map_err(|problem| format!("{}: {problem}", whole.display()))?);
    let bound = work.join("bound");
    let whole_module = format!("{WORKER}_bg.wasm");
    let module = format!("{WORKER}-{hash}_bg.wasm");
    quicken(&bound.join(&whole_module), &staging.join(&module))?;
    let mut loader = read(&work.join(LOADER))?;
    for part in parts {
        let name = format!("{WORKER}-{}-{hash}.wasm", name_of(&part));
        quicken(&work.join(&part), &staging.join(&name))?;
        loader = loader.replace(part.as_str(), &name);
    }
    let left = staging.join(whole_module);
    fs::remove_file(&left).map_err(|problem| format!("{}: {problem}", left.display()))?;
    one_script(&read(&bound.join(format!("{WORKER}.js")))?, &loader, &module)
}

/// One plain script of two modules that import from each other: what `wasm-bindgen` wrote for the first part, and what
/// `wasm-split` wrote to fetch others. It starts the module; where that fails, the page is told.
fn one_script(main: &str, loader: &str, module: &str) -> Result<String, String> {
    let text = [loader, main].map(|text| plain(text, loader)).concat();
    let text = text.replace("import.meta.url", "self.location.href");
    if !text.contains("function __wbg_init(") || ["\nimport ", "\nexport "].iter().any(|word| text.contains(word)) {
        return Err(format!("wasm-bindgen {OTHER}"));
    }
    Ok(format!(
        "(() => {{\n{text}\n__wbg_init({{ module_or_path: \"./{module}\" }}).catch((problem) => \
         setTimeout(() => {{ throw problem; }}));\n}})();\n"
    ))
}

/// A module without what it imports and exports. All stands in one scope then; what is imported as a whole is put together.
fn plain(text: &str, loader: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("import * as ") {
            let name = rest.split_whitespace().next().unwrap_or_default();
            lines.push(format!("const {name} = {{ {} }};", exported(loader).join(", ")));
        } else if let Some(rest) = line.strip_prefix("export ") {
            lines.extend(Some(rest.to_owned()).filter(|rest| !rest.starts_with('{')));
        } else if !line.starts_with("import ") {
            lines.push(line.to_owned());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Names that a module exports where it declares them.
fn exported(text: &str) -> Vec<&str> {
    let declared = text.lines().filter_map(|line| {
        let line = line.strip_prefix("export ")?;
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("const ").or_else(|| line.strip_prefix("function "))
    });
    declared
        .filter_map(|rest| rest.split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '$').next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "import * as __wbg_star0 from './__wasm_split.js';\nfunction initSync(module) {}\n\
        async function __wbg_init(module) { new URL('a', import.meta.url); }\n\
        export { initSync, __wbg_init as default };\n";
    const LOADS: &str = "import { initSync } from \"./main.js\";\nfunction makeLoad() {}\n\
        export const load_rest = makeLoad();\nexport async function other() {}\n";

    #[test]
    fn two_modules_become_one_script() {
        let script = one_script(MAIN, LOADS, "a_bg.wasm").unwrap();
        assert!(!script.contains("import") && !script.contains("export"), "{script}");
        assert!(script.contains("const __wbg_star0 = { load_rest, other };") && script.contains("self.location.href"));
        // What is declared is there before it is put together.
        assert!(script.find("const load_rest") < script.find("const __wbg_star0"));
        assert!(script.contains("__wbg_init({ module_or_path: \"./a_bg.wasm\" })"));
    }

    #[test]
    fn other_words_are_not_taken_for_a_script() {
        assert!(one_script("function start() {}", "", "a").is_err());
    }
}
