//! What the rules about retries that overload a component have in common: which components, and the figures of each.

use super::phrase::Value;
use super::{Context, Part, Verdict};
use crate::analysis::attempts::Storm;

/// Tells of each component whose retries are of a sort: what reaches it first, what all attempts make of that, and what it
/// can do. The finding is on the connections over which it is asked again.
pub(super) fn tell(context: &Context<'_>, verdict: &mut Verdict, is_it: impl Fn(&Storm) -> bool) {
    for storm in context.retried().storms.iter().filter(|storm| is_it(storm)) {
        let Some((capacity, timeout)) = storm.capacity.zip(storm.timeout) else { continue };
        let unit = context.node(storm.node).kind.capacity.unit();
        let incoming = context.graph.incoming[storm.node].iter().copied();
        let again: Vec<usize> = incoming.filter(|&edge| context.edge(edge).tries_again()).collect();
        verdict
            .find(context, &[storm.node])
            .on(&again)
            .measured(storm.worst, capacity, unit)
            .of(Part::AllAttempts(0))
            .limit(Part::Carries(0))
            .with("first", Value::Amount(storm.first, unit))
            .with("worst", Value::Amount(storm.worst, unit))
            .with("limit", Value::Amount(capacity, unit))
            .with("timeout", Value::Milliseconds(timeout * 1_000.0));
    }
}
