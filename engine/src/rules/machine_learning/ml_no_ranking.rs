//! Several models propose things, and nothing puts them into one order.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Several models propose things, and nothing puts them into one order.
    ///
    /// ## Why it matters
    /// Scores of different models cannot be compared, so a list of the first of each is neither the best of one nor of
    /// all. A ranking stage scores the few hundred candidates alike and keeps the best ten.
    ///
    /// ## What to do
    /// Add a ranking stage behind the models.
    ///
    /// ## When it is fine
    /// With one model.
    id: "ml-no-ranking",
    title: "Candidates in no order",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design; interview-answers § Practice 2. News Feed"),
    replaces: &[],
    message: "{component} shows candidates of its models without ranking them.",
    fix: "Rank all candidates in one stage.",
    check: check;
    in ru: r"
        Candidates in no order ⇒ Кандидаты без порядка
        {component} shows candidates of its models without ranking them. ⇒ {component} показывает кандидатов своих моделей без ранжирования.
        Rank all candidates in one stage. ⇒ Ранжируйте всех кандидатов на одном этапе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("ranking").is_some()) {
        match node.switch("ranking") {
            None => verdict.needs("whether candidates are ranked"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_does_not() {
        check(
            "ml-no-ranking",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"ranking": false}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "ml-no-ranking",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"ranking": true}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "ml-no-ranking",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "r", "kind": "recommender"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
        );
    }
}
