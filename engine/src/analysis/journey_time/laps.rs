//! Components that may call each other: a loop is followed lap by lap.

use super::{Builder, SETTLED};

/// Laps of a loop beyond which it is cut.
const MOST_LAPS: usize = 200;
/// The same where callers lose patience, which takes more work.
const MOST_LAPS_UNDER_STRAIN: usize = 12;
/// Where more than this part of the whole would be cut, nothing is said: percentiles would be far off.
const MOST_CUT: f64 = 2e-3;

impl Builder<'_> {
    /// Times of components that may call each other. A loop is followed lap by lap until a further one adds nothing.
    pub(super) fn answer_part(&mut self, part: &[usize]) {
        let met: Vec<(usize, usize)> = part
            .iter()
            .flat_map(|&node| [(node, 0), (node, 1)])
            .filter(|&(node, operation)| self.met[node][operation])
            .collect();
        let calls_itself = |&node: &usize| self.graph.from(node).any(|edge| edge.to == node);
        let is_loop = part.len() > 1 || part.first().is_some_and(calls_itself);
        let most = if self.pressed.is_some() { MOST_LAPS_UNDER_STRAIN } else { MOST_LAPS };
        let mut added = 1.0_f64;
        for lap in 0..most {
            let mut adds = 0.0_f64;
            for &(node, operation) in &met {
                let before = self.answers[node][operation].map(|id| self.times.bound(id));
                let answer = self.answer(node, operation);
                let after = self.times.bound(answer);
                adds = adds.max(before.map_or(1.0, |before| if after > 0.0 { 1.0 - before / after } else { 0.0 }));
                self.answers[node][operation] = Some(answer);
            }
            if !is_loop || adds <= SETTLED {
                break;
            }
            if lap + 1 == most {
                // Each further lap would add as many times less.
                let falls = (adds / added).min(1.0);
                self.cut = self.cut.max(adds * falls / (1.0 - falls));
            }
            added = adds;
        }
    }

    /// Whether so much was cut that percentiles would be far off. Under strain, round after round, what is cut is looked at
    /// by its mean alone.
    pub(super) fn is_cut_short(&self) -> bool {
        self.pressed.is_none() && self.cut > MOST_CUT
    }
}
