//! Work goes on behind a queue or stream, and no trace follows it there.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Work goes on behind a queue or stream, and no trace follows it there.
    ///
    /// ## Why it matters
    /// Who sent the event has answered long before a consumer fails on it, and its log says nothing of the request that
    /// began it. Without an id that travels in the event, nobody can say which order is missing its mail, or why.
    ///
    /// ## What to do
    /// Put the trace id into every event and let consumers go on with it (OpenTelemetry).
    ///
    /// ## When it is fine
    /// When one consumer does one small thing, and a lost message does no harm.
    id: "eda-no-tracing",
    title: "Events without traces",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
    replaces: &[],
    message: "What {component} starts goes on behind {other}, and no trace follows it there.",
    fix: "Add tracing, and pass the trace id on in every message.",
    check: check;
    in ru: r"
        Events without traces ⇒ События без трассировки
        What {component} starts goes on behind {other}, and no trace follows it there. ⇒ То, что начинает «{component}», продолжается за «{other}», и трассировки там нет.
        Add tracing, and pass the trace id on in every message. ⇒ Добавьте трассировку и передавайте идентификатор трассы в каждом сообщении.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    // A service works on the messages that a broker hands over; a pipeline of figures is no request that goes on.
    let works = |family: Family| matches!(family, Family::Compute | Family::Worker);
    let handing = |(number, node): &(usize, Node<'_>)| {
        let handed = node.kind.family.is_broker() && context.is_reached(*number);
        handed && context.from(*number).any(|edge| works(context.node(edge.to).kind.family))
    };
    let is_traced = context.nodes().any(|(_, node)| node.kind.id == "tracing");
    // A drawing without any watching leaves traces out altogether; one with some lacks them.
    let is_watched = context.of_family(Family::Observing).next().is_some();
    let lacks = |(_, node): &(usize, Node<'_>)| match node.switch("trace_ids") {
        Some(carried) => !carried || (is_watched && !is_traced),
        None => is_watched && !is_traced,
    };
    let brokers: Vec<(usize, Node<'_>)> = context.nodes().filter(handing).collect();
    if let Some((broker, node)) = brokers.iter().find(|broker| lacks(broker)) {
        verdict.find(context, &[front, *broker]).with("other", Value::name(node.component.label()));
    } else if let Some((_, node)) = brokers.iter().find(|(_, node)| node.switch("trace_ids").is_none() && !is_traced) {
        verdict.needs_at("whether messages carry the id of their trace", node.place_of("trace_ids"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn fires_when_only_metrics_are_drawn() {
        check(
            "eda-no-tracing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}, {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_traces_are_drawn() {
        check(
            "eda-no-tracing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}, {"id": "t", "kind": "tracing"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "t", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn what_a_broker_states_decides() {
        let with = |ids: &str, watching: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "stream", "settings": {IDS}},
                    {"id": "w", "kind": "worker"}, {"id": "t", "kind": "WATCHING"}],
                "connections": [{"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#
                .replace("IDS", ids)
                .replace("WATCHING", watching)
        };
        // An object store watches nothing.
        check("eda-no-tracing", &with(r#""trace_ids": false"#, "object-store"), &["api"]);
        check("eda-no-tracing", &with(r#""trace_ids": false"#, "tracing"), &["api"]);
        check("eda-no-tracing", &with(r#""trace_ids": true"#, "object-store"), &[]);
        check("eda-no-tracing", &with(r#""trace_ids": true"#, "metrics"), &["api"]);
        check_not_checked_at("eda-no-tracing", &with("", "object-store"), "components[q].settings.trace_ids");
    }

    #[test]
    fn silent_for_a_pipeline() {
        check(
            "eda-no-tracing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "ts", "kind": "tsdb"}, {"id": "d", "kind": "dashboard"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "p", "mode": "async"}, {"from": "p", "to": "ts"},
                    {"from": "d", "to": "ts"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_call_itself_is_untraced() {
        check(
            "eda-no-tracing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}, {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "d", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"},
                    {"from": "a", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_watches() {
        check_not_checked(
            "eda-no-tracing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
