//! More is needed than there is.

use std::collections::BTreeSet;

use crate::analysis::pools::{Copied, copied};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// More copies, or more members of a group, are needed than there are.
    ///
    /// ## Why it matters
    /// Three of two can never be up together. Whatever requires the component, or chooses within the group, is never
    /// served: its availability is nought, however reliable each copy is.
    ///
    /// ## What to do
    /// State how many have to be up at least, or add those that are missing. A connection that names other journeys is
    /// no member for this one.
    ///
    /// ## When it is fine
    /// While the design is half drawn.
    id: "needs-more-than-exist",
    title: "More needed than there is",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &[],
    message: "{component} needs {needed} {what} and has {count}. Nothing that requires this is ever served.",
    fix: "State at most {count} as needed, or add what is missing.",
    check: check;
    mend: mend;
    in ru: r"
        More needed than there is ⇒ Нужно больше, чем есть
        {component} needs {needed} {what} and has {count}. Nothing that requires this is ever served. ⇒ {component}: нужно {needed} {what}, а есть {count}. Ничто, чему это обязательно, не будет обслужено.
        State at most {count} as needed, or add what is missing. ⇒ Укажите, что нужно не больше {count}, или добавьте недостающее.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let (count, needed, what) = match copied(context.graph, &node) {
            Copied::Whole => continue,
            Copied::Pool { needs, .. } => (node.instances(), needs, "of its copies"),
            Copied::Shards { needs, .. } => (1 + node.replicas(), needs, "copies of each shard"),
        };
        if needed > count {
            let finding = verdict.find(context, &[number]).of(Part::Setting(0, "needs"));
            if node.is_pool() {
                finding.limit(Part::Count(0, "instances"));
            } else {
                finding.limit_by("1 + replicas", &[("replicas", Part::Count(0, "replicas"))]);
            }
            say(finding, f64::from(needed), f64::from(count), what, "copies");
        }
    }
    // Journeys that choose alike share the fault.
    let mut groups: BTreeSet<(usize, &[usize], usize)> = BTreeSet::new();
    for journey in &context.traffic.journeys {
        for number in 0..context.graph.nodes.len() {
            let needs = (0..2).flat_map(|at| journey.steps.needs(number, at));
            let unmet = needs.filter(|need| need.members.len() < need.needs);
            groups.extend(unmet.map(|need| (number, need.edges, need.needs)));
        }
    }
    for (number, edges, needed) in groups {
        let finding = verdict.find(context, &[number]).on(edges).of(Part::NeedsOfGroup).limit(Part::Connections);
        say(finding, needed as f64, edges.len() as f64, "targets of a group", "targets");
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let mut fix = Fix::of(context.graph);
    if !finding.edges.is_empty() {
        let count = finding.edges.len() as u32;
        for &edge in &finding.edges {
            if context.edge(edge).connection.needs.is_some_and(|needs| needs > count) {
                fix.connection(edge).needs = Some(count);
            }
        }
        fix.tell(format!("{}: {count} targets needed, as many as there are.", fix.label(node)), None);
        return fix.done();
    }
    let needed = finding.counted("needed")?;
    match context.node(node).is_pool() {
        true => fix.count(node, "instances", needed, None).done(),
        false => fix.count(node, "replicas", needed.saturating_sub(1), None).done(),
    }
}

fn say(finding: &mut Finding, needed: f64, count: f64, what: &str, unit: &'static str) {
    finding
        .measured(needed, count, unit)
        .with("needed", Value::Count(needed))
        .with("count", Value::Count(count))
        .with("what", Value::name(what));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_pool_needs_more_copies_than_it_has() {
        check(
            "needs-more-than-exist",
            r#"{"components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"needs": 3}},
                {"id": "db", "kind": "sql", "shards": 3, "replicas": 1, "settings": {"needs": 3}}]}"#,
            &["api", "db"],
        );
    }

    #[test]
    fn fires_once_when_a_group_needs_more_than_its_members() {
        check(
            "needs-more-than-exist",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"},
                    {"id": "list", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
                "connections": [{"from": "api", "to": "a", "group": "g", "needs": 3},
                    {"from": "api", "to": "b", "group": "g"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_all_are_needed() {
        check(
            "needs-more-than-exist",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"needs": 2}},
                    {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"},
                    {"id": "f", "kind": "object-store", "settings": {"needs": 9}}],
                "connections": [{"from": "api", "to": "a", "group": "g", "needs": 2},
                    {"from": "api", "to": "b", "group": "g"}]}"#,
            &[],
        );
    }
}
