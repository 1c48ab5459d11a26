//! Recommendations rest on what users did, and new users and new things have done nothing.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Recommendations rest on what users did, and new users and new things have done nothing.
    ///
    /// ## Why it matters
    /// Who liked what says nothing of a thing that nobody has seen, and nothing to a user who has liked nothing: the
    /// new stays invisible because it is new. Documented systems mix 70 % of what similar users liked with 30 % of what
    /// is similar in content.
    ///
    /// ## What to do
    /// Add what things are about (text, tags, pictures), and show popular things to new users.
    ///
    /// ## When it is fine
    /// When users and things are always old friends.
    id: "ml-cold-start",
    title: "Nothing to say to the new",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &[],
    message: "{component} knows things only by who liked them. New users and new things get nothing.",
    fix: "Mix in recommendations by content.",
    check: check;
    in ru: r"
        Nothing to say to the new ⇒ Новым нечего предложить
        {component} knows things only by who liked them. New users and new things get nothing. ⇒ {component} знает вещи только по тому, кому они понравились. Новые пользователи и новые вещи не получают ничего.
        Mix in recommendations by content. ⇒ Добавьте рекомендации по содержанию.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("content_based").is_some()) {
        match node.switch("content_based") {
            None => verdict.needs("whether things are known by their content"),
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
            "ml-cold-start",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"content_based": false}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "ml-cold-start",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"content_based": true}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "ml-cold-start",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "r", "kind": "recommender"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
        );
    }
}
