//! The curve of a journey's day: how it is typed, dragged and begun with. Knows no page.

use loadbearing_engine::design::format::CURVE_HOURS;
use loadbearing_engine::design::vocabulary::Source;

use crate::languages::figures::significant;
use crate::languages::{t, t_with};
use crate::quantity::{self, Quantity};

/// Parts of a day that a curve has a value for.
pub const HOURS: usize = CURVE_HOURS;
/// The bars end at least at so many times the mean, and a quarter above the highest: what can be dragged has to have
/// somewhere to go. An assumption of the drawing.
const TALL: f64 = 2.0;
const ABOVE: f64 = 1.25;
/// A bar is dragged in about so many steps.
const STEPS: f64 = 100.0;

/// A curve to begin with.
pub struct Shape {
    /// Tells it from the others; part of the key of its words.
    pub key: &'static str,
    /// By hour.
    pub values: [f64; HOURS],
    /// Where the height of its peak is from. Which hours are busy is always an assumption.
    pub peak_from: Source,
}

const USUAL: Source = Source::Documented("worked-examples § Useful formulas");
const OF_THE_EXAMPLE: Source = Source::Documented("worked-examples § Example 1, Step 1: scale estimate");

/// Curves to begin with.
pub const SHAPES: [Shape; 5] = [
    Shape {
        key: "day.evenings",
        values: [
            8., 5., 3., 2., 2., 3., 5., 8., 10., 11., 11., 11., 12., 11., 10., 10., 11., 13., 17., 24., 36., 31., 21.,
            13.,
        ],
        peak_from: USUAL,
    },
    Shape {
        key: "day.office",
        values: [
            0., 0., 0., 0., 0., 0., 1., 6., 18., 28., 30., 27., 20., 24., 29., 26., 20., 8., 2., 1., 0., 0., 0., 0.,
        ],
        peak_from: USUAL,
    },
    Shape {
        key: "day.meals",
        values: [
            2., 1., 1., 1., 1., 2., 3., 5., 6., 8., 13., 28., 36., 25., 11., 9., 10., 18., 34., 34., 19., 10., 6., 5.,
        ],
        peak_from: USUAL,
    },
    Shape {
        key: "day.rush",
        values: [3., 3., 3., 3., 3., 3., 3., 3., 3., 3., 4., 4., 4., 4., 4., 4., 4., 4., 10., 30., 100., 22., 10., 6.],
        peak_from: OF_THE_EXAMPLE,
    },
    Shape {
        key: "day.world",
        values: [
            18., 17., 16., 15., 15., 15., 16., 17., 19., 20., 21., 22., 23., 24., 24., 24., 23., 23., 22., 22., 22.,
            21., 21., 20.,
        ],
        peak_from: Source::Assumption,
    },
];

impl Shape {
    /// Where it is from, in a sentence.
    #[must_use]
    pub fn origin(&self) -> String {
        let times = significant(peak(&self.values));
        match self.peak_from {
            Source::Documented(source) => t_with("day.shape-documented", &[("times", &times), ("source", &source)]),
            Source::Assumption => t_with("day.shape-assumed", &[("times", &times)]),
        }
    }
}

fn mean(curve: &[f64]) -> f64 {
    curve.iter().sum::<f64>() / curve.len() as f64
}

/// How many times its mean the highest hour of a curve is.
#[must_use]
pub fn peak(curve: &[f64]) -> f64 {
    curve.iter().copied().fold(0.0, f64::max) / mean(curve)
}

/// A full hour as clocks show it.
#[must_use]
pub fn clock(hour: usize) -> String {
    format!("{hour:02}:00")
}

/// A curve as people would type it.
#[must_use]
pub fn write(curve: &[f64]) -> String {
    curve.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
}

/// Reads figures with commas or spaces between them, one for each hour.
///
/// # Errors
/// When one is no figure, or there are more or fewer than hours; the words say what was expected.
pub fn read(text: &str) -> Result<Vec<f64>, String> {
    let words = text.split([',', ';', ' ', '\t', '\n']).filter(|word| !word.is_empty());
    let figure = |word| quantity::read(Quantity::Number { unit: "" }, word).map(|read| read.value);
    let curve: Vec<f64> = words.map(figure).collect::<Result<_, _>>().map_err(|misread| misread.to_string())?;
    if curve.len() == HOURS { Ok(curve) } else { Err(t_with("day.expected", &[("count", &curve.len())])) }
}

/// How a curve is understood.
#[must_use]
pub fn reading(curve: &[f64]) -> String {
    let highest = (0..curve.len()).reduce(|most, hour| if curve[hour] > curve[most] { hour } else { most });
    match highest.filter(|_| mean(curve) > 0.0) {
        Some(hour) => t_with("day.understood", &[("clock", &clock(hour)), ("times", &significant(peak(curve)))]),
        None => String::new(),
    }
}

/// A curve as bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// By hour; all alike where there is no curve.
    pub values: Vec<f64>,
    /// Where the bars end.
    pub top: f64,
}

impl Bars {
    /// The bars of a curve.
    #[must_use]
    pub fn of(curve: Option<&[f64]>) -> Self {
        let values = curve.map_or_else(|| vec![1.0; HOURS], <[f64]>::to_vec);
        let highest = values.iter().copied().fold(0.0, f64::max);
        Self { top: (TALL * mean(&values)).max(ABOVE * highest), values }
    }

    /// How high the bar of an hour is, from 0 to 1.
    #[must_use]
    pub fn level(&self, hour: usize) -> f64 {
        self.height(self.values.get(hour).copied().unwrap_or_default())
    }

    /// How high the mean lies, from 0 to 1.
    #[must_use]
    pub fn mean_level(&self) -> f64 {
        self.height(mean(&self.values))
    }

    fn height(&self, value: f64) -> f64 {
        if self.top > 0.0 { (value / self.top).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The bar of an hour in words.
    #[must_use]
    pub fn words(&self, hour: usize) -> String {
        let times = self.values.get(hour).copied().unwrap_or_default() / mean(&self.values);
        t_with("day.bar-value", &[("times", &significant(times))])
    }

    /// The value at a height from 0 to 1, as round as the drawing is coarse.
    #[must_use]
    pub fn value_at(&self, level: f64) -> f64 {
        let digits = libm::floor(libm::log10(self.top / STEPS));
        let unit = libm::pow(10.0, -digits);
        let value = (level.clamp(0.0, 1.0) * self.top * unit).round() / unit;
        if value.is_finite() { value } else { 0.0 }
    }

    /// The curve after a drag from one hour to another: what lies between them is drawn straight. `levels` from 0 to 1.
    #[must_use]
    pub fn dragged(&self, from: (usize, f64), to: (usize, f64)) -> Vec<f64> {
        let mut values = self.values.clone();
        let (first, last) = (from.0.min(to.0), from.0.max(to.0).min(HOURS - 1));
        for (hour, value) in values.iter_mut().enumerate().take(last + 1).skip(first) {
            let part = if to.0 == from.0 { 1.0 } else { (hour as f64 - from.0 as f64) / (to.0 as f64 - from.0 as f64) };
            *value = self.value_at(from.1 + (to.1 - from.1) * part);
        }
        values
    }
}

/// The hour and the level at a point of the drawing, both from 0 to 1 from the upper left.
#[must_use]
pub fn at(across: f64, down: f64) -> (usize, f64) {
    let hour = libm::floor(across * HOURS as f64).clamp(0.0, (HOURS - 1) as f64);
    (hour as usize, (1.0 - down).clamp(0.0, 1.0))
}

/// What a journey without a stated peak factor takes: words for its field, and where that is from.
#[must_use]
pub fn default_peak(curve: Option<&[f64]>) -> (String, String) {
    match curve {
        Some(curve) => {
            let times = quantity::write(Quantity::Factor, (peak(curve) * 1e3).round() / 1e3);
            let origin = t_with("journey.peak-of-curve", &[("times", &times)]);
            (times, origin)
        }
        None => ("3×".to_owned(), t("journey.peak-absent").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_have_the_peak_that_their_source_gives() {
        let peaks: Vec<f64> = SHAPES.iter().map(|shape| peak(&shape.values)).collect();
        assert_eq!(peaks, [3.0, 3.0, 3.0, 10.0, 1.2]);
        assert!(SHAPES.iter().all(|shape| t(shape.key) != shape.key && shape.origin().contains("assumption")));
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_short_says_so() {
        let office = &SHAPES[1].values;
        assert_eq!(read(&write(office)).as_deref(), Ok(&office[..]));
        assert_eq!(read(&"1.5 ".repeat(24)).as_deref(), Ok(&[1.5; 24][..]));
        assert!(read("1, 2, 3").is_err_and(|words| words.ends_with("found 3")));
        assert!(read(&"many ".repeat(24)).is_err());
        assert_eq!(reading(office), "most at 10:00: 3 times the mean");
    }

    #[test]
    fn an_even_day_stands_at_half_the_height_and_can_be_dragged() {
        let bars = Bars::of(None);
        assert_eq!((bars.level(7), bars.mean_level(), bars.top), (0.5, 0.5, 2.0));
        // From a quarter at 3 to three quarters at 5, with the straight line between them; the rest stays.
        let dragged = bars.dragged((3, 0.25), (5, 0.75));
        assert_eq!(dragged[2..7], [1.0, 0.5, 1.0, 1.5, 1.0]);
        assert_eq!(bars.dragged((5, 0.75), (3, 0.25)), dragged);
        assert_eq!(bars.dragged((4, 0.333), (4, 0.333))[4], 0.67);
    }

    #[test]
    fn points_of_the_drawing_are_hours() {
        assert_eq!(at(0.0, 1.0), (0, 0.0));
        assert_eq!(at(0.5, 0.25), (12, 0.75));
        assert_eq!(at(1.0, -0.1), (23, 1.0));
    }

    #[test]
    fn a_peak_that_follows_from_the_curve_is_no_assumption() {
        let (times, origin) = default_peak(Some(&SHAPES[4].values));
        assert_eq!(times, "1.2×");
        assert!(!origin.contains("assumption"), "{origin}");
        assert!(default_peak(None).1.contains("assumption"));
    }
}
