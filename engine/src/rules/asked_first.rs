//! A cache that the callers of a store ask first: the fix of more than one rule.

use super::fix_parts::Load;
use super::{Context, Fix};
use crate::design::Operation;
use crate::kinds::Family;

/// Share of the reads that a cache answers (zero-to-hero § Phase 4 RADIO: O - Optimizations).
const CACHE_ANSWERS: f64 = 0.8;

/// Reads that a cache leaves over.
pub(super) fn left_over(reads: f64) -> f64 {
    reads * (1.0 - CACHE_ANSWERS)
}

/// A cache before a store that gets so many reads a second at peak. `None` where nobody asks it who could ask a cache.
pub(super) fn cache_before<'a>(context: &Context<'a>, store: usize, reads: f64) -> Option<Fix<'a>> {
    // Keys are looked up before their shard is.
    let router = context.to(store).find(|edge| context.node(edge.from).kind.family == Family::ShardRouter);
    let asked = router.map_or(store, |edge| edge.from);
    let carries = |edge: &usize| {
        let call = context.edge(*edge);
        let carried = context.carried.iter().any(|journey| journey.edge_waits[*edge] && journey.reads[call.to]);
        let other = call.connection.operation == Some(Operation::Write) || !call.connection.after_miss_in.is_empty();
        let works = matches!(context.caller(*edge).kind.family, Family::Compute | Family::ConnectionServer);
        carried && works && !other && call.is_sync()
    };
    let edges: Vec<usize> = context.edges_to(asked).iter().copied().filter(carries).collect();
    let load = Load { peak: reads, target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.cache_beside(store, &edges, load).filter(|_| !edges.is_empty())?;
    fix.done()
}
