//! A journey ends at a component that only passes things on.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::dead_ends;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A journey ends at a component that only passes things on.
    ///
    /// ## Why it matters
    /// A client, a balancer, a gateway or a resolver does no work of its own. Where it has no connection for a journey,
    /// that journey is never served: its availability is nought, whatever the other figures say.
    ///
    /// ## What to do
    /// Connect it to what serves the journey, or let one of its connections carry the journey.
    ///
    /// ## When it is fine
    /// While the design is half drawn.
    id: "journey-dead-end",
    title: "Dead end",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &["arch-orphan"],
    message: "{component} has nowhere to send {journeys}. What arrives there is never served.",
    fix: "Connect it to what serves the journey, or add the journey to one of its connections.",
    check: check;
    in ru: r"
        Dead end ⇒ Тупик
        {component} has nowhere to send {journeys}. What arrives there is never served. ⇒ {component} некуда отправить {journeys}. Пришедшее не будет обслужено.
        Connect it to what serves the journey, or add the journey to one of its connections. ⇒ Соедините его с тем, что обслуживает сценарий, или добавьте сценарий одной из его связей.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        let stuck = dead_ends::stuck(context, number);
        if !stuck.is_empty() {
            verdict.find(context, &[number]).with("journeys", Value::journeys(&stuck));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_balancer_has_no_target() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"}],
                "connections": [{"from": "client", "to": "lb"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn fires_when_no_route_is_for_the_journey() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"},
                    {"id": "write", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api", "journeys": ["read"]}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn a_name_that_is_looked_up_is_no_end_where_users_go_on_to_an_entry() {
        let text = |entry: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "read", "entry": "client", "operation": "read"}}]}},
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "dns", "kind": "dns"}},
                    {{"id": "api", "kind": "server"}}],
                "connections": [{{"from": "client", "to": "dns"}}{entry}]}}"#
            )
        };
        check("journey-dead-end", &text(r#", {"from": "client", "to": "api"}"#), &[]);
        check("journey-dead-end", &text(r#", {"from": "client", "to": "api", "journeys": []}"#), &["dns"]);
    }

    #[test]
    fn fires_when_an_upload_ends_at_the_edge() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "look", "entry": "client", "operation": "read", "content": "media"},
                    {"id": "upload", "entry": "client", "operation": "write", "content": "media"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "files", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "cdn"},
                    {"from": "cdn", "to": "files", "journeys": ["look"]}]}"#,
            &["cdn"],
        );
    }

    #[test]
    fn silent_when_the_edge_is_filled_ahead() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "watch", "entry": "client", "operation": "read", "content": "media"},
                    {"id": "push", "entry": "encoder", "operation": "write", "content": "media"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "encoder", "kind": "transcoder"}],
                "connections": [{"from": "client", "to": "cdn", "journeys": ["watch"]},
                    {"from": "encoder", "to": "cdn", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_limiter_is_drawn_into_the_path() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "gw", "operation": "read"}]},
                "components": [{"id": "gw", "kind": "gateway"}, {"id": "limiter", "kind": "rate-limiter"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "gw", "to": "limiter", "calls": 1}, {"from": "limiter", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_server_answers() {
        check(
            "journey-dead-end",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn what_goes_back_to_users_ends_there() {
        let text = |back: &str, more: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "say", "entry": "client", "operation": "write", "rate": {{"per_second": 10}}}}]}},
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "api", "kind": "server"}},
                    {{"id": "push", "kind": "notification"}}{more}],
                "connections": [{{"from": "client", "to": "api"}}, {{"from": "api", "to": "push", "mode": "async"}},
                    {{"from": "push", "to": "{back}", "mode": "async"}}]}}"#
            )
        };
        check("journey-dead-end", &text("client", ""), &[]);
        check("loop-unbounded", &text("client", ""), &[]);
        check("journey-dead-end", &text("phone", r#", {"id": "phone", "kind": "client-mobile"}"#), &[]);
    }
}
