//! A layout for designs that have none: layers from left to right, callers before the called.
//! Knows numbers of boxes and who calls whom; nothing of designs.

use super::BOX;
use std::collections::BTreeSet;

/// From the left border of one layer to that of the next, in world pixels.
const LAYER_STEP: f64 = BOX.0 + 112.0;
/// From the upper border of one box to that of the next in its layer, at the least.
const ROW_STEP: f64 = BOX.1 + 56.0;
/// How often layers are put in order by their neighbours, once in each direction.
const SWEEPS: usize = 8;

/// Corners for so many boxes in world pixels, the first layer at x = 0. Connections are pairs of
/// numbers; those that name no box are ignored.
#[must_use]
pub fn arrange(count: usize, connections: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let connections: Vec<(usize, usize)> =
        connections.iter().copied().filter(|(from, to)| *from < count && *to < count && from != to).collect();
    let layers = layers(count, &forward(count, &connections));
    let mut neighbours = vec![Vec::new(); count];
    for (from, to) in &connections {
        neighbours[*from].push(*to);
        neighbours[*to].push(*from);
    }
    let mut rows = rows(&layers);
    let mut heights = vec![0.0; count];
    for row in &rows {
        stack(row, &mut heights);
    }
    for sweep in 0..SWEEPS {
        let order: Vec<usize> = match sweep % 2 {
            0 => (0..rows.len()).collect(),
            _ => (0..rows.len()).rev().collect(),
        };
        for layer in order {
            let wishes = wishes(&rows[layer], &neighbours, &heights);
            let mut sorted: Vec<(usize, f64)> = rows[layer].iter().copied().zip(wishes).collect();
            sorted.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
            rows[layer] = sorted.iter().map(|(number, _)| *number).collect();
            let wished: Vec<f64> = sorted.iter().map(|(_, wish)| *wish).collect();
            for (number, height) in rows[layer].iter().zip(apart(&wished)) {
                heights[*number] = height;
            }
        }
    }
    let top = heights.iter().copied().fold(f64::INFINITY, f64::min);
    (0..count)
        .map(|number| {
            // Whole steps of the 8 px grid.
            let down = ((heights[number] - top) / 8.0).round() * 8.0;
            (layers[number] as f64 * LAYER_STEP, down)
        })
        .collect()
}

/// The connections without those that close a cycle, found by a walk from the boxes nobody calls.
fn forward(count: usize, connections: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut targets = vec![BTreeSet::new(); count];
    let mut is_called = vec![false; count];
    for (from, to) in connections {
        targets[*from].insert(*to);
        is_called[*to] = true;
    }
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::Never; count];
    let mut kept = Vec::new();
    let starts = (0..count).filter(|number| !is_called[*number]).chain(0..count);
    for start in starts.collect::<Vec<_>>() {
        if seen[start] != Seen::Never {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        // A stack of its own: a chain of a thousand boxes would exhaust that of the machine.
        let mut way = vec![(start, targets[start].iter().copied().collect::<Vec<_>>())];
        while let Some((from, rest)) = way.last_mut() {
            let from = *from;
            let Some(to) = rest.pop() else {
                seen[from] = Seen::Done;
                way.pop();
                continue;
            };
            if seen[to] == Seen::OnTheWay {
                continue;
            }
            kept.push((from, to));
            if seen[to] == Seen::Never {
                seen[to] = Seen::OnTheWay;
                way.push((to, targets[to].iter().copied().collect()));
            }
        }
    }
    kept
}

/// The layer of each box: one more than the farthest of its callers.
fn layers(count: usize, connections: &[(usize, usize)]) -> Vec<usize> {
    let mut targets = vec![Vec::new(); count];
    let mut waiting = vec![0_usize; count];
    for (from, to) in connections {
        targets[*from].push(*to);
        waiting[*to] += 1;
    }
    let mut layers = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|number| waiting[*number] == 0).collect();
    while let Some(from) = ready.pop() {
        for to in &targets[from] {
            layers[*to] = layers[*to].max(layers[from] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    layers
}

fn rows(layers: &[usize]) -> Vec<Vec<usize>> {
    let mut rows = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
    for (number, layer) in layers.iter().enumerate() {
        rows[*layer].push(number);
    }
    rows
}

/// One below the other, around height 0.
fn stack(row: &[usize], heights: &mut [f64]) {
    let half = (row.len().saturating_sub(1)) as f64 / 2.0;
    for (place, number) in row.iter().enumerate() {
        heights[*number] = (place as f64 - half) * ROW_STEP;
    }
}

/// Where each box of a layer would like to stand: in the middle of its neighbours.
fn wishes(row: &[usize], neighbours: &[Vec<usize>], heights: &[f64]) -> Vec<f64> {
    let wish = |number: &usize| {
        let around = &neighbours[*number];
        if around.is_empty() {
            return heights[*number];
        }
        around.iter().map(|other| heights[*other]).sum::<f64>() / around.len() as f64
    };
    row.iter().map(wish).collect()
}

/// The heights nearest to the wished ones, which are in order, that keep a row's distance.
///
/// Boxes that would overlap are joined to a block, which stands where its boxes wish on average;
/// a block that then meets another is joined to it.
fn apart(wished: &[f64]) -> Vec<f64> {
    // Wishes less the distance each box keeps anyhow: what is left only must not decrease.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (place, wish) in wished.iter().enumerate() {
        let mut block = (wish - place as f64 * ROW_STEP, 1);
        while let Some((height, size)) = blocks.last().copied()
            && height > block.0
        {
            let joined = size + block.1;
            let sum = height * size as f64 + block.0 * block.1 as f64;
            block = (sum / joined as f64, joined);
            blocks.pop();
        }
        blocks.push(block);
    }
    let heights = blocks.into_iter().flat_map(|(height, size)| std::iter::repeat_n(height, size));
    heights.enumerate().map(|(place, height)| height + place as f64 * ROW_STEP).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_chain_is_a_straight_line() {
        let corners = arrange(3, &[(0, 1), (1, 2)]);
        assert_eq!(corners, [(0.0, 0.0), (LAYER_STEP, 0.0), (2.0 * LAYER_STEP, 0.0)]);
    }

    #[test]
    fn the_called_stand_around_the_height_of_their_caller() {
        let corners = arrange(3, &[(0, 1), (0, 2)]);
        assert_eq!(corners[0].1, ROW_STEP / 2.0);
        assert_eq!((corners[1].1, corners[2].1), (0.0, ROW_STEP));
    }

    #[test]
    fn what_is_called_twice_stands_behind_the_farther_caller() {
        let corners = arrange(3, &[(0, 1), (1, 2), (0, 2)]);
        assert_eq!(corners[2].0, 2.0 * LAYER_STEP);
    }

    #[test]
    fn a_cycle_is_laid_out_from_where_it_is_entered() {
        let corners = arrange(3, &[(0, 1), (1, 2), (2, 1)]);
        assert_eq!(corners[2].0, 2.0 * LAYER_STEP);
    }

    #[test]
    fn crossing_ways_are_untangled() {
        let corners = arrange(4, &[(0, 3), (1, 2)]);
        assert_eq!(corners[0].1 < corners[1].1, corners[3].1 < corners[2].1);
    }

    #[test]
    fn a_long_chain_is_no_trouble() {
        let chain: Vec<(usize, usize)> = (0..20_000).map(|number| (number, number + 1)).collect();
        assert_eq!(arrange(20_001, &chain).len(), 20_001);
    }

    proptest! {
        #[test]
        fn no_two_boxes_overlap(
            count in 0_usize..30,
            connections in prop::collection::vec((0_usize..32, 0_usize..32), 0..80),
        ) {
            let corners = arrange(count, &connections);
            prop_assert_eq!(corners.len(), count);
            for (place, one) in corners.iter().enumerate() {
                prop_assert!(one.0.is_finite() && one.1 >= 0.0);
                for other in &corners[..place] {
                    let apart = (one.0 - other.0).abs() >= BOX.0 || (one.1 - other.1).abs() >= BOX.1;
                    prop_assert!(apart, "{:?} {:?}", one, other);
                }
            }
        }
    }
}
