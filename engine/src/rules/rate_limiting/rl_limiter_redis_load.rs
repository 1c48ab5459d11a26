//! The store of the counters saturates before what it protects.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The store of the counters saturates before what it protects.
    ///
    /// ## Why it matters
    /// Every request is one operation on the counters, or two. A Redis node does 100,000 a second, so a system of
    /// 200,000 requests a second is limited by its limiter. The rule counts one operation for each request, the least
    /// there can be.
    ///
    /// ## What to do
    /// Split the counters by key over several nodes, or let each gateway take tokens in batches and count those itself.
    ///
    /// ## When it is fine
    /// When counting may fail open, and missing a few does no harm.
    id: "rl-limiter-redis-load",
    title: "Counters fill before the system",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service; worked-examples § Example 1, Detailed server estimate 2. Redis Cluster"),
    replaces: &["cache-over-capacity", "cap-over-capacity", "cap-over-target"],
    message: "{component} counts at least {measured} at peak, and it can do {limit}.",
    fix: "Split the counters over {shards} shards, or hand out tokens in batches.",
    check: check;
    mend: mend;
    in ru: r"
        Counters fill before the system ⇒ Счётчики заполнятся раньше системы
        {component} counts at least {measured} at peak, and it can do {limit}. ⇒ {component} считает в пик не меньше {measured}, а может {limit}.
        Split the counters over {shards} shards, or hand out tokens in batches. ⇒ Разделите счётчики на {shards} {shards:шард|шарда|шардов} или выдавайте токены пачками.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limiter_store").is_some()) {
        let stores = context.from(number).map(|edge| edge.to);
        let Some(store) = stores.filter(|&to| context.node(to).number("ops_capacity").is_some()).min() else {
            continue;
        };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let busier = |a: &usize, b: &usize| context.peak(*a).total().total_cmp(&context.peak(*b).total());
        let beside = node.kind.family.beside_the_path();
        let caller = context.to(number).map(|edge| edge.from).max_by(busier);
        let Some(asker) = (if beside { caller } else { Some(number) }) else { continue };
        let asked = context.peak(asker).total();
        let keeper = context.node(store);
        let Some(each) = keeper.number("ops_capacity") else { continue };
        let limit = each.value * f64::from(keeper.shards());
        if asked > limit {
            verdict
                .find(context, &[store, number])
                .besides(&[asker])
                .measured(asked, limit, "ops/s")
                .of(Part::Peak(2, Which::Both))
                .limit(Part::OfAll(0, "ops_capacity"))
                .with("measured", Value::Amount(asked, "ops/s"))
                .with("limit", Value::Amount(limit, "ops/s"))
                .with("shards", Value::copies(asked / each.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let full = finding.measured? / finding.limit?;
    Fix::of(context.graph).sized(finding.first()?, "shards", full, context.target_utilization()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_two_hundred_thousand() {
        check(
            "rl-limiter-redis-load",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 200000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter"}, {"id": "redis", "kind": "cache-distributed"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "rl", "to": "redis"},
                    {"from": "gw", "to": "api"}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_with_two_shards() {
        check(
            "rl-limiter-redis-load",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 200000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter"},
                    {"id": "redis", "kind": "cache-distributed", "shards": 2}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "rl", "to": "redis"},
                    {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "rl-limiter-redis-load",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter"}, {"id": "redis", "kind": "cache-distributed"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "rl", "to": "redis"},
                    {"from": "gw", "to": "api"}]}"#,
        );
    }
}
