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

/// Bytes that HTML does not keep, and `BEFORE` itself: they stand `ABOVE` higher, behind that.
const CHANGED: [u8; 3] = [0, b'\r', BEFORE];
const BEFORE: u8 = 1;
const ABOVE: u8 = 64;

/// Files and the pieces of a module, with the module's size, as letters.
pub fn packed(files: &[(String, Vec<u8>)], module: usize) -> Result<Vec<u8>, String> {
    let names: Vec<_> = files.iter().map(|(name, bytes)| json!([name, bytes.len()])).collect();
    let mut all = format!("{}\n", json!({ "files": names, "module": module, "plan": PLAN })).into_bytes();
    files.iter().for_each(|(_, bytes)| all.extend_from_slice(bytes));
    let bytes = squeezed(&all).map_err(|problem| format!("LZMA: {problem}"))?;
    Ok(letters_of(&bytes))
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

/// Bytes as a page keeps them inside of a script: nothing in them ends it, or begins a comment in it.
fn letters_of(bytes: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(bytes.len() * 51 / 50);
    for (at, byte) in bytes.iter().enumerate() {
        let is_tag = *byte == b'<' && matches!(bytes.get(at + 1), Some(b'/' | b'!'));
        if is_tag || CHANGED.contains(byte) {
            letters.extend([BEFORE, byte + ABOVE]);
        } else {
            letters.push(*byte);
        }
    }
    letters
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
    fn bytes_stand_as_they_are_where_a_page_keeps_them() {
        assert_eq!(letters_of(b"a<b\xff\x80"), b"a<b\xff\x80");
        assert_eq!(letters_of(b"\0\r\x01</s<!-"), b"\x01@\x01M\x01A\x01|/s\x01|!-");
    }
}
