//! Several copies do what only one may do.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Several copies do what only one may do.
    ///
    /// ## Why it matters
    /// Two schedulers start every job twice; two relays publish every message twice. Copies are there for failures, and
    /// one of them has to know that it is the one.
    ///
    /// ## What to do
    /// Let copies take a lease in etcd or an ephemeral node in ZooKeeper, and work only while they hold it.
    ///
    /// ## When it is fine
    /// When doing it twice has the effect of once.
    id: "leader-election-missing",
    title: "No leader among copies",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} runs {copies} times, and nothing decides which of them works. Everything happens twice.",
    fix: "Elect a leader by a lease.",
    check: check;
    in ru: r"
        No leader among copies ⇒ Нет лидера среди экземпляров
        {component} runs {copies} times, and nothing decides which of them works. Everything happens twice. ⇒ Экземпляров «{component}»: {copies}, и ничто не решает, какой из них работает. Всё выполняется дважды.
        Elect a leader by a lease. ⇒ Выбирайте лидера через аренду (lease).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let duties = ["scheduler", "outbox-relay", "2pc-coordinator"];
    for (number, node) in context.nodes().filter(|(_, node)| duties.contains(&node.kind.id) && node.copies() > 1) {
        let asks = context.from(number).any(|edge| context.node(edge.to).kind.id == "coordinator");
        match node.switch("leader_election") {
            _ if asks => {}
            None => verdict.needs("how one of several copies is chosen"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]).with("copies", Value::Count(f64::from(node.copies())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_schedulers_run() {
        check(
            "leader-election-missing",
            r#"{"components": [{"id": "s", "kind": "scheduler", "instances": 2, "settings": {"leader_election": false}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "s", "to": "db"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_one_is_elected() {
        check(
            "leader-election-missing",
            r#"{"components": [{"id": "s", "kind": "scheduler", "instances": 2}, {"id": "db", "kind": "sql"},
                    {"id": "k", "kind": "coordinator"}],
                "connections": [{"from": "s", "to": "db"}, {"from": "s", "to": "k"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "leader-election-missing",
            r#"{"components": [{"id": "s", "kind": "scheduler", "instances": 2}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "s", "to": "db"}]}"#,
        );
    }
}
