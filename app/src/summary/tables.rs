//! The tables of the report: components, journeys, estimates. Each cell is text, and its working where there is one.

use std::collections::HashMap;

use loadbearing_engine::analysis::capacity::target_utilization;
use loadbearing_engine::design::{Design, LatencyTarget};
use loadbearing_engine::report::workings::{Number, Percentile, When, Which};
use loadbearing_engine::report::{
    BoundsReport, CapacityReport, ComponentReport, Estimate, JourneyReport, Report, Word,
};

use super::Tone;
use super::chart::milliseconds;
use super::labels;
use super::names::{estimate_name, figure, name_of};
use super::working::{Worked, rests_on_assumption};
use crate::languages::figures::{a_second, percent, percent_below, scaled, seconds};
use crate::languages::{t, t_with};
use crate::order::{gathered, sort_by};

/// Seconds of a year of 365 days.
const SECONDS_A_YEAR: f64 = 31_536_000.0;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// How each of its numbers comes about.
    pub worked: Vec<Worked>,
    /// Text and section of the method, where one is named.
    pub source: Word,
}

impl Cell {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Opens to how it comes about, where there is a number.
    pub(super) fn opening(mut self, number: Number) -> Self {
        if self.text.contains(|letter: char| letter.is_ascii_digit()) {
            self.worked.push(Worked::Number(number));
        }
        self
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of what it is about.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One cell for each further column.
    pub cells: Vec<Cell>,
    /// How good or bad it is.
    pub tone: Tone,
    /// What it rests on that nobody stated; empty where all is stated.
    pub assumed: String,
}

/// A table: its id, its title, names of columns, and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// For tests and style sheets.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Names of the columns, the first one included.
    pub columns: Vec<&'static str>,
    /// Its rows, or the first of them.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub count: usize,
}

impl Table {
    /// With all its rows.
    pub(super) fn whole(id: &'static str, title: &'static str, columns: Vec<&'static str>, rows: Vec<Row>) -> Self {
        Self { id, title, columns, count: rows.len(), rows }
    }
}

/// What a number is where there is none.
pub(super) const NONE: &str = "–";

/// What arrives at each component, what it can do, and what it would need: of so many, the busiest.
#[must_use]
pub fn components(design: &Design, report: &Report, most: usize) -> Table {
    let target = target_utilization(design);
    let names: HashMap<&str, &str> =
        gathered(design.components.iter().map(|component| (component.id.as_str(), component.label())));
    let name = |id: &String| names.get(id.as_str()).copied().unwrap_or_default();
    let mut all: Vec<(&String, &ComponentReport)> = report.components.iter().collect();
    // The busiest first: that is what people look for.
    sort_by(&mut all, |a, b| {
        let load = |figures: &ComponentReport| figures.utilization.unwrap_or(-1.0);
        load(b.1).total_cmp(&load(a.1)).then_with(|| name(a.0).cmp(name(b.0)))
    });
    let count = all.len();
    let rows = all.into_iter().take(most).map(|(id, figures)| Row {
        id: id.clone(),
        name: name(id).to_owned(),
        cells: component_cells(id, figures),
        tone: load_tone(figures.utilization, target),
        assumed: assumed(design, id, figures),
    });
    let columns = vec![
        t("table.component"),
        t("table.load"),
        t("table.peak"),
        t("table.capacity"),
        t("table.needed"),
        t("table.average"),
    ];
    Table { id: "components", title: t("table.components"), columns, rows: rows.collect(), count }
}

fn component_cells(id: &str, figures: &ComponentReport) -> Vec<Cell> {
    let rate = |rates: Option<loadbearing_engine::report::RatesReport>| match rates {
        Some(rates) => Cell::plain(a_second(rates.total)),
        None => Cell::plain(t("figure.unbounded")),
    };
    let capacity = match figures.capacity {
        Some(CapacityReport { total: Some(total), .. }) => {
            Cell::plain(a_second(total)).opening(Number::Capacity(id.to_owned(), Which::Both))
        }
        Some(CapacityReport { reads: Some(reads), writes: Some(writes), .. }) => {
            Cell::plain(t_with("table.reads-and-writes", &[("reads", &scaled(reads)), ("writes", &scaled(writes))]))
                .opening(Number::Capacity(id.to_owned(), Which::Reads))
                .opening(Number::Capacity(id.to_owned(), Which::Writes))
        }
        _ => Cell::plain(t("table.unlimited")),
    };
    let needed = match &figures.needed {
        Some(needed) => t_with(
            "table.needed-figures",
            &[("full", &figure(needed.at_full as f64, &needed.unit)), ("target", &needed.at_target)],
        ),
        None => NONE.to_owned(),
    };
    vec![
        Cell::plain(figures.utilization.map_or_else(|| NONE.to_owned(), percent))
            .opening(Number::Utilization(id.to_owned())),
        rate(figures.peak).opening(Number::Arriving(id.to_owned(), When::Peak, Which::Both)),
        capacity,
        Cell::plain(needed).opening(Number::NeededAtFull(id.to_owned())).opening(Number::Needed(id.to_owned())),
        rate(figures.average).opening(Number::Arriving(id.to_owned(), When::Average, Which::Both)),
    ]
}

fn load_tone(utilization: Option<f64>, target: f64) -> Tone {
    match utilization {
        None => Tone::Unknown,
        Some(load) if load > 1.0 => Tone::Bad,
        Some(load) if load > target => Tone::Warn,
        Some(_) => Tone::Fine,
    }
}

fn assumed(design: &Design, id: &str, figures: &ComponentReport) -> String {
    if figures.assumed.is_empty() {
        return String::new();
    }
    let names: Vec<String> = figures.assumed.iter().map(|name| labels::of_component(design, id, name)).collect();
    t_with("table.assumed", &[("names", &names.join(", "))])
}

/// What each journey asks for, what the design can carry of it, and how available it is.
#[must_use]
pub fn journeys(design: &Design, report: &Report) -> Table {
    let wanted = design.requirements.availability;
    let rows = design
        .workload
        .journeys
        .iter()
        .filter_map(|journey| {
            let figures = report.journeys.get(&journey.id)?;
            let rate = |value: f64| Cell::plain(a_second(value));
            let cells = vec![
                rate(figures.average).opening(Number::Journey(journey.id.clone(), When::Average)),
                rate(figures.peak).opening(Number::Journey(journey.id.clone(), When::Peak)),
                figures
                    .sustainable
                    .map_or_else(|| Cell::plain(t("table.unlimited")), rate)
                    .opening(Number::Sustainable(journey.id.clone())),
                Cell::plain(figures.bottleneck.as_deref().map_or(NONE, |id| name_of(design, id))),
                Cell::plain(found_availability(figures, wanted)).opening(Number::Availability(journey.id.clone())),
                Cell::plain(figures.availability_at_peak.map_or_else(|| NONE.to_owned(), percent))
                    .opening(Number::AvailabilityAtPeak(journey.id.clone())),
                time(design, report, figures, figures.latency_ms.mean, Number::Latency(journey.id.clone())),
                time(
                    design,
                    report,
                    figures,
                    figures.latency_ms.p99,
                    Number::Percentile(journey.id.clone(), Percentile::P99),
                ),
                Cell::plain(design.requirements.latency_ms.get(&journey.id).map_or_else(|| NONE.to_owned(), latency)),
            ];
            let too_slow = figures.sustainable.is_some_and(|most| most < figures.peak);
            let too_often_down = figures.availability.zip(wanted).is_some_and(|(share, wanted)| share < wanted);
            let tone = if too_slow || too_often_down { Tone::Bad } else { Tone::Fine };
            let assumed = match journey.peak_factor {
                None if journey.rate.is_some() && journey.daily_curve.is_none() => t("table.assumed-peak").to_owned(),
                _ => String::new(),
            };
            Some(Row { id: journey.id.clone(), name: journey.label().to_owned(), cells, tone, assumed })
        })
        .collect();
    let columns = vec![
        t("table.journey"),
        t("table.average"),
        t("table.peak"),
        t("table.sustainable"),
        t("table.bottleneck"),
        t("table.availability"),
        t("table.availability-at-peak"),
        t("table.latency"),
        t("table.latency-p99"),
        t("table.latency-target"),
    ];
    Table::whole("journeys", t("table.journeys"), columns, rows)
}

/// A journey's availability. Where it was counted in worlds drawn at random that is said, with what is certain.
fn found_availability(figures: &JourneyReport, wanted: Option<f64>) -> String {
    let Some(share) = figures.availability else { return NONE.to_owned() };
    let Some(interval) = figures.interval else { return availability(share, wanted) };
    let (share, interval) = (percent_below(share, wanted), percent(interval));
    match figures.unavailability_bounds {
        None => t_with("table.availability-simulated", &[("share", &share), ("interval", &interval)]),
        Some(BoundsReport { least, most }) => t_with(
            "table.availability-bounds",
            &[
                ("share", &share),
                ("interval", &interval),
                ("least", &percent(1.0 - most)),
                ("most", &percent(1.0 - least)),
            ],
        ),
    }
}

/// An availability with what is missing, a year: `99.95 %, 4.38 h a year down`. One below what is wanted shows it.
#[must_use]
pub fn availability(share: f64, wanted: Option<f64>) -> String {
    let down = (1.0 - share) * SECONDS_A_YEAR;
    t_with("table.availability-figures", &[("share", &percent_below(share, wanted)), ("down", &seconds(down))])
}

/// A time of a journey; that it is unbounded, where it is, and because of what.
fn time(design: &Design, report: &Report, figures: &JourneyReport, value: Option<f64>, number: Number) -> Cell {
    match value {
        Some(value) => Cell::plain(milliseconds(value)).opening(number),
        None if figures.latency.method == "unbounded" => {
            Cell { worked: vec![Worked::Number(number)], ..Cell::plain(unbounded(design, report, figures)) }
        }
        None => Cell::plain(NONE),
    }
}

/// That the times of a journey are unbounded, and because of what.
#[must_use]
pub fn unbounded(design: &Design, report: &Report, figures: &JourneyReport) -> String {
    let because = figures.latency.because.iter().map(|id| {
        let name = name_of(design, id);
        let full = report.components.get(id).and_then(|component| component.utilization).filter(|full| *full >= 1.0);
        match full {
            Some(full) => t_with("figure.asked-for", &[("name", &name), ("load", &percent(full))]),
            None => t_with("figure.endless", &[("name", &name)]),
        }
    });
    let because: Vec<String> = because.collect();
    match because.is_empty() {
        true => t("figure.unbounded").to_owned(),
        false => t_with("figure.unbounded-because", &[("reasons", &because.join("; "))]),
    }
}

fn latency(target: &LatencyTarget) -> String {
    let parts: Vec<String> = [("mean", target.mean), ("p50", target.p50), ("p95", target.p95), ("p99", target.p99)]
        .into_iter()
        .filter_map(|(name, limit)| limit.map(|limit| format!("{name} ≤ {}", figure(limit, "ms"))))
        .collect();
    if parts.is_empty() { NONE.to_owned() } else { parts.join(", ") }
}

/// The figures of capacity planning.
#[must_use]
pub fn estimates(design: &Design, report: &Report) -> Table {
    let rows = report
        .estimates
        .iter()
        .map(|estimate| Row {
            id: format!("{}-{}", estimate.id, estimate.subject),
            name: estimate_name(&estimate.id),
            cells: estimate_cells(design, estimate),
            tone: Tone::Fine,
            assumed: if rests_on_assumption(&estimate.working) { t("working.rests-on-assumption") } else { "" }
                .to_owned(),
        })
        .collect();
    let columns = vec![t("table.estimate"), t("table.subject"), t("table.value")];
    Table::whole("estimates", t("table.estimates"), columns, rows)
}

fn estimate_cells(design: &Design, estimate: &Estimate) -> Vec<Cell> {
    let subject = match estimate.subject.as_str() {
        "design" => t("table.whole-design"),
        id => name_of(design, id),
    };
    vec![
        Cell::plain(subject),
        Cell {
            text: figure(estimate.value, &estimate.unit),
            worked: vec![Worked::Given(Box::new(estimate.working.clone()))],
            source: estimate.source.clone(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::{NeededReport, RatesReport};

    #[test]
    fn the_busiest_component_stands_first_and_says_what_it_needs() {
        let mut report = loadbearing_engine::evaluate(&Design::default());
        report
            .components
            .insert("api".to_owned(), ComponentReport { utilization: Some(0.5), ..ComponentReport::default() });
        report.components.insert(
            "redis".to_owned(),
            ComponentReport {
                peak: Some(RatesReport { reads: 1.0, writes: 0.0, total: 1_168_981.5 }),
                capacity: Some(CapacityReport::of_all(300_000.0)),
                utilization: Some(3.897),
                needed: Some(NeededReport { unit: "shards".into(), at_full: 12, at_target: 17 }),
                assumed: vec!["ops_capacity".to_owned()],
                ..ComponentReport::default()
            },
        );
        let table = components(&Design::default(), &report, usize::MAX);
        let row = &table.rows[0];
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["390 %", "1.17 M/s", "300 k/s", "12 shards, 17 at the target", "unbounded"]);
        assert_eq!((row.tone, table.rows[1].tone), (Tone::Bad, Tone::Fine));
        let numbers: Vec<usize> = row.cells.iter().map(|cell| cell.worked.len()).collect();
        assert_eq!(numbers, [1, 1, 1, 2, 0], "every number opens");
        assert!(row.assumed.contains("ops capacity"));
        assert_eq!(table.columns.len(), row.cells.len() + 1);
    }

    #[test]
    fn an_availability_that_was_drawn_says_so_and_what_is_certain() {
        let bounds = Some(BoundsReport { least: 0.01, most: 0.1 });
        let figures = JourneyReport {
            availability: Some(0.95),
            interval: Some(0.01),
            unavailability_bounds: bounds,
            ..JourneyReport::default()
        };
        assert_eq!(found_availability(&figures, None), "95 % ± 1 % (simulated), for certain from 90 % to 99 %");
    }

    #[test]
    fn availability_says_how_long_it_is_down() {
        assert_eq!(availability(0.999, None), "99.9 %, down 8.76 h a year");
        // What falls short by less than is shown says so.
        assert_eq!(availability(0.998_996, Some(0.999)), "99.8996 %, down 8.8 h a year");
    }
}
