//! Replicas answer reads, and nothing measures how far they are behind.

use crate::analysis::Node;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Replicas answer reads, and nothing measures how far they are behind.
    ///
    /// ## Why it matters
    /// Lag is milliseconds until a long query, a bulk load or a slow disk makes it minutes. Every read is then old, no
    /// call fails, and users report it first.
    ///
    /// ## What to do
    /// Measure the lag of each replica and alert above what the design allows.
    ///
    /// ## When it is fine
    /// When replicas only stand by and answer nothing.
    id: "repl-lag-unmonitored",
    title: "Lag that nobody measures",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; senior-node § 10 Monitoring / Observability"),
    replaces: &[],
    message: "{component} has copies that follow with a delay, and nothing measures the delay.",
    fix: "Measure the lag of the replicas of {component} and alert on it.",
    check: check;
    mend: mend;
    in ru: r"
        Lag that nobody measures ⇒ Отставание, которое никто не измеряет
        {component} has copies that follow with a delay, and nothing measures the delay. ⇒ У «{component}» копии следуют с отставанием, и никто его не измеряет.
        Measure the lag of the replicas of {component} and alert on it. ⇒ Измеряйте отставание реплик «{component}» и настройте оповещение.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let follows = |(number, node): (usize, Node<'_>)| {
        let own = node.replicas() > 0 && node.text("replication_mode") != Some("sync");
        let drawn = !wiring::drawn_replicas(context.graph, number).is_empty();
        (node.kind.family == Family::Database && !node.managed() && (own || drawn)).then_some(number)
    };
    let Some(store) = context.nodes().find_map(follows) else { return };
    match context.measures(&["replication-lag"]) {
        None => verdict.needs("what metrics measure"),
        Some(true) => {}
        Some(false) => {
            verdict.find(context, &[store]);
        }
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).measure(&["replication-lag"]).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_latency_is_measured() {
        check(
            "repl-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "m", "mode": "async"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_lag_is_measured() {
        check(
            "repl-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency", "replication-lag"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_replicas() {
        check(
            "repl-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "m", "kind": "metrics", "settings": {"signals": ["latency"]}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "m", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_is_measured() {
        check_not_checked(
            "repl-lag-unmonitored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
