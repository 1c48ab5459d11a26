//! The workings of what stands beside a journey's times: which part of its requests is turned away, by how much a
//! percentile may be off, and what makes a time unbounded.

use super::arrivals::calls_a_request;
use super::capacity::uses;
use super::figures::{part_read, role_utilization_of};
use super::journey_time::{JourneyTime, journey_time};
use super::latency_working::{Passage, waited_for};
use super::skew::{Shards, part_of};
use super::times::MISSED;
use super::working::Working;

/// What a number is read from that lies on a lattice of times.
const LATTICE: &str = "lattice";

impl Passage<'_> {
    /// How the share of a journey's requests comes about that components with a limited queue turn away; `None` where
    /// the report shows none.
    #[must_use]
    pub fn turned_away(&self, at: usize) -> Option<Working> {
        let known = self.known(at)?;
        let mut factors = Vec::new();
        let mut working = Working::new("", known.turned_away);
        for &(node, operation) in &known.limited {
            let this = &self.graph.nodes[node];
            let kind = if operation == 0 { "reads" } else { "writes" };
            let queues = || self.stations[node].queues[operation].iter().filter(|queue| queue.turned_away > 0.0);
            // A request comes to one of the shards, where these differ.
            let mut of_shards = Vec::new();
            for queue in queues().filter(|queue| queue.shards != Shards::Alike) {
                let part = Working::new("part × turned away", queue.part * queue.turned_away)
                    .worked("part", part_of(this, (queue.role, queue.shards), operation)?)
                    .worked("turned away", self.away_from(node, queue)?);
                of_shards.push((waited_for(queue), part));
            }
            if !of_shards.is_empty() {
                let number = factors.len() + 1;
                let (away, calls) = (format!("turned away {number} by {}", this.id()), format!("{kind} {number}"));
                working = working
                    .worked(away.clone(), Working::sum(of_shards))
                    .worked(calls.clone(), calls_a_request(self.graph, self.traffic, at, node, operation == 1));
                factors.push(format!("(1 − {away}) ^ {calls}"));
            }
            for queue in queues().filter(|queue| queue.shards == Shards::Alike) {
                let number = factors.len() + 1;
                let (away, calls) = (format!("turned away {number} by {}", this.id()), format!("{kind} {number}"));
                working = working
                    .worked(away.clone(), self.away_from(node, queue)?)
                    .worked(calls.clone(), calls_a_request(self.graph, self.traffic, at, node, operation == 1));
                factors.push(match part_read(this, queue.role).filter(|_| queue.part < 1.0) {
                    Some(part) => {
                        let name = format!("part {number}");
                        working = working.worked(name.clone(), part);
                        format!("(1 − {away}) ^ ({calls} × {name})")
                    }
                    None => format!("(1 − {away}) ^ {calls}"),
                });
            }
        }
        working.formula = format!("1 − {}", factors.join(" × "));
        (!factors.is_empty()).then_some(working)
    }

    /// How it comes about by how many milliseconds a percentile may be off for being read from a lattice; `None` where a
    /// journey has no distribution.
    #[must_use]
    pub fn within(&self, at: usize) -> Option<Working> {
        let rounding = self.known(at)?.rounding;
        if rounding.step == 0.0 {
            return Some(Working::new("0", 0.0));
        }
        let formula = "step × (1 + min(parts, sqrt(parts ÷ 2 × (ln(2 ÷ requests missed) + ways))))";
        Some(
            Working::new(formula, rounding.within())
                .stated("step", rounding.step, LATTICE)
                .stated("parts", rounding.parts, LATTICE)
                .constant("requests missed", MISSED)
                .stated("ways", rounding.ways, LATTICE),
        )
    }

    /// What makes the time of a journey unbounded: components that are asked for as much as they can do, or more. `None`
    /// where it is not unbounded, or where a loop without end makes it so.
    #[must_use]
    pub fn unbounded(&self, at: usize) -> Option<Working> {
        let known = self.times.get(at).cloned().flatten();
        let found = known.unwrap_or_else(|| journey_time(self.graph, self.traffic, at, self.stations, self.ways));
        let JourneyTime::Unbounded(nodes) = found else { return None };
        let journey = &self.traffic.journeys[at];
        let mut names = Vec::new();
        let mut working = Working::new("", f64::INFINITY);
        for node in nodes {
            let roles = &self.loads[node].roles;
            let full = |at: usize| roles[at].utilization;
            let used = (0..roles.len()).filter(|&at| uses(journey, node, &roles[at]) && full(at).is_finite());
            let fullest = used.reduce(|most, next| if full(next) > full(most) { next } else { most });
            let Some(role) = fullest.filter(|&at| full(at) >= 1.0) else { continue };
            let name = format!("utilisation of {}", self.graph.nodes[node].id());
            working =
                working.worked(name.clone(), role_utilization_of(self.graph, self.traffic, self.loads, (node, role))?);
            names.push(name);
        }
        working.formula = format!("unbounded({})", names.join(", "));
        (!names.is_empty()).then_some(working)
    }
}
