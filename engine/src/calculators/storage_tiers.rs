//! What keeping data costs by how often it is needed.

use crate::analysis::sizing::{Tier, tiered};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const STORAGE: &str = "zero-to-hero § 2.2 Storage and Databases";

calculator! {
    /// What data costs that is kept hot, warm and cold, and how much that saves against keeping all of it hot.
    ///
    /// ## When it misleads
    /// The cold tiers take money for reading, for each request and for leaving early; what is read every month is cheaper
    /// hot. Prices are those of the document and change; 1 TB is 1,000 GB.
    id: "storage-tiers",
    title: "Cost of storage tiers",
    group: Group::Storage,
    formula: "GB × price × months, by tier",
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    inputs: &[
        Field::number("hot_gb", "hot", "GB", 1_000.0, "Kept hot.").from(STORAGE),
        Field::number("warm_gb", "warm", "GB", 1_000.0, "Kept warm.").from(STORAGE),
        Field::number("cold_gb", "cold", "GB", 1_000.0, "Kept cold.").from(STORAGE),
        Field::number("months", "months", "months", 12.0, "For how long.").from(STORAGE),
        Field::number("hot_price", "hot price", "USD/GB/month", 0.023, "Of a hot gigabyte for a month.").from(STORAGE),
        Field::number("warm_price", "warm price", "USD/GB/month", 0.0125, "Of a warm one.").from(STORAGE),
        Field::number("cold_price", "cold price", "USD/GB/month", 0.004, "Of a cold one.").from(STORAGE),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let cost = |amount: f64, price: f64| tiered(amount, &[Tier { units: None, price }]) * of("months");
    let tier = |gigabytes: &str, price: &str, name: &str| {
        let working = format!("{name} × {name} price × months");
        given.working(working, cost(of(gigabytes), of(price)), &[gigabytes, price, "months"])
    };
    let (hot, warm) = (tier("hot_gb", "hot_price", "hot"), tier("warm_gb", "warm_price", "warm"));
    let cold = tier("cold_gb", "cold_price", "cold");
    let total = given.working("cost of hot + cost of warm + cost of cold", hot.value + warm.value + cold.value, &[]);
    let total = total.worked("cost of hot", hot.clone()).worked("cost of warm", warm.clone());
    let total = total.worked("cost of cold", cold.clone());
    let names = ["hot_gb", "warm_gb", "cold_gb", "hot_price", "months"];
    let all_hot = cost(of("hot_gb") + of("warm_gb") + of("cold_gb"), of("hot_price"));
    let all_hot = given.working("(hot + warm + cold) × hot price × months", all_hot, &names);
    let saved = given.working("all hot − all tiers", all_hot.value - total.value, &[]);
    let saved = saved.worked("all hot", all_hot).worked("all tiers", total.clone());
    Ok(vec![
        Output::new("total", "All tiers", "USD", total),
        Output::new("saved", "Saved against all hot", "USD", saved),
        Output::new("hot", "Hot", "USD", hot),
        Output::new("warm", "Warm", "USD", warm),
        Output::new("cold", "Cold", "USD", cold),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_terabyte_of_each_for_a_year() {
        let figures = [("hot", 276.0), ("warm", 150.0), ("cold", 48.0), ("total", 474.0), ("saved", 828.0 - 474.0)];
        check(&CALCULATOR, &[], &figures);
    }
}
