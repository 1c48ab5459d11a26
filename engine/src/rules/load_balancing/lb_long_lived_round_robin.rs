//! Connections that stay open for hours are dealt out in turn.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Connections that stay open for hours are dealt out in turn.
    ///
    /// ## Why it matters
    /// Dealing in turn evens out the number of new connections, not of open ones. After a restart or a new copy the
    /// old ones hold nearly all clients, and nothing moves them.
    ///
    /// ## What to do
    /// Choose the target with the fewest open connections.
    ///
    /// ## When it is fine
    /// When connections are short, or are cut and dealt anew every few minutes.
    id: "lb-long-lived-round-robin",
    title: "Round robin for long-lived connections",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 3. Load Balancing; zero-to-hero § 1.2 Scalability & Performance; mental-models § 7. The Load Balancing Playbook"),
    replaces: &[],
    message: "{component} deals connections out in turn, but those to {target} stay open, so their numbers drift apart.",
    fix: "Use least connections for {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Round robin for long-lived connections ⇒ Циклическая балансировка долгих соединений
        {component} deals connections out in turn, but those to {target} stay open, so their numbers drift apart. ⇒ {component} раздаёт соединения по кругу, но соединения с «{target}» остаются открытыми, и их числа расходятся.
        Use least connections for {target}. ⇒ Используйте для «{target}» наименьшее число соединений.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.kind.setting("algorithm").is_none() {
            continue;
        }
        let choices = wiring::choices(context.graph, number);
        let stays_open = |edge: &usize| {
            let holds = context.callee(*edge).kind.family == Family::ConnectionServer;
            holds || context.edge(*edge).text("protocol") == Some("websocket")
        };
        let Some(long) = choices.iter().copied().find(stays_open) else { continue };
        if wiring::copies_behind(context.graph, &choices) < 2 {
            continue;
        }
        match node.text("algorithm") {
            Some("round-robin" | "random") => {
                verdict
                    .find(context, &[number, context.edge(long).to])
                    .on(&[long])
                    .with("target", Value::name(context.callee(long).component.label()));
            }
            Some(_) => {}
            None => verdict.needs("the algorithm of balancers"),
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
    fn fires_before_servers_that_hold_connections() {
        check(
            "lb-long-lived-round-robin",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "ws", "kind": "ws-gateway", "instances": 3}],
               "connections": [{"from": "lb", "to": "ws"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_with_least_connections() {
        check(
            "lb-long-lived-round-robin",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "least-connections"}},
                {"id": "ws", "kind": "ws-gateway", "instances": 3}],
               "connections": [{"from": "lb", "to": "ws"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_short_requests() {
        check(
            "lb-long-lived-round-robin",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "round-robin"}},
                {"id": "api", "kind": "server", "instances": 3}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_algorithm_is_open() {
        check_not_checked(
            "lb-long-lived-round-robin",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "ws", "kind": "ws-gateway", "instances": 3}],
               "connections": [{"from": "lb", "to": "ws"}]}"#,
        );
    }
}
