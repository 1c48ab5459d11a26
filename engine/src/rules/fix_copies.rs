//! Fixes that change how many there are of a component: instances, shards, replicas, and the places they stand in. How
//! many it takes is known by the analyses, never guessed here.

use super::fix::Fix;
use super::phrase::{counted, grouped};
use crate::analysis::capacity::{Load, whole};
use crate::analysis::wiring;
use crate::design::format::{COUNT, REPLICAS};
use crate::design::vocabulary::Source;
use crate::design::{Place, PlaceKind, Placement};
use crate::kinds::{Copies, Family};

/// Copies of what must not stand alone.
pub const AT_LEAST: u64 = 2;

/// Why there are to be two of everything that journeys cannot do without.
pub const TWO_COPIES: Source = Source::Documented(
    "zero-to-hero § 1.1 Understanding System Design Basics; mental-models § 4. The Scaling Dimensions",
);

impl Fix<'_> {
    /// So many of a component that it stays at the target at peak; nothing where no number is enough.
    #[must_use]
    pub fn at_target(self, node: usize, load: &Load) -> Self {
        match load.needed {
            Some(needed) => self.count(node, needed.unit, needed.at_target, None),
            None => self,
        }
    }

    /// So many `instances`, `shards` or `replicas` (of each shard) of a component; never fewer than there are.
    #[must_use]
    pub fn count(mut self, node: usize, unit: &str, wanted: u64, source: Option<Source>) -> Self {
        let known = self.node(node);
        let before = match unit {
            "instances" => known.instances(),
            "shards" => known.shards(),
            _ => known.replicas(),
        };
        let most = if unit == "replicas" { REPLICAS.most } else { COUNT.most };
        if known.kind.copies == Copies::Inside || wanted <= u64::from(before) || wanted as f64 > most {
            return self;
        }
        let wanted = wanted as u32;
        let label = self.label(node);
        let component = self.component(node);
        match unit {
            "instances" => {
                if let Placement::Counted(counts) = &mut component.places {
                    // One after the other where there are fewest.
                    for _ in before..wanted {
                        let fewest = counts.iter_mut().min_by_key(|(_, count)| **count);
                        if let Some((_, count)) = fewest {
                            *count += 1;
                        }
                    }
                    component.instances = component.instances.map(|_| wanted);
                } else {
                    component.instances = Some(wanted);
                }
            }
            "shards" => component.shards = Some(wanted),
            _ => component.replicas = Some(wanted),
        }
        let (now, was) = (grouped(f64::from(wanted)), grouped(f64::from(before)));
        let each = if unit == "replicas" && known.shards() > 1 { " of each shard" } else { "" };
        self.tell(format!("{label}: {}{each} instead of {was}.", counted(&now, unit)), source);
        // What is split and has no second copy loses a part with each node.
        let alone = known.replicas() == 0 && wiring::drawn_replicas(self.graph, node).is_empty();
        if unit == "shards" && known.kind.family == Family::Database && alone && !known.managed() {
            self.component(node).replicas = Some(1);
            self.tell(format!("{label}: a replica of each shard."), Some(TWO_COPIES));
        }
        self
    }

    /// A second copy of a component: another instance, or a replica of each shard.
    #[must_use]
    pub fn second_copy(self, node: usize) -> Self {
        let known = self.node(node);
        match known.kind.copies {
            Copies::Inside => self,
            _ if known.is_pool() => {
                // Where several are needed, one more than that.
                let needs = known.number("needs").map_or(1.0, |figure| figure.value);
                let wanted = (needs as u64 + 1).max(AT_LEAST);
                self.count(node, "instances", wanted, Some(TWO_COPIES))
            }
            Copies::Pool | Copies::Shards => self.count(node, "replicas", 1, Some(TWO_COPIES)),
        }
    }

    /// So many that a component, as full as this with what it has, is at the target.
    #[must_use]
    pub fn sized(self, node: usize, unit: &str, utilization: f64, target: f64) -> Self {
        let known = self.node(node);
        let count = match unit {
            "instances" => known.instances(),
            "shards" => known.shards(),
            _ => known.replicas(),
        };
        let wanted = utilization * f64::from(count) / target;
        if wanted.is_finite() { self.count(node, unit, whole(wanted), None) } else { self }
    }

    /// Fewer instances of a component than there are; nothing where each place has its count.
    #[must_use]
    pub fn fewer(mut self, node: usize, wanted: u64) -> Self {
        let before = self.node(node).instances();
        let placed = matches!(self.node(node).component.places, Placement::Counted(_));
        let Ok(wanted) = u32::try_from(wanted) else { return self };
        if placed || wanted >= before || wanted == 0 {
            return self;
        }
        self.component(node).instances = Some(wanted);
        let (now, was) = (grouped(f64::from(wanted)), grouped(f64::from(before)));
        self.tell(format!("{}: {} instead of {was}.", self.label(node), counted(&now, "instances")), None);
        self
    }

    /// Spreads a component that stands in one zone over all zones of the same region; nothing where there is no other.
    #[must_use]
    pub fn spread(mut self, node: usize) -> Self {
        let design = self.graph.design;
        let [zone] = self.node(node).component.places.ids()[..] else { return self };
        let Some(own) = design.places.iter().find(|place| place.id == zone) else { return self };
        let near = |place: &&Place| place.kind == PlaceKind::Zone && place.within == own.within;
        let near: Vec<&Place> = design.places.iter().filter(near).collect();
        if near.len() < 2 {
            return self;
        }
        let names: Vec<&str> = near.iter().map(|place| place.name.as_deref().unwrap_or(&place.id)).collect();
        let says = format!("{}: spread over {}.", self.label(node), names.join(", "));
        let ids = near.iter().map(|place| place.id.clone()).collect();
        let copies = self.node(node).component.places.counted();
        let component = self.component(node);
        component.places = Placement::Spread(ids);
        // What was counted by place is counted as a whole from now on.
        component.instances = component.instances.or(copies);
        self.tell(says, None);
        self
    }
}
