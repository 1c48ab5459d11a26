//! How many pods an autoscaler wants.

use crate::analysis::capacity::whole;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const CLOUD: &str = "zero-to-hero § 3.1 Cloud Architecture & DevOps";

calculator! {
    /// How many pods an autoscaler comes to for a load, between its least and its most, and what these can carry.
    ///
    /// ## When it misleads
    /// This is where it settles. On the way there new pods take time to start, so a spike meets the old number.
    /// What scales behind the pods counts as well: twice as many pods hold twice as many connections to one database.
    id: "autoscaling",
    title: "Autoscaling",
    group: Group::Capacity,
    formula: "ceil(load ÷ (rate of one × target)), between least and most",
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    inputs: &[
        Field::number("load", "load", "req/s", 5_000.0, "What arrives."),
        Field::number("rate", "rate of one", "req/s", 1_000.0, "What one pod can do.").above(0.0),
        Field::share("target", "target", 0.7, "Utilisation that it aims at.").above(0.0).from(CLOUD),
        Field::number("least", "least", "pods", 2.0, "Never fewer.").count(1e6).from(CLOUD),
        Field::number("most", "most", "pods", 10.0, "Never more.").count(1e6).from(CLOUD),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let (least, most) = (of("least"), of("most"));
    if least > most {
        return Err(Refused::new(
            "least",
            format!("expected at most {most}, the largest number of pods, found {least}"),
        ));
    }
    let wanted = whole(of("load") / (of("rate") * of("target"))) as f64;
    let pods = wanted.max(least).min(most);
    let formula = "min(most, max(least, ceil(load ÷ (rate of one × target))))";
    let pods = given.working(formula, pods, &["most", "least", "load", "rate", "target"]);
    let full = of("load") / (pods.value * of("rate"));
    let full = given.working("load ÷ (pods × rate of one)", full, &["load", "rate"]).worked("pods", pods.clone());
    let ceiling =
        given.working("most × rate of one × target", most * of("rate") * of("target"), &["most", "rate", "target"]);
    Ok(vec![
        Output::new("pods", "Pods", "pods", pods),
        Output::new("utilization", "How full they are then", "share", full),
        Output::new("ceiling", "Load up to which it keeps its target", "req/s", ceiling),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn between_two_and_ten() {
        // 5,000 ÷ 700 = 7.1.
        check(&CALCULATOR, &[], &[("pods", 8.0), ("utilization", 0.625), ("ceiling", 7_000.0)]);
        check(&CALCULATOR, &[("load", "9000")], &[("pods", 10.0), ("utilization", 0.9)]);
        check(&CALCULATOR, &[("load", "10")], &[("pods", 2.0)]);
        check_refused(&CALCULATOR, &[("least", "11")], "least: expected at most 10");
    }
}
