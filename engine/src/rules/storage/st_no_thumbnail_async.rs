//! An upload waits until pictures or videos have been converted.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// An upload waits until pictures or videos have been converted.
    ///
    /// ## Why it matters
    /// Scaling a picture takes a tenth of a second, a video minutes. Done within the upload, users wait for what they
    /// will look at later, and a peak of uploads takes the servers of all others.
    ///
    /// ## What to do
    /// Store the original, answer, and let workers convert it from a queue.
    ///
    /// ## When it is fine
    /// When the converted picture is the answer, such as a preview that was asked for.
    id: "st-no-thumbnail-async",
    title: "Pictures converted while users wait",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.4 Messaging System (like WhatsApp), § 2.4 Video Streaming Platform (like YouTube)"),
    replaces: &[],
    message: "{component} waits for {other} to convert files before it answers.",
    fix: "Store the original, answer, and convert behind a queue.",
    check: check;
    mend: mend;
    in ru: r"
        Pictures converted while users wait ⇒ Картинки перекодируются, пока пользователи ждут
        {component} waits for {other} to convert files before it answers. ⇒ {component} до ответа ждёт, пока {other} перекодирует файлы.
        Store the original, answer, and convert behind a queue. ⇒ Сохраните оригинал, ответьте и перекодируйте за очередью.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let converts = context.edge(number).text("purpose") == Some("conversion");
        if converts && context.edge_waits(number) {
            let (from, to) = (context.edge(number).from, context.edge(number).to);
            let name = Value::name(context.node(to).component.label());
            verdict.find(context, &[from, to]).on(&[number]).with("other", name);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let edge = *finding.edges.first()?;
    let load = Load { peak: context.traffic.edge_peak[edge].total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.queue_between(edge, load)?;
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_an_upload_waits() {
        check(
            "st-no-thumbnail-async",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "thumbs", "kind": "service"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "thumbs", "purpose": "conversion"},
                    {"from": "api", "to": "s"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_behind_a_queue() {
        check(
            "st-no-thumbnail-async",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "transcoder"},
                    {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async", "purpose": "conversion"}]}"#,
            &[],
        );
    }
}
