//! Where connections leave and arrive: spread over the side of a box in the order of where they go, and level with
//! the other end where a straight line is possible.

use super::curve::Side;
use super::geometry::{Point, Rect};
use crate::order::sort_by;

/// How far neighbours on a side lie apart where there is room, in world pixels.
const DISTANCE: f64 = 14.0;
/// How close together they may come so that a level one among them stays in the middle, in world pixels.
const CLOSE: f64 = 6.0;
/// Ends that differ by less than this are drawn level, each a half of it, in world pixels.
const NEARLY_LEVEL: f64 = 16.0;
/// How much more a level connection keeps its place than others do.
const LEVEL_WEIGHT: f64 = 50.0;

/// One end of a connection: at which side of which box, and where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The number of the box.
    pub at: usize,
    /// The side of the box.
    pub side: Side,
    /// Where it goes: the middle of the box at the other end, or the nearest bend.
    pub toward: Point,
}

/// How far each end lies from the middle of its side, in world pixels; ends of connections in their order.
#[must_use]
pub fn spread(rects: &[Rect], ends: &[Option<[End; 2]>]) -> Vec<[f64; 2]> {
    let mut offsets = vec![[0.0; 2]; ends.len()];
    // By box and side: which connection, which of its ends.
    let mut sides: Vec<[Vec<(usize, usize)>; 4]> = vec![Default::default(); rects.len()];
    for (connection, ends) in ends.iter().enumerate() {
        for (which, end) in ends.iter().flatten().enumerate() {
            sides[end.at][end.side as usize].push((connection, which));
        }
    }
    for (number, side) in sides.iter_mut().enumerate() {
        for members in side.iter_mut().filter(|members| !members.is_empty()) {
            place(rects[number], members, ends, &mut offsets);
        }
    }
    offsets
}

fn place(of: Rect, members: &mut Vec<(usize, usize)>, ends: &[Option<[End; 2]>], offsets: &mut [[f64; 2]]) {
    // Members were taken from these.
    let end = |(connection, which): (usize, usize)| ends[connection].map(|ends| ends[which]);
    let Some(side) = end(members[0]).map(|end| end.side) else { return };
    let lies = |member| end(member).map_or(0.0, |end| side.along(end.toward) - side.along(of.centre()));
    let far = |member| end(member).map_or(0.0, |end| end.toward.distance(of.centre()));
    // Of two that go the same way, the farther one lies below at both ends, and so do later ones of the file.
    sort_by(members, |one, other| {
        lies(*one).total_cmp(&lies(*other)).then(far(*one).total_cmp(&far(*other))).then(one.cmp(other))
    });
    let room = side.room(of);
    let count = members.len();
    let is_level = |member: &(usize, usize)| lies(*member).abs() <= NEARLY_LEVEL;
    let step = |gaps: usize| DISTANCE.min(2.0 * room / gaps.max(1) as f64);
    // What is level stays in the middle, and what lies to one side of it has half of the room, if that is enough.
    let beside_level = match (members.iter().position(is_level), members.iter().rposition(is_level)) {
        (Some(first), Some(last)) if first == last => step(2 * first.max(count - 1 - last)),
        _ => 0.0,
    };
    let step = if beside_level >= CLOSE { beside_level } else { step(count - 1) };
    let wishes: Vec<(f64, f64)> = members
        .iter()
        .map(|member| {
            let way = lies(*member);
            let weight = if is_level(member) { LEVEL_WEIGHT } else { 1.0 };
            ((way / 2.0).clamp(-NEARLY_LEVEL / 2.0, NEARLY_LEVEL / 2.0), weight)
        })
        .collect();
    for (rank, (member, offset)) in members.iter().zip(apart(&wishes, step)).enumerate() {
        let (least, most) = (-room + step * rank as f64, room - step * (count - 1 - rank) as f64);
        offsets[member.0][member.1] = offset.clamp(least.min(most), most);
    }
}

/// The places nearest to the wished ones, given with their weights in ascending order, that lie at least a step apart.
///
/// Those that would lie too close are joined to a block, which stands where its members wish on average.
fn apart(wishes: &[(f64, f64)], step: f64) -> Vec<f64> {
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (rank, (wish, weight)) in wishes.iter().enumerate() {
        // Less the distance each keeps anyhow, what is left only must not decrease.
        let mut block = (wish - step * rank as f64, *weight, 1);
        while let Some((place, weight, size)) = blocks.last().copied()
            && place > block.0
        {
            let joined = weight + block.1;
            block = ((place * weight + block.0 * block.1) / joined, joined, size + block.2);
            blocks.pop();
        }
        blocks.push(block);
    }
    let places = blocks.into_iter().flat_map(|(place, _, size)| std::iter::repeat_n(place, size));
    places.enumerate().map(|(rank, place)| place + step * rank as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Size;

    fn rects(corners: &[(f64, f64)]) -> Vec<Rect> {
        corners.iter().map(|(x, y)| Rect::new(Point::new(*x, *y), Size::new(168.0, 72.0))).collect()
    }

    fn offsets(corners: &[(f64, f64)], connections: &[(usize, usize)]) -> Vec<[f64; 2]> {
        let rects = rects(corners);
        let ends: Vec<Option<[End; 2]>> = connections
            .iter()
            .map(|(from, to)| {
                let (leaving, arriving) = Side::between(rects[*from], rects[*to]);
                let end = |at: usize, side, other: usize| End { at, side, toward: rects[other].centre() };
                Some([end(*from, leaving, *to), end(*to, arriving, *from)])
            })
            .collect();
        spread(&rects, &ends)
    }

    #[test]
    fn a_connection_alone_begins_in_the_middle_and_one_that_is_nearly_level_is_made_so() {
        assert_eq!(offsets(&[(0.0, 0.0), (300.0, 0.0)], &[(0, 1)]), [[0.0, 0.0]]);
        assert_eq!(offsets(&[(0.0, 0.0), (300.0, 12.0)], &[(0, 1)]), [[6.0, -6.0]]);
        assert_eq!(offsets(&[(0.0, 0.0), (300.0, 400.0)], &[(0, 1)]), [[8.0, -8.0]]);
    }

    #[test]
    fn several_lie_in_the_order_of_where_they_go_and_the_level_one_stays_straight() {
        let corners = [(0.0, 0.0), (300.0, 200.0), (300.0, 0.0), (300.0, -200.0)];
        let found = offsets(&corners, &[(0, 1), (0, 2), (0, 3)]);
        assert!(
            found[1][0] - found[2][0] > DISTANCE - 1e-9 && found[0][0] - found[1][0] > DISTANCE - 1e-9,
            "{found:?}"
        );
        assert!(found[1][0].abs() < 1.0, "{found:?}");
        let corners = [(0.0, 0.0), (300.0, 0.0), (300.0, -200.0), (300.0, -400.0), (300.0, -600.0)];
        let found = offsets(&corners, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        assert!(found[0][0].abs() < 1.0, "the others share the half above it: {found:?}");
    }

    #[test]
    fn the_two_ways_between_two_boxes_lie_apart_and_do_not_cross() {
        let found = offsets(&[(0.0, 0.0), (300.0, 0.0)], &[(0, 1), (1, 0)]);
        assert_eq!(found, [[-DISTANCE / 2.0, -DISTANCE / 2.0], [DISTANCE / 2.0, DISTANCE / 2.0]]);
    }

    #[test]
    fn many_share_the_room_there_is() {
        let corners: Vec<(f64, f64)> =
            std::iter::once((0.0, 0.0)).chain((0..20).map(|row| (300.0, f64::from(row) * 100.0))).collect();
        let connections: Vec<(usize, usize)> = (1..=20).map(|to| (0, to)).collect();
        let found = offsets(&corners, &connections);
        assert!(found.iter().all(|[start, _]| start.abs() <= 26.0 + 1e-9), "{found:?}");
        assert!(found.windows(2).all(|pair| pair[0][0] < pair[1][0]), "{found:?}");
    }
}
