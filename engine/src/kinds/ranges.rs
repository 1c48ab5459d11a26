//! Between what a figure may plausibly lie that a design leaves to its default: what its declaration knows, else what
//! is assumed of all figures of its sort.

use crate::design::vocabulary::{Range, SettingSpec};

/// Documents grade availability by nines (zero-to-hero § 1.1 Understanding System Design Basics), and give none of a
/// single component.
const NINES: &str = "one nine fewer to one more: no document gives the availability of a component or a place";

/// Figures of one machine differ by about that much from another's.
const TWICE: &str = "half to double: it depends on the machine and the work, and no document gives a range";

/// The range of a default: of the declared ones the first that holds it; else half to double.
#[must_use]
pub fn of_figure(spec: Option<&SettingSpec>, value: f64) -> Range {
    let declared = spec.and_then(|spec| spec.ranges.iter().find(|range| range.holds(value)));
    declared.copied().unwrap_or_else(|| half_to_double(value))
}

/// Half to double: an assumption.
#[must_use]
pub const fn half_to_double(value: f64) -> Range {
    Range::assumed(value / 2.0, value * 2.0, TWICE)
}

/// The range of an availability: down ten times as often, or a tenth as often.
#[must_use]
pub fn of_availability(value: f64) -> Range {
    // What people write has few digits; 1 − 0.999 has many.
    let tidy = |share: f64| libm::round(share * 1e12) / 1e12;
    let down = 1.0 - value;
    Range::assumed(tidy((1.0 - 10.0 * down).max(0.0)), tidy(1.0 - down / 10.0), NINES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::vocabulary::{Fallback, Shape, Source};
    use crate::kinds::catalogue;

    #[test]
    fn an_availability_gains_or_loses_a_nine() {
        for (value, low, high) in [(0.999, 0.99, 0.9999), (0.9999, 0.999, 0.99999), (0.99999, 0.9999, 0.999999)] {
            let range = of_availability(value);
            assert_eq!((range.low, range.high, range.source), (low, high, Source::Assumption));
        }
        assert_eq!(of_availability(0.5).low, 0.0);
        assert_eq!((of_availability(1.0).low, of_availability(1.0).high), (1.0, 1.0));
    }

    #[test]
    fn a_default_takes_the_declared_range_that_holds_it() {
        let server = crate::kinds::find("server").unwrap().setting("rps_capacity");
        assert_eq!((of_figure(server, 5_000.0).low, of_figure(server, 5_000.0).high), (1_000.0, 10_000.0));
        assert_eq!((of_figure(server, 80_000.0).low, of_figure(server, 80_000.0).high), (56_000.0, 100_000.0));
        let between = of_figure(server, 20_000.0);
        assert_eq!((between.low, between.high, between.source), (10_000.0, 40_000.0, Source::Assumption));
    }

    #[test]
    fn declared_ranges_are_in_order_and_within_the_bounds_of_their_setting() {
        for kind in catalogue::ALL {
            for spec in kind.all_settings() {
                let Shape::Number { least, most, .. } = spec.shape else {
                    assert!(spec.ranges.is_empty(), "{} {}", kind.id, spec.name);
                    continue;
                };
                for range in spec.ranges {
                    let place = format!("{} {}", kind.id, spec.name);
                    assert!(least <= range.low && range.low < range.high && range.high <= most, "{place}");
                    assert_eq!(range.source == Source::Assumption, !range.because.is_empty(), "{place}");
                }
                if let (Fallback::Number(value), false) = (spec.default, spec.ranges.is_empty()) {
                    assert!(spec.ranges.iter().any(|range| range.holds(value)), "{} {}", kind.id, spec.name);
                }
            }
        }
    }
}
