//! What a component does itself for a request: the wait for a free place, the work, and the answers of other copies.

use super::notes::Named;
use super::{Builder, SETTLED, What, Why};
use crate::analysis::stations::{Confirmed, NEVER, Queue, other_copies};
use crate::analysis::times::Time;

impl Builder<'_> {
    /// The component's own wait and work.
    pub(super) fn at_work(&mut self, node: usize, operation: usize) -> Vec<usize> {
        let station = &self.stations[node];
        let mut series = Vec::new();
        let waits = station.queues[operation].iter().filter(|queue| queue.waits > NEVER);
        let queues: Vec<(f64, usize)> = waits.map(|queue| (queue.part, self.wait((node, operation), queue))).collect();
        match queues.as_slice() {
            [] => {}
            [(part, only)] if *part >= 1.0 - SETTLED => series.push(*only),
            _ => {
                let of_role = self.times.add(Time::OneOf(queues));
                self.explain(of_role, || {
                    let waits = station.queues[operation].iter().filter(|queue| queue.waits > NEVER);
                    Why::Roles(node, operation, waits.map(|queue| (queue.role, queue.shards)).collect())
                });
                series.push(of_role);
            }
        }
        if let Some(service) = station.service.filter(|service| service.value > 0.0) {
            let work = Time::Exponential { probability: 1.0, mean: service.value };
            let work = self.owned(work, (What::Service(node), operation));
            self.name(work, Named::Work(node));
            series.push(work);
        }
        let Confirmed { asked, wanted, is_own_needed } = other_copies(&self.graph.nodes[node], operation);
        if wanted == 0 {
            return series;
        }
        let one = self.times.series(series);
        let ways = self.ways.between_copies(node);
        let way = self.way(&ways, (What::Copies(node), operation));
        let other = self.times.series(way.into_iter().chain([one]).collect());
        let besides = (!is_own_needed).then_some(one);
        let enough = self.times.add(Time::Fastest { of: other, asked, wanted, besides });
        self.explain(enough, || Why::Copies(node, operation));
        if !is_own_needed {
            return vec![enough];
        }
        vec![self.times.add(Time::AtOnce { members: vec![(1.0, one), (1.0, enough)], asked: 2 })]
    }

    fn wait(&mut self, (node, operation): (usize, usize), queue: &Queue) -> usize {
        let what = (What::Waiting(node), operation);
        let wait = if queue.least <= 0.0 {
            self.owned(Time::Exponential { probability: queue.waits, mean: queue.mean }, what)
        } else {
            let least = self.owned(Time::Constant(queue.least), what);
            let more = self.owned(Time::Exponential { probability: 1.0, mean: queue.mean }, what);
            let both = self.times.series(vec![least, more]);
            self.times.add(Time::OneOf(vec![(queue.waits, both)]))
        };
        self.name(wait, Named::Wait { node, operation, role: (queue.role, queue.shards) });
        wait
    }
}
