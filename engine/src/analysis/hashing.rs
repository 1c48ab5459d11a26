//! How unevenly things fall on shards: hot keys, hashed items, rings of virtual nodes. Knows no components.

use super::cache_model::zipf;
use super::simulation::SplitMix;

/// Share of the hottest shard when one key draws a share of all requests and the rest spreads evenly.
#[must_use]
pub fn hottest_share(shards: f64, hottest_key: f64) -> f64 {
    hottest_key + (1.0 - hottest_key) / shards
}

/// What one hot key does to a sharded store.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HotShard {
    /// Share of all requests on the hottest shard.
    pub share: f64,
    /// Share of its capacity that they take.
    pub utilization: f64,
    /// Total rate at which the hottest shard is full.
    pub most: f64,
    /// The same if all shards had equal shares.
    pub most_if_even: f64,
    /// Shards of equal share that would carry as much.
    pub effective_shards: f64,
}

/// Loads the hottest of `shards`, each carrying `capacity`. `None` without shards or capacity.
#[must_use]
pub fn hot_shard(shards: f64, hottest_key: f64, rate: f64, capacity: f64) -> Option<HotShard> {
    let possible = shards >= 1.0 && capacity > 0.0 && (0.0..=1.0).contains(&hottest_key);
    let share = hottest_share(shards, hottest_key);
    possible.then(|| HotShard {
        share,
        utilization: share * rate / capacity,
        most: capacity / share,
        most_if_even: shards * capacity,
        effective_shards: 1.0 / share,
    })
}

/// The first of several places on a ring of 360 degrees that lies clockwise of a key, and how far; `None` without
/// places. What stands where the key is, is the first.
#[must_use]
pub fn owner(places: &[f64], key: f64) -> Option<(usize, f64)> {
    let clockwise = |place: &f64| {
        let way = libm::fmod(place - key, 360.0);
        if way < 0.0 { way + 360.0 } else { way }
    };
    places.iter().map(clockwise).enumerate().min_by(|one, other| one.1.total_cmp(&other.1))
}

/// Share of the keys whose rest is another one when the divisor changes: of the hashes up to the least common multiple
/// only as many stay as the smaller divisor is.
#[must_use]
pub fn moved_by_modulo(before: u64, after: u64) -> f64 {
    let (mut common, mut rest) = (before, after);
    while rest > 0 {
        (common, rest) = (rest, common % rest);
    }
    let multiple = before as f64 * after as f64 / common as f64;
    1.0 - before.min(after) as f64 / multiple
}

/// Mean share of the keys that lie elsewhere when nodes come to a ring or leave it: only those of the nodes that change.
#[must_use]
pub fn moved_on_a_ring(before: u64, after: u64) -> f64 {
    1.0 - before.min(after) as f64 / before.max(after) as f64
}

/// The fullest, in multiples of the mean of `items` over `bins`; `None` where nothing is shared out.
#[must_use]
pub fn peak_to_mean(fullest: f64, items: u64, bins: u64) -> Option<f64> {
    (items > 0 && bins > 0).then(|| fullest * bins as f64 / items as f64)
}

/// Mean share of the node with the largest part of a hash ring, `points` random points for each of `nodes` nodes
/// (Karger et al. 1997). Exact: arcs are gamma variables over their sum, and the sum is independent of the shares, so
/// it is the mean of the largest of `nodes` Erlang variables ÷ (nodes × points). `None` without nodes or points.
#[must_use]
pub fn largest_arc(nodes: u64, points: u64) -> Option<f64> {
    if nodes == 0 || points == 0 || points > 1_000_000 {
        return None;
    }
    let (n, shape) = (nodes as f64, points as f64);
    // ∫ (1 − F(x)^n) dx up to where nothing is left: Simpson's rule.
    let spread = libm::sqrt(shape);
    let reach = 12.0 + libm::sqrt(2.0 * libm::log(n + 1.0));
    let end = shape + reach * spread + 3.0 * libm::log(n + 1.0) + 40.0;
    let start = (shape - reach * spread).max(0.0);
    let steps = 4_000;
    let step = (end - start) / f64::from(steps);
    let mut sum = 0.0;
    for at in 0..=steps {
        let weight = if at == 0 || at == steps { 1.0 } else { 2.0 + 2.0 * f64::from(at % 2) };
        let beyond = gamma_beyond(shape, start + step * f64::from(at));
        let any = if beyond >= 1.0 { 1.0 } else { -libm::expm1(n * libm::log1p(-beyond)) };
        sum += weight * any;
    }
    Some((start + sum * step / 3.0) / (n * shape))
}

/// Standard deviation of a node's share of a hash ring, ÷ the mean share: a share is Beta(v, v(n − 1)).
#[must_use]
pub fn arc_spread(nodes: f64, points: f64) -> f64 {
    libm::sqrt((nodes - 1.0).max(0.0) / (nodes * points + 1.0))
}

/// Probability that a gamma variable of mean and variance `shape` exceeds a value: series below the mean, continued
/// fraction above (Abramowitz and Stegun 6.5.29, 6.5.31).
#[must_use]
pub fn gamma_beyond(shape: f64, value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let front = libm::exp(shape * libm::log(value) - value - libm::lgamma(shape));
    if value < shape + 1.0 {
        let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
        for at in 1..100_000 {
            term *= value / (shape + f64::from(at));
            sum += term;
            if term < sum * 1e-16 {
                break;
            }
        }
        return (1.0 - front * sum).clamp(0.0, 1.0);
    }
    // Lentz's method.
    let mut b = value + 1.0 - shape;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut fraction = d;
    for at in 1..100_000 {
        let at = f64::from(at);
        let a = -at * (at - shape);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front * fraction).clamp(0.0, 1.0)
}

/// Share of the hottest shard when keys of Zipf popularity fall on shards at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skew {
    /// Mean over placements.
    pub mean: f64,
    /// What 95 % of placements do not exceed.
    pub p95: f64,
    /// Half-width of the 95 % interval of the mean: the placements are simulated.
    pub half_width: f64,
}

/// Keys that are placed one by one; the many that are rarer fall on shards as a normal load.
const PLACED: usize = 1_500;
/// Placements drawn.
const PLACEMENTS: usize = 4_000;

/// Simulates placements, from a fixed seed. `None` without keys or shards.
#[must_use]
pub fn zipf_skew(keys: u64, exponent: f64, shards: u64) -> Option<Skew> {
    let shards = usize::try_from(shards).ok().filter(|shards| (1..=100_000).contains(shards))?;
    if keys == 0 {
        return None;
    }
    let popularity = zipf(keys, exponent);
    let placed: Vec<f64> = popularity.iter().take(PLACED).map(|(share, _)| *share).collect();
    let rest = &popularity[placed.len()..];
    let n = shards as f64;
    let rest_mean: f64 = rest.iter().map(|(share, count)| share * count).sum::<f64>() / n;
    let squares: f64 = rest.iter().map(|(share, count)| share * share * count).sum();
    let rest_spread = libm::sqrt(squares / n * (1.0 - 1.0 / n));
    let mut random = SplitMix::new(0x51AB_CAFE);
    let placements = (PLACEMENTS * 1_000 / (1_000 + shards)).max(100);
    let mut largest: Vec<f64> = Vec::with_capacity(placements);
    let mut loads = vec![0.0; shards];
    for _ in 0..placements {
        for load in &mut loads {
            // Box and Muller 1958; 1 − share is never 0.
            let radius = libm::sqrt(-2.0 * libm::log(1.0 - random.share()));
            let normal = radius * libm::cos(2.0 * std::f64::consts::PI * random.share());
            *load = (rest_mean + rest_spread * normal).max(0.0);
        }
        for share in &placed {
            let shard = ((random.share() * n) as usize).min(shards - 1);
            loads[shard] += share;
        }
        largest.push(loads.iter().copied().fold(0.0, f64::max).min(1.0));
    }
    largest.sort_by(f64::total_cmp);
    let count = placements as f64;
    let mean = largest.iter().sum::<f64>() / count;
    let variance = largest.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / (count - 1.0);
    let p95 = largest[((0.95 * count) as usize).min(placements - 1)];
    Some(Skew { mean, p95, half_width: 1.96 * libm::sqrt(variance / count) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_point_each_is_a_harmonic_number() {
        assert!((largest_arc(10, 1).unwrap() - 0.292_896_825_396_825_4).abs() < 1e-6);
        assert!((largest_arc(1, 50).unwrap() - 1.0).abs() < 1e-6);
        assert_eq!(largest_arc(0, 1), None);
    }

    #[test]
    fn a_ring_begins_anew_behind_its_last_place() {
        assert_eq!(owner(&[0.0, 120.0, 240.0], 120.0), Some((1, 0.0)));
        assert_eq!(owner(&[10.0, 120.0], 350.0), Some((0, 20.0)));
        assert_eq!(owner(&[], 0.0), None);
    }

    #[test]
    fn modulo_moves_most_keys_and_a_ring_few() {
        // Counted: of the hashes below 12 only 0, 1 and 2 have the same rest by 3 and by 4.
        assert_eq!((moved_by_modulo(3, 4), moved_on_a_ring(3, 4)), (0.75, 0.25));
        let counted = (0..60_u32).filter(|hash| hash % 10 != hash % 12).count() as f64 / 60.0;
        assert!((moved_by_modulo(10, 12) - counted).abs() < 1e-12);
    }

    #[test]
    fn a_hot_key_is_not_split() {
        assert!((hottest_share(16.0, 0.2) - 0.25).abs() < 1e-15);
    }

    #[test]
    fn skew_of_few_keys_can_be_counted() {
        // Two equal keys on two shards: half the time together.
        let found = zipf_skew(2, 0.0, 2).unwrap();
        assert!((found.mean - 0.75).abs() < 3.0 * found.half_width, "{found:?}");
    }
}
