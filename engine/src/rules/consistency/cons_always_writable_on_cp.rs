//! Writes have to be accepted always, and the store refuses them during a split.

use crate::analysis::{Node, wiring};
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Writes have to be accepted always, and the store refuses them during a split.
    ///
    /// ## Why it matters
    /// A store that keeps its copies together stops taking writes where it cannot reach enough of them. That is the
    /// price of agreeing.
    ///
    /// ## What to do
    /// Use a store that takes writes everywhere and sorts out conflicts later, or put a queue in front.
    ///
    /// ## When it is fine
    /// When a short pause is acceptable: then do not wish otherwise.
    id: "cons-always-writable-on-cp",
    title: "Always writable on a consistent store",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 2. The CAP Triangle; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} refuses writes while its copies cannot reach each other, and writes have to be accepted always.",
    fix: "Use a store that takes writes on every copy, with a rule for conflicts.",
    check: check;
    in ru: r"
        Always writable on a consistent store ⇒ Всегда принимать записи на согласованном хранилище
        {component} refuses writes while its copies cannot reach each other, and writes have to be accepted always. ⇒ {component} отказывает в записи, пока его копии не видят друг друга, а записи нужно принимать всегда.
        Use a store that takes writes on every copy, with a rule for conflicts. ⇒ Возьмите хранилище, которое принимает записи на каждой копии, с правилом разрешения конфликтов.
    ",
}

/// Whether a store refuses writes during a split: by its class, else by the order that it promises. `None` where the design
/// leaves it open.
fn refuses(node: &Node<'_>) -> Option<bool> {
    match (node.text("cap"), node.text("consistency_level")) {
        (Some(class), _) => Some(class == "CP"),
        (None, Some("linearizable")) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) if !wiring::has_primary(node) => Some(false),
        (None, None) => None,
    }
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    // What a queue or a log brings can wait there.
    let waits = |number: usize| context.carried.iter().any(|journey| journey.writes[number] && journey.waits[number]);
    let stores = || context.of_family(Family::Database).filter(|(number, _)| waits(*number));
    let is_wished = context.wish("always_writable").and_then(Setting::switch);
    if is_wished == Some(false) {
        return;
    }
    for (number, node) in stores() {
        match (refuses(&node), is_wished) {
            (Some(true), Some(true)) => {
                verdict.find(context, &[number]);
            }
            (Some(true), _) => verdict.needs("whether writes are accepted during a split"),
            (None, Some(true)) => verdict.needs_at("how stores answer during a split", node.place_of("cap")),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_store_stops_during_a_split() {
        check(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_goes_on() {
        check(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "AP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn without_a_class_the_order_that_it_promises_says_it() {
        let design = |kind: &str, settings: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "KIND"SETTINGS}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("KIND", kind)
                .replace("SETTINGS", settings)
        };
        check("cons-always-writable-on-cp", &design("newsql", r#", "preset": "spanner""#), &["db"]);
        check("cons-always-writable-on-cp", &design("sql", r#", "settings": {"consistency_level": "eventual"}"#), &[]);
        check("cons-always-writable-on-cp", &design("wide-column", r#", "settings": {"topology": "leaderless"}"#), &[]);
        check_not_checked("cons-always-writable-on-cp", &design("sql", ""));
    }

    #[test]
    fn silent_with_a_queue_in_front() {
        check(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
