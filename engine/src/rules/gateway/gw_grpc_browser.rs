//! A browser is to speak gRPC.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A browser is to speak gRPC.
    ///
    /// ## Why it matters
    /// Browsers give pages no control over HTTP/2 frames, so plain gRPC does not work there.
    ///
    /// ## What to do
    /// Speak REST or GraphQL at the edge and gRPC inside, or use a gateway that translates gRPC-Web.
    ///
    /// ## When it is fine
    /// When a translation is in place that the drawing does not show.
    id: "gw-grpc-browser",
    title: "gRPC to a browser",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics; interview-answers § Theory 8. API Gateway"),
    replaces: &[],
    message: "{component} is a browser and is to speak gRPC to {other}. Browsers cannot.",
    fix: "Translate at a gateway: REST or GraphQL outside, gRPC inside.",
    check: check;
    in ru: r"
        gRPC to a browser ⇒ gRPC в браузер
        {component} is a browser and is to speak gRPC to {other}. Browsers cannot. ⇒ {component} — браузер, а должен говорить с «{other}» по gRPC. Браузеры этого не умеют.
        Translate at a gateway: REST or GraphQL outside, gRPC inside. ⇒ Преобразуйте на шлюзе: снаружи REST или GraphQL, внутри gRPC.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        if context.caller(edge).kind.id == "client-web" && context.edge(edge).text("protocol") == Some("grpc") {
            let other = Value::name(context.callee(edge).component.label());
            verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("other", other);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_browser_speaks_grpc() {
        check(
            "gw-grpc-browser",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "protocol": "grpc"}, {"from": "a", "to": "b"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn silent_when_services_do() {
        check(
            "gw-grpc-browser",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "protocol": "grpc"}]}"#,
            &[],
        );
    }
}
