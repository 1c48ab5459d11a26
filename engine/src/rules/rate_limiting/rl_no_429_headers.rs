//! Callers who are refused do not learn why, or when to come back.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Callers who are refused do not learn why, or when to come back.
    ///
    /// ## Why it matters
    /// A client that gets an error tries again at once, and is refused again: the limit makes the load that it should
    /// stop. With status 429 and the seconds to wait (Retry-After) a well-made client waits.
    ///
    /// ## What to do
    /// Answer with 429, Retry-After, and how much of the limit is left (X-RateLimit headers).
    ///
    /// ## When it is fine
    /// When the callers are attackers, who need no help.
    id: "rl-no-429-headers",
    title: "Refusal without a word",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} refuses callers without saying when to come back.",
    fix: "Answer with 429 and Retry-After.",
    check: check;
    mend: mend;
    in ru: r"
        Refusal without a word ⇒ Отказ без объяснений
        {component} refuses callers without saying when to come back. ⇒ {component} отказывает и не говорит, когда вернуться.
        Answer with 429 and Retry-After. ⇒ Отвечайте кодом 429 и Retry-After.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limit_headers").is_some()) {
        match node.switch("limit_headers") {
            None => verdict.needs("what refused callers learn"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "limit_headers", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_callers_learn_nothing() {
        check(
            "rl-no-429-headers",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_headers": false}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_when_they_do() {
        check(
            "rl-no-429-headers",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_headers": true}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rl-no-429-headers",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
