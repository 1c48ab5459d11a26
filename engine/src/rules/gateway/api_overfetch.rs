//! A client needs several calls for what it shows at once.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::{Value, significant};
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A client needs several calls for what it shows at once.
    ///
    /// ## Why it matters
    /// Each round trip of a phone is 50 to 150 ms, and the second waits for the first when it needs its answer. REST
    /// answers are shaped by what is stored; a screen needs parts of several of them and throws the rest away.
    ///
    /// ## What to do
    /// Let the client ask for all of it at once (GraphQL), or let a backend of its own gather it.
    ///
    /// ## When it is fine
    /// When the calls run side by side and are small.
    id: "api-overfetch",
    title: "Several round trips for one screen",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics; senior-node § 2 API / Gateway / BFF"),
    replaces: &[],
    message: "{component} makes {measured} calls to {other} for each request of a user.",
    fix: "Gather the answer in one call: GraphQL, or a backend for this client.",
    check: check;
    in ru: r"
        Several round trips for one screen ⇒ Несколько обращений на один экран
        {component} makes {measured} calls to {other} for each request of a user. ⇒ {component} на каждый запрос пользователя обращается к «{other}» {measured} {measured:раз|раза|раз}.
        Gather the answer in one call: GraphQL, or a backend for this client. ⇒ Собирайте ответ за один вызов: GraphQL или бэкенд для этого клиента.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (client, _) in context.of_family(Family::Client) {
        for &number in context.edges_from(client) {
            let edge = context.edge(number);
            let Some(calls) = edge.connection.calls.filter(|calls| *calls >= 2.0) else { continue };
            if !context.edge_waits(number) || matches!(context.callee(number).kind.id, "graphql" | "bff") {
                continue;
            }
            match edge.text("protocol") {
                None => verdict.needs("what clients speak"),
                Some("http1" | "http2" | "http3") => {
                    verdict
                        .find(context, &[client])
                        .on(&[number])
                        .with("measured", Value::name(significant(calls)))
                        .with("other", Value::name(context.callee(number).component.label()));
                }
                Some(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_five_calls_a_screen() {
        check(
            "api-overfetch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw", "calls": 5, "protocol": "http2"}, {"from": "gw", "to": "api"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn silent_with_one() {
        check(
            "api-overfetch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw", "protocol": "http2"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_over_graphql() {
        check(
            "api-overfetch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw", "calls": 5, "protocol": "graphql"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "api-overfetch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw", "calls": 5}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
