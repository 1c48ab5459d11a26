//! An autoscaled pool through a day, minute by minute; every day is like the one before.

const MINUTES: usize = 1_440;

/// By minute: the copies that are there. Fewest, most and step, 0 being no limit; then what arrives at 24 full hours, in
/// copies.
fn there(of: &[f64]) -> Vec<f64> {
    let limit = |value: f64| if value == 0.0 { f64::INFINITY } else { value };
    let (fewest, most, step, hours) = (of[0], limit(of[1]), limit(of[2]), &of[3..]);
    assert_eq!(hours.len(), 24, "a day has 24 hours");
    let wanted = |minute: usize| {
        let (hour, part) = (minute / 60, (minute as f64 % 60.0 + 0.5) / 60.0);
        let load = hours[hour] + (hours[(hour + 1) % 24] - hours[hour]) * part;
        // Rounding errors above a whole number are no further copy.
        (load * (1.0 - 1e-9)).ceil().max(fewest).min(most)
    };
    let mut copies = wanted(MINUTES - 1);
    let mut day = Vec::new();
    for _ in 0..8 {
        let before = copies;
        day.clear();
        for minute in 0..MINUTES {
            copies += (wanted(minute) - copies).max(-step).min(step);
            day.push(copies);
        }
        if before == copies {
            break;
        }
    }
    day
}

/// Hours that all copies are there.
pub fn hours(of: &[f64]) -> f64 {
    there(of).iter().sum::<f64>() / 60.0
}

/// Copies that work in a minute, those that have been there for so many before.
pub fn working(of: &[f64]) -> f64 {
    let (minute, delay) = (of[0] as usize, of[1].ceil().min(MINUTES as f64 - 1.0) as usize);
    let there = there(&of[2..]);
    (0..=delay).map(|back| there[(minute + MINUTES - back) % MINUTES]).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_pool_that_follows_a_rise() {
    // One copy's worth until 01:00, then two more each hour until 03:00, back to one within the hour after.
    let mut of = vec![1.0, 0.0, 0.0];
    of.extend([1.0, 1.0, 3.0, 5.0]);
    of.extend([1.0; 20]);
    assert_eq!(working(&[&[120.0, 0.0][..], &of].concat()), 4.0);
    // Half an hour before it was no more than 3.
    assert_eq!(working(&[&[120.0, 30.0][..], &of].concat()), 3.0);
    // 23 hours of one, and 30 minutes each of 2, 3, 4, 5, then 15 minutes each of 5, 4, 3, 2.
    assert_eq!(hours(&of), 21.0 + 0.5 * 14.0 + 0.25 * 14.0);
}
