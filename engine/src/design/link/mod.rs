//! A design as a link fragment: a version, a point and base64url of a checksum, a length and the deflated design.
//! Nothing of it goes to a server. What a link says is checked as strictly as a file.
//!
//! The fields travel by name, so kinds and settings that come later need no new version of links. Version 1 holds a
//! design and nothing else; version 2 says what it holds (`share`). Each version that was ever written is read for ever.

mod columns;
mod deflate;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::format::{FORMAT, MOST_BYTES};
use super::read::{Json, ReadError};
use super::{Area, DesignFile, write};

/// Version of links that hold a design alone.
pub(crate) const BARE_VERSION: u64 = 1;
/// Version of links that say what they hold, the latest.
pub(crate) const VERSION: u64 = 2;

/// A link of a few kilobytes can claim to be gigabytes; no design is.
const MOST_INFLATED_BYTES: usize = 64_000_000;

/// Why a text is no link to a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It does not look like one.
    NotALink,
    /// A later version of the program wrote it.
    LaterVersion {
        /// Version that it needs.
        needed: u64,
    },
    /// Its end is missing.
    Cut {
        /// Bytes that are there.
        found: usize,
        /// Bytes that there were.
        whole: usize,
    },
    /// It was changed on its way.
    Damaged,
    /// It unpacks to more than any design has.
    TooLarge,
    /// It is whole, but its design is not one.
    Design(ReadError),
    /// It is whole, and something else in it is not what it should be.
    Content {
        /// Which: `assignment`, `submission`, `view`.
        what: &'static str,
        /// What is wrong with it.
        error: ReadError,
    },
    /// It is whole and holds something else than what was asked for.
    Holds(&'static str),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => {
                write!(
                    f,
                    "this is not a link to a design; such a link holds `#{BARE_VERSION}.` or `#{VERSION}.` and letters"
                )
            }
            Self::LaterVersion { needed } => {
                write!(f, "the link needs version {needed} of links, this program knows version {VERSION}")
            }
            Self::Cut { found, whole } => {
                write!(f, "the link was cut: {found} of its {whole} bytes are here; copy it again as a whole")
            }
            Self::Damaged => write!(f, "the link was changed on its way; copy it again as a whole"),
            Self::TooLarge => write!(f, "the link unpacks to more than {} MB", MOST_INFLATED_BYTES / 1_000_000),
            Self::Design(error) => write!(f, "the design in the link cannot be read: {error}"),
            Self::Content { what, error } => write!(f, "the {what} in the link cannot be read: {error}"),
            Self::Holds(what) => write!(f, "the link holds {what}, which opens on the page"),
        }
    }
}

impl std::error::Error for LinkError {}

/// A tree as few bytes.
pub(crate) fn packed(json: &Json) -> Vec<u8> {
    deflate::deflate(&columns::pack(json))
}

/// The tree of such bytes; `None` where they are none.
pub(crate) fn unpacked(bytes: &[u8]) -> Option<Json> {
    columns::unpack(&deflate::inflate(bytes).ok()?)
}

/// The fragment for a design: the part of a link behind the `#`.
///
/// Positions of boxes are rounded to whole pixels.
#[must_use]
pub fn encode(file: &DesignFile) -> String {
    let mut rounded = file.clone();
    round_layout(&mut rounded);
    wrapped(BARE_VERSION, &without_layout(as_tree(&write(&rounded))))
}

/// Puts boxes on whole pixels.
pub(crate) fn round_layout(file: &mut DesignFile) {
    for (x, y) in file.layout.values_mut() {
        (*x, *y) = (libm::round(*x), libm::round(*y));
    }
    let views = file.steps.iter_mut().filter_map(|step| step.view.as_mut());
    for area in file.frames.values_mut().chain(views) {
        *area = rounded(*area);
    }
    for note in file.notes.values_mut() {
        note.area = rounded(note.area);
    }
    for (x, y) in file.pieces.values_mut().flat_map(|piece| piece.layout.values_mut()) {
        (*x, *y) = (libm::round(*x), libm::round(*y));
    }
}

fn rounded(area: Area) -> Area {
    (libm::round(area.0), libm::round(area.1), libm::round(area.2), libm::round(area.3))
}

/// The tree of a file. What a writer writes can be parsed; an empty one would stand for anything else.
pub(crate) fn as_tree(file: &str) -> Json {
    Json::parse(file).unwrap_or(Json::Object(Vec::new()))
}

/// The fragment for a tree.
pub(crate) fn wrapped(version: u64, json: &Json) -> String {
    let packed = packed(json);
    let mut rest = Vec::new();
    columns::put_number(&mut rest, packed.len() as u64);
    rest.extend_from_slice(&packed);
    let mut bytes = checksum(&rest).to_le_bytes().to_vec();
    bytes.extend_from_slice(&rest);
    format!("{version}.{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The version and the tree of a link: a fragment, or a whole address with one.
///
/// # Errors
/// When the text is no link, was cut or damaged, or comes from a later version.
pub(crate) fn opened(link: &str) -> Result<(u64, Json), LinkError> {
    if link.len() > MOST_BYTES {
        return Err(LinkError::TooLarge);
    }
    let fragment = link.rsplit('#').next().unwrap_or(link);
    // Mail programs break long lines.
    let fragment: String = fragment.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    let (written, body) = fragment.split_once('.').ok_or(LinkError::NotALink)?;
    let digits = !written.is_empty() && written.len() < 10 && written.bytes().all(|byte| byte.is_ascii_digit());
    let version = written.parse::<u64>().ok().filter(|_| digits).ok_or(LinkError::NotALink)?;
    if version > VERSION {
        return Err(LinkError::LaterVersion { needed: version });
    }
    if version < BARE_VERSION || version.to_string() != written {
        return Err(LinkError::NotALink);
    }
    let json = columns::unpack(&inflated(body)?).ok_or(LinkError::Damaged)?;
    Ok((version, json))
}

/// The bytes of the design, once the envelope is known to be whole.
fn inflated(body: &str) -> Result<Vec<u8>, LinkError> {
    // A cut may leave a rest that base64 has no meaning for; what stands before it still tells the length.
    let decoded = URL_SAFE_NO_PAD.decode(body).or_else(|error| {
        let letters = body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        let whole = body.len() / 4 * 4;
        match URL_SAFE_NO_PAD.decode(body.get(..whole).unwrap_or_default()) {
            Ok(start) if letters && whole < body.len() => Ok(start),
            _ => Err(error),
        }
    });
    let bytes = decoded.map_err(|_| LinkError::Damaged)?;
    let cut = LinkError::Cut { found: bytes.len(), whole: bytes.len() + 1 };
    let Some((sum, rest)) = bytes.split_first_chunk::<4>() else { return Err(cut) };
    let mut reader = columns::Bytes::new(rest);
    let Some(length) = reader.number() else { return Err(cut) };
    let packed = reader.rest();
    let length = usize::try_from(length).map_err(|_| LinkError::Damaged)?;
    if length > MOST_BYTES {
        return Err(LinkError::Damaged);
    }
    if packed.len() < length {
        return Err(LinkError::Cut { found: bytes.len(), whole: bytes.len() - packed.len() + length });
    }
    if packed.len() > length || checksum(rest) != u32::from_le_bytes(*sum) {
        return Err(LinkError::Damaged);
    }
    deflate::inflate(packed)
}

/// CRC-32 as in ISO 3309: finds every change of up to 32 neighbouring bits.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = !0u32;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// Moves positions into their components, where they make two columns of numbers, and leaves the format out.
pub(crate) fn without_layout(json: Json) -> Json {
    let Json::Object(mut fields) = json else { return json };
    fields.retain(|(name, _)| name != "format");
    let Some(at) = fields.iter().position(|(name, _)| name == "layout") else { return Json::Object(fields) };
    let (_, layout) = fields.remove(at);
    let Json::Object(layout) = layout else { return Json::Object(fields) };
    let mut positions: std::collections::HashMap<String, Json> = layout.into_iter().collect();
    for component in components_of(&mut fields) {
        let position = id_of(component).and_then(|id| positions.remove(id));
        if let Some(Json::List(position)) = position {
            let named = ["x", "y"].into_iter().map(str::to_owned).zip(position);
            component.extend(named);
        }
    }
    Json::Object(fields)
}

/// The reverse of [`without_layout`].
pub(crate) fn with_layout(json: Json) -> Json {
    let Json::Object(mut fields) = json else { return json };
    let mut layout = Vec::new();
    for component in components_of(&mut fields) {
        let Some(id) = id_of(component).map(str::to_owned) else { continue };
        let mut position = Vec::new();
        for name in ["x", "y"] {
            if let Some(at) = component.iter().position(|(known, _)| known == name) {
                position.push(component.remove(at).1);
            }
        }
        if !position.is_empty() {
            layout.push((id, Json::List(position)));
        }
    }
    fields.insert(0, ("format".to_owned(), Json::Text(FORMAT.to_owned())));
    if !layout.is_empty() {
        fields.push(("layout".to_owned(), Json::Object(layout)));
    }
    Json::Object(fields)
}

fn components_of(fields: &mut [(String, Json)]) -> impl Iterator<Item = &mut Vec<(String, Json)>> {
    let components = fields.iter_mut().find(|(name, _)| name == "components").map(|(_, json)| json);
    let items = match components {
        Some(Json::List(items)) => items.as_mut_slice(),
        _ => &mut [],
    };
    items.iter_mut().filter_map(|item| if let Json::Object(fields) = item { Some(fields) } else { None })
}

fn id_of(component: &[(String, Json)]) -> Option<&str> {
    component.iter().find_map(|(name, json)| match json {
        Json::Text(id) if name == "id" => Some(id.as_str()),
        _ => None,
    })
}
