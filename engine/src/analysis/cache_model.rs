//! Hit rate of a cache that drops what was not used for longest, under requests that are independent of each other.
//! Knows no components.

/// Ranks counted one by one; beyond, ranks of nearly the same popularity are counted together.
const ONE_BY_ONE: u64 = 2_000;
/// How far the ranks of one group lie apart.
const GROUP: f64 = 1.005;

/// What Che's approximation gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HitRate {
    /// Share of requests found in the cache.
    pub share: f64,
    /// How many requests an item stays for after its last use; `None` where everything fits.
    pub stays: Option<f64>,
}

/// Popularity of items by rank: `(share of requests of one item, number of such items)`.
///
/// Zipf: the *i*-th is asked for in proportion to *i* to the power of −`exponent`.
#[must_use]
pub fn zipf(items: u64, exponent: f64) -> Vec<(f64, f64)> {
    let weight = |rank: f64| libm::exp(-exponent * libm::log(rank));
    let mut groups: Vec<(f64, f64)> = (1..=items.min(ONE_BY_ONE)).map(|rank| (weight(rank as f64), 1.0)).collect();
    let mut first = ONE_BY_ONE + 1;
    while first <= items {
        let last = ((first as f64 * GROUP) as u64).clamp(first, items);
        let count = (last - first + 1) as f64;
        // Integral from half a rank before to half a rank after.
        let (low, high) = (first as f64 - 0.5, last as f64 + 0.5);
        let sum = if (exponent - 1.0).abs() < 1e-9 {
            libm::log(high / low)
        } else {
            let power = |rank: f64| libm::exp((1.0 - exponent) * libm::log(rank));
            (power(high) - power(low)) / (1.0 - exponent)
        };
        groups.push((sum / count, count));
        first = last + 1;
    }
    let all: f64 = groups.iter().map(|(weight, count)| weight * count).sum();
    for group in &mut groups {
        group.0 /= all;
    }
    groups
}

/// Share of the requests that the most popular items draw, so many of them.
#[must_use]
pub fn top_share(popularity: &[(f64, f64)], items: f64) -> f64 {
    let (mut left, mut share) = (items, 0.0);
    for (each, count) in popularity {
        let taken = count.min(left);
        share += each * taken;
        left -= taken;
    }
    share
}

/// Che, Tung and Wang 2002 (why it is so close: Fricker et al. 2012): an item is in the cache if it was asked for
/// within a time that is the same for all, so long that the cache is just full.
#[must_use]
pub fn least_recently_used(popularity: &[(f64, f64)], capacity: f64) -> HitRate {
    let asked_for: f64 = popularity.iter().filter(|(share, _)| *share > 0.0).map(|(_, count)| count).sum();
    if capacity >= asked_for {
        return HitRate { share: if asked_for > 0.0 { 1.0 } else { 0.0 }, stays: None };
    }
    if capacity.is_nan() || capacity <= 0.0 {
        return HitRate { share: 0.0, stays: Some(0.0) };
    }
    let inside =
        |stays: f64| -> f64 { popularity.iter().map(|(share, count)| -count * libm::expm1(-share * stays)).sum() };
    // Nobody asks more than once a request, so at least `capacity` requests pass.
    let (mut low, mut high) = (0.0, capacity);
    for _ in 0..1_000 {
        if inside(high) >= capacity {
            break;
        }
        (low, high) = (high, high * 2.0);
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if inside(middle) < capacity {
            low = middle;
        } else {
            high = middle;
        }
    }
    let stays = 0.5 * (low + high);
    let share = popularity.iter().map(|(share, count)| -share * count * libm::expm1(-share * stays)).sum();
    HitRate { share, stays: Some(stays) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_are_hit_by_the_share_that_fits() {
        assert!((least_recently_used(&zipf(2000, 0.0), 500.0).share - 0.25).abs() < 1e-9);
        assert_eq!(least_recently_used(&zipf(10, 1.0), 10.0).share, 1.0);
        assert_eq!(least_recently_used(&zipf(10, 1.0), 0.0).share, 0.0);
        assert_eq!(least_recently_used(&[], 5.0).share, 0.0);
    }

    #[test]
    fn the_most_popular_come_first() {
        // 1, 1/2, 1/3 of 11/6.
        assert!((top_share(&zipf(3, 1.0), 2.0) - 9.0 / 11.0).abs() < 1e-12);
        assert!((top_share(&zipf(1_000_000, 0.8), 1e6) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn groups_answer_as_single_ranks_do() {
        let singly: Vec<(f64, f64)> = (1..=20_000).map(|rank| (libm::pow(f64::from(rank), -0.8), 1.0)).collect();
        let all: f64 = singly.iter().map(|item| item.0).sum();
        let singly: Vec<(f64, f64)> = singly.iter().map(|item| (item.0 / all, 1.0)).collect();
        let want = least_recently_used(&singly, 1500.0).share;
        assert!((least_recently_used(&zipf(20_000, 0.8), 1500.0).share - want).abs() < 1e-6);
    }
}
