//! How throughput grows with workers that get in each other's way.

use crate::analysis::scaling::Scalability;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How much workers do together when some of the work is done by one at a time (contention) and each has to agree with
    /// every other (coherence): Gunther's universal scalability law. Without coherence it is Amdahl's law.
    ///
    /// ## When it misleads
    /// The two shares are found by measuring at several numbers of workers and fitting; guessed, they say little more than
    /// that there is a peak, beyond which more workers do less.
    id: "scalability",
    title: "Universal scalability law",
    group: Group::Queues,
    formula: "one × n ÷ (1 + contention × (n − 1) + coherence × n × (n − 1))",
    source: Source::Documented("Gunther 2007, Guerrilla Capacity Planning; Amdahl 1967; not in the documents"),
    inputs: &[
        Field::number("one", "one", "req/s", 1000.0, "What one worker does alone."),
        Field::number("workers", "workers", "workers", 32.0, "How many there are.").count(1e6),
        Field::share("contention", "contention", 0.05, "Share of the work that only one does at a time (σ)."),
        Field::share("coherence", "coherence", 0.0005, "Cost of agreeing, by pair of workers (κ)."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let scale = Scalability { alone: of("one"), contention: of("contention"), coherence: of("coherence") };
    let formula = |workers: &str| {
        format!("one × {workers} ÷ (1 + contention × ({workers} − 1) + coherence × {workers} × ({workers} − 1))")
    };
    let names = ["one", "contention", "coherence", "workers"];
    let throughput = given.working(formula("workers"), scale.throughput(of("workers")), &names);
    let efficiency = given.working(
        "throughput ÷ (one × workers)",
        throughput.value / (of("one") * of("workers")),
        &["one", "workers"],
    );
    let efficiency = efficiency.worked("throughput", throughput.clone());
    let mut outputs = vec![Output::new("throughput", "Throughput", "req/s", throughput)];
    if of("one") > 0.0 {
        outputs.push(Output::new("efficiency", "Of what as many alone would do", "share", efficiency));
    }
    if let (Some(best), Some(peak)) = (scale.best(), scale.peak()) {
        let ideal = given.working("sqrt((1 − contention) ÷ coherence)", peak, &["contention", "coherence"]);
        outputs.push(Output::new("ideal", "Workers at the peak, unrounded", "workers", ideal));
        let most = given.working(formula("best"), scale.throughput(best), &["one", "contention", "coherence"]);
        let most = most.stated("best", best, "computed");
        outputs.push(Output::new("most", format!("Throughput of {best} workers, the most there is"), "req/s", most));
    }
    if let Some(limit) = scale.limit() {
        let limit = given.working("one ÷ contention", limit, &["one", "contention"]);
        outputs.push(Output::new("limit", "What ever more workers come close to", "req/s", limit));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn two_workers_in_each_others_way() {
        // 2,000 ÷ (1 + 0.5 + 0.25 × 2) = 1,000: the second adds nothing.
        let two = [("workers", "2"), ("contention", "0.5"), ("coherence", "0.25")];
        check(
            &CALCULATOR,
            &two,
            &[("throughput", 1000.0), ("efficiency", 0.5), ("ideal", libm::sqrt(2.0)), ("most", 1000.0)],
        );
    }

    #[test]
    fn without_coherence_it_is_amdahls_law() {
        check(&CALCULATOR, &[("coherence", "0"), ("workers", "1")], &[("throughput", 1000.0), ("limit", 20_000.0)]);
    }
}
