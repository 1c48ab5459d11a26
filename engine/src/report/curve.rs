//! How a journey's time and the load of its busiest part grow with what arrives: points of a curve, for people who
//! would rather look than read.

use serde::{Deserialize, Serialize};

use super::latency::times;
use super::write::finite;
use super::{Evaluation, LatencyReport};
use crate::analysis::Graph;
use crate::analysis::capacity::busiest_of_journey;
use crate::analysis::journey_time::journey_time;
use crate::analysis::places::loads;
use crate::analysis::stations::stations;
use crate::analysis::traffic::{self, JourneyTraffic, Traffic};
use crate::analysis::ways::Ways;
use crate::design::Design;
use crate::packed;

/// Shares of the load that a journey can carry at which its time is worked out: closer together towards the end,
/// where the curve turns up. An assumption of the drawing.
const SHARES: [f64; 16] = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99];

/// How one journey fares under growing load, all journeys growing together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadCurve {
    /// Id of the journey.
    pub journey: String,
    /// How many times the design's peak its busiest part can carry; `None` where nothing on its way is limited.
    pub saturates_at: Option<f64>,
    /// By load, from little to what it can carry.
    pub points: Vec<LoadPoint>,
}

packed!(struct LoadCurve { journey, saturates_at, points });

/// One load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadPoint {
    /// In times of the design's peak.
    pub load: f64,
    /// Of the busiest part that the user waits for.
    pub utilization: Option<f64>,
    /// How long the user waits then; nothing where it is unbounded.
    pub latency_ms: LatencyReport,
}

packed!(struct LoadPoint { load, utilization, latency_ms });

/// The curves of all journeys with a rate, in the order of the design.
#[must_use]
pub fn load_curves(design: &Design) -> Vec<LoadCurve> {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).load_curves()
}

impl Evaluation<'_> {
    /// The curves of all journeys with a rate, in the order of the design.
    #[must_use]
    pub fn load_curves(&self) -> Vec<LoadCurve> {
        let ways = Ways::new(self.graph);
        let busy = |at: &usize| self.traffic.journeys[*at].rate > 0.0;
        (0..self.traffic.journeys.len()).filter(busy).map(|at| curve(self, &ways, at)).collect()
    }
}

fn curve(evaluation: &Evaluation<'_>, ways: &Ways<'_>, at: usize) -> LoadCurve {
    let full = evaluation.bottleneck_of(at).map(|busiest| busiest.utilization);
    let saturates_at = full.filter(|full| full.is_finite() && *full > 0.0).map(|full| 1.0 / full);
    // Where nothing is limited the time stays the same: two points say so.
    let mut at_loads: Vec<f64> = match saturates_at {
        Some(most) => SHARES.iter().map(|share| share * most).collect(),
        None => vec![0.1, 2.0],
    };
    if saturates_at.is_none_or(|most| most > 1.0) {
        // The design as it is has a point of its own.
        at_loads.push(1.0);
    }
    at_loads.sort_by(f64::total_cmp);
    at_loads.dedup();
    let points = at_loads.into_iter().map(|load| point(evaluation, ways, at, load)).collect();
    LoadCurve { journey: evaluation.journey_id(at).to_owned(), saturates_at, points }
}

fn point(evaluation: &Evaluation<'_>, ways: &Ways<'_>, at: usize, load: f64) -> LoadPoint {
    let graph = evaluation.graph;
    let grown = grown(graph, &evaluation.traffic, load);
    let loads = loads(graph, &grown);
    let utilization = busiest_of_journey(&grown.journeys[at], |node| &loads[node].roles);
    let utilization = utilization.and_then(|busiest| finite(busiest.utilization));
    let time = journey_time(graph, &grown, at, &stations(graph, &loads), ways);
    LoadPoint { load, utilization, latency_ms: times(&time) }
}

/// The traffic of so many times the peak.
fn grown(graph: &Graph<'_>, traffic: &Traffic, load: f64) -> Traffic {
    let more = |journey: &JourneyTraffic| {
        let mut journey = journey.clone();
        journey.peak_factor *= load;
        journey
    };
    traffic::sum(graph, traffic.journeys.iter().map(more).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate;

    fn design(text: &str) -> Design {
        crate::read(text).expect("the design can be read").design
    }

    /// One server of 1,000 requests a second that takes 1 ms for each: a queue with one server.
    const ONE_SERVER: &str = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "read", "entry": "api",
        "operation": "read", "rate": {"per_second": 500}, "peak_factor": 1}]},
        "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000, "latency_ms": 1}}]}"#;

    #[test]
    fn one_server_answers_as_the_textbook_says() {
        let curves = load_curves(&design(ONE_SERVER));
        let [LoadCurve { saturates_at, points, .. }] = curves.as_slice() else { panic!("{curves:?}") };
        assert_eq!(*saturates_at, Some(2.0));
        for point in points {
            // M/M/1: 1 ÷ (μ − λ), in milliseconds.
            let want = 1_000.0 / (1_000.0 - 500.0 * point.load);
            let mean = point.latency_ms.mean.expect("below capacity there is a time");
            assert!((mean - want).abs() < want * 0.01, "{point:?}: {want}");
        }
        assert!(points.windows(2).all(|pair| pair[0].load < pair[1].load));
    }

    #[test]
    fn the_design_as_it_is_has_the_point_that_the_report_has() {
        let design = design(ONE_SERVER);
        let curves = load_curves(&design);
        let now = curves[0].points.iter().find(|point| point.load == 1.0).expect("it is a point");
        let report = evaluate(&design);
        assert_eq!(now.latency_ms, report.journeys["read"].latency_ms);
        assert_eq!(now.utilization, report.components["api"].utilization);
    }

    #[test]
    fn a_journey_beyond_its_capacity_ends_before_the_present() {
        let file = crate::templates::find("url-shortener-worked").expect("it is there");
        let curves = load_curves(&file.design);
        let redirect = curves.iter().find(|curve| curve.journey == "redirect").expect("it has a rate");
        assert!(redirect.saturates_at.is_some_and(|most| (most - 0.2566).abs() < 1e-3));
        assert!(redirect.points.iter().all(|point| point.load < 1.0 && point.latency_ms.p99.is_some()));
    }
}
