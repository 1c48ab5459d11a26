//! Tokens do not end soon.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Tokens do not end soon.
    ///
    /// ## Why it matters
    /// A token that was copied from a log, a phone or a page works until it expires. Short lives make it worthless
    /// soon; refresh tokens spare users the log-in.
    ///
    /// ## What to do
    /// Let tokens live for minutes and renew them by refresh tokens that can be taken back.
    ///
    /// ## When it is fine
    /// For machines whose keys are changed otherwise. Nothing is said of tokens that end within a day (an assumption),
    /// whether they can be renewed or not.
    id: "sec-jwt-expiry",
    title: "Tokens without end",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design"),
    replaces: &[],
    message: "{component} gives tokens that nothing ends soon. A stolen one stays valid.",
    fix: "Let tokens live for minutes, and renew them by refresh tokens.",
    check: check;
    mend: mend;
    in ru: r"
        Tokens without end ⇒ Бессрочные токены
        {component} gives tokens that nothing ends soon. A stolen one stays valid. ⇒ {component} выдаёт токены, срок которых ничто не ограничивает. Украденный останется действующим.
        Let tokens live for minutes, and renew them by refresh tokens. ⇒ Пусть токены живут минуты и обновляются токенами обновления.
    ",
}

/// A token that lives longer is as good as one without end to who stole it: a day, an assumption.
const LONG_LIFE_SECONDS: f64 = 86_400.0;
/// How long a token lives that nobody takes back, where a fix has to say it: 15 minutes, an assumption.
const SHORT_LIFE_SECONDS: f64 = 900.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("token_expiry_seconds").is_some()) {
        let life = node.number("token_expiry_seconds").map(|figure| figure.value);
        let renews = node.kind.setting("refresh_tokens").and_then(|_| node.switch("refresh_tokens"));
        let has_no_end = match life {
            Some(life) => life == 0.0 || life > LONG_LIFE_SECONDS,
            // What cannot be renewed has to live long.
            None => renews == Some(false),
        };
        if has_no_end {
            verdict.find(context, &[number]);
        } else if life.is_none() && renews.is_none() && node.kind.setting("refresh_tokens").is_some() {
            verdict.needs("how long tokens live");
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let mut fix = Fix::of(context.graph);
    if context.node(node).states("token_expiry_seconds") {
        fix = fix.set(node, "token_expiry_seconds", SHORT_LIFE_SECONDS, Some(Source::Assumption));
    }
    if context.node(node).kind.setting("refresh_tokens").is_some() {
        fix = fix.set(node, "refresh_tokens", true, None);
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_they_cannot_be_renewed() {
        check(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity", "settings": {"refresh_tokens": false}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
            &["i"],
        );
    }

    #[test]
    fn fires_when_they_never_end_and_is_silent_when_they_end() {
        let design = |kind: &str, settings: &str| {
            r#"{"components": [{"id": "i", "kind": "KIND", "settings": {SETTINGS}}]}"#
                .replace("KIND", kind)
                .replace("SETTINGS", settings)
        };
        check("sec-jwt-expiry", &design("identity", r#""token_expiry_seconds": 0, "refresh_tokens": true"#), &["i"]);
        check("sec-jwt-expiry", &design("identity", r#""token_expiry_seconds": 900, "refresh_tokens": false"#), &[]);
        check("sec-jwt-expiry", &design("gateway", r#""token_expiry_seconds": 0"#), &["i"]);
        check("sec-jwt-expiry", &design("gateway", r#""token_expiry_seconds": 900"#), &[]);
        check("sec-jwt-expiry", &design("gateway", r#""token_expiry_seconds": 31536000"#), &["i"]);
    }

    #[test]
    fn silent_when_they_can() {
        check(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity", "settings": {"refresh_tokens": true}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-jwt-expiry",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "i", "kind": "identity"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "i"}]}"#,
        );
    }
}
