//! Copies that fail together, wait for their repair, and fail so often a year: settings for random designs.

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::kinds;

/// Gives some components of a design such settings, as a row of numbers says.
pub fn fail_together(design: &mut Design, numbers: &[u32]) {
    for (at, component) in design.components.iter_mut().enumerate() {
        let number = numbers.get((7 * at + 3) % numbers.len().max(1)).map_or(0, |number| *number as usize);
        let kind = kinds::find(&component.kind).unwrap();
        let mut set = |name: &str, value: f64| {
            if kind.setting(name).is_some() {
                component.settings.insert(name.to_owned(), Setting::Number(value));
            }
        };
        if number.is_multiple_of(4) {
            set("common_cause", [0.1, 0.5, 1.0, 0.0][number / 4 % 4]);
        }
        if number / 16 % 4 == 1 {
            set("repair_crews", [1.0, 2.0][number / 64 % 2]);
        }
        if number / 128 % 4 == 1 {
            set("failures_per_year", [12.0, 0.0, 400.0][number / 512 % 3]);
            set("repair_hours", 4.0);
            component.settings.remove("availability");
        }
    }
}
