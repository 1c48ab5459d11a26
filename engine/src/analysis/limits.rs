//! What limiters of a rate let through. Knows no components.

/// Tokens in a bucket after a time without requests.
#[must_use]
pub fn refilled(capacity: f64, tokens: f64, rate: f64, elapsed: f64) -> f64 {
    (tokens + rate * elapsed).min(capacity)
}

/// What a sliding window counter takes for the requests of the last window: those of the current fixed window, and of
/// the one before as large a part as the sliding window still covers, as if they had come evenly.
#[must_use]
pub fn sliding_count(current: f64, previous: f64, position: f64) -> f64 {
    current + previous * (1.0 - position)
}

/// Whether a request of an age lies in a sliding window: what is as old as the window is out.
#[must_use]
pub fn in_window(age: f64, window: f64) -> bool {
    (0.0..window).contains(&age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_runs_over() {
        assert_eq!(refilled(100.0, 95.0, 10.0, 0.3), 98.0);
        assert_eq!(refilled(100.0, 95.0, 10.0, 2.0), 100.0);
    }

    #[test]
    fn a_quarter_into_the_window_three_quarters_of_the_last_one_count() {
        assert_eq!(sliding_count(70.0, 40.0, 0.25), 100.0);
        assert!(in_window(0.0, 60.0) && in_window(59.9, 60.0) && !in_window(60.0, 60.0));
    }
}
