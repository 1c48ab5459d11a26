//! The workings of how full a component is of which not everything is left: copies that stand, the fullest shard. Knows
//! nothing of what is said about it.

use super::arrivals::{When, Which, arriving};
use super::capacity::{Load, Role, RoleLoad, reads_from, shard_roles};
use super::figures::{Limit, copies_at_work, load_of_role, role_rate_of};
use super::graph::Graph;
use super::lost::{Alike, Losses, Remaining};
use super::places::{copies_of, whose};
use super::places_working::fullness;
use super::scenario::{Down, Scenario};
use super::skew::skewed;
use super::standing::{Standing, dealt};
use super::traffic::{Rates, Traffic};
use super::working::Working;
use crate::kinds::Capacity;

/// A design of which something is lost.
#[derive(Clone, Copy, Debug)]
pub struct Broken<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What still arrives, with what it was kept from.
    pub traffic: &'a Traffic,
    /// How full that makes what is left.
    pub loads: &'a [Load],
    /// What arrives where, and how full that makes each component, without all this.
    pub whole: (&'a Traffic, &'a [Load]),
    /// What is lost.
    pub losses: &'a Losses,
    /// What was supposed.
    pub scenario: &'a Scenario,
}

impl Broken<'_> {
    /// How full a role is by what arrives; `None` where it has no such role, or that can do nothing.
    #[must_use]
    pub fn role_utilization(&self, number: usize, at: usize) -> Option<Working> {
        self.role_with(number, self.loads[number].roles.get(at)?, &|which| {
            arriving(self.graph, self.traffic, number, When::Peak, which)
        })
    }

    /// The same for what `arriving` says.
    #[must_use]
    pub fn role_with(&self, number: usize, role: &RoleLoad, arriving: &dyn Fn(Which) -> Working) -> Option<Working> {
        let node = &self.graph.nodes[number];
        if !role.utilization.is_finite() {
            return None;
        }
        if role.role == Role::Places {
            return self.places(number, role, arriving);
        }
        match self.losses.remaining(self.graph, number) {
            Remaining::All => load_of_role(node, role, arriving),
            Remaining::Nothing => None,
            Remaining::Pool { up, .. } => {
                let (figure, setting) = Limit::Reads.of(node)?;
                Some(
                    Working::new("peak ÷ (copies left × capacity of one)", role.utilization)
                        .worked("peak", arriving(Which::Both))
                        .worked("copies left", self.at_work(number, up))
                        .setting("capacity of one", figure, node, setting),
                )
            }
            Remaining::Shards { alike, auto_failover } => {
                let writable = auto_failover || alike.iter().all(|shard| shard.primary);
                let shard = self.fullest(number, role, &alike, auto_failover, arriving)?;
                self.shard(number, role, acting(shard, auto_failover), (writable, arriving))
            }
        }
    }

    /// How full the places of what is left are.
    fn places(&self, number: usize, places: &RoleLoad, arriving: &dyn Fn(Which) -> Working) -> Option<Working> {
        let (graph, node) = (self.graph, &self.graph.nodes[number]);
        let roles = &self.loads[number].roles;
        let of = whose(graph, number, roles, places);
        let copies = match (self.losses.remaining(graph, number), of) {
            (Remaining::Shards { .. }, Some(at)) if roles[at].role == Role::Replica => {
                let left = copies_of(node, &roles[at]);
                let lost = f64::from(node.replicas()) - left;
                Working::new(format!("replicas − {lost}"), left).counted(node, "replicas")
            }
            (Remaining::Shards { .. }, Some(_)) => Working::new("1", 1.0),
            (Remaining::All, of) => copies_at_work(node, of.map(|at| roles[at].role)),
            (Remaining::Pool { up, .. }, _) => self.at_work(number, up),
            _ => self.all_copies(number),
        };
        let reaching = |which| of.map_or_else(|| Some(arriving(which)), |at| self.role_rate(number, at, which));
        let full = fullness((graph, self.whole.0, self.whole.1), number, places, &reaching, copies)?;
        // What reaches one shard that stands for all is that of the busiest already.
        let of_one = matches!(self.losses.remaining(graph, number), Remaining::Shards { .. });
        Some(if of_one { full } else { skewed(node, full) })
    }

    /// What reaches a role a second; of the fullest shard where not all of them have lost the same. `None` where it has no
    /// such role.
    #[must_use]
    pub fn role_rate(&self, number: usize, at: usize, which: Which) -> Option<Working> {
        let roles = &self.loads[number].roles;
        if let Some(role) = roles.get(at).filter(|role| role.role == Role::Places) {
            let rate = || arriving(self.graph, self.traffic, number, When::Peak, which);
            return whose(self.graph, number, roles, role)
                .map_or_else(|| Some(rate()), |at| self.role_rate(number, at, which));
        }
        let node = &self.graph.nodes[number];
        let role = self.loads[number].roles.get(at)?;
        let remaining = self.losses.remaining(self.graph, number);
        let Remaining::Shards { alike, auto_failover } = remaining else {
            return role_rate_of(self.graph, self.traffic, self.loads, (number, at), which);
        };
        let of_role = match which {
            Which::Reads => role.peak.reads,
            Which::Writes => role.peak.writes,
            Which::Both => role.peak.total(),
        };
        if of_role <= 0.0 {
            return Some(Working::new("0", 0.0));
        }
        let arriving = |which| arriving(self.graph, self.traffic, number, When::Peak, which);
        let (primary, replicas) = acting(self.fullest(number, role, &alike, auto_failover, &arriving)?, auto_failover);
        let rate = arriving(which);
        let shared = primary && replicas > 0 && reads_from(node) == "all" && which == Which::Reads;
        let working = Working::new("rate ÷ shards", of_role).worked("rate", rate).counted(node, "shards");
        if !shared || node.kind.capacity != Capacity::ReadsAndWrites {
            return Some(skewed(node, working));
        }
        let ((of_one, setting), (of_replica, replica_setting)) =
            (Limit::Reads.of(node)?, Limit::ReplicaReads.of(node)?);
        let part = if role.role == Role::Replica {
            format!("{replicas} × reads of a replica")
        } else {
            "reads of one".to_owned()
        };
        let formula = format!("rate ÷ shards × {part} ÷ (reads of one + {replicas} × reads of a replica)");
        let working = Working { formula, ..working }.setting("reads of one", of_one, node, setting);
        Some(skewed(node, working.setting("reads of a replica", of_replica, node, replica_setting)))
    }

    /// The shard that a role of a component is as full as.
    fn fullest<'s>(
        &self,
        number: usize,
        role: &RoleLoad,
        alike: &'s [Alike],
        auto_failover: bool,
        arriving: &dyn Fn(Which) -> Working,
    ) -> Option<&'s Alike> {
        let writable = auto_failover || alike.iter().all(|shard| shard.primary);
        let writes = if writable { arriving(Which::Writes).value } else { 0.0 };
        let peak = Rates { reads: arriving(Which::Reads).value, writes };
        let apart = |shard: &Alike| {
            let (primary, replicas) = acting(shard, auto_failover);
            let roles = shard_roles(&self.graph.nodes[number], peak, primary, replicas);
            let of_role = roles.iter().find(|other| other.role == role.role)?.utilization;
            Some((of_role - role.utilization).abs())
        };
        let each = alike.iter().filter_map(|shard| Some((apart(shard)?, shard)));
        each.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, shard)| shard)
    }

    /// Copies of a pool that stand in places that are up, without those that are supposed to be lost.
    fn copies_left(&self, number: usize, up: u32) -> Working {
        let node = &self.graph.nodes[number];
        let working = match self.losses.zones.is_empty() {
            true => {
                let standing = Standing { graph: self.graph, node, down: &self.losses.fates };
                standing.copies(Working::new("copies", f64::from(up)), None)
            }
            false => self.beside_supposed_zones(number, up),
        };
        let lost = self.scenario.down.iter().enumerate().filter_map(|(at, down)| match down {
            Down::Copies { component, role: Role::Copies, count } if component == node.id() => {
                let from = format!("scenario.down[{at}].copies.count");
                let lost = f64::from(*count);
                Some(("lost".to_owned(), Working::new("lost", lost).stated("lost", lost, from)))
            }
            _ => None,
        });
        let lost: Vec<(String, Working)> = lost.collect();
        if lost.is_empty() {
            return working;
        }
        Working { formula: "max(0, copies − lost)".to_owned(), ..working }.worked("lost", Working::sum(lost))
    }

    /// Those of them that have work.
    fn at_work(&self, number: usize, up: u32) -> Working {
        let (node, left) = (&self.graph.nodes[number], self.copies_left(number, up));
        let Some(partitions) = node.partitions else { return left };
        let from = format!("components[{}].{}", partitions.log, partitions.field);
        Working::new("min(left, partitions)", node.at_work(left.value)).worked("left", left).stated(
            "partitions",
            partitions.count,
            from,
        )
    }

    /// The input `copies` of a pool of which so many are left: those that stand in the supposed zones that are up.
    fn beside_supposed_zones(&self, number: usize, up: u32) -> Working {
        let node = &self.graph.nodes[number];
        let copies = Working::new("copies", f64::from(up));
        let Some((at, of)) = self.scenario.down.iter().enumerate().find_map(|(at, down)| match down {
            Down::Zone { of, .. } => Some((at, *of)),
            _ => None,
        }) else {
            return copies.counted_as("copies", node, "instances");
        };
        let is_up = |zone: &u32| !self.losses.zones.iter().any(|lost| lost.zone == *zone);
        let turns: Vec<usize> = (1..=of).filter(is_up).map(|zone| zone as usize - 1).collect();
        let left = dealt(node, ("instances", node.instances()), &turns, of as usize);
        let from = format!("scenario.down[{at}].zone.of");
        copies.worked("copies", if turns.is_empty() { left } else { left.stated("places", f64::from(of), from) })
    }

    /// All copies that are left, replicas among them.
    #[must_use]
    pub fn all_copies(&self, number: usize) -> Working {
        let node = &self.graph.nodes[number];
        if node.copies() == 0 {
            return Working::new("0", 0.0);
        }
        let left = self.losses.copies_left(self.graph, number);
        match self.losses.remaining(self.graph, number) {
            Remaining::Nothing => Working::new("0", 0.0),
            Remaining::Pool { up, .. } => self.copies_left(number, up),
            Remaining::All if node.is_pool() => Working::new("instances", left).counted(node, "instances"),
            Remaining::All | Remaining::Shards { .. } => {
                let all = f64::from(node.shards()) * (1.0 + f64::from(node.replicas()));
                let lost = all - left;
                let formula = match lost > 0.0 {
                    true => format!("shards × (1 + replicas) − {lost}"),
                    false => "shards × (1 + replicas)".to_owned(),
                };
                Working::new(formula, left).counted(node, "shards").counted(node, "replicas")
            }
        }
    }

    /// How full a role of the fullest shard is, which has a primary, or not, and so many replicas.
    fn shard(
        &self,
        number: usize,
        role: &RoleLoad,
        (primary, replicas): (bool, u32),
        (writable, arriving): (bool, &dyn Fn(Which) -> Working),
    ) -> Option<Working> {
        let node = &self.graph.nodes[number];
        let working = Working::new("", role.utilization).counted(node, "shards");
        let (of_one, setting) = Limit::Reads.of(node)?;
        if node.kind.capacity != Capacity::ReadsAndWrites {
            // Whoever takes no writes gets reads alone.
            let which = if primary && writable { Which::Both } else { Which::Reads };
            let working = working.worked("peak", arriving(which)).setting("capacity of one", of_one, node, setting);
            let formula = "peak ÷ (shards × capacity of one)".to_owned();
            return Some(skewed(node, Working { formula, ..working }));
        }
        let (of_replica, replica_setting) = Limit::ReplicaReads.of(node)?;
        let of_replicas = role.role == Role::Replica;
        let mut working = working;
        let mut terms: Vec<String> = Vec::new();
        if role.peak.reads > 0.0 {
            working = working.worked("reads", arriving(Which::Reads));
            let shared = primary && replicas > 0 && reads_from(node) == "all";
            let all = format!("(shards × (reads of one + {replicas} × reads of a replica))");
            terms.push(match (shared, of_replicas) {
                // Reads go to all in proportion to what each can do, so each is as full.
                (true, _) => format!("reads ÷ {all}"),
                (false, true) => format!("reads ÷ (shards × {replicas} × reads of a replica)"),
                (false, false) => "reads ÷ (shards × reads of one)".to_owned(),
            });
            if shared || !of_replicas {
                working = working.setting("reads of one", of_one, node, setting);
            }
            if shared || of_replicas {
                working = working.setting("reads of a replica", of_replica, node, replica_setting);
            }
        }
        if role.peak.writes > 0.0 && !of_replicas {
            let (figure, setting) = Limit::Writes.of(node)?;
            terms.push("writes ÷ (shards × writes of one)".to_owned());
            working = working.worked("writes", arriving(Which::Writes)).setting("writes of one", figure, node, setting);
        }
        if terms.is_empty() {
            return Some(Working::new("0", 0.0));
        }
        Some(skewed(node, Working { formula: terms.join(" + "), ..working }))
    }
}

/// Whether a shard has somebody for its writes, and how many replicas besides.
fn acting(shard: &Alike, auto_failover: bool) -> (bool, u32) {
    let promoted = !shard.primary && auto_failover && shard.replicas > 0;
    (shard.primary || promoted, shard.replicas - u32::from(promoted))
}
