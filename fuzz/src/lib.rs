//! What must hold whatever a reader is given: it says no, or what it gives can be written, read again as the same, and
//! evaluated. Each function is thrown bytes at by the target of its name. `cargo xtask fuzz` runs them.

pub mod seeds;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use loadbearing_engine::share::Shared;
use loadbearing_engine::{DesignFile, evaluate, formats, link, read, write};

/// Larger designs are only read: what many components take to evaluate is no question here.
const MOST_EVALUATED: usize = 30;
/// The largest block of deflate that holds bytes as they are.
const LARGEST_BLOCK: usize = 0xffff;

/// The inside of a link: bytes as they come out of its envelope, which is made around them, so that no checksum keeps them
/// out. The first says which version it is, and whether the others are deflated or stand for themselves.
pub fn link(bytes: &[u8]) {
    let Some((first, held)) = bytes.split_first() else { return };
    let packed = if first & 2 == 0 { held.to_vec() } else { stored(held) };
    let link = format!("{}.{}", 1 + (first & 1), URL_SAFE_NO_PAD.encode(enveloped(&packed)));
    match link::open(&link) {
        Ok(Shared::Design { file, shown }) => {
            check(&file);
            let again = link::encode_shown(&file, &shown);
            let opened = link::open(&again).unwrap_or_else(|problem| panic!("{problem}: {again}"));
            let Shared::Design { file, shown } = opened else { panic!("a design came back as something else") };
            assert_eq!(link::encode_shown(&file, &shown), again);
        }
        Ok(Shared::Assignment(assignment)) => {
            let again = link::encode_assignment(&assignment);
            assert!(matches!(link::open(&again), Ok(Shared::Assignment(_))), "{again}");
        }
        Ok(Shared::Submission(submission)) => {
            let again = link::encode_submission(&submission);
            assert!(matches!(link::open(&again), Ok(Shared::Submission(_))), "{again}");
        }
        Err(problem) => drop(problem.to_string()),
    }
    // And as it is, in which nearly nothing passes.
    let _ = link::open(&String::from_utf8_lossy(bytes)).map_err(|problem| problem.to_string());
}

/// Bytes as a block of deflate that holds them as they are.
fn stored(held: &[u8]) -> Vec<u8> {
    let held = &held[..held.len().min(LARGEST_BLOCK)];
    // At most `LARGEST_BLOCK`.
    let size = held.len() as u16;
    [&[1], &size.to_le_bytes()[..], &(!size).to_le_bytes(), held].concat()
}

/// What was deflated, with what stands before it in a link: a checksum and the length.
fn enveloped(packed: &[u8]) -> Vec<u8> {
    let mut rest = Vec::new();
    let mut length = packed.len();
    while length > 0x7f {
        rest.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    rest.push(length as u8);
    rest.extend(packed);
    let mut bytes = checksum(&rest).to_le_bytes().to_vec();
    bytes.extend(rest);
    bytes
}

/// CRC-32 as in ISO 3309, as links have it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes
        .iter()
        .fold(!0_u32, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1))))
}

/// A design file.
pub fn design(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read(text) {
        Ok(file) => check(&file),
        Err(problem) => drop(problem.to_string()),
    }
}

/// A flowchart of Mermaid, behind its first line.
pub fn mermaid(bytes: &[u8]) {
    drawing(&[b"flowchart LR\n", bytes].concat());
}

/// A drawing of draw.io, or a picture.
pub fn drawio(bytes: &[u8]) {
    drawing(bytes);
}

/// A scene of Excalidraw.
pub fn excalidraw(bytes: &[u8]) {
    drawing(bytes);
}

fn drawing(bytes: &[u8]) {
    match formats::import(bytes, read) {
        Ok(found) => check(&found.file),
        Err(problem) => drop(problem.to_string()),
    }
}

fn check(file: &DesignFile) {
    let text = write(file);
    let again = read(&text).unwrap_or_else(|problem| panic!("what was read cannot be read again: {problem}\n{text}"));
    assert_eq!(write(&again), text, "what was read is another design when it is read again");
    if file.design.components.len() <= MOST_EVALUATED {
        let _ = evaluate(&file.design);
    }
}
