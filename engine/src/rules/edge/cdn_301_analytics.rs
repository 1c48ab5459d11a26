//! Redirects are permanent although clicks have to be counted.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Redirects are permanent although clicks have to be counted.
    ///
    /// ## Why it matters
    /// Browsers and edge caches keep a 301 (or 308) and answer from it. The second click on the same link never
    /// arrives, so it is not counted, and a target that changes later is not seen.
    ///
    /// ## What to do
    /// Answer with 302 (or 307) where clicks count. It costs a request for every click; plan for those.
    ///
    /// ## When it is fine
    /// When nobody needs the figures and the target never changes: then a permanent redirect saves most of the traffic.
    id: "cdn-301-analytics",
    title: "Permanent redirects hide clicks",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Example 1, Step 3: detailed design; zero-to-hero § Phase 4 RADIO: A - API Design"),
    replaces: &[],
    message: "{component} answers with {status}, which browsers keep. Repeated clicks never arrive and are not counted.",
    fix: "Answer with 302, and plan for every click to arrive.",
    check: check;
    mend: mend;
    in ru: r"
        Permanent redirects hide clicks ⇒ Постоянные перенаправления прячут клики
        {component} answers with {status}, which browsers keep. Repeated clicks never arrive and are not counted. ⇒ {component} отвечает кодом {status}, который браузеры запоминают. Повторные клики не приходят и не считаются.
        Answer with 302, and plan for every click to arrive. ⇒ Отвечайте кодом 302 и рассчитывайте, что придёт каждый клик.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let status = context.workload_text("redirect_status");
    let counted = context.workload_switch("click_analytics");
    match (status, counted) {
        (Some("301" | "308"), Some(true)) => {
            if let Some(reader) = context.front(Operation::Read) {
                verdict.find(context, &[reader]).with("status", Value::name(status.unwrap_or_default()));
            }
        }
        (Some("301" | "308"), None) => verdict.needs("whether clicks are counted"),
        (None, Some(true)) => verdict.needs("the status of redirects"),
        _ => {}
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_workload("redirect_status", "302", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_counted_clicks_are_answered_with_301() {
        check(
            "cdn-301-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "redirect_status": "301", "click_analytics": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_answered_with_302() {
        check(
            "cdn-301-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "redirect_status": "302", "click_analytics": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_whether_clicks_count() {
        check_not_checked(
            "cdn-301-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "redirect_status": "301"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
        );
    }
}
