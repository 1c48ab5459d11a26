//! What happens to the worked URL shortener when something breaks. Figures worked by hand from those of
//! `worked_url_shortener`.

use loadbearing_engine::design::{Design, Place, PlaceKind, Placement, Setting};
use loadbearing_engine::report::{Down, Loss, Outcome, RoleReport, Scenario};
use loadbearing_engine::{evaluate_scenario, what_if};

use crate::support::{assert_near, assert_printed, component, design};

const ID: &str = "url-shortener-worked";

// Redirects and new links at peak, a second: 10^10 and 10^8 a day, ten times as many at peak.
const REDIRECTS: f64 = 1_157_407.407_407_407_4;
const LINKS: f64 = 11_574.074_074_074_074;

fn down(word: &str, design: &Design) -> Outcome {
    let graph = loadbearing_engine::analysis::Graph::new(design);
    let down = Down::named(&graph, word).unwrap_or_else(|| panic!("nothing is called {word}"));
    evaluate_scenario(design, &Scenario::of(down))
}

fn cold(design: &Design) -> Outcome {
    evaluate_scenario(design, &Scenario { cold: vec!["redis".to_owned()], ..Scenario::default() })
}

fn role(outcome: &Outcome, component: &str, role: &str) -> RoleReport {
    let mut roles = outcome.components[component].roles.iter();
    roles.find(|one| one.role == role).unwrap_or_else(|| panic!("{component} has no {role}")).clone()
}

fn full(outcome: &Outcome, component: &str, name: &str) -> f64 {
    role(outcome, component, name).utilization.unwrap_or(f64::NAN)
}

fn states(outcome: &Outcome) -> Vec<&str> {
    ["redirect", "shorten"].iter().map(|id| &*outcome.journeys[*id].state).collect()
}

fn row<'a>(rows: &'a [Loss], subject: &str, what: &str) -> &'a Loss {
    let mut rows = rows.iter();
    rows.find(|row| row.subject == subject && row.what == what).unwrap_or_else(|| panic!("no row {subject} {what}"))
}

/// Three zones: five servers in each; shard *i* in the zones *i* and *i* + 1.
fn in_zones() -> Design {
    let mut design = design(ID);
    let zones = ["a", "b", "c"].map(str::to_owned);
    for id in &zones {
        let place = Place { id: id.clone(), kind: PlaceKind::Zone, within: None, name: None, availability: None };
        design.places.push(place);
    }
    for id in ["api", "db"] {
        component(&mut design, id).places = Placement::Spread(zones.to_vec());
    }
    design
}

#[test]
fn a_lost_replica_of_the_cache_changes_nothing() {
    let outcome = down("redis:replica", &design(ID));
    assert_eq!(states(&outcome), ["works", "works"]);
    assert!(outcome.over_capacity.is_empty());
    // 1,168,981 on three masters, as before.
    assert_near(full(&outcome, "redis", "primary"), (REDIRECTS + LINKS) / 300_000.0);
    let rows = what_if(&design(ID));
    let row = row(&rows, "redis", "replica");
    assert!(row.fails.is_empty() && row.degraded.is_empty() && row.takes_over.is_empty(), "{row:?}");
}

#[test]
fn a_lost_replica_of_the_database_leaves_its_primary_at_145_percent() {
    let outcome = down("db:replica", &design(ID));
    let primary = role(&outcome, "db", "primary");
    // A quarter of a fifth of the redirects: 57,870 reads, of 50,000 that it can do.
    assert_near(primary.reads, REDIRECTS / 20.0);
    assert_printed(primary.reads / 50_000.0, 1.16);
    // And 2,894 writes, of 10,000.
    assert_near(full(&outcome, "db", "primary"), REDIRECTS / 20.0 / 50_000.0 + LINKS / 4.0 / 10_000.0);
    assert_printed(full(&outcome, "db", "primary"), 1.45);
    // The other shards keep their replicas.
    assert_near(full(&outcome, "db", "replica"), REDIRECTS * 0.2 / 400_000.0);
    assert_eq!(states(&outcome), ["degraded", "degraded"]);
    // The primary falls in turn, a shard is gone, and with it the store.
    assert_eq!(outcome.journeys["redirect"].in_cascade, "fails");
    // A lost primary is replaced by its replica, which then is alone as well.
    let of_primary = down("db:primary", &design(ID));
    assert_near(full(&of_primary, "db", "primary"), full(&outcome, "db", "primary"));
}

#[test]
fn without_a_zone_ten_servers_and_single_copies_are_left() {
    let design = in_zones();
    let outcome = down("a", &design);
    // 1,168,981 on ten servers of 80,000.
    assert_near(full(&outcome, "api", "copies"), (REDIRECTS + LINKS) / 800_000.0);
    assert_printed(full(&outcome, "api", "copies"), 1.46);
    // Shards 0, 2 and 3 lose a copy; the fullest has one left for its reads and its writes.
    assert_near(full(&outcome, "db", "primary"), REDIRECTS / 20.0 / 50_000.0 + LINKS / 4.0 / 10_000.0);
    assert_eq!(states(&outcome), ["degraded", "degraded"]);
    let over: Vec<&str> = outcome.over_capacity.iter().map(|over| over.component.as_str()).collect();
    assert_eq!(over, ["api", "db"]);
    assert_eq!(row(&what_if(&design), "a", "zone").fails_in_cascade, ["assets", "redirect", "shorten"]);
}

#[test]
fn a_cold_cache_takes_the_replicas_to_289_percent() {
    let outcome = cold(&design(ID));
    assert_near(full(&outcome, "db", "replica"), REDIRECTS / 400_000.0);
    assert_printed(full(&outcome, "db", "replica"), 2.9);
    // It is asked all the same.
    assert_near(full(&outcome, "redis", "primary"), (REDIRECTS + LINKS) / 300_000.0);
    assert_eq!(states(&outcome), ["degraded", "works"]);
    // In turn the replicas leave all reads to the primaries: 289,352 of 50,000 and 2,894 of 10,000 on each.
    assert_eq!(outcome.cascade.len(), 1);
    assert_eq!(outcome.cascade[0][0].role, "primary");
    assert_near(outcome.cascade[0][0].utilization.unwrap_or_default(), REDIRECTS / 200_000.0 + LINKS / 40_000.0);
}

#[test]
fn with_the_primaries_helping_a_cold_cache_is_still_too_much() {
    let mut design = design(ID);
    component(&mut design, "db").settings.insert("read_from".to_owned(), Setting::Text("all".to_owned()));
    let outcome = cold(&design);
    // Four replicas of 100,000 and four primaries of 50,000, in proportion; the primaries write as well.
    assert_near(full(&outcome, "db", "replica"), REDIRECTS / 600_000.0);
    assert_printed(full(&outcome, "db", "replica"), 1.9);
    assert_near(full(&outcome, "db", "primary"), REDIRECTS / 600_000.0 + LINKS / 40_000.0);
    assert_printed(full(&outcome, "db", "primary"), 2.2);
}

#[test]
fn a_lost_cache_is_worse_than_a_cold_one_only_for_who_needs_it() {
    let rows = what_if(&design(ID));
    let lost = row(&rows, "redis", "component");
    let without: Vec<_> = lost.degraded.iter().map(|degraded| (&*degraded.journey, &*degraded.without)).collect();
    let redis: &[String] = &["redis".to_owned()];
    assert_eq!(without, [("redirect", redis), ("shorten", redis)]);
    // The failover traffic: four fifths of the redirects more.
    let db = lost.takes_over.iter().find(|over| over.component == "db").unwrap_or_else(|| panic!("{lost:?}"));
    assert_near(db.peak - db.before, REDIRECTS * 0.8);
    // 345,600 of the redirects fit the replicas, that is 34.6 %; with the cache it was 25.7 %.
    assert_near(lost.degraded[0].carried, 400_000.0 / REDIRECTS);
    assert_near(lost.degraded[0].carried_before, 300_000.0 / (REDIRECTS + LINKS));
}

#[test]
fn a_cut_connection_fails_who_needs_it_and_a_lookup_that_fails_is_a_miss() {
    let rows = what_if(&design(ID));
    assert_eq!(row(&rows, "api->router", "connection").fails, ["redirect", "shorten"]);
    assert_eq!(row(&rows, "api->router", "connection").takes_down, ["api", "lb"]);
    assert_eq!(row(&rows, "client->cdn", "connection").fails, ["assets"]);
    let lookup = row(&rows, "lookup", "connection");
    assert!(lookup.fails.is_empty());
    assert_near(lookup.over_capacity[0].utilization.unwrap_or_default(), REDIRECTS / 400_000.0);
}

#[test]
fn every_component_copy_connection_and_cache_has_its_row() {
    let rows = what_if(&design(ID));
    let count = |what: &str| rows.iter().filter(|row| row.what == what).count();
    // All but the users; 15 servers; two stores of shards with replicas; eight connections; two caches.
    assert_eq!(["component", "copy", "primary", "replica", "connection", "cold-cache"].map(count), [6, 1, 2, 2, 8, 2]);
    let sorted = rows.windows(2).all(|pair| (&pair[0].subject, &pair[0].what) <= (&pair[1].subject, &pair[1].what));
    assert!(sorted);
}
