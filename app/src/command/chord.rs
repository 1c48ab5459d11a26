//! Keys held together: how they are told apart on any keyboard layout, and how they are written.

use crate::canvas::event::Modifiers;
use crate::canvas::geometry::Point;

/// A key with what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Ctrl, or ⌘ on a Mac.
    pub command: bool,
    /// Shift. For signs it says nothing: where a sign needs it differs between keyboards.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, lower case.
    Letter(char),
    /// A digit, of either row.
    Digit(char),
    /// A sign such as `/`, and the code of its key on a US keyboard.
    Sign(char, &'static str),
    /// A key with a name of its own, as browsers call it: `Delete`, `ArrowLeft`.
    Named(&'static str),
}

/// A key press as the browser tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// What it produced: a character or a name.
    pub key: String,
    /// Where the key is, named by a US keyboard: `KeyA`, `Slash`.
    pub code: String,
    /// What was held.
    pub modifiers: Modifiers,
}

/// A letter.
#[must_use]
pub const fn letter(letter: char) -> Chord {
    plain(Key::Letter(letter))
}

/// A digit.
#[must_use]
pub const fn digit(digit: char) -> Chord {
    plain(Key::Digit(digit))
}

/// A sign, and the code of its key on a US keyboard.
#[must_use]
pub const fn sign(sign: char, code: &'static str) -> Chord {
    plain(Key::Sign(sign, code))
}

/// A key with a name.
#[must_use]
pub const fn named(name: &'static str) -> Chord {
    plain(Key::Named(name))
}

const fn plain(key: Key) -> Chord {
    Chord { key, command: false, shift: false, alt: false }
}

impl Chord {
    /// With Ctrl, or ⌘ on a Mac.
    #[must_use]
    pub const fn command(self) -> Self {
        Self { command: true, ..self }
    }

    /// With Shift.
    #[must_use]
    pub const fn shift(self) -> Self {
        Self { shift: true, ..self }
    }

    /// With Alt, or Option on a Mac.
    #[must_use]
    pub const fn alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// Whether it is a character alone, which speech input and slips of the hand type too.
    #[must_use]
    pub const fn is_single_character(&self) -> bool {
        !self.command && !self.alt && !matches!(self.key, Key::Named(_))
    }

    /// Whether a press produced its character or name.
    #[must_use]
    pub fn is_produced_by(&self, press: &Press) -> bool {
        let held = press.modifiers;
        match self.key {
            Key::Letter(letter) => {
                is_character(press, |other| other.eq_ignore_ascii_case(&letter)) && self.is_held(held)
            }
            Key::Digit(digit) => is_character(press, |other| other == digit) && self.is_held(held),
            // Where a sign needs Shift or AltGr to be typed, they are held without being meant.
            Key::Sign(sign, _) => is_character(press, |other| other == sign) && self.command == held.command,
            Key::Named(name) => press.key == name && self.is_held(held),
        }
    }

    /// Whether a press was of its key, where that key produces no character of the Latin alphabet
    /// (Cyrillic letters) or another sign (Shift and a digit).
    #[must_use]
    pub fn is_placed_at(&self, press: &Press) -> bool {
        if !self.is_held(press.modifiers) {
            return false;
        }
        let code = press.code.as_str();
        match self.key {
            Key::Letter(letter) => {
                !is_character(press, |other| other.is_ascii_alphabetic())
                    && code.strip_prefix("Key").is_some_and(|name| is_only(name, letter.to_ascii_uppercase()))
            }
            Key::Digit(digit) => {
                let name = code.strip_prefix("Digit").or_else(|| code.strip_prefix("Numpad"));
                name.is_some_and(|name| is_only(name, digit))
            }
            // A sign that another layout has elsewhere is only looked for with Ctrl: alone, the
            // key is that layout's own sign.
            Key::Sign(_, place) => self.command && code == place,
            Key::Named(_) => false,
        }
    }

    /// The way an arrow key points, one long; `None` for other keys.
    #[must_use]
    pub fn direction(&self) -> Option<Point> {
        match self.key {
            Key::Named("ArrowLeft") => Some(Point::new(-1.0, 0.0)),
            Key::Named("ArrowRight") => Some(Point::new(1.0, 0.0)),
            Key::Named("ArrowUp") => Some(Point::new(0.0, -1.0)),
            Key::Named("ArrowDown") => Some(Point::new(0.0, 1.0)),
            _ => None,
        }
    }

    fn is_held(&self, held: Modifiers) -> bool {
        self.command == held.command && self.shift == held.shift && self.alt == held.alt
    }

    /// As it is written beside a command: `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac.
    #[must_use]
    pub fn text(&self, is_mac: bool) -> String {
        let key = match self.key {
            Key::Letter(letter) => letter.to_ascii_uppercase().to_string(),
            Key::Digit(sign) | Key::Sign(sign, _) => sign.to_string(),
            Key::Named(name) => match name {
                "ArrowLeft" => "←".to_owned(),
                "ArrowRight" => "→".to_owned(),
                "ArrowUp" => "↑".to_owned(),
                "ArrowDown" => "↓".to_owned(),
                "Escape" => "Esc".to_owned(),
                "Delete" if !is_mac => "Del".to_owned(),
                other => other.to_owned(),
            },
        };
        let held = [(self.alt, "⌥", "Alt+"), (self.shift, "⇧", "Shift+"), (self.command, "⌘", "Ctrl+")];
        let names = |mac: &'static str, other: &'static str| if is_mac { mac } else { other };
        // A Mac writes Command last, others write Ctrl first.
        let mut parts: Vec<&str> =
            held.iter().filter(|(is_held, ..)| *is_held).map(|(_, mac, other)| names(mac, other)).collect();
        if !is_mac {
            parts.reverse();
        }
        parts.concat() + &key
    }
}

/// Whether a press produced one character that fits.
fn is_character(press: &Press, fits: impl Fn(char) -> bool) -> bool {
    let mut characters = press.key.chars();
    matches!((characters.next(), characters.next()), (Some(only), None) if fits(only))
}

fn is_only(name: &str, character: char) -> bool {
    name.chars().eq([character])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, code: &str, modifiers: Modifiers) -> Press {
        Press { key: key.to_owned(), code: code.to_owned(), modifiers }
    }

    const NONE: Modifiers = Modifiers { shift: false, alt: false, command: false };
    const SHIFT: Modifiers = Modifiers { shift: true, ..NONE };
    const COMMAND: Modifiers = Modifiers { command: true, ..NONE };

    #[test]
    fn a_letter_goes_by_what_it_produces_and_in_other_scripts_by_its_place() {
        let undo = letter('z').command();
        assert!(undo.is_produced_by(&press("z", "KeyY", COMMAND)), "German keyboard");
        assert!(!undo.is_placed_at(&press("y", "KeyZ", COMMAND)), "German keyboard");
        assert!(undo.is_placed_at(&press("я", "KeyZ", COMMAND)), "Russian keyboard");
        assert!(!undo.is_produced_by(&press("z", "KeyZ", Modifiers { shift: true, ..COMMAND })));
    }

    #[test]
    fn shift_and_a_digit_goes_by_place_since_it_produces_a_sign() {
        let fit = digit('1').shift();
        assert!(fit.is_placed_at(&press("!", "Digit1", SHIFT)));
        assert!(fit.is_produced_by(&press("1", "Digit1", SHIFT)), "French keyboard");
        assert!(!fit.is_placed_at(&press("1", "Digit1", NONE)));
    }

    #[test]
    fn a_sign_goes_by_what_it_produces_whatever_that_takes() {
        let help = sign('?', "Slash");
        assert!(help.is_produced_by(&press("?", "Minus", SHIFT)), "German keyboard");
        assert!(!help.is_placed_at(&press("-", "Slash", NONE)), "German minus");
        assert!(sign('/', "Slash").command().is_placed_at(&press("-", "Slash", COMMAND)));
    }

    #[test]
    fn chords_are_written_as_the_system_writes_them() {
        let redo = letter('z').shift().command();
        assert_eq!(redo.text(false), "Ctrl+Shift+Z");
        assert_eq!(redo.text(true), "⇧⌘Z");
        assert_eq!(named("ArrowLeft").alt().text(false), "Alt+←");
    }
}
