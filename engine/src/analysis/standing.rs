//! The workings of how many copies of a component stand while some places are down: all that the design counts, or
//! those in the places that are up.

use super::graph::{Graph, Node};
use super::pools::slots;
use super::working::Working;
use crate::design::Placement;

/// A component, and by fate whether that is down.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// The component.
    pub node: &'a Node<'a>,
    /// By fate: whether it is down.
    pub down: &'a [bool],
}

impl Standing<'_> {
    /// Adds the input `copies`: how many of a pool stand, or of the shard of this number.
    #[must_use]
    pub fn copies(&self, working: Working, shard: Option<usize>) -> Working {
        let slots = slots(self.graph, self.node);
        if slots.iter().all(|&fate| !self.down[fate]) {
            return match shard {
                None => working.counted_as("copies", self.node, "instances"),
                Some(_) if self.node.replicas() == 0 => working,
                Some(_) => {
                    let copies = Working::new("1 + replicas", 1.0 + f64::from(self.node.replicas()));
                    working.worked("copies", copies.counted(self.node, "replicas"))
                }
            };
        }
        let counts = match &self.node.component.places {
            Placement::Counted(counts) if shard.is_none() && slots.len() as u32 == self.node.instances() => counts,
            _ => return working.worked("copies", self.shared_out(&slots, shard)),
        };
        let id = self.node.id();
        let up = counts.iter().filter(|(place, count)| {
            let fate = self.graph.fates.iter().position(|fate| fate.place.id == **place);
            **count > 0 && fate.is_some_and(|fate| !self.down[fate])
        });
        let parts = up.map(|(place, &count)| {
            let here = Working::new("copies there", f64::from(count));
            (
                format!("in {place}"),
                here.stated("copies there", f64::from(count), format!("components[{id}].places.{place}")),
            )
        });
        working.worked("copies", Working::sum(parts.collect()))
    }

    /// Copies that are dealt out to places in turn: those in the places that are up. A shard of number *i* begins with
    /// place *i*.
    fn shared_out(&self, slots: &[usize], shard: Option<usize>) -> Working {
        let (all, copies) = match shard {
            None => ("instances", self.node.instances()),
            Some(_) => ("1 + replicas", 1 + self.node.replicas()),
        };
        let places = slots.len();
        let first = shard.unwrap_or(0);
        let mut up: Vec<usize> = (0..places)
            .filter(|&slot| !self.down[slots[slot]])
            .map(|slot| (slot + places - first % places) % places)
            .collect();
        up.sort_unstable();
        let working = dealt(self.node, (all, copies), &up, places);
        if up.is_empty() { working } else { self.places(working, slots) }
    }

    /// Adds the input `shards`: those that begin with one of these places.
    #[must_use]
    pub fn shards(&self, working: Working, first: &[usize]) -> Working {
        let slots = slots(self.graph, self.node);
        let places = slots.len().max(1);
        if first.len() >= places.min(self.node.shards() as usize) {
            return working.counted(self.node, "shards");
        }
        let here = dealt(self.node, ("shards", self.node.shards()), first, places);
        working.worked("shards", self.places(here, &slots))
    }

    /// Adds the input `places`.
    fn places(&self, working: Working, slots: &[usize]) -> Working {
        let from = match &self.node.component.places {
            Placement::Counted(_) => format!("components[{}].places", self.node.id()),
            _ => {
                let ids: Vec<&str> = slots.iter().map(|&fate| self.graph.fates[fate].place.id.as_str()).collect();
                format!("places[{}]", ids.join(","))
            }
        };
        working.stated("places", slots.len() as f64, from)
    }
}

/// What the turns number `turns` get of copies or shards that are dealt out in turn to so many places; with the input
/// `places` left to add, where any turn gets something.
pub(super) fn dealt(node: &Node<'_>, (what, count): (&'static str, u32), turns: &[usize], places: usize) -> Working {
    if turns.is_empty() {
        return Working::new("0", 0.0);
    }
    let of_turn = |turn: &usize| match turn {
        0 => format!("ceil(({what}) ÷ places)"),
        turn => format!("ceil(({what} − {turn}) ÷ places)"),
    };
    let formula = turns.iter().map(of_turn).collect::<Vec<_>>().join(" + ");
    let get = turns.iter().map(|turn| (count as usize).saturating_sub(*turn).div_ceil(places)).sum::<usize>();
    let counted = if what == "1 + replicas" { "replicas" } else { what };
    Working::new(formula, get as f64).counted(node, counted)
}
