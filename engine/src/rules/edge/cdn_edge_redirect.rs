//! A few links get much of the traffic, and every redirect comes from the origin.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A few links get much of the traffic, and every redirect comes from the origin.
    ///
    /// ## Why it matters
    /// A redirect is a status and an address: an edge near the user can answer it in a few milliseconds, and the origin
    /// hears nothing of the rush. From a twentieth of the traffic for one link on the rule speaks, which is an
    /// assumption.
    ///
    /// ## What to do
    /// Let the edge answer popular redirects for a short time; with 302 so that browsers ask again.
    ///
    /// ## When it is fine
    /// When each click has to be counted at the origin.
    id: "cdn-edge-redirect",
    title: "Popular links answered at the origin",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; zero-to-hero § Phase 4 RADIO: O - Optimizations"),
    replaces: &[],
    message: "{component} answers {measured} of all redirects for one link, far from users.",
    fix: "Answer popular redirects at the edge.",
    check: check;
    in ru: r"
        Popular links answered at the origin ⇒ На популярные ссылки отвечает исходный сервер
        {component} answers {measured} of all redirects for one link, far from users. ⇒ {component} отвечает на {measured} всех перенаправлений по одной ссылке, далеко от пользователей.
        Answer popular redirects at the edge. ⇒ Отвечайте на популярные перенаправления на границе сети.
    ",
}

/// Part of the traffic from which on a link counts as popular: an assumption.
const POPULAR: f64 = 0.05;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.workload_text("redirect_status").is_none() || context.workload_switch("click_analytics") == Some(true) {
        return;
    }
    let Some(front) = context.front(Operation::Read) else { return };
    let at_edge = context.of_family(Family::Cdn).any(|(edge, node)| {
        let answers = node.states("hit_rate");
        answers && context.carried.iter().any(|journey| journey.reads[edge] && journey.reads[front])
    });
    if at_edge {
        return;
    }
    match context.workload_number("hottest_key_share") {
        None => verdict.needs("the part of the traffic that goes to the busiest key"),
        Some(share) if share >= POPULAR => {
            verdict
                .find(context, &[front])
                .measured(share, POPULAR, "share")
                .of(Part::Workload("hottest_key_share"))
                .limit(Part::Assumed(POPULAR))
                .with("measured", Value::Share(share));
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_tenth_asks_for_one_link() {
        check(
            "cdn-edge-redirect",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}], "redirect_status": "302", "hottest_key_share": 0.1},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_edge_answers() {
        check(
            "cdn-edge-redirect",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}], "redirect_status": "302", "hottest_key_share": 0.1},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"hit_rate": 0.5}}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_clicks_are_counted() {
        check(
            "cdn-edge-redirect",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}], "redirect_status": "302", "hottest_key_share": 0.1, "click_analytics": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cdn-edge-redirect",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}], "redirect_status": "302"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
        );
    }
}
