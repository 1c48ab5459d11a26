//! A limiter smooths bursts that are to be allowed, or lets through bursts that are to be smoothed.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A limiter smooths bursts that are to be allowed, or lets through bursts that are to be smoothed.
    ///
    /// ## Why it matters
    /// A token bucket saves up what was not used and spends it at once: good for people, who click in bursts. A leaky
    /// bucket lets out one after the other at a steady rate: good for a callee that breaks under bursts. The one in
    /// place of the other annoys users or breaks the callee.
    ///
    /// ## What to do
    /// Token bucket where bursts are fine, leaky bucket where the rate has to be even, a sliding window where the count
    /// has to be exact.
    ///
    /// ## When it is fine
    /// When bursts are so small that both behave alike.
    id: "rl-burst-mismatch",
    title: "Limiter that does the opposite",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} uses a {algorithm}, and bursts are to be {wanted}.",
    fix: "Use a {better}.",
    check: check;
    mend: mend;
    in ru: r"
        Limiter that does the opposite ⇒ Ограничитель делает обратное
        {component} uses a {algorithm}, and bursts are to be {wanted}. ⇒ {component} использует алгоритм «{algorithm}», а всплески должны быть: {wanted}.
        Use a {better}. ⇒ Возьмите алгоритм «{better}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let Some(algorithm @ ("token-bucket" | "leaky-bucket")) = node.text("limiter_algorithm") else { continue };
        let Some(wanted) = context.wish("bursts").and_then(Setting::text) else {
            verdict.needs("what limits are to do with bursts");
            continue;
        };
        let better = match (algorithm, wanted) {
            ("leaky-bucket", "allowed") => "token bucket",
            ("token-bucket", "smoothed") => "leaky bucket",
            _ => continue,
        };
        verdict
            .find(context, &[number])
            .with("algorithm", Value::name(algorithm.replace('-', " ")))
            .with("wanted", Value::name(wanted))
            .with("better", Value::name(better));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let better = finding.word("better")?.replace(' ', "-");
    Fix::of(context.graph).set(finding.first()?, "limiter_algorithm", better.as_str(), Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_leaky_bucket_meets_clicks() {
        check(
            "rl-burst-mismatch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"bursts": "allowed"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "leaky-bucket"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_for_a_token_bucket() {
        check(
            "rl-burst-mismatch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"bursts": "allowed"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "token-bucket"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rl-burst-mismatch",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limiter_algorithm": "leaky-bucket"}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
