//! Single points of failure by taking each thing, copy and place away and asking again.

use std::collections::BTreeSet;

use loadbearing_engine::design::Journey;
use loadbearing_engine::kinds::Family;

use super::judge::{Needs, Ups, all_up, needs, works};
use super::routes::Routes;
use super::traffic::{Brought, Loads, Role, brought, everything};
use super::world::World;

/// Id, what it is, why, which journeys.
pub type Weak = (String, &'static str, &'static str, Vec<String>);

enum Lost {
    Thing(usize),
    Spot,
}

pub fn weak_points(world: &World<'_>, journeys: &[&Journey], full: &[Brought], loads: &Loads) -> BTreeSet<Weak> {
    let needed: Vec<Needs> = journeys.iter().map(|journey| needs(&Routes::whole(world, journey), false)).collect();
    let all = everything(world);
    let alive: Vec<bool> = needed.iter().map(|needs| works(world, needs, &all, None)[needs.entry]).collect();
    let mut found = BTreeSet::new();
    let mut note = |id: &str, what, because, hit: Vec<usize>| {
        let mut ids: Vec<String> = hit.into_iter().map(|at| journeys[at].id.clone()).collect();
        ids.sort();
        if !ids.is_empty() {
            found.insert((id.to_owned(), what, because, ids));
        }
    };
    let fails = |ups: &Ups, at: usize| !works(world, &needed[at], ups, None)[needed[at].entry];
    for (number, thing) in world.things.iter().enumerate() {
        if thing.kind.family == Family::Client {
            continue;
        }
        let one_copy = (0..journeys.len())
            .filter(|&at| alive[at] && needed[at].wants[number].is_some())
            .filter(|&at| {
                (0..thing.copies.len())
                    .any(|lost| fails(&all_up(world, |thing, copy| thing == number && copy == lost), at))
            })
            .collect();
        note(&thing.component.id, "component", "structure", one_copy);
        let ups = all_up(world, |thing, _| thing == number);
        let overloads = overloaded(world, journeys, full, loads, &Lost::Thing(number), &ups);
        let hit = (0..journeys.len()).filter(|&at| alive[at] && !fails(&ups, at) && overloads[at]).collect();
        note(&thing.component.id, "component", "capacity", hit);
    }
    for (number, spot) in world.spots.iter().enumerate() {
        let mut down = vec![false; world.spots.len()];
        down[number] = true;
        let ups = all_up(world, |thing, copy| {
            let place = world.things[thing].copies.get(copy).and_then(|copy| copy.place);
            place.is_some_and(|place| world.spot_down(place, &down))
        });
        note(spot.id, "place", "place", (0..journeys.len()).filter(|&at| alive[at] && fails(&ups, at)).collect());
        let overloads = overloaded(world, journeys, full, loads, &Lost::Spot, &ups);
        let hit = (0..journeys.len()).filter(|&at| alive[at] && !fails(&ups, at) && overloads[at]).collect();
        note(spot.id, "place", "capacity", hit);
    }
    found
}

/// By journey: whether something that it then uses is above capacity, and above what it was before.
fn overloaded(
    world: &World<'_>,
    journeys: &[&Journey],
    full: &[Brought],
    loads: &Loads,
    lost: &Lost,
    ups: &Ups,
) -> Vec<bool> {
    if let Lost::Thing(thing) = lost
        && full.iter().all(|journey| journey.visits[*thing][0] + journey.visits[*thing][1] <= 0.0)
    {
        return vec![false; journeys.len()];
    }
    let all = everything(world);
    let after: Vec<Brought> = journeys
        .iter()
        .map(|journey| {
            let mut routes = Routes::whole(world, journey);
            let needs = needs(&routes, true);
            let before = works(world, &needs, &all, None);
            let now = works(world, &needs, ups, None);
            routes.lost = stands(world, ups, &needs).into_iter().map(|stands| !stands).collect();
            routes.out = (0..now.len()).map(|at| before[at] && !now[at]).collect();
            brought(&routes)
        })
        .collect();
    let mut then = Loads::of(&after);
    for (at, thing) in world.things.iter().enumerate() {
        // Who cannot take writes is full of reads alone, and the other way round.
        for writes in [false, true] {
            if !thing.serves(&ups[at], writes) {
                then.peaks[at][usize::from(writes)] = 0.0;
            }
        }
    }
    let all = everything(world);
    let mut over: Vec<(usize, Role)> = Vec::new();
    for at in 0..world.things.len() {
        let gone = match lost {
            Lost::Thing(thing) => *thing == at,
            Lost::Spot => [false, true].iter().all(|&writes| !world.things[at].serves(&ups[at], writes)),
        };
        if gone || after.iter().any(|journey| journey.endless[at]) {
            continue;
        }
        let before = loads.roles(world, at, &all[at]);
        for role in then.roles(world, at, &ups[at]) {
            let was = before.iter().find(|before| before.name == role.name).map_or(0.0, |role| role.full);
            if role.full > 1.0 && role.full > was * (1.0 + 1e-9) {
                over.push((at, role));
            }
        }
    }
    after.iter().map(|journey| over.iter().any(|(at, role)| uses(journey.visits[*at], role))).collect()
}

fn stands(world: &World<'_>, ups: &Ups, needs: &Needs) -> Vec<bool> {
    let one = |at: usize| {
        let thing = &world.things[at];
        if thing.copies.is_empty() { ups[at][0] } else { thing.serves_all(&ups[at], needs.arrives[at]) }
    };
    (0..world.things.len()).map(one).collect()
}

/// Replicas serve reads, primaries writes, and reads where any go there.
pub fn uses(visits: [f64; 2], role: &Role) -> bool {
    match role.name {
        "copies" => visits[0] + visits[1] > 0.0,
        "replica" => visits[0] > 0.0,
        _ => visits[1] > 0.0 || (visits[0] > 0.0 && role.reads > 0.0),
    }
}
