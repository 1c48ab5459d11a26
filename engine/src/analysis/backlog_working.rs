//! The workings of what waits in queues and streams: what comes in, what consumers can take, and what follows of both.
//! Each gives the value that the report shows; how that is found is the business of `backlog`.

use super::arrivals::{When, Which, arriving, by_journey, calls_between, calls_over, going_over, times};
use super::backlog::{Consumption, PEAK_MINUTES, edges_between, peak_seconds, sharing};
use super::capacity::{Role, Roles, Standing};
use super::figures::load_of_role;
use super::graph::Graph;
use super::lost_working::Broken;
use super::places::roles;
use super::places_working::load_of_places;
use super::traffic::{Rates, Traffic};
use super::working::Working;
use crate::design::vocabulary::Source;

/// One consumer of a queue, and the design around it.
#[derive(Clone, Copy, Debug)]
pub struct Consumer<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// What was found.
    pub found: &'a Consumption,
    /// What is left, where not everything is.
    pub broken: Option<Broken<'a>>,
}

impl Consumer<'_> {
    /// Messages for it a second.
    #[must_use]
    pub fn rate(&self, when: When) -> Working {
        let Self { graph, traffic, found, .. } = *self;
        let Some(consumer) = found.consumer else { return arriving(graph, traffic, found.queue, when, Which::Both) };
        let over = |edge: usize| {
            (format!("over {}", graph.edges[edge].name()), going_over(graph, traffic, edge, when, Which::Both))
        };
        Working::sum(edges_between(graph, traffic, found.queue, consumer).into_iter().map(over).collect())
    }

    /// Messages a second that it can take, beside what else it has to do. `None` where nothing limits it, or it would
    /// be too long to read.
    #[must_use]
    pub fn pace(&self, when: When) -> Option<Working> {
        let limit = self.found.limit?;
        let (node, pace) = match when {
            When::Peak => (limit.node, limit.at_peak),
            When::Average => (limit.node_on_average, limit.on_average),
        };
        let (Some(consumer), Some(node)) = (self.found.consumer, node) else {
            // Nobody is left who takes any.
            return (pace == 0.0).then(|| Working::new("0", 0.0));
        };
        let node_roles = self.roles(node, Rates::default());
        let of_role = |role: Role| self.beside((consumer, node), role, when);
        // Of several roles, one is full first.
        let found = node_roles.iter().filter_map(|role| of_role(role.role));
        let least = found.reduce(|least, next| if next.value < least.value { next } else { least });
        if pace == 0.0 {
            // Who is lost, or lacks what it needs, takes nothing.
            return Some(least.filter(|least| least.value == 0.0).unwrap_or_else(|| Working::new("0", 0.0)));
        }
        let least = least?;
        ((least.value - pace).abs() <= 1e-9 * pace).then_some(least)
    }

    /// What fits into one role of what limits it.
    fn beside(&self, (consumer, node): (usize, usize), role: Role, when: When) -> Option<Working> {
        let Self { graph, traffic, found, .. } = *self;
        let this = &graph.nodes[node];
        let messages = self.rate(when);
        let own = |which| self.brought((consumer, node), when, which);
        let load = |rates: Rates, arriving: &dyn Fn(Which) -> Working| {
            let at_these = self.roles(node, rates);
            let role = at_these.iter().find(|one| one.role == role)?;
            match &self.broken {
                Some(broken) => broken.role_with(node, role, arriving),
                None if role.role == Role::Places => load_of_places(graph, traffic, node, role, arriving),
                None => load_of_role(this, role, arriving),
            }
        };
        let rates = Rates { reads: own(Which::Reads).value, writes: own(Which::Writes).value };
        let part = load(rates, &own).filter(|part| part.value > 0.0)?;
        let all = match when {
            When::Peak => traffic.peak[node],
            When::Average => traffic.average[node],
        };
        let whole = load(all, &|which| arriving(graph, traffic, node, when, which))?;
        let working = Working::new("", 0.0).worked("messages", messages.clone());
        let idle = found.idle.filter(|_| node == consumer && this.partitions.is_none());
        let is_alone = whole.value - part.value <= 1e-12 * whole.value;
        let fewer = idle.map_or(1.0, |(partitions, copies)| copies / partitions);
        let rest = if is_alone { 0.0 } else { (whole.value - part.value) * fewer };
        let value = messages.value * (1.0 - rest).max(0.0) / (part.value * fewer);
        let times = if idle.is_some() { " × copies ÷ partitions" } else { "" };
        let spare = if is_alone { String::new() } else { format!(" × max(0, 1 − (load − load of these){times})") };
        let formula = format!("messages{spare} ÷ (load of these{times})");
        let working = Working { formula, value, ..working }.worked("load of these", part);
        let working = if is_alone { working } else { working.worked("load", whole) };
        Some(if let Some((partitions, _)) = idle { self.with_idle(working, consumer, partitions) } else { working })
    }

    /// How full the roles of a component would be at a load.
    fn roles(&self, number: usize, rates: Rates) -> Roles {
        let node = &self.graph.nodes[number];
        match &self.broken {
            Some(broken) => broken.losses.roles(self.graph, number, rates),
            None => roles(self.graph, number, rates, Standing::full(node)),
        }
    }

    fn with_idle(&self, working: Working, consumer: usize, partitions: f64) -> Working {
        let (graph, queue) = (self.graph, self.found.queue);
        let copies = |&node: &usize| {
            let node = &graph.nodes[node];
            (node.id().to_owned(), Working::new("instances", f64::from(node.instances())).counted(node, "instances"))
        };
        let copies = Working::sum(sharing(graph, queue, consumer).iter().map(copies).collect());
        let stream = &graph.nodes[queue];
        let working = working.worked("copies", copies);
        match stream.number("partitions") {
            Some(figure) => working.setting("partitions", figure, stream, "partitions"),
            None if stream.component.shards.is_some() => working.counted_as("partitions", stream, "shards"),
            None => working.stated("partitions", partitions, format!("components[{}].instances", stream.id())),
        }
    }

    /// What its messages bring to a component that it waits for, or to itself, a second.
    fn brought(&self, (consumer, node): (usize, usize), when: When, which: Which) -> Working {
        let Self { graph, traffic, found, .. } = *self;
        let edges = edges_between(graph, traffic, found.queue, consumer);
        let over = |at: usize, which: Which| {
            let calls = |&edge: &usize| (graph.edges[edge].name(), calls_over(graph, traffic, at, edge, which));
            Working::sum(edges.iter().map(calls).filter(|(_, calls)| calls.value > 0.0).collect())
        };
        by_journey(graph, traffic, when, &|at| {
            let mut terms = Vec::new();
            for (operation, name) in which.operations() {
                for (sent, kind) in Which::Both.operations() {
                    let messages = over(at, if *sent == 0 { Which::Reads } else { Which::Writes });
                    if messages.value <= 0.0 {
                        continue;
                    }
                    if node == consumer {
                        if sent == operation {
                            terms.push(((*name).to_owned(), messages));
                        }
                    } else if let Some(each) = calls_between(graph, traffic, at, (consumer, *sent), (node, *operation))
                    {
                        terms.push((format!("{name} of messages that are {kind}"), times(messages, &each)));
                    }
                }
            }
            (!terms.is_empty()).then(|| Working::sum(terms))
        })
    }

    /// Copies of its consumer group that get nothing.
    #[must_use]
    pub fn idle_copies(&self) -> Working {
        match (self.found.idle, self.found.consumer) {
            (Some((partitions, copies)), Some(consumer)) => {
                self.with_idle(Working::new("copies − partitions", copies - partitions), consumer, partitions)
            }
            _ => Working::new("0", 0.0),
        }
    }

    /// Messages a second by which the backlog grows at peak.
    #[must_use]
    pub fn growth(&self) -> Option<Working> {
        if self.found.limit.is_none() {
            return Some(Working::new("0", 0.0));
        }
        let pace = self.pace(When::Peak)?;
        let peak = self.rate(When::Peak);
        let value = (peak.value - pace.value).max(0.0);
        Some(Working::new("max(0, messages − taken)", value).worked("messages", peak).worked("taken", pace))
    }

    /// Messages that wait when the peak ends.
    #[must_use]
    pub fn backlog(&self) -> Option<Working> {
        let growth = self.growth()?;
        let value = growth.value * peak_seconds(self.graph).0;
        let working = Working::new("growth × minutes of the peak × 60", value).worked("growth", growth);
        Some(self.with_peak(working))
    }

    /// How long a peak lasts, in minutes.
    #[must_use]
    pub fn peak_minutes(&self) -> Working {
        self.with_peak(Working::new("minutes of the peak", peak_seconds(self.graph).0 / 60.0))
    }

    /// How long a peak lasts, added by the name `minutes of the peak`.
    fn with_peak(&self, working: Working) -> Working {
        let (seconds, is_stated) = peak_seconds(self.graph);
        let stated = is_stated.then_some(seconds / 60.0);
        let from = "workload.peak_minutes";
        working.stated_or("minutes of the peak", stated, from, PEAK_MINUTES, Source::Assumption)
    }

    /// How old the oldest message is then, in seconds.
    #[must_use]
    pub fn lag(&self) -> Option<Working> {
        let lag = self.found.lag?;
        if lag == 0.0 {
            return Some(Working::new("0", 0.0));
        }
        Some(
            Working::new("waiting ÷ taken", lag)
                .worked("waiting", self.backlog()?)
                .worked("taken", self.pace(When::Peak)?),
        )
    }

    /// From then until nothing waits, in seconds.
    #[must_use]
    pub fn drain(&self) -> Option<Working> {
        let time = self.found.drains_in?;
        if time == 0.0 {
            return Some(Working::new("0", 0.0));
        }
        let pace = self.pace(When::Average)?;
        Some(
            Working::new("waiting ÷ (taken − messages)", time)
                .worked("waiting", self.backlog()?)
                .worked("taken", pace)
                .worked("messages", self.rate(When::Average)),
        )
    }
}
