//! Every read has to see the last write, and the store does not promise that.

use crate::analysis::{Node, wiring};
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Every read has to see the last write, and the store does not promise that.
    ///
    /// ## Why it matters
    /// Copies that answer for themselves may not have heard of the last write. Reads see it for certain only if the
    /// copies that confirm a write and those that a read asks overlap: W + R > N.
    ///
    /// ## What to do
    /// Ask and write a quorum, or use a store that keeps its copies together.
    ///
    /// ## When it is fine
    /// When the last write is read back from the same copy.
    ///
    /// The documents call Redis with replicas CP. Its writes do not wait for them, so the label is not taken for an
    /// answer: the rule asks whether they do.
    id: "cons-strong-on-ap",
    title: "Strong consistency on an eventual store",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 2. The CAP Triangle; interview-answers § Theory 1. CAP Theorem; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &["cons-level-unsupported", "repl-stale-read"],
    message: "{component} may answer with old records, and every read has to see the last write.",
    fix: "Use quorums with W + R > N, or a store that is consistent.",
    check: check;
    in ru: r"
        Strong consistency on an eventual store ⇒ Строгая согласованность на хранилище с конечной
        {component} may answer with old records, and every read has to see the last write. ⇒ {component} может ответить старыми записями, а каждое чтение должно видеть последнюю запись.
        Use quorums with W + R > N, or a store that is consistent. ⇒ Используйте кворумы W + R > N или согласованное хранилище.
    ",
}

/// Whether reads may be old: the store says so, and its quorums do not overlap.
fn may_be_old(node: &Node<'_>) -> bool {
    let weak = node.text("consistency_level") == Some("eventual") || node.text("cap") == Some("AP");
    weak && node.copies() > 1 && !wiring::quorums_meet(node)
}

/// Products that the documents call consistent although a write does not wait for their replicas: the label alone
/// promises nothing.
const DOUBTFUL: [&str; 2] = ["redis", "redis-cluster"];

/// Whether it is one of those, with replicas, and nobody says that writes wait for them.
fn is_doubtful(node: &Node<'_>) -> bool {
    let known = node.component.preset.as_deref().is_some_and(|preset| DOUBTFUL.contains(&preset));
    let waits = matches!(node.text("replication_mode"), Some("sync" | "quorum"));
    known && node.replicas() > 0 && !waits && !wiring::quorums_meet(node)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.requirements().consistency == Some(Consistency::Strong) {
        let reached = context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number));
        if let Some((_, node)) = reached.into_iter().find(|(_, node)| is_doubtful(node) && !may_be_old(node)) {
            verdict.needs_at("whether writes wait for replicas", node.place_of("replication_mode"));
        }
    }
    let stores: Vec<usize> = context
        .nodes()
        .filter(|(number, node)| {
            node.kind.family == Family::Database && node.kind.id != "search" && context.is_reached(*number)
        })
        .filter(|(_, node)| may_be_old(node))
        .map(|(number, _)| number)
        .collect();
    if stores.is_empty() {
        return;
    }
    match context.requirements().consistency {
        None => verdict.needs("how fresh reads have to be"),
        Some(Consistency::Strong) => {
            for number in stores {
                verdict.find(context, &[number]);
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn fires_when_copies_may_disagree() {
        check(
            "cons-strong-on-ap",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn a_label_is_no_answer_where_writes_do_not_wait() {
        let design = |settings: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "kv-db", "preset": "redis", "replicas": 1, "settings": {SETTINGS}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("SETTINGS", settings)
        };
        check_not_checked_at("cons-strong-on-ap", &design(""), "components[db].settings.replication_mode");
        let waits = crate::evaluate(&crate::rules::testing::design(&design(r#""replication_mode": "sync""#)));
        assert!(waits.not_checked.iter().all(|open| open.rule != "cons-strong-on-ap"));
        check("cons-strong-on-ap", &design(r#""consistency_level": "eventual""#), &["db"]);
    }

    #[test]
    fn silent_when_quorums_overlap() {
        check(
            "cons-strong-on-ap",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual", "write_quorum": 2, "read_quorum": 2}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_fresh() {
        check_not_checked(
            "cons-strong-on-ap",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
