//! A generated design of 1,000 components and 1,800 connections: layers, groups, zones, five journeys. The same seed
//! gives the same design everywhere, so that figures can be compared.

use loadbearing_engine::design::{
    Component, Connection, Design, Journey, Mode, Operation, Place, PlaceKind, Placement, Rate,
};

/// Any number would do; this one is written down.
pub const SEED: u64 = 20_240_229;

const JOURNEYS: usize = 5;
const GATEWAYS: usize = 10;
const LAYERS: usize = 12;
const SERVICES_A_LAYER: usize = 50;
const CACHES: usize = 120;
const DATABASES: usize = 180;
const QUEUES: usize = 30;
const WORKERS: usize = 50;
/// Services with an alternative to the one that they call.
const ALTERNATIVES: usize = 75;
const ZONES: usize = 3;

/// Draws the design of a seed.
#[must_use]
pub fn city(seed: u64) -> Design {
    let mut builder = Builder { dice: Dice(seed), design: Design::default() };
    builder.place();
    builder.found();
    builder.connect();
    builder.design
}

struct Builder {
    dice: Dice,
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
                content: None,
                request_bytes: Some(500.0),
                response_bytes: Some(2_000.0),
                stored_bytes: (operation == Operation::Write).then_some(500.0),
            });
        }
        for number in 0..GATEWAYS {
            self.component("gateway", format!("gateway-{number}"));
        }
        for layer in 0..LAYERS {
            for number in 0..SERVICES_A_LAYER {
                self.component("service", service(layer, number));
            }
        }
        for number in 0..CACHES {
            self.component("cache-distributed", format!("cache-{number}"));
        }
        for number in 0..DATABASES {
            self.component("sql", format!("database-{number}"));
        }
        for number in 0..QUEUES {
            self.component("queue", format!("queue-{number}"));
        }
        for number in 0..WORKERS {
            self.component("worker", format!("worker-{number}"));
        }
    }

    fn connect(&mut self) {
        for number in 0..JOURNEYS {
            self.call(format!("client-{number}"), format!("balancer-{number}"));
            for half in 0..GATEWAYS / JOURNEYS {
                self.call(format!("balancer-{number}"), format!("gateway-{}", number + half * JOURNEYS));
            }
        }
        for number in 0..GATEWAYS * 10 {
            self.call(format!("gateway-{}", number % GATEWAYS), service(0, number % SERVICES_A_LAYER));
        }
        self.connect_services();
        self.connect_stores();
        self.connect_queues();
    }

    fn connect_services(&mut self) {
        for layer in 0..LAYERS - 1 {
            for number in 0..SERVICES_A_LAYER {
                self.call(service(layer, number), service(layer + 1, number));
            }
        }
        for count in 0..ALTERNATIVES {
            let (layer, number) = (count % (LAYERS - 1), count / (LAYERS - 1));
            let from = service(layer, number);
            let other = (number + 1 + self.dice.below(SERVICES_A_LAYER - 1)) % SERVICES_A_LAYER;
            for connection in self.design.connections.iter_mut().filter(|connection| connection.from == from) {
                connection.group = Some("next".to_owned());
            }
            self.call(from, service(layer + 1, other)).group = Some("next".to_owned());
        }
    }

    fn connect_stores(&mut self) {
        for count in 0..LAYERS * SERVICES_A_LAYER {
            let from = service(count / SERVICES_A_LAYER, count % SERVICES_A_LAYER);
            let database = format!("database-{}", self.dice.below(DATABASES));
            if count % 2 == 0 {
                let cache = format!("cache-{}", self.dice.below(CACHES));
                self.call(from.clone(), cache.clone());
                self.call(from, database).after_miss_in = vec![cache];
            } else {
                self.call(from, database);
            }
        }
    }

    fn connect_queues(&mut self) {
        for count in 0..QUEUES * 2 {
            let from = service(self.dice.below(LAYERS), self.dice.below(SERVICES_A_LAYER));
            self.call(from, format!("queue-{}", count % QUEUES)).mode = Mode::Async;
        }
        for number in 0..WORKERS {
            self.call(format!("queue-{}", number % QUEUES), format!("worker-{number}"));
            let database = format!("database-{}", self.dice.below(DATABASES));
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
struct Dice(u64);

impl Dice {
    /// A number from 0 up to, not including, the limit.
    fn below(&mut self, limit: usize) -> usize {
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
        let design = city(SEED);
        assert_eq!(design.components.len(), 1_000);
        assert_eq!(design.connections.len(), 1_800);
        assert_eq!(design.workload.journeys.len(), 5);
    }

    #[test]
    fn a_seed_gives_one_design() {
        assert_eq!(city(SEED), city(SEED));
        assert_ne!(city(SEED), city(SEED + 1));
    }

    #[test]
    fn it_is_a_design_that_could_stand_in_a_file() {
        let text = loadbearing_engine::write(&loadbearing_engine::DesignFile {
            design: city(SEED),
            ..loadbearing_engine::DesignFile::default()
        });
        loadbearing_engine::read(&text).unwrap();
    }
}
