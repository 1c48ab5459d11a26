//! What stands on each box and each connection: figures of the report in a few words, and what marks them.
//! Knows nothing of how they are drawn.

use std::collections::{BTreeMap, HashMap, VecDeque};

use loadbearing_engine::analysis::capacity::target_utilization;
use loadbearing_engine::design::{Component, Connection, Design, Mode};
use loadbearing_engine::kinds::Copies;
use loadbearing_engine::kinds::brief::{self, Brief};
use loadbearing_engine::report::{ComponentReport, ConnectionReport, Outcome, Report};

use crate::languages::figures::{a_second, percent};
use crate::languages::{find, t, t_with, told};
use crate::order::gathered;

/// Above this part of the target a load is near to it. An assumption of the drawing: the last fifth.
const NEAR_TARGET: f64 = 0.8;
/// The width of a connection over which one request a second goes, and how much wider each power of ten makes it, in
/// world pixels.
pub const WIDTH: (f64, f64) = (1.25, 0.33);
/// The widest that a connection is drawn, in world pixels: a million requests a second.
pub const WIDEST: f64 = 3.25;
/// The farthest that a beam runs over the edge, in world pixels.
const FARTHEST_OVER: f64 = 64.0;

/// What stands on a box that a loop without end leads to.
const ENDLESS: &str = "∞";

/// How a load compares with the target and with capacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Nothing limits it, or nothing is known.
    #[default]
    Unknown,
    /// Well below the target.
    Fine,
    /// Just below the target.
    Near,
    /// Above the target.
    OverTarget,
    /// Above capacity.
    OverCapacity,
}

impl Level {
    /// The level of a load at a target.
    #[must_use]
    pub fn of(load: Option<f64>, target: f64) -> Self {
        match load {
            None => Self::Unknown,
            // A hair above, from adding up shares, is not above.
            Some(load) if load > 1.0 + 1e-9 => Self::OverCapacity,
            Some(load) if load > target + 1e-9 => Self::OverTarget,
            Some(load) if load > target * NEAR_TARGET => Self::Near,
            Some(_) => Self::Fine,
        }
    }

    /// Its name in the style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Fine => "fine",
            Self::Near => "near",
            Self::OverTarget => "over-target",
            Self::OverCapacity => "over-capacity",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Unknown => t("level.unknown"),
            Self::Fine => t("level.fine"),
            Self::Near => t("level.near"),
            Self::OverTarget => t("level.over-target"),
            Self::OverCapacity => t("level.over-capacity"),
        }
    }
}

/// What stands on a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Shown to people.
    pub name: String,
    /// Id of the kind whose icon it has; empty for an unknown kind.
    pub kind: &'static str,
    /// What its kind is called; empty for an unknown one.
    pub kind_name: String,
    /// Whether it stays where it is.
    pub is_locked: bool,
    /// `× 15`, `3 shards + 1`; empty for a single copy.
    pub copies: String,
    /// At peak against capacity; `None` where nothing limits it.
    pub load: Option<f64>,
    /// `390 %`, or the rate where nothing limits it.
    pub load_label: String,
    /// How the load compares.
    pub level: Level,
    /// Target utilisation of the design.
    pub target: f64,
    /// Whether it is the busiest of all.
    pub is_bottleneck: bool,
    /// Whether everything falls without it.
    pub is_weak_point: bool,
    /// What has become of it while things are being broken: `lost`, `fails`, `unreached`, or nothing.
    pub broken: &'static str,
}

impl Card {
    /// The little that is said where somebody only passes by: `Redis: load 390 %, bottleneck`.
    #[must_use]
    pub fn spoken(&self) -> String {
        let load = match self.load {
            _ if !self.broken.is_empty() => self.load_label.clone(),
            Some(load) => t_with("said.load", &[("load", &percent(load))]),
            None if self.load_label == ENDLESS => t("card.endless").to_owned(),
            None if !self.load_label.is_empty() => t_with("card.rate", &[("rate", &self.load_label)]),
            None => t("card.no-load").to_owned(),
        };
        let bottleneck = self.is_bottleneck.then(|| t("card.bottleneck").to_owned());
        let weak_point = self.is_weak_point.then(|| t("card.weak-point").to_owned());
        let said: Vec<String> = [load].into_iter().chain(bottleneck).chain(weak_point).collect();
        t_with("said.card", &[("name", &self.name), ("said", &said.join(", "))])
    }

    /// All of it in words. Worked out where somebody hears it: of a thousand boxes few are in view.
    #[must_use]
    pub fn label(&self) -> String {
        let mut parts = vec![self.name.clone()];
        match self.kind_name.as_str() {
            "" => parts.push(t("card.unknown-kind").to_owned()),
            kind if kind != self.name => parts.push(kind.to_owned()),
            _ => {}
        }
        if !self.copies.is_empty() {
            parts.push(self.copies.clone());
        }
        match self.load {
            _ if !self.broken.is_empty() => parts.push(self.load_label.clone()),
            Some(load) => parts.push(t_with("card.load", &[("load", &percent(load)), ("level", &self.level.words())])),
            None if self.load_label == ENDLESS => parts.push(t("card.endless").to_owned()),
            None if !self.load_label.is_empty() => parts.push(t_with("card.rate", &[("rate", &self.load_label)])),
            None => parts.push(t("card.no-load").to_owned()),
        }
        if self.is_bottleneck {
            parts.push(t("card.bottleneck").to_owned());
        }
        if self.is_weak_point {
            parts.push(t("card.weak-point").to_owned());
        }
        if self.is_locked {
            parts.push(t("card.locked").to_owned());
        }
        parts.join(", ")
    }

    /// How far its beam runs over the edge, in world pixels. Not in proportion: a load of ten times the capacity
    /// would cross the page. It grows with every step and never passes its end; the figure says the rest.
    #[must_use]
    pub fn over(&self) -> f64 {
        match self.load {
            Some(load) if load > 1.0 => FARTHEST_OVER * (1.0 - 1.0 / load).max(0.08),
            _ => 0.0,
        }
    }
}

/// What stands on a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whether the caller waits.
    pub mode: Mode,
    /// At peak, such as `1.17 M/s`; empty where it is not known.
    pub rate: String,
    /// Whether it carries nothing.
    pub is_idle: bool,
    /// How wide it is drawn, in world pixels: by the power of ten of its rate.
    pub width: f64,
    /// How full what it leads into is; unknown where it carries nothing.
    pub level: Level,
    /// Its place among the steps of a way, where it has one.
    pub step: Option<u32>,
    /// The name of what it leaves.
    pub from: String,
    /// The name of what it enters.
    pub to: String,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            rate: String::new(),
            is_idle: false,
            width: WIDTH.0,
            level: Level::default(),
            step: None,
            from: String::new(),
            to: String::new(),
        }
    }
}

impl Line {
    /// All of it in words.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = t_with("line.label", &[("from", &self.from), ("to", &self.to)]);
        match self.mode {
            Mode::Sync => {}
            Mode::Async => label = format!("{label}, {}", t("mode.async")),
            Mode::Replication => label = format!("{label}, {}", t("mode.replication")),
        }
        if !self.rate.is_empty() {
            label = format!("{label}, {}", self.rate);
            if matches!(self.level, Level::OverTarget | Level::OverCapacity) {
                label = format!("{label}, {}", t_with("line.into", &[("level", &self.level.words())]));
            }
        }
        if let Some(step) = self.step {
            label = format!("{label}, {}", t_with("line.step", &[("step", &step)]));
        }
        label
    }
}

/// The cards of all components, by id.
#[must_use]
pub fn cards(design: &Design, report: &Report) -> BTreeMap<String, Card> {
    let mut weak: HashMap<&str, Vec<&str>> = HashMap::new();
    for point in &report.single_points_of_failure {
        weak.entry(&point.id).or_default().push(&point.because);
    }
    let is_bottleneck = |id: &str| report.bottleneck.as_ref().is_some_and(|busiest| busiest.component == id);
    let target = target_utilization(design);
    let card = |component: &Component| {
        let figures = report.components.get(&component.id);
        let mut card = plain_card(design, component, figures, target);
        card.is_bottleneck = is_bottleneck(&component.id);
        card.is_weak_point = weak.contains_key(component.id.as_str());
        (component.id.clone(), card)
    };
    gathered(design.components.iter().map(card))
}

/// The cards while something is supposed to happen: loads and rates are those that follow.
#[must_use]
pub fn broken(mut cards: BTreeMap<String, Card>, outcome: &Outcome) -> BTreeMap<String, Card> {
    let loads = outcome.components.values().filter_map(|component| component.utilization);
    let most = loads.fold(0.0, f64::max);
    for (id, card) in &mut cards {
        let Some(found) = outcome.components.get(id) else { continue };
        card.broken = match &*found.state {
            "lost" => "lost",
            "fails" => "fails",
            "unreached" => "unreached",
            _ => "",
        };
        let peak = found.peak.map(|peak| peak.total).filter(|peak| *peak > 0.0);
        card.load = found.utilization;
        card.level = Level::of(card.load, card.target);
        card.load_label = match card.broken {
            "" => card.load.map(percent).or_else(|| peak.map(rate)).unwrap_or_default(),
            broken => find(&format!("card.{broken}")).unwrap_or_default().to_owned(),
        };
        card.is_bottleneck = most > 0.0 && card.load == Some(most);
        card.is_weak_point = false;
    }
    cards
}

fn plain_card(design: &Design, component: &Component, figures: Option<&ComponentReport>, target: f64) -> Card {
    let kind = brief::find(&component.kind);
    let own = design.own_kind(component);
    let icon = own.and_then(|(_, own)| brief::find(own.icon())).or(kind);
    let load = figures.and_then(|figures| figures.utilization);
    let peak = figures.and_then(|figures| figures.peak).map(|peak| peak.total).filter(|peak| *peak > 0.0);
    // Behind a loop without end there is no figure.
    let is_endless = figures.is_some_and(|figures| figures.peak.is_none());
    Card {
        name: component.label().to_owned(),
        kind: icon.map_or("", |kind| kind.id),
        kind_name: own
            .map(|(id, own)| own.label(id))
            .or(kind.map(|kind| told(kind.name)))
            .unwrap_or_default()
            .to_owned(),
        is_locked: component.locked,
        copies: kind.map(|kind| copies(component, kind)).unwrap_or_default(),
        load,
        load_label: match is_endless {
            true => ENDLESS.to_owned(),
            false => load.map(percent).or_else(|| peak.map(rate)).unwrap_or_default(),
        },
        level: if is_endless { Level::OverCapacity } else { Level::of(load, target) },
        target,
        ..Card::default()
    }
}

/// How many copies a component has, in a few words; nothing for one.
#[must_use]
pub fn copies(component: &Component, kind: &Brief) -> String {
    let shards = component.shards.unwrap_or(1);
    let replicas = component.replicas.unwrap_or(0);
    match kind.copies {
        Copies::Inside => String::new(),
        Copies::Pool => match component.instances.unwrap_or(1) {
            0 | 1 => String::new(),
            count => format!("× {count}"),
        },
        Copies::Shards => match (shards, replicas) {
            (0 | 1, 0) => component.instances.filter(|count| *count > 1).map(|count| format!("× {count}")),
            (0 | 1, replicas) => Some(t_with("card.replicas", &[("replicas", &replicas)])),
            (shards, 0) => Some(t_with("card.shards", &[("shards", &shards)])),
            (shards, replicas) => {
                Some(t_with("card.shards-and-replicas", &[("shards", &shards), ("replicas", &replicas)]))
            }
        }
        .unwrap_or_default(),
    }
}

/// A rate in requests a second, as it stands on the drawing.
#[must_use]
pub fn rate(per_second: f64) -> String {
    a_second(per_second)
}

/// What stands on the connections, in the order of the design. The cards are those of what they lead into.
#[must_use]
pub fn lines<'a>(design: &'a Design, connections: &'a [ConnectionReport], cards: &BTreeMap<String, Card>) -> Vec<Line> {
    // The report sorts them by ends and id, so parallel ones are told apart by the order of their ids.
    let mut reported: HashMap<(&str, &str), Vec<&ConnectionReport>> = HashMap::new();
    for connection in connections {
        reported.entry((&connection.from, &connection.to)).or_default().push(connection);
    }
    let mut waiting: HashMap<(&str, &str, Option<&str>), VecDeque<&ConnectionReport>> = HashMap::new();
    for ((from, to), connections) in reported {
        for connection in connections {
            waiting.entry((from, to, connection.id.as_deref())).or_default().push_back(connection);
        }
    }
    let name = |id: &str| cards.get(id).map_or("", |card| card.name.as_str());
    let line = |connection: &'a Connection| {
        let key = (connection.from.as_str(), connection.to.as_str(), connection.id.as_deref());
        let peak = waiting.get_mut(&key).and_then(VecDeque::pop_front).and_then(|found| found.peak);
        let into = cards.get(&connection.to);
        let level = into.filter(|card| card.broken.is_empty()).map(|card| card.level).unwrap_or_default();
        plain_line(connection, peak, level, name(&connection.from), name(&connection.to))
    };
    design.connections.iter().map(line).collect()
}

fn plain_line(connection: &Connection, peak: Option<f64>, level: Level, from: &str, to: &str) -> Line {
    let Connection { mode, step, .. } = *connection;
    let peak = peak.filter(|peak| *peak > 0.0);
    let (from, to) = (from.to_owned(), to.to_owned());
    match peak {
        Some(peak) => Line { mode, rate: rate(peak), is_idle: false, width: width(peak), level, step, from, to },
        None => Line { mode, is_idle: true, step, from, to, ..Line::default() },
    }
}

fn width(per_second: f64) -> f64 {
    let (mut width, mut rate) = (WIDTH.0, per_second);
    while rate >= 10.0 && width < WIDEST {
        width += WIDTH.1;
        rate /= 10.0;
    }
    width.min(WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_are_judged_by_target_and_capacity() {
        let level = |load| Level::of(Some(load), 0.7);
        assert_eq!(level(0.3), Level::Fine);
        assert_eq!(level(0.6), Level::Near);
        assert_eq!(level(0.7), Level::Near);
        assert_eq!(level(0.97), Level::OverTarget);
        assert_eq!(level(1.0), Level::OverTarget);
        assert_eq!(level(3.9), Level::OverCapacity);
        assert_eq!(Level::of(None, 0.7), Level::Unknown);
    }

    #[test]
    fn a_beam_runs_over_the_edge_only_beyond_capacity_and_farther_for_more() {
        let over = |load| Card { load: Some(load), ..Card::default() }.over();
        assert_eq!(over(1.0), 0.0);
        assert!(over(1.01) > 4.0 && over(2.0) < over(3.9) && over(1e9) <= FARTHEST_OVER);
        assert_eq!(Card::default().over(), 0.0);
    }

    #[test]
    fn what_is_passed_by_says_its_load_and_what_marks_it() {
        let card = Card { name: "Redis".to_owned(), load: Some(3.897), is_bottleneck: true, ..Card::default() };
        assert_eq!(card.spoken(), "Redis: load 390 %, bottleneck");
        let idle = Card { name: "API".to_owned(), is_weak_point: true, ..Card::default() };
        assert_eq!(idle.spoken(), "API: no load, single point of failure");
    }

    #[test]
    fn what_a_loop_without_end_leads_to_is_marked() {
        let design =
            Design { components: vec![Component { id: "a".to_owned(), ..Component::default() }], ..Design::default() };
        let mut report = Report::default();
        report.components.insert("a".to_owned(), ComponentReport { peak: None, ..ComponentReport::default() });
        let card = cards(&design, &report).remove("a").unwrap();
        assert_eq!((card.level, &*card.load_label), (Level::OverCapacity, ENDLESS));
        assert!(card.label().contains(t("card.endless")) && card.spoken().contains(t("card.endless")));
    }

    #[test]
    fn copies_are_counted_as_their_kind_counts_them() {
        let kind = brief::find("cache-distributed").expect("the catalogue has caches");
        let of = |shards, replicas| Component { shards, replicas, ..Component::default() };
        assert_eq!(copies(&of(None, None), kind), "");
        assert_eq!(copies(&of(Some(3), Some(1)), kind), "3 shards + 1");
        assert_eq!(copies(&of(Some(12), None), kind), "12 shards");
    }

    #[test]
    fn parallel_connections_keep_their_own_rates() {
        let end = |id: &str| Component { id: id.to_owned(), ..Component::default() };
        let way = |id: &str| Connection {
            id: Some(id.to_owned()),
            from: "a".to_owned(),
            to: "b".to_owned(),
            ..Connection::default()
        };
        let design = Design {
            components: vec![end("a"), end("b")],
            connections: vec![way("two"), way("one")],
            ..Design::default()
        };
        let mut report = loadbearing_engine::evaluate(&Design::default());
        report.connections = [("one", 1000.0), ("two", 2.0)]
            .map(|(id, peak)| ConnectionReport {
                id: Some(id.to_owned()),
                from: "a".to_owned(),
                to: "b".to_owned(),
                average: None,
                peak: Some(peak),
            })
            .into();
        let rates: Vec<String> =
            lines(&design, &report.connections, &BTreeMap::new()).into_iter().map(|line| line.rate).collect();
        assert_eq!(rates, ["2/s", "1 k/s"]);
    }

    #[test]
    fn a_connection_is_wider_for_more_and_says_what_it_leads_into() {
        assert!(width(0.2) == WIDTH.0 && width(10.0) < width(1e4) && width(1e12) <= WIDEST);
        let message = Connection { mode: Mode::Async, ..Connection::default() };
        let line = |peak| plain_line(&message, peak, Level::OverCapacity, "API", "Redis");
        assert!(line(Some(5.0)).label().ends_with(Level::OverCapacity.words()));
        let idle = line(None);
        assert!(idle.is_idle && idle.level == Level::Unknown && idle.rate.is_empty());
    }
}
