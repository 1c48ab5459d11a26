//! Components wait for each other in a circle.

use crate::analysis::circles::sync_circles;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Components wait for each other in a circle.
    ///
    /// ## Why it matters
    /// When all threads of the first wait for the second, and all of the second for the first, nothing moves any more.
    /// None of them can be started, tested or released without the others: a monolith with a network in the middle.
    ///
    /// ## What to do
    /// Turn one of the calls into an event, or move what both need into a third service.
    ///
    /// ## When it is fine
    /// When the way back is a journey of its own, such as a delivery. Then draw it so.
    id: "res-sync-cycle",
    title: "Circle of calls",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} waits for itself by way of {names}.",
    fix: "Turn one of the calls into an event, or give the way back a journey of its own.",
    check: check;
    in ru: r"
        Circle of calls ⇒ Круг вызовов
        {component} waits for itself by way of {names}. ⇒ {component} ждёт сам себя через {names}.
        Turn one of the calls into an event, or give the way back a journey of its own. ⇒ Замените один из вызовов событием или дайте обратному пути отдельный сценарий.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for circle in sync_circles(context.graph, context.carried) {
        let names: Vec<&str> = circle[1..].iter().map(|&node| context.node(node).component.label()).collect();
        verdict.find(context, &circle).with("names", Value::names(&names));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_two_services_call_each_other_now_and_then() {
        check(
            "res-sync-cycle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "b", "to": "a", "calls": 0.1}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_the_way_back_is_a_message() {
        check(
            "res-sync-cycle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "b", "to": "a", "mode": "async", "calls": 0.1}]}"#,
            &[],
        );
    }
}
