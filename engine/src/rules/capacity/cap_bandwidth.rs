//! What goes over a connection at peak does not fit through it.

use crate::analysis::bandwidth;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// What goes over a connection at peak does not fit through it.
    ///
    /// ## Why it matters
    /// Requests a second times bytes is what a line has to carry: 10,000 answers of 100 kB are 1 GB a second, eight
    /// times what a line of 1 Gbit/s takes. A full line drops packets, and everything on it becomes slow at once,
    /// however idle the servers are.
    ///
    /// ## What to do
    /// Send less: compress, leave out fields that nobody asked for, serve files from a delivery network. Or use a
    /// faster line.
    ///
    /// ## When it is fine
    /// When the figures are of a rare worst case, and the line is shared with nothing else.
    id: "cap-bandwidth",
    title: "More bytes than the line carries",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations; zero-to-hero § 1.3 Networking Basics"),
    replaces: &[],
    message: "{component} gets {measured} a second over a line from {other} that carries {limit}.",
    fix: "Send fewer or smaller answers over this line, or serve files from elsewhere.",
    check: check;
    in ru: r"
        More bytes than the line carries ⇒ Байтов больше, чем пропускает линия
        {component} gets {measured} a second over a line from {other} that carries {limit}. ⇒ {component} получает {measured} в секунду по линии от «{other}», которая пропускает {limit}.
        Send fewer or smaller answers over this line, or serve files from elsewhere. ⇒ Отправляйте по этой линии меньше ответов или ответы поменьше, а файлы отдавайте из другого места.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let Some(limit) = edge.number("bandwidth_bytes") else { continue };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let mut worst: Option<(f64, &'static str)> = None;
        for direction in ["request_bytes", "response_bytes"] {
            match bandwidth::over(context.graph, context.traffic, number, direction) {
                None => verdict.needs("sizes of requests and answers"),
                Some(carried) if worst.is_none_or(|(most, _)| carried.value > most) => {
                    worst = Some((carried.value, direction));
                }
                Some(_) => {}
            }
        }
        let Some((carried, direction)) = worst.filter(|(carried, _)| *carried > limit) else { continue };
        let (from, to) = if direction == "request_bytes" { (edge.from, edge.to) } else { (edge.to, edge.from) };
        let measure = if direction == "request_bytes" { REQUESTS } else { ANSWERS };
        verdict
            .find(context, &[to, from])
            .on(&[number])
            .measured(carried, limit, "B/s")
            .of(measure)
            .limit(Part::Edge(0, "bandwidth_bytes"))
            .with("other", Value::name(context.node(from).component.label()))
            .with("measured", Value::Bytes(carried))
            .with("limit", Value::Bytes(limit));
    }
}

const REQUESTS: Part = Part::BytesOver(0, "request_bytes");
const ANSWERS: Part = Part::BytesOver(0, "response_bytes");

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_answers_are_large() {
        check(
            "cap-bandwidth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1, "request_bytes": 1000, "response_bytes": 100000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api", "bandwidth_bytes": 125000000}]}"#,
            &["client"],
        );
    }

    #[test]
    fn fires_when_uploads_are() {
        check(
            "cap-bandwidth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10000}, "peak_factor": 1, "response_bytes": 100}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api", "bandwidth_bytes": 125000000, "request_bytes": 100000}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_line_is_wide_enough() {
        check(
            "cap-bandwidth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1, "request_bytes": 1000, "response_bytes": 100000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api", "bandwidth_bytes": 1250000000}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_sizes() {
        check_not_checked(
            "cap-bandwidth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api", "bandwidth_bytes": 125000000}]}"#,
        );
    }
}
