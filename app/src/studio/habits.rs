//! What people's hands are used to: what the wheel does, and whether letters alone call commands. Kept between visits.

use super::Studio;
use crate::browser::page;
use crate::languages::t;
use crate::signals::*;

/// The names under which habits are kept.
const WHEEL: &str = "loadbearing-wheel";
const SINGLE_KEYS: &str = "loadbearing-single-keys";
/// Browsers tell a notch of a mouse's wheel as this many pixels at least, without any sideways.
const NOTCH: f64 = 100.0;

/// What the wheel does without Ctrl.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wheel {
    /// It pans, as in every editor.
    #[default]
    Pan,
    /// It zooms, as on maps.
    Zoom,
    /// The wheel of a mouse zooms, two fingers pan.
    Auto,
}

/// Habits in words.
#[must_use]
pub fn words(habits: Habits) -> String {
    let keys = if habits.single_keys { t("habit.keys-on") } else { t("habit.keys-off") };
    format!("{} {}. {keys}", t("habit.wheel"), wheel_word(habits.wheel))
}

/// What the wheel does, in words.
#[must_use]
pub fn wheel_word(wheel: Wheel) -> &'static str {
    match wheel {
        Wheel::Pan => t("habit.wheel-pan"),
        Wheel::Zoom => t("habit.wheel-zoom"),
        Wheel::Auto => t("habit.wheel-auto"),
    }
}

/// All of them with the words they are kept as, in the order in which they are offered.
pub const WHEELS: [(Wheel, &str); 3] = [(Wheel::Pan, "pan"), (Wheel::Zoom, "zoom"), (Wheel::Auto, "auto")];

impl Wheel {
    /// The next of those that are offered.
    #[must_use]
    pub fn next(self) -> Self {
        let place = WHEELS.iter().position(|(wheel, _)| *wheel == self).map_or(0, |place| place + 1);
        WHEELS[place % WHEELS.len()].0
    }

    /// Whether such a turn zooms: how far across and down, in pixels, and whether the browser counts lines.
    #[must_use]
    pub fn zooms(self, across: f64, down: f64, is_by_lines: bool) -> bool {
        match self {
            Self::Pan => false,
            Self::Zoom => true,
            Self::Auto => across == 0.0 && (is_by_lines || down.abs() >= NOTCH && down.fract() == 0.0),
        }
    }
}

/// What hands are used to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// What the wheel does.
    pub wheel: Wheel,
    /// Whether characters alone call commands. People whose speech input types letters switch it off.
    pub single_keys: bool,
}

/// As they were kept at the last visit.
#[must_use]
pub fn kept() -> Habits {
    let word = page::remembered(WHEEL);
    let wheel = WHEELS.iter().find(|(_, known)| Some(*known) == word.as_deref()).map(|(wheel, _)| *wheel);
    let single_keys = page::remembered(SINGLE_KEYS).is_none_or(|word| word != "off");
    Habits { wheel: wheel.unwrap_or_default(), single_keys }
}

impl Studio {
    /// Takes other habits, and keeps them.
    pub fn adopt(self, habits: Habits) {
        self.habits.set(habits);
        let word = WHEELS.iter().find(|(wheel, _)| *wheel == habits.wheel).map_or("pan", |(_, word)| *word);
        page::remember(WHEEL, word);
        page::remember(SINGLE_KEYS, if habits.single_keys { "on" } else { "off" });
        self.announce(words(habits));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_the_wheel_may_do_comes_round() {
        let all: Vec<Wheel> = [Wheel::Pan; 4]
            .iter()
            .scan(Wheel::Auto, |wheel, _| {
                *wheel = wheel.next();
                Some(*wheel)
            })
            .collect();
        assert_eq!(all, [Wheel::Pan, Wheel::Zoom, Wheel::Auto, Wheel::Pan]);
    }

    #[test]
    fn a_notch_of_a_mouse_is_told_from_two_fingers() {
        assert!(Wheel::Auto.zooms(0.0, 120.0, false));
        assert!(Wheel::Auto.zooms(0.0, 48.0, true));
        assert!(!Wheel::Auto.zooms(0.0, 4.5, false));
        assert!(!Wheel::Auto.zooms(3.0, 120.0, false));
        assert!(!Wheel::Pan.zooms(0.0, 120.0, false) && Wheel::Zoom.zooms(0.0, 1.0, false));
    }
}
