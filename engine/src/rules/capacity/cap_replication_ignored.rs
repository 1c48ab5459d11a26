//! The storage plan counts fewer copies of a record than the store keeps.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The storage plan counts fewer copies of a record than the store keeps.
    ///
    /// ## Why it matters
    /// Every replica holds all of it again: with two of them a plan of 10 TB takes 30 TB of disks. The plan is found
    /// out when two thirds of the disks are missing.
    ///
    /// ## What to do
    /// Multiply the plan by the copies that each record has: the primary and its replicas.
    ///
    /// ## When it is fine
    /// When the plan means the content, and the disks are counted elsewhere.
    id: "cap-replication-ignored",
    title: "Plan that counts each record once",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations"),
    replaces: &[],
    message: "The plan counts {measured} of each record, and {component} keeps {limit}.",
    fix: "Plan for {limit} copies of each record.",
    check: check;
    mend: mend;
    in ru: r"
        Plan that counts each record once ⇒ План считает каждую запись один раз
        The plan counts {measured} of each record, and {component} keeps {limit}. ⇒ План считает копий каждой записи: {measured}, а {component} хранит {limit}.
        Plan for {limit} copies of each record. ⇒ Планируйте копий каждой записи: {limit}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(planned) = context.workload_number("replication_factor") else { return };
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.keeps()) {
        let kept = f64::from(1 + node.replicas());
        if context.is_reached(number) && planned < kept {
            verdict
                .find(context, &[number])
                .measured(planned, kept, "copies")
                .of(Part::Workload("replication_factor"))
                .limit_by("1 + replicas", &[("replicas", Part::Count(0, "replicas"))])
                .with("measured", Value::Count(planned))
                .with("limit", Value::Count(kept));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_workload("replication_factor", finding.limit?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_replicas_are_left_out() {
        check(
            "cap-replication-ignored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "replication_factor": 1},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_are_counted() {
        check(
            "cap-replication-ignored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "replication_factor": 3},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_a_factor() {
        check(
            "cap-replication-ignored",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
