//! Traffic equations of a loop: x = γ + xP for a small sparse P with weights of any size. Knows no components.

use super::lists::{Lists, strong_parts};

/// Weights from state to state.
#[derive(Clone, Debug)]
pub struct Sparse {
    rows: Vec<Vec<(usize, f64)>>,
}

/// What the equations give.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// By state; 0 where endless.
    pub rates: Vec<f64>,
    /// By state: a loop of gain 1 or more feeds it.
    pub endless: Vec<bool>,
    /// By state: it is in such a loop, and something enters it.
    pub looping: Vec<bool>,
}

/// Largest loop that is solved densely; larger ones are swept.
const DENSE: usize = 128;
/// Sweeps after which a loop that has not settled is called endless.
const SWEEPS: usize = 20_000;

impl Sparse {
    /// No weights yet.
    #[must_use]
    pub fn new(states: usize) -> Self {
        Self { rows: vec![Vec::new(); states] }
    }

    /// Adds a weight.
    pub fn add(&mut self, from: usize, to: usize, weight: f64) {
        if weight > 0.0 {
            self.rows[from].push((to, weight));
        }
    }
}

/// Solves x = γ + xP part by part. A part whose loop gain is 1 or more has no solution and is said to be endless,
/// and so is all that it feeds, or that something outside feeds which is `endless` itself.
#[must_use]
pub fn settle(weights: &Sparse, external: &[f64], endless: &[bool]) -> Solution {
    let states = external.len();
    let mut targets = Lists::default();
    for row in &weights.rows {
        row.iter().for_each(|&(to, _)| targets.push(to));
        targets.close();
    }
    let mut solution = Solution { rates: external.to_vec(), endless: endless.to_vec(), looping: vec![false; states] };
    for part in strong_parts(&targets).iter() {
        solve_part(weights, part, &mut solution);
        for &from in part {
            for &(to, weight) in &weights.rows[from] {
                if part.binary_search(&to).is_err() {
                    solution.rates[to] += solution.rates[from] * weight;
                    solution.endless[to] |= solution.endless[from] && weight > 0.0;
                }
            }
        }
    }
    solution
}

fn solve_part(weights: &Sparse, part: &[usize], solution: &mut Solution) {
    let fed = part.iter().any(|&state| solution.rates[state] > 0.0);
    let endless = part.iter().any(|&state| solution.endless[state]);
    let is_loop = part.len() > 1 || weights.rows[part[0]].iter().any(|&(to, _)| to == part[0]);
    if !is_loop || (!fed && !endless) {
        if endless {
            for &state in part {
                solution.endless[state] = true;
                solution.rates[state] = 0.0;
            }
        }
        return;
    }
    let external: Vec<f64> = part.iter().map(|&state| solution.rates[state]).collect();
    let ones = vec![1.0; part.len()];
    let inside = |solve: &[f64]| {
        if part.len() <= DENSE { dense(weights, part, solve) } else { sweep(weights, part, solve) }
    };
    // x = 1 + xP with all x ≥ 1 exists exactly when the spectral radius is below 1.
    let converges = inside(&ones).is_some_and(|x| x.iter().all(|value| value.is_finite() && *value >= 1.0 - 1e-9));
    let rates = if converges && !endless { inside(&external) } else { None };
    for (at, &state) in part.iter().enumerate() {
        match &rates {
            Some(rates) => solution.rates[state] = rates[at].max(0.0),
            None => {
                solution.rates[state] = 0.0;
                solution.endless[state] = true;
                solution.looping[state] = !converges;
            }
        }
    }
}

/// Gaussian elimination with partial pivots on (I − Pᵀ)x = γ.
fn dense(weights: &Sparse, part: &[usize], external: &[f64]) -> Option<Vec<f64>> {
    let size = part.len();
    let mut rows = vec![vec![0.0; size + 1]; size];
    for (at, row) in rows.iter_mut().enumerate() {
        row[at] = 1.0;
        row[size] = external[at];
    }
    for (from, &state) in part.iter().enumerate() {
        for &(to, weight) in &weights.rows[state] {
            if let Ok(to) = part.binary_search(&to) {
                rows[to][from] -= weight;
            }
        }
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        if rows[pivot][column].abs() < 1e-13 {
            return None;
        }
        rows.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        let top = &above[column];
        for row in below {
            let factor = row[column] / top[column];
            if factor != 0.0 {
                for at in column..=size {
                    row[at] -= factor * top[at];
                }
            }
        }
    }
    let mut x = vec![0.0; size];
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|other| rows[at][other] * x[other]).sum();
        x[at] = (rows[at][size] - known) / rows[at][at];
    }
    Some(x)
}

/// Gauss–Seidel sweeps; `None` when they do not settle.
fn sweep(weights: &Sparse, part: &[usize], external: &[f64]) -> Option<Vec<f64>> {
    let mut into: Vec<Vec<(usize, f64)>> = vec![Vec::new(); part.len()];
    for (from, &state) in part.iter().enumerate() {
        for &(to, weight) in &weights.rows[state] {
            if let Ok(to) = part.binary_search(&to) {
                into[to].push((from, weight));
            }
        }
    }
    let mut x = external.to_vec();
    for _ in 0..SWEEPS {
        let mut change = 0.0_f64;
        for at in 0..x.len() {
            let own: f64 = into[at].iter().filter(|(from, _)| *from == at).map(|(_, weight)| weight).sum();
            let others: f64 =
                into[at].iter().filter(|(from, _)| *from != at).map(|&(from, weight)| x[from] * weight).sum();
            if own >= 1.0 {
                return None;
            }
            let value = (external[at] + others) / (1.0 - own);
            change = change.max((value - x[at]).abs() / value.abs().max(1e-300));
            x[at] = value;
        }
        if !x.iter().all(|value| value.is_finite()) {
            return None;
        }
        if change < 1e-14 {
            return Some(x);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(edges: &[(usize, usize, f64)], external: &[f64]) -> Solution {
        let mut weights = Sparse::new(external.len());
        for &(from, to, weight) in edges {
            weights.add(from, to, weight);
        }
        settle(&weights, external, &vec![false; external.len()])
    }

    #[test]
    fn a_call_back_of_30_percent_adds_up() {
        // a → b 1.0, b → a 0.3, b → b 0.05, b → c 2.0, 100 from outside at a: b = a / 0.95, a = 100 + 0.3 b.
        let solution = rates(&[(0, 1, 1.0), (1, 0, 0.3), (1, 1, 0.05), (1, 2, 2.0)], &[100.0, 0.0, 0.0]);
        let expected = [146.153_846_153_846_16, 153.846_153_846_153_84, 307.692_307_692_307_7];
        for (got, want) in solution.rates.iter().zip(expected) {
            assert!((got - want).abs() < 1e-9, "{got} {want}");
        }
        assert!(!solution.endless.contains(&true));
    }

    #[test]
    fn a_loop_of_gain_one_is_endless_and_so_is_what_it_feeds() {
        let solution = rates(&[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0)], &[5.0, 0.0, 0.0]);
        assert_eq!(solution.endless, [true, true, true]);
        assert_eq!(solution.looping, [true, true, false]);
        assert_eq!(solution.rates, [0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_loop_that_nothing_enters_stays_at_rest() {
        let solution = rates(&[(0, 1, 2.0), (1, 0, 2.0)], &[0.0, 0.0]);
        assert_eq!(solution.endless, [false, false]);
    }

    #[test]
    fn sweeps_and_elimination_agree() {
        let size = 200;
        let mut weights = Sparse::new(size);
        for at in 0..size {
            weights.add(at, (at + 1) % size, 0.7);
            weights.add(at, (at * 7 + 3) % size, 0.2);
        }
        let external = vec![1.0; size];
        let part: Vec<usize> = (0..size).collect();
        let swept = sweep(&weights, &part, &external).unwrap();
        let solved = dense(&weights, &part, &external).unwrap();
        for (a, b) in swept.iter().zip(&solved) {
            assert!((a - b).abs() < 1e-9 * b);
        }
    }
}
