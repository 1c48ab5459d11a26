//! What a design costs a month: copies, bytes that are kept, bytes that are answered to users, and requests, each by a
//! price that the design states or a document gives. What has no price is named, never guessed.
//!
//! A month has 30 days, a GB 1,000,000,000 bytes. What is kept is priced as much as there is of it at the end of the
//! plan.

use super::arrivals::{When, Which, going_over_of};
use super::estimates::stored_working;
use super::figures::rate_of;
use super::graph::{Graph, Node};
use super::traffic::Traffic;
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::kinds::common::storing;
use crate::kinds::{Copies, Family};

/// Currency of the prices that documents give, and of a design that names none.
pub const CURRENCY: &str = "USD";

/// Seconds of a month of 30 days.
const SECONDS_A_MONTH: f64 = 2_592_000.0;
const BYTES_OF_A_GB: f64 = 1e9;
const MILLION: f64 = 1e6;

/// What is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// Its copies, or the service as such where somebody else runs it.
    Copies,
    /// What it keeps, with all copies of it.
    Storage,
    /// What it answers to users.
    Answers,
    /// What arrives at it.
    Requests,
}

impl Item {
    /// The word of reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Storage => "storage",
            Self::Answers => "answers",
            Self::Requests => "requests",
        }
    }
}

/// Something that has a price.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// Number of the component.
    pub node: usize,
    /// What is paid for.
    pub item: Item,
    /// How much that is a month.
    pub working: Working,
}

/// What a design costs, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// By component, then item.
    pub priced: Vec<Priced>,
    /// What would have to be stated, of which component; sorted by both.
    pub missing: Vec<(&'static str, usize)>,
}

impl Cost {
    /// What one component costs a month, as far as it is known.
    #[must_use]
    pub fn of(&self, node: usize) -> Option<Working> {
        let items = self.priced.iter().filter(|priced| priced.node == node);
        let items: Vec<(String, Working)> =
            items.map(|priced| (priced.item.word().to_owned(), priced.working.clone())).collect();
        (!items.is_empty()).then(|| Working::sum(items))
    }

    /// What all cost a month, as far as it is known.
    #[must_use]
    pub fn total(&self, graph: &Graph<'_>) -> Option<Working> {
        let nodes = 0..graph.nodes.len();
        let all: Vec<(String, Working)> =
            nodes.filter_map(|node| Some((graph.nodes[node].id().to_owned(), self.of(node)?))).collect();
        (!all.is_empty()).then(|| Working::sum(all))
    }

    /// The same for a million requests of users, on average; `None` where there are none.
    #[must_use]
    pub fn of_a_million(&self, graph: &Graph<'_>, traffic: &Traffic) -> Option<Working> {
        let total = self.total(graph)?;
        let rates = traffic.journeys.iter().filter_map(|journey| {
            Some((graph.design.workload.journeys[journey.journey].id.clone(), rate_of(graph, journey.journey)?))
        });
        let rates = Working::sum(rates.collect());
        let value = total.value / (rates.value * SECONDS_A_MONTH) * MILLION;
        value.is_finite().then(|| {
            Working::new("cost ÷ (requests a second × seconds a month) × a million", value)
                .worked("cost", total)
                .worked("requests a second", rates)
                .constant("seconds a month", SECONDS_A_MONTH)
                .constant("a million", MILLION)
        })
    }
}

/// What a design costs a month.
#[must_use]
pub fn cost(graph: &Graph<'_>, traffic: &Traffic) -> Cost {
    let mut found = Cost::default();
    for number in 0..graph.nodes.len() {
        let mut bill = Bill { graph, traffic, number, node: &graph.nodes[number], cost: &mut found };
        if bill.node.kind.family == Family::Client || bill.node.kind.copies == Copies::Inside {
            continue;
        }
        let before = bill.cost.priced.len();
        bill.storage();
        bill.answers();
        bill.requests();
        let is_priced = bill.cost.priced.len() > before;
        bill.copies(is_priced);
    }
    found.priced.sort_by_key(|priced| (priced.node, priced.item));
    found.missing.sort_unstable();
    found
}

/// A price, as it stands in a working.
struct Price<'a> {
    value: f64,
    /// Where the design states it.
    path: Option<String>,
    /// Where the author has it from, where that is said.
    said: Option<&'a str>,
    source: Source,
}

impl Price<'_> {
    fn stated(value: f64, path: String) -> Self {
        Self { value, path: Some(path), said: None, source: Source::Assumption }
    }

    fn put_into(self, working: Working) -> Working {
        match self.path {
            Some(path) => working.said("price", self.value, path, self.said),
            None => working.default("price", self.value, self.source),
        }
    }
}

struct Bill<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    number: usize,
    node: &'a Node<'a>,
    cost: &'a mut Cost,
}

impl<'a> Bill<'a> {
    fn add(&mut self, item: Item, working: Working) {
        self.cost.priced.push(Priced { node: self.number, item, working });
    }

    fn miss(&mut self, needs: &'static str) {
        self.cost.missing.push((needs, self.number));
    }

    /// A price that the component states, or its own kind.
    fn own(&self, setting: &str) -> Option<Price<'a>> {
        let value = self.node.number(setting)?.value;
        Some(Price { said: self.node.source_of(setting), ..Price::stated(value, self.node.place_of(setting)) })
    }

    /// Whoever runs it elsewhere may ask a price for other things than for the service as such.
    fn copies(&mut self, is_priced: bool) {
        let prices = &self.graph.design.prices;
        let of_kind = || {
            let kind = self.node.kind.id;
            Some(Price::stated(*prices.per_month.get(kind)?, format!("prices.per_month.{kind}")))
        };
        let Some(price) = self.own("price_per_month").or_else(of_kind) else {
            if !(is_priced && self.node.managed()) {
                self.miss("price_per_month");
            }
            return;
        };
        let value = f64::from(self.node.copies()) * price.value;
        let working = if self.node.is_pool() {
            Working::new("instances × price", value).counted(self.node, "instances")
        } else {
            Working::new("shards × (1 + replicas) × price", value)
                .counted(self.node, "shards")
                .counted(self.node, "replicas")
        };
        self.add(Item::Copies, price.put_into(working));
    }

    fn storage(&mut self) {
        if !self.node.kind.family.keeps() {
            return;
        }
        let price = self.own("price_per_gb_month").or_else(|| self.of_tier());
        let stored = stored_working(self.graph, self.traffic, self.number);
        let is_written = self.traffic.average[self.number].writes > 0.0;
        match (price, stored) {
            (Some(price), Some(stored)) => {
                let copies = 1.0 + f64::from(self.node.replicas());
                let value = stored.value * copies * price.value / BYTES_OF_A_GB;
                let working = if self.node.replicas() > 0 {
                    Working::new("stored × (1 + replicas) ÷ bytes of a GB × price", value)
                        .worked("stored", stored)
                        .counted(self.node, "replicas")
                } else {
                    Working::new("stored ÷ bytes of a GB × price", value).worked("stored", stored)
                };
                self.add(Item::Storage, price.put_into(working.constant("bytes of a GB", BYTES_OF_A_GB)));
            }
            (None, Some(stored)) if stored.value > 0.0 => self.miss("price_per_gb_month"),
            (Some(_), None) if is_written => self.miss("stored_bytes"),
            _ => {}
        }
    }

    /// The price of its tier: the design's, else the documented one, which is in one currency.
    fn of_tier(&self) -> Option<Price<'_>> {
        let tier = self.node.text("tier")?;
        let prices = &self.graph.design.prices;
        if let Some(&value) = prices.per_gb_month.get(tier) {
            return Some(Price::stated(value, format!("prices.per_gb_month.{tier}")));
        }
        let documented = storing::price_of_tier(tier).filter(|_| currency(self.graph) == CURRENCY)?;
        Some(Price { value: documented, path: None, said: None, source: storing::TIER_PRICES })
    }

    /// What leaves for users: answers over connections from clients, and to whoever calls from outside.
    fn answers(&mut self) {
        let (mut parts, mut is_open) = (Vec::new(), false);
        for (at, journey) in self.traffic.journeys.iter().enumerate() {
            let place = journey.journey;
            let of = &self.graph.design.workload.journeys[place];
            let path = format!("workload.journeys[{place}].response_bytes");
            let mut add = |name: String, rate: Working, bytes: Option<(f64, String)>| match bytes {
                Some((bytes, from)) => {
                    let working = Working::new("answers a second × bytes an answer", rate.value * bytes);
                    parts.push((name, working.worked("answers a second", rate).stated("bytes an answer", bytes, from)));
                }
                None => is_open = true,
            };
            let own = of.response_bytes.map(|bytes| (bytes, path.clone()));
            if journey.entry == self.number
                && let Some(rate) = rate_of(self.graph, place)
            {
                add(of.id.clone(), rate, own.clone());
            }
            for edge in self.graph.to(self.number).filter(|edge| edge.is_sync()) {
                let is_user = self.graph.nodes[edge.from].kind.family == Family::Client;
                if !is_user || journey.calls[edge.number].total() * journey.rate <= 0.0 {
                    continue;
                }
                let rate =
                    going_over_of(self.graph, self.traffic, edge.number, When::Average, Which::Both, &|one| one == at);
                let stated = edge.number("response_bytes");
                let stated = stated.map(|bytes| (bytes, format!("connections[{}].response_bytes", edge.name())));
                add(of.id.clone(), rate, stated.or_else(|| own.clone()));
            }
        }
        let prices = &self.graph.design.prices;
        let of_all = || Some(Price::stated(prices.egress_per_gb?, "prices.egress_per_gb".to_owned()));
        match self.own("egress_price_per_gb").or_else(of_all) {
            Some(price) => {
                if is_open {
                    self.miss("response_bytes");
                }
                if !parts.is_empty() {
                    let answered = Working::sum(parts);
                    let value = answered.value * SECONDS_A_MONTH / BYTES_OF_A_GB * price.value;
                    let working = Working::new("answered × seconds a month ÷ bytes of a GB × price", value)
                        .worked("answered", answered)
                        .constant("seconds a month", SECONDS_A_MONTH)
                        .constant("bytes of a GB", BYTES_OF_A_GB);
                    self.add(Item::Answers, price.put_into(working));
                }
            }
            None if parts.iter().any(|(_, part)| part.value > 0.0) => self.miss("egress_price_per_gb"),
            None => {}
        }
    }

    fn requests(&mut self) {
        let Some(price) = self.own("price_per_million_requests") else { return };
        if self.traffic.unbounded[self.number] {
            return;
        }
        let arriving = super::arrivals::arriving(self.graph, self.traffic, self.number, When::Average, Which::Both);
        let value = arriving.value * SECONDS_A_MONTH / MILLION * price.value;
        let working = Working::new("requests a second × seconds a month ÷ a million × price", value)
            .worked("requests a second", arriving)
            .constant("seconds a month", SECONDS_A_MONTH)
            .constant("a million", MILLION);
        self.add(Item::Requests, price.put_into(working));
    }
}

/// The currency of a design.
#[must_use]
pub fn currency<'a>(graph: &Graph<'a>) -> &'a str {
    graph.design.prices.currency.as_deref().unwrap_or(CURRENCY)
}
