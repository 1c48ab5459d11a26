//! Drawings of other programs, read as designs and written from them, and pictures that hold their design. Text and
//! bytes only; what a design means is computed elsewhere.
//!
//! A reader makes a [`Sketch`] of what it finds: shapes with words, lines between them. [`naming`] then says what kind
//! each shape is. Nothing is dropped without a word: what could not be matched or has no meaning in a design is listed.

pub mod d2;
pub mod drawio;
pub mod drawio_out;
pub mod excalidraw;
pub mod mermaid;
pub mod mermaid_out;
pub mod naming;
pub mod picture;
pub mod sketch;
mod xml;

use std::fmt;

use crate::design::{DesignFile, ReadError};
use sketch::Sketch;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64_000_000;
/// Most shapes and most lines of a drawing: more is no drawing, and comparing them would take its time.
pub const MOST_PARTS: usize = 20_000;

/// Most groups of a drawing.
pub const MOST_GROUPS: usize = 2_000;

/// A design made of a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The design.
    pub file: DesignFile,
    /// Whether it was read as it was written, and not guessed from words.
    pub is_exact: bool,
    /// What was guessed, and what could not be taken over: a sentence each.
    pub notes: Vec<String>,
}

/// Why a file cannot be read as a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// It is nothing that is known here.
    Foreign,
    /// It begins as a text and is none: the first byte that is not UTF-8.
    NoText(usize),
    /// It is larger than anything that is read.
    TooLarge,
    /// It is of a known form and holds no shapes.
    Empty,
    /// It is of a known form and cannot be read: why.
    Broken(String),
    /// It holds a design that cannot be read.
    Design(ReadError),
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => out.write_str(
                "it is no design, no drawing of Mermaid, draw.io or Excalidraw, and no picture that holds a design",
            ),
            Self::NoText(byte) => write!(out, "it is no text: byte {byte} is not UTF-8"),
            Self::TooLarge => write!(
                out,
                "it is larger than {} MB, or holds more than {MOST_PARTS} shapes or lines",
                MOST_BYTES / 1_000_000
            ),
            Self::Empty => out.write_str("it is a drawing without shapes"),
            Self::Broken(why) => out.write_str(why),
            Self::Design(problem) => problem.fmt(out),
        }
    }
}

impl std::error::Error for Refused {}

/// A design from what a file holds: a drawing of another program, or a picture with a design in it. A design file itself
/// is nothing of the kind: [`own_text`] finds it, `read` reads it.
///
/// # Errors
/// When it is nothing that is known here, or cannot be read.
pub fn import(bytes: &[u8], read: impl Fn(&str) -> Result<DesignFile, ReadError>) -> Result<Imported, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    if let Some(found) = picture::held_in_png(bytes) {
        return exact(&found?, read);
    }
    let text = begun(text("", bytes)?);
    if text.starts_with('<') {
        if let Some(found) = picture::held_in_svg(text) {
            return exact(&found, read);
        }
        return drawio::read(text).and_then(guessed);
    }
    if text.starts_with('{') {
        return excalidraw::read(text).and_then(guessed);
    }
    mermaid::read(text).and_then(guessed)
}

/// The text of a file that is to be read as this program's own, by how it is called and how it begins: JSON that is no
/// drawing, or nothing at all. Who reads it says best, and where, what is wrong with it. `None` where [`import`] reads it.
///
/// # Errors
/// When it is called like a text, or begins like one, and is none.
pub fn own_text<'a>(name: &str, bytes: &'a [u8]) -> Result<Option<&'a str>, Refused> {
    let found = match text(name, bytes) {
        // A picture is no text, and nothing wrong with it.
        Err(Refused::Foreign) => return Ok(None),
        found => found?,
    };
    let is_own = is_called_json(name) || begun(found).is_empty() || begun(found).starts_with(['{', '[']);
    Ok((is_own && !looks_like_drawing(found)).then_some(found))
}

/// What bytes say, where they are a text; where they are not, what a person meant decides what is said.
fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Refused> {
    std::str::from_utf8(bytes).map_err(|problem| {
        let valid = problem.valid_up_to();
        let start = begun(std::str::from_utf8(&bytes[..valid]).unwrap_or_default());
        let is_text = is_called_json(name) || start.starts_with(['{', '[', '<']) || looks_like_drawing(start);
        if is_text { Refused::NoText(valid) } else { Refused::Foreign }
    })
}

fn is_called_json(name: &str) -> bool {
    name.len() >= 5 && name.as_bytes()[name.len() - 5..].eq_ignore_ascii_case(b".json")
}

/// A text from its first sign on.
fn begun(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim_start()
}

/// Whether a text looks like a drawing that [`import`] reads, without reading it: for what is pasted.
#[must_use]
pub fn looks_like_drawing(text: &str) -> bool {
    let text = begun(text);
    let start: String = text.chars().take(4_000).collect();
    match text.chars().next() {
        Some('<') => ["<mxfile", "<mxGraphModel", "<svg"].iter().any(|word| start.contains(word)),
        Some('{') => excalidraw::looks_like_one(&start),
        _ => mermaid::looks_like_one(&start),
    }
}

fn exact(text: &str, read: impl Fn(&str) -> Result<DesignFile, ReadError>) -> Result<Imported, Refused> {
    let file = read(text).map_err(Refused::Design)?;
    Ok(Imported { file, is_exact: true, notes: Vec::new() })
}

fn guessed(sketch: Sketch) -> Result<Imported, Refused> {
    if sketch.shapes.is_empty() {
        return Err(Refused::Empty);
    }
    if sketch.shapes.len() > MOST_PARTS || sketch.lines.len() > MOST_PARTS || sketch.groups.len() > MOST_GROUPS {
        return Err(Refused::TooLarge);
    }
    Ok(naming::design(sketch))
}
