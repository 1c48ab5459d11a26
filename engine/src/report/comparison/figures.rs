//! Figures of two designs side by side, each with its workings, and which of both is better.

use std::collections::{BTreeMap, BTreeSet};

use super::ComparedFigure;
use crate::report::workings::{Number, Percentile, When};
use crate::report::{CostReport, Evaluation, JourneyReport, Report, Word};

/// A design, evaluated, and what is said of it.
type Side<'a, 'b> = (&'a Evaluation<'b>, &'a Report);

/// Components whose load is listed: the rest is counted. So many are read through; an assumption.
const MOST_COMPONENTS: usize = 40;
/// Figures that differ by less than this share are the same: they were added up in another order.
const ROUNDING: f64 = 1e-9;

/// Which of two figures is better.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    More,
    Less,
    Neither,
}

/// One side of a row: the figure, and what else is to be said.
#[derive(Clone, Default)]
struct Cell {
    value: Option<f64>,
    says: Word,
    /// What is compared, where it is not the figure itself.
    judged: Option<f64>,
    /// By how much it may be off.
    slack: f64,
}

impl Cell {
    /// A figure that is finite; an infinite one is unbounded.
    fn of(value: Option<f64>) -> Self {
        let endless = value.is_some_and(|value| !value.is_finite());
        Self {
            value: value.filter(|value| value.is_finite()),
            says: if endless { "unbounded".into() } else { Word::default() },
            judged: value,
            slack: 0.0,
        }
    }

    fn without(says: &'static str, judged: Option<f64>) -> Self {
        Self { value: None, says: says.into(), judged, slack: 0.0 }
    }
}

/// The rows: of the whole, of journeys, of components that are not as full as they were; and how many of the last were
/// left out.
pub(super) fn figures(before: Side<'_, '_>, after: Side<'_, '_>) -> (Vec<ComparedFigure>, usize) {
    let mut rows = of_the_whole(before, after);
    let ids = |side: Side<'_, '_>| side.1.journeys.keys().cloned().collect::<Vec<String>>();
    let journeys: BTreeSet<String> = ids(before).into_iter().chain(ids(after)).collect();
    for id in &journeys {
        rows.extend(of_journey(id, before, after));
    }
    let full = |report: &Report| -> BTreeMap<String, Option<f64>> {
        report.components.iter().map(|(id, component)| (id.clone(), component.utilization)).collect()
    };
    let (was, is) = (full(before.1), full(after.1));
    let all: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let cell = |side: &BTreeMap<String, Option<f64>>, id: &String| match side.get(id) {
        None => Cell::without("absent", None),
        Some(utilization) => Cell::of(*utilization),
    };
    let mut left_out = 0;
    for id in all {
        let cells = [cell(&was, id), cell(&is, id)];
        let outcome = judged(Wanted::Less, &cells);
        let is_of_interest = cells.iter().any(|cell| cell.judged.is_some()) && outcome != "same";
        if is_of_interest && rows.iter().filter(|row| row.figure == "utilization").count() > MOST_COMPONENTS {
            left_out += 1;
        } else if is_of_interest {
            let number = Number::Utilization(id.clone());
            rows.push(row("utilization", id, cells, outcome, [before, after], [Some(number.clone()), Some(number)]));
        }
    }
    (rows, left_out)
}

fn of_the_whole(before: Side<'_, '_>, after: Side<'_, '_>) -> Vec<ComparedFigure> {
    let sides = [before, after];
    let mut rows = Vec::new();
    let mut add = |figure: &'static str, wanted: Wanted, cells: [Cell; 2], numbers: [Option<Number>; 2]| {
        if cells.iter().any(|cell| cell.value.is_some() || !cell.says.is_empty()) {
            let outcome = judged(wanted, &cells);
            rows.push(row(figure, "", cells, outcome, sides, numbers));
        }
    };
    let busiest = sides.map(|side| side.1.bottleneck.as_ref());
    let of_busiest = busiest.map(|found| found.map(|found| Number::Utilization(found.component.clone())));
    add("utilization", Wanted::Less, busiest.map(|found| Cell::of(found.map(|found| found.utilization))), of_busiest);
    let factors = busiest.map(|found| Cell::of(found.map(|found| found.load_factor_at_saturation)));
    add("load_factor_at_saturation", Wanted::More, factors, busiest.map(|found| found.map(|_| Number::LoadFactor)));
    let points = sides.map(|side| Cell::of(Some(side.1.single_points_of_failure.len() as f64)));
    add("single_points_of_failure", Wanted::Less, points, [None, None]);
    for (figure, severity) in [("errors", "error"), ("warnings", "warn")] {
        let count = |side: Side<'_, '_>| side.1.findings.iter().filter(|found| found.severity == severity).count();
        add(figure, Wanted::Less, sides.map(|side| Cell::of(Some(count(side) as f64))), [None, None]);
    }
    let costs = sides.map(|side| side.1.cost.as_ref());
    let currencies = costs.map(|cost| cost.map(|cost| &cost.currency));
    let is_one_currency = currencies[0].is_none() || currencies[1].is_none() || currencies[0] == currencies[1];
    let cell = |cost: Option<&CostReport>| match cost {
        None => Cell::default(),
        Some(cost) if cost.is_complete && is_one_currency => Cell::of(cost.per_month),
        // A part says nothing about the whole.
        Some(cost) => {
            let says = match (cost.per_month, cost.is_complete) {
                (None, _) => "unpriced",
                (_, true) => "",
                (_, false) => "part",
            };
            Cell { judged: None, says: says.into(), ..Cell::of(cost.per_month) }
        }
    };
    add("per_month", Wanted::Less, costs.map(cell), costs.map(|cost| cost.map(|_| Number::Cost)));
    rows
}

fn of_journey(id: &str, before: Side<'_, '_>, after: Side<'_, '_>) -> Vec<ComparedFigure> {
    let sides = [before, after];
    let journeys = sides.map(|side| side.1.journeys.get(id));
    let mut rows = Vec::new();
    let mut add = |figure: &'static str, wanted: Wanted, of: &dyn Fn(&JourneyReport) -> Cell, number: Number| {
        let cells = journeys.map(|journey| journey.map_or_else(|| Cell::without("absent", None), of));
        let outcome = judged(wanted, &cells);
        rows.push(row(figure, id, cells, outcome, sides, [Some(number.clone()), Some(number)]));
    };
    let own = || id.to_owned();
    add("peak", Wanted::Neither, &|journey| Cell::of(Some(journey.peak)), Number::Journey(own(), When::Peak));
    add("sustainable", Wanted::More, &sustainable, Number::Sustainable(own()));
    add("availability", Wanted::More, &availability, Number::Availability(own()));
    add("p99", Wanted::Less, &p99, Number::Percentile(own(), Percentile::P99));
    rows
}

fn sustainable(journey: &JourneyReport) -> Cell {
    match journey.sustainable {
        Some(rate) => Cell::of(Some(rate)),
        // Nothing arrives, or nothing limits it: it carries whatever is asked.
        None => Cell::without("unlimited", Some(f64::INFINITY)),
    }
}

/// Close to 1 the share that is missing tells more; of a simulated one it is known within an interval.
fn availability(journey: &JourneyReport) -> Cell {
    match journey.availability {
        Some(share) => Cell {
            judged: journey.unavailability.map(|down| -down),
            slack: journey.interval.unwrap_or(0.0),
            ..Cell::of(Some(share))
        },
        None => Cell::without("unknown", None),
    }
}

fn p99(journey: &JourneyReport) -> Cell {
    match (journey.latency_ms.p99, &*journey.latency.method) {
        (Some(time), _) => Cell::of(Some(time)),
        (None, "unbounded") => Cell::without("unbounded", Some(f64::INFINITY)),
        (None, _) => Cell::without("unknown", None),
    }
}

/// Which of two is better.
fn judged(wanted: Wanted, [before, after]: &[Cell; 2]) -> &'static str {
    let (Some(was), Some(is)) = (before.judged, after.judged) else {
        let is_one_sided = [before, after].iter().any(|cell| cell.says == "absent");
        return if is_one_sided || wanted == Wanted::Neither { "" } else { "unclear" };
    };
    // Beside something endless no finite figure is the same.
    let is_finite = was.is_finite() && is.is_finite();
    let most = libm::fmax(libm::fabs(was), libm::fabs(is));
    if was == is || (is_finite && libm::fabs(was - is) <= ROUNDING * most) {
        return "same";
    }
    if libm::fabs(was - is) <= before.slack + after.slack {
        return "unclear";
    }
    match (wanted, is > was) {
        (Wanted::Neither, _) => "",
        (Wanted::More, true) | (Wanted::Less, false) => "better",
        (Wanted::More, false) | (Wanted::Less, true) => "worse",
    }
}

fn row(
    figure: &'static str,
    subject: &str,
    [before, after]: [Cell; 2],
    outcome: &'static str,
    sides: [Side<'_, '_>; 2],
    numbers: [Option<Number>; 2],
) -> ComparedFigure {
    let [of_old, of_new] = numbers;
    let working = |side: Side<'_, '_>, cell: &Cell, number: Option<Number>| {
        cell.value.and(number).and_then(|number| side.0.working(&number))
    };
    ComparedFigure {
        figure: figure.into(),
        subject: subject.to_owned(),
        working_before: working(sides[0], &before, of_old),
        working_after: working(sides[1], &after, of_new),
        before: before.value,
        after: after.value,
        says_before: before.says,
        says_after: after.says,
        outcome: outcome.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: f64) -> Cell {
        Cell::of(Some(value))
    }

    #[test]
    fn less_load_is_better_and_less_room_is_worse() {
        assert_eq!(judged(Wanted::Less, &[cell(3.9), cell(0.7)]), "better");
        assert_eq!(judged(Wanted::More, &[cell(3.9), cell(0.7)]), "worse");
        assert_eq!(judged(Wanted::Neither, &[cell(3.9), cell(0.7)]), "");
        // 0.1 + 0.2 is 0.3 but for the last bits.
        assert_eq!(judged(Wanted::Less, &[cell(0.1 + 0.2), cell(0.3)]), "same");
    }

    #[test]
    fn what_has_no_figure_is_judged_only_where_that_means_something() {
        let endless = Cell::without("unbounded", Some(f64::INFINITY));
        assert_eq!(judged(Wanted::Less, &[endless.clone(), cell(12.0)]), "better");
        assert_eq!(judged(Wanted::Less, &[endless.clone(), endless]), "same");
        assert_eq!(judged(Wanted::Less, &[Cell::without("unknown", None), cell(12.0)]), "unclear");
        assert_eq!(judged(Wanted::Less, &[Cell::without("absent", None), cell(12.0)]), "");
    }

    #[test]
    fn what_was_simulated_is_told_apart_only_beyond_its_interval() {
        let simulated = |share: f64| Cell { slack: 0.001, ..cell(share) };
        assert_eq!(judged(Wanted::More, &[simulated(0.9985), simulated(0.9995)]), "unclear");
        assert_eq!(judged(Wanted::More, &[simulated(0.9965), simulated(0.9995)]), "better");
    }
}
