//! Requests go round evenly, and the targets are not equally strong.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Requests go round evenly, and the targets are not equally strong.
    ///
    /// ## Why it matters
    /// Round robin looks at nothing: a target with half the capacity gets the same number of requests and is full
    /// at half of what the group could carry.
    ///
    /// ## What to do
    /// Give each target a weight in proportion to what it can do (50 %, 30 %, 20 % for 5 : 3 : 2), or choose by
    /// open connections or response time.
    ///
    /// ## When it is fine
    /// When the weaker target never gets near its limit, even at peak.
    id: "lb-rr-unequal-servers",
    title: "Round robin over unequal servers",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; mental-models § 7. The Load Balancing Playbook; interview-answers § Theory 3. Load Balancing"),
    replaces: &[],
    message: "{component} sends its targets equal parts, but {weaker} can do {least} and {stronger} {most}.",
    fix: "Use a weighted algorithm, least connections or least response time.",
    check: check;
    mend: mend;
    in ru: r"
        Round robin over unequal servers ⇒ Циклическая балансировка неравных серверов
        {component} sends its targets equal parts, but {weaker} can do {least} and {stronger} {most}. ⇒ {component} делит запросы поровну, но {weaker} может {least}, а {stronger} — {most}.
        Use a weighted algorithm, least connections or least response time. ⇒ Используйте взвешенный алгоритм, наименьшее число соединений или наименьшее время ответа.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.kind.setting("algorithm").is_none() {
            continue;
        }
        for set in wiring::interchangeable(context.graph, number) {
            let capacity = |edge: &usize| context.callee(*edge).number("rps_capacity").map(|figure| figure.value);
            let mut able: Vec<(f64, usize)> = set.iter().filter_map(|edge| Some((capacity(edge)?, *edge))).collect();
            able.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (Some(&(least, weaker)), Some(&(most, stronger))) = (able.first(), able.last()) else { continue };
            if least >= most {
                continue;
            }
            match node.text("algorithm") {
                Some("round-robin") => {
                    verdict
                        .find(context, &[number, context.edge(weaker).to])
                        .on(&[weaker, stronger])
                        .with("weaker", Value::name(context.callee(weaker).component.label()))
                        .with("stronger", Value::name(context.callee(stronger).component.label()))
                        .with("least", Value::Amount(least, "req/s"))
                        .with("most", Value::Amount(most, "req/s"));
                }
                Some(_) => {}
                None => verdict.needs("the algorithm of balancers"),
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "algorithm", "least-connections", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_target_can_do_half() {
        check(
            "lb-rr-unequal-servers",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "a", "kind": "server", "settings": {"rps_capacity": 4000}},
                {"id": "b", "kind": "server", "settings": {"rps_capacity": 8000}}],
               "connections": [{"from": "lb", "to": "a"},
                {"from": "lb", "to": "b"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_when_the_path_chooses() {
        check(
            "lb-rr-unequal-servers",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "a", "kind": "server", "settings": {"rps_capacity": 4000}},
                {"id": "b", "kind": "server", "settings": {"rps_capacity": 8000}}],
               "connections": [{"from": "lb", "to": "a", "path_routing": true},
                {"from": "lb", "to": "b", "path_routing": true}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_targets_are_equal() {
        check(
            "lb-rr-unequal-servers",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "a", "kind": "server"},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "lb", "to": "a"},
                {"from": "lb", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_targets_serve_other_journeys() {
        check(
            "lb-rr-unequal-servers",
            r#"{"workload": {"journeys": [{"id": "x", "entry": "client", "operation": "read"}, {"id": "y", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "a", "kind": "server", "settings": {"rps_capacity": 4000}},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "a", "journeys": ["x"]},
                {"from": "lb", "to": "b", "journeys": ["y"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_algorithm_is_open() {
        check_not_checked(
            "lb-rr-unequal-servers",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "a", "kind": "server", "settings": {"rps_capacity": 4000}},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "lb", "to": "a"},
                {"from": "lb", "to": "b"}]}"#,
        );
    }
}
