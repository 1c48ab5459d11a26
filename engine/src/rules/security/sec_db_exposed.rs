//! A store stands in the public network.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store stands in the public network.
    ///
    /// ## Why it matters
    /// Whoever finds its address may try passwords, old holes and new ones, past every check of the application.
    ///
    /// ## What to do
    /// Put stores into a network that only the application reaches.
    ///
    /// ## When it is fine
    /// Never.
    id: "sec-db-exposed",
    title: "Store in the public network",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} stands in the public network. Everybody may try to get in.",
    fix: "Move it to a private network.",
    check: check;
    in ru: r"
        Store in the public network ⇒ Хранилище в открытой сети
        {component} stands in the public network. Everybody may try to get in. ⇒ {component} стоит в открытой сети. Войти может попытаться каждый.
        Move it to a private network. ⇒ Перенесите его в закрытую сеть.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores = |family: Family| family.keeps() || family.is_broker() || family == Family::Cache;
    for (number, node) in context.nodes().filter(|(_, node)| stores(node.kind.family) && !node.managed()) {
        match node.text("network") {
            None if node.kind.setting("network").is_some() => verdict.needs("networks that components stand in"),
            Some("public") => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_is_public() {
        check(
            "sec-db-exposed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"network": "public"}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_is_private() {
        check(
            "sec-db-exposed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"network": "private"}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-db-exposed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}
