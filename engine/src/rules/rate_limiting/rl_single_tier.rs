//! Only one thing has a limit: addresses, users, endpoints or all together.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Only one thing has a limit: addresses, users, endpoints or all together.
    ///
    /// ## Why it matters
    /// A limit by address punishes an office behind one address and misses a thousand addresses of one attacker. A
    /// limit by user misses those who have not signed in, one for all stops everybody for the fault of one. Documented
    /// tiers are 100 a minute for an address, 1,000 for a user, a limit of its own for each dear endpoint, and a
    /// million for all.
    ///
    /// ## What to do
    /// Add the other tiers, each with a limit of its own.
    ///
    /// ## When it is fine
    /// For an internal service with few known callers.
    id: "rl-single-tier",
    title: "One limit for everything",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service, § Theory 8. API Gateway"),
    replaces: &[],
    message: "{component} limits by {tier} alone.",
    fix: "Add limits by address, user, endpoint and for all.",
    check: check;
    in ru: r"
        One limit for everything ⇒ Один лимит на всё
        {component} limits by {tier} alone. ⇒ {component} ограничивает только так: {tier}.
        Add limits by address, user, endpoint and for all. ⇒ Добавьте лимиты по адресу, пользователю, методу и общий.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limit_tiers").is_some()) {
        match node.words("limit_tiers") {
            None => verdict.needs("what has a limit of its own"),
            Some([tier]) => {
                verdict.find(context, &[number]).with("tier", Value::name(tier));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_addresses_are_limited() {
        check(
            "rl-single-tier",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_tiers": ["address"]}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_with_two_tiers() {
        check(
            "rl-single-tier",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_tiers": ["address", "user"]}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rl-single-tier",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
