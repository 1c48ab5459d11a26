//! What a rule says: findings, and what it could not check for want of what.

use std::borrow::Cow;

use super::context::Context;
use super::measure::Measure;
use super::parts::Part;
use super::phrase::{Value, agreeing, fill, singular};
use super::{Rule, Severity};
use crate::analysis::capacity::{Load, Needed};

/// One fault, at named elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// Numbers of the components it is about; the first one names it.
    pub nodes: Vec<usize>,
    /// Numbers of the connections it is about.
    pub edges: Vec<usize>,
    /// The one connection that it is about, rather than its ends: a rule that speaks of it goes before this one.
    pub connection: Option<usize>,
    /// How bad it is, where that is not what its rule says.
    pub severity: Option<Severity>,
    /// What was measured.
    pub measured: Option<f64>,
    /// What it should not pass.
    pub limit: Option<f64>,
    /// Unit of both.
    pub unit: &'static str,
    /// How what was measured comes about.
    pub measure: Option<Measure>,
    /// How what it should not pass comes about; a limit of 1 needs no words.
    pub bound: Option<Measure>,
    /// Numbers of further components that the measure rests on.
    pub besides: Vec<usize>,
    /// Places in the workload of the journeys that the measure rests on.
    pub journeys: Vec<usize>,
    /// What its sentences are filled with.
    pub values: Vec<(&'static str, Value)>,
    /// Whether its rule has a fix to offer for it.
    pub has_fix: bool,
}

/// What a rule lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Id of the rule.
    pub rule: &'static str,
    /// What is missing, in words.
    pub what: &'static str,
    /// Where the design would state it; `None` where the table of `missing` says so.
    pub at: Option<String>,
}

/// What the rules say of one design.
#[derive(Debug, Default)]
pub struct Verdict {
    /// All findings so far.
    pub findings: Vec<Finding>,
    /// Rules that could not be checked.
    pub not_checked: Vec<Lack>,
    rule: Option<&'static Rule>,
}

impl Verdict {
    /// Runs one rule.
    pub fn run(&mut self, rule: &'static Rule, context: &Context<'_>) {
        self.rule = Some(rule);
        let first = self.findings.len();
        (rule.check)(context, self);
        self.rule = None;
        if let Some(mend) = rule.mend {
            for finding in &mut self.findings[first..] {
                finding.has_fix = mend(finding, context).is_some();
            }
        }
    }

    /// States a finding about components (numbers). `{component}` is filled with the name of the first.
    pub fn find(&mut self, context: &Context<'_>, nodes: &[usize]) -> &mut Finding {
        let mut values = Vec::new();
        if let Some(&first) = nodes.first() {
            values.push(("component", Value::name(context.node(first).component.label())));
        }
        self.findings.push(Finding {
            rule: self.rule.map_or("", |rule| rule.id),
            nodes: nodes.to_vec(),
            edges: Vec::new(),
            connection: None,
            severity: None,
            measured: None,
            limit: None,
            unit: "",
            measure: None,
            bound: None,
            besides: Vec::new(),
            journeys: Vec::new(),
            values,
            has_fix: false,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// States a finding about one connection (number). `{component}` is filled with the name of where it begins.
    pub fn find_on(&mut self, context: &Context<'_>, edge: usize) -> &mut Finding {
        let ends = context.edge(edge);
        let finding = self.find(context, &[ends.from, ends.to]).on(&[edge]);
        finding.connection = Some(edge);
        finding
    }

    /// Says that the rule cannot be checked until the design states something: `connections held open`.
    pub fn needs(&mut self, what: &'static str) {
        self.lack(what, None);
    }

    /// The same of something that stands at a place which only the rule knows: a path in the file. The first is kept.
    pub fn needs_at(&mut self, what: &'static str, at: String) {
        self.lack(what, Some(at));
    }

    fn lack(&mut self, what: &'static str, at: Option<String>) {
        let rule = self.rule.map_or("", |rule| rule.id);
        if !self.not_checked.iter().any(|known| known.rule == rule && known.what == what) {
            self.not_checked.push(Lack { rule, what, at });
        }
    }
}

/// The unit of what the peak takes, which agrees with how many those are.
fn unit_of(unit: &str, count: u64) -> String {
    if count == 1 { singular(unit) } else { unit.to_owned() }
}

/// What is said of the target besides full capacity; both may take the same.
const OR_AT_TARGET: [&str; 2] = [", or {at_target}", ", {at_target}"];

/// A template for where the target takes no more copies than full capacity does.
#[must_use]
pub fn without_target(template: &str) -> String {
    OR_AT_TARGET.iter().fold(template.to_owned(), |text, or| text.replace(or, ""))
}

/// In place of a number of copies, where none is enough.
const MORE: &str = "more";
/// What to do then.
const NO_NUMBER: &str =
    "More copies do not help: the busiest one keeps its part. Spread that part more evenly, or take work off it.";

impl Finding {
    /// The connections it is about (numbers of edges).
    pub fn on(&mut self, edges: &[usize]) -> &mut Self {
        self.edges.extend_from_slice(edges);
        self
    }

    /// What was measured and what it should not pass.
    pub fn measured(&mut self, measured: f64, limit: f64, unit: &'static str) -> &mut Self {
        self.measured = Some(measured);
        self.limit = Some(limit);
        self.unit = unit;
        self
    }

    /// What was measured is this figure.
    pub fn of(&mut self, figure: Part) -> &mut Self {
        self.measure = Some(Measure::Figure(figure));
        self
    }

    /// What was measured is this formula over named figures.
    pub fn by(&mut self, formula: &'static str, inputs: &'static [(&'static str, Part)]) -> &mut Self {
        self.measure = Some(Measure::Formula(formula, inputs));
        self
    }

    /// What should not be passed is this figure.
    pub fn limit(&mut self, figure: Part) -> &mut Self {
        self.bound = Some(Measure::Figure(figure));
        self
    }

    /// What should not be passed is this formula over named figures.
    pub fn limit_by(&mut self, formula: &'static str, inputs: &'static [(&'static str, Part)]) -> &mut Self {
        self.bound = Some(Measure::Formula(formula, inputs));
        self
    }

    /// Further components that the measure rests on, numbered after those of the finding.
    pub fn besides(&mut self, nodes: &[usize]) -> &mut Self {
        self.besides.extend_from_slice(nodes);
        self
    }

    /// Journeys that the measure rests on, by their place in the workload.
    pub fn of_journeys(&mut self, journeys: impl IntoIterator<Item = usize>) -> &mut Self {
        self.journeys.extend(journeys);
        self
    }

    /// How many copies the peak takes, as `{at_full}` with its `{unit}`, `{at_target}` with its `{target_unit}`, and
    /// `{target}`.
    pub fn with_needed(&mut self, load: &Load, target: f64) -> &mut Self {
        let count = |of: fn(&Needed) -> u64, otherwise: &str| {
            load.needed.as_ref().map_or_else(|| Value::name(otherwise), |needed| Value::Count(of(needed) as f64))
        };
        let unit = |of: fn(&Needed) -> u64| {
            Value::name(load.needed.map_or_else(|| "copies".to_owned(), |needed| unit_of(needed.unit, of(&needed))))
        };
        self.with("at_full", count(|needed| needed.at_full, MORE))
            .with("at_target", count(|needed| needed.at_target, MORE))
            .with("unit", unit(|needed| needed.at_full))
            .with("target_unit", unit(|needed| needed.at_target))
            .with("target", Value::Share(target))
    }

    /// What gets more than it can do fails under the stated load, whichever rule says so: it is an error.
    pub fn overloaded_by(&mut self, load: &Load) -> &mut Self {
        if load.utilization.is_some_and(|utilization| utilization > 1.0) {
            self.is_error();
        }
        self
    }

    /// It is an error, whatever the rule is otherwise.
    pub fn is_error(&mut self) -> &mut Self {
        self.severity = Some(Severity::Error);
        self
    }

    /// A value for the sentences.
    pub fn with(&mut self, name: &'static str, value: Value) -> &mut Self {
        self.values.push((name, value));
        self
    }

    /// The component that names it.
    #[must_use]
    pub fn first(&self) -> Option<usize> {
        self.nodes.first().copied()
    }

    /// The count of that name among its values, such as the copies that the peak takes.
    #[must_use]
    pub fn counted(&self, name: &str) -> Option<u64> {
        self.values.iter().find_map(|(known, value)| match value {
            Value::Count(count) if *known == name && *count >= 0.0 && count.is_finite() => Some(*count as u64),
            _ => None,
        })
    }

    /// The figure of that name among its values, in its unit.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.values.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.figure())
    }

    /// The word of that name among its values.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        self.values.iter().find_map(|(known, value)| match value {
            Value::Name(word) if *known == name => Some(word.as_str()),
            _ => None,
        })
    }

    fn text(&self, name: &str) -> Option<String> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.text())
    }

    /// What it says, in English.
    #[must_use]
    pub fn message(&self, rule: &Rule) -> String {
        self.sentence(rule.message)
    }

    /// What to do, in English.
    #[must_use]
    pub fn fix(&self, rule: &Rule) -> String {
        let has_no_number = self.word("at_full") == Some(MORE) && rule.fix.contains("{at_");
        if has_no_number { NO_NUMBER.to_owned() } else { self.sentence(rule.fix) }
    }

    /// A template with its values; words agree with what is counted.
    fn sentence(&self, template: &str) -> String {
        let is_one = |name: &str| self.counted(name) == Some(1);
        let full = self.counted("at_full");
        let alike = full.is_some() && full == self.counted("at_target");
        let template = if alike { Cow::Owned(without_target(template)) } else { Cow::Borrowed(template) };
        fill(&agreeing(&template, &is_one), &|name| self.text(name))
    }
}
