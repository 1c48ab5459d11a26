//! What the journeys take from the machine: a browser and Node. Where they are missing, Debian's
//! own packages are installed if that is possible, and named otherwise.
//!
//! Nothing is downloaded from elsewhere: a distribution keeps its browser up to date.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::steps::{output_of, run};
use crate::tools;

/// The oldest Node that the journeys' driver runs on.
const OLDEST_NODE: u32 = 18;
/// The package with the font that pictures of the page are taken with.
const FONTS: &str = "fonts-dejavu-core";
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// The browser that drives the journeys; `LOADBEARING_CHROMIUM` names another.
pub fn chromium() -> Result<String, String> {
    if let Ok(named) = env::var("LOADBEARING_CHROMIUM") {
        return Ok(named);
    }
    if let Some(found) = installed_browser() {
        println!("   browser: {found}");
        // Pictures are compared in one font. Without it they are not, and that is said: no reason to stop.
        if !has_font()
            && let Err(problem) = install(&[FONTS], "the font of the pictures")
        {
            println!("   {problem}");
        }
        return Ok(found);
    }
    // Without a font of its own, a bare machine draws boxes for letters.
    install(&["chromium", FONTS], "a Chromium browser")?;
    installed_browser().ok_or_else(|| "the package chromium brought no browser".to_owned())
}

/// Whether the font is there that pictures of the page are taken with; where nobody can say, it is left as it is.
fn has_font() -> bool {
    let found = output_of(Command::new("fc-list").arg("DejaVu Sans"));
    found.is_none_or(|list| !list.is_empty())
}

/// Makes sure of `node` and `npm`.
pub fn node() -> Result<(), String> {
    if let Some(version) = node_version() {
        if version < OLDEST_NODE {
            return Err(format!("Node {OLDEST_NODE} or later is needed, and this is {version}"));
        }
        if output_of(tools::command("npm").arg("--version")).is_some() {
            println!("   node {version}: there");
            return Ok(());
        }
    }
    install(&["nodejs", "npm"], "Node")
}

fn node_version() -> Option<u32> {
    major(&output_of(tools::command("node").arg("--version"))?)
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn installed_browser() -> Option<String> {
    let path = env::var_os("PATH")?;
    BROWSERS.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|place| place.is_file())
            .map(|place| place.display().to_string())
    })
}

fn install(packages: &[&str], what: &str) -> Result<(), String> {
    let words = packages.join(" ");
    let root = output_of(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !root || !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!("{what} is needed. On Debian: apt-get install {words}"));
    }
    println!("   {what}: installing Debian's {words}");
    run(Command::new("apt-get").args(["-qq", "update"]))?;
    run(Command::new("apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-qq", "install", "--yes", "--no-install-recommends"])
        .args(packages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_its_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("unknown"), None);
    }
}
