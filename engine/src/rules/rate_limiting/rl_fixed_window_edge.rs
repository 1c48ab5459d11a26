//! A limiter counts in fixed windows.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A limiter counts in fixed windows.
    ///
    /// ## Why it matters
    /// Who sends the whole limit at the end of one window and again at the start of the next sends twice the limit
    /// within a second: 200 requests where 100 a minute are allowed.
    ///
    /// ## What to do
    /// Count in a sliding window, or with a token bucket.
    ///
    /// ## When it is fine
    /// When twice the limit does no harm.
    id: "rl-fixed-window-edge",
    title: "Limit doubled at the edge of a window",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} counts in fixed windows. At their edge twice the limit gets through.",
    fix: "Use a sliding window counter or a token bucket.",
    check: check;
    mend: mend;
    in ru: r"
        Limit doubled at the edge of a window ⇒ Двойной лимит на границе окна
        {component} counts in fixed windows. At their edge twice the limit gets through. ⇒ {component} считает в фиксированных окнах. На их границе проходит двойной лимит.
        Use a sliding window counter or a token bucket. ⇒ Возьмите счётчик скользящего окна или корзину токенов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limiter_algorithm").is_some()) {
        match node.text("limiter_algorithm") {
            None if node.kind.id == "rate-limiter" => verdict.needs("how limiters count"),
            Some("fixed-window") => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "limiter_algorithm", "sliding-counter", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_on_fixed_windows() {
        check(
            "rl-fixed-window-edge",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"limiter_algorithm": "fixed-window"}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_on_sliding_ones() {
        check(
            "rl-fixed-window-edge",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"limiter_algorithm": "sliding-counter"}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rl-fixed-window-edge",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "l", "kind": "rate-limiter"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
        );
    }
}
