//! What a model learns from and what it predicts with come from different places.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// What a model learns from and what it predicts with come from different places.
    ///
    /// ## Why it matters
    /// A feature is a number with a definition: purchases of the last 30 days. Worked out once for training and once
    /// for answers, the two definitions drift apart, and the model is asked about something else than what it learned.
    /// Nothing fails; predictions only become worse.
    ///
    /// ## What to do
    /// Keep features in a feature store: the history for training, the latest values for answers, one definition for
    /// both.
    ///
    /// ## When it is fine
    /// When the model takes only what stands in the request.
    id: "ml-training-serving-skew",
    title: "Features made twice",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &[],
    message: "{component} works out its features from {other}, and {training} its own. The same features can mean different things.",
    fix: "Take the features of both from a feature store.",
    check: check;
    in ru: r"
        Features made twice ⇒ Признаки считаются дважды
        {component} works out its features from {other}, and {training} its own. The same features can mean different things. ⇒ {component} вычисляет признаки по «{other}», а {training} — сам. Одни и те же признаки могут означать разное.
        Take the features of both from a feature store. ⇒ Берите признаки для обоих из хранилища признаков.
    ",
}

/// Stores that hold records as they were made. What lies elsewhere for both was prepared for them.
const RAW: [&str; 3] = ["sql", "newsql", "document-db"];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "feature-store") {
        return;
    }
    let reads = |number: usize| {
        // What it writes are its predictions, or measurements.
        let asked =
            context.from(number).filter(|edge| edge.is_sync() && edge.often.operation != Some(Operation::Write));
        let near = asked.map(|edge| edge.to).chain(context.to(number).map(|edge| edge.from));
        let store = |family: Family| family.keeps() || family == Family::Cache;
        let stores = near.filter(|&other| store(context.node(other).kind.family));
        // Models themselves lie in files.
        stores.filter(|&other| context.node(other).kind.id != "object-store").collect::<Vec<_>>()
    };
    let trainings = context.nodes().filter(|(_, node)| node.kind.id == "ml-training");
    let Some((training, from)) =
        trainings.map(|(number, _)| (number, reads(number))).find(|(_, from)| !from.is_empty())
    else {
        return;
    };
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "ml-serving") {
        let own = reads(number);
        // One pipeline that fills both gives both the same meaning.
        let fills = |feeder: usize, stores: &[usize]| context.from(feeder).any(|edge| stores.contains(&edge.to));
        let prepares = |family: Family| matches!(family, Family::Processing | Family::Worker);
        let in_common = context.nodes().any(|(feeder, node)| {
            prepares(node.kind.family) && node.kind.id != "ml-training" && fills(feeder, &own) && fills(feeder, &from)
        });
        let is_prepared = |store: &usize| from.contains(store) && !RAW.contains(&context.node(*store).kind.id);
        let Some(&other) = own.first().filter(|_| !in_common && !own.iter().any(is_prepared)) else { continue };
        verdict
            .find(context, &[number, training])
            .with("other", Value::name(context.node(other).component.label()))
            .with("training", Value::name(context.node(training).component.label()));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn silent_of_what_it_writes_and_of_what_was_prepared() {
        let design = |store: &str, operation: &str| {
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "db", "kind": "STORE"}, {"id": "lake", "kind": "lake"}, {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "db", "operation": "OPERATION"},
                    {"from": "t", "to": "lake", "operation": "read"}, {"from": "t", "to": "db", "operation": "read"}]}"#
                .replace("STORE", store)
                .replace("OPERATION", operation)
        };
        check("ml-training-serving-skew", &design("sql", "read"), &["s"]);
        check("ml-training-serving-skew", &design("sql", "write"), &[]);
        check("ml-training-serving-skew", &design("warehouse", "read"), &[]);
        check("ml-training-serving-skew", &design("kv-db", "read"), &[]);
    }

    #[test]
    fn fires_when_each_has_its_own_source() {
        check(
            "ml-training-serving-skew",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "kv", "kind": "kv-db"}, {"id": "lake", "kind": "lake"},
                    {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "kv"},
                    {"from": "lake", "to": "t", "mode": "async"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn fires_when_both_read_the_same_records_and_nobody_prepares_them() {
        check(
            "ml-training-serving-skew",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "db", "kind": "sql"}, {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "db"},
                    {"from": "t", "to": "db", "operation": "read"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_with_a_feature_store() {
        check(
            "ml-training-serving-skew",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "f", "kind": "feature-store"}, {"id": "lake", "kind": "lake"},
                    {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "f"},
                    {"from": "lake", "to": "t", "mode": "async"}, {"from": "t", "to": "f"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_one_pipeline_fills_both() {
        check(
            "ml-training-serving-skew",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "kv", "kind": "kv-db"}, {"id": "lake", "kind": "lake"},
                    {"id": "t", "kind": "ml-training"}, {"id": "p", "kind": "stream-processor"},
                    {"id": "q", "kind": "stream"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "kv"},
                    {"from": "lake", "to": "t", "mode": "async"}, {"from": "q", "to": "p", "mode": "async"},
                    {"from": "p", "to": "lake"}, {"from": "p", "to": "kv"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_predictions_need_no_features() {
        check(
            "ml-training-serving-skew",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "ml-serving"},
                    {"id": "lake", "kind": "lake"}, {"id": "t", "kind": "ml-training"},
                    {"id": "models", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "lake", "to": "t", "mode": "async"},
                    {"from": "t", "to": "models"}, {"from": "s", "to": "models"}]}"#,
            &[],
        );
    }
}
