//! An ordinary server gets more requests than servers of its sort are known to take.

use crate::analysis::arrivals::Which;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// An ordinary server gets more requests than servers of its sort are known to take.
    ///
    /// ## Why it matters
    /// One commodity server answers 1,000 to 10,000 requests a second. Nothing in the design says that this one can
    /// do more, so above 10,000 the drawing rests on a hope. Where that is more than the copies are taken to do, it
    /// fails under the stated load: the finding then stands for *over capacity* and is an error like it.
    ///
    /// ## What to do
    /// Spread the requests over several copies behind a balancer; or measure what a copy can do and state it (the
    /// worked examples reach 80,000 after overhead on a tuned server).
    ///
    /// ## When it is fine
    /// When a load test says so. Then state the capacity, and the design is judged by it.
    id: "cap-single-server-limit",
    title: "More than one ordinary server takes",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Numbers to Remember; zero-to-hero § Phase 4 RADIO: O - Optimizations"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "{component} gets {measured} on each copy at peak. An ordinary server takes 1 k to {limit}, and the design does not say that this one can do more.",
    fix: "Use {at_full} copies behind a balancer, or {at_target} to stay at {target}; or state what one copy can do.",
    check: check;
    mend: mend;
    in ru: r"
        More than one ordinary server takes ⇒ Больше, чем выдержит один обычный сервер
        {component} gets {measured} on each copy at peak. An ordinary server takes 1 k to {limit}, and the design does not say that this one can do more. ⇒ {component} получает в пик {measured} на каждый экземпляр. Обычный сервер выдерживает от 1 тыс. до {limit}, и в схеме не сказано, что этот может больше.
        Use {at_full} copies behind a balancer, or {at_target} to stay at {target}; or state what one copy can do. ⇒ Поставьте за балансировщиком {at_full} {at_full:экземпляр|экземпляра|экземпляров} или {at_target}, чтобы держать {target}; либо укажите, сколько может один.
        Use {at_full} copies behind a balancer to stay at {target}; or state what one copy can do. ⇒ Поставьте за балансировщиком {at_full} {at_full:экземпляр|экземпляра|экземпляров}, чтобы держать {target}; либо укажите, сколько может один.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Compute) {
        if node.managed() || !wiring::only_the_kind_says(&node, "rps_capacity") {
            continue;
        }
        let each = context.peak(number).total() / f64::from(node.instances());
        if each > TOP_OF_THE_RANGE {
            verdict
                .find(context, &[number])
                .measured(each, TOP_OF_THE_RANGE, "req/s")
                .by(
                    "peak ÷ instances",
                    &[("peak", Part::Peak(0, Which::Both)), ("instances", Part::Count(0, "instances"))],
                )
                .limit(Part::Documented(TOP_OF_THE_RANGE))
                .with("measured", Value::Amount(each, "req/s"))
                .with("limit", Value::Amount(TOP_OF_THE_RANGE, "req/s"))
                .with_needed(context.load(number), context.target_utilization())
                .overloaded_by(context.load(number));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let load = Load { peak: context.peak(node).total(), target: context.target_utilization() };
    let fix = Fix::of(context.graph).at_target(node, context.load(node));
    if fix.steps().is_empty() { None } else { fix.balanced(node, load, context.unbalanced()).done() }
}

/// Requests a second of one ordinary server, at most (zero-to-hero § Cheat Sheet: Numbers to Remember).
const TOP_OF_THE_RANGE: f64 = 10_000.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_above_ten_thousand_on_one_server() {
        check(
            "cap-single-server-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10001}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn an_overload_that_it_speaks_of_in_place_of_another_rule_is_an_error() {
        let report = crate::evaluate(&crate::rules::testing::design(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10001}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        ));
        let of_load = report.findings.iter().filter(|finding| finding.rule.starts_with("cap-"));
        let told: Vec<_> = of_load.map(|finding| (&*finding.rule, &*finding.severity)).collect();
        assert_eq!(told, [("cap-single-server-limit", "error")]);
    }

    #[test]
    fn silent_at_ten_thousand() {
        check(
            "cap-single-server-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_capacity_is_stated() {
        check(
            "cap-single-server-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 30000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 80000}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cap-single-server-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
