//! How any number of the report comes about, on request: the working of one figure of one evaluation.

use serde::{Deserialize, Serialize};

use super::Evaluation;
use crate::analysis::Graph;
use crate::analysis::arrivals::{Which, arriving};
use crate::analysis::availability_working::availability_working;
use crate::analysis::figures::{needed_of, peak_rate_of, rate_of, sustainable_of, utilization_of};
use crate::analysis::working::Working;
use crate::design::Design;

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Number {
    /// `components.ID.peak.total`
    Peak(String),
    /// `components.ID.utilization`
    Utilization(String),
    /// `components.ID.needed.at_target`
    Needed(String),
    /// `journeys.ID.average`
    JourneyAverage(String),
    /// `journeys.ID.peak`
    JourneyPeak(String),
    /// `journeys.ID.sustainable`
    Sustainable(String),
    /// `journeys.ID.availability`
    Availability(String),
}

/// How a number comes about; `None` where the report shows none, or it would be too long to read.
#[must_use]
pub fn working(design: &Design, number: &Number) -> Option<Working> {
    let graph = Graph::new(design);
    let evaluation = Evaluation::begin(&graph);
    let (traffic, loads) = (&evaluation.traffic, &evaluation.loads);
    let journey = |id: &str| (0..traffic.journeys.len()).find(|&at| evaluation.journey_id(at) == id);
    let place = |id: &str| journey(id).map(|at| traffic.journeys[at].journey);
    let bounded = |id: &str| graph.find(id).filter(|&node| !traffic.unbounded[node]);
    match number {
        Number::Peak(id) => {
            let node = bounded(id)?;
            let reads = arriving(&graph, traffic, node, Which::Reads);
            let writes = arriving(&graph, traffic, node, Which::Writes);
            Some(Working::sum(vec![("reads".to_owned(), reads), ("writes".to_owned(), writes)]))
        }
        Number::Utilization(id) => utilization_of(&graph, traffic, loads, bounded(id)?),
        Number::Needed(id) => needed_of(&graph, traffic, loads, bounded(id)?),
        Number::JourneyAverage(id) => rate_of(&graph, place(id)?),
        Number::JourneyPeak(id) => peak_rate_of(&graph, place(id)?),
        Number::Sustainable(id) => sustainable_of(&graph, traffic, loads, journey(id)?),
        Number::Availability(id) => availability_working(&graph, &evaluation.dependence.structures[journey(id)?]),
    }
}
