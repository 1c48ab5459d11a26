//! How the numbers come about that stand at the ends of what is assumed: workings of the design that says so, in which
//! what is tried is named as such.

use super::number::{At, Number, Percentile};
use super::{Evaluation, FigureName};
use crate::analysis::Graph;
use crate::analysis::assumptions::{Assumption, Value, assumptions};
use crate::analysis::working::{InputOrigin, Working};

/// Before the place in the design that holds what is tried.
const SUPPOSED: &str = "supposed.";

impl Evaluation<'_> {
    /// What is assumed at a place in the design.
    fn assumption(&self, setting: &str) -> Option<Assumption> {
        let all = assumptions(self.graph, &self.traffic, &self.loads, &self.dependence.structures);
        all.into_iter().find(|one| one.path == setting)
    }

    /// Where an assumed figure is from, or an end of its range; `None` of a switch.
    pub(super) fn assumed(&self, setting: &str, at: At) -> Option<Working> {
        let Assumption { value, source, ends: [low, high], range, name, .. } = self.assumption(setting)?;
        let (value, source) = match at {
            At::Value => (value, source),
            At::Low => (low, range),
            At::High => (high, range),
        };
        let Value::Number(value) = value else { return None };
        let name = name.replace('_', " ");
        Some(Working::new(name.clone(), value).default(name, value, source))
    }

    /// How a number comes about with something that is assumed at an end of its range.
    pub(super) fn at_end(&self, setting: &str, at: At, number: &Number) -> Option<Working> {
        let assumption = self.assumption(setting)?;
        let value = match at {
            At::Value => assumption.value,
            At::Low => assumption.ends[0],
            At::High => assumption.ends[1],
        };
        if value == assumption.value {
            return self.working(number);
        }
        let design = assumption.said(self.graph, value);
        let graph = Graph::new(&design);
        let mut working = Evaluation::begin(&graph).working(number)?;
        name_supposed(&mut working, setting);
        Some(working)
    }

    /// How the factor comes about by which an assumption moves the figure that it moves most.
    pub(super) fn factor(&self, setting: &str) -> Option<Working> {
        let assumption = self.assumption(setting)?;
        let found = self.influence_of(&assumption)?;
        if found.factor == 1.0 {
            return Some(Working::new("1", 1.0));
        }
        let number = number_of(&found.factor_of)?;
        let is = self.working(&number)?;
        let ends = [At::Low, At::High].into_iter().filter_map(|at| self.at_end(setting, at, &number));
        let by = |there: &Working| (there.value / is.value).max(is.value / there.value);
        let counts = |there: &Working| there.value > 0.0 && there.value.is_finite();
        let there = ends.filter(counts).reduce(|most, next| if by(&next) > by(&most) { next } else { most })?;
        Some(
            Working::new("max(there ÷ as it is, as it is ÷ there)", by(&there))
                .worked("there", there)
                .worked("as it is", is),
        )
    }
}

/// The number that a figure of the verdict is.
fn number_of(name: &FigureName) -> Option<Number> {
    let Some(journey) = name.journey.clone() else { return Some(Number::LoadFactor) };
    match &*name.figure {
        "sustainable" => Some(Number::Sustainable(journey)),
        "unavailability" => Some(Number::Unavailability(journey)),
        "p99" => Some(Number::Percentile(journey, Percentile::P99)),
        _ => None,
    }
}

/// Says of each input that is tried that it is.
fn name_supposed(working: &mut Working, setting: &str) {
    for input in &mut working.inputs {
        match &mut input.origin {
            InputOrigin::Design { from } | InputOrigin::Own { from, .. } if from == setting => {
                *from = format!("{SUPPOSED}{setting}")
            }
            InputOrigin::Working { working } => name_supposed(working, setting),
            InputOrigin::Design { .. } | InputOrigin::Default { .. } | InputOrigin::Own { .. } => {}
        }
    }
}
