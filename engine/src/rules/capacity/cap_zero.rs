//! A component that gets load is said to be able to do nothing.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::limiting_settings;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A component gets load, and what it can do of it is stated as 0.
    ///
    /// ## Why it matters
    /// No number of copies helps: nothing of what arrives is ever served, and every journey through it carries nothing.
    ///
    /// ## What to do
    /// State what one copy can do a second, or leave the figure out, so that the default of its kind holds.
    ///
    /// ## When it is fine
    /// Never. What takes no writes gets none; what is switched off is not drawn.
    id: "cap-zero",
    title: "Capacity of nought",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &[
        "cache-over-capacity", "cache-single-node", "cache-miss-overload", "cap-no-headroom", "cap-over-capacity",
        "cap-over-target", "cap-single-db-limit", "cap-single-server-limit", "msg-broker-throughput",
        "repl-primary-overload", "repl-replica-overload", "scale-hpa-max-too-low", "shard-needed",
    ],
    message: "{component} gets {measured} at peak with {settings} of 0. Nothing of that is ever served.",
    fix: "State what one copy can do, or leave {settings} out: then what its kind says holds.",
    check: check;
    in ru: r"
        Capacity of nought ⇒ Нулевая мощность
        {component} gets {measured} at peak with {settings} of 0. Nothing of that is ever served. ⇒ {component} получает в пик {measured}, а {settings} = 0. Ничто из этого не будет обслужено.
        State what one copy can do, or leave {settings} out: then what its kind says holds. ⇒ Укажите, сколько может один экземпляр, или уберите {settings}: тогда действует то, что говорит вид.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        let load = context.load(number);
        if !load.utilization.is_some_and(f64::is_infinite) {
            continue;
        }
        let names = limiting_settings(node.kind.capacity).iter().chain(&["concurrency"]);
        let zero: Vec<&str> =
            names.copied().filter(|name| node.number(name).is_some_and(|figure| figure.value <= 0.0)).collect();
        if !zero.is_empty() {
            let measured = context.peak(number).total();
            let unit = node.kind.capacity.unit();
            verdict
                .find(context, &[number])
                .measured(measured, 0.0, unit)
                .of(Part::Peak(0, Which::Both))
                .limit(Part::Setting(0, zero[0]))
                .with("measured", Value::Amount(measured, unit))
                .with("settings", Value::name(zero.join(" and ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_server_that_gets_load_can_do_nothing() {
        check(
            "cap-zero",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                "rate": {"per_second": 5}}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 0}}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_it_has_no_place_for_a_request() {
        let design = |places: u32| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                    "rate": {"per_second": 5}}]},
                "components": [{"id": "api", "kind": "server", "settings": {"concurrency": PLACES}}]}"#
                .replace("PLACES", &places.to_string())
        };
        check("cap-zero", &design(0), &["api"]);
        check("cap-over-capacity", &design(0), &[]);
        check("cap-zero", &design(100), &[]);
    }

    #[test]
    fn silent_when_what_takes_no_writes_gets_none() {
        check(
            "cap-zero",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read",
                "rate": {"per_second": 5}}]},
               "components": [{"id": "db", "kind": "sql", "settings": {"write_capacity": 0}}]}"#,
            &[],
        );
    }
}
