//! Queues with an end (M/M/c/K), by the probabilities of how many are inside.

/// Logarithms of the weights: each further one inside is as likely as the one before, times what arrives while one is
/// done.
fn weights(places: usize, room: usize, busy: f64) -> Vec<f64> {
    let offered = busy * places as f64;
    let mut weights = vec![0.0_f64];
    for inside in 1..=room {
        weights.push(weights[inside - 1] + libm::log(offered / inside.min(places) as f64));
    }
    weights
}

/// Share of all that arrive that is turned away: as often as it is full.
pub fn away(places: usize, room: usize, busy: f64) -> f64 {
    let weights = weights(places, room, busy);
    let full = weights[room];
    1.0 / weights.iter().map(|weight| libm::exp(weight - full)).sum::<f64>()
}

/// Of those who are let in: the share that waits; of who waits: how many have to be done first on average, and the
/// standard deviation of the time that takes, in mean times from one done to the next while all places are busy.
pub fn limited(places: usize, room: usize, busy: f64) -> [f64; 3] {
    let weights = weights(places, room, busy);
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let taken: Vec<f64> = weights[..room].iter().map(|weight| libm::exp(weight - most)).collect();
    let waiting: Vec<(f64, f64)> =
        taken.iter().enumerate().skip(places).map(|(inside, weight)| ((inside - places + 1) as f64, *weight)).collect();
    let waits: f64 = waiting.iter().map(|(_, weight)| weight).sum();
    let ahead = waiting.iter().map(|(ahead, weight)| ahead * weight).sum::<f64>() / waits;
    // So many exponentials one after another: their variances add up, and the number varies itself.
    let square = waiting.iter().map(|(ahead, weight)| (ahead * ahead + ahead) * weight).sum::<f64>() / waits;
    [waits / taken.iter().sum::<f64>(), ahead, libm::sqrt(square - ahead * ahead)]
}

#[test]
fn one_place_and_room_for_one_to_wait() {
    // Twice as many as it can do: weights 1, 2, 4. Two of three who are let in wait, for one.
    let [waits, ahead, spread] = limited(1, 2, 2.0);
    assert!((away(1, 2, 2.0) - 4.0 / 7.0).abs() < 1e-12);
    assert!((waits - 2.0 / 3.0).abs() < 1e-12 && (ahead - 1.0).abs() < 1e-12 && (spread - 1.0).abs() < 1e-12);
}
