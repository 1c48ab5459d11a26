//! All callers together may send more than the system can serve.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// All callers together may send more than the system can serve.
    ///
    /// ## Why it matters
    /// A limit for all protects what stands behind it. Set above the capacity, it is reached only after everything is
    /// down. The documented million a minute is 16,667 a second: fine for a large system, and useless for one server.
    ///
    /// ## What to do
    /// Set the limit a little below what the fullest part carries.
    ///
    /// ## When it is fine
    /// When the system grows with the load before the limit is reached.
    id: "rl-global-above-capacity",
    title: "Limit above what the system can do",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} lets {measured} through, and {fullest} is full at {limit} of the same mix.",
    fix: "Lower the limit for all below {limit}.",
    check: check;
    mend: mend;
    in ru: r"
        Limit above what the system can do ⇒ Лимит выше возможностей системы
        {component} lets {measured} through, and {fullest} is full at {limit} of the same mix. ⇒ {component} пропускает {measured}, а {fullest} заполняется при {limit} той же смеси запросов.
        Lower the limit for all below {limit}. ⇒ Опустите общий лимит ниже {limit}.
    ",
}

const SECONDS_A_MINUTE: f64 = 60.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let Some(limit) = node.number("limit_global").map(|figure| figure.value / SECONDS_A_MINUTE) else { continue };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        // A limiter beside the path lets through what its busiest caller gets.
        let busier = |a: &usize, b: &usize| context.peak(*a).total().total_cmp(&context.peak(*b).total());
        let beside = node.kind.family.beside_the_path();
        let caller = context.to(number).map(|edge| edge.from).max_by(busier);
        let Some(asker) = (if beside { caller } else { Some(number) }) else { continue };
        let asked = context.peak(asker).total();
        // What only its requests reach; with other traffic in it, the share of the limiter is not known.
        let only_past = |other: usize| {
            let journeys = context.carried.iter();
            journeys.filter(|journey| journey.reaches(other)).all(|journey| journey.reaches(asker))
        };
        let fullest = (0..context.graph.nodes.len())
            .filter(|&other| context.is_reached(other) && only_past(other))
            .filter_map(|other| Some((context.load(other).utilization?, other)))
            .reduce(|most, other| if other.0 > most.0 { other } else { most });
        let Some((utilization, fullest)) = fullest.filter(|(utilization, _)| *utilization > 0.0) else { continue };
        let carries = asked / utilization;
        if limit > carries {
            verdict
                .find(context, &[number])
                .besides(&[asker, fullest])
                .measured(limit, carries, "req/s")
                .by(
                    "limit a minute ÷ seconds a minute",
                    &[
                        ("limit a minute", Part::Setting(0, "limit_global")),
                        ("seconds a minute", Part::Constant(SECONDS_A_MINUTE)),
                    ],
                )
                .limit_by(
                    "peak ÷ utilisation of the fullest",
                    &[("peak", Part::Peak(1, Which::Both)), ("utilisation of the fullest", Part::Utilization(2))],
                )
                .with("measured", Value::Amount(limit, "req/s"))
                .with("limit", Value::Amount(carries, "req/s"))
                .with("fullest", Value::name(context.node(fullest).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let a_minute = libm::floor(finding.limit? * SECONDS_A_MINUTE);
    Fix::of(context.graph).set(finding.first()?, "limit_global", a_minute, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_a_million_a_minute_and_one_server() {
        check(
            "rl-global-above-capacity",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_global": 1000000}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_below_what_the_server_carries() {
        check(
            "rl-global-above-capacity",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_global": 240000}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "rl-global-above-capacity",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_global": 1000000}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
