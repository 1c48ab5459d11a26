//! Files as one text that stands in a page: one after another, LZMA, and a letter of windows-1252 for each byte. `boot.js`
//! undoes it.
//!
//! Deflate and base64, which browsers undo by themselves, make it half as large again.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use serde_json::json;

use super::module::PLAN;

/// Bytes that HTML does not keep.
const LOST: [u8; 2] = [0, b'\r'];
/// Bytes that are changed by the same one. What is packed is as if by chance: of the 254 that may change a block so long,
/// some sixteen do.
const BLOCK: usize = 352;

/// Files and the pieces of a module, with the module's size, as letters.
pub fn packed(files: &[(String, Vec<u8>)], module: usize) -> Result<Vec<u8>, String> {
    let names: Vec<_> = files.iter().map(|(name, bytes)| json!([name, bytes.len()])).collect();
    let mut all = format!("{}\n", json!({ "files": names, "module": module, "plan": PLAN })).into_bytes();
    files.iter().for_each(|(_, bytes)| all.extend_from_slice(bytes));
    let bytes = squeezed(&all).map_err(|problem| format!("LZMA: {problem}"))?;
    letters_of(&bytes)
}

/// A text in the form that packs best and means the same. JSON goes without what indents it. A list of words, `said =
/// written` or `said ⇒ written`, goes by columns: all that is said, and behind a zero what follows it in each line.
pub fn eased(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
    if name.ends_with(".json") {
        // No text of JSON goes over the end of a line.
        return text.lines().map(str::trim_start).collect::<String>().into_bytes();
    }
    let between = |line: &str| [" ⇒ ", " = "].iter().filter_map(|between| line.find(between)).min();
    let apart = |line| str::split_at(line, between(line).unwrap_or(line.len()));
    let (said, written): (Vec<&str>, Vec<&str>) = text.split('\n').map(apart).unzip();
    format!("{}\0{}", said.join("\n"), written.join("\n")).into_bytes()
}

fn squeezed(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    // What stands at which place modulo four says nothing in a module of WebAssembly.
    let options = LzmaOptions { lc: 2, lp: 0, pb: 0, nice_len: 273, ..LzmaOptions::with_preset(9) };
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Bytes as a page keeps them inside of a script: nothing in them ends it, or begins a comment in it. Each block stands
/// behind the byte by which its bytes are changed (exclusive or), so that none of them is one that HTML does not keep.
/// That takes one byte in 352; a sign before each such byte takes one in 85.
fn letters_of(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut letters = Vec::with_capacity(bytes.len() + bytes.len() / BLOCK + 1);
    for block in bytes.chunks(BLOCK) {
        let with = |key: u8| std::iter::once(key).chain(block.iter().map(move |byte| byte ^ key));
        let before = letters.last().copied().unwrap_or_default();
        let is_kept = |key: &u8| {
            let pairs = std::iter::once(before).chain(with(*key)).zip(with(*key));
            with(*key).all(|byte| !LOST.contains(&byte)) && !pairs.into_iter().any(is_tag)
        };
        let key = (1..=u8::MAX).find(is_kept).ok_or("no byte changes a block into letters that a page keeps")?;
        letters.extend(with(key));
    }
    Ok(letters)
}

fn is_tag((one, next): (u8, u8)) -> bool {
    one == b'<' && matches!(next, b'/' | b'!')
}

/// A picture as an address that holds it.
pub fn picture(svg: &[u8]) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_by_columns_and_json_without_indents() {
        assert_eq!(eased("a.json", b"{\n  \"a\": [\n    1\n  ]\n}\n".to_vec()), b"{\"a\": [1]}");
        let eased = String::from_utf8(eased("a.txt", "x = y = z\n\nnone\na ⇒ b = c\n".into())).unwrap();
        assert_eq!(eased, "x\n\nnone\na\n\0 = y = z\n\n\n ⇒ b = c\n");
    }

    #[test]
    fn a_page_keeps_all_letters_and_they_mean_the_same() {
        // As if by chance, as packed bytes are.
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let bytes: Vec<u8> = (0..100_000).map(|_| next()).collect();
        let letters = letters_of(&bytes).unwrap();
        assert!(letters.iter().all(|byte| !LOST.contains(byte)));
        assert!(!letters.windows(2).any(|pair| is_tag((pair[0], pair[1]))));
        let read = letters.chunks(BLOCK + 1).flat_map(|block| block[1..].iter().map(|byte| byte ^ block[0]));
        assert!(read.eq(bytes.iter().copied()));
        assert_eq!(letters.len(), 100_000 + 285);
    }

    #[test]
    fn what_no_byte_changes_is_refused() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert!(letters_of(&all).is_err());
    }
}
