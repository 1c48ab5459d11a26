//! What a fix of a finding would bring: the design as it would be, the figures that people look at first before and after
//! it, targets that are missed or reached by it, and which findings go and come. Changes nothing of the design.
//!
//! The design is evaluated anew with the fix, like any other. Where the finding is still there then, because something
//! else of the same component comes to light, its rule is asked again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sensitivity::Turned;
use super::workings::Number;
use super::{Evaluation, FindingReport, JourneyReport, Report, Word, Working};
use crate::analysis::Graph;
use crate::design::Design;
use crate::packed;
use crate::rules::fix::Step;

/// So often a rule is asked for more.
const ROUNDS: usize = 4;

/// A wanted availability is reached but for rounding, as the rules see it.
const ROUNDING: f64 = 1e-9;

/// Which finding is meant: as a report names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingName {
    /// Id of the rule.
    pub rule: Word,
    /// Ids of its components.
    pub components: Vec<String>,
    /// Its connections.
    pub connections: Vec<String>,
    /// What it says.
    pub message: String,
}

packed!(struct FindingName { rule, components, connections, message });

impl FindingReport {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> FindingName {
        FindingName {
            rule: self.rule.clone(),
            components: self.components.clone(),
            connections: self.connections.clone(),
            message: self.message.clone(),
        }
    }
}

/// What a fix would bring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FixReport {
    /// The finding.
    pub of: FindingName,
    /// What is changed, in sentences.
    pub steps: Vec<FixStep>,
    /// The design as it would be; a file of its own.
    #[serde(skip)]
    pub design: Design,
    /// Ids of new components, each with that of the component beside which it belongs.
    pub beside: BTreeMap<String, String>,
    /// Whether the finding is gone then.
    pub is_gone: bool,
    /// Figures before and after.
    pub figures: Vec<FigureChange>,
    /// Id of the busiest component as it is.
    pub bottleneck_before: Option<String>,
    /// Id of the busiest component then.
    pub bottleneck_after: Option<String>,
    /// Currency of prices.
    pub currency: Word,
    /// Whether all that the design would pay for is priced; otherwise what it costs is a part.
    pub cost_is_complete: bool,
    /// Targets that are missed by it and were not before, and the other way round.
    pub turned: Vec<Turned>,
    /// Findings that are gone.
    pub gone: Vec<FindingBrief>,
    /// Findings that are new.
    pub new: Vec<FindingBrief>,
}

packed!(struct FixReport {
    of, steps, design, beside, is_gone, figures, bottleneck_before, bottleneck_after, currency, cost_is_complete, turned,
    gone, new,
});

/// One sentence of what is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixStep {
    /// What is changed.
    pub says: String,
    /// Texts, or `assumption`, that a figure in it comes from; empty where it follows from the design.
    #[serde(default, skip_serializing_if = "super::is_empty")]
    pub source: Word,
}

packed!(struct FixStep { says, source });

/// A figure before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureChange {
    /// Name in the report: `utilization`, `load_factor_at_saturation`, `availability`, `mean`, `p99`,
    /// `single_points_of_failure`, `copies`, `per_month`.
    pub figure: Word,
    /// Id of the component or journey; empty where it is one of the whole design.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// As it is; `None` where it has none, such as a time that grows without end.
    pub before: Option<f64>,
    /// As it would be.
    pub after: Option<f64>,
    /// How it would come about then; `None` of what is counted, and of what would be too long to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Working>,
}

packed!(struct FigureChange { figure, subject, before, after, working });

/// A finding in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingBrief {
    /// Id of the rule.
    pub rule: Word,
    /// The rule's name for people.
    pub title: Word,
    /// `error`, `warn` or `info`.
    pub severity: Word,
    /// Ids of the components.
    pub components: Vec<String>,
    /// What it says.
    pub message: String,
}

packed!(struct FindingBrief { rule, title, severity, components, message });

impl Evaluation<'_> {
    /// What the fix of a finding would bring; `None` where there is no such finding, or its rule has no fix for it.
    #[must_use]
    pub fn fix(&self, of: &FindingName) -> Option<FixReport> {
        if self.is_done() {
            return fixed(self, of);
        }
        // What rules find rests on all of it.
        let mut whole = Evaluation::begin(self.graph);
        while whole.step() {}
        fixed(&whole, of)
    }
}

fn fixed(evaluation: &Evaluation<'_>, of: &FindingName) -> Option<FixReport> {
    let before = evaluation.report();
    let is_it = |found: &&FindingReport| found.name() == *of;
    let named = all(&before).find(is_it)?.name();
    let mut mended = Mended::default();
    mended.ask(evaluation, &named)?;
    for _ in 1..ROUNDS {
        let design = mended.design.clone();
        let graph = Graph::new(&design);
        let after = done(&graph);
        let report = after.report();
        let still = all(&report).find(|found| found.rule == of.rule && subject(found) == subject_of(&named));
        let goes_on = still.map(FindingReport::name).and_then(|name| mended.ask(&after, &name));
        if goes_on.is_none() {
            return Some(mended.compared(of, evaluation, &before, &after, &report));
        }
    }
    let design = mended.design.clone();
    let graph = Graph::new(&design);
    let after = done(&graph);
    let report = after.report();
    Some(mended.compared(of, evaluation, &before, &after, &report))
}

pub(super) fn done<'a>(graph: &'a Graph<'a>) -> Evaluation<'a> {
    let mut evaluation = Evaluation::begin(graph);
    while evaluation.step() {}
    evaluation
}

/// All findings, those included that the author lives with.
fn all(report: &Report) -> impl Iterator<Item = &FindingReport> {
    report.findings.iter().chain(report.accepted.iter().map(|accepted| &accepted.finding))
}

/// What a finding is about first.
fn subject(finding: &FindingReport) -> Option<&String> {
    finding.components.first()
}

fn subject_of(name: &FindingName) -> Option<&String> {
    name.components.first()
}

/// What was changed so far.
#[derive(Default)]
struct Mended {
    design: Design,
    steps: Vec<Step>,
    beside: BTreeMap<String, String>,
}

impl Mended {
    /// Asks the rule of a finding for a fix; `None` where it has none.
    fn ask(&mut self, evaluation: &Evaluation<'_>, of: &FindingName) -> Option<()> {
        evaluation.mended(of, &mut |fix| {
            self.design = fix.design();
            self.steps.extend(fix.steps().iter().cloned());
            self.beside.extend(fix.beside().iter().map(|(new, beside)| (new.clone(), beside.clone())));
        })
    }

    fn compared(
        self,
        of: &FindingName,
        evaluation: &Evaluation<'_>,
        before: &Report,
        after: &Evaluation<'_>,
        report: &Report,
    ) -> FixReport {
        let count = |report: &Report| all(report).filter(|found| found.rule == of.rule).count();
        let cost = report.cost.as_ref();
        FixReport {
            of: of.clone(),
            steps: self
                .steps
                .into_iter()
                .map(|step| FixStep {
                    says: step.says,
                    source: step.source.map_or(Word::default(), |source| source.text().into()),
                })
                .collect(),
            beside: self.beside,
            is_gone: count(report) < count(before),
            figures: figures(of, (evaluation, before), (after, report)),
            bottleneck_before: before.bottleneck.as_ref().map(|busiest| busiest.component.clone()),
            bottleneck_after: report.bottleneck.as_ref().map(|busiest| busiest.component.clone()),
            currency: cost.map_or_else(String::new, |cost| cost.currency.clone()).into(),
            cost_is_complete: cost.is_none_or(|cost| cost.is_complete),
            turned: turned(evaluation.graph.design, before, report),
            gone: only_in(before, report),
            new: only_in(report, before),
            design: self.design,
        }
    }
}

/// A design, evaluated, and what is said of it.
type Side<'a, 'b> = (&'a Evaluation<'b>, &'a Report);

fn figures(of: &FindingName, before: Side<'_, '_>, after: Side<'_, '_>) -> Vec<FigureChange> {
    let mut rows = Vec::new();
    let working = |number: &Number| after.0.working(number);
    let busiest = |report: &Report| report.bottleneck.as_ref().map(|busiest| busiest.utilization);
    let factor = |report: &Report| report.bottleneck.as_ref().map(|busiest| busiest.load_factor_at_saturation);
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let mut row = |figure: &'static str, subject: &str, values: [Option<f64>; 2], working: Option<Working>| {
        let [before, after] = values.map(finite);
        if before.is_some() || after.is_some() {
            rows.push(FigureChange { figure: figure.into(), subject: subject.to_owned(), before, after, working });
        }
    };
    let of_busiest = after.1.bottleneck.as_ref().map(|busiest| Number::Utilization(busiest.component.clone()));
    row("utilization", "", [before.1, after.1].map(busiest), of_busiest.as_ref().and_then(working));
    row("load_factor_at_saturation", "", [before.1, after.1].map(factor), working(&Number::LoadFactor));
    for id in &of.components {
        let full = |report: &Report| report.components.get(id).and_then(|component| component.utilization);
        row("utilization", id, [before.1, after.1].map(full), working(&Number::Utilization(id.clone())));
    }
    for id in before.1.journeys.keys() {
        let one = |report: &Report, of: fn(&JourneyReport) -> Option<f64>| report.journeys.get(id).and_then(of);
        let both = |of: fn(&JourneyReport) -> Option<f64>| [one(before.1, of), one(after.1, of)];
        row("availability", id, both(|it| it.availability), working(&Number::Availability(id.clone())));
        row("mean", id, both(|it| it.latency_ms.mean), working(&Number::Latency(id.clone())));
        row("p99", id, both(|it| it.latency_ms.p99), None);
    }
    let points = |report: &Report| Some(report.single_points_of_failure.len() as f64);
    row("single_points_of_failure", "", [before.1, after.1].map(points), None);
    let copies = |side: &Evaluation<'_>| {
        let nodes = side.graph.nodes.iter().filter(|node| !node.managed());
        Some(nodes.map(|node| f64::from(node.copies())).sum())
    };
    row("copies", "", [copies(before.0), copies(after.0)], None);
    let cost = |report: &Report| report.cost.as_ref().and_then(|cost| cost.per_month);
    row("per_month", "", [before.1, after.1].map(cost), working(&Number::Cost));
    rows
}

/// What is wanted, of whom, and whether it is met.
pub(super) fn met(design: &Design, report: &Report) -> BTreeMap<(&'static str, Option<String>), bool> {
    let wanted = &design.requirements;
    let mut found = BTreeMap::new();
    found.insert(("peak", None), report.bottleneck.as_ref().is_none_or(|busiest| busiest.utilization <= 1.0));
    if let Some(within) = report.cost.as_ref().and_then(|cost| cost.is_within_limit) {
        found.insert(("cost", None), within);
    }
    for (id, journey) in &report.journeys {
        let mut say = |what: &'static str, is_met: bool| found.insert((what, Some(id.clone())), is_met);
        if let Some(sustainable) = journey.sustainable {
            say("peak", sustainable >= journey.peak * (1.0 - ROUNDING));
        }
        if let Some((share, down)) = wanted.availability.zip(journey.unavailability) {
            say("availability", down <= (1.0 - share) * (1.0 + ROUNDING));
        }
        let Some(limits) = wanted.latency_ms.get(id) else { continue };
        let times = &journey.latency_ms;
        for (what, is, limit) in [
            ("mean", times.mean, limits.mean),
            ("p50", times.p50, limits.p50),
            ("p95", times.p95, limits.p95),
            ("p99", times.p99, limits.p99),
        ] {
            let Some(limit) = limit else { continue };
            let unbounded = journey.latency.method == "unbounded";
            if let Some(is_met) = is.map(|is| is <= limit).or(unbounded.then_some(false)) {
                say(what, is_met);
            }
        }
    }
    found
}

fn turned(design: &Design, before: &Report, after: &Report) -> Vec<Turned> {
    let was = met(design, before);
    let differs = |(key, is_met): &(&(&'static str, Option<String>), &bool)| match was.get(*key) {
        Some(before) => before != *is_met,
        // What was not known to be met, and is missed now, is said.
        None => !**is_met,
    };
    let now = met(design, after);
    let turned = now.iter().filter(differs);
    turned
        .map(|((what, journey), is_met)| Turned { what: (*what).into(), journey: journey.clone(), met: Some(*is_met) })
        .collect()
}

/// Findings of one report that another one has not: figures in their words do not count.
pub(super) fn only_in(one: &Report, other: &Report) -> Vec<FindingBrief> {
    let key = |found: &FindingReport| (found.rule.clone(), found.components.clone());
    let mut there: BTreeMap<_, usize> = BTreeMap::new();
    for found in all(other) {
        *there.entry(key(found)).or_default() += 1;
    }
    let is_new = |found: &&FindingReport| match there.get_mut(&key(found)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let brief = |found: &FindingReport| FindingBrief {
        rule: found.rule.clone(),
        title: found.title.clone(),
        severity: found.severity.clone(),
        components: found.components.clone(),
        message: found.message.clone(),
    };
    all(one).filter(is_new).map(brief).collect()
}
