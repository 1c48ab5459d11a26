//! A balancer chooses by weight, and a target has none.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer chooses by weight, and a target has none.
    ///
    /// ## Why it matters
    /// Weighted algorithms know only what they are told. A target without a weight gets what the product thinks
    /// best: mostly the same as the smallest, or nothing.
    ///
    /// ## What to do
    /// Give every target a weight in proportion to its capacity.
    ///
    /// ## When it is fine
    /// When all weights are meant to be equal. Then plain round robin says so.
    id: "lb-weights-missing",
    title: "Weighted algorithm without weights",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} chooses by weight, but its connection to {target} has none.",
    fix: "Set a weight on each connection of {component}, in proportion to what the target can do.",
    check: check;
    mend: mend;
    in ru: r"
        Weighted algorithm without weights ⇒ Взвешенный алгоритм без весов
        {component} chooses by weight, but its connection to {target} has none. ⇒ {component} выбирает по весам, но у его связи с «{target}» веса нет.
        Set a weight on each connection of {component}, in proportion to what the target can do. ⇒ Задайте вес каждой связи «{component}» пропорционально тому, что может цель.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !node.text("algorithm").is_some_and(|word| word.starts_with("weighted")) {
            continue;
        }
        let without: Vec<usize> = wiring::choices(context.graph, number)
            .into_iter()
            .filter(|&edge| {
                context.edge(edge).number("weight").is_none() && context.edge(edge).connection.share.is_none()
            })
            .collect();
        if let Some(&first) = without.first() {
            verdict
                .find(context, &[number, context.edge(first).to])
                .on(&without)
                .with("target", Value::name(context.callee(first).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let mut fix = Fix::of(context.graph);
    for &edge in &finding.edges {
        let target = context.callee(edge);
        let each = target.number("rps_capacity")?.value;
        fix = fix.set_on(edge, "weight", each * f64::from(target.instances()), None);
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn weights_divide_the_traffic() {
        let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "lb", "operation": "read", "rate": {"per_second": 90}, "peak_factor": 1}]},
            "components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "ALGORITHM"}},
                {"id": "a", "kind": "server"}, {"id": "b", "kind": "server"}],
            "connections": [{"from": "lb", "to": "a", "settings": {"weight": 1}}, {"from": "lb", "to": "b", "settings": {"weight": 2}}]}"#;
        for (algorithm, expected) in [("weighted-round-robin", [30.0, 60.0]), ("round-robin", [45.0, 45.0])] {
            let text = text.replace("ALGORITHM", algorithm);
            check("lb-weights-missing", &text, &[]);
            let report = crate::evaluate(&crate::rules::testing::design(&text));
            let peak = |id: &str| report.components[id].peak.unwrap().reads;
            assert_eq!(["a", "b"].map(peak), expected, "{algorithm}");
        }
    }

    #[test]
    fn fires_when_one_target_has_no_weight() {
        check(
            "lb-weights-missing",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "weighted-round-robin"}},
                {"id": "a", "kind": "server"},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "lb", "to": "a", "settings": {"weight": 3}},
                {"from": "lb", "to": "b"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_when_all_have_weights() {
        check(
            "lb-weights-missing",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "weighted-round-robin"}},
                {"id": "a", "kind": "server"},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "lb", "to": "a", "settings": {"weight": 3}},
                {"from": "lb", "to": "b", "settings": {"weight": 2}}]}"#,
            &[],
        );
    }
}
