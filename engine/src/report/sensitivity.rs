//! Which assumptions decide the verdict: everything that a design leaves open is put at either end of its range, one
//! thing at a time and all else as it is, and what follows is compared with what the report says.
//!
//! The measure. First counts how many verdicts turn at either end: another component is the bottleneck; the peak, of
//! the design or of a journey, is carried or not; a wanted availability or latency is reached or not. Of those that turn
//! as many, the one comes first that moves any figure by the largest factor: how often the peak could be carried, the
//! sustainable rate of a journey, its 99th percentile, or the share of time in which it is down. Then the path decides.

mod standing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Evaluation, Word};
use crate::analysis::Graph;
use crate::analysis::assumptions::{self, Assumption, assumptions};
use crate::design::Design;
use crate::packed;
use standing::{Standing, Tried};

/// What one assumption does to the verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// Where it would be set, as a path in the file.
    pub setting: String,
    /// Id of the component, journey or place, or name of the connection.
    pub subject: String,
    /// Name of the setting.
    pub name: Word,
    /// What is assumed.
    pub value: Assumed,
    /// Its unit.
    pub unit: Word,
    /// Text and section, or `assumption`.
    pub source: Word,
    /// Where the range is from: text and section, or `assumption`.
    pub range_source: Word,
    /// Why it is this range, where no document gives it.
    #[serde(default, skip_serializing_if = "super::is_empty")]
    pub range_because: Word,
    /// With it at the lower end of its range. A switch that is off counts as lower.
    pub low: End,
    /// With it at the upper end.
    pub high: End,
    /// How many verdicts turn, at both ends together.
    pub turns: usize,
    /// The largest factor by which a figure differs from what it is, at either end; 1 where none moves.
    pub factor: f64,
    /// Which figure that is: `load_factor_at_saturation`, or `sustainable`, `unavailability`, `p99` of a journey. Where
    /// none moves by a factor, one that was 0 and is not.
    pub factor_of: FigureName,
    /// How it was found: the design was evaluated so many times, with it at an end that differs from its value.
    pub evaluations: usize,
}

packed!(struct Influence {
    setting, subject, name, value, unit, source, range_source, range_because, low, high, turns, factor, factor_of,
    evaluations,
});

/// A value of an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Assumed {
    /// On or off.
    Switch(bool),
    /// A figure, in its unit.
    Figure(f64),
}

packed!(enum Assumed { 0 = Switch(on), 1 = Figure(value) });

/// A figure of the verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureName {
    /// Name in the report.
    pub figure: Word,
    /// Id of the journey; none where it is one of the whole design.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<String>,
}

packed!(struct FigureName { figure, journey });

/// What the verdict would be at one end of a range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The value.
    pub value: Assumed,
    /// Id of the busiest component.
    pub bottleneck: Option<String>,
    /// Share of the peak at which it is full.
    pub load_factor_at_saturation: Option<f64>,
    /// Journeys whose figures differ from what they are.
    pub journeys: BTreeMap<String, JourneyFigures>,
    /// Verdicts that turn.
    pub turned: Vec<Turned>,
}

packed!(struct End { value, bottleneck, load_factor_at_saturation, journeys, turned });

/// Figures of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JourneyFigures {
    /// Peak rate at which the first part on its way is full.
    pub sustainable: Option<f64>,
    /// Share of time in which its user is served; none where it is too wide to be worked out exactly.
    pub availability: Option<f64>,
    /// The rest.
    pub unavailability: Option<f64>,
    /// 99th percentile in milliseconds; none where it is unbounded.
    pub p99_ms: Option<f64>,
}

packed!(struct JourneyFigures { sustainable, availability, unavailability, p99_ms });

/// A verdict that turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    /// `bottleneck`, `peak`, `availability`, `mean`, `p50`, `p95` or `p99`.
    pub what: Word,
    /// Id of the journey; none where it is about the whole design.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<String>,
    /// Whether what is wanted is met there; none of a bottleneck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

packed!(struct Turned { what, journey, met });

/// Components times assumptions that are tried: a bound on the work, not on time. An assumption.
const MOST_WORK: usize = 40_000;
/// So many are tried of however large a design.
const LEAST_TRIED: usize = 12;

/// What each assumption does to the verdict, the strongest first, and how many were not tried because there are too
/// many.
#[must_use]
pub fn sensitivity(design: &Design) -> (Vec<Influence>, usize) {
    Evaluation::begin(&Graph::new(design)).sensitivity()
}

impl Evaluation<'_> {
    /// What each assumption does to the verdict, the strongest first, and how many were not tried because there are
    /// too many. Those that move nothing are left out.
    #[must_use]
    pub fn sensitivity(&self) -> (Vec<Influence>, usize) {
        let mut tried = assumptions(self.graph, &self.traffic, &self.loads, &self.dependence.structures);
        let most = (MOST_WORK / self.graph.nodes.len().max(1)).max(LEAST_TRIED);
        let left_out = tried.len().saturating_sub(most);
        tried.truncate(most);
        let as_it_is = Tried::new(self);
        let mut found: Vec<Influence> =
            tried.iter().filter_map(|assumption| influence(&as_it_is, assumption)).collect();
        found.sort_by(|a, b| {
            b.turns.cmp(&a.turns).then_with(|| b.factor.total_cmp(&a.factor)).then_with(|| a.setting.cmp(&b.setting))
        });
        (found, left_out)
    }

    /// What one assumption does; `None` where that is nothing.
    pub(super) fn influence_of(&self, assumption: &Assumption) -> Option<Influence> {
        influence(&Tried::new(self), assumption)
    }
}

/// What an assumption does; `None` where that is nothing.
fn influence(tried: &Tried<'_>, assumption: &Assumption) -> Option<Influence> {
    let Tried { evaluation, base, .. } = tried;
    let mut evaluations = 0;
    let ends = assumption.ends.map(|value| {
        if value == assumption.value {
            return base.clone();
        }
        evaluations += 1;
        base.with(tried, assumption, value)
    });
    let name = |at: Option<usize>| at.map(|at| evaluation.journey_id(at).to_owned());
    let (mut factor, mut factor_of) = (1.0, FigureName::default());
    for end in &ends {
        for ((figure, at, before), (_, _, after)) in base.figures().into_iter().zip(end.figures()) {
            let (Some(before), Some(after)) = (before, after) else { continue };
            let times = (after / before).max(before / after);
            // What was nothing and is something has no factor, but a name.
            if before == 0.0 && after > 0.0 && factor_of.figure.is_empty() {
                factor_of = FigureName { figure: figure.into(), journey: name(at) };
            }
            if before > 0.0 && after > 0.0 && times.is_finite() && times > factor {
                factor = times;
                factor_of = FigureName { figure: figure.into(), journey: name(at) };
            }
        }
    }
    let [low, high] = [0, 1].map(|at| end(evaluation, base, &ends[at], assumption.ends[at]));
    let turns = low.turned.len() + high.turned.len();
    if turns == 0 && factor == 1.0 && low.journeys.is_empty() && high.journeys.is_empty() {
        return None;
    }
    Some(Influence {
        setting: assumption.path.clone(),
        subject: assumption.subject.clone(),
        name: assumption.name.into(),
        value: assumption.value.into(),
        unit: assumption.unit.into(),
        source: assumption.source.text().into(),
        range_source: assumption.range.text().into(),
        range_because: assumption.because.into(),
        low,
        high,
        turns,
        factor,
        factor_of,
        evaluations,
    })
}

impl From<assumptions::Value> for Assumed {
    fn from(value: assumptions::Value) -> Self {
        match value {
            assumptions::Value::Number(value) => Self::Figure(value),
            assumptions::Value::Switch(on) => Self::Switch(on),
        }
    }
}

fn end(evaluation: &Evaluation<'_>, base: &Standing, there: &Standing, value: assumptions::Value) -> End {
    let id = |node: usize| evaluation.graph.nodes[node].id().to_owned();
    let name = |at: usize| evaluation.journey_id(at).to_owned();
    let bottleneck = |standing: &Standing| standing.busiest.map(|(node, _)| node);
    let mut turned = Vec::new();
    if bottleneck(base) != bottleneck(there) {
        turned.push(Turned { what: "bottleneck".into(), journey: None, met: None });
    }
    for ((what, at, before), (_, _, after)) in base.verdicts(evaluation).into_iter().zip(there.verdicts(evaluation)) {
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            turned.push(Turned { what: what.into(), journey: at.map(name), met: Some(after) });
        }
    }
    let differ = base.journeys.iter().zip(&there.journeys).enumerate().filter(|(_, (before, after))| before != after);
    let journeys = differ.map(|(at, (_, after))| {
        let figures = JourneyFigures {
            sustainable: after.sustainable,
            availability: after.unavailability.map(|down| 1.0 - down),
            unavailability: after.unavailability,
            p99_ms: after.latency.p99,
        };
        (name(at), figures)
    });
    End {
        value: value.into(),
        bottleneck: bottleneck(there).map(id),
        load_factor_at_saturation: there.busiest.map(|(_, full)| 1.0 / full),
        journeys: journeys.collect(),
        turned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::design;

    fn influences(parts: &str) -> Vec<Influence> {
        let (found, left_out) = sensitivity(&design(&format!("{{{parts}}}")));
        assert_eq!(left_out, 0);
        found
    }

    fn of<'a>(found: &'a [Influence], setting: &str) -> &'a Influence {
        found.iter().find(|one| one.setting == setting).unwrap_or_else(|| panic!("{setting} is not in {found:#?}"))
    }

    fn turned(end: &End) -> Vec<(&str, Option<&str>, Option<bool>)> {
        end.turned.iter().map(|turned| (&*turned.what, turned.journey.as_deref(), turned.met)).collect()
    }

    #[test]
    fn a_server_of_the_documented_range_carries_a_fifth_or_twice_as_much() {
        // 4,000 a second on one server of 5,000: full at 1.25 of the peak; at 0.25 with 1,000, at 2.5 with 10,000.
        let found = influences(
            r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                 "rate": {"per_second": 4000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}]"#,
        );
        let first = &found[0];
        assert_eq!(
            (first.setting.as_str(), first.value),
            ("components[api].settings.rps_capacity", Assumed::Figure(5_000.0))
        );
        assert_eq!([first.low.value, first.high.value], [1_000.0, 10_000.0].map(Assumed::Figure));
        assert_eq!(first.range_source, "zero-to-hero § Cheat Sheet: Numbers to Remember");
        assert_eq!([&first.low, &first.high].map(|end| end.load_factor_at_saturation), [Some(0.25), Some(2.5)]);
        assert_eq!(
            [&first.low, &first.high].map(|end| end.journeys["read"].sustainable),
            [Some(1_000.0), Some(10_000.0)]
        );
        assert_eq!(first.low.journeys["read"].p99_ms, None);
        assert_eq!(turned(&first.low), [("peak", None, Some(false)), ("peak", Some("read"), Some(false))]);
        assert_eq!((turned(&first.high).len(), first.turns, first.evaluations), (0, 2, 2));
        assert!((first.factor - 5.0).abs() < 1e-12 && first.factor_of.figure == "load_factor_at_saturation");
        // What takes part in nothing but the time and the availability comes after it.
        assert_eq!(found.len(), 3);
        assert_eq!(of(&found, "components[api].settings.availability").turns, 0);
        assert_eq!(of(&found, "components[api].settings.latency_ms").turns, 0);
    }

    #[test]
    fn what_was_never_down_and_may_be_is_named() {
        // Two thousand copies are never all down at once, unless a tenth of their failures is common to all.
        let parts = r#""workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read"}]},
            "components": [{"id": "api", "kind": "server", "instances": 2000}]"#;
        let (found, _) = sensitivity(&design(&format!("{{{parts}}}")));
        let common = found.iter().find(|it| it.name == "common_cause").unwrap();
        assert_eq!((common.factor, &*common.factor_of.figure), (1.0, "unavailability"));
        assert!((common.high.journeys["j"].unavailability.unwrap() - 1e-4).abs() < 1e-12);
    }

    #[test]
    fn an_omitted_peak_factor_lies_between_three_and_five() {
        // 3,000 a second: 9,000 at three times fit into 10,000, 15,000 at five times do not.
        let found = influences(
            r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 3000}}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 10000}}]"#,
        );
        let first = &found[0];
        assert_eq!(first.setting, "workload.journeys[0].peak_factor");
        // Its lower end is its value.
        assert_eq!((first.value, first.low.value, first.evaluations), (first.low.value, Assumed::Figure(3.0), 1));
        assert!(first.low.turned.is_empty() && first.low.journeys.is_empty());
        assert!(first.high.load_factor_at_saturation.is_some_and(|factor| (factor - 10.0 / 15.0).abs() < 1e-12));
        // The same is carried a second; it is a smaller part of the peak.
        assert!(first.high.journeys["read"].sustainable.is_some_and(|rate| (rate - 10_000.0).abs() < 1e-9));
        assert_eq!(first.turns, 2);
        assert!((first.factor - 5.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_nine_less_misses_what_is_wanted() {
        let found = influences(
            r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                 "rate": {"per_second": 10}, "peak_factor": 1}]},
               "requirements": {"availability": 0.999},
               "places": [{"id": "eu", "kind": "region", "availability": 1}],
               "components": [{"id": "api", "kind": "server", "places": ["eu"]}]"#,
        );
        let first = &found[0];
        assert_eq!(first.setting, "components[api].settings.availability");
        let down = [&first.low, &first.high].map(|end| end.journeys["read"].unavailability.unwrap_or(1.0));
        assert!((down[0] - 0.01).abs() < 1e-12 && (down[1] - 0.0001).abs() < 1e-12, "{down:?}");
        assert_eq!(turned(&first.low), [("availability", Some("read"), Some(false))]);
        assert!(first.high.turned.is_empty() && (first.factor - 10.0).abs() < 1e-6, "{first:?}");
        // The place says how long it is up.
        assert!(found.iter().all(|one| one.name != "availability" || one.subject == "api"));
    }

    const CACHED: &str = r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
             "rate": {"per_second": 40000}, "peak_factor": 1}]},
           "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 100000, "availability": 1}},
             {"id": "cache", "kind": "cache-distributed", "settings": {"ops_capacity": 1000000}},
             {"id": "db", "kind": "sql", "settings": {"read_capacity": 16000, "write_capacity": 16000}}],
           "connections": [{"from": "api", "to": "cache"}, {"from": "api", "to": "db", "after_miss_in": "cache"}]"#;

    #[test]
    fn a_better_hit_rate_moves_the_bottleneck() {
        // 8,000 of 40,000 reads a second reach the database of 16,000: half full, more than the server (0.4). With 99 %
        // hits 400 do, and the server is the bottleneck.
        let found = influences(CACHED);
        let hits = of(&found, "components[cache].settings.hit_rate");
        assert_eq!((hits.value, hits.high.value), (Assumed::Figure(0.8), Assumed::Figure(0.99)));
        assert_eq!(hits.high.bottleneck.as_deref(), Some("api"));
        assert_eq!(turned(&hits.high), [("bottleneck", None, None)]);
        assert!(hits.high.load_factor_at_saturation.is_some_and(|factor| (factor - 2.5).abs() < 1e-12));
        assert_eq!((hits.turns, &found[0].setting), (1, &hits.setting));
    }

    #[test]
    fn switches_and_copies_are_tried_as_well() {
        let found = influences(
            r#""workload": {"journeys": [{"id": "write", "entry": "lb", "operation": "write",
                 "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
                 {"id": "a", "kind": "server", "instances": 3}, {"id": "b", "kind": "server"}, {"id": "aside", "kind": "server"},
                 {"id": "db", "kind": "sql", "shards": 4, "replicas": 1}],
               "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}, {"from": "a", "to": "db"},
                 {"from": "b", "to": "db"}, {"from": "a", "to": "aside"}]"#,
        );
        let by_hand = of(&found, "components[db].settings.auto_failover");
        assert_eq!(
            (by_hand.value, by_hand.low.value, by_hand.evaluations),
            (Assumed::Switch(true), Assumed::Switch(false), 1)
        );
        assert!(!by_hand.range_because.is_empty() && by_hand.factor > 100.0, "{by_hand:?}");
        let blind = of(&found, "components[lb].settings.health_checks");
        assert!(
            blind.low.journeys["write"].availability
                < blind.high.journeys.get("write").map_or(Some(1.0), |it| it.availability)
        );
        // 4,500 a second take one of the three servers.
        assert!(found.iter().all(|one| one.name != "needs"));
    }

    #[test]
    fn what_nobody_asks_for_is_not_listed() {
        assert_eq!(influences(r#""components": [{"id": "api", "kind": "server"}]"#), []);
    }
}
