//! `cargo xtask bundle [--built] [ADDRESS]`: the page as one file that opens from a disk, beside the folder `dist`. With
//! `--built` the folder is taken as it is.
//!
//! The engine and the page are one module in it, which runs in the page and once more in a worker. It is packed with all
//! that is fetched otherwise, and handed out by `boot.js`. `ADDRESS` is where links begin that are made there: pages
//! from a disk have no address that means anything elsewhere.
//!
//! The file says that it is written in windows-1252, in which each byte is a letter: so what is packed stands in it
//! nearly as it is. Everything else in it is ASCII.

mod module;
mod packing;

use std::fs;
use std::path::Path;

use loadbearing_tests::source;

use crate::policy::{self, Rules};
use crate::steps::{run, timed};
use crate::{build, split, styles, tools};

/// What comes out, beside the folder.
pub const FILE: &str = "loadbearing.html";
/// Takes the folder as it is.
const BUILT: &str = "--built";
/// How large it may be, in bytes.
const LARGEST: usize = 1_500_000;
/// What the page's program is called.
const PROGRAM: &str = "loadbearing-app";
/// What the files are called inside, as `boot.js` knows them.
const INSIDE: &str = "loadbearing";
/// What takes the file apart. It goes in without its remarks.
const BOOT: &str = include_str!("bundle/boot.js");
/// What is packed goes behind this.
const PACKED: &str = "<script id=\"files\" type=\"text/plain\">";
/// The style of the page, as `boot.js` knows it.
const STYLE: &str = "style.css";
/// The standard library is built anew: with sorting and formatting that are small before they are fast, and without the
/// places in panics. These flags are unstable; the compiler is pinned, and takes them when it is told to.
const SMALL: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];
const SMALL_CODE: &str = "-Zlocation-detail=none";

/// What may be loaded: what the file holds. What it makes of that are scripts of its own script.
const RULES: Rules = &[
    ("default-src", "'none'"),
    ("script-src", "'strict-dynamic' 'wasm-unsafe-eval' blob:{scripts}"),
    ("style-src", "{styles}"),
    ("img-src", "blob: data:"),
    // On a host that says another charset, the file reads itself.
    ("connect-src", "'self'"),
    ("worker-src", "blob:"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
];

/// Builds the folder, then the file.
pub fn run_command(arguments: &[String]) -> Result<(), String> {
    let (options, addresses): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| *word == BUILT);
    let address = addresses.first().map(|address| checked(address)).transpose()?;
    tools::install()?;
    if options.is_empty() {
        build::release()?;
    }
    write(address)?;
    println!("\nThe page is in `dist`, and in the single file `dist-alone/{FILE}`: it opens from a disk.");
    Ok(())
}

/// Builds the file beside a folder that is built already.
pub fn write(address: Option<&str>) -> Result<(), String> {
    timed("building the page as one file", || {
        let folder = source::root().join("dist");
        let work = split::target().join("alone");
        build_module(&work)?;
        let page = String::from_utf8(read(&folder.join("index.html"))?).map_err(|problem| problem.to_string())?;
        let (page, style) = alone(&page, address, &folder)?;
        let mut files = texts(&folder)?;
        files.push((STYLE.to_owned(), style.into_bytes()));
        let script = format!("{INSIDE}.js");
        let written = read(&work.join(&script))?;
        files.push((script, bare(&String::from_utf8_lossy(&written)).into_bytes()));
        let module = read(&work.join(format!("{INSIDE}.wasm")))?;
        files.extend(module::apart(&module)?);
        let page = filled(&page, &packing::packed(&files, module.len())?)?;
        let place = source::root().join("dist-alone");
        fs::create_dir_all(&place).map_err(|problem| format!("{}: {problem}", place.display()))?;
        let place = place.join(FILE);
        fs::write(&place, &page).map_err(|problem| format!("{}: {problem}", place.display()))?;
        println!("   {}: {} bytes of at most {LARGEST}", place.display(), page.len());
        if page.len() > LARGEST { Err("the file is too large to be sent around".into()) } else { Ok(()) }
    })
}

/// Where links may begin: an address of the web, to which a fragment can be put.
fn checked(address: &str) -> Result<&str, String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    if is_web && !address.contains(['#', '"', '<', '&']) && !address.contains(char::is_whitespace) {
        Ok(address)
    } else {
        Err(format!("links cannot begin with {address}: it takes an address such as https://example.org/loadbearing/"))
    }
}

/// The module and its script, in a form that is no module to the browser: those cannot be loaded from a disk.
fn build_module(work: &Path) -> Result<(), String> {
    tools::add_library_source()?;
    let build = ["build", "--package", PROGRAM, "--bin", PROGRAM, "--profile", "web", "--features", "alone"];
    // A folder of its own: some crates build themselves anew where unstable flags begin to be taken, or cease to be.
    let target = work.join("target");
    run(tools::cargo(&build)
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .args(SMALL)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", SMALL_CODE))?;
    let whole = target.join("wasm32-unknown-unknown/web").join(format!("{PROGRAM}.wasm"));
    run(tools::command("wasm-bindgen")
        .args(["--target", "no-modules", "--no-typescript", "--out-name", INSIDE, "--out-dir"])
        .arg(work)
        .arg(whole))?;
    split::shrink_for_packing(&work.join(format!("{INSIDE}_bg.wasm")), &work.join(format!("{INSIDE}.wasm")))
}

/// Texts of which others repeat whole sentences: those pack best behind them.
const REPEATED: [&str; 3] = ["words", "pages", "knowledge"];

/// What the page fetches when somebody asks for it, by name.
fn texts(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let names = source::names_in(folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let mut texts: Vec<String> =
        names.into_iter().filter(|name| name.ends_with(".json") || name.ends_with(".txt")).collect();
    texts.sort_by_key(|name| REPEATED.iter().position(|start| name.starts_with(start)).unwrap_or(REPEATED.len()));
    texts
        .into_iter()
        .map(|name| read(&folder.join(&name)).map(|bytes| (name.clone(), packing::eased(&name, bytes))))
        .collect()
}

/// The built page without the files that it names, and its style, which is packed. What is packed has a place in it.
fn alone(page: &str, address: Option<&str>, folder: &Path) -> Result<(String, String), String> {
    let (page, style) = styles::taken_out(page);
    let style = styles::bare(&style);
    let mut lines = Vec::new();
    let mut is_in_module = false;
    for line in page.lines() {
        let trimmed = line.trim_start();
        // Neither is there a worker to start before what is packed has been taken out.
        is_in_module |=
            ["<script type=\"module\">", "<script id=\"early\">"].iter().any(|tag| trimmed.starts_with(tag));
        let is_named = trimmed.starts_with("<link ") || trimmed.contains("Content-Security-Policy");
        if let Some(icon) = trimmed.strip_prefix("<link rel=\"icon\" href=\"./").and_then(|rest| rest.split('"').next())
        {
            lines.push(format!("    <link rel=\"icon\" href=\"{}\" />", packing::picture(&read(&folder.join(icon))?)));
        } else if is_named && trimmed.contains("</head>") {
            lines.push("  </head>".to_owned());
        } else if !is_in_module && !is_named {
            lines.push(line.to_owned());
        }
        is_in_module &= !trimmed.starts_with("</script>");
    }
    let page = lines.join("\n");
    let address = address.map(|address| format!("    <meta name=\"loadbearing-address\" content=\"{address}\" />\n"));
    // The policy is made with the style in its place: it allows what `boot.js` puts there.
    let packed_style = format!("    <style>{style}</style>\n");
    let head = format!("{}{packed_style}  </head>", address.unwrap_or_default());
    let end = format!("{PACKED}</script>\n    <script>{}</script>\n  </body>", bare(BOOT));
    let put = |page: &str, before: &str, text: &str| {
        let (start, rest) = page.split_once(before).ok_or(format!("the built page has no {before}"))?;
        Ok::<_, String>(format!("{start}{text}{rest}"))
    };
    let page = put(&page, "  </head>", &head)?;
    let page = policy::sealed(&put(&page, "</body>", &end)?, RULES)?;
    let page = page.replacen(&packed_style, "", 1).replacen("charset=\"utf-8\"", "charset=\"windows-1252\"", 1);
    if page.is_ascii() { Ok((page, style)) } else { Err("the built page has letters that are not ASCII".into()) }
}

/// A script without lines of remarks, and without what indents it: neither means anything in `boot.js`, nor in what
/// `wasm-bindgen` writes.
fn bare(script: &str) -> String {
    let is_remark = |line: &&str| ["//", "/**", "*"].iter().any(|start| line.starts_with(start)) || line.is_empty();
    script.lines().map(str::trim_start).filter(|line| !is_remark(line)).collect::<Vec<_>>().join("\n")
}

/// The page with what was packed.
fn filled(page: &str, packed: &[u8]) -> Result<Vec<u8>, String> {
    let (start, rest) = page.split_once(PACKED).ok_or("the page has no place for what is packed")?;
    Ok([start.as_bytes(), PACKED.as_bytes(), packed, rest.as_bytes()].concat())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_names_stands_in_it_and_nothing_is_named_any_more() {
        let folder = split::target().join("alone-test");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("i.svg"), "<svg/>").unwrap();
        let page = "<head>\n<meta charset=\"utf-8\" />\n<link rel=\"manifest\" href=\"m\" />\n\
            <script id=\"early\">\nnew Worker('w');\n</script>\n\
            <link rel=\"icon\" href=\"./i.svg\" integrity=\"x\"/>\n    <style>a{}</style>\n\
            <script type=\"module\">\nimport init from './b.js';\n</script>\n\
            <link rel=\"preload\" href=\"./b.wasm\"></head>\n<body>\n<script>c</script>\n</body>";
        let (page, style) = alone(page, Some("https://example.org/"), &folder).unwrap();
        assert!(
            !page.contains("href=\"./")
                && !page.contains("import")
                && !page.contains("new Worker('w')")
                && !page.contains("manifest"),
            "{page}"
        );
        assert!(page.contains("<script>c</script>") && page.contains("<meta charset=\"windows-1252\" />"));
        assert!(page.contains("content=\"https://example.org/\"") && page.contains(&bare(BOOT)));
        // The style goes with what is packed; the policy allows it all the same.
        assert!(style == "a{}" && !page.contains(&style));
        let policy = page.lines().find(|line| line.contains("Content-Security-Policy")).unwrap();
        let hash = |text: &str| format!("'sha256-{}'", crate::hash::sha256(text.as_bytes()));
        for text in [&*bare(BOOT), "c", "a{}"] {
            assert!(policy.contains(&hash(text)), "{policy}");
        }
        let filled = filled(&page, b"\xff\x01@").unwrap();
        let packed = b"type=\"text/plain\">\xff\x01@</script>";
        assert!(filled.windows(packed.len()).any(|part| part == packed));
    }

    #[test]
    fn links_begin_with_an_address_of_the_web() {
        assert!(checked("https://example.org/loadbearing/").is_ok());
        for address in ["example.org", "file:///a", "https://a/\"><script>", "https://a/#b"] {
            assert!(checked(address).is_err(), "{address}");
        }
    }
}
