//! The day in the words of the report: copies by hour, when what is short, and what it costs in hours of copies.
//! Computes nothing but sums and means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Word;
use super::write::finite;
use crate::analysis::Graph;
use crate::analysis::day::{Day, JourneyDay, MINUTES, PoolDay, by_hour, day};
use crate::analysis::traffic::Traffic;
use crate::packed;

/// A day like any other, in minutes. Where journeys have a `daily_curve`; those without one bring their average all
/// day. Rates are first attempts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DayReport {
    /// By component id: pools that scale themselves, and what else gets more than it can do at some time.
    pub pools: BTreeMap<String, PoolDayReport>,
    /// By journey id.
    pub journeys: BTreeMap<String, JourneyDayReport>,
}

packed!(struct DayReport {
    pools, journeys,
});

/// A component over the day. Lists have a value for each hour from midnight on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PoolDayReport {
    /// How it scales itself; `None` where its size is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaling: Option<ScalingReport>,
    /// What arrives a second, on average.
    pub load: Vec<f64>,
    /// Copies that what arrives would fill to the brim, on average.
    pub filled: Vec<f64>,
    /// Copies that work, on average.
    pub copies: Vec<f64>,
    /// Copies that are there, working or starting, on average.
    pub there: Vec<f64>,
    /// Minutes in which more arrives than the copies that work can do.
    pub short_minutes: Vec<u32>,
    /// The same over the day, in hours.
    pub hours_short: f64,
    /// Largest shortage: requests a second that arrive and are more than the copies that work can do.
    pub peak_shortage: f64,
    /// Minute of the day in which that is, from midnight on; `None` where it is never short.
    pub peak_shortage_minute: Option<u32>,
    /// How full the copies that work are at most.
    pub peak_utilization: Option<f64>,
    /// Requests of the day that are more than it can do.
    pub requests_short: f64,
    /// Hours that copies are there, working or starting, summed up over the copies.
    pub instance_hours: f64,
    /// The same with as many copies all day as the busiest minute takes at the target; `None` where the size is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_hours_of_fixed_size: Option<f64>,
}

packed!(struct PoolDayReport {
    scaling, load, filled, copies, there, short_minutes, hours_short, peak_shortage, peak_shortage_minute, peak_utilization,
    requests_short, instance_hours, instance_hours_of_fixed_size,
});

/// How a pool scales itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScalingReport {
    /// Copies at least.
    pub fewest: f64,
    /// Copies at most; `None` where the design does not say.
    pub most: Option<f64>,
    /// Utilisation that it keeps.
    pub target: f64,
    /// Minutes until a new copy works.
    pub delay_minutes: f64,
    /// Copies that it starts or stops a minute at most; `None` where the design does not say.
    pub step: Option<f64>,
    /// Settings that the design leaves open, so that these rest on assumptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<Word>,
}

packed!(struct ScalingReport {
    fewest, most, target, delay_minutes, step, assumed,
});

/// A journey over the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JourneyDayReport {
    /// Requests a second for each hour from midnight on, on average.
    pub rate: Vec<f64>,
    /// Largest rate of any minute.
    pub highest: f64,
    /// Smallest rate of any minute.
    pub lowest: f64,
    /// Minute of the day of the largest rate, from midnight on.
    pub highest_minute: u32,
    /// Share of the day's requests that what its user waits for can do.
    pub carried: f64,
    /// Hours of the day in which it cannot do all.
    pub hours_short: f64,
}

packed!(struct JourneyDayReport {
    rate, highest, lowest, highest_minute, carried, hours_short,
});

/// The day of a traffic; `None` where no journey has a curve.
pub(super) fn days(graph: &Graph<'_>, traffic: &Traffic) -> Option<DayReport> {
    let Day { pools, journeys } = day(graph, traffic)?;
    let id = |at: usize| graph.design.workload.journeys[traffic.journeys[at].journey].id.clone();
    Some(DayReport {
        pools: pools.iter().map(|found| (graph.nodes[found.node].id().to_owned(), pool(graph, found))).collect(),
        journeys: journeys.iter().enumerate().map(|(at, found)| (id(at), journey(found))).collect(),
    })
}

fn pool(graph: &Graph<'_>, found: &PoolDay) -> PoolDayReport {
    let node = &graph.nodes[found.node];
    let short: Vec<f64> = (0..MINUTES).map(|minute| found.short(minute)).collect();
    let short_minutes: Vec<u32> =
        short.chunks(60).map(|hour| hour.iter().filter(|short| **short > 0.0).count() as u32).collect();
    let filled: Vec<f64> = found.full.iter().zip(&found.works).map(|(full, works)| full * works).collect();
    let fullest = found.full.iter().copied().fold(0.0, f64::max);
    let worst = found.worst();
    let scaling = found.autoscaler.map(|scaler| {
        let open = [
            ("autoscaling_min", true),
            ("autoscaling_delay_minutes", true),
            ("autoscaling_target", graph.design.requirements.target_utilization.is_none()),
        ];
        let open = open.iter().filter(|(name, counts)| *counts && !node.states(name));
        ScalingReport {
            fewest: scaler.fewest,
            most: finite(scaler.most),
            target: scaler.target,
            delay_minutes: scaler.delay,
            step: finite(scaler.step),
            assumed: open.map(|(name, _)| (*name).into()).collect(),
        }
    });
    let of_fixed_size = found.autoscaler.map(|scaler| {
        let most = filled.iter().copied().fold(0.0, f64::max);
        24.0 * libm::ceil(most / scaler.target - 1e-9).max(1.0)
    });
    PoolDayReport {
        scaling,
        load: by_hour(&found.load),
        filled: by_hour(&filled),
        copies: by_hour(&found.works),
        there: found.instance_hours(),
        hours_short: f64::from(short_minutes.iter().sum::<u32>()) / 60.0,
        short_minutes,
        peak_shortage: worst.map_or(0.0, |minute| short[minute]),
        peak_shortage_minute: worst.map(|minute| minute as u32),
        peak_utilization: finite(fullest),
        requests_short: short.iter().sum::<f64>() * 60.0,
        instance_hours: found.instance_hours().iter().sum(),
        instance_hours_of_fixed_size: of_fixed_size,
    }
}

fn journey(found: &JourneyDay) -> JourneyDayReport {
    let all: f64 = found.rate.iter().sum();
    let carried: f64 = found.rate.iter().zip(&found.carried).map(|(rate, carried)| rate * carried).sum();
    let highest = (0..MINUTES).reduce(|most, minute| if found.rate[minute] > found.rate[most] { minute } else { most });
    let highest = highest.unwrap_or(0);
    JourneyDayReport {
        rate: by_hour(&found.rate),
        highest: found.rate[highest],
        lowest: found.rate.iter().copied().fold(f64::INFINITY, f64::min),
        highest_minute: highest as u32,
        carried: if all > 0.0 { carried / all } else { 1.0 },
        hours_short: found.carried.iter().filter(|carried| **carried < 1.0).count() as f64 / 60.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate;
    use crate::rules::testing::design;

    /// A curve of `high` from 8 to 15 o'clock and `low` else; a pool of 100 requests a second for each copy.
    fn of(low: f64, high: f64, pool: &str) -> DayReport {
        let curve: Vec<String> =
            (0..24).map(|hour| if (8..16).contains(&hour) { high } else { low }.to_string()).collect();
        let text = format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "client", "operation": "read",
                 "rate": {{"per_second": 500}}, "daily_curve": [{}]}}]}},
               "components": [{{"id": "client", "kind": "client-web"}},
                 {{"id": "api", "kind": "service"{pool}}}],
               "connections": [{{"from": "client", "to": "api"}}]}}"#,
            curve.join(", ")
        );
        evaluate(&design(&text)).day.unwrap()
    }

    fn near(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "got {got}, want {want}");
    }

    const SCALED: &str = r#", "settings": {"rps_capacity": 100, "autoscaling_min": 2, "autoscaling_max": 30,
        "autoscaling_target": 0.5, "autoscaling_delay_minutes": DELAY"#;

    fn scaled(delay: u32, more: &str) -> PoolDayReport {
        // The mean of 8 × 2 and 16 × 0.5 is 1: 250 a second at night, 1,000 by day, an hour from one to the other.
        let day = of(0.5, 2.0, &format!("{}{more}}}", SCALED.replace("DELAY", &delay.to_string())));
        day.pools["api"].clone()
    }

    #[test]
    fn a_pool_that_follows_at_once_is_never_short() {
        let pool = scaled(0, "");
        assert_eq!((pool.hours_short, pool.peak_shortage, pool.peak_shortage_minute), (0.0, 0.0, None));
        // 250 ÷ 50 = 5 at night, 1,000 ÷ 50 = 20 by day; and 20 all day where nothing scales.
        assert_eq!((pool.copies[0], pool.copies[12]), (5.0, 20.0));
        near(pool.filled[0], 2.5);
        near(pool.filled[12], 10.0);
        assert_eq!(pool.instance_hours_of_fixed_size, Some(480.0));
        // From 7 to 8 and back from 15 to 16 each of the 15 further copies is there as long as it is wanted.
        assert!(pool.instance_hours > 16.0 * 5.0 + 8.0 * 20.0 && pool.instance_hours < 17.0 * 20.0, "{pool:?}");
        near(pool.load.iter().sum::<f64>(), 24.0 * 500.0);
    }

    #[test]
    fn a_pool_that_starts_slowly_is_short_while_the_rate_rises() {
        // From 7 o'clock on 12.5 a second more each minute, so that the first new copy is ordered at once and works at 8.
        // Until then five do 500, passed at 7:20. At 7:59 and a half 993.75 arrive.
        let pool = scaled(60, "");
        assert_eq!(pool.peak_shortage_minute, Some(7 * 60 + 59));
        near(pool.peak_shortage, 493.75);
        // From 8 on twice what arrived an hour before can be done, in steps of a copy: less than ten until 8:16.
        assert_eq!((pool.short_minutes[7], pool.short_minutes[8]), (40, 16));
        assert_eq!(pool.short_minutes[9..].iter().sum::<u32>(), 0);
        near(pool.hours_short, f64::from(pool.short_minutes.iter().sum::<u32>()) / 60.0);
    }

    #[test]
    fn a_ceiling_below_the_day_is_short_all_day() {
        let day = of(
            0.5,
            2.0,
            r#", "settings": {"rps_capacity": 100, "autoscaling_max": 8, "autoscaling_delay_minutes": 0}"#,
        );
        let pool = &day.pools["api"];
        // 1,000 a second on 8 copies from 8 to 15 o'clock; 800 are passed at 44 minutes past seven, and after a quarter.
        near(pool.peak_shortage, 200.0);
        near(pool.peak_utilization.unwrap(), 1.25);
        assert_eq!(pool.short_minutes[8..15], [60; 7]);
        assert_eq!((pool.short_minutes[7], pool.short_minutes[15]), (16, 16));
        let journey = &day.journeys["j"];
        near(journey.highest, 1_000.0);
        near(journey.hours_short, 7.0 + 32.0 / 60.0);
        // What is short, of 500 × 86,400 requests.
        near(1.0 - journey.carried, pool.requests_short / (500.0 * 86_400.0));
        assert_eq!(pool.scaling.as_ref().unwrap().assumed, ["autoscaling_min", "autoscaling_target"]);
    }

    #[test]
    fn a_step_limits_how_fast_a_pool_grows() {
        let (one, any) = (scaled(0, r#", "autoscaling_step": 1"#), scaled(0, ""));
        // 15 copies in an hour are one in four minutes: a step of one is enough.
        assert_eq!(one, PoolDayReport { scaling: one.scaling.clone(), ..any });
    }

    #[test]
    fn what_has_a_fixed_size_is_named_where_it_is_short() {
        let fixed =
            |copies: u32| of(0.5, 2.0, &format!(r#", "instances": {copies}, "settings": {{"rps_capacity": 100}}"#));
        assert!(fixed(10).pools.is_empty());
        let pool = &fixed(9).pools["api"];
        near(pool.peak_shortage, 100.0);
        assert_eq!((pool.scaling.clone(), pool.instance_hours), (None, 9.0 * 24.0));
    }
}
