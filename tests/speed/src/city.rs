//! A generated design of 1,000 components and 1,800 connections, a wider one of the same make, or a village of 50:
//! layers, groups, zones, five journeys. The same seed gives the same design everywhere, so that figures can be compared.

use loadbearing_engine::design::{
    Component, Connection, Design, Journey, Mode, Operation, Place, PlaceKind, Placement, Rate,
};

/// Any number would do; this one is written down.
pub const SEED: u64 = 20_240_229;

const JOURNEYS: usize = 5;
const LAYERS: usize = 12;
const ZONES: usize = 3;

/// How many there are of each in a city of 1,000 components; wider ones have a multiple of all of these.
const ONE: Counts = Counts {
    gateways: 10,
    routes: 100,
    services_a_layer: 50,
    caches: 120,
    databases: 180,
    queues: 30,
    workers: 50,
    alternatives: 75,
};

/// How many there are of each in a village: 50 components with the clients and balancers of the five journeys.
const VILLAGE: Counts = Counts {
    gateways: 5,
    routes: 10,
    services_a_layer: 2,
    caches: 4,
    databases: 4,
    queues: 1,
    workers: 2,
    alternatives: 3,
};

struct Counts {
    gateways: usize,
    /// Connections from gateways to services.
    routes: usize,
    services_a_layer: usize,
    caches: usize,
    databases: usize,
    queues: usize,
    workers: usize,
    /// Services with an alternative to the one that they call.
    alternatives: usize,
}

/// Draws the design of a seed, of so many thousand components. All widths have the same journeys and layers.
#[must_use]
pub fn city(seed: u64, thousands: usize) -> Design {
    let times = |count: usize| count * thousands;
    let counts = Counts {
        gateways: times(ONE.gateways),
        routes: times(ONE.routes),
        services_a_layer: times(ONE.services_a_layer),
        caches: times(ONE.caches),
        databases: times(ONE.databases),
        queues: times(ONE.queues),
        workers: times(ONE.workers),
        alternatives: times(ONE.alternatives),
    };
    build(seed, counts)
}

/// Draws a design of 50 components.
#[must_use]
pub fn village(seed: u64) -> Design {
    build(seed, VILLAGE)
}

fn build(seed: u64, counts: Counts) -> Design {
    let mut builder = Builder { dice: Dice(seed), counts, design: Design::default() };
    builder.place();
    builder.found();
    builder.connect();
    builder.design
}

struct Builder {
    dice: Dice,
    counts: Counts,
    design: Design,
}

impl Builder {
    fn place(&mut self) {
        let place = |id: String, kind, within| Place { id, kind, within, name: None, availability: None };
        self.design.places.push(place("region".to_owned(), PlaceKind::Region, None));
        for zone in 0..ZONES {
            self.design.places.push(place(format!("zone-{zone}"), PlaceKind::Zone, Some("region".to_owned())));
        }
    }

    fn found(&mut self) {
        for number in 0..JOURNEYS {
            self.component("client-web", format!("client-{number}"));
            self.component("lb-l7", format!("balancer-{number}"));
            // Every third journey writes.
            let operation = if number % 3 == 2 { Operation::Write } else { Operation::Read };
            self.design.workload.journeys.push(Journey {
                id: format!("journey-{number}"),
                name: None,
                entry: format!("client-{number}"),
                operation,
                rate: Some(Rate::PerSecond(1_000.0 * (number + 1) as f64)),
                peak_factor: None,
                daily_curve: None,
                content: None,
                request_bytes: Some(500.0),
                response_bytes: Some(2_000.0),
                stored_bytes: (operation == Operation::Write).then_some(500.0),
            });
        }
        for number in 0..self.counts.gateways {
            self.component("gateway", format!("gateway-{number}"));
        }
        for layer in 0..LAYERS {
            for number in 0..self.counts.services_a_layer {
                self.component("service", service(layer, number));
            }
        }
        for number in 0..self.counts.caches {
            self.component("cache-distributed", format!("cache-{number}"));
        }
        for number in 0..self.counts.databases {
            self.component("sql", format!("database-{number}"));
        }
        for number in 0..self.counts.queues {
            self.component("queue", format!("queue-{number}"));
        }
        for number in 0..self.counts.workers {
            self.component("worker", format!("worker-{number}"));
        }
    }

    fn connect(&mut self) {
        for number in 0..JOURNEYS {
            self.call(format!("client-{number}"), format!("balancer-{number}"));
            for half in 0..self.counts.gateways / JOURNEYS {
                self.call(format!("balancer-{number}"), format!("gateway-{}", number + half * JOURNEYS));
            }
        }
        for number in 0..self.counts.routes {
            self.call(
                format!("gateway-{}", number % self.counts.gateways),
                service(0, number % self.counts.services_a_layer),
            );
        }
        self.connect_services();
        self.connect_stores();
        self.connect_queues();
    }

    fn connect_services(&mut self) {
        for layer in 0..LAYERS - 1 {
            for number in 0..self.counts.services_a_layer {
                self.call(service(layer, number), service(layer + 1, number));
            }
        }
        for count in 0..self.counts.alternatives {
            let (layer, number) = (count % (LAYERS - 1), count / (LAYERS - 1));
            let from = service(layer, number);
            let other = (number + 1 + self.dice.below(self.counts.services_a_layer - 1)) % self.counts.services_a_layer;
            for connection in self.design.connections.iter_mut().filter(|connection| connection.from == from) {
                connection.group = Some("next".to_owned());
            }
            self.call(from, service(layer + 1, other)).group = Some("next".to_owned());
        }
    }

    fn connect_stores(&mut self) {
        for count in 0..LAYERS * self.counts.services_a_layer {
            let from = service(count / self.counts.services_a_layer, count % self.counts.services_a_layer);
            let database = format!("database-{}", self.dice.below(self.counts.databases));
            if count % 2 == 0 {
                let cache = format!("cache-{}", self.dice.below(self.counts.caches));
                self.call(from.clone(), cache.clone());
                self.call(from, database).after_miss_in = vec![cache];
            } else {
                self.call(from, database);
            }
        }
    }

    fn connect_queues(&mut self) {
        for count in 0..self.counts.queues * 2 {
            let from = service(self.dice.below(LAYERS), self.dice.below(self.counts.services_a_layer));
            self.call(from, format!("queue-{}", count % self.counts.queues)).mode = Mode::Async;
        }
        for number in 0..self.counts.workers {
            self.call(format!("queue-{}", number % self.counts.queues), format!("worker-{number}"));
            let database = format!("database-{}", self.dice.below(self.counts.databases));
            self.call(format!("worker-{number}"), database);
        }
    }

    fn component(&mut self, kind: &str, id: String) {
        let mut component = Component { id, kind: kind.to_owned(), ..Component::default() };
        match kind {
            "cache-distributed" | "sql" | "queue" => {
                component.shards = Some(1 + self.dice.below(4) as u32);
                component.replicas = Some(self.dice.below(2) as u32);
            }
            "client-web" => {}
            _ => component.instances = Some(1 + self.dice.below(6) as u32),
        }
        if kind != "client-web" {
            let first = self.dice.below(ZONES);
            let zones = 1 + self.dice.below(ZONES);
            component.places =
                Placement::Spread((0..zones).map(|zone| format!("zone-{}", (first + zone) % ZONES)).collect());
        }
        self.design.components.push(component);
    }

    fn call(&mut self, from: String, to: String) -> &mut Connection {
        let at = self.design.connections.len();
        self.design.connections.push(Connection { from, to, ..Connection::default() });
        &mut self.design.connections[at]
    }
}

fn service(layer: usize, number: usize) -> String {
    format!("service-{layer}-{number}")
}

/// The generator SplitMix64 (Steele, Lea and Flood, 2014): eight lines, and the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0 up to, not including, the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed % limit as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_size_that_is_promised() {
        for thousands in [1, 3] {
            let design = city(SEED, thousands);
            assert_eq!(design.components.len(), 5 + 5 + 990 * thousands);
            assert_eq!(design.connections.len(), 5 + 1_795 * thousands);
            assert_eq!(design.workload.journeys.len(), 5);
        }
    }

    #[test]
    fn a_village_has_fifty_components() {
        assert_eq!(village(SEED).components.len(), 50);
    }

    #[test]
    fn a_seed_gives_one_design() {
        assert_eq!(city(SEED, 1), city(SEED, 1));
        assert_ne!(city(SEED, 1), city(SEED + 1, 1));
    }

    #[test]
    fn it_is_a_design_that_could_stand_in_a_file() {
        let text = loadbearing_engine::write(&loadbearing_engine::DesignFile {
            design: city(SEED, 1),
            ..loadbearing_engine::DesignFile::default()
        });
        loadbearing_engine::read(&text).unwrap();
    }
}
