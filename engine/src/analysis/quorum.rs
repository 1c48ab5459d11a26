//! Quorums: whether reads see writes. How long they wait is in `latency`. Knows no components.

/// Probability that a read of `reads` of `copies` misses the last write, which reached `writes` of them, each chosen
/// at random (Bailis et al. 2012): C(n−w, r) ÷ C(n, r).
#[must_use]
pub fn misses_the_write(copies: u64, reads: u64, writes: u64) -> f64 {
    if reads.saturating_add(writes) > copies {
        return 0.0;
    }
    (0..reads).map(|read| (copies - writes - read) as f64 / (copies - read) as f64).product()
}

/// Whether every read meets every write.
#[must_use]
pub fn is_strong(copies: u64, reads: u64, writes: u64) -> bool {
    reads.saturating_add(writes) > copies
}

/// How many of a group are more than half of it.
#[must_use]
pub fn majority(nodes: u64) -> u64 {
    nodes / 2 + 1
}

/// Copies that may be lost while `wanted` still answer.
#[must_use]
pub fn tolerates(copies: u64, wanted: u64) -> u64 {
    copies.saturating_sub(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_three_misses_two_times_in_three() {
        assert!((misses_the_write(3, 1, 1) - 2.0 / 3.0).abs() < 1e-15);
        assert!(is_strong(3, 2, 2) && !is_strong(3, 1, 2));
        assert_eq!(misses_the_write(3, 2, 2), 0.0);
        assert_eq!(tolerates(5, 3), 2);
        assert_eq!((majority(4), majority(5)), (3, 3));
    }
}
