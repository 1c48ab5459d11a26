//! Every new id comes from one counter.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Every new id comes from one counter.
    ///
    /// ## Why it matters
    /// A counter is one key on one node. It does about 100,000 operations a second, and no write can be made while it
    /// is down. If a copy takes over that had not yet seen the last increments, numbers are handed out twice.
    ///
    /// ## What to do
    /// Hand out ranges of numbers to each server, or keep a pool of codes made ahead of time, with one table for free
    /// and one for used ones. At least give the counter a replica.
    ///
    /// ## When it is fine
    /// When creations are few and a replica with safe failover stands by.
    id: "id-central-counter",
    title: "One counter for all ids",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Example 1, Step 3: detailed design, § Example 1, Detailed server estimate 2. Redis Cluster"),
    replaces: &["cache-no-replica"],
    message: "{component} hands out every new id, {peak} at peak, from one counter that can do {limit} and has {replicas} replicas.",
    fix: "Give ranges of ids to the servers or make keys ahead of time, and keep a replica of the counter.",
    check: check;
    in ru: r"
        One counter for all ids ⇒ Один счётчик на все идентификаторы
        {component} hands out every new id, {peak} at peak, from one counter that can do {limit} and has {replicas} replicas. ⇒ {component} выдаёт каждый новый идентификатор, {peak} в пик, из одного счётчика, который может {limit}; реплик у него {replicas}.
        Give ranges of ids to the servers or make keys ahead of time, and keep a replica of the counter. ⇒ Раздавайте серверам диапазоны или готовьте ключи заранее и держите реплику счётчика.
    ",
}

/// Operations a second of one node of the documented counter store.
const ONE_NODE: f64 = 100_000.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let counters: Vec<usize> =
        (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).text("purpose") == Some("next-id")).collect();
    if counters.is_empty() && context.workload_text("id_strategy") == Some("counter") {
        return verdict.needs("the connection that takes the next id");
    }
    if matches!(context.workload_text("id_strategy"), Some("ranges" | "pre-generated")) {
        return;
    }
    for edge in counters {
        let number = context.edge(edge).to;
        let node = context.node(number);
        let peak = context.traffic.edge_peak.get(edge).map_or(0.0, |rates| rates.total());
        let stated = |name: &'static str| Some((node.number(name)?.value, Part::Setting(0, name)));
        let capacity = ["ops_capacity", "write_capacity"].into_iter().find_map(stated);
        let (limit, bound) = capacity.unwrap_or((ONE_NODE, Part::Documented(ONE_NODE)));
        let lonely = node.replicas() == 0 && !node.managed();
        if lonely || peak > limit {
            verdict
                .find(context, &[number])
                .on(&[edge])
                .measured(peak, limit, "ops/s")
                .of(Part::Over(0, Which::Both))
                .limit(bound)
                .with("peak", Value::Amount(peak, "ops/s"))
                .with("limit", Value::Amount(limit, "ops/s"))
                .with("replicas", Value::Count(f64::from(node.replicas())));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn says_alone_that_the_counter_has_no_replica() {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write", "rate": {"per_second": 1}}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "ids", "kind": "cache-distributed"}],
            "connections": [{"from": "api", "to": "ids", "purpose": "next-id"}]}"#;
        check("id-central-counter", design, &["ids"]);
        check("cache-no-replica", design, &[]);
    }

    #[test]
    fn fires_when_the_counter_has_no_replica() {
        check(
            "id-central-counter",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}],
                    "id_strategy": "counter"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "redis", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "redis", "purpose": "next-id"}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_a_replica_stands_by_and_the_rate_is_small() {
        check(
            "id-central-counter",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}],
                    "id_strategy": "counter"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "redis", "kind": "cache-distributed", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "redis", "purpose": "next-id"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_where_ids_come_from() {
        check_not_checked(
            "id-central-counter",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write"}],
                    "id_strategy": "counter"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
        );
    }
}
