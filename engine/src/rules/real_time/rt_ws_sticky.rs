//! Nothing leads a client back to the server that knows it.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Nothing leads a client back to the server that knows it.
    ///
    /// ## Why it matters
    /// A connection lives on one server. After a reconnect, or when somebody else wants to write to the user, the right
    /// server has to be found again: by a balancer that sends the user back, or by a map from user to server.
    ///
    /// ## What to do
    /// Let the balancer keep users on their server, and keep a map from user to server in Redis.
    ///
    /// ## When it is fine
    /// When every server receives all messages and drops those of others.
    id: "rt-ws-sticky",
    title: "Connection servers without affinity",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 3. Chat System; senior-node § 6 Load Balancing & Scaling"),
    replaces: &[],
    message: "{component} runs on {copies} servers, and nothing finds the one that holds a user.",
    fix: "Keep users on their server, or keep a map from user to server.",
    check: check;
    in ru: r"
        Connection servers without affinity ⇒ Серверы соединений без привязки
        {component} runs on {copies} servers, and nothing finds the one that holds a user. ⇒ {component} работает на серверах ({copies}), и ничто не находит тот, который держит пользователя.
        Keep users on their server, or keep a map from user to server. ⇒ Привязывайте пользователей к серверу или храните, на каком сервере какой пользователь.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::ConnectionServer).filter(|(_, node)| node.copies() > 1) {
        let near = context.graph.reach(number, |_| true);
        let mapped = near.iter().any(|&other| matches!(context.node(other).kind.id, "presence" | "registry"));
        let balancers = context.to(number).map(|edge| context.node(edge.from).switch("sticky"));
        let mut stated: Vec<bool> = balancers.chain([node.switch("sticky")]).flatten().collect();
        stated.sort_unstable();
        match stated.last() {
            _ if mapped => {}
            None => verdict.needs("whether clients return to the server that knows them"),
            Some(true) => {}
            Some(false) => {
                let copies = Value::Count(f64::from(node.copies()));
                verdict.find(context, &[number]).with("copies", copies);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_users_land_anywhere() {
        check(
            "rt-ws-sticky",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "instances": 2, "settings": {"sticky": false}}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_they_come_back() {
        check(
            "rt-ws-sticky",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "instances": 2, "settings": {"sticky": true}}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rt-ws-sticky",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "instances": 2}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
        );
    }
}
