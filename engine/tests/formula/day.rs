//! An autoscaled pool through a day, minute by minute; every day is like the one before.

const MINUTES: usize = 1_440;

/// By minute, with straight lines between 24 full hours.
pub fn minutes(hours: &[f64]) -> Vec<f64> {
    assert_eq!(hours.len(), 24, "a day has 24 hours");
    let minute = |minute: usize| {
        let (hour, part) = (minute / 60, (minute as f64 % 60.0 + 0.5) / 60.0);
        hours[hour] + (hours[(hour + 1) % 24] - hours[hour]) * part
    };
    (0..MINUTES).map(minute).collect()
}

/// By minute: what arrives, and what can be done.
pub type Pressed = Vec<(f64, f64)>;

/// Target and delay, then as for `there`: what arrives, and what the copies that work can do, in copies.
pub fn scaled(of: &[f64]) -> Pressed {
    let load = minutes(&of[5..]).into_iter().map(|load| load * of[0]);
    load.zip(works(of[1], &of[2..])).collect()
}

/// A capacity, then what arrives at 24 full hours.
pub fn fixed(of: &[f64]) -> Pressed {
    minutes(&of[1..]).into_iter().map(|load| (load, of[0])).collect()
}

fn is_short((load, most): (f64, f64)) -> bool {
    load > most * (1.0 + 1e-9)
}

/// Minutes of an hour in which more arrives than can be done.
pub fn short_minutes(pressed: &Pressed, hour: f64) -> f64 {
    let first = hour as usize * 60;
    pressed[first..first + 60].iter().filter(|minute| is_short(**minute)).count() as f64
}

/// Hours of the day, likewise.
pub fn short_hours(pressed: &Pressed) -> f64 {
    pressed.iter().filter(|minute| is_short(**minute)).count() as f64 / 60.0
}

/// By how much more arrives, summed over the minutes.
pub fn missing(pressed: &Pressed) -> f64 {
    pressed.iter().filter(|minute| is_short(**minute)).map(|(load, most)| load - most).sum()
}

/// What arrives at most, for what can be done.
pub fn fullest(pressed: &Pressed) -> f64 {
    pressed.iter().map(|(load, most)| load / most).fold(0.0, f64::max)
}

/// Share of the requests of a journey with this curve that is carried.
pub fn carried(pressed: &Pressed, curve: &[f64]) -> f64 {
    let curve = minutes(curve);
    let part = |minute: &(f64, f64)| if is_short(*minute) { minute.1 / minute.0 } else { 1.0 };
    pressed.iter().zip(&curve).map(|(minute, level)| part(minute) * level).sum::<f64>() / curve.iter().sum::<f64>()
}

/// The mean over an hour.
pub fn mean_of_hour(day: &[f64], hour: f64) -> f64 {
    let first = hour as usize * 60;
    day[first..first + 60].iter().sum::<f64>() / 60.0
}

/// By minute: the copies that are there. Fewest, most and step, 0 being no limit; then what arrives at 24 full hours, in
/// copies.
pub fn there(of: &[f64]) -> Vec<f64> {
    let limit = |value: f64| if value == 0.0 { f64::INFINITY } else { value };
    let (fewest, most, step, hours) = (of[0], limit(of[1]), limit(of[2]), &of[3..]);
    let load = minutes(hours);
    // Rounding errors above a whole number are no further copy.
    let wanted = |minute: usize| (load[minute] * (1.0 - 1e-9)).ceil().max(fewest).min(most);
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

/// By minute: the copies that work, those that have been there for so many minutes before.
pub fn works(delay: f64, of: &[f64]) -> Vec<f64> {
    let delay = delay.ceil().min(MINUTES as f64 - 1.0) as usize;
    let there = there(of);
    let least = |minute: usize| {
        (0..=delay).map(|back| there[(minute + MINUTES - back) % MINUTES]).fold(f64::INFINITY, f64::min)
    };
    (0..MINUTES).map(least).collect()
}

/// Copies that work in a minute.
pub fn working(of: &[f64]) -> f64 {
    works(of[1], &of[2..])[of[0] as usize]
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
    // More than 3 from 02:00 on until half past three, on average 1 more; the most just before and after 03:00.
    let three = fixed(&[&[3.0][..], &of[3..]].concat());
    assert_eq!((short_hours(&three), short_minutes(&three, 3.0)), (1.5, 30.0));
    assert!((missing(&three) - 90.0).abs() < 1e-9 && (fullest(&three) * 3.0 - 4.983_333).abs() < 1e-6);
    // Of an even journey 1.5 × (1 − 1.5 × ln(5 ÷ 3)) hours of 24 are not carried.
    assert!((carried(&three, &[1.0; 24]) - (1.0 - 1.5 * (1.0 - 1.5 * libm::log(5.0 / 3.0)) / 24.0)).abs() < 1e-5);
    // 23 hours of one, and 30 minutes each of 2, 3, 4, 5, then 15 minutes each of 5, 4, 3, 2.
    assert_eq!(hours(&of), 21.0 + 0.5 * 14.0 + 0.25 * 14.0);
}
