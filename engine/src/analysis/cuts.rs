//! What has to be lost so that one point no longer reaches another: single points and minimal sets. Directed unless
//! both directions are drawn. Knows no components.

use std::collections::{BTreeSet, VecDeque};

/// Points and the ways between them.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    to: Vec<Vec<usize>>,
}

impl Ways {
    /// Points without ways.
    #[must_use]
    pub fn new(points: usize) -> Self {
        Self { to: vec![Vec::new(); points] }
    }

    /// Adds a way.
    pub fn add(&mut self, from: usize, to: usize) {
        self.to[from].push(to);
    }

    /// A shortest path that avoids what is lost, both ends included; `None` where there is none.
    #[must_use]
    pub fn path(&self, from: usize, to: usize, lost: &[usize]) -> Option<Vec<usize>> {
        let mut before = vec![usize::MAX; self.to.len()];
        for &point in lost {
            before[point] = point;
        }
        if before[from] != usize::MAX || before[to] != usize::MAX {
            return None;
        }
        before[from] = from;
        let mut open = VecDeque::from([from]);
        while let Some(point) = open.pop_front() {
            if point == to {
                let mut path = vec![to];
                let mut at = to;
                while at != from {
                    at = before[at];
                    path.push(at);
                }
                path.reverse();
                return Some(path);
            }
            for &next in &self.to[point] {
                if before[next] == usize::MAX {
                    before[next] = point;
                    open.push_back(next);
                }
            }
        }
        None
    }
}

/// Points whose loss leaves `from` without a way to `to`: `to` is one, `from` is not. Only points of one path can be;
/// nothing where there is no way anyway.
#[must_use]
pub fn single_points(ways: &Ways, from: usize, to: usize) -> BTreeSet<usize> {
    let path = ways.path(from, to, &[]).unwrap_or_default();
    path.into_iter().skip(1).filter(|&point| ways.path(from, to, &[point]).is_none()).collect()
}

/// Sets looked at, at most: a limit in steps, never in time.
const MOST_SETS: usize = 2_000_000;

/// All minimal sets of at most `most` points, ends excluded, whose loss cuts `from` off `to`. `None` where it would
/// take too long. Every cut takes a point of any path that is left, so only those are tried.
#[must_use]
pub fn minimal_cuts(ways: &Ways, from: usize, to: usize, most: usize) -> Option<Vec<Vec<usize>>> {
    let mut cuts = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![Vec::new()];
    while let Some(lost) = open.pop() {
        let Some(path) = ways.path(from, to, &lost) else {
            cuts.insert(lost);
            continue;
        };
        if lost.len() >= most || path.len() <= 2 {
            continue;
        }
        for &point in &path[1..path.len() - 1] {
            let mut next = lost.clone();
            next.push(point);
            next.sort_unstable();
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
        if seen.len() > MOST_SETS {
            return None;
        }
    }
    let minimal = |cut: &Vec<usize>| {
        (0..cut.len()).all(|at| {
            let mut fewer = cut.clone();
            fewer.remove(at);
            ways.path(from, to, &fewer).is_some()
        })
    };
    Some(cuts.into_iter().filter(minimal).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bridge() -> Ways {
        let mut ways = Ways::new(6);
        for (from, to) in [(0, 1), (0, 2), (1, 2), (2, 1), (1, 3), (2, 4), (3, 5), (4, 5)] {
            ways.add(from, to);
        }
        ways
    }

    #[test]
    fn a_bridge_has_four_pairs() {
        assert_eq!(minimal_cuts(&bridge(), 0, 5, 3).unwrap(), [[1, 2], [1, 4], [2, 3], [3, 4]].map(Vec::from));
        assert_eq!(single_points(&bridge(), 0, 5), BTreeSet::from([5]));
    }

    #[test]
    fn neighbours_cannot_be_cut() {
        let mut ways = Ways::new(2);
        ways.add(0, 1);
        assert!(minimal_cuts(&ways, 0, 1, 3).unwrap().is_empty());
        assert!(single_points(&ways, 1, 0).is_empty());
    }
}
