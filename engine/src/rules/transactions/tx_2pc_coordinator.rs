//! The coordinator of a two-phase commit is one machine.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// The coordinator of a two-phase commit is one machine.
    ///
    /// ## Why it matters
    /// Between the two phases every participant holds its locks and waits for the word of the coordinator. If that one
    /// is lost then, they wait until it is back, and everybody who wants the same records waits with them.
    ///
    /// ## What to do
    /// Keep its decisions outside and run it more than once with an elected leader, or use a saga.
    ///
    /// ## When it is fine
    /// Never on a path that users wait for.
    id: "tx-2pc-coordinator",
    title: "Two-phase commit with one coordinator",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &["spof-single-instance"],
    message: "{component} runs once. If it is lost between the two phases, all participants stay locked.",
    fix: "Run several with an elected leader, or use a saga.",
    check: check;
    mend: mend;
    in ru: r"
        Two-phase commit with one coordinator ⇒ Двухфазная фиксация с одним координатором
        {component} runs once. If it is lost between the two phases, all participants stay locked. ⇒ {component} в одном экземпляре. Если он потерян между двумя фазами, все участники останутся заблокированы.
        Run several with an elected leader, or use a saga. ⇒ Запустите несколько с выбором лидера или используйте сагу.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "2pc-coordinator") {
        if node.copies() < 2 && !node.managed() {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).second_copy(finding.first()?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_there_is_one() {
        check(
            "tx-2pc-coordinator",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "t", "kind": "2pc-coordinator"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"},
                    {"from": "t", "to": "db"}, {"from": "t", "to": "more"}]}"#,
            &["t"],
        );
    }

    #[test]
    fn silent_when_there_are_three() {
        check(
            "tx-2pc-coordinator",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "t", "kind": "2pc-coordinator", "instances": 3},
                    {"id": "db", "kind": "sql"}, {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"},
                    {"from": "t", "to": "db"}, {"from": "t", "to": "more"}]}"#,
            &[],
        );
    }
}
