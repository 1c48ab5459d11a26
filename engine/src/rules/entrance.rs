//! The ways on which users reach what works for them, and whether anything on a way guards it: what guards one way guards
//! no other. What a guard is differs from rule to rule.

use std::collections::BTreeSet;

use super::fix_parts::Load;
use super::{Context, Finding, Fix, Verdict};
use crate::analysis::Node;
use crate::analysis::through::{go_together, passes_on};
use crate::design::Mode;
use crate::kinds::Family;

/// Ways that nothing guards.
pub(super) struct Unguarded {
    /// What is to be told of them: of each way the first that is marked.
    pub marked: BTreeSet<usize>,
    /// What could guard the first way on which nothing is marked: of what users call there, and what it leads to.
    pub open: Option<[usize; 2]>,
}

/// Whether components of a family are what users call, rather than what only leads there or what keeps files for them.
pub(super) const fn is_entry(family: Family) -> bool {
    matches!(family, Family::Gateway | Family::Balancer | Family::Compute | Family::ConnectionServer)
}

/// Whether a component asks one of that kind, which stands beside the way.
pub(super) fn asks(context: &Context<'_>, node: usize, kind: &str) -> bool {
    let beside = context.from(node).map(|edge| edge.to).chain(context.to(node).map(|edge| edge.from));
    beside.into_iter().any(|other| context.node(other).kind.id == kind)
}

/// The ways from users to programs on which nothing `guards`, nor anything that those programs call. Ways that lead to no
/// program and past nothing that users call, such as those to files, are none.
pub(super) fn unguarded(
    context: &Context<'_>,
    guards: &dyn Fn(usize, &Node<'_>) -> bool,
    marks: &dyn Fn(usize, &Node<'_>) -> bool,
) -> Unguarded {
    let mut found = Unguarded { marked: BTreeSet::new(), open: None };
    let guarded: Vec<bool> = context.nodes().map(|(number, node)| guards(number, &node)).collect();
    let behind = calling(context, &guarded);
    let goes = |edge: usize| {
        let edge = context.edge(edge);
        let is_used = edge.connection.journeys.as_ref().is_none_or(|journeys| !journeys.is_empty());
        is_used && edge.connection.mode != Mode::Replication && !edge.often.family.beside_the_path()
    };
    let first = |client: usize| context.edges_from(client).iter().copied().filter(|&edge| goes(edge));
    let clients = context.of_family(Family::Client).map(|(client, _)| client);
    // A way as far as it was followed: its last connection, what was marked on it, and the first that users call on it.
    let mut open: Vec<(usize, Option<usize>, Option<usize>)> =
        clients.flat_map(first).map(|edge| (edge, None, None)).collect();
    let mut seen = BTreeSet::new();
    while let Some((edge, marked, passed)) = open.pop() {
        let node = context.edge(edge).to;
        if guarded[node] || !seen.insert((edge, marked, passed)) {
            continue;
        }
        let marked = marked.or_else(|| marks(node, &context.node(node)).then_some(node));
        let passed = passed.or_else(|| is_entry(context.node(node).kind.family).then_some(node));
        let onward: Vec<usize> = if passes_on(context.graph, node) {
            let next = context.edges_from(node).iter().copied();
            next.filter(|&next| goes(next) && go_together(context.edge(edge), context.edge(next))).collect()
        } else {
            Vec::new()
        };
        if !onward.is_empty() {
            open.extend(onward.into_iter().map(|next| (next, marked, passed)));
            continue;
        }
        match (marked, passed) {
            (_, None) => {}
            _ if behind[node] => {}
            (Some(node), _) => {
                found.marked.insert(node);
            }
            (None, Some(first)) => found.open = found.open.min(Some([first, node])).or(Some([first, node])),
        }
    }
    found
}

/// By component: whether it is one of these, or waits for one, however many calls further down.
fn calling(context: &Context<'_>, these: &[bool]) -> Vec<bool> {
    let mut found = these.to_vec();
    let mut open: Vec<usize> = (0..these.len()).filter(|&node| these[node]).collect();
    while let Some(node) = open.pop() {
        for edge in context.to(node).filter(|edge| edge.is_sync()) {
            if !found[edge.from] {
                found[edge.from] = true;
                open.push(edge.from);
            }
        }
    }
    found
}

impl Unguarded {
    /// Where a setting would be stated that says who guards the way that leaves it open.
    pub fn place_of(&self, context: &Context<'_>, setting: &'static str) -> Option<String> {
        let has = |node: &usize| context.node(*node).kind.setting(setting).is_some();
        let [first, last] = self.open?;
        Some(context.node([first, last].into_iter().find(has)?).place_of(setting))
    }
}

/// Whether a drawing shows any protection. One without any leaves it out altogether; one with some lacks the rest.
pub(super) fn draws_protection(context: &Context<'_>) -> bool {
    let protects = |node: &Node<'_>| {
        node.kind.family == Family::Shield || matches!(node.kind.id, "identity" | "policy" | "secrets")
    };
    context.nodes().any(|(_, node)| protects(&node))
}

/// Tells of entries in front of which a protection lacks, where the drawing shows any there.
pub(super) fn tell_of_entries(context: &Context<'_>, verdict: &mut Verdict, ways: Unguarded) {
    let is_drawn = context.of_family(Family::Shield).next().is_some();
    for entry in ways.marked {
        if is_drawn {
            verdict.find(context, &[entry]);
        } else {
            verdict.needs("protection in front of the entry");
        }
    }
}

/// A protection of this kind between what comes from outside and the entry of a finding.
pub(super) fn protected<'a>(finding: &Finding, context: &Context<'a>, kind: &str) -> Option<Fix<'a>> {
    let entry = finding.first()?;
    let faces_clients = |family| matches!(family, Family::Client | Family::Shield | Family::Cdn | Family::Dns);
    let outside = |edge: &usize| faces_clients(context.caller(*edge).kind.family) && context.edge(*edge).is_sync();
    let edges: Vec<usize> = context.edges_to(entry).iter().copied().filter(outside).collect();
    let load = Load { peak: context.peak(entry).total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.put_before(entry, &edges, kind, load).filter(|_| !edges.is_empty())?;
    fix.done()
}
