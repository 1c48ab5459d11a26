//! A cache answers less than four of five reads.

use crate::analysis::{Node, wiring};
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A cache answers less than four of five reads.
    ///
    /// ## Why it matters
    /// A cache costs a lookup on every read and saves a read only on a hit. At 50 % the store behind it still gets
    /// half; from 80 % on (a fifth left) it starts to pay for the extra hop and the extra thing to run. The threshold
    /// `hit_rate_target` of a design sets another figure.
    ///
    /// ## What to do
    /// More memory, longer lives, keys that are shared by more users, loading what is popular ahead.
    ///
    /// ## When it is fine
    /// When even the few hits save something very dear, such as a slow partner’s answer. A ring or a router that holds
    /// nothing itself (hit rate 0) and sends each key to one of several nodes is no cache of its own: nothing is said
    /// of it.
    id: "cache-hit-rate-low",
    title: "Low hit rate",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Useful formulas; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    replaces: &[],
    message: "{component} answers {hit_rate} of the reads and leaves {missed} to what stands behind it; a cache should answer at least {limit}.",
    fix: "Give {component} more memory or a longer time to live, or cache what is asked for more often.",
    check: check;
    in ru: r"
        Low hit rate ⇒ Низкая доля попаданий
        {component} answers {hit_rate} of the reads and leaves {missed} to what stands behind it; a cache should answer at least {limit}. ⇒ {component} отвечает на {hit_rate} чтений и оставляет {missed} тому, что за ним; кэш должен отвечать хотя бы на {limit}.
        Give {component} more memory or a longer time to live, or cache what is asked for more often. ⇒ Дайте «{component}» больше памяти или больший TTL либо кэшируйте то, что спрашивают чаще.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let wanted = context.threshold("hit_rate_target");
    // A delivery network that is to keep nothing says 0: it passes dynamic content on.
    let keeps = |node: &Node<'_>| match node.kind.family {
        Family::Cdn => node.states("hit_rate") && node.number("hit_rate").is_some_and(|rate| rate.value > 0.0),
        family => family == Family::Cache,
    };
    for (number, node) in context.nodes().filter(|(_, node)| keeps(node)) {
        let Some(hit_rate) = node.number("hit_rate") else { continue };
        let is_cache = !wiring::behind(context.graph, number).is_empty() && !wiring::only_routes(context.graph, number);
        if hit_rate.value < wanted && is_cache {
            verdict
                .find(context, &[number])
                .measured(hit_rate.value, wanted, "share")
                .of(Part::Setting(0, "hit_rate"))
                .limit(Part::Threshold("hit_rate_target"))
                .with("hit_rate", Value::Share(hit_rate.value))
                .with("missed", Value::Share(1.0 - hit_rate.value))
                .with("limit", Value::Share(wanted));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_at_one_half() {
        check(
            "cache-hit-rate-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.5}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_at_one_half_where_the_design_wants_no_more() {
        check(
            "cache-hit-rate-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "thresholds": {"hit_rate_target": 0.4},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.5}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_at_four_fifths() {
        check(
            "cache-hit-rate-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.8}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_it_holds_nothing_before_one_store() {
        check(
            "cache-hit-rate-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"}, {"from": "redis", "to": "db"}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_it_only_sends_keys_to_their_nodes() {
        check(
            "cache-hit-rate-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "ring", "kind": "cache-distributed", "settings": {"hit_rate": 0}},
                {"id": "a", "kind": "kv-db"}, {"id": "b", "kind": "kv-db"}],
               "connections": [{"from": "api", "to": "ring"},
                {"from": "ring", "to": "a", "group": "nodes"}, {"from": "ring", "to": "b", "group": "nodes"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_nothing_stands_behind_it() {
        check(
            "cache-hit-rate-low",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "redis", "kind": "cache-distributed", "settings": {"hit_rate": 0.1}}],
               "connections": [{"from": "api", "to": "redis"}]}"#,
            &[],
        );
    }
}
