//! Availability lived through: copies fail and wait for who repairs them, zones go and come back, hour by hour, and the
//! share of time in which nobody is served is set against what the engine says. It shares no formula with the engine.

#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod random;

use loadbearing_engine::{evaluate, read};
use random::Random;

const HOURS_A_YEAR: f64 = 8_760.0;
/// Mean hours that a zone is gone.
const ZONE_HOURS: f64 = 20.0;
/// Changes of anything that are lived through in one batch, and batches.
const EVENTS: usize = 4_000;
const BATCHES: usize = 40;

/// Copies that stand in for each other, spread over the zones one by one.
#[derive(Clone, Copy)]
struct Pool {
    copies: usize,
    needs: usize,
    failures_per_year: f64,
    repair_hours: f64,
    crews: usize,
}

impl Pool {
    fn written(&self, id: &str, kind: &str, zones: usize) -> String {
        let Self { copies, needs, failures_per_year, repair_hours, crews } = *self;
        let zones: Vec<String> = (0..zones).map(|zone| format!(r#""z{zone}""#)).collect();
        format!(
            r#"{{"id": "{id}", "kind": "{kind}", "instances": {copies}, "places": [{}], "settings": {{"needs": {needs},
                "failures_per_year": {failures_per_year}, "repair_hours": {repair_hours}, "repair_crews": {crews}}}}}"#,
            zones.join(",")
        )
    }
}

/// Two services that a balancer chooses between, and one that both of them call.
struct Case {
    pools: [Pool; 3],
    zones: usize,
    zone_availability: f64,
}

impl Case {
    /// What the engine says.
    fn said(&self) -> f64 {
        let zone =
            |at: usize| format!(r#"{{"id": "z{at}", "kind": "zone", "availability": {}}}"#, self.zone_availability);
        let zones: Vec<String> = (0..self.zones).map(zone).collect();
        let [a, b, c] = &self.pools;
        let parts = [
            a.written("a", "service", self.zones),
            b.written("b", "service", self.zones),
            c.written("c", "service", self.zones),
        ];
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "lb", "operation": "read"}}]}},
               "places": [{}], "components": [{{"id": "lb", "kind": "lb-l7", "settings": {{"availability": 1}}}}, {}],
               "connections": [{{"from": "lb", "to": "a"}}, {{"from": "lb", "to": "b"}}, {{"from": "a", "to": "c"}},
                 {{"from": "b", "to": "c"}}]}}"#,
            zones.join(","),
            parts.join(",")
        );
        let journey = &evaluate(&read(&text).unwrap().design).journeys["j"];
        assert_eq!(journey.method, "exact");
        journey.unavailability.unwrap()
    }

    /// Share of time without service, and its standard error, by batches.
    fn lived(&self, seed: u64) -> (f64, f64) {
        let mut random = Random(seed);
        let mut up: Vec<Vec<bool>> = self.pools.iter().map(|pool| vec![true; pool.copies]).collect();
        let mut zones = vec![true; self.zones];
        let zone_fails = (1.0 - self.zone_availability) / self.zone_availability / ZONE_HOURS;
        let mut shares = Vec::new();
        for batch in 0..=BATCHES {
            let (mut hours, mut without) = (0.0, 0.0);
            for _ in 0..EVENTS {
                // What may happen next: a zone, or a copy of a pool, changes; each with its rate an hour.
                let mut rates: Vec<(f64, usize, usize)> = zones
                    .iter()
                    .enumerate()
                    .map(|(zone, &is_up)| (if is_up { zone_fails } else { 1.0 / ZONE_HOURS }, usize::MAX, zone))
                    .collect();
                for (at, (pool, up)) in self.pools.iter().zip(&up).enumerate() {
                    let down = up.iter().filter(|up| !**up).count();
                    let repaired = down.min(pool.crews) as f64 / down.max(1) as f64 / pool.repair_hours;
                    let fails = pool.failures_per_year / HOURS_A_YEAR;
                    rates
                        .extend(up.iter().enumerate().map(|(copy, &up)| (if up { fails } else { repaired }, at, copy)));
                }
                let all: f64 = rates.iter().map(|(rate, ..)| rate).sum();
                let lasts = -libm::log(1.0 - random.share()) / all;
                let works = |at: usize| {
                    let standing = up[at].iter().enumerate().filter(|(copy, up)| **up && zones[copy % self.zones]);
                    standing.count() >= self.pools[at].needs
                };
                hours += lasts;
                without += if (works(0) || works(1)) && works(2) { 0.0 } else { lasts };
                let mut drawn = random.share() * all;
                let next = rates.iter().find(|(rate, ..)| {
                    drawn -= rate;
                    drawn < 0.0
                });
                match next {
                    Some(&(_, usize::MAX, zone)) => zones[zone] = !zones[zone],
                    Some(&(_, at, copy)) => up[at][copy] = !up[at][copy],
                    None => {}
                }
            }
            // The first is only there to get away from everything being up.
            if batch > 0 {
                shares.push(without / hours);
            }
        }
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        let variance =
            shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / (shares.len() - 1) as f64;
        (mean, (variance / shares.len() as f64).sqrt())
    }
}

fn pool(copies: usize, needs: usize, failures_per_year: f64, repair_hours: f64, crews: usize) -> Pool {
    Pool { copies, needs, failures_per_year, repair_hours, crews }
}

#[test]
fn what_is_lived_through_is_what_was_said() {
    // Copies of a lost zone wait for it in the engine, not for a repair; here they go on failing. So people who repair are
    // few where no zone is ever lost, and enough where zones are.
    let cases = [
        Case {
            pools: [pool(6, 4, 40.0, 50.0, 1), pool(3, 2, 40.0, 50.0, 1), pool(4, 2, 20.0, 80.0, 1)],
            zones: 1,
            zone_availability: 1.0,
        },
        Case {
            pools: [pool(8, 2, 200.0, 60.0, 2), pool(8, 3, 200.0, 60.0, 3), pool(9, 2, 150.0, 60.0, 3)],
            zones: 1,
            zone_availability: 1.0,
        },
        Case {
            pools: [pool(2, 1, 30.0, 40.0, 2), pool(2, 2, 30.0, 40.0, 2), pool(5, 3, 60.0, 30.0, 5)],
            zones: 2,
            zone_availability: 0.95,
        },
        Case {
            pools: [pool(3, 2, 5.0, 30.0, 3), pool(3, 3, 5.0, 30.0, 3), pool(6, 3, 10.0, 30.0, 6)],
            zones: 3,
            zone_availability: 0.9,
        },
    ];
    for (at, case) in cases.iter().enumerate() {
        let (said, (lived, error)) = (case.said(), case.lived(20_240_229 + at as u64));
        // Sure enough to see a mistake of a tenth.
        assert!(error < 0.03 * lived, "case {at}: {lived} ± {error}");
        assert!((said - lived).abs() < 4.0 * error, "case {at}: said {said}, lived {lived} ± {error}");
    }
}
