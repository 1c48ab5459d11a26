//! What losses mean: which journeys fail, which go on with less, who takes over what, and what falls next. Gathers
//! the answers of `aftermath`; says nothing in words.

use super::aftermath::{Aftermath, Before, Cascade, Over, aftermath, cascade, uses_any};
use super::capacity::{RoleLoad, busiest_of_journey, uses};
use super::lost::Losses;
use super::structure::{Structure, working};
use super::traffic::Traffic;
use crate::kinds::Family;

/// What happens to a journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As before.
    Works,
    /// Its user is served, but it goes without something that it calls, or uses something that the loss drives over
    /// capacity, so that only a part is answered.
    Degraded,
    /// Something that its user needs is lost.
    Fails,
}

impl State {
    /// The word of reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Degraded => "degraded",
            Self::Fails => "fails",
        }
    }
}

/// What happens to one journey.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyEffect {
    /// At once, and when the cascade has come to its end.
    pub state: [State; 2],
    /// Whether it fails with nothing lost.
    pub failed_before: bool,
    /// What it calls without needing it and gets no more, at once: numbers of components, sorted.
    pub without: Vec<usize>,
    /// Share of its peak that is carried at once, as `sustainable` counts: all journeys at the same share, up to what
    /// the fullest role that its user waits for can do. 0 where it fails.
    pub carried: f64,
    /// The same before.
    pub carried_before: f64,
}

/// What losses do.
#[derive(Clone, Debug)]
pub struct Effects {
    /// By journey of the traffic.
    pub journeys: Vec<JourneyEffect>,
    /// The traffic at once, and how full what is left is.
    pub after: Aftermath,
    /// Roles that the losses drive over capacity at once.
    pub over: Vec<Over>,
    /// What stands, but lacks what it needs for every journey that asked it: numbers of components.
    pub takes_down: Vec<usize>,
    /// What works, but is reached no more: numbers of components.
    pub unreached: Vec<usize>,
    /// What gets more than before: numbers of components.
    pub takes_over: Vec<usize>,
    /// What falls together, wave by wave; the first one is `over` and what callers' waiting overloads.
    pub waves: Vec<Vec<Over>>,
}

impl Effects {
    /// Roles that a journey uses and that are driven over capacity at once.
    pub fn used_over(&self, journey: usize) -> impl Iterator<Item = &Over> {
        let journey = &self.after.traffic.journeys[journey];
        self.over.iter().filter(move |over| uses(journey, over.node, &over.load))
    }
}

/// What losses do, at once and until nothing more falls. `strained` falls with the first wave.
#[must_use]
pub fn effects(before: &Before<'_>, losses: &Losses, factors: &[f64], strained: &[Over]) -> Effects {
    let graph = before.graph;
    let after = aftermath(before, losses, factors);
    let over = before.overloaded(&after);
    let mut first = over.clone();
    let is_new = |one: &&Over| over.iter().all(|known| (known.node, known.load.role) != (one.node, one.load.role));
    first.extend(strained.iter().filter(is_new));
    first.sort_by_key(|one| (one.node, one.load.role));
    let end: Option<Cascade> = cascade(before, losses, factors, &first);
    let journeys: Vec<JourneyEffect> = (0..before.traffic.journeys.len())
        .map(|at| {
            let fails = before.fails(at, &after, losses);
            let without = if fails { Vec::new() } else { before.goes_without(at, &after, losses) };
            let state = state_of(fails, !without.is_empty() || uses_any(&after, at, &over));
            let in_the_end = end.as_ref().map_or(state, |end| {
                let fails = before.fails(at, &end.aftermath, &end.losses);
                let goes_without = || !before.goes_without(at, &end.aftermath, &end.losses).is_empty();
                state_of(fails, state == State::Degraded || goes_without())
            });
            JourneyEffect {
                state: [state, in_the_end],
                failed_before: before.dependence.losses[at].fails_anyway(),
                without,
                carried: if fails { 0.0 } else { carried(&after.traffic, at, |node| &after.roles[node]) },
                carried_before: carried(before.traffic, at, |node| &before.loads[node].roles),
            }
        })
        .collect();
    let times = |at: usize| factors.get(at).copied().unwrap_or(1.0);
    // Compared at the same load, so that more of everything is no failover.
    let was = |node: usize| -> f64 {
        let journeys = before.traffic.journeys.iter().enumerate();
        journeys.map(|(at, journey)| journey.peak(node).total() * times(at)).sum()
    };
    let known = |node: &usize| !before.traffic.unbounded[*node] && !after.traffic.unbounded[*node];
    let now = |node: usize| after.traffic.peak[node].total();
    let nodes = || (0..graph.nodes.len()).filter(known);
    let stands = |node: &usize| after.stands[0][*node];
    let wholes = before.dependence.wholes(graph, before.traffic);
    // A journey without a rate asks for nothing, unless no journey has one.
    let rated = before.traffic.journeys.iter().any(|journey| journey.rate > 0.0);
    let asks = |at: &usize, node: usize| {
        let journey = &before.traffic.journeys[*at];
        journey.visits[node].total() > 0.0 && (journey.rate > 0.0 || !rated)
    };
    let fails = |node: &usize| {
        let mut asking = (0..journeys.len()).filter(|at| asks(at, *node)).peekable();
        let is_user = graph.nodes[*node].kind.family == Family::Client;
        let works_no_more = |at: usize| !after.works[at][*node] && wholes[at].works[*node];
        !is_user && asking.peek().is_some() && asking.all(works_no_more)
    };
    let (takes_down, others): (Vec<usize>, Vec<usize>) = nodes().filter(stands).partition(fails);
    let unreached = others.iter().copied().filter(|&node| was(node) > 0.0 && now(node) <= 0.0).collect();
    let takes_over = others.into_iter().filter(|&node| now(node) > was(node) * (1.0 + 1e-9)).collect();
    let waves = end.map_or_else(Vec::new, |end| end.waves);
    Effects { journeys, over, takes_down, unreached, takes_over, waves, after }
}

const fn state_of(fails: bool, degraded: bool) -> State {
    match (fails, degraded) {
        (true, _) => State::Fails,
        (false, true) => State::Degraded,
        (false, false) => State::Works,
    }
}

/// Share of a journey's peak that is carried: all journeys at the same share, up to what the fullest role can do that its
/// user waits for.
pub(super) fn carried<'a>(traffic: &Traffic, at: usize, roles: impl Fn(usize) -> &'a [RoleLoad]) -> f64 {
    let journey = &traffic.journeys[at];
    let busiest = busiest_of_journey(journey, roles).map_or(0.0, |busiest| busiest.utilization);
    match journey.rate > 0.0 {
        true if traffic.waits_for_a_loop(at) => 0.0,
        true if busiest > 1.0 => 1.0 / busiest,
        _ => 1.0,
    }
}

/// What fails a journey: the components and connections that are lost themselves, among those that it needs. Empty
/// where it works, or leads nowhere even with nothing lost.
#[must_use]
pub fn roots(structure: &Structure, after: &Aftermath, losses: &Losses) -> (Vec<usize>, Vec<usize>) {
    let stands = after.stands_for(structure);
    let severed = losses.severed();
    let works = working(structure, &stands, &severed);
    let (mut lost, mut cut) = (Vec::new(), Vec::new());
    let mut seen = vec![false; stands.len()];
    let mut open = if works[structure.entry] { Vec::new() } else { vec![structure.entry] };
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        if !stands[node] {
            lost.push(node);
            continue;
        }
        for need in structure.needs(node).filter(|need| need.hard) {
            if !need.blind && need.is_met(&works, &severed) {
                continue;
            }
            for (&member, &edge) in need.members.iter().zip(need.edges) {
                if severed[edge] {
                    cut.push(edge);
                } else if !works[member] {
                    open.push(member);
                }
            }
        }
    }
    lost.sort_unstable();
    cut.sort_unstable();
    cut.dedup();
    (lost, cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Graph;
    use crate::analysis::capacity::loads;
    use crate::analysis::scenario::{Down, Scenario};
    use crate::analysis::traffic::solve;
    use crate::analysis::weak_points::dependence;
    use crate::rules::testing::design;

    /// What a loss does to the first journey, in words: its state at once and in the end, what it goes without, and
    /// the waves.
    fn told(text: &str, word: &str) -> String {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let (loads, dependence) = (loads(&graph, &traffic), dependence(&graph, &traffic));
        let before = Before { graph: &graph, traffic: &traffic, loads: &loads, dependence: &dependence };
        let (losses, unknown) = Scenario::of(Down::named(&graph, word).unwrap()).resolve(&graph);
        assert_eq!(unknown, Vec::<String>::new());
        let found = effects(&before, &losses, &[], &[]);
        let names = |nodes: &[usize]| nodes.iter().map(|&node| graph.nodes[node].id()).collect::<Vec<_>>().join("+");
        let [at_once, in_the_end] = found.journeys[0].state.map(State::word);
        let mut text = format!("{at_once}, then {in_the_end}; without [{}]", names(&found.journeys[0].without));
        for wave in &found.waves {
            let nodes: Vec<usize> = wave.iter().map(|over| over.node).collect();
            text += &format!("; {} at {:.2}", names(&nodes), wave[0].load.utilization);
        }
        text
    }

    const THREE: &str = r#"{"workload": {"journeys": [{"id": "j", "entry": "lb", "operation": "read",
                "rate": {"per_second": 240}, "peak_factor": 1}]},
            "components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "a", "kind": "server", "settings": {"rps_capacity": 100}},
                {"id": "b", "kind": "server", "settings": {"rps_capacity": 130}},
                {"id": "c", "kind": "server", "settings": {"rps_capacity": 100}}],
            "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}, {"from": "lb", "to": "c"}]}"#;

    #[test]
    fn an_overload_goes_from_target_to_target_until_none_is_left() {
        // 120 a second for each: too many for `a`. Then 240 for `b`.
        let waves = "degraded, then fails; without []; a at 1.20; b at 1.85";
        assert_eq!(told(THREE, "c"), waves);
        assert_eq!(told(THREE, "lb->c"), waves);
    }

    #[test]
    fn what_was_too_full_before_does_not_fall_of_a_loss_elsewhere() {
        let text = THREE.replace("240", "2400");
        let watched = text.replace(r#""components": ["#, r#""components": [{"id": "log", "kind": "logs"}, "#);
        let watched = watched.replace(
            r#""connections": ["#,
            r#""connections": [{"from": "lb", "to": "log", "calls": 1, "mode": "async"}, "#,
        );
        assert_eq!(told(&watched, "log"), "degraded, then degraded; without [log]");
    }

    const QUEUE: &str = r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "write",
                "rate": {"per_second": 10}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue"},
                {"id": "v", "kind": "worker"}, {"id": "w", "kind": "worker"}, {"id": "db", "kind": "sql"}],
            "connections": [{"from": "api", "to": "q"}, {"from": "q", "to": "v"}, {"from": "q", "to": "w"},
                {"from": "v", "to": "db"}, {"from": "w", "to": "db"}]}"#;

    #[test]
    fn a_consumer_has_a_stand_in_and_the_store_of_both_has_none() {
        assert_eq!(told(QUEUE, "v"), "works, then works; without []");
        assert_eq!(told(QUEUE, "db"), "degraded, then degraded; without [v+w]");
        assert_eq!(told(QUEUE, "q"), "fails, then fails; without []");
        assert_eq!(told(QUEUE, "w->db"), "works, then works; without []");
    }

    #[test]
    fn of_parallel_connections_the_one_that_is_named_is_cut() {
        let text = r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read",
                    "rate": {"per_second": 10}, "peak_factor": 1}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"id": "main", "from": "api", "to": "db"},
                    {"id": "extra", "from": "api", "to": "db", "required": false}]}"#;
        assert_eq!(told(text, "main"), "fails, then fails; without []");
        assert_eq!(told(text, "extra"), "degraded, then degraded; without [db]");
    }
}
