//! A day as text for people: a line for each pool and each journey.

use loadbearing_engine::report::{DayReport, JourneyDayReport, PoolDayReport};
use loadbearing_engine::rules::phrase::{percent, scaled, significant};

use super::readable::{Names, table};

/// The day; nothing where no journey has a curve.
pub fn day<'a>(names: &Names<'a>, day: Option<&'a DayReport>) -> String {
    let Some(day) = day else { return String::new() };
    let pools = day.pools.iter().map(|(id, pool)| [names.component(id).to_owned(), of_pool(pool)]);
    let journeys = day.journeys.iter().map(|(id, journey)| [names.journey(id).to_owned(), of_journey(journey)]);
    table(journeys.chain(pools), "  ")
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn of_journey(journey: &JourneyDayReport) -> String {
    let mut text = format!(
        "{}/s to {}/s, most at {}",
        scaled(journey.lowest),
        scaled(journey.highest),
        clock(journey.highest_minute),
    );
    if journey.hours_short > 0.0 {
        text += &format!(
            "; {} of the day carried, short for {} h",
            percent(journey.carried),
            significant(journey.hours_short)
        );
    }
    text
}

fn of_pool(pool: &PoolDayReport) -> String {
    let least = pool.copies.iter().copied().fold(f64::INFINITY, f64::min);
    let most = pool.copies.iter().copied().fold(0.0, f64::max);
    let mut text = match pool.scaling {
        Some(_) => format!("{} to {} copies on average of an hour", significant(least), significant(most)),
        None => format!("{} copies", significant(most)),
    };
    match pool.peak_shortage_minute {
        Some(minute) => {
            text += &format!(
                "; short for {} h, by {}/s at {}",
                significant(pool.hours_short),
                scaled(pool.peak_shortage),
                clock(minute)
            );
        }
        None => text += "; never short",
    }
    text += &format!("; {} instance-hours a day", significant(pool.instance_hours));
    if let Some(fixed) = pool.instance_hours_of_fixed_size {
        text += &format!(", {} at a fixed size", significant(fixed));
    }
    text
}
