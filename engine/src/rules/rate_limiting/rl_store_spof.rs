//! Without the counters of the limiter nobody gets in.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Without the counters of the limiter nobody gets in.
    ///
    /// ## Why it matters
    /// The counters are asked for each request. If they are lost and the limiter then refuses, the limiter is the
    /// outage that it should prevent.
    ///
    /// ## What to do
    /// Keep a replica of the counters, and decide that requests pass while they are lost.
    ///
    /// ## When it is fine
    /// When refusing all is safer than letting all pass.
    id: "rl-store-spof",
    title: "Limiter hangs on one store",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &["cache-no-replica", "repl-none"],
    message: "{component} asks {other}, which has no replica, and refuses when it is lost.",
    fix: "Give {other} a replica, or let requests pass while it is lost.",
    check: check;
    mend: mend;
    in ru: r"
        Limiter hangs on one store ⇒ Ограничитель держится на одном хранилище
        {component} asks {other}, which has no replica, and refuses when it is lost. ⇒ {component} обращается к «{other}» без реплики и при его потере отказывает.
        Give {other} a replica, or let requests pass while it is lost. ⇒ Дайте «{other}» реплику или пропускайте запросы, пока он потерян.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "rate-limiter") {
        for &edge in context.edges_from(number) {
            let store = context.callee(edge);
            let keeps = matches!(store.kind.family, Family::Cache | Family::Database);
            if !keeps || store.replicas() > 0 || store.managed() {
                continue;
            }
            match node.switch("fail_open") {
                None => verdict.needs("what limiters do without their counters"),
                Some(true) => {}
                Some(false) => {
                    let other = Value::name(store.component.label());
                    verdict.find(context, &[number, context.edge(edge).to]).on(&[edge]).with("other", other);
                }
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(*finding.nodes.get(1)?, "replicas", 1, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_refuses_without_a_replica() {
        check(
            "rl-store-spof",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"fail_open": false}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn its_store_is_spoken_of_once() {
        let open = |open: bool| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "gw", "operation": "write"}]},
                "components": [{"id": "gw", "kind": "gateway"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"fail_open": OPEN}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#
                .replace("OPEN", &open.to_string())
        };
        check("cache-no-replica", &open(false), &[]);
        check("cache-no-replica", &open(true), &["r"]);
    }

    #[test]
    fn silent_when_it_lets_pass() {
        check(
            "rl-store-spof",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"fail_open": true}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rl-store-spof",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "l", "kind": "rate-limiter"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
        );
    }
}
