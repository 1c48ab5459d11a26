//! The day as drawings in a box of fixed size, and the same as tables: how often each journey happens, how many copies
//! follow, and when something is short.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{Number, OfDay, OfPool};
use loadbearing_engine::report::{JourneyDayReport, PoolDayReport, Report};

use super::Tone;
use super::chart::SIZE;
use super::labels;
use super::names::name_of;
use super::working::Worked;
use crate::languages::figures::{a_second, percent, significant};
use crate::languages::{t, t_with};
use crate::order::sort_by_key;

/// Hours of a day.
const HOURS: usize = 24;
/// Where drawings end below: hours are written there.
const FLOOR: f64 = SIZE.1 - 16.0;
/// Room above the highest.
const CEILING: f64 = 16.0;

/// An hour in which something is short: from the left, how wide, and how much of the hour it is (0 to 1).
pub type Short = (f64, f64, f64);

/// One drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChart {
    /// Id of the journey or the component.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Path of what arrives.
    pub load: String,
    /// Path of the copies that work; empty for a journey.
    pub works: String,
    /// Path of the copies that are there, working or starting; empty for a journey and where all are there all day.
    pub there: String,
    /// Hours in which it is short.
    pub short: Vec<Short>,
    /// The highest value, in words.
    pub top: String,
    /// How bad it is.
    pub tone: Tone,
    /// What the drawing shows.
    pub words: String,
    /// What else there is to say: how it scales, what it costs in hours; may be empty.
    pub also: String,
    /// Names of the columns of the table.
    pub columns: Vec<&'static str>,
    /// The same as rows, one an hour.
    pub rows: Vec<(String, Vec<(String, Worked)>)>,
    /// Names of figures and how they come about.
    pub figures: Vec<(String, Worked)>,
}

/// A minute of the day as clocks show it.
#[must_use]
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// From the left border to the middle of an hour.
fn across(hours: f64) -> f64 {
    SIZE.0 * hours / HOURS as f64
}

fn up(value: f64, most: f64) -> f64 {
    let share = if most > 0.0 { value / most } else { 0.0 };
    FLOOR - (FLOOR - CEILING) * share
}

fn highest(lists: &[&[f64]]) -> f64 {
    lists.iter().flat_map(|list| list.iter()).copied().fold(0.0, f64::max)
}

/// A line through the means of hours, from border to border: midnight lies between the last hour and the first.
fn line(values: &[f64], most: f64) -> String {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return String::new() };
    let midnight = (first + last) / 2.0;
    let inner = values.iter().enumerate().map(|(hour, value)| (hour as f64 + 0.5, *value));
    let points = std::iter::once((0.0, midnight)).chain(inner).chain([(values.len() as f64, midnight)]);
    path(points, most)
}

/// The same in steps, as copies are counted.
fn steps(values: &[f64], most: f64) -> String {
    path(values.iter().enumerate().flat_map(|(hour, value)| [(hour as f64, *value), (hour as f64 + 1.0, *value)]), most)
}

fn path(points: impl Iterator<Item = (f64, f64)>, most: f64) -> String {
    let mut path = String::new();
    for (hours, value) in points {
        let sign = if path.is_empty() { 'M' } else { 'L' };
        path.push_str(&format!("{sign}{:.1} {:.1}", across(hours), up(value, most)));
    }
    path
}

/// Spans of hours in which something is short, in words: `07:00–09:00`.
fn spans(short_minutes: &[u32]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for (hour, _) in short_minutes.iter().enumerate().filter(|(_, minutes)| **minutes > 0) {
        let hour = hour as u32;
        match spans.last_mut() {
            Some((_, end)) if *end == hour => *end = hour + 1,
            _ => spans.push((hour, hour + 1)),
        }
    }
    let span = |(from, to): &(u32, u32)| format!("{}–{}", clock(from * 60), clock(to * 60));
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// Hours in words: minutes where it is less than one.
fn hours(value: f64) -> String {
    if value < 1.0 {
        t_with("day.minutes", &[("count", &significant(value * 60.0))])
    } else {
        t_with("day.hours", &[("count", &significant(value))])
    }
}

/// Journeys in the order of the design, those with a curve or that are short, and components, those that are short
/// first; none without a curve.
#[must_use]
pub fn charts(design: &Design, report: &Report) -> Vec<DayChart> {
    let Some(day) = &report.day else { return Vec::new() };
    let journeys = design.workload.journeys.iter().filter_map(|one| {
        let found = day.journeys.get(&one.id).filter(|found| found.highest > 0.0)?;
        let says_something = one.daily_curve.is_some() || found.hours_short > 0.0;
        says_something.then(|| of_journey(design, &one.id, found))
    });
    let mut pools: Vec<DayChart> = day.pools.iter().map(|(id, pool)| of_pool(design, id, pool)).collect();
    sort_by_key(&mut pools, |chart| chart.tone);
    journeys.chain(pools).collect()
}

fn of_journey(design: &Design, id: &str, found: &JourneyDayReport) -> DayChart {
    let most = highest(&[&found.rate]);
    let (low, high, at) = (a_second(found.lowest), a_second(found.highest), clock(found.highest_minute));
    let mut words = t_with("day.journey", &[("low", &low), ("high", &high), ("clock", &at)]);
    let is_short = found.hours_short > 0.0;
    if is_short {
        let short = hours(found.hours_short);
        words = format!("{words} {}", t_with("day.carried", &[("share", &percent(found.carried)), ("short", &short)]));
    }
    let of = |which| Worked::Number(Number::OfDay(id.to_owned(), which));
    let mut figures =
        vec![(t("day.lowest").to_owned(), of(OfDay::Lowest)), (t("day.highest").to_owned(), of(OfDay::Highest))];
    if is_short {
        figures.push((t("day.carried-share").to_owned(), of(OfDay::Carried)));
        figures.push((t("day.short-for").to_owned(), of(OfDay::HoursShort)));
    }
    DayChart {
        id: id.to_owned(),
        name: name_of(design, id).to_owned(),
        load: line(&found.rate, most),
        top: a_second(most),
        tone: if is_short { Tone::Bad } else { Tone::Fine },
        words,
        columns: vec![t("day.hour"), t("day.arrives")],
        rows: found
            .rate
            .iter()
            .enumerate()
            .map(|(hour, rate)| (clock(hour as u32 * 60), vec![(a_second(*rate), of(OfDay::Rate(hour)))]))
            .collect(),
        figures,
        ..DayChart::default()
    }
}

fn of_pool(design: &Design, id: &str, found: &PoolDayReport) -> DayChart {
    let most = highest(&[&found.filled, &found.copies, &found.there]);
    let name = name_of(design, id).to_owned();
    let (fewest, peak) = (found.copies.iter().copied().fold(f64::INFINITY, f64::min), highest(&[&found.copies]));
    let mut words = match found.scaling {
        Some(_) => t_with("day.follows", &[("fewest", &significant(fewest)), ("most", &significant(peak))]),
        None => t_with("day.fixed", &[("copies", &significant(peak))]),
    };
    let shortage = found.peak_shortage_minute.map(|minute| (a_second(found.peak_shortage), clock(minute)));
    words.push(' ');
    words += &match &shortage {
        Some((by, at)) => {
            let (short, spans) = (hours(found.hours_short), spans(&found.short_minutes));
            t_with("day.short", &[("hours", &short), ("spans", &spans), ("by", by), ("clock", at)])
        }
        None => t("day.never-short").to_owned(),
    };
    let mut figures = Vec::new();
    if let Some((by, _)) = &shortage {
        let name = t_with("pressure.figure", &[("name", &t("day.shortage")), ("value", by)]);
        figures.push((name, Worked::Number(Number::PeakShortage(id.to_owned()))));
    }
    let of_hours = significant(found.instance_hours);
    let label = t_with("pressure.figure", &[("name", &t("day.instance-hours")), ("value", &of_hours)]);
    figures.push((label, Worked::Number(Number::InstanceHours(id.to_owned()))));
    let worked = |which| Worked::Number(Number::OfPool(id.to_owned(), which));
    if shortage.is_some() {
        figures.push((t("day.short-for").to_owned(), worked(OfPool::HoursShort)));
    }
    if found.instance_hours_of_fixed_size.is_some() {
        figures.push((t("day.fixed-hours").to_owned(), worked(OfPool::OfFixedSize)));
    }
    let width = across(1.0);
    let short = found.short_minutes.iter().enumerate().filter(|(_, minutes)| **minutes > 0);
    let row = |hour: usize| {
        let of = |list: &[f64]| list.get(hour).copied().unwrap_or_default();
        let minutes = found.short_minutes.get(hour).copied().unwrap_or_default();
        let figures = vec![
            (a_second(of(&found.load)), worked(OfPool::Load(hour))),
            (significant(of(&found.filled)), worked(OfPool::Filled(hour))),
            (significant(of(&found.copies)), worked(OfPool::Copies(hour))),
            (significant(of(&found.there)), worked(OfPool::There(hour))),
            (t_with("day.minutes", &[("count", &minutes)]), worked(OfPool::ShortMinutes(hour))),
        ];
        (clock(hour as u32 * 60), figures)
    };
    DayChart {
        id: id.to_owned(),
        load: line(&found.filled, most),
        works: steps(&found.copies, most),
        there: if found.scaling.is_some() { steps(&found.there, most) } else { String::new() },
        short: short.map(|(hour, minutes)| (across(hour as f64), width, f64::from(*minutes) / 60.0)).collect(),
        top: t_with("day.copies", &[("count", &significant(most))]),
        tone: if shortage.is_some() { Tone::Bad } else { Tone::Fine },
        words,
        also: also(design, id, found),
        columns: ["day.hour", "day.arrives", "day.filled", "day.works", "day.there", "day.short-for"].map(t).to_vec(),
        rows: (0..HOURS).map(row).collect(),
        figures,
        name,
    }
}

/// How it scales itself, and what that saves.
fn also(design: &Design, id: &str, found: &PoolDayReport) -> String {
    let Some(scaling) = &found.scaling else { return String::new() };
    let delay = significant(scaling.delay_minutes);
    let mut said = vec![match scaling.most {
        Some(most) => t_with(
            "day.scaling",
            &[("fewest", &scaling.fewest), ("most", &most), ("target", &percent(scaling.target)), ("delay", &delay)],
        ),
        None => t_with(
            "day.scaling-without-end",
            &[("fewest", &scaling.fewest), ("target", &percent(scaling.target)), ("delay", &delay)],
        ),
    }];
    if let Some(step) = scaling.step {
        said.push(t_with("day.step", &[("step", &significant(step))]));
    }
    if let Some(fixed) = found.instance_hours_of_fixed_size {
        let (own, fixed) = (significant(found.instance_hours), significant(fixed));
        said.push(t_with("day.saves", &[("own", &own), ("fixed", &fixed)]));
    }
    if !scaling.assumed.is_empty() {
        let names: Vec<String> = scaling.assumed.iter().map(|name| labels::of_component(design, id, name)).collect();
        said.push(t_with("day.assumed", &[("names", &names.join(", "))]));
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A curve of 2 from 8 to 15 o'clock and 0.5 else, of 500 a second on average, and a pool of 100 for each copy.
    fn of(pool: &str) -> Vec<DayChart> {
        let curve: Vec<&str> = (0..24).map(|hour| if (8..16).contains(&hour) { "2" } else { "0.5" }).collect();
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "name": "Order", "entry": "api",
                "operation": "read", "rate": {{"per_second": 500}}, "daily_curve": [{}]}}]}},
               "components": [{{"id": "api", "kind": "service", "name": "API"{pool}}}]}}"#,
            curve.join(", ")
        );
        let design = loadbearing_engine::read(&text).expect("it is a design").design;
        charts(&design, &loadbearing_engine::evaluate(&design))
    }

    #[test]
    fn a_pool_that_starts_slowly_says_when_and_by_how_much_it_is_short() {
        let all = of(r#", "settings": {"rps_capacity": 100, "autoscaling_min": 2, "autoscaling_max": 30,
               "autoscaling_target": 0.5, "autoscaling_delay_minutes": 60}"#);
        let [journey, pool] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(
            journey.words,
            "From 250/s to 1 k/s, most at 08:00. 98.1 % of the day's requests are carried; it is short for 56 min."
        );
        assert_eq!(
            pool.words,
            "5 to 20 copies follow what arrives. Short for 56 min (07:00–09:00), at most by 494/s at 07:59."
        );
        assert_eq!(pool.short.iter().map(|short| short.2).collect::<Vec<_>>(), [40.0 / 60.0, 16.0 / 60.0]);
        assert_eq!(pool.short[0].0, across(7.0));
        assert!(
            pool.also.starts_with("It keeps copies 50 % full, with 2 to 30 of them; a new one works after 60 min."),
            "{pool:?}"
        );
        assert_eq!((pool.figures.len(), pool.tone, pool.rows.len()), (4, Tone::Bad, 24));
        assert_eq!(pool.rows[7].1[4].0, "40 min");
    }

    #[test]
    fn what_is_large_enough_all_day_is_not_drawn_and_what_follows_at_once_is_never_short() {
        assert_eq!(of(r#", "instances": 10, "settings": {"rps_capacity": 100}"#).len(), 1);
        let all = of(r#", "settings": {"rps_capacity": 100, "autoscaling_max": 30, "autoscaling_delay_minutes": 0}"#);
        assert!(all[1].words.ends_with("Never short.") && all[1].short.is_empty(), "{all:?}");
        assert!(all[1].also.contains("By default: Fewest copies, Autoscaling target"), "{all:?}");
        assert_eq!(all[1].figures.len(), 2);
    }

    #[test]
    fn every_line_stays_in_its_drawing() {
        for chart in of(r#", "instances": 2, "settings": {"rps_capacity": 100}"#) {
            for path in [&chart.load, &chart.works, &chart.there] {
                let numbers = path.split(['M', 'L', ' ']).filter(|text| !text.is_empty());
                assert!(numbers.map(|text| text.parse::<f64>().unwrap()).all(|at| (0.0..=SIZE.0).contains(&at)));
            }
            assert!(chart.columns.len() == chart.rows[0].1.len() + 1 && chart.load.starts_with('M'));
        }
    }
}
