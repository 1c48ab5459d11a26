//! A request passes several services, and nobody sees where its time goes.

use crate::analysis::carried::Carried;
use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A request passes several services, and nobody sees where its time goes.
    ///
    /// ## Why it matters
    /// The documented request takes 5 seconds, 4.5 of them in one of six services. Metrics of each say that all are
    /// slow; only a trace says which one makes the others wait.
    ///
    /// ## What to do
    /// Pass a trace id on with each call (OpenTelemetry) and collect the spans (Jaeger, Zipkin, Tempo).
    ///
    /// ## When it is fine
    /// With fewer than three services in a row.
    id: "obs-no-traces",
    title: "No traces",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("interview-answers § Theory 10. Observability, § Theory 2. Microservices vs Monolith; zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § 15. The Observability Stack"),
    replaces: &["eda-no-tracing"],
    message: "{component} starts requests that pass three services or more, and no trace shows where their time goes.",
    fix: "Add tracing with an id that every call passes on.",
    check: check;
    mend: mend;
    in ru: r"
        No traces ⇒ Нет трассировки
        {component} starts requests that pass three services or more, and no trace shows where their time goes. ⇒ {component} начинает запросы, которые проходят три сервиса и больше, и никакая трасса не покажет, куда уходит время.
        Add tracing with an id that every call passes on. ⇒ Добавьте трассировку с идентификатором, который передаёт каждый вызов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    if context.nodes().any(|(_, node)| node.kind.id == "tracing") {
        return;
    }
    let passed =
        |journey: &Carried| context.of_family(Family::Compute).filter(|(number, _)| journey.waits[*number]).count();
    if !context.carried.iter().any(|journey| passed(journey) >= 3) {
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
    let id = fix.draw("tracing", front, Load::default(), "follows requests through all services")?;
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
            "obs-no-traces",
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
            "obs-no-traces",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "o", "kind": "tracing"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "a", "to": "o", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_watches() {
        check_not_checked(
            "obs-no-traces",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"}]}"#,
        );
    }
}
