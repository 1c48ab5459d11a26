//! A limiter keeps the time of every request of every user.

use crate::design::Rate;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A limiter keeps the time of every request of every user.
    ///
    /// ## Why it matters
    /// A sliding log keeps one timestamp for each request that is still within the limit. With 8 bytes each (an
    /// assumption), a limit of 1,000 a minute and a million users that is 8 GB; a counter for each user is a few bytes.
    /// 1 GB, from which on the rule speaks where the store does not say how much memory it has, is an assumption as
    /// well.
    ///
    /// ## What to do
    /// Count in a sliding window counter: two numbers for each user, and nearly as exact.
    ///
    /// ## When it is fine
    /// When limits are low, or few users are active in the same minute.
    id: "rl-log-memory",
    title: "Limiter that remembers every request",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics; interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} keeps up to {measured} of timestamps, and {limit} is what there is for them.",
    fix: "Use a sliding counter instead of a log.",
    check: check;
    in ru: r"
        Limiter that remembers every request ⇒ Ограничитель помнит каждый запрос
        {component} keeps up to {measured} of timestamps, and {limit} is what there is for them. ⇒ {component} хранит до {measured} отметок времени, а места под них {limit}.
        Use a sliding counter instead of a log. ⇒ Возьмите счётчик скользящего окна вместо журнала.
    ",
}

/// Bytes of one timestamp: an assumption.
const TIMESTAMP: f64 = 8.0;
/// Memory for timestamps where the store does not say what it has: an assumption.
const MEMORY: f64 = 1e9;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.text("limiter_algorithm") != Some("sliding-log") {
            continue;
        }
        let users = |rate: Option<Rate>| match rate {
            Some(Rate::DailyUsers { users, .. }) => Some(users),
            _ => None,
        };
        let journeys = context.workload().journeys.iter().enumerate();
        let most = journeys
            .filter_map(|(at, journey)| Some((at, users(journey.rate)?)))
            .reduce(|most, other| if other.1 > most.1 { other } else { most });
        let (Some(limit), Some((journey, users))) = (node.number("limit_per_user"), most) else {
            verdict.needs("the limit of one user, and users a day");
            continue;
        };
        // Its counters live in the cache that it calls, or in itself.
        let stores = context.from(number).map(|edge| edge.to);
        let store = stores.filter(|&to| context.node(to).number("memory_bytes").is_some()).min();
        let memory = store.and_then(|store| context.node(store).number("memory_bytes"));
        let copies = store.map_or(1, |store| context.node(store).component.shards.unwrap_or(1).max(1));
        let there = memory.map_or(MEMORY, |memory| memory.value * f64::from(copies));
        let kept = TIMESTAMP * limit.value * users;
        if kept <= there {
            continue;
        }
        let finding = verdict.find(context, &[number]);
        finding
            .measured(kept, there, "B")
            .of_journeys([journey])
            .by(
                "timestamp × limit × users",
                &[
                    ("timestamp", Part::Assumed(TIMESTAMP)),
                    ("limit", Part::Setting(0, "limit_per_user")),
                    ("users", Part::DailyUsers),
                ],
            )
            .with("measured", Value::Bytes(kept))
            .with("limit", Value::Bytes(there));
        match store {
            Some(store) => finding.besides(&[store]).limit(Part::OfAll(1, "memory_bytes")),
            None => finding.limit(Part::Assumed(MEMORY)),
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_million_users_may_send_a_thousand() {
        check(
            "rl-log-memory",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"daily_users": 1000000, "actions_per_user": 10}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-log", "limit_per_user": 1000}},
                    {"id": "api", "kind": "server"}, {"id": "redis", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"},
                    {"from": "rl", "to": "redis"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn fires_when_the_store_is_smaller() {
        check(
            "rl-log-memory",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"daily_users": 1000000, "actions_per_user": 10}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-log", "limit_per_user": 10}},
                    {"id": "api", "kind": "server"},
                    {"id": "redis", "kind": "cache-distributed", "shards": 2, "settings": {"memory_bytes": 30000000}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"},
                    {"from": "rl", "to": "redis"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_when_the_store_is_large() {
        check(
            "rl-log-memory",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"daily_users": 1000000, "actions_per_user": 10}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-log", "limit_per_user": 10}},
                    {"id": "api", "kind": "server"},
                    {"id": "redis", "kind": "cache-distributed", "shards": 2, "settings": {"memory_bytes": 40000000}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"},
                    {"from": "rl", "to": "redis"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_counts() {
        check(
            "rl-log-memory",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"daily_users": 1000000, "actions_per_user": 10}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-counter", "limit_per_user": 1000}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_users() {
        check_not_checked(
            "rl-log-memory",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-log", "limit_per_user": 1000}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
