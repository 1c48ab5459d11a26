//! Several leaders take writes to the same records, and nothing says which one wins.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Several leaders take writes to the same records, and nothing says which one wins.
    ///
    /// ## Why it matters
    /// Two users change the same record in two places within the delay. Without a rule the copies differ from then
    /// on, each one right for itself, and nobody is told.
    ///
    /// ## What to do
    /// Last write wins where a lost change does little harm; merging where both count; or one home leader for each
    /// record.
    ///
    /// ## When it is fine
    /// When no two leaders ever write the same record, and something sees to it. That is the rule then: state it. Spanner
    /// and CockroachDB take writes in many places and agree on each before they confirm it: nothing is said of them.
    id: "repl-multileader-conflict",
    title: "Several leaders and no rule for conflicts",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 9. The Replication Topology Guide; zero-to-hero § Phase 4 Common Trade-offs; interview-answers § Practice 5. File Storage System"),
    replaces: &["dr-multiregion-consistency"],
    message: "{component} and {others} all take writes and copy them to each other; nothing says what happens when two of them change the same record.",
    fix: "State what happens on conflicts: last write wins, merge, or a home leader for each record.",
    check: check;
    mend: mend;
    in ru: r"
        Several leaders and no rule for conflicts ⇒ Несколько лидеров без правила конфликтов
        {component} and {others} all take writes and copy them to each other; nothing says what happens when two of them change the same record. ⇒ {component} и {others} принимают записи и копируют их друг другу; не сказано, что будет, если двое изменят одну запись.
        State what happens on conflicts: last write wins, merge, or a home leader for each record. ⇒ Укажите, что делать при конфликтах: побеждает последняя запись, слияние или домашний лидер для каждой записи.
    ",
}

/// Products that one document counts among those with several leaders and calls linearizable all the same.
const AGREE: [&str; 2] = ["spanner", "cockroachdb"];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut seen = Vec::new();
    for (number, node) in context.of_family(Family::Database) {
        let others = wiring::other_leaders(context.graph, number);
        let declared = node.text("topology") == Some("multi-leader");
        if seen.contains(&number) || (others.is_empty() && !declared) {
            continue;
        }
        seen.extend(&others);
        let leaders: Vec<usize> = [number].into_iter().chain(others.iter().copied()).collect();
        let agrees = |leader: &usize| {
            context.node(*leader).component.preset.as_deref().is_some_and(|product| AGREE.contains(&product))
        };
        if leaders.iter().all(agrees) {
            continue;
        }
        if leaders.iter().any(|&leader| context.node(leader).text("conflict_policy").is_some_and(|rule| rule != "none"))
        {
            continue;
        }
        if leaders.iter().all(|&leader| context.node(leader).text("conflict_policy").is_none()) {
            verdict.needs("what happens to writes that contradict each other");
            continue;
        }
        let names: Vec<&str> = others.iter().map(|&other| context.node(other).component.label()).collect();
        let names = if names.is_empty() { "its copies".to_owned() } else { names.join(", ") };
        verdict.find(context, &leaders).with("others", Value::name(names));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let policy = "last-write-wins";
    let fix = Fix::of(context.graph);
    let all = finding.nodes.iter();
    all.fold(fix, |fix, &leader| fix.set(leader, "conflict_policy", policy, Some(Source::Assumption))).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_is_done_about_conflicts() {
        check(
            "repl-multileader-conflict",
            r#"{"components": [{"id": "eu", "kind": "sql", "settings": {"conflict_policy": "none"}},
                {"id": "us", "kind": "sql", "settings": {"conflict_policy": "none"}}],
               "connections": [{"from": "eu", "to": "us", "mode": "replication"},
                {"from": "us", "to": "eu", "mode": "replication"}]}"#,
            &["eu"],
        );
    }

    #[test]
    fn silent_when_the_last_write_wins() {
        check(
            "repl-multileader-conflict",
            r#"{"components": [{"id": "eu", "kind": "sql", "settings": {"conflict_policy": "last-write-wins"}},
                {"id": "us", "kind": "sql"}],
               "connections": [{"from": "eu", "to": "us", "mode": "replication"},
                {"from": "us", "to": "eu", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_products_that_agree_on_every_write() {
        let of = |product: &str| {
            format!(
                r#"{{"components": [{{"id": "db", "kind": "newsql", {product}
                    "settings": {{"topology": "multi-leader", "conflict_policy": "none"}}}}]}}"#
            )
        };
        check("repl-multileader-conflict", &of(""), &["db"]);
        check("repl-multileader-conflict", &of(r#""preset": "spanner","#), &[]);
        check("repl-multileader-conflict", &of(r#""preset": "cockroachdb","#), &[]);
    }

    #[test]
    fn silent_with_one_leader() {
        check(
            "repl-multileader-conflict",
            r#"{"components": [{"id": "eu", "kind": "sql"},
                {"id": "us", "kind": "sql"}],
               "connections": [{"from": "eu", "to": "us", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "repl-multileader-conflict",
            r#"{"components": [{"id": "eu", "kind": "sql"},
                {"id": "us", "kind": "sql"}],
               "connections": [{"from": "eu", "to": "us", "mode": "replication"},
                {"from": "us", "to": "eu", "mode": "replication"}]}"#,
        );
    }
}
