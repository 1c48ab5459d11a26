//! Bytes that records take over a time, with copies and growth.

use crate::analysis::sizing::{self, DAYS_A_YEAR, Volume};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many records there are after a time in which nothing is deleted, and how many bytes they take.
    ///
    /// ## When it misleads
    /// Only what is written is stored: views are not. Indexes, logs and free pages come on top.
    /// Growth multiplies the whole amount once, as the documents write it; added up year by year it would come to less.
    /// Bytes are decimal: 1 TB is 10^12.
    ///
    /// ## Where a document is wrong
    /// The URL shortener is said to take *~50 TB* in three years "with growth". Without any growth it is 54.75 TB. Its
    /// replicas are not counted: with one each, 109.5 TB.
    ///
    /// The Twitter-like estimate says *255 TB* a year. The arithmetic gives 255.5 TB, but of tweets that are viewed, as
    /// if each of them were written anew.
    id: "storage",
    title: "Storage of records",
    group: Group::Estimates,
    formula: "items a day × days × bytes an item × copies × (1 + growth) ^ years",
    source: Source::Documented("worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations"),
    inputs: &[
        Field::number("items_per_day", "items a day", "items/day", 100e6, "How many are written on a day.")
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::number("days", "days", "days", DAYS_A_YEAR, "How long they are kept: 365 for a year.")
            .within(0.0, 36_500.0)
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::number("bytes_per_item", "bytes an item", "B", 500.0, "What one of them takes.")
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::number("copies", "copies", "copies", 1.0, "Copies of each, the first among them.").count(1000.0),
        Field::share("growth", "growth", 0.0, "How much more comes each year, as a share.").within(-1.0, 100.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let years = given.number("days") / DAYS_A_YEAR;
    let volume = Volume::a_day(given.number("items_per_day"), given.number("bytes_per_item"));
    let items = given.working("items a day × days", volume.objects_after(years), &["items_per_day", "days"]);
    let one = given
        .working("items × bytes an item", volume.bytes_after(years), &["bytes_per_item"])
        .worked("items", items.clone());
    let all = sizing::grown(one.value, given.number("growth"), years) * given.number("copies");
    let formula = "one copy × (1 + growth) ^ (days ÷ 365) × copies";
    let all = given.working(formula, all, &["growth", "days", "copies"]).worked("one copy", one.clone());
    Ok(vec![
        Output::new("stored", "Stored, all copies", "B", all),
        Output::new("one_copy", "One copy, without growth", "B", one),
        Output::new("items", "Items", "items", items),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_year_of_short_links() {
        // 100M × 365 × 500 B.
        check(&CALCULATOR, &[], &[("items", 36.5e9), ("stored", 18.25e12)]);
        check(&CALCULATOR, &[("days", "1095"), ("copies", "2")], &[("one_copy", 54.75e12), ("stored", 109.5e12)]);
    }

    #[test]
    fn growth_multiplies_the_whole() {
        check(&CALCULATOR, &[("days", "730"), ("growth", "0.5")], &[("stored", 2.0 * 18.25e12 * 2.25)]);
    }
}
