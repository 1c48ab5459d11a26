//! A request passes through too many services in a row.

use crate::analysis::carried::Carried;
use crate::analysis::circles::sync_circles;
use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A request passes through too many services in a row.
    ///
    /// ## Why it matters
    /// Latencies add up and availabilities multiply: five services at 99.9 % are 99.5 % together, and the documented
    /// trace of a gateway with five services takes five seconds. The documents give no number; three calls in a row are
    /// an assumption, and the threshold `max_sync_chain` of a design sets another number.
    ///
    /// ## What to do
    /// Merge services that always call each other, ask several at once, or let later ones work on events.
    ///
    /// ## When it is fine
    /// When each hop is short and may fail without the request failing.
    id: "res-sync-chain",
    title: "Long chain of calls",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; interview-answers § Theory 2. Microservices vs Monolith; mental-models § 14. The Architecture Patterns"),
    replaces: &[],
    message: "{component} starts a chain of {measured} calls in a row ({names}). Latencies add up and every link can break it.",
    fix: "Ask services side by side, merge some, or use events.",
    check: check;
    in ru: r"
        Long chain of calls ⇒ Длинная цепочка вызовов
        {component} starts a chain of {measured} calls in a row ({names}). Latencies add up and every link can break it. ⇒ {component} начинает цепочку из {measured} {measured:вызова|вызовов|вызовов} подряд ({names}). Задержки складываются, и порвать её может любое звено.
        Ask services side by side, merge some, or use events. ⇒ Спрашивайте сервисы параллельно, объедините часть или используйте события.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let most = context.threshold("max_sync_chain");
    let service = |node: usize| context.node(node).kind.family == Family::Compute;
    // Of all journeys together: one may lead on where another leads back, and a row of calls has to end.
    let edge_waits = (0..context.graph.edges.len()).map(|edge| context.edge_waits(edge)).collect();
    let circles = sync_circles(context.graph, &[Carried { edge_waits, ..Carried::default() }]);
    let in_circle = |node: usize| circles.iter().any(|circle| circle.contains(&node));
    // A balancer in between is no call of its own.
    let calls = (0..context.graph.edges.len()).filter(|&edge| service(context.edge(edge).from));
    let callees = |edge: usize| answering(context.graph, edge, |other| !context.edge_waits(other));
    let hops: Vec<(usize, usize)> = calls
        .flat_map(|edge| callees(edge).into_iter().map(move |to| (context.edge(edge).from, to)))
        .filter(|&(from, to)| service(to) && from != to && !(in_circle(from) && in_circle(to)))
        .collect();
    // How many calls follow, and to whom first: relaxed until nothing changes, which needs no more rounds than nodes.
    let mut follow: Vec<(usize, usize)> = vec![(0, usize::MAX); context.graph.nodes.len()];
    for _ in 0..context.graph.nodes.len() {
        let mut changed = false;
        for &(from, to) in &hops {
            if follow[to].0 + 1 > follow[from].0 {
                follow[from] = (follow[to].0 + 1, to);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for (head, &(length, _)) in follow.iter().enumerate() {
        if length as f64 <= most || hops.iter().any(|&(_, to)| to == head) {
            continue;
        }
        let mut chain = vec![head];
        while let Some(&last) = chain.last().filter(|&&last| follow[last].0 > 0) {
            chain.push(follow[last].1);
        }
        let names: Vec<&str> = chain.iter().map(|&node| context.node(node).component.label()).collect();
        verdict
            .find(context, &chain)
            .measured(length as f64, most, "calls")
            .of(Part::CallsInARow)
            .limit(Part::Threshold("max_sync_chain"))
            .with("measured", Value::Count(length as f64))
            .with("names", Value::names(&names));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_four_calls_follow_each_other() {
        check(
            "res-sync-chain",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "f", "kind": "service"}, {"id": "g", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "d", "to": "f"}, {"from": "f", "to": "g"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn a_balancer_in_between_is_no_call_and_hides_none() {
        let design = |last: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "lb", "kind": "lb-l7"}, {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "f", "kind": "service"}, {"id": "g", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "lb"}, {"from": "lb", "to": "b"},
                    {"from": "b", "to": "d"}, {"from": "d", "to": "f"}LAST]}"#
                .replace("LAST", last)
        };
        check("res-sync-chain", &design(r#", {"from": "f", "to": "g"}"#), &["a"]);
        check("res-sync-chain", &design(""), &[]);
    }

    #[test]
    fn silent_when_three_do() {
        check(
            "res-sync-chain",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "d", "to": "f"}]}"#,
            &[],
        );
    }

    #[test]
    fn ends_where_a_service_now_and_then_calls_itself_or_a_second_journey_leads_back() {
        for back in [
            r#"{"from": "b", "to": "b", "calls": 0.5}, {"from": "a", "to": "b"}"#,
            r#"{"from": "a", "to": "b", "journeys": ["go"]}, {"from": "b", "to": "a", "journeys": ["back"]}"#,
        ] {
            let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "a", "operation": "read"},
                    {"id": "back", "entry": "b", "operation": "read"}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "f", "kind": "service"}, {"id": "g", "kind": "service"}],
                "connections": [BACK, {"from": "b", "to": "d"}]}"#;
            check("res-sync-chain", &design.replace("BACK", back), &[]);
        }
    }
}
