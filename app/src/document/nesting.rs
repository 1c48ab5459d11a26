//! Layers within containers: what stands in a zone, a region or a network is laid out there, and the container is laid
//! out as one thing among its neighbours.
//! Knows numbers of boxes and who stands with whom; which places these are is decided elsewhere.

use super::BOX;
use super::arrange::{DOWNWARD, RIGHTWARD, sized};
use super::frames::{HEAD, MARGIN};
use std::collections::BTreeSet;

/// A corner, or a size, in world pixels.
type Pair = (f64, f64);

/// Boxes that stand together, with those that stand together among them.
struct Container {
    members: BTreeSet<usize>,
    inner: Vec<Self>,
}

/// New corners for so many boxes. Groups are members of containers, outer ones before those within; of two that
/// overlap only the larger is kept together, because no drawing could hold both.
#[must_use]
pub fn nested(count: usize, connections: &[(usize, usize)], groups: Vec<Vec<usize>>, is_down: bool) -> Vec<Pair> {
    let mut groups: Vec<BTreeSet<usize>> = groups
        .into_iter()
        .map(|group| crate::order::gathered(group.into_iter().filter(|member| *member < count)))
        .collect();
    groups.retain(|group| !group.is_empty());
    // What is equal keeps its order: the outer one first.
    crate::order::sort_by(&mut groups, |one, other| other.len().cmp(&one.len()));
    let mut whole = Container { members: crate::order::gathered(0..count), inner: Vec::new() };
    groups.into_iter().for_each(|group| whole.take(group));
    let mut corners = vec![(0.0, 0.0); count];
    whole.lay(connections, is_down, &mut corners);
    corners
}

impl Container {
    /// Takes a group in, or passes it on to the container within that holds all of it.
    fn take(&mut self, group: BTreeSet<usize>) {
        if let Some(inner) = self.inner.iter_mut().find(|inner| inner.members.is_superset(&group)) {
            inner.take(group);
        } else if self.inner.iter().all(|inner| inner.members.is_disjoint(&group)) {
            self.inner.push(Self { members: group, inner: Vec::new() });
        }
    }

    /// Writes the corners of its boxes, as if its content began at the origin, and says how large that is.
    fn lay(&self, connections: &[(usize, usize)], is_down: bool, corners: &mut [Pair]) -> Pair {
        let content: Vec<Pair> = self.inner.iter().map(|inner| inner.lay(connections, is_down, corners)).collect();
        let own: Vec<usize> = self
            .members
            .iter()
            .copied()
            .filter(|member| !self.inner.iter().any(|inner| inner.members.contains(member)))
            .collect();
        let framed = |(width, height): Pair| (width + 2.0 * MARGIN, height + 2.0 * MARGIN + HEAD);
        let sizes: Vec<Pair> = own.iter().map(|_| BOX).chain(content.iter().map(|content| framed(*content))).collect();
        // A thing on this level: a box of its own, or the container that holds the box.
        let thing = |number: usize| {
            let inner = || Some(own.len() + self.inner.iter().position(|inner| inner.members.contains(&number))?);
            own.iter().position(|member| *member == number).or_else(inner)
        };
        let connections: Vec<(usize, usize)> =
            connections.iter().filter_map(|(from, to)| Some((thing(*from)?, thing(*to)?))).collect();
        let places = directed(&sizes, &connections, is_down);
        for (number, place) in own.iter().zip(&places) {
            corners[*number] = *place;
        }
        for (inner, place) in self.inner.iter().zip(&places[own.len()..]) {
            for number in &inner.members {
                let corner = &mut corners[*number];
                *corner = (corner.0 + place.0 + MARGIN, corner.1 + place.1 + MARGIN + HEAD);
            }
        }
        let far = |pick: fn(Pair) -> f64| {
            places.iter().zip(&sizes).map(|(place, size)| pick(*place) + pick(*size)).fold(0.0, f64::max)
        };
        (far(|pair| pair.0), far(|pair| pair.1))
    }
}

/// Layers to the right, or down: the same with both axes exchanged.
fn directed(sizes: &[Pair], connections: &[(usize, usize)], is_down: bool) -> Vec<Pair> {
    if !is_down {
        return sized(sizes, connections, RIGHTWARD);
    }
    let turned: Vec<Pair> = sizes.iter().map(|(width, height)| (*height, *width)).collect();
    sized(&turned, connections, DOWNWARD).into_iter().map(|(x, y)| (y, x)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rectangle around the boxes of a group: left, top, right, bottom.
    fn around(corners: &[Pair], group: &[usize]) -> [f64; 4] {
        group.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |area, number| {
            let (x, y) = corners[*number];
            [area[0].min(x), area[1].min(y), area[2].max(x + BOX.0), area[3].max(y + BOX.1)]
        })
    }

    fn holds_none_of(corners: &[Pair], group: &[usize], others: &[usize]) -> bool {
        let [left, top, right, bottom] = around(corners, group);
        others.iter().all(|number| {
            let (x, y) = corners[*number];
            x >= right || x + BOX.0 <= left || y >= bottom || y + BOX.1 <= top
        })
    }

    #[test]
    fn what_stands_in_one_zone_keeps_together_and_nothing_else_stands_there() {
        // A client, two zones of two services each, a database that all ask.
        let connections = [(0, 1), (0, 3), (1, 2), (3, 4), (2, 5), (4, 5)];
        for is_down in [false, true] {
            let corners = nested(6, &connections, vec![vec![1, 2], vec![3, 4]], is_down);
            assert!(holds_none_of(&corners, &[1, 2], &[0, 3, 4, 5]), "{corners:?}");
            assert!(holds_none_of(&corners, &[3, 4], &[0, 1, 2, 5]), "{corners:?}");
            let along = |number: usize| if is_down { corners[number].1 } else { corners[number].0 };
            assert!(along(0) < along(1) && along(1) < along(2) && along(2) < along(5), "{corners:?}");
        }
    }

    #[test]
    fn a_zone_lies_in_its_region_with_room_for_both_names() {
        let corners = nested(3, &[(0, 1), (1, 2)], vec![vec![0, 1], vec![1]], false);
        let frame = corners[1].1 - MARGIN - HEAD;
        assert!(frame >= MARGIN + HEAD, "the zone begins below the name of the region: {corners:?}");
    }

    #[test]
    fn without_groups_it_is_as_arranged() {
        let connections = [(0, 1), (1, 2), (0, 2)];
        assert_eq!(nested(3, &connections, Vec::new(), false), super::super::arrange::arrange(3, &connections));
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_no_group_holds_a_stranger(
            count in 1_usize..14,
            connections in prop::collection::vec((0_usize..14, 0_usize..14), 0..30),
            borders in (0_usize..14, 0_usize..14, 0_usize..14),
            is_down: bool,
        ) {
            // Two groups side by side, one of them within a third.
            let (a, b, c) = borders;
            let mut cuts = [a.min(count), b.min(count), c.min(count)];
            cuts.sort_unstable();
            let inner: Vec<usize> = (cuts[0]..cuts[1]).collect();
            let outer: Vec<usize> = (cuts[0]..cuts[2]).collect();
            let corners = nested(count, &connections, vec![outer.clone(), inner.clone()], is_down);
            for group in [&outer, &inner] {
                let others: Vec<usize> = (0..count).filter(|number| !group.contains(number)).collect();
                prop_assert!(group.is_empty() || holds_none_of(&corners, group, &others), "{:?}", corners);
            }
            for one in 0..count {
                let others: Vec<usize> = (0..count).filter(|other| *other != one).collect();
                prop_assert!(holds_none_of(&corners, &[one], &others), "{:?}", corners);
            }
        }
    }
}
