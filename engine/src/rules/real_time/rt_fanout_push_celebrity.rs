//! One post of the most followed author keeps the timelines busy for longer than a second.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// One post of the most followed author keeps the timelines busy for longer than a second.
    ///
    /// ## Why it matters
    /// Pushing a post writes it once for each follower. That is cheap for a few hundred followers and a storm for a few
    /// million: the documents draw the line at 10,000 or at a million. While the storm lasts, everybody else's posts
    /// wait.
    ///
    /// ## What to do
    /// Push for ordinary authors only. Followers of the largest ones fetch those posts when they read, and the two are
    /// merged.
    ///
    /// ## When it is fine
    /// When the largest author has few followers. How often such authors post is not asked: one post that takes longer
    /// than a second to write is too much, however seldom it comes.
    id: "rt-fanout-push-celebrity",
    title: "Celebrity posts flood the timelines",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 2. News Feed; worked-examples § Example 3, Step 3: detailed design; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} pushes one post to up to {followers} at once and {other} can do {limit}. One post keeps it busy for {time}.",
    fix: "Push only below {threshold}, and merge the posts of larger authors when the timeline is read.",
    check: check;
    in ru: r"
        Celebrity posts flood the timelines ⇒ Посты знаменитостей затапливают ленты
        {component} pushes one post to up to {followers} at once and {other} can do {limit}. One post keeps it busy for {time}. ⇒ {component} рассылает один пост сразу на {followers}, а {other} может {limit}. Один пост занимает его на {time}.
        Push only below {threshold}, and merge the posts of larger authors when the timeline is read. ⇒ Рассылайте только ниже {threshold}, а посты крупных авторов подмешивайте при чтении ленты.
    ",
}

/// Followers above which a post should not be pushed (interview-answers; worked-examples says a million).
const DOCUMENTED_THRESHOLD: f64 = 10_000.0;

/// Writes that all shards, copies or partitions together take in a second.
fn writes_a_second(context: &Context<'_>, node: usize) -> Option<(f64, &'static str)> {
    let node = context.node(node);
    let limits = ["ops_capacity", "write_capacity", "msg_capacity", "rps_capacity"];
    let (each, name) = limits.into_iter().find_map(|name| Some((node.number(name)?, name)))?;
    let copies = if node.is_pool() { node.instances() } else { node.shards() };
    Some((each.value * f64::from(copies), name))
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        if context.edge(edge).text("purpose") != Some("fan-out") {
            continue;
        }
        let most = context.workload_number("followers_most");
        let threshold = context.workload_number("celebrity_threshold");
        let Some(pushed) = most.into_iter().chain(threshold).reduce(f64::min) else {
            verdict.needs("followers of the largest author");
            continue;
        };
        let (from, to) = (context.edge(edge).from, context.edge(edge).to);
        let Some((limit, setting)) = writes_a_second(context, to) else { continue };
        if pushed > DOCUMENTED_THRESHOLD && pushed > limit {
            verdict
                .find(context, &[from, to])
                .on(&[edge])
                .measured(pushed, limit, "writes")
                .of(Part::Workload(if most == Some(pushed) { "followers_most" } else { "celebrity_threshold" }))
                .limit(Part::OfAll(1, setting))
                .with("followers", Value::Amount(pushed, "followers"))
                .with("other", Value::name(context.node(to).component.label()))
                .with("limit", Value::Amount(limit, "writes/s"))
                .with("time", Value::Seconds(pushed / limit))
                .with("threshold", Value::Amount(DOCUMENTED_THRESHOLD, "followers"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_post_is_more_than_the_timelines_take_in_a_second() {
        check(
            "rt-fanout-push-celebrity",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write", "rate": {"per_second": 10}}],
                    "followers_most": 50000000, "celebrity_threshold": 1000000},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "c", "to": "post"},
                    {"from": "post", "to": "r", "purpose": "fan-out", "calls": 200}]}"#,
            &["post"],
        );
    }

    #[test]
    fn silent_when_large_authors_are_not_pushed() {
        check(
            "rt-fanout-push-celebrity",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write", "rate": {"per_second": 10}}],
                    "followers_most": 50000000, "celebrity_threshold": 10000},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "c", "to": "post"},
                    {"from": "post", "to": "r", "purpose": "fan-out", "calls": 200}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_knows_the_largest_author() {
        check_not_checked(
            "rt-fanout-push-celebrity",
            r#"{"workload": {"journeys": [{"id": "post", "entry": "c", "operation": "write", "rate": {"per_second": 10}}]},
                "components": [{"id": "c", "kind": "client-web"}, {"id": "post", "kind": "service"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "c", "to": "post"},
                    {"from": "post", "to": "r", "purpose": "fan-out", "calls": 200}]}"#,
        );
    }
}
