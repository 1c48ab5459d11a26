//! A store promises less freshness than the design wants.

use crate::analysis::wiring;
use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store promises less freshness than the design wants.
    ///
    /// ## Why it matters
    /// The documents order stores by what they promise: Spanner and CockroachDB show every write at once, ZooKeeper all
    /// in one order, MongoDB effects after causes, DynamoDB a session its own writes, Cassandra the same in the end.
    ///
    /// ## What to do
    /// Use a store that promises enough, or want less.
    ///
    /// ## When it is fine
    /// When only some of the records need it. Where the copies that confirm a write and those that a read asks overlap
    /// (W + R > N), reads see the last write, whatever the product is known for: nothing is said then.
    id: "cons-level-unsupported",
    title: "Consistency below what is wanted",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 3. The Consistency Spectrum"),
    replaces: &["cons-causal-replies"],
    message: "{component} promises {measured} reads, and {limit} ones are wanted.",
    fix: "Use a store that promises more, or want less.",
    check: check;
    in ru: r"
        Consistency below what is wanted ⇒ Согласованность ниже нужной
        {component} promises {measured} reads, and {limit} ones are wanted. ⇒ {component} обещает чтения уровня «{measured}», а нужны «{limit}».
        Use a store that promises more, or want less. ⇒ Возьмите хранилище, которое обещает больше, или требуйте меньше.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let order = ["eventual", "session", "causal", "sequential", "linearizable"];
    let place = |word: &str| order.iter().position(|known| *known == word);
    let stores: Vec<(usize, &str)> = context
        .of_family(Family::Database)
        .filter(|(number, node)| context.is_reached(*number) && node.kind.id != "search")
        .filter_map(|(number, node)| Some((number, node.text("consistency_level")?)))
        .collect();
    if stores.is_empty() {
        return;
    }
    let wanted = match context.requirements().consistency {
        None => return verdict.needs("how fresh reads have to be"),
        Some(Consistency::Strong) => "linearizable",
        Some(Consistency::Causal) => "causal",
        Some(Consistency::ReadYourWrites) => "session",
        Some(Consistency::Eventual) => "eventual",
    };
    for (number, level) in stores {
        let node = context.node(number);
        if place(level) < place(wanted) && node.copies() > 1 && !wiring::quorums_meet(&node) {
            verdict.find(context, &[number]).with("measured", Value::name(level)).with("limit", Value::name(wanted));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_less_is_promised() {
        check(
            "cons-level-unsupported",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "causal"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "settings": {"consistency_level": "session"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_quorums_overlap_and_fires_when_they_do_not() {
        let asked = |asked: u32| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "requirements": {"consistency": "causal"},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "wide-column", "replicas": 2,
                    "settings": {"consistency_level": "eventual", "write_quorum": 2, "read_quorum": ASKED}}],
                "connections": [{"from": "api", "to": "db"}]}"#
                .replace("ASKED", &asked.to_string())
        };
        check("cons-level-unsupported", &asked(2), &[]);
        check("cons-level-unsupported", &asked(1), &["db"]);
    }

    #[test]
    fn silent_when_as_much_is() {
        check(
            "cons-level-unsupported",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "causal"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "settings": {"consistency_level": "causal"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_fresh() {
        check_not_checked(
            "cons-level-unsupported",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "settings": {"consistency_level": "causal"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
