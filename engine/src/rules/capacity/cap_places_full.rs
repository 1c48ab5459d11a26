//! A component has more requests at once at peak than it has places for.

use crate::analysis::capacity::{Role, RoleLoad, busiest};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A component has more requests at once at peak than it has places for.
    ///
    /// ## Why it matters
    /// A thread, a worker or a connection is taken from the arrival of a request to its answer, with all that it waits
    /// for meanwhile. How many are taken is how many requests arrive a second times how long each stays (Little's law).
    /// When there are fewer, requests queue in front of a component that has hardly anything to do.
    ///
    /// ## What to do
    /// Give each copy more places, use more copies, or make what it waits for quicker: a cache, fewer calls, calls at
    /// once instead of one after another, a queue for what nobody has to wait for.
    ///
    /// ## When it is fine
    /// When requests above the limit are to be refused.
    id: "cap-places-full",
    title: "All places are taken",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &["cap-over-capacity", "cap-over-target", "cap-single-server-limit"],
    message: "{component} has {measured} requests at once at peak, and places for {limit}: it saturates at {saturation} of the peak.",
    fix: "Give each copy of {component} more places, use {at_full} {unit}, or make what it waits for quicker.",
    check: check;
    mend: mend;
    in ru: r"
        All places are taken ⇒ Все места заняты
        {component} has {measured} requests at once at peak, and places for {limit}: it saturates at {saturation} of the peak. ⇒ {component} держит в пике {measured} {measured:запрос|запроса|запросов} одновременно, а мест — {limit}: насыщение наступает при {saturation} пика.
        Give each copy of {component} more places, use {at_full} {unit}, or make what it waits for quicker. ⇒ Дайте каждому экземпляру {component} больше мест, возьмите {at_full} {unit:at_full} или ускорьте то, чего он ждёт.
    ",
}

/// The places of a component, where they are what limits it most, and all of them are taken.
fn full(roles: &[RoleLoad]) -> Option<&RoleLoad> {
    busiest(roles).filter(|role| role.role == Role::Places && role.utilization > 1.0 && role.utilization.is_finite())
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        let load = context.load(number);
        let Some((role, each)) = full(&load.roles).zip(node.number("concurrency")) else { continue };
        let room = each.value * f64::from(node.copies());
        verdict
            .find(context, &[number])
            .measured(role.utilization * room, room, "requests")
            .by(
                "places taken × concurrency × copies",
                &[
                    ("places taken", Part::RoleUtilization(0, Role::Places)),
                    ("concurrency", Part::Setting(0, "concurrency")),
                    ("copies", Part::Copies(0)),
                ],
            )
            .limit_by(
                "concurrency × copies",
                &[("concurrency", Part::Setting(0, "concurrency")), ("copies", Part::Copies(0))],
            )
            .with("measured", Value::Count(libm::ceil(role.utilization * room)))
            .with("limit", Value::Count(room))
            .with("saturation", Value::Share(1.0 / role.utilization))
            .with_needed(load, context.target_utilization());
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let wanted = finding.measured? / f64::from(context.node(node).copies()) / context.target_utilization();
    Fix::of(context.graph).set(node, "concurrency", libm::ceil(wanted), None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    fn asked(concurrency: u32, takes: &str, subjects: &[&str]) {
        check(
            "cap-places-full",
            &format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "a", "operation": "read",
                       "rate": {{"per_second": 80}}, "peak_factor": 1}}]}},
                    "components": [
                       {{"id": "a", "kind": "service", "settings": {{"latency_ms": 1, "concurrency": {concurrency}}}}},
                       {{"id": "b", "kind": "service", "settings": {{"latency_ms": {takes}}}}}],
                    "connections": [{{"from": "a", "to": "b", "latency_ms": 0}}]}}"#
            ),
            subjects,
        );
    }

    #[test]
    fn fires_when_more_are_there_at_once_than_fit() {
        // 80 a second, each there for 201 ms.
        asked(16, "200", &["a"]);
    }

    #[test]
    fn silent_when_they_fit() {
        asked(17, "200", &[]);
        asked(10, "100", &[]);
    }
}
