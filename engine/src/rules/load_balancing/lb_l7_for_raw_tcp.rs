//! A balancer that reads requests stands before something that does not speak HTTP.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer that reads requests stands before something that does not speak HTTP.
    ///
    /// ## Why it matters
    /// It finds no request to read: at best it hands bytes on more slowly than a layer 4 balancer would, at worst
    /// it refuses them.
    ///
    /// ## What to do
    /// Use a layer 4 balancer for raw TCP and UDP.
    ///
    /// ## When it is fine
    /// When the product can do both and is set to layer 4. Then draw that kind.
    id: "lb-l7-for-raw-tcp",
    title: "A layer 7 balancer for raw packets",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
    replaces: &[],
    message: "{component} reads HTTP requests, but its connection with {other} speaks {protocol}.",
    fix: "Use a layer 4 balancer for that connection.",
    check: check;
    in ru: r"
        A layer 7 balancer for raw packets ⇒ Балансировщик L7 для сырых пакетов
        {component} reads HTTP requests, but its connection with {other} speaks {protocol}. ⇒ {component} читает запросы HTTP, а его связь с «{other}» говорит на {protocol}.
        Use a layer 4 balancer for that connection. ⇒ Возьмите для этой связи балансировщик L4.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.text("layer") != Some("l7") {
            continue;
        }
        let both = context.edges_to(number).iter().chain(context.edges_from(number));
        let raw = both.copied().find(|&edge| matches!(context.edge(edge).text("protocol"), Some("tcp" | "udp")));
        let Some(edge) = raw else { continue };
        let other = if context.edge(edge).from == number { context.callee(edge) } else { context.caller(edge) };
        let protocol = context.edge(edge).text("protocol").unwrap_or_default().to_uppercase();
        verdict
            .find(context, &[number])
            .on(&[edge])
            .with("other", Value::name(other.component.label()))
            .with("protocol", Value::name(protocol));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_before_a_server_that_speaks_tcp() {
        check(
            "lb-l7-for-raw-tcp",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "game", "kind": "server"}],
               "connections": [{"from": "lb", "to": "game", "settings": {"protocol": "tcp"}}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_on_layer_four() {
        check(
            "lb-l7-for-raw-tcp",
            r#"{"components": [{"id": "lb", "kind": "lb-l4"},
                {"id": "game", "kind": "server"}],
               "connections": [{"from": "lb", "to": "game", "settings": {"protocol": "tcp"}}]}"#,
            &[],
        );
    }
}
