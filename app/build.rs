//! Puts all icons into one sprite, so that the page asks for none of them, and parts the English words. Draws nothing
//! itself. Says, too, whether the page is built in parts: a module for the drawing, and one that comes later.

use std::path::Path;
use std::{env, fs, io};

const ICONS: &str = "../static/icons";
const ENGLISH: &str = "src/languages/en.txt";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    say_whether_in_parts();
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    part_words(Path::new(&out))?;
    println!("cargo::rerun-if-changed={ICONS}");
    println!("cargo::rerun-if-changed={ICONS}/interface");
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"><defs>\n");
    collect(Path::new(ICONS), "kind", &mut sprite)?;
    collect(&Path::new(ICONS).join("interface"), "icon", &mut sprite)?;
    sprite.push_str("</defs></svg>\n");
    fs::write(Path::new(&out).join("icons.svg"), sprite)
}

/// Parts the English words at the line of dashes, into those of the drawing and those that come later.
fn part_words(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={ENGLISH}");
    let text = fs::read_to_string(ENGLISH)?;
    let (first, later) = text.split_once("\n# ----").unwrap_or((&text, ""));
    for (name, words) in [("first", first.to_owned()), ("later", format!("#{later}"))] {
        let plain = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
        let words = words.lines().filter(plain).collect::<Vec<_>>().join("\n");
        fs::write(out.join(format!("words.{name}.txt")), words)?;
    }
    Ok(())
}

/// It is when built for release, and not with the feature `whole`.
fn say_whether_in_parts() {
    println!("cargo::rustc-check-cfg=cfg(in_parts)");
    let is_for_browsers = env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|name| name == "wasm32");
    let is_for_release = env::var_os("PROFILE").is_some_and(|name| name == "release");
    if is_for_browsers && is_for_release && env::var_os("CARGO_FEATURE_WHOLE").is_none() {
        println!("cargo::rustc-cfg=in_parts");
        // What refers to what: from it, `wasm-split` knows which part a function belongs to.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}

/// What every drawing lies in: whoever shows one says it (`view/icon.rs`). Symbols would say it themselves, but each is a
/// view of its own then, with a clip and a transform that are painted anew with every event of a pan.
const VIEW_BOX: &str = "0 0 24 24";

/// Adds each drawing of a folder as a group called `<prefix>-<file name>`.
fn collect(folder: &Path, prefix: &str, sprite: &mut String) -> io::Result<()> {
    let mut drawings: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    drawings.sort_by_key(fs::DirEntry::file_name);
    for drawing in drawings {
        let path = drawing.path();
        if path.extension().is_none_or(|ending| ending != "svg") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        let (view_box, inner) = parts(&text).ok_or_else(|| io::Error::other(format!("{name}: is no drawing")))?;
        if view_box != VIEW_BOX {
            return Err(io::Error::other(format!("{name}: lies in {view_box}, and should in {VIEW_BOX}")));
        }
        sprite.push_str(&format!("<g id=\"{prefix}-{name}\">{inner}</g>\n"));
    }
    Ok(())
}

/// The view box of a drawing, and what it draws.
fn parts(text: &str) -> Option<(&str, &str)> {
    let root = &text[text.find("<svg")?..];
    let head_end = root.find('>')?;
    let view_box = root[..head_end].split("viewBox=\"").nth(1)?.split('"').next()?;
    let inner = &root[head_end + 1..root.rfind("</svg>")?];
    Some((view_box, inner.trim()))
}
