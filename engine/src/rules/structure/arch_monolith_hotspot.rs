//! One journey takes ten times what all others of a program take together.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// One journey takes ten times what all others of a program take together.
    ///
    /// ## Why it matters
    /// A program is copied as a whole: for each copy that the busy module needs, all others come along with their
    /// memory, their connections and their caches. Ten times is an assumption.
    ///
    /// ## What to do
    /// Take the busy module out and scale it alone.
    ///
    /// ## When it is fine
    /// When the copies are small, or the busy journey uses all modules.
    id: "arch-monolith-hotspot",
    title: "One module fills the program",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} gets {measured} for {journey} and {rest} for everything else. All of it is copied for one module.",
    fix: "Take the module behind {journey} out of {component}.",
    check: check;
    in ru: r"
        One module fills the program ⇒ Один модуль занимает всю программу
        {component} gets {measured} for {journey} and {rest} for everything else. All of it is copied for one module. ⇒ {component} получает {measured} для {journey} и {rest} на всё остальное. Из-за одного модуля размножается всё.
        Take the module behind {journey} out of {component}. ⇒ Вынесите модуль, который обслуживает {journey}, из «{component}».
    ",
}

/// How many times the rest counts as much more: an assumption.
const MUCH_MORE: f64 = 10.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "modular-monolith") {
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let rate = |at: usize| context.traffic.journeys[at].peak(number).total();
        let busiest = (0..context.traffic.journeys.len())
            .map(|at| (rate(at), at))
            .reduce(|most, other| if other.0 > most.0 { other } else { most });
        let Some((most, at)) = busiest else { continue };
        let rest = context.peak(number).total() - most;
        // One copy has to be there anyway.
        if rest > 0.0 && most > MUCH_MORE * rest && node.instances() > 1 {
            let journey = &context.workload().journeys[context.traffic.journeys[at].journey];
            verdict
                .find(context, &[number])
                .with("measured", Value::Amount(most, "req/s"))
                .with("rest", Value::Amount(rest, "req/s"))
                .with("journey", Value::journeys(&[journey.label()]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_journey_is_a_hundred_times_the_rest() {
        check(
            "arch-monolith-hotspot",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "app", "kind": "modular-monolith", "instances": 4}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "app"}, {"from": "app", "to": "db"}]}"#,
            &["app"],
        );
    }

    #[test]
    fn silent_when_both_count() {
        check(
            "arch-monolith-hotspot",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 500}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "app", "kind": "modular-monolith", "instances": 4}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "app"}, {"from": "app", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "arch-monolith-hotspot",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "app", "kind": "modular-monolith"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "app"}, {"from": "app", "to": "db"}]}"#,
        );
    }
}
