//! What is left when some of several alike are lost.

use crate::analysis::scaling;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const API: &str = "worked-examples § Example 1, Detailed server estimate 1. API Servers";

calculator! {
    /// How full those are that are left when some servers, or a whole zone of them, are lost, and how many are missing.
    ///
    /// ## When it misleads
    /// It counts what is left at once, before anything new is started: what starts only after the loss comes too late
    /// for those who wait. Caches that were lost come back empty, and then the load behind them is another one.
    id: "instance-loss",
    title: "Loss of servers or a zone",
    group: Group::Capacity,
    formula: "load ÷ ((servers − lost) × capacity of one)",
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    inputs: &[
        Field::number("load", "load", "req/s", 1_169_000.0, "What arrives at peak.").from(API),
        Field::number("servers", "servers", "servers", 21.0, "How many there are.").count(1e6).from(API),
        Field::number("lost", "lost", "servers", 2.0, "How many are lost at once.").whole(0.0, 1e6).from(API),
        Field::number("capacity", "capacity of one", "req/s", 80_000.0, "What each can do.").above(0.0).from(API),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (load, servers, lost) = (given.number("load"), given.number("servers"), given.number("lost"));
    if lost > servers {
        return Err(Refused::new(
            "lost",
            format!("expected at most the {servers} servers that there are, found {lost}"),
        ));
    }
    let found = scaling::failover(load, given.number("capacity"), servers, lost);
    let before = found.before.unwrap_or(f64::INFINITY);
    let before = given.working("load ÷ (servers × capacity of one)", before, &["load", "servers", "capacity"]);
    let needed = given.working("ceil(load ÷ capacity of one)", found.needed, &["load", "capacity"]);
    let lacking = given.working("max(0, needed − (servers − lost))", found.lacking, &["servers", "lost"]);
    let lacking = lacking.worked("needed", needed);
    let mut outputs = vec![
        Output::new("before", "How full they are now", "share", before),
        Output::new("lacking", "Servers missing then", "servers", lacking),
    ];
    let inputs = ["load", "servers", "lost", "capacity"];
    match found.after {
        Some(after) => {
            let after = given.working("load ÷ ((servers − lost) × capacity of one)", after, &inputs);
            let shed =
                given.working("max(0, 1 − 1 ÷ utilisation)", found.shed, &[]).worked("utilisation", after.clone());
            outputs.insert(0, Output::new("after", "How full the rest are", "share", after));
            outputs.push(Output::new("shed", "Load that nobody carries", "share", shed));
        }
        None => outputs.push(Output::new("shed", "Load that nobody carries", "share", {
            given.working("min(1, load)", found.shed.min(load), &["load"])
        })),
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn twenty_one_survive_the_loss_of_two() {
        // 1,169,000 ÷ (19 × 80,000); 15 would do.
        check(&CALCULATOR, &[], &[("after", 1_169.0 / 1_520.0), ("lacking", 0.0), ("shed", 0.0)]);
    }

    #[test]
    fn half_of_what_was_full_by_70_percent_is_too_few() {
        let half = [("load", "700"), ("servers", "10"), ("lost", "5"), ("capacity", "100")];
        check(&CALCULATOR, &half, &[("after", 1.4), ("lacking", 2.0), ("shed", 1.0 - 1.0 / 1.4)]);
        check(&CALCULATOR, &[("servers", "2"), ("lost", "2")], &[("shed", 1.0), ("lacking", 15.0)]);
        check_refused(&CALCULATOR, &[("servers", "2"), ("lost", "3")], "lost: expected at most");
    }
}
