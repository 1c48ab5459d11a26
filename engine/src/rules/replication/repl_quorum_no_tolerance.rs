//! All copies have to confirm each write, or to answer each read.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// All copies have to confirm each write, or to answer each read.
    ///
    /// ## Why it matters
    /// One dead node then stops the operation: three copies at 99.9 % that must all be up are at 99.7 %, worse than
    /// one.
    ///
    /// ## What to do
    /// Ask for a majority.
    ///
    /// ## When it is fine
    /// For the rare operation that may fail rather than be forgotten.
    id: "repl-quorum-no-tolerance",
    title: "Every copy has to answer",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 9. The Replication Topology Guide; interview-answers § Theory 1. CAP Theorem"),
    replaces: &["spof-single-instance"],
    message: "{component} needs all of its {copies} copies for {operation}: one dead node stops them.",
    fix: "Ask for a majority of the copies of {component}.",
    check: check;
    mend: mend;
    in ru: r"
        Every copy has to answer ⇒ Должна ответить каждая копия
        {component} needs all of its {copies} copies for {operation}: one dead node stops them. ⇒ {component} требует ответа всех копий ({copies}), операции: {operation}. Один отказавший узел их остановит.
        Ask for a majority of the copies of {component}. ⇒ Требуйте ответа большинства копий «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let copies = f64::from(1 + node.replicas());
        let all = |name: &str| node.number(name).is_some_and(|quorum| quorum.value >= copies);
        let operation = match (all("write_quorum"), all("read_quorum")) {
            (true, true) => "reads and writes",
            (true, false) => "writes",
            (false, true) => "reads",
            (false, false) => continue,
        };
        if copies > 1.0 {
            verdict
                .find(context, &[number])
                .with("copies", Value::Count(copies))
                .with("operation", Value::name(operation));
        }
    }
}

/// Copies of which one may be lost while most of them still agree.
const LEAST_TOLERANT: u32 = 3;

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let own = context.node(node);
    // Of two copies both are the majority.
    let copies = (1 + own.replicas()).max(LEAST_TOLERANT);
    let mut fix = Fix::of(context.graph).count(node, "replicas", u64::from(copies - 1), None);
    for quorum in ["write_quorum", "read_quorum"] {
        if own.number(quorum).is_some_and(|all| all.value >= f64::from(1 + own.replicas())) {
            fix = fix.set(node, quorum, f64::from(copies / 2 + 1), Some(RULE.source));
        }
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_all_three_confirm() {
        check(
            "repl-quorum-no-tolerance",
            r#"{"components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"write_quorum": 3}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_two_of_three_confirm() {
        check(
            "repl-quorum-no-tolerance",
            r#"{"components": [{"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"write_quorum": 2}}],
               "connections": []}"#,
            &[],
        );
    }
}
