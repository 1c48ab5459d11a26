//! All sagas hang on one machine, or on its memory.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// All sagas hang on one machine, or on its memory.
    ///
    /// ## Why it matters
    /// The orchestrator knows how far each saga got. If it is lost, all stop half-way; if that knowledge was in its
    /// memory, nobody can go on or back.
    ///
    /// ## What to do
    /// Run it more than once and keep the state of each saga in a store.
    ///
    /// ## When it is fine
    /// Never: half-done sagas are the one thing it must not leave.
    id: "tx-orchestrator-spof",
    title: "Saga orchestrator without a second",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &["spof-single-instance"],
    message: "{component} {why}, and all sagas stop with it.",
    fix: "Run at least two and keep the state of sagas in a store.",
    check: check;
    mend: mend;
    in ru: r"
        Saga orchestrator without a second ⇒ Оркестратор саг без второго
        {component} {why}, and all sagas stop with it. ⇒ {component}: {why}. С ним останавливаются все саги.
        runs once ⇒ один экземпляр
        keeps no state of its sagas ⇒ состояние саг не хранится
        Run at least two and keep the state of sagas in a store. ⇒ Запустите не меньше двух и держите состояние саг в хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator") {
        let forgets = node.switch("persisted") == Some(false);
        if !node.managed() && (node.copies() < 2 || forgets) {
            let why = if node.copies() < 2 { "runs once" } else { "keeps no state of its sagas" };
            verdict.find(context, &[number]).with("why", Value::name(why));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    Fix::of(context.graph).second_copy(node).set(node, "persisted", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_there_is_one() {
        check(
            "tx-orchestrator-spof",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_there_are_two_that_remember() {
        check(
            "tx-orchestrator-spof",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "s", "kind": "saga-orchestrator", "instances": 2, "settings": {"persisted": true}},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &[],
        );
    }
}
