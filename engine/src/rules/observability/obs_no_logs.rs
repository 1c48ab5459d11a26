//! What services write down stays on their machines.

use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// What services write down stays on their machines.
    ///
    /// ## Why it matters
    /// One request leaves lines on every machine that it passes. Searching them one by one takes longer than most
    /// failures last, and a machine that is gone takes its lines along.
    ///
    /// ## What to do
    /// Send logs to one place (ELK, Loki), as fields rather than sentences.
    ///
    /// ## When it is fine
    /// With one program.
    id: "obs-no-logs",
    title: "No central logs",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 10. Observability, § Theory 2. Microservices vs Monolith; senior-node § 10 Monitoring / Observability"),
    replaces: &[],
    message: "{component} and other services keep their logs to themselves.",
    fix: "Send logs to one place.",
    check: check;
    mend: mend;
    in ru: r"
        No central logs ⇒ Логи не собираются
        {component} and other services keep their logs to themselves. ⇒ {component} и другие сервисы держат логи у себя.
        Send logs to one place. ⇒ Отправляйте логи в одно место.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    if context.nodes().any(|(_, node)| node.kind.id == "logs") {
        return;
    }
    if context.of_family(Family::Compute).count() < 2 {
        return;
    }
    // A drawing without any watching leaves it out altogether; one with some lacks this.
    if context.is_watched() {
        verdict.find(context, &[front]);
    } else {
        verdict.needs("metrics, logs and traces");
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let front = finding.first()?;
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("logs", front, Load::default(), "gathers the logs of all services")?;
    for (_, service) in context.of_family(Family::Compute) {
        fix.connect(service.id(), &id).mode = Mode::Async;
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_others_are_drawn() {
        check(
            "obs-no-logs",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "o", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "a", "to": "o", "mode": "async"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_it_is_there() {
        check(
            "obs-no-logs",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "o", "kind": "logs"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "a", "to": "o", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_watches() {
        check_not_checked(
            "obs-no-logs",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"}]}"#,
        );
    }
}
