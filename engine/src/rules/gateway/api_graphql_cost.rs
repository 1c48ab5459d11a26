//! Anybody may ask a graph for as much as they like.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Anybody may ask a graph for as much as they like.
    ///
    /// ## Why it matters
    /// One question may name friends of friends of friends, and costs what a thousand ordinary ones do. Limits by
    /// request do not see it, and the cache of answers by address does not work either, as every question goes to the
    /// same address.
    ///
    /// ## What to do
    /// Limit how deep and how dear a question may be, or answer only questions that are known beforehand (persisted
    /// queries).
    ///
    /// ## When it is fine
    /// When only programs of one’s own ask.
    id: "api-graphql-cost",
    title: "Questions without bounds",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} answers any question, however deep.",
    fix: "Limit the depth of questions, or accept only known ones.",
    check: check;
    in ru: r"
        Questions without bounds ⇒ Запросы без границ
        {component} answers any question, however deep. ⇒ {component} отвечает на любой запрос, сколь угодно глубокий.
        Limit the depth of questions, or accept only known ones. ⇒ Ограничьте глубину запросов или принимайте только известные.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("persisted_queries").is_some()) {
        let passes = |edge: &Edge<'_>| context.node(edge.from).kind.family.only_passes_on();
        let callers = context.graph.reach_back(number, passes);
        let public = callers.iter().any(|&caller| context.node(caller).kind.family == Family::Client);
        if !public || node.number("depth_limit").is_some() {
            continue;
        }
        match node.switch("persisted_queries") {
            None => verdict.needs("limits on questions"),
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
    fn fires_when_any_question_is_answered() {
        check(
            "api-graphql-cost",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "g", "kind": "graphql", "settings": {"persisted_queries": false}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "g"}, {"from": "g", "to": "api"}]}"#,
            &["g"],
        );
    }

    #[test]
    fn silent_with_a_depth_limit() {
        check(
            "api-graphql-cost",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "g", "kind": "graphql", "settings": {"persisted_queries": false, "depth_limit": 5}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "g"}, {"from": "g", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "api-graphql-cost",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "g", "kind": "graphql"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "g"}, {"from": "g", "to": "api"}]}"#,
        );
    }
}
