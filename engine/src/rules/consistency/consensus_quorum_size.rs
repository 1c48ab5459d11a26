//! A group that has to agree has the wrong number of members.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A group that has to agree has the wrong number of members.
    ///
    /// ## Why it matters
    /// A majority of two is two: one loss stops it, as with one. A majority of four is three: four survive no more
    /// losses than three. Three survive one loss, five two.
    ///
    /// ## What to do
    /// Use three or five.
    ///
    /// ## When it is fine
    /// When a provider runs it.
    id: "consensus-quorum-size",
    title: "Odd size for a quorum",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} has {copies} members and survives {losses} losses.",
    fix: "Use three or five members.",
    check: check;
    in ru: r"
        Odd size for a quorum ⇒ Неудачный размер кворума
        {component} has {copies} members and survives {losses} losses. ⇒ У «{component}» участников: {copies}, переживает потерь: {losses}.
        Use three or five members. ⇒ Возьмите три или пять участников.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "coordinator" && !node.managed()) {
        let Some(copies) = node.component.instances else {
            verdict.needs("members of coordination services");
            continue;
        };
        if copies < 3 || copies % 2 == 0 {
            verdict
                .find(context, &[number])
                .with("copies", Value::Count(f64::from(copies)))
                .with("losses", Value::Count(f64::from(copies.saturating_sub(1) / 2)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_there_are_four() {
        check(
            "consensus-quorum-size",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "k", "kind": "coordinator", "instances": 4}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "k"}]}"#,
            &["k"],
        );
    }

    #[test]
    fn silent_when_there_are_three() {
        check(
            "consensus-quorum-size",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "k", "kind": "coordinator", "instances": 3}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "k"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "consensus-quorum-size",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "k", "kind": "coordinator"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "k"}]}"#,
        );
    }
}
