//! Generated designs whose availability is asked for exactly: layers of services between a balancer and stores, spread
//! over three zones. How wide a layer is says how many components the answer has to keep apart at once.

use loadbearing_engine::design::{
    Component, Connection, Design, Journey, Operation, Place, PlaceKind, Placement, Rate,
};

use crate::city::Dice;

const ZONES: usize = 3;

/// Draws the design of a seed: a client, a balancer, and the other components in layers of this width, the last of them
/// stores. Each service calls one of the layer behind it; one in `alternatives` may also call that one's neighbour
/// instead.
#[must_use]
pub fn mesh(seed: u64, components: usize, width: usize, alternatives: usize) -> Design {
    let mut dice = Dice(seed);
    let (layers, last) = ((components - 2).div_ceil(width), (components - 3) % width + 1);
    let width_of = |layer: usize| if layer + 1 == layers { last } else { width };
    let mut design = Design::default();
    for zone in 0..ZONES {
        let (id, kind) = (format!("zone-{zone}"), PlaceKind::Zone);
        design.places.push(Place { id, kind, within: None, name: None, availability: None });
    }
    let mut component = |id: String, kind: &str, dice: &mut Dice| {
        let mut component = Component { id, kind: kind.to_owned(), ..Component::default() };
        if kind != "client-web" {
            let first = dice.below(ZONES);
            let zones = (0..=dice.below(2)).map(|zone| format!("zone-{}", (first + zone) % ZONES));
            component.places = Placement::Spread(zones.collect());
        }
        match kind {
            "sql" => component.replicas = Some(dice.below(2) as u32),
            "service" => component.instances = Some(1 + dice.below(3) as u32),
            _ => {}
        }
        design.components.push(component);
    };
    component("client".to_owned(), "client-web", &mut dice);
    component("balancer".to_owned(), "lb-l7", &mut dice);
    for layer in 0..layers {
        let kind = if layer + 1 == layers { "sql" } else { "service" };
        (0..width_of(layer)).for_each(|number| component(name(layer, number), kind, &mut dice));
    }
    let mut call = |from: String, to: String, group: Option<&str>| {
        design.connections.push(Connection { from, to, group: group.map(str::to_owned), ..Connection::default() });
    };
    call("client".to_owned(), "balancer".to_owned(), None);
    (0..width).for_each(|number| call("balancer".to_owned(), name(0, number), None));
    for layer in 0..layers - 1 {
        for number in 0..width {
            let group = (dice.below(alternatives) == 0).then_some("next");
            let next = |number: usize| name(layer + 1, number % width_of(layer + 1));
            call(name(layer, number), next(number), group);
            if group.is_some() {
                call(name(layer, number), next(number + 1), group);
            }
        }
    }
    design.workload.journeys.push(Journey {
        id: "journey".to_owned(),
        name: None,
        entry: "client".to_owned(),
        operation: Operation::Read,
        rate: Some(Rate::PerSecond(1_000.0)),
        daily_curve: None,
        peak_factor: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    });
    design
}

fn name(layer: usize, number: usize) -> String {
    format!("layer-{layer}-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_size_that_is_promised() {
        for (components, width) in [(60, 12), (200, 3), (14, 12), (15, 12)] {
            assert_eq!(mesh(1, components, width, 3).components.len(), components);
        }
    }
}
