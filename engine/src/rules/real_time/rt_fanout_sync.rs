//! A post is written to every follower while its author waits.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A post is written to every follower while its author waits.
    ///
    /// ## Why it matters
    /// One post becomes as many writes as its author has followers. At a million followers and 100,000 writes a second
    /// the author waits ten seconds, every other author waits behind, and a failure half-way leaves some followers
    /// without the post.
    ///
    /// ## What to do
    /// Store the post, answer, and let a fan-out service take it from a queue.
    ///
    /// ## When it is fine
    /// When nobody has more than a handful of followers.
    id: "rt-fanout-sync",
    title: "Fan-out while the author waits",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 2. News Feed"),
    replaces: &[],
    message: "{component} writes each post to {other} for every follower before it answers.",
    fix: "Answer once the post is stored, and fan out from a queue.",
    check: check;
    in ru: r"
        Fan-out while the author waits ⇒ Рассылка, пока автор ждёт
        {component} writes each post to {other} for every follower before it answers. ⇒ {component} до ответа пишет каждый пост в «{other}» для каждого подписчика.
        Answer once the post is stored, and fan out from a queue. ⇒ Отвечайте, как только пост сохранён, а рассылайте из очереди.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut stated = false;
    for edge in 0..context.graph.edges.len() {
        if context.edge(edge).text("purpose") != Some("fan-out") {
            continue;
        }
        stated = true;
        let writes = context.carried.iter().any(|journey| journey.edge_waits[edge] && journey.edge_writes[edge]);
        if writes && !context.callee(edge).kind.family.is_broker() {
            let (from, to) = (context.edge(edge).from, context.edge(edge).to);
            let other = Value::name(context.node(to).component.label());
            verdict.find(context, &[from, to]).on(&[edge]).with("other", other);
        }
    }
    let followers =
        ["followers_average", "followers_most"].into_iter().any(|name| context.workload_number(name).is_some());
    if !stated && followers {
        verdict.needs("the connection that fans out");
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_author_waits_for_all_timelines() {
        check(
            "rt-fanout-sync",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write", "rate": {"per_second": 10}}]},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "c", "to": "post"},
                    {"from": "post", "to": "r", "purpose": "fan-out", "calls": 200}]}"#,
            &["post"],
        );
    }

    #[test]
    fn silent_when_timelines_are_filled_by_a_message() {
        check(
            "rt-fanout-sync",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write", "rate": {"per_second": 10}}]},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "c", "to": "post"},
                    {"from": "post", "to": "r", "mode": "async", "purpose": "fan-out", "calls": 200}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_who_fans_out() {
        check_not_checked(
            "rt-fanout-sync",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write"}],
                    "followers_average": 200},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"}],
                "connections": [{"from": "c", "to": "post"}]}"#,
        );
    }

    #[test]
    fn silent_for_a_read() {
        check(
            "rt-fanout-sync",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "api", "to": "db", "purpose": "fan-out"}]}"#,
            &[],
        );
    }
}
