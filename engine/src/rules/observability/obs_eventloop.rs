//! A Node.js process works on one loop, and nothing measures how late it is.

use crate::design::vocabulary::Source;
use crate::design::{Mode, Setting};
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A Node.js process works on one loop, and nothing measures how late it is.
    ///
    /// ## Why it matters
    /// All requests of a process share one thread. A large JSON or a slow regular expression holds it, and every other
    /// request waits, while memory and average load look fine. The lag of the loop is the one figure that shows it.
    ///
    /// ## What to do
    /// Measure the lag of the event loop (perf_hooks) and alert above some tens of milliseconds.
    ///
    /// ## When it is fine
    /// When all heavy work is done elsewhere.
    id: "obs-eventloop",
    title: "Event loop that nobody watches",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("senior-node § 10 Monitoring / Observability"),
    replaces: &[],
    message: "{component} runs on an event loop, and nothing measures how late it is.",
    fix: "Measure the lag of the event loop of {component}.",
    check: check;
    mend: mend;
    in ru: r"
        Event loop that nobody watches ⇒ За циклом событий никто не следит
        {component} runs on an event loop, and nothing measures how late it is. ⇒ {component} работает на цикле событий, и никто не измеряет его задержку.
        Measure the lag of the event loop of {component}. ⇒ Измеряйте задержку цикла событий «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let on_a_loop = context.nodes().find(|(_, node)| node.text("runtime") == Some("node"));
    let Some((number, _)) = on_a_loop else { return };
    match context.measures(&[LAG]) {
        Some(true) => {}
        // Metrics that are drawn may measure anything; where none are, nothing does.
        None if context.nodes().any(|(_, node)| node.kind.id == "metrics") => verdict.needs("what metrics measure"),
        None | Some(false) => {
            verdict.find(context, &[number]);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    if context.measures(&[]).is_some() {
        return Fix::of(context.graph).measure(&[LAG]).done();
    }
    let loops = finding.first()?;
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("metrics", loops, Load::default(), "measures how late the event loop is")?;
    fix.added(&id)?.settings.insert("signals".to_owned(), Setting::Words(vec![LAG.to_owned()]));
    fix.connect(context.node(loops).id(), &id).mode = Mode::Async;
    fix.done()
}

/// The signal that metrics measure.
const LAG: &str = "event-loop-lag";

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_loop_is_not_measured() {
        check(
            "obs-eventloop",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"runtime": "node"}},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_where_no_metrics_are_drawn() {
        check(
            "obs-eventloop",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"runtime": "node"}}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_is() {
        check(
            "obs-eventloop",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"runtime": "node"}},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["event-loop-lag"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_another_runtime() {
        check(
            "obs-eventloop",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"runtime": "go"}},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "obs-eventloop",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"runtime": "node"}},
                    {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "m", "mode": "async"}]}"#,
        );
    }
}
