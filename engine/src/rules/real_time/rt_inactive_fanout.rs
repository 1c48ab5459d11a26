//! Posts are written into the timelines of people who never look.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Posts are written into the timelines of people who never look.
    ///
    /// ## Why it matters
    /// With 100 of 300 million users active, two of three writes and two thirds of the memory serve nobody.
    ///
    /// ## What to do
    /// Push to active users only, and gather the timeline of others when they come back.
    ///
    /// ## When it is fine
    /// When nearly everybody is active.
    id: "rt-inactive-fanout",
    title: "Fan-out to users who are away",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 2. News Feed"),
    replaces: &[],
    message: "{component} writes {share} of the timelines for users who are away.",
    fix: "Push to active users only.",
    check: check;
    in ru: r"
        Fan-out to users who are away ⇒ Рассылка отсутствующим
        {component} writes {share} of the timelines for users who are away. ⇒ {component} пишет {share} лент для тех, кого нет.
        Push to active users only. ⇒ Рассылайте только активным пользователям.
    ",
}

/// Share of active users from which on pushing to all is no waste worth speaking of: an assumption.
const MOSTLY_ACTIVE: f64 = 0.5;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let pushes: Vec<usize> =
        (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).text("purpose") == Some("fan-out")).collect();
    if pushes.is_empty() {
        return;
    }
    let Some(active) = context.workload_number("active_share") else {
        return verdict.needs("part of the users who are active");
    };
    // Who writes for no more than the active followers leaves the others out already.
    let followers = context.workload_number("followers_average");
    let to_all = |edge: &usize| match (context.edge(*edge).connection.calls, followers) {
        (Some(calls), Some(followers)) => calls > (followers * active).ceil(),
        _ => true,
    };
    if active < MOSTLY_ACTIVE {
        for edge in pushes.into_iter().filter(to_all) {
            let away = Value::Share(1.0 - active);
            verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("share", away);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_of_three_are_away() {
        check(
            "rt-inactive-fanout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "active_share": 0.33},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "fan-out"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_writes_for_the_active_only() {
        let design = |calls: u32| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "active_share": 0.33, "followers_average": 200},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "db", "purpose": "fan-out", "calls": CALLS}]}"#
                .replace("CALLS", &calls.to_string())
        };
        check("rt-inactive-fanout", &design(200), &["api"]);
        check("rt-inactive-fanout", &design(66), &[]);
    }

    #[test]
    fn silent_when_most_are_there() {
        check(
            "rt-inactive-fanout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}],
                    "active_share": 0.9},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "fan-out"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-inactive-fanout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "fan-out"}]}"#,
        );
    }
}
