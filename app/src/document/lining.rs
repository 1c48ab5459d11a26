//! Boxes in line: to a side or the middle of each other, at even distances, tidied up, or laid out anew by who calls whom.
//! Knows corners of boxes of one size; what is selected is decided elsewhere.

use super::BOX;
use super::nesting::nested;
use crate::order::sort_by;

/// How boxes are put in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lining {
    /// To the leftmost.
    Left,
    /// To the middle between left and right.
    Centre,
    /// To the rightmost.
    Right,
    /// To the uppermost.
    Top,
    /// To the middle between top and bottom.
    Middle,
    /// To the lowermost.
    Bottom,
    /// At even distances from left to right.
    Across,
    /// At even distances from top to bottom.
    Down,
    /// In rows at even distances, as they nearly stand.
    Tidy,
    /// In layers from left to right, callers before the called.
    Layers,
    /// In layers from top to bottom.
    LayersDown,
    /// In layers from left to right around those that stay where they are.
    Around,
}

/// A corner of a box, in world pixels.
type Corner = (f64, f64);

/// Between tidied boxes, in world pixels, where they stand closer or overlap.
const LEAST_GAP: Corner = (48.0, 40.0);

/// New corners for boxes, in their order. Connections are pairs of their numbers, groups are members of containers;
/// only layers ask for them.
#[must_use]
pub fn lined(corners: &[Corner], connections: &[(usize, usize)], groups: Vec<Vec<usize>>, how: Lining) -> Vec<Corner> {
    let xs = || corners.iter().map(|corner| corner.0);
    let ys = || corners.iter().map(|corner| corner.1);
    let to_x = |x: f64| corners.iter().map(|corner| (x, corner.1)).collect();
    let to_y = |y: f64| corners.iter().map(|corner| (corner.0, y)).collect();
    match how {
        Lining::Left => to_x(least(xs())),
        Lining::Centre => to_x(f64::midpoint(least(xs()), most(xs()))),
        Lining::Right => to_x(most(xs())),
        Lining::Top => to_y(least(ys())),
        Lining::Middle => to_y(f64::midpoint(least(ys()), most(ys()))),
        Lining::Bottom => to_y(most(ys())),
        Lining::Across => even(&xs().collect::<Vec<_>>()).into_iter().zip(ys()).collect(),
        Lining::Down => xs().zip(even(&ys().collect::<Vec<_>>())).collect(),
        Lining::Tidy => tidied(corners),
        Lining::Layers | Lining::LayersDown | Lining::Around => {
            around(corners, nested(corners.len(), connections, groups, how == Lining::LayersDown))
        }
    }
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::INFINITY, f64::min)
}

fn most(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

/// At even distances between the first and the last, in the order in which they lie.
fn even(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    sort_by(&mut order, |one, other| values[*one].total_cmp(&values[*other]));
    let (first, last) = (least(values.iter().copied()), most(values.iter().copied()));
    let steps = values.len().saturating_sub(1).max(1) as f64;
    let mut spread = values.to_vec();
    for (rank, number) in order.into_iter().enumerate() {
        spread[number] = first + (last - first) * rank as f64 / steps;
    }
    spread
}

/// Rows of boxes that stand nearly side by side, each at one height, with even gaps within and between them.
fn tidied(corners: &[Corner]) -> Vec<Corner> {
    let mut order: Vec<usize> = (0..corners.len()).collect();
    sort_by(&mut order, |one, other| corners[*one].1.total_cmp(&corners[*other].1));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for number in order {
        let fits = |row: &Vec<usize>| corners[number].1 - corners[row[0]].1 < BOX.1 / 2.0;
        match rows.last_mut().filter(|row| fits(row)) {
            Some(row) => row.push(number),
            None => rows.push(vec![number]),
        }
    }
    let mut tidy = corners.to_vec();
    let heights: Vec<f64> =
        rows.iter().map(|row| row.iter().map(|number| corners[*number].1).sum::<f64>() / row.len() as f64).collect();
    let heights = gapped(&heights, BOX.1 + LEAST_GAP.1);
    for (row, height) in rows.iter_mut().zip(heights) {
        sort_by(row, |one, other| corners[*one].0.total_cmp(&corners[*other].0));
        let places: Vec<f64> = row.iter().map(|number| corners[*number].0).collect();
        for (number, place) in row.iter().zip(gapped(&places, BOX.0 + LEAST_GAP.0)) {
            tidy[*number] = (place, height);
        }
    }
    tidy
}

/// Ascending values at even distances, at least so far apart.
fn gapped(values: &[f64], least: f64) -> Vec<f64> {
    let first = values.first().copied().unwrap_or_default();
    let span = values.last().copied().unwrap_or_default() - first;
    let step = (span / values.len().saturating_sub(1).max(1) as f64).max(least);
    (0..values.len()).map(|rank| first + step * rank as f64).collect()
}

/// The same where some stay where they are, given by their numbers: the others go to where they would stand beside
/// them, and further down where one of them stands already.
#[must_use]
pub fn lined_around(before: &[Corner], after: &[Corner], kept: &[usize]) -> Vec<Corner> {
    let median = |pick: fn(Corner) -> f64| {
        let mut ways: Vec<f64> = kept.iter().map(|number| pick(before[*number]) - pick(after[*number])).collect();
        sort_by(&mut ways, f64::total_cmp);
        ways.get(ways.len() / 2).copied().unwrap_or_default()
    };
    let by = (median(|corner| corner.0), median(|corner| corner.1));
    let mut places: Vec<Corner> = after.iter().map(|corner| (corner.0 + by.0, corner.1 + by.1)).collect();
    kept.iter().for_each(|number| places[*number] = before[*number]);
    let mut taken: Vec<Corner> = kept.iter().map(|number| before[*number]).collect();
    let mut others: Vec<usize> = (0..places.len()).filter(|number| !kept.contains(number)).collect();
    sort_by(&mut others, |one, other| places[*one].1.total_cmp(&places[*other].1));
    for number in others {
        let place = &mut places[number];
        let meets = |place: Corner, other: &Corner| {
            (other.0 - place.0).abs() < BOX.0 + LEAST_GAP.0 / 2.0
                && (other.1 - place.1).abs() < BOX.1 + LEAST_GAP.1 / 2.0
        };
        // Each step leaves one of them above, so there are no more steps than boxes.
        while let Some(other) = taken.iter().find(|other| meets(*place, other)) {
            place.1 = other.1 + BOX.1 + LEAST_GAP.1;
        }
        taken.push(*place);
    }
    places
}

/// New corners with the middle where that of the old ones was.
fn around(before: &[Corner], mut after: Vec<Corner>) -> Vec<Corner> {
    let middle = |corners: &[Corner]| {
        let (x, y) = (|| corners.iter().map(|corner| corner.0), || corners.iter().map(|corner| corner.1));
        (f64::midpoint(least(x()), most(x())), f64::midpoint(least(y()), most(y())))
    };
    let (was, is) = (middle(before), middle(&after));
    // Whole steps of the 8 px grid.
    let by = (((was.0 - is.0) / 8.0).round() * 8.0, ((was.1 - is.1) / 8.0).round() * 8.0);
    after.iter_mut().for_each(|corner| *corner = (corner.0 + by.0, corner.1 + by.1));
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: [Corner; 3] = [(0.0, 0.0), (300.0, 20.0), (400.0, 500.0)];

    #[test]
    fn boxes_go_to_the_side_of_the_outermost() {
        let xs = |how| lined(&THREE, &[], Vec::new(), how).iter().map(|corner| corner.0).collect::<Vec<_>>();
        let ys = |how| lined(&THREE, &[], Vec::new(), how).iter().map(|corner| corner.1).collect::<Vec<_>>();
        assert_eq!(xs(Lining::Left), [0.0; 3]);
        assert_eq!(xs(Lining::Centre), [200.0; 3]);
        assert_eq!(xs(Lining::Right), [400.0; 3]);
        assert_eq!(ys(Lining::Top), [0.0; 3]);
        assert_eq!(ys(Lining::Middle), [250.0; 3]);
        assert_eq!(ys(Lining::Bottom), [500.0; 3]);
        assert_eq!(ys(Lining::Left), [0.0, 20.0, 500.0], "the other axis stays");
    }

    #[test]
    fn even_distances_keep_the_outermost_and_the_order() {
        let across: Vec<f64> = lined(&THREE, &[], Vec::new(), Lining::Across).iter().map(|corner| corner.0).collect();
        assert_eq!(across, [0.0, 200.0, 400.0]);
        let down: Vec<f64> = lined(&THREE, &[], Vec::new(), Lining::Down).iter().map(|corner| corner.1).collect();
        assert_eq!(down, [0.0, 250.0, 500.0]);
    }

    #[test]
    fn tidied_boxes_stand_in_rows_and_never_overlap() {
        let tidy = lined(&[(0.0, 0.0), (100.0, 10.0), (0.0, 80.0)], &[], Vec::new(), Lining::Tidy);
        assert_eq!(tidy[0].1, tidy[1].1);
        assert!(tidy[1].0 - tidy[0].0 >= BOX.0 && tidy[2].1 - tidy[0].1 >= BOX.1, "{tidy:?}");
    }

    #[test]
    fn what_is_kept_stays_and_the_others_stand_around_it() {
        let before = [(0.0, 0.0), (900.0, 300.0), (500.0, 40.0)];
        let after = lined(&before, &[(0, 1), (1, 2)], Vec::new(), Lining::Around);
        let places = lined_around(&before, &after, &[1]);
        assert_eq!(places[1], before[1]);
        assert!(places[0].0 + BOX.0 < 900.0 && places[2].0 > 900.0 + BOX.0, "{places:?}");
        let crowded = lined_around(&[(0.0, 0.0), (0.0, 10.0)], &[(0.0, 0.0), (0.0, 10.0)], &[0]);
        assert_eq!(crowded, [(0.0, 0.0), (0.0, BOX.1 + LEAST_GAP.1)]);
    }

    #[test]
    fn layers_run_to_the_right_or_down_around_where_the_boxes_were() {
        let right = lined(&THREE, &[(0, 1), (1, 2)], Vec::new(), Lining::Layers);
        assert!(right[0].0 + BOX.0 < right[1].0 && right[1].0 + BOX.0 < right[2].0, "{right:?}");
        let down = lined(&THREE, &[(0, 1), (1, 2)], Vec::new(), Lining::LayersDown);
        assert!(down[0].1 + BOX.1 < down[1].1 && down[1].1 + BOX.1 < down[2].1, "{down:?}");
        assert!((f64::midpoint(down[0].1, down[2].1) - 250.0).abs() <= 8.0);
    }
}
