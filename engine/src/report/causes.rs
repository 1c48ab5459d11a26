//! What takes a journey down: what each component and place contributes to its unavailability, and which sets of them
//! fail it together. Large designs have much of both, so it is worked out on request.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Evaluation, Found, Word};
use crate::analysis::Graph;
use crate::analysis::contributions::{Contribution, contributions, contributions_at_peak};
use crate::analysis::cut_sets::{Cut, Cuts, cut_sets, cut_sets_by_search};
use crate::analysis::diagram::TooWide;
use crate::analysis::simulation::{Decided, simulated_contributions};
use crate::analysis::weak_points::Lost;
use crate::packed;

/// Cuts that are listed, the likeliest. An assumption; a list of hundreds is read by nobody.
const MOST_LISTED: usize = 100;

/// Minutes of a year of 365 days.
pub(super) const MINUTES_A_YEAR: f64 = 525_600.0;

/// What takes a journey down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Causes {
    /// How the contributions were found: `exact` or `simulated`.
    pub method: Word,
    /// What each component and place contributes, the most first. They add up to more than the unavailability where
    /// several have to fail together. What contributes nothing is left out.
    pub contributions: Vec<ContributionReport>,
    /// The same of the share of time in which its peak is not carried: what would be gained in `availability_at_peak` by
    /// one whose copies never failed of themselves. `None` where the structure is too wide for an exact answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_peak: Option<Vec<ContributionReport>>,
    /// What has to be down together.
    pub cuts: CutsReport,
}

packed!(struct Causes { method, contributions, at_peak, cuts });

impl Causes {
    /// What each contributes at peak, where that is known and anything but the same.
    #[must_use]
    pub fn differing_at_peak(&self) -> Option<&[ContributionReport]> {
        let all = self.at_peak.as_deref().filter(|all| !all.is_empty())?;
        let is_near = |(one, other): (&ContributionReport, &ContributionReport)| {
            one.of == other.of && (one.gain - other.gain).abs() <= 1e-9 * one.gain
        };
        let is_same = all.len() == self.contributions.len() && all.iter().zip(&self.contributions).all(is_near);
        (!is_same).then_some(all)
    }
}

/// A component or a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// `component` or `place`.
    pub what: Word,
}

packed!(struct Member { id, what });

/// What one component or place contributes to a journey's unavailability: its improvement potential.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContributionReport {
    /// What contributes.
    #[serde(flatten)]
    pub of: Member,
    /// Share of time that the journey would be served in besides, if this never failed of itself.
    pub gain: f64,
    /// Half-width of the 95 % interval where it was simulated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<f64>,
    /// The gain in minutes a year.
    pub downtime_minutes_per_year: f64,
}

packed!(struct ContributionReport { of, gain, interval, downtime_minutes_per_year });

/// The minimal cuts of a journey: sets that fail it when all of them are down, while no fewer of them do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CutsReport {
    /// `exact`, or `unknown` where there are too many states of places to say how likely they are.
    pub method: Word,
    /// All cuts of up to so many members were looked for: 3, or fewer where that took too many steps.
    pub most_members: usize,
    /// By number of members, from 1 up to that: how many there are.
    pub found: Vec<u64>,
    /// The likeliest.
    pub listed: Vec<CutReport>,
    /// How many more there are than are listed.
    pub not_listed: u64,
    /// How many of those, with the most members, were counted but not weighed: any of them may be likelier than the last
    /// one that is listed.
    pub not_weighed: u64,
}

packed!(struct CutsReport { method, most_members, found, listed, not_listed, not_weighed });

/// One minimal cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutReport {
    /// Components, then places; each sorted by id.
    pub members: Vec<Member>,
    /// Share of time in which all of them are down, for whatever reason.
    pub probability: f64,
    /// The same in minutes a year.
    pub downtime_minutes_per_year: f64,
}

packed!(struct CutReport { members, probability, downtime_minutes_per_year });

impl Evaluation<'_> {
    /// What takes a journey down; `None` where there is no such journey.
    #[must_use]
    pub fn causes(&self, journey: &str) -> Option<Causes> {
        let at = (0..self.traffic.journeys.len()).find(|&at| self.journey_id(at) == journey)?;
        let (graph, structure) = (self.graph, &self.dependence.structures[at]);
        // What was too wide once is so again, and it takes long to find out.
        let is_simulated = matches!(self.availabilities[at], Some(Found::Simulated(..)));
        let exact =
            if is_simulated { Err(TooWide) } else { contributions(graph, &self.traffic, &self.loads, structure) };
        // The diagrams of cuts and of the peak ask for more besides, so they are no narrower.
        let is_exact = exact.is_ok();
        let search = if is_exact { cut_sets } else { cut_sets_by_search };
        let (method, contributions) = match exact {
            Ok(exact) => ("exact", exact.iter().map(|one| contribution(graph, *one, None)).collect()),
            Err(TooWide) => {
                ("simulated", simulated(graph, simulated_contributions(graph, &self.traffic, &self.loads, structure)))
            }
        };
        let at_peak = || contributions_at_peak(graph, &self.traffic, &self.loads, structure).ok();
        let at_peak = if is_exact { at_peak() } else { None };
        let at_peak = at_peak.map(|all| all.iter().map(|one| contribution(graph, *one, None)).collect());
        let cuts = search(graph, &self.traffic, &self.loads, structure);
        let cuts = cuts.map_or_else(
            |TooWide| CutsReport { method: "unknown".into(), ..CutsReport::default() },
            |found| cuts_of(graph, found),
        );
        Some(Causes { method: method.into(), contributions, at_peak, cuts })
    }

    /// The same for all journeys, by their ids.
    #[must_use]
    pub fn all_causes(&self) -> BTreeMap<String, Causes> {
        let ids = (0..self.traffic.journeys.len()).map(|at| self.journey_id(at));
        ids.filter_map(|id| Some((id.to_owned(), self.causes(id)?))).collect()
    }

    /// How often one of them decides in drawn worlds, by the place of the journey in the traffic; `None` where it never
    /// does, or where what it contributes is worked out exactly.
    pub(super) fn decided(&self, at: usize, of: Lost) -> Option<Decided> {
        let (graph, structure) = (self.graph, &self.dependence.structures[at]);
        if matches!(self.availability(at), Found::Exact(_)) {
            return None;
        }
        let all = simulated_contributions(graph, &self.traffic, &self.loads, structure);
        all.into_iter().find(|(known, _)| *known == of).map(|(_, decided)| decided)
    }

    /// What a member stands for.
    pub(super) fn lost(&self, member: &Member) -> Option<Lost> {
        let graph = self.graph;
        if member.what == "component" {
            return graph.find(&member.id).map(Lost::Component);
        }
        graph.fates.iter().position(|fate| fate.place.id == member.id).map(Lost::Fate)
    }
}

fn member(graph: &Graph<'_>, of: Lost) -> Member {
    match of {
        Lost::Component(node) => Member { id: graph.nodes[node].id().to_owned(), what: "component".into() },
        Lost::Fate(fate) => Member { id: graph.fates[fate].place.id.clone(), what: "place".into() },
    }
}

fn contribution(
    graph: &Graph<'_>,
    Contribution { of, gain }: Contribution,
    interval: Option<f64>,
) -> ContributionReport {
    ContributionReport { of: member(graph, of), gain, interval, downtime_minutes_per_year: gain * MINUTES_A_YEAR }
}

fn simulated(graph: &Graph<'_>, found: Vec<(Lost, Decided)>) -> Vec<ContributionReport> {
    let mut rows: Vec<ContributionReport> = found
        .into_iter()
        .map(|(of, decided)| {
            let share = decided.gain();
            contribution(graph, Contribution { of, gain: share.unavailability }, Some(share.half_width))
        })
        .collect();
    rows.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    rows
}

fn cuts_of(graph: &Graph<'_>, found: Cuts) -> CutsReport {
    let all: u64 = found.found.iter().sum();
    let weighed = found.weighed.len() as u64;
    let listed: Vec<CutReport> = found
        .weighed
        .iter()
        .take(MOST_LISTED)
        .map(|Cut { members, probability }| CutReport {
            members: members.iter().map(|&of| member(graph, of)).collect(),
            probability: *probability,
            downtime_minutes_per_year: probability * MINUTES_A_YEAR,
        })
        .collect();
    CutsReport {
        method: "exact".into(),
        most_members: found.found.len(),
        not_listed: all - listed.len() as u64,
        not_weighed: all - weighed,
        found: found.found,
        listed,
    }
}
