//! Requests cost very different amounts of work, and the balancer hands them out in turn.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Requests cost very different amounts of work, and the balancer hands them out in turn.
    ///
    /// ## Why it matters
    /// Taking turns gives every target as many requests, not as much work. Where one request in a hundred takes a
    /// hundred times as long, a target that is dealt two of them builds a queue while its neighbour idles, and those
    /// who are queued wait behind work that is not theirs.
    ///
    /// ## What to do
    /// Choose the target with the fewest connections or the shortest response time.
    ///
    /// ## When it is fine
    /// When requests are alike, or so small that even the dear ones are short.
    id: "lb-variable-work",
    title: "Taking turns with unequal work",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
    replaces: &[],
    message: "{component} hands out requests in turn, and some of them cost far more than others.",
    fix: "Choose targets by least connections or least response time.",
    check: check;
    mend: mend;
    in ru: r"
        Taking turns with unequal work ⇒ Очерёдность при неравной работе
        {component} hands out requests in turn, and some of them cost far more than others. ⇒ {component} раздаёт запросы по кругу, а одни из них намного дороже других.
        Choose targets by least connections or least response time. ⇒ Выбирайте цели по наименьшему числу соединений или времени ответа.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let in_turn = matches!(node.text("algorithm"), Some("round-robin" | "weighted-round-robin"));
        let choices = wiring::choices(context.graph, number);
        if !in_turn || wiring::copies_behind(context.graph, &choices) < 2 {
            continue;
        }
        match context.workload_switch("uneven_work") {
            None => verdict.needs("whether some requests cost far more than others"),
            Some(true) => {
                verdict.find(context, &[number]);
            }
            Some(false) => {}
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
    fn fires_when_work_differs() {
        check(
            "lb-variable-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "uneven_work": true},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                    {"id": "api", "kind": "server", "instances": 3}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_with_least_connections() {
        check(
            "lb-variable-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "uneven_work": true},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "least-connections"}},
                    {"id": "api", "kind": "server", "instances": 3}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_target() {
        check(
            "lb-variable-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "uneven_work": true},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "lb-variable-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                    {"id": "api", "kind": "server", "instances": 3}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
        );
    }
}
