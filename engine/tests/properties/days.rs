//! Days: what a curve may not change, and what no delay improves.

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::evaluate;
use loadbearing_engine::report::{DayReport, PoolDayReport};
use proptest::prelude::*;

use crate::support::{config, designs, near};

/// Every journey goes by a curve; every pool may scale itself.
fn with_curves(mut design: Design, curve: &[f64], delay: f64, most: Option<f64>, step: Option<f64>) -> Design {
    for journey in &mut design.workload.journeys {
        journey.daily_curve = Some(curve.to_vec());
        journey.peak_factor = None;
    }
    for component in &mut design.components {
        let kind = loadbearing_engine::kinds::find(&component.kind).unwrap();
        if kind.setting("autoscaling_delay_minutes").is_none() {
            continue;
        }
        let mut set = |name: &str, value: f64| component.settings.insert(name.to_owned(), Setting::Number(value));
        set("autoscaling_min", 1.0);
        set("autoscaling_target", 0.7);
        set("autoscaling_delay_minutes", delay);
        most.map(|most| set("autoscaling_max", most));
        step.map(|step| set("autoscaling_step", step));
    }
    design
}

fn day(design: &Design) -> Option<DayReport> {
    evaluate(design).day
}

fn scaled(day: &DayReport) -> impl Iterator<Item = (&String, &PoolDayReport)> {
    day.pools.iter().filter(|(_, pool)| pool.scaling.is_some())
}

fn curves() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0_f64..10.0, 24).prop_filter("something happens", |curve| curve.iter().sum::<f64>() > 0.1)
}

proptest! {
    #![proptest_config(config(30))]

    #[test]
    fn a_curve_moves_requests_and_makes_none(design in designs(), curve in curves()) {
        let (plain, curved) = (evaluate(&design), evaluate(&with_curves(design, &curve, 5.0, None, None)));
        for (id, journey) in &curved.journeys {
            prop_assert!(near(journey.average, plain.journeys[id].average, 1e-12));
            let day = &curved.day.as_ref().unwrap().journeys[id];
            prop_assert!(near(day.rate.iter().sum::<f64>() / 24.0, journey.average, 1e-9), "{:?}", day);
            prop_assert!(day.highest <= journey.peak * (1.0 + 1e-9) && day.lowest >= 0.0);
        }
        for (id, component) in &curved.components {
            let average = |one: &loadbearing_engine::report::ComponentReport| one.average.map(|rates| rates.total);
            prop_assert_eq!(average(component), average(&plain.components[id]));
        }
    }

    #[test]
    fn a_flat_curve_is_none(design in designs(), level in 0.1_f64..100.0) {
        let mut flat = design.clone();
        for journey in &mut flat.workload.journeys {
            journey.daily_curve = Some(vec![level; 24]);
            journey.peak_factor = Some(journey.peak_factor.unwrap_or(3.0).max(1.0));
        }
        let mut none = flat.clone();
        none.workload.journeys.iter_mut().for_each(|journey| journey.daily_curve = None);
        let (mut flat, none) = (evaluate(&flat), evaluate(&none));
        for journey in flat.day.take().iter().flat_map(|day| day.journeys.values()) {
            prop_assert!(near(journey.highest, journey.lowest, 1e-12));
        }
        prop_assert_eq!(flat, none);
    }

    #[test]
    fn who_follows_at_once_and_without_limits_is_never_short(design in designs(), curve in curves()) {
        let Some(day) = day(&with_curves(design, &curve, 0.0, None, None)) else { return Ok(()) };
        for (id, pool) in scaled(&day) {
            prop_assert!(pool.hours_short == 0.0 && pool.peak_shortage == 0.0, "{} {:?}", id, pool);
        }
    }

    #[test]
    fn no_longer_delay_makes_less_short(
        design in designs(), curve in curves(), sooner in 0_u32..90, longer in 1_u32..200,
        most in prop::option::of(1_u32..20), step in prop::option::of(1_u32..4),
    ) {
        let of = |delay: u32| {
            let (most, step) = (most.map(f64::from), step.map(f64::from));
            day(&with_curves(design.clone(), &curve, f64::from(delay), most, step))
        };
        let (Some(soon), Some(late)) = (of(sooner), of(sooner + longer)) else { return Ok(()) };
        for (id, pool) in scaled(&soon) {
            let other = &late.pools[id];
            prop_assert!(other.peak_shortage >= pool.peak_shortage && other.hours_short >= pool.hours_short);
            prop_assert!(other.requests_short >= pool.requests_short * (1.0 - 1e-12));
            prop_assert!(near(other.instance_hours, pool.instance_hours, 1e-12));
        }
    }
}
