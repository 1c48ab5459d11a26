//! A prediction waits for features from a warehouse or a lake.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A prediction waits for features from a warehouse or a lake.
    ///
    /// ## Why it matters
    /// A warehouse answers in seconds and is filled at night. A prediction has some tens of milliseconds, and wants to
    /// know what the user did a minute ago.
    ///
    /// ## What to do
    /// Keep the latest features in an online store (Redis, DynamoDB) and fill it from the events.
    ///
    /// ## When it is fine
    /// When predictions are made by the clock and only looked up.
    id: "ml-online-from-warehouse",
    title: "Predictions from a warehouse",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &["arch-unpermitted-link", "db-oltp-on-warehouse"],
    message: "{component} waits for {store}, which answers in seconds and is filled now and then.",
    fix: "Serve features from an online store.",
    check: check;
    in ru: r"
        Predictions from a warehouse ⇒ Предсказания из хранилища данных
        {component} waits for {store}, which answers in seconds and is filled now and then. ⇒ {component} ждёт «{store}», который отвечает секундами и наполняется время от времени.
        Serve features from an online store. ⇒ Берите признаки из онлайн-хранилища.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let offline =
        |number: usize| matches!(context.node(number).kind.id, "warehouse" | "lake" | "lakehouse" | "columnar");
    for (number, _) in context.nodes().filter(|(_, node)| matches!(node.kind.id, "ml-serving" | "recommender")) {
        let asks = |&edge: &usize| context.edge_waits(edge) && offline(context.edge(edge).to);
        let Some(edge) = context.edges_from(number).iter().copied().find(asks) else { continue };
        let store = context.edge(edge).to;
        let name = Value::name(context.node(store).component.label());
        verdict.find(context, &[number, store]).on(&[edge]).with("store", name);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_prediction_waits_for_a_warehouse() {
        check(
            "ml-online-from-warehouse",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "w", "kind": "warehouse"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "w"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_with_an_online_store() {
        check(
            "ml-online-from-warehouse",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "f", "kind": "feature-store"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "f"}]}"#,
            &[],
        );
    }
}
