//! Files as one text that stands in a page: one after another, LZMA, and seven bits a letter. `boot.js` undoes it.
//!
//! Deflate and base64, which browsers undo by themselves, make it a third larger than may be sent around.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lzma_rust2::{LzmaOptions, LzmaWriter};

/// Letters that HTML does not keep as they are. They stand `ABOVE` higher.
const CHANGED: [u8; 3] = [0, b'\r', b'<'];
const ABOVE: u32 = 192;

/// Files as text.
pub fn packed(files: &[(String, Vec<u8>)]) -> Result<String, String> {
    let names: Vec<String> = files.iter().map(|(name, bytes)| format!("[\"{name}\",{}]", bytes.len())).collect();
    let mut all = format!("[{}]\n", names.join(",")).into_bytes();
    files.iter().for_each(|(_, bytes)| all.extend_from_slice(bytes));
    let bytes = squeezed(&all).map_err(|problem| format!("LZMA: {problem}"))?;
    Ok(text_of(&bytes))
}

fn squeezed(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    // What stands at which place modulo four says nothing in a module of WebAssembly.
    let options = LzmaOptions { lc: 4, lp: 0, pb: 0, nice_len: 273, ..LzmaOptions::with_preset(9) };
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Bytes as letters of seven bits each; the last is filled up with zeros.
fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 6 / 5);
    let (mut held, mut count) = (0_u32, 0);
    let mut put = |value: u32| {
        let is_changed = CHANGED.iter().any(|changed| u32::from(*changed) == value);
        text.extend(char::from_u32(if is_changed { value + ABOVE } else { value }));
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        count += 8;
        while count >= 7 {
            count -= 7;
            put((held >> count) & 0x7f);
        }
        held &= 0x7f;
    }
    if count > 0 {
        put((held << (7 - count)) & 0x7f);
    }
    text
}

/// A picture as an address that holds it.
pub fn picture(svg: &[u8]) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_bits_stand_in_a_letter_and_none_that_a_page_would_change() {
        // 1010101 0|111100 00|0000000, filled up with zeros: U, 60 and 0 changed.
        assert_eq!(text_of(&[0b1010_1010, 0b1111_0000, 0b0000_0000]), "U\u{fc}\u{c0}\u{c0}");
        let all: Vec<u8> = (0..=255).collect();
        let text = text_of(&all);
        assert_eq!(text.chars().count(), (256_usize * 8).div_ceil(7));
        assert!(!text.contains(['\0', '\r', '<']));
    }
}
