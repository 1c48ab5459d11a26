//! Lines of several services do not name the request that they belong to.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Lines of several services do not name the request that they belong to.
    ///
    /// ## Why it matters
    /// A request leaves ten lines in five services, among millions of others. Without an id that all of them carry they
    /// can only be matched by time, which is no match at all under load.
    ///
    /// ## What to do
    /// Make an id at the entry, pass it on with each call and message, and write it into each line.
    ///
    /// ## When it is fine
    /// With one service, or one line for each request.
    id: "obs-no-correlation",
    title: "Log lines that cannot be joined",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 10. Observability, § Theory 2. Microservices vs Monolith; senior-node § 10 Monitoring / Observability"),
    replaces: &[],
    message: "{component} gathers lines of several services, and none says which request it belongs to.",
    fix: "Pass a trace id on and write it into each line.",
    check: check;
    mend: mend;
    in ru: r"
        Log lines that cannot be joined ⇒ Строки логов не связать
        {component} gathers lines of several services, and none says which request it belongs to. ⇒ {component} собирает строки нескольких сервисов, и ни одна не говорит, к какому запросу относится.
        Pass a trace id on and write it into each line. ⇒ Передавайте идентификатор трассы и пишите его в каждую строку.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.of_family(Family::Compute).count() < 2 {
        return;
    }
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("correlation_ids").is_some()) {
        match node.switch("correlation_ids") {
            None => verdict.needs("whether log lines name their request"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "correlation_ids", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_lines_carry_no_id() {
        check(
            "obs-no-correlation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"},
                    {"id": "l", "kind": "logs", "settings": {"correlation_ids": false}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "a", "to": "l", "mode": "async"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_when_they_do() {
        check(
            "obs-no-correlation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"},
                    {"id": "l", "kind": "logs", "settings": {"correlation_ids": true}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "a", "to": "l", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "obs-no-correlation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "l", "kind": "logs"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "a", "to": "l", "mode": "async"}]}"#,
        );
    }
}
