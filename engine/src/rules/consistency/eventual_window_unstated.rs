//! Reads may be old, and nothing says how old.

use crate::analysis::Node;
use crate::analysis::wiring;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Reads may be old, and nothing says how old.
    ///
    /// ## Why it matters
    /// “In the end” may be 100 ms or a day. Users and testers cannot judge a promise without a figure, and nobody can
    /// alert on it. The documents speak of a few seconds.
    ///
    /// ## What to do
    /// State a bound: likes within 5 seconds, search within a minute. Then measure the lag against it.
    ///
    /// ## When it is fine
    /// While nobody depends on the figure.
    id: "eventual-window-unstated",
    title: "Eventual, and nobody says when",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; interview-answers § Theory 6. Consistency Patterns"),
    replaces: &[],
    message: "{component} may answer with old records, and the design does not say how old.",
    fix: "State how old reads may be.",
    check: check;
    in ru: r"
        Eventual, and nobody says when ⇒ «В конечном счёте» — неизвестно когда
        {component} may answer with old records, and the design does not say how old. ⇒ {component} может ответить старыми записями, и в схеме не сказано, насколько старыми.
        State how old reads may be. ⇒ Укажите, насколько старыми могут быть чтения.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.requirements().consistency != Some(Consistency::Eventual) {
        return;
    }
    let copied = |(number, node): &(usize, Node<'_>)| {
        let copies = node.copies() > 1 || !wiring::drawn_replicas(context.graph, *number).is_empty();
        context.is_reached(*number) && copies
    };
    let store = context.of_family(Family::Database).find(copied);
    if let Some((number, _)) = store.filter(|_| context.wish("staleness_seconds").is_none()) {
        verdict.find(context, &[number]);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_without_a_bound() {
        check(
            "eventual-window-unstated",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "eventual"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_one() {
        check(
            "eventual-window-unstated",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "eventual", "staleness_seconds": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_reads_have_to_be_fresh() {
        check(
            "eventual-window-unstated",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
