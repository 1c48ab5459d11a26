//! Designs inside of pictures: a PNG holds its design in a chunk of text, an SVG in its metadata. Whoever opens the
//! picture opens the design.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::{Refused, xml};
use crate::design::format::MOST_BYTES;

/// What the text of a design is called in a picture.
const NAME: &str = "loadbearing-design";
/// What every PNG begins with: <https://www.w3.org/TR/png-3/#5PNG-file-signature>.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// How much deflate tries; the most.
const EFFORT: u8 = 9;

/// The picture with a design in it; `None` where it is no PNG.
#[must_use]
pub fn put_into_png(png: &[u8], design: &str) -> Option<Vec<u8>> {
    // Its header is the first chunk; behind it, the design is found without going through the picture.
    let (_, header) = chunks(png)?.next().filter(|(name, _)| *name == b"IHDR")?;
    let end = SIGNATURE.len() + 12 + header.len();
    let mut text = NAME.as_bytes().to_vec();
    // The name ends; compressed, by zlib; in no particular language, with no other name: section 11.3.3.4 of the same.
    text.extend([0, 1, 0, 0, 0]);
    text.extend(compress_to_vec_zlib(design.as_bytes(), EFFORT));
    let mut whole = png.get(..end)?.to_vec();
    whole.extend(u32::try_from(text.len()).ok()?.to_be_bytes());
    let from = whole.len();
    whole.extend(b"iTXt");
    whole.extend(&text);
    let sum = checksum(&whole[from..]);
    whole.extend(sum.to_be_bytes());
    whole.extend(&png[end..]);
    Some(whole)
}

/// The design that a PNG holds; `None` where the bytes are no PNG.
///
/// # Errors
/// When the picture holds none that can be read.
#[must_use]
pub fn held_in_png(bytes: &[u8]) -> Option<Result<String, Refused>> {
    let mut chunks = chunks(bytes)?;
    let text = chunks.find_map(|(name, held)| {
        let held = held.strip_prefix(NAME.as_bytes())?.strip_prefix(&[0])?;
        (name == b"iTXt").then_some(held)
    });
    let Some(text) = text else {
        return Some(Err(Refused::Broken("the picture holds no design; those that Loadbearing makes do".into())));
    };
    let damaged = || Refused::Broken("the design in the picture is damaged".into());
    let packed = text.strip_prefix(&[1, 0, 0, 0]).ok_or_else(damaged);
    Some(packed.and_then(|packed| {
        let bytes = decompress_to_vec_zlib_with_limit(packed, MOST_BYTES).map_err(|_| damaged())?;
        String::from_utf8(bytes).map_err(|_| damaged())
    }))
}

/// The chunks of a PNG with their names; those that are cut are left out. Their sums are not looked at: what unpacks
/// them notices damage.
fn chunks(bytes: &[u8]) -> Option<impl Iterator<Item = (&[u8], &[u8])>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    Some(std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (name, after) = after.split_at_checked(4)?;
        let (held, after) = after.split_at_checked(length)?;
        rest = after.get(4..)?;
        Some((name, held))
    }))
}

/// CRC-32 as PNG has it: annex D of the same.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// The metadata of an SVG that holds a design: an element to be put into it first.
#[must_use]
pub fn svg_metadata(design: &str) -> String {
    format!("<metadata id=\"{NAME}\">{}</metadata>", quoted(design))
}

/// Text as XML has it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            // XML knows no other control characters.
            letter if letter.is_control() && !"\n\t".contains(letter) => quoted.push('\u{fffd}'),
            letter => quoted.push(letter),
        }
    }
    quoted
}

/// The design that an SVG holds.
#[must_use]
pub fn held_in_svg(text: &str) -> Option<String> {
    let (_, held) = text.split_once(&format!("<metadata id=\"{NAME}\">"))?;
    let (held, _) = held.split_once("</metadata>")?;
    Some(xml::text(held))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one chunk that says how large it is, and one that says it is over.
    fn png() -> Vec<u8> {
        let mut bytes = SIGNATURE.to_vec();
        for (name, held) in [(b"IHDR", &[0_u8; 13][..]), (b"IEND", &[][..])] {
            bytes.extend(u32::try_from(held.len()).unwrap().to_be_bytes());
            let from = bytes.len();
            bytes.extend(name);
            bytes.extend(held);
            let sum = checksum(&bytes[from..]);
            bytes.extend(sum.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn sums_are_those_of_png() {
        // The last chunk of every PNG: its sum stands in every hex dump of one.
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn what_is_put_into_a_picture_comes_out_of_it() {
        let design = "{ \"title\": \"Tom & <Jerry> — ü\" }";
        let whole = put_into_png(&png(), design).unwrap();
        assert_eq!(held_in_png(&whole), Some(Ok(design.to_owned())));
        let names: Vec<&[u8]> = chunks(&whole).unwrap().map(|(name, _)| name).collect();
        assert_eq!(names, [&b"IHDR"[..], b"iTXt", b"IEND"]);
        let svg = format!("<svg>{}<g/></svg>", svg_metadata(design));
        assert_eq!(held_in_svg(&svg).as_deref(), Some(design));
    }

    #[test]
    fn pictures_without_designs_and_damaged_ones_say_so() {
        assert_eq!(held_in_png(b"no picture"), None);
        assert!(matches!(held_in_png(&png()), Some(Err(Refused::Broken(_)))));
        let whole = put_into_png(&png(), "{}").unwrap();
        // The last chunk says that it is over; all that is cut before holds nothing.
        for cut in 0..whole.len() - 12 {
            assert!(!matches!(held_in_png(&whole[..cut]), Some(Ok(_))), "{cut}");
        }
        assert_eq!(put_into_png(b"GIF", "{}"), None);
        assert_eq!(held_in_svg("<svg/>"), None);
    }
}
