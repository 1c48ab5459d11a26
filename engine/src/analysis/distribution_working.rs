//! The working of how the times of a journey are distributed: a percentile is the time that the whole does not exceed
//! for a share of requests, and the whole is put together from waits, work and ways, step by step, each with its
//! chances, down to the design. Percentiles are never added, so there is no shorter working than this.

use std::cell::Cell;

use super::capacity::Role;
use super::journey_time::{Explained, Named, PERCENTILES, What, Why, explained};
use super::latency_working::Passage;
use super::named_inputs::Inputs;
use super::parts::{left_over, part_of_each};
use super::skew::{Shards, part_of};
use super::stations::{Confirmed, other_copies};
use super::times::{Time, Tried};
use super::ways::source;
use super::working::Working;

/// Times beyond which a working is no longer for people.
const MOST_TIMES: usize = 1_000;
/// Times within times beyond which it is not either, and beyond which small stacks end.
const MOST_DEEP: usize = 300;
/// Chances that are nearer to 1 are no chances.
const SURE: f64 = 1e-9;

impl Passage<'_> {
    /// How one of the [`PERCENTILES`] of a journey, by its place in the traffic, comes about; `None` where there is none,
    /// or it would be too long to read.
    #[must_use]
    pub fn percentile(&self, at: usize, which: usize) -> Option<Working> {
        let Some(explained) = self.explained(at) else { return self.unbounded(at) };
        let mut inputs = Inputs::default();
        let whole = Writer::new(self, &explained).term(explained.root(), &mut inputs)?;
        let (share, value) = (PERCENTILES.get(which)?, self.known(at)?.percentiles[which]);
        Some(inputs.into_working(format!("quantile({share}, {whole})"), value))
    }

    /// How a journey's time comes about as it varies; its value is the mean.
    pub(super) fn varying(&self, at: usize) -> Option<Working> {
        let explained = self.explained(at)?;
        Writer::new(self, &explained).varying(explained.root())
    }

    /// How the time of a call over a connection comes about, by number of the edge: likewise.
    #[must_use]
    pub fn call(&self, at: usize, edge: usize) -> Option<Working> {
        let explained = self.explained(at)?;
        Writer::new(self, &explained).varying(explained.call(edge)?)
    }

    /// How what one thing adds to a journey's mean comes about. Those that run at once share the time in proportion to
    /// what each would take alone.
    pub(super) fn due(&self, at: usize, what: What) -> Option<Working> {
        let explained = self.explained(at)?;
        let due = explained.due(what);
        let writer = Writer::new(self, &explained);
        let mut inputs = Inputs::default();
        let formula = writer.due(explained.root(), &due, &mut inputs)?;
        Some(inputs.into_working(formula, due[explained.root()]))
    }

    pub(super) fn explained(&self, at: usize) -> Option<Explained<'_>> {
        explained(self.graph, self.traffic, at, self.stations, self.ways)
    }
}

pub(super) struct Writer<'w> {
    pub(super) passage: &'w Passage<'w>,
    pub(super) explained: &'w Explained<'w>,
    times: Cell<usize>,
    deep: Cell<usize>,
}

impl<'w> Writer<'w> {
    pub(super) const fn new(passage: &'w Passage<'w>, explained: &'w Explained<'w>) -> Self {
        Self { passage, explained, times: Cell::new(0), deep: Cell::new(0) }
    }

    fn mean(&self, id: usize) -> f64 {
        self.explained.means[id]
    }

    pub(super) fn id(&self, node: usize) -> &str {
        self.passage.graph.nodes[node].id()
    }

    pub(super) fn name_of(&self, edge: usize) -> String {
        self.passage.graph.edges[edge].name()
    }

    /// How a time comes about, its value being the mean.
    pub(super) fn varying(&self, id: usize) -> Option<Working> {
        self.within(|| {
            if let Some(Named::Wait { .. } | Named::Work(_) | Named::Way(_)) = self.explained.named(id) {
                return self.leaf(id);
            }
            let mut inputs = Inputs::default();
            let formula = self.formula(id, &mut inputs)?;
            Some(inputs.into_working(formula, self.mean(id)).varying())
        })
    }

    /// What is written within what is being written; nothing where that is too much.
    fn within(&self, write: impl FnOnce() -> Option<Working>) -> Option<Working> {
        self.times.set(self.times.get() + 1);
        if self.times.get() > MOST_TIMES || self.deep.get() > MOST_DEEP {
            return None;
        }
        self.deep.set(self.deep.get() + 1);
        let written = write();
        self.deep.set(self.deep.get() - 1);
        written
    }

    /// A time in a formula: by its name, which is explained apart, or put together in place.
    pub(super) fn term(&self, id: usize, inputs: &mut Inputs) -> Option<String> {
        match self.explained.named(id) {
            Some(named) => inputs.refer(format!("time {id}"), self.label(named), || self.varying(id)),
            None => self.formula(id, inputs),
        }
    }

    fn label(&self, named: Named) -> String {
        match named {
            Named::Wait { node, role, .. }
                if role.1 != Shards::Alike || self.passage.loads[node].roles.at_work().count() > 1 =>
            {
                format!("wait for {} of {}", of_role(role), self.id(node))
            }
            Named::Wait { node, .. } => format!("wait at {}", self.id(node)),
            Named::Work(node) => format!("work of {}", self.id(node)),
            Named::Way((What::Way(edge), _)) => format!("way {}", self.name_of(edge)),
            Named::Way((What::Waiting(node) | What::Service(node) | What::Copies(node), _)) => {
                format!("way between copies of {}", self.id(node))
            }
            Named::Answer(node) => format!("answer of {}", self.id(node)),
            Named::Call(edge) => format!("call {}", self.name_of(edge)),
        }
    }

    /// A time that is put together from nothing but figures.
    fn leaf(&self, id: usize) -> Option<Working> {
        let Passage { graph, stations, ways, .. } = *self.passage;
        match self.explained.named(id)? {
            Named::Wait { node, operation, role } => {
                let queue = stations[node].queues[operation].iter().find(|queue| (queue.role, queue.shards) == role)?;
                self.passage.varying_wait(node, queue)
            }
            Named::Work(node) => {
                let figure = stations[node].service?;
                let work = Working::new("exponential(time of one)", figure.value);
                Some(work.setting("time of one", figure, &graph.nodes[node], "latency_ms").varying())
            }
            Named::Way((What::Way(edge), operation)) => Some(match graph.edges[edge].number("latency_ms") {
                Some(stated) => {
                    let from = format!("connections[{}].latency_ms", self.name_of(edge));
                    Working::new("fixed(round trip)", stated).stated("round trip", stated, from).varying()
                }
                None => round_trip(ways.round_trips(edge, operation)),
            }),
            Named::Way((What::Copies(node), _)) => Some(round_trip(&ways.between_copies(node))),
            _ => None,
        }
    }

    /// How a time is put together.
    fn formula(&self, id: usize, inputs: &mut Inputs) -> Option<String> {
        let why = self.explained.why(id);
        // What takes no time changes nothing.
        let counts = |id: usize| self.mean(id) > 0.0;
        match (self.explained.time(id), why) {
            (Time::Series(ids), _) => {
                let ids = ids.iter().copied().filter(|&id| counts(id));
                let terms = ids.map(|id| self.term(id, inputs)).collect::<Option<Vec<_>>>()?;
                Some(match terms.as_slice() {
                    [] => "fixed(0)".to_owned(),
                    [only] => only.clone(),
                    _ => format!("after({})", terms.join(", ")),
                })
            }
            (Time::OneOf(_) | Time::Fastest { .. }, Some(Why::Calls { edge, each })) => {
                let calls = self.calls_over(*edge, inputs)?;
                let each = self.term(*each, inputs)?;
                Some(format!("slowest_of({calls}, {each})"))
            }
            (Time::OneOf(members), Some(why)) => {
                let mut terms = Vec::new();
                for (number, &(share, other)) in members.iter().enumerate().filter(|(_, (_, other))| counts(*other)) {
                    terms.push(self.chance(why, number, share, inputs)?);
                    terms.push(self.term(other, inputs)?);
                }
                Some(match terms.as_slice() {
                    [] => "fixed(0)".to_owned(),
                    [sure, only] if sure == "1" => only.clone(),
                    _ => format!("mixture({})", terms.join(", ")),
                })
            }
            (Time::AtOnce { members, asked }, why) => match why {
                Some(why) if *asked < members.len() => {
                    let mut terms = vec![self.needed(why, inputs)?];
                    for (number, &(share, other)) in members.iter().enumerate() {
                        terms.push(self.chance(why, number, share, inputs)?);
                        terms.push(self.term(other, inputs)?);
                    }
                    Some(format!("slowest_drawn({})", terms.join(", ")))
                }
                _ => {
                    let members = members.iter().filter(|(_, other)| counts(*other));
                    let terms = members.map(|(_, other)| self.term(*other, inputs)).collect::<Option<Vec<_>>>()?;
                    Some(format!("slowest({})", terms.join(", "))).filter(|_| !terms.is_empty())
                }
            },
            (Time::Fastest { of, besides, .. }, Some(Why::Copies(node, operation))) => {
                let (asked, wanted) = self.copies((*node, *operation), inputs)?;
                let of = self.term(*of, inputs)?;
                Some(match besides {
                    Some(own) => format!("fastest({wanted}, {asked}, {of}, {})", self.term(*own, inputs)?),
                    None if *operation == 0 => format!("slowest_of({wanted}, {of})"),
                    None => format!("fastest({wanted}, {asked}, {of})"),
                })
            }
            (Time::Hedged { of, after }, Some(Why::Hedge(edge))) => {
                let from = format!("connections[{}].hedge_after_ms", self.name_of(*edge));
                let stated = || Some(Working::new("milliseconds", *after).stated("milliseconds", *after, from));
                let after = inputs.refer(format!("hedge {edge}"), "time until the second".to_owned(), stated)?;
                Some(format!("hedged({after}, {})", self.term(*of, inputs)?))
            }
            (Time::Tried(tried), Some(Why::Tried(edge, operation))) => self.tried(tried, (*edge, *operation), inputs),
            _ => None,
        }
    }

    fn calls_over(&self, edge: usize, inputs: &mut Inputs) -> Option<String> {
        let name = self.name_of(edge);
        let calls = self.explained.router().calls(edge);
        let stated = || Some(Working::new("calls", calls).stated("calls", calls, format!("connections[{name}].calls")));
        inputs.refer(format!("calls {edge}"), format!("calls over {name}"), stated)
    }

    /// How many of several alternatives a request needs.
    fn needed(&self, why: &Why, inputs: &mut Inputs) -> Option<String> {
        let Why::Choice { edges, .. } = why else { return None };
        let graph = self.passage.graph;
        let needs = |edge: &usize| graph.edges[*edge].connection.needs;
        let most = edges.iter().copied().max_by_key(|edge| needs(edge).unwrap_or(1))?;
        let needed = f64::from(needs(&most)?);
        let from = format!("connections[{}].needs", self.name_of(most));
        let stated = || Some(Working::new("needed", needed).stated("needed", needed, from));
        inputs.refer(format!("needed {most}"), "needed".to_owned(), stated)
    }

    /// How many other copies of a store are asked, and how many answers are waited for.
    fn copies(&self, (node, operation): (usize, usize), inputs: &mut Inputs) -> Option<(String, String)> {
        let this = &self.passage.graph.nodes[node];
        let Confirmed { asked, wanted, is_own_needed } = other_copies(this, operation);
        let setting = if operation == 0 { "read_quorum" } else { "write_quorum" };
        let answers = || {
            let value = f64::from(wanted);
            let formula = |of_others: &'static str, of_all: &'static str| {
                Working::new(if is_own_needed { of_others } else { of_all }, value)
            };
            Some(match (this.number(setting), this.text("replication_mode")) {
                (Some(quorum), _) => {
                    formula("min(floor(quorum), 1 + replicas) − 1", "min(floor(quorum), 1 + replicas)")
                        .setting("quorum", quorum, this, setting)
                        .counted(this, "replicas")
                }
                (None, Some("quorum")) => {
                    formula("ceil(replicas ÷ 2)", "1 + ceil(replicas ÷ 2)").counted(this, "replicas")
                }
                (None, _) => formula("replicas", "1 + replicas").counted(this, "replicas"),
            })
        };
        let replicas = || Some(Working::new("replicas", f64::from(asked)).counted(this, "replicas"));
        let name = if is_own_needed { "answers of others" } else { "answers of copies" };
        let wanted = inputs.refer(format!("answers {node}"), name.to_owned(), answers)?;
        let asked = match operation {
            0 => wanted.clone(),
            _ => inputs.refer(format!("replicas {node}"), "other copies".to_owned(), replicas)?,
        };
        Some((asked, wanted))
    }

    /// How likely one of several is.
    fn chance(&self, why: &Why, number: usize, share: f64, inputs: &mut Inputs) -> Option<String> {
        if share >= 1.0 - SURE {
            return Some("1".to_owned());
        }
        match why {
            Why::Roles(node, operation, roles) => {
                let role = *roles.get(number)?;
                let part = || part_of(&self.passage.graph.nodes[*node], role, *operation);
                inputs.refer(
                    format!("{role:?} {node} {operation}"),
                    format!("part that goes to {}", of_role(role)),
                    part,
                )
            }
            Why::Choice { node, operation, after, edges } => {
                let edge = *edges.get(number)?;
                let name = format!("part over {}", self.name_of(edge));
                let working = || Some(self.part_over(edge, (*node, *operation), after, share));
                inputs.refer(format!("over {edge} {operation} {after:?}"), name, working)
            }
            Why::Case { node, operation, after, within } => {
                let caches: Vec<&str> =
                    after.iter().filter(|cache| !within.contains(cache)).map(|&cache| self.id(cache)).collect();
                let name = format!("part that misses {}", caches.join(" and "));
                let working = || {
                    let all = self.left((*node, *operation), after);
                    if within.is_empty() {
                        return Some(Working { value: share, ..all });
                    }
                    let before = self.left((*node, *operation), within);
                    let part = Working::new("left by all ÷ left before", share);
                    Some(part.worked("left by all", all).worked("left before", before))
                };
                inputs.refer(format!("case {after:?} {within:?}"), name, working)
            }
            Why::Copies(..) | Why::Calls { .. } | Why::Hedge(_) | Why::Tried(..) => None,
        }
    }

    /// Part of the requests of a component, in the case that some caches were missed, that go over an edge.
    pub(super) fn part_over(
        &self,
        edge: usize,
        (node, operation): (usize, usize),
        after: &[usize],
        part: f64,
    ) -> Working {
        let router = self.explained.router();
        let weight = self.explained.weight(edge, operation);
        let sent = part_of_each(router, edge, operation, weight);
        let calls = router.calls(edge);
        let (left, _) = self.explained.left(node, operation, after);
        if calls <= 1.0 && left >= 1.0 && weight <= 1.0 {
            return Working { value: part, ..sent };
        }
        let mut formula = "calls a request".to_owned();
        let mut working = Working::new("", part).worked("calls a request", sent);
        let mut unclamped = weight;
        if calls > 1.0 {
            formula += " ÷ calls at once";
            unclamped /= calls;
            working = working.stated("calls at once", calls, format!("connections[{}].calls", self.name_of(edge)));
        }
        if left < 1.0 {
            formula += " ÷ part left by caches";
            unclamped /= left;
            working = working.worked("part left by caches", self.left((node, operation), after));
        }
        working.formula = if unclamped > 1.0 { format!("min(1, {formula})") } else { formula };
        working
    }

    /// What is left after caches of a component were missed.
    fn left(&self, (node, operation): (usize, usize), after: &[usize]) -> Working {
        let (value, left) = self.explained.left(node, operation, after);
        left_over(self.explained.router(), left.itself.then_some(node), left.edge, value)
    }

    /// The part of a mean that is due to one thing, as a formula; in what is called with names, of its own.
    fn due(&self, id: usize, due: &[f64], inputs: &mut Inputs) -> Option<String> {
        let why = self.explained.why(id);
        let counts = |id: usize| due[id] > 0.0;
        match (self.explained.time(id), why) {
            (Time::Series(ids), _) => {
                let ids = ids.iter().copied().filter(|&id| counts(id));
                Some(sum(ids.map(|id| self.due_term(id, due, inputs)).collect::<Option<Vec<_>>>()?))
            }
            (Time::OneOf(_) | Time::Fastest { .. }, Some(Why::Calls { each, .. })) => {
                self.part_of_joined(id, *each, due, inputs)
            }
            (Time::OneOf(members), Some(why)) => {
                let mut terms = Vec::new();
                for (number, &(share, other)) in members.iter().enumerate().filter(|(_, (_, other))| counts(*other)) {
                    let chance = self.chance(why, number, share, inputs)?;
                    terms.push(weighed(chance, self.due_term(other, due, inputs)?));
                }
                Some(sum(terms))
            }
            (Time::AtOnce { members, asked }, why) => {
                self.part_of_members(id, (members, why.filter(|_| *asked < members.len())), due, inputs)
            }
            (Time::Fastest { of, besides: Some(own), .. }, Some(_)) => {
                self.part_of_members(id, (&[(1.0, *of), (1.0, *own)], None), due, inputs)
            }
            (Time::Fastest { of, .. } | Time::Hedged { of, .. } | Time::Tried(Tried { of, .. }), Some(_)) => {
                self.part_of_joined(id, *of, due, inputs)
            }
            _ => None,
        }
    }

    /// Of several at once, some of which may be drawn: in proportion to what each would take alone.
    fn part_of_members(
        &self,
        id: usize,
        (members, drawn): (&[(f64, usize)], Option<&Why>),
        due: &[f64],
        inputs: &mut Inputs,
    ) -> Option<String> {
        let (mut of, mut alone) = (Vec::new(), Vec::new());
        for (number, &(share, other)) in members.iter().enumerate() {
            let chance = |inputs: &mut Inputs| match drawn {
                Some(why) => self.chance(why, number, share, inputs),
                None => Some("1".to_owned()),
            };
            if self.mean(other) > 0.0 {
                let named = self.apart(other, inputs)?;
                alone.push(weighed(chance(inputs)?, named));
            }
            if due[other] > 0.0 {
                of.push(weighed(chance(inputs)?, self.due_term(other, due, inputs)?));
            }
        }
        let all = inputs.refer(format!("all {id}"), "all at once".to_owned(), || self.varying(id))?;
        Some(format!("{all} × {} ÷ ({})", sum(of), alone.join(" + ")))
    }

    /// Of several that are alike, at once: the same part as of one alone.
    fn part_of_joined(&self, id: usize, of: usize, due: &[f64], inputs: &mut Inputs) -> Option<String> {
        let all = inputs.refer(format!("all {id}"), "all at once".to_owned(), || self.varying(id))?;
        let one = self.apart(of, inputs)?;
        Some(format!("{all} × {} ÷ {one}", self.due_term(of, due, inputs)?))
    }

    /// A time under a name, also where it has none of its own.
    fn apart(&self, id: usize, inputs: &mut Inputs) -> Option<String> {
        let name = self.explained.named(id).map_or_else(|| "one alone".to_owned(), |named| self.label(named));
        inputs.refer(format!("time {id}"), name, || self.varying(id))
    }

    fn due_term(&self, id: usize, due: &[f64], inputs: &mut Inputs) -> Option<String> {
        // What is due to one of several alone has no name of its own on the way.
        if let Time::Series(ids) = self.explained.time(id) {
            let mut counting = ids.iter().copied().filter(|&id| due[id] > 0.0);
            if let (Some(only), None) = (counting.next(), counting.next()) {
                return self.due_term(only, due, inputs);
            }
        }
        match self.explained.named(id) {
            None => self.due(id, due, inputs),
            Some(named @ (Named::Wait { .. } | Named::Work(_) | Named::Way(_))) => {
                inputs.refer(format!("time {id}"), self.label(named), || self.varying(id))
            }
            Some(named) => inputs.refer(format!("due {id}"), format!("part in {}", self.label(named)), || {
                self.within(|| {
                    let mut inner = Inputs::default();
                    let formula = self.due(id, due, &mut inner)?;
                    Some(inner.into_working(formula, due[id]))
                })
            }),
        }
    }
}

fn sum(terms: Vec<String>) -> String {
    if terms.len() == 1 { terms.concat() } else { format!("({})", terms.join(" + ")) }
}

fn weighed(chance: String, term: String) -> String {
    if chance == "1" { term } else { format!("{chance} × {term}") }
}

fn of_role((role, shards): (Role, Shards)) -> String {
    let role = match role {
        Role::Copies | Role::Places => "a copy",
        Role::Primary => "the primary",
        Role::Replica => "a replica",
    };
    format!("{role}{}", shards.of())
}

/// A way and back as it varies with where copies stand.
fn round_trip(trips: &[(f64, f64)]) -> Working {
    let trips: Vec<(f64, f64)> = trips.iter().copied().filter(|(_, milliseconds)| *milliseconds > 0.0).collect();
    if let [(part, only)] = trips[..]
        && part >= 1.0 - SURE
    {
        return Working::new("fixed(round trip)", only).default("round trip", only, source(only)).varying();
    }
    let mean = trips.iter().map(|(part, milliseconds)| part * milliseconds).sum();
    let (mut terms, mut working) = (Vec::new(), Working::new("", mean));
    for (part, milliseconds) in trips {
        let name = format!("part of {milliseconds} ms");
        let trip = format!("round trip of {milliseconds} ms");
        terms.push(format!("{name}, fixed({trip})"));
        working = working.stated(name, part, "places").default(trip, milliseconds, source(milliseconds));
    }
    working.formula = format!("mixture({})", terms.join(", "));
    working.varying()
}
