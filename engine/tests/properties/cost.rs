//! Statements about cost: linear in all prices, and either priced or named.

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::evaluate;
use loadbearing_engine::kinds::{self, Copies, Family};
use loadbearing_engine::report::CostReport;
use proptest::prelude::*;

use super::support::{config, designs};

const PRICES: [&str; 4] =
    ["price_per_month", "price_per_gb_month", "egress_price_per_gb", "price_per_million_requests"];

/// The design with prices, about every other one left open; bytes as well, so that there is something to be priced.
fn priced(mut design: Design, numbers: &[u32]) -> Design {
    let mut numbers = numbers.iter().copied().cycle();
    let mut price = || {
        let number = numbers.next().unwrap_or(0);
        (number % 2 == 1).then_some(f64::from(number % 1000) / 8.0)
    };
    for component in &mut design.components {
        let kind = kinds::find(&component.kind).unwrap();
        for name in PRICES {
            if let Some(price) = price().filter(|_| kind.setting(name).is_some()) {
                component.settings.insert(name.to_owned(), Setting::Number(price));
            }
        }
        if let Some(price) = price() {
            design.prices.per_month.insert(component.kind.clone(), price);
        }
    }
    // Documented prices are none that could be doubled.
    design.prices.currency = Some("EUR".to_owned());
    design.prices.egress_per_gb = price();
    for journey in &mut design.workload.journeys {
        journey.response_bytes = journey.response_bytes.or(price());
        journey.stored_bytes = journey.stored_bytes.or(price());
    }
    design
}

fn doubled(mut design: Design) -> Design {
    for component in &mut design.components {
        for (_, setting) in component.settings.iter_mut().filter(|(name, _)| PRICES.contains(&name.as_str())) {
            let Setting::Number(price) = setting else { panic!("a price is a figure") };
            *price *= 2.0;
        }
    }
    design.prices.per_month.values_mut().for_each(|price| *price *= 2.0);
    design.prices.egress_per_gb = design.prices.egress_per_gb.map(|price| price * 2.0);
    design
}

fn twice(cost: &CostReport) -> CostReport {
    let mut cost = cost.clone();
    let double = |value: &mut Option<f64>| *value = value.map(|value| value * 2.0);
    double(&mut cost.per_month);
    double(&mut cost.per_million_requests);
    for component in cost.components.values_mut() {
        double(&mut component.per_month);
        component.items.iter_mut().for_each(|item| double(&mut item.per_month));
    }
    cost
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn prices_times_two_give_cost_times_two(design in designs(), numbers in prop::collection::vec(any::<u32>(), 40)) {
        let design = priced(design, &numbers);
        let before = evaluate(&design).cost;
        let after = evaluate(&doubled(design)).cost;
        // Twice a float is exact.
        prop_assert_eq!(after, before.as_ref().map(twice));
    }

    #[test]
    fn whatever_costs_anything_is_priced_or_named(design in designs(), numbers in prop::collection::vec(any::<u32>(), 40)) {
        let design = priced(design, &numbers);
        let report = evaluate(&design);
        for component in &design.components {
            let kind = kinds::find(&component.kind).unwrap();
            if kind.family == Family::Client || kind.copies == Copies::Inside {
                continue;
            }
            let cost = report.cost.as_ref().unwrap();
            let is_named = cost.missing.iter().any(|missing| missing.components.contains(&component.id));
            prop_assert!(is_named || cost.components.contains_key(&component.id), "{}", component.id);
        }
        if let Some(cost) = &report.cost {
            prop_assert_eq!(cost.is_complete, cost.missing.is_empty());
            let all: f64 = cost.components.values().filter_map(|component| component.per_month).sum();
            prop_assert!((all - cost.per_month.unwrap_or(0.0)).abs() <= 1e-9 * all);
        }
    }
}
