//! One request changes several stores, and nothing holds the changes together.

use crate::analysis::Node;
use crate::analysis::carried::Carried;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::{Dispatch, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// One request changes several stores, and nothing holds the changes together.
    ///
    /// ## Why it matters
    /// A failure between two of them leaves the first changed and the second not: an order without payment, a payment
    /// without order. There is no commit over both unless somebody builds one.
    ///
    /// ## What to do
    /// Use a saga with a step back for each step, change one store and tell the others by events, or keep both in one
    /// store.
    ///
    /// ## When it is fine
    /// When the second store only holds a copy that is made again by itself.
    id: "tx-no-pattern",
    title: "Several stores, no transaction",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith, § Theory 6. Consistency Patterns; senior-node § 8 Consistency & Transactions; mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &["shard-cross-tx"],
    message: "{component} changes {names} in one request of {journeys}. A failure in between leaves them apart.",
    fix: "Use a saga, or change one store and tell the others by events from its outbox.",
    check: check;
    in ru: r"
        Several stores, no transaction ⇒ Несколько хранилищ без транзакции
        {component} changes {names} in one request of {journeys}. A failure in between leaves them apart. ⇒ {component} за один запрос ({journeys}) меняет {names}. Сбой посередине разведёт их.
        Use a saga, or change one store and tell the others by events from its outbox. ⇒ Используйте сагу или меняйте одно хранилище, а остальным сообщайте событиями из его outbox.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let coordinated = |node: &Node<'_>| matches!(node.kind.id, "saga-orchestrator" | "2pc-coordinator");
    let mut apart: BTreeMap<BTreeSet<usize>, Vec<&str>> = BTreeMap::new();
    for journey in context.carried {
        if context.nodes().any(|(number, node)| journey.reaches(number) && coordinated(&node)) {
            continue;
        }
        // Most write to one store, or none.
        let waited = |edge: &usize| journey.edge_writes[*edge] && journey.edge_waits[*edge];
        let mut written = (0..context.graph.edges.len()).filter(waited).filter(|edge| is_record(context, *edge));
        let first = written.next().map(|edge| context.edge(edge).to);
        if written.all(|edge| Some(context.edge(edge).to) == first) {
            continue;
        }
        let edges = written_by_one_request(context, journey);
        let stores: BTreeSet<usize> = edges.iter().map(|&edge| context.edge(edge).to).collect();
        if of_their_own(context, &stores) > 1 {
            apart.entry(edges).or_default().push(context.workload().journeys[journey.journey].label());
        }
    }
    for (edges, journeys) in apart {
        let edges: Vec<usize> = edges.into_iter().collect();
        let stores: BTreeSet<usize> = edges.iter().map(|&edge| context.edge(edge).to).collect();
        let names: Vec<&str> = stores.iter().map(|&store| context.node(store).component.label()).collect();
        let mut nodes = vec![who_changes(context, &edges)];
        nodes.extend(&stores);
        verdict
            .find(context, &nodes)
            .on(&edges)
            .with("names", Value::names(&names))
            .with("journeys", Value::journeys(&journeys));
    }
}

/// Whose request changes all of it: of the components that call all writers, or are the only one, one that calls no other
/// of them.
fn who_changes(context: &Context<'_>, edges: &[usize]) -> usize {
    let writers: BTreeSet<usize> = edges.iter().map(|&edge| context.edge(edge).from).collect();
    let callers = writers.iter().map(|&writer| context.graph.reach_back(writer, |edge| edge.is_sync()));
    let common = callers.reduce(|all, next| &all & &next).unwrap_or_default();
    let calls_another =
        |node: usize| context.from(node).any(|edge| edge.is_sync() && edge.to != node && common.contains(&edge.to));
    let nearest = common.iter().copied().find(|&node| !calls_another(node));
    nearest.unwrap_or_else(|| context.edge(edges[0]).from)
}

/// How many of some stores hold records of their own: leaders that copy each other's writes are one.
fn of_their_own(context: &Context<'_>, stores: &BTreeSet<usize>) -> usize {
    let told = |&&store: &&usize| {
        let leaders = wiring::other_leaders(context.graph, store);
        !stores.range(..store).any(|earlier| leaders.contains(earlier))
    };
    stores.iter().filter(told).count()
}

/// Connections over which one request of a journey writes records while its user waits. Where a component chooses
/// among several, the way with the most of them.
fn written_by_one_request(context: &Context<'_>, journey: &Carried) -> BTreeSet<usize> {
    let mut written: Vec<Option<BTreeSet<usize>>> = vec![None; context.graph.nodes.len()];
    // What leaves a store of events is made from them, again if need be.
    let waits = |edge: &&usize| journey.edge_waits[**edge] && context.caller(**edge).kind.id != "event-store";
    let mut seen = vec![false; context.graph.nodes.len()];
    // Callees first; what closes a circle counts as nothing.
    let mut open = vec![(journey.entry, false)];
    while let Some((node, left)) = open.pop() {
        if !left {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            open.push((node, true));
            let waiting = context.edges_from(node).iter().filter(waits);
            open.extend(waiting.map(|&edge| (context.edge(edge).to, false)));
            continue;
        }
        let chooses = matches!(context.node(node).dispatch(), Dispatch::OneOf | Dispatch::Route | Dispatch::Split);
        let mut all: BTreeSet<usize> = BTreeSet::new();
        let mut ways: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for &edge in context.edges_from(node).iter().filter(waits) {
            // What a call does that says how it is undone is a step of a saga.
            let is_undone = context.edge(edge).switch("compensation") == Some(true);
            let behind = if is_undone { None } else { written[context.edge(edge).to].clone() };
            let mut this = behind.unwrap_or_default();
            if is_record(context, edge) && journey.edge_writes[edge] {
                this.insert(edge);
            }
            let group = context.edge(edge).group.or(chooses.then_some(""));
            match group {
                None => all.extend(this),
                Some(group) => {
                    let way = ways.entry(group).or_default();
                    if this.len() > way.len() {
                        *way = this;
                    }
                }
            }
        }
        all.extend(ways.into_values().flatten());
        written[node] = Some(all);
    }
    written[journey.entry].take().unwrap_or_default()
}

/// Whether a connection leads to records of their own. Parts behind a router are one store, copies follow by
/// themselves, and a step that says how it is undone belongs to a saga.
fn is_record(context: &Context<'_>, edge: usize) -> bool {
    let (caller, callee) = (context.caller(edge).kind, context.callee(edge).kind);
    let to_a_copy = context.keeps_copies(context.edge(edge).to);
    let keeps = matches!(callee.family, Family::Database | Family::ShardRouter) && !to_a_copy;
    // Of what a client writes itself other rules say that it should not.
    let passed_on = matches!(
        caller.family,
        Family::Client | Family::ShardRouter | Family::Balancer | Family::Gateway | Family::Database
    );
    // Sessions are no records: who is logged out logs in again.
    let is_passing = context.callee(edge).text("contents") == Some("sessions");
    keeps && !passed_on && !is_passing && context.edge(edge).switch("compensation").is_none()
}

#[cfg(test)]
mod tests {
    #[test]
    fn silent_about_views_that_are_made_from_events() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "w", "operation": "write"}]},
                "requirements": {"settings": {"transactions": true}},
                "components": [{"id": "w", "kind": "cqrs-command"}, {"id": "e", "kind": "event-store"},
                    {"id": "r", "kind": "cqrs-query"}, {"id": "v", "kind": "document-db"}],
                "connections": [{"from": "w", "to": "e"}, {"from": "e", "to": "r"}, {"from": "r", "to": "v"}]}"#,
            &[],
        );
    }

    use crate::rules::testing::check;

    #[test]
    fn fires_when_two_databases_are_written_in_one_request() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "other", "kind": "service"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "other"}, {"from": "other", "to": "more"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn leaders_that_copy_each_other_are_one_store_and_a_client_is_told_of_elsewhere() {
        let design = |from: &str, copied: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "db", "kind": "sql"}, {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "FROM", "to": "more"}COPIED]}"#
                .replace("FROM", from)
                .replace("COPIED", copied)
        };
        check("tx-no-pattern", &design("api", ""), &["api"]);
        let both = r#", {"from": "db", "to": "more", "mode": "replication"},
            {"from": "more", "to": "db", "mode": "replication"}"#;
        check("tx-no-pattern", &design("api", both), &[]);
        check("tx-no-pattern", &design("client", ""), &[]);
        check("gw-client-to-internal", &design("client", ""), &["more"]);
    }

    #[test]
    fn who_calls_both_writers_is_named() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "shop", "kind": "service"}, {"id": "orders", "kind": "service"}, {"id": "stock", "kind": "service"},
                    {"id": "one", "kind": "sql"}, {"id": "two", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "shop"}, {"from": "shop", "to": "orders"},
                    {"from": "shop", "to": "stock"}, {"from": "orders", "to": "one"}, {"from": "stock", "to": "two"}]}"#,
            &["shop"],
        );
    }

    #[test]
    fn silent_when_the_call_of_the_other_service_can_be_undone() {
        let design = |undone: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "service"}, {"id": "other", "kind": "service"},
                    {"id": "db", "kind": "sql"}, {"id": "more", "kind": "sql"}],
                "connections": [{"from": "api", "to": "db"},
                    {"from": "api", "to": "other", "compensation": UNDONE}, {"from": "other", "to": "more"}]}"#
                .replace("UNDONE", undone)
        };
        check("tx-no-pattern", &design("true"), &[]);
        check("tx-no-pattern", &design("false"), &["api"]);
    }

    #[test]
    fn silent_when_one_is_written() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_saga_directs_the_steps() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "s", "kind": "saga-orchestrator"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "s", "to": "a"}, {"from": "s", "to": "b"}, {"from": "a", "to": "db"},
                    {"from": "b", "to": "more"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_each_request_goes_one_of_two_ways() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"},
                    {"id": "a", "kind": "server"}, {"id": "b", "kind": "server"},
                    {"id": "here", "kind": "sql"}, {"id": "there", "kind": "sql"}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "a"}, {"from": "lb", "to": "b"},
                    {"from": "a", "to": "here"}, {"from": "b", "to": "there"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_about_sessions_beside_records() {
        let text = |contents: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
                "components": [{{"id": "api", "kind": "server"}}, {{"id": "db", "kind": "sql"}},
                    {{"id": "kv", "kind": "kv-db", "settings": {{"contents": "{contents}"}}}}],
                "connections": [{{"from": "api", "to": "db"}}, {{"from": "api", "to": "kv"}}]}}"#
            )
        };
        check("tx-no-pattern", &text("sessions"), &[]);
        check("tx-no-pattern", &text("records"), &["api"]);
    }
}
