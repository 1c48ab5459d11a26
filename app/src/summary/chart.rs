//! Curves as shapes in a box of fixed size, and the same as a table: for those who look and for those who read.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::supposed::Supposed;
use loadbearing_engine::report::workings::{Number, Percentile};
use loadbearing_engine::report::{LatencyPart, LoadCurve, LoadPoint, Scenario};

use super::names::{connection_name, name_of};
use super::working::Worked;
use crate::languages::figures::{percent, significant};
use crate::languages::{find, t, t_with};

/// Width and height of the drawing, in its own pixels.
pub const SIZE: (f64, f64) = (320.0, 150.0);
/// Room for the figures at the left and below.
const EDGE: (f64, f64) = (8.0, 18.0);
/// The time axis ends at so many times the present p99, or the smallest one there is: beyond the knee the curve leaves
/// the drawing, which is what it is there to show. An assumption of the drawing.
const TALL: f64 = 4.0;

/// One journey's curves, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Id of the journey.
    pub journey: String,
    /// Its name.
    pub name: String,
    /// Path of the mean.
    pub mean: String,
    /// Path of the 99th percentile.
    pub p99: String,
    /// Path of the load of the busiest part.
    pub utilization: String,
    /// Where the present load lies from the left; `None` beyond what is carried.
    pub now: Option<f64>,
    /// Where the curve ends, since more is not carried.
    pub full: Option<f64>,
    /// The top of the time axis, in words.
    pub top: String,
    /// What the drawing shows, in one sentence.
    pub words: String,
    /// How the figures in that sentence come about, each with its name.
    pub numbers: Vec<(String, Worked)>,
    /// The same as rows: the load, and load of the busiest part, mean and p99, each with how it comes about.
    pub rows: Vec<(String, Vec<(String, Worked)>)>,
}

/// The chart of one journey.
#[must_use]
pub fn chart(design: &Design, curve: &LoadCurve) -> Chart {
    // The present is in the drawing unless what is carried would be too small to see beside it.
    let most = curve.saturates_at.map_or(2.0, |full| if full < 0.5 { full } else { full.max(1.0) }) * 1.04;
    let across = |load: f64| EDGE.0 + (SIZE.0 - 2.0 * EDGE.0) * load / most;
    let p99 = |point: &LoadPoint| point.latency_ms.p99;
    let now = curve.points.iter().find(|point| point.load == 1.0);
    let least = curve.points.iter().filter_map(p99).fold(f64::INFINITY, f64::min);
    let tall = now.and_then(p99).unwrap_or(least).max(least) * TALL;
    let up = |share: f64| (SIZE.1 - EDGE.1) * (1.0 - share.clamp(0.0, 1.05)) + 4.0;
    let path = |of: &dyn Fn(&LoadPoint) -> Option<f64>| {
        let mut path = String::new();
        for point in &curve.points {
            let Some(value) = of(point) else { continue };
            let sign = if path.is_empty() { 'M' } else { 'L' };
            path.push_str(&format!("{sign}{:.1} {:.1}", across(point.load), up(value)));
        }
        path
    };
    let name = name_of(design, &curve.journey).to_owned();
    let ms = |value: Option<f64>| value.map_or_else(|| t("figure.unbounded").to_owned(), milliseconds);
    let rows = curve.points.iter().map(|point| {
        let load = t_with("chart.times", &[("times", &significant(point.load))]);
        let full = point.utilization.map_or_else(|| "–".to_owned(), percent);
        let id = || curve.journey.clone();
        let scenario = Scenario { load: point.load, ..Scenario::default() };
        let then = |number| Worked::Supposed(Box::new(scenario.clone()), number);
        let figures = vec![
            (full, then(Supposed::Fullest(id()))),
            (ms(point.latency_ms.mean), then(Supposed::Then(Number::Latency(id())))),
            (ms(p99(point)), then(Supposed::Then(Number::Percentile(id(), Percentile::P99)))),
        ];
        (load, figures)
    });
    let mut numbers = Vec::new();
    if now.is_some() {
        let p99 = Number::Percentile(curve.journey.clone(), Percentile::P99);
        numbers.push((t("times.p99").to_owned(), Worked::Number(p99)));
    }
    if curve.saturates_at.is_some() {
        numbers.push((t("times.full").to_owned(), Worked::Number(Number::Saturates(curve.journey.clone()))));
    }
    let full = curve.saturates_at.map(&across);
    let words = match (now, curve.saturates_at) {
        (Some(point), Some(most)) => {
            t_with("chart.words", &[("journey", &name), ("p99", &ms(p99(point))), ("times", &significant(most))])
        }
        (Some(point), None) => t_with("chart.words-unlimited", &[("journey", &name), ("p99", &ms(p99(point)))]),
        (None, most) => {
            t_with("chart.words-over", &[("journey", &name), ("share", &percent(most.unwrap_or_default()))])
        }
    };
    Chart {
        journey: curve.journey.clone(),
        mean: path(&|point| Some(point.latency_ms.mean? / tall)),
        p99: path(&|point| Some(p99(point)? / tall)),
        utilization: path(&|point| point.utilization),
        now: now.map(|point| across(point.load)),
        full,
        top: if tall.is_finite() { milliseconds(tall) } else { String::new() },
        words,
        numbers,
        rows: rows.collect(),
        name,
    }
}

/// Milliseconds as people say them.
#[must_use]
pub fn milliseconds(value: f64) -> String {
    t_with("chart.ms", &[("value", &significant(value))])
}

/// One part of a journey's time, as a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What takes it.
    pub name: String,
    /// How long, on average.
    pub time: String,
    /// Of the whole, in words.
    pub share: String,
    /// Of the whole.
    pub width: f64,
    /// How the time and the share come about.
    pub numbers: [Number; 2],
}

/// Where the time of a journey goes, the most first; the smallest parts together.
#[must_use]
pub fn parts(design: &Design, journey: &str, parts: &[LatencyPart]) -> Vec<Part> {
    const MOST: usize = 8;
    let part = |name: String, mean_ms: f64, share: f64, number: &dyn Fn(bool) -> Number| Part {
        name,
        time: milliseconds(mean_ms),
        share: percent(share),
        width: share,
        numbers: [number(false), number(true)],
    };
    let named = |of: &LatencyPart| {
        let what = find(&format!("time.{}", of.what)).unwrap_or(&of.what);
        format!("{}, {what}", connection_name(design, &of.of))
    };
    let of_journey = || journey.to_owned();
    let one = |(place, one): (usize, &LatencyPart)| {
        let number = |share| Number::LatencyPart { journey: of_journey(), place, share };
        part(named(one), one.mean_ms, one.share, &number)
    };
    let mut shown: Vec<Part> = parts.iter().take(MOST).enumerate().map(one).collect();
    let first = shown.len();
    if let [_, ..] = &parts[first..] {
        let rest = &parts[first..];
        let sum = |of: &dyn Fn(&LatencyPart) -> f64| rest.iter().map(of).sum();
        let number = |share| Number::LatencyRest { journey: of_journey(), first, share };
        shown.push(part(t("time.rest").to_owned(), sum(&|one| one.mean_ms), sum(&|one| one.share), &number));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::load_curves;

    fn charts(template: &str) -> Vec<Chart> {
        let design = loadbearing_engine::templates::find(template).expect("the template is there").design;
        load_curves(&design).iter().map(|curve| chart(&design, curve)).collect()
    }

    #[test]
    fn every_curve_stays_in_its_drawing_and_has_a_table() {
        for chart in charts("three-tier").into_iter().chain(charts("url-shortener-worked")) {
            assert!(chart.mean.starts_with('M') && chart.p99.starts_with('M'), "{chart:?}");
            let numbers = chart.p99.split(['M', 'L', ' ']).filter(|text| !text.is_empty());
            assert!(numbers.map(|text| text.parse::<f64>().unwrap()).all(|number| (0.0..=SIZE.0).contains(&number)));
            assert!(chart.rows.len() > 2 && !chart.words.is_empty());
        }
    }

    #[test]
    fn what_is_over_capacity_has_no_present_and_says_so() {
        let charts = charts("url-shortener-worked");
        let redirect = charts.iter().find(|chart| chart.journey == "redirect").expect("it has a rate");
        assert_eq!(redirect.now, None);
        assert!(redirect.words.contains("25.7 %"), "{}", redirect.words);
    }

    #[test]
    fn the_parts_of_a_time_add_up() {
        let design = loadbearing_engine::templates::find("three-tier").expect("the template is there").design;
        let report = loadbearing_engine::evaluate(&design);
        for (id, journey) in &report.journeys {
            let parts = parts(&design, id, &journey.latency.parts);
            let sum: f64 = parts.iter().map(|part| part.width).sum();
            assert!(parts.is_empty() || (sum - 1.0).abs() < 1e-9, "{parts:?}");
        }
    }
}
