//! What is wrong with a design file and where, in one line.

use std::fmt;

use crate::design::format::Bounds;

/// Why a text is no design file. Nothing is read by halves: the first error ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Path of the field (`components[3].kind`), or line and column where the text is no JSON. Empty where it is
    /// about the whole.
    pub place: String,
    /// What is wrong, in lower case and without a stop.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.place, self.message) }
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// An error right here; those who called add where that is.
    pub(crate) fn here(message: impl Into<String>) -> Self {
        Self { place: String::new(), message: message.into() }
    }

    /// The same error, seen from the object that has the field.
    pub(crate) fn in_field(self, name: &str) -> Self {
        let plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter));
        let step = if plain { name.to_owned() } else { format!("[{}]", quoted(name)) };
        self.behind(&step)
    }

    /// The same error, seen from the list that has the item.
    pub(crate) fn in_item(self, number: usize) -> Self {
        self.behind(&format!("[{number}]"))
    }

    fn behind(self, step: &str) -> Self {
        let joint = if self.place.is_empty() || self.place.starts_with('[') { "" } else { "." };
        Self { place: format!("{step}{joint}{}", self.place), message: self.message }
    }
}

/// A figure that is out of bounds, and what would not be.
pub(crate) fn out_of_bounds(value: f64, bounds: &Bounds) -> ReadError {
    let what = match (bounds.whole, bounds.share) {
        (true, _) => "a whole number ",
        (_, true) => "a share ",
        _ => "",
    };
    let from = if bounds.least_allowed { "from" } else { "above" };
    let (least, most) = (plain(bounds.least), plain(bounds.most));
    let (range, found) = if bounds.share {
        let cent = |share: f64| format!("{} %", plain(libm::round(share * 1e11) / 1e9));
        (format!(" ({} to {})", cent(bounds.least), cent(bounds.most)), format!(" ({})", cent(value)))
    } else {
        (String::new(), String::new())
    };
    ReadError::here(format!("expected {what}{from} {least} to {most}{range}, found {}{found}", plain(value)))
}

/// A text of the file inside a message: on one line, and not at any length.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() > MOST {
        let start: String = text.chars().take(MOST).collect();
        format!("{:?}", format!("{start}…"))
    } else {
        format!("{text:?}")
    }
}

/// `; did you mean "…"?`, where one of the known words is close enough; otherwise nothing.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    closest(word, known).map(|close| format!("; did you mean {}?", quoted(close))).unwrap_or_default()
}

/// The known word that a misspelt one is most likely to be.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing costs the product of both lengths; a hostile file may have many long ids.
    const MOST_COMPARED: usize = 5_000;
    if word.len() > 100 {
        return None;
    }
    let folded = folded(word);
    // At least one letter has to be right.
    let allowed = (folded.len() / 3).clamp(1, 4).min(folded.len().saturating_sub(1));
    known
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed + 2)
        .map(|candidate| (strsim::osa_distance(&folded, &self::folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters only: case, dashes and underscores are what people confuse most.
fn folded(word: &str) -> String {
    word.chars().filter(|letter| !"-_ ".contains(*letter)).flat_map(char::to_lowercase).collect()
}

fn plain(value: f64) -> String {
    if value.abs() >= 1e15 { format!("{value:e}") } else { value.to_string() }
}
