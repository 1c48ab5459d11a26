//! Text that a terminal shows and does not obey: names in a design may hold control characters.

use std::fmt::Write as _;

/// The text with each control character, and each that turns the direction of writing, as its number in the form that
/// JSON writes and reads: `\u001b`. Those in `keep` stay.
pub fn visible(text: &str, keep: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let turns =
            matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if (letter.is_control() || turns) && !keep.contains(letter) {
            let _ = write!(shown, "\\u{:04x}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    shown
}
