//! What the engine counts in drawn worlds, beside what the oracle counts in other ones.

use loadbearing_engine::analysis::working::Working;
use loadbearing_engine::report::workings::{Number, working};
use loadbearing_engine::{evaluate, read};

use super::judge::{all_up, needs, works};
use super::random::Random;
use super::routes::Routes;
use super::world::World;

const WORLDS: usize = 20_000;

/// Share of worlds, drawn anew, in which the only journey fails.
fn drawn(world: &World<'_>, routes: &Routes<'_>) -> f64 {
    let needs = needs(routes, false);
    let mut random = Random(20_240_229);
    let failed = (0..WORLDS).filter(|_| {
        let spots: Vec<bool> = world.spots.iter().map(|spot| random.share() >= spot.availability).collect();
        let down: Vec<Vec<bool>> = world
            .things
            .iter()
            .map(|thing| (0..thing.copies.len().max(1)).map(|_| random.share() >= thing.availability()).collect())
            .collect();
        let ups = all_up(world, |at, copy| {
            let stands_in = world.things[at].copies.get(copy).and_then(|copy| copy.place);
            down[at][copy] || stands_in.is_some_and(|spot| world.spot_down(spot, &spots))
        });
        !works(world, &needs, &ups, None)[needs.entry]
    });
    failed.count() as f64 / WORLDS as f64
}

/// Inputs of a working by name.
fn input(working: &Working, name: &str) -> f64 {
    working.inputs.iter().find(|input| input.name == name).unwrap().value
}

#[test]
fn a_share_that_was_drawn_is_drawn_again() {
    let zones: Vec<String> =
        (0..13).map(|at| format!(r#"{{"id": "z{at}", "kind": "zone", "availability": 0.9}}"#)).collect();
    let ids: Vec<String> = (0..13).map(|at| format!(r#""z{at}""#)).collect();
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "read"}}]}},
           "places": [{}],
           "components": [{{"id": "a", "kind": "server", "instances": 13, "places": [{}],
             "settings": {{"needs": 12, "availability": 0.99}}}}]}}"#,
        zones.join(","),
        ids.join(",")
    );
    let design = read(&text).unwrap().design;
    let journey = &evaluate(&design).journeys["j"];
    assert_eq!(&*journey.method, "simulated");
    let said = journey.unavailability.unwrap();
    // 13 copies up with 0.99 × 0.9 each: all, or all but one.
    let up: f64 = 0.99 * 0.9;
    let exact = 1.0 - up.powi(13) - 13.0 * (1.0 - up) * up.powi(12);
    let world = World::new(&design);
    let again = drawn(&world, &Routes::whole(&world, &design.workload.journeys[0]));
    // Both lie around the same share: four standard deviations of the difference.
    let of_difference = 4.0 * (exact * (1.0 - exact) * (1.0 / WORLDS as f64 + 1.0 / 200_000.0)).sqrt();
    assert!((said - again).abs() < of_difference, "{said}, drawn again {again}");
    assert!((said - exact).abs() < 2.0 * journey.interval.unwrap(), "{said}, {exact}");
    let found = working(&design, &Number::Unavailability("j".to_owned())).unwrap();
    assert_eq!(found.value, said);
    assert_eq!(input(&found, "failed") / input(&found, "worlds"), said);
    let rest = working(&design, &Number::Availability("j".to_owned())).unwrap();
    assert_eq!((Some(rest.value), rest.formula.as_str()), (journey.availability, "1 − failed ÷ worlds"));
    // Wilson's interval of 95 %.
    let (n, z) = (input(&found, "worlds"), 1.96);
    let half = z / (1.0 + z * z / n) * (said * (1.0 - said) / n + z * z / (4.0 * n * n)).sqrt();
    let interval = working(&design, &Number::Interval("j".to_owned())).unwrap();
    assert!((interval.value - half).abs() < 1e-15 && Some(interval.value) == journey.interval);
}
