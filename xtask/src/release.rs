//! `cargo xtask release`: the archive for people who do not build: the folder, the single file, the command line of this
//! machine, what to do with them, licences of all that is inside, and checksums.

mod licences;

use std::fs;
use std::path::Path;

use loadbearing_tests::source;

use crate::hash::sha256_hex;
use crate::steps::{run, timed};
use crate::{build, bundle, tools};

/// Where it is put together, from the project's root.
const WORK: &str = "target/release-archive";
/// The command line.
const PROGRAM: &str = "loadbearing";
/// What goes along as it is.
const TEXTS: [&str; 4] = ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "docs/hosting.md"];

/// Builds everything and packs it.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    build::release()?;
    bundle::write(None)?;
    let cli = ["build", "--release", "--package", "loadbearing-engine", "--features", "cli", "--bin", PROGRAM];
    timed("building the command line", || run(&mut tools::cargo(&cli)))?;
    timed("packing the archive", pack)
}

fn pack() -> Result<(), String> {
    let root = source::root();
    let name = format!("loadbearing-{}", env!("CARGO_PKG_VERSION"));
    let work = root.join(WORK);
    let folder = work.join(&name);
    // What an earlier release left would be taken for a part of this one.
    let _ = fs::remove_dir_all(&work);
    copy_folder(&root.join("dist"), &folder.join("page"))?;
    copy(&root.join("dist-alone").join(bundle::FILE), &folder.join(bundle::FILE))?;
    let program = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    copy(&crate::split::target().join("release").join(&program), &folder.join(&program))?;
    for text in TEXTS {
        let own = Path::new(text).file_name().ok_or("a text has a name")?;
        copy(&root.join(text), &folder.join(own))?;
    }
    write(&folder.join("licences.md"), &licences::listed()?)?;
    write(&folder.join("SHA256SUMS"), &sums(&folder)?)?;
    let archive = format!("{name}.tar.gz");
    run(tools::command("tar")
        .args(["--create", "--gzip", "--file"])
        .arg(work.join(&archive))
        .arg("--directory")
        .arg(&work)
        .arg(&name))?;
    let bytes = read(&work.join(&archive))?;
    write(&work.join(format!("{archive}.sha256")), &format!("{}  {archive}\n", sha256_hex(&bytes)))?;
    println!("   {WORK}/{archive}: {} bytes", bytes.len());
    Ok(())
}

/// The sums of all files in a folder, in the form that `sha256sum --check` reads.
fn sums(folder: &Path) -> Result<String, String> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    let line = |name: &String| Ok(format!("{}  {name}\n", sha256_hex(&read(&folder.join(name))?)));
    files.iter().map(line).collect()
}

fn collect(folder: &Path, within: &str, files: &mut Vec<String>) -> Result<(), String> {
    for name in source::names_in(&folder.join(within)).map_err(|problem| problem.to_string())? {
        let path = if within.is_empty() { name } else { format!("{within}/{name}") };
        if folder.join(&path).is_dir() {
            collect(folder, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    for name in source::names_in(from).map_err(|problem| problem.to_string())? {
        copy(&from.join(&name), &to.join(&name))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    }
    fs::copy(from, to).map(|_| ()).map_err(|problem| format!("{}: {problem}", from.display()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|problem| format!("{}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_name_every_file_and_are_those_of_the_standard() {
        let folder = crate::split::target().join("release-test");
        fs::create_dir_all(folder.join("a")).unwrap();
        fs::write(folder.join("a/b"), "abc").unwrap();
        fs::write(folder.join("z"), "abc").unwrap();
        // SHA-256 of "abc", from FIPS 180-2.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sums(&folder).unwrap(), format!("{sum}  a/b\n{sum}  z\n"));
    }
}
