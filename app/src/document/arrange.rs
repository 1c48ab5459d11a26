//! A layout for designs that have none: layers from left to right, callers before the called.
//! Knows numbers of boxes and who calls whom; nothing of designs. Which layer a box belongs to
//! stands in `layers`.

use super::BOX;
use super::layers::layers;
use crate::order::{sort, sort_by};

/// What stays free between things, in world pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaps {
    /// From one layer to the next.
    pub layers: f64,
    /// Within a layer.
    pub members: f64,
}

/// Layers from left to right: rates are written between them.
pub const RIGHTWARD: Gaps = Gaps { layers: 112.0, members: 56.0 };
/// Layers from top to bottom.
pub const DOWNWARD: Gaps = Gaps { layers: 72.0, members: 48.0 };

/// Half of the height that a connection takes in a layer that it passes.
const WAY_HALF: f64 = 24.0;
/// How often layers are put in order: first by those before and those after in turn, then by both.
const SWEEPS: (usize, usize) = (8, 8);
/// With more passing connections a box than this, they are left out: such a drawing is a thicket anyhow.
const MOST_WAYS: usize = 12;

/// A drawing in the making: boxes, then the places where long connections pass a layer.
struct Drawing {
    /// Members of each layer, from top to bottom.
    rows: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    halves: Vec<f64>,
    heights: Vec<f64>,
}

/// Corners for so many boxes in world pixels, the first layer at x = 0. Connections are pairs of
/// numbers; those that name no box are ignored.
#[must_use]
pub fn arrange(count: usize, connections: &[(usize, usize)]) -> Vec<(f64, f64)> {
    sized(&vec![BOX; count], connections, RIGHTWARD)
}

/// The same for things of any width and height.
#[must_use]
pub fn sized(sizes: &[(f64, f64)], connections: &[(usize, usize)], gaps: Gaps) -> Vec<(f64, f64)> {
    let count = sizes.len();
    let mut connections: Vec<(usize, usize)> =
        connections.iter().copied().filter(|(from, to)| *from < count && *to < count && from != to).collect();
    sort(&mut connections);
    connections.dedup();
    let (layers, forward) = layers(count, &connections);
    let halves: Vec<f64> = sizes.iter().map(|(_, height)| (height + gaps.members) / 2.0).collect();
    let mut drawing = Drawing::new(&layers, &forward, &halves);
    for sweep in 0..SWEEPS.0 + SWEEPS.1 {
        drawing.sweep(sweep);
    }
    let tops: Vec<f64> = drawing.heights.iter().zip(sizes).map(|(height, size)| height - size.1 / 2.0).collect();
    let top = tops.iter().copied().fold(f64::INFINITY, f64::min);
    let lefts = lefts(&layers, sizes, gaps.layers);
    // Whole steps of the 8 px grid.
    let down = |height: f64| ((height - top) / 8.0).round() * 8.0;
    let across = |(layer, size): (&usize, &(f64, f64))| lefts[*layer].0 + (lefts[*layer].1 - size.0) / 2.0;
    let places = layers.iter().zip(sizes).map(across);
    places.zip(tops).map(|(x, y)| ((x / 8.0).round() * 8.0, down(y))).collect()
}

/// Where each layer begins and how wide it is.
fn lefts(layers: &[usize], sizes: &[(f64, f64)], gap: f64) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; layers.iter().max().map_or(0, |last| last + 1)];
    for (layer, size) in layers.iter().zip(sizes) {
        widths[*layer] = widths[*layer].max(size.0);
    }
    let mut next = 0.0;
    let place = |width: f64| {
        let left = next;
        next += width + gap;
        (left, width)
    };
    widths.into_iter().map(place).collect()
}

impl Drawing {
    fn new(layers: &[usize], forward: &[(usize, usize)], halves: &[f64]) -> Self {
        let mut drawing = Self {
            rows: vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)],
            before: Vec::new(),
            after: Vec::new(),
            halves: Vec::new(),
            heights: Vec::new(),
        };
        for (layer, half) in layers.iter().zip(halves) {
            drawing.add(*layer, *half);
        }
        let ways: usize = forward.iter().map(|(from, to)| layers[*to] - layers[*from] - 1).sum();
        let has_ways = ways <= MOST_WAYS * layers.len();
        for (from, to) in forward {
            let mut last = *from;
            for layer in layers[*from] + 1..if has_ways { layers[*to] } else { 0 } {
                let way = drawing.add(layer, WAY_HALF);
                drawing.join(last, way);
                last = way;
            }
            drawing.join(last, *to);
        }
        for row in 0..drawing.rows.len() {
            let wishes = vec![0.0; drawing.rows[row].len()];
            drawing.place(row, &wishes);
        }
        drawing
    }

    fn add(&mut self, layer: usize, half: f64) -> usize {
        let number = self.halves.len();
        self.rows[layer].push(number);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        self.halves.push(half);
        self.heights.push(0.0);
        number
    }

    fn join(&mut self, from: usize, to: usize) {
        self.after[from].push(to);
        self.before[to].push(from);
    }

    /// Puts every layer in the order, and near the heights, of its neighbours.
    fn sweep(&mut self, sweep: usize) {
        let is_rightward = sweep.is_multiple_of(2);
        let is_last = sweep >= SWEEPS.0;
        for step in 0..self.rows.len() {
            let row = if is_rightward { step } else { self.rows.len() - 1 - step };
            let wish = |number: &usize| {
                let before = if is_rightward || is_last { self.before[*number].as_slice() } else { &[] };
                let after = if !is_rightward || is_last { self.after[*number].as_slice() } else { &[] };
                let sum: f64 = before.iter().chain(after).map(|other| self.heights[*other]).sum();
                match before.len() + after.len() {
                    0 => self.heights[*number],
                    count => sum / count as f64,
                }
            };
            let mut wished: Vec<(usize, f64)> = self.rows[row].iter().map(|number| (*number, wish(number))).collect();
            sort_by(&mut wished, |one, other| one.1.total_cmp(&other.1));
            self.rows[row] = wished.iter().map(|(number, _)| *number).collect();
            let wishes: Vec<f64> = wished.into_iter().map(|(_, wish)| wish).collect();
            self.place(row, &wishes);
        }
    }

    /// Gives a row the heights nearest to the wished ones, which are in order, that keep its members apart.
    ///
    /// Members that would overlap are joined to a block, which stands where they wish on average; a
    /// block that then meets another is joined to it.
    fn place(&mut self, row: usize, wishes: &[f64]) {
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(wishes.len());
        let mut blocks: Vec<(f64, usize)> = Vec::new();
        for (place, (number, wish)) in self.rows[row].iter().zip(wishes).enumerate() {
            if place > 0 {
                offset += self.halves[self.rows[row][place - 1]] + self.halves[*number];
            }
            offsets.push(offset);
            // Less the distance each keeps anyhow, what is left only must not decrease.
            let mut block = (wish - offset, 1);
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
        for (number, height) in self.rows[row].iter().zip(heights.zip(offsets).map(|(height, offset)| height + offset))
        {
            self.heights[*number] = height;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LAYER_STEP: f64 = BOX.0 + RIGHTWARD.layers;
    const BOX_HALF: f64 = (BOX.1 + RIGHTWARD.members) / 2.0;

    #[test]
    fn a_chain_is_a_straight_line() {
        let corners = arrange(3, &[(0, 1), (1, 2)]);
        assert_eq!(corners, [(0.0, 0.0), (LAYER_STEP, 0.0), (2.0 * LAYER_STEP, 0.0)]);
    }

    #[test]
    fn the_called_stand_around_the_height_of_their_caller() {
        let corners = arrange(3, &[(0, 1), (0, 2)]);
        assert_eq!(corners[0].1, BOX_HALF);
        assert_eq!((corners[1].1, corners[2].1), (0.0, 2.0 * BOX_HALF));
    }

    #[test]
    fn a_long_connection_does_not_run_through_a_box() {
        let corners = arrange(3, &[(0, 1), (1, 2), (0, 2)]);
        let middle = f64::midpoint(corners[0].1, corners[2].1);
        assert!((corners[1].1 - middle).abs() >= BOX.1 / 2.0, "{corners:?}");
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
    fn what_is_larger_takes_more_room_and_stands_in_the_middle_of_its_layer() {
        let corners = sized(&[(400.0, 300.0), BOX, BOX], &[(0, 2), (1, 2)], RIGHTWARD);
        assert_eq!((corners[0], corners[1].0), ((0.0, 0.0), 120.0), "116, on the grid");
        assert!(corners[1].1 >= 300.0 + RIGHTWARD.members && corners[2].0 >= 400.0 + RIGHTWARD.layers, "{corners:?}");
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
