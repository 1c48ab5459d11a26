//! Workings: how a number comes about, as a formula over named inputs, down to the design or the document. Every
//! shown value equals its formula over its inputs; a test recomputes each.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use super::graph::{Figure, Node};
use crate::design::Placement;
use crate::design::vocabulary::Source;
use crate::packed;

/// Reads a figure that may be infinite: JSON has none, and writes `null`.
///
/// # Errors
/// When it is neither.
pub fn finite_or_not<'de, D: Deserializer<'de>>(reader: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or(f64::INFINITY))
}

/// Copies of a pool of which not all have work: counted by [`Working::counted`].
pub const AT_WORK: &str = "copies at work";

/// How a value comes about: a formula over named inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Working {
    /// Over the names of the inputs, with + − × ÷ ^ ( ) and functions: `ceil`, `floor`, `min`, `max`; `fits(load)` is 1
    /// up to a load of 100 % and 0 above; `erlang_c(places, utilisation)` is the share of arrivals that wait; `at_least(n, copies, availability)` and `exactly(n, copies, availability)` are the share of time in which
    /// so many of independent copies are up; a fourth argument of `at_least` says how many can be repaired at once. In
    /// calculators also `ln`, `exp`, `sqrt`, `gcd(a, b)`, `choose(n, k)`, and `harmonic(n, exponent)`: the sum of
    /// 1 ÷ i ^ exponent up to n.
    ///
    /// Some functions give a time that varies, which is a distribution; where such a time is added, multiplied or
    /// divided, its mean counts. `fixed(t)` is always t, `exponential(mean)` is distributed so, `after(a, b, …)` is one
    /// after another, `mixture(p, a, q, b, …)` is a with probability p, b with q, and no time otherwise;
    /// `slowest(a, b, …)` is all at once until the last, `slowest_of(n, a)` the same of n that are alike (between two
    /// whole numbers, of either), `fastest(k, n, a)` the k-th of n that are alike, `fastest(k, n, a, b)` of those and one more, `slowest_drawn(k, p, a, q, b, …)` of k
    /// of them, each among these with its probability; `hedged(t, a)` is the first of two of which the second is sent
    /// when the first takes longer than t; `tried(n, t, a)` is up to n attempts that each take a, but are given up after t
    /// (0: never), until one is answered in time. `tried(n, t, a, fails, again, wait, growth, added)`: of those answered in
    /// time so many are failures, which are tried again too; after a failure that is not the last there is another attempt
    /// with this probability; before it comes a wait, so many times as long each time, and what is added to each.
    /// `within_budget(budget, n, f)` is the probability of another attempt with which, where a share f fails, as many more
    /// than one of n are made on average as a budget allows. `later(t, a)` is the share in which a takes longer than t. All are independent. `quantile(share, a)` is the time that a does not exceed
    /// for that share. `limited_waits(places, room, utilisation)` is the share that waits of those who are let in where a
    /// queue has an end, `limited_ahead` how many have to be done first on average for who waits, and `limited_spread`
    /// the standard deviation of the time that takes, in mean times from one done to the next (M/M/c/K);
    /// `limited_away` is the share of all that is turned away there. `unbounded(load, …)` is a time without end as soon
    /// as one of the loads is 100 % or more. `too_few(n, a, b, …)` is the share of time in which fewer than n of independent
    /// things work of which each fails so often.
    ///
    /// `autoscaled_hours(fewest, most, step, 00:00, 01:00, …)` follows a day minute by minute: what arrives at full hours,
    /// in copies, with straight lines between them; as many copies are there as it takes, within the limits and no more
    /// steps a minute, 0 being no limit. It gives the hours that they are there. `autoscaled_copies(minute, delay, …)`, with
    /// the same behind, is the copies that work in a minute: those that have been there for the delay; `autoscaled_mean(hour,
    /// delay, …)` and `autoscaled_there(hour, …)` are the copies that work, and that are there, on average over an hour.
    /// Where what arrives fills so much of a copy as the target says, `autoscaled_short_minutes(hour, target, delay, …)`
    /// and `autoscaled_short_hours(target, delay, …)` say how long more arrives than they can do,
    /// `autoscaled_short_copies(target, delay, …)` how many copies are missing, summed over the minutes,
    /// `autoscaled_fullest(target, delay, …)` how full they are at most, and `autoscaled_carried(target, delay, …, 00:00,
    /// …)`, with the curve of a journey behind, which share of its requests they carry. `short_minutes(hour, capacity,
    /// 00:00, …)`, `short_hours`, `short_requests` and `carried` say the same of a fixed capacity; `highest(00:00, …)` and
    /// `lowest` are the largest and the smallest of all minutes.
    pub formula: String,
    /// What it gives; the mean of what varies.
    #[serde(deserialize_with = "finite_or_not")]
    pub value: f64,
    /// What is put in.
    pub inputs: Vec<Input>,
    /// Whether it gives a time that varies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub varies: bool,
}

packed!(struct Working { formula, value, inputs, varies });

/// One input of a working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "WrittenInput", from = "WrittenInput")]
pub struct Input {
    /// Name in the formula.
    pub name: String,
    /// Value put in.
    pub value: f64,
    /// Where it comes from.
    pub origin: InputOrigin,
}

packed!(struct Input { name, value, origin });

/// Where an input comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum InputOrigin {
    /// A place in the design (`workload.journeys[1].rate`) or `constant`. A place that holds no figure stands for how
    /// many there are: `components[api]` for one box, `connections[lb->a,lb->b]` for two arrows. In calculators a place
    /// in what was put in (`inputs.rate`). `computed` is what no short formula gives, or what would take too many cases
    /// to write out; `balance` what holds together with all other numbers of the report's balance, found in steps from a
    /// healthy design on; `above` what the input of this name gives that stands before this one or around it. In a loop it
    /// stands around it, so that both are equations that hold together. `drawn[SEED]` is what was counted in worlds that
    /// were drawn at random from this seed (SplitMix64): each place and each copy is up with its availability.
    /// `supposed.PATH` is a place in the design that holds another value while something is tried. `lattice` is how
    /// finely times were put on a lattice to read a percentile.
    Design {
        /// Path in the file, with ids in place of numbers where there are any.
        from: String,
    },
    /// A default.
    Default {
        /// Text and section, or `assumption`.
        source: Cow<'static, str>,
    },
    /// A value of a kind that the author made, with where the author has it from.
    Own {
        /// Path in the file: `kinds[own-cache].values.hit_rate`.
        from: String,
        /// In the author's words.
        source: String,
    },
    /// Another working.
    Working {
        /// How it comes about.
        working: Box<Working>,
    },
}

packed!(enum InputOrigin {
    0 = Design { from },
    1 = Default { source },
    2 = Working { working },
    3 = Own { from, source },
});

/// An input as it stands in the report: `from` is a place in the design, beside a `source` where the author gives one,
/// `constant`, or `default` beside a `source`; or there is a `working` instead.
#[derive(Serialize, Deserialize)]
struct WrittenInput {
    name: String,
    #[serde(deserialize_with = "finite_or_not")]
    value: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    working: Option<Box<Working>>,
}

/// What stands for a place in the design where there is none.
const DEFAULT: &str = "default";

impl From<Input> for WrittenInput {
    fn from(input: Input) -> Self {
        let (from, source, working) = match input.origin {
            InputOrigin::Design { from } => (Some(from.into()), None, None),
            InputOrigin::Default { source } => (Some(DEFAULT.into()), Some(source), None),
            InputOrigin::Own { from, source } => (Some(from.into()), Some(source.into()), None),
            InputOrigin::Working { working } => (None, None, Some(working)),
        };
        Self { name: input.name, value: input.value, from, source, working }
    }
}

impl From<WrittenInput> for Input {
    fn from(written: WrittenInput) -> Self {
        let from = written.from.unwrap_or(DEFAULT.into());
        let origin = match (written.working, written.source) {
            (Some(working), _) => InputOrigin::Working { working },
            (None, Some(source)) if from == DEFAULT => InputOrigin::Default { source },
            (None, Some(source)) => InputOrigin::Own { from: from.into_owned(), source: source.into_owned() },
            (None, None) => InputOrigin::Design { from: from.into_owned() },
        };
        Self { name: written.name, value: written.value, origin }
    }
}

impl Input {
    /// The working it comes from, if it does.
    #[must_use]
    pub fn inner(&self) -> Option<&Working> {
        if let InputOrigin::Working { working } = &self.origin { Some(working) } else { None }
    }
}

impl Working {
    /// A formula and its value; inputs follow with `with`.
    pub fn new(formula: impl Into<String>, value: f64) -> Self {
        Self { formula: formula.into(), value, inputs: Vec::new(), varies: false }
    }

    /// The same as a time that varies.
    #[must_use]
    pub fn varying(self) -> Self {
        Self { varies: true, ..self }
    }

    /// A number of the design.
    #[must_use]
    pub fn stated(self, name: impl Into<String>, value: f64, from: impl Into<String>) -> Self {
        self.input(name, value, InputOrigin::Design { from: from.into() })
    }

    /// A number of the design, with where its author has it from where that is said.
    #[must_use]
    pub fn said(self, name: impl Into<String>, value: f64, from: String, source: Option<&str>) -> Self {
        match source {
            Some(source) => self.input(name, value, InputOrigin::Own { from, source: source.to_owned() }),
            None => self.stated(name, value, from),
        }
    }

    /// A number that never changes.
    #[must_use]
    pub fn constant(self, name: impl Into<String>, value: f64) -> Self {
        self.stated(name, value, "constant")
    }

    /// A default, with its source.
    #[must_use]
    pub fn default(self, name: impl Into<String>, value: f64, source: Source) -> Self {
        self.input(name, value, InputOrigin::Default { source: source.text().into() })
    }

    /// A number of the design where it states it, else the default.
    #[must_use]
    pub fn stated_or(
        self,
        name: impl Into<String>,
        stated: Option<f64>,
        from: impl Into<String>,
        default: f64,
        source: Source,
    ) -> Self {
        match stated {
            Some(value) => self.stated(name, value, from),
            None => self.default(name, default, source),
        }
    }

    /// A setting of a component: stated, or from the author's own kind, its preset or its kind.
    #[must_use]
    pub fn setting(self, name: impl Into<String>, figure: Figure, node: &Node<'_>, setting: &str) -> Self {
        match figure.default_from {
            Some(source) => self.default(name, figure.value, source),
            None => self.said(name, figure.value, node.place_of(setting), node.source_of(setting)),
        }
    }

    /// What the design counts of a component: `instances`, `shards` or `replicas`.
    #[must_use]
    pub fn counted(self, node: &Node<'_>, what: &'static str) -> Self {
        self.counted_as(what, node, what)
    }

    /// The same by another name.
    #[must_use]
    pub fn counted_as(self, name: &str, node: &Node<'_>, what: &'static str) -> Self {
        if let Some(partitions) = node.partitions.filter(|_| what == AT_WORK) {
            let instances = f64::from(node.instances());
            let from = format!("components[{}].{}", partitions.log, partitions.field);
            let working = Working::new("min(instances, partitions)", node.at_work(instances));
            let working = working.counted(node, "instances").stated("partitions", partitions.count, from);
            return self.worked(name, working);
        }
        let component = node.component;
        let (value, stated) = match what {
            "instances" => (node.instances(), component.instances),
            "shards" => (node.shards(), component.shards),
            _ => (node.replicas(), component.replicas),
        };
        let id = node.id();
        let from = match (stated, &component.places) {
            (Some(_), _) => format!("components[{id}].{what}"),
            (None, Placement::Counted(_)) if what == "instances" => format!("components[{id}].places"),
            // Replicas that nobody drew are none.
            (None, _) if what == "replicas" => "constant".to_owned(),
            // What is drawn once is there once.
            (None, _) => format!("components[{id}]"),
        };
        self.stated(name, f64::from(value), from)
    }

    /// Whether it is just 1, so that it can be left out of a product.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.formula == "1"
    }

    /// What another working gives.
    #[must_use]
    pub fn worked(self, name: impl Into<String>, working: Self) -> Self {
        let value = working.value;
        self.input(name, value, InputOrigin::Working { working: Box::new(working) })
    }

    fn input(mut self, name: impl Into<String>, value: f64, origin: InputOrigin) -> Self {
        self.inputs.push(Input { name: name.into(), value, origin });
        self
    }

    /// A sum of workings; one alone stands for itself. Names that come again are numbered.
    #[must_use]
    pub fn sum(mut parts: Vec<(String, Self)>) -> Self {
        for at in (1..parts.len()).rev() {
            let again = parts[..at].iter().filter(|(name, _)| *name == parts[at].0).count();
            if again > 0 {
                parts[at].0 = format!("{} ({})", parts[at].0, again + 1);
            }
        }
        if parts.len() == 1
            && let Some((_, only)) = parts.pop()
        {
            return only;
        }
        let formula = parts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" + ");
        // An empty sum of the standard library is −0.
        let value = parts.iter().fold(0.0, |sum, (_, part)| sum + part.value);
        let formula = if parts.is_empty() { "0".to_owned() } else { formula };
        parts.into_iter().fold(Self::new(formula, value), |sum, (name, part)| sum.worked(name, part))
    }
}
