//! What kinds of components there are: one file a kind under `catalogue`, its settings, numbers with sources,
//! dispatch and presets. What a design makes of them is computed in `analysis`.

pub mod brief;
pub mod catalogue;
pub mod common;
pub mod facts;
pub mod ranges;

use std::sync::{LazyLock, OnceLock};

use crate::design::Mode;
use crate::design::ids::ById;
use crate::design::vocabulary::{Preset, SettingSpec, Source, Vocabulary};

/// A kind of component.
#[derive(Debug)]
pub struct Kind {
    /// Id in the file.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Its page: what it is for, what it does with requests, where its figures come from. Markdown.
    pub page: &'static str,
    /// Heading it stands under in the palette.
    pub group: Group,
    /// What it is to the rules.
    pub family: Family,
    /// What it does with several outgoing connections.
    pub dispatch: Dispatch,
    /// What its copies are.
    pub copies: Copies,
    /// Run by somebody else unless the design says otherwise: no copies to lose.
    pub managed: bool,
    /// What limits it.
    pub capacity: Capacity,
    /// What it declares beside what all of its shape have (`common`).
    pub settings: &'static [SettingSpec],
    /// Products.
    pub presets: &'static [Preset],
    /// Ids of the kinds it may call or feed. Anything else is a layering finding.
    pub links: &'static [&'static str],
    /// Texts that describe it.
    pub source: Source,
    /// Its settings by name, once any was asked for.
    pub by_name: OnceLock<ById<'static, &'static SettingSpec>>,
}

/// Declares a kind: its doc comment is its page.
#[macro_export]
macro_rules! kind {
    ($(#[doc = $page:literal])+ $($field:ident: $value:expr),+ $(,)?) => {
        $(#[doc = $page])+
        pub static KIND: $crate::kinds::Kind = $crate::kinds::Kind {
            page: $crate::page!($($page),+),
            $($field: $value),+,
            by_name: std::sync::OnceLock::new(),
        };
    };
}

/// Headings of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Clients and edge.
    Edge,
    /// Load balancing and entry.
    Entry,
    /// Compute.
    Compute,
    /// Caches.
    Cache,
    /// Databases.
    Database,
    /// Storage.
    Storage,
    /// Messaging and streams.
    Messaging,
    /// Processing and machine learning.
    Processing,
    /// Coordination, security, external.
    Coordination,
    /// Observability and delivery.
    Observability,
}

/// What a component is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Users and devices.
    Client,
    /// Name resolution.
    Dns,
    /// Edge cache.
    Cdn,
    /// Filters in front of the entry: firewall, attack protection.
    Shield,
    /// Spreads requests over interchangeable targets.
    Balancer,
    /// Sends each request to the service that serves it.
    Gateway,
    /// Runs business logic on request.
    Compute,
    /// Takes work from queues and streams, or runs by the clock.
    Worker,
    /// Holds connections of clients open.
    ConnectionServer,
    /// Answers reads from memory.
    Cache,
    /// Keeps records.
    Database,
    /// Sends each key to its shard.
    ShardRouter,
    /// Keeps files.
    Storage,
    /// Hands each message to one consumer.
    Queue,
    /// Hands each message to every subscriber.
    Stream,
    /// Transforms much at once, or a stream of events.
    Processing,
    /// Somebody else's service.
    External,
    /// Locks, leaders, discovery, configuration, limits, identity, keys.
    Coordination,
    /// Watches others.
    Observing,
    /// Builds and ships others.
    Delivery,
}

/// What a component does with several outgoing connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// Calls all of them for each request.
    All,
    /// Chooses one of interchangeable targets.
    OneOf,
    /// Sends each request to the one that serves its journey.
    Route,
    /// Passes on only what it does not answer itself.
    Misses,
    /// Hands each message to one consumer.
    OneConsumer,
    /// Hands each message to every subscriber; those that share a group split.
    EverySubscriber,
    /// Splits by key, and needs all.
    Split,
}

/// What the copies of a component are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// None of its own: clients, and what lives inside its caller. Availability 1, no capacity.
    Inside,
    /// Interchangeable instances.
    Pool,
    /// Shards, each with a primary and replicas.
    Shards,
}

/// What limits a component. The names of the settings are fixed by the file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// Nothing: never the bottleneck.
    Unlimited,
    /// `rps_capacity` of each copy.
    Requests,
    /// `ops_capacity` of each shard; replicas stand by.
    Operations,
    /// `msg_capacity` of each copy or shard; replicas stand by.
    Messages,
    /// `read_capacity` and `write_capacity` of each primary, `replica_read_capacity` of each replica.
    ReadsAndWrites,
}

impl Capacity {
    /// What it counts a second.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Unlimited | Self::Requests => "req/s",
            Self::Operations => "ops/s",
            Self::Messages => "msg/s",
            Self::ReadsAndWrites => "queries/s",
        }
    }
}

impl Family {
    /// Observing, coordinating and configuring: carries no load unless its connection says how many calls, and is
    /// required only if it says so.
    #[must_use]
    pub const fn beside_the_path(self) -> bool {
        matches!(self, Self::Coordination | Self::Observing | Self::Delivery)
    }

    /// Keeps what it is given: where a journey may end.
    #[must_use]
    pub const fn keeps(self) -> bool {
        matches!(self, Self::Database | Self::Storage)
    }

    /// Who waits on a connection to another family, of what it states: what keeps records waits for nobody who works on them
    /// or passes them on. Such a connection shows where data goes rather than who calls whom.
    #[must_use]
    pub const fn mode_to(self, to: Self, stated: Mode) -> Mode {
        let hands_over = self.keeps() && (to.is_broker() || matches!(to, Self::Processing | Self::Worker));
        if hands_over && matches!(stated, Mode::Sync) { Mode::Async } else { stated }
    }

    /// Answers nothing itself: where nothing leads on from it, nobody is served.
    #[must_use]
    pub const fn only_passes_on(self) -> bool {
        matches!(
            self,
            Self::Client | Self::Dns | Self::Cdn | Self::Shield | Self::Balancer | Self::Gateway | Self::ShardRouter
        )
    }

    /// Takes messages and hands them on later.
    #[must_use]
    pub const fn is_broker(self) -> bool {
        matches!(self, Self::Queue | Self::Stream)
    }
}

impl Kind {
    /// Whether only what failed elsewhere comes here: nothing of the rest, unless a connection says how much.
    #[must_use]
    pub fn takes_failures(&self) -> bool {
        self.id == "dlq"
    }

    /// Whether requests and messages go on past it: it observes, coordinates, or takes what failed.
    #[must_use]
    pub fn stands_aside(&self) -> bool {
        self.family.beside_the_path() || self.takes_failures()
    }

    /// Whether nobody asks it to begin: it takes work from queues, or runs by the clock.
    #[must_use]
    pub fn begins_by_itself(&self) -> bool {
        self.family == Family::Worker || self.setting("interval_seconds").is_some()
    }

    /// All settings of the kind: its own, then what all of its shape and family have, each name once.
    #[must_use]
    pub fn all_settings(&self) -> Vec<&'static SettingSpec> {
        let mut settings: Vec<&'static SettingSpec> = self.settings.iter().collect();
        let shared = common::of(self.copies, self.capacity).into_iter().flatten();
        for spec in shared.chain(facts::of(self.family)) {
            if !settings.iter().any(|known| known.name == spec.name) {
                settings.push(spec);
            }
        }
        settings
    }

    /// The declaration of a setting.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&'static SettingSpec> {
        let by_name = || self.all_settings().into_iter().map(|spec| (spec.name, spec)).collect();
        self.by_name.get_or_init(by_name).get(name).copied()
    }

    /// A preset by id.
    #[must_use]
    pub fn preset(&self, id: &str) -> Option<&'static Preset> {
        self.presets.iter().find(|preset| preset.id == id)
    }
}

/// A kind by id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Kind> {
    static BY_ID: LazyLock<ById<'static, &'static Kind>> =
        LazyLock::new(|| catalogue::ALL.iter().map(|kind| (kind.id, *kind)).collect());
    BY_ID.get(id).copied()
}

/// The catalogue, as the reader of design files asks for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Catalogue;

impl Vocabulary for Catalogue {
    fn kind_ids(&self) -> Vec<&'static str> {
        catalogue::ALL.iter().map(|kind| kind.id).collect()
    }

    fn settings_of(&self, kind: &str) -> Option<Vec<&'static SettingSpec>> {
        find(kind).map(Kind::all_settings)
    }

    fn presets_of(&self, kind: &str) -> Vec<&'static str> {
        find(kind).map(|kind| kind.presets.iter().map(|preset| preset.id).collect()).unwrap_or_default()
    }
}
