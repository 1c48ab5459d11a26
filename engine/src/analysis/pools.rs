//! Copies of one component: which of them stand where, and whether enough are up. Knows nothing of other components.

use super::graph::{Graph, Node};
use super::quorum::majority;
use crate::design::Placement;
use crate::kinds::Copies;

/// Copies in each fate of a pool, or of each shard.
#[derive(Clone, Debug, PartialEq)]
pub enum Copied {
    /// Nothing to lose: it lives inside its caller, or somebody else runs it.
    Whole,
    /// Interchangeable: by fate, how many; `needs` of them have to be up.
    Pool {
        /// Number of the fate, or `None`, with the copies that stand there.
        at: Vec<(Option<usize>, u32)>,
        /// How many have to be up.
        needs: u32,
    },
    /// By shard, the fate of each copy, the primary first. Shards that stand alike are counted together.
    Shards {
        /// Fates of the copies, and how many shards stand so.
        at: Vec<(Vec<Option<usize>>, u32)>,
        /// Whether a replica takes over by itself.
        auto_failover: bool,
        /// How many copies of a shard have to be up.
        needs: u32,
    },
}

/// Where the copies of a component stand. Copy *j* of shard *i* stands in place (*i* + *j*) mod *n* of its places,
/// sorted by id; counted places are filled in the same order.
#[must_use]
pub fn copied(graph: &Graph<'_>, node: &Node<'_>) -> Copied {
    copied_over(node, &slots(graph, node))
}

/// The same for places that are given, by number.
pub(super) fn copied_over(node: &Node<'_>, slots: &[usize]) -> Copied {
    if node.kind.copies == Copies::Inside || node.managed() {
        return Copied::Whole;
    }
    let needs = needs(node);
    if node.is_pool() {
        let copies = node.instances();
        if slots.is_empty() {
            return Copied::Pool { at: vec![(None, copies)], needs };
        }
        let filled = (slots.len() as u32).min(copies);
        let at = (0..filled as usize).map(|slot| (Some(slots[slot]), share(copies, slots.len(), slot))).collect();
        return Copied::Pool { at: alike(at), needs };
    }
    let turn = slots.len().max(1);
    let at = turns(node, slots).enumerate().map(|(shard, fates)| (fates, share(node.shards(), turn, shard))).collect();
    let auto_failover = node.switch("auto_failover").unwrap_or(true);
    Copied::Shards { at: alike(at), auto_failover, needs }
}

/// The same for who reads there, and who writes: of a shard so many copies are needed as both ask for.
#[must_use]
pub fn copied_for(graph: &Graph<'_>, node: &Node<'_>, [reads, writes]: [bool; 2]) -> Copied {
    let mut found = copied(graph, node);
    if let Copied::Shards { needs, .. } = &mut found {
        let of_each = needed_copies(node);
        let asked = [(reads, of_each[0]), (writes, of_each[1])].into_iter().filter(|(is_asked, _)| *is_asked);
        *needs = asked.fold(*needs, |most, (_, needed)| most.max(needed));
    }
    found
}

/// Copies of a pool or of a shard that have to be up, as it says itself.
fn needs(node: &Node<'_>) -> u32 {
    node.number("needs").map_or(1.0, |figure| figure.value).max(1.0) as u32
}

/// Copies of a pool or of a shard that have to be up for reads (0), and for writes (1): as many as it `needs`, and where a
/// store states a quorum, as many as that asks for; writes that are confirmed by a quorum need most of them.
pub(super) fn needed_copies(node: &Node<'_>) -> [u32; 2] {
    let needs = needs(node);
    if node.is_pool() || node.replicas() == 0 {
        return [needs; 2];
    }
    let copies = 1 + u64::from(node.replicas());
    let most = copies as f64;
    let by_mode = if node.text("replication_mode") == Some("quorum") { majority(copies) as u32 } else { 1 };
    [("read_quorum", 1), ("write_quorum", by_mode)].map(|(quorum, otherwise)| {
        let asked = node.number(quorum).map_or(otherwise, |figure| figure.value.clamp(1.0, most) as u32);
        needs.max(asked)
    })
}

/// How many of a count fall to one of several, when they are dealt out in turn.
fn share(count: u32, several: usize, one: usize) -> u32 {
    let (each, rest) = (count as usize / several, count as usize % several);
    (each + usize::from(one < rest)) as u32
}

/// Counts together what is alike, sorted.
fn alike<T: Ord>(mut counted: Vec<(T, u32)>) -> Vec<(T, u32)> {
    counted.sort_by(|a, b| a.0.cmp(&b.0));
    counted.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
    counted
}

/// The fates of the copies of each shard, the primary first, as far as shards begin with different places.
pub(super) fn shards(graph: &Graph<'_>, node: &Node<'_>) -> Vec<Vec<Option<usize>>> {
    turns(node, &slots(graph, node)).collect()
}

fn turns(node: &Node<'_>, slots: &[usize]) -> impl Iterator<Item = Vec<Option<usize>>> {
    let place = |at: usize| if slots.is_empty() { None } else { Some(slots[at % slots.len()]) };
    let copies = 1 + node.replicas() as usize;
    let turns = (node.shards() as usize).min(slots.len().max(1));
    (0..turns).map(move |shard| (shard..shard + copies).map(place).collect())
}

/// Fates of a component, sorted by id; each as often as the design counts copies there.
pub(super) fn slots(graph: &Graph<'_>, node: &Node<'_>) -> Vec<usize> {
    let mut slots = Vec::new();
    slots_of(graph, node, &mut slots);
    slots
}

/// The same into memory that is there already.
pub(super) fn slots_of(graph: &Graph<'_>, node: &Node<'_>, slots: &mut Vec<usize>) {
    slots.clear();
    let fate = |id: &str| graph.fates.binary_search_by(|fate| fate.place.id.as_str().cmp(id)).ok();
    match &node.component.places {
        Placement::Nowhere => {}
        Placement::Spread(ids) => {
            // Fates are sorted by id, so that their numbers are.
            slots.extend(ids.iter().filter_map(|id| fate(id)));
            slots.sort_unstable();
            slots.dedup();
        }
        Placement::Counted(counts) => {
            let known = counts.iter().filter_map(|(id, &count)| Some((fate(id)?, count as usize)));
            slots.extend(known.flat_map(|(fate, count)| std::iter::repeat_n(fate, count)));
        }
    }
}

/// Whether a component that stands in these places is up, for reads and for writes, when every copy is but for those
/// where a fate is down: what [`copied`] and [`Copied::stands`] say, without counting together first. A large design asks
/// it of each component once, under each fate.
pub(super) fn stands_where(node: &Node<'_>, slots: &[usize]) -> impl Fn(&dyn Fn(usize) -> bool) -> [bool; 2] {
    let whole = node.kind.copies == Copies::Inside || node.managed();
    let [for_reads, for_writes] = needed_copies(node);
    let (is_pool, copies, shards, replicas) = (node.is_pool(), node.instances(), node.shards(), node.replicas());
    let auto_failover = whole || is_pool || node.switch("auto_failover").unwrap_or(true);
    move |is_down| {
        let up = |at: usize| slots.is_empty() || !is_down(slots[at % slots.len()]);
        if whole {
            [true; 2]
        } else if is_pool {
            let filled = slots.len().clamp(1, copies as usize);
            let up: u32 =
                (0..filled).filter(|&slot| up(slot)).map(|slot| share(copies, slots.len().max(1), slot)).sum();
            [up >= for_reads; 2]
        } else {
            (0..(shards as usize).min(slots.len().max(1))).fold([true; 2], |[reads, writes], shard| {
                let replicas = (1..=replicas as usize).filter(|replica| up(shard + replica)).count() as u32;
                let stands = |needs: u32, writes: bool| shard_stands(up(shard), replicas, needs, writes, auto_failover);
                [reads && stands(for_reads, false), writes && stands(for_writes, true)]
            })
        }
    }
}

impl Copied {
    /// Whether losing one copy, wherever it stands, takes the component down.
    #[must_use]
    pub fn falls_with_one_copy(&self, writes: bool) -> bool {
        match self {
            Self::Whole => false,
            Self::Pool { at, needs } => at.iter().map(|(_, copies)| copies).sum::<u32>() <= *needs,
            Self::Shards { at, auto_failover, needs } => {
                at.iter().any(|(fates, _)| (fates.len() as u32) <= *needs) || (writes && !auto_failover)
            }
        }
    }

    /// Whether it is up when every copy is, but for those that stand where `is_down`.
    #[must_use]
    pub fn stands(&self, writes: bool, is_down: impl Fn(usize) -> bool) -> bool {
        let up = |fate: &Option<usize>| fate.is_none_or(|fate| !is_down(fate));
        match self {
            Self::Whole => true,
            Self::Pool { at, needs } => {
                at.iter().filter(|(fate, _)| up(fate)).map(|(_, copies)| copies).sum::<u32>() >= *needs
            }
            Self::Shards { at, auto_failover, needs } => at.iter().all(|(fates, _)| {
                let replicas = fates.iter().skip(1).filter(|fate| up(fate)).count() as u32;
                shard_stands(up(&fates[0]), replicas, *needs, writes, *auto_failover)
            }),
        }
    }

    /// Fates that any copy stands in.
    #[must_use]
    pub fn fates(&self) -> Vec<usize> {
        let mut fates: Vec<usize> = match self {
            Self::Whole => Vec::new(),
            Self::Pool { at, .. } => at.iter().filter_map(|(fate, _)| *fate).collect(),
            Self::Shards { at, .. } => at.iter().flat_map(|(fates, _)| fates.iter().copied().flatten()).collect(),
        };
        fates.sort_unstable();
        fates.dedup();
        fates
    }
}

/// Whether a shard is up with these of its copies: enough of them, and somebody for writes.
#[must_use]
pub const fn shard_stands(primary: bool, replicas: u32, needs: u32, writes: bool, auto_failover: bool) -> bool {
    replicas + primary as u32 >= needs && (!writes || auto_failover || primary)
}

/// Probability that fewer than `needs` of independent copies are up, each up with its own probability: a sum of
/// positive terms only, so that many nines keep their digits.
#[must_use]
pub fn too_few(copies: &[(f64, u32)], needs: u32) -> f64 {
    let needs = needs as usize;
    if needs == 0 {
        return 0.0;
    }
    let all: u64 = copies.iter().map(|(_, count)| u64::from(*count)).sum();
    if needs as u64 > all {
        return 1.0;
    }
    if needs as u64 == all {
        // None may be down.
        let some = copies.iter().filter(|(_, count)| *count > 0);
        let logarithms = some.map(|&(up, count)| f64::from(count) * libm::log1p(-(1.0 - up)));
        return -libm::expm1(logarithms.sum());
    }
    if all.saturating_mul(needs as u64) > MOST_STEPS {
        return too_few_of_many(copies, needs);
    }
    // By number of copies up, below `needs`: the probability. What reaches `needs` is no failure and is dropped.
    let mut up = vec![0.0; needs];
    up[0] = 1.0;
    for &(availability, count) in copies {
        let down = 1.0 - availability;
        for _ in 0..count {
            for at in (0..needs).rev() {
                let risen = if at > 0 { up[at - 1] * availability } else { 0.0 };
                up[at] = up[at] * down + risen;
            }
        }
    }
    up.iter().sum()
}

/// Above so many steps copies are counted by groups instead of one by one.
const MOST_STEPS: u64 = 1_000_000;

/// Less likely numbers of copies are left out where there are many: no year is long enough to see one.
const LEAST_LIKELY: f64 = 1e-40;

/// [`too_few`] for pools of thousands: by group of copies that are alike the likely numbers up, from logarithms
/// (nine digits at least), and these put together.
fn too_few_of_many(copies: &[(f64, u32)], needs: usize) -> f64 {
    let mut up = (0, vec![1.0]);
    for &(availability, count) in copies {
        let (least, likely) = likely_numbers(availability, count);
        let mut next = vec![0.0; up.1.len() + likely.len() - 1];
        for (at, one) in up.1.iter().enumerate() {
            for (sum, other) in next[at..].iter_mut().zip(&likely) {
                *sum += one * other;
            }
        }
        up = (up.0 + least, next);
    }
    up.1.iter().take(needs.saturating_sub(up.0)).sum::<f64>().min(1.0)
}

/// The numbers of `count` copies that are likely to be up: the smallest, and from there the probability of each.
fn likely_numbers(availability: f64, count: u32) -> (usize, Vec<f64>) {
    if availability <= 0.0 || availability >= 1.0 || count == 0 {
        return (if availability >= 1.0 { count as usize } else { 0 }, vec![1.0]);
    }
    let (up, down) = (libm::log(availability), libm::log1p(-availability));
    let ways = |number: f64| libm::lgamma(number + 1.0);
    let probability = |number: u32| {
        let (number, rest) = (f64::from(number), f64::from(count - number));
        libm::exp(ways(f64::from(count)) - ways(number) - ways(rest) + number * up + rest * down)
    };
    // Probabilities rise up to the expected number and fall from there.
    let expected = libm::floor(f64::from(count) * availability) as u32;
    let mut likely: Vec<f64> =
        (0..=expected).rev().map(probability).take_while(|share| *share > LEAST_LIKELY).collect();
    let least = (expected as usize + 1).saturating_sub(likely.len());
    likely.reverse();
    likely.extend((expected + 1..=count).map(probability).take_while(|share| *share > LEAST_LIKELY));
    (least, likely)
}

/// By number of independent copies up: the probability.
#[must_use]
pub fn count_up(copies: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut up = vec![1.0];
    for availability in copies {
        let mut next = vec![0.0; up.len() + 1];
        for (count, probability) in up.iter().enumerate() {
            next[count] += probability * (1.0 - availability);
            next[count + 1] += probability * availability;
        }
        up = next;
    }
    up
}

/// Probability that a shard fails, its copies up independently with these probabilities, the primary first: fewer
/// than `needs` are up, writes have no primary, or what is up does not carry the load. `carries` is asked whether
/// there is a primary, and how many replicas; with automatic failover a replica becomes the primary that is lost.
#[must_use]
pub fn shard_failure(
    copies: &[f64],
    needs: u32,
    writes: bool,
    auto_failover: bool,
    carries: &dyn Fn(bool, u32) -> bool,
) -> f64 {
    let Some((&primary, replicas)) = copies.split_first() else { return 1.0 };
    let up = count_up(replicas.iter().copied());
    let mut failure = 0.0;
    for (count, probability) in up.iter().enumerate() {
        let count = count as u32;
        let with_primary = count + 1 >= needs && carries(true, count);
        let promoted = auto_failover && count > 0;
        let without_primary = count >= needs
            && count > 0
            && (!writes || promoted)
            && if promoted { carries(true, count - 1) } else { carries(false, count) };
        if !with_primary {
            failure += probability * primary;
        }
        if !without_primary {
            failure += probability * (1.0 - primary);
        }
    }
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_three_fail_with_two_or_three_down() {
        let q: f64 = 0.01;
        let expected = 3.0 * q * q * (1.0 - q) + q * q * q;
        assert!((too_few(&[(0.99, 3)], 2) - expected).abs() < 1e-18);
    }

    #[test]
    fn many_copies_are_counted_as_few_are_and_at_once() {
        let groups = [(0.99, 700), (0.9, 500), (1.0, 3), (0.0, 2)];
        for needs in [1100, 1140, 1150, 1160, 1200] {
            let one_by_one = {
                let each = groups.iter().flat_map(|&(availability, count)| vec![availability; count as usize]);
                count_up(each).iter().take(needs).sum::<f64>()
            };
            assert!((too_few_of_many(&groups, needs) / one_by_one - 1.0).abs() < 1e-9, "{needs}");
        }
        // Two standard deviations below what is expected.
        assert!((too_few(&[(0.5, 1_000_000), (0.999, 1_000_000)], 1_498_000) - 0.0228).abs() < 1e-3);
        assert_eq!(too_few(&[(0.999, 900_000)], 900_001), 1.0);
    }

    #[test]
    fn eleven_nines_keep_their_digits() {
        assert!((too_few(&[(0.999, 5)], 1) / 1e-15 - 1.0).abs() < 1e-9);
    }
}
