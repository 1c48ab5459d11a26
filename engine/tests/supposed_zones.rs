//! Zones that nobody drew: losing one does what losing a drawn one does over which all copies are spread.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::collections::BTreeMap;

use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::{Design, Place, PlaceKind, Placement};
use loadbearing_engine::report::Outcome;
use loadbearing_engine::{evaluate_scenario, templates};

const ZONES: u32 = 3;

fn lost(design: &Design, down: Vec<Down>) -> Outcome {
    let outcome = evaluate_scenario(design, &Scenario { down, ..Scenario::default() });
    assert!(outcome.unknown.is_empty(), "{:?}", outcome.unknown);
    outcome
}

fn name(zone: u32) -> String {
    format!("zone-{zone}")
}

/// The same design with its zones drawn.
fn drawn(design: &Design) -> Design {
    let mut design = design.clone();
    let kind = PlaceKind::Zone;
    let place = |zone| Place { id: name(zone), kind, within: None, name: None, availability: None };
    design.places.extend((1..=ZONES).map(place));
    for component in &mut design.components {
        component.places = Placement::Spread((1..=ZONES).map(name).collect());
    }
    design
}

/// What follows, without the times: calls between drawn zones take longer.
fn follows(outcome: &Outcome) -> String {
    let journeys: BTreeMap<_, _> = outcome
        .journeys
        .iter()
        .map(|(id, of)| (id, (&of.state, of.carried.to_bits(), &of.lacks, &of.in_cascade)))
        .collect();
    format!("{journeys:?} {:?} {:?}", outcome.over_capacity, outcome.cascade)
}

#[test]
fn a_supposed_zone_is_lost_like_a_drawn_one() {
    for id in ["url-shortener-worked", "chat-worked", "news-feed-twitter"] {
        let design = templates::find(id).unwrap().design;
        let with_zones = drawn(&design);
        for zone in 1..=ZONES {
            let supposed = lost(&design, vec![Down::Zone { zone, of: ZONES }]);
            let place = lost(&with_zones, vec![Down::Place(name(zone))]);
            assert_eq!(follows(&supposed), follows(&place), "{id} without zone {zone}");
        }
    }
}

#[test]
fn the_worked_shortener_without_a_zone_has_ten_servers() {
    // 15 servers of 80,000 carry 97 %: without 5 of them the other ten are at 146 %, as the text prints.
    let design = templates::find("url-shortener-worked").unwrap().design;
    let outcome = lost(&design, vec![Down::Zone { zone: 2, of: ZONES }]);
    let api = outcome.over_capacity.iter().find(|over| over.component == "api").unwrap();
    let (then, before) = (api.utilization.unwrap(), api.before.unwrap());
    assert!((then - 1.46).abs() < 0.005 && (before - 0.97).abs() < 0.005, "{then}, {before} before");
}

#[test]
fn where_zones_are_drawn_none_are_supposed() {
    let design = drawn(&templates::find("url-shortener-worked").unwrap().design);
    let scenario = Scenario::of(Down::Zone { zone: 1, of: ZONES });
    assert_eq!(evaluate_scenario(&design, &scenario).unknown, ["zone:1/3"]);
    let design = templates::find("url-shortener-worked").unwrap().design;
    for (zone, of) in [(0, 3), (4, 3), (1, 1), (1, 1_000_000)] {
        let scenario = Scenario::of(Down::Zone { zone, of });
        assert_eq!(evaluate_scenario(&design, &scenario).unknown.len(), 1, "{zone} of {of}");
    }
}
