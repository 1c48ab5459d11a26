//! How long requests stay where a journey comes, also where nobody waits for them.

use super::notes::Notes;
use super::{Builder, Pressed, Station, Ways};
use crate::analysis::Graph;
use crate::analysis::times::Lates;
use crate::analysis::traffic::Traffic;

/// How long a read, and a write, of a journey stays at each component until it is answered, by node, in milliseconds: what
/// nobody waits for, such as the work on a message, as well. Nothing where its times are not known. Callers give up and
/// try again where their patience is told.
#[must_use]
pub fn stays(
    graph: &Graph<'_>,
    traffic: &Traffic,
    at: usize,
    (stations, ways): (&[Station], &Ways<'_>),
    patience: Option<&Pressed<'_>>,
) -> Vec<[f64; 2]> {
    let builder = built_everywhere(graph, traffic, at, (stations, ways), (patience, None));
    let means = builder.times.averages(&mut Lates::default()).unwrap_or_default();
    let mean = |answer: Option<usize>| answer.and_then(|id| means.get(id).copied()).unwrap_or(0.0);
    builder.answers.iter().map(|answers| answers.map(mean)).collect()
}

/// All that takes time wherever a journey comes, whether or not its user waits for it.
pub(super) fn built_everywhere<'a>(
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    at: usize,
    (stations, ways): (&'a [Station], &'a Ways<'a>),
    (patience, notes): (Option<&'a Pressed<'a>>, Option<Notes>),
) -> Builder<'a> {
    let journey = &traffic.journeys[at];
    let mut builder = Builder::new(graph, journey, stations, ways);
    builder.notes = notes;
    builder.pressed = patience;
    let operation = builder.begin();
    for (node, visits) in journey.visits.iter().enumerate() {
        let comes = [visits.reads > 0.0, visits.writes > 0.0];
        let ends = !journey.unbounded[node] && !traffic.flooded[node];
        builder.met[node] = [0, 1].map(|operation| (builder.met[node][operation] || comes[operation]) && ends);
    }
    builder.answer_all(operation);
    builder
}
