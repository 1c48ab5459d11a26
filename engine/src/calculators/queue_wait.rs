//! How long requests wait before servers that are alike.

use crate::analysis::queueing::{self, Waiting};
use crate::analysis::working::Working;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How long requests wait in one queue before servers that are alike, on average and for the unlucky ones (M/M/c,
    /// Erlang C).
    ///
    /// ## When it misleads
    /// Arrivals and times at random, independent of each other. Bursts and a few very long requests make it worse; times
    /// that are all alike make the mean wait half as long. A separate queue for each server is worse than one for all.
    /// From 100 % on there is no rest: the queue grows for as long as it lasts.
    id: "queue-wait",
    title: "Wait in a queue (M/M/c)",
    group: Group::Queues,
    formula: "mean wait = erlang_c ÷ (servers ÷ time − rate)",
    source: Source::Documented("Erlang 1917; Gross and Harris, Fundamentals of Queueing Theory; not in the documents"),
    inputs: &[
        Field::number("rate", "rate", "req/s", 80.0, "Requests a second."),
        Field::number("time", "time", "s", 0.1, "Mean time that one takes to serve.").above(0.0),
        Field::number("servers", "servers", "servers", 10.0, "Servers, or threads, before which they wait.").count(10_000.0),
        Field::share("quantile", "quantile", 0.99, "Share of the requests that wait no longer.").within(0.0, 0.999_999_999),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (rate, time, servers) = (given.number("rate"), given.number("time"), given.whole("servers"));
    let busy = queueing::utilization(rate, 1.0 / time, servers);
    let busy = given.working("rate × time ÷ servers", busy, &["rate", "time", "servers"]);
    let full = Output::new("utilization", "How busy the servers are", "share", busy.clone());
    let Some(queue) = queueing::waiting(rate, 1.0 / time, servers) else {
        let grows = given.working("rate − servers ÷ time", rate - servers as f64 / time, &["rate", "servers", "time"]);
        let names = ["servers", "time", "rate"];
        let never = given.working("1 ÷ max(0, servers ÷ time − rate)", f64::INFINITY, &names);
        return Ok(vec![
            Output::new("mean_wait", "Mean wait", "s", never).saying("without end"),
            full,
            Output::new("growth", "By which the queue grows", "req/s", grows),
        ]);
    };
    Ok(vec![
        Output::new("mean_wait", "Mean wait", "s", mean_wait(given, &queue, &busy)),
        Output::new("mean_response", "Mean time from arrival to answer", "s", {
            given
                .working("mean wait + time", queue.mean_response(), &["time"])
                .worked("mean wait", mean_wait(given, &queue, &busy))
        }),
        Output::new("quantile_wait", "What that share waits at most", "s", {
            let share = given.number("quantile");
            let formula = "max(0, ln(wait probability ÷ (1 − quantile))) ÷ (servers ÷ time − rate)";
            given
                .working(formula, queue.wait_quantile(share), &["quantile", "servers", "time", "rate"])
                .worked("wait probability", probability(given, &queue, &busy))
        }),
        Output::new("probability", "Requests that wait at all", "share", probability(given, &queue, &busy)),
        full,
        Output::new("waiting", "Waiting at once, on average", "requests", {
            given
                .working("rate × mean wait", queue.mean_queue(), &["rate"])
                .worked("mean wait", mean_wait(given, &queue, &busy))
        }),
    ])
}

fn probability(given: &Given, queue: &Waiting, busy: &Working) -> Working {
    given
        .working("erlang_c(servers, utilisation)", queue.wait_probability, &["servers"])
        .worked("utilisation", busy.clone())
}

fn mean_wait(given: &Given, queue: &Waiting, busy: &Working) -> Working {
    let formula = "wait probability ÷ (servers ÷ time − rate)";
    given
        .working(formula, queue.mean_wait(), &["servers", "time", "rate"])
        .worked("wait probability", probability(given, queue, busy))
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn an_eye_clinic() {
        // Gross and Harris: 6 an hour at 3 doctors of 3 an hour each: 4/9 wait, 4/27 h on average.
        let clinic = [("rate", "6"), ("time", "0.3333333333333333"), ("servers", "3")];
        let figures = [
            ("probability", 4.0 / 9.0),
            ("mean_wait", 4.0 / 27.0),
            ("utilization", 2.0 / 3.0),
            ("waiting", 24.0 / 27.0),
        ];
        check(&CALCULATOR, &clinic, &figures);
    }

    #[test]
    fn one_server_in_closed_form() {
        // M/M/1 at 50 %: half wait, one service time on average; P(wait > t) = e^(−5t) ÷ 2.
        let one = [("rate", "5"), ("servers", "1"), ("quantile", "0.75")];
        let figures = [("probability", 0.5), ("mean_wait", 0.1), ("mean_response", 0.2)];
        check(&CALCULATOR, &one, &figures);
        check(&CALCULATOR, &one, &[("quantile_wait", libm::log(2.0) / 5.0)]);
    }

    #[test]
    fn as_much_as_can_be_served_never_settles() {
        check_words(&CALCULATOR, &[("rate", "100")], &[("mean_wait", "without end")]);
        check(&CALCULATOR, &[("rate", "110")], &[("growth", 10.0), ("utilization", 1.1)]);
    }
}
