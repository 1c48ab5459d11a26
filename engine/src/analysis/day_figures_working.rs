//! How the figures of a day come about, hour by hour: what arrives, how many copies there are, how long something is
//! short and of how much. The headline figures stand in `day_working`.

use serde::{Deserialize, Serialize};

use super::arrivals::{When, Which, arriving_of, rate_of_journey};
use super::capacity::limiting_settings;
use super::day::{Autoscaler, Day, FEWEST, MINUTES, PoolDay, by_hour, day};
use super::day_working::{HOURS, at_full_hours, autoscaled, pool_of, with_target};
use super::figures::{capacity_of, curve_mean};
use super::graph::{Graph, Node};
use super::places::is_limited;
use super::traffic::Traffic;
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::kinds::Capacity;
use crate::packed;

/// A figure of a component over the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfPool {
    /// What arrives a second in an hour, on average.
    Load(usize),
    /// Copies that this would fill.
    Filled(usize),
    /// Copies that work.
    Copies(usize),
    /// Copies that are there.
    There(usize),
    /// Minutes of an hour in which it is short.
    ShortMinutes(usize),
    /// Hours of the day.
    HoursShort,
    /// How full it is at most.
    Fullest,
    /// Requests of the day that are more than it can do.
    RequestsShort,
    /// Hours of copies, if there were as many all day as the busiest minute takes.
    OfFixedSize,
    /// Copies at least.
    Fewest,
    /// Copies at most.
    Most,
    /// Utilisation that it keeps.
    Target,
    /// Minutes until a new copy works.
    Delay,
    /// Copies that it starts or stops a minute.
    Step,
}

/// A figure of a journey over the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfDay {
    /// Requests a second in an hour, on average.
    Rate(usize),
    /// In its busiest minute.
    Highest,
    /// In its quietest minute.
    Lowest,
    /// Share of the day's requests that is carried.
    Carried,
    /// Hours in which not all are.
    HoursShort,
}

packed!(enum OfPool {
    0 = Load(hour),
    1 = Filled(hour),
    2 = Copies(hour),
    3 = There(hour),
    4 = ShortMinutes(hour),
    5 = HoursShort,
    6 = Fullest,
    7 = RequestsShort,
    8 = OfFixedSize,
    9 = Fewest,
    10 = Most,
    11 = Target,
    12 = Delay,
    13 = Step,
});
packed!(enum OfDay { 0 = Rate(hour), 1 = Highest, 2 = Lowest, 3 = Carried, 4 = HoursShort });

/// How a figure of a component comes about; `None` where the report shows none, or where reads and writes that cost
/// differently make it, which is too long to read.
#[must_use]
pub fn of_pool(graph: &Graph<'_>, traffic: &Traffic, number: usize, of: OfPool) -> Option<Working> {
    let pool = pool_of(graph, traffic, number)?;
    Followed { graph, traffic, pool: &pool, node: &graph.nodes[number] }.figure(of)
}

/// How a figure of a journey, by its place in the traffic, comes about; `None` where the report shows none, or where
/// several components carry only a part of it.
#[must_use]
pub fn of_day(graph: &Graph<'_>, traffic: &Traffic, at: usize, of: OfDay) -> Option<Working> {
    let Day { pools, journeys } = day(graph, traffic)?;
    let journey = &traffic.journeys[at];
    let found = &journeys[at];
    let used = |pool: &&PoolDay| journey.waits[pool.node] && journey.visits[pool.node].total() > 0.0;
    let short: Vec<&PoolDay> = pools.iter().filter(used).filter(|pool| pool.worst().is_some()).collect();
    if short.iter().any(|pool| is_limited(&graph.nodes[pool.node])) {
        return None;
    }
    let followed = |pool| Followed { graph, traffic, pool, node: &graph.nodes[pool.node] };
    let extreme = |name: &str, choose: fn(f64, f64) -> f64| {
        let value = found.rate.iter().copied().reduce(choose)?;
        let rate = rate_of_journey(graph, journey, When::Average)?;
        Some(match levels(graph, journey.journey, Working::new("", value).worked("rate", rate)) {
            (working, None) => Working { formula: "rate".to_owned(), ..working },
            (working, Some(hours)) => {
                Working { formula: format!("rate × {name}({}) ÷ mean", hours.join(", ")), ..working }
            }
        })
    };
    match of {
        OfDay::Rate(hour) => {
            let value = *by_hour(&found.rate).get(hour)?;
            let rate = rate_of_journey(graph, journey, When::Average)?;
            let working = Working::new("", value).worked("rate", rate);
            let Some(curve) = &graph.design.workload.journeys[journey.journey].daily_curve else {
                return Some(Working { formula: "rate".to_owned(), ..working });
            };
            let next = (hour + 1) % HOURS;
            let path = |hour: usize| format!("workload.journeys[{}].daily_curve[{hour}]", journey.journey);
            let working = working
                .stated("at its beginning", *curve.get(hour)?, path(hour))
                .stated("at its end", *curve.get(next)?, path(next))
                .worked("mean", curve_mean(curve, journey.journey));
            Some(Working { formula: "rate × (at its beginning + at its end) ÷ 2 ÷ mean".to_owned(), ..working })
        }
        OfDay::Highest => extreme("highest", f64::max),
        OfDay::Lowest => extreme("lowest", f64::min),
        OfDay::HoursShort => match short.as_slice() {
            [] => Some(Working::new("0", 0.0)),
            [only] => followed(only).figure(OfPool::HoursShort),
            _ => None,
        },
        OfDay::Carried => match short.as_slice() {
            [] => Some(Working::new("1", 1.0)),
            [only] => {
                let all: f64 = found.rate.iter().sum();
                let carried: f64 = found.rate.iter().zip(&found.carried).map(|(rate, part)| rate * part).sum();
                followed(only).carried(journey.journey, if all > 0.0 { carried / all } else { 1.0 })
            }
            _ => None,
        },
    }
}

/// The curve of a journey at full hours, added to a working: names of its values, and its mean by the name `mean`.
fn levels(graph: &Graph<'_>, journey: usize, mut working: Working) -> (Working, Option<Vec<String>>) {
    let design = &graph.design.workload.journeys[journey];
    let Some(curve) = &design.daily_curve else { return (working, None) };
    let mut names = Vec::new();
    for (hour, level) in curve.iter().enumerate() {
        let name = format!("at {hour:02} o'clock");
        working = working.stated(name.clone(), *level, format!("workload.journeys[{journey}].daily_curve[{hour}]"));
        names.push(name);
    }
    (working.worked("mean", curve_mean(curve, journey)), Some(names))
}

/// A component through the day.
struct Followed<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    pool: &'a PoolDay,
    node: &'a Node<'a>,
}

impl Followed<'_> {
    fn figure(&self, of: OfPool) -> Option<Working> {
        let Self { pool, node, .. } = self;
        let short = |minute: usize| pool.short(minute);
        let minutes = |hour: usize| (hour * 60..hour * 60 + 60).filter(|&minute| short(minute) > 0.0).count() as f64;
        match of {
            OfPool::Load(hour) => self.load(hour),
            OfPool::Filled(hour) => self.filled(hour),
            OfPool::Copies(hour) => match pool.autoscaler {
                None => Some(self.all_copies()),
                Some(scaler) => {
                    let begins = format!("autoscaled_mean({hour}, {}, ", self.delay().0);
                    let found = self.scaled(scaler, &begins, *by_hour(&pool.works).get(hour)?)?;
                    Some(self.with_delay(found))
                }
            },
            OfPool::There(hour) => match pool.autoscaler {
                None => Some(self.all_copies()),
                Some(scaler) => {
                    self.scaled(scaler, &format!("autoscaled_there({hour}, "), *by_hour(&pool.there).get(hour)?)
                }
            },
            OfPool::ShortMinutes(hour) if hour < HOURS => self.beyond(&format!("minutes({hour}, "), minutes(hour)),
            OfPool::ShortMinutes(_) => None,
            OfPool::HoursShort => self.beyond("hours(", (0..HOURS).map(minutes).sum::<f64>() / 60.0),
            OfPool::RequestsShort => self.requests_short((0..MINUTES).map(short).sum::<f64>() * 60.0),
            OfPool::Fullest => self.fullest(pool.full.iter().copied().fold(0.0, f64::max)),
            OfPool::OfFixedSize => self.of_fixed_size(),
            OfPool::Fewest => {
                let fewest = Working::new("max(1, fewest)", pool.autoscaler?.fewest);
                Some(self.limit(fewest, "fewest", "autoscaling_min", FEWEST))
            }
            OfPool::Most => {
                let scaler = pool.autoscaler.filter(|scaler| scaler.most.is_finite())?;
                let most = Working::new("max(most, fewest, 1)", scaler.most);
                let most = most.setting("most", node.number("autoscaling_max")?, node, "autoscaling_max");
                Some(self.limit(most, "fewest", "autoscaling_min", FEWEST))
            }
            OfPool::Target => {
                let scaler = pool.autoscaler?;
                Some(with_target(Working::new("target", scaler.target), self.graph, pool, scaler))
            }
            OfPool::Delay => Some(self.limit(
                Working::new("delay", pool.autoscaler?.delay),
                "delay",
                "autoscaling_delay_minutes",
                0.0,
            )),
            OfPool::Step => {
                let scaler = pool.autoscaler.filter(|scaler| scaler.step.is_finite())?;
                let step = node.number("autoscaling_step")?;
                Some(Working::new("max(1, step)", scaler.step).setting("step", step, node, "autoscaling_step"))
            }
        }
    }

    /// A setting of the autoscaler, which is assumed where the design leaves it open.
    fn limit(&self, working: Working, name: &str, setting: &str, open: f64) -> Working {
        match self.node.number(setting) {
            Some(figure) => working.setting(name, figure, self.node, setting),
            None => working.default(name, open, Source::Assumption),
        }
    }

    /// The delay as it stands in a formula, and its setting.
    fn delay(&self) -> (&'static str, Option<super::graph::Figure>) {
        let figure = self.node.number("autoscaling_delay_minutes");
        (if figure.is_some() { "delay" } else { "0" }, figure)
    }

    fn with_delay(&self, working: Working) -> Working {
        match self.delay().1 {
            Some(figure) => working.setting("delay", figure, self.node, "autoscaling_delay_minutes"),
            None => working,
        }
    }

    fn scaled(&self, scaler: Autoscaler, begins: &str, value: f64) -> Option<Working> {
        // Reads and writes that cost differently have no one figure for a copy.
        let is_one = self.node.kind.capacity != Capacity::ReadsAndWrites;
        is_one.then(|| autoscaled(self.graph, self.traffic, self.pool, scaler, begins, value))?
    }

    /// All copies of what has a fixed size.
    fn all_copies(&self) -> Working {
        let copies = |formula: &str| Working::new(formula, f64::from(self.node.copies()));
        match self.node.is_pool() {
            true => copies("instances").counted(self.node, "instances"),
            false => copies("shards × (1 + replicas)").counted(self.node, "shards").counted(self.node, "replicas"),
        }
    }

    /// What all copies can do a second.
    fn capacity(&self) -> Option<Working> {
        let is_one = self.node.kind.capacity != Capacity::ReadsAndWrites;
        is_one.then(|| capacity_of(self.node, Which::Both))?
    }

    /// What arrives in an hour: straight lines from its beginning to its end, so that the mean lies between.
    fn load(&self, hour: usize) -> Option<Working> {
        let Self { graph, traffic, pool, .. } = self;
        let mut parts = Vec::new();
        let here = traffic.journeys.iter().enumerate().filter(|(_, journey)| journey.visits[pool.node].total() > 0.0);
        for (at, journey) in here {
            let average = arriving_of(graph, traffic, pool.node, When::Average, Which::Both, &|other| other == at);
            let design = &graph.design.workload.journeys[journey.journey];
            let part = match &design.daily_curve {
                None => average,
                Some(curve) => {
                    let next = (hour + 1) % HOURS;
                    let (from, to, mean) = (*curve.get(hour)?, *curve.get(next)?, curve_mean(curve, journey.journey));
                    let path = |hour: usize| format!("workload.journeys[{}].daily_curve[{hour}]", journey.journey);
                    let formula = "average × (at its beginning + at its end) ÷ 2 ÷ mean";
                    Working::new(formula, average.value * (from + to) / 2.0 / mean.value)
                        .worked("average", average)
                        .stated("at its beginning", from, path(hour))
                        .stated("at its end", to, path(next))
                        .worked("mean", mean)
                }
            };
            parts.push((design.id.clone(), part));
        }
        (!parts.is_empty()).then(|| Working::sum(parts))
    }

    fn filled(&self, hour: usize) -> Option<Working> {
        let load = self.load(hour)?;
        if self.pool.autoscaler.is_none() {
            let (all, copies) = (self.capacity()?, self.all_copies());
            let value = load.value / all.value * copies.value;
            let working = Working::new("arriving ÷ capacity × copies", value).worked("arriving", load);
            return Some(working.worked("capacity", all).worked("copies", copies));
        }
        let (one, setting) = self.of_one()?;
        let working = Working::new("arriving ÷ one copy", load.value / one.value).worked("arriving", load);
        Some(working.setting("one copy", one, self.node, setting))
    }

    /// What one copy can do, and its setting.
    fn of_one(&self) -> Option<(super::graph::Figure, &'static str)> {
        let is_one = self.node.kind.capacity != Capacity::ReadsAndWrites;
        let setting = *limiting_settings(self.node.kind.capacity).first().filter(|_| is_one)?;
        Some((self.node.number(setting)?, setting))
    }

    /// Something that follows from when it gets more than it can do: `short_minutes(` and the like over what arrives, or
    /// `autoscaled_short_minutes(` where copies follow.
    fn beyond(&self, function: &str, value: f64) -> Option<Working> {
        if let Some(scaler) = self.pool.autoscaler {
            let begins = format!("autoscaled_short_{function}target, {}, ", self.delay().0);
            let found = self.with_delay(self.scaled(scaler, &begins, value)?);
            return Some(with_target(found, self.graph, self.pool, scaler));
        }
        let capacity = self.capacity()?;
        let working = Working::new("", value).worked("capacity", capacity);
        let (working, hours) = self.at_full_hours(working)?;
        Some(Working { formula: format!("short_{function}capacity, {})", hours.join(", ")), ..working })
    }

    fn at_full_hours(&self, working: Working) -> Option<(Working, Vec<String>)> {
        let as_it_is = |average: Working| average;
        at_full_hours(self.graph, self.traffic, self.pool.node, working, ("average of", &as_it_is))
    }

    fn requests_short(&self, value: f64) -> Option<Working> {
        if self.pool.autoscaler.is_none() {
            return self.beyond("requests(", value);
        }
        // In copies, minute by minute.
        let (one, setting) = self.of_one()?;
        let copies = self.beyond("copies(", value / 60.0 / one.value)?;
        let working = Working::new("minutes of copies × one copy × 60", value).worked("minutes of copies", copies);
        Some(working.setting("one copy", one, self.node, setting))
    }

    fn fullest(&self, value: f64) -> Option<Working> {
        if let Some(scaler) = self.pool.autoscaler {
            let begins = format!("autoscaled_fullest(target, {}, ", self.delay().0);
            let found = self.with_delay(self.scaled(scaler, &begins, value)?);
            return Some(with_target(found, self.graph, self.pool, scaler));
        }
        let (working, hours) = self.at_full_hours(Working::new("", value).worked("capacity", self.capacity()?))?;
        Some(Working { formula: format!("highest({}) ÷ capacity", hours.join(", ")), ..working })
    }

    fn of_fixed_size(&self) -> Option<Working> {
        let scaler = self.pool.autoscaler?;
        let (one, setting) = self.of_one()?;
        let most = self.pool.full.iter().zip(&self.pool.works).map(|(full, works)| full * works).fold(0.0, f64::max);
        let all = libm::ceil(most / scaler.target - 1e-9).max(1.0);
        let working = Working::new("", 24.0 * all).constant("hours a day", 24.0);
        let working = with_target(working, self.graph, self.pool, scaler).setting("one copy", one, self.node, setting);
        let (working, hours) = self.at_full_hours(working)?;
        let busiest = format!("highest({})", hours.join(", "));
        let formula = format!("hours a day × max(1, ceil({busiest} ÷ one copy ÷ target))");
        Some(Working { formula, ..working })
    }

    /// Share of a journey's requests that this component carries, the only one that is ever short.
    fn carried(&self, journey: usize, value: f64) -> Option<Working> {
        let begun = match self.pool.autoscaler {
            Some(scaler) => {
                let begins = format!("autoscaled_carried(target, {}, ", self.delay().0);
                let found = self.with_delay(self.scaled(scaler, &begins, value)?);
                with_target(found, self.graph, self.pool, scaler)
            }
            None => {
                let working = Working::new("", value).worked("capacity", self.capacity()?);
                let (working, hours) = self.at_full_hours(working)?;
                Working { formula: format!("carried(capacity, {})", hours.join(", ")), ..working }
            }
        };
        let design = &self.graph.design.workload.journeys[journey];
        let mut working = begun;
        let own: Vec<String> = match &design.daily_curve {
            None => vec!["1".to_owned(); HOURS],
            Some(curve) => {
                let name = |hour: usize| format!("{} at {hour:02}", design.id);
                for (hour, level) in curve.iter().enumerate() {
                    if !working.inputs.iter().any(|input| input.name == name(hour)) {
                        let from = format!("workload.journeys[{journey}].daily_curve[{hour}]");
                        working = working.stated(name(hour), *level, from);
                    }
                }
                (0..curve.len()).map(name).collect()
            }
        };
        let whole = working.formula.trim_end_matches(')').to_owned();
        working.formula = format!("{whole}, {})", own.join(", "));
        Some(working)
    }
}
