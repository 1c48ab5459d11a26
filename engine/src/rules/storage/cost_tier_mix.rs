//! All that is stored lies in hot storage, and it is a lot.

use crate::analysis::Node;
use crate::analysis::stored;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::kinds::common::storing;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::phrase::scaled;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// All that is stored lies in hot storage, and it is a lot.
    ///
    /// ## Why it matters
    /// Documented prices of a terabyte and year are $276 hot, $150 warm and $48 cold. Below a terabyte the difference
    /// is not worth a rule, which is an assumption.
    ///
    /// ## What to do
    /// Look at the age of what is stored, and move what is old by a lifecycle rule.
    ///
    /// ## When it is fine
    /// When all of it is read often.
    id: "cost-tier-mix",
    title: "Everything in the dearest tier",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} holds {measured} at the end of the plan, all of it hot: {hot} a year. Warm would be {warm}, cold {cold}.",
    fix: "Move what is rarely read to a warmer or a cold tier.",
    check: check;
    in ru: r"
        Everything in the dearest tier ⇒ Всё на самом дорогом уровне
        {component} holds {measured} at the end of the plan, all of it hot: {hot} a year. Warm would be {warm}, cold {cold}. ⇒ {component} к концу срока хранит {measured}, и всё горячее: {hot} в год. Тёплое стоило бы {warm}, холодное — {cold}.
        Move what is rarely read to a warmer or a cold tier. ⇒ Переносите редко читаемое на тёплый или холодный уровень.
    ",
}

/// Bytes from which on it matters: an assumption.
const MUCH: f64 = 1e12;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let colder = |node: &Node<'_>| matches!(node.text("tier"), Some("warm" | "cold"));
    if context.nodes().any(|(_, node)| colder(&node)) {
        return;
    }
    for (number, node) in context.of_family(Family::Storage) {
        let Some(stored) = stored::to_horizon(context.graph, context.traffic, number) else { continue };
        match node.text("tier") {
            None if stored >= MUCH => verdict.needs("tier of storage"),
            Some("hot") if stored >= MUCH && node.switch("lifecycle") != Some(true) => {
                let dollars = |tier: &str| {
                    let price = storing::price_a_year(tier).unwrap_or(0.0);
                    Value::name(format!("${}", scaled(price * stored)))
                };
                let [hot, warm, cold] = ["hot", "warm", "cold"].map(dollars);
                verdict
                    .find(context, &[number])
                    .measured(stored, MUCH, "B")
                    .of(Part::Stored(0))
                    .limit(Part::Assumed(MUCH))
                    .with("measured", Value::Bytes(stored))
                    .with("hot", hot)
                    .with("warm", warm)
                    .with("cold", cold);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_hundreds_of_terabytes() {
        check(
            "cost-tier-mix",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_with_little() {
        check(
            "cost-tier-mix",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_a_cold_tier() {
        check(
            "cost-tier-mix",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot"}},
                    {"id": "old", "kind": "storage-tier", "settings": {"tier": "cold"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "s", "to": "old", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cost-tier-mix",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
        );
    }
}
