//! Whom a queue with a limit sends away.

use crate::analysis::queueing::bounded;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many requests a queue with a limit sends away, and how long those wait that it takes (M/M/c/K).
    ///
    /// ## When it misleads
    /// Arrivals and times at random, and whoever is sent away does not come back. Those who try again make it worse: see
    /// retries that feed themselves. A longer queue refuses fewer and lets the rest wait longer; under overload it only
    /// does the second.
    id: "queue-limit",
    title: "Queue with a limit (M/M/c/K)",
    group: Group::Queues,
    formula: "share sent away = share of time in which servers and queue are full",
    source: Source::Documented("Gross and Harris, Fundamentals of Queueing Theory; not in the documents"),
    inputs: &[
        Field::number("rate", "rate", "req/s", 120.0, "Requests a second."),
        Field::number("time", "time", "s", 0.1, "Mean time that one takes to serve.").above(0.0),
        Field::number("servers", "servers", "servers", 10.0, "Servers, or threads, before which they wait.").count(10_000.0),
        Field::number("room", "room", "requests", 20.0, "How many may wait.").whole(0.0, 1e6),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (rate, time, servers) = (given.number("rate"), given.number("time"), given.whole("servers"));
    let Some(queue) = bounded(rate, 1.0 / time, servers, servers + given.whole("room")) else {
        return Err(Refused::new("room", "expected a queue that can be counted through"));
    };
    let counted = |name: &str, value: f64| given.working(name, value, &[]).stated(name, value, "computed");
    let away = counted("share of time full", queue.blocked);
    let carried = given.working("rate × (1 − sent away)", queue.carried, &["rate"]).worked("sent away", away.clone());
    let busy = given.working("carried × time ÷ servers", queue.utilization, &["time", "servers"]);
    let busy = busy.worked("carried", carried.clone());
    let mut outputs = vec![
        Output::new("sent_away", "Requests that are sent away", "share", away),
        Output::new("carried", "Requests that are served", "req/s", carried.clone()),
        Output::new("utilization", "How busy the servers are", "share", busy),
    ];
    if let Some(wait) = queue.mean_wait() {
        let wait = given.working("mean number waiting ÷ carried", wait, &[]).worked("carried", carried);
        let wait = wait.stated("mean number waiting", queue.queued, "computed");
        outputs.push(Output::new("mean_wait", "Mean wait of those", "s", wait));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn one_server_and_room_for_one() {
        // Twice as much as it can do: none, one and two inside weigh 1, 2, 4 of 7. One waits 4/7 of the time.
        let inputs = [("rate", "20"), ("time", "0.1"), ("servers", "1"), ("room", "1")];
        let figures = [
            ("sent_away", 4.0 / 7.0),
            ("carried", 60.0 / 7.0),
            ("utilization", 6.0 / 7.0),
            ("mean_wait", 4.0 / 7.0 / (60.0 / 7.0)),
        ];
        check(&CALCULATOR, &inputs, &figures);
        check(&CALCULATOR, &[("rate", "0")], &[("sent_away", 0.0), ("carried", 0.0)]);
    }
}
