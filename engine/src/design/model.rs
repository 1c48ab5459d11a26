//! What a design says, as plain values. Nothing here is computed, and nothing is filled in: what the file leaves
//! out is `None`, so that defaults can name their source later on.

use std::collections::BTreeMap;

use super::own::{Notes, OwnKinds, Pieces};
use super::vocabulary::{Fallback, Source, THRESHOLDS};

/// A whole design: everything that has a meaning. Where boxes stand on the canvas is not part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Design {
    /// Shown on top of the page and in links.
    pub title: String,
    /// Free text of the author.
    pub notes: String,
    /// What users do, how often, and how much it weighs.
    pub workload: Workload,
    /// What the design has to reach.
    pub requirements: Requirements,
    /// Figures that rules compare with, where the design sets its own; named as in `vocabulary::THRESHOLDS`.
    pub thresholds: Settings,
    /// What things cost.
    pub prices: Prices,
    /// Kinds that the author made, by id. No built-in kind is called so.
    pub kinds: OwnKinds,
    /// Regions, zones and networks.
    pub places: Vec<Place>,
    /// The boxes.
    pub components: Vec<Component>,
    /// The arrows.
    pub connections: Vec<Connection>,
    /// Findings that the author has read and lives with.
    pub accepted: Vec<Accepted>,
}

/// A finding that the author lives with, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accepted {
    /// Id of the rule.
    pub rule: String,
    /// Ids of the components that it names first; empty where it is accepted wherever it speaks.
    pub components: Vec<String>,
    /// Why, in the author's words.
    pub reason: String,
}

/// Box positions in world pixels: the only thing in a design file that means nothing.
pub type Layout = BTreeMap<String, (f64, f64)>;

/// A rectangle in world pixels: left and upper border, width and height.
pub type Area = (f64, f64, f64, f64);

/// Where regions, zones and networks were drawn, by their ids. What stands in one is part of the design; how large it
/// is drawn means nothing. One that is not here is drawn around what stands in it.
pub type Frames = BTreeMap<String, Area>;

/// A step of a presentation: where one looks, what of the design is there to be seen, what is said about it, and what is
/// supposed to be broken. It means nothing for what the design means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What is said.
    pub note: String,
    /// What is in view; all of the design where absent.
    pub view: Option<Area>,
    /// Ids of the components that are shown; all where there are none.
    pub visible: Vec<String>,
    /// Ids of the components that are pointed at.
    pub highlighted: Vec<String>,
    /// What is supposed to be down, as it is said on a command line.
    pub down: Vec<String>,
    /// How many times the peak arrives; once where absent.
    pub load: Option<f64>,
}

/// What a design file holds: the design and how it was laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignFile {
    /// What it means.
    pub design: Design,
    /// Top left corner of each box, by component id, in world pixels.
    pub layout: Layout,
    /// Where places were drawn, by their ids.
    pub frames: Frames,
    /// What was written on the canvas.
    pub notes: Notes,
    /// What is kept to be put in again.
    pub pieces: Pieces,
    /// How it is presented, step by step.
    pub steps: Vec<Step>,
}

/// What users do with the system.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workload {
    /// The user journeys that enter the system.
    pub journeys: Vec<Journey>,
    /// How far ahead storage is planned, in years. Default 1.
    pub horizon_years: Option<f64>,
    /// Growth of stored amounts a year, as a share (0.2 is 20 %). Default 0.
    pub growth_per_year: Option<f64>,
    /// Further facts that rules ask for, named as in `vocabulary::WORKLOAD`.
    pub settings: Settings,
}

/// One thing a user (or a timer, or another system) does.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Unique among journeys.
    pub id: String,
    /// Shown to people; the id where absent.
    pub name: Option<String>,
    /// Id of the component where it enters.
    pub entry: String,
    /// Whether its requests read or write.
    pub operation: Operation,
    /// How often it happens on average; absent means 0.
    pub rate: Option<Rate>,
    /// Peak rate over average rate. Default: the highest point of its daily curve; without one 3 (an assumption).
    pub peak_factor: Option<f64>,
    /// How its rate goes through the day: 24 values, one for each full hour from midnight on, in any unit, with straight
    /// lines between them. Their mean stands for the average rate, so a day still brings what the rate says.
    pub daily_curve: Option<Vec<f64>>,
    /// What its answers are made of; decides whether a CDN can answer. Default dynamic.
    pub content: Option<Content>,
    /// Size of a request in bytes.
    pub request_bytes: Option<f64>,
    /// Size of an answer in bytes.
    pub response_bytes: Option<f64>,
    /// Bytes that one request leaves in a durable store.
    pub stored_bytes: Option<f64>,
}

/// Whether a request changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// Reads only; a cache may answer it.
    Read,
    /// Changes something; a cache never answers it.
    Write,
}

/// What the answers of a journey are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Made for each request.
    Dynamic,
    /// Files that are the same for everyone.
    Static,
    /// Images, audio, video.
    Media,
}

/// An average rate, in the words of the author. A day has 86,400 seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// Requests a second.
    PerSecond(f64),
    /// Requests a day.
    PerDay(f64),
    /// Users that are active on a day, times what each does that day.
    DailyUsers {
        /// Active users a day.
        users: f64,
        /// Actions of one user a day.
        actions: f64,
    },
}

/// Seconds of a day.
pub const SECONDS_A_DAY: f64 = 86_400.0;

impl Rate {
    /// The rate in requests a second.
    #[must_use]
    pub fn per_second(self) -> f64 {
        match self {
            Self::PerSecond(rate) => rate,
            Self::PerDay(rate) => rate / SECONDS_A_DAY,
            Self::DailyUsers { users, actions } => users * actions / SECONDS_A_DAY,
        }
    }
}

/// What the design has to reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requirements {
    /// Wanted availability of every journey, as a share.
    pub availability: Option<f64>,
    /// Utilisation that a component should not pass at peak. Default 0.7.
    pub target_utilization: Option<f64>,
    /// Latency limits by journey id, in milliseconds.
    pub latency_ms: BTreeMap<String, LatencyTarget>,
    /// How fresh reads have to be.
    pub consistency: Option<Consistency>,
    /// Further wishes that rules ask for, named as in `vocabulary::REQUIREMENTS`.
    pub settings: Settings,
}

/// Latency limits of one journey, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LatencyTarget {
    /// Mean.
    pub mean: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
}

impl LatencyTarget {
    /// Those that are set, in milliseconds, whatever they are for.
    pub fn limits(&self) -> impl Iterator<Item = f64> {
        [self.mean, self.p50, self.p95, self.p99].into_iter().flatten()
    }
}

/// What things cost, where components do not state it themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// Currency of all prices. Default USD, that of the documents.
    pub currency: Option<String>,
    /// One copy a month, by id of its kind.
    pub per_month: BTreeMap<String, f64>,
    /// A GB kept for a month, by tier. Default: what documents give.
    pub per_gb_month: BTreeMap<String, f64>,
    /// A GB that leaves for users.
    pub egress_per_gb: Option<f64>,
}

/// How fresh reads have to be, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consistency {
    /// Every read sees the last write.
    Strong,
    /// Effects are seen after their causes.
    Causal,
    /// Users see their own writes.
    ReadYourWrites,
    /// Copies agree in the end.
    Eventual,
}

/// A region, a zone or a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Unique among places.
    pub id: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Id of the place it lies in; `in` in the file.
    pub within: Option<String>,
    /// Shown to people; the id where absent.
    pub name: Option<String>,
    /// Share of time it is up, given that what it lies in is.
    pub availability: Option<f64>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// Several zones near to each other: one fate for all that stands there.
    Region,
    /// A data centre: one fate for all that stands there.
    Zone,
    /// A network segment: no fate.
    Network,
}

/// A box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    /// Unique among components.
    pub id: String,
    /// Id of its kind, a built-in one.
    pub kind: String,
    /// Id of the author's own kind that it is of, made from that kind; `kind` in the file.
    pub own: Option<String>,
    /// Product whose figures it takes, one of its kind's presets.
    pub preset: Option<String>,
    /// Shown to people; the id where absent.
    pub name: Option<String>,
    /// Free text of the author.
    pub notes: Option<String>,
    /// Interchangeable copies.
    pub instances: Option<u32>,
    /// Parts that each hold a share of the content.
    pub shards: Option<u32>,
    /// Further copies of each shard, besides its primary.
    pub replicas: Option<u32>,
    /// Where the copies stand.
    pub places: Placement,
    /// Whether its box is kept from being moved or deleted by hand. It means nothing.
    pub locked: bool,
    /// What its kind declares.
    pub settings: Settings,
}

/// Where the copies of a component stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Placement {
    /// In no place.
    #[default]
    Nowhere,
    /// Spread evenly over these places.
    Spread(Vec<String>),
    /// So many copies in each place.
    Counted(BTreeMap<String, u32>),
}

/// An arrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connection {
    /// Tells parallel connections apart; optional.
    pub id: Option<String>,
    /// Id of the calling component.
    pub from: String,
    /// Id of the called component.
    pub to: String,
    /// Whether the caller waits. What keeps records waits for no worker, broker or pipeline that it hands them to.
    pub mode: Mode,
    /// Ids of the journeys it carries; absent means all that arrive at `from` and fit.
    pub journeys: Option<Vec<String>>,
    /// Whether the calls read or write. Where no journeys are named it also selects what fits.
    pub operation: Option<Operation>,
    /// Calls for each request that arrives at `from`. Default 1.
    pub calls: Option<f64>,
    /// Part of the traffic that goes this way, where `from` splits it.
    pub share: Option<f64>,
    /// Ids of caches: only what they did not answer goes this way.
    pub after_miss_in: Vec<String>,
    /// Whether the caller fails without it; absent means as its kinds say.
    pub required: Option<bool>,
    /// Connections of one component that share a group are alternatives to each other.
    pub group: Option<String>,
    /// How many of the group are needed. Default 1.
    pub needs: Option<u32>,
    /// Carries nothing until the other members of its group are down.
    pub fallback: bool,
    /// Where it is bent by hand: shares of the way from middle to middle, and how far to its right in world pixels.
    /// Means nothing, as where boxes stand does not.
    pub bends: Vec<(f64, f64)>,
    /// Number that is drawn at it, so that a text can speak of the steps of a way. It means nothing.
    pub step: Option<u32>,
    /// Protocol, timeouts, retries …, named as in `vocabulary::CONNECTION`.
    pub settings: Settings,
}

/// Whether the caller waits for the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The caller waits.
    #[default]
    Sync,
    /// A message; the caller goes on.
    Async,
    /// Writes copied from one store to another.
    Replication,
}

/// Settings by name.
pub type Settings = BTreeMap<String, Setting>;

/// The value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A figure, in the unit that its declaration names.
    Number(f64),
    /// On or off. A switch that a design leaves open is neither.
    Switch(bool),
    /// One of the declared words, or free text.
    Text(String),
    /// Several words.
    Words(Vec<String>),
}

impl Setting {
    /// The figure, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }

    /// The switch, if it is one.
    #[must_use]
    pub fn switch(&self) -> Option<bool> {
        if let Self::Switch(value) = self { Some(*value) } else { None }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(value) = self { Some(value) } else { None }
    }
}

impl Design {
    /// A figure that rules compare with, by its name in `vocabulary::THRESHOLDS`, and where it comes from: `None` where
    /// the design sets it. A name that is not there is never passed.
    #[must_use]
    pub fn threshold(&self, name: &str) -> (f64, Option<Source>) {
        if let Some(value) = self.thresholds.get(name).and_then(Setting::number) {
            return (value, None);
        }
        match THRESHOLDS.iter().find(|spec| spec.name == name).map(|spec| (spec.default, spec.source)) {
            Some((Fallback::Number(value), source)) => (value, Some(source)),
            _ => (f64::INFINITY, None),
        }
    }
}

impl Component {
    /// The name shown to people.
    #[must_use]
    pub fn label(&self) -> &str {
        label(self.name.as_deref(), &self.id)
    }
}

impl Connection {
    /// Name in reports: its id, or `from->to`.
    #[must_use]
    pub fn name(&self) -> String {
        self.id.clone().unwrap_or_else(|| format!("{}->{}", self.from, self.to))
    }
}

impl Journey {
    /// Highest point of its daily curve over the mean of it; `None` without a curve.
    #[must_use]
    pub fn curve_peak(&self) -> Option<f64> {
        let curve = self.daily_curve.as_ref()?;
        let mean = curve.iter().sum::<f64>() / curve.len() as f64;
        Some(curve.iter().copied().fold(0.0, f64::max) / mean)
    }

    /// The name shown to people.
    #[must_use]
    pub fn label(&self) -> &str {
        label(self.name.as_deref(), &self.id)
    }
}

/// A name, or the id where there is nothing to read in it.
pub(super) fn label<'a>(name: Option<&'a str>, id: &'a str) -> &'a str {
    name.filter(|name| !name.trim().is_empty()).unwrap_or(id)
}

impl Placement {
    /// All copies, where each place has its count.
    #[must_use]
    pub fn counted(&self) -> Option<u32> {
        if let Self::Counted(counts) = self { Some(counts.values().sum()) } else { None }
    }

    /// Ids of the places, sorted, each once.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = match self {
            Self::Nowhere => Vec::new(),
            Self::Spread(ids) => ids.iter().map(String::as_str).collect(),
            Self::Counted(counts) => counts.keys().map(String::as_str).collect(),
        };
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
