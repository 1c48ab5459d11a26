//! A write goes to a copy that only follows.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::design::{Mode, Operation};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A write goes to a copy that only follows.
    ///
    /// ## Why it matters
    /// A replica takes what its primary sends. A write from anywhere else is refused, or, where it is not, makes a
    /// copy that no longer agrees with any other.
    ///
    /// ## What to do
    /// Send writes to the primary; let the driver or a proxy tell the two apart.
    ///
    /// ## When it is fine
    /// When the stores are meant to be equal leaders. Then draw replication both ways, and state what happens on
    /// conflicts.
    id: "repl-write-to-replica",
    title: "Write to a replica",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &[],
    message: "{component} follows {primary}, and {writer} writes to it.",
    fix: "Send the writes of {writer} to {primary}.",
    check: check;
    mend: mend;
    in ru: r"
        Write to a replica ⇒ Запись в реплику
        {component} follows {primary}, and {writer} writes to it. ⇒ {component} следует за «{primary}», а {writer} в него пишет.
        Send the writes of {writer} to {primary}. ⇒ Направьте записи «{writer}» в «{primary}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Database) {
        let Some(primary) = wiring::primary_of(context.graph, number) else { continue };
        // Without one leader every node takes writes, and copies those of others besides.
        if !wiring::has_primary(&context.node(number)) {
            continue;
        }
        let copies = |edge: usize| context.edge(edge).connection.mode == Mode::Replication;
        let writes = |edge: usize| {
            let stated = context.edge(edge).connection.operation == Some(Operation::Write);
            stated || context.carried.iter().any(|journey| journey.edge_writes[edge])
        };
        let found = context.edges_to(number).iter().copied().find(|&edge| !copies(edge) && writes(edge));
        if let Some(edge) = found {
            verdict
                .find(context, &[number, context.edge(edge).from])
                .on(&[edge])
                .with("primary", Value::name(context.node(primary).component.label()))
                .with("writer", Value::name(context.caller(edge).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let edge = *finding.edges.first()?;
    let primary = wiring::primary_of(context.graph, finding.first()?)?;
    let mut fix = Fix::of(context.graph);
    let target = context.node(primary).id();
    target.clone_into(&mut fix.connection(edge).to);
    fix.tell(format!("{} leads to {} from now on.", fix.way(edge), fix.label(primary)), None);
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_write_goes_to_the_follower() {
        check(
            "repl-write-to-replica",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "p", "kind": "sql"},
                {"id": "r", "kind": "sql"}],
               "connections": [{"from": "api", "to": "r", "operation": "write"},
                {"from": "p", "to": "r", "mode": "replication"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_when_only_reads_go_there() {
        check(
            "repl-write-to-replica",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "p", "kind": "sql"},
                {"id": "r", "kind": "sql"}],
               "connections": [{"from": "api", "to": "p", "operation": "write"},
                {"from": "api", "to": "r", "operation": "read"},
                {"from": "p", "to": "r", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_between_leaders() {
        check(
            "repl-write-to-replica",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "p", "kind": "sql"},
                {"id": "r", "kind": "sql"}],
               "connections": [{"from": "api", "to": "r", "operation": "write"},
                {"from": "p", "to": "r", "mode": "replication"},
                {"from": "r", "to": "p", "mode": "replication"}]}"#,
            &[],
        );
    }
}
