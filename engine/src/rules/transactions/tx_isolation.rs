//! Nobody may see half-done work, and a saga shows it.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Nobody may see half-done work, and a saga shows it.
    ///
    /// ## Why it matters
    /// Between its steps a saga has changed some stores and not others, and everybody can read that: stock that is
    /// reserved for an order that will be cancelled.
    ///
    /// ## What to do
    /// Keep what must not be seen half done in one store, use a two-phase commit, or mark records as being worked on.
    ///
    /// ## When it is fine
    /// When readers know the mark.
    id: "tx-isolation",
    title: "Saga where isolation is wanted",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 6. Consistency Patterns"),
    replaces: &[],
    message: "{component} shows its steps to everybody, and nobody is to see them.",
    fix: "Keep the records in one store, or mark those that a saga works on.",
    check: check;
    in ru: r"
        Saga where isolation is wanted ⇒ Сага там, где нужна изоляция
        {component} shows its steps to everybody, and nobody is to see them. ⇒ {component} показывает свои шаги всем, а видеть их не должен никто.
        Keep the records in one store, or mark those that a saga works on. ⇒ Держите записи в одном хранилище или помечайте те, с которыми работает сага.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let sagas: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator").map(|(number, _)| number).collect();
    if sagas.is_empty() {
        return;
    }
    match context.wish("isolation").and_then(Setting::switch) {
        None => verdict.needs("whether half-done work may be seen"),
        Some(true) => {
            for number in sagas {
                verdict.find(context, &[number]);
            }
        }
        Some(false) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_isolation_is_wanted() {
        check(
            "tx-isolation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"isolation": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_it_is_not() {
        check(
            "tx-isolation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"isolation": false},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "tx-isolation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "s"}, {"from": "s", "to": "a"}, {"from": "s", "to": "b"}]}"#,
        );
    }
}
