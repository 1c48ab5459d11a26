//! One key is asked for so often that the node it lives on decides for all.

use std::collections::BTreeSet;

use crate::analysis::arrivals::Which;
use crate::analysis::carried::Carried;
use crate::analysis::{Edge, reserve, wiring};
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// One key is asked for so often that the node it lives on decides for all.
    ///
    /// ## Why it matters
    /// A key lives on one node. However many nodes there are, the celebrity or the viral link is served by one of
    /// them, up to its 100,000 operations a second; adding nodes moves everything but that key.
    ///
    /// ## What to do
    /// Keep such keys in the servers themselves or in a CDN for some seconds, give them several copies under
    /// several names, or a cache of their own; limit the rate of one key.
    ///
    /// ## When it is fine
    /// When the key’s whole traffic is small against what one node can do, and stays so.
    id: "cache-hot-key",
    title: "One key takes much of the traffic",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 RADIO: O - Optimizations; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "{component} gets {share} of its reads for one key, {measured} at peak, and one node has to answer all of them; it can do {limit}.",
    fix: "Serve the hottest keys from a CDN, from memory in the servers, or from a cache of their own.",
    check: check;
    in ru: r"
        One key takes much of the traffic ⇒ Один ключ забирает много трафика
        {component} gets {share} of its reads for one key, {measured} at peak, and one node has to answer all of them; it can do {limit}. ⇒ {component} получает {share} чтений по одному ключу, {measured} в пик, и на все должен ответить один узел; он может {limit}.
        Serve the hottest keys from a CDN, from memory in the servers, or from a cache of their own. ⇒ Отдавайте самые горячие ключи из CDN, из памяти серверов или из отдельного кэша.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let caches = context.of_family(Family::Cache).filter(|(_, node)| node.kind.copies == Copies::Shards);
    let with_the_hottest = with_the_hottest(context);
    for (number, node) in caches.filter(|(number, _)| with_the_hottest.contains(number)) {
        let Some(hottest) = context.workload_number("hottest_key_share") else {
            verdict.needs("the share of the hottest key");
            continue;
        };
        let Some(limit) = node.number("ops_capacity") else { continue };
        let measured = context.peak(number).reads * hottest;
        let even = context.load(number).utilization.unwrap_or_default() / node.skew;
        let saturates = even <= 1.0 && reserve::hottest_shard(even, node.shards(), hottest) > 1.0;
        if hottest >= SKEWED || saturates {
            verdict
                .find(context, &[number])
                .measured(measured, limit.value, "ops/s")
                .by(
                    "reads × share of the key",
                    &[
                        ("reads", Part::Peak(0, Which::Reads)),
                        ("share of the key", Part::Workload("hottest_key_share")),
                    ],
                )
                .limit(Part::Setting(0, "ops_capacity"))
                .with("share", Value::Share(hottest))
                .with("measured", Value::Amount(measured, "ops/s"))
                .with("limit", Value::Amount(limit.value, "ops/s"))
                .overloaded_by(context.load(number));
        }
    }
}

/// Components to which any journey brings the hottest keys. An edge network and a cache in the memory of its caller, asked
/// before, hold them.
fn with_the_hottest(context: &Context<'_>) -> BTreeSet<usize> {
    let inside = |cache: &usize| wiring::lives_in_its_caller(&context.node(*cache));
    let holds = |edge: &Edge<'_>| {
        let is_edge = context.node(edge.from).kind.family == Family::Cdn;
        is_edge || inside(&edge.from) || context.graph.caches[edge.number].iter().any(inside)
    };
    let brought =
        |journey: &Carried| context.graph.reach(journey.entry, |edge| journey.uses(edge.number) && !holds(edge));
    context.carried.iter().flat_map(brought).collect()
}

/// Share of one key from which on traffic counts as skewed: an assumption, no document gives a figure.
const SKEWED: f64 = 0.2;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_third_goes_to_one_key() {
        check(
            "cache-hot-key",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}], "settings": {"hottest_key_share": 0.3}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn one_node_that_one_key_fills_is_told_once() {
        let design = |share: f64| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 150000},
                    "peak_factor": 1}], "settings": {"hottest_key_share": SHARE}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 4}],
               "connections": [{"from": "api", "to": "redis"}]}"#
                .replace("SHARE", &share.to_string())
        };
        check("cache-hot-key", &design(0.8), &["redis"]);
        for other in ["cache-over-capacity", "cap-over-capacity", "cap-over-target"] {
            check(other, &design(0.8), &[]);
        }
    }

    #[test]
    fn fires_when_one_node_of_three_saturates() {
        check(
            "cache-hot-key",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 290000}, "peak_factor": 1}], "settings": {"hottest_key_share": 0.1}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_where_servers_keep_the_hottest_in_memory() {
        let text = |after: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "read", "entry": "api", "operation": "read", "rate": {{"per_second": 10000}}, "peak_factor": 1}}], "settings": {{"hottest_key_share": 0.3}}}},
               "components": [{{"id": "api", "kind": "server", "settings": {{"rps_capacity": 1000000}}}},
                {{"id": "memory", "kind": "cache-local"}},
                {{"id": "redis", "kind": "cache-distributed"}}],
               "connections": [{{"from": "api", "to": "memory"}},
                {{"from": "api", "to": "redis"{after}}}]}}"#
            )
        };
        check("cache-hot-key", &text(r#", "after_miss_in": ["memory"]"#), &[]);
        check("cache-hot-key", &text(""), &["redis"]);
    }

    #[test]
    fn silent_when_keys_are_alike() {
        check(
            "cache-hot-key",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}], "settings": {"hottest_key_share": 0.01}},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_share_is_open() {
        check_not_checked(
            "cache-hot-key",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
