//! What a rule may read: the resolved design and every analysis. No rule changes any of it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::attempts::Retried;
use crate::analysis::capacity::{Load, target_utilization};
use crate::analysis::carried::Carried;
use crate::analysis::cold::Cold;
use crate::analysis::journey_time::{JourneyTime, What};
use crate::analysis::strain::Strain;
use crate::analysis::traffic::{Rates, Traffic};
use crate::analysis::{Edge, Graph, Node, wiring};
use crate::design::{Design, Operation, Requirements, Setting, Workload};
use crate::kinds::Family;

/// What a rule may read.
#[derive(Debug)]
pub struct Context<'a> {
    /// The resolved design.
    pub graph: &'a Graph<'a>,
    /// Where each journey goes, whatever its rate; made by `analysis::carried::carried`.
    pub carried: &'a [Carried],
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// By node: how full it is.
    pub loads: &'a [Load],
    /// By node: ids of the journeys that fail, whoever is asked, when one copy of it is lost.
    pub fails_with_one_copy: &'a [Vec<String>],
    /// By node: whether a journey fails when the whole component is lost.
    pub fails_without: &'a [bool],
    /// By journey of the traffic: share of time in which its user is not served; `None` while it is not known.
    pub unavailability: &'a [Option<f64>],
    /// By journey of the traffic: how long its user waits at peak; `None` while it is not known.
    pub times: &'a [Option<JourneyTime>],
    /// What retries make of it, once anybody has asked; the report reads the same.
    pub retried: &'a OnceCell<Retried>,
    /// What callers make of the peak; `None` while it is not known, or where the design states nothing that depends on it.
    pub balance: Option<&'a Strain>,
    /// What several rules ask, once one of them has.
    pub asked: Asked,
}

/// Answers that several rules need, each worked out when the first of them asks.
#[derive(Debug, Default)]
pub struct Asked {
    unbalanced: OnceCell<BTreeSet<usize>>,
    empty_caches: OnceCell<BTreeMap<usize, BTreeMap<usize, f64>>>,
}

impl<'a> Context<'a> {
    /// The design.
    #[must_use]
    pub fn design(&self) -> &'a Design {
        self.graph.design
    }

    /// The workload.
    #[must_use]
    pub fn workload(&self) -> &'a Workload {
        &self.graph.design.workload
    }

    /// The requirements.
    #[must_use]
    pub fn requirements(&self) -> &'a Requirements {
        &self.graph.design.requirements
    }

    /// Utilisation that a component should not pass. Default 0.7 (worked-examples, zero-to-hero).
    #[must_use]
    pub fn target_utilization(&self) -> f64 {
        target_utilization(self.design())
    }

    /// What a user's request reaches without passing a balancer or a gateway.
    #[must_use]
    pub fn unbalanced(&self) -> &BTreeSet<usize> {
        self.asked.unbalanced.get_or_init(|| wiring::unbalanced(self.graph))
    }

    /// How full those get at peak that get more while a cache is empty, by node; nobody where nothing asks it.
    #[must_use]
    pub fn without_its_content(&self, cache: usize) -> &BTreeMap<usize, f64> {
        static NOBODY: BTreeMap<usize, f64> = BTreeMap::new();
        let of_all = || {
            let mut cold = Cold::new(self.graph, self.traffic);
            let asked = self.of_family(Family::Cache).filter(|(cache, _)| self.peak(*cache).total() > 0.0);
            asked.map(|(cache, _)| (cache, cold.utilization(cache))).collect()
        };
        self.asked.empty_caches.get_or_init(of_all).get(&cache).unwrap_or(&NOBODY)
    }

    /// What retries make of each journey's calls and of the peak.
    #[must_use]
    pub fn retried(&self) -> &Retried {
        self.retried.get_or_init(|| Retried::of(self.graph, self.traffic, self.loads, self.balance))
    }

    /// A figure that rules compare with, by its name in `vocabulary::THRESHOLDS`: of the design, else its default.
    #[must_use]
    pub fn threshold(&self, name: &str) -> f64 {
        self.design().threshold(name).0
    }

    /// A component.
    #[must_use]
    pub fn node(&self, node: usize) -> Node<'a> {
        self.graph.nodes[node]
    }

    /// All components with their numbers.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, Node<'a>)> + '_ {
        self.graph.nodes.iter().copied().enumerate()
    }

    /// Numbers of the connections that leave a component.
    #[must_use]
    pub fn edges_from(&self, node: usize) -> &'a [usize] {
        &self.graph.outgoing[node]
    }

    /// Numbers of the connections that reach a component.
    #[must_use]
    pub fn edges_to(&self, node: usize) -> &'a [usize] {
        &self.graph.incoming[node]
    }

    /// A connection.
    #[must_use]
    pub fn edge(&self, edge: usize) -> &'a Edge<'a> {
        &self.graph.edges[edge]
    }

    /// What takes a part of a journey's time: the component that it is about, and its name.
    #[must_use]
    pub fn named_part(&self, what: What) -> (usize, String) {
        let label = |node: usize| self.node(node).component.label();
        match what {
            What::Waiting(node) | What::Service(node) | What::Copies(node) => (node, label(node).to_owned()),
            What::Way(edge) => {
                let edge = self.edge(edge);
                (edge.to, format!("{} → {}", label(edge.from), label(edge.to)))
            }
        }
    }

    /// Where in the file a setting of a connection stands, or would stand.
    #[must_use]
    pub fn place_on(&self, edge: usize, name: &str) -> String {
        format!("connections[{}].settings.{name}", self.edge(edge).name())
    }

    /// What a connection leads to.
    #[must_use]
    pub fn callee(&self, edge: usize) -> Node<'a> {
        self.node(self.edge(edge).to)
    }

    /// What a connection comes from.
    #[must_use]
    pub fn caller(&self, edge: usize) -> Node<'a> {
        self.node(self.edge(edge).from)
    }

    /// Whether any journey arrives at a component.
    #[must_use]
    pub fn is_reached(&self, node: usize) -> bool {
        self.carried.iter().any(|journey| journey.reaches(node))
    }

    /// Messages a second that the group of a consumer gets at peak: what goes over its connection from the broker, or to all
    /// of those that share them.
    #[must_use]
    pub fn brought_over(&self, edge: usize) -> f64 {
        match self.edge(edge).group {
            None => self.traffic.edge_peak[edge].total(),
            Some(_) => self.peak(self.edge(edge).from).total(),
        }
    }

    /// Whether any journey writes to a component.
    #[must_use]
    pub fn is_written(&self, node: usize) -> bool {
        self.carried.iter().any(|journey| journey.writes[node])
    }

    /// Whether any user waits for a component.
    #[must_use]
    pub fn is_waited_for(&self, node: usize) -> bool {
        self.carried.iter().any(|journey| journey.waits[node])
    }

    /// Whether any user waits for the answer over a connection.
    #[must_use]
    pub fn edge_waits(&self, edge: usize) -> bool {
        self.carried.iter().any(|journey| journey.edge_waits[edge])
    }

    /// Whether any of the words of a wish is this one.
    #[must_use]
    pub fn wishes(&self, name: &str, word: &str) -> bool {
        match self.wish(name) {
            Some(Setting::Words(words)) => words.iter().any(|known| known == word),
            Some(Setting::Text(text)) => text == word,
            _ => false,
        }
    }

    /// The components of a family with their numbers.
    pub fn of_family(&self, family: Family) -> impl Iterator<Item = (usize, Node<'a>)> + '_ {
        let nodes = self.graph.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.kind.family == family).map(|(number, node)| (number, *node))
    }

    /// Whether a store, by its kind, holds copies of what others keep, which can be made again.
    #[must_use]
    pub fn keeps_copies(&self, node: usize) -> bool {
        matches!(
            self.node(node).kind.id,
            "search" | "db-replica" | "vector-db" | "tsdb" | "warehouse" | "columnar" | "feature-store"
        )
    }

    /// Whether a store only repeats the writes of a primary that is drawn apart: one that is drawn as a replica, or a
    /// store of the same kind that follows it.
    #[must_use]
    pub fn is_drawn_replica(&self, node: usize) -> bool {
        let kind = self.node(node).kind.id;
        let follows = || wiring::primary_of(self.graph, node).is_some_and(|primary| self.node(primary).kind.id == kind);
        kind == "db-replica" || follows()
    }

    /// Connections that leave a component.
    pub fn from(&self, node: usize) -> impl Iterator<Item = &Edge<'a>> + '_ {
        self.graph.from(node)
    }

    /// Connections that reach a component.
    pub fn to(&self, node: usize) -> impl Iterator<Item = &Edge<'a>> + '_ {
        self.graph.to(node)
    }

    /// What reaches a component at peak, a second.
    #[must_use]
    pub fn peak(&self, node: usize) -> Rates {
        self.traffic.peak[node]
    }

    /// What reaches a component on average, a second.
    #[must_use]
    pub fn average(&self, node: usize) -> Rates {
        self.traffic.average[node]
    }

    /// How full a component is at peak.
    #[must_use]
    pub fn load(&self, node: usize) -> &'a Load {
        &self.loads[node]
    }

    /// Whether losing one copy fails a journey.
    #[must_use]
    pub fn is_single_point_of_failure(&self, node: usize) -> bool {
        !self.fails_with_one_copy[node].is_empty()
    }

    /// How full a component is at peak with as many copies as autoscaling may add; as it stands where nothing adds any.
    #[must_use]
    pub fn grown_utilization(&self, node: usize) -> Option<f64> {
        let utilization = self.load(node).utilization?;
        let own = self.node(node);
        let copies = own.at_work(f64::from(own.instances().max(1)));
        let grown =
            own.number("autoscaling_max").filter(|_| own.is_pool()).map_or(copies, |most| most.value.max(copies));
        Some(utilization * copies / own.at_work(grown))
    }

    /// Names of the journeys that fail when one copy of a component is lost, as they stand in a sentence.
    #[must_use]
    pub fn journeys_lost_with(&self, node: usize) -> String {
        let lost = &self.fails_with_one_copy[node];
        let journeys = self.workload().journeys.iter().filter(|journey| lost.contains(&journey.id));
        journeys.map(|journey| format!("“{}”", journey.label())).collect::<Vec<_>>().join(", ")
    }

    /// A fact of the workload.
    #[must_use]
    pub fn workload_number(&self, name: &str) -> Option<f64> {
        self.workload().settings.get(name).and_then(Setting::number)
    }

    /// A word of the workload.
    #[must_use]
    pub fn workload_text(&self, name: &str) -> Option<&'a str> {
        self.workload().settings.get(name).and_then(Setting::text)
    }

    /// A component to speak of where the whole drawing lacks something: the first that works on requests.
    #[must_use]
    pub fn first_at_work(&self) -> Option<usize> {
        self.front(Operation::Read).or_else(|| self.front(Operation::Write))
    }

    /// Whether anything drawn watches the running system. Charts and alarms that are drawn from what a store keeps show
    /// its content; points over time are what is measured.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.of_family(Family::Observing).any(|(number, node)| {
            let shows = matches!(node.kind.id, "dashboard" | "alerting");
            let beside = self.from(number).map(|edge| edge.to).chain(self.to(number).map(|edge| edge.from));
            let shown: Vec<Node<'_>> = beside.map(|other| self.node(other)).collect();
            let content = |node: &Node<'_>| node.kind.family.keeps() && node.kind.id != "tsdb";
            !shows || shown.is_empty() || !shown.iter().all(content)
        })
    }

    /// Whether any of these signals is measured; `None` while no metrics say what they measure.
    #[must_use]
    pub fn measures(&self, signals: &[&str]) -> Option<bool> {
        let mut stated = None;
        for (_, node) in self.of_family(Family::Observing) {
            let Some(words) = node.words("signals") else { continue };
            let found = words.iter().any(|word| signals.contains(&word.as_str()));
            stated = Some(stated == Some(true) || found);
        }
        stated
    }

    /// The first component, by id, that works on requests of this operation while their user waits.
    #[must_use]
    pub fn front(&self, operation: Operation) -> Option<usize> {
        let works =
            |number: &usize| matches!(self.node(*number).kind.family, Family::Compute | Family::ConnectionServer);
        let arrives = |number: &usize| {
            self.carried.iter().any(|journey| {
                let of_operation = self.workload().journeys[journey.journey].operation == operation;
                of_operation && journey.waits[*number]
            })
        };
        (0..self.graph.nodes.len()).filter(works).find(arrives)
    }

    /// A switch of the workload; `None` where it is neither on nor off.
    #[must_use]
    pub fn workload_switch(&self, name: &str) -> Option<bool> {
        self.workload().settings.get(name).and_then(Setting::switch)
    }

    /// A wish; `None` where it is not declared.
    #[must_use]
    pub fn wish(&self, name: &str) -> Option<&'a Setting> {
        self.requirements().settings.get(name)
    }

    /// Whether the design says what it has to reach: a subject or a team is no target.
    #[must_use]
    pub fn has_targets(&self) -> bool {
        let wanted = self.requirements();
        let of_settings =
            ["rpo_minutes", "rto_minutes", "promised_availability", "staleness_seconds", "freshness_seconds"];
        let figures = wanted.availability.is_some() || !wanted.latency_ms.is_empty() || wanted.consistency.is_some();
        figures || of_settings.iter().any(|name| wanted.settings.contains_key(*name))
    }

    /// Whether any journey has a rate, so that rules about numbers can be checked.
    #[must_use]
    pub fn has_rates(&self) -> bool {
        self.workload().journeys.iter().any(|journey| journey.rate.is_some())
    }
}
