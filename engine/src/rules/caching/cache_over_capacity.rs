//! A cache gets more operations at peak than its masters can do.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::phrase::scaled;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A cache gets more operations at peak than its masters can do.
    ///
    /// ## Why it matters
    /// A master does about 100,000 operations a second, on one thread. Every lookup counts, hit or miss, and every
    /// write that deletes a key; replicas stand by and add nothing. Above that, lookups wait, callers time out, and
    /// their retries come on top.
    ///
    /// ## What to do
    /// More masters: the peak divided by what one can do, and by 70 % for a reserve. Or fewer lookups: a small
    /// cache inside the servers, several keys in one request, a CDN in front.
    ///
    /// ## When it is fine
    /// When the peak is a figure of caution that nobody expects to see. Then lower the peak factor.
    id: "cache-over-capacity",
    title: "Cache over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; zero-to-hero § Cheat Sheet: Numbers to Remember"),
    replaces: &["cap-over-capacity", "cap-over-target", "cache-single-node"],
    message: "{component} gets {measured} at peak and can do {limit}. It saturates at {saturation} of the peak.",
    fix: "Use {at_full} {unit}, or {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Cache over capacity ⇒ Кэш перегружен
        {component} gets {measured} at peak and can do {limit}. It saturates at {saturation} of the peak. ⇒ {component} получает в пик {measured}, а может {limit}. Насыщение наступает при {saturation} пика.
        Use {at_full} {unit}, or {at_target} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} или {at_target}, чтобы держать {target}.
        Use {at_full} {unit} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full}, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Cache) {
        let load = context.load(number);
        let Some(utilization) = load.utilization.filter(|share| *share > 1.0) else { continue };
        // Where one key alone fills a node, no number of them helps: another rule tells of it.
        if node.hottest_key > 0.0 && utilization / node.skew <= 1.0 {
            continue;
        }
        let measured = context.peak(number).total();
        let limit = measured / utilization;
        let unit = node.kind.capacity.unit();
        verdict
            .find(context, &[number])
            .measured(measured, limit, unit)
            .of(Part::Peak(0, Which::Both))
            .limit(Part::Carries(0))
            .with("measured", Value::Amount(measured, unit))
            .with("limit", Value::name(scaled(limit)))
            .with("saturation", Value::Share(1.0 / utilization))
            .with_needed(load, context.target_utilization());
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    Fix::of(context.graph).at_target(node, context.load(node)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_peak_is_more_than_three_masters_do() {
        check(
            "cache-over-capacity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 300001}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_the_peak_just_fits() {
        check(
            "cache-over-capacity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 300000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cache-over-capacity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
