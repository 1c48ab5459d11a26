//! Designs whose time grew with the square of something: copies that wait for their repair, journeys by components,
//! caches of one group; and callers who lose patience.

use loadbearing_engine::design::{
    Component, Connection, Design, Journey, Operation, Place, PlaceKind, Placement, Rate, Setting,
};

use crate::city::city;

/// Copies of a large pool.
const COPIES: u32 = 36_900;

/// A pool of thousands of copies in three zones that a few people repair, between a balancer and a store.
#[must_use]
pub fn pool(seed: u64) -> Design {
    let mut design = Design::default();
    let zones: Vec<String> = (0..3).map(|zone| format!("zone-{zone}")).collect();
    let zone =
        |id: &String| Place { id: id.clone(), kind: PlaceKind::Zone, within: None, name: None, availability: None };
    design.places = zones.iter().map(zone).collect();
    let component =
        |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
    let mut pool = component("pool", "service");
    pool.instances = Some(COPIES);
    pool.places = Placement::Spread(zones);
    let settings = [("failures_per_year", 12.0), ("repair_hours", 4.0), ("repair_crews", 200.0 + (seed % 7) as f64)];
    pool.settings = settings.map(|(name, value)| (name.to_owned(), Setting::Number(value))).into();
    design.components =
        vec![component("client", "client-web"), component("balancer", "lb-l7"), pool, component("store", "sql")];
    design.connections =
        [("client", "balancer"), ("balancer", "pool"), ("pool", "store")].map(|(from, to)| call(from, to)).into();
    design.workload.journeys.push(journey("journey", "client", 1_000.0));
    design
}

/// A city of 2,000 components that 2,000 further journeys enter at its services.
#[must_use]
pub fn crowd(seed: u64) -> Design {
    let mut design = city(seed, 2);
    let services: Vec<String> =
        design.components.iter().filter(|one| one.kind == "service").map(|one| one.id.clone()).collect();
    for number in 0..2_000 {
        let rate = 1.0 + (number % 10) as f64;
        design.workload.journeys.push(journey(&format!("crowd-{number}"), &services[number % services.len()], rate));
    }
    design
}

/// A service that reads through one of 500 caches, and from a store what that one has not.
#[must_use]
pub fn caches(seed: u64) -> Design {
    let mut design = Design::default();
    let component =
        |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
    design.components = vec![component("service", "service"), component("store", "sql")];
    let ids: Vec<String> = (0..500).map(|number| format!("cache-{number}")).collect();
    for id in &ids {
        design.components.push(component(id, "cache-distributed"));
        design.connections.push(Connection { group: Some("caches".to_owned()), ..call("service", id) });
    }
    design.connections.push(Connection { after_miss_in: ids, ..call("service", "store") });
    design.workload.journeys.push(journey("journey", "service", 1_000.0 + (seed % 7) as f64));
    design
}

/// The same design with callers that give up after half a second and try again, some of them once, some twice.
#[must_use]
pub fn impatient(mut design: Design) -> Design {
    for (number, connection) in design.connections.iter_mut().enumerate() {
        let settings = [("timeout_ms", 500.0), ("retries", (number % 3) as f64)];
        connection.settings.extend(settings.map(|(name, value)| (name.to_owned(), Setting::Number(value))));
    }
    design
}

fn call(from: &str, to: &str) -> Connection {
    Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() }
}

fn journey(id: &str, entry: &str, rate: f64) -> Journey {
    Journey {
        id: id.to_owned(),
        name: None,
        entry: entry.to_owned(),
        operation: Operation::Read,
        rate: Some(Rate::PerSecond(rate)),
        daily_curve: None,
        peak_factor: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_have_the_sizes_that_are_promised() {
        assert_eq!(pool(0).components[2].instances, Some(COPIES));
        let crowd = crowd(0);
        assert_eq!((crowd.components.len(), crowd.workload.journeys.len()), (1_990, 2_005));
        assert_eq!(caches(0).connections.len(), 501);
    }
}
