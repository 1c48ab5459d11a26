//! What is kept from one look at a design under strain to the next, and from one scenario to the next: most of them ask of
//! most journeys the same. It makes no difference to any answer.

use std::cell::RefCell;
use std::sync::Arc;

use crate::analysis::Graph;
use crate::analysis::journey_time::{Fate, Pressed, PressedTime, pressed_time};
use crate::analysis::print::Print;
use crate::analysis::recent::Recent;
use crate::analysis::stations::{Queue, Station};
use crate::analysis::times::Lates;
use crate::analysis::traffic::Traffic;
use crate::analysis::ways::Ways;

/// So many journeys: twice as many take some ten megabytes where each has a hundred connections.
const MOST_JOURNEYS: usize = 500;

/// What is known from before.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which calls are late.
    pub lates: RefCell<Lates>,
    journeys: RefCell<Recent<Arc<PressedTime>>>,
}

impl Default for Known {
    fn default() -> Self {
        Self { lates: RefCell::default(), journeys: RefCell::new(Recent::new(MOST_JOURNEYS)) }
    }
}

impl Known {
    /// A journey whose callers lose patience; what was known is no effort.
    pub(super) fn journey(
        &self,
        graph: &Graph<'_>,
        traffic: &Traffic,
        at: usize,
        (stations, ways): (&[Station], &Ways<'_>),
        pressed: &Pressed<'_>,
    ) -> Arc<PressedTime> {
        let find = || Arc::new(pressed_time(graph, traffic, at, (stations, ways), pressed));
        if pressed.is_timed {
            return find();
        }
        let print = print(graph, traffic, at, stations, pressed);
        if let Some(known) = self.journeys.borrow_mut().get(print) {
            return known;
        }
        let found = find();
        self.journeys.borrow_mut().keep(print, Arc::new(PressedTime { effort: 0, ..(*found).clone() }));
        found
    }
}

/// A number for all that a journey depends on: how often it goes where, and what it meets there.
fn print(graph: &Graph<'_>, traffic: &Traffic, at: usize, stations: &[Station], pressed: &Pressed<'_>) -> u128 {
    let journey = &traffic.journeys[at];
    let mut print = Print::default();
    print.all([at as u64]);
    // A cache may be asked before what it does not lead to.
    pressed.left.cold.iter().for_each(|cold| print.all([u64::from(*cold)]));
    let mut seen = vec![false; graph.nodes.len()];
    seen[journey.entry] = true;
    let mut open = vec![journey.entry];
    while let Some(node) = open.pop() {
        let is = |is: bool| u64::from(is);
        let [stands, takes_writes] = [0, 1].map(|operation| is(pressed.stands[operation][node]));
        let endless = is(journey.unbounded[node] || traffic.flooded[node]);
        print.all([node as u64, stands, takes_writes, endless]);
        print.figures([journey.visits[node].reads, journey.visits[node].writes]);
        add_station(&mut print, &stations[node]);
        for &Fate { never, endless, fails, at_once } in &pressed.met[node] {
            print.figures([never, endless, fails, at_once]);
        }
        for &edge in &graph.outgoing[node] {
            let [reads, writes] = journey.steps.weights[edge];
            print.figures([reads, writes, pressed.places[edge]]);
            print.all([is(pressed.open[edge])]);
            let to = graph.edges[edge].to;
            if (reads > 0.0 || writes > 0.0) && !std::mem::replace(&mut seen[to], true) {
                open.push(to);
            }
        }
    }
    print.number()
}

fn add_station(print: &mut Print, station: &Station) {
    let Station { service, queues, full } = station;
    print.figures([service.map_or(-1.0, |service| service.value)]);
    print.all(full.map(u64::from));
    for queues in queues {
        print.all([queues.len() as u64]);
        for queue in queues {
            let Queue {
                role,
                shards,
                part,
                arrivals,
                capacity,
                servers,
                waits,
                least,
                mean,
                variation,
                turned_away,
                method,
            } = *queue;
            print.all([role as u64, shards as u64, servers, method as u64]);
            print.figures([part, arrivals, capacity, waits, least, mean, variation, turned_away]);
        }
    }
}
