//! A store has several replicas, and all reads go to the same one.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::design::{Mode, Operation};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store has several replicas, and all reads go to the same one.
    ///
    /// ## Why it matters
    /// The others cost as much and answer nothing. The one that is asked is full at a fraction of what all could
    /// carry, and when it is lost every reader fails.
    ///
    /// ## What to do
    /// Spread reads over the replicas, in the driver or by a proxy.
    ///
    /// ## When it is fine
    /// When the others are kept free for failover or reports. Then say so in their notes.
    id: "lb-kind-of-replica-reads",
    title: "All reads on one of several replicas",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &[],
    message: "{component} answers all reads of {primary}, and its other {idle} replicas none.",
    fix: "Read from all replicas of {primary}, through a proxy or a driver that knows them.",
    check: check;
    in ru: r"
        All reads on one of several replicas ⇒ Все чтения на одной из реплик
        {component} answers all reads of {primary}, and its other {idle} replicas none. ⇒ {component} отвечает на все чтения «{primary}», а остальные реплики ({idle}) — ни на одно.
        Read from all replicas of {primary}, through a proxy or a driver that knows them. ⇒ Читайте со всех реплик «{primary}» через прокси или драйвер, который их знает.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (primary, node) in context.of_family(Family::Database) {
        let replicas = wiring::drawn_replicas(context.graph, primary);
        let asked = |replica: &usize| {
            context.to(*replica).any(|edge| {
                edge.connection.mode != Mode::Replication && edge.connection.operation != Some(Operation::Write)
            })
        };
        let readers: Vec<usize> = replicas.iter().copied().filter(asked).collect();
        if let ([only], true) = (&readers[..], replicas.len() > 1) {
            verdict
                .find(context, &[*only, primary])
                .with("primary", Value::name(node.component.label()))
                .with("idle", Value::Count((replicas.len() - 1) as f64));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_one_of_two_replicas_is_asked() {
        check(
            "lb-kind-of-replica-reads",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "p", "kind": "sql"},
                {"id": "r1", "kind": "sql"},
                {"id": "r2", "kind": "sql"}],
               "connections": [{"from": "api", "to": "p", "operation": "write"},
                {"from": "api", "to": "r1", "operation": "read"},
                {"from": "p", "to": "r1", "mode": "replication"},
                {"from": "p", "to": "r2", "mode": "replication"}]}"#,
            &["r1"],
        );
    }

    #[test]
    fn silent_when_both_are_asked() {
        check(
            "lb-kind-of-replica-reads",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "p", "kind": "sql"},
                {"id": "r1", "kind": "sql"},
                {"id": "r2", "kind": "sql"}],
               "connections": [{"from": "api", "to": "r1", "operation": "read"},
                {"from": "api", "to": "r2", "operation": "read"},
                {"from": "p", "to": "r1", "mode": "replication"},
                {"from": "p", "to": "r2", "mode": "replication"}]}"#,
            &[],
        );
    }
}
