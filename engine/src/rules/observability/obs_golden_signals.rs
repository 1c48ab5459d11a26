//! Not all of latency, traffic, errors and saturation are measured.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Not all of latency, traffic, errors and saturation are measured.
    ///
    /// ## Why it matters
    /// The four answer different questions: how slow, how much, how wrong, how full. Latency without traffic cannot
    /// tell a slow day from a busy one; without saturation nobody sees the wall before it is hit.
    ///
    /// ## What to do
    /// Measure all four for each service: percentiles of latency, requests, failures (5xx), and queue depth or
    /// utilisation.
    ///
    /// ## When it is fine
    /// When another tool measures the rest.
    id: "obs-golden-signals",
    title: "Golden signals are missing",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 15. The Observability Stack; interview-answers § Theory 10. Observability"),
    replaces: &[],
    message: "{component} does not measure {missing}.",
    fix: "Measure {missing} as well.",
    check: check;
    mend: mend;
    in ru: r"
        Golden signals are missing ⇒ Нет золотых сигналов
        {component} does not measure {missing}. ⇒ {component} не измеряет: {missing}.
        Measure {missing} as well. ⇒ Измеряйте и это: {missing}.
    ",
}

const SIGNALS: [&str; 4] = ["latency", "traffic", "errors", "saturation"];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some((number, _)) = context.nodes().find(|(_, node)| node.kind.setting("signals").is_some()) else { return };
    let missing = |signal: &&&str| context.measures(&[**signal]) == Some(false);
    // How full a thing is shows in its queue as well.
    let full = context.measures(&["saturation", "queue-depth"]) == Some(true);
    let names: Vec<&str> =
        SIGNALS.iter().filter(missing).copied().filter(|signal| *signal != SIGNALS[3] || !full).collect();
    if context.measures(&SIGNALS).is_none() {
        verdict.needs("what metrics measure");
    } else if !names.is_empty() {
        verdict.find(context, &[number]).with("missing", Value::names(&names));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let missing: Vec<&str> =
        SIGNALS.iter().copied().filter(|signal| context.measures(&[signal]) == Some(false)).collect();
    let fix = Fix::of(context.graph).measure(&missing);
    if finding.nodes.is_empty() { None } else { fix.done() }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_latency_is_measured() {
        check(
            "obs-golden-signals",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["m"],
        );
    }

    #[test]
    fn silent_with_all_four() {
        check(
            "obs-golden-signals",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency", "traffic", "errors", "queue-depth"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "obs-golden-signals",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
        );
    }
}
