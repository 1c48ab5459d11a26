//! Which assumptions decide the verdict, in words and as bars from one end of a range to the other.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{At, Number, Percentile};
use loadbearing_engine::report::{Assumed, End, Influence, Report, Turned};

use super::Tone;
use super::chart::milliseconds;
use super::names::{figure, name_of, place_in_design};
use crate::languages::figures::{percent, scaled, seconds};
use crate::languages::phrases::say;
use crate::languages::{t, t_with};

/// So many are said to decide; the others follow on request.
pub const DECIDING: usize = 3;
/// Seconds of a year of 365 days.
const SECONDS_A_YEAR: f64 = 31_536_000.0;

/// One assumption and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// Where it is set, as a path in the file.
    pub setting: String,
    /// What is assumed, with its value.
    pub name: String,
    /// Where value and range are from.
    pub origin: String,
    /// The lower and the upper end of the range.
    pub ends: [String; 2],
    /// The figure that it moves most, at either end.
    pub figures: [String; 2],
    /// How these come about.
    pub numbers: [Number; 2],
    /// Where both lie between the smallest (0) and the largest (1) change of all that are shown; as it is at 0.5.
    pub span: [f64; 2],
    /// What turns, in sentences; empty where nothing does.
    pub turns: String,
    /// Whether anything turns.
    pub tone: Tone,
}

/// The assumptions in words, in the order of the report: what turns most first.
#[must_use]
pub fn ranges(design: &Design, report: &Report, influences: &[Influence]) -> Vec<Range> {
    let factors = influences.iter().flat_map(|one| {
        let base = figure_of(one, None, report);
        [&one.low, &one.high].map(|end| steps(base, figure_of(one, Some(end), report)))
    });
    // Powers of ten, as factors are many.
    let widest = factors.filter(|steps| steps.is_finite()).map(f64::abs).fold(f64::MIN_POSITIVE, f64::max);
    influences.iter().map(|one| range(design, report, one, widest)).collect()
}

fn range(design: &Design, report: &Report, one: &Influence, widest: f64) -> Range {
    let base = figure_of(one, None, report);
    let at = |end: &End| {
        let steps = steps(base, figure_of(one, Some(end), report));
        0.5 + 0.5 * (steps / widest).clamp(-1.0, 1.0)
    };
    let (low, high) = (at(&one.low), at(&one.high));
    let says = |end: &End| told(design, one, figure_of(one, Some(end), report));
    let value = |value: Assumed| assumed(value, &one.unit);
    let origin = match (&*one.source, &*one.range_because) {
        ("assumption", "") => t_with("sensitivity.assumed", &[("range", &one.range_source)]),
        ("assumption", because) => t_with("sensitivity.assumed-because", &[("because", &say(because))]),
        (source, "") => t_with("sensitivity.default", &[("source", &source), ("range", &one.range_source)]),
        (source, because) => t_with("sensitivity.default-because", &[("source", &source), ("because", &say(because))]),
    };
    let turns = [&one.low, &one.high].into_iter().filter(|end| !end.turned.is_empty());
    let turns: Vec<String> = turns
        .map(|end| {
            let list: Vec<String> = end.turned.iter().map(|turned| turn(design, end, turned)).collect();
            t_with("sensitivity.turns", &[("value", &value(end.value)), ("list", &list.join(", "))])
        })
        .collect();
    Range {
        setting: one.setting.clone(),
        name: t_with(
            "sensitivity.name",
            &[("field", &place_in_design(design, &one.setting)), ("value", &value(one.value))],
        ),
        origin,
        ends: [value(one.low.value), value(one.high.value)],
        figures: [says(&one.low), says(&one.high)],
        numbers: [At::Low, At::High].map(|at| Number::AtEnd {
            setting: one.setting.clone(),
            at,
            of: Box::new(moved_most(one)),
        }),
        span: [low.min(high), low.max(high)],
        tone: if turns.is_empty() { Tone::Fine } else { Tone::Warn },
        turns: turns.join(" "),
    }
}

/// How many times ten a figure differs from what it is; endless where it is unbounded at one of them.
fn steps(base: Option<f64>, there: Option<f64>) -> f64 {
    match (base, there) {
        (Some(base), Some(there)) if base > 0.0 && there > 0.0 => libm::log10(there / base),
        (Some(_), None) => f64::INFINITY,
        (None, Some(_)) => f64::NEG_INFINITY,
        _ => 0.0,
    }
}

/// The figure that an assumption moves most: as it is, or at an end of its range.
fn figure_of(one: &Influence, end: Option<&End>, report: &Report) -> Option<f64> {
    let Some(journey) = &one.factor_of.journey else {
        return match end {
            Some(end) => end.load_factor_at_saturation,
            None => report.bottleneck.as_ref().map(|bottleneck| bottleneck.load_factor_at_saturation),
        };
    };
    if let Some(there) = end.and_then(|end| end.journeys.get(journey)) {
        return match &*one.factor_of.figure {
            "sustainable" => there.sustainable,
            "unavailability" => there.unavailability,
            _ => there.p99_ms,
        };
    }
    let is = report.journeys.get(journey)?;
    match &*one.factor_of.figure {
        "sustainable" => is.sustainable,
        "unavailability" => is.unavailability,
        _ => is.latency_ms.p99,
    }
}

/// The same as a number of the report.
fn moved_most(one: &Influence) -> Number {
    let Some(journey) = one.factor_of.journey.clone() else { return Number::LoadFactor };
    match &*one.factor_of.figure {
        "sustainable" => Number::Sustainable(journey),
        "unavailability" => Number::Unavailability(journey),
        _ => Number::Percentile(journey, Percentile::P99),
    }
}

fn told(design: &Design, one: &Influence, value: Option<f64>) -> String {
    let journey = one.factor_of.journey.as_deref().map_or("", |id| name_of(design, id));
    let Some(value) = value else { return t("figure.unbounded").to_owned() };
    match &*one.factor_of.figure {
        "sustainable" => t_with("sensitivity.sustainable", &[("rate", &scaled(value)), ("journey", &journey)]),
        "unavailability" => {
            let time = seconds(value * SECONDS_A_YEAR);
            t_with("sensitivity.down", &[("time", &time), ("journey", &journey)])
        }
        "p99" => t_with("sensitivity.p99", &[("time", &milliseconds(value)), ("journey", &journey)]),
        _ => t_with("sensitivity.carries", &[("times", &scaled(value)), ("share", &percent(value))]),
    }
}

fn assumed(value: Assumed, unit: &str) -> String {
    match value {
        Assumed::Switch(true) => t("field.on").to_owned(),
        Assumed::Switch(false) => t("field.off").to_owned(),
        Assumed::Figure(value) => figure(value, unit),
    }
}

fn turn(design: &Design, end: &End, turned: &Turned) -> String {
    let journey = turned.journey.as_deref().map(|id| name_of(design, id));
    let met = turned.met == Some(true);
    match (&*turned.what, journey) {
        ("bottleneck", _) => match end.bottleneck.as_deref() {
            Some(id) => t_with("sensitivity.bottleneck", &[("name", &name_of(design, id))]),
            None => t("sensitivity.no-bottleneck").to_owned(),
        },
        ("peak", None) if met => t("sensitivity.peak").to_owned(),
        ("peak", None) => t("sensitivity.no-peak").to_owned(),
        ("peak", Some(name)) if met => t_with("sensitivity.peak-of", &[("journey", &name)]),
        ("peak", Some(name)) => t_with("sensitivity.no-peak-of", &[("journey", &name)]),
        ("availability", name) => {
            let values: [(&str, &dyn std::fmt::Display); 1] = [("journey", &name.unwrap_or_default())];
            if met { t_with("sensitivity.available", &values) } else { t_with("sensitivity.unavailable", &values) }
        }
        (what, name) => {
            let name = name.unwrap_or_default();
            let values: [(&str, &dyn std::fmt::Display); 2] = [("journey", &name), ("what", &what)];
            if met { t_with("sensitivity.quick", &values) } else { t_with("sensitivity.slow", &values) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::{evaluate, report::sensitivity};

    #[test]
    fn a_server_of_a_wide_range_decides_whether_the_peak_is_carried() {
        let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "read", "name": "Read", "entry": "api",
                "operation": "read", "rate": {"per_second": 4000}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "server", "name": "API"}]}"#;
        let design = loadbearing_engine::read(text).expect("it is a design").design;
        let (influences, _) = sensitivity(&design);
        let ranges = ranges(&design, &evaluate(&design), &influences);
        let first = &ranges[0];
        assert!(first.name.contains("Requests a second of API"), "{first:?}");
        // 5,000 a second are assumed, between 1,000 and 10,000; of 4,000 that is 0.25 and 2.5 times.
        assert!(first.figures[0].starts_with("0.25 ") && first.figures[1].starts_with("2.5 "), "{first:?}");
        assert!(first.turns.contains("the peak is not carried") && first.tone == Tone::Warn, "{first:?}");
        assert!(first.span[0] < 0.5 && first.span[1] > 0.5, "{first:?}");
        assert!(ranges.iter().all(|range| range.span.iter().all(|place| (0.0..=1.0).contains(place))));
    }
}
