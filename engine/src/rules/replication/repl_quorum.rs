//! A leaderless store is to give fresh reads, and the copies written and the copies read need not have one in
//! common.

use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A leaderless store is to give fresh reads, and the copies written and the copies read need not have one in
    /// common.
    ///
    /// ## Why it matters
    /// With N copies, W that confirm a write and R that are asked, a read is sure to meet the last write only if W
    /// + R > N. At 1 + 1 of 3 two reads of three may miss it.
    ///
    /// ## What to do
    /// W = R = 2 of 3, or raise either until the sum passes N.
    ///
    /// ## When it is fine
    /// When old reads are acceptable. Then the design should not ask for strong ones.
    id: "repl-quorum",
    title: "Quorums that need not meet",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 9. The Replication Topology Guide; interview-answers § Theory 1. CAP Theorem"),
    replaces: &["cons-strong-on-ap", "cons-level-unsupported"],
    message: "{component} has {copies} copies; {write} confirm a write and {read} are asked by a read, so a read may miss the last write.",
    fix: "Raise the write or the read quorum of {component} until their sum is more than {copies}.",
    check: check;
    mend: mend;
    in ru: r"
        Quorums that need not meet ⇒ Кворумы не пересекаются
        {component} has {copies} copies; {write} confirm a write and {read} are asked by a read, so a read may miss the last write. ⇒ У «{component}» копий {copies}; запись подтверждают {write}, чтение опрашивает {read}, поэтому чтение может не увидеть последнюю запись.
        Raise the write or the read quorum of {component} until their sum is more than {copies}. ⇒ Поднимите кворум записи или чтения «{component}», чтобы их сумма была больше {copies}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if node.text("topology") != Some("leaderless") {
            continue;
        }
        match context.requirements().consistency {
            Some(Consistency::Strong) => {}
            Some(_) => continue,
            None => {
                verdict.needs("how fresh reads have to be");
                continue;
            }
        }
        let (Some(write), Some(read)) = (node.number("write_quorum"), node.number("read_quorum")) else {
            verdict.needs("the write and the read quorum");
            continue;
        };
        let copies = f64::from(1 + node.replicas());
        if write.value + read.value <= copies {
            verdict
                .find(context, &[number])
                .measured(write.value + read.value, copies + 1.0, "copies")
                .by(
                    "write quorum + read quorum",
                    &[
                        ("write quorum", Part::Setting(0, "write_quorum")),
                        ("read quorum", Part::Setting(0, "read_quorum")),
                    ],
                )
                .limit_by("2 + replicas", &[("replicas", Part::Count(0, "replicas"))])
                .with("copies", Value::Count(copies))
                .with("write", Value::Count(write.value))
                .with("read", Value::Count(read.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let copies = finding.figure("copies")?;
    // Most of them, so that one may be lost and both still meet.
    let write = (libm::floor(copies / 2.0) + 1.0).max(finding.figure("write")?);
    let read = copies + 1.0 - write;
    let fix = Fix::of(context.graph).set(node, "write_quorum", write, Some(RULE.source));
    fix.set(node, "read_quorum", read.max(finding.figure("read")?), Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_one_and_one_of_three() {
        check(
            "repl-quorum",
            r#"{"requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"topology": "leaderless", "write_quorum": 1, "read_quorum": 1}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn one_fault_is_one_finding() {
        let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
               "requirements": {"consistency": "strong"},
               "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "wide-column", "preset": "cassandra", "replicas": 2,
                    "settings": {"topology": "leaderless", "write_quorum": 1, "read_quorum": 1}}],
               "connections": [{"from": "api", "to": "db"}]}"#;
        check("repl-quorum", text, &["db"]);
        check("cons-strong-on-ap", text, &[]);
        // Two of three confirm a write and two are asked: nothing is left to say.
        let met = text.replace("\": 1", "\": 2");
        for rule in ["repl-quorum", "cons-strong-on-ap", "cons-level-unsupported"] {
            check(rule, &met, &[]);
        }
    }

    #[test]
    fn silent_at_two_and_two_of_three() {
        check(
            "repl-quorum",
            r#"{"requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"topology": "leaderless", "write_quorum": 2, "read_quorum": 2}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_reads_may_lag() {
        check(
            "repl-quorum",
            r#"{"requirements": {"consistency": "eventual"},
               "components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"topology": "leaderless", "write_quorum": 1, "read_quorum": 1}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_quorums_are_open() {
        check_not_checked(
            "repl-quorum",
            r#"{"requirements": {"consistency": "strong"},
               "components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"topology": "leaderless"}}],
               "connections": []}"#,
        );
    }
}
