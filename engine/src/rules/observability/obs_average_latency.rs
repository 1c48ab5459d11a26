//! Latency is kept as an average.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Latency is kept as an average.
    ///
    /// ## Why it matters
    /// If 99 requests take 10 ms and one takes 5 s, the average is 60 ms and nobody waits 60 ms. Users who make a
    /// hundred requests all meet the slow one. The 99th percentile shows it.
    ///
    /// ## What to do
    /// Keep percentiles: P50, P95 and P99, from histograms that can be added up over copies.
    ///
    /// ## When it is fine
    /// For trends over months, beside percentiles.
    id: "obs-average-latency",
    title: "Averages hide the slow ones",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 15. The Observability Stack; interview-answers § Theory 10. Observability"),
    replaces: &[],
    message: "{component} keeps averages of latency. The slow requests do not show.",
    fix: "Keep percentiles of latency: P50, P95, P99.",
    check: check;
    mend: mend;
    in ru: r"
        Averages hide the slow ones ⇒ Среднее скрывает медленные запросы
        {component} keeps averages of latency. The slow requests do not show. ⇒ {component} хранит средние задержки. Медленных запросов не видно.
        Keep percentiles of latency: P50, P95, P99. ⇒ Храните перцентили задержки: P50, P95, P99.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("percentiles").is_some()) {
        match node.switch("percentiles") {
            None => verdict.needs("whether latency is kept as percentiles"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "percentiles", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_averages() {
        check(
            "obs-average-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics", "settings": {"percentiles": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["m"],
        );
    }

    #[test]
    fn silent_for_percentiles() {
        check(
            "obs-average-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics", "settings": {"percentiles": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "obs-average-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
        );
    }
}
