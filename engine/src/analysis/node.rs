//! A component with its kind: its settings with their defaults, and its copies. Knows no other component.

use crate::design::vocabulary::{Fallback, Source};
use crate::design::{Component, OwnKind, Placement, Setting};
use crate::kinds::{Copies, Dispatch, Kind};

/// A figure and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// In the unit of its declaration.
    pub value: f64,
    /// `None` when the design states it.
    pub default_from: Option<Source>,
}

/// A component with its kind.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// As the design has it.
    pub component: &'a Component,
    /// Place in `Design::components`.
    pub index: usize,
    /// What it is.
    pub kind: &'static Kind,
    /// The author's own kind that it is of, with its id.
    pub own: Option<(&'a str, &'a OwnKind)>,
    /// How many times an even part of the requests its busiest shard gets: 1 where all get the same.
    pub skew: f64,
    /// Part of its requests that are for the hottest key; 0 where that does not come here, or nobody says.
    pub hottest_key: f64,
    /// Partitions of the log that all its work comes from, where it has more copies than that.
    pub partitions: Option<Partitions<'a>>,
}

/// Partitions of a log: so many of its consumers work at once.
#[derive(Clone, Copy, Debug)]
pub struct Partitions<'a> {
    /// How many.
    pub count: f64,
    /// Id of the log.
    pub log: &'a str,
    /// What of it says so.
    pub field: &'static str,
}

impl<'a> Node<'a> {
    /// A component by itself: its shards are alike.
    #[must_use]
    pub const fn new(
        component: &'a Component,
        index: usize,
        kind: &'static Kind,
        own: Option<(&'a str, &'a OwnKind)>,
    ) -> Self {
        Self { component, index, kind, own, skew: 1.0, hottest_key: 0.0, partitions: None }
    }

    /// Id of the component.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.component.id
    }

    /// How it hands requests on. A queue behind an exchange that copies messages hands each to all who take from it.
    #[must_use]
    pub fn dispatch(&self) -> Dispatch {
        let copies = || matches!(self.text("exchange"), Some("fanout" | "topic" | "headers"));
        let dispatch = self.kind.dispatch;
        if dispatch == Dispatch::OneConsumer && copies() { Dispatch::EverySubscriber } else { dispatch }
    }

    /// What the design says of a setting: the component, else the author's own kind that it is of.
    fn said(&self, name: &str) -> Option<&'a Setting> {
        let component: &'a Component = self.component;
        component.settings.get(name).or_else(|| self.own?.1.values.get(name))
    }

    /// Where in the file a setting of it stands, or would stand.
    #[must_use]
    pub fn place_of(&self, name: &str) -> String {
        match self.own {
            Some((own, kind)) if !self.component.settings.contains_key(name) && kind.values.contains_key(name) => {
                format!("kinds[{own}].values.{name}")
            }
            _ => format!("components[{}].settings.{name}", self.id()),
        }
    }

    /// Where a value of its own kind comes from, in the author's words.
    #[must_use]
    pub fn source_of(&self, name: &str) -> Option<&'a str> {
        let stated = self.component.settings.contains_key(name);
        self.own.filter(|_| !stated)?.1.sources.get(name).map(String::as_str).filter(|source| !source.trim().is_empty())
    }

    /// A figure: of the design, else of its preset, else of its kind. `None` where all leave it open.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Figure> {
        if let Some(value) = self.said(name).and_then(Setting::number) {
            return Some(Figure { value, default_from: None });
        }
        match self.fallback(name)? {
            (Fallback::Number(value), source) => Some(Figure { value, default_from: Some(source) }),
            _ => None,
        }
    }

    /// A switch, likewise. `None` where it is neither on nor off.
    #[must_use]
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.said(name).and_then(Setting::switch).or_else(|| match self.fallback(name)?.0 {
            Fallback::Switch(value) => Some(value),
            _ => None,
        })
    }

    /// A word, likewise.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.said(name).and_then(Setting::text).or_else(|| match self.fallback(name)?.0 {
            Fallback::Text(value) => Some(value),
            _ => None,
        })
    }

    /// Several words that the design states.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<&'a [String]> {
        match self.said(name) {
            Some(Setting::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// Whether the design itself states a setting (not its preset, not its kind).
    #[must_use]
    pub fn states(&self, name: &str) -> bool {
        self.said(name).is_some()
    }

    fn fallback(&self, name: &str) -> Option<(Fallback, Source)> {
        let preset = self.component.preset.as_deref().and_then(|id| self.kind.preset(id));
        let of_preset = preset.and_then(|preset| preset.settings.iter().find(|entry| entry.0 == name));
        if let Some(&(_, value, source)) = of_preset {
            return Some((value, source));
        }
        self.kind.setting(name).map(|spec| (spec.default, spec.source))
    }

    /// By what its messages find their partition, where the design says so.
    #[must_use]
    pub fn partition_key(&self) -> Option<&'a str> {
        self.text("partition_key").filter(|key| !key.is_empty())
    }

    /// Whether somebody else runs it, so that it has no copies to lose.
    #[must_use]
    pub fn managed(&self) -> bool {
        self.switch("managed").unwrap_or(self.kind.managed)
    }

    /// Interchangeable copies of a pool; 1 where the design leaves it open.
    #[must_use]
    pub fn instances(&self) -> u32 {
        let counted = match &self.component.places {
            Placement::Counted(counts) => Some(counts.values().sum()),
            _ => None,
        };
        self.component.instances.or(counted).unwrap_or(1).max(1)
    }

    /// How many of so many copies of a pool have work at once: no more than there are partitions.
    #[must_use]
    pub fn at_work(&self, copies: f64) -> f64 {
        self.partitions.map_or(copies, |partitions| partitions.count.min(copies))
    }

    /// Whether its copies are interchangeable: a pool, or a broker whose design counts instances and nothing else.
    #[must_use]
    pub fn is_pool(&self) -> bool {
        let Component { instances, shards, replicas, .. } = self.component;
        let counted = instances.is_some() && shards.is_none() && replicas.is_none();
        self.kind.copies == Copies::Pool || (self.kind.family.is_broker() && counted)
    }

    /// Shards; 1 where the design leaves it open.
    #[must_use]
    pub fn shards(&self) -> u32 {
        self.component.shards.unwrap_or(1).max(1)
    }

    /// Further copies of each shard; 0 where the design leaves it open.
    #[must_use]
    pub fn replicas(&self) -> u32 {
        if self.is_pool() { 0 } else { self.component.replicas.unwrap_or(0) }
    }

    /// All copies: instances of a pool, or shards with their replicas. 0 where it lives inside its caller.
    #[must_use]
    pub fn copies(&self) -> u32 {
        match self.kind.copies {
            Copies::Inside => 0,
            _ if self.is_pool() => self.instances(),
            _ => self.shards().saturating_mul(1 + self.replicas()),
        }
    }
}
