//! How many servers keep waits short.

use crate::analysis::queueing::{Target, servers_needed};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many servers it takes so that requests wait no longer than a time on average.
    ///
    /// ## When it misleads
    /// As the wait in a queue: arrivals and times at random, one queue for all. It holds for a steady rate; a server for
    /// the bursts and one for the loss of another come on top.
    id: "servers-for-wait",
    title: "Servers for a wait (Erlang C)",
    group: Group::Queues,
    formula: "smallest number of servers whose mean wait is short enough",
    source: Source::Documented("Erlang 1917; Gross and Harris, Fundamentals of Queueing Theory; not in the documents"),
    inputs: &[
        Field::number("rate", "rate", "req/s", 80.0, "Requests a second.").within(0.0, 1e9),
        Field::number("time", "time", "s", 0.1, "Mean time that one takes to serve.").above(0.0).within(1e-9, 1e3),
        Field::number("wait", "wait", "s", 0.01, "Mean wait that is allowed.").within(1e-9, 1e6),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (rate, time) = (given.number("rate"), given.number("time"));
    if rate * time > 1e6 {
        return Err(Refused::new("rate", "expected less work: more than a million servers are not counted through"));
    }
    let Some((servers, queue)) = servers_needed(rate, 1.0 / time, Target::MeanWait(given.number("wait"))) else {
        return Err(Refused::new("wait", "no number of servers keeps waits so short"));
    };
    let count = given.working("servers", servers as f64, &[]).stated("servers", servers as f64, "computed");
    let busy = given.working("rate × time ÷ servers", rate * time / servers as f64, &["rate", "time"]);
    let busy = busy.worked("servers", count.clone());
    let probability = given.working("erlang_c(servers, utilisation)", queue.wait_probability, &[]);
    let probability = probability.worked("servers", count.clone()).worked("utilisation", busy.clone());
    let wait = given.working("wait probability ÷ (servers ÷ time − rate)", queue.mean_wait(), &["time", "rate"]);
    let wait = wait.worked("wait probability", probability).worked("servers", count.clone());
    Ok(vec![
        Output::new("servers", "Servers", "servers", count),
        Output::new("mean_wait", "Mean wait then", "s", wait),
        Output::new("utilization", "How busy they are then", "share", busy),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn one_server_waits_exactly_as_long_as_it_serves_at_half_load() {
        // M/M/1 at 5 of 10 a second: 0.1 s. Any shorter, and it takes two.
        check(&CALCULATOR, &[("rate", "5"), ("wait", "0.1000001")], &[("servers", 1.0), ("mean_wait", 0.1)]);
        check(&CALCULATOR, &[("rate", "5"), ("wait", "0.0999")], &[("servers", 2.0), ("utilization", 0.25)]);
    }
}
