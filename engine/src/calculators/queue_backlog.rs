//! How a queue grows while more is produced than consumed, and how it empties.

use crate::analysis::drain::{Phase, backlog, drains_in};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many messages wait after a peak, how old the oldest of them gets, and how long the queue takes to empty
    /// afterwards.
    ///
    /// ## When it misleads
    /// It flows evenly: bursts within the peak are not seen. It empties only if less arrives afterwards than is consumed;
    /// consumers that just keep up never catch up. A queue with a limit refuses or drops long before.
    id: "queue-backlog",
    title: "Queue: backlog and drain time",
    group: Group::Queues,
    formula: "backlog = (produced − consumed) × duration; drain = backlog ÷ (consumed − produced after)",
    source: Source::Documented("senior-node § 5 Queues and asynchrony"),
    inputs: &[
        Field::number("produced", "produced", "msg/s", 60_000.0, "Messages a second while the peak lasts."),
        Field::number("consumed", "consumed", "msg/s", 50_000.0, "Messages a second that consumers take.")
            .above(0.0)
            .from("interview-answers § Theory 5. Message Queues"),
        Field::number("duration", "duration", "s", 60.0, "How long the peak lasts."),
        Field::number("after", "produced after", "msg/s", 20_000.0, "Messages a second afterwards."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let found = backlog(&[Phase { duration: of("duration"), arrivals: of("produced") }], of("consumed"), None);
    let names = ["produced", "consumed", "duration"];
    let waiting = given.working("max(0, produced − consumed) × duration", found.largest, &names);
    let lag = given.working("backlog ÷ consumed", found.largest / of("consumed"), &["consumed"]);
    let lag = lag.worked("backlog", waiting.clone());
    let drain = match drains_in(found.largest, of("consumed"), of("after")) {
        Some(time) if of("after") < of("consumed") => {
            let working = given.working("backlog ÷ (consumed − produced after)", time, &["consumed", "after"]);
            Output::new("drain", "Until it is empty again", "s", working.worked("backlog", waiting.clone()))
        }
        Some(time) => {
            let working = given.working("backlog", time, &[]).worked("backlog", waiting.clone());
            Output::new("drain", "Until it is empty again", "s", working)
        }
        None => {
            let working =
                given.working("backlog ÷ max(0, consumed − produced after)", f64::INFINITY, &["consumed", "after"]);
            Output::new("drain", "Until it is empty again", "s", working.worked("backlog", waiting.clone()))
                .saying("never")
        }
    };
    Ok(vec![
        Output::new("backlog", "Messages waiting after the peak", "messages", waiting),
        Output::new("lag", "How old the oldest gets", "s", lag),
        drain,
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn a_minute_of_ten_thousand_too_many() {
        // 600,000 wait; 30,000 a second to spare afterwards.
        check(&CALCULATOR, &[], &[("backlog", 600_000.0), ("lag", 12.0), ("drain", 20.0)]);
    }

    #[test]
    fn who_only_keeps_up_never_catches_up() {
        check_words(&CALCULATOR, &[("after", "50000")], &[("drain", "never")]);
        check(&CALCULATOR, &[("after", "50000")], &[("drain", f64::INFINITY)]);
        check(&CALCULATOR, &[("produced", "50000"), ("after", "50000")], &[("backlog", 0.0), ("drain", 0.0)]);
    }
}
