//! Evaluation: runs the analyses in order, then the rules. What it finds is put into words by `report`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::write::{write, write_figures};
use super::{FindingName, Report, WhatIf};
use crate::analysis::Graph;
use crate::analysis::aftermath::Before;
use crate::analysis::attempts::Retried;
use crate::analysis::availability::{Availability, availability};
use crate::analysis::backlog::{Consumption, Moment, consumptions};
use crate::analysis::bounds::{Bounds, bounds};
use crate::analysis::callers::as_it_stands;
use crate::analysis::capacity::{Load, Standing, busiest_of_all, busiest_of_journey};
use crate::analysis::carried::carried;
use crate::analysis::diagram::TooWide;
use crate::analysis::journey_time::{JourneyTime, journey_time};
use crate::analysis::places::{loads, roles};
use crate::analysis::simulation::{Simulated, simulate};
use crate::analysis::stations::{Station, stations};
use crate::analysis::strain::Strain;
use crate::analysis::traffic::{self, Traffic};
use crate::analysis::wake::Wakes;
use crate::analysis::ways::Ways;
use crate::analysis::weak_points::{self, Because, Dependence, Lost, WeakPoint};
use crate::analysis::working::Working;
use crate::design::Design;
use crate::rules::measure::Grounds;
use crate::rules::{self, Asked, Context, Finding, Fix, Lack, Rule, Verdict};

/// Evaluates a design. Total: a half-drawn design is the normal case, and problems are findings.
#[must_use]
pub fn evaluate(design: &Design) -> Report {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    evaluation.report()
}

/// The same with the working of every finding that measured something, with what each single loss does, what takes each
/// journey down and what each assumption does, as files of reports hold it. A page asks for the few that somebody opens
/// instead.
#[must_use]
pub fn evaluate_in_full(design: &Design) -> Report {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let mut table = WhatIf::begin(&evaluation);
    while table.step(&evaluation) {}
    let (influences, sensitivity_left_out) = evaluation.sensitivity();
    Report {
        what_if: Some(table.losses),
        what_if_left_out: table.left_out,
        sensitivity: Some(influences),
        sensitivity_left_out,
        causes: Some(evaluation.all_causes()),
        ..evaluation.report_in_full()
    }
}

/// Evaluates a design step by step, so that a page stays quick while a large one is worked out. `pause` is called
/// first when traffic, capacity and structural weak points are known, then after each further step; it says whether
/// to go on. The last call is made when all is done.
pub async fn evaluate_in_steps(design: &Design, mut pause: impl AsyncFnMut(&Evaluation<'_>) -> bool) {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while pause(&evaluation).await && evaluation.step() {}
}

/// What the verdict on a design and its drawing say: components, connections, journeys with their availability, the
/// bottleneck, weak points, and what callers make of the peak. Times, estimates and rules take longer, and are left out.
/// `is_enough` is asked after each step; says whether all was known before it had enough.
#[must_use]
pub fn verdict(design: &Design, mut is_enough: impl FnMut() -> bool) -> (Report, bool) {
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step_to_verdict() {
        if is_enough() {
            return (write_figures(&evaluation), false);
        }
    }
    (write_figures(&evaluation), true)
}

/// An availability, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// All states were counted.
    Exact(Availability),
    /// The structure is too wide for that; worlds were drawn. Beside that what is certain, as far as anything is.
    Simulated(Simulated, Option<Bounds>),
}

impl Found {
    /// Share of time in which the user is not served.
    #[must_use]
    pub const fn unavailability(&self) -> f64 {
        match self {
            Self::Exact(exact) => exact.unavailability,
            Self::Simulated(simulated, _) => simulated.unavailability,
        }
    }
}

/// An evaluation under way. What is read most comes first; the rest follows step by step, so that nobody waits.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: Traffic,
    /// How full each component is.
    pub loads: Vec<Load>,
    /// What each journey needs.
    pub dependence: Dependence,
    /// Weak points so far.
    pub weak_points: Vec<WeakPoint>,
    /// By journey: its availability; `None` while it is not known.
    pub availabilities: Vec<Option<Found>>,
    /// By journey: how long its user waits; `None` while it is not known.
    pub times: Vec<Option<JourneyTime>>,
    /// What a request meets at each component and on the way to it; made when the first times are asked for.
    passage: Option<(Vec<Station>, Ways<'a>)>,
    candidates: Vec<Lost>,
    /// What retries make of it; made when somebody asks, and anew when the balance is known.
    retried: OnceCell<Retried>,
    /// What callers make of the peak; made when that step is taken, or somebody asks. Nothing where nothing is stated.
    balance: OnceCell<Option<Box<Strain>>>,
    /// What losses change; made when the first one is tried.
    wakes: Option<Wakes>,
}

impl<'a> Evaluation<'a> {
    /// Traffic, capacity and structural weak points.
    #[must_use]
    pub fn begin(graph: &'a Graph<'a>) -> Self {
        let traffic = traffic::solve(graph);
        let loads = loads(graph, &traffic);
        let dependence = weak_points::dependence(graph, &traffic);
        let weak_points = weak_points::structural(graph, &dependence);
        let mut candidates = weak_points::candidates(graph, &traffic, &dependence);
        candidates.reverse();
        let availabilities = vec![None; traffic.journeys.len()];
        let times = vec![None; traffic.journeys.len()];
        let (passage, retried, balance, wakes) = (None, OnceCell::new(), OnceCell::new(), None);
        Self {
            graph,
            traffic,
            loads,
            dependence,
            weak_points,
            availabilities,
            times,
            passage,
            candidates,
            retried,
            balance,
            wakes,
        }
    }

    /// The design as it is while nothing is lost.
    #[must_use]
    pub fn before(&self) -> Before<'_> {
        let Self { graph, traffic, loads, dependence, .. } = self;
        Before { graph, traffic, loads, dependence }
    }

    /// What retries make of each journey's calls and of the peak.
    pub(super) fn retried(&self) -> &Retried {
        self.retried.get_or_init(|| Retried::of(self.graph, &self.traffic, &self.loads, self.known_balance()))
    }

    /// What callers make of the peak, whether or not that step has been taken; `None` where the design states nothing
    /// that depends on it.
    #[must_use]
    pub fn balance(&self) -> Option<&Strain> {
        self.balance.get_or_init(|| as_it_stands(&self.before()).map(Box::new)).as_deref()
    }

    /// The same as far as it is known.
    #[must_use]
    pub fn known_balance(&self) -> Option<&Strain> {
        self.balance.get()?.as_deref()
    }

    /// What waits for each consumer of each queue and stream at peak.
    #[must_use]
    pub fn consumptions(&self) -> Vec<Consumption> {
        let nodes = &self.graph.nodes;
        let full = |node: usize, rates| roles(self.graph, node, rates, Standing::full(&nodes[node]));
        consumptions(&Moment { graph: self.graph, traffic: &self.traffic, full: &full, works: &|_| true })
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let known = self.availabilities.iter().all(Option::is_some) && self.times.iter().all(Option::is_some);
        known && self.balance.get().is_some() && self.candidates.is_empty()
    }

    /// Goes one step further; `false` when all is done.
    pub fn step(&mut self) -> bool {
        if self.step_to_availability() {
            return true;
        }
        if let Some(at) = self.times.iter().position(Option::is_none) {
            self.times[at] = Some(self.time(at));
            return true;
        }
        self.step_under_strain()
    }

    /// Goes one step further with what the verdict says, which is no time; `false` when all of that is known.
    fn step_to_verdict(&mut self) -> bool {
        self.step_to_availability() || self.step_under_strain()
    }

    /// The next availability, if there is one left to find.
    fn step_to_availability(&mut self) -> bool {
        let Some(at) = self.availabilities.iter().position(Option::is_none) else { return false };
        self.availabilities[at] = Some(self.availability(at));
        true
    }

    /// What callers make of the peak, or what one more loss leaves to others, if there is one left to try.
    fn step_under_strain(&mut self) -> bool {
        if self.balance.get().is_none() {
            self.balance = OnceCell::from(as_it_stands(&self.before()).map(Box::new));
            // What was said of retries without it is said anew.
            self.retried = OnceCell::new();
            return true;
        }
        let Some(lost) = self.candidates.pop() else { return false };
        let mut wakes = self.wakes.take().unwrap_or_else(|| Wakes::new(self.graph, &self.traffic));
        let found = weak_points::by_capacity(&self.before(), &mut wakes, lost);
        self.wakes = Some(wakes);
        self.weak_points.extend(found);
        true
    }

    /// How available a journey is, whether or not that step has been taken.
    #[must_use]
    pub fn availability(&self, at: usize) -> Found {
        let structure = &self.dependence.structures[at];
        self.availabilities[at].unwrap_or_else(|| {
            let exact = availability(self.graph, &self.traffic, &self.loads, structure);
            let simulated = |TooWide| {
                let bounds = bounds(self.graph, &self.traffic, &self.loads, structure);
                Found::Simulated(simulate(self.graph, structure), bounds)
            };
            exact.map_or_else(simulated, Found::Exact)
        })
    }

    /// How long a journey's user waits, whether or not that step has been taken.
    pub fn time(&mut self, at: usize) -> JourneyTime {
        let (graph, loads) = (self.graph, &self.loads);
        let (stations, ways) = self.passage.get_or_insert_with(|| (stations(graph, loads), Ways::new(graph)));
        journey_time(graph, &self.traffic, at, stations, ways)
    }

    /// What is known so far, with the rules that can be checked by it.
    #[must_use]
    pub fn report(&self) -> Report {
        let (findings, not_checked) = self.findings();
        write(self, &findings, &not_checked, None)
    }

    /// The same with the workings of findings.
    #[must_use]
    pub fn report_in_full(&self) -> Report {
        let (findings, not_checked) = self.findings();
        write(self, &findings, &not_checked, Some(self.grounds()))
    }

    /// What the workings of findings are made from.
    fn grounds(&self) -> Grounds<'_> {
        Grounds {
            graph: self.graph,
            traffic: &self.traffic,
            loads: &self.loads,
            structures: &self.dependence.structures,
            times: &self.times,
            balance: self.known_balance(),
        }
    }

    /// How what a finding measured, or its limit, comes about; `None` where no such finding is known so far.
    pub(super) fn of_finding(&self, rule: &str, message: &str, connections: &[String], limit: bool) -> Option<Working> {
        let (findings, _) = self.findings();
        let is_it = |(of, finding): &&(&'static Rule, Finding)| {
            let names = finding.edges.iter().map(|&edge| self.graph.edges[edge].name());
            of.id == rule && finding.message(of) == message && names.eq(connections.iter().cloned())
        };
        let (_, finding) = findings.iter().find(is_it)?;
        if limit { self.grounds().limit(finding) } else { self.grounds().working(finding) }
    }

    /// Shows what the rule of a finding offers to do about it; `None` where there is no such finding, or it has nothing
    /// to offer.
    pub(super) fn mended(&self, of: &FindingName, look: &mut dyn FnMut(&Fix<'_>)) -> Option<()> {
        let rule = rules::find(&of.rule)?;
        let mend = rule.mend?;
        let mut found = None;
        self.show(&mut |context| {
            let mut verdict = Verdict::default();
            verdict.run(rule, context);
            let id = |node: &usize| self.graph.nodes[*node].id();
            let name = |edge: &usize| self.graph.edges[*edge].name();
            let finding = verdict.findings.iter().find(|finding| {
                finding.nodes.iter().map(id).eq(of.components.iter().map(String::as_str))
                    && finding.edges.iter().map(name).eq(of.connections.iter().cloned())
                    && finding.message(rule) == of.message
            });
            if let Some(fix) = finding.and_then(|finding| mend(finding, context)) {
                look(&fix);
                found = Some(());
            }
        });
        found
    }

    /// Shows what the rules read, as far as it is known.
    pub fn show(&self, look: &mut dyn FnMut(&Context<'_>)) {
        let carried = carried(self.graph, &self.traffic);
        let fails_with_one_copy = self.fails_with_one_copy();
        let unavailability: Vec<Option<f64>> =
            self.availabilities.iter().map(|found| found.as_ref().map(Found::unavailability)).collect();
        let losses = &self.dependence.losses;
        let fails_without: Vec<bool> = (0..self.graph.nodes.len())
            .map(|node| losses.iter().any(|losses| losses.fails_without(node) && !losses.fails_anyway()))
            .collect();
        look(&Context {
            graph: self.graph,
            traffic: &self.traffic,
            loads: &self.loads,
            carried: &carried,
            fails_with_one_copy: &fails_with_one_copy,
            fails_without: &fails_without,
            unavailability: &unavailability,
            times: &self.times,
            asked: Asked::default(),
            retried: &self.retried,
            balance: self.known_balance(),
        });
    }

    /// Findings after precedence: where a rule speaks of a component or a connection, those that it replaces are silent
    /// about it.
    fn findings(&self) -> (Vec<(&'static Rule, Finding)>, Vec<Lack>) {
        let mut verdict = Verdict::default();
        self.show(&mut |context| rules::all().for_each(|rule| verdict.run(rule, context)));
        let by_id: BTreeMap<&str, &'static Rule> = rules::all().map(|rule| (rule.id, rule)).collect();
        // Rules that spoke and replace others, each with all that it spoke of: a large design has thousands of findings.
        let mut spoke: BTreeMap<&str, [BTreeSet<usize>; 2]> = BTreeMap::new();
        for finding in &verdict.findings {
            let [nodes, edges] = spoke.entry(finding.rule).or_default();
            nodes.extend(&finding.nodes);
            edges.extend(&finding.edges);
        }
        let replacing = spoke.iter().filter_map(|(rule, elements)| Some((by_id.get(rule)?.replaces, elements)));
        let replacing: Vec<_> = replacing.filter(|(replaces, _)| !replaces.is_empty()).collect();
        let replaced = |finding: &Finding| {
            let by = |(replaces, [nodes, edges]): &(&[&str], &[BTreeSet<usize>; 2])| {
                replaces.contains(&finding.rule)
                    && match finding.connection {
                        Some(edge) => edges.contains(&edge),
                        None => finding.nodes.first().is_none_or(|first| nodes.contains(first)),
                    }
            };
            replacing.iter().any(by)
        };
        let kept = verdict.findings.iter().filter(|finding| !replaced(finding));
        let findings = kept.filter_map(|finding| Some((*by_id.get(finding.rule)?, finding.clone()))).collect();
        (findings, verdict.not_checked)
    }

    fn fails_with_one_copy(&self) -> Vec<Vec<String>> {
        let mut by_node = vec![Vec::new(); self.graph.nodes.len()];
        for point in self.weak_points.iter().filter(|point| point.because == Because::Structure) {
            if let Lost::Component(node) = point.lost {
                by_node[node] = point.journeys.iter().map(|&at| self.journey_id(at).to_owned()).collect();
            }
        }
        by_node
    }

    /// Id of a journey by its place in the traffic.
    #[must_use]
    pub fn journey_id(&self, at: usize) -> &'a str {
        &self.graph.design.workload.journeys[self.traffic.journeys[at].journey].id
    }

    /// The busiest component of all; none behind a loop without end.
    #[must_use]
    pub fn bottleneck(&self) -> Option<crate::analysis::capacity::Busiest> {
        busiest_of_all(&self.traffic, &self.loads)
    }

    /// The busiest component that a journey's user waits for.
    #[must_use]
    pub fn bottleneck_of(&self, at: usize) -> Option<crate::analysis::capacity::Busiest> {
        busiest_of_journey(&self.traffic.journeys[at], |node| &self.loads[node].roles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{JourneyReport, LatencyDetail, LatencyReport};
    use crate::rules::testing::design;
    use crate::templates;

    /// What the verdict leaves out.
    fn without_the_rest(whole: Report) -> Report {
        let mut figures = Report {
            components: whole.components,
            connections: whole.connections,
            journeys: whole.journeys,
            bottleneck: whole.bottleneck,
            single_points_of_failure: whole.single_points_of_failure,
            balance: whole.balance,
            format: crate::report::VERDICT_FORMAT.into(),
            ..Report::default()
        };
        for journey in figures.journeys.values_mut() {
            let latency = LatencyDetail { method: "pending".into(), ..LatencyDetail::default() };
            *journey = JourneyReport { latency, latency_ms: LatencyReport::default(), ..journey.clone() };
        }
        for component in figures.components.values_mut() {
            component.assumed.retain(|setting| setting != "latency_ms");
        }
        figures
    }

    #[test]
    fn the_verdict_says_what_the_whole_report_says() {
        for (id, _) in templates::ALL {
            let file = templates::find(id).unwrap();
            let (figures, is_all) = verdict(&file.design, || false);
            assert!(is_all && figures == without_the_rest(evaluate(&file.design)), "{id}");
        }
    }

    #[test]
    fn a_verdict_that_may_not_take_longer_is_what_was_known_at_once() {
        let file = templates::find("url-shortener-worked").unwrap();
        let (figures, is_all) = verdict(&file.design, || true);
        assert!(!is_all && figures.bottleneck.is_some() && figures.balance.is_none());
    }

    #[test]
    fn what_is_certain_stands_beside_what_was_drawn() {
        let design = design(
            r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server", "settings": {"availability": 0.9}}]}"#,
        );
        let graph = Graph::new(&design);
        let mut evaluation = Evaluation::begin(&graph);
        // As if its structure were too wide.
        let structure = &evaluation.dependence.structures[0];
        let found = bounds(&graph, &evaluation.traffic, &evaluation.loads, structure);
        evaluation.availabilities[0] = Some(Found::Simulated(simulate(&graph, structure), found));
        let journey = &evaluation.report().journeys["j"];
        assert_eq!((&*journey.method, journey.availability_at_peak), ("simulated", None));
        let bounds = journey.unavailability_bounds.unwrap();
        assert!((bounds.least - 0.1).abs() < 1e-12 && (bounds.most - 0.1).abs() < 1e-12, "{bounds:?}");
        assert!(journey.interval.is_some_and(|width| width > 0.0));
    }
}
